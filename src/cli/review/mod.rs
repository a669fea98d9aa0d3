//! `anjuan review`: the yearly review of cases, and what a case shows of a liability.

mod article;
mod year;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ValueEnum;
use clap::builder::NonEmptyStringValueParser;

use super::Outcome;
use super::ui::Ui;
use crate::task::error::Failure;
use crate::task::open::Library;
use crate::task::review::{By, Request, Size};
use crate::task::{actor, find};

/// Years that a case can be of.
const YEARS: std::ops::RangeInclusive<i32> = 1949..=2999;

#[derive(Debug, clap::Args)]
#[command(
    override_usage = "anjuan review [选项] <年份> [路径]...\n      anjuan review --article <条> [选项] <案件>..."
)]
pub(super) struct Args {
    /// 评议的年份；用 --article 时是案件目录或案号
    #[arg(value_name = "年份")]
    first: PathBuf,
    /// 案件目录，或其上级目录，默认当前工作区；用 --article 时是更多的案件
    #[arg(value_name = "路径")]
    rest: Vec<PathBuf>,
    /// 抽取几件；不写这一项和 --percent 的，全部评议
    #[arg(long, value_name = "件数", value_parser = cases, conflicts_with_all = ["percent", "article"])]
    sample: Option<usize>,
    /// 抽取百分之几，不足一件的算一件
    #[arg(long, value_name = "百分比", value_parser = percent, conflicts_with = "article")]
    percent: Option<usize>,
    /// 抽取的种子：同一种子、同一批案件，抽出的相同；不写的由程序随机取一个并印出
    #[arg(long, value_name = "种子", value_parser = NonEmptyStringValueParser::new(), conflicts_with = "article")]
    seed: Option<String>,
    /// 只评议在该年立案（opened）或者结案（closed）的；不写的两者都算
    #[arg(long, value_enum, value_name = "方式", conflicts_with = "article")]
    by: Option<Way>,
    /// 把每件的评议表和汇总写到这个目录；目录须是新的或者空的
    #[arg(long, value_name = "目录", conflicts_with = "article")]
    out: Option<PathBuf>,
    /// 逐案列出记录显示的该条所列情形，如 33
    #[arg(long, value_name = "条")]
    article: Option<u16>,
    /// 以该日为今天
    #[arg(long, value_name = "日期")]
    as_of: Option<NaiveDate>,
    /// 输出格式；csv 和 html 用于汇总
    #[arg(long, value_enum, default_value_t, value_name = "格式")]
    format: Format,
    /// 同 --format json
    #[arg(long)]
    json: bool,
    /// 改用此规程（编号或目录）
    #[arg(long, value_name = "规程")]
    rulebook: Vec<String>,
}

/// What narrows the cases of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Way {
    Opened,
    Closed,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Table,
    Csv,
    Html,
    Json,
}

/// Where the cases are.
#[derive(Clone, Copy)]
struct Place<'a> {
    paths: &'a [PathBuf],
    /// As the user typed it; nothing where the present workspace is meant.
    typed: &'a [PathBuf],
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let library = Library::with(args.rulebook.clone());
    let format = if args.json { Format::Json } else { args.format };
    let as_of = actor::today(args.as_of)?;
    if let Some(article) = args.article {
        let cases: Vec<_> = std::iter::once(&args.first).chain(&args.rest).collect();
        return article::run(ui, &library, &cases, article, as_of, format);
    }
    let request = Request {
        year: year_of(&args.first.to_string_lossy())?,
        by: match args.by {
            None => By::Either,
            Some(Way::Opened) => By::Opened,
            Some(Way::Closed) => By::Closed,
        },
        size: match (args.sample, args.percent) {
            (Some(cases), _) => Size::Cases(cases),
            (None, Some(percent)) => Size::Percent(percent),
            (None, None) => Size::All,
        },
        seed: args.seed.clone(),
        out: args.out.clone(),
        as_of,
    };
    let paths = if args.rest.is_empty() {
        vec![workspace()]
    } else {
        args.rest.clone()
    };
    let here = Place {
        paths: &paths,
        typed: &args.rest,
    };
    year::run(ui, &library, &request, here, format)
}

/// The present workspace, or the present directory.
fn workspace() -> PathBuf {
    let here = PathBuf::from(".");
    match find::workspace_of(&here) {
        Some(workspace) if here.canonicalize().is_ok_and(|here| here == workspace) => here,
        Some(workspace) => find::relative(workspace),
        None => here,
    }
}

fn cases(typed: &str) -> Result<usize, &'static str> {
    let number = typed.parse().ok().filter(|number| *number > 0);
    number.ok_or("应为正整数")
}

fn percent(typed: &str) -> Result<usize, &'static str> {
    let number = typed.trim_end_matches(['%', '％']).parse().ok();
    let number = number.filter(|number| (1..=100).contains(number));
    number.ok_or("应为 1 至 100 的整数")
}

/// A year as people type it.
fn year_of(typed: &str) -> Result<i32, Failure> {
    let digits = typed.trim_end_matches('年').trim_end_matches('度');
    let digits = digits.trim_end_matches('年');
    let year = digits.parse().ok().filter(|year| YEARS.contains(year));
    year.ok_or_else(|| {
        Failure::new(format!("「{typed}」不是年份"))
            .because("先写年份，再写案件所在的目录")
            .hint("anjuan review 2026")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_typed_with_or_without_its_word() {
        for typed in ["2026", "2026年", "2026年度"] {
            assert_eq!(year_of(typed), Ok(2026), "{typed}");
        }
        for typed in ["", "26", "案件", "20260", "-2026", "年"] {
            assert!(year_of(typed).is_err(), "{typed}");
        }
    }
}
