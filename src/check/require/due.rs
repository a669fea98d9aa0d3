//! `due`: a term is kept. `wait`: a term has run out before something may be done.

use std::fmt::Write as _;

use crate::case::{Moment, Value};
use crate::finding::{Deadline, Standing, Status};
use crate::rulebook::naming::sources as label;
use crate::rulebook::{Filter, Path, Root, Shift, Term, Unit};

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::values::Values;
use super::super::verdict::Verdict;
use super::record;

/// What a term is about: where it is asked, and what it counts.
#[derive(Clone, Copy)]
pub(super) struct Asked<'r> {
    pub(super) what: &'r str,
    pub(super) subject: Subject,
    pub(super) term: &'r Term,
}

/// A term that must be kept: when it was done, and the days before its end on which it is
/// announced.
pub(super) fn verdict(
    context: &Context<'_>,
    asked: Asked<'_>,
    (done, filter): (&Term, &Filter),
    remind: i64,
) -> Verdict {
    let mut deadline = deadline(context, asked);
    let verdict = match ends(context, asked) {
        // what moves its end is there, and does not say whether it is this one's
        _ if may_be_moved(context, asked) => {
            deadline.standing = Standing::Unknown;
            Verdict::not_applicable()
        }
        Ends::One(last) => {
            deadline.end = Some(last);
            let (mut verdict, standing, when) = kept(context, asked, last, (done, filter), remind);
            deadline.standing = standing;
            deadline.done = when;
            verdict.due = Some(last.date());
            verdict.term = Some(format!("{}为 {}", counting(asked.term), last));
            verdict
        }
        Ends::None => Verdict::not_applicable(),
        Ends::Unclear(verdict) => {
            deadline.standing = Standing::Unknown;
            *verdict
        }
    };
    verdict.with([deadline])
}

/// A term that must have run out: until then a thing to wait for.
pub(super) fn wait(context: &Context<'_>, asked: Asked<'_>) -> Verdict {
    let mut deadline = deadline(context, asked);
    let verdict = match ends(context, asked) {
        Ends::One(last) => {
            deadline.end = Some(last);
            let runs = context.input.options.as_of <= last.date();
            if runs {
                deadline.standing = Standing::Running;
                let message = format!("期限至 {last}，届满之前须等待");
                let mut verdict = Verdict::new(Status::Due, message);
                verdict.due = Some(last.date());
                verdict
            } else {
                deadline.standing = Standing::Done;
                Verdict::satisfied()
            }
        }
        Ends::None => Verdict::not_applicable(),
        Ends::Unclear(verdict) => {
            deadline.standing = Standing::Unknown;
            *verdict
        }
    };
    verdict.with([deadline])
}

/// The term from whose end on something is asked: it runs until the day before.
pub(super) fn until(context: &Context<'_>, asked: Asked<'_>, is_met: bool) -> Option<Deadline> {
    let Ends::One(from) = ends(context, asked) else {
        return None;
    };
    let end = from.date().pred_opt()?;
    let mut deadline = deadline(context, asked);
    deadline.end = Some(Moment::day(end));
    deadline.counting.clear();
    deadline.start = None;
    deadline.standing = if is_met {
        Standing::Done
    } else if context.input.options.as_of <= end {
        Standing::Running
    } else {
        Standing::Overdue
    };
    Some(deadline)
}

/// When a term ends.
enum Ends {
    One(Moment),
    /// It has not begun: there is nothing to count from.
    None,
    Unclear(Box<Verdict>),
}

fn ends(context: &Context<'_>, asked: Asked<'_>) -> Ends {
    let Values::Known(found) = context.values(asked.term, asked.subject) else {
        let message = format!(
            "没有该年份的节假日数据，无法计算期限（{}）",
            counting(asked.term)
        );
        return Ends::Unclear(Box::new(Verdict::new(Status::Undecidable, message)));
    };
    let mut ends: Vec<_> = found.iter().filter_map(Value::moment).collect();
    ends.sort_by(|a, b| a.order(*b));
    ends.dedup_by_key(|moment| moment.date());
    match ends.as_slice() {
        [] => Ends::None,
        [last] => Ends::One(*last),
        [first, ..] => {
            let message = format!(
                "期限的起算日不一致，最早为 {}，无法计算期限（{}）",
                first.date(),
                counting(asked.term)
            );
            Ends::Unclear(Box::new(Verdict::new(Status::Incomplete, message)))
        }
    }
}

/// A term with what it counts from; it has not begun where there is nothing.
fn deadline(context: &Context<'_>, asked: Asked<'_>) -> Deadline {
    let (start, shifts) = asked.term.taken_apart();
    let found = match context.values(start, asked.subject) {
        Values::Known(found) => found.iter().find_map(Value::moment),
        Values::NoCalendar => None,
    };
    let counts: Vec<_> = shifts.iter().map(|shift| counted(*shift)).collect();
    Deadline {
        what: asked.what.to_owned(),
        from: label(&named(
            context,
            asked.subject,
            source(context, asked.subject, start),
        )),
        start: found.filter(|_| !shifts.is_empty()),
        counting: counts.join("又"),
        end: None,
        done: None,
        standing: Standing::NotBegun,
    }
}

/// A term whose path says of what the subject is, for where no subject stands beside it.
fn named(context: &Context<'_>, subject: Subject, term: &Term) -> Term {
    let kind = match subject {
        Subject::Record(record) => context.document(record).map(|own| own.name.clone()),
        _ => Context::subject_event(subject).and_then(|at| Some(context.event(at)?.kind.clone())),
    };
    match (term, kind) {
        (Term::Path(path), Some(kind)) if path.root == Root::Subject => Term::Path(Path {
            root: Root::Linked(kind),
            key: path.key.clone(),
        }),
        _ => term.clone(),
    }
}

/// The part of a choice among several that gives the day.
fn source<'t>(context: &Context<'_>, subject: Subject, term: &'t Term) -> &'t Term {
    let chosen = context.values(term, subject);
    let (Term::Or(parts) | Term::First(parts) | Term::Last(parts)) = term else {
        return term;
    };
    let has = |part: &&Term| match (context.values(part, subject), &chosen) {
        (Values::Known(own), Values::Known(chosen)) => {
            !own.is_empty() && chosen.iter().any(|value| own.contains(value))
        }
        _ => false,
    };
    let found = parts.iter().find(has);
    found.map_or(term, |part| source(context, subject, part))
}

fn kept(
    context: &Context<'_>,
    asked: Asked<'_>,
    last: Moment,
    (done, filter): (&Term, &Filter),
    remind: i64,
) -> (Verdict, Standing, Option<Moment>) {
    let subject = asked.subject;
    let Values::Known(found) = context.values_where(done, subject, filter) else {
        return (Verdict::not_applicable(), Standing::Unknown, None);
    };
    let moments = found.iter().filter_map(Value::moment);
    if let Some(when) = moments.min_by(|a, b| a.order(*b)) {
        return if is_in_time(asked.term, when, last) {
            (Verdict::satisfied(), Standing::Done, Some(when))
        } else {
            let message = format!("期限至 {last}，实际为 {}", shown(asked.term, when));
            let late = Verdict::new(Status::Overdue, message);
            (late, Standing::DoneLate, Some(when))
        };
    }
    if undated(context, done, subject, filter) {
        return (Verdict::not_applicable(), Standing::Unknown, None);
    }
    let left = (last.date() - context.input.options.as_of).num_days();
    if left < 0 {
        let mut late = Verdict::new(Status::Overdue, "");
        late.message = format!("期限至 {last}，已过 {} 日", -left);
        if let Some((paper, event)) = unlinked(context, done, subject) {
            let _ = write!(late.message, "（有 {paper}，但没有关联到{event}）");
            late.fix = Some(fix::set(context, &format!("{paper}.events+={event}")));
        } else {
            late.fix = mend(context, done, subject);
        }
        (late, Standing::Overdue, None)
    } else if left <= remind {
        let message = format!("期限至 {last}，还有 {left} 日");
        let mut due = Verdict::new(Status::Due, message);
        due.fix = mend(context, done, subject);
        (due, Standing::Running, None)
    } else {
        (Verdict::not_applicable(), Standing::Running, None)
    }
}

/// The command that registers what the term asks for: the first of several ways.
fn mend(context: &Context<'_>, done: &Term, subject: Subject) -> Option<String> {
    let mut first = None;
    done.visit(&mut |path| {
        if let Root::Linked(name) | Root::All(name) = &path.root {
            first.get_or_insert((name, matches!(path.root, Root::Linked(_))));
        }
    });
    let (name, is_linked) = first?;
    let event = Context::subject_event(subject).and_then(|at| context.event(at));
    let id = event.map(|event| event.id.as_str()).filter(|_| is_linked);
    let Some(kind) = context.rulebook.event(name) else {
        return Some(fix::record(context, std::slice::from_ref(name), id));
    };
    // a service is registered by the paper that it hands over
    if let (true, Subject::Record(_)) = (kind.is_service, subject) {
        return Some(fix::serve(context, &context.subject_name(subject)));
    }
    let command = fix::event(context, name);
    Some(id.map_or(command.clone(), |id| format!("{command} --of {id}")))
}

/// A paper of which the term asks the date, and the event that it should document, where it
/// documents none.
fn unlinked(context: &Context<'_>, done: &Term, subject: Subject) -> Option<(String, String)> {
    Context::subject_event(subject)?;
    let mut found = None;
    done.visit(&mut |path| {
        if let Root::Linked(name) = &path.root {
            found = record::unlinked(context, subject, std::slice::from_ref(name));
        }
    });
    found.map(|paper| (paper, context.subject_name(subject)))
}

/// Only a term in hours looks at the time of day: all others end with their last day.
fn is_in_time(term: &Term, when: Moment, last: Moment) -> bool {
    if is_in_hours(term) {
        when.order(last).is_le()
    } else {
        when.date() <= last.date()
    }
}

fn shown(term: &Term, when: Moment) -> String {
    if is_in_hours(term) {
        when.to_string()
    } else {
        when.date().to_string()
    }
}

fn is_in_hours(term: &Term) -> bool {
    let (_, shifts) = term.taken_apart();
    shifts.iter().any(|shift| shift.unit == Unit::Hour)
}

/// Whether an event that the term counts from may follow up this one, without saying so.
fn may_be_moved(context: &Context<'_>, asked: Asked<'_>) -> bool {
    let Some(event) = Context::subject_event(asked.subject) else {
        return false;
    };
    let mut may = false;
    asked.term.visit(&mut |path| {
        if let Root::Linked(name) = &path.root {
            may |= context.is_candidate(event, std::slice::from_ref(name));
        }
    });
    may
}

/// Whether what should be done is there without a time, or does not say what it follows up: then
/// that is reported.
fn undated(context: &Context<'_>, done: &Term, subject: Subject, filter: &Filter) -> bool {
    let mut there = false;
    done.visit(&mut |path| {
        if let (Root::Linked(name), Some(event)) = (&path.root, Context::subject_event(subject)) {
            there |= context.is_candidate(event, std::slice::from_ref(name));
        }
        let mut other = path.clone();
        "id".clone_into(&mut other.key);
        let values = context.values_where(&Term::Path(other), subject, filter);
        there |= values != Values::Known(Vec::new());
    });
    there
}

/// `5工作日`: how a term counts.
fn counting(term: &Term) -> String {
    match term {
        Term::Shift(_, shift) => counted(*shift),
        _ => "期限".into(),
    }
}

fn counted(shift: Shift) -> String {
    format!("{}{}", shift.count, shift.unit.word())
}
