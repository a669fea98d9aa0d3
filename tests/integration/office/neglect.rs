//! What goes wrong in an office: records that are missing, words that disagree, files that cannot
//! be read.

use toml::{Table, Value};

use super::Dice;

type Slip = fn(&mut Table);

/// What is neglected; a case may lack what is meant, and then nothing happens.
const SLIPS: &[Slip] = &[
    |case| without(case, "record", "送达回证", 1),
    |case| without(case, "record", "音像记录", 2),
    |case| without(case, "record", "音像记录", 9),
    |case| without(case, "record", "邮寄回执", 1),
    |case| without(case, "record", "现场检查（勘验）记录", 1),
    |case| without(case, "record", "集体讨论记录", 1),
    |case| without(case, "record", "立案审批表", 1),
    |case| without(case, "event", "核查", 1),
    |case| without(case, "event", "平台录入", 1),
    |case| without(case, "event", "平台录入", 2),
    |case| without(case, "event", "公示", 1),
    |case| each(case, "event", |event| event.remove("received").is_some()),
    |case| each(case, "event", |event| event.remove("end").is_some()),
    |case| {
        each(case, "record", |record| {
            record.remove("signatures").is_some()
        });
    },
    |case| each(case, "record", |record| record.remove("date").is_some()),
    |case| {
        each(case, "record", |record| {
            let is_numbered = record.contains_key("number");
            is_numbered
                && record
                    .insert("state".into(), Value::String("草稿".into()))
                    .is_none()
        });
    },
    |case| {
        if let Some(answers) = case.get_mut("answers").and_then(Value::as_table_mut) {
            for key in ["seized", "overdue", "out_of_jurisdiction"] {
                answers.remove(key);
            }
        }
    },
    |case| {
        let head = case["case"].as_table_mut().expect("a head");
        head.remove("outcome");
    },
    |case| {
        let head = case["case"].as_table_mut().expect("a head");
        head.remove("unit");
    },
    |case| {
        let waiver = "[[waiver]]\nrule = \"sanming/14-2\"\nsubject = \"E09\"\nreason = \"设备故障\"\n\
                      approver = \"赵某\"\ndate = 2026-01-05\nexpires = 2026-03-31\n";
        let waiver: Table = waiver.parse().expect("TOML");
        case.extend(waiver);
    },
    |case| {
        let books = ["sanming", "national"].map(|book| Value::String(book.into()));
        case.insert("rulebooks".into(), Value::Array(books.to_vec()));
    },
];

/// Neglects nothing in a third of the cases, up to three things in the others.
pub fn some(case: &mut Table, dice: &mut Dice) {
    let times = dice.below(4).saturating_sub(u64::from(dice.percent(30)));
    for _ in 0..times {
        dice.one(SLIPS)(case);
    }
}

/// The manifest as it lies there: some cannot be read.
pub fn text(text: String, dice: &mut Dice) -> String {
    match dice.below(100) {
        0 => text.replacen("kind = \"行政", "kind = “行政", 1),
        1 => text.replacen("unit = ", "unti = ", 1),
        2 => text.replacen("stage = \"", "stage = \"已", 1),
        3 => text.chars().take(text.chars().count() / 2).collect(),
        _ => text,
    }
}

/// Takes out up to so many items of a type.
fn without(case: &mut Table, list: &str, kind: &str, most: usize) {
    let mut left = most;
    if let Some(items) = case.get_mut(list).and_then(Value::as_array_mut) {
        items.retain(|item| {
            let is_one = item.get("type").and_then(Value::as_str) == Some(kind);
            let goes = is_one && left > 0;
            left -= usize::from(goes);
            !goes
        });
    }
}

/// Does something to the first item that lets it be done to it.
fn each(case: &mut Table, list: &str, act: fn(&mut Table) -> bool) {
    let items = case.get_mut(list).and_then(Value::as_array_mut);
    let mut tables = items.into_iter().flatten().filter_map(Value::as_table_mut);
    tables.any(act);
}
