//! The summary as tables for a spreadsheet program.

use super::tally::{COLUMNS, Tally};
use super::{Held, unit_name};
use crate::finding::Severity;
use crate::report::csv;

/// What every line repeats: of which review it is, and how its cases were drawn.
const DRAWN: [&str; 5] = ["年度", "按", "全部件数", "抽取件数", "种子"];

fn drawn(held: &Held) -> [String; 5] {
    let drawing = &held.drawing;
    [
        drawing.year.to_string(),
        drawing.by.chinese().to_owned(),
        drawing.pool.to_string(),
        drawing.drawn.to_string(),
        drawing.seed.clone().unwrap_or_default(),
    ]
}

/// By unit and article: a line for each article, and one with the totals of the unit; all units
/// together first.
pub(super) fn summary(held: &Held) -> String {
    let totals = ["案件", "齐备案件", "错误", "警告"];
    let header = [&["承办机构", "条"], totals.as_slice(), &COLUMNS, &DRAWN].concat();
    let mut rows = tally(held, "全部", &held.all);
    for (unit, counts) in &held.units {
        rows.extend(tally(held, unit_name(unit), counts));
    }
    csv::table(&header, rows)
}

fn tally(held: &Held, unit: &str, tally: &Tally) -> Vec<Vec<String>> {
    let row = |what: String, totals: [String; 4], counts: [String; COLUMNS.len()]| {
        let cells = [unit.to_owned(), what].into_iter();
        let cells = cells.chain(totals).chain(counts).chain(drawn(held));
        cells.collect::<Vec<_>>()
    };
    let totals = [tally.cases, tally.complete, tally.errors, tally.warnings];
    let totals = totals.map(|count| count.to_string());
    let none = COLUMNS.map(|_| String::new());
    let mut rows = vec![row("合计".to_owned(), totals, none)];
    for (key, counts) in &tally.articles {
        let no_totals = std::array::from_fn(|_| String::new());
        let counts = counts.cells().map(|count| count.to_string());
        rows.push(row(key.label(), no_totals, counts));
    }
    rows
}

/// All cases of the year with their places in the draw, so that anybody can draw again.
pub(super) fn cases(held: &Held) -> String {
    let header = [
        "案号",
        "路径",
        "抽取次序",
        "抽中",
        "立案",
        "结案",
        "承办机构",
        "案由",
        "错误",
        "警告",
        "说明",
    ];
    let header = [header.as_slice(), &DRAWN].concat();
    let mut rows = Vec::new();
    for candidate in &held.pool {
        let label = candidate.label();
        let checked = held.cases.iter().find(|one| one.report.path == label);
        let count = |severity| checked.map(|one| one.report.count(severity).to_string());
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        let said = match (&candidate.failure, checked) {
            (Some(_), _) => "无法读取".to_owned(),
            (None, Some(checked)) => checked.verdict(),
            (None, None) => String::new(),
        };
        let cells = [
            Some(candidate.id.clone()),
            Some(label.clone()),
            Some(candidate.place.to_string()),
            Some(if candidate.drawn { "是" } else { "否" }.to_owned()),
            day(candidate.opened),
            day(candidate.closed),
            checked.and_then(|one| one.unit.clone()),
            checked.map(|one| one.title.clone()),
            count(Severity::Error),
            count(Severity::Warning),
            Some(said),
        ];
        let cells = cells.map(Option::unwrap_or_default).into_iter();
        rows.push(cells.chain(drawn(held)).collect());
    }
    csv::table(&header, rows)
}
