//! The report for people: 80 columns, worst first, then what to do, with commands unbroken.

use std::fmt::Write as _;

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets,
};
use unicode_width::UnicodeWidthStr;

use crate::finding::{CaseReport, Finding, Severity, Status};
use crate::inert::{Lines, Printed};

use super::{RulebookLine, Summary};

/// The width that every line but commands keeps to.
const WIDTH: u16 = 80;

/// How much of a digest tells two versions apart for a reader.
const SHORT: usize = 12;

/// One case; the findings of each rulebook by themselves.
#[must_use]
pub fn case(report: &CaseReport, title: &str, all: bool) -> Lines {
    let (kind, stage, path) = (&report.kind, &report.stage, &report.path);
    let mut text = Lines::of([
        format!("{} {title}", report.id),
        format!("{kind} · {stage} · {path}"),
    ]);
    for remark in &report.remarks {
        text.add(format!("注意：{remark}"));
    }
    let mut shown: Vec<Vec<&Finding>> = Vec::new();
    for (number, rulebook) in report.rulebooks.iter().enumerate() {
        let own = group(report, number);
        if report.rulebooks.len() > 1 {
            text.add(format!("【{}】{}", rulebook.id, rulebook.title));
        }
        let mut rows: Vec<_> = own
            .iter()
            .copied()
            .filter(|finding| all || finding.severity.is_some())
            .collect();
        rows.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let rows = folded(&rows, all);
        if !rows.is_empty() {
            text.add(table(&rows, shown.len()));
        }
        text.add(verdict(&own, !rulebook.is_over));
        shown.extend(rows);
    }
    if shown.iter().any(|row| row.len() > 1) {
        text.add("同类的提示并为一行，--all 逐项列出");
    }
    text.add(what_to_do(&shown));
    text
}

/// How many notes of one rule stand in one row: what only a person can look at is often the same of
/// every page of a paper file, and would bury what is missing.
const ALIKE: usize = 4;

/// The findings row by row: many notes of one rule are one row, unless all are wanted one by one.
fn folded<'f>(findings: &[&'f Finding], all: bool) -> Vec<Vec<&'f Finding>> {
    let mut rows: Vec<Vec<&'f Finding>> = Vec::new();
    let alike = |a: &Finding, b: &Finding| {
        let is_note = a.severity == Some(Severity::Note) && a.severity == b.severity;
        is_note && a.rule == b.rule && a.status == b.status
    };
    for run in findings.chunk_by(|a, b| alike(a, b)) {
        if all || run.len() < ALIKE {
            rows.extend(run.iter().map(|finding| vec![*finding]));
        } else {
            rows.push(run.to_vec());
        }
    }
    rows
}

/// The findings of a rulebook; the program's own go with the first.
fn group(report: &CaseReport, number: usize) -> Vec<&Finding> {
    let of = |finding: &Finding| {
        let mut ids = report.rulebooks.iter();
        ids.position(|rulebook| rulebook.id == finding.rulebook())
            .unwrap_or(0)
    };
    let all = report.findings.iter();
    all.filter(|finding| of(finding) == number).collect()
}

/// A case that could not be read, and why.
#[must_use]
pub fn unreadable(path: &str, error: &impl Printed) -> Lines {
    let mut text = Lines::of([path]);
    let why = Lines::of([error]);
    let mut why = why.text().lines();
    text.add(format!("无法检查：{}", why.next().unwrap_or_default()));
    why.for_each(|line| text.add(line));
    text
}

/// Which rulebooks were used, a line each; one that the program did not come with, with the
/// beginning of its digest.
#[must_use]
pub fn rulebooks(lines: &[RulebookLine]) -> Lines {
    Lines::of(lines.iter().map(|line| {
        let digest = line.sha256.get(..SHORT).filter(|_| !line.is_built_in);
        let digest = digest.map(|digest| format!("（sha256 {digest}…）"));
        let digest = digest.unwrap_or_default();
        format!("规程：{} 第 {} 版{digest}", line.id, line.version)
    }))
}

/// The last line, over all cases.
#[must_use]
pub fn summary(summary: Summary) -> String {
    let mut line = format!(
        "共 {} 件，齐备 {} 件；错误 {}，警告 {}，提示 {}",
        summary.cases, summary.complete, summary.errors, summary.warnings, summary.notes
    );
    if summary.unreadable > 0 {
        let _ = write!(line, "；无法检查 {} 件", summary.unreadable);
    }
    line
}

/// The rows of findings, numbered on from those before them.
fn table(rows: &[Vec<&Finding>], before: usize) -> Lines {
    let mut table = bare(&["", "结果", "依据", "对象", "说明"]);
    let findings: Vec<&Finding> = rows.iter().filter_map(|row| row.first().copied()).collect();
    let subjects: Vec<_> = rows.iter().map(|row| cell(&subjects(row))).collect();
    for (number, (row, finding)) in rows.iter().zip(&findings).enumerate() {
        table.add_row([
            Cell::new(before + number + 1).set_alignment(CellAlignment::Right),
            Cell::new(status(finding)),
            Cell::new(cell(&basis(finding))),
            Cell::new(subjects.get(number).map_or("", String::as_str)),
            Cell::new(cell(&said_of(row))),
        ]);
    }
    let widest = |cells: &[String], most: usize| {
        let lines = cells.iter().flat_map(|text| text.lines());
        let width = lines.map(UnicodeWidthStr::width).max();
        u16::try_from(width.unwrap_or(0).clamp(4, most)).unwrap_or(4) + 2
    };
    let each = |of: fn(&Finding) -> String| -> Vec<_> {
        findings.iter().map(|finding| cell(&of(finding))).collect()
    };
    let widths = [
        4,
        widest(&each(status), 12),
        widest(&each(basis), 14),
        widest(&subjects, 24),
    ];
    for (index, width) in widths.into_iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            column.set_padding((1, 1));
        }
    }
    Lines::laid_out(&table.trim_fmt())
}

/// The subject of a row; of a row of several the first, and how many there are.
fn subjects(row: &[&Finding]) -> Lines {
    let mut lines = row.first().map(|first| subject(first)).unwrap_or_default();
    if row.len() > 1 {
        lines.add(format!("等 {} 项", row.len()));
    }
    lines
}

/// What a row says: of several findings the first, and the subjects of the others.
fn said_of(row: &[&Finding]) -> String {
    let Some((first, others)) = row.split_first() else {
        return String::new();
    };
    if others.is_empty() {
        return said(first);
    }
    let named = others.iter().take(NAMED).map(|one| one.subject.as_str());
    let named: Vec<_> = named.collect();
    let more = if others.len() > NAMED { "等" } else { "" };
    format!(
        "{}；{}{more}同此，--all 逐项列出",
        said(first),
        named.join("、")
    )
}

/// How many further subjects of a row are named.
const NAMED: usize = 5;

fn status(finding: &Finding) -> String {
    let word = finding.status_chinese();
    match (finding.severity, finding.status.severity()) {
        (Some(Severity::Warning), Some(Severity::Error)) => format!("{word}·警告"),
        (Some(Severity::Note), own) if own != Some(Severity::Note) => format!("{word}·提示"),
        _ => word.to_owned(),
    }
}

fn basis(finding: &Finding) -> String {
    let (rule, article) = (finding.rule_id(), article(finding));
    if article == rule {
        article
    } else {
        format!("{article} {rule}")
    }
}

/// `第17条`: the article that a finding serves; of a statute, and where there is none, the rule.
pub(super) fn article(finding: &Finding) -> String {
    let article = finding.article.filter(|_| !is_of_statute(finding));
    article.map_or_else(
        || finding.rule_id().to_owned(),
        |article| format!("第{article}条"),
    )
}

/// What was found; the provision of a statute behind it.
fn said(finding: &Finding) -> String {
    match &finding.basis {
        Some(basis) if finding.article.is_some() && is_of_statute(finding) => {
            format!("{}〔{basis}〕", finding.said())
        }
        _ => finding.said().to_owned(),
    }
}

/// Rules of a statute are named after it, those of a regulation by their article alone.
fn is_of_statute(finding: &Finding) -> bool {
    finding.rule_id().starts_with(|c: char| c.is_alphabetic())
}

/// The subject as waivers name it; a question below the name of its table, to save width.
fn subject(finding: &Finding) -> Lines {
    let parts = finding.subject.split_inclusive("answers.");
    Lines::of(parts)
}

/// Whether what a rulebook asks is there, never that the case is lawful; one that is laid over
/// another does not speak of whether the records are complete.
fn verdict(findings: &[&Finding], is_own: bool) -> String {
    let count = |status| findings.iter().filter(|f| f.status == status).count();
    let weigh = |severity| {
        findings
            .iter()
            .filter(|f| f.severity == Some(severity))
            .count()
    };
    let rest = format!(
        "待人工确认 {}，无法判断 {}，已豁免 {}",
        count(Status::Unattested),
        count(Status::Undecidable),
        count(Status::Waived)
    );
    let (errors, warnings) = (weigh(Severity::Error), weigh(Severity::Warning));
    let open = findings.iter().filter(|finding| finding.is_to_do()).count();
    match (errors, open, is_own) {
        (0, 0, true) => format!("所需记录齐备（按已声明事项）；{rest}；未核验散列"),
        (0, 0, false) => format!("没有错误，警告 {warnings}；{rest}"),
        (0, open, _) => format!("本阶段尚有待办 {open} 项；{rest}"),
        (errors, _, true) => format!("尚不齐备：错误 {errors}，警告 {warnings}；{rest}"),
        (errors, _, false) => format!("错误 {errors}，警告 {warnings}；{rest}"),
    }
}

/// A numbered list of what to do; a command stands whole on its line, once, after the numbers of
/// what it mends.
fn what_to_do(rows: &[Vec<&Finding>]) -> Lines {
    let mut todo: Vec<(&str, Vec<usize>)> = Vec::new();
    for (index, finding) in rows.iter().map(|row| row.first()).enumerate() {
        let Some(finding) = finding else { continue };
        let open = finding.severity.is_some() && finding.status != Status::Waived;
        if !open || finding.fix.is_empty() {
            continue;
        }
        match todo.iter_mut().find(|(command, _)| *command == finding.fix) {
            Some((_, numbers)) => numbers.push(index + 1),
            None => todo.push((&finding.fix, vec![index + 1])),
        }
    }
    let mut text = Lines::default();
    if !todo.is_empty() {
        text.add("怎么办");
    }
    for (command, numbers) in todo {
        text.add(format!("{:>3}. {command}", ranges(&numbers)));
    }
    text
}

/// `1、3–5`.
fn ranges(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let words = runs.map(|run| match run {
        [one] => one.to_string(),
        [first, .., last] => format!("{first}–{last}"),
        [] => String::new(),
    });
    words.collect::<Vec<_>>().join("、")
}

/// A table with a header; the last column takes what is left of the width.
#[must_use]
pub fn plain<const N: usize>(header: &[&str; N], rows: &[[impl Printed; N]]) -> Lines {
    let mut table = filled(header, &cells(rows));
    for column in 0..N.saturating_sub(1) {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    Lines::laid_out(&table.trim_fmt())
}

/// A table of one line a row: the last column is cut off where the width ends.
#[must_use]
pub fn clipped<const N: usize>(header: &[&str; N], rows: &[[impl Printed; N]]) -> Lines {
    let mut rows = cells(rows);
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let cells = cells.map(|cell| cell.width());
        let title = header.get(column).map_or(0, |title| title.width());
        cells.max().unwrap_or(0).max(title) + 2
    };
    let taken: usize = (0..N.saturating_sub(1)).map(widest).sum();
    let left = usize::from(WIDTH).saturating_sub(taken + 2).max(LEAST);
    for last in rows.iter_mut().filter_map(|row| row.last_mut()) {
        *last = clip(last, left);
    }
    as_wide_as_it_is(header, &rows)
}

/// The least that is left of a text that is cut off.
const LEAST: usize = 8;

/// The beginning of a text that fits a width, with `…` where more follows.
fn clip(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if kept.width() + c.to_string().width() + 2 > width {
            break;
        }
        kept.push(c);
    }
    format!("{kept}…")
}

/// A table whose columns share the width.
#[must_use]
pub fn shared<const N: usize>(header: &[&str; N], rows: &[[impl Printed; N]]) -> Lines {
    Lines::laid_out(&filled(header, &cells(rows)).trim_fmt())
}

/// A table whose lines may be longer than the width: names and paths are not broken.
#[must_use]
pub fn unbroken<const N: usize>(header: &[&str; N], rows: &[[impl Printed; N]]) -> Lines {
    as_wide_as_it_is(header, &cells(rows))
}

fn as_wide_as_it_is<const N: usize>(header: &[&str; N], rows: &[[String; N]]) -> Lines {
    let mut table = filled(header, rows);
    table.set_content_arrangement(ContentArrangement::Disabled);
    Lines::laid_out(&table.trim_fmt())
}

fn filled<const N: usize>(header: &[&str; N], rows: &[[String; N]]) -> Table {
    let mut table = bare(header);
    for row in rows {
        table.add_row(row.iter());
    }
    table
}

fn cells<const N: usize>(rows: &[[impl Printed; N]]) -> Vec<[String; N]> {
    let row = |row: &[_; N]| row.each_ref().map(cell);
    rows.iter().map(row).collect()
}

/// The text of a cell: as wide as it is printed, and with the line ends alone that are its own.
fn cell(text: &impl Printed) -> String {
    let mut lines = String::new();
    text.append_to(&mut lines);
    lines.truncate(lines.trim_end_matches('\n').len());
    lines.replace('\t', "\\u0009")
}

/// A table without lines, as wide as a page.
fn bare<const N: usize>(header: &[&str; N]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header(header.iter().copied());
    table
}
