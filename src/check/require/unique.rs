//! `unique`: no other record of the type has the same value, whatever its brackets and width.

use crate::case::Value;
use crate::case::keys::{RECORD, label_at};
use crate::finding::Status;
use crate::rulebook::fold;

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::verdict::Verdict;

pub(super) fn verdict(context: &Context<'_>, subject: Subject, key: &str) -> Verdict {
    let Subject::Record(record) = subject else {
        return Verdict::not_applicable();
    };
    let Some(document) = context.document(record) else {
        return Verdict::not_applicable();
    };
    let values = |at| -> Vec<String> {
        let found = context.record_values(at, key);
        found.iter().map(|value| fold(&value.display())).collect()
    };
    let own = values(record);
    if own.is_empty() {
        return Verdict::not_applicable();
    }
    let others = context.final_records(std::slice::from_ref(&document.name));
    // a clash is reported at the later of the two
    let earlier = others.into_iter().take_while(|at| *at < record);
    let same = earlier.filter(|at| values(*at).iter().any(|value| own.contains(value)));
    let ids: Vec<_> = same
        .map(|at| context.subject_name(Subject::Record(at)))
        .collect();
    if ids.is_empty() {
        return Verdict::satisfied();
    }
    let id = context.subject_name(subject);
    let shown: Vec<_> = context
        .record_values(record, key)
        .iter()
        .map(Value::display)
        .collect();
    let message = format!(
        "{}{}与 {} 相同",
        label_at(RECORD, key),
        shown.join("、"),
        ids.join("、")
    );
    Verdict::new(Status::Conflict, message).fix(fix::set(context, &format!("{id}.{key}=")))
}
