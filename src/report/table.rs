//! The report for people: 80 columns, worst first, then what to do, with commands unbroken.

use std::fmt::Write as _;

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets,
};
use unicode_width::UnicodeWidthStr;

use crate::finding::{CaseReport, Finding, Severity, Status};

use super::{RulebookLine, Summary};

/// The width that every line but commands keeps to.
const WIDTH: u16 = 80;

/// How much of a digest tells two versions apart for a reader.
const SHORT: usize = 12;

/// One case.
#[must_use]
pub fn case(report: &CaseReport, title: &str, all: bool) -> String {
    let mut text = format!(
        "{} {title}\n{} · {} · {}\n",
        report.id, report.kind, report.stage, report.path
    );
    let mut shown: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| all || finding.severity.is_some())
        .collect();
    shown.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    for remark in &report.remarks {
        let _ = writeln!(text, "注意：{remark}");
    }
    if !shown.is_empty() {
        text.push_str(&rows(&shown));
        text.push('\n');
    }
    text.push_str(&verdict(report));
    text.push('\n');
    text.push_str(&what_to_do(&shown));
    text
}

/// A case that could not be read.
#[must_use]
pub fn unreadable(path: &str, error: &str) -> String {
    format!("{path}\n无法检查：{error}\n")
}

/// Which rulebooks were used, a line each; one that the program did not come with, with the
/// beginning of its digest.
#[must_use]
pub fn rulebooks(lines: &[RulebookLine]) -> String {
    let mut text = String::new();
    for line in lines {
        let _ = write!(text, "规程：{} 第 {} 版", line.id, line.version);
        let digest = line.sha256.get(..SHORT).filter(|_| !line.is_built_in);
        let _ = match digest {
            Some(digest) => writeln!(text, "（sha256 {digest}…）"),
            None => writeln!(text),
        };
    }
    text
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

fn rows(findings: &[&Finding]) -> String {
    let mut table = bare(&["", "结果", "依据", "对象", "说明"]);
    for (number, finding) in findings.iter().enumerate() {
        table.add_row([
            Cell::new(number + 1).set_alignment(CellAlignment::Right),
            Cell::new(status(finding)),
            Cell::new(basis(finding)),
            Cell::new(subject(finding)),
            Cell::new(finding.said()),
        ]);
    }
    let widest = |of: &dyn Fn(&Finding) -> String, most: usize| {
        let lines = findings.iter().map(|finding| of(finding));
        let width = lines
            .filter_map(|text| text.lines().map(UnicodeWidthStr::width).max())
            .max();
        u16::try_from(width.unwrap_or(0).clamp(4, most)).unwrap_or(4) + 2
    };
    let widths = [
        4,
        widest(&status, 12),
        widest(&basis, 14),
        widest(&subject, 24),
    ];
    for (index, width) in widths.into_iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            column.set_padding((1, 1));
        }
    }
    table.trim_fmt()
}

fn status(finding: &Finding) -> String {
    let word = finding.status_chinese();
    match (finding.severity, finding.status.severity()) {
        (Some(Severity::Warning), Some(Severity::Error)) => format!("{word}·警告"),
        (Some(Severity::Note), own) if own != Some(Severity::Note) => format!("{word}·提示"),
        _ => word.to_owned(),
    }
}

fn basis(finding: &Finding) -> String {
    let rule = finding.rule_id();
    finding.article.map_or_else(
        || rule.to_owned(),
        |article| format!("第{article}条 {rule}"),
    )
}

/// The subject as waivers name it; a question below the name of its table, to save width.
fn subject(finding: &Finding) -> String {
    finding.subject.replacen("answers.", "answers.\n", 1)
}

/// Whether the case is complete, never that it is lawful.
fn verdict(report: &CaseReport) -> String {
    let count = |status| report.count_status(status);
    let rest = format!(
        "待人工确认 {}，无法判断 {}，已豁免 {}",
        count(Status::Unattested),
        count(Status::Undecidable),
        count(Status::Waived)
    );
    if report.complete {
        return format!("所需记录齐备（按已声明事项）；{rest}；未核验散列");
    }
    let errors = report.count(Severity::Error);
    let open = count(Status::Due);
    if errors == 0 {
        format!("本阶段尚有待办 {open} 项；{rest}")
    } else {
        format!(
            "尚不齐备：错误 {errors}，警告 {}；{rest}",
            report.count(Severity::Warning)
        )
    }
}

/// A numbered list of what to do; a command stands whole on its line, once, after the numbers of
/// what it mends.
fn what_to_do(findings: &[&Finding]) -> String {
    let mut todo: Vec<(&str, Vec<usize>)> = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        let open = finding.severity.is_some() && finding.status != Status::Waived;
        if !open || finding.fix.is_empty() {
            continue;
        }
        match todo.iter_mut().find(|(command, _)| *command == finding.fix) {
            Some((_, numbers)) => numbers.push(index + 1),
            None => todo.push((&finding.fix, vec![index + 1])),
        }
    }
    if todo.is_empty() {
        return String::new();
    }
    let mut text = "怎么办\n".to_owned();
    for (command, numbers) in todo {
        let _ = writeln!(text, "{:>3}. {command}", ranges(&numbers));
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
pub fn plain<const N: usize>(header: &[&str; N], rows: &[[String; N]]) -> String {
    let mut table = filled(header, rows);
    for column in 0..N.saturating_sub(1) {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    table.trim_fmt()
}

/// A table whose columns share the width.
#[must_use]
pub fn shared<const N: usize>(header: &[&str; N], rows: &[[String; N]]) -> String {
    filled(header, rows).trim_fmt()
}

/// A table whose lines may be longer than the width: names and paths are not broken.
#[must_use]
pub fn unbroken<const N: usize>(header: &[&str; N], rows: &[[String; N]]) -> String {
    filled(header, rows)
        .set_content_arrangement(ContentArrangement::Disabled)
        .trim_fmt()
}

fn filled<const N: usize>(header: &[&str; N], rows: &[[String; N]]) -> Table {
    let mut table = bare(header);
    for row in rows {
        table.add_row(row.iter());
    }
    table
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
