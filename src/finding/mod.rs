//! What a rule says of a case: the hub between `check` and `report`.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

mod deadline;
mod trace;

/// A day or a time, as the manifest has it.
pub use crate::case::Moment;
pub use deadline::{Deadline, Standing};
pub use trace::{Fact, Trace, TracedCondition, TracedPart, TracedRequirement, TracedSubject};

/// The status of one rule for one subject. In the order in which the worst of several counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 不符: dates, names, numbers or digests disagree.
    Conflict,
    /// 缺失.
    Missing,
    /// 逾期.
    Overdue,
    /// 不完整.
    Incomplete,
    /// 未声明: an answer is missing.
    Undeclared,
    /// 无法判断.
    Undecidable,
    /// 临期, or 待办 where there is no term.
    Due,
    /// 待人工确认.
    Unattested,
    /// 已豁免.
    Waived,
    /// 齐备.
    Satisfied,
    /// 不适用.
    NotApplicable,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For a person to know.
    Note,
    /// For a person to look at.
    Warning,
    /// The case is not complete.
    Error,
}

impl Severity {
    /// The word of the JSON report.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error]
            .into_iter()
            .find(|severity| severity.word() == word)
    }
}

/// Status, JSON word, Chinese word, default severity.
const STATUSES: &[(Status, &str, &str, Option<Severity>)] = &[
    (Status::Conflict, "conflict", "不符", Some(Severity::Error)),
    (Status::Missing, "missing", "缺失", Some(Severity::Error)),
    (Status::Overdue, "overdue", "逾期", Some(Severity::Error)),
    (
        Status::Incomplete,
        "incomplete",
        "不完整",
        Some(Severity::Error),
    ),
    (
        Status::Undeclared,
        "undeclared",
        "未声明",
        Some(Severity::Error),
    ),
    (
        Status::Undecidable,
        "undecidable",
        "无法判断",
        Some(Severity::Warning),
    ),
    (Status::Due, "due", "待办", Some(Severity::Warning)),
    (
        Status::Unattested,
        "unattested",
        "待人工确认",
        Some(Severity::Note),
    ),
    (Status::Waived, "waived", "已豁免", Some(Severity::Note)),
    (Status::Satisfied, "satisfied", "齐备", None),
    (Status::NotApplicable, "not_applicable", "不适用", None),
];

impl Status {
    fn row(self) -> (&'static str, &'static str, Option<Severity>) {
        let row = STATUSES.iter().find(|(status, ..)| *status == self);
        row.map_or(("", "", None), |(_, word, chinese, severity)| {
            (word, chinese, *severity)
        })
    }

    /// The word of the JSON report.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.row().0
    }

    /// The status of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let found = STATUSES.iter().find(|(_, known, ..)| *known == word);
        found.map(|(status, ..)| *status)
    }

    /// The word that people read.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        self.row().1
    }

    /// The severity unless a rule lowers it; none for what is no problem.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        self.row().2
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// What one rule says of one subject of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `<rulebook>/<article>-<n>`, or `anjuan/<name>` for what the program itself looks at.
    pub rule: String,
    /// The article that it serves.
    pub article: Option<u16>,
    /// What was found.
    pub status: Status,
    /// How much it weighs; none for what is no problem.
    pub severity: Option<Severity>,
    /// `case`, `case.outcome`, `answers.<question>`, the id of an event or record, or a path.
    pub subject: String,
    /// What was found and what is asked, in Chinese.
    pub message: String,
    /// The command or act that mends it.
    pub fix: String,
    /// The last day of a term.
    pub due: Option<NaiveDate>,
    /// The line of the manifest on which the subject stands.
    pub line: Option<usize>,
    /// The statute or the further article that it rests on.
    pub basis: Option<String>,
    /// The terms that were counted for it; no part of a check's report.
    #[serde(skip)]
    pub deadlines: Vec<Deadline>,
}

impl Finding {
    /// The rule without its rulebook, `17-1`: for where one rulebook is meant.
    #[must_use]
    pub fn rule_id(&self) -> &str {
        self.rule
            .split_once('/')
            .map_or(self.rule.as_str(), |(_, id)| id)
    }

    /// The rulebook that it is of; the program's own findings are of `anjuan`.
    #[must_use]
    pub fn rulebook(&self) -> &str {
        self.rule.split_once('/').map_or("", |(book, _)| book)
    }

    /// Whether it counts as a problem of that severity or a worse one.
    #[must_use]
    pub fn is_at_least(&self, severity: Severity) -> bool {
        self.severity.is_some_and(|found| found >= severity)
    }

    /// The message without the subject before it, for where the subject stands beside.
    #[must_use]
    pub fn said(&self) -> &str {
        let rest = self.message.strip_prefix(self.subject.as_str());
        rest.and_then(|rest| rest.strip_prefix(' '))
            .unwrap_or(&self.message)
    }

    /// The finding in one line of text: status, rule, subject, what was found.
    #[must_use]
    pub fn summary(&self) -> String {
        let (status, rule) = (self.status_chinese(), self.rule_id());
        format!("{status} {rule} {} {}", self.subject, self.said())
    }

    /// Whether it is a thing to do while its stage lasts, rather than a term that runs out.
    #[must_use]
    pub fn is_to_do(&self) -> bool {
        self.status == Status::Due && self.due.is_none()
    }

    /// The status as people read it: a term that runs out is 临期, else 待办.
    #[must_use]
    pub fn status_chinese(&self) -> &'static str {
        if self.status == Status::Due && self.due.is_some() {
            "临期"
        } else {
            self.status.chinese()
        }
    }
}

/// A rulebook that a case was checked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnderRulebook {
    /// Its id, with which the names of its rules begin.
    pub id: String,
    /// The regulation's name.
    pub name: String,
    /// Its name and version, as people read it.
    pub title: String,
    /// Whether it is laid over another one, and says nothing of whether records are complete.
    pub is_over: bool,
}

/// What a check says of one case.
#[derive(Clone, Debug)]
pub struct CaseReport {
    /// The case's number.
    pub id: String,
    /// Its directory, as the user named it.
    pub path: String,
    /// Its kind.
    pub kind: String,
    /// Its stage.
    pub stage: String,
    /// 承办机构, where it is named.
    pub unit: Option<String>,
    /// The day it was opened.
    pub opened: NaiveDate,
    /// The digest of the manifest that was read.
    pub manifest_sha256: String,
    /// Whether everything that is asked is there: no error, and nothing postponed.
    pub complete: bool,
    /// The rulebooks that it was checked with, in order.
    pub rulebooks: Vec<UnderRulebook>,
    /// Lines that the rulebook says beside its findings.
    pub remarks: Vec<String>,
    /// All findings, problems or not, in the order of rules and subjects.
    pub findings: Vec<Finding>,
}

impl CaseReport {
    /// How many findings have that severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == Some(severity))
            .count()
    }

    /// How many findings have that status.
    #[must_use]
    pub fn count_status(&self, status: Status) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.status == status)
            .count()
    }
}
