//! The report for people: 80 columns, worst first, then what to do, with commands unbroken.

use std::fmt::Write as _;

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets,
};
use unicode_width::UnicodeWidthStr as _;

use crate::finding::{CaseReport, Finding, Severity, Status};

use super::Summary;

/// The width that every line but commands keeps to.
pub const WIDTH: u16 = 80;

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
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header(["", "结果", "依据", "对象", "说明"]);
    for (number, finding) in findings.iter().enumerate() {
        table.add_row([
            Cell::new(number + 1).set_alignment(CellAlignment::Right),
            Cell::new(status(finding)),
            Cell::new(basis(finding)),
            Cell::new(subject(finding)),
            Cell::new(&finding.message),
        ]);
    }
    let widest = findings
        .iter()
        .map(|finding| subject(finding).width())
        .max()
        .unwrap_or(0);
    let subject = u16::try_from(widest.clamp(4, 24)).unwrap_or(24) + 2;
    for (index, width) in [4, 12, 14, subject].into_iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            column.set_padding((1, 1));
        }
    }
    table.trim_fmt()
}

fn status(finding: &Finding) -> String {
    let own = finding.status.severity();
    match finding.severity {
        Some(Severity::Warning) if own == Some(Severity::Error) => {
            format!("{}（警告）", finding.status_chinese())
        }
        Some(Severity::Note) if own != Some(Severity::Note) => {
            format!("{}（提示）", finding.status_chinese())
        }
        _ => finding.status_chinese().to_owned(),
    }
}

fn basis(finding: &Finding) -> String {
    let rule = finding
        .rule
        .split_once('/')
        .map_or(finding.rule.as_str(), |(_, rule)| rule);
    finding.article.map_or_else(
        || rule.to_owned(),
        |article| format!("第{article}条 {rule}"),
    )
}

/// The subject, a question without the name of its table.
fn subject(finding: &Finding) -> &str {
    finding.subject.trim_start_matches("answers.")
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
        return format!("所需记录齐备（按已声明事项）；{rest}");
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

/// A numbered list of what to do; a command stands whole on its line.
fn what_to_do(findings: &[&Finding]) -> String {
    let todo: Vec<_> = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.severity.is_some() && !finding.fix.is_empty())
        .filter(|(_, finding)| finding.status != Status::Waived)
        .collect();
    if todo.is_empty() {
        return String::new();
    }
    let mut text = "怎么办\n".to_owned();
    for (number, finding) in todo {
        let _ = writeln!(text, "{:>3}. {}", number + 1, finding.fix);
    }
    text
}

/// A plain table with a header; the last column takes what is left of the width.
#[must_use]
pub fn plain<const N: usize>(header: &[&str; N], rows: &[[String; N]]) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header(header.iter().copied());
    for row in rows {
        table.add_row(row.iter());
    }
    for column in 0..N.saturating_sub(1) {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    table.trim_fmt()
}
