//! `anjuan rulebook`: the rulebooks there are, one of one's own, and whether it is sound.

mod check;
mod diff;
mod list;
mod new;
mod show;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;

use super::Outcome;
use super::ui::Ui;
use crate::task::error::Failure;
use crate::task::open::Library;
use crate::task::{find, shelf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// 列出可用的规程：内置的，和本工作区的
    List(list::Args),
    /// 查看一部规程的规则、问题和文书
    Show(show::Args),
    /// 复制一部规程到本工作区的 templates，以便修改
    New(new::Args),
    /// 核对一部规程：名称、引用、会漏掉的义务、每个模板
    Check(check::Args),
    /// 比较两部规程：条文、文书、事项、问题、规则和模板
    Diff(diff::Args),
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    match &args.action {
        Action::List(args) => list::run(ui, args),
        Action::Show(args) => show::run(ui, args),
        Action::New(args) => new::run(ui, args),
        Action::Check(args) => check::run(ui, args),
        Action::Diff(args) => diff::run(ui, args),
    }
}

/// The workspace around the present directory.
fn workspace() -> Option<PathBuf> {
    find::workspace_of(Path::new("."))
}

/// The name that was given, else that of the rulebook of cases that name none.
fn named(given: Option<&str>) -> Result<String, Failure> {
    if let Some(name) = given {
        return Ok(name.to_owned());
    }
    let workspace = Library::default().workspace(workspace().as_deref())?;
    let first = shelf::defaults(&workspace).into_iter().next();
    Ok(first.unwrap_or_else(|| shelf::DEFAULT.to_owned()))
}

/// What came of reading; a script that asked for JSON gets JSON where it failed, too.
fn told<T>(ui: &mut Ui, json: bool, read: Result<T, Failure>) -> Result<T, Failure> {
    if let (true, Err(failure)) = (json, &read) {
        ui.line(&json!({"schema": 1, "error": failure.to_string()}).to_string());
    }
    read
}

/// The beginning of a digest: enough to tell versions apart.
fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}
