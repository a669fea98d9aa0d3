//! Whether conditions hold. An outcome that is asked and undeclared makes some of them unknown.

use crate::rulebook::{Condition, Exempt};

use super::context::Context;
use super::question::Reminder;
use super::subject::Subject;

/// Whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Yes,
    No,
    /// It depends on an outcome that is not declared.
    Unknown,
}

impl Holds {
    fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl Context<'_> {
    /// Whether all of these hold: one that does not decides, then one that is unknown.
    pub(super) fn all_hold(&self, conditions: &[Condition], subject: Subject) -> Holds {
        let mut result = Holds::Yes;
        for condition in conditions {
            match self.holds(condition, subject) {
                Holds::No => return Holds::No,
                Holds::Unknown => result = Holds::Unknown,
                Holds::Yes => {}
            }
        }
        result
    }

    fn holds(&self, condition: &Condition, subject: Subject) -> Holds {
        let head = &self.case.head;
        self.look_at(condition);
        match condition {
            Condition::Kind(kinds) => Holds::of(kinds.contains(&head.kind)),
            Condition::Procedure(names) => Holds::of(names.iter().any(|n| n == head.procedure())),
            Condition::Party(kinds) => Holds::of(self.principals().any(|party| {
                let kind = party.kind.as_ref();
                kind.is_some_and(|kind| kinds.contains(kind))
            })),
            Condition::Outcome(names) => match &self.outcome {
                Some(outcome) => Holds::of(names.contains(outcome)),
                None => Holds::Unknown,
            },
            Condition::Answer(id) => Holds::of(self.answers().is_yes(id)),
            Condition::Event(types) => {
                Holds::of((0..self.case.events.len()).any(|at| self.event_is(at, types)))
            }
            Condition::Record(types) => Holds::of(!self.final_records(types).is_empty()),
            Condition::Subject(filter) => Holds::of(match subject {
                Subject::Event(event) | Subject::Service { event, .. } => {
                    self.event_passes(event, filter, subject)
                }
                Subject::Record(record) => self.record_passes(record, filter, subject),
                Subject::Case | Subject::File(_) => false,
            }),
            Condition::SeveralConcerned => {
                let named = match subject {
                    Subject::Service {
                        document: record, ..
                    }
                    | Subject::Record(record) => {
                        self.record(record).map(|record| record.party.as_slice())
                    }
                    _ => None,
                };
                Holds::of(self.concerned(named.unwrap_or_default()).len() > 1)
            }
            Condition::Filled(term) => Holds::of(self.all_filled(term, subject)),
            Condition::Settled(name) => Holds::of(self.reminder(name) == Reminder::Settled),
            Condition::Any(list) => {
                let all = list
                    .iter()
                    .map(|inner| self.all_hold(inner, subject))
                    .collect::<Vec<_>>();
                if all.contains(&Holds::Yes) {
                    Holds::Yes
                } else if all.contains(&Holds::Unknown) {
                    Holds::Unknown
                } else {
                    Holds::No
                }
            }
            Condition::Not(inner) => self.all_hold(inner, subject).not(),
        }
    }

    /// The facts on which a condition rests, for who wants to know.
    fn look_at(&self, condition: &Condition) {
        let key = |key: &str| Some(("case".to_owned(), key.to_owned()));
        match condition {
            Condition::Kind(_) => self.watch.sees(|| key("kind")),
            Condition::Procedure(_) => self.watch.sees(|| key("procedure")),
            Condition::Outcome(_) => self.watch.sees(|| key("outcome")),
            Condition::Answer(id) => {
                self.watch
                    .sees(|| Some((format!("answers.{id}"), String::new())));
                self.watch.sees_all(|| self.evidence(id));
            }
            Condition::Event(types) => self.watch.sees_all(|| {
                let all = 0..self.case.events.len();
                all.filter(|at| self.event_is(*at, types))
                    .filter_map(|at| Some((self.event(at)?.id.clone(), String::new())))
                    .collect()
            }),
            Condition::Record(types) => self.watch.sees_all(|| {
                let all = self.final_records(types).into_iter();
                all.filter_map(|at| Some((self.record(at)?.id.clone(), String::new())))
                    .collect()
            }),
            _ => {}
        }
    }

    /// What the rulebook says of an article that does not bind this kind of case.
    pub(super) fn exemption(&self, article: u16) -> Option<&Exempt> {
        self.rulebook.exempt.iter().find(|exempt| {
            exempt.kind == self.case.head.kind && (exempt.from..=exempt.to).contains(&article)
        })
    }

    /// Whether an article does not bind this kind of case.
    pub(super) fn is_exempt(&self, article: u16) -> bool {
        self.exemption(article).is_some()
    }
}
