//! `anjuan attest` and `anjuan waive`: what a person states or excuses.

use std::path::PathBuf;

use super::Outcome;
use super::changed::{self, Writing};
use super::ui::Ui;
use crate::rulebook::Rule;
use crate::task::change::Session;
use crate::task::enter::Entry;
use crate::task::error::Failure;
use crate::task::open::Library;
use crate::task::{actor, find, register};

#[derive(Debug, clap::Args)]
pub(super) struct AttestArgs {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 规则，如 sanming/13-2
    #[arg(value_name = "规则")]
    rule: String,
    /// 对象，如检查结果所示
    #[arg(value_name = "对象")]
    subject: String,
    /// 确认的内容
    #[arg(long, value_name = "内容")]
    statement: String,
    /// 确认日期
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 确认人，记入清单和操作日志
    #[arg(long, value_name = "姓名")]
    by: String,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct WaiveArgs {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 规则，如 sanming/14-2
    #[arg(value_name = "规则")]
    rule: String,
    /// 对象，如检查结果所示
    #[arg(value_name = "对象")]
    subject: String,
    /// 理由
    #[arg(long, value_name = "理由")]
    reason: String,
    /// 批准人
    #[arg(long, value_name = "姓名")]
    approver: String,
    /// 批准日期
    #[arg(long, value_name = "日期")]
    date: Option<String>,
    /// 有效至当日
    #[arg(long, value_name = "日期")]
    expires: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn attest(ui: &mut Ui, args: &AttestArgs) -> Outcome {
    let library = Library::default();
    let dir = find::case(&args.case)?;
    let today = actor::today(None)?;
    let session = Session::open(&library, &dir, actor::actor(Some(&args.by))?, today)?;
    let rule = qualified(&session, &args.rule);
    if !is_of_another(&library, &session, &rule) {
        known(&session, &rule)?;
    }
    let entry = Entry::new()
        .text("rule", Some(&rule))
        .text("subject", Some(&args.subject))
        .text("statement", Some(&args.statement))
        .text("by", Some(&args.by))
        .day("date", args.date.as_deref())?
        .done();
    let done = register::statement(session, "attestation", entry)?;
    changed::report(ui, &done, args.json)
}

pub(super) fn waive(ui: &mut Ui, args: &WaiveArgs) -> Outcome {
    let library = Library::default();
    let dir = find::case(&args.case)?;
    let today = actor::today(None)?;
    let actor = actor::actor(args.writing.by.as_deref())?;
    let session = Session::open(&library, &dir, actor, today)?;
    let rule = qualified(&session, &args.rule);
    refuse_unwaivable(&session, &rule)?;
    let entry = Entry::new()
        .text("rule", Some(&rule))
        .text("subject", Some(&args.subject))
        .text("reason", Some(&args.reason))
        .text("approver", Some(&args.approver))
        .day("date", args.date.as_deref())?
        .day("expires", args.expires.as_deref())?
        .done();
    let done = register::statement(session, "waiver", entry)?;
    changed::report(ui, &done, args.writing.json)
}

/// What protects the evidence itself cannot be excused.
fn refuse_unwaivable(session: &Session<'_>, rule: &str) -> Result<(), Failure> {
    let found = known(session, rule)?;
    if found.waivable {
        return Ok(());
    }
    Err(Failure::new(format!("规则 {} 不能豁免", found.id)).because(&found.why))
}

/// The rule of that name.
fn known<'s>(session: &'s Session<'_>, rule: &str) -> Result<&'s Rule, Failure> {
    let (book, id) = rule.split_once('/').unwrap_or(("", rule));
    let book = session.case.rulebooks.iter().find(|known| known.id == book);
    book.and_then(|book| book.rule(id))
        .ok_or_else(|| Failure::new(format!("没有规则 {rule}")).hint("anjuan rulebook show"))
}

/// Whether a rule is one of a rulebook that the case does not name: `check --rulebook` asks for
/// statements about such rules too.
fn is_of_another(library: &Library, session: &Session<'_>, rule: &str) -> bool {
    let Some((book, id)) = rule.split_once('/') else {
        return false;
    };
    let found = library.rulebook(session.case.workspace_dir.as_deref(), book);
    found.is_ok_and(|found| found.id == book && found.rule(id).is_some())
}

/// A rule without its rulebook is one of the case's first rulebook.
fn qualified(session: &Session<'_>, rule: &str) -> String {
    if rule.contains('/') {
        rule.to_owned()
    } else {
        format!("{}/{rule}", session.case.rulebook().id)
    }
}
