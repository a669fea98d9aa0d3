//! The command line: one file a command, with its arguments, what it prints and its exit code.
//!
//! May import everything; what a command does is in `task`, and `ui` alone prints.

mod access;
mod add;
mod against;
mod attest;
mod changed;
mod check;
mod chinese;
mod deadlines;
mod device;
mod doc;
mod ending;
mod event;
mod explain;
mod fork;
mod import;
mod init;
mod list;
mod log;
mod new;
mod numbers;
mod package;
mod patience;
mod platform;
mod repair;
mod review;
mod rulebook;
mod seal;
mod sentence;
mod serve;
mod set;
mod shell;
mod stage;
mod status;
mod trace;
mod trusted;
mod ui;
mod verify;

use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::task::error::Failure;
use ui::Ui;

/// 案卷：行政执法全过程记录的命令行工具
///
/// 案件是一个普通目录，清单是其中的 case.toml。检查所需的记录，生成文书，打成归档包。
#[derive(Debug, Parser)]
#[command(name = "anjuan", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

/// The commands, in the order in which a case meets them.
#[derive(Debug, Subcommand)]
enum Command {
    /// 建库：建立工作区（anjuan.toml）
    #[command(visible_alias = "建库")]
    Init(init::Args),
    /// 立案：新建一个案件，或者从导出的表格新建许多
    #[command(visible_alias = "立案")]
    New(Box<new::Args>),
    /// 填写：设置清单的内容
    #[command(visible_alias = "填写")]
    Set(set::Args),
    /// 事项：登记或删除发生过的事
    #[command(visible_alias = "事项")]
    Event(Box<event::Args>),
    /// 收录：文书扫描件、音像、电子数据
    #[command(visible_alias = "收录")]
    Add(Box<add::Args>),
    /// 文书：起草、签发、签署、列出
    #[command(visible_alias = "文书")]
    Doc(doc::Args),
    /// 送达：登记文书的送达
    #[command(visible_alias = "送达")]
    Serve(Box<serve::Args>),
    /// 推进：进入下一阶段
    #[command(visible_alias = "推进")]
    Stage(stage::Args),
    /// 进度：案件到了哪一步，还缺什么
    #[command(visible_alias = "进度")]
    Status(status::Args),
    /// 列表：各个案件
    #[command(visible_alias = "列表")]
    List(list::Args),
    /// 检查：所需的记录是否齐备
    #[command(visible_alias = "检查")]
    Check(check::Args),
    /// 期限：各案件的期限，已过的、进行中的
    #[command(visible_alias = "期限")]
    Deadlines(deadlines::Args),
    /// 释义：某条规则或条文的原文、读法和做法
    #[command(visible_alias = "释义")]
    Explain(explain::Args),
    /// 日志：案件的操作历史
    #[command(visible_alias = "日志")]
    Log(log::Args),
    /// 确认：只有人才能说明的事
    #[command(visible_alias = "确认")]
    Attest(attest::AttestArgs),
    /// 豁免：经批准免除某项要求，始终列出
    #[command(visible_alias = "豁免")]
    Waive(attest::WaiveArgs),
    /// 归档：把结案的案件打成归档包
    #[command(visible_alias = "归档")]
    Package(package::Args),
    /// 核验：案件或归档包的文件是否原样
    #[command(visible_alias = "核验")]
    Verify(verify::Args),
    /// 封签：日志末行的摘要，打印、签字或另处保存，以后拿来核验
    #[command(visible_alias = "封签")]
    Seal(seal::Args),
    /// 查阅：申请查阅、复制案卷，意见、批准、复制件（第三十一条）
    #[command(visible_alias = "查阅")]
    Access(access::Args),
    /// 平台：办理结果的数据、录入的登记和期限（第二十条）
    #[command(visible_alias = "平台")]
    Platform(platform::Args),
    /// 评议：抽取一年的案件作评议表和汇总，或者列出记录显示的追责情形
    #[command(visible_alias = "评议")]
    Review(Box<review::Args>),
    /// 修复：收拾中断的写入，不删除任何东西
    #[command(visible_alias = "修复")]
    Repair(repair::Args),
    /// 设备：音像记录设备名录
    #[command(visible_alias = "设备")]
    Device(device::Args),
    /// 规程：列出、查看、复制、核对、比较
    #[command(visible_alias = "规程")]
    Rulebook(rulebook::Args),
    /// 命令行补全脚本
    Completions(shell::CompletionsArgs),
    /// 手册页（roff）
    Man,
}

/// What a command comes to: an exit code, or why it could not be done.
type Outcome = Result<u8, Failure>;

/// Runs the program with these arguments, the first being its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    ui::tell_panics();
    guarded(|| finished(arguments))
}

/// The exit code of what runs; 2 where it panics, which the hook has told.
fn guarded(run: impl FnOnce() -> ExitCode) -> ExitCode {
    panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or(ExitCode::from(2))
}

fn finished(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut ui = Ui::default();
    let code = match parse(arguments) {
        Ok((command, waiting)) => waiting
            .and_then(|()| dispatch(&mut ui, command))
            .unwrap_or_else(|failure| {
                ui.note(&failure);
                failure.code()
            }),
        Err(shown) => {
            if shown.is_error {
                ui.note(&shown.lines);
            } else {
                ui.line(&shown.lines);
            }
            u8::from(shown.is_error) * 2
        }
    };
    if let Some(error) = ui.finish() {
        ui.note(&Failure::new("输出没有写完").because_io(&error));
        return ExitCode::from(2);
    }
    ExitCode::from(code)
}

/// The whole command line, in Chinese.
fn command() -> clap::Command {
    chinese::command(patience::command(Cli::command()))
}

/// The command that was typed, and whether how it waits could be set.
type Parsed = (Option<Command>, Result<(), Failure>);

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Parsed, chinese::Shown> {
    let typed: Vec<OsString> = arguments.into_iter().collect();
    let mut command = command();
    let shown =
        |error: &clap::Error, command: &clap::Command| chinese::shown(error, command, &typed);
    let matches = match command.try_get_matches_from_mut(&typed) {
        Ok(matches) => matches,
        Err(error) => return Err(shown(&error, &command)),
    };
    match Cli::from_arg_matches(&matches) {
        Ok(cli) => Ok((cli.command, patience::set(&matches))),
        Err(error) => Err(shown(&error, &command)),
    }
}

fn dispatch(ui: &mut Ui, command: Option<Command>) -> Outcome {
    match command {
        Some(Command::Init(args)) => init::run(ui, &args),
        Some(Command::New(args)) => new::run(ui, &args),
        Some(Command::Set(args)) => set::run(ui, &args),
        Some(Command::Event(args)) => event::run(ui, &args),
        Some(Command::Add(args)) => add::run(ui, &args),
        Some(Command::Doc(args)) => doc::run(ui, &args),
        Some(Command::Serve(args)) => serve::run(ui, &args),
        Some(Command::Stage(args)) => stage::run(ui, &args),
        Some(Command::Status(args)) => status::run(ui, &args),
        Some(Command::List(args)) => list::run(ui, &args),
        Some(Command::Check(args)) => check::run(ui, &args),
        Some(Command::Deadlines(args)) => deadlines::run(ui, &args),
        Some(Command::Explain(args)) => explain::run(ui, &args),
        Some(Command::Log(args)) => log::run(ui, &args),
        Some(Command::Attest(args)) => attest::attest(ui, &args),
        Some(Command::Waive(args)) => attest::waive(ui, &args),
        Some(Command::Package(args)) => package::run(ui, &args),
        Some(Command::Verify(args)) => verify::run(ui, &args),
        Some(Command::Seal(args)) => seal::run(ui, &args),
        Some(Command::Access(args)) => access::run(ui, &args),
        Some(Command::Platform(args)) => platform::run(ui, &args),
        Some(Command::Review(args)) => review::run(ui, &args),
        Some(Command::Repair(args)) => repair::run(ui, &args),
        Some(Command::Device(args)) => device::run(ui, &args),
        Some(Command::Rulebook(args)) => rulebook::run(ui, &args),
        Some(Command::Completions(args)) => shell::completions(ui, &args),
        Some(Command::Man) => shell::man(ui),
        None => status::run(ui, &status::Args::here()),
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// Not a test of its own: the one below runs it as a program that fails.
    #[test]
    #[ignore = "fails on purpose, in a process of its own"]
    fn fails() {
        ui::tell_panics();
        let code = guarded(|| {
            let names = ["王某"];
            let first = names.first().filter(|name| name.is_empty());
            first.expect(names[0]);
            ExitCode::SUCCESS
        });
        assert_eq!(code, ExitCode::from(2));
    }

    #[test]
    fn a_panic_is_told_in_chinese_without_what_was_read() {
        let program = std::env::current_exe().unwrap();
        let ran = Command::new(program)
            .args(["--exact", "cli::tests::fails", "--ignored", "--nocapture"])
            .env("RUST_BACKTRACE", "full")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{said}");
        let want = concat!(
            "原因：anjuan ",
            env!("CARGO_PKG_VERSION"),
            "，src/cli/mod.rs:"
        );
        assert!(
            said.contains("错误：程序出错") && said.contains(want),
            "{said}"
        );
        for leaked in ["王某", "panicked", "backtrace"] {
            assert!(!said.contains(leaked), "{said}");
        }
    }
}
