//! The check that a package carries: as of the day of filing, the same wherever the case lies.
//! What would mend a finding is left out: in a package nothing can be mended.

use chrono::NaiveDate;

use crate::check::{Input, Options, check};
use crate::finding::CaseReport;
use crate::report::{Summary, json};
use crate::task::examine::without_fixes;
use crate::task::open::{self, Opened};

/// Checks a case strictly at its own stage. It is called by its number, not by its path.
pub(in crate::task) fn examine(case: &Opened, date: NaiveDate) -> CaseReport {
    let rulebooks: Vec<_> = case.rulebooks.iter().map(AsRef::as_ref).collect();
    without_fixes(check(&Input {
        path: &case.manifest.case.head.id,
        manifest: &case.manifest,
        manifest_sha256: &case.sha256,
        workspace: &case.workspace,
        rulebooks: &rulebooks,
        inventory: Some(&case.inventory),
        options: Options::on(date),
    }))
}

/// The report as `check --format json` prints it.
pub(super) fn render(case: &Opened, report: &CaseReport, date: NaiveDate) -> String {
    let mut summary = Summary::default();
    summary.add(report);
    let lines: Vec<_> = case.rulebooks.iter().map(|book| open::line(book)).collect();
    format!(
        "{}{}{}\n",
        json::head(date),
        json::case(report, false),
        json::tail(&lines, summary)
    )
}
