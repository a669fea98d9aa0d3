//! What an edit of a manifest with headers changes.

use super::{RICH, diff, edited, readable, table};
use crate::case::edit::{EditError, Editor};

/// An assignment on [`RICH`] and the lines that then differ; none where it is refused or changes
/// nothing.
const ASSIGNMENTS: &[(&str, &[&str])] = &[
    (
        "case.stage=调查取证",
        &[
            "-stage = \"程序启动\"   # 第三条",
            "+stage = \"调查取证\"   # 第三条",
        ],
    ),
    ("case.closed=2026-6-30", &["+closed = 2026-06-30"]),
    ("case.title=", &[]),
    (
        "rulebooks=sanming、厦门",
        &["+rulebooks = [\"sanming\", \"厦门\"]"],
    ),
    (
        "answers.sampled=是",
        &["-sampled = false # 未抽样", "+sampled = true # 未抽样"],
    ),
    ("answers.inquired=true", &["+inquired = true"]),
    (
        "answers.overdue=是",
        &["-value = false # 未逾期", "+value = true # 未逾期"],
    ),
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
    (
        "party+={name = \"第二人\"}",
        &["+[[party]]", "+name = \"第二人\"", "+"],
    ),
    (
        "E03.end=2026-03-03 10:25",
        &["+end = 2026-03-03T10:25:00+08:00"],
    ),
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
    ("E03.officers-=张某", &["-    \"张某\", # 主办"]),
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
    (
        "R01.fields.案发地=三元区",
        &["-\"案发地\" = \"三明市\"", "+\"案发地\" = \"三元区\""],
    ),
    (
        "R01.fields.罚款金额=6000",
        &[
            "-\"罚款金额\" = 5000 # 元角分",
            "+\"罚款金额\" = 6000 # 元角分",
        ],
    ),
    ("R01.fields.罚款金额=", &["-\"罚款金额\" = 5000 # 元角分"]),
    ("R01.fields.日期=2026-3-3", &["+\"日期\" = 2026-03-03"]),
    (
        "R01.fields.物品+={\"名称\" = \"电机\", \"数量\" = 2}",
        &["+\"物品\" = [{ \"名称\" = \"电机\", \"数量\" = 2 }]"],
    ),
    (
        "R01.media.kind=录像",
        &["+[record.media]", "+kind = \"录像\""],
    ),
    ("R02.media.kind=录像", &["+kind = \"录像\""]),
    (
        "R02.fields.说明=现场",
        &["+[record.fields]", "+\"说明\" = \"现场\""],
    ),
    ("R02.date=2026-03-03", &["+date = 2026-03-03"]),
    ("archive.date=2026-07-05", &["+date = 2026-07-05"]),
    ("archive.number=A-1", &["+number = \"A-1\""]),
];

#[test]
fn an_assignment_changes_its_own_lines_only() {
    for (assignment, want) in ASSIGNMENTS {
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
        (
            format!("{head}{record}"),
            "answers.a=是",
            "[case] [answers] [[record]] [record.media]",
        ),
        (
            format!("{head}{record}"),
            "archive.note=x",
            "[case] [[record]] [record.media] [archive]",
        ),
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
        let removed: Vec<_> = diff(&text, &after)
            .into_iter()
            .filter(|line| line.starts_with('-'))
            .collect();
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
    editor
        .append(
            "waiver",
            &table("rule = \"sanming/14-2\"\nsubject = \"E03\""),
        )
        .unwrap();
    editor
        .append(
            "event",
            &table("id = \"E04\"\ntype = \"询问\"\nwitness = { name = \"赵\" }"),
        )
        .unwrap();
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
    assert_eq!(
        manifest.case.records[1]
            .media
            .as_ref()
            .unwrap()
            .device
            .as_deref(),
        Some("cam-03")
    );
    assert!(
        text.contains("# 地点待核\n\n[[event]]\nid = \"E04\""),
        "{text}"
    );
}

#[test]
fn an_entry_goes_with_the_comments_directly_above_it() {
    let cases: &[(&str, &[&str])] = &[
        (
            "E01",
            &[
                "-[[event]]",
                "-id = \"E01\"",
                "-type = \"立案\"",
                "-start = 2026-03-02",
                "-",
            ],
        ),
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
    assert!(matches!(
        editor.remove("R01"),
        Err(EditError::UnknownId { .. })
    ));
    let text = editor.finish();
    assert!(
        text.contains("# ===== 记录 =====\n\n# R01 完\n\n[x-other]"),
        "{text}"
    );
    assert!(readable(&text).case.records.is_empty());
}

#[test]
fn a_new_key_follows_the_nearest_earlier_key_of_the_table_of_keys() {
    let cases = [
        ("party.1.role=当事人", "[[party]]\nrole = \"当事人\"\nname"),
        ("party.1.address=x", "公司\"\naddress = \"x\"\nphone"),
        ("E03.place=x", "# 到场\nplace = \"x\"\nofficers"),
        ("R01.seal=是", "# 当场\nseal = true\n[record.fields]"),
        ("R01.date=2026-03-03", "记录\"\ndate = 2026-03-03\nevents"),
        (
            "rulebooks=sanming",
            "# 版本\nrulebooks = [\"sanming\"]\n\n[case]",
        ),
        (
            "case.procedure=普通程序",
            "行政处罚\"\nprocedure = \"普通程序\"\ntitle",
        ),
    ];
    for (assignment, want) in cases {
        let text = edited(RICH, assignment).unwrap();
        assert!(text.contains(want), "{assignment}\n{text}");
    }
    let indented = "[[event]]\n  type = \"立案\"\n  # 编号\n  id = \"E1\"\n";
    let text = edited(indented, "E1.start=2026-03-02").unwrap();
    let want = "[[event]]\n  type = \"立案\"\n  start = 2026-03-02\n  # 编号\n  id = \"E1\"\n";
    assert_eq!(text, want);
}

#[test]
fn a_comment_that_is_handed_on_is_there_once() {
    let text = "# ===== 记录 =====\n\n[[record]]\nid = \"R1\"\ntype = \"x\"\n";
    let mut editor = Editor::new(text).unwrap();
    let entry = "id = \"R2\"\ntype = \"x\"\nfields = { a = 1 }\nmedia = { kind = \"录像\" }";
    editor.append("record", &table(entry)).unwrap();
    editor.remove("R1").unwrap();
    let want = "# ===== 记录 =====\n\n[[record]]\nid = \"R2\"\ntype = \"x\"\n[record.fields]\na = 1\n\
                [record.media]\nkind = \"录像\"\n";
    assert_eq!(editor.finish(), want);
}

#[test]
fn a_table_after_the_last_line_follows_all_comments() {
    let record = "[[record]]\nid = \"R1\"\ntype = \"x\"";
    let tails = [
        "",
        "\n",
        "\n\n",
        "\n# R2 待收",
        "\n# R2 待收\n\n# 尾\n",
        "\n\n# 尾\n\n",
    ];
    for tail in tails {
        let text = format!("{record}{tail}");
        let mut editor = Editor::new(&text).unwrap();
        editor
            .append("record", &table("id = \"R2\"\ntype = \"x\""))
            .unwrap();
        let want = format!("{}\n\n{}\n", text.trim_end(), record.replace("R1", "R2"));
        assert_eq!(editor.finish(), want, "{tail:?}");
    }
}
