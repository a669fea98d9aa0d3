//! `filled`: keys have a value.

use crate::case::keys::{EVENT, HEAD, RECORD, label_at};
use crate::finding::Status;
use crate::reading::Key;
use crate::rulebook::{Filled, Follow};

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::verdict::Verdict;
use super::NAMED;

pub(super) fn verdict(context: &Context<'_>, subject: Subject, filled: &Filled) -> Verdict {
    if let Some(Follow::Linked(types)) = &filled.on {
        return on_linked(context, subject, types, &filled.keys);
    }
    let found = |key: &str| match subject {
        Subject::Event(event) | Subject::Service { event, .. } => context.event_values(event, key),
        Subject::Record(record) => context.record_values(record, key),
        Subject::Case => context.head_values(key),
        Subject::File(_) => Vec::new(),
    };
    let empty: Vec<_> = filled
        .keys
        .iter()
        .filter(|key| found(key).is_empty())
        .collect();
    let table = match subject {
        Subject::Record(_) => RECORD,
        Subject::Case => HEAD,
        _ => EVENT,
    };
    lacking(context, &[context.subject_name(subject)], &empty, table)
}

/// On linked papers and what is attached to them: a list is attached to its parent.
fn on_linked(
    context: &Context<'_>,
    subject: Subject,
    types: &[String],
    keys: &[String],
) -> Verdict {
    let direct = context.linked_records(subject);
    let mut papers = context.linked_of(subject, types);
    for anchor in direct.iter().filter(|at| context.is_final(**at)) {
        papers.extend(context.linked_of(Subject::Record(*anchor), types));
    }
    papers.sort_unstable();
    papers.dedup();
    if papers.is_empty() {
        return Verdict::not_applicable();
    }
    let empty_in = |paper: usize| -> Vec<&String> {
        let is_empty = |key: &&String| context.record_values(paper, key).is_empty();
        keys.iter().filter(is_empty).collect()
    };
    papers.retain(|paper| !empty_in(*paper).is_empty());
    let empty = papers.first().map(|first| empty_in(*first));
    let ids: Vec<_> = papers
        .iter()
        .map(|paper| context.subject_name(Subject::Record(*paper)))
        .collect();
    lacking(context, &ids, &empty.unwrap_or_default(), RECORD)
}

/// What is said of all that lack something: of the first, where they lack different things.
fn lacking(context: &Context<'_>, ids: &[String], empty: &[&String], table: &[Key]) -> Verdict {
    let (Some(id), Some(first)) = (ids.first(), empty.first()) else {
        return Verdict::satisfied();
    };
    let labels: Vec<_> = empty
        .iter()
        .map(|key| format!("“{}”", label_at(table, key)))
        .collect();
    let who = if ids.len() > 1 {
        let named: Vec<_> = ids.iter().take(NAMED).map(String::as_str).collect();
        if ids.len() > NAMED {
            format!("{} 等 {} 份记录", named.join("、"), ids.len())
        } else {
            format!("{} ", named.join("、"))
        }
    } else {
        named(context, id)
    };
    Verdict::new(
        Status::Incomplete,
        format!("{who}没有填写{}", labels.join("、")),
    )
    .fix(fix::set(context, &format!("{id}.{first}=")))
}

/// What a message calls the thing; the case needs no name.
fn named(context: &Context<'_>, id: &str) -> String {
    if context.event_at(id).is_none() && context.record_at(id).is_none() {
        String::new()
    } else {
        format!("{} ", context.name(id))
    }
}
