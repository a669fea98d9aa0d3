//! `anjuan platform`: the results of cases for the platforms of article 20.

mod export;
mod record;
mod status;

use clap::Subcommand;
use serde_json::json;

use super::Outcome;
use super::ui::Ui;
use crate::task::error::Failure;
use crate::task::find::Found;
use crate::task::platform::Collected;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 导出：办理结果的数据，JSON 或 CSV
    #[command(visible_alias = "导出")]
    Export(export::Args),
    /// 登记：一次录入，连同回执和截图
    #[command(visible_alias = "登记")]
    Record(record::Args),
    /// 情况：结案的案件各平台录入了没有，两种读法的期限
    #[command(visible_alias = "情况")]
    Status(status::Args),
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let (outcome, as_json) = match &args.command {
        Command::Export(args) => (export::run(ui, args), args.is_json()),
        Command::Record(args) => (record::run(ui, args), args.is_json()),
        Command::Status(args) => (status::run(ui, args), args.is_json()),
    };
    // A script can read standard output at every exit code.
    outcome.inspect_err(|failure| {
        if as_json {
            ui.line(&json!({"error": failure.to_string()}).to_string());
        }
    })
}

/// Tells on standard error what could not be read; the exit code.
fn tell(ui: &mut Ui, collected: &Collected, found: &Found) -> u8 {
    let unread = collected.unreadable.iter().map(|(_, failure)| failure);
    let failures: Vec<&Failure> = unread.chain(&found.failures).collect();
    for failure in &failures {
        ui.note(failure);
    }
    u8::from(!failures.is_empty()) * 2
}
