//! clap's own words in Chinese.

use std::ffi::OsString;

use chrono::format::ParseErrorKind::{Impossible, OutOfRange};
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

use crate::inert::Lines;
use crate::task::error::Failure;

/// Text to show instead of running a command.
pub(super) struct Shown {
    pub(super) lines: Lines,
    /// Whether it is an error: standard error and exit code 2.
    pub(super) is_error: bool,
}

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// clap's fixed words and ours.
const WORDS: &[(&str, &str)] = &[
    ("[OPTIONS]", "[选项]"),
    ("<COMMAND>", "<命令>"),
    ("[COMMAND]", "[命令]"),
    ("Commands:", "命令："),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("Usage:", "用法："),
    ("[default: ", "[默认："),
    ("[possible values: ", "[可取："),
    ("Possible values:", "可取："),
    ("[aliases: ", "[别名："),
    ("[alias: ", "[别名："),
    ("[env: ", "[环境变量："),
    ("`", ""),
];

/// The same command with help in Chinese, down to each sub-command.
pub(super) fn command(command: Command) -> Command {
    let root = command.get_name() == "anjuan";
    let mut command = command
        .help_template(TEMPLATE)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .help("打印帮助")
                .action(ArgAction::Help),
        );
    if root {
        command = command.disable_version_flag(true).arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .help("打印版本")
                .action(ArgAction::Version),
        );
    }
    let names: Vec<_> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(name, self::command);
    }
    command
}

/// What clap wants to show, in Chinese.
pub(super) fn shown(error: &clap::Error, command: &Command, typed: &[OsString]) -> Shown {
    let translated = translate(&error.render().to_string());
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Shown {
            lines: Lines::laid_out(translated.trim_end()),
            is_error: false,
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Shown {
            lines: Lines::laid_out(translated.trim_end()),
            is_error: true,
        },
        _ => Shown {
            lines: Lines::of([failure(error, &called(command, typed))]),
            is_error: true,
        },
    }
}

fn translate(text: &str) -> String {
    WORDS
        .iter()
        .fold(text.to_owned(), |text, (english, chinese)| {
            text.replace(english, chinese)
        })
}

fn failure(error: &clap::Error, called: &str) -> Failure {
    let text = |kind| error.get(kind).map(words);
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有选项或参数 {argument}"),
        ErrorKind::InvalidSubcommand => {
            format!(
                "没有命令 {}",
                text(ContextKind::InvalidSubcommand).unwrap_or_default()
            )
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 缺少值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument} 的值「{value}」有误")
        }
        ErrorKind::TooManyValues => format!("{argument} 的值太多：{value}"),
        ErrorKind::ArgumentConflict => {
            format!(
                "{argument} 不能与 {} 同用",
                text(ContextKind::PriorArg).unwrap_or_default()
            )
        }
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8".to_owned(),
        _ => translate(error.to_string().trim()),
    };
    let mut failure = Failure::new(what);
    if let Some(valid) = text(ContextKind::ValidValue).filter(|valid| !valid.is_empty()) {
        failure = failure.because(format!("可取：{valid}"));
    }
    if let Some(why) = std::error::Error::source(error).and_then(reason) {
        failure = failure.because(why);
    }
    let near = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(text);
    if let Some(near) = near {
        failure = failure.because(format!("是否指 {near}？"));
    }
    failure.hint(format!("{called} --help"))
}

/// Why a value cannot be read: what our own readers say, and the libraries' in Chinese.
fn reason(source: &(dyn std::error::Error + 'static)) -> Option<String> {
    if let Some(date) = source.downcast_ref::<chrono::ParseError>() {
        let is_none = matches!(date.kind(), OutOfRange | Impossible);
        let what = if is_none {
            "没有这一天"
        } else {
            "应为日期，如 2026-03-02"
        };
        return Some(what.to_owned());
    }
    if source.is::<std::num::ParseIntError>() {
        return Some("应为整数".to_owned());
    }
    let said = source.to_string();
    (!said.is_ascii()).then_some(said)
}

/// The command that was called, as far as its words are known.
fn called(command: &Command, typed: &[OsString]) -> String {
    let mut name = "anjuan".to_owned();
    let mut at = command;
    for word in typed.iter().skip(1).filter_map(|word| word.to_str()) {
        match at.find_subcommand(word) {
            Some(found) => {
                name = format!("{name} {}", found.get_name());
                at = found;
            }
            None if at.has_subcommands() => {}
            None => break,
        }
    }
    name
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(list) => list.join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(list) => list
            .iter()
            .map(StyledStr::to_string)
            .collect::<Vec<_>>()
            .join("、"),
        other => other.to_string(),
    }
}
