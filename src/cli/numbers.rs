//! `anjuan list --numbers`: the register of 文号, a series a table.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::Outcome;
use super::ui::Ui;
use crate::case::vocabulary::DRAFT;
use crate::report::{csv, table};
use crate::task::find;
use crate::task::numbers::{Entry, Register, Series};
use crate::task::open::Library;

/// How the register is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Table,
    Json,
    Csv,
}

/// What a number that nobody has stands as.
const GAP: &str = "空号";

pub(super) fn run(ui: &mut Ui, paths: &[PathBuf], form: Form) -> Outcome {
    let found = find::cases(&find::paths_or_workspace(paths));
    let register = Register::of(&Library::default(), &found.cases)?;
    match form {
        Form::Table => print(ui, &register),
        Form::Json => ui.line(&value(&register).to_string()),
        Form::Csv => ui.document(&table_of(&register)),
    }
    let failures = register.unreadable.iter().chain(&found.failures);
    let mut failed = false;
    for failure in failures {
        failed = true;
        ui.note(failure);
    }
    let is_double = register
        .series
        .iter()
        .any(|series| series.entries.iter().any(|entry| entry.is_double));
    Ok(if failed { 2 } else { u8::from(is_double) })
}

fn print(ui: &mut Ui, register: &Register) {
    for series in &register.series {
        ui.line(&heading(series));
        let rows: Vec<_> = lines(series).into_iter().map(row).collect();
        let header = ["文号", "日期", "案号", "记录", "文书", "状态", "案由"];
        ui.line(&table::clipped(&header, &rows));
        ui.line("");
    }
    for (number, entries) in register.doubles() {
        let places: Vec<_> = entries
            .iter()
            .map(|entry| format!("{} 的 {}", entry.path.display(), entry.record))
            .collect();
        ui.line(&format!("重号：{number} 用于 {}", places.join("、")));
    }
    let count = |test: fn(&Entry) -> bool| -> usize {
        let series = register.series.iter();
        series
            .map(|one| one.entries.iter().filter(|entry| test(entry)).count())
            .sum()
    };
    ui.line(&format!(
        "{} 个文号：空号 {}，作废 {}，重号 {}",
        count(|_| true),
        register
            .series
            .iter()
            .map(missing)
            .fold(0, u64::saturating_add),
        count(|entry| entry.is_void),
        register.doubles().len(),
    ));
}

/// How many running numbers of a series nobody has.
fn missing(series: &Series) -> u64 {
    let sizes = series.gaps.iter().map(|(first, last)| last - first + 1);
    sizes.fold(0, u64::saturating_add)
}

fn heading(series: &Series) -> String {
    let kinds = series.documents.join("、");
    match (&series.pattern, series.year) {
        (Some(pattern), _) => format!("{}  {kinds}", pattern.replace("{n}", "…")),
        (None, Some(year)) => format!("不成序列的文号（{year} 年）  {kinds}"),
        (None, None) => format!("不成序列的文号  {kinds}"),
    }
}

/// A line of the register: a number, or what is missing.
enum Line<'a> {
    Given(&'a Entry),
    Missing(String),
}

/// The numbers of a series in their order, with what is missing where it is missing.
fn lines(series: &Series) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut gaps = series.gaps.iter().peekable();
    for entry in &series.entries {
        let before = |gap: &&(u64, u64)| entry.running.is_some_and(|running| gap.1 < running);
        while let Some((first, last)) = gaps.next_if(before) {
            let range = if first == last {
                first.to_string()
            } else {
                format!("{first}至{last}")
            };
            let pattern = series.pattern.as_deref().unwrap_or("{n}");
            lines.push(Line::Missing(pattern.replace("{n}", &range)));
        }
        lines.push(Line::Given(entry));
    }
    lines
}

fn row(line: Line<'_>) -> [String; 7] {
    let none = String::new;
    match line {
        Line::Missing(number) => [
            number,
            none(),
            none(),
            none(),
            none(),
            GAP.to_owned(),
            none(),
        ],
        Line::Given(entry) => [
            entry.number.clone(),
            entry.date.map_or_else(none, |date| date.to_string()),
            entry.case.clone(),
            entry.record.clone(),
            entry.kind.clone(),
            state(entry),
            entry.case_title.clone(),
        ],
    }
}

/// A draft that has its number was issued and is not signed yet.
fn state(entry: &Entry) -> String {
    let state = if entry.state == DRAFT {
        "已签发"
    } else {
        &entry.state
    };
    if entry.is_double {
        format!("{state}，重号")
    } else {
        state.to_owned()
    }
}

fn table_of(register: &Register) -> String {
    let header = [
        "文号",
        "日期",
        "案号",
        "记录",
        "文书",
        "状态",
        "案由",
        "案件目录",
    ];
    let rows = register.series.iter().flat_map(lines).map(|line| {
        let path = match &line {
            Line::Given(entry) => entry.path.display().to_string(),
            Line::Missing(_) => String::new(),
        };
        let mut cells = row(line).to_vec();
        cells.push(path);
        cells
    });
    csv::table(&header, rows)
}

fn value(register: &Register) -> Value {
    let series: Vec<_> = register.series.iter().map(series_value).collect();
    let unreadable: Vec<_> = register
        .unreadable
        .iter()
        .map(ToString::to_string)
        .collect();
    json!({
        "schema": 1,
        "series": series,
        "numbers": register.series.iter().map(|one| one.entries.len()).sum::<usize>(),
        "doubled": register.doubles().len(),
        "unreadable": unreadable,
    })
}

fn series_value(series: &Series) -> Value {
    let gaps = series.gaps.iter();
    let gaps: Vec<_> = gaps
        .map(|(first, last)| json!({"from": first, "to": last}))
        .collect();
    let numbers: Vec<_> = series.entries.iter().map(entry_value).collect();
    json!({
        "pattern": series.pattern, "year": series.year, "types": series.documents,
        "gaps": gaps, "numbers": numbers,
    })
}

fn entry_value(entry: &Entry) -> Value {
    json!({
        "number": entry.number, "running": entry.running, "case": entry.case,
        "path": entry.path, "case_title": entry.case_title, "record": entry.record,
        "type": entry.kind, "title": entry.title, "date": entry.date, "state": entry.state,
        "doubled": entry.is_double,
    })
}
