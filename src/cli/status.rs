//! `anjuan status`: where a case stands, what it lacks, what falls due, and what to type next.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::json;

use super::Outcome;
use super::ui::Ui;
use crate::case::vocabulary::Stage;
use crate::check::{Options, quote};
use crate::finding::{CaseReport, Finding, Severity, Status};
use crate::task::open::{Keeping, Library, Opened};
use crate::task::{actor, examine, find};

#[derive(Debug, Default, clap::Args)]
pub(super) struct Args {
    /// 案件目录或案号，默认当前目录
    #[arg(value_name = "案件", default_value = ".")]
    case: PathBuf,
    /// 以该日为今天
    #[arg(long, value_name = "日期")]
    as_of: Option<NaiveDate>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

impl Args {
    /// The status of the case in the present directory.
    pub(super) fn here() -> Self {
        Self {
            case: PathBuf::from("."),
            ..Self::default()
        }
    }
}

/// How many lines a section shows before the rest is only counted.
const SHOWN: usize = 12;

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let dir = find::case_or_package(&args.case)?;
    let case = Library::default().open(&dir)?;
    let options = Options {
        in_progress: true,
        ..Options::on(actor::today(args.as_of)?)
    };
    let report = examine::opened(&case, options);
    if args.json {
        print_json(ui, &case, &report);
    } else {
        print_status(ui, &case, &report);
    }
    Ok(0)
}

fn print_status(ui: &mut Ui, case: &Opened, report: &CaseReport) {
    let head = &case.manifest.case.head;
    ui.line(&format!("{} {}", head.id, head.title));
    ui.line(&format!(
        "{} · {} 立案 · {} 个事项 · {} 份记录",
        head.kind,
        head.opened.0,
        case.manifest.case.events.len(),
        case.manifest.case.records.len()
    ));
    ui.line("");
    ui.line(&ladder(head.stage()));
    for remark in &report.remarks {
        ui.line(&format!("注意：{remark}"));
    }
    let of = |test: &dyn Fn(&Finding) -> bool| {
        report
            .findings
            .iter()
            .filter(|finding| test(finding))
            .collect::<Vec<_>>()
    };
    let errors = of(&|finding| finding.severity == Some(Severity::Error));
    let open = of(&Finding::is_to_do);
    let terms = of(&|finding| {
        finding.due.is_some() && matches!(finding.status, Status::Due | Status::NotApplicable)
    });
    let warnings =
        of(&|finding| finding.severity == Some(Severity::Warning) && finding.status != Status::Due);
    let notes = of(&|finding| finding.severity == Some(Severity::Note));
    section(ui, "缺漏", &errors);
    section(ui, "本阶段待办", &open);
    section(ui, "将到期", &terms);
    section(ui, "提醒", &warnings);
    section(ui, "待人工确认", &notes);
    ui.line("");
    ui.line("下一步");
    for command in next(case, &errors, &open) {
        ui.line(&format!("  {command}"));
    }
}

/// The five stages, the present one marked.
fn ladder(present: Stage) -> String {
    let steps: Vec<_> = Stage::all()
        .map(|stage| match stage.cmp(&present) {
            std::cmp::Ordering::Less => format!("✓ {stage}"),
            std::cmp::Ordering::Equal => format!("▶ {stage}"),
            std::cmp::Ordering::Greater => format!("· {stage}"),
        })
        .collect();
    steps.join("  ")
}

fn section(ui: &mut Ui, title: &str, findings: &[&Finding]) {
    if findings.is_empty() {
        return;
    }
    ui.line("");
    ui.line(&format!("{title}（{}）", findings.len()));
    for finding in findings.iter().take(SHOWN) {
        let due = finding
            .due
            .map(|day| format!("（{day}）"))
            .unwrap_or_default();
        ui.line(&format!(
            "  {:<5} {} {}{due}",
            finding.rule_id(),
            finding.subject,
            finding.said()
        ));
    }
    if findings.len() > SHOWN {
        ui.line(&format!("  …… 共 {} 项", findings.len()));
    }
}

fn next(case: &Opened, errors: &[&Finding], open: &[&Finding]) -> Vec<String> {
    let name = quote(&case.label);
    if let Keeping::Package(package) = &case.keeping {
        let package = find::relative(package).display().to_string();
        return vec![
            format!("anjuan check {name}"),
            format!("anjuan verify {}", quote(&package)),
        ];
    }
    let mut commands: Vec<String> = Vec::new();
    for finding in errors.iter().chain(open) {
        if commands.len() < 3 && !finding.fix.is_empty() && !commands.contains(&finding.fix) {
            commands.push(finding.fix.clone());
        }
    }
    if commands.is_empty() {
        commands.push(super::changed::onward(case));
    } else {
        commands.push(format!("anjuan check {name} --in-progress"));
    }
    commands
}

fn print_json(ui: &mut Ui, case: &Opened, report: &CaseReport) {
    let head = &case.manifest.case.head;
    let problems: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.severity.is_some())
        .collect();
    let value = json!({
        "id": head.id, "title": head.title, "kind": head.kind, "stage": head.stage,
        "complete": report.complete, "findings": problems,
    });
    ui.line(&value.to_string());
}
