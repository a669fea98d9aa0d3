//! `anjuan platform status`.

use std::fmt::Write as _;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::super::Outcome;
use super::super::ui::Ui;
use crate::check::quote;
use crate::inert::Lines;
use crate::report::table;
use crate::task::open::Library;
use crate::task::platform::{self, Data, Platform};
use crate::task::{actor, find};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录，或其上级目录；默认当前工作区
    #[arg(value_name = "路径")]
    paths: Vec<PathBuf>,
    /// 只列还有平台没有录入的
    #[arg(long)]
    open: bool,
    /// 以该日为今天
    #[arg(long, value_name = "日期")]
    as_of: Option<NaiveDate>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Whether standard output is JSON.
    pub(super) fn is_json(&self) -> bool {
        self.json
    }
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let as_of = actor::today(args.as_of)?;
    let library = Library::default();
    let found = find::cases(&find::paths_or_workspace(&args.paths));
    let mut collected = platform::collect(&library, &found.cases, as_of);
    let (closed, running): (Vec<_>, Vec<_>) = std::mem::take(&mut collected.cases)
        .into_iter()
        .partition(|case| case.closing.is_some());
    let (mut asked, others): (Vec<_>, Vec<_>) = closed.into_iter().partition(is_asked);
    // What is to be entered first stands first; then what was entered, the latest closing first.
    asked.sort_by_key(|case| {
        let closing = case.closing.as_ref().map(|closing| closing.date);
        let age = closing.map_or(0, |day| (as_of - day).num_days());
        let age = if case.is_open() { -age } else { age };
        (!case.is_open(), age, case.path.clone())
    });
    if args.json {
        let shown = asked.iter().chain(others.iter().filter(|_| !args.open));
        let shown = shown.filter(|case| !args.open || case.is_open());
        let lines: Vec<_> = shown.map(value).collect();
        let all = json!({"schema": 1, "as_of": as_of, "cases": lines});
        ui.line(&all.to_string());
    } else {
        let open = asked.iter().filter(|case| case.is_open()).count();
        let counts = Counts {
            asked: asked.len(),
            open,
            others: others.len(),
            running: running.len(),
        };
        if args.open {
            asked.retain(Data::is_open);
        }
        print(ui, &asked, &counts);
    }
    Ok(super::tell(ui, &collected, &found))
}

fn is_asked(case: &Data) -> bool {
    case.platforms.iter().any(|platform| platform.required)
}

struct Counts {
    asked: usize,
    open: usize,
    others: usize,
    running: usize,
}

fn print(ui: &mut Ui, cases: &[Data], counts: &Counts) {
    let mut names: Vec<&str> = Vec::new();
    for platform in cases.iter().flat_map(|case| &case.platforms) {
        if !names.contains(&platform.name.as_str()) {
            names.push(&platform.name);
        }
    }
    for (name, place) in names.iter().zip(1..) {
        ui.line(&format!("平台 {place}：{name}"));
    }
    if !cases.is_empty() {
        let rows: Vec<_> = cases.iter().map(|case| row(case, &names)).collect();
        let header = ["案号", "承办机构", "结案", "期限", "各平台"];
        ui.line(&table::plain(&header, &rows));
    }
    let mut line = format!(
        "已结案而应录入的 {} 件，其中还有平台没有录入的 {} 件",
        counts.asked, counts.open
    );
    if counts.others > 0 {
        let _ = write!(line, "；已结案而规则不要求录入的 {} 件", counts.others);
    }
    if counts.running > 0 {
        let _ = write!(line, "；未结案 {} 件", counts.running);
    }
    ui.line(&line);
    if let Some((case, platform)) = first_open(cases) {
        ui.note(&format!(
            "提示：anjuan platform record {} --platform {} --date 年-月-日 --receipt 回执号",
            quote(&case.path),
            quote(&platform.name)
        ));
    }
}

fn first_open(cases: &[Data]) -> Option<(&Data, &Platform)> {
    let mut open = cases.iter().flat_map(|case| {
        let platforms = case.platforms.iter().filter(|one| one.required);
        platforms.map(move |platform| (case, platform))
    });
    open.find(|(_, platform)| !platform.entered)
}

fn row(case: &Data, names: &[&str]) -> [Lines; 5] {
    let closing = case.closing.as_ref();
    let places = names.iter().zip(1..).filter_map(|(name, place)| {
        let mut platforms = case.platforms.iter();
        let platform = platforms.find(|platform| platform.name == *name)?;
        Some(format!("{place} {}", state(platform)))
    });
    let closed = closing.map_or_else(String::new, |closing| closing.date.to_string());
    [
        Lines::of([&case.id]),
        Lines::of([case.unit.as_deref().unwrap_or("—")]),
        Lines::of([closed]),
        Lines::of(terms(case)),
        Lines::of(places),
    ]
}

/// The last days under each reading, each once: the platforms usually have the same.
fn terms(case: &Data) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for reading in case.platforms.iter().flat_map(Platform::readings) {
        let end = reading.last_day;
        let end = end.map_or_else(|| "无从计算".to_owned(), |last| last.to_string());
        let term = format!("{}：{end}", reading.counting);
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    terms
}

/// Whether it was entered, when, and the hardest reading that was missed.
fn state(platform: &Platform) -> String {
    let entered = match (platform.entered, platform.entered_on) {
        (false, _) => "未录入".to_owned(),
        (true, None) => "已录入，无日期".to_owned(),
        (true, Some(day)) => day.date().to_string(),
    };
    let missed = platform.readings().filter(|reading| reading.is_missed());
    match missed.last() {
        Some(reading) => format!("{entered}，超{}", reading.counting),
        None => entered,
    }
}

fn value(case: &Data) -> Value {
    json!({
        "id": case.id, "path": case.path, "title": case.title, "kind": case.kind,
        "unit": case.unit, "closing": case.closing, "open": case.is_open(),
        "platforms": case.platforms,
    })
}
