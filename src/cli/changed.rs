//! What a writing command prints: one line for each thing made, then what the change opened and
//! closed, and the next command.

use serde_json::{Value, json};

use super::Outcome;
use super::ui::Ui;
use crate::case::vocabulary::Stage;
use crate::check::quote;
use crate::finding::{Finding, Severity, Status};
use crate::task::actor;
use crate::task::change::Done;
use crate::task::open::Opened;

/// Arguments that every writing command takes.
#[derive(Debug, clap::Args)]
pub(super) struct Writing {
    /// 操作人，记入操作日志（也可用环境变量 `ANJUAN_BY`）
    #[arg(long, value_name = "姓名")]
    pub(super) by: Option<String>,
    /// 以 JSON 输出
    #[arg(long)]
    pub(super) json: bool,
}

/// How many opened findings are printed before the rest is only counted.
const SHOWN: usize = 6;

/// Prints what a change came to.
#[allow(
    clippy::unnecessary_wraps,
    reason = "the outcome of every writing command"
)]
pub(super) fn report(ui: &mut Ui, done: &Done, as_json: bool) -> Outcome {
    report_with(ui, done, as_json, &[])
}

/// The same, with further keys of the JSON.
#[allow(
    clippy::unnecessary_wraps,
    reason = "the outcome of every writing command"
)]
pub(super) fn report_with(
    ui: &mut Ui,
    done: &Done,
    as_json: bool,
    more: &[(&str, Value)],
) -> Outcome {
    if as_json {
        print_json(ui, done, more);
    } else {
        for (id, what) in &done.made {
            ui.line(&format!("{id}\t{what}"));
        }
    }
    for finding in &done.closed {
        let waived = done.report.findings.iter().any(|other| {
            other.status == Status::Waived
                && other.rule == finding.rule
                && other.subject == finding.subject
        });
        let word = if waived { "已豁免" } else { "已解决" };
        ui.note(&format!("{word} {}", finding.summary()));
    }
    for finding in done.opened.iter().take(SHOWN) {
        ui.note(&format!("新出现 {}", finding.summary()));
    }
    if done.opened.len() > SHOWN {
        ui.note(&format!("新出现 …… 共 {} 项", done.opened.len()));
    }
    let opened = done.case.manifest.case.head.opened.0;
    let doubt = actor::today(None).map(|today| actor::doubt(today, opened));
    if let Ok(Some(doubt)) = doubt {
        ui.note(&doubt);
    }
    ui.note(&format!("提示：{}", next(done)));
    Ok(0)
}

/// The next command: what mends the first opened finding, else the worst that is left.
fn next(done: &Done) -> String {
    let open =
        |finding: &&Finding| finding.is_at_least(Severity::Warning) && !finding.fix.is_empty();
    let left = done
        .report
        .findings
        .iter()
        .filter(open)
        .min_by_key(|f| std::cmp::Reverse(f.severity));
    let first = done.opened.iter().find(open).or(left);
    first.map_or_else(|| onward(&done.case), |finding| finding.fix.clone())
}

/// The next command of a case that lacks nothing.
pub(super) fn onward(case: &Opened) -> String {
    let name = quote(&case.label);
    let last = case.manifest.case.head.stage() == Stage::LAST;
    format!("anjuan {} {name}", if last { "package" } else { "stage" })
}

fn print_json(ui: &mut Ui, done: &Done, more: &[(&str, Value)]) {
    let made: Vec<_> = done
        .made
        .iter()
        .map(|(id, what)| json!({"id": id, "type": what}))
        .collect();
    let mut value = json!({
        "made": made,
        "opened": done.opened,
        "closed": done.closed,
        "next": next(done),
        "journal": { "seq": done.committed.head.seq, "digest": done.committed.head.digest },
    });
    for (key, told) in more {
        value[*key] = told.clone();
    }
    ui.line(&value.to_string());
}
