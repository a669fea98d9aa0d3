//! The check of many cases in short: a line each, the worst first, and which articles it is about.

use std::collections::BTreeMap;
use std::path::Path;

use crate::finding::{CaseReport, Finding, Severity};
use crate::inert::Lines;

use super::table;

/// How many articles are named.
const ARTICLES: usize = 8;

/// What was found, case by case.
#[derive(Clone, Debug, Default)]
pub struct Brief {
    lines: Vec<Line>,
    clean: usize,
    /// Errors, and cases with errors, by the article that they serve.
    articles: BTreeMap<String, (usize, usize)>,
}

#[derive(Clone, Debug)]
struct Line {
    errors: usize,
    warnings: usize,
    cells: [String; 6],
}

impl Brief {
    /// Takes down one case; one without errors and warnings is counted only.
    pub fn add(&mut self, report: &CaseReport) {
        let errors = report.count(Severity::Error);
        let warnings = report.count(Severity::Warning);
        let worst = first(report, Severity::Error).or_else(|| first(report, Severity::Warning));
        let Some(worst) = worst else {
            self.clean += 1;
            return;
        };
        self.lines.push(Line {
            errors,
            warnings,
            cells: [
                report.id.clone(),
                report.unit.clone().unwrap_or_else(|| "—".to_owned()),
                report.stage.clone(),
                errors.to_string(),
                warnings.to_string(),
                what(worst),
            ],
        });
        let mut own: BTreeMap<String, usize> = BTreeMap::new();
        let of_error = |one: &&Finding| one.severity == Some(Severity::Error);
        for finding in report.findings.iter().filter(of_error) {
            *own.entry(label(finding)).or_default() += 1;
        }
        for (article, count) in own {
            let (errors, cases) = self.articles.entry(article).or_default();
            *errors += count;
            *cases += 1;
        }
    }

    /// Takes down a case that could not be read.
    pub fn add_unreadable(&mut self, path: &str, error: &str) {
        let none = || "—".to_owned();
        let what = error.lines().next().unwrap_or_default();
        let what = what.strip_prefix("错误：").unwrap_or(what).to_owned();
        let folder = Path::new(path).file_name().and_then(|name| name.to_str());
        let folder = folder.unwrap_or(path).to_owned();
        self.lines.push(Line {
            errors: usize::MAX,
            warnings: 0,
            cells: [folder, none(), "读不了".to_owned(), none(), none(), what],
        });
    }

    /// The lines, the worst first, and the articles with most errors.
    #[must_use]
    pub fn text(mut self) -> Lines {
        self.lines
            .sort_by_key(|line| std::cmp::Reverse((line.errors, line.warnings)));
        let rows: Vec<_> = self.lines.into_iter().map(|line| line.cells).collect();
        let mut text = Lines::default();
        if !rows.is_empty() {
            let header = ["案号", "承办机构", "阶段", "错误", "警告", "首要的一项"];
            text.add(table::clipped(&header, &rows));
        }
        if self.clean > 0 {
            text.add(format!("没有错误和警告的 {} 件没有列出", self.clean));
        }
        let mut articles: Vec<_> = self.articles.into_iter().collect();
        articles.sort_by_key(|(_, (errors, _))| std::cmp::Reverse(*errors));
        let told: Vec<_> = articles
            .iter()
            .take(ARTICLES)
            .map(|(article, (errors, cases))| {
                [article.clone(), errors.to_string(), cases.to_string()]
            })
            .collect();
        if !told.is_empty() {
            text.add("");
            text.add(table::unbroken(&["错误最多的条", "错误", "案件"], &told));
        }
        text
    }
}

/// A finding in a line: an event or record by its id, a question by its own words.
fn what(finding: &Finding) -> String {
    let (rule, subject) = (finding.rule_id(), finding.subject.as_str());
    if subject == "case" || subject.contains('.') {
        format!("{rule} {}", finding.said())
    } else {
        format!("{rule} {subject} {}", finding.said())
    }
}

/// The article that a finding serves, the program's own too; of a statute the rule.
fn label(finding: &Finding) -> String {
    match finding.article.filter(|_| finding.rulebook() == OWN) {
        Some(article) => format!("第{article}条"),
        None => table::article(finding),
    }
}

/// The rulebook of the program's own findings.
const OWN: &str = "anjuan";

/// The first finding of a severity, in the order of rules.
fn first(report: &CaseReport, severity: Severity) -> Option<&Finding> {
    let mut findings = report.findings.iter();
    findings.find(|one| one.severity == Some(severity))
}
