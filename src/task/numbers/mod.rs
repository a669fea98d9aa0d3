//! 文号 over a workspace: giving one, and the register of those that were given.
//!
//! May import everything but `cli`.

mod give;
mod pattern;
mod register;

use std::path::Path;

use super::error::Failure;
use super::find::MANIFEST;
use super::reader::{self, StrictReader};
use crate::case::Manifest;
use crate::rulebook::{Document, Role};
use crate::store;

pub use give::{Held, hold};
pub(super) use give::{entry_must_be_free, must_be_free, next};
pub(super) use pattern::year_in_brackets;
pub use register::{Entry, Register, Series};

/// Whether a 文书 gets a number: what stays inside, or only records, has none.
pub(super) fn is_numbered(document: &Document) -> bool {
    document.seal && document.role != Some(Role::List)
}

/// The manifest of a case as it is in force; neither its files nor its rulebooks are looked at.
fn read(dir: &Path) -> Result<Manifest, Failure> {
    let snapshot = store::load(dir, &StrictReader).map_err(|error| reader::failure(&error))?;
    let file = dir.join(MANIFEST).display().to_string();
    Manifest::read(&file, &snapshot.manifest).map_err(Failure::new_from)
}
