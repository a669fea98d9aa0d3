//! One change of a case: edit, commit, and what it opened and closed.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::error::Failure;
use super::examine;
use super::open::{Library, Opened};
use super::reader::{self, StrictReader};
use crate::case::edit::{EditError, Editor};
use crate::check::Options;
use crate::finding::{CaseReport, Finding, Severity};
use crate::store::{self, Actor, Change, Committed, Stored};

/// An edit of the manifest, given the files that were taken in.
pub type Step = Box<dyn FnOnce(&mut Editor, &[Stored]) -> Result<(), EditError>>;

/// A case that is about to be changed.
#[derive(Debug)]
pub struct Session<'l> {
    library: &'l Library,
    /// The case as it was found.
    pub case: Opened,
    before: CaseReport,
    options: Options,
    actor: Actor,
}

/// What a change came to.
#[derive(Debug)]
pub struct Done {
    /// What was made: id and type, one line each.
    pub made: Vec<(String, String)>,
    /// What the store says.
    pub committed: Committed,
    /// Findings that were not there before.
    pub opened: Vec<Finding>,
    /// Findings that are gone.
    pub closed: Vec<Finding>,
    /// The case afterwards.
    pub case: Opened,
    /// What is found now, as of a running case.
    pub report: CaseReport,
}

impl<'l> Session<'l> {
    /// Opens a case to change it.
    ///
    /// # Errors
    /// As [`Library::open`]; a manifest of a newer version.
    pub fn open(
        library: &'l Library,
        dir: &std::path::Path,
        actor: Actor,
        today: NaiveDate,
    ) -> Result<Self, Failure> {
        let case = library.open(dir)?;
        case.must_be_writable()?;
        let options = Options {
            in_progress: true,
            ..Options::on(today)
        };
        let before = examine::opened(&case, options);
        Ok(Self {
            library,
            case,
            before,
            options,
            actor,
        })
    }

    /// What a case that has just begun comes to.
    #[must_use]
    pub fn begun(self, committed: Committed, made: Vec<(String, String)>) -> Done {
        let (opened, closed) = (Vec::new(), Vec::new());
        Done {
            made,
            committed,
            opened,
            closed,
            case: self.case,
            report: self.before,
        }
    }

    /// A new id with a prefix, one above every id that the case ever had.
    ///
    /// # Errors
    /// As [`store::fresh_id`].
    pub fn fresh_id(&self, prefix: &str) -> Result<String, Failure> {
        store::fresh_id(
            &self.case.dir,
            prefix,
            &reader::outline(&self.case.manifest),
        )
        .map_err(|error| reader::failure(&error))
    }

    /// The id that the user chose, or a new one; a chosen one must be free.
    ///
    /// # Errors
    /// An id that is taken or malformed.
    pub fn id(&self, chosen: Option<&str>, prefix: &str) -> Result<String, Failure> {
        let Some(id) = chosen else {
            return self.fresh_id(prefix);
        };
        let present = reader::outline(&self.case.manifest)
            .ids
            .iter()
            .any(|known| known == id);
        let ever =
            store::History::read(&self.case.dir).is_ok_and(|history| history.ids.contains(id));
        let taken = present || ever;
        if taken {
            return Err(
                Failure::new(format!("编号 {id} 已经用过，不再使用")).hint("去掉 --id，自动编号")
            );
        }
        Ok(id.to_owned())
    }

    /// Carries out the change with this edit of the manifest.
    ///
    /// # Errors
    /// What the edit or the store refuses; nothing is changed then.
    pub fn carry_out(
        self,
        change: Change,
        made: Vec<(String, String)>,
        step: Step,
    ) -> Result<Done, Failure> {
        let change = change
            .based_on(&self.case.sha256)
            .edit(move |text, stored| {
                let mut editor = Editor::new(text).map_err(|error| error.to_string())?;
                step(&mut editor, stored).map_err(|error| error.to_string())?;
                Ok(editor.finish())
            });
        let committed = store::commit(&self.case.dir, change, &StrictReader, &self.actor)
            .map_err(|error| reader::failure(&error))?;
        let case = self.library.open(&self.case.dir)?;
        let report = examine::opened(&case, self.options);
        let opened = beyond(&report, &self.before, Severity::Warning);
        let closed = beyond(&self.before, &report, Severity::Note);
        Ok(Done {
            made,
            committed,
            opened,
            closed,
            case,
            report,
        })
    }
}

/// The findings of one report, of a severity or a worse one, that another does not have.
fn beyond(report: &CaseReport, other: &CaseReport, severity: Severity) -> Vec<Finding> {
    let key = |finding: &Finding| {
        (
            finding.rule.clone(),
            finding.subject.clone(),
            finding.status,
        )
    };
    let counts = |finding: &&Finding| finding.is_at_least(severity);
    let known: BTreeSet<_> = other.findings.iter().filter(counts).map(key).collect();
    report
        .findings
        .iter()
        .filter(counts)
        .filter(|finding| !known.contains(&key(finding)))
        .cloned()
        .collect()
}
