//! The steps of a request, one function each.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::json;

use super::super::Outcome;
use super::super::changed::Writing;
use super::super::ui::Ui;
use super::told;
use crate::case::Moment;
use crate::check::quote;
use crate::task::access::event::{Approval, Manner, Opinion, Request, Withheld};
use crate::task::access::{Made, Register, Wanted, named};
use crate::task::error::Failure;
use crate::task::open::Library;
use crate::task::{actor, find};

#[derive(Debug, clap::Args)]
pub(super) struct RequestArgs {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 申请人
    #[arg(long, value_name = "姓名")]
    applicant: String,
    /// 申请人与本案的关系，如当事人、代理人、利害关系人
    #[arg(long, value_name = "关系")]
    identity: Option<String>,
    /// 申请的事由
    #[arg(long, value_name = "事由")]
    reason: String,
    /// 所申请的记录编号，用逗号隔开；不写则为可以给出的全部记录
    #[arg(long, value_name = "编号", value_delimiter = ',')]
    records: Vec<String>,
    /// 只申请查阅
    #[arg(long, conflicts_with = "copy")]
    read: bool,
    /// 申请复制（默认；可以复制的也可以查阅）
    #[arg(long)]
    copy: bool,
    /// 申请日期
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

/// For or against: one of the two, never by default.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Decision {
    /// 同意
    #[arg(long)]
    agree: bool,
    /// 不同意
    #[arg(long)]
    refuse: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct OpinionArgs {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 申请编号，如 A01
    #[arg(value_name = "申请")]
    id: String,
    /// 提出意见的承办机构负责人
    #[arg(long, value_name = "姓名")]
    by: String,
    #[command(flatten)]
    decision: Decision,
    /// 意见的内容
    #[arg(long, value_name = "内容")]
    note: Option<String>,
    /// 提出意见的日期
    #[arg(long, value_name = "日期")]
    date: String,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ApproveArgs {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 申请编号，如 A01
    #[arg(value_name = "申请")]
    id: String,
    /// 批准的局领导
    #[arg(long, value_name = "姓名")]
    by: String,
    #[command(flatten)]
    decision: Decision,
    /// 点名放行的记录编号，用逗号隔开：商业秘密、个人隐私和副卷的记录只有点名才给出
    #[arg(
        long,
        value_name = "编号",
        value_delimiter = ',',
        conflicts_with = "refuse"
    )]
    release: Vec<String>,
    /// 批示的内容
    #[arg(long, value_name = "内容")]
    note: Option<String>,
    /// 批准的日期
    #[arg(long, value_name = "日期")]
    date: String,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ReadArgs {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 申请编号，如 A01
    #[arg(value_name = "申请")]
    id: String,
    /// 在场人、地点等
    #[arg(long, value_name = "内容")]
    note: Option<String>,
    /// 查阅的日期
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Debug, clap::Args)]
pub(super) struct CopyArgs {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 申请编号，如 A01
    #[arg(value_name = "申请")]
    id: String,
    /// 复制件的文件名或所在目录；默认为案件目录旁边的 <案号>-<申请>.zip
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 文件里带有拍摄地点、作者、修订痕迹、附件等，看过以后照给；须同时给出 --reason
    #[arg(long, requires = "reason")]
    allow_metadata: bool,
    /// 照给的理由，记入查阅登记
    #[arg(long, value_name = "理由", requires = "allow_metadata")]
    reason: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

/// A day as people type it.
fn day(typed: &str) -> Result<NaiveDate, Failure> {
    let day = Moment::parse(typed).filter(|moment| moment.local().is_none());
    day.map(Moment::date)
        .ok_or_else(|| Failure::new(format!("「{typed}」不是日期")).because("应如 2026-03-02"))
}

/// A text that says something.
fn said(who: &str, name: &str) -> Result<String, Failure> {
    if name.trim().is_empty() {
        return Err(Failure::new(format!("没有写{who}")));
    }
    actor::name(who, name)
}

fn why(text: &str) -> Result<String, Failure> {
    if text.trim().is_empty() {
        return Err(Failure::new("没有写事由"));
    }
    actor::reason("事由", text)
}

fn given(text: Option<&String>) -> Result<Option<String>, Failure> {
    let text = text.filter(|text| !text.trim().is_empty());
    text.map(|text| actor::reason("所写的内容", text))
        .transpose()
}

fn open(case: &std::path::Path) -> Result<Register, Failure> {
    Register::open(&Library::default(), &find::case(case)?)
}

pub(super) fn request(ui: &mut Ui, args: &RequestArgs) -> Outcome {
    let records = distinct(&args.records);
    if records.is_empty() && !args.records.is_empty() {
        return Err(Failure::new("--records 没有写记录编号")
            .hint("不写 --records，即申请可以给出的全部记录"));
    }
    let request = Request {
        id: String::new(),
        applicant: said("申请人", &args.applicant)?,
        identity: given(args.identity.as_ref())?,
        reason: why(&args.reason)?,
        manner: if args.read {
            Manner::Read
        } else {
            Manner::Copy
        },
        scope: (!records.is_empty()).then_some(records),
        date: args.date.as_deref().map(day).transpose()?,
    };
    let mut register = open(&args.case)?;
    let actor = actor::actor(args.writing.by.as_deref())?;
    let id = register
        .request(request, &actor)
        .map_err(|failure| told(&register, failure))?;
    if args.date.is_none() {
        ui.note("没有写申请日期；申请书载明日期的，应当用 --date 写明");
    }
    done(ui, &register, &id, args.writing.json)
}

pub(super) fn opinion(ui: &mut Ui, args: &OpinionArgs) -> Outcome {
    let opinion = Opinion {
        id: args.id.clone(),
        by: said("提出意见的人", &args.by)?,
        agree: args.decision.agree,
        note: given(args.note.as_ref())?,
        date: day(&args.date)?,
    };
    let mut register = open(&args.case)?;
    register
        .opinion(opinion, &actor::actor(None)?)
        .map_err(|failure| told(&register, failure))?;
    done(ui, &register, &args.id, args.json)
}

pub(super) fn approve(ui: &mut Ui, args: &ApproveArgs) -> Outcome {
    let approval = Approval {
        id: args.id.clone(),
        by: said("批准的人", &args.by)?,
        agree: args.decision.agree,
        release: Vec::new(),
        held: Vec::new(),
        note: given(args.note.as_ref())?,
        date: day(&args.date)?,
    };
    let mut register = open(&args.case)?;
    register
        .approve(approval, &distinct(&args.release), &actor::actor(None)?)
        .map_err(|failure| told(&register, failure))?;
    done(ui, &register, &args.id, args.json)
}

pub(super) fn read(ui: &mut Ui, args: &ReadArgs) -> Outcome {
    let mut register = open(&args.case)?;
    let actor = actor::actor(args.writing.by.as_deref())?;
    let date = args.date.as_deref().map(day).transpose()?;
    let said = (given(args.note.as_ref())?, date);
    register
        .read(&args.id, said, actor::today(None)?, &actor)
        .map_err(|failure| told(&register, failure))?;
    done(ui, &register, &args.id, args.writing.json)
}

pub(super) fn copy(ui: &mut Ui, args: &CopyArgs) -> Outcome {
    let reason = args.reason.as_deref();
    let reason = reason
        .map(|reason| said("照给的理由", reason))
        .transpose()?;
    let mut register = open(&args.case)?;
    let actor = actor::actor(args.writing.by.as_deref())?;
    let wanted = Wanted {
        id: &args.id,
        output: args.output.as_deref(),
        allowed: reason.as_deref(),
        today: actor::today(None)?,
    };
    let made = register
        .copy(wanted, &actor)
        .map_err(|failure| told(&register, failure))?;
    let path = made.path.display().to_string();
    if args.writing.json {
        let mut value = value(&register, &args.id)?;
        value["path"] = json!(path);
        value["files"] = json!(made.records.len());
        value["records"] = json!(made.records);
        value["bytes"] = json!(made.bytes);
        value["sha256"] = json!(made.sha256);
        value["metadata"] = json!(made.seen);
        value["withheld"] = json!(made.withheld);
        value["unchanged"] = json!(made.was_there);
        ui.line(&value.to_string());
    } else {
        line(ui, &register, &args.id, &path);
    }
    copied(ui, &made);
    ui.note(&format!("提示：anjuan verify {}", quote(&path)));
    Ok(0)
}

/// How many numbers of a copy are told in a line.
const IN_A_LINE: usize = 6;

/// What the clerk must know of a copy, and nobody else.
fn copied(ui: &mut Ui, made: &Made) {
    let there = if made.was_there {
        "（已有相同的复制件，没有另记）"
    } else {
        ""
    };
    ui.note(&format!(
        "{} 个文件，{} 字节{there}",
        made.records.len(),
        made.bytes
    ));
    let numbered = made.records.iter().zip(1..);
    let numbered: Vec<_> = numbered
        .map(|(id, number)| format!("{number:02} 是 {id}"))
        .collect();
    for some in numbered.chunks(IN_A_LINE) {
        ui.note(&format!("复制件中的 {}", some.join("，")));
    }
    ui.note(&format!("复制件 SHA-256：{}", made.sha256));
    for one in &made.seen {
        ui.note(&format!("照给：{}", one.told()));
    }
    for Withheld { why, ids } in &made.withheld {
        let ids: Vec<_> = ids.iter().map(String::as_str).collect();
        ui.note(&format!("没有放入 {}：{why}", named(&ids)));
    }
}

/// Each once, in the order in which they were typed.
fn distinct(ids: &[String]) -> Vec<String> {
    let mut seen = Vec::new();
    for id in ids.iter().map(|id| id.trim()).filter(|id| !id.is_empty()) {
        if !seen.iter().any(|known| known == id) {
            seen.push(id.to_owned());
        }
    }
    seen
}

/// `A01<TAB>what`, and what is said of a kind of case that the article does not name.
fn line(ui: &mut Ui, register: &Register, id: &str, what: &str) {
    let remark = register.remark().map(|remark| format!("\t{remark}"));
    ui.line(&format!("{id}\t{what}{}", remark.unwrap_or_default()));
}

/// Prints where a request stands, what may be given for it, and the next command.
fn done(ui: &mut Ui, register: &Register, id: &str, as_json: bool) -> Outcome {
    let entry = register.entry(id)?;
    if as_json {
        ui.line(&value(register, id)?.to_string());
    } else {
        line(ui, register, id, entry.state().chinese());
    }
    let sorted = register.sorted(entry);
    let ids: Vec<_> = sorted
        .permitted
        .iter()
        .map(|permit| permit.record.id.as_str())
        .collect();
    ui.note(&match ids.len() {
        0 => "可以给出：没有".to_owned(),
        count => format!("可以给出 {count} 件：{}", named(&ids)),
    });
    for (reason, ids) in sorted.by_reason() {
        ui.note(&format!("不能给出 {}：{}", named(&ids), reason.told()));
    }
    ui.note(&format!("提示：{}", register.next(entry)));
    Ok(0)
}

fn value(register: &Register, id: &str) -> Result<serde_json::Value, Failure> {
    let entry = register.entry(id)?;
    let head = register.log.head.as_ref();
    Ok(json!({
        "id": id,
        "state": entry.state().word(),
        "remark": register.remark(),
        "next": register.next(entry),
        "log": head.map(|head| json!({ "seq": head.seq, "digest": head.digest })),
    }))
}
