//! `anjuan device`: the register of recording devices (article 6).

mod show;
mod write;

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::Outcome;
use super::ui::Ui;
use crate::task::error::Failure;
use crate::task::workspace;
use crate::workspace::Workspace;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 列表：名录中的设备，各项所缺
    #[command(visible_alias = "列表")]
    List(show::ListArgs),
    /// 查看：一台设备的登记，和它录制的音像
    #[command(visible_alias = "查看")]
    Show(show::ShowArgs),
    /// 登记：新增一台设备
    #[command(visible_alias = "登记")]
    Add(Box<write::AddArgs>),
    /// 填写：补填或更正登记的内容
    #[command(visible_alias = "填写")]
    Set(write::SetArgs),
    /// 停用：写明最后一个使用日
    #[command(visible_alias = "停用")]
    Retire(write::RetireArgs),
    /// 保养：记一次维护保养，可同时校对时钟
    #[command(visible_alias = "保养")]
    Maintain(write::MaintainArgs),
}

/// Which workspace is meant.
#[derive(Debug, clap::Args)]
struct Place {
    /// 工作区，或者其中的目录、案件；默认当前目录
    #[arg(long = "in", value_name = "目录", default_value = ".")]
    place: PathBuf,
}

impl Place {
    fn open(&self) -> Result<(PathBuf, Workspace), Failure> {
        workspace::open(&self.place)
    }

    /// The words that make a suggested command mean the same workspace.
    fn words(&self) -> String {
        if self.place == Path::new(".") {
            String::new()
        } else {
            let place = self.place.display().to_string();
            format!(" --in {}", crate::check::quote(&place))
        }
    }
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    match &args.command {
        Command::List(args) => show::list(ui, args),
        Command::Show(args) => show::show(ui, args),
        Command::Add(args) => write::add(ui, args),
        Command::Set(args) => write::set(ui, args),
        Command::Retire(args) => write::retire(ui, args),
        Command::Maintain(args) => write::maintain(ui, args),
    }
}
