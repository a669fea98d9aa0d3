//! Moving a case in time, and leaving out what had not happened by a day.

use chrono::{Days, NaiveDate};
use toml::{Table, Value};

/// The text with every day in it moved by so many days.
pub fn shift(text: &str, days: i64) -> String {
    let is_day = |at: usize| {
        let part = text.get(at..at + 10)?;
        let shape: Vec<u8> = part.bytes().collect();
        (shape[4] == b'-' && shape[7] == b'-').then_some(())?;
        part.parse::<NaiveDate>().ok()
    };
    let (mut moved, mut at) = (String::new(), 0);
    while let Some(c) = text[at..].chars().next() {
        // Terms of certificates stay where they are.
        if let Some(day) = is_day(at).filter(|day| *day < super::day("2027-01-01")) {
            let by = Days::new(days.unsigned_abs());
            let day = if days < 0 { day - by } else { day + by };
            moved.push_str(&day.to_string());
            at += 10;
        } else {
            moved.push(c);
            at += c.len_utf8();
        }
    }
    moved
}

/// Stages with the event types that show that a case has reached them.
const REACHED: &[(&str, &[&str])] = &[
    ("归档管理", &["平台录入", "归档", "结案"]),
    ("送达执行", &["履行", "公示"]),
    ("审查决定", &["决定", "集体讨论", "听证", "陈述申辩"]),
    (
        "调查取证",
        &[
            "现场检查",
            "询问",
            "抽样取证",
            "责令改正",
            "核查",
            "监督检查",
            "查封扣押",
        ],
    ),
];

/// Leaves out what is later than a day, and puts the case at the stage that it had reached then.
pub fn at(case: &mut Table, last: NaiveDate) {
    let is_later = |value: Option<&Value>| {
        let text = value.map(ToString::to_string).unwrap_or_default();
        let day = text.get(..10).and_then(|text| text.parse().ok());
        day.is_some_and(|day: NaiveDate| day > last)
    };
    let gone = retain(case, "event", |event| !is_later(event.get("start")));
    retain(case, "record", |record| {
        let linked = record.get("events").and_then(Value::as_array);
        let all_gone = linked.is_some_and(|ids| {
            !ids.is_empty()
                && ids
                    .iter()
                    .all(|id| gone.iter().any(|gone| id.as_str() == Some(gone)))
        });
        !all_gone && !is_later(record.get("date"))
    });
    retain(case, "attestation", |one| !is_later(one.get("date")));
    if case
        .get("archive")
        .is_some_and(|archive| is_later(archive.get("date")))
    {
        case.remove("archive");
    }
    let types: Vec<String> = case
        .get("event")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|event| Some(event.get("type")?.as_str()?.to_owned()))
        .collect();
    let reached = REACHED
        .iter()
        .find(|(_, kinds)| kinds.iter().any(|kind| types.iter().any(|one| one == kind)));
    let stage = reached.map_or("程序启动", |(stage, _)| *stage);
    let head = case["case"].as_table_mut().expect("a head");
    if is_later(head.get("closed")) {
        head.remove("closed");
        head.remove("outcome");
    }
    head.insert("stage".into(), Value::String(stage.into()));
}

/// Keeps some items of a list; the ids of the others.
fn retain(case: &mut Table, list: &str, keep: impl Fn(&Table) -> bool) -> Vec<String> {
    let mut gone = Vec::new();
    if let Some(items) = case.get_mut(list).and_then(Value::as_array_mut) {
        items.retain(|item| {
            let table = item.as_table().expect("a table");
            let kept = keep(table);
            if !kept && let Some(id) = table.get("id").and_then(Value::as_str) {
                gone.push(id.to_owned());
            }
            kept
        });
    }
    gone
}
