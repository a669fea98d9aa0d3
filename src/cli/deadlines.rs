//! `anjuan deadlines`: every term of the cases below a path.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::Outcome;
use super::ui::Ui;
use crate::report::deadlines::{self, Row};
use crate::task::open::Library;
use crate::task::{actor, find, terms};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录，或其上级目录；默认当前工作区
    #[arg(value_name = "路径")]
    paths: Vec<PathBuf>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t, value_name = "格式")]
    format: Format,
    /// 同 --format json
    #[arg(long)]
    json: bool,
    /// 以该日为今天
    #[arg(long, value_name = "日期")]
    as_of: Option<NaiveDate>,
    /// 只列若干日之内截止的
    #[arg(long, value_name = "日数")]
    within: Option<u32>,
    /// 只列该承办机构的，可写多次
    #[arg(long, value_name = "名称")]
    unit: Vec<String>,
    /// 表和日历也列出已办的和尚未起算的
    #[arg(long)]
    all: bool,
    /// 改用此规程（编号或目录）
    #[arg(long, value_name = "规程")]
    rulebook: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Table,
    Json,
    Csv,
    Ics,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let as_of = actor::today(args.as_of)?;
    let library = Library::with(args.rulebook.clone());
    let found = find::cases(&find::paths_or_workspace(&args.paths));
    let (mut rows, unreadable) = terms::collect(&library, &found.cases, as_of);
    let format = if args.json { Format::Json } else { args.format };
    if let Some(days) = args.within {
        let last = as_of + chrono::Days::new(days.into());
        rows.retain(|row| row.is_open() && row.deadline.end.is_none_or(|end| end.date() <= last));
    }
    if !args.unit.is_empty() {
        let unit = |row: &Row| row.unit.clone().unwrap_or_default();
        rows.retain(|row| args.unit.contains(&unit(row)));
    }
    let all = deadlines::things(&rows).len();
    if !args.all && matches!(format, Format::Table | Format::Ics) {
        rows.retain(Row::is_open);
    }
    match format {
        Format::Json => ui.line(&deadlines::json(&rows, as_of).to_string()),
        Format::Csv => ui.document(&deadlines::csv(&rows, as_of)),
        Format::Ics => ui.document(&deadlines::ics::calendar(&rows, as_of)),
        Format::Table => table(ui, &rows, all, as_of),
    }
    for failure in unreadable.iter().chain(&found.failures) {
        ui.note(&failure);
    }
    let failed = !unreadable.is_empty() || !found.failures.is_empty();
    Ok(u8::from(failed) * 2)
}

fn table(ui: &mut Ui, rows: &[Row], all: usize, as_of: NaiveDate) {
    if !rows.is_empty() {
        ui.line(&deadlines::table(rows, as_of));
        ui.line("");
    }
    let things = deadlines::things(rows);
    let count = |test: fn(&Row) -> bool| {
        let found = things
            .iter()
            .filter(|thing| thing.iter().any(|row| test(row)));
        found.count()
    };
    let more = match all - things.len() {
        0 => String::new(),
        hidden => format!("；已办和未起算的 {hidden} 项用 --all 列出"),
    };
    ui.line(&format!(
        "未办的期限 {} 项，其中逾期 {} 项{more}",
        count(Row::is_open),
        count(Row::is_overdue)
    ));
}
