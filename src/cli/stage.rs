//! `anjuan stage`: the case moves on.

use std::path::PathBuf;

use super::Outcome;
use super::changed::{self, Writing};
use super::ui::Ui;
use crate::case::vocabulary::{STAGES, Stage};
use crate::task::change::Session;
use crate::task::open::Library;
use crate::task::{actor, advance, find};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 到哪一阶段，默认下一阶段
    #[arg(long, value_parser = STAGES.to_vec(), value_name = "阶段")]
    to: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let library = Library::default();
    let dir = find::case(&args.case)?;
    let today = actor::today(None)?;
    let actor = actor::actor(args.writing.by.as_deref())?;
    let session = Session::open(&library, &dir, actor, today)?;
    let to = args.to.as_deref().and_then(Stage::parse);
    let done = advance::advance(session, to, today)?;
    changed::report(ui, &done, args.writing.json)
}
