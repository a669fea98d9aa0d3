//! Conditions of the rule grammar: when a rule applies, and which things it is about.

use super::Term;

/// A condition on the case or the subject; several in one table must all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The case is of one of these kinds.
    Kind(Vec<String>),
    /// The case follows one of these procedures.
    Procedure(Vec<String>),
    /// A 当事人 of the case is of one of these types.
    Party(Vec<String>),
    /// The case ends in one of these ways; unknown while an outcome that is asked is undeclared.
    Outcome(Vec<String>),
    /// The question is answered yes, by word or by evidence.
    Answer(String),
    /// An event of one of these types is in the case.
    Event(Vec<String>),
    /// A final record of one of these types is in the case.
    Record(Vec<String>),
    /// The subject passes these tests.
    Subject(Filter),
    /// The paper of a service (or the subject) concerns more than one 当事人.
    SeveralConcerned,
    /// Everything that the path's root names has a value of its key; also where there is none.
    Filled(Term),
    /// It is known which event came first: the named order of the rulebook.
    Settled(String),
    /// One of these holds.
    Any(Vec<Vec<Self>>),
    /// These do not all hold.
    Not(Vec<Self>),
}

/// Tests on one thing; all must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Tests on values by manifest key (`method`, `media.kind`, `catalogue.served`).
    pub tests: Vec<(String, Test)>,
    /// Comparisons of its date.
    pub bounds: Vec<(Bound, Term)>,
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// One of these texts, or perhaps nothing at all.
    AnyOf {
        /// The texts.
        texts: Vec<String>,
        /// Whether having no value passes too.
        absent: bool,
    },
    /// This boolean; on a key that is no boolean: given or not.
    Flag(bool),
}

/// How a thing's date must stand to a term. Without a value of the term, `After` and `Before`
/// are false and true, `NotAfter` and `NotBefore` their opposites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Later.
    After,
    /// Earlier.
    Before,
    /// Not later.
    NotAfter,
    /// Not earlier.
    NotBefore,
}

impl Filter {
    /// The terms of its comparisons.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.bounds.iter().map(|(_, term)| term)
    }
}

impl Bound {
    /// The bounds by the grammar's words.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("after", Self::After),
        ("before", Self::Before),
        ("not_after", Self::NotAfter),
        ("not_before", Self::NotBefore),
    ];

    /// Whether an order of a thing's date to the term's value satisfies it.
    #[must_use]
    pub fn admits(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::After => order.is_gt(),
            Self::Before => order.is_lt(),
            Self::NotAfter => order.is_le(),
            Self::NotBefore => order.is_ge(),
        }
    }

    /// What holds where the term has no value.
    #[must_use]
    pub fn without_value(self) -> bool {
        matches!(self, Self::Before | Self::NotAfter)
    }
}
