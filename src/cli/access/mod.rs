//! `anjuan access`: requests to read or copy a case are taken through, and copies made.

mod list;
mod step;

use clap::Subcommand;

use super::Outcome;
use super::ui::Ui;
use crate::task::access::Register;
use crate::task::error::Failure;

#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

/// The steps, in the order that article 31 gives them.
#[derive(Debug, Subcommand)]
enum Command {
    /// 申请：登记何人因何事申请查阅、复制
    #[command(visible_alias = "申请")]
    Request(Box<step::RequestArgs>),
    /// 意见：登记承办机构负责人的意见
    #[command(visible_alias = "意见")]
    Opinion(step::OpinionArgs),
    /// 批准：登记局领导的批准，并点名放行
    #[command(visible_alias = "批准")]
    Approve(step::ApproveArgs),
    /// 查阅：登记已经出示查阅，列出可以出示的
    #[command(visible_alias = "查阅")]
    Read(step::ReadArgs),
    /// 复制：制作复制件，只含准予给出的记录
    #[command(visible_alias = "复制")]
    Copy(step::CopyArgs),
    /// 列表：各次申请到了哪一步，何人何时做了什么
    #[command(visible_alias = "列表")]
    List(list::Args),
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    match &args.command {
        Command::Request(args) => step::request(ui, args),
        Command::Opinion(args) => step::opinion(ui, args),
        Command::Approve(args) => step::approve(ui, args),
        Command::Read(args) => step::read(ui, args),
        Command::Copy(args) => step::copy(ui, args),
        Command::List(args) => list::run(ui, args),
    }
}

/// A refusal about a case whose kind the article does not name says so too.
fn told(register: &Register, failure: Failure) -> Failure {
    match register.remark() {
        Some(remark) => failure.because(remark),
        None => failure,
    }
}
