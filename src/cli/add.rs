//! `anjuan add`: files are taken in.

use std::path::PathBuf;

use super::Outcome;
use super::changed::{self, Writing};
use super::ui::Ui;
use crate::case::vocabulary::{CLASSIFICATIONS, FORMS, MEDIA_KINDS, VOLUMES};
use crate::task::change::Session;
use crate::task::error::Failure;
use crate::task::intake::{self, Details};
use crate::task::open::Library;
use crate::task::{actor, find};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 要收录的文件；已在案件目录内的就地登记
    #[arg(value_name = "文件", required_unless_present = "location")]
    files: Vec<PathBuf>,
    /// 文书名称；不写则按文件名辨认
    #[arg(long = "type", value_name = "名称")]
    kind: Option<String>,
    /// 所记录的事项编号，可写多次
    #[arg(long, value_name = "编号")]
    event: Vec<String>,
    /// 不收录文件，只登记存放处，如 采集站:ZF-03/0001.mp4 或 纸质:卷内第12页
    #[arg(long, value_name = "存放处")]
    location: Option<String>,
    /// 另存他处的文件的 SHA-256
    #[arg(long, value_name = "散列", requires = "location")]
    sha256: Option<String>,
    /// 文书日期
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 文号
    #[arg(long, value_name = "文号")]
    number: Option<String>,
    /// 题名
    #[arg(long, value_name = "题名")]
    title: Option<String>,
    /// 责任者
    #[arg(long, value_name = "名称")]
    author: Option<String>,
    /// 记录方式，默认按规程
    #[arg(long, value_parser = FORMS.to_vec(), value_name = "方式")]
    form: Option<String>,
    /// 所附的记录编号（清单、邮寄回执）
    #[arg(long, value_name = "编号")]
    attached_to: Option<String>,
    /// 送达回证所证明送达的文书编号
    #[arg(long, value_name = "编号")]
    serves: Vec<String>,
    /// 签署，写作 姓名:身份[:日期[:方式]]
    #[arg(long, value_name = "姓名:身份")]
    sign: Vec<String>,
    /// 盖有机关印章
    #[arg(long)]
    seal: bool,
    /// 所涉当事人，默认全体
    #[arg(long, value_name = "名称")]
    party: Vec<String>,
    /// 页数
    #[arg(long, value_name = "页数")]
    pages: Option<u64>,
    /// 密级（第三十二条）
    #[arg(long, value_parser = CLASSIFICATIONS.to_vec(), value_name = "密级")]
    classification: Option<String>,
    /// 正卷或副卷，默认按规程
    #[arg(long, value_parser = VOLUMES.to_vec(), value_name = "卷")]
    volume: Option<String>,
    /// 所据的原件编号（剪辑、遮盖件）
    #[arg(long, value_name = "编号")]
    derived_from: Option<String>,
    /// 文书栏目，写作 栏目=值
    #[arg(long = "set", value_name = "栏目=值")]
    fields: Vec<String>,
    /// 音像的记录方式，默认按扩展名
    #[arg(long, value_parser = MEDIA_KINDS.to_vec(), value_name = "方式", help_heading = "音像")]
    media: Option<String>,
    /// 录制设备的编号
    #[arg(long, value_name = "编号", help_heading = "音像")]
    device: Option<String>,
    /// 拍摄人
    #[arg(long, value_name = "姓名", help_heading = "音像")]
    operator: Option<String>,
    /// 录制开始时间（设备时钟）
    #[arg(long, value_name = "时间", help_heading = "音像")]
    start: Option<String>,
    /// 录制结束时间（设备时钟）
    #[arg(long, value_name = "时间", help_heading = "音像")]
    end: Option<String>,
    /// 是原始数据（第七条）
    #[arg(long, help_heading = "音像")]
    original: bool,
    /// 自定的记录编号（只收录一个文件时）
    #[arg(long, value_name = "编号")]
    id: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    if args.id.is_some() && args.files.len() > 1 {
        return Err(Failure::new("--id 只能用于一个文件"));
    }
    let library = Library::default();
    let dir = find::case(&args.case)?;
    let actor = actor::actor(args.writing.by.as_deref())?;
    let today = actor::today(None)?;
    let session = match args.number {
        Some(_) => Session::open_to_number(&library, &dir, actor, today)?,
        None => Session::open(&library, &dir, actor, today)?,
    };
    let done = intake::add(session, &args.files, &details(args))?;
    changed::report(ui, &done, args.writing.json)
}

fn details(args: &Args) -> Details {
    Details {
        id: args.id.clone(),
        kind: args.kind.clone(),
        form: args.form.clone(),
        title: args.title.clone(),
        number: args.number.clone(),
        date: args.date.clone(),
        author: args.author.clone(),
        location: args.location.clone(),
        sha256: args.sha256.clone(),
        events: args.event.clone(),
        attached_to: args.attached_to.clone(),
        serves: args.serves.clone(),
        signatures: args.sign.clone(),
        seal: args.seal.then_some(true),
        classification: args.classification.clone(),
        derived_from: args.derived_from.clone(),
        party: args.party.clone(),
        pages: args.pages,
        volume: args.volume.clone(),
        fields: args.fields.clone(),
        media_kind: args.media.clone(),
        device: args.device.clone(),
        operator: args.operator.clone(),
        start: args.start.clone(),
        end: args.end.clone(),
        original: args.original.then_some(true),
    }
}
