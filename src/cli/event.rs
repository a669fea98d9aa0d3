//! `anjuan event`: something happened.

use std::path::PathBuf;

use super::Outcome;
use super::changed::{self, Writing};
use super::ui::Ui;
use crate::case::vocabulary::{MANNERS, RESULTS};
use crate::task::change::Session;
use crate::task::enter::Entry;
use crate::task::error::Failure;
use crate::task::open::Library;
use crate::task::{actor, find, register};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 事项类型（如 现场检查）；删除时为事项编号
    #[arg(value_name = "类型")]
    kind: String,
    /// 开始时间，如 '2026-03-03 9:10'
    #[arg(long, value_name = "时间")]
    start: Option<String>,
    /// 结束时间
    #[arg(long, value_name = "时间")]
    end: Option<String>,
    /// 地点
    #[arg(long, value_name = "地点")]
    place: Option<String>,
    /// 执法人员，可写多次
    #[arg(long, value_name = "姓名")]
    officer: Vec<String>,
    /// 其他在场人；集体讨论为参加人员
    #[arg(long, value_name = "姓名")]
    participant: Vec<String>,
    /// 期限（责令改正、查封扣押）
    #[arg(long, value_name = "日期")]
    deadline: Option<String>,
    /// 所针对的事项编号
    #[arg(long, value_name = "编号")]
    of: Vec<String>,
    /// 陈述申辩的方式
    #[arg(long, value_parser = MANNERS.to_vec(), value_name = "方式")]
    manner: Option<String>,
    /// 所涉当事人，默认全体
    #[arg(long, value_name = "名称")]
    party: Vec<String>,
    /// 结果（核查、解除查封扣押）
    #[arg(long, value_parser = RESULTS.to_vec(), value_name = "结果")]
    result: Option<String>,
    /// 监督检查的计划或部署
    #[arg(long, value_name = "依据")]
    basis: Option<String>,
    /// 录入的平台
    #[arg(long, value_name = "名称")]
    platform: Option<String>,
    /// 录入回执号
    #[arg(long, value_name = "回执")]
    receipt: Option<String>,
    /// 公示网站
    #[arg(long, value_name = "网站")]
    site: Option<String>,
    /// 不公示的理由；删除时为删除的理由
    #[arg(long, value_name = "理由")]
    reason: Option<String>,
    /// 自定的事项编号
    #[arg(long, value_name = "编号")]
    id: Option<String>,
    /// 删除该编号的事项（须写 --reason）
    #[arg(long)]
    remove: bool,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let library = Library::default();
    let dir = find::case(&args.case)?;
    let actor = actor::actor(args.writing.by.as_deref())?;
    let session = Session::open(&library, &dir, actor, actor::today(None)?)?;
    let done = if args.remove {
        let reason = args.reason.as_deref();
        let reason =
            reason.ok_or_else(|| Failure::new("删除事项须写明理由").hint("加上 --reason 理由"))?;
        register::remove_event(
            session,
            &args.kind,
            &actor::reason("--reason 的值", reason)?,
        )?
    } else {
        let entry = Entry::new()
            .moment("start", args.start.as_deref())?
            .moment("end", args.end.as_deref())?
            .text("place", args.place.as_deref())
            .texts("officers", &args.officer)
            .texts("participants", &args.participant)
            .moment("deadline", args.deadline.as_deref())?
            .texts("of", &args.of)
            .text("manner", args.manner.as_deref())
            .texts("party", &args.party)
            .text("result", args.result.as_deref())
            .text("basis", args.basis.as_deref())
            .text("platform", args.platform.as_deref())
            .text("receipt", args.receipt.as_deref())
            .text("site", args.site.as_deref())
            .text("reason", args.reason.as_deref())
            .done();
        register::event(session, args.id.as_deref(), &args.kind, entry)?
    };
    changed::report(ui, &done, args.writing.json)
}
