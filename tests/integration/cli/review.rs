//! The yearly review as a user holds it: the draw, the sheets, the summaries; and what a case
//! shows of article 33.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::desk::{Desk, Ran, copy};

/// A workspace with eight cases of 2026, one of 2025 closed in 2026, and one of 2025 alone.
fn bureau() -> Desk {
    let desk = Desk::new();
    for number in 1..=8 {
        let unit = if number % 2 == 0 {
            "执法二科"
        } else {
            "执法一科"
        };
        begin(&desk, &format!("2026-{number}"), "2026-03-02", unit);
    }
    begin(&desk, "2025-1", "2025-11-03", "执法一科");
    desk.run(["set", "2025-1", "case.closed=2026-01-20"])
        .exits(0);
    begin(&desk, "2025-2", "2025-11-03", "执法一科");
    desk
}

fn begin(desk: &Desk, id: &str, opened: &str, unit: &str) {
    let line = [
        "new",
        id,
        "--title",
        "××公司案",
        "--opened",
        opened,
        "--unit",
        unit,
    ];
    desk.run(line).exits(0);
}

fn drawn(json: &Value) -> Vec<String> {
    let cases = json["cases"].as_array().expect("cases");
    cases
        .iter()
        .map(|case| case["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[test]
fn a_seed_draws_the_same_cases_whatever_the_order_of_the_paths() {
    let desk = bureau();
    let draw = |paths: &[&str], seed: &str| {
        let mut line = vec!["review", "2026", "--sample", "3", "--seed", seed, "--json"];
        line.extend(paths);
        desk.run(line).exits(1).json()
    };
    let all = [
        "2026-1", "2026-2", "2026-3", "2026-4", "2026-5", "2026-6", "2026-7", "2026-8",
    ];
    let mut turned = all;
    turned.reverse();
    let (one, other) = (draw(&all, "甲"), draw(&turned, "甲"));
    assert_eq!(drawn(&one).len(), 3);
    assert_eq!(drawn(&one), drawn(&other));
    assert_eq!(one["draw"]["of"], 8);
    let seeds = ["乙", "丙", "丁"];
    assert!(
        seeds
            .iter()
            .any(|seed| drawn(&draw(&all, seed)) != drawn(&one))
    );
}

#[test]
fn a_draw_without_a_seed_prints_one_with_which_it_can_be_repeated() {
    let desk = bureau();
    let first = desk
        .run(["review", "2026", "--sample", "4", "--json"])
        .exits(1);
    let seed = first.json()["draw"]["seed"]
        .as_str()
        .expect("a seed")
        .to_owned();
    let command = first
        .err
        .lines()
        .find_map(|line| line.strip_prefix("提示："))
        .expect("a hint");
    assert!(command.contains(&seed), "{command}");
    let again = desk.sh(&format!("{command} --json")).exits(1);
    assert_eq!(again.json(), first.json());
    let other = desk
        .run(["review", "2026", "--sample", "4", "--json"])
        .exits(1);
    assert_ne!(other.json()["draw"]["seed"], first.json()["draw"]["seed"]);
}

#[test]
fn the_seed_stands_in_every_output() {
    let desk = bureau();
    for format in ["table", "csv", "html", "json"] {
        let line = [
            "review",
            "2026",
            "--percent",
            "20",
            "--seed",
            "评议种子",
            "--format",
            format,
        ];
        assert!(desk.run(line).exits(1).out.contains("评议种子"), "{format}");
    }
    desk.run([
        "review",
        "2026",
        "--percent",
        "20",
        "--seed",
        "评议种子",
        "--out",
        "评议",
    ])
    .exits(1);
    let mut files = 0;
    for entry in fs::read_dir(desk.path("评议")).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|end| end != "docx") {
            let text = fs::read_to_string(&path).expect("text");
            assert!(text.contains("评议种子"), "{}", path.display());
        }
        files += 1;
    }
    assert_eq!(
        files,
        2 * 2 + 3,
        "a fifth of nine cases is two; two files each"
    );
}

#[test]
fn a_year_has_the_cases_opened_or_closed_in_it() {
    let desk = bureau();
    for (by, of, word) in [
        (&[][..], 9, "立案或者结案"),
        (&["--by", "opened"], 8, "年立案的"),
        (&["--by", "closed"], 1, "年结案的"),
    ] {
        let line = |more: &'static str| {
            let mut line = vec!["review", "2026", "--format", more];
            line.extend(by);
            line
        };
        assert_eq!(desk.run(line("json")).json()["draw"]["of"], of, "{by:?}");
        assert!(desk.run(line("table")).out.contains(word), "{by:?}");
    }
    let none = desk.run(["review", "2019"]).exits(0);
    assert!(none.out.contains("案件 0 件"), "{}", none.out);
}

#[test]
fn the_closing_is_found_by_its_role_where_no_day_is_declared() {
    let desk = Desk::new();
    begin(&desk, "2026-9", "2025-11-03", "执法一科");
    let of = || desk.run(["review", "2026", "--json"]).json()["draw"]["of"].clone();
    assert_eq!(of(), 0);
    desk.run(["event", "2026-9", "结案", "--start", "2026-02-03"])
        .exits(0);
    assert_eq!(of(), 1);
}

#[test]
fn a_case_that_cannot_be_read_is_in_the_pool_and_exits_2() {
    let desk = bureau();
    let path = desk.path("2026-3/case.toml");
    let text = fs::read_to_string(&path).expect("text");
    fs::write(&path, text.replace("[case]", "[case]\nunknown = 1")).expect("written");
    let ran = desk
        .run(["review", "2026", "--json", "--out", "评议"])
        .exits(2);
    let json = ran.json();
    assert_eq!(json["draw"]["of"], 9);
    assert_eq!(json["summary"]["unreadable"], 1);
    assert!(
        json["unreadable"][0]["path"]
            .as_str()
            .is_some_and(|path| path.ends_with("2026-3"))
    );
    let pool = json["pool"].as_array().expect("a pool");
    let broken = pool
        .iter()
        .find(|one| one["id"] == "2026-3")
        .expect("listed by its id");
    assert_eq!(broken["readable"], false);
    assert!(ran.err.contains("未知的键"), "{}", ran.err);
    assert!(!desk.path("评议/2026-3-评议表.html").exists());
    assert!(desk.path("评议/2026-4-评议表.html").exists());
    let shown = desk.run(["review", "2026"]).exits(2);
    assert!(shown.out.contains("无法读取 1 件"), "{}", shown.out);
}

#[test]
fn a_sheet_shows_what_was_found_and_leaves_the_judgement_open() {
    let desk = Desk::with_example();
    desk.run(["event", "penalty-case", "询问", "--start", "2026-03-09"])
        .exits(0);
    desk.run(["review", "2026", "--out", "评议"]).exits(1);
    let sheet = desk.read("评议/2026-0012-评议表.html");
    for text in [
        "行政执法案卷评议表",
        "三明市××机械有限公司涉嫌使用国家明令淘汰的用能设备案",
        "2026年6月12日",
        "分值为示例，请按本机关评查标准修改",
        "缺失 11-3 E23 缺《询问（调查）记录》",
        "机器不能判断：记录是否客观",
        "（第16条）",
        "评议人甲",
        "评议人乙",
        "被评议单位的异议",
        "□优（90分以上）",
        "□不满60分",
        "标准原文未找到",
        "应当移送而没有移送",
    ] {
        assert!(sheet.contains(text), "{text}");
    }
    assert!(!sheet.contains('■'), "no box is ticked");
    assert!(!sheet.contains("待补"), "nothing is marked as lacking");
    let words = sheet.replace("不合格", "");
    assert!(!words.contains("合格"), "no verdict");
    let docx = fs::read(desk.path("评议/2026-0012-评议表.docx")).expect("a file");
    assert!(docx.starts_with(b"PK"));
}

#[test]
fn a_folder_that_holds_something_is_never_written_to() {
    let desk = bureau();
    desk.run(["review", "2026", "--out", "评议"]).exits(1);
    desk.write("评议/2026-1-评议表.html", "已经填写");
    let ran = desk.run(["review", "2026", "--out", "评议"]).exits(2);
    assert!(ran.err.contains("不是空的"), "{}", ran.err);
    assert_eq!(desk.read("评议/2026-1-评议表.html"), "已经填写");
    fs::create_dir(desk.path("空的")).expect("made");
    desk.run(["review", "2026", "--out", "空的"]).exits(1);
    let ran = desk
        .run(["review", "2026", "--out", "2026-1/评议"])
        .exits(2);
    assert!(ran.err.contains("案件目录"), "{}", ran.err);
    assert!(!desk.path("2026-1/评议").exists());
}

#[test]
fn the_summary_counts_by_article_and_by_unit() {
    let desk = bureau();
    let json = desk.run(["review", "2026", "--json"]).exits(1).json();
    let of = |lines: &Value, article: u64| {
        let lines = lines.as_array().expect("lines").clone();
        lines
            .into_iter()
            .find(|line| line["article"] == article)
            .expect("a line")
    };
    let ninth = of(&json["articles"], 9);
    assert_eq!(
        (&ninth["asked"], &ninth["errors"], &ninth["satisfied"]),
        (&9.into(), &9.into(), &0.into())
    );
    let units = json["units"].as_array().expect("units");
    let second = units
        .iter()
        .find(|unit| unit["unit"] == "执法二科")
        .expect("a unit");
    assert_eq!(
        (&second["cases"], &second["errors"]),
        (&4.into(), &4.into())
    );
    assert_eq!(of(&second["articles"], 9)["asked"], 4);
    let csv = desk.run(["review", "2026", "--format", "csv"]).exits(1).out;
    assert!(csv.starts_with('\u{feff}'));
    assert!(
        csv.contains("执法二科,第9条,,,,,4,0,4,0,0,0,0,2026,立案或者结案,9,9,\r\n"),
        "{csv}"
    );
    assert!(csv.contains("全部,合计,9,0,9,0,"), "{csv}");
}

/// Puts the built-in rulebook into the workspace, where its texts can be changed.
fn own_rulebook(desk: &Desk) {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/sanming");
    copy(&shipped, &desk.path("templates/sanming"));
    desk.write("anjuan.toml", "[agency]\nname = \"××局\"\n");
}

#[test]
fn a_bureau_replaces_points_scores_and_sheet_by_its_own() {
    let desk = Desk::new();
    own_rulebook(&desk);
    begin(&desk, "2026-9", "2026-03-02", "执法一科");
    let review = desk.read("templates/sanming/review.toml");
    let review = review
        .replace("分值为示例，请按本机关评查标准修改", "按××局评查标准")
        .replace(
            "max = { \"行政处罚\" = 10, \"行政强制\" = 5 }",
            "max = { \"行政处罚\" = 17 }",
        )
        .replace("from = 90", "from = 95");
    desk.write("templates/sanming/review.toml", review);
    let sheet = desk.read("templates/sanming/documents/review-sheet.xhtml");
    let sheet = sheet.replace("评议人甲、乙各自独立评分", "两名评议人各自独立评分");
    desk.write("templates/sanming/documents/review-sheet.xhtml", sheet);
    desk.run(["review", "2026", "--out", "评议"]).exits(1);
    let sheet = desk.read("评议/2026-9-评议表.html");
    for text in [
        "按××局评查标准",
        "17",
        "□优（95分以上）",
        "两名评议人各自独立评分",
        "107",
    ] {
        assert!(sheet.contains(text), "{text}");
    }
    assert!(!sheet.contains("分值为示例"));
}

#[test]
fn a_rulebook_without_points_has_a_line_for_each_article() {
    let desk = Desk::new();
    own_rulebook(&desk);
    begin(&desk, "2026-9", "2026-03-02", "执法一科");
    for file in ["review.toml", "documents/review-sheet.xhtml"] {
        fs::remove_file(desk.path("templates/sanming").join(file)).expect("removed");
    }
    desk.run(["review", "2026", "--out", "评议"]).exits(1);
    let sheet = desk.read("评议/2026-9-评议表.html");
    assert!(sheet.contains("第九条") && sheet.contains("分值由本机关填写"));
    assert!(!sheet.contains("否决项"));
    let ran = desk.run(["review", "--article", "33", "2026-9"]).exits(2);
    assert!(ran.err.contains("没有列出第 33 条"), "{}", ran.err);
}

/// The evidence under a label: its kinds and subjects.
fn shown(ran: &Ran, label: &str) -> Vec<(String, String)> {
    let json = ran.json();
    let items = json["cases"][0]["items"].as_array().expect("items").clone();
    let item = items
        .into_iter()
        .find(|item| item["label"] == label)
        .expect("an item");
    let text = |trace: &Value, key: &str| trace[key].as_str().expect("text").to_owned();
    let shown = item["shown"].as_array().expect("traces").clone();
    shown
        .iter()
        .map(|trace| (text(trace, "evidence"), text(trace, "subject")))
        .collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(one, other)| ((*one).to_owned(), (*other).to_owned()))
        .collect()
}

const TELL: [&str; 5] = ["review", "--article", "33", "penalty-case", "--json"];

#[test]
fn a_complete_case_that_nobody_touched_shows_nothing() {
    let desk = Desk::with_example();
    let ran = desk.run(TELL).exits(0);
    for label in ["（一）", "（二）", "（三）", "（四）", "（五）"] {
        assert_eq!(shown(&ran, label), [], "{label}");
    }
    assert_eq!(ran.json()["cases"][0]["files"], 54);
    let told = desk
        .run(["review", "--article", "33", "penalty-case"])
        .exits(0)
        .out;
    assert!(told.contains("故意损毁，随意删除、修改执法全过程中文字或者音像记录信息的"));
    assert!(told.contains("由人判断"));
}

#[test]
fn changes_after_intake_are_told_with_their_line() {
    let desk = Desk::with_example();
    let set = [
        "R06.media.device=cam-01",
        "E03.place=别处",
        "R15.state=作废",
        "R15.reason=重做",
    ];
    desk.run(["set", "penalty-case"].iter().chain(&set))
        .exits(0);
    desk.run([
        "event",
        "penalty-case",
        "E22",
        "--remove",
        "--reason",
        "误登",
    ])
    .exits(0);
    let ran = desk.run(TELL).exits(1);
    let want = [
        ("altered", "R06"),
        ("corrected", "E03"),
        ("removed", "E22"),
        ("voided", "R15"),
    ];
    assert_eq!(shown(&ran, "（三）"), pairs(&want));
    let json = ran.json();
    let removed = &json["cases"][0]["items"][2]["shown"][2];
    assert_eq!(removed["line"]["actor"], "李某");
    assert_eq!(removed["line"]["reason"], "误登");
    assert_eq!(removed["line"]["seq"], 4);
    let first = &json["cases"][0]["items"][2]["shown"][0];
    assert_eq!(
        (&first["from"], &first["to"]),
        (&"cam-03".into(), &"cam-01".into())
    );
    // R15 was the only record of a sampling: what the check lacks now is （一）.
    assert!(shown(&ran, "（一）").contains(&("missing".to_owned(), "E05".to_owned())));
}

#[test]
fn a_hand_edit_is_told_before_and_after_it_is_accepted() {
    let desk = Desk::with_example();
    let text = desk.read("penalty-case/case.toml");
    let changed = text.replacen("sha256 = \"9bc0", "sha256 = \"abc0", 1);
    assert_ne!(text, changed);
    desk.write("penalty-case/case.toml", changed);
    let file = ("changed", "documents/R02-证据材料.pdf");
    let ran = desk.run(TELL).exits(1);
    assert_eq!(shown(&ran, "（三）"), pairs(&[("unaccepted", "R02"), file]));
    let line = [
        "log",
        "penalty-case",
        "--accept",
        "--by",
        "赵某",
        "--reason",
        "录入有误",
    ];
    desk.run(line).exits(0);
    let ran = desk.run(TELL).exits(1);
    assert_eq!(shown(&ran, "（三）"), pairs(&[("altered", "R02"), file]));
    let told = desk
        .run(["review", "--article", "33", "penalty-case"])
        .exits(1)
        .out;
    assert!(
        told.contains("赵某  R02  散列  9bc0266446d0… → abc0266446d0…，理由：录入有误"),
        "{told}"
    );
    assert!(told.contains("记录显示 2 项"), "{told}");
}

#[test]
fn files_are_hashed_and_each_difference_is_told_once() {
    let desk = Desk::with_example();
    desk.write("penalty-case/documents/R02-证据材料.pdf", "别的");
    fs::remove_file(desk.path("penalty-case/recordings/E04-询问王某.wav")).expect("removed");
    let folder = desk.path("penalty-case/documents");
    fs::rename(folder.join("R09-其他材料.pdf"), folder.join("改名.pdf")).expect("renamed");
    let ran = desk.run(TELL).exits(1);
    assert_eq!(shown(&ran, "（一）"), []);
    assert_eq!(
        shown(&ran, "（三）"),
        pairs(&[("changed", "documents/R02-证据材料.pdf")])
    );
    let lost = [
        ("moved", "documents/R09-其他材料.pdf"),
        ("lost", "recordings/E04-询问王某.wav"),
    ];
    assert_eq!(shown(&ran, "（四）"), pairs(&lost));
}

#[test]
fn a_broken_chain_exits_2_and_the_rest_is_told() {
    let desk = Desk::with_example();
    desk.run([
        "event",
        "penalty-case",
        "E22",
        "--remove",
        "--reason",
        "误登",
    ])
    .exits(0);
    desk.run(["set", "penalty-case", "case.unit=二科"]).exits(0);
    let journal = desk.read("penalty-case/journal.jsonl");
    desk.write(
        "penalty-case/journal.jsonl",
        journal.replace("误登", "另登"),
    );
    let ran = desk.run(TELL).exits(2);
    let case = &ran.json()["cases"][0];
    assert!(
        case["failures"][0]
            .as_str()
            .is_some_and(|text| text.contains("内容被改动")),
        "{case}"
    );
    assert_eq!(case["files"], 54);
    assert!(case["notes"].to_string().contains("不可靠"), "{case}");
}

#[test]
fn a_draft_that_was_signed_is_listed_and_does_not_count() {
    let desk = Desk::new();
    begin(&desk, "2026-9", "2026-03-02", "执法一科");
    desk.write("扫描.pdf", "%PDF-1.4\n");
    desk.run(["doc", "new", "2026-9", "立案审批表", "--blank"])
        .exits(0);
    desk.run(["set", "2026-9", "R01.fields.案发地=甲"]).exits(0);
    desk.run(["set", "2026-9", "R01.fields.案发地=乙"]).exits(0);
    let line = [
        "doc",
        "sign",
        "2026-9",
        "R01",
        "--scan",
        "扫描.pdf",
        "--date",
        "2026-03-02",
    ];
    desk.run(line).exits(0);
    let ran = desk
        .run(["review", "--article", "33", "2026-9", "--json"])
        .exits(1);
    assert_eq!(
        shown(&ran, "（三）"),
        [],
        "what changed before it was signed was a draft"
    );
    let beside = &ran.json()["cases"][0]["items"][2]["beside"];
    assert_eq!(beside[0]["evidence"], "superseded");
}

#[test]
fn a_case_that_is_not_there_exits_2_and_the_others_are_told() {
    let desk = Desk::with_example();
    let ran = desk
        .run([
            "review",
            "--article",
            "33",
            "没有",
            "penalty-case",
            "--json",
        ])
        .exits(2);
    assert_eq!(ran.json()["cases"][0]["path"], "penalty-case");
    assert_eq!(ran.json()["errors"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_is_typed_wrong_is_said_in_chinese() {
    let desk = bureau();
    for (line, word) in [
        (&["review", "案件"][..], "不是年份"),
        (&["review", "2026", "--sample", "0"], "应为正整数"),
        (&["review", "2026", "--percent", "120"], "1 至 100"),
        (
            &["review", "2026", "--sample", "2", "--percent", "9"],
            "--percent",
        ),
        (
            &["review", "--article", "34", "2026-1"],
            "列出的有：第 33 条",
        ),
        (
            &["review", "--article", "33", "2026-1", "--format", "csv"],
            "table、json",
        ),
        (&["review", "2026", "没有"], "没有这个文件或目录"),
    ] {
        let ran = desk.run(line).exits(2);
        assert!(ran.err.contains(word), "{line:?}: {}", ran.err);
    }
    desk.run(["评议", "2026年"]).exits(1);
}
