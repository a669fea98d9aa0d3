//! The JSON report, written case by case so that a large tree needs no memory.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

use crate::finding::{CaseReport, Finding};

use super::{RulebookLine, Summary};

/// The beginning of a report.
#[must_use]
pub fn head(as_of: NaiveDate) -> String {
    let tool = json!(format!("anjuan {}", env!("CARGO_PKG_VERSION")));
    format!("{{\"schema\":1,\"tool\":{tool},\"as_of\":\"{as_of}\",\"cases\":[")
}

/// One case; problems only, unless all findings are wanted.
#[must_use]
pub fn case(report: &CaseReport, all: bool) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        id: &'a str,
        path: &'a str,
        kind: &'a str,
        stage: &'a str,
        manifest_sha256: &'a str,
        complete: bool,
        findings: Vec<&'a Finding>,
    }
    let findings = report
        .findings
        .iter()
        .filter(|finding| all || finding.severity.is_some())
        .collect();
    let line = Line {
        id: &report.id,
        path: &report.path,
        kind: &report.kind,
        stage: &report.stage,
        manifest_sha256: &report.manifest_sha256,
        complete: report.complete,
        findings,
    };
    serde_json::to_string(&line).unwrap_or_default()
}

/// A case that could not be read.
#[must_use]
pub fn unreadable(path: &str, error: &str) -> String {
    json!({"id": null, "path": path, "complete": false, "error": error}).to_string()
}

/// The end of a report; `same_id` has the case numbers that several directories claim, and is left
/// out where there is none.
#[must_use]
pub fn tail(rulebooks: &[RulebookLine], summary: Summary, same_id: &[Value]) -> String {
    let rulebooks = serde_json::to_string(rulebooks).unwrap_or_default();
    let summary = json!({
        "cases": summary.cases,
        "complete": summary.complete,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "notes": summary.notes,
    });
    let same = if same_id.is_empty() {
        String::new()
    } else {
        format!("\"same_id\":{},", json!(same_id))
    };
    format!("],{same}\"rulebooks\":{rulebooks},\"summary\":{summary}}}")
}
