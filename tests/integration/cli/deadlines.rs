//! `deadlines`: every term of every case, for people and for programs.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::desk::{Desk, Ran};

const WORKSPACE: &str = "rulebooks = [\"sanming\", \"national\"]\n";

/// Evidence preserved before the May holidays; a seizure, not approved; an order to correct.
const FIRST: &str = r#"
schema = 1
[case]
id = "2026-0101"
kind = "行政处罚"
title = "甲公司涉嫌使用国家明令淘汰的用能设备案"
stage = "调查取证"
opened = 2026-04-20
[[party]]
role = "当事人"
kind = "法人"
name = "甲公司"
[[event]]
id = "E01"
type = "立案"
start = 2026-04-20
[[event]]
id = "E02"
type = "先行登记保存"
start = 2026-04-29T10:00:00+08:00
[[event]]
id = "E03"
type = "查封扣押"
start = 2026-04-30T09:30:00+08:00
deadline = 2026-05-29
[[event]]
id = "E04"
type = "责令改正"
start = 2026-04-30
deadline = 2026-05-20
"#;

/// A notice received on 6 May; evidence preserved on 28 April and decided on in time.
const SECOND: &str = r#"
schema = 1
[case]
id = "2026-0102"
kind = "行政处罚"
title = "乙公司, “二”案"
stage = "审查决定"
opened = 2026-03-02
[[event]]
id = "E01"
type = "立案"
start = 2026-03-02
[[event]]
id = "E02"
type = "先行登记保存"
start = 2026-04-28
[[event]]
id = "E03"
type = "送达"
start = 2026-05-06
received = 2026-05-06
documents = ["R02"]
method = "直接送达"
[[record]]
id = "R01"
type = "先行登记保存证据处理通知书"
date = 2026-05-07
events = ["E02"]
[[record]]
id = "R02"
type = "行政处罚事先告知书"
date = 2026-05-05
"#;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("anjuan.toml", WORKSPACE);
    desk.write("甲/case.toml", FIRST);
    desk.write("乙/case.toml", SECOND);
    desk
}

/// As of 8 May 2026, a Friday; the Saturday after it is worked.
fn on_8_may(desk: &Desk, more: &[&str]) -> Ran {
    desk.run(["deadlines", "--as-of", "2026-05-08"].iter().chain(more))
}

#[test]
fn a_person_sees_what_runs_out_first() {
    insta::assert_snapshot!(on_8_may(&desk(), &[]).exits(0).out);
}

fn cells(term: &Value, keys: &[&str]) -> Vec<Value> {
    keys.iter().map(|key| term[key].clone()).collect()
}

/// A term in one line; what is null is `-`.
fn line(term: &Value) -> String {
    let keys = [
        "case",
        "rule",
        "subject",
        "start",
        "counting",
        "end",
        "days_left",
        "standing",
    ];
    let words = cells(term, &keys).into_iter().map(|value| match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text,
        other => other.to_string(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The open terms as of 8 May, those first that end first.
const OPEN: &[&str] = &[
    "2026-0101 national/coercion-18-1 E03 2026-04-30T09:30:00+08:00 24小时 2026-05-01T09:30:00+08:00 -7 overdue",
    // 5/7、8、9（上班）、11、12
    "2026-0102 national/penalty-64-1 R02 2026-05-06 5工作日 2026-05-12 4 running",
    // 4/30、5/6、7、8、9（上班）、11、12
    "2026-0101 national/penalty-56-2 E02 2026-04-29T10:00:00+08:00 7工作日 2026-05-12 4 running",
    "2026-0101 sanming/13-2 E04 -  2026-05-20 12 running",
    "2026-0101 national/coercion-27-1 E03 -  2026-05-29 21 running",
    "2026-0101 sanming/22-1 E03 -  2026-05-29 21 running",
    "2026-0102 national/penalty-60-1 case 2026-03-02 90日 2026-05-31 23 running",
    "2026-0101 national/penalty-60-1 case 2026-04-20 90日 2026-07-19 72 running",
];

#[test]
fn programs_get_every_term_the_open_ones_first() {
    let found = on_8_may(&desk(), &["甲", "乙", "--json"]).exits(0).json();
    let found: Vec<_> = found.as_array().expect("a list").iter().collect();
    let open: Vec<_> = found.iter().map(|term| line(term)).take(8).collect();
    assert_eq!(open, OPEN);
    let done: Vec<_> = found
        .iter()
        .filter(|term| term["standing"] == "done")
        .collect();
    assert_eq!(done.len(), 1);
    assert_eq!(
        cells(done[0], &["case", "rule", "end", "done", "days_left"]),
        // 4/29、30、5/6、7、8、9（上班）、11
        [
            json!("2026-0102"),
            json!("national/penalty-56-2"),
            json!("2026-05-11"),
            json!("2026-05-07"),
            Value::Null
        ]
    );
    let place = |term: &Value| {
        (
            term["case"].clone(),
            term["path"].clone(),
            term["title"].clone(),
        )
    };
    assert_eq!(
        place(done[0]),
        (json!("2026-0102"), json!("乙"), json!("乙公司, “二”案"))
    );
    let not_begun = found.iter().filter(|term| term["standing"] == "not_begun");
    assert!(not_begun.clone().count() > 0);
    assert!(
        not_begun
            .clone()
            .all(|term| term["start"].is_null() && term["end"].is_null())
    );
    for (rule, basis) in [
        ("national/penalty-56-2", "行政处罚法第五十六条、第八十五条"),
        (
            "sanming/22-1",
            "三明市工业和信息化局行政执法全过程记录实施细则第22条",
        ),
    ] {
        let term = found
            .iter()
            .find(|term| term["rule"] == rule)
            .expect("a term");
        assert_eq!(term["basis"], basis);
    }
}

#[test]
fn a_spreadsheet_gets_the_same_rows() {
    let desk = desk();
    let rows = on_8_may(&desk, &["--json"])
        .json()
        .as_array()
        .expect("a list")
        .len();
    let text = on_8_may(&desk, &["甲", "乙", "--format", "csv"])
        .exits(0)
        .out;
    let text = text
        .strip_prefix('\u{feff}')
        .expect("a byte order mark, for Excel");
    assert_eq!(text.matches("\r\n").count(), rows + 1);
    assert_eq!(text.matches('\n').count(), rows + 1);
    assert!(text.starts_with(
        "截止,状态,余日,案号,案由,规则,依据,对象,事项,起算,起算日,计算,完成,路径,承办机构\r\n"
    ));
    assert!(text.contains(",\"乙公司, “二”案\","), "{text}");
    assert!(text.contains(
        "\r\n2026-05-12,进行中,4,2026-0101,甲公司涉嫌使用国家明令淘汰的用能设备案,\
         national/penalty-56-2,行政处罚法第五十六条、第八十五条,E02,先行登记保存后七日内作出处理决定,\
         先行登记保存,2026-04-29 10:00:00,7工作日,,甲,\r\n"
    ), "{text}");
}

/// The lines of a calendar, unfolded, after what RFC 5545 asks of their form.
fn unfolded(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().expect("a line before it").push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

/// The properties of an event.
type Event = Vec<(String, String)>;

/// The events of a calendar: its properties by name, those of its alarm left out.
fn events(text: &str) -> Vec<Event> {
    let lines = unfolded(text);
    let (first, last) = (
        lines.first().expect("a line"),
        lines.last().expect("a line"),
    );
    assert_eq!((&**first, &**last), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
    let (mut open, mut all): (Vec<&str>, Vec<Event>) = (Vec::new(), Vec::new());
    for line in &lines {
        let (name, value) = line.split_once(':').expect("a property");
        match name {
            "BEGIN" => {
                open.push(value);
                if value == "VEVENT" {
                    all.push(Vec::new());
                }
            }
            "END" => assert_eq!(open.pop(), Some(value)),
            _ if open.as_slice() == ["VCALENDAR", "VEVENT"] => {
                let event = all.last_mut().expect("an event");
                event.push((name.to_owned(), value.to_owned()));
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    all
}

fn property<'e>(event: &'e [(String, String)], wanted: &str) -> &'e str {
    let mut found = event
        .iter()
        .filter(|(name, _)| name.split(';').next() == Some(wanted));
    let (_, value) = found
        .next()
        .unwrap_or_else(|| panic!("no {wanted}: {event:?}"));
    assert!(found.next().is_none(), "two {wanted}");
    value
}

fn names(events: &[Event]) -> BTreeSet<String> {
    let names: BTreeSet<_> = events
        .iter()
        .map(|event| property(event, "UID").to_owned())
        .collect();
    assert_eq!(names.len(), events.len(), "two events of one name");
    names
}

#[test]
fn a_calendar_is_one_that_others_can_read() {
    let desk = desk();
    let text = on_8_may(&desk, &["--format", "ics"]).exits(0).out;
    assert_eq!(
        text,
        on_8_may(&desk, &["--format", "ics"]).out,
        "the same bytes"
    );
    let lines = unfolded(&text);
    assert_eq!(lines[1], "VERSION:2.0");
    assert!(lines[2].starts_with("PRODID:"));
    let events = events(&text);
    assert_eq!(events.len(), 8);
    names(&events);
    let first = &events[0];
    assert_eq!(property(first, "DTSTART"), "20260501");
    assert_eq!(property(first, "DTEND"), "20260502");
    assert_eq!(property(first, "DTSTAMP"), "20260508T000000Z");
    let title = "[逾期] 2026-0101 实施查封、扣押之前经负责人批准，情况紧急的二十四小时内补办";
    assert_eq!(property(first, "SUMMARY"), title);
    let said = property(first, "DESCRIPTION");
    assert!(
        said.contains("\\n自查封扣押 2026-04-30 09:30:00 起 24小时\\n行政强制法第十八条"),
        "{said}"
    );
    let of_the_other = events
        .iter()
        .find(|event| property(event, "SUMMARY").contains("2026-0102"));
    let said = property(of_the_other.expect("an event"), "DESCRIPTION");
    assert!(
        said.starts_with("乙公司\\, “二”案\\n"),
        "a comma is escaped: {said}"
    );
}

#[test]
fn an_event_of_a_calendar_keeps_its_name() {
    let desk = desk();
    let calendar = |desk: &Desk, day: &str| {
        names(&events(
            &desk
                .run(["deadlines", "--as-of", day, "--format", "ics"])
                .out,
        ))
    };
    let before = calendar(&desk, "2026-05-08");
    assert_eq!(before, calendar(&desk, "2026-05-09"), "on another day");
    let moved = FIRST.replace("2026-04-29T10", "2026-04-28T10");
    desk.write("甲/case.toml", moved);
    assert_eq!(before, calendar(&desk, "2026-05-08"), "its start mended");
    desk.write("丁/case.toml", SECOND.replace("2026-0102", "2026-0100"));
    let after = calendar(&desk, "2026-05-08");
    assert!(
        before.is_subset(&after) && after.len() == before.len() + 2,
        "a case more"
    );
    // two copies of a case have the same names, told apart by a number
    desk.write("戊/case.toml", SECOND);
    assert_eq!(calendar(&desk, "2026-05-08").len(), after.len() + 2);
}

#[test]
fn within_some_days_lists_what_is_late_what_ends_and_what_nobody_can_count() {
    let desk = desk();
    let until = |days: &str| -> Vec<_> {
        let found = on_8_may(&desk, &["--json", "--within", days])
            .exits(0)
            .json();
        let found = found.as_array().expect("a list").clone();
        found
            .iter()
            .map(|term| term["rule"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let late = "national/coercion-18-1".to_owned();
    let soon = [
        "national/penalty-64-1".to_owned(),
        "national/penalty-56-2".to_owned(),
    ];
    assert_eq!(until("3"), std::slice::from_ref(&late));
    assert_eq!(until("4"), [&[late][..], &soon].concat());
    let later = SECOND
        .replace("2026-04-28", "2026-12-28")
        .replace("先行登记保存证据处理通知书", "其他材料");
    desk.write("乙/case.toml", later);
    assert!(until("0").contains(&soon[1]), "a year without holidays");
}

#[test]
fn what_is_done_and_what_has_not_begun_is_listed_where_all_is_wanted() {
    let desk = desk();
    let some = on_8_may(&desk, &[]).out;
    let all = on_8_may(&desk, &["--all"]).out;
    assert!(
        some.contains("未办的期限 8 项，其中逾期 1 项；已办和未起算的 "),
        "{some}"
    );
    assert!(
        !some.contains("已办  ") && !some.contains("尚未起算"),
        "{some}"
    );
    assert!(all.contains("未办的期限 8 项，其中逾期 1 项\n"), "{all}");
    assert!(
        all.contains("2026-05-07") && all.contains("尚未起算"),
        "{all}"
    );
    let done = events(&on_8_may(&desk, &["--all", "--format", "ics"]).out);
    assert_eq!(done.len(), 9, "those that have no end are no events");
}

#[test]
fn a_case_that_cannot_be_read_does_not_hide_the_others() {
    let desk = desk();
    desk.write("丙/case.toml", "schema = ");
    for more in [
        &[][..],
        &["--json"],
        &["--format", "csv"],
        &["--format", "ics"],
    ] {
        let ran = on_8_may(&desk, more).exits(2);
        assert!(ran.err.contains("丙/case.toml"), "{}", ran.err);
        assert!(
            ran.out.contains("2026-0101") && ran.out.contains("2026-0102"),
            "{}",
            ran.out
        );
    }
    assert!(on_8_may(&desk, &["--json"]).json().is_array());
    let ran = on_8_may(&desk, &["甲", "没有"]).exits(2);
    assert!(ran.err.contains("没有") && ran.out.contains("2026-0101"));
}

#[test]
fn nothing_to_list_is_said() {
    let desk = Desk::new();
    desk.write("anjuan.toml", "[agency]\n");
    desk.write(
        "案/case.toml",
        "schema = 1\n[case]\nid = \"1\"\nkind = \"行政确认\"\ntitle = \"案\"\n\
         stage = \"程序启动\"\nopened = 2026-03-02\n",
    );
    let ran = desk.run(["deadlines"]).exits(0);
    assert_eq!(ran.out, "未办的期限 0 项，其中逾期 0 项\n");
    assert_eq!(desk.run(["deadlines", "--json"]).exits(0).json(), json!([]));
    assert!(events(&desk.run(["deadlines", "--format", "ics"]).exits(0).out).is_empty());
}

/// A year that the workspace arranges is counted; one that nobody arranges is not.
#[test]
fn a_year_is_counted_where_its_holidays_are_known() {
    let desk = desk();
    let later = SECOND
        .replace("2026-04-28", "2026-12-28")
        .replace("先行登记保存证据处理通知书", "其他材料");
    desk.write("乙/case.toml", later);
    let end = |desk: &Desk| {
        let found = desk
            .run(["deadlines", "乙", "--json", "--as-of", "2026-12-29"])
            .exits(0)
            .json();
        let found = found.as_array().expect("a list").clone();
        let mut of = found
            .into_iter()
            .filter(|term| term["rule"] == "national/penalty-56-2");
        of.next().map(|term| cells(&term, &["end", "standing"]))
    };
    assert_eq!(end(&desk), Some(vec![Value::Null, json!("undecidable")]));
    let known = format!("{WORKSPACE}[calendar]\noff = [2027-01-01, 2027-01-02, 2027-01-03]\n");
    desk.write("anjuan.toml", known);
    // 12/29、30、31、1/4、5、6、7
    assert_eq!(
        end(&desk),
        Some(vec![json!("2027-01-07"), json!("running")])
    );
}
