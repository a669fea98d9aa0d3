//! `anjuan platform export`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::super::Outcome;
use super::super::ui::Ui;
use crate::task::open::Library;
use crate::task::{actor, new_file, platform};

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
    /// 写入这个文件，默认印在标准输出上；已有的文件不覆盖
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 只导出已结案的
    #[arg(long)]
    closed: bool,
    /// 不写证件号码和执法证号
    #[arg(long)]
    without_identifiers: bool,
    /// 以该日为今天
    #[arg(long, value_name = "日期")]
    as_of: Option<NaiveDate>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Json,
    Csv,
}

impl Args {
    /// Whether standard output is JSON.
    pub(super) fn is_json(&self) -> bool {
        self.output.is_none() && (self.json || self.format == Format::Json)
    }
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let as_of = actor::today(args.as_of)?;
    let library = Library::default();
    let found = platform::cases(&args.paths);
    let mut collected = platform::collect(&library, &found.cases, as_of);
    if args.closed {
        collected.cases.retain(|case| case.closing.is_some());
    }
    if args.without_identifiers {
        collected = collected.without_identifiers();
    }
    let text = if args.json || args.format == Format::Json {
        format!("{}\n", collected.json(&library))
    } else {
        collected.csv()
    };
    match &args.output {
        None => ui.document(&text),
        // Nothing was found, and why is told below.
        Some(_) if found.cases.is_empty() => {}
        Some(path) => {
            new_file::write(path, text.as_bytes())?;
            ui.line(&format!("{}\t{} 件", path.display(), collected.cases.len()));
        }
    }
    Ok(super::tell(ui, &collected, &found))
}
