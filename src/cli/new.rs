//! `anjuan new`: a case begins.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;

use super::Outcome;
use super::changed::{self, Writing};
use super::import;
use super::ui::Ui;
use crate::case::vocabulary::{EXCLUDED_BECAUSE, EXCLUDED_KIND, KINDS, PROCEDURES};
use crate::task::begin::{Beginning, begin};
use crate::task::enter::Entry;
use crate::task::error::Failure;
use crate::task::{actor, open::Library};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案号（在工作区内建同名目录），或新案件的目录
    #[arg(value_name = "案件", required_unless_present = "from")]
    case: Option<PathBuf>,
    /// 案件种类
    #[arg(long, value_parser = kinds(), value_name = "种类", default_value = KINDS[0])]
    kind: String,
    /// 案由或案件名称
    #[arg(long, value_name = "名称", required_unless_present = "from")]
    title: Option<String>,
    /// 立案（受理）日期
    #[arg(long, value_name = "日期", required_unless_present = "from")]
    opened: Option<String>,
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
    import: import::ImportArgs,
    #[command(flatten)]
    writing: Writing,
}

/// The kinds, and the one that is refused with the article that sends it elsewhere.
fn kinds() -> Vec<PossibleValue> {
    let kinds = KINDS.iter().map(|kind| PossibleValue::new(*kind));
    let excluded = PossibleValue::new(EXCLUDED_KIND).hide(true);
    kinds.chain([excluded]).collect()
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    if args.kind == EXCLUDED_KIND {
        return Err(Failure::new(format!("不能建立{EXCLUDED_KIND}的案件"))
            .because(EXCLUDED_BECAUSE)
            .hint("anjuan explain 2"));
    }
    if let Some(file) = &args.import.from {
        return import::run(ui, file, &args.import, &args.writing);
    }
    let today = actor::today(None)?;
    let named = |names: &[String]| {
        let entry = |name: &String| Entry::new().text("name", Some(name)).done();
        names.iter().map(entry).collect()
    };
    let beginning = Beginning {
        case: Entry::new()
            .text("id", args.id.as_deref())
            .text("kind", Some(&args.kind))
            .text("procedure", args.procedure.as_deref())
            .text("title", args.title.as_deref())
            .day("opened", args.opened.as_deref())?
            .text("unit", args.unit.as_deref())
            .done(),
        parties: named(&args.party),
        officers: named(&args.officer),
        ..Beginning::default()
    };
    let case = args.case.as_deref().unwrap_or_else(|| Path::new("."));
    let library = Library::default();
    let actor = actor::actor(args.writing.by.as_deref())?;
    let done = begin(&library, case, beginning, &actor, today)?;
    changed::report(ui, &done, args.writing.json)
}
