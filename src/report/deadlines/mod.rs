//! The terms of cases, one a row: as a table for people, as JSON, CSV and iCalendar for programs.

pub mod ics;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::table::plain;
use crate::finding::{CaseReport, Deadline, Finding, Moment, Standing};
use crate::inert::Lines;

/// A term of a case.
#[derive(Clone, Debug)]
pub struct Row {
    /// The case's number.
    pub case: String,
    /// Its directory, as the user named it.
    pub path: String,
    /// Its title.
    pub title: String,
    /// 承办机构, where it is named.
    pub unit: Option<String>,
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
                    unit: report.unit.clone(),
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

    /// Whether its end has passed without its being done.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.deadline.standing == Standing::Overdue
    }

    /// `过 3 日`, `余 3 日`: from a day to the end of an open term; empty where that is not known.
    #[must_use]
    pub fn left(&self, as_of: NaiveDate) -> String {
        match self.days_left(as_of) {
            Some(left) if left < 0 => format!("过 {} 日", -left),
            Some(left) => format!("余 {left} 日"),
            None => String::new(),
        }
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

/// Terms of one thing to do: two readings of one term are one thing, with two ends.
#[must_use]
pub fn things(rows: &[Row]) -> Vec<Vec<&Row>> {
    let mut things: Vec<Vec<&Row>> = Vec::new();
    let mut places: BTreeMap<[String; 6], usize> = BTreeMap::new();
    for row in rows {
        let deadline = &row.deadline;
        // What counts from nothing is told as it is written, and stands alone.
        let key = deadline.start.map(|start| {
            [
                row.path.clone(),
                row.rule.clone(),
                row.subject.clone(),
                deadline.what.clone(),
                format!("{} {}", deadline.from, start.to_toml()),
                row.is_open().to_string(),
            ]
        });
        let known = key.as_ref().and_then(|key| places.get(key));
        if let Some(thing) = known.and_then(|place| things.get_mut(*place)) {
            thing.push(row);
        } else {
            places.extend(key.map(|key| (key, things.len())));
            things.push(vec![row]);
        }
    }
    things
}

/// Headings of the table, each with the days left up to which terms stand below it.
const HEADINGS: &[(&str, i64)] = &[("逾期", -1), ("7 日之内", 7), ("以后", i64::MAX)];
/// The heading of open terms without an end.
const UNKNOWN: &str = "无法判断";
/// The heading of what is done or has not begun.
const REST: &str = "已办和未起算";

fn heading(thing: &[&Row], as_of: NaiveDate) -> &'static str {
    let open = thing.first().is_some_and(|row| row.is_open());
    let left = thing.iter().filter_map(|row| row.days_left(as_of)).min();
    match left {
        Some(left) => HEADINGS
            .iter()
            .find(|(_, most)| left <= *most)
            .map_or(UNKNOWN, |(title, _)| title),
        None if open => UNKNOWN,
        None => REST,
    }
}

/// The table: what is overdue, what ends within a week, what ends later; each thing once.
#[must_use]
pub fn table(rows: &[Row], as_of: NaiveDate) -> Lines {
    let things = things(rows);
    let titles = HEADINGS.iter().map(|(title, _)| *title);
    let mut text = Lines::default();
    for title in titles.chain([UNKNOWN, REST]) {
        let below = things.iter().filter(|thing| heading(thing, as_of) == title);
        let cells: Vec<_> = below.map(|thing| cells(thing, as_of)).collect();
        if cells.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.add("");
        }
        text.add(format!("{title}（{} 项）", cells.len()));
        text.add(plain(&["截止", "状态", "案号", "期限"], &cells));
    }
    text
}

/// The row of a thing: a line for each of its ends.
fn cells(thing: &[&Row], as_of: NaiveDate) -> [Lines; 4] {
    let lines = |of: &dyn Fn(&Row) -> String| Lines::of(thing.iter().map(|row| of(row)));
    let ends = lines(&|row| {
        let end = row.deadline.end;
        end.map_or_else(|| "—".into(), |end| end.to_string())
    });
    let states = lines(&|row| {
        let left = row.left(as_of);
        match row.deadline.done {
            _ if !left.is_empty() => left,
            Some(done) => format!("{} {}", row.deadline.standing.chinese(), done.date()),
            None => row.deadline.standing.chinese().to_owned(),
        }
    });
    let Some(first) = thing.first() else {
        return std::array::from_fn(|_| Lines::default());
    };
    let countings = thing
        .iter()
        .skip(1)
        .map(|row| row.deadline.counting.as_str());
    let counted: Vec<_> = std::iter::once(first.counted())
        .chain(countings.map(ToOwned::to_owned))
        .collect();
    let rule = first
        .rule
        .split_once('/')
        .map_or(&*first.rule, |(_, id)| id);
    let unit = first.unit.as_deref().unwrap_or_default();
    [
        ends,
        states,
        Lines::of([first.case.as_str(), unit]),
        Lines::of([
            first.deadline.what.clone(),
            format!("{rule} {} {}", first.subject, counted.join("、")),
        ]),
    ]
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
                "done": day(&deadline.done), "unit": row.unit,
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
    "承办机构",
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
            row.unit.clone().unwrap_or_default(),
        ]
    });
    super::csv::table(COLUMNS, lines)
}
