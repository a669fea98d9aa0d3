//! A rulebook: articles, catalogue of 文书, event types, questions and rules of one regulation.
//!
//! A law is data: a change of law is an edit to a folder of TOML and templates. This module reads
//! such a folder (or the ones that are built in), refuses what could hide a duty, and offers its
//! types to `check`, `task` and the reference pages. May import `case`, `reading` and `finding`.

mod book;
mod catalogue;
mod condition;
mod demand;
mod difference;
mod embedded;
mod file;
mod idle;
mod items;
mod keys;
mod load;
mod name;
pub mod naming;
mod platforms;
mod raw;
mod references;
mod requirement;
mod review;
mod rule;
mod sentence;
mod slip;
mod term;
mod validate;
pub mod wording;

pub use book::{
    Absent, Access, Articles, BuiltIn, Chapter, Derived, Exempt, Order, Platforms, Rulebook, Stand,
    Statute,
};
pub use catalogue::{Catalogue, Document, EventType, Field, FieldKind, Role};
pub use condition::{Bound, Condition, Filter, Test};
pub use difference::{Change, Difference, KeyChange, differences};
pub use embedded::{built_in, files as built_in_files, names as built_in_names};
pub use file::Source;
pub use idle::{GENERAL, Idle, idle};
pub use keys::FILES;
pub use load::{load, load_over, over};
pub use name::{article_of, fold};
pub use platforms::ENTRY;
pub use requirement::requirement_words;
pub use review::{Band, Evidence, Liability, Point, Review};
pub use rule::{
    Article, Coverage, Declaration, Each, Filled, Follow, Kind, Part, Question, Relation,
    Requirement, Rule, Selection, Set, Yields,
};
pub use sentence::Sentence;
pub use slip::Unsound;
pub use term::{Path, Root, Shift, Term, Unit};
pub use wording::asked;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rulebook_is_sound() {
        let rulebook =
            load(&built_in("sanming").unwrap()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(rulebook.articles.list.len(), 34);
        assert_eq!(rulebook.questions.len(), 16);
    }
}
