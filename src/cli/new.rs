//! `anjuan new`: a case begins.

use std::path::PathBuf;

use super::Outcome;
use super::changed::{self, Writing};
use super::ui::Ui;
use crate::case::vocabulary::{KINDS, PROCEDURES};
use crate::task::begin::{Beginning, begin};
use crate::task::{actor, open::Library};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案号（在工作区内建同名目录），或新案件的目录
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 案件种类
    #[arg(long, value_parser = KINDS.to_vec(), value_name = "种类", default_value = KINDS[0])]
    kind: String,
    /// 案由或案件名称
    #[arg(long, value_name = "名称")]
    title: String,
    /// 立案（受理）日期
    #[arg(long, value_name = "日期")]
    opened: String,
    /// 案号与目录名不同时的案号
    #[arg(long, value_name = "案号")]
    id: Option<String>,
    /// 程序
    #[arg(long, value_parser = PROCEDURES.to_vec(), value_name = "程序")]
    procedure: Option<String>,
    /// 承办机构
    #[arg(long, value_name = "名称")]
    unit: Option<String>,
    /// 当事人名称，可写多次
    #[arg(long, value_name = "名称")]
    party: Vec<String>,
    /// 执法人员姓名，可写多次；名册中有的带出执法证号
    #[arg(long, value_name = "姓名")]
    officer: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let today = actor::today(None)?;
    let beginning = Beginning {
        id: args.id.clone(),
        kind: args.kind.clone(),
        title: args.title.clone(),
        opened: args.opened.clone(),
        procedure: args.procedure.clone(),
        unit: args.unit.clone(),
        parties: args.party.clone(),
        officers: args.officer.clone(),
    };
    let library = Library::default();
    let actor = actor::actor(args.writing.by.as_deref());
    let done = begin(&library, &args.case, beginning, &actor, today)?;
    changed::report(ui, &done, args.writing.json)
}
