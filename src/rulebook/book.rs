//! A rulebook as plain data: what `load` makes and everything else reads.

use std::collections::BTreeMap;

use crate::case::vocabulary::Stage;

use super::catalogue::{Catalogue, EventType};
use super::review::Review;
use super::rule::{Article, Declaration, Question, Rule};
use super::sentence::Sentence;

/// A rulebook that was loaded and found sound.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// Its id, the first part of its rules' names.
    pub id: String,
    /// The regulation's name.
    pub title: String,
    /// Its version.
    pub version: String,
    /// What is known of its standing.
    pub status: String,
    /// The rulebook that it is laid over: 文书, events and questions are that one's.
    pub over: Option<String>,
    /// The statutes that its rules rest on, where it is laid over another.
    pub statutes: Vec<Statute>,
    /// What is not modelled, and why.
    pub absent: Vec<Absent>,
    /// The rulebook that it was copied from.
    pub derived_from: Option<Derived>,
    /// Whether a name in its rules means only what concerns the same 当事人 as the subject.
    pub by_party: bool,
    /// When services without a day of receipt count as made.
    pub deemed: Vec<Deemed>,
    /// SHA-256 over the names and texts of all its files.
    pub sha256: String,
    /// The articles.
    pub articles: Articles,
    /// The 文书.
    pub catalogue: Catalogue,
    /// The event types, in order.
    pub events: Vec<EventType>,
    /// The questions, in order.
    pub questions: Vec<Question>,
    /// The rules, in order.
    pub rules: Vec<Rule>,
    /// Roles of signers: any of these words will do.
    pub roles: BTreeMap<String, Vec<String>>,
    /// The outcomes by kind of case; the first is the ordinary one.
    pub outcomes: BTreeMap<String, Vec<String>>,
    /// Facts that stand for an outcome that is not asked yet.
    pub stands: Vec<Stand>,
    /// Chapters that do not bind a kind of case.
    pub exempt: Vec<Exempt>,
    /// Events whose order must be known.
    pub orders: Vec<Order>,
    /// Keys of the head that must be declared.
    pub declarations: Vec<Declaration>,
    /// The articles of the program's own findings.
    pub built_in: BuiltIn,
    /// How a case is opened to outsiders.
    pub access: Option<Access>,
    /// The platforms in which the result of a case is entered.
    pub platforms: Option<Platforms>,
    /// The tables of the yearly review.
    pub review: Review,
    /// What covers each sentence, in order; none: the rulebook does not say.
    pub sentences: Vec<Sentence>,
    /// Templates by file name below `documents/`.
    pub templates: BTreeMap<String, String>,
}

/// The rulebook that another one began as a copy of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Its id.
    pub id: String,
    /// Its version then.
    pub version: String,
    /// Its digest then.
    pub sha256: String,
}

/// The articles and chapters of a regulation.
#[derive(Clone, Debug, Default)]
pub struct Articles {
    /// The articles, in order.
    pub list: Vec<Article>,
    /// The chapters, in order.
    pub chapters: Vec<Chapter>,
}

/// A chapter.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Its label and title as printed.
    pub title: String,
    /// Its first article.
    pub first: u16,
    /// Its last article.
    pub last: u16,
}

/// A statute.
#[derive(Clone, Debug)]
pub struct Statute {
    /// Its id, with which the ids of its rules begin.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The version that was read.
    pub version: String,
    /// Where it was read.
    pub source: String,
}

/// A demand that is no rule.
#[derive(Clone, Debug)]
pub struct Absent {
    /// What is demanded.
    pub what: String,
    /// By which provision.
    pub basis: String,
    /// Why there is no rule.
    pub why: String,
}

/// When a service that nobody receipts counts as made.
#[derive(Clone, Debug)]
pub struct Deemed {
    /// The method of service.
    pub method: String,
    /// Calendar days after the day of the service.
    pub days: i64,
    /// By which provision.
    pub basis: String,
}

/// A fact that stands for an outcome.
#[derive(Clone, Debug)]
pub struct Stand {
    /// The outcome.
    pub outcome: String,
    /// The kind of case.
    pub kind: String,
    /// A record of this type, draft or final.
    pub record: Option<String>,
    /// An event of one of these types.
    pub events: Vec<String>,
    /// A yes to one of these questions.
    pub answers: Vec<String>,
}

/// Articles that do not bind a kind of case.
#[derive(Clone, Debug)]
pub struct Exempt {
    /// The kind.
    pub kind: String,
    /// The first article.
    pub from: u16,
    /// The last article.
    pub to: u16,
    /// The line that every report of such a case carries.
    pub remark: String,
}

/// Two event types whose order must be known before rules of either are asked.
#[derive(Clone, Debug)]
pub struct Order {
    /// What conditions call it.
    pub name: String,
    /// The event that comes first.
    pub first: String,
    /// The event that comes before or after it.
    pub then: String,
    /// From which stage the first one is awaited.
    pub stage: Stage,
    /// The questions that say whether there is a first one.
    pub answers: Vec<String>,
}

/// The articles of the program's own findings.
#[derive(Clone, Copy, Debug, Default)]
pub struct BuiltIn {
    /// Of files and references.
    pub files: Option<u16>,
    /// Of the history.
    pub history: Option<u16>,
}

/// Who gives an opinion on a request to read or copy a case, and who approves it.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// The article.
    pub article: u16,
    /// The kinds of case that it names; others take the same way, and are told so.
    pub kinds: Vec<String>,
    /// Whose opinion is sought first.
    pub opinion: String,
    /// Who approves it then.
    pub approval: String,
    /// What is said of a kind that the article does not name.
    pub unlisted: String,
}

/// The platforms in which the result of a case is entered (article 20), and what that result is.
#[derive(Clone, Debug, Default)]
pub struct Platforms {
    /// The article.
    pub article: u16,
    /// Their names, verbatim; people may name one by its place.
    pub names: Vec<String>,
    /// The 文书 that state a decision.
    pub decisions: Vec<String>,
    /// The field of a decision that holds a fine in 分.
    pub fine: Option<String>,
}

impl Articles {
    /// The article of that number.
    #[must_use]
    pub fn get(&self, number: u16) -> Option<&Article> {
        self.list.iter().find(|article| article.number == number)
    }
}

impl Rulebook {
    /// The event type of that name.
    #[must_use]
    pub fn event(&self, name: &str) -> Option<&EventType> {
        self.events.iter().find(|event| event.name == name)
    }

    /// The statute that a rule rests on.
    #[must_use]
    pub fn statute(&self, rule: &str) -> Option<&Statute> {
        let of = |statute: &&Statute| {
            let rest = rule.strip_prefix(statute.id.as_str());
            rest.is_some_and(|rest| rest.starts_with('-'))
        };
        self.statutes.iter().find(of)
    }

    /// The rule of that id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The question of that id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}
