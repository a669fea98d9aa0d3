//! `due`: a term is kept.

use chrono::NaiveDate;

use crate::case::{Moment, Value};
use crate::finding::Status;
use crate::rulebook::{Filter, Root, Term};

use super::super::context::Context;
use super::super::subject::Subject;
use super::super::values::Values;
use super::super::verdict::Verdict;

pub(super) fn verdict(
    context: &Context<'_>,
    subject: Subject,
    due: &Term,
    done: &Term,
    filter: &Filter,
    remind: i64,
) -> Verdict {
    let Values::Known(last) = context.values(due, subject) else {
        return Verdict::new(
            Status::Undecidable,
            format!("没有该年份的节假日数据，无法计算期限（{}）", counting(due)),
        );
    };
    let mut days: Vec<_> = last
        .iter()
        .filter_map(Value::moment)
        .map(Moment::date)
        .collect();
    days.sort_unstable();
    days.dedup();
    match days.as_slice() {
        [] => Verdict::not_applicable(),
        [last] => {
            let mut verdict = kept(context, subject, *last, done, filter, remind);
            verdict.due = Some(*last);
            verdict.term = Some(format!("{}为 {last}", counting(due)));
            verdict
        }
        [first, ..] => Verdict::new(
            Status::Incomplete,
            format!(
                "期限的起算日不一致，最早为 {first}，无法计算期限（{}）",
                counting(due)
            ),
        ),
    }
}

fn kept(
    context: &Context<'_>,
    subject: Subject,
    last: NaiveDate,
    done: &Term,
    filter: &Filter,
    remind: i64,
) -> Verdict {
    let Values::Known(found) = context.values_where(done, subject, filter) else {
        return Verdict::not_applicable();
    };
    let earliest = found
        .iter()
        .filter_map(Value::moment)
        .map(Moment::date)
        .min();
    if let Some(day) = earliest {
        return if day <= last {
            Verdict::satisfied()
        } else {
            Verdict::new(Status::Overdue, format!("期限至 {last}，实际为 {day}"))
        };
    }
    if undated(context, done, subject, filter) {
        return Verdict::not_applicable();
    }
    let today = context.input.options.as_of;
    let left = (last - today).num_days();
    if left < 0 {
        Verdict::new(Status::Overdue, format!("期限至 {last}，已过 {} 日", -left))
    } else if left <= remind {
        Verdict::new(Status::Due, format!("期限至 {last}，还有 {left} 日"))
    } else {
        Verdict::not_applicable()
    }
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
        Term::Shift(_, shift) => format!("{}{}", shift.count, shift.unit.word()),
        _ => "期限".into(),
    }
}
