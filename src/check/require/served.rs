//! `served`: a paper reached everyone whom it concerns, and each service is proved (article 8).

use crate::case::Record;
use crate::finding::Status;
use crate::rulebook::{Document, Role};

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::verdict::Verdict;
use super::Place;

/// The article on which every demand for a proof of service rests beside the one that names the
/// paper, as findings print it.
fn basis(context: &Context<'_>, place: Place<'_>) -> Option<String> {
    let proof = context.catalogue().with_role(Role::ServiceProof)?;
    let article = *proof.articles.first()?;
    let label = &context.rulebook.articles.get(article)?.label;
    (article != place.rule.article).then(|| label.clone())
}

fn proof_name<'c>(context: &Context<'c>) -> &'c str {
    context
        .catalogue()
        .with_role(Role::ServiceProof)
        .map_or("", |document| &document.name)
}

/// What a service is called among the events.
fn service_name<'c>(context: &Context<'c>) -> &'c str {
    let service = context
        .rulebook
        .events
        .iter()
        .find(|event| event.is_service);
    service.map_or("", |event| &event.name)
}

/// Who signs the proof of a service first: whoever took the paper.
fn signer<'c>(context: &Context<'c>) -> &'c str {
    let proof = context.catalogue().with_role(Role::ServiceProof);
    let signer = proof.and_then(|document| document.signers.first());
    signer.map_or("身份", String::as_str)
}

pub(super) fn verdicts(context: &Context<'_>, place: Place<'_>) -> Vec<Verdict> {
    let Subject::Record(record) = place.subject else {
        return vec![Verdict::not_applicable()];
    };
    let Some(document) = context.document(record) else {
        return vec![Verdict::not_applicable()];
    };
    let services = services(context, record);
    context.watch.sees_all(|| {
        let events = services.iter().filter_map(|at| context.event(*at));
        let keys = ["documents", "to", "method", "received"];
        events
            .flat_map(|event| keys.map(|key| (event.id.clone(), key.to_owned())))
            .collect()
    });
    let mut verdicts = vec![reached(context, record, document, &services)];
    verdicts.extend(services.iter().map(|event| proved(context, record, *event)));
    for verdict in &mut verdicts {
        verdict.basis = basis(context, place);
    }
    verdicts
}

/// A draft that a delivered service lists.
pub(super) fn listed_draft(context: &Context<'_>, record: usize, event: usize) -> Option<Verdict> {
    let id = &context.record(record)?.id;
    let name = context.name(id);
    let mut verdict = Verdict::new(Status::Incomplete, format!("送达的 {name} 还是草稿"))
        .fix(fix::sign(context, id, "身份"))
        .at(context.event(event)?.id.clone());
    verdict.apart = true;
    verdict.served_draft = Some(id.clone());
    Some(verdict)
}

/// The delivered services that list a record.
pub(super) fn services(context: &Context<'_>, record: usize) -> Vec<usize> {
    let listing = context.listing(record).iter().copied();
    listing
        .filter(|at| context.is_delivered_service(*at) && !context.goes_with_parent(record, *at))
        .collect()
}

fn reached(
    context: &Context<'_>,
    record: usize,
    document: &Document,
    services: &[usize],
) -> Verdict {
    if !document.served || context.stage < document.service_stage {
        return Verdict::not_applicable();
    }
    let Some(own) = context.record(record) else {
        return Verdict::not_applicable();
    };
    if services.is_empty() {
        let tried = !context.listing(record).is_empty();
        let message = if tried {
            format!("{} 没有送达成功（只有未送达的记录）", context.name(&own.id))
        } else {
            format!(
                "{} 没有送达，缺{}和《{}》",
                context.name(&own.id),
                service_name(context),
                proof_name(context)
            )
        };
        let mut verdict = Verdict::new(Status::Missing, message).fix(fix::serve(context, &own.id));
        verdict.apart = true;
        verdict.postponable = context.is_present(document.service_stage);
        return verdict;
    }
    if document.served_to_anyone {
        return Verdict::satisfied();
    }
    let unserved = unserved(context, &context.concerned(&own.party), services);
    if unserved.is_empty() {
        return Verdict::satisfied();
    }
    let message = format!(
        "{} 没有送达：{}",
        context.name(&own.id),
        unserved.join("、")
    );
    let mut verdict = Verdict::new(Status::Missing, message).fix(fix::serve(context, &own.id));
    verdict.apart = true;
    verdict
}

/// The parties that no service names. A service that names nobody is reported elsewhere.
fn unserved(context: &Context<'_>, concerned: &[String], services: &[usize]) -> Vec<String> {
    let events: Vec<_> = services
        .iter()
        .filter_map(|at| context.event(*at))
        .collect();
    if events.iter().any(|event| event.to.is_empty()) {
        return Vec::new();
    }
    let is_served = |name: &String| events.iter().any(|event| event.to.contains(name));
    concerned
        .iter()
        .filter(|name| !is_served(name))
        .cloned()
        .collect()
}

/// The parties served of whom no final proof speaks; a proof that names nobody is everyone's. A
/// service that names nobody is reported elsewhere.
fn unproved(context: &Context<'_>, record: usize, event: usize, proofs: &[&Record]) -> Vec<String> {
    let finals: Vec<_> = proofs.iter().filter(|proof| proof.is_final()).collect();
    if finals.iter().any(|proof| proof.party.is_empty()) {
        return Vec::new();
    }
    let to = context
        .event(event)
        .map(|event| event.to.as_slice())
        .unwrap_or_default();
    let named = context
        .record(record)
        .map(|record| record.party.as_slice())
        .unwrap_or_default();
    let mut parties = context.concerned(named);
    parties.retain(|name| to.contains(name));
    parties.retain(|name| !finals.iter().any(|proof| proof.party.contains(name)));
    parties
}

/// Whether a service has its proof: a final one that names the paper and the service.
fn proved(context: &Context<'_>, record: usize, event: usize) -> Verdict {
    let (Some(paper), Some(service)) = (context.record(record), context.event(event)) else {
        return Verdict::not_applicable();
    };
    let proofs: Vec<_> = context
        .records_of
        .get(event)
        .into_iter()
        .flatten()
        .filter(|at| context.has_role(**at, Role::ServiceProof))
        .filter_map(|at| context.record(*at))
        .filter(|proof| proof.serves.contains(&paper.id))
        .collect();
    context.watch.sees_all(|| {
        let each = proofs.iter();
        each.map(|proof| (proof.id.clone(), "serves".to_owned()))
            .collect()
    });
    let unproved = unproved(context, record, event, &proofs);
    if proofs.iter().any(|proof| proof.is_final()) && unproved.is_empty() {
        return Verdict::satisfied();
    }
    let whose = if proofs.is_empty() || unproved.is_empty() {
        String::new()
    } else {
        format!("（{}）", unproved.join("、"))
    };
    let name = context.name(&paper.id);
    let proof_name = proof_name(context);
    let mut verdict = match proofs.iter().find(|proof| proof.is_draft()) {
        Some(draft) => {
            let message = format!("送达 {name} 的《{proof_name}》{} 还是草稿", draft.id);
            let mut verdict = Verdict::new(Status::Incomplete, message).fix(fix::sign(
                context,
                &draft.id,
                signer(context),
            ));
            verdict.drafts.push(draft.id.clone());
            verdict
        }
        None => Verdict::new(
            Status::Missing,
            format!("送达 {name} 缺《{proof_name}》{whose}"),
        )
        .fix(fix::record(
            context,
            &[proof_name.to_owned()],
            Some(&service.id),
        )),
    };
    verdict.apart = true;
    verdict.at(service.id.clone())
}
