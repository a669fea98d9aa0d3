//! What holds for edits in any order.

use proptest::prelude::*;
use proptest::sample::select;
use toml_edit::Value;

use super::{RICH, diff, edited, readable, table};
use crate::case::edit::{Editor, Operator, parse_assignment};

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
    let optional = [
        "# ===== 声明",
        "[[party]]",
        "[[event]]\nid = \"E01\"",
        "[x-other]",
        "# ===== 归档",
    ];
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
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

#[test]
fn every_edit_works_on_the_whole_manifest() {
    for edit in EDITS {
        edited(RICH, edit).unwrap_or_else(|error| panic!("{edit}: {error}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

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
        text in "[^\\p{C}\\p{Zl}\\p{Zp}\u{34f}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{3164}\u{ffa0}]{1,20}",
        number in any::<i64>(),
        day in 1u32..29,
    ) {
        let mut editor = Editor::new(RICH).unwrap();
        editor.set_value("case.title", Value::from(text.as_str())).unwrap();
        editor.set("R02.pages", Operator::Assign, &(number.unsigned_abs() % 1000).to_string()).unwrap();
        editor.set_value("R02.fields.数", Value::from(number)).unwrap();
        editor.set("case.closed", Operator::Assign, &format!("2026-4-{day}")).unwrap();
        editor.set_value("R02.title", Value::from(format!("\"{text}\\"))).unwrap();
        editor.set_value("R02.fields.\"长\"", Value::from(format!("{text}\n\t{text}"))).unwrap();
        let manifest = readable(&editor.finish()).case;
        prop_assert_eq!(&manifest.head.title, &text);
        prop_assert_eq!(manifest.records[1].fields["数"].as_integer(), Some(number));
        prop_assert_eq!(manifest.records[1].title.clone(), Some(format!("\"{text}\\")));
        prop_assert_eq!(manifest.records[1].fields["长"].as_str(), Some(&*format!("{text}\n\t{text}")));
        let closed = manifest.head.closed.map(|day| day.0.to_string());
        prop_assert_eq!(closed, Some(format!("2026-04-{day:02}")));
    }

    #[test]
    fn the_same_value_again_changes_no_byte(
        keep in proptest::collection::vec(any::<bool>(), 5),
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
        for edit in same {
            prop_assert_eq!(edited(text, edit).unwrap(), text, "{}", edit);
        }
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
