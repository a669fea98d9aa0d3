//! The yearly review: what it prints.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::super::Outcome;
use super::super::ui::Ui;
use super::{Format, Place};
use crate::check::quote;
use crate::finding::{Finding, Severity};
use crate::report::{state, table};
use crate::task::error::Failure;
use crate::task::find;
use crate::task::open::Library;
use crate::task::review::{
    self, By, COLUMNS, Candidate, Counts, Held, Request, Reviewed, Sight, Size, Tally, unit_name,
};

/// Holds the review and prints its summary: 2 where a case could not be read, else 1 where errors
/// were found.
pub(super) fn run(
    ui: &mut Ui,
    library: &Library,
    request: &Request,
    place: Place<'_>,
    format: Format,
) -> Outcome {
    let found = find::cases(place.paths);
    let held = review::hold(library, request, &found.cases)?;
    match format {
        Format::Table => print(ui, &held),
        Format::Csv => ui.document(&held.csv()),
        Format::Html => ui.document(&held.html()),
        Format::Json => ui.line(&value(library, &held).to_string()),
    }
    for (path, failure) in &held.unreadable {
        ui.note(path);
        ui.note(failure);
    }
    for failure in &found.failures {
        ui.note(failure);
    }
    if let Some(out) = &request.out {
        ui.note(&format!("写入 {}：{} 个文件", out.display(), held.files));
    }
    if let Some(command) = again(&held, request, place.typed) {
        ui.note(&format!("提示：{command}"));
    }
    Ok(code(&held, &found.failures))
}

fn code(held: &Held, failures: &[Failure]) -> u8 {
    if held.unreadable.is_empty() && failures.is_empty() {
        u8::from(held.all.errors > 0)
    } else {
        2
    }
}

/// The command that draws the same cases again, where they were drawn with a seed of the system.
fn again(held: &Held, request: &Request, typed: &[PathBuf]) -> Option<String> {
    let drawing = &held.drawing;
    let seed = drawing.seed.as_ref().filter(|_| request.seed.is_none())?;
    let size = match drawing.size {
        Size::All => return None,
        Size::Cases(cases) => format!("--sample {cases}"),
        Size::Percent(percent) => format!("--percent {percent}"),
    };
    let by = match drawing.by {
        By::Either => String::new(),
        by => format!(" --by {}", by.word()),
    };
    let year = drawing.year.to_string();
    let paths = typed.iter().map(|path| quote(&path.display().to_string()));
    let words: Vec<_> = std::iter::once(year).chain(paths).collect();
    Some(format!(
        "anjuan review {} {size} --seed {}{by}",
        words.join(" "),
        quote(seed)
    ))
}

fn print(ui: &mut Ui, held: &Held) {
    ui.line(&held.drawing.told());
    if let Some(seed) = &held.drawing.seed {
        ui.line(&format!("种子 {seed}"));
    }
    if !held.unreadable.is_empty() {
        ui.line(&format!(
            "其中无法读取 {} 件，年份不明，一并计入：",
            held.unreadable.len()
        ));
        for (path, _) in &held.unreadable {
            ui.line(&format!("  {path}"));
        }
    }
    if held.cases.is_empty() {
        return;
    }
    let rows: Vec<_> = held.cases.iter().map(case_row).collect();
    let header = ["案号", "承办机构", "阶段", "状态", "案由"];
    ui.apart(&table::clipped(&header, &rows));
    let rows: Vec<_> = held.units.iter().map(unit_row).collect();
    let header = [
        "承办机构",
        "案件",
        "齐备",
        "错误",
        "警告",
        "最多的条（项数）",
    ];
    ui.apart(&table::plain(&header, &rows));
    let rows: Vec<_> = held
        .all
        .articles
        .iter()
        .map(|(key, counts)| article_row(&key.label(), counts))
        .collect();
    let header = beside("条（件数）", COLUMNS);
    ui.apart(&table::plain(&header, &rows));
    ui.line("所列是检查所见的记录缺漏，不是评分；未核验散列");
}

fn case_row(case: &Reviewed) -> [String; 5] {
    let report = &case.report;
    let (errors, warnings) = (
        report.count(Severity::Error),
        report.count(Severity::Warning),
    );
    let unit = case.unit.clone().unwrap_or_default();
    [
        report.id.clone(),
        unit,
        report.stage.clone(),
        state(errors, warnings),
        case.title.clone(),
    ]
}

fn unit_row((unit, tally): (&String, &Tally)) -> [String; 6] {
    [
        unit_name(unit).to_owned(),
        tally.cases.to_string(),
        tally.complete.to_string(),
        tally.errors.to_string(),
        tally.warnings.to_string(),
        tally.frequent_text(),
    ]
}

fn article_row(label: &str, counts: &Counts) -> [String; 8] {
    beside(
        label.to_owned(),
        counts.cells().map(|count| count.to_string()),
    )
}

/// What is counted, and the columns beside it.
fn beside<T>(first: T, columns: [T; COLUMNS.len()]) -> [T; 8] {
    let [
        asked,
        satisfied,
        errors,
        warnings,
        undeclared,
        unattested,
        waived,
    ] = columns;
    [
        first, asked, satisfied, errors, warnings, undeclared, unattested, waived,
    ]
}

fn value(library: &Library, held: &Held) -> Value {
    let drawing = &held.drawing;
    let (cases, percent) = match drawing.size {
        Size::All => (None, None),
        Size::Cases(cases) => (Some(cases), None),
        Size::Percent(percent) => (None, Some(percent)),
    };
    let unreadable = held
        .unreadable
        .iter()
        .map(|(path, failure)| json!({"path": path, "error": failure.to_string()}));
    json!({
        "schema": 1,
        "tool": concat!("anjuan ", env!("CARGO_PKG_VERSION")),
        "as_of": held.as_of,
        "year": drawing.year,
        "by": drawing.by.word(),
        "draw": {
            "seed": drawing.seed,
            "sample": cases,
            "percent": percent,
            "of": drawing.pool,
            "drawn": drawing.drawn,
        },
        "pool": held.pool.iter().map(candidate).collect::<Vec<_>>(),
        "cases": held.cases.iter().map(case).collect::<Vec<_>>(),
        "unreadable": unreadable.collect::<Vec<_>>(),
        "articles": articles(&held.all),
        "units": held.units.iter().map(unit).collect::<Vec<_>>(),
        "rulebooks": library.used(),
        "summary": {
            "cases": held.all.cases,
            "complete": held.all.complete,
            "errors": held.all.errors,
            "warnings": held.all.warnings,
            "unreadable": held.unreadable.len(),
        },
    })
}

fn candidate(candidate: &Candidate) -> Value {
    json!({
        "id": candidate.id,
        "path": candidate.label(),
        "place": candidate.place,
        "drawn": candidate.drawn,
        "readable": candidate.failure.is_none(),
    })
}

fn case(case: &Reviewed) -> Value {
    let report = &case.report;
    let findings = report
        .findings
        .iter()
        .filter(|finding| finding.severity.is_some());
    json!({
        "id": report.id,
        "path": report.path,
        "title": case.title,
        "kind": report.kind,
        "stage": report.stage,
        "unit": case.unit,
        "opened": case.opened,
        "closed": case.closed,
        "complete": report.complete,
        "errors": report.count(Severity::Error),
        "warnings": report.count(Severity::Warning),
        "points": case.sights.iter().map(point).collect::<Vec<_>>(),
        "findings": findings.collect::<Vec<&Finding>>(),
    })
}

/// A point as the machine saw it: never a score.
fn point(sight: &Sight) -> Value {
    let counts = sight.counts.iter();
    let counts = counts.map(|(status, count)| (status.word().to_owned(), json!(count)));
    json!({
        "text": sight.point.text,
        "max": sight.max,
        "knock_out": sight.point.knock_out,
        "articles": sight.point.articles,
        "rules": sight.point.rules,
        "for_people": sight.is_blind(),
        "counts": counts.collect::<serde_json::Map<_, _>>(),
        "findings": sight.findings,
        "unseen": sight.point.unseen,
    })
}

fn articles(tally: &Tally) -> Vec<Value> {
    let lines = tally.articles.iter().map(|(key, counts)| {
        let mut line = json!({"statute": key.statute, "article": key.number});
        if let (Some(line), Ok(Value::Object(counts))) =
            (line.as_object_mut(), serde_json::to_value(counts))
        {
            line.extend(counts);
        }
        line
    });
    lines.collect()
}

fn unit((unit, tally): (&String, &Tally)) -> Value {
    json!({
        "unit": Some(unit).filter(|unit| !unit.is_empty()),
        "cases": tally.cases,
        "complete": tally.complete,
        "errors": tally.errors,
        "warnings": tally.warnings,
        "articles": articles(tally),
    })
}
