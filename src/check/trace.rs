//! Why a rule applies, and what satisfies it: the same evaluation, watched.

use std::cell::RefCell;

use crate::finding::{
    Fact, Finding, Trace, TracedCondition, TracedPart, TracedRequirement, TracedSubject,
};
use crate::rulebook::{Condition, Part, Question, Requirement, Rule, Rulebook, wording};

use super::applies::Holds;
use super::context::Context;
use super::require::{self, Place};
use super::subject::Subject;
use super::verdict::Verdict;
use super::{Input, engine};

/// A subject and a key of it; no key: the thing itself.
type Seen = (String, String);

/// What is looked at, noted only while somebody watches.
#[derive(Debug, Default)]
pub(super) struct Watch(RefCell<Option<Vec<Seen>>>);

impl Watch {
    /// Notes one fact; what it is, is worked out only for a watcher.
    pub(super) fn sees(&self, fact: impl FnOnce() -> Option<Seen>) {
        self.sees_all(|| fact().into_iter().collect());
    }

    /// Notes several facts.
    pub(super) fn sees_all(&self, facts: impl FnOnce() -> Vec<Seen>) {
        if self.0.borrow().is_none() {
            return;
        }
        let found = facts();
        if let Some(seen) = self.0.borrow_mut().as_mut() {
            for fact in found {
                if !seen.contains(&fact) {
                    seen.push(fact);
                }
            }
        }
    }

    /// Does something and gives what was looked at meanwhile.
    fn during<T>(&self, work: impl FnOnce() -> T) -> (T, Vec<Seen>) {
        let before = self.0.replace(Some(Vec::new()));
        let done = work();
        let seen = self.0.replace(before).unwrap_or_default();
        (done, seen)
    }
}

/// Traces a rule, by its id with or without its rulebook, through a case: once for each rulebook
/// that has it.
#[must_use]
pub fn trace(input: &Input<'_>, rule: &str) -> Vec<Trace> {
    let (book, id) = rule
        .split_once('/')
        .map_or((None, rule), |(book, id)| (Some(book), id));
    let calendar = input.workspace.calendar();
    let report = engine::check(input);
    let books = input.rulebooks.iter().copied();
    let meant = books.filter(|rulebook| book.is_none_or(|book| book == rulebook.id));
    meant
        .filter_map(|rulebook| {
            let rule = rulebook.rule(id)?;
            let context = Context::new(input, rulebook, &calendar);
            let name = format!("{}/{id}", rulebook.id);
            let findings = report
                .findings
                .iter()
                .filter(|finding| finding.rule == name);
            Some(context.traced(rule, name.clone(), findings.cloned().collect()))
        })
        .collect()
}

impl Context<'_> {
    fn traced(&self, rule: &Rule, name: String, findings: Vec<Finding>) -> Trace {
        let kind = &self.case.head.kind;
        let exempt = self.exemption(rule.article);
        let questions = self.rulebook.questions.iter();
        let asked = questions.filter(|question| question.rule(kind) == rule.id);
        Trace {
            rule: name,
            what: rule.what.clone(),
            exempt: exempt.map(|exempt| exempt.remark.clone()),
            parts: rule
                .parts
                .iter()
                .map(|part| self.traced_part(rule, part))
                .collect(),
            asked: asked
                .filter_map(|question| self.traced_question(question))
                .collect(),
            findings,
        }
    }

    fn traced_part(&self, rule: &Rule, part: &Part) -> TracedPart {
        let waits = part.is_about_case() && self.stage < part.stage;
        let subjects = if waits {
            Vec::new()
        } else {
            self.subjects(part)
        };
        TracedPart {
            about: wording::subject(part),
            not_before: waits.then(|| part.stage.name().to_owned()),
            subjects: subjects
                .into_iter()
                .map(|subject| self.traced_subject(rule, part, subject))
                .collect(),
        }
    }

    fn traced_subject(&self, rule: &Rule, part: &Part, subject: Subject) -> TracedSubject {
        let conditions: Vec<_> = part
            .when
            .iter()
            .map(|condition| self.traced_condition(condition, subject))
            .collect();
        let holds = self.all_hold(&part.when, subject);
        let place = Place {
            rule,
            part,
            subject,
        };
        let requirements = if holds == Holds::No {
            Vec::new()
        } else {
            let each = part.require.iter();
            each.flat_map(|asked| {
                let words = words(self.rulebook, asked);
                let (mut verdicts, seen) =
                    self.watch.during(|| require::evaluate(self, place, asked));
                if holds == Holds::Unknown {
                    verdicts.iter_mut().for_each(require::doubt);
                }
                self.traced_verdicts(&words, verdicts, &seen)
            })
            .collect()
        };
        let id = self.subject_name(subject);
        let name = self.name(&id);
        TracedSubject {
            name: name.strip_prefix(&id).unwrap_or_default().trim().to_owned(),
            subject: id,
            conditions,
            applies: known(holds),
            requirements,
        }
    }

    fn traced_condition(&self, condition: &Condition, subject: Subject) -> TracedCondition {
        let (holds, seen) = self
            .watch
            .during(|| self.all_hold(std::slice::from_ref(condition), subject));
        TracedCondition {
            condition: wording::condition(condition),
            holds: known(holds),
            facts: self.facts(&seen),
        }
    }

    fn traced_question(&self, question: &Question) -> Option<TracedRequirement> {
        let verdict = self.ask(question)?;
        let mut seen = vec![(format!("answers.{}", question.id), String::new())];
        seen.extend(self.evidence(&question.id));
        Some(TracedRequirement {
            asked: question.ask.clone(),
            status: verdict.status,
            severity: verdict.severity(),
            message: verdict.message,
            facts: self.facts(&seen),
        })
    }

    fn traced_verdicts(
        &self,
        words: &str,
        verdicts: Vec<Verdict>,
        seen: &[Seen],
    ) -> Vec<TracedRequirement> {
        let each = verdicts.into_iter().map(|verdict| TracedRequirement {
            asked: words.to_owned(),
            status: verdict.status,
            severity: verdict.severity(),
            message: verdict.message,
            facts: self.facts(seen),
        });
        each.collect()
    }

    /// What was seen, with what the manifest says of it.
    fn facts(&self, seen: &[Seen]) -> Vec<Fact> {
        let own = seen.iter().filter(|(_, key)| key != "id");
        own.map(|(subject, key)| Fact {
            subject: subject.clone(),
            value: self.said(subject, key),
            key: key.clone(),
            line: None,
        })
        .collect()
    }

    fn said(&self, subject: &str, key: &str) -> String {
        if let Some(id) = subject.strip_prefix("answers.") {
            let answer = self.case.answers.get(id);
            return answer.map_or_else(String::new, |answer| {
                if answer.value() { "是" } else { "否" }.to_owned()
            });
        }
        let values = match (self.event_at(subject), self.record_at(subject)) {
            _ if subject == "case" => self.head_values(key),
            (Some(at), _) if key.is_empty() => {
                return self
                    .event(at)
                    .map_or_else(String::new, |event| event.kind.clone());
            }
            (_, Some(at)) if key.is_empty() => {
                return self
                    .record(at)
                    .map_or_else(String::new, |record| record.kind.clone());
            }
            (Some(at), _) => self.event_values(at, key),
            (_, Some(at)) => self.record_values(at, key),
            _ => Vec::new(),
        };
        let texts: Vec<_> = values.iter().map(crate::case::Value::display).collect();
        texts.join("、")
    }
}

/// A requirement with the conditions of its own.
fn words(rulebook: &Rulebook, asked: &Requirement) -> String {
    let what = wording::requirement(rulebook, &asked.kind);
    let when: Vec<_> = asked.when.iter().map(wording::condition).collect();
    if when.is_empty() {
        what
    } else {
        format!("{what}（{}）", when.join("，"))
    }
}

fn known(holds: Holds) -> Option<bool> {
    match holds {
        Holds::Yes => Some(true),
        Holds::No => Some(false),
        Holds::Unknown => None,
    }
}
