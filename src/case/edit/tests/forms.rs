//! What is refused, what typed values become, and manifests in other forms.

use toml_edit::Value;

use super::{RICH, diff, edited, readable, table};
use crate::case::edit::{Editor, Operator, parse_assignment};

/// An assignment on [`RICH`] and a part of the refusal.
const REFUSED: &[(&str, &str)] = &[
    (
        "case.stag=x",
        "未知的键 case.stag，是否想写 stage？这里可用的键：id、kind",
    ),
    (
        "X99.end=2026-03-02",
        "没有编号为 X99 的事项或记录。现有编号：E01、E03、R01、R02",
    ),
    ("E04.end=2026-03-02", "是否想写 E0"),
    ("cas.stage=x", "是否想写 case"),
    (
        "party.2.name=x",
        "party 中没有「2」。应为序号（从 1 起）或名称。现有：1 三明市××公司",
    ),
    (
        "case.stage=调查",
        "键 case.stage 的值「调查」有误，应为：程序启动、",
    ),
    (
        "case.opened=明天",
        "键 case.opened 的值「明天」无法理解，应为日期",
    ),
    (
        "case.opened=2026-03-02 9:10",
        "键 case.opened 只写日期，不写时间",
    ),
    ("R01.pages=三", "应为整数"),
    ("R01.seal=有", "true 或 false"),
    ("R01.path=../x", "键 R01.path 的路径「../x」"),
    ("R01.sha256=ABC", "键 R01.sha256 不是 SHA-256"),
    (
        "R01.signatures+={mark = \"画押\"}",
        "键 R01.signatures.mark 的值「画押」有误",
    ),
    (
        "R01.signatures+={mrk = \"签名\"}",
        "未知的键 R01.signatures.mrk。是否想写 mark？",
    ),
    (
        "R01.signatures-=王某",
        "删除其中一项请写 R01.signatures.序号=",
    ),
    ("R01.title+=x", "键 R01.title 不是数组"),
    ("R01.title.x=1", "键 R01.title 是值"),
    ("R01.fields.a.b=1", "栏目名含有 ."),
    ("R01.fields.x=[[1]]", "键 R01.fields.x 是数组"),
    ("R01.fields.案发地+=x", "不是数组"),
    ("answers.x.basis=y", "问题 answers.x 还没有回答"),
    ("answers.x=也许", "键 answers.x 的值「也许」无法理解"),
    ("case.title=", "键 case.title（案由或案件名称）是必需的"),
    ("E03=", "不能以填写空值删除"),
    ("event=", "不能以填写空值删除"),
    ("event+={id = \"E9\"}", "缺少必需的键 event.type"),
    ("case..x=1", "各段以 . 分隔"),
    ("case.stage", "不是一项填写"),
    ("=x", "不是一项填写"),
];

#[test]
fn what_the_manifest_cannot_have_is_refused_with_what_it_can() {
    for (assignment, want) in REFUSED {
        let message = edited(RICH, assignment).unwrap_err().to_string();
        assert!(message.contains(want), "{assignment}: {message}");
    }
    let error = Editor::new("a = 1\nb = [\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "清单第 2 行无法读取：数组没有结束，缺少 ]"
    );
    let mut editor = Editor::new(RICH).unwrap();
    let lists = editor
        .append("events", &table("id = \"E9\""))
        .unwrap_err()
        .to_string();
    assert!(lists.contains("是否想写 event"), "{lists}");
    assert!(editor.push("R01.title", &table("name = \"x\"")).is_err());
    assert_eq!(editor.finish(), RICH);
}

#[test]
fn an_assignment_is_split_at_the_first_sign_outside_of_quotes() {
    use Operator::{Add, Assign, Remove};
    let cases = [
        ("a=b=c", "a", Assign, "b=c"),
        ("a += b", "a", Add, "b"),
        ("a-=b", "a", Remove, "b"),
        (
            "R1.fields.\"a=b.c\"= x ",
            "R1.fields.\"a=b.c\"",
            Assign,
            "x",
        ),
        ("a=", "a", Assign, ""),
    ];
    for (text, path, operator, value) in cases {
        let want = (path.to_owned(), operator, value.to_owned());
        assert_eq!(parse_assignment(text), Ok(want), "{text}");
    }
}

#[test]
fn a_field_takes_what_it_is_given() {
    let cases = [
        ("三元区", "\"三元区\""),
        ("50000", "50000"),
        ("-3", "-3"),
        ("007", "\"007\""),
        ("+8613", "\"+8613\""),
        ("1.5", "\"1.5\""),
        ("\"50000\"", "\"50000\""),
        ("\" a \"", "\" a \""),
        ("2026-03-02 9:10", "2026-03-02T09:10:00+08:00"),
        ("true", "true"),
        ("是", "\"是\""),
        ("[1, 2]", "[1, 2]"),
        ("[未闭合", "\"[未闭合\""),
    ];
    for (typed, want) in cases {
        let mut editor = Editor::new(RICH).unwrap();
        let change = editor.set("R02.fields.x", Operator::Assign, typed).unwrap();
        assert_eq!(
            (change.from, change.to.as_deref()),
            (None, Some(want)),
            "{typed}"
        );
        readable(&editor.finish());
    }
}

const DOTTED_HEAD: &str = "schema = 1\ncase.id = \"1\"\ncase.kind = \"行政处罚\"\n\
    case.title = \"案\"\ncase.stage = \"程序启动\" # 一\ncase.opened = 2026-03-02\n";

/// A manifest of dotted keys, inline tables and arrays.
fn inline_manifest() -> String {
    let rest = r#"answers = { a = true } # 二
party = [{name = "甲"}]
event = [
  { id = "E1", type = "立案" }, # 首
  { id = "E2", type = "询问" } # 末
]
"#;
    format!("{DOTTED_HEAD}{rest}")
}

/// An assignment on [`inline_manifest`] and the lines that then differ.
const INLINE: &[(&str, &[&str])] = &[
    (
        "case.stage=调查取证",
        &[
            "-case.stage = \"程序启动\" # 一",
            "+case.stage = \"调查取证\" # 一",
        ],
    ),
    ("case.unit=一科", &["+case.unit = \"一科\""]),
    (
        "answers.b=否",
        &[
            "-answers = { a = true } # 二",
            "+answers = { a = true, b = false } # 二",
        ],
    ),
    (
        "answers.a=",
        &["-answers = { a = true } # 二", "+answers = {} # 二"],
    ),
    (
        "party.甲.role=第三人",
        &[
            "-party = [{name = \"甲\"}]",
            "+party = [{role = \"第三人\", name = \"甲\"}]",
        ],
    ),
    ("party.1=", &["-party = [{name = \"甲\"}]", "+party = []"]),
    (
        "event+={id = \"E3\", type = \"决定\"}",
        &[
            "-  { id = \"E2\", type = \"询问\" } # 末",
            "+  { id = \"E2\", type = \"询问\" }, # 末",
            "+  { id = \"E3\", type = \"决定\" }",
        ],
    ),
    (
        "E2.start=2026-03-05",
        &[
            "-  { id = \"E2\", type = \"询问\" } # 末",
            "+  { id = \"E2\", type = \"询问\", start = 2026-03-05 } # 末",
        ],
    ),
];

#[test]
fn other_ways_to_write_a_manifest_are_edited_in_their_own_way() {
    let inline = inline_manifest();
    for (assignment, want) in INLINE {
        let text = edited(&inline, assignment).unwrap_or_else(|e| panic!("{assignment}: {e}"));
        assert_eq!(diff(&inline, &text), *want, "{assignment}\n{text}");
        readable(&text);
    }
    let mut editor = Editor::new(&inline).unwrap();
    editor.remove("E2").unwrap();
    let want = [
        "-  { id = \"E1\", type = \"立案\" }, # 首",
        "-  { id = \"E2\", type = \"询问\" } # 末",
        "+  { id = \"E1\", type = \"立案\" } # 首",
    ];
    assert_eq!(diff(&inline, &editor.finish()), want);
}

#[test]
fn lists_with_headers_of_their_own_are_edited_as_such() {
    let rows = format!(
        "{DOTTED_HEAD}[[record]]\nid = \"R1\"\ntype = \"x\"\n[[record.signatures]]\nname = \"甲\"\n\
         # 尾\n\n[archive]\n"
    );
    let text = edited(&rows, "R1.signatures+={name = \"乙\"}").unwrap();
    assert_eq!(
        diff(&rows, &text),
        ["+[[record.signatures]]", "+name = \"乙\""],
        "{text}"
    );
    let text = edited(&text, "R1.signatures.甲=").unwrap();
    assert_eq!(
        readable(&text).case.records[0].signatures[0]
            .name
            .as_deref(),
        Some("乙")
    );
    let text = edited(&text, "R1.signatures=[{name = \"丙\"}, {name = \"丁\"}]").unwrap();
    assert_eq!(readable(&text).case.records[0].signatures.len(), 2);
    assert!(text.contains("# 尾"), "{text}");
}

#[test]
fn a_typed_value_replaces_a_whole_table_and_keeps_what_it_can() {
    let mut editor = Editor::new(RICH).unwrap();
    let value = "{ device = \"cam-04\", original = true }"
        .parse::<Value>()
        .unwrap();
    let change = editor.set_value("R02.media", value).unwrap();
    assert_eq!(change.from.as_deref(), Some("{ device = \"cam-03\" }"));
    editor
        .set_value(
            "R01.fields",
            "{ \"罚款金额\" = 5000, \"x\" = 1 }"
                .parse::<Value>()
                .unwrap(),
        )
        .unwrap();
    editor
        .set_value(
            "E03.witness",
            "{ unit = \"居委会\", name = \"赵\" }"
                .parse::<Value>()
                .unwrap(),
        )
        .unwrap();
    let want = [
        "+witness = { name = \"赵\", unit = \"居委会\" }",
        "-\"案发地\" = \"三明市\"",
        "+x = 1",
        "-device = \"cam-03\"",
        "+device = \"cam-04\"",
        "+original = true",
    ];
    let text = editor.finish();
    assert_eq!(diff(RICH, &text), want, "{text}");
    readable(&text);
}

#[test]
fn one_moment_in_two_offsets_is_one_element() {
    let text =
        "[[record]]\nid = \"R1\"\ntype = \"x\"\n[record.fields]\nt = [2026-03-03T01:10:00Z]\n";
    assert_eq!(edited(text, "R1.fields.t+=2026-03-03 9:10").unwrap(), text);
    let more = edited(text, "R1.fields.t+=2026-03-03 9:11").unwrap();
    assert!(
        more.ends_with("t = [2026-03-03T01:10:00Z, 2026-03-03T09:11:00+08:00]\n"),
        "{more}"
    );
}
