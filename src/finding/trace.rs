//! Why a rule applies to a case, or is satisfied: the facts that were looked at.

use serde::Serialize;

use super::{Finding, Severity, Status};

/// A fact of the manifest: a key of the case, an event or a record, with what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// `case`, `answers.<question>`, or the id of an event or record.
    pub subject: String,
    /// The key; empty: the thing itself.
    pub key: String,
    /// What it says; empty where it is not given.
    pub value: String,
    /// The line of the manifest on which it stands.
    pub line: Option<usize>,
}

/// One rule and one case.
#[derive(Clone, Debug, Serialize)]
pub struct Trace {
    /// The rule, with its rulebook.
    pub rule: String,
    /// What it asks, in one line.
    pub what: String,
    /// Why it is not asked of this kind of case at all.
    pub exempt: Option<String>,
    /// What it asks of each kind of subject.
    pub parts: Vec<TracedPart>,
    /// The questions and declarations that report under it, with what answered them.
    pub asked: Vec<TracedRequirement>,
    /// What the check says under it in the end, after waivers and after giving way to others.
    pub findings: Vec<Finding>,
}

/// One part of a rule.
#[derive(Clone, Debug, Serialize)]
pub struct TracedPart {
    /// The subjects that it is about, in words.
    pub about: String,
    /// The stage that the case has not reached, where that is why nothing is asked.
    pub not_before: Option<String>,
    /// Each subject there is.
    pub subjects: Vec<TracedSubject>,
}

/// One subject of a part.
#[derive(Clone, Debug, Serialize)]
pub struct TracedSubject {
    /// The subject, as findings name it.
    pub subject: String,
    /// Its type, where it is an event or record.
    pub name: String,
    /// When the part applies.
    pub conditions: Vec<TracedCondition>,
    /// Whether all conditions hold; none: it depends on an outcome that is not declared.
    pub applies: Option<bool>,
    /// What is asked of it.
    pub requirements: Vec<TracedRequirement>,
}

/// A condition and whether it holds.
#[derive(Clone, Debug, Serialize)]
pub struct TracedCondition {
    /// The condition in words.
    pub condition: String,
    /// Whether it holds; none: it depends on an outcome that is not declared.
    pub holds: Option<bool>,
    /// What was looked at.
    pub facts: Vec<Fact>,
}

/// A requirement and what it says.
#[derive(Clone, Debug, Serialize)]
pub struct TracedRequirement {
    /// What is asked, in words.
    pub asked: String,
    /// What was found.
    pub status: Status,
    /// How much it weighs.
    pub severity: Option<Severity>,
    /// What it says; empty where it is satisfied.
    pub message: String,
    /// What was looked at.
    pub facts: Vec<Fact>,
}
