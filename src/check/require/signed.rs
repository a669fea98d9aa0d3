//! `signed`: someone marked the paper.

use crate::case::vocabulary::{MARKS, REFUSED};
use crate::case::{Record, Signature, Value};
use crate::finding::Status;
use crate::rulebook::{Follow, Term};

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::values::Values;
use super::super::verdict::Verdict;

pub(super) fn verdict(
    context: &Context<'_>,
    subject: Subject,
    by: &str,
    names: Option<&Term>,
    on: Option<&Follow>,
) -> Verdict {
    let papers = match (on, subject) {
        (Some(Follow::Linked(types)), _) => context.linked_of(subject, types),
        (_, Subject::Record(record)) => vec![record],
        _ => Vec::new(),
    };
    let papers: Vec<_> = papers
        .into_iter()
        .filter_map(|at| context.record(at))
        .collect();
    context.watch.sees_all(|| {
        let keys = ["signatures.name", "signatures.role", "signatures.mark"];
        let each = papers.iter();
        each.flat_map(|paper| keys.map(|key| (paper.id.clone(), key.to_owned())))
            .collect()
    });
    match names {
        Some(term) => by_names(context, subject, term, &papers),
        None => by_role(context, by, &papers),
    }
}

fn marks(paper: &Record) -> impl Iterator<Item = &Signature> {
    paper.signatures.iter().filter(|mark| counts(mark))
}

/// A mark counts where it says how the person marked, and not that they refused.
fn counts(signature: &Signature) -> bool {
    signature
        .mark
        .as_deref()
        .is_some_and(|mark| MARKS.contains(&mark) && mark != REFUSED)
}

/// Each paper has a mark of its own: where a service has a proof for each recipient, one who
/// signed does not sign for another.
fn by_role(context: &Context<'_>, role: &str, papers: &[&Record]) -> Verdict {
    let words = context
        .rulebook
        .roles
        .get(role)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let is_one = |mark: &Signature| {
        role == "*" || mark.role.as_ref().is_some_and(|role| words.contains(role))
    };
    if papers.is_empty() {
        return Verdict::not_applicable();
    }
    let Some(paper) = papers.iter().find(|paper| !marks(paper).any(is_one)) else {
        return Verdict::satisfied();
    };
    let paper = &paper.id;
    let who = if words.is_empty() {
        "任何人".to_owned()
    } else {
        words.join("或")
    };
    let first = words.first().map_or("执法人员", String::as_str);
    Verdict::new(
        Status::Incomplete,
        format!("{} 没有{who}的签名或盖章", context.name(paper)),
    )
    .fix(fix::sign(context, paper, first))
}

fn by_names(context: &Context<'_>, subject: Subject, term: &Term, papers: &[&Record]) -> Verdict {
    let Some(paper) = papers.first() else {
        return Verdict::not_applicable();
    };
    let Values::Known(names) = context.values(term, subject) else {
        return Verdict::not_applicable();
    };
    let trimmed = |name: &str| name.split_whitespace().collect::<String>();
    let signed: Vec<_> = papers
        .iter()
        .flat_map(|paper| marks(paper))
        .filter_map(|mark| mark.name.as_deref())
        .map(trimmed)
        .collect();
    let lacking: Vec<_> = names
        .iter()
        .map(Value::display)
        .filter(|name| !signed.contains(&trimmed(name)))
        .collect();
    if names.is_empty() {
        return Verdict::not_applicable();
    }
    if lacking.is_empty() {
        return Verdict::satisfied();
    }
    let message = format!(
        "{} 没有参加人员的签名：{}",
        context.name(&paper.id),
        lacking.join("、")
    );
    Verdict::new(Status::Incomplete, message).fix(fix::sign(context, &paper.id, "参加人员"))
}
