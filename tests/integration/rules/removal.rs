//! Generated: everything of each example is taken out in turn. What the regulation demands gives
//! exactly one problem under its article, everything else none, and nothing gives two.

use std::sync::LazyLock;

use anjuan::finding::{Severity, Status};
use rayon::prelude::*;
use toml::{Table, Value};

use super::base::{Case, EXAMPLES, RULEBOOK};
use super::corpus::Prepared;
use super::demanded::{Example, Expected, asked_of_fields, media, text};

/// Keys of a case, an event and a record that the reader itself demands, and one without which the
/// case is another: a penalty by the summary procedure.
const READ: &[&str] = &[
    "id",
    "type",
    "kind",
    "title",
    "stage",
    "opened",
    "procedure",
];

/// One thing of an example that can be taken out.
struct Removal {
    name: String,
    case: Case,
    expected: Expected,
}

fn asked_fields(paper: &str) -> Vec<String> {
    let document = RULEBOOK.catalogue.get(paper).expect("a paper");
    let asked = document.fields.iter().filter(|field| field.by_regulation);
    asked.map(|field| field.name.clone()).collect()
}

/// Every removal from an example.
fn removals(example: &'static str) -> Vec<Removal> {
    let example = Example::new(example);
    let mut all = of_items(&example);
    all.extend(of_keys(&example));
    all.extend(of_fields_and_signatures(&example));
    all.extend(of_head_and_lists(&example));
    for removal in &mut all {
        removal.name.insert_str(0, &format!("{} ", example.name));
    }
    all
}

fn removal(name: String, case: Case, expected: Expected) -> Removal {
    Removal {
        name,
        case,
        expected,
    }
}

/// Records, all recordings of an event, events.
fn of_items(example: &Example) -> Vec<Removal> {
    let mut all = Vec::new();
    for record in example.list("record") {
        let id = text(record, "id");
        let name = format!("{id} {}", text(record, "type"));
        all.push(removal(
            name,
            example.case().without(id),
            example.of_record(record, false),
        ));
    }
    for event in example.list("event") {
        let (id, kind) = (text(event, "id"), text(event, "type"));
        let name = format!("{id} {kind}");
        all.push(removal(
            name.clone(),
            example.case().without(id),
            example.of_event(event),
        ));
        let recordings = example.recordings_of(id);
        if !recordings.is_empty() {
            let case = recordings
                .iter()
                .fold(example.case(), |case, r| case.without(text(r, "id")));
            let article = example.recorded(event).map(|(article, _)| article);
            all.push(removal(format!("recordings of {name}"), case, article));
        }
    }
    all
}

/// Every key of every event, record and recording.
fn of_keys(example: &Example) -> Vec<Removal> {
    let mut all = Vec::new();
    let mut push = |id: &str, key: &str, expected| {
        all.push(removal(
            format!("{id}.{key}"),
            example.case().unset(id, key),
            expected,
        ));
    };
    let keys = |table: &Table| {
        table
            .keys()
            .filter(|k| !READ.contains(&k.as_str()))
            .cloned()
            .collect()
    };
    for event in example.list("event") {
        for key in Vec::from_iter::<Vec<String>>(keys(event)) {
            push(text(event, "id"), &key, example.of_event_key(event, &key));
        }
    }
    for record in example.list("record") {
        let id = text(record, "id");
        for key in Vec::from_iter::<Vec<String>>(keys(record)) {
            if key != "media" {
                push(id, &key, example.of_record_key(record, &key));
            }
        }
        if record.contains_key("media") {
            for key in media(record).keys() {
                push(
                    id,
                    &format!("media.{key}"),
                    example.of_media_key(record, key),
                );
            }
        }
    }
    all
}

/// Every field that the regulation names, and every signature.
fn of_fields_and_signatures(example: &Example) -> Vec<Removal> {
    let mut all = Vec::new();
    for record in example.list("record") {
        let (id, kind) = (text(record, "id"), text(record, "type"));
        let filled = record.get("fields").and_then(Value::as_table);
        for field in asked_fields(kind)
            .iter()
            .filter(|f| filled.is_some_and(|all| all.contains_key(*f)))
        {
            let case = example.case().unset(id, &format!("fields.{field}"));
            let expected = asked_of_fields(kind);
            all.push(removal(format!("{id}.fields.{field}"), case, expected));
        }
        let signatures = record.get("signatures").and_then(Value::as_array);
        for (at, signature) in signatures.into_iter().flatten().enumerate() {
            let signature = signature.as_table().expect("a signature");
            let mut case = example.case();
            case.item(id)["signatures"]
                .as_array_mut()
                .expect("signatures")
                .remove(at);
            let name = format!(
                "{id} signature of {} ({})",
                text(signature, "name"),
                text(signature, "role")
            );
            all.push(removal(name, case, example.of_signature(record, signature)));
        }
    }
    all
}

/// The head, the answers, parties, officers, statements and the archive.
fn of_head_and_lists(example: &Example) -> Vec<Removal> {
    let mut all = Vec::new();
    for owner in ["case", "answers", "archive"] {
        for key in example.keys(owner) {
            if owner == "case" && READ.contains(&key) {
                continue;
            }
            all.push(removal(
                format!("{owner}.{key}"),
                example.case().unset(owner, key),
                example.of_head(owner, key),
            ));
        }
    }
    for list in ["party", "officer", "attestation"] {
        for (at, item) in example.list(list).into_iter().enumerate() {
            let mut case = example.case();
            case.table[list].as_array_mut().expect("a list").remove(at);
            let expected = match list {
                "officer" => example.of_officer(item),
                // 待人工确认只是提示
                _ => None,
            };
            all.push(removal(format!("{list} {at}"), case, expected));
        }
    }
    all
}

/// The cases of all removals, for the corpus.
pub(super) static REMOVED: LazyLock<Vec<(Prepared, Expected)>> = LazyLock::new(|| {
    let prepare = |removal: Removal| (Prepared::new(removal.name, removal.case), removal.expected);
    let examples = EXAMPLES.par_iter();
    let removals = examples.flat_map(|example| removals(example));
    removals.map(prepare).collect()
});

#[test]
fn each_thing_that_the_regulation_demands_is_missed_once() {
    let wrong: Vec<_> = REMOVED
        .par_iter()
        .filter_map(|(case, expected)| {
            let mut found = case.report().findings;
            found.retain(|finding| finding.is_at_least(Severity::Warning));
            if case.name.ends_with(" case.outcome") {
                // 有赖于办理结果的规则随之无法判断
                found.retain(|finding| finding.status != Status::Undecidable);
            }
            let same = found
                .iter()
                .map(|finding| finding.article)
                .eq(expected.map(Some));
            let found: Vec<_> = found
                .iter()
                .map(|f| format!("{} {} {}", f.rule, f.subject, f.status.word()))
                .collect();
            (!same).then(|| format!("{}: {found:?}, expected {expected:?}", case.name))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "of {}:\n{}",
        REMOVED.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_kind_of_demand_is_among_the_removals() {
    let demanded = REMOVED.iter().filter_map(|(_, expected)| *expected);
    let articles: std::collections::BTreeSet<_> = demanded.clone().collect();
    let expected = [
        3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 25, 26, 28, 29, 30,
    ];
    assert_eq!(Vec::from_iter(articles), expected);
    assert!(
        demanded.count() > 700 && REMOVED.len() > 2500,
        "{}",
        REMOVED.len()
    );
}
