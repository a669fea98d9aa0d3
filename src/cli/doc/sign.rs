//! `anjuan doc issue` and `anjuan doc sign`.

use std::path::PathBuf;

use super::super::Outcome;
use super::super::changed::Writing;
use super::super::ui::Ui;
use crate::case::Moment;
use crate::case::vocabulary::CLASSIFICATIONS;
use crate::task::change::Session;
use crate::task::draft::{self, Issue, Signing};
use crate::task::error::Failure;
use crate::task::open::Library;
use crate::task::{actor, find};

#[derive(Debug, clap::Args)]
pub(super) struct IssueArgs {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 草稿的编号
    #[arg(value_name = "编号")]
    id: String,
    /// 文号；不写则按工作区的 [numbering] 取下一个
    #[arg(long, value_name = "文号")]
    number: Option<String>,
    /// 成文日期
    #[arg(long, value_name = "日期")]
    date: String,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Debug, clap::Args)]
pub(super) struct SignArgs {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 记录编号
    #[arg(value_name = "编号")]
    id: String,
    /// 签署后的扫描件
    #[arg(long, value_name = "文件")]
    scan: PathBuf,
    /// 签署，写作 姓名:身份[:日期[:签名|盖章|按印|拒签]]，可写多次
    #[arg(long, value_name = "姓名:身份")]
    sign: Vec<String>,
    /// 盖有机关印章
    #[arg(long)]
    seal: bool,
    /// 文书日期；已经签发的不必写
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 文号；已经签发的不必写
    #[arg(long, value_name = "文号")]
    number: Option<String>,
    /// 页数
    #[arg(long, value_name = "页数")]
    pages: Option<u32>,
    /// 密级（第三十二条）
    #[arg(long, value_parser = CLASSIFICATIONS.to_vec(), value_name = "密级")]
    classification: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn issue(ui: &mut Ui, args: &IssueArgs) -> Outcome {
    let library = Library::default();
    let dir = find::case(&args.case)?;
    let actor = actor::actor(args.writing.by.as_deref())?;
    let today = actor::today(None)?;
    let session = Session::open_to_number(&library, &dir, actor, today)?;
    let issue = Issue {
        id: args.id.clone(),
        number: args.number.clone(),
        date: day(Some(&args.date))?.unwrap_or(today),
    };
    let drafted = draft::issue(session, &issue)?;
    super::report(ui, &drafted, args.writing.json)
}

pub(super) fn sign(ui: &mut Ui, args: &SignArgs) -> Outcome {
    let library = Library::default();
    let dir = find::case(&args.case)?;
    let actor = actor::actor(args.writing.by.as_deref())?;
    let today = actor::today(None)?;
    let session = match args.number {
        Some(_) => Session::open_to_number(&library, &dir, actor, today)?,
        None => Session::open(&library, &dir, actor, today)?,
    };
    let signing = Signing {
        id: args.id.clone(),
        scan: args.scan.clone(),
        signatures: args.sign.clone(),
        seal: args.seal,
        date: day(args.date.as_deref())?,
        number: args.number.clone(),
        pages: args.pages,
        classification: args.classification.clone(),
    };
    let drafted = draft::sign(session, &signing)?;
    super::report(ui, &drafted, args.writing.json)
}

/// A day as people type it.
fn day(typed: Option<&str>) -> Result<Option<chrono::NaiveDate>, Failure> {
    let Some(typed) = typed else { return Ok(None) };
    let moment = Moment::parse(typed).filter(|moment| moment.local().is_none());
    let wrong = || Failure::new(format!("「{typed}」应为日期，如 2026-03-02"));
    moment.map(|moment| Some(moment.date())).ok_or_else(wrong)
}
