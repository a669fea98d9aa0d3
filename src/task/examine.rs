//! Checking cases.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::Failure;
use super::open::{Keeping, Library, Opened};
use crate::check::{Input, Options, check};
use crate::finding::CaseReport;
use crate::rulebook::Rulebook;

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

/// What a check looks at, of an opened case.
pub(super) fn input<'a>(
    case: &'a Opened,
    rulebooks: &'a [&'a Rulebook],
    options: Options,
) -> Input<'a> {
    Input {
        path: &case.label,
        manifest: &case.manifest,
        manifest_sha256: &case.sha256,
        workspace: &case.workspace,
        rulebooks,
        inventory: Some(&case.inventory),
        options,
    }
}

/// Checks an opened case. What is found in a package cannot be mended there: no command is
/// proposed.
#[must_use]
pub fn opened(case: &Opened, options: Options) -> CaseReport {
    let rulebooks: Vec<_> = case.rulebooks.iter().map(AsRef::as_ref).collect();
    let report = check(&input(case, &rulebooks, options));
    match case.keeping {
        Keeping::Desk => report,
        Keeping::Package(_) => without_fixes(report),
    }
}

/// The report without what mends its findings.
pub(super) fn without_fixes(mut report: CaseReport) -> CaseReport {
    for finding in &mut report.findings {
        finding.fix.clear();
    }
    report
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
    receive: impl FnMut(Examined) -> bool,
) {
    each(dirs, |dir| directory(library, dir, options), receive);
}

/// Does something with many cases in parallel and hands on what comes of it in the given order.
/// The receiver says `false` to stop.
pub fn each<T: Send>(
    dirs: &[PathBuf],
    work: impl Fn(&Path) -> T + Sync,
    mut receive: impl FnMut(T) -> bool,
) {
    for batch in dirs.chunks(BATCH) {
        let done: Vec<_> = batch.par_iter().map(|dir| work(dir)).collect();
        for one in done {
            if !receive(one) {
                return;
            }
        }
    }
}
