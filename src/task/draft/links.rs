//! What a record is linked to, as far as its text depends on it.

use crate::case::{Case, Event, Party, Record};
use crate::rulebook::{Document, Each, Kind, Requirement, Role, Rulebook};

/// The surroundings of one record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Links<'a> {
    pub(super) case: &'a Case,
    pub(super) rulebook: &'a Rulebook,
    pub(super) record: &'a Record,
}

impl<'a> Links<'a> {
    /// The record that it is attached to.
    pub(super) fn parent(&self) -> Option<&'a Record> {
        self.record_at(self.record.attached_to.as_deref()?)
    }

    /// The event that it documents; a list goes with its parent.
    pub(super) fn event(&self) -> Option<&'a Event> {
        let first = |record: &'a Record| {
            record
                .events
                .iter()
                .find_map(|id| self.case.events.iter().find(|event| event.id == *id))
        };
        first(self.record).or_else(|| first(self.parent()?))
    }

    /// The event that its event follows up: the one that `of` names, else the only one of the type
    /// that the rulebook gives.
    pub(super) fn origin(&self) -> Option<&'a Event> {
        let event = self.event()?;
        let mut events = self.case.events.iter();
        if let Some(id) = event.of.first() {
            return events.find(|one| one.id == *id);
        }
        let kind = self.rulebook.event(&event.kind)?.of.as_deref()?;
        let mut candidates = events.filter(|one| one.kind == kind && one.id != event.id);
        let only = candidates.next();
        only.filter(|_| candidates.next().is_none())
    }

    /// The usual paper of the event that its event follows up.
    pub(super) fn original_paper(&self) -> Option<&'a Record> {
        let origin = self.origin()?;
        let paper = self.rulebook.event(&origin.kind)?.paper.as_deref()?;
        self.case.records.iter().find(|record| {
            !record.is_void() && record.events.contains(&origin.id) && self.is_named(record, paper)
        })
    }

    /// The service that it documents, else the one that hands it over.
    pub(super) fn service(&self) -> Option<&'a Event> {
        let services = || {
            self.case
                .events
                .iter()
                .filter(|event| self.is_service(event))
        };
        services()
            .find(|event| self.record.events.contains(&event.id))
            .or_else(|| services().find(|event| event.documents.contains(&self.record.id)))
    }

    /// The records that a proof of service names, else those of its service.
    pub(super) fn served(&self) -> Vec<&'a Record> {
        let ids: &'a [String] = match (self.record.serves.as_slice(), self.service()) {
            ([], Some(service)) => &service.documents,
            (serves, _) => serves,
        };
        ids.iter().filter_map(|id| self.record_at(id)).collect()
    }

    /// The decision whose service the event follows up, with that service.
    pub(super) fn decision(&self) -> Option<(&'a Record, &'a Event)> {
        let event = self.event();
        let kind = match event {
            Some(event) => self.rulebook.event(&event.kind),
            None => self
                .rulebook
                .events
                .iter()
                .find(|kind| kind.of_serving.is_some()),
        };
        let paper = kind?.of_serving.as_deref();
        let named = event.map(|event| event.of.as_slice()).unwrap_or_default();
        let services = self.case.events.iter().filter(|event| {
            let follows = named.is_empty() || named.contains(&event.id);
            follows && self.is_service(event) && event.is_delivered()
        });
        let concerned = self.parties();
        let reaches = |service: &Event| {
            service.to.is_empty()
                || concerned.iter().any(|party| {
                    party
                        .name
                        .as_ref()
                        .is_some_and(|name| service.to.contains(name))
                })
        };
        let mut pairs: Vec<_> = services
            .flat_map(|service| {
                let records = service.documents.iter().filter_map(|id| self.record_at(id));
                records.map(move |record| (record, service))
            })
            .collect();
        pairs.sort_by_key(|(_, service)| !reaches(service));
        let of_kind = |record: &Record| paper.is_some_and(|paper| self.is_named(record, paper));
        let first = pairs.iter().find(|(record, _)| of_kind(record));
        first
            .or_else(|| pairs.first().filter(|_| !named.is_empty()))
            .copied()
    }

    /// The parties that it concerns.
    pub(super) fn parties(&self) -> Vec<&'a Party> {
        let named = self.named_parties();
        let all = self.case.parties.iter();
        if named.is_empty() {
            return all.filter(|party| party.is_principal()).collect();
        }
        all.filter(|party| party.name.as_ref().is_some_and(|name| named.contains(name)))
            .collect()
    }

    /// The names that the record or its event gives of whom it concerns.
    pub(super) fn named_parties(&self) -> &'a [String] {
        match (self.record.party.as_slice(), self.event()) {
            ([], Some(event)) => &event.party,
            (own, _) => own,
        }
    }

    pub(super) fn is_service(&self, event: &Event) -> bool {
        self.rulebook
            .event(&event.kind)
            .is_some_and(|kind| kind.is_service)
    }

    fn record_at(&self, id: &str) -> Option<&'a Record> {
        self.case.records.iter().find(|record| record.id == id)
    }

    fn is_named(&self, record: &Record, paper: &str) -> bool {
        self.rulebook
            .catalogue
            .get(&record.kind)
            .is_some_and(|document| document.name == paper)
    }
}

/// The event of a new paper, where its type leaves no doubt: the only event whose usual paper it
/// is, or of which a rule asks it, and that has none yet.
pub(super) fn usual_event<'a>(
    case: &'a Case,
    rulebook: &Rulebook,
    document: &Document,
) -> Option<&'a Event> {
    let is_paper = |record: &Record| {
        !record.is_void()
            && rulebook
                .catalogue
                .get(&record.kind)
                .is_some_and(|found| found.name == document.name)
    };
    let has_one = |event: &Event| {
        case.records
            .iter()
            .any(|record| is_paper(record) && record.events.contains(&event.id))
    };
    let usual = |event: &&Event| {
        let kind = rulebook.event(&event.kind);
        let is_usual = kind.is_some_and(|kind| kind.paper.as_ref() == Some(&document.name));
        (is_usual || demands(rulebook, &event.kind, &document.name)) && !has_one(event)
    };
    let mut open = case.events.iter().filter(usual);
    match (open.next(), open.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// Whether a rule asks a paper of every event of a type.
fn demands(rulebook: &Rulebook, event: &str, paper: &str) -> bool {
    let contains = |names: &[String], name: &str| names.iter().any(|known| known == name);
    let asks = |requirement: &Requirement| match &requirement.kind {
        Kind::Record {
            types, of: None, ..
        } => contains(types, paper),
        _ => false,
    };
    rulebook
        .rules
        .iter()
        .flat_map(|rule| &rule.parts)
        .any(|part| match &part.each {
            Some(Each::Event(selection)) => {
                contains(&selection.types, event) && part.require.iter().any(asks)
            }
            _ => false,
        })
}

/// Whether it is the proof of a service.
pub(super) fn is_proof(document: &Document) -> bool {
    document.role == Some(Role::ServiceProof)
}
