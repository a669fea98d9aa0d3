//! `anjuan init`: a workspace begins.

use std::path::PathBuf;

use super::Outcome;
use super::ui::Ui;
use crate::task::workspace;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 工作区的目录，默认当前目录
    #[arg(value_name = "目录", default_value = ".")]
    dir: PathBuf,
    /// 机关全称
    #[arg(long, value_name = "名称")]
    agency: String,
    /// 机关代字，用于文号
    #[arg(long, value_name = "代字")]
    short: Option<String>,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let path = workspace::begin(&args.dir, &args.agency, args.short.as_deref())?;
    ui.line(&path.display().to_string());
    ui.note("提示：anjuan new 2026-0001 --title 案由 --opened 年-月-日 --party 当事人名称");
    Ok(0)
}
