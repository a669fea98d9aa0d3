//! A bureau's own rulebook: a copy to begin with, what is wrong in it, what changed.
//!
//! May import everything but `cli`.

mod copy;
mod inspect;
mod listing;

pub use copy::{Copied, copy};
pub use inspect::{Inspection, Mistake, inspect};
pub use listing::{Listed, list};

use std::path::Path;

use super::error::Failure;
use super::shelf;
use crate::rulebook::{Rulebook, Source, load, load_over};

/// A rulebook with the files that it was read from.
#[derive(Debug)]
pub struct Read {
    /// The name that was asked for.
    pub name: String,
    /// Its files.
    pub source: Source,
    /// What they say.
    pub rulebook: Rulebook,
}

/// Reads a rulebook with its files.
///
/// # Errors
/// There is none of that name, or it is not sound.
pub fn read(workspace: Option<&Path>, name: &str) -> Result<Read, Failure> {
    let source = shelf::source(workspace, name)?;
    let loaded = match shelf::below(workspace, &source)? {
        None => load(&source),
        Some(below) => load_over(&source, &below),
    };
    let rulebook = loaded.map_err(Failure::unsound)?;
    Ok(Read {
        name: name.to_owned(),
        source,
        rulebook,
    })
}
