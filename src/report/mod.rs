//! Reports: one file a format. Each turns findings into text and knows nothing of rules.
//!
//! May import `finding` only.

pub mod brief;
pub mod csv;
pub mod deadlines;
pub mod json;
pub mod table;
pub mod trace;

use crate::finding::{CaseReport, Severity};

/// What was found over all cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Cases, readable or not.
    pub cases: usize,
    /// Cases in which everything that is asked is there.
    pub complete: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
    /// Cases that could not be read.
    pub unreadable: usize,
}

impl Summary {
    /// Counts one case.
    pub fn add(&mut self, report: &CaseReport) {
        self.cases += 1;
        self.complete += usize::from(report.complete);
        self.errors += report.count(Severity::Error);
        self.warnings += report.count(Severity::Warning);
        self.notes += report.count(Severity::Note);
    }

    /// Counts one case that could not be read.
    pub fn add_unreadable(&mut self) {
        self.cases += 1;
        self.unreadable += 1;
    }

    /// Whether anything was found at that severity or above.
    #[must_use]
    pub fn has_at_least(&self, severity: Severity) -> bool {
        match severity {
            Severity::Error => self.errors > 0,
            Severity::Warning => self.errors + self.warnings > 0,
            Severity::Note => self.errors + self.warnings + self.notes > 0,
        }
    }
}

/// How a case stands, in a word for a list: `齐备`, `提醒 2`, `缺漏 3`.
#[must_use]
pub fn state(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => "齐备".to_owned(),
        (0, warnings) => format!("提醒 {warnings}"),
        (errors, _) => format!("缺漏 {errors}"),
    }
}

/// A rulebook as reports name it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RulebookLine {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The digest of its files.
    pub sha256: String,
    /// Whether it is one that the program came with, unchanged: then its version says it all.
    #[serde(skip)]
    pub is_built_in: bool,
}
