//! Many cases at a glance: where each stands, what it lacks, and which term ends next.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::error::Failure;
use super::open::Library;
use super::{closing, examine, find};
use crate::case::vocabulary::Stage;
use crate::check::Options;
use crate::finding::Severity;
use crate::report::deadlines::{self, Row};

/// A case at a glance.
#[derive(Clone, Debug)]
pub struct Glance {
    /// Its number.
    pub id: String,
    /// Its directory, as the user named it.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: String,
    /// Its stage.
    pub stage: String,
    /// 承办机构.
    pub unit: Option<String>,
    /// The day it was opened.
    pub opened: NaiveDate,
    /// The day it was closed, as far as that is known.
    pub closed: Option<NaiveDate>,
    /// Whether nothing is missing.
    pub complete: bool,
    /// Findings of severity error, as of a running case.
    pub errors: usize,
    /// Findings of severity warning, as of a running case.
    pub warnings: usize,
    /// The terms that are not done, by their end.
    pub terms: Vec<Row>,
}

/// What can be said of a case.
#[derive(Debug)]
pub enum Seen {
    /// It was read.
    Read(Box<Glance>),
    /// It could not be read.
    Unreadable {
        /// Its number as far as that can be made out, else its folder.
        id: String,
        /// Its directory, as the user named it.
        path: String,
        /// Why.
        failure: Failure,
    },
}

/// Looks at many cases in parallel and hands each on in the given order. The receiver says `false`
/// to stop.
pub fn look(
    library: &Library,
    dirs: &[PathBuf],
    as_of: NaiveDate,
    receive: impl FnMut(Seen) -> bool,
) {
    examine::each(dirs, |dir| one(library, dir, as_of), receive);
}

fn one(library: &Library, dir: &Path, as_of: NaiveDate) -> Seen {
    let case = match library.open(dir) {
        Ok(case) => case,
        Err(failure) => {
            return Seen::Unreadable {
                id: find::id_of(dir),
                path: dir.display().to_string(),
                failure,
            };
        }
    };
    let running = Options {
        in_progress: true,
        ..Options::on(as_of)
    };
    let report = examine::opened(&case, running);
    // A term runs whether or not the case has reached the stage of its rule.
    let at_end = Options {
        stage: Some(Stage::LAST),
        ..Options::on(as_of)
    };
    let title = case.manifest.case.head.title.clone();
    let mut terms = deadlines::rows(&examine::opened(&case, at_end), &title);
    terms.retain(Row::is_open);
    deadlines::sort(&mut terms);
    Seen::Read(Box::new(Glance {
        closed: closing::of(&case).map(|closing| closing.date),
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        id: report.id,
        path: report.path,
        title,
        kind: report.kind,
        stage: report.stage,
        unit: report.unit,
        opened: report.opened,
        complete: report.complete,
        terms,
    }))
}

impl Glance {
    /// The term that ends next, or ended first, among those whose end is known.
    #[must_use]
    pub fn next_term(&self) -> Option<&Row> {
        self.terms.iter().find(|row| row.deadline.end.is_some())
    }

    /// Whether the end of a term has passed.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.terms.iter().any(Row::is_overdue)
    }
}
