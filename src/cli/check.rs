//! `anjuan check`: are the records there that the regulation demands?

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::ui::Ui;
use super::{Outcome, against, trace};
use crate::case::vocabulary::{STAGES, Stage};
use crate::check::{Options, quote};
use crate::finding::Severity;
use crate::report::brief::Brief;
use crate::report::{Summary, json, table};
use crate::task::error::Failure;
use crate::task::examine::{self, Examined};
use crate::task::open::Library;
use crate::task::twins::{Group, Twins};
use crate::task::{actor, find};

#[derive(Debug, clap::Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command"
)]
pub(super) struct Args {
    /// 案件目录，或其上级目录（逐一检查其下的案件）；默认当前目录
    #[arg(value_name = "路径")]
    paths: Vec<PathBuf>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t, value_name = "格式")]
    format: Format,
    /// 同 --format json
    #[arg(long)]
    json: bool,
    /// 按案件处于该阶段来检查
    #[arg(long, value_parser = STAGES.to_vec(), value_name = "阶段", hide_possible_values = true)]
    stage: Option<String>,
    /// 以该日为今天（也可用环境变量 `ANJUAN_TODAY`）
    #[arg(long, value_name = "日期")]
    as_of: Option<NaiveDate>,
    /// 案件办理中：本阶段尚缺而未被触发的列为待办
    #[arg(long)]
    in_progress: bool,
    /// 连同齐备、不适用的一并列出
    #[arg(long)]
    all: bool,
    /// 表格一件一行，最差的在前；没有错误和警告的只计数
    #[arg(long, conflicts_with_all = ["all", "trace", "against"])]
    summary: bool,
    /// 自何种程度起以 1 退出
    #[arg(long, value_enum, default_value_t, value_name = "程度")]
    fail_on: FailOn,
    /// 说明某条规则为什么适用、由什么满足，附清单行号
    #[arg(long, value_name = "规则")]
    trace: Option<String>,
    /// 与先前的 JSON 报告相比：新出现、加重、已消失的，各为什么
    #[arg(long, value_name = "报告", conflicts_with = "trace")]
    against: Option<PathBuf>,
    /// 改用此规程（编号或目录）
    #[arg(long, value_name = "规程")]
    rulebook: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Table,
    Json,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum FailOn {
    #[default]
    Error,
    Warning,
    Note,
}

impl FailOn {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Note => Severity::Note,
        }
    }
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let options = Options {
        as_of: actor::today(args.as_of)?,
        stage: args.stage.as_deref().and_then(Stage::parse),
        in_progress: args.in_progress,
    };
    let here = [PathBuf::from(".")];
    let found = find::cases(if args.paths.is_empty() {
        &here
    } else {
        &args.paths
    });
    let twins = Twins::among(&found.cases);
    let library = Library::with(args.rulebook.clone());
    let format = if args.json { Format::Json } else { args.format };
    if let Some(rule) = &args.trace {
        let as_json = format == Format::Json;
        tell(ui, &twins);
        return Ok(trace::run(ui, &library, &found, (rule, options), as_json));
    }
    if let Some(report) = &args.against {
        let as_json = format == Format::Json;
        let summary = against::run(ui, &library, (&found, report), options, as_json)?;
        tell(ui, &twins);
        for failure in &found.failures {
            ui.note(failure);
        }
        let code = code(summary, &found.failures, args.fail_on.severity());
        return Ok(code.max(u8::from(!twins.is_empty())));
    }
    let mut printer = Printer {
        format,
        all: args.all,
        summary: Summary::default(),
        first: true,
        brief: (args.summary && format == Format::Table).then(Brief::default),
    };
    printer.head(ui, options.as_of);
    examine::many(&library, &found.cases, options, |examined| {
        printer.case(ui, &examined);
        !ui.is_closed()
    });
    let summary = printer.summary;
    let is_long = format == Format::Table && !args.summary && found.cases.len() > MANY;
    printer.tail(ui, &library, (found.cases.len(), &twins));
    if is_long && !ui.is_closed() {
        let paths = args.paths.iter();
        let paths = paths.map(|path| quote(&path.display().to_string()));
        let words: Vec<_> = paths.chain(["--summary".to_owned()]).collect();
        ui.note(&format!("提示：anjuan check {}", words.join(" ")));
    }
    if !found.packages.is_empty() {
        ui.note(&format!(
            "其下有 {} 个解开的归档包，没有检查；要检查，请指明",
            found.packages.len()
        ));
    }
    for failure in &found.failures {
        ui.note(failure);
    }
    let code = code(summary, &found.failures, args.fail_on.severity());
    Ok(code.max(u8::from(!twins.is_empty())))
}

/// Tells on standard error of numbers that several directories claim, where the output has no place
/// for it.
fn tell(ui: &mut Ui, twins: &Twins) {
    for group in twins.groups() {
        ui.note(&format!("注意：{}", group.sentence()));
    }
}

/// From how many cases on the table is better read in short.
const MANY: usize = 20;

/// 2 outranks 1: what could not be checked is worse than what was found.
fn code(summary: Summary, failures: &[Failure], fail_on: Severity) -> u8 {
    if summary.unreadable > 0 || !failures.is_empty() {
        2
    } else {
        u8::from(summary.has_at_least(fail_on))
    }
}

/// Prints each case as it comes.
struct Printer {
    format: Format,
    all: bool,
    summary: Summary,
    first: bool,
    /// The lines of a table in short, which is printed at the end.
    brief: Option<Brief>,
}

impl Printer {
    fn head(&self, ui: &mut Ui, as_of: NaiveDate) {
        if self.format == Format::Json {
            ui.part(&json::head(as_of));
        }
    }

    fn case(&mut self, ui: &mut Ui, examined: &Examined) {
        if self.take_down(examined) {
            return;
        }
        if !self.first {
            match self.format {
                Format::Json => ui.part(","),
                Format::Table => ui.line(""),
            }
        }
        self.first = false;
        match examined {
            Examined::Checked(report, title) => {
                self.summary.add(report);
                match self.format {
                    Format::Json => ui.part(&json::case(report, self.all)),
                    Format::Table => ui.line(&table::case(report, title, self.all)),
                }
            }
            Examined::Unreadable { path, failure } => {
                self.summary.add_unreadable();
                match self.format {
                    Format::Json => ui.part(&json::unreadable(path, &failure.to_string())),
                    Format::Table => ui.line(&table::unreadable(path, failure)),
                }
            }
        }
    }

    /// Whether the case goes into the table in short, where one is wanted.
    fn take_down(&mut self, examined: &Examined) -> bool {
        let Some(brief) = &mut self.brief else {
            return false;
        };
        match examined {
            Examined::Checked(report, _) => {
                self.summary.add(report);
                brief.add(report);
            }
            Examined::Unreadable { path, failure } => {
                self.summary.add_unreadable();
                brief.add_unreadable(path, &failure.to_string());
            }
        }
        true
    }

    fn tail(self, ui: &mut Ui, library: &Library, (cases, twins): (usize, &Twins)) {
        match self.format {
            Format::Json => {
                let same: Vec<_> = twins.groups().iter().map(Group::value).collect();
                ui.line(&json::tail(&library.used(), self.summary, &same));
            }
            Format::Table => {
                if let Some(brief) = self.brief {
                    ui.line(&brief.text());
                }
                if cases > 1 {
                    ui.apart(&table::summary(self.summary));
                }
                for group in twins.groups() {
                    ui.line(&group.sentence());
                }
                ui.line(&table::rulebooks(&library.used()));
            }
        }
    }
}
