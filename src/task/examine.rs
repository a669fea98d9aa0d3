//! Checking cases.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::Failure;
use super::open::{Library, Opened};
use crate::check::{Input, Options, check};
use crate::finding::CaseReport;

/// What came of checking one case.
#[derive(Debug)]
pub enum Examined {
    /// It was checked; its title beside.
    Checked(Box<CaseReport>, String),
    /// It could not be read.
    Unreadable {
        /// Its directory, as the user named it.
        path: String,
        /// Why.
        failure: Failure,
    },
}

/// Checks an opened case.
#[must_use]
pub fn opened(case: &Opened, options: Options) -> CaseReport {
    let rulebooks: Vec<_> = case.rulebooks.iter().map(AsRef::as_ref).collect();
    check(&Input {
        path: &case.label,
        manifest: &case.manifest,
        manifest_sha256: &case.sha256,
        workspace: &case.workspace,
        rulebooks: &rulebooks,
        inventory: Some(&case.inventory),
        options,
    })
}

/// Opens and checks the case in a directory.
#[must_use]
pub fn directory(library: &Library, dir: &Path, options: Options) -> Examined {
    match library.open(dir) {
        Ok(case) => {
            let title = case.manifest.case.head.title.clone();
            Examined::Checked(Box::new(opened(&case, options)), title)
        }
        Err(failure) => Examined::Unreadable {
            path: dir.display().to_string(),
            failure,
        },
    }
}

/// How many cases are checked at once before their results are handed on in order.
const BATCH: usize = 64;

/// Checks many cases in parallel and hands each on in the given order. The receiver says `false`
/// to stop.
pub fn many(
    library: &Library,
    dirs: &[PathBuf],
    options: Options,
    mut receive: impl FnMut(Examined) -> bool,
) {
    for batch in dirs.chunks(BATCH) {
        let checked: Vec<_> = batch
            .par_iter()
            .map(|dir| directory(library, dir, options))
            .collect();
        for examined in checked {
            if !receive(examined) {
                return;
            }
        }
    }
}
