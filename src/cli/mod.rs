//! The command line: one file a command, with its arguments, what it prints and its exit code.

mod check;
mod chinese;
mod explain;
mod reading;
mod ui;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::task::error::Failure;
use ui::Ui;

/// 案卷：行政执法全过程记录的命令行工具
///
/// 案件是一个普通目录，清单是其中的 case.toml；
/// 检查所需的记录，生成文书，打成归档包。
#[derive(Debug, Parser)]
#[command(name = "anjuan", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

/// The commands, in the order in which a case meets them.
#[derive(Debug, Subcommand)]
enum Command {
    /// 检查：所需的记录是否齐备
    #[command(visible_alias = "检查")]
    Check(check::Args),
    /// 释义：某条规则或条文的原文、读法和做法
    #[command(visible_alias = "释义")]
    Explain(explain::Args),
}

/// What a command comes to: an exit code, or why it could not be done.
type Outcome = Result<u8, Failure>;

/// Runs the program with these arguments, the first being its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut ui = Ui::default();
    let code = match parse(arguments) {
        Ok(command) => dispatch(&mut ui, command).unwrap_or_else(|failure| {
            ui.note(&failure.to_string());
            failure.code()
        }),
        Err(shown) => {
            if shown.is_error {
                ui.note(&shown.text);
            } else {
                ui.line(&shown.text);
            }
            u8::from(shown.is_error) * 2
        }
    };
    if let Some(error) = ui.finish() {
        ui.note(&Failure::new("输出没有写完").because(error).to_string());
        return ExitCode::from(2);
    }
    ExitCode::from(code)
}

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Option<Command>, chinese::Shown> {
    let mut command = chinese::command(Cli::command());
    let matches = command
        .try_get_matches_from_mut(arguments)
        .map_err(|error| chinese::shown(&error, &mut command))?;
    let cli = Cli::from_arg_matches(&matches).map_err(|error| chinese::shown(&error, &mut command))?;
    Ok(cli.command)
}

fn dispatch(ui: &mut Ui, command: Option<Command>) -> Outcome {
    match command {
        Some(Command::Check(args)) => check::run(ui, &args),
        Some(Command::Explain(args)) => explain::run(ui, &args),
        None => Ok(0),
    }
}
