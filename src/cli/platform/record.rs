//! `anjuan platform record`.

use std::path::PathBuf;

use serde_json::json;

use super::super::Outcome;
use super::super::changed::{self, Writing};
use super::super::ui::Ui;
use crate::task::change::Session;
use crate::task::open::Library;
use crate::task::platform::{self, Entering, Platform};
use crate::task::{actor, find};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 平台的名称，或它在规程中的次序（1、2）
    #[arg(long, value_name = "平台")]
    platform: String,
    /// 录入的日期或时间，程序不代填
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 回执号
    #[arg(long, value_name = "回执号")]
    receipt: Option<String>,
    /// 截图或者其他凭证，收入案卷
    #[arg(long, value_name = "文件")]
    screenshot: Option<PathBuf>,
    /// 录入的执法人员，可写多次
    #[arg(long, value_name = "姓名")]
    officer: Vec<String>,
    /// 同一平台的又一次录入
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    writing: Writing,
}

impl Args {
    /// Whether standard output is JSON.
    pub(super) fn is_json(&self) -> bool {
        self.writing.json
    }
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let library = Library::default();
    let dir = find::case(&args.case)?;
    let actor = actor::actor(args.writing.by.as_deref())?;
    let today = actor::today(None)?;
    let session = Session::open(&library, &dir, actor, today)?;
    let entering = Entering {
        platform: args.platform.clone(),
        date: args.date.clone(),
        receipt: args.receipt.clone(),
        screenshot: args.screenshot.clone(),
        officers: args.officer.clone(),
        again: args.again,
    };
    let recorded = platform::record(session, &entering, today)?;
    for note in notes(&recorded.platform) {
        ui.note(&note);
    }
    let more = [("platform", json!(recorded.platform))];
    changed::report_with(ui, &recorded.done, args.writing.json, &more)
}

/// How the term stands, a line for each reading.
fn notes(platform: &Platform) -> Vec<String> {
    if !platform.required {
        return vec![format!("本案的规则不要求录入 {}", platform.name)];
    }
    let day = platform
        .entered_on
        .map_or_else(String::new, |day| format!(" {}", day.date()));
    let lines = platform.readings().map(|reading| {
        let end = reading
            .last_day
            .map_or_else(|| "无从计算".to_owned(), |last| format!("至 {last}"));
        let left = reading.left();
        let left = if left.is_empty() {
            reading.standing.chinese().to_owned()
        } else {
            format!("录入{day}，{left}")
        };
        format!("结案后 {}：{end}，{left}", reading.counting)
    });
    lines.collect()
}
