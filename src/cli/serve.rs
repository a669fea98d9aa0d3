//! `anjuan serve`: papers are served.

use std::path::PathBuf;

use super::Outcome;
use super::changed::{self, Writing};
use super::ui::Ui;
use crate::case::vocabulary::{GROUNDS, METHODS, NOTICE_MEDIA};
use crate::task::change::Session;
use crate::task::enter::Entry;
use crate::task::error::Failure;
use crate::task::open::Library;
use crate::task::{actor, find, service};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 所送文书的编号
    #[arg(value_name = "文书", required = true)]
    documents: Vec<String>,
    /// 送达方式
    #[arg(long, value_parser = METHODS.to_vec(), value_name = "方式")]
    method: Option<String>,
    /// 受送达人；只有一个当事人时可不写
    #[arg(long, value_name = "名称")]
    to: Vec<String>,
    /// 收件人
    #[arg(long, value_name = "姓名")]
    recipient: Option<String>,
    /// 收到日期；邮寄为回执上的收件日期
    #[arg(long, value_name = "日期")]
    received: Option<String>,
    /// 开始时间
    #[arg(long, value_name = "时间")]
    start: Option<String>,
    /// 结束时间
    #[arg(long, value_name = "时间")]
    end: Option<String>,
    /// 地点
    #[arg(long, value_name = "地点")]
    place: Option<String>,
    /// 送达人，可写多次
    #[arg(long, value_name = "姓名")]
    officer: Vec<String>,
    /// 决定书的履行期限
    #[arg(long, value_name = "日期")]
    deadline: Option<String>,
    /// 未能送达的一次
    #[arg(long)]
    failed: bool,
    /// 再次送达时，前一次的编号
    #[arg(long, value_name = "编号")]
    of: Vec<String>,
    /// 拒收事由，公告的原因和经过
    #[arg(long, value_name = "理由")]
    reason: Option<String>,
    /// 公告送达的事由
    #[arg(long, value_parser = GROUNDS.to_vec(), value_name = "事由")]
    ground: Option<String>,
    /// 留置送达的见证人，写作 姓名:单位
    #[arg(long, value_name = "姓名:单位")]
    witness: Option<String>,
    /// 受委托送达的机关
    #[arg(long, value_name = "机关")]
    entrusted: Option<String>,
    /// 公告的载体，写作 张贴:住所地:2026-05-20[:记录编号]
    #[arg(long, value_name = "种类:名称:日期")]
    media: Vec<String>,
    /// 自定的事项编号
    #[arg(long, value_name = "编号")]
    id: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let library = Library::default();
    let dir = find::case(&args.case)?;
    let actor = actor::actor(args.writing.by.as_deref())?;
    let session = Session::open(&library, &dir, actor, actor::today(None)?)?;
    let media = args
        .media
        .iter()
        .map(|text| medium(text))
        .collect::<Result<Vec<_>, _>>()?;
    let entry = Entry::new()
        .moment("start", args.start.as_deref())?
        .moment("end", args.end.as_deref())?
        .text("place", args.place.as_deref())
        .texts("officers", &args.officer)
        .moment("deadline", args.deadline.as_deref())?
        .texts("of", &args.of)
        .texts("documents", &args.documents)
        .text("method", args.method.as_deref())
        .texts("to", &args.to)
        .text("recipient", args.recipient.as_deref())
        .day("received", args.received.as_deref())?
        .flag("delivered", args.failed.then_some(false))
        .text("reason", args.reason.as_deref())
        .text("ground", args.ground.as_deref())
        .table("witness", witness(args.witness.as_deref()))
        .text("entrusted", args.entrusted.as_deref())
        .tables("media", media)
        .done();
    let done = service::register(session, args.id.as_deref(), &args.documents, entry)?;
    changed::report(ui, &done, args.writing.json)
}

fn witness(text: Option<&str>) -> Entry {
    let Some(text) = text else {
        return Entry::new();
    };
    let (name, unit) = text.split_once([':', '：']).unwrap_or((text, ""));
    Entry::new()
        .text("name", Some(name.trim()))
        .text("unit", Some(unit.trim()))
}

fn medium(text: &str) -> Result<Entry, Failure> {
    let mut parts = text.split([':', '：']).map(str::trim);
    let kind = parts.next().unwrap_or_default();
    if !NOTICE_MEDIA.contains(&kind) {
        return Err(Failure::new(format!(
            "公告载体「{kind}」有误，应为：{}",
            NOTICE_MEDIA.join("、")
        )));
    }
    let name = parts.next();
    let date = parts.next().filter(|date| !date.is_empty());
    Ok(Entry::new()
        .text("kind", Some(kind))
        .text("name", name)
        .day("date", date)?
        .text("record", parts.next()))
}
