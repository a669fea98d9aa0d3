//! `anjuan set`: keys of the manifest.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::changed::{self, Writing};
use super::ui::Ui;
use crate::finding::{Finding, Status};
use crate::task::change::{Done, Session};
use crate::task::error::Failure;
use crate::task::open::Library;
use crate::task::register::{self, Assignment};
use crate::task::{actor, assignments, find};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 键=值，如 case.unit=执法一科、answers.sampled=false、
    /// E03.end='2026-03-03 10:25'；+= 与 -= 增减数组，值留空即删去
    #[arg(value_name = "键=值", required_unless_present_any = ["from", "ask"])]
    assignments: Vec<String>,
    /// 自 TOML 或 JSON 文件填写
    #[arg(long, value_name = "文件")]
    from: Option<PathBuf>,
    /// 逐项询问尚未声明的
    #[arg(long)]
    ask: bool,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let library = Library::default();
    let dir = find::case(&args.case)?;
    let mut all = Vec::new();
    if let Some(file) = &args.from {
        all.extend(assignments::from_file(file)?);
    }
    for text in &args.assignments {
        all.push(Assignment::parse(text)?);
    }
    if args.ask {
        all.extend(ask(ui, &library, &dir)?);
    }
    if all.is_empty() {
        ui.note("没有填写任何内容");
        return Ok(0);
    }
    let done = apply(&library, &dir, args, all)?;
    changed::report(ui, &done, args.writing.json)
}

fn apply(
    library: &Library,
    dir: &Path,
    args: &Args,
    all: Vec<Assignment>,
) -> Result<Done, Failure> {
    let actor = actor::actor(args.writing.by.as_deref())?;
    register::set(
        Session::open(library, dir, actor, actor::today(None)?)?,
        all,
    )
}

/// Walks through what is undeclared; an empty answer leaves it open, one that cannot be is asked
/// again.
fn ask(ui: &mut Ui, library: &Library, dir: &Path) -> Result<Vec<Assignment>, Failure> {
    let case = library.open(dir)?;
    let options = crate::check::Options::on(actor::today(None)?);
    let report = crate::task::examine::opened(&case, options);
    let mut all = Vec::new();
    for finding in report
        .findings
        .iter()
        .filter(|f| f.status == Status::Undeclared)
    {
        match ask_one(ui, &case.text, finding) {
            Reply::Given(assignment) => all.push(assignment),
            Reply::Skipped => {}
            Reply::Ended => break,
        }
    }
    Ok(all)
}

/// What a person says to one question.
enum Reply {
    Given(Assignment),
    Skipped,
    Ended,
}

/// Words for yes and no beside those of the manifest.
const WORDS: &[(&str, &str)] = &[
    ("y", "true"),
    ("n", "false"),
    ("有", "true"),
    ("没有", "false"),
    ("无", "false"),
];

fn ask_one(ui: &mut Ui, text: &str, finding: &Finding) -> Reply {
    let is_question = finding.subject.starts_with("answers.");
    let question = finding.message.trim_start_matches("未声明：");
    let choices = if is_question {
        "是/否，回车跳过"
    } else {
        "回车跳过"
    };
    loop {
        let Some(answer) = ui.ask(&format!("{question}（{choices}）")) else {
            return Reply::Ended;
        };
        if answer.is_empty() {
            return Reply::Skipped;
        }
        let word = WORDS
            .iter()
            .find(|(typed, _)| is_question && *typed == answer.to_lowercase());
        let value = word.map_or(answer.as_str(), |(_, value)| value);
        let parsed = Assignment::parse(&format!("{}={value}", finding.subject));
        match parsed.and_then(|assignment| assignment.check(text).map(|()| assignment)) {
            Ok(assignment) => return Reply::Given(assignment),
            Err(_) if is_question => ui.note("请答 是 或 否"),
            Err(failure) => ui.note(&failure),
        }
    }
}
