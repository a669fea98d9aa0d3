//! Counting what was found: by article and by unit.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::{CaseReport, Finding, Severity, Status};
use crate::task::open::Opened;

/// An article, of the rulebook's regulation or of a statute that it names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticleKey {
    /// The statute; none: the regulation itself.
    pub statute: Option<String>,
    /// The number.
    pub number: u16,
}

impl ArticleKey {
    /// The article as people read it.
    #[must_use]
    pub fn label(&self) -> String {
        let statute = self.statute.as_deref().unwrap_or_default();
        format!("{statute}第{}条", self.number)
    }

    /// The article that a finding serves; none where it serves none.
    fn of(case: &Opened, finding: &Finding) -> Option<Self> {
        let number = finding.article?;
        let (book, rule) = finding.rule.split_once('/')?;
        let book = case.rulebooks.iter().find(|known| known.id == book);
        let statute = book.and_then(|book| Some(book.statute(rule)?.name.clone()));
        Some(Self { statute, number })
    }
}

/// One case, article by article: each is asked once.
pub(super) type Standings = BTreeMap<ArticleKey, Counts>;

/// The articles that a case was asked for, and how it stands to each.
pub(super) fn standings(case: &Opened, report: &CaseReport) -> Standings {
    let mut all = Standings::new();
    let asked = report.findings.iter();
    for finding in asked.filter(|finding| finding.status != Status::NotApplicable) {
        if let Some(key) = ArticleKey::of(case, finding) {
            all.entry(key).or_insert(Counts::ASKED).find(finding);
        }
    }
    all
}

/// Over several cases: how many of them stand how to one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Cases that were asked.
    pub asked: usize,
    /// Cases in which everything that is asked is there, with nothing left to say.
    pub satisfied: usize,
    /// Cases with an error.
    pub errors: usize,
    /// Cases with a warning.
    pub warnings: usize,
    /// Cases with something undeclared.
    pub undeclared: usize,
    /// Cases with something that a person must attest.
    pub unattested: usize,
    /// Cases with something waived.
    pub waived: usize,
    /// Findings of severity error or warning.
    pub problems: usize,
}

impl Counts {
    /// One case that was asked, and in which nothing is wrong so far.
    const ASKED: Self = Self {
        asked: 1,
        satisfied: 1,
        errors: 0,
        warnings: 0,
        undeclared: 0,
        unattested: 0,
        waived: 0,
        problems: 0,
    };

    /// Takes one finding of one case into account.
    fn find(&mut self, finding: &Finding) {
        if finding.status != Status::Satisfied {
            self.satisfied = 0;
        }
        match finding.severity {
            Some(Severity::Error) => self.errors = 1,
            Some(Severity::Warning) => self.warnings = 1,
            _ => {}
        }
        match finding.status {
            Status::Undeclared => self.undeclared = 1,
            Status::Unattested => self.unattested = 1,
            Status::Waived => self.waived = 1,
            _ => {}
        }
        self.problems += usize::from(finding.is_at_least(Severity::Warning));
    }

    fn add(&mut self, one: &Self) {
        self.asked += one.asked;
        self.satisfied += one.satisfied;
        self.errors += one.errors;
        self.warnings += one.warnings;
        self.undeclared += one.undeclared;
        self.unattested += one.unattested;
        self.waived += one.waived;
        self.problems += one.problems;
    }

    /// The counts in the order of [`COLUMNS`].
    #[must_use]
    pub fn cells(&self) -> [usize; 7] {
        [
            self.asked,
            self.satisfied,
            self.errors,
            self.warnings,
            self.undeclared,
            self.unattested,
            self.waived,
        ]
    }
}

/// What [`Counts::cells`] counts, in cases.
pub const COLUMNS: [&str; 7] = [
    "涉及",
    "齐备",
    "有错误",
    "有警告",
    "未声明",
    "待确认",
    "已豁免",
];

/// The cases of one unit, or all of them.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Cases.
    pub cases: usize,
    /// Cases in which everything that is asked is there.
    pub complete: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// By article.
    pub articles: BTreeMap<ArticleKey, Counts>,
}

/// How many articles are named as the most frequent.
const FREQUENT: usize = 3;

impl Tally {
    pub(super) fn add(&mut self, report: &CaseReport, standings: &Standings) {
        self.cases += 1;
        self.complete += usize::from(report.complete);
        self.errors += report.count(Severity::Error);
        self.warnings += report.count(Severity::Warning);
        for (key, one) in standings {
            self.articles.entry(key.clone()).or_default().add(one);
        }
    }

    /// The articles with the most errors and warnings, the worst first, and how many.
    #[must_use]
    pub fn frequent(&self) -> Vec<(&ArticleKey, usize)> {
        let counted = self
            .articles
            .iter()
            .map(|(key, counts)| (key, counts.problems));
        let mut found: Vec<_> = counted.filter(|(_, problems)| *problems > 0).collect();
        found.sort_by_key(|(_, problems)| std::cmp::Reverse(*problems));
        found.truncate(FREQUENT);
        found
    }

    /// [`frequent`](Self::frequent) in one line.
    #[must_use]
    pub fn frequent_text(&self) -> String {
        let frequent = self.frequent();
        let words = frequent
            .iter()
            .map(|(key, problems)| format!("{}（{problems}）", key.label()));
        words.collect::<Vec<_>>().join("、")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(status: Status) -> Finding {
        Finding {
            rule: "x/1-1".to_owned(),
            article: Some(1),
            status,
            severity: status.severity(),
            subject: String::new(),
            message: String::new(),
            fix: String::new(),
            due: None,
            line: None,
            basis: None,
            deadlines: Vec::new(),
        }
    }

    #[test]
    fn counts_are_of_cases_and_problems_of_findings() {
        let mut counts = Counts::default();
        for statuses in [
            &[Status::Satisfied, Status::Satisfied][..],
            &[Status::Missing, Status::Undeclared, Status::Satisfied],
            &[Status::Waived],
            &[Status::Undecidable, Status::Unattested],
        ] {
            let mut one = Counts::ASKED;
            for status in statuses {
                one.find(&finding(*status));
            }
            counts.add(&one);
        }
        assert_eq!(counts.cells(), [4, 1, 1, 1, 1, 1, 1]);
        assert_eq!(counts.problems, 3);
    }
}
