//! Writing 文书: a draft from a template and what the case knows, its number, its signed scan.
//!
//! ```text
//! new ─ Order ─ links ─ own fields ─ CaseFacts ─ document::Library ─ file + [[record]] in one change
//! ```
//!
//! A draft may be edited by hand: a file that is not as it was generated is never generated over.
//! May import everything but `cli`.

mod facts;
pub(in crate::task) mod fields;
mod file;
mod form;
mod generate;
mod issue;
mod links;
mod missing;
mod money;
mod paper;
mod redraw;
mod rehearsal;
mod sign;
#[cfg(test)]
mod tests;
mod view;

pub use generate::{Blank, Order, new_document};
pub use issue::{Issue, issue};
pub use paper::Format;
pub use rehearsal::{Rehearsal, Unknown, rehearse};
pub use sign::{Signing, sign};
pub use view::{FactLine, FieldLine, PaperFields, fields_of, fields_of_record};

use super::change::Done;
use super::error::Failure;
use crate::case::Record;
use crate::check::quote;
use crate::reading::nearest;
use crate::rulebook::{Document, Rulebook};

use super::open::Opened;

/// What was done to a 文书, and what the person should know of it.
#[derive(Debug)]
pub struct Drafted {
    /// The change.
    pub done: Done,
    /// Remarks, one line each.
    pub notes: Vec<String>,
}

/// The 文书 of that name or alias.
///
/// # Errors
/// A name that the rulebook does not know, with the nearest one.
pub fn document<'r>(rulebook: &'r Rulebook, name: &str) -> Result<&'r Document, Failure> {
    rulebook.catalogue.get(name).ok_or_else(|| {
        let known = || {
            rulebook
                .catalogue
                .iter()
                .map(|document| document.name.as_str())
        };
        let near = known()
            .filter(|known| known.contains(name))
            .collect::<Vec<_>>();
        let failure = Failure::new(format!("规程没有文书「{name}」")).hint("anjuan doc list");
        match (near.as_slice(), nearest(name, known())) {
            ([], Some(near)) => failure.because(format!("是否指 {near}？")),
            ([], None) => failure,
            (several, _) => failure.because(format!("是否指 {}？", several.join("、"))),
        }
    })
}

/// The record of that id.
fn record<'c>(case: &'c Opened, id: &str) -> Result<&'c Record, Failure> {
    case.manifest
        .case
        .records
        .iter()
        .find(|record| record.id == id)
        .ok_or_else(|| {
            let ids: Vec<_> = case
                .manifest
                .case
                .records
                .iter()
                .map(|one| one.id.as_str())
                .collect();
            let known = if ids.is_empty() {
                "（无）".to_owned()
            } else {
                ids.join("、")
            };
            Failure::new(format!("{} 没有记录 {id}", case.label))
                .because(format!("记录有：{known}"))
                .hint(format!("anjuan doc list {}", quote(&case.label)))
        })
}
