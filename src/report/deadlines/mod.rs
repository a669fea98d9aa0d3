//! The terms of cases, one a row: as a table for people, as JSON, CSV and iCalendar for programs.

pub mod ics;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::table::plain;
use crate::finding::{CaseReport, Deadline, Finding, Moment, Standing};

/// A term of a case.
#[derive(Clone, Debug)]
pub struct Row {
    /// The case's number.
    pub case: String,
    /// Its directory, as the user named it.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The rule that counts the term, with its rulebook.
    pub rule: String,
    /// The provision, in words.
    pub basis: String,
    /// What the rule looks at.
    pub subject: String,
    /// The term.
    pub deadline: Deadline,
}

/// The terms that a check counted; each once, though two requirements may count it.
#[must_use]
pub fn rows(report: &CaseReport, title: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for finding in &report.findings {
        for deadline in &finding.deadlines {
            let known = rows.iter().any(|row| {
                row.rule == finding.rule
                    && row.subject == finding.subject
                    && row.deadline == *deadline
            });
            if !known {
                rows.push(Row {
                    case: report.id.clone(),
                    path: report.path.clone(),
                    title: title.to_owned(),
                    rule: finding.rule.clone(),
                    basis: basis(report, finding),
                    subject: finding.subject.clone(),
                    deadline: deadline.clone(),
                });
            }
        }
    }
    rows
}

fn basis(report: &CaseReport, finding: &Finding) -> String {
    if let Some(basis) = &finding.basis {
        return basis.clone();
    }
    let mut books = report.rulebooks.iter();
    let title = books.find(|book| book.id == finding.rulebook());
    let title = title.map_or("", |book| book.name.as_str());
    let article = finding.article;
    article.map_or_else(
        || title.to_owned(),
        |article| format!("{title}第{article}条"),
    )
}

/// Sorts terms: open ones by their end, then those that cannot be counted, then what is done.
pub fn sort(rows: &mut [Row]) {
    rows.sort_by(|a, b| {
        let key = |row: &Row| {
            let end = row.deadline.end.map(|end| (end.date(), end.local()));
            (!row.is_open(), end.is_none(), end)
        };
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.path, &a.rule, &a.subject).cmp(&(&b.path, &b.rule, &b.subject)))
    });
}

impl Row {
    /// Whether something is still to be done, or to be waited for.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(
            self.deadline.standing,
            Standing::Overdue | Standing::Running | Standing::Unknown
        )
    }

    /// Calendar days from a day to the end; negative: past.
    fn days_left(&self, as_of: NaiveDate) -> Option<i64> {
        let end = self.deadline.end.filter(|_| self.is_open())?;
        Some((end.date() - as_of).num_days())
    }

    /// `自结案审批表的文书日期 2026-06-20 起 5工作日`.
    #[must_use]
    pub fn counted(&self) -> String {
        let Deadline {
            from,
            start,
            counting,
            ..
        } = &self.deadline;
        match start {
            Some(start) => format!("自{from} {start} 起 {counting}"),
            None if counting.is_empty() => format!("以所载{from}为准"),
            None => format!("自{from}起 {counting}，尚未起算"),
        }
    }
}

/// The table: open terms first; what is done where all are wanted.
#[must_use]
pub fn table(rows: &[Row], as_of: NaiveDate) -> String {
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let deadline = &row.deadline;
            let end = deadline
                .end
                .map_or_else(|| "—".into(), |end| end.to_string());
            let left = match (row.days_left(as_of), deadline.done) {
                (Some(left), _) if left < 0 => format!("过 {} 日", -left),
                (Some(left), _) => format!("余 {left} 日"),
                (None, Some(done)) => done.date().to_string(),
                (None, None) => String::new(),
            };
            let rule = row.rule.split_once('/').map_or(&*row.rule, |(_, id)| id);
            [
                end,
                format!("{}\n{left}", deadline.standing.chinese()),
                format!("{}\n{rule} {}", row.case, row.subject),
                format!("{}\n{}", deadline.what, row.counted()),
            ]
        })
        .collect();
    plain(&["截止", "状态", "案号", "期限"], &cells)
}

/// One line for each term, for programs.
#[must_use]
pub fn json(rows: &[Row], as_of: NaiveDate) -> Value {
    let day = |moment: &Option<Moment>| moment.map(Moment::to_toml);
    let terms: Vec<_> = rows
        .iter()
        .map(|row| {
            let deadline = &row.deadline;
            json!({
                "case": row.case, "path": row.path, "title": row.title, "rule": row.rule,
                "basis": row.basis, "subject": row.subject, "what": deadline.what,
                "from": deadline.from, "start": day(&deadline.start),
                "counting": deadline.counting, "end": day(&deadline.end),
                "days_left": row.days_left(as_of), "standing": deadline.standing.word(),
                "done": day(&deadline.done),
            })
        })
        .collect();
    Value::Array(terms)
}

/// The columns of the CSV, in the words of the table.
const COLUMNS: &[&str] = &[
    "截止",
    "状态",
    "余日",
    "案号",
    "案由",
    "规则",
    "依据",
    "对象",
    "事项",
    "起算",
    "起算日",
    "计算",
    "完成",
    "路径",
];

/// The same rows for a spreadsheet program.
#[must_use]
pub fn csv(rows: &[Row], as_of: NaiveDate) -> String {
    let text =
        |moment: Option<Moment>| moment.map_or_else(String::new, |moment| moment.to_string());
    let lines = rows.iter().map(|row| {
        let deadline = &row.deadline;
        let left = row.days_left(as_of).map(|left| left.to_string());
        vec![
            text(deadline.end),
            deadline.standing.chinese().to_owned(),
            left.unwrap_or_default(),
            row.case.clone(),
            row.title.clone(),
            row.rule.clone(),
            row.basis.clone(),
            row.subject.clone(),
            deadline.what.clone(),
            deadline.from.clone(),
            text(deadline.start),
            deadline.counting.clone(),
            text(deadline.done),
            row.path.clone(),
        ]
    });
    super::csv::table(COLUMNS, lines)
}
