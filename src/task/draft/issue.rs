//! Issuing: a draft gets its number and date, and changes no more.

use chrono::NaiveDate;
use toml::Value;

use crate::case::edit::Editor;
use crate::case::{Day, Record};
use crate::check::quote;
use crate::rulebook::Document;
use crate::store::Change;
use crate::task::change::Session;
use crate::task::error::Failure;
use crate::task::numbers;
use crate::task::open::Opened;
use crate::workspace::FILE;

use super::file::DraftFile;
use super::generate::Blank;
use super::missing::{by_hand, refused};
use super::paper::{Format, render};
use super::redraw::{Redrawn, must_be_open};
use super::{Drafted, document, record};

/// What a draft is issued with.
#[derive(Clone, Debug)]
pub struct Issue {
    /// The record.
    pub id: String,
    /// The 文号; none: the next one of the workspace's pattern.
    pub number: Option<String>,
    /// The day that it bears.
    pub date: NaiveDate,
}

/// Sets number and date of a draft and writes it anew with them, unless it was edited by hand.
///
/// # Errors
/// A record that is no draft, or was issued; a number that is taken, or that nobody gives to a
/// paper that goes out; what the store refuses. Nothing is written then.
pub fn issue(session: Session<'_>, issue: &Issue) -> Result<Drafted, Failure> {
    let case = &session.case;
    let old = record(case, &issue.id)?;
    let document = document(case.rulebook(), &old.kind)?;
    must_be_open(case, old, document)?;
    let mut notes: Vec<_> = session.remark().into_iter().collect();
    let number = number_for(case, document, old, issue, &mut notes)?;
    let mut planned = old.clone();
    planned.number.clone_from(&number);
    planned.date = Some(Day(issue.date));
    let file = DraftFile::of(case, old)?;
    let mut change = Change::new("doc-issue")
        .data("id", old.id.as_str())
        .data("type", document.name.as_str())
        .data("number", number.clone())
        .data("date", issue.date.to_string());
    let mut path = None;
    if let DraftFile::Edited(edited) = &file {
        notes.push(format!(
            "{edited} 在生成之后改动过，没有重新生成：请自行在其中填上{}日期",
            if number.is_some() { "文号和" } else { "" }
        ));
    } else {
        let format = file.path().and_then(Format::of).unwrap_or_default();
        // What was left to the hand when it was drafted may still be.
        let paper = render(case, document, &planned, &Blank::All, format)
            .map_err(|lack| refused(case, document, &planned, lack, ""))?;
        notes.extend(by_hand(&paper.by_hand));
        let redrawn = Redrawn::new(case, document, &planned, paper, &file, format);
        notes.push(format!("文件：{}", case.dir.join(&redrawn.path).display()));
        let (with_file, new) = redrawn.into_change(change);
        (change, path) = (with_file, Some(new));
    }
    notes.push(match &number {
        Some(number) => format!("文号 {number}，日期 {}", issue.date),
        None => format!("日期 {}", issue.date),
    });
    let made = vec![(old.id.clone(), document.name.clone())];
    let (id, date) = (old.id.clone(), issue.date);
    let step = move |editor: &mut Editor, _: &[_]| {
        if let Some(number) = number {
            editor.set_value(&format!("{id}.number"), number)?;
        }
        if let Some(path) = path {
            editor.set_value(&format!("{id}.path"), path)?;
        }
        editor.set_value(&format!("{id}.date"), day(date)).map(drop)
    };
    let done = session.carry_out(change, made, Box::new(step))?;
    Ok(Drafted { done, notes })
}

/// A day as the manifest has it.
pub(super) fn day(date: NaiveDate) -> toml_edit::Value {
    let text = date.to_string();
    // A year of more than four digits is no TOML date; the strict reader then says so.
    text.parse::<toml_edit::Datetime>()
        .map_or_else(|_| text.into(), Into::into)
}

fn number_for(
    case: &Opened,
    document: &Document,
    record: &Record,
    issue: &Issue,
    notes: &mut Vec<String>,
) -> Result<Option<String>, Failure> {
    if let Some(number) = &issue.number {
        let number = numbers::year_in_brackets(number);
        notes.extend(numbers::must_be_free(case, record, &number)?);
        return Ok(Some(number));
    }
    let year = chrono::Datelike::year(&issue.date);
    match numbers::next(case, document, year)? {
        Some(number) => Ok(Some(number)),
        None if !numbers::is_numbered(document) => Ok(None),
        None => Err(Failure::new(format!("没有《{}》的文号格式", document.name))
            .because(format!(
                "{FILE} 的 [numbering] 中没有 {} = {}",
                Value::String(document.name.clone()),
                Value::String("{short}…〔{year}〕{n}号".to_owned())
            ))
            .hint(format!(
                "anjuan doc issue {} {} --date 年-月-日 --number 文号",
                quote(&case.label),
                record.id
            ))),
    }
}
