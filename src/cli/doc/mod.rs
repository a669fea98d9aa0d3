//! `anjuan doc`: 文书 are drafted, issued, signed and listed.

mod new;
mod show;
mod sign;

use clap::Subcommand;

use super::Outcome;
use super::changed;
use super::ui::Ui;
use crate::task::draft::Drafted;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 新建：按模板生成一份草稿，或者重新生成已有的草稿
    #[command(visible_alias = "新建")]
    New(Box<new::Args>),
    /// 列表：案件的文书；不写案件则列出文书目录
    #[command(visible_alias = "列表")]
    List(show::ListArgs),
    /// 栏目：一种文书要填什么、由谁签署、哪些取自案件
    #[command(visible_alias = "栏目")]
    Fields(show::FieldsArgs),
    /// 签发：定下文号和日期，内容不再改动
    #[command(visible_alias = "签发")]
    Issue(sign::IssueArgs),
    /// 签署：收录签署后的扫描件，草稿成为定稿
    #[command(visible_alias = "签署")]
    Sign(sign::SignArgs),
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    match &args.command {
        Command::New(args) => new::run(ui, args),
        Command::List(args) => show::list(ui, args),
        Command::Fields(args) => show::fields(ui, args),
        Command::Issue(args) => sign::issue(ui, args),
        Command::Sign(args) => sign::sign(ui, args),
    }
}

/// Prints the remarks, then what the change came to.
fn report(ui: &mut Ui, drafted: &Drafted, json: bool) -> Outcome {
    for note in &drafted.notes {
        ui.note(note);
    }
    changed::report(ui, &drafted.done, json)
}
