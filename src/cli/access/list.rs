//! `anjuan access list`: each request, its state, who did what when.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::super::Outcome;
use super::super::ui::Ui;
use crate::task::access::event::{Allowed, Event, Given, Manner, Request, Seen, Withheld};
use crate::task::access::ledger::{Entry, Step};
use crate::task::access::{Register, named};
use crate::task::find;
use crate::task::open::Library;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let register = Register::open(&Library::default(), &find::case(&args.case)?)?;
    if args.json {
        ui.line(&value(&register).to_string());
    } else {
        for entry in &register.ledger.entries {
            show(ui, &register, entry);
        }
    }
    if register.ledger.entries.is_empty() {
        ui.note("没有查阅、复制的申请");
    }
    if register.log.torn > 0 {
        ui.note(&format!(
            "查阅登记末尾有 {} 字节没有写完，下一次写入时移到 .anjuan/quarantine",
            register.log.torn
        ));
    }
    if let Some(head) = &register.log.head {
        ui.note(&format!(
            "链完整：{} 行，末行 sha256 {}",
            head.lines, head.digest
        ));
    }
    Ok(0)
}

fn show(ui: &mut Ui, register: &Register, entry: &Entry) {
    let remark = register.remark().map(|remark| format!("（{remark}）"));
    ui.line(&format!(
        "{}  {}{}",
        entry.request.id,
        entry.state().chinese(),
        remark.unwrap_or_default()
    ));
    for step in &entry.steps {
        ui.line(&format!("    {}", words(register, step)));
    }
}

/// One step: its day, who, what; and who took it down when.
fn words(register: &Register, step: &Step) -> String {
    let way = &register.way;
    let decision = |role: &str, by: &str, agree: bool, note: Option<&String>| {
        let word = if agree { "同意" } else { "不同意" };
        let note = note.map(|note| format!("：{note}"));
        format!("{role}{by} {word}{}", note.unwrap_or_default())
    };
    let (date, what) = match &step.event {
        Event::Request(request) => (request.date, asked(request)),
        Event::Opinion(it) => (
            Some(it.date),
            decision(&way.opinion, &it.by, it.agree, it.note.as_ref()),
        ),
        Event::Approval(it) => {
            let text = decision(&way.approval, &it.by, it.agree, it.note.as_ref());
            let release = match it.release.as_slice() {
                [] => String::new(),
                release => format!("，点名放行 {}", ids(release)),
            };
            (Some(it.date), format!("{text}{release}"))
        }
        Event::Read(it) => {
            let note = it.note.as_ref().map(|note| format!("：{note}"));
            let note = note.unwrap_or_default();
            (
                it.date,
                format!("查阅{}{note}", counts(&it.given, &it.withheld)),
            )
        }
        Event::Copy(it) => (
            Some(it.date),
            format!(
                "复制{}，{}，SHA-256 {}{}",
                counts(&it.given, &it.withheld),
                it.file,
                it.sha256,
                it.allowed.as_ref().map(allowed).unwrap_or_default()
            ),
        ),
    };
    let date = date.map_or_else(|| "日期未写明".to_owned(), |date| date.to_string());
    format!("{date}  {what}（{} 登记于 {}）", step.operator, step.time)
}

/// How much of what the files of a copy gave away is told.
const SHOWN: usize = 4;

/// What the files of a copy gave away, and why that was let go.
fn allowed(allowed: &Allowed) -> String {
    let first: Vec<_> = allowed.found.iter().take(SHOWN).map(Seen::told).collect();
    let rest = match allowed.found.len().saturating_sub(SHOWN) {
        0 => String::new(),
        rest => format!("；另有 {rest} 项"),
    };
    format!("，照给 {}{rest}（{}）", first.join("；"), allowed.reason)
}

/// How many records were given, and how many of those asked for were not.
fn counts(given: &[Given], withheld: &[Withheld]) -> String {
    let kept: usize = withheld.iter().map(|one| one.ids.len()).sum();
    let kept = match kept {
        0 => String::new(),
        kept => format!("（没有给出 {kept} 件）"),
    };
    format!(" {} 件{kept}", given.len())
}

fn asked(request: &Request) -> String {
    let identity = request.identity.as_ref().map(|it| format!("（{it}）"));
    let manner = match request.manner {
        Manner::Read => "查阅",
        Manner::Copy => "复制",
    };
    let scope = match &request.scope {
        None => "可以给出的全部记录".to_owned(),
        Some(scope) => named(&scope.iter().map(String::as_str).collect::<Vec<_>>()),
    };
    format!(
        "{}{} 申请{manner}{scope}：{}",
        request.applicant,
        identity.unwrap_or_default(),
        request.reason
    )
}

fn ids(given: &[Given]) -> String {
    named(&given.iter().map(|it| it.id.as_str()).collect::<Vec<_>>())
}

fn value(register: &Register) -> Value {
    let head = &register.case.manifest.case.head;
    let requests: Vec<_> = register
        .ledger
        .entries
        .iter()
        .map(|entry| request(register, entry))
        .collect();
    let log = register.log.head.as_ref();
    json!({
        "case": head.id,
        "kind": head.kind,
        "article": register.way.article,
        "remark": register.remark(),
        "requests": requests,
        "log": log.map(|head| json!({ "lines": head.lines, "digest": head.digest })),
    })
}

fn request(register: &Register, entry: &Entry) -> Value {
    let asked = &entry.request;
    let steps: Vec<_> = entry.steps.iter().map(step).collect();
    json!({
        "id": asked.id,
        "state": entry.state().word(),
        "applicant": asked.applicant,
        "identity": asked.identity,
        "reason": asked.reason,
        "manner": asked.manner,
        "records": asked.scope,
        "steps": steps,
        "next": register.next(entry),
    })
}

fn step(step: &Step) -> Value {
    let (kind, data) = step.event.line();
    let mut value = json!({ "step": kind, "time": step.time, "operator": step.operator });
    if let Value::Object(all) = &mut value {
        let own = ["id", "applicant", "identity", "reason", "manner", "scope"];
        all.extend(
            data.into_iter()
                .filter(|(key, _)| !own.contains(&key.as_str())),
        );
    }
    value
}
