//! `--wait` of every command that writes: how long it waits while another one does.
//!
//! Such a command is told by its `--by`, the actor of the line that it writes; a few write into
//! the register of devices, which names nobody.

use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::ui;
use crate::store::{Patience, set_patience};
use crate::task::error::Failure;

/// The option.
const WAIT: &str = "wait";
/// The same in the environment.
const VARIABLE: &str = "ANJUAN_WAIT";
/// How many seconds a command waits that is not told otherwise.
const USUAL: u64 = 10;

/// The commands that write and have no `--by`.
const NAMELESS: [&str; 3] = ["add", "set", "retire"];

/// The same command with the option, wherever there is something to wait for.
pub(super) fn command(command: Command) -> Command {
    let signs = command.get_arguments().any(|arg| arg.get_id() == "by");
    let writes = signs || NAMELESS.contains(&command.get_name());
    let command = command.mut_subcommands(self::command);
    if !writes {
        return command;
    }
    command.arg(
        Arg::new(WAIT)
            .long(WAIT)
            .value_name("秒")
            .value_parser(value_parser!(u64))
            .action(ArgAction::Set)
            .help(format!(
                "别的程序正在写入时最多等几秒，默认 {USUAL}，0 为不等（也可用环境变量 {VARIABLE}）"
            )),
    )
}

/// Sets how this run waits.
///
/// # Errors
/// Where `ANJUAN_WAIT` is no number.
pub(super) fn set(matches: &ArgMatches) -> Result<(), Failure> {
    let mut words = vec!["anjuan"];
    let mut leaf = matches;
    while let Some((name, below)) = leaf.subcommand() {
        words.push(name);
        leaf = below;
    }
    let given = leaf.try_get_one::<u64>(WAIT).ok().flatten().copied();
    let seconds = match given {
        Some(seconds) => seconds,
        None => from_environment()?.unwrap_or(USUAL),
    };
    set_patience(Patience {
        limit: Duration::from_secs(seconds),
        command: words.join(" "),
        notice: Some(ui::tell_who_waits),
    });
    Ok(())
}

fn from_environment() -> Result<Option<u64>, Failure> {
    match std::env::var(VARIABLE) {
        Ok(text) if !text.trim().is_empty() => text.trim().parse().map(Some).map_err(|_| {
            Failure::new(format!(
                "环境变量 {VARIABLE} 的值「{text}」不是秒数，应如 60"
            ))
        }),
        _ => Ok(None),
    }
}
