//! What changed in a case since an earlier report of `check`, and why.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::error::Failure;
use super::examine;
use super::open::{Library, Opened};
use crate::check::Options;
use crate::finding::{CaseReport, Finding, Severity, Status};

/// An earlier report, as `check --format json` wrote it.
#[derive(Debug, Deserialize)]
pub struct Earlier {
    /// The program that wrote it.
    pub tool: String,
    /// The day that it asked for.
    pub as_of: NaiveDate,
    rulebooks: Vec<EarlierRulebook>,
    cases: Vec<EarlierCase>,
}

#[derive(Debug, Deserialize)]
struct EarlierRulebook {
    id: String,
    sha256: String,
}

#[derive(Debug, Deserialize)]
struct EarlierCase {
    id: Option<String>,
    path: String,
    #[serde(default)]
    manifest_sha256: String,
    #[serde(default)]
    findings: Vec<EarlierFinding>,
}

/// A finding of an earlier report.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct EarlierFinding {
    /// The rule, with its rulebook.
    pub rule: String,
    /// The subject.
    pub subject: String,
    /// Its status, in the word of the report.
    pub status: String,
    /// Its severity; none where it was no problem.
    pub severity: Option<String>,
    /// What it said.
    pub message: String,
}

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Turn {
    /// 新出现.
    New,
    /// 加重.
    Worse,
    /// 减轻.
    Better,
    /// 已消失.
    Gone,
}

/// Why it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The day alone: the same case says the same as of the earlier day.
    Date,
    /// The manifest.
    Fact,
    /// The rulebook.
    Rulebook,
    /// Manifest and rulebook both changed: either.
    FactOrRulebook,
    /// Neither: the files of the case, its workspace, the program, or how the check was asked.
    Surroundings,
}

/// One change.
#[derive(Clone, Debug, Serialize)]
pub struct Turned {
    /// What became of it.
    pub change: Turn,
    /// Why.
    pub reason: Reason,
    /// The finding now; none where it is gone.
    pub now: Option<Finding>,
    /// The finding then; none where it is new.
    pub before: Option<EarlierFinding>,
}

/// What changed in one case.
#[derive(Debug)]
pub struct Compared {
    /// The report of today.
    pub report: CaseReport,
    /// The case's title.
    pub title: String,
    /// Whether the earlier report has the case.
    pub is_known: bool,
    /// The changes, the gravest first.
    pub changes: Vec<Turned>,
}

impl Earlier {
    /// Reads a report.
    ///
    /// # Errors
    /// A file that cannot be read, or is no report of `check`.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let shown = path.display();
        let text = fs::read_to_string(path)
            .map_err(|error| Failure::new(format!("无法读取报告 {shown}")).because_io(&error))?;
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            Failure::new(format!("{shown} 不是 check 的 JSON 报告"))
                .because_of(&error)
                .hint("anjuan check --format json > 报告.json")
        })
    }

    /// The cases that it has and that are not among these any more: number and path.
    #[must_use]
    pub fn missing(&self, seen: &[(String, String)]) -> Vec<(String, String)> {
        let is_seen = |case: &EarlierCase| {
            let same =
                |(id, path): &(String, String)| case.id.as_ref() == Some(id) || case.path == *path;
            seen.iter().any(same)
        };
        let gone = self.cases.iter().filter(|case| !is_seen(case));
        gone.map(|case| (case.id.clone().unwrap_or_default(), case.path.clone()))
            .collect()
    }

    /// The case of the same path and number, else the only one of the same number: a case may
    /// have moved.
    fn case(&self, id: &str, path: &str) -> Option<&EarlierCase> {
        let of_id = |case: &&EarlierCase| case.id.as_deref() == Some(id);
        let mut all = self.cases.iter().filter(of_id);
        let exact = self
            .cases
            .iter()
            .filter(of_id)
            .find(|case| case.path == path);
        exact.or_else(|| all.next().filter(|_| all.next().is_none()))
    }

    fn has_other_rulebook(&self, case: &Opened, id: &str) -> bool {
        let now = case.rulebooks.iter().find(|book| book.id == id);
        let mut then = self.rulebooks.iter().filter(|book| book.id == id);
        now.is_none_or(|now| !then.any(|book| book.sha256 == now.sha256))
    }
}

/// Opens a case, checks it, and compares what is found with an earlier report.
///
/// # Errors
/// A case that cannot be read.
pub fn compare(
    library: &Library,
    dir: &Path,
    options: Options,
    earlier: &Earlier,
) -> Result<Compared, Failure> {
    let case = library.open(dir)?;
    let report = examine::opened(&case, options);
    let title = case.manifest.case.head.title.clone();
    let Some(before) = earlier.case(&report.id, &report.path) else {
        return Ok(Compared {
            report,
            title,
            is_known: false,
            changes: Vec::new(),
        });
    };
    let then = Options {
        as_of: earlier.as_of,
        ..options
    };
    let as_of_then = examine::opened(&case, then);
    let comparison = Comparison {
        case: &case,
        earlier,
        before,
        as_of_then: problems(&as_of_then),
    };
    let changes = comparison.changes(&report);
    Ok(Compared {
        report,
        title,
        is_known: true,
        changes,
    })
}

type Key<'a> = (&'a str, &'a str);

fn problems(report: &CaseReport) -> BTreeMap<Key<'_>, &Finding> {
    let found = report.findings.iter();
    found
        .filter(|finding| finding.severity.is_some())
        .map(|finding| ((&*finding.rule, &*finding.subject), finding))
        .collect()
}

/// One case now and then.
struct Comparison<'a> {
    case: &'a Opened,
    earlier: &'a Earlier,
    before: &'a EarlierCase,
    /// What today's case and rulebook say as of the earlier day.
    as_of_then: BTreeMap<Key<'a>, &'a Finding>,
}

impl Comparison<'_> {
    fn changes(&self, report: &CaseReport) -> Vec<Turned> {
        let now = problems(report);
        let then: BTreeMap<Key<'_>, &EarlierFinding> = self
            .before
            .findings
            .iter()
            .filter(|finding| finding.severity.is_some())
            .map(|finding| ((&*finding.rule, &*finding.subject), finding))
            .collect();
        let mut changes = Vec::new();
        for (key, finding) in &now {
            let before = then.get(key).copied();
            let change = match before {
                None => Some(Turn::New),
                Some(before) => turned(before, finding),
            };
            if let Some(change) = change {
                changes.push(Turned {
                    change,
                    reason: self.reason(key, before),
                    now: Some((*finding).clone()),
                    before: before.cloned(),
                });
            }
        }
        for (key, before) in then.iter().filter(|(key, _)| !now.contains_key(*key)) {
            changes.push(Turned {
                change: Turn::Gone,
                reason: self.reason(key, Some(before)),
                now: None,
                before: Some((*before).clone()),
            });
        }
        changes.sort_by_key(|turned| turned.change);
        changes
    }

    /// Why a finding is not what it was: the day, if as of the earlier day it still is.
    fn reason(&self, key: &Key<'_>, before: Option<&EarlierFinding>) -> Reason {
        let then = self.as_of_then.get(key).copied();
        let is_as_it_was = match (then, before) {
            (None, None) => true,
            (Some(then), Some(before)) => turned(before, then).is_none(),
            _ => false,
        };
        let (book, _) = key.0.split_once('/').unwrap_or(("", key.0));
        let is_own = self.case.rulebooks.iter().any(|own| own.id == book);
        let manifest = self.before.manifest_sha256 != self.case.sha256;
        let rulebook = is_own && self.earlier.has_other_rulebook(self.case, book);
        match (is_as_it_was, manifest, rulebook) {
            (true, ..) => Reason::Date,
            (_, true, true) => Reason::FactOrRulebook,
            (_, true, false) => Reason::Fact,
            (_, false, true) => Reason::Rulebook,
            (_, false, false) => Reason::Surroundings,
        }
    }
}

/// Whether a finding weighs more or less than it did; another status of the same weight is worse
/// where it comes before in the order in which the worst of several counts.
fn turned(before: &EarlierFinding, now: &Finding) -> Option<Turn> {
    let was = before.severity.as_deref().and_then(Severity::parse);
    let status = Status::parse(&before.status);
    let weight = now.severity.cmp(&was);
    match weight.then_with(|| status.cmp(&Some(now.status))) {
        Ordering::Greater => Some(Turn::Worse),
        Ordering::Less => Some(Turn::Better),
        Ordering::Equal => None,
    }
}
