//! The closed set of requirements, one file a kind.
//!
//! May import what `check` may.

mod apart;
mod compare;
mod device;
mod due;
mod event;
mod file;
mod filled;
mod is;
mod officers;
mod record;
mod recording;
mod served;
mod signed;
mod unique;

use crate::finding::Status;
use crate::rulebook::{Each, Kind, Part, Requirement, Root, Rule, Term};

use super::applies::Holds;
use super::context::Context;
use super::fix;
use super::links::Followed;
use super::subject::Subject;
use super::verdict::Verdict;

/// How many candidates a message names.
const NAMED: usize = 5;

/// Where a requirement stands: the rule and part that ask it, and of what.
#[derive(Clone, Copy)]
pub(super) struct Place<'r> {
    pub(super) rule: &'r Rule,
    pub(super) part: &'r Part,
    pub(super) subject: Subject,
}

impl<'r> Place<'r> {
    /// A term that is counted here.
    fn counting(self, term: &'r Term) -> due::Asked<'r> {
        due::Asked {
            what: &self.rule.what,
            subject: self.subject,
            term,
        }
    }
}

/// What a requirement says of a subject. More than one verdict only where one omission could be
/// several (services of one paper).
pub(super) fn evaluate(
    context: &Context<'_>,
    place: Place<'_>,
    asked: &Requirement,
) -> Vec<Verdict> {
    let stage = asked.stage.unwrap_or(place.part.stage);
    if asked.stage.is_some() && context.stage < stage {
        return vec![Verdict::not_applicable()];
    }
    let holds = context.all_hold(&asked.when, place.subject);
    if holds == Holds::No {
        return vec![Verdict::not_applicable()];
    }
    let mut verdicts = kind(context, place, &asked.kind);
    if let Some(from) = &asked.from {
        let is_met = verdicts.iter().all(|verdict| verdict.severity().is_none());
        if !has_begun(context, place, from) {
            verdicts = vec![Verdict::not_applicable()];
        }
        let deadline = due::until(context, place.counting(from), is_met);
        verdicts.push(Verdict::not_applicable().with(deadline));
    }
    for verdict in &mut verdicts {
        verdict.level = match (verdict.level, asked.level) {
            (Some(own), Some(rule)) => Some(own.min(rule)),
            (own, rule) => own.or(rule),
        };
        if verdict.status == Status::Missing && place.part.is_about_case() {
            verdict.postponable = context.is_present(stage);
        }
        if holds == Holds::Unknown {
            doubt(verdict);
        }
    }
    verdicts
}

/// Whether the day from which a requirement is asked has come; one without a day is not asked.
fn has_begun(context: &Context<'_>, place: Place<'_>, from: &Term) -> bool {
    let days = context.moments(from, place.subject);
    !days.is_empty()
        && days
            .iter()
            .all(|day| day.date() <= context.input.options.as_of)
}

/// What a part that asks for the service of papers says of drafts among them.
pub(super) fn served_drafts(context: &Context<'_>, part: &Part) -> Vec<Verdict> {
    let asks = part
        .require
        .iter()
        .any(|asked| matches!(asked.kind, Kind::Served));
    let Some(Each::Record(selection)) = part.each.as_ref().filter(|_| asks) else {
        return Vec::new();
    };
    if context.all_hold(&part.when, Subject::Case) == Holds::No {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, record) in context.case.records.iter().enumerate() {
        let chosen = context.document(at).is_some_and(|document| {
            (selection.types.is_empty() || selection.types.contains(&document.name))
                && !selection.except.contains(&document.name)
        });
        if record.is_draft() && chosen {
            let services = served::services(context, at);
            found.extend(
                services
                    .into_iter()
                    .filter_map(|event| served::listed_draft(context, at, event)),
            );
        }
    }
    found
}

/// What depends on an undeclared outcome is undecidable where it would be a lack; what would be a
/// contradiction, or no more than a warning, is none yet.
pub(super) fn doubt(verdict: &mut Verdict) {
    match verdict.status {
        _ if verdict.level.is_some() && !verdict.is_error() => {
            verdict.status = Status::NotApplicable;
        }
        Status::Missing | Status::Incomplete | Status::Overdue => {
            verdict.status = Status::Undecidable;
            verdict.message = format!("办理结果未声明，无法判断是否须有：{}", verdict.message);
            verdict.postponable = false;
        }
        Status::Conflict | Status::Unattested => verdict.status = Status::NotApplicable,
        _ => {}
    }
}

fn kind(context: &Context<'_>, place: Place<'_>, kind: &Kind) -> Vec<Verdict> {
    let subject = place.subject;
    let one = |verdict| vec![verdict];
    match kind {
        Kind::Record { .. } => one(record::verdict(context, subject, kind)),
        Kind::Event { .. } => one(event::verdict(context, subject, kind)),
        Kind::Served => served::verdicts(context, place),
        Kind::Recording(coverage) => one(recording::verdict(context, subject, *coverage)),
        Kind::Filled(filled) => one(filled::verdict(context, subject, filled)),
        Kind::Is(filter) => one(is::verdict(context, subject, filter)),
        Kind::Signed { by, names, on } => one(signed::verdict(
            context,
            subject,
            by,
            names.as_ref(),
            on.as_ref(),
        )),
        Kind::Compare { left, relation } => one(compare::verdict(context, subject, left, relation)),
        Kind::Due {
            due,
            done,
            filter,
            remind,
        } => {
            let verdict = due::verdict(context, place.counting(due), (done, filter), *remind);
            one(unless_open(context, verdict, &[due, done]))
        }
        Kind::Wait(until) => one(due::wait(context, place.counting(until))),
        Kind::Officers(number) => one(officers::verdict(context, subject, *number)),
        Kind::Unique(key) => one(unique::verdict(context, subject, key)),
        Kind::Apart(types) => one(apart::verdict(context, subject, types)),
        Kind::Follows(target) => one(follows(context, subject, target)),
        Kind::Device => one(device::verdict(context, subject)),
        Kind::FileIntact => one(looked_at(context, place, file::intact(context, subject))),
        Kind::FileListed => one(file::listed(context, subject)),
        Kind::Attest(statement) => one(attest(context, place, statement)),
        Kind::Any(list) => one(any(context, place, list)),
    }
}

/// A term that is over says nothing while a question is open whether an event moved its end, or
/// met it: the question reports that. What is about to run out is still announced.
fn unless_open(context: &Context<'_>, verdict: Verdict, terms: &[&Term]) -> Verdict {
    if verdict.status != Status::Overdue {
        return verdict;
    }
    let mut types = Vec::new();
    for term in terms {
        term.visit(&mut |path| {
            if let Root::Linked(name) | Root::All(name) = &path.root {
                types.push(name.clone());
            }
        });
    }
    if context.is_question_open(&types) {
        Verdict::not_applicable().with(verdict.deadlines)
    } else {
        verdict
    }
}

/// One that is satisfied will do; one whose operand is absent silences; else the regular way, the
/// first, is reported.
fn any(context: &Context<'_>, place: Place<'_>, list: &[Requirement]) -> Verdict {
    let verdicts: Vec<_> = list
        .iter()
        .flat_map(|asked| evaluate(context, place, asked))
        .collect();
    let with = |status| {
        verdicts
            .iter()
            .find(|verdict| verdict.status == status)
            .cloned()
    };
    with(Status::Satisfied)
        .or_else(|| with(Status::NotApplicable))
        .or_else(|| verdicts.first().cloned())
        .unwrap_or_else(Verdict::not_applicable)
}

fn follows(context: &Context<'_>, subject: Subject, target: &str) -> Verdict {
    let Some(event) = Context::subject_event(subject) else {
        return Verdict::not_applicable();
    };
    let candidates = match context.followed(event) {
        Some(Followed::Known(list)) if !list.is_empty() => return Verdict::satisfied(),
        Some(Followed::Ambiguous(list)) if names_nothing(context, event) => list,
        _ => return Verdict::not_applicable(),
    };
    let named = candidates
        .iter()
        .take(NAMED)
        .filter_map(|at| context.event(*at));
    let ids: Vec<_> = named.map(|event| event.id.as_str()).collect();
    let more = if candidates.len() > NAMED { "等" } else { "" };
    let id = context.subject_name(subject);
    let message = format!(
        "没有写明所针对的{target}（of），可能是：{}{more}",
        ids.join("、")
    );
    let first = ids.first().copied().unwrap_or_default();
    Verdict::new(Status::Incomplete, message).fix(fix::set(context, &format!("{id}.of={first}")))
}

/// Whether an event leaves out what it follows up, rather than naming what does not exist.
fn names_nothing(context: &Context<'_>, event: usize) -> bool {
    context
        .event(event)
        .is_some_and(|event| event.of.is_empty())
}

fn attest(context: &Context<'_>, place: Place<'_>, statement: &str) -> Verdict {
    let verdict = Verdict::new(Status::Unattested, format!("待人工确认：{statement}"));
    looked_at(context, place, verdict)
}

/// What a person must say is satisfied by an attestation of this rule and subject.
fn looked_at(context: &Context<'_>, place: Place<'_>, verdict: Verdict) -> Verdict {
    if verdict.status != Status::Unattested {
        return verdict;
    }
    let rule = format!("{}/{}", context.rulebook.id, place.rule.id);
    let subject = context.subject_name(place.subject);
    let mut attestations = context.case.attestations.iter();
    if attestations.any(|one| one.rule == rule && one.subject == subject) {
        return Verdict::satisfied();
    }
    if verdict.fix.is_some() {
        return verdict;
    }
    verdict.fix(fix::attest(context, &rule, &subject))
}
