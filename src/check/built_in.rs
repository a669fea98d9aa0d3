//! What the program itself looks at: references, unknown names, doubled numbers,
//! waivers, history.

use std::collections::HashMap;

use crate::case::{Answer, Record, Waiver};
use crate::finding::{Finding, Severity, Status};
use crate::inventory::History;
use crate::reading::nearest;
use crate::rulebook::BuiltIn;

use super::context::Context;
use super::engine::{is_approved, is_meant};
use super::own::own;
use super::{fix, number, outcome};

/// The program's own findings, beside those of the rules.
pub(super) fn findings(contexts: &[Context<'_>], found: &[Finding]) -> Vec<Finding> {
    let Some(first) = contexts.first() else {
        return Vec::new();
    };
    let articles = first.rulebook.built_in;
    let mut all = references(first, articles);
    all.extend(unknown_names(contexts, articles));
    all.extend(unknown_answers(contexts, articles));
    all.extend(unknown_outcome(first, articles));
    all.extend(unknown_fields(contexts));
    all.extend(doubled_numbers(first));
    all.extend(
        first
            .case
            .waivers
            .iter()
            .filter_map(|waiver| idle_waiver(first, waiver, found)),
    );
    all.extend(history(first, articles));
    all
}

fn finding(
    name: &str,
    article: Option<u16>,
    status: Status,
    subject: &str,
    message: String,
) -> Finding {
    debug_assert!(own(name).is_some(), "{name} explains nothing");
    Finding {
        rule: format!("anjuan/{name}"),
        article,
        status,
        severity: status.severity(),
        subject: subject.to_owned(),
        message,
        fix: String::new(),
        due: None,
        line: None,
        basis: None,
        deadlines: Vec::new(),
    }
}

/// One reference of the manifest: where it stands, to what kind of thing, to which id.
type Reference<'c> = (&'c str, &'static str, bool, &'c str);

fn all_references<'c>(context: &Context<'c>) -> Vec<Reference<'c>> {
    let mut all = Vec::new();
    for event in &context.case.events {
        let id = event.id.as_str();
        all.extend(event.of.iter().map(|to| (id, "of", true, to.as_str())));
        all.extend(
            event
                .documents
                .iter()
                .map(|to| (id, "documents", false, to.as_str())),
        );
        let media = event
            .media
            .iter()
            .filter_map(|medium| medium.record.as_deref());
        all.extend(media.map(|to| (id, "media.record", false, to)));
    }
    for record in &context.case.records {
        let id = record.id.as_str();
        all.extend(
            record
                .events
                .iter()
                .map(|to| (id, "events", true, to.as_str())),
        );
        all.extend(
            record
                .serves
                .iter()
                .map(|to| (id, "serves", false, to.as_str())),
        );
        for (key, to) in [
            ("attached_to", &record.attached_to),
            ("corrects", &record.corrects),
            ("derived_from", &record.derived_from),
        ] {
            all.extend(to.as_deref().map(|to| (id, key, false, to)));
        }
    }
    all
}

/// One conflict for each id that does not exist, with all its places.
fn references(context: &Context<'_>, articles: BuiltIn) -> Vec<Finding> {
    let mut missing: Vec<(&str, &str, Vec<String>)> = Vec::new();
    let mut known = HashMap::new();
    for (from, key, is_event, to) in all_references(context) {
        let exists = if is_event {
            context.event_at(to).is_some()
        } else {
            context.record_at(to).is_some()
        };
        if exists {
            continue;
        }
        let place = format!("{from}.{key}");
        if let Some((_, _, places)) = known.get(to).and_then(|at: &usize| missing.get_mut(*at)) {
            places.push(place);
        } else {
            known.insert(to, missing.len());
            missing.push((to, from, vec![place]));
        }
    }
    let report = missing.into_iter().map(|(id, from, places)| {
        let (name, by) = (context.name(id), places.join("、"));
        let message = match (context.event_at(id), context.record_at(id)) {
            (Some(_), _) => format!("{name} 是事项，{by} 应引用记录"),
            (_, Some(_)) => format!("{name} 是记录，{by} 应引用事项"),
            _ => format!("没有编号为 {id} 的事项或记录，却被 {by} 引用"),
        };
        let mut found = finding("reference", articles.files, Status::Conflict, id, message);
        found.line = context.input.manifest.lines.of(from);
        let first = places.first().map_or("", String::as_str);
        found.fix = fix::set(context, &format!("{first}-={id}"));
        found
    });
    report.collect()
}

/// 文书 and event types that no named rulebook knows.
fn unknown_names(contexts: &[Context<'_>], articles: BuiltIn) -> Vec<Finding> {
    let Some(first) = contexts.first() else {
        return Vec::new();
    };
    let events = first.case.events.iter().enumerate().filter(|(at, _)| {
        contexts
            .iter()
            .all(|context| context.types.get(*at).copied().flatten().is_none())
    });
    let records = first.case.records.iter().enumerate().filter(|(at, _)| {
        contexts
            .iter()
            .all(|context| context.document(*at).is_none())
    });
    let books = || contexts.iter().map(|context| context.rulebook);
    let event_names =
        || books().flat_map(|book| book.events.iter().map(|event| event.name.as_str()));
    let paper_names =
        || books().flat_map(|book| book.catalogue.iter().map(|document| document.name.as_str()));
    let events = events.map(|(_, event)| {
        let near = nearest(&event.kind, event_names());
        (event.id.as_str(), "事项类型", event.kind.as_str(), near)
    });
    let records = records.map(|(_, record)| {
        (
            record.id.as_str(),
            "文书",
            record.kind.as_str(),
            nearest(&record.kind, paper_names()),
        )
    });
    events
        .chain(records)
        .map(|(id, what, name, near)| {
            let hint = near
                .map(|near| format!("，是否指 {near}？"))
                .unwrap_or_default();
            let message = format!("规程没有{what}「{name}」{hint}");
            let mut found = finding("unknown", articles.files, Status::Conflict, id, message);
            found.fix = fix::set(first, &format!("{id}.type={}", near.unwrap_or("名称")));
            found
        })
        .collect()
}

fn unknown_answers(contexts: &[Context<'_>], articles: BuiltIn) -> Vec<Finding> {
    let Some(first) = contexts.first() else {
        return Vec::new();
    };
    let known = |id: &str| {
        contexts
            .iter()
            .any(|context| context.rulebook.question(id).is_some())
    };
    let names = || {
        contexts
            .iter()
            .flat_map(|context| context.rulebook.questions.iter().map(|q| q.id.as_str()))
    };
    let unknown = first.case.answers.iter().filter(|(id, _)| !known(id));
    unknown
        .map(|(id, answer): (&String, &Answer)| {
            let near = nearest(id, names());
            let hint = near
                .map(|near| format!("，是否指 {near}？"))
                .unwrap_or_default();
            let message = format!("规程没有问题 {id}{hint}");
            let subject = format!("answers.{id}");
            let mut found = finding(
                "unknown",
                articles.files,
                Status::Conflict,
                &subject,
                message,
            );
            found.fix = fix::set(
                first,
                &format!("answers.{}={}", near.unwrap_or("…"), answer.value()),
            );
            found
        })
        .collect()
}

fn unknown_outcome(context: &Context<'_>, articles: BuiltIn) -> Option<Finding> {
    let declared = context.case.head.outcome.as_ref()?;
    let known = outcome::known(context);
    if known.contains(declared) {
        return None;
    }
    let message = format!(
        "办理结果「{declared}」不在规程之列，应为：{}",
        known.join("、")
    );
    let mut found = finding(
        "unknown",
        articles.files,
        Status::Conflict,
        "case.outcome",
        message,
    );
    found.severity = Some(Severity::Warning);
    let first = known.first().map_or("", String::as_str);
    found.fix = fix::set(context, &format!("case.outcome={first}"));
    Some(found)
}

/// Fields that the catalogue does not know: forms differ, so only a warning.
fn unknown_fields(contexts: &[Context<'_>]) -> Vec<Finding> {
    let Some(first) = contexts.first() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (at, record) in first.case.records.iter().enumerate() {
        let documents: Vec<_> = contexts
            .iter()
            .filter_map(|context| context.document(at))
            .collect();
        let known = |name: &str| {
            documents
                .iter()
                .any(|document| document.fields.iter().any(|field| field.name == name))
                || (first.has_role(at, crate::rulebook::Role::ServiceProof) && name == "收到日期")
        };
        let unknown: Vec<_> = record
            .fields
            .keys()
            .filter(|name| !known(name))
            .cloned()
            .collect();
        if !documents.is_empty() && !unknown.is_empty() {
            let message = format!("{} 没有栏目：{}", record.kind, unknown.join("、"));
            let mut found = finding("field", None, Status::Conflict, &record.id, message);
            found.severity = Some(Severity::Warning);
            found.fix = format!("anjuan doc fields {}", fix::quote(&record.kind));
            all.push(found);
        }
    }
    all
}

/// One 文号 on two papers of the agency's own, at each but the first.
fn doubled_numbers(context: &Context<'_>) -> Vec<Finding> {
    let agency = context.input.workspace.agency_of(&context.case.head);
    let mut all = Vec::new();
    for bearers in number::bearers(context.case, agency, Record::is_final) {
        let Some(owner) = context.record(bearers.owner) else {
            continue;
        };
        for record in bearers.others.iter().filter_map(|at| context.record(*at)) {
            let number = record.number.as_deref().unwrap_or_default();
            let message = format!("文号 {number} 与 {} 相同", context.name(&owner.id));
            let mut found = finding("number", None, Status::Conflict, &record.id, message);
            found.fix = fix::set(context, &format!("{}.number=", record.id));
            all.push(found);
        }
    }
    all
}

/// A waiver that has expired, or that meets no finding.
fn idle_waiver(context: &Context<'_>, waiver: &Waiver, found: &[Finding]) -> Option<Finding> {
    let options = context.input.options;
    let expired = waiver.expires.is_some_and(|day| options.as_of > day.0);
    let meant: Vec<_> = found
        .iter()
        .filter(|other| is_meant(waiver, other) && other.severity.is_some())
        .map(|other| other.status)
        .collect();
    let (name, what) = if expired {
        ("waiver-expired", "已过期")
    } else if meant.contains(&Status::Waived) {
        return None;
    } else if !is_approved(waiver) {
        ("waiver-unused", "没有写明理由和批准人，不起作用")
    } else if meant.is_empty() {
        ("waiver-unused", "没有对应的检查结果")
    } else {
        ("waiver-unused", "不起作用，所指的检查结果不能豁免")
    };
    let message = format!(
        "对 {} 的豁免{what}",
        [&*waiver.rule, &waiver.subject].join(" ").trim()
    );
    // A waiver that names no subject is the case's.
    let subject = if waiver.subject.is_empty() {
        "case"
    } else {
        &waiver.subject
    };
    let mut idle = finding(name, None, Status::Incomplete, subject, message);
    idle.severity = Some(Severity::Warning);
    idle.fix = format!("anjuan check {} --all", fix::quote(context.input.path));
    Some(idle)
}

fn history(context: &Context<'_>, articles: BuiltIn) -> Option<Finding> {
    let accept = format!(
        "anjuan log {} --accept --by 姓名 --reason 理由",
        fix::quote(context.input.path)
    );
    let mut found = match &context.input.inventory?.history {
        History::Known | History::Edited => return None,
        History::Absent => {
            let message = "没有操作日志，案卷的来历无从得知".to_owned();
            finding(
                "journal",
                articles.history,
                Status::Undecidable,
                "case",
                message,
            )
        }
        History::Altered(ids) => {
            let message = format!("清单中已收录的文件被删改而未说明：{}", ids.join("、"));
            let subject = ids.first().map_or("case", String::as_str);
            finding(
                "history",
                articles.history,
                Status::Conflict,
                subject,
                message,
            )
        }
    };
    found.fix = accept;
    Some(found)
}
