//! `anjuan completions` and `anjuan man`: made from the same definition as the help.

use clap_complete::Shell;

use super::Outcome;
use super::ui::Ui;
use crate::task::error::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// 哪一种命令行
    #[arg(value_enum, value_name = "命令行")]
    shell: Shell,
}

#[allow(clippy::unnecessary_wraps, reason = "the outcome of every command")]
pub(super) fn completions(ui: &mut Ui, args: &CompletionsArgs) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "anjuan", &mut text);
    ui.document(&String::from_utf8_lossy(&text));
    Ok(0)
}

pub(super) fn man(ui: &mut Ui) -> Outcome {
    let mut text = Vec::new();
    clap_mangen::Man::new(super::command())
        .render(&mut text)
        .map_err(|error| Failure::new("无法生成手册页").because_io(&error))?;
    ui.document(&String::from_utf8_lossy(&text));
    Ok(0)
}
