//! `anjuan list`: the cases below a path, a line each.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::json;

use super::Outcome;
use super::ui::Ui;
use crate::check::Options;
use crate::finding::Severity;
use crate::report::table;
use crate::task::examine::{self, Examined};
use crate::task::open::Library;
use crate::task::{actor, find};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 目录，默认当前工作区
    #[arg(value_name = "路径")]
    paths: Vec<PathBuf>,
    /// 以该日为今天
    #[arg(long, value_name = "日期")]
    as_of: Option<NaiveDate>,
    /// 以 JSON 输出，每行一件
    #[arg(long)]
    json: bool,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let found = find::cases(&find::paths_or_workspace(&args.paths));
    let options = Options {
        in_progress: true,
        ..Options::on(actor::today(args.as_of)?)
    };
    let library = Library::default();
    let mut rows = Vec::new();
    let mut unreadable = false;
    examine::many(&library, &found.cases, options, |examined| {
        match examined {
            Examined::Checked(report, title) if args.json => ui.line(
                &json!({
                    "id": report.id, "path": report.path, "title": title, "kind": report.kind,
                    "stage": report.stage, "complete": report.complete,
                    "errors": report.count(Severity::Error), "warnings": report.count(Severity::Warning),
                })
                .to_string(),
            ),
            Examined::Checked(report, title) => {
                let counts = (report.count(Severity::Error), report.count(Severity::Warning));
                let state = match counts {
                    (0, 0) => "齐备".to_owned(),
                    (0, warnings) => format!("提醒 {warnings}"),
                    (errors, _) => format!("缺漏 {errors}"),
                };
                rows.push([report.id.clone(), report.kind.clone(), report.stage.clone(), state, title]);
            }
            Examined::Unreadable { path, failure } => {
                unreadable = true;
                ui.note(&format!("{path}\n{failure}"));
            }
        }
        !ui.is_closed()
    });
    if !args.json && !rows.is_empty() {
        ui.line(&table::plain(
            &["案号", "种类", "阶段", "状态", "案由"],
            &rows,
        ));
    }
    for failure in &found.failures {
        ui.note(&failure.to_string());
    }
    Ok(if unreadable || !found.failures.is_empty() {
        2
    } else {
        0
    })
}
