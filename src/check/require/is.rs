//! `is`: the subject passes tests on its own keys.

use crate::case::keys::{EVENT, RECORD, label_at, shape_at};
use crate::finding::Status;
use crate::reading::{Key, Shape};
use crate::rulebook::{Filter, Test};

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::verdict::Verdict;

/// Every test that fails is named, by its key alone: what the key holds may be the secret.
pub(super) fn verdict(context: &Context<'_>, subject: Subject, filter: &Filter) -> Verdict {
    let passes = |filter: &Filter| match subject {
        Subject::Event(event) | Subject::Service { event, .. } => {
            context.event_passes(event, filter, subject)
        }
        Subject::Record(record) => context.record_passes(record, filter, subject),
        Subject::Case | Subject::File(_) => true,
    };
    let table = if matches!(subject, Subject::Record(_)) {
        RECORD
    } else {
        EVENT
    };
    let fails = |(key, test): &&(String, Test)| {
        let tests = vec![(key.clone(), test.clone())];
        let bounds = Vec::new();
        !passes(&Filter { tests, bounds })
    };
    let failing: Vec<_> = filter.tests.iter().filter(fails).collect();
    if failing.is_empty() {
        return Verdict::satisfied();
    }
    let id = context.subject_name(subject);
    let message = format!("{} {}", context.name(&id), told(table, &failing));
    let verdict = Verdict::new(Status::Conflict, message);
    // A file is for a person to move before the manifest lets go of it.
    let is_file = |key: &str| matches!(shape_at(table, key), Some(Shape::Path));
    if failing.iter().any(|(key, _)| is_file(key)) {
        return verdict;
    }
    let assignments: Vec<_> = failing
        .iter()
        .map(|(key, test)| match test {
            Test::AnyOf { texts, .. } => {
                format!("{id}.{key}={}", texts.first().map_or("", String::as_str))
            }
            Test::Flag(_) => format!("{id}.{key}="),
        })
        .collect();
    verdict.fix(fix::set_each(context, &assignments))
}

/// What each key should be, then those that should not be there.
fn told(table: &[Key], failing: &[&(String, Test)]) -> String {
    let mut parts = Vec::new();
    let mut unwanted = Vec::new();
    for (key, test) in failing {
        let label = label_at(table, key);
        match test {
            Test::AnyOf { texts, .. } => {
                parts.push(format!("“{label}”应为{}", texts.join("或")));
            }
            Test::Flag(true) => parts.push(format!("应有“{label}”")),
            Test::Flag(false) => unwanted.push(format!("“{label}”")),
        }
    }
    if !unwanted.is_empty() {
        parts.push(format!("不应有{}", unwanted.join("、")));
    }
    parts.join("，")
}
