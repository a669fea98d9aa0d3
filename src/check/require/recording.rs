//! `recording`: recordings cover an event (articles 11 to 15, 17, 18, 21).

use std::fmt::Write as _;

use chrono::Duration;

use crate::case::vocabulary::{PHOTO, RECORDED};
use crate::case::{Event, Record};
use crate::finding::{Severity, Status};
use crate::rulebook::Coverage;

use super::super::context::Context;
use super::super::coverage::{Interval, gaps};
use super::super::fix;
use super::super::subject::Subject;
use super::super::verdict::Verdict;

pub(super) fn verdict(context: &Context<'_>, subject: Subject, coverage: Coverage) -> Verdict {
    let Some(event) = Context::subject_event(subject).and_then(|at| context.event(at)) else {
        return Verdict::not_applicable();
    };
    let linked: Vec<_> = context
        .linked_records(subject)
        .into_iter()
        .filter(|at| context.is_final(*at) && context.form(*at) == RECORDED)
        .filter_map(|at| context.record(at))
        .collect();
    context.watch.sees_all(|| {
        let own = ["start", "end"].map(|key| (event.id.clone(), key.to_owned()));
        let keys = ["media.kind", "media.start", "media.end", "media.device"];
        let each = linked
            .iter()
            .flat_map(|record| keys.map(|key| (record.id.clone(), key.to_owned())));
        own.into_iter().chain(each).collect()
    });
    match coverage {
        Coverage::Some if linked.is_empty() => lacking(context, event),
        Coverage::Some => Verdict::satisfied(),
        Coverage::Whole => whole(context, event, &linked),
    }
}

fn lacking(context: &Context<'_>, event: &Event) -> Verdict {
    Verdict::new(Status::Missing, format!("{}缺音像记录", event.kind))
        .fix(fix::recording(context, &event.id))
}

fn whole(context: &Context<'_>, event: &Event, linked: &[&Record]) -> Verdict {
    // An edited copy proves nothing of the whole (article 7).
    let originals: Vec<_> = linked
        .iter()
        .filter(|record| record.derived_from.is_none())
        .collect();
    if originals.is_empty() {
        let mut verdict = lacking(context, event);
        if let Some(copy) = linked.first() {
            verdict.message = format!("{}缺音像记录（{} 是剪辑件，不算）", event.kind, copy.id);
        }
        return verdict;
    }
    let is_photo = |record: &&Record| {
        record
            .media
            .as_ref()
            .and_then(|media| media.kind.as_deref())
            == Some(PHOTO)
    };
    if originals.iter().all(|record| is_photo(record)) {
        let mut verdict = Verdict::new(
            Status::Incomplete,
            format!("{}只有照片，没有全程的录音录像", event.kind),
        )
        .fix(fix::recording(context, &event.id));
        verdict.level = Some(Severity::Warning);
        return verdict;
    }
    let moving: Vec<_> = originals
        .into_iter()
        .filter(|record| !is_photo(record))
        .copied()
        .collect();
    let Some(span) = span(event) else {
        return without_times(context, event);
    };
    if span.1 < span.0 {
        let message = format!("{}的结束时间早于开始时间", event.kind);
        return Verdict::new(Status::Conflict, message)
            .fix(fix::set(context, &format!("{}.end=", event.id)));
    }
    let covered: Vec<_> = moving
        .iter()
        .filter_map(|record| interval(context, record))
        .collect();
    let tolerance = Duration::seconds(context.input.workspace.check.coverage_tolerance);
    let open = gaps(span, &covered, tolerance);
    if open.is_empty() {
        return Verdict::satisfied();
    }
    uncovered(context, event, &moving, &open)
}

fn uncovered(
    context: &Context<'_>,
    event: &Event,
    moving: &[&Record],
    open: &[Interval],
) -> Verdict {
    let list: Vec<_> = open.iter().map(|gap| describe(*gap)).collect();
    let mut message = format!("{}的音像没有覆盖全程，缺 {}", event.kind, list.join("、"));
    let without: Vec<_> = moving
        .iter()
        .filter(|record| interval(context, record).is_none())
        .map(|record| record.id.as_str())
        .collect();
    if !without.is_empty() {
        let _ = write!(message, "（{} 没有起止时间）", without.join("、"));
    }
    let unregistered = context.has_register()
        && moving.iter().any(|record| {
            let device = record
                .media
                .as_ref()
                .and_then(|media| media.device.as_deref());
            device.is_none_or(|device| context.input.workspace.device(device).is_none())
        });
    let status = if unregistered {
        Status::Undecidable
    } else {
        Status::Incomplete
    };
    Verdict::new(status, message).fix(fix::recording(context, &event.id))
}

fn without_times(context: &Context<'_>, event: &Event) -> Verdict {
    let lacks = |has: bool, key: &'static str| (!has).then_some(key);
    let start = event.start.and_then(crate::case::Moment::local).is_some();
    let end = event.end.and_then(crate::case::Moment::local).is_some();
    let keys: Vec<_> = lacks(start, "开始")
        .into_iter()
        .chain(lacks(end, "结束"))
        .collect();
    let message = format!(
        "{}没有{}时间，无法核对音像是否覆盖全程",
        event.kind,
        keys.join("和")
    );
    let key = if start { "end" } else { "start" };
    let example = format!("{}.{key}=", event.id);
    Verdict::new(Status::Incomplete, message).fix(fix::set(context, &example))
}

fn span(event: &Event) -> Option<Interval> {
    Some((event.start?.local()?, event.end?.local()?))
}

/// The true times of a recording: what the device says, less what its clock is fast.
fn interval(context: &Context<'_>, record: &Record) -> Option<Interval> {
    let media = record.media.as_ref()?;
    let device = media
        .device
        .as_deref()
        .and_then(|id| context.input.workspace.device(id));
    let fast = device.map_or(0, |device| device.clock_offset);
    let start = media.start?.plus_seconds(-fast).local()?;
    let end = media.end?.plus_seconds(-fast).local()?;
    Some((start, end))
}

fn describe((from, to): Interval) -> String {
    let seconds = (to - from).num_seconds();
    let long = format!("{} 分 {} 秒", seconds / 60, seconds % 60);
    if from.date() == to.date() {
        format!(
            "{}–{}（{long}）",
            from.format("%Y-%m-%d %H:%M:%S"),
            to.format("%H:%M:%S")
        )
    } else {
        format!(
            "{}–{}（{long}）",
            from.format("%Y-%m-%d %H:%M:%S"),
            to.format("%Y-%m-%d %H:%M:%S")
        )
    }
}
