//! `officers`: so many officers took part, each with a certificate that was valid that day.

use crate::case::{Moment, Officer};
use crate::finding::Status;

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::verdict::Verdict;

pub(super) fn verdict(context: &Context<'_>, subject: Subject, number: usize) -> Verdict {
    let Some(event) = Context::subject_event(subject).and_then(|at| context.event(at)) else {
        return Verdict::not_applicable();
    };
    context
        .watch
        .sees(|| Some((event.id.clone(), "officers".to_owned())));
    let mut names: Vec<_> = event.officers.iter().map(|name| name.trim()).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| !name.is_empty());
    let day = event.start.map(Moment::date);
    let found: Vec<_> = names
        .iter()
        .filter_map(|name| certificate(context, name, day))
        .collect();
    let worst = found.into_iter().min_by_key(|verdict| verdict.status);
    let count = names.len();
    match worst {
        Some(worst) if worst.status == Status::Conflict || count >= number => worst,
        _ if count >= number => Verdict::satisfied(),
        _ => {
            let message = format!("写明的执法人员 {count} 名，应不少于 {number} 名");
            Verdict::new(Status::Incomplete, message)
                .fix(fix::set(context, &format!("{}.officers+=", event.id)))
        }
    }
}

/// What is wrong with one officer's certificate on a day.
fn certificate(
    context: &Context<'_>,
    name: &str,
    day: Option<chrono::NaiveDate>,
) -> Option<Verdict> {
    let is_meant = |officer: &&Officer| officer.name.as_deref().map(str::trim) == Some(name);
    let add = || format!("在清单的 [[officer]] 中登记{name}的执法证号和有效期");
    let Some(own) = context.case.officers.iter().find(is_meant) else {
        let message = format!("{name}不在本案的执法人员之列");
        return Some(Verdict::new(Status::Conflict, message).fix(add()));
    };
    // what the case leaves out, the workspace's register of officers may know
    let listed = context.input.workspace.officers.iter().find(is_meant);
    let either = |of: fn(&Officer) -> bool| of(own) || listed.is_some_and(of);
    if !either(|officer| {
        officer
            .certificate
            .as_deref()
            .is_some_and(|number| !number.trim().is_empty())
    }) {
        let message = format!("没有{name}的执法证号");
        return Some(Verdict::new(Status::Incomplete, message).fix(add()));
    }
    let until = own
        .certificate_until
        .or_else(|| listed.and_then(|officer| officer.certificate_until));
    match (until, day) {
        (None, _) => {
            let message = format!("没有{name}的执法证有效期，无法判断当日是否有效");
            Some(Verdict::new(Status::Undecidable, message).fix(add()))
        }
        (Some(until), Some(day)) if until.0 < day => {
            let message = format!("{name}的执法证有效期至 {}，{day} 已失效", until.0);
            Some(Verdict::new(Status::Conflict, message).fix(add()))
        }
        _ => None,
    }
}
