//! Why a rule applies to a case, with the lines of the manifest.

use super::examine::input;
use super::open::Opened;
use crate::case::{Lines, key_lines};
use crate::check::{self, Options};
use crate::finding::{Fact, Trace};

/// The traces of a rule through a case: one for each of its rulebooks that has the rule.
#[must_use]
pub fn trace(case: &Opened, rule: &str, options: Options) -> Vec<Trace> {
    let rulebooks: Vec<_> = case.rulebooks.iter().map(AsRef::as_ref).collect();
    let mut traces = check::trace(&input(case, &rulebooks, options), rule);
    let lines = key_lines(&case.text);
    for fact in traces.iter_mut().flat_map(facts) {
        fact.line = line(case, &lines, fact);
    }
    traces
}

/// The line of a fact's key; of the thing itself where the key is not given.
fn line(case: &Opened, lines: &Lines, fact: &Fact) -> Option<usize> {
    let key = format!("{}.{}", fact.subject, fact.key);
    let own = lines.of(&key).or_else(|| lines.of(&fact.subject));
    own.or_else(|| case.manifest.lines.of(&fact.subject))
}

fn facts(trace: &mut Trace) -> Vec<&mut Fact> {
    let mut all: Vec<&mut Fact> = Vec::new();
    for subject in trace.parts.iter_mut().flat_map(|part| &mut part.subjects) {
        all.extend(subject.conditions.iter_mut().flat_map(|one| &mut one.facts));
        all.extend(
            subject
                .requirements
                .iter_mut()
                .flat_map(|one| &mut one.facts),
        );
    }
    all.extend(trace.asked.iter_mut().flat_map(|one| &mut one.facts));
    all
}
