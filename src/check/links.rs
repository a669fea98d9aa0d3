//! What is linked to what.

use crate::rulebook::{Filter, Follow, Role};

use super::context::Context;
use super::subject::Subject;

/// Which events an event follows up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Followed {
    /// These.
    Known(Vec<usize>),
    /// One of these; the manifest does not say which.
    Ambiguous(Vec<usize>),
}

/// Which events follow up which, worked out once.
#[derive(Clone, Debug, Default)]
pub(super) struct FollowUps {
    /// By event: what it follows up.
    followed: Vec<Followed>,
    /// By event: the events linked to it, in either direction.
    linked: Vec<Vec<usize>>,
    /// By event: the events that may follow it up without saying so.
    candidates: Vec<Vec<usize>>,
}

impl FollowUps {
    fn of(context: &Context<'_>) -> Self {
        let count = context.case.events.len();
        let followed: Vec<_> = (0..count).map(|event| context.follows(event)).collect();
        let mut linked = vec![Vec::new(); count];
        let mut candidates = vec![Vec::new(); count];
        for (event, found) in followed.iter().enumerate() {
            match found {
                Followed::Known(targets) => {
                    for target in targets {
                        add(&mut linked, event, *target);
                        add(&mut linked, *target, event);
                    }
                }
                Followed::Ambiguous(targets) => {
                    for target in targets {
                        add(&mut candidates, *target, event);
                    }
                }
            }
        }
        for list in linked.iter_mut().chain(&mut candidates) {
            list.sort_unstable();
            list.dedup();
        }
        Self {
            followed,
            linked,
            candidates,
        }
    }
}

fn add(lists: &mut [Vec<usize>], index: usize, value: usize) {
    if let Some(list) = lists.get_mut(index) {
        list.push(value);
    }
}

impl Context<'_> {
    fn follow_ups(&self) -> &FollowUps {
        self.follow_ups.get_or_init(|| FollowUps::of(self))
    }

    /// The events that an event follows up.
    pub(super) fn followed(&self, event: usize) -> Option<&Followed> {
        self.follow_ups().followed.get(event)
    }

    /// The events that are linked to an event by `of`, in either direction.
    pub(super) fn linked_events(&self, event: usize) -> &[usize] {
        self.follow_ups()
            .linked
            .get(event)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Whether two services are to the same people; one that names nobody may be to anyone.
    fn reaches_the_same(&self, one: usize, other: usize) -> bool {
        let to = |at: usize| {
            self.event(at)
                .map(|event| event.to.as_slice())
                .unwrap_or_default()
        };
        to(one).is_empty()
            || to(other).is_empty()
            || to(one).iter().any(|name| to(other).contains(name))
    }

    /// Whether some event of these types may follow this one up, without saying so.
    pub(super) fn is_candidate(&self, event: usize, types: &[String]) -> bool {
        let candidates = self.follow_ups().candidates.get(event);
        candidates.is_some_and(|list| list.iter().any(|other| self.event_is(*other, types)))
    }

    /// The events that an event's `of` refers to, or, where it is left out, the only candidate.
    fn follows(&self, event: usize) -> Followed {
        let Some((own, kind)) = self
            .event(event)
            .zip(self.types.get(event).copied().flatten())
        else {
            return Followed::Known(Vec::new());
        };
        let named: Vec<_> = own.of.iter().filter_map(|id| self.event_at(id)).collect();
        // A reference to nothing is reported as such; until it is mended it may mean any candidate.
        let dangling = named.len() < own.of.len();
        if (!own.of.is_empty() && !dangling) || kind.is_service {
            return Followed::Known(named);
        }
        let Some(target) = &kind.of else {
            return Followed::Known(named);
        };
        if let Some(paper) = &kind.of_serving {
            return Followed::Known(self.services_of(paper, &self.concerned(&own.party)));
        }
        let candidates: Vec<_> = (0..self.case.events.len())
            .filter(|at| *at != event && self.event(*at).is_some_and(|event| event.kind == *target))
            .collect();
        if candidates.len() > 1 || dangling {
            Followed::Ambiguous(candidates)
        } else {
            Followed::Known(candidates)
        }
    }

    /// All delivered services of a paper to any of these parties.
    fn services_of(&self, paper: &str, parties: &[String]) -> Vec<usize> {
        (0..self.case.events.len())
            .filter(|at| self.is_delivered_service(*at))
            .filter(|at| {
                let Some(event) = self.event(*at) else {
                    return false;
                };
                let serves = event
                    .documents
                    .iter()
                    .filter_map(|id| self.record_at(id))
                    .any(|record| {
                        self.is_final(record)
                            && self
                                .document(record)
                                .is_some_and(|document| document.name == paper)
                    });
                let reaches = event.to.is_empty()
                    || parties.is_empty()
                    || event.to.iter().any(|name| parties.contains(name));
                serves && reaches
            })
            .collect()
    }

    /// The records that are linked to a subject, in any state.
    pub(super) fn linked_records(&self, subject: Subject) -> Vec<usize> {
        match subject {
            Subject::Case => (0..self.case.records.len()).collect(),
            Subject::Event(event) => self.records_of.get(event).cloned().unwrap_or_default(),
            Subject::Service { event, document } => self.records_of_service(event, document),
            Subject::Record(record) => self.attached(record).to_vec(),
            Subject::File(_) => Vec::new(),
        }
    }

    /// The records of a service that serve this document (a proof of service) or, being no
    /// proof, nothing; and what is attached to them.
    fn records_of_service(&self, event: usize, document: usize) -> Vec<usize> {
        let Some(paper) = self.record(document).map(|record| &record.id) else {
            return Vec::new();
        };
        let own = self.records_of.get(event).cloned().unwrap_or_default();
        let mut linked: Vec<_> = own
            .into_iter()
            .filter(|at| {
                let serves = self
                    .record(*at)
                    .map(|record| record.serves.as_slice())
                    .unwrap_or_default();
                serves.contains(paper)
                    || (serves.is_empty() && !self.has_role(*at, Role::ServiceProof))
            })
            .collect();
        let attached: Vec<_> = linked
            .iter()
            .filter(|at| self.has_role(**at, Role::ServiceProof) && self.is_final(**at))
            .flat_map(|at| self.attached(*at).iter().copied())
            .filter(|at| !linked.contains(at))
            .collect();
        linked.extend(attached);
        linked
    }

    /// The final records of these types that are linked to a subject.
    pub(super) fn linked_of(&self, subject: Subject, types: &[String]) -> Vec<usize> {
        let mut linked = self.linked_records(subject);
        linked.retain(|at| self.is_final(*at) && self.record_is(*at, types));
        linked
    }

    /// The events that are linked to a subject: those that an event follows up or that follow it;
    /// those that a record documents, or that serve it.
    pub(super) fn events_near(&self, subject: Subject) -> Vec<usize> {
        match subject {
            Subject::Event(event) | Subject::Service { event, .. } => {
                self.linked_events(event).to_vec()
            }
            Subject::Record(record) => {
                let own = self.record(record).map(|record| record.events.as_slice());
                let own = own.unwrap_or_default().iter();
                let own = own.filter_map(|id| self.event_at(id));
                own.chain(self.listing(record).iter().copied()).collect()
            }
            Subject::Case | Subject::File(_) => Vec::new(),
        }
    }

    /// The events among which a requirement looks.
    pub(super) fn events_from(&self, subject: Subject, of: Option<&Follow>) -> Vec<usize> {
        match (of, subject) {
            (Some(Follow::Case), _) | (_, Subject::Case | Subject::File(_)) => {
                self.events(&[], &Filter::default(), Subject::Case)
            }
            (Some(Follow::Document), Subject::Service { event, document }) => {
                let listing = self.listing(document).iter().copied();
                listing
                    .filter(|other| self.reaches_the_same(event, *other))
                    .collect()
            }
            (_, subject) => self.events_near(subject),
        }
    }
}
