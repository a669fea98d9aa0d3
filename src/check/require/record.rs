//! `record`: enough final records are linked.

use crate::finding::Status;
use crate::rulebook::{Follow, Kind};

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::values::Values;
use super::super::verdict::Verdict;

/// Through an anchor (a notice, a proof of service), each anchor needs its own.
pub(super) fn verdict(context: &Context<'_>, subject: Subject, kind: &Kind) -> Verdict {
    let Kind::Record {
        of: Some(Follow::Linked(anchors)),
        ..
    } = kind
    else {
        return of_one(context, subject, kind);
    };
    let verdicts: Vec<_> = context
        .linked_of(subject, anchors)
        .into_iter()
        .map(|anchor| {
            let mut verdict = of_one(context, Subject::Record(anchor), kind);
            if verdict.severity().is_some() {
                let id = context.subject_name(Subject::Record(anchor));
                verdict.message = format!("{} {}", context.name(&id), verdict.message);
                verdict.fix = verdict
                    .fix
                    .map(|command| format!("{command} --attached-to {id}"));
            }
            verdict
        })
        .collect();
    let failing = verdicts.iter().find(|verdict| verdict.severity().is_some());
    failing
        .or(verdicts.first())
        .cloned()
        .unwrap_or_else(Verdict::not_applicable)
}

fn of_one(context: &Context<'_>, subject: Subject, kind: &Kind) -> Verdict {
    let Kind::Record {
        types,
        except,
        filter,
        of,
        at_least,
        named,
        at_most,
    } = kind
    else {
        return Verdict::not_applicable();
    };
    let mut linked = match of {
        Some(Follow::Case) => {
            let mut all = context.linked_records(Subject::Case);
            all.retain(|at| context.concerns_the_same(subject, Subject::Record(*at)));
            all
        }
        _ => context.linked_records(subject),
    };
    linked.retain(|at| context.record_is(*at, types));
    // A name that nothing bears is reported as a reference, not as a lack beside it.
    let mut nameless = 0;
    if let Some(Values::Known(ids)) = named.as_ref().map(|term| context.values(term, subject)) {
        let named: Vec<_> = ids
            .iter()
            .map(|id| context.record_at(&id.display()))
            .collect();
        nameless = named.iter().filter(|at| at.is_none()).count();
        linked.extend(named.into_iter().flatten());
    }
    linked.sort_unstable();
    linked.dedup();
    linked.retain(|at| {
        let name = context.document(*at).map(|document| &document.name);
        name.is_some_and(|name| !except.contains(name))
            && context.record_passes(*at, filter, subject)
    });
    let found: Vec<_> = linked
        .iter()
        .copied()
        .filter(|at| context.is_final(*at))
        .collect();
    context.watch.sees_all(|| {
        let ids = found.iter().filter_map(|at| context.record(*at));
        ids.map(|record| (record.id.clone(), String::new()))
            .collect()
    });
    if let Some(most) = at_most {
        return too_many(context, types, &found, *most);
    }
    let needed = match at_least.as_ref().map(|term| context.values(term, subject)) {
        Some(Values::Known(values)) if values.is_empty() => return Verdict::not_applicable(),
        Some(Values::Known(values)) => values.len(),
        Some(Values::NoCalendar) => return Verdict::not_applicable(),
        None => 1,
    };
    if found.len() + nameless >= needed {
        return Verdict::satisfied();
    }
    let drafts: Vec<_> = linked
        .iter()
        .filter_map(|at| context.record(*at))
        .filter(|record| record.is_draft())
        .map(|record| record.id.clone())
        .collect();
    lacking(context, subject, types, (found.len(), needed), drafts)
}

fn too_many(context: &Context<'_>, types: &[String], found: &[usize], most: u64) -> Verdict {
    if found.len() as u64 <= most {
        return Verdict::satisfied();
    }
    let ids: Vec<_> = found
        .iter()
        .filter_map(|at| context.record(*at))
        .map(|r| r.id.as_str())
        .collect();
    let message = format!("不应有{}，却有 {}", titles(types), ids.join("、"));
    Verdict::new(Status::Conflict, message)
}

fn lacking(
    context: &Context<'_>,
    subject: Subject,
    types: &[String],
    (found, needed): (usize, usize),
    drafts: Vec<String>,
) -> Verdict {
    let what = titles(types);
    if let Some(draft) = drafts.first() {
        let mut verdict = Verdict::new(
            Status::Incomplete,
            format!("{what}还是草稿（{}）", drafts.join("、")),
        )
        .fix(fix::sign(context, draft, "身份"));
        verdict.drafts = drafts;
        return verdict;
    }
    let event = Context::subject_event(subject)
        .and_then(|at| context.event(at))
        .map(|e| e.id.as_str());
    let command = fix::record(context, types, event);
    if found > 0 {
        let message = format!("{what}只有 {found} 份，应不少于 {needed} 份");
        return Verdict::new(Status::Incomplete, message).fix(command);
    }
    match unlinked(context, subject, types) {
        Some(id) => {
            let event = event.unwrap_or_default();
            let message = format!("缺{what}（有 {id}，但没有关联到{event}）");
            let assignment = format!("{id}.events+={event}");
            let command = if event.is_empty() {
                command
            } else {
                fix::set(context, &assignment)
            };
            Verdict::new(Status::Missing, message).fix(command)
        }
        None => Verdict::new(Status::Missing, format!("缺{what}")).fix(command),
    }
}

/// A final record of these types that documents no event yet.
pub(super) fn unlinked(
    context: &Context<'_>,
    subject: Subject,
    types: &[String],
) -> Option<String> {
    if subject == Subject::Case || types.is_empty() {
        return None;
    }
    let mut found = context
        .final_records(types)
        .into_iter()
        .filter_map(|at| context.record(at));
    found
        .find(|record| record.events.is_empty())
        .map(|record| record.id.clone())
}

/// `《甲》或《乙》`; any: `文字记录`.
pub(super) fn titles(types: &[String]) -> String {
    if types.is_empty() {
        return "文字记录".into();
    }
    types
        .iter()
        .map(|name| format!("《{name}》"))
        .collect::<Vec<_>>()
        .join("或")
}
