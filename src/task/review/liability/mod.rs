//! What a case file shows of the liabilities that an article lists (article 33): changes after
//! intake from the journal, files that are not as recorded, records that are not there.
//!
//! It tells what the records show. Intent, circumstances and consequences are for people.

mod files;
mod journal;
mod trace;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

pub use trace::{Cited, Trace};

use self::files::Compared;
use self::journal::{Telling, differences};
use crate::check::Options;
use crate::finding::{CaseReport, Finding, Severity, Status};
use crate::rulebook::{Evidence, Kind, Liability, Rulebook};
use crate::store::{self, JOURNAL, MANIFEST, Recorded, State};
use crate::task::archive::Head;
use crate::task::error::Failure;
use crate::task::examine;
use crate::task::open::{Library, Opened};
use crate::task::reader::StrictReader;

/// One liability, and what the case file shows of it.
#[derive(Clone, Debug)]
pub struct Account {
    /// The liability.
    pub liability: Liability,
    /// What counts.
    pub shown: Vec<Trace>,
    /// What is listed and does not count.
    pub beside: Vec<Trace>,
}

/// One case, liability by liability.
#[derive(Debug)]
pub struct Accounted {
    /// Its directory, as the user named it.
    pub path: String,
    /// Its number, kind, stage and title; none where it cannot be read.
    pub case: Option<Identity>,
    /// The liabilities, in the order of the article.
    pub accounts: Vec<Account>,
    /// When the journal begins; none without one.
    pub since: Option<String>,
    /// Where the journal stands; none without a sound one.
    pub head: Option<Head>,
    /// Files that were hashed.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// What a person should know.
    pub notes: Vec<String>,
    /// What could not be read or compared.
    pub failures: Vec<String>,
}

/// What a case is called.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Identity {
    /// Its number.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Its stage.
    pub stage: String,
    /// Its title.
    pub title: String,
}

impl Accounted {
    /// 0 nothing that counts, 1 something, 2 something could not be read.
    #[must_use]
    pub fn code(&self) -> u8 {
        if !self.failures.is_empty() {
            return 2;
        }
        u8::from(
            self.accounts
                .iter()
                .any(|account| !account.shown.is_empty()),
        )
    }
}

/// Gathers what the case in a directory shows of the liabilities of an article.
///
/// # Errors
/// A rulebook that cannot be read, or whose tables list no liability under that article. What
/// cannot be read of the case itself is part of the result.
pub fn account(
    library: &Library,
    dir: &Path,
    article: u16,
    as_of: NaiveDate,
) -> Result<Accounted, Failure> {
    let opened = library.open(dir);
    let book = match &opened {
        Ok(case) => case.rulebooks.first().cloned(),
        Err(_) => None,
    };
    let book = book.map_or_else(|| library.rulebook_near(dir), Ok)?;
    let liabilities: Vec<_> = book.review.liabilities_of(article).cloned().collect();
    if liabilities.is_empty() {
        return Err(unknown(&book, article));
    }
    let compared = files::compare(dir);
    let mut failures = compared.failures.clone();
    let inside = opened.as_ref().map_or(dir, |case| case.dir.as_path());
    let telling = tell(inside);
    let mut traces = telling.traces;
    let mut notes = notes(telling.since.as_ref(), &compared);
    let by_hand = by_hand(inside);
    let mut compared = compared;
    if !by_hand.is_empty() {
        // An edit by hand is told with more detail than by what it contradicts.
        let is_told = |trace: &Trace| trace.evidence == Evidence::Unaccepted;
        compared.traces.retain(|trace| !is_told(trace));
    }
    traces.extend(by_hand);
    match &opened {
        Ok(case) => {
            traces.extend(voided(case, &telling.voided));
            let report = examine::opened(case, Options::on(as_of));
            traces.extend(lacking(case, &report, &compared));
            notes.extend(report.remarks);
        }
        // A broken journal was told already.
        Err(failure) if failures.is_empty() => {
            let told = std::iter::once(&failure.what).chain(&failure.reasons);
            failures.push(told.cloned().collect::<Vec<_>>().join("："));
        }
        Err(_) => {}
    }
    if opened.is_err() {
        notes.push("案件读不出，没有检查缺少什么记录".to_owned());
    }
    traces.extend(compared.traces);
    let verified = compared.verified;
    Ok(Accounted {
        path: dir.display().to_string(),
        case: opened.ok().map(|case| identity(&case)),
        accounts: liabilities
            .into_iter()
            .map(|one| Account::of(one, &traces))
            .collect(),
        since: telling.since,
        head: verified.head,
        files: verified.files,
        bytes: verified.bytes,
        notes,
        failures,
    })
}

fn unknown(book: &Rulebook, article: u16) -> Failure {
    let mut known: Vec<_> = book
        .review
        .liabilities
        .iter()
        .map(|one| one.article)
        .collect();
    known.dedup();
    let failure = Failure::new(format!(
        "规程 {} 的 review.toml 没有列出第 {article} 条的情形",
        book.id
    ));
    match known.first() {
        Some(number) => {
            let words: Vec<_> = known.iter().map(u16::to_string).collect();
            failure
                .because(format!("列出的有：第 {} 条", words.join("、")))
                .hint(format!("anjuan review --article {number} 案件"))
        }
        None => failure,
    }
}

fn identity(case: &Opened) -> Identity {
    let head = &case.manifest.case.head;
    Identity {
        id: head.id.clone(),
        kind: head.kind.clone(),
        stage: head.stage.clone(),
        title: head.title.clone(),
    }
}

impl Account {
    fn of(liability: Liability, traces: &[Trace]) -> Self {
        let counts = |trace: &&Trace| liability.evidence.contains(&trace.evidence);
        let (shown, mild): (Vec<_>, Vec<_>) = traces
            .iter()
            .filter(counts)
            .cloned()
            .partition(|trace| !trace.is_mild);
        let beside = traces
            .iter()
            .filter(|trace| liability.also.contains(&trace.evidence));
        let beside = mild.into_iter().chain(beside.cloned()).collect();
        Self {
            liability,
            shown,
            beside,
        }
    }
}

/// The journal as far as it can be read; where its chain breaks, the comparison says so.
fn tell(dir: &Path) -> Telling {
    let mut telling = Telling::default();
    let lines = store::entries(&dir.join(JOURNAL)).into_iter().flatten();
    for entry in lines.map_while(Result::ok) {
        telling.read(&entry.line);
    }
    telling
}

/// What a hand edit did that no line of the journal tells of yet.
fn by_hand(dir: &Path) -> Vec<Trace> {
    let state = store::load(dir, &StrictReader).map(|snapshot| snapshot.state);
    let Ok(State::HandEdited(edit)) = state else {
        return Vec::new();
    };
    let nothing = Recorded::default();
    let mut traces = Vec::new();
    for change in &edit.changed {
        let now = change.now.as_ref().unwrap_or(&nothing);
        let gone = if change.now.is_none() {
            "记录被去掉；"
        } else {
            ""
        };
        for (what, from, to) in differences(&change.was, now) {
            let what = format!("{gone}{what}，与日志不符，没有经过接受");
            traces.push(Trace::new(Evidence::Unaccepted, &change.id, what).changed(from, to));
        }
    }
    let told = |id: &String| edit.changed.iter().any(|change| change.id == *id);
    for id in edit.removed.iter().filter(|id| !told(id)) {
        traces.push(Trace::new(
            Evidence::Removed,
            id,
            "从清单删去，还没有记入日志",
        ));
    }
    if traces.is_empty() && edit.unreadable.is_none() {
        let message = "手工修改了清单，还没有记入日志，改了什么无从知道";
        traces.push(Trace::new(Evidence::HandEdit, MANIFEST, message));
    }
    traces
}

/// Every void record, with the line that made it so.
fn voided(case: &Opened, lines: &BTreeMap<String, Cited>) -> Vec<Trace> {
    let records = case.manifest.case.records.iter();
    let void = records.filter(|record| record.is_void());
    void.map(|record| {
        let reason = record.reason.as_deref().unwrap_or("没有写理由");
        let message = format!("{} 作废，仍然留存：{reason}", record.kind);
        let trace = Trace::new(Evidence::Voided, &record.id, message);
        match lines.get(&record.id) {
            Some(line) => trace.cited(line),
            None => trace,
        }
    })
    .collect()
}

/// What each status of a finding is evidence of.
const FINDINGS: &[(Status, Evidence)] = &[
    (Status::Missing, Evidence::Missing),
    (Status::Incomplete, Evidence::Deficient),
    (Status::Conflict, Evidence::Deficient),
    (Status::Overdue, Evidence::Deficient),
    (Status::Undeclared, Evidence::Undeclared),
];

/// What the check finds missing or not as it must be, but for what is told elsewhere here: the
/// history, and files that are gone or changed.
fn lacking(case: &Opened, report: &CaseReport, compared: &Compared) -> Vec<Trace> {
    let history = case.rulebook().built_in.history;
    let records = &case.manifest.case.records;
    let told = |finding: &Finding| {
        let own = finding.rule.starts_with("anjuan/");
        let is_history = own && finding.article == history;
        let record = records.iter().find(|record| record.id == finding.subject);
        let path = record.map_or(Some(finding.subject.as_str()), |record| {
            record.path.as_deref()
        });
        is_history || (looks_at_files(case, finding) && compared.tells_of(path))
    };
    let trace = |finding: &Finding| {
        let (_, evidence) = FINDINGS
            .iter()
            .find(|(status, _)| *status == finding.status)?;
        let (status, rule, said) = (finding.status_chinese(), finding.rule_id(), finding.said());
        let message = if status == evidence.chinese() {
            format!("{rule} {said}")
        } else {
            format!("{status} {rule} {said}")
        };
        let mut trace = Trace::new(*evidence, &finding.subject, message);
        trace.is_mild = finding.severity != Some(Severity::Error);
        Some(trace)
    };
    let findings = report.findings.iter();
    let findings =
        findings.filter(|finding| finding.severity.is_some() && finding.article.is_some());
    findings
        .filter(|finding| !told(finding))
        .filter_map(trace)
        .collect()
}

/// Whether the rule of a finding asks for a file as it is recorded.
fn looks_at_files(case: &Opened, finding: &Finding) -> bool {
    let Some((book, rule)) = finding.rule.split_once('/') else {
        return false;
    };
    let book = case.rulebooks.iter().find(|known| known.id == book);
    let rule = book.and_then(|book| book.rule(rule));
    let mut asked = rule
        .into_iter()
        .flat_map(|rule| &rule.parts)
        .flat_map(|part| &part.require);
    asked.any(|requirement| matches!(requirement.kind, Kind::FileIntact | Kind::FileListed))
}

/// Without a journal the comparison says what cannot be known.
fn notes(since: Option<&String>, compared: &Compared) -> Vec<String> {
    let since = since.map(|time| format!("操作日志自 {time} 开始，此前的改动无从知道"));
    let broken = "操作日志已损坏，所引的日志行不可靠，损坏之后的没有读";
    let broken = compared.is_broken().then(|| broken.to_owned());
    let others = compared
        .verified
        .notes
        .iter()
        .chain(&compared.beside)
        .cloned();
    since.into_iter().chain(broken).chain(others).collect()
}
