//! Rules, requirements and questions.

use crate::case::vocabulary::Stage;
use crate::finding::Severity;

use super::{Bound, Condition, Filter, Term};

/// One article of the regulation, verbatim.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its number.
    pub number: u16,
    /// Its label as printed.
    pub label: String,
    /// Its chapter as printed.
    pub chapter: String,
    /// Its text.
    pub text: String,
}

/// One obligation of one article.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `<article>-<n>`.
    pub id: String,
    /// The article.
    pub article: u16,
    /// What it asks, in one line.
    pub what: String,
    /// Why, and how the words were read.
    pub why: String,
    /// How to satisfy it.
    pub fix: String,
    /// The provision of a statute, for a rule of a rulebook over another.
    pub basis: Option<String>,
    /// Whether the provision was compared with the statute's text.
    pub verified: Option<bool>,
    /// Whether a waiver can excuse it.
    pub waivable: bool,
    /// What it asks of whom.
    pub parts: Vec<Part>,
}

/// What a rule asks of one kind of subject.
#[derive(Clone, Debug)]
pub struct Part {
    /// The stage from which it applies; events and records are asked at once.
    pub stage: Stage,
    /// Whether it is silent beside other rules.
    pub yields: Yields,
    /// The subjects; none: the case.
    pub each: Option<Each>,
    /// When it applies.
    pub when: Vec<Condition>,
    /// What must all hold.
    pub require: Vec<Requirement>,
}

/// To which other rules a part leaves the report of the same subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Yields {
    /// To none.
    Never,
    /// To every other rule.
    ToAll,
    /// To these rules.
    To(Vec<String>),
}

/// The subjects of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Each {
    /// Each event of these types (empty: of any).
    Event(Selection),
    /// Each final record of these types (empty: of any).
    Record(Selection),
    /// Each delivered service of each final record of these types (empty: of any).
    Served(Selection),
    /// Each file of the case directory.
    File,
}

/// Which events or records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Types; empty: any.
    pub types: Vec<String>,
    /// Types left out.
    pub except: Vec<String>,
    /// States of a record that count; empty: 定稿 only.
    pub states: Vec<String>,
    /// Tests on each.
    pub filter: Filter,
}

/// One requirement with its options.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// What must hold.
    pub kind: Kind,
    /// When it is asked at all.
    pub when: Vec<Condition>,
    /// The stage from which it is asked, where that is later than the rule's.
    pub stage: Option<Stage>,
    /// The heaviest severity of a failure.
    pub level: Option<Severity>,
    /// The day before which it is not asked yet.
    pub from: Option<Term>,
}

/// The closed set of requirements.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Enough final records are linked.
    Record {
        /// Types; empty: any.
        types: Vec<String>,
        /// Types that do not count.
        except: Vec<String>,
        /// Tests on each.
        filter: Filter,
        /// Linked to what, instead of the subject.
        of: Option<Follow>,
        /// At least as many as this term has values; none: one.
        at_least: Option<Term>,
        /// Records named by this term count as well.
        named: Option<Term>,
        /// No more than this.
        at_most: Option<u64>,
    },
    /// An event is linked.
    Event {
        /// Types; empty: any.
        types: Vec<String>,
        /// Tests on each.
        filter: Filter,
        /// Linked to what, instead of the subject.
        of: Option<Follow>,
        /// How its date must stand to terms; without a value of a term, nothing is asked.
        bounds: Vec<(Bound, Term)>,
    },
    /// The record was served on everyone whom it concerns, and each service is proved.
    Served,
    /// Recordings cover the event.
    Recording(Coverage),
    /// These keys are filled.
    Filled(Filled),
    /// The subject passes these tests.
    Is(Filter),
    /// Someone marked the paper.
    Signed {
        /// A role of the rulebook, `*` for anyone, or a term that names the signers.
        by: String,
        /// The names that must all have signed, instead of a role.
        names: Option<Term>,
        /// The linked papers; none: the subject.
        on: Option<Follow>,
    },
    /// A relation holds between all values of two terms.
    Compare {
        /// The left side.
        left: Term,
        /// The relation and the right side.
        relation: Relation,
    },
    /// A term is kept.
    Due {
        /// The last day.
        due: Term,
        /// When it was done.
        done: Term,
        /// Tests on what was done.
        filter: Filter,
        /// Days before the last day from which it is announced.
        remind: i64,
    },
    /// Something may be done only after this term has run out.
    Wait(Term),
    /// What the event follows up is clear.
    Follows(String),
    /// So many named officers took part, each with a certificate valid that day.
    Officers(usize),
    /// No other final record of the type has the same value of this key.
    Unique(String),
    /// No officer of the event was at the same time at another event of these types (empty: of
    /// any).
    Apart(Vec<String>),
    /// The recording's device is a known one.
    Device,
    /// The record's file is there, as recorded.
    FileIntact,
    /// The file belongs to a record.
    FileListed,
    /// A person states this.
    Attest(String),
    /// One of these holds.
    Any(Vec<Requirement>),
}

/// How much of an event recordings must cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// 全程: the whole interval.
    Whole,
    /// 一般: any recording.
    Some,
}

/// Keys that must be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Dotted manifest keys.
    pub keys: Vec<String>,
    /// On the linked records of these types (empty: of any); none: the subject.
    pub on: Option<Follow>,
}

/// Another anchor than the subject: linked records of a type (through a further link perhaps),
/// the document of a service, or the whole case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Follow {
    /// The linked records of these types (empty: of any); the case is linked to all of them.
    Linked(Vec<String>),
    /// The document of a service.
    Document,
    /// Everything in the case.
    Case,
}

/// A relation between two terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// An order of dates.
    Dates(Bound, Term),
    /// The same day, or the same text.
    Equals(Term),
    /// No greater number.
    AtMost(Term),
    /// Every value is one of these.
    In(Set),
    /// Every text mentions one of these values.
    Mentions(Term),
    /// All these occur among the values.
    Includes(Set),
    /// None of these occurs among the values.
    Excludes(Set),
}

/// A set of words: as the rule writes it, or as the case has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Set {
    /// These words.
    Words(Vec<String>),
    /// The values of a term.
    Values(Term),
}

/// A question of the rulebook: a branch that the case could take.
#[derive(Clone, Debug)]
pub struct Question {
    /// The key in `[answers]`.
    pub id: String,
    /// The question in Chinese.
    pub ask: String,
    /// The rules under which it reports, by kind of case; the one without a kind is the default.
    pub rules: Vec<(Option<String>, String)>,
    /// The stage from which it must be answered.
    pub stage: Stage,
    /// When it is asked.
    pub when: Vec<Condition>,
    /// Evidence of a yes: events of these types that pass the filter.
    pub evidence: Selection,
    /// Whether a no beside its evidence is legitimate.
    pub no_beside_evidence: bool,
    /// Kinds of case in which even an answer counts for nothing.
    pub ignored: Vec<Condition>,
}

/// A key of the head that must be declared.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// The dotted key, `case.outcome`.
    pub key: String,
    /// What is asked, in Chinese.
    pub ask: String,
    /// The rule under which it reports.
    pub rule: String,
    /// The stage from which it is asked.
    pub stage: Stage,
    /// When it is asked.
    pub when: Vec<Condition>,
    /// Conditions that answer for it.
    pub answered: Vec<Condition>,
}

impl Kind {
    /// Every term in it; those of an alternative's requirements are theirs.
    #[must_use]
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Self::Record {
                filter,
                at_least,
                named,
                ..
            } => at_least.iter().chain(named).chain(filter.terms()).collect(),
            Self::Event { filter, bounds, .. } => bounds
                .iter()
                .map(|(_, term)| term)
                .chain(filter.terms())
                .collect(),
            Self::Signed { names, .. } => names.iter().collect(),
            Self::Compare { left, relation } => {
                std::iter::once(left).chain(relation.term()).collect()
            }
            Self::Due {
                due, done, filter, ..
            } => [due, done].into_iter().chain(filter.terms()).collect(),
            Self::Wait(until) => vec![until],
            _ => Vec::new(),
        }
    }
}

impl Relation {
    /// The term on the right side, where there is one.
    #[must_use]
    pub fn term(&self) -> Option<&Term> {
        match self {
            Self::Dates(_, term)
            | Self::Equals(term)
            | Self::AtMost(term)
            | Self::Mentions(term) => Some(term),
            Self::In(set) | Self::Includes(set) | Self::Excludes(set) => match set {
                Set::Values(term) => Some(term),
                Set::Words(_) => None,
            },
        }
    }
}

impl Question {
    /// The rule under which it reports in a case of that kind.
    #[must_use]
    pub fn rule(&self, kind: &str) -> &str {
        let own = self
            .rules
            .iter()
            .find(|(of, _)| of.as_deref() == Some(kind));
        let fallback = self.rules.iter().find(|(of, _)| of.is_none());
        own.or(fallback).map_or("", |(_, rule)| rule)
    }
}

impl Part {
    /// Whether this part has no subjects but the case itself.
    #[must_use]
    pub fn is_about_case(&self) -> bool {
        self.each.is_none()
    }
}
