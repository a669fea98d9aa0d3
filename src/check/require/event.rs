//! `event`: an event is linked.

use crate::finding::Status;
use crate::rulebook::{Filter, Kind, Test};

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::verdict::Verdict;

pub(super) fn verdict(context: &Context<'_>, subject: Subject, kind: &Kind) -> Verdict {
    let Kind::Event {
        types,
        filter,
        of,
        bounds,
    } = kind
    else {
        return Verdict::not_applicable();
    };
    let mut limits = Vec::new();
    for (bound, term) in bounds {
        let moments = context.moments(term, subject);
        if moments.is_empty() {
            return Verdict::not_applicable();
        }
        limits.push((*bound, moments));
    }
    let mut candidates = context.events_from(subject, of.as_ref());
    candidates
        .retain(|at| context.event_is(*at, types) && context.event_passes(*at, filter, subject));
    context.watch.sees_all(|| {
        let events = candidates.iter().filter_map(|at| context.event(*at));
        events
            .map(|event| (event.id.clone(), "start".to_owned()))
            .collect()
    });
    let mut undated = false;
    for at in &candidates {
        let start = context.event(*at).and_then(|event| event.start);
        match start {
            _ if limits.is_empty() => return Verdict::satisfied(),
            None => undated = true,
            Some(start) => {
                let keeps = limits.iter().all(|(bound, moments)| {
                    moments
                        .iter()
                        .all(|moment| bound.admits(start.order(*moment)))
                });
                if keeps {
                    return Verdict::satisfied();
                }
            }
        }
    }
    let ambiguous =
        Context::subject_event(subject).is_some_and(|at| context.is_candidate(at, types));
    if undated || ambiguous || context.is_question_open(types) {
        return Verdict::not_applicable();
    }
    let what = types.join("或");
    let which = wanted(filter);
    let message = match (candidates.is_empty(), bounds.is_empty()) {
        (false, false) => format!("已有的{what}时间不合要求，缺符合要求的{what}"),
        _ if types.is_empty() => "没有登记任何事项".to_owned(),
        _ if which.is_empty() => format!("没有登记{what}"),
        _ => {
            let words: Vec<_> = which.iter().map(|(_, word)| *word).collect();
            format!("没有登记{what}（{}）", words.join("、"))
        }
    };
    let first = context
        .rulebook
        .events
        .first()
        .map_or("", |event| event.name.as_str());
    let kind = types.first().map_or(first, String::as_str);
    let command = which
        .iter()
        .fold(fix::event(context, kind), |command, (key, word)| {
            format!("{command} --{key} {}", fix::quote(word))
        });
    Verdict::new(Status::Missing, message).fix(command)
}

/// The keys of which a filter wants one certain word.
fn wanted(filter: &Filter) -> Vec<(&str, &str)> {
    let tests = filter.tests.iter().filter_map(|(key, test)| match test {
        Test::AnyOf { texts, .. } => Some((key.as_str(), texts.first()?.as_str())),
        Test::Flag(_) => None,
    });
    tests.collect()
}
