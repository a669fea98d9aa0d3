use super::*;
use crate::case::Manifest;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A manifest with every kind of layout that people write.
const RICH: &str = r##"# 案件清单，手工编辑
schema = 1  # 版本

[case]
# 案号按收件编
id = "2026-0012"
kind = "行政处罚"
title = "三明市××公司案" # 暂名
stage = "程序启动"   # 第三条
opened = 2026-03-02
# closed 待填

# ===== 声明 =====
[answers]
sampled = false # 未抽样
major_penalty = { value = true, basis = "罚款数额", by = "李某" } # 听证

[answers.overdue]
value = false # 未逾期
basis = "已缴"

[[party]]
name = "三明市××公司"
phone = "0598-1"

[[event]]
id = "E01"
type = "立案"
start = 2026-03-02

# 第一次检查
# 两人到场
[[event]]
id = "E03"
type = "现场检查"
start = 2026-03-03T09:10:00+08:00 # 到场
officers = [
    "张某", # 主办
    # 临时增派
    "李某", # 记录
]
# 地点待核

# ===== 记录 =====

# 检查笔录
[[record]]
id = "R01"
type = "现场检查（勘验）记录"
events = ["E03"]
signatures = [{ name = "王某", role = "当事人" }] # 当场
[record.fields]
"案发地" = "三明市"
# 金额以分计
"罚款金额" = 5000 # 元角分
# R01 完

[[record]]
id = "R02"
type = "音像记录"
[record.media]
device = "cam-03"

[x-other]
any = 1.5

# ===== 归档 =====
[archive]
note = "一卷"
# 文件结束
"##;

/// The lines that differ, `-` before and `+` after, in order.
fn diff(before: &str, after: &str) -> Vec<String> {
    let a: Vec<_> = before.lines().collect();
    let b: Vec<_> = after.lines().collect();
    let mut common = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] = if a[i] == b[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(format!("-{}", a[i]));
            i += 1;
        } else {
            lines.push(format!("+{}", b[j]));
            j += 1;
        }
    }
    lines
}

fn edited(text: &str, assignment: &str) -> Result<String, EditError> {
    let (path, operator, value) = parse_assignment(assignment)?;
    let mut editor = Editor::new(text)?;
    editor.set(&path, operator, &value)?;
    Ok(editor.finish())
}

fn readable(text: &str) -> Manifest {
    Manifest::parse(text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
}

fn table(text: &str) -> toml::Table {
    text.parse().unwrap()
}

#[test]
fn an_assignment_changes_its_own_lines_only() {
    let cases: &[(&str, &[&str])] = &[
        (
            "case.stage=调查取证",
            &["-stage = \"程序启动\"   # 第三条", "+stage = \"调查取证\"   # 第三条"],
        ),
        ("case.closed=2026-6-30", &["+closed = 2026-06-30"]),
        ("case.title=", &[]),
        ("rulebooks=sanming、厦门", &["+rulebooks = [\"sanming\", \"厦门\"]"]),
        ("answers.sampled=是", &["-sampled = false # 未抽样", "+sampled = true # 未抽样"]),
        ("answers.inquired=true", &["+inquired = true"]),
        ("answers.overdue=是", &["-value = false # 未逾期", "+value = true # 未逾期"]),
        (
            "answers.major_penalty=否",
            &[
                "-major_penalty = { value = true, basis = \"罚款数额\", by = \"李某\" } # 听证",
                "+major_penalty = { value = false, basis = \"罚款数额\", by = \"李某\" } # 听证",
            ],
        ),
        (
            "answers.major_penalty.date=2026-04-10",
            &[
                "-major_penalty = { value = true, basis = \"罚款数额\", by = \"李某\" } # 听证",
                "+major_penalty = { value = true, basis = \"罚款数额\", by = \"李某\", date = 2026-04-10 } # 听证",
            ],
        ),
        (
            "answers.sampled.basis=无需",
            &[
                "-sampled = false # 未抽样",
                "+sampled = { value = false, basis = \"无需\" } # 未抽样",
            ],
        ),
        ("party.1.role=当事人", &["+role = \"当事人\""]),
        ("party.三明市××公司.phone=", &["-phone = \"0598-1\""]),
        ("party+={name = \"第二人\"}", &["+[[party]]", "+name = \"第二人\"", "+"]),
        ("E03.end=2026-03-03 10:25", &["+end = 2026-03-03T10:25:00+08:00"]),
        (
            "E03.start=2026-03-03 9:15",
            &[
                "-start = 2026-03-03T09:10:00+08:00 # 到场",
                "+start = 2026-03-03T09:15:00+08:00 # 到场",
            ],
        ),
        ("E03.start=2026-03-03T01:10:00Z", &[]),
        ("E03.officers+=王某，张某", &["+    \"王某\","]),
        ("E03.officers-=李某", &["-    \"李某\", # 记录"]),
        (
            "E03.officers-=张某",
            &["-    \"张某\", # 主办"],
        ),
        (
            "E03.officers=李某,陈某",
            &["-    \"张某\", # 主办", "+    \"陈某\","],
        ),
        ("E03.witness.name=赵某", &["+witness = { name = \"赵某\" }"]),
        (
            "E01.media+={name = \"住所地\", kind = \"张贴\"}",
            &["+media = [{ kind = \"张贴\", name = \"住所地\" }]"],
        ),
        (
            "R01.signatures+={mark = \"签名\", name = \"张某\"}",
            &[
                "-signatures = [{ name = \"王某\", role = \"当事人\" }] # 当场",
                "+signatures = [{ name = \"王某\", role = \"当事人\" }, { name = \"张某\", mark = \"签名\" }] # 当场",
            ],
        ),
        (
            "R01.signatures.1.mark=按印",
            &[
                "-signatures = [{ name = \"王某\", role = \"当事人\" }] # 当场",
                "+signatures = [{ name = \"王某\", role = \"当事人\", mark = \"按印\" }] # 当场",
            ],
        ),
        ("R01.fields.案发地=三元区", &["-\"案发地\" = \"三明市\"", "+\"案发地\" = \"三元区\""]),
        (
            "R01.fields.罚款金额=6000",
            &["-\"罚款金额\" = 5000 # 元角分", "+\"罚款金额\" = 6000 # 元角分"],
        ),
        ("R01.fields.罚款金额=", &["-\"罚款金额\" = 5000 # 元角分"]),
        ("R01.fields.日期=2026-3-3", &["+\"日期\" = 2026-03-03"]),
        (
            "R01.fields.物品+={\"名称\" = \"电机\", \"数量\" = 2}",
            &["+\"物品\" = [{ \"名称\" = \"电机\", \"数量\" = 2 }]"],
        ),
        ("R01.media.kind=录像", &["+[record.media]", "+kind = \"录像\""]),
        ("R02.media.kind=录像", &["+kind = \"录像\""]),
        ("R02.fields.说明=现场", &["+[record.fields]", "+\"说明\" = \"现场\""]),
        ("R02.date=2026-03-03", &["+date = 2026-03-03"]),
        ("archive.date=2026-07-05", &["+date = 2026-07-05"]),
        ("archive.number=A-1", &["+number = \"A-1\""]),
    ];
    for (assignment, want) in cases {
        match edited(RICH, assignment) {
            Ok(text) => {
                assert_eq!(diff(RICH, &text), *want, "{assignment}\n{text}");
                readable(&text);
            }
            Err(error) => assert!(want.is_empty(), "{assignment}: {error}"),
        }
    }
}

#[test]
fn a_new_table_stands_where_the_table_of_keys_has_it() {
    let order = |text: &str| {
        let headers = text.lines().filter(|line| line.starts_with('['));
        headers.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    let head = "schema = 1\n[case]\nid = \"1\"\nkind = \"行政处罚\"\ntitle = \"案\"\n\
                stage = \"程序启动\"\nopened = 2026-03-02\n";
    let record = "[[record]]\nid = \"R1\"\ntype = \"x\"\n[record.media]\nkind = \"录像\"\n";
    let late = format!("{head}\n[archive]\nnote = \"x\"\n\n{record}");
    let cases = [
        (head.to_owned(), "answers.sampled=是", "[case] [answers]"),
        (head.to_owned(), "archive.note=x", "[case] [archive]"),
        (format!("{head}{record}"), "answers.a=是", "[case] [answers] [[record]] [record.media]"),
        (format!("{head}{record}"), "archive.note=x", "[case] [[record]] [record.media] [archive]"),
        (
            format!("{head}{record}"),
            "R1.fields.a=x",
            "[case] [[record]] [record.fields] [record.media]",
        ),
        (
            late,
            "event+={id = \"E1\", type = \"立案\"}",
            "[case] [[event]] [archive] [[record]] [record.media]",
        ),
        (
            format!("{head}[answers.a]\nvalue = true\n"),
            "answers.b=否",
            "[case] [answers] [answers.a]",
        ),
    ];
    for (text, assignment, want) in cases {
        let after = edited(&text, assignment).unwrap();
        assert_eq!(order(&after), want, "{after}");
        readable(&after);
        let removed: Vec<_> =
            diff(&text, &after).into_iter().filter(|line| line.starts_with('-')).collect();
        assert_eq!(removed, Vec::<String>::new(), "{after}");
    }
}

#[test]
fn appended_tables_follow_the_last_of_their_kind_and_split_none() {
    let mut editor = Editor::new(RICH).unwrap();
    let record = "pages = 3\nid = \"R03\"\ntype = \"送达回证\"\nseal = true\n\
                  media = { start = 2026-03-03T09:00:00, kind = \"录像\" }\n\
                  fields = { \"备注\" = \"一\\n二\" }\n\
                  signatures = [{ mark = \"签名\", name = \"王某\" }]";
    editor.append("record", &table(record)).unwrap();
    editor.append("waiver", &table("rule = \"sanming/14-2\"\nsubject = \"E03\"")).unwrap();
    editor.append("event", &table("id = \"E04\"\ntype = \"询问\"\nwitness = { name = \"赵\" }")).unwrap();
    let text = editor.finish();
    let want = [
        "+[[event]]",
        "+id = \"E04\"",
        "+type = \"询问\"",
        "+witness = { name = \"赵\" }",
        "+",
        "+[[record]]",
        "+id = \"R03\"",
        "+type = \"送达回证\"",
        "+signatures = [{ name = \"王某\", mark = \"签名\" }]",
        "+seal = true",
        "+pages = 3",
        "+[record.fields]",
        "+\"备注\" = \"一\\n二\"",
        "+[record.media]",
        "+kind = \"录像\"",
        "+start = 2026-03-03T09:00:00+08:00",
        "+",
        "+[[waiver]]",
        "+rule = \"sanming/14-2\"",
        "+subject = \"E03\"",
        "+",
    ];
    assert_eq!(diff(RICH, &text), want, "{text}");
    let manifest = readable(&text);
    assert_eq!(manifest.case.records[1].media.as_ref().unwrap().device.as_deref(), Some("cam-03"));
    assert!(text.contains("# 地点待核\n\n[[event]]\nid = \"E04\""), "{text}");
}

#[test]
fn an_entry_goes_with_the_comments_directly_above_it() {
    let cases: &[(&str, &[&str])] = &[
        ("E01", &["-[[event]]", "-id = \"E01\"", "-type = \"立案\"", "-start = 2026-03-02", "-"]),
        (
            "R01",
            &[
                "-# 检查笔录",
                "-[[record]]",
                "-id = \"R01\"",
                "-type = \"现场检查（勘验）记录\"",
                "-events = [\"E03\"]",
                "-signatures = [{ name = \"王某\", role = \"当事人\" }] # 当场",
                "-[record.fields]",
                "-\"案发地\" = \"三明市\"",
                "-# 金额以分计",
                "-\"罚款金额\" = 5000 # 元角分",
            ],
        ),
    ];
    for (id, want) in cases {
        let mut editor = Editor::new(RICH).unwrap();
        editor.remove(id).unwrap();
        let text = editor.finish();
        assert_eq!(diff(RICH, &text), *want, "{text}");
        readable(&text);
    }
    let mut editor = Editor::new(RICH).unwrap();
    editor.remove("R02").unwrap();
    editor.remove("R01").unwrap();
    assert!(matches!(editor.remove("R01"), Err(EditError::UnknownId { .. })));
    let text = editor.finish();
    assert!(text.contains("# ===== 记录 =====\n\n# R01 完\n\n[x-other]"), "{text}");
    assert!(readable(&text).case.records.is_empty());
}

#[test]
fn what_the_manifest_cannot_have_is_refused_with_what_it_can() {
    let cases = [
        ("case.stag=x", "未知的键 case.stag，是否想写 stage？。这里可用的键：id、kind"),
        ("X99.end=2026-03-02", "没有编号为 X99 的事项或记录。现有编号：E01、E03、R01、R02"),
        ("E04.end=2026-03-02", "是否想写 E0"),
        ("cas.stage=x", "是否想写 case"),
        ("party.2.name=x", "party 中没有「2」，应为序号（从 1 起）或名称。现有：1 三明市××公司"),
        ("case.stage=调查", "键 case.stage 的值「调查」有误，应为：程序启动、"),
        ("case.opened=明天", "键 case.opened 的值「明天」无法理解，应为日期"),
        ("case.opened=2026-03-02 9:10", "键 case.opened 只写日期，不写时间"),
        ("R01.pages=三", "应为整数"),
        ("R01.seal=有", "true 或 false"),
        ("R01.path=../x", "键 R01.path 的路径「../x」"),
        ("R01.sha256=ABC", "键 R01.sha256 不是 SHA-256"),
        ("R01.signatures+={mark = \"画押\"}", "键 R01.signatures.mark 的值「画押」有误"),
        ("R01.signatures+={mrk = \"签名\"}", "未知的键 R01.signatures.mrk。是否想写 mark？"),
        ("R01.signatures-=王某", "删除其中一项请写 R01.signatures.序号="),
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
    for (assignment, want) in cases {
        let message = edited(RICH, assignment).unwrap_err().to_string();
        assert!(message.contains(want), "{assignment}: {message}");
    }
    let error = Editor::new("a = 1\nb = [\n").unwrap_err();
    assert_eq!(error.to_string(), "清单第 2 行无法读取：数组没有结束，缺少 ]");
    let mut editor = Editor::new(RICH).unwrap();
    let lists = editor.append("events", &table("id = \"E9\"")).unwrap_err().to_string();
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
        ("R1.fields.\"a=b.c\"= x ", "R1.fields.\"a=b.c\"", Assign, "x"),
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
        assert_eq!((change.from, change.to.as_deref()), (None, Some(want)), "{typed}");
        readable(&editor.finish());
    }
}

#[test]
fn other_ways_to_write_a_manifest_are_edited_in_their_own_way() {
    let head = "schema = 1\ncase.id = \"1\"\ncase.kind = \"行政处罚\"\ncase.title = \"案\"\n\
                case.stage = \"程序启动\" # 一\ncase.opened = 2026-03-02\n";
    let inline = format!(
        "{head}answers = {{ a = true }} # 二\nparty = [{{name = \"甲\"}}]\n\
         event = [\n  {{ id = \"E1\", type = \"立案\" }}, # 首\n  {{ id = \"E2\", type = \"询问\" }} # 末\n]\n"
    );
    let cases: &[(&str, &[&str])] = &[
        ("case.stage=调查取证", &["-case.stage = \"程序启动\" # 一", "+case.stage = \"调查取证\" # 一"]),
        ("case.unit=一科", &["+case.unit = \"一科\""]),
        ("answers.b=否", &["-answers = { a = true } # 二", "+answers = { a = true, b = false } # 二"]),
        ("answers.a=", &["-answers = { a = true } # 二", "+answers = {} # 二"]),
        ("party.甲.role=第三人", &["-party = [{name = \"甲\"}]", "+party = [{role = \"第三人\", name = \"甲\"}]"]),
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
    for (assignment, want) in cases {
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

    let rows = format!(
        "{head}[[record]]\nid = \"R1\"\ntype = \"x\"\n[[record.signatures]]\nname = \"甲\"\n\
         # 尾\n\n[archive]\n"
    );
    let text = edited(&rows, "R1.signatures+={name = \"乙\"}").unwrap();
    assert_eq!(diff(&rows, &text), ["+[[record.signatures]]", "+name = \"乙\""], "{text}");
    let text = edited(&text, "R1.signatures.甲=").unwrap();
    assert_eq!(readable(&text).case.records[0].signatures[0].name.as_deref(), Some("乙"));
    let text = edited(&text, "R1.signatures=[{name = \"丙\"}, {name = \"丁\"}]").unwrap();
    assert_eq!(readable(&text).case.records[0].signatures.len(), 2);
    assert!(text.contains("# 尾"), "{text}");
}

#[test]
fn a_typed_value_replaces_a_whole_table_and_keeps_what_it_can() {
    let mut editor = Editor::new(RICH).unwrap();
    let value = "{ device = \"cam-04\", original = true }".parse().unwrap();
    let change = editor.set_value("R02.media", value).unwrap();
    assert_eq!(change.from.as_deref(), Some("{ device = \"cam-03\" }"));
    editor.set_value("R01.fields", "{ \"罚款金额\" = 5000, \"x\" = 1 }".parse().unwrap()).unwrap();
    editor.set_value("E03.witness", "{ unit = \"居委会\", name = \"赵\" }".parse().unwrap()).unwrap();
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

/// Assignments that may follow each other in any order on [`RICH`] and its subsets.
const EDITS: &[&str] = &[
    "case.stage=调查取证",
    "case.closed=2026-06-30",
    "case.closed=",
    "case.related+=2026-1、2026-2",
    "case.related-=2026-1",
    "answers.sampled=是",
    "answers.sampled.basis=据实",
    "answers.overdue={value = true}",
    "answers.sampled=",
    "party+={name = \"乙\", phone = \"1\"}",
    "party.1.phone=2",
    "officer+={name = \"张某\"}",
    "E03.officers=王某",
    "E03.officers+=张某、陈某",
    "E03.officers-=张某,李某",
    "E03.place=某处",
    "E03.place=",
    "E03.witness.name=赵",
    "E03.witness=",
    "E03.media+={kind = \"张贴\"}",
    "R01.signatures+={name = \"李某\"}",
    "R01.fields.案发地=别处",
    "R01.fields.罚款金额=",
    "R01.fields.物品+={\"名称\" = \"电机\"}",
    "R01.fields=",
    "R01.media.kind=录像",
    "R02.media.start=2026-03-03 9:08",
    "R02.fields.说明=x",
    "R02.media=",
    "rulebooks=sanming",
    "rulebooks=",
    "attestation+={rule = \"sanming/27-1\", subject = \"E03\"}",
    "archive.number=A-1",
    "archive.note=",
];

/// [`RICH`] with some of its sections.
fn subset(keep: &[bool]) -> String {
    let optional = ["# ===== 声明", "[[party]]", "[[event]]\nid = \"E01\"", "[x-other]", "# ===== 归档"];
    let mut text = RICH.to_owned();
    for (begin, _) in optional.iter().zip(keep).filter(|(_, keep)| !**keep) {
        let from = text.find(begin).unwrap();
        let to = match *begin {
            "# ===== 声明" => text.find("[[party]]"),
            _ => text[from..].find("\n\n").map(|at| from + at + 2),
        };
        text.replace_range(from..to.unwrap_or(text.len()), "");
    }
    text
}

fn comments(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn edits_in_any_order_keep_comments_and_can_be_read(
        keep in proptest::collection::vec(any::<bool>(), 5),
        edits in proptest::collection::vec(select(EDITS), 1..10),
    ) {
        let before = subset(&keep);
        readable(&before);
        let mut editor = Editor::new(&before).unwrap();
        for edit in &edits {
            let (path, operator, value) = parse_assignment(edit).unwrap();
            // Some edits need what a subset or another edit has taken away.
            let Ok(change) = editor.set(&path, operator, &value) else { continue };
            if operator == Operator::Assign {
                let again = editor.set(&path, operator, &value).unwrap();
                prop_assert_eq!(&again.from, &change.to, "{}", edit);
                prop_assert_eq!(again.from, again.to, "{}", edit);
            }
        }
        let after = editor.finish();
        readable(&after);
        let mut kept = comments(&after);
        kept.sort();
        let mut had = comments(&before);
        had.sort();
        let dropped_with_table = edits.contains(&"R01.fields=") && had.len() == kept.len() + 1;
        prop_assert!(kept == had || dropped_with_table, "{:?}\n{}", edits, after);
        // Every line of the case's head that no edit names is still there, in order.
        for line in ["[case]", "id = \"2026-0012\"", "title = \"三明市××公司案\" # 暂名"] {
            prop_assert!(after.lines().any(|found| found == line), "{}\n{}", line, after);
        }
    }

    #[test]
    fn a_single_edit_leaves_all_other_lines(
        keep in proptest::collection::vec(any::<bool>(), 5),
        edit in select(EDITS),
    ) {
        let before = subset(&keep);
        if let Ok(after) = edited(&before, edit) {
            let differing = diff(&before, &after);
            let gone = differing.iter().filter(|line| line.starts_with('-')).count();
            let most = match edit { "R01.fields=" => 4, "E03.officers=王某" | "E03.officers-=张某,李某" | "R02.media=" | "answers.overdue={value = true}" => 2, _ => 1 };
            prop_assert!(gone <= most, "{}: {:?}", edit, differing);
        }
    }

    #[test]
    fn a_value_that_is_set_is_read_back(
        text in "[^\\p{C}]{1,20}",
        number in any::<i64>(),
        day in 1u32..29,
    ) {
        let mut editor = Editor::new(RICH).unwrap();
        editor.set_value("case.title", Value::from(text.as_str())).unwrap();
        editor.set("R02.pages", Operator::Assign, &(number.unsigned_abs() % 1000).to_string()).unwrap();
        editor.set_value("R02.fields.数", Value::from(number)).unwrap();
        editor.set("case.closed", Operator::Assign, &format!("2026-4-{day}")).unwrap();
        editor.set_value("R02.title", Value::from(format!("{text}\n\"{text}\\"))).unwrap();
        let manifest = readable(&editor.finish()).case;
        prop_assert_eq!(&manifest.head.title, &text);
        prop_assert_eq!(manifest.records[1].fields["数"].as_integer(), Some(number));
        prop_assert_eq!(manifest.records[1].title.clone(), Some(format!("{text}\n\"{text}\\")));
        let closed = manifest.head.closed.map(|day| day.0.to_string());
        prop_assert_eq!(closed, Some(format!("2026-04-{day:02}")));
    }

    #[test]
    fn the_same_value_again_changes_no_byte(
        keep in proptest::collection::vec(any::<bool>(), 5),
        which in any::<Index>(),
        cut in any::<bool>(),
    ) {
        let text = subset(&keep);
        let text = if cut { text.trim_end() } else { &text };
        let same = [
            "schema=1", "case.stage=程序启动", "case.opened=2026-3-2", "E03.officers=张某、李某",
            "E03.start=2026-03-03 9:10", "R01.signatures=[{role = \"当事人\", name = \"王某\"}]",
            "R01.fields.罚款金额=5000", "R02.media={device = \"cam-03\"}", "R01.events+=E03",
            "R01.events-=E99", "E03.place=",
        ];
        prop_assert_eq!(edited(text, which.get(&same[..])).unwrap(), text);
    }

    #[test]
    fn appended_records_are_read_in_order(
        keep in proptest::collection::vec(any::<bool>(), 5),
        shapes in proptest::collection::vec(0usize..4, 1..30),
    ) {
        let before = subset(&keep);
        let mut editor = Editor::new(&before).unwrap();
        let more = ["", "fields = { a = 1 }", "media = { kind = \"录像\" }\nfields = { b = 2 }", "signatures = [{ name = \"x\" }]"];
        for (index, shape) in shapes.iter().enumerate() {
            let entry = format!("id = \"N{index}\"\ntype = \"其他文书\"\n{}", more[*shape]);
            editor.append("record", &table(&entry)).unwrap();
        }
        let after = editor.finish();
        let records = readable(&after).case.records;
        prop_assert_eq!(records.len(), 2 + shapes.len());
        for (index, (shape, record)) in shapes.iter().zip(&records[2..]).enumerate() {
            prop_assert_eq!(&record.id, &format!("N{index}"));
            prop_assert_eq!(record.media.is_some(), *shape == 2);
            prop_assert_eq!(record.fields.len(), usize::from(matches!(shape, 1 | 2)));
        }
        prop_assert!(diff(&before, &after).iter().all(|line| line.starts_with('+')));
    }
}
