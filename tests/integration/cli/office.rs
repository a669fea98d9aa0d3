//! An office's year of cases through the commands that look at many: what a chief of section
//! relies on.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::desk::Desk;
use crate::office;

const CASES: usize = 60;

fn desk() -> Desk {
    let desk = Desk::new();
    office::write(&desk.path(""), CASES, 2026);
    desk
}

fn at(line: &str) -> String {
    format!("ANJUAN_TODAY={} anjuan {line}", office::TODAY)
}

/// The lines of `list --json`.
fn listed(desk: &Desk, words: &str) -> Vec<serde_json::Value> {
    let ran = desk.sh(&at(&format!("list --json {words}")));
    let lines = ran.out.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn what_looks_at_many_cases_agrees_about_them() {
    let desk = desk();
    let checked = desk.sh(&at("check --json --in-progress")).exits(2).json();
    let list = listed(&desk, "");
    assert_eq!(list.len(), CASES);
    let (read, unread): (Vec<_>, Vec<_>) = list.iter().partition(|one| one["id"].is_string());
    assert!(!unread.is_empty(), "the office has one that cannot be read");
    for one in &unread {
        assert!(one["error"].as_str().expect("why").starts_with("错误："));
    }
    let cases = checked["cases"].as_array().expect("cases");
    for one in &read {
        let own = cases.iter().find(|case| case["path"] == one["path"]);
        let findings = own.expect("checked")["findings"]
            .as_array()
            .expect("findings");
        let errors = findings.iter().filter(|one| one["severity"] == "error");
        assert_eq!(one["errors"], errors.count(), "{}", one["path"]);
    }
    let terms = desk.sh(&at("deadlines --json")).exits(2).json();
    let overdue: BTreeSet<_> = terms
        .as_array()
        .expect("terms")
        .iter()
        .filter(|term| term["standing"] == "overdue")
        .map(|term| term["path"].to_string())
        .collect();
    let told: BTreeSet<_> = read
        .iter()
        .filter(|one| one["overdue"] == true)
        .map(|one| one["path"].to_string())
        .collect();
    assert_eq!(told, overdue);
    assert!(!overdue.is_empty());
}

#[test]
fn a_list_is_narrowed_and_sorted_and_never_hides_what_cannot_be_read() {
    let desk = desk();
    let all = listed(&desk, "");
    let unread = all.iter().filter(|one| one["id"].is_null()).count();
    for (words, key, value) in [
        ("--unit 执法一科", "unit", "执法一科"),
        ("--kind 行政监督检查", "kind", "行政监督检查"),
        ("--stage 归档管理", "stage", "归档管理"),
    ] {
        let some = listed(&desk, words);
        let own = all.iter().filter(|one| one[key] == value).count();
        assert_eq!(some.len(), own + unread, "{words}");
        assert!(own > 0 && own < all.len(), "{words}");
    }
    let due: Vec<_> = listed(&desk, "--sort due --overdue")
        .iter()
        .filter_map(|one| Some(one["next_due"].as_str()?.to_owned()))
        .collect();
    assert!(due.len() > 1 && due.is_sorted(), "{due:?}");
    let errors: Vec<_> = listed(&desk, "--sort errors")
        .iter()
        .filter_map(|one| one["errors"].as_u64())
        .collect();
    assert!(errors.is_sorted_by(|a, b| a >= b), "{errors:?}");
    let table = desk.sh(&at("list --unit 执法一科")).exits(2).out;
    assert_eq!(table.matches("读不了  ").count(), unread, "{table}");
    assert!(table.contains("没有列出"), "{table}");
}

#[test]
fn a_summary_counts_every_case_once() {
    let desk = desk();
    let summary = desk.sh(&at("list --summary --json")).exits(2).json();
    let units = summary["units"].as_array().expect("units");
    let cases: u64 = units.iter().filter_map(|unit| unit["cases"].as_u64()).sum();
    let unread = summary["unreadable"].as_u64().expect("a number");
    assert_eq!(cases + unread, CASES as u64);
    for unit in units {
        let stages = unit["stages"].as_object().expect("stages");
        let by_stage: u64 = stages.values().filter_map(serde_json::Value::as_u64).sum();
        assert_eq!(by_stage, unit["cases"].as_u64().expect("a number"));
    }
    let table = desk.sh(&at("list --summary")).exits(2).out;
    for word in ["承办机构", "直属单位", "合计", "将到期", "逾期最久"] {
        assert!(table.contains(word), "{word}: {table}");
    }
    let check = desk.sh(&at("check")).exits(2);
    let short = desk.sh(&at("check --summary")).exits(2);
    assert_eq!(
        check.out.lines().rfind(|line| line.starts_with("共 ")),
        short.out.lines().rfind(|line| line.starts_with("共 ")),
    );
    assert!(
        check.err.ends_with("提示：anjuan check --summary\n"),
        "{}",
        check.err
    );
    assert!(short.out.lines().count() < CASES + 20, "{}", short.out);
    for ran in [&table, &short.out] {
        for line in ran.lines() {
            let width: usize = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
            assert!(width <= 90, "{line}");
        }
    }
}

#[test]
fn two_readings_of_a_term_are_one_thing_to_do() {
    let desk = Desk::with_example();
    desk.sh("anjuan event penalty-case E20 --remove --reason 未录入")
        .exits(0);
    let ran = desk.sh("anjuan deadlines penalty-case").exits(0);
    assert!(ran.out.starts_with("逾期（1 项）\n"), "{}", ran.out);
    for line in [
        "2026-06-17  过 14 日  2026-0012",
        "2026-06-22  过 9 日   执法一科",
    ] {
        assert!(ran.out.contains(line), "{}", ran.out);
    }
    assert!(ran.out.contains("5日、5工作日"), "{}", ran.out);
    assert!(
        ran.out.contains("未办的期限 1 项，其中逾期 1 项"),
        "{}",
        ran.out
    );
    let terms = desk
        .sh("anjuan deadlines penalty-case --json")
        .exits(0)
        .json();
    let open = terms.as_array().expect("terms").iter();
    assert_eq!(open.filter(|term| term["standing"] == "overdue").count(), 2);
    let none = desk
        .sh("anjuan deadlines penalty-case --unit 执法二科")
        .exits(0);
    assert!(none.out.contains("未办的期限 0 项"), "{}", none.out);
}

#[test]
fn many_notes_of_one_rule_are_one_row() {
    let desk = Desk::new();
    let mut text = String::from(
        "schema = 1\n[case]\nid = \"1\"\nkind = \"行政确认\"\ntitle = \"案\"\n\
         stage = \"程序启动\"\nopened = 2026-03-02\n",
    );
    for number in 1..=9 {
        let _ = write!(
            text,
            "[[record]]\nid = \"R{number}\"\ntype = \"其他材料\"\nlocation = \"纸质:{number}\"\n\
             classification = \"公开\"\n"
        );
    }
    desk.write("案/case.toml", text);
    let ran = desk.sh("anjuan check 案");
    assert!(ran.out.contains("等 9 项"), "{}", ran.out);
    assert!(ran.out.contains("R2、R3、R4、R5、R6"), "{}", ran.out);
    assert_eq!(ran.out.matches("待人工确认  ").count(), 1, "{}", ran.out);
    assert!(
        ran.out.contains("待人工确认 9"),
        "the count is of all: {}",
        ran.out
    );
    assert!(ran.out.contains("--all 逐项列出"), "{}", ran.out);
    let all = desk.sh("anjuan check 案 --all");
    assert!(!all.out.contains("等 9 项"), "{}", all.out);
    let json = desk.sh("anjuan check 案 --json").json();
    let notes = json["cases"][0]["findings"]
        .as_array()
        .expect("findings")
        .iter();
    assert_eq!(notes.filter(|one| one["status"] == "unattested").count(), 9);

    let fix = "anjuan attest 案 sanming/30-1 R1 --statement 说明 --by 姓名";
    assert!(ran.out.contains(fix), "{}", ran.out);
    desk.sh("anjuan log 案 --accept --by 李某 --reason 建立日志")
        .exits(0);
    desk.sh(fix).exits(0);
    let ran = desk.sh("anjuan check 案");
    assert!(ran.out.contains("等 8 项"), "{}", ran.out);
}
