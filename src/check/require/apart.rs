//! `apart`: nobody is in two places at once.

use crate::case::{Event, Moment};
use crate::finding::Status;

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::verdict::Verdict;

/// Looks at the events before this one, so that a clash is reported once.
pub(super) fn verdict(context: &Context<'_>, subject: Subject, types: &[String]) -> Verdict {
    let Some((at, own)) =
        Context::subject_event(subject).and_then(|at| Some((at, context.event(at)?)))
    else {
        return Verdict::not_applicable();
    };
    if stretch(own).is_none() || own.officers.is_empty() {
        return Verdict::not_applicable();
    }
    for earlier in (0..at).filter(|other| context.event_is(*other, types)) {
        let Some(other) = context.event(earlier) else {
            continue;
        };
        let both = own
            .officers
            .iter()
            .find(|name| other.officers.contains(name));
        let Some(name) = both.filter(|_| clash(own, other)) else {
            continue;
        };
        let message = format!(
            "{name}同一时间也在 {}（{}）",
            context.name(&other.id),
            other
                .start
                .map_or_else(String::new, |start| start.to_string())
        );
        return Verdict::new(Status::Conflict, message)
            .fix(fix::set(context, &format!("{}.start=", own.id)));
    }
    Verdict::satisfied()
}

/// Two events overlap, and are not two things done at one place: samples are taken during an
/// inspection, but nobody questions two people at once.
fn clash(one: &Event, other: &Event) -> bool {
    let Some(((from, to), (start, end))) = stretch(one).zip(stretch(other)) else {
        return false;
    };
    let same_place = one.place.is_some() && one.place == other.place;
    let together = same_place && one.kind != other.kind;
    from < end && start < to && !together
}

fn stretch(event: &Event) -> Option<(chrono::NaiveDateTime, chrono::NaiveDateTime)> {
    let start = event.start.and_then(Moment::local)?;
    let end = event.end.and_then(Moment::local)?;
    (start < end).then_some((start, end))
}
