//! `anjuan list`: the cases below a path, a line each, or counted by unit and stage.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::ValueEnum;
use serde_json::{Value, json};

use super::Outcome;
use super::numbers::{self, Form};
use super::ui::Ui;
use crate::case::vocabulary::{KINDS, STAGES};
use crate::finding::Moment;
use crate::report::deadlines::Row;
use crate::report::{state, table};
use crate::task::open::Library;
use crate::task::overview::{self, Glance, Seen};
use crate::task::twins::{Group, Twins};
use crate::task::{actor, find};

#[derive(Debug, clap::Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command"
)]
pub(super) struct Args {
    /// 目录，默认当前工作区
    #[arg(value_name = "路径")]
    paths: Vec<PathBuf>,
    /// 只列该承办机构的，可写多次
    #[arg(long, value_name = "名称")]
    unit: Vec<String>,
    /// 只列该种类的，可写多次
    #[arg(long, value_parser = KINDS.to_vec(), value_name = "种类")]
    kind: Vec<String>,
    /// 只列处于该阶段的，可写多次
    #[arg(long, value_parser = STAGES.to_vec(), value_name = "阶段", hide_possible_values = true)]
    stage: Vec<String>,
    /// 只列有期限逾期的
    #[arg(long)]
    overdue: bool,
    /// 只列没有结案的
    #[arg(long)]
    open: bool,
    /// 次序：期限先到、缺漏多、立案早的在前；默认按路径
    #[arg(long, value_enum, value_name = "次序")]
    sort: Option<Sort>,
    /// 按承办机构和阶段计数，列出最急的期限
    #[arg(long)]
    summary: bool,
    /// 列出文号：按格式和年份，标出空号、重号、作废的；有重号以 1 退出
    #[arg(long, conflicts_with_all = ["unit", "kind", "stage", "overdue", "open", "sort", "summary", "as_of"])]
    numbers: bool,
    /// 以该日为今天
    #[arg(long, value_name = "日期")]
    as_of: Option<NaiveDate>,
    /// 以 JSON 输出，每行一件；文号为一个对象
    #[arg(long)]
    json: bool,
    /// 文号以 CSV 输出
    #[arg(long, requires = "numbers", conflicts_with = "json")]
    csv: bool,
}

/// What a list is sorted by; each word is told in the help of the option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    Due,
    Errors,
    Opened,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    if args.numbers {
        let form = match (args.json, args.csv) {
            (true, _) => Form::Json,
            (_, true) => Form::Csv,
            _ => Form::Table,
        };
        return numbers::run(ui, &args.paths, form);
    }
    let found = find::cases(&find::paths_or_workspace(&args.paths));
    let as_of = actor::today(args.as_of)?;
    let twins = Twins::among(&found.cases);
    let library = Library::default();
    let streams = args.json && args.sort.is_none() && !args.summary;
    let mut list = List::default();
    overview::look(&library, &found.cases, as_of, |seen| {
        match seen {
            Seen::Read(glance) if streams && wanted(args, &glance) => {
                ui.line(&value(&glance, &twins).to_string());
            }
            Seen::Read(glance) if wanted(args, &glance) => list.cases.push(*glance),
            Seen::Read(_) => list.others += 1,
            Seen::Unreadable { id, path, failure } => {
                if args.json && !args.summary {
                    let error = failure.to_string();
                    let line = json!({"id": null, "path": path, "complete": false, "error": error});
                    ui.line(&line.to_string());
                }
                ui.note(&path);
                ui.note(&failure);
                list.unreadable.push((id, failure.what));
            }
        }
        !ui.is_closed()
    });
    if let Some(sort) = args.sort {
        list.sort(sort);
    }
    match (args.summary, args.json) {
        (true, true) => ui.line(&list.summary_value(&twins).to_string()),
        (true, false) => list.print_summary(ui, as_of),
        (false, true) => {
            for glance in &list.cases {
                ui.line(&value(glance, &twins).to_string());
            }
        }
        (false, false) => list.print(ui, as_of, &twins),
    }
    if !args.json {
        for group in twins.groups() {
            ui.line(&group.sentence());
        }
    }
    for failure in &found.failures {
        ui.note(failure);
    }
    let failed = !list.unreadable.is_empty() || !found.failures.is_empty();
    Ok(if failed {
        2
    } else {
        u8::from(!twins.is_empty())
    })
}

fn wanted(args: &Args, glance: &Glance) -> bool {
    let among = |asked: &[String], own: &str| asked.is_empty() || asked.iter().any(|a| a == own);
    among(&args.unit, glance.unit.as_deref().unwrap_or_default())
        && among(&args.kind, &glance.kind)
        && among(&args.stage, &glance.stage)
        && (!args.overdue || glance.is_overdue())
        && (!args.open || glance.closed.is_none())
}

fn value(glance: &Glance, twins: &Twins) -> Value {
    let next = glance.next_term();
    let mut value = json!({
        "id": glance.id, "path": glance.path, "title": glance.title, "kind": glance.kind,
        "stage": glance.stage, "complete": glance.complete,
        "errors": glance.errors, "warnings": glance.warnings,
        "unit": glance.unit, "opened": glance.opened, "closed": glance.closed,
        "next_due": next.and_then(|row| row.deadline.end).map(Moment::date),
        "next_term": next.map(|row| &row.deadline.what),
        "overdue": glance.is_overdue(),
    });
    let same: Vec<_> = twins.of(Path::new(&glance.path)).collect();
    if !same.is_empty() {
        value["same_id"] = json!(same);
    }
    value
}

/// What was found.
#[derive(Default)]
struct List {
    cases: Vec<Glance>,
    /// Numbers of those that could not be read, and why: they stand in every list, since nobody
    /// knows what they are.
    unreadable: Vec<(String, String)>,
    /// How many were not wanted.
    others: usize,
}

impl List {
    fn sort(&mut self, sort: Sort) {
        let due = |glance: &Glance| glance.next_term().and_then(|row| row.deadline.end);
        let due = |glance: &Glance| due(glance).map(Moment::date);
        match sort {
            Sort::Due => self.cases.sort_by_key(|one| (due(one).is_none(), due(one))),
            Sort::Errors => self
                .cases
                .sort_by_key(|one| std::cmp::Reverse((one.errors, one.warnings))),
            Sort::Opened => self.cases.sort_by_key(|one| one.opened),
        }
    }

    fn print(&self, ui: &mut Ui, as_of: NaiveDate, twins: &Twins) {
        let cases = self.cases.iter();
        let mut rows: Vec<_> = cases.map(|one| row(one, as_of, twins)).collect();
        rows.extend(self.unreadable.iter().map(|(id, why)| {
            let none = || "—".to_owned();
            let state = "读不了".to_owned();
            [
                id.clone(),
                none(),
                none(),
                none(),
                state,
                none(),
                why.clone(),
            ]
        }));
        if rows.is_empty() {
            return;
        }
        let header = ["案号", "承办机构", "立案", "阶段", "状态", "期限", "案由"];
        ui.line(&table::clipped(&header, &rows));
        if rows.len() > 1 {
            ui.line(&self.tally());
        }
    }

    fn tally(&self) -> String {
        let count = |test: fn(&Glance) -> bool| self.cases.iter().filter(|one| test(one)).count();
        let mut line = format!(
            "{} 件：有缺漏 {}，有逾期 {}，未结案 {}",
            self.cases.len(),
            count(|one| one.errors > 0),
            count(Glance::is_overdue),
            count(|one| one.closed.is_none()),
        );
        if !self.unreadable.is_empty() {
            let _ = write!(line, "；读不了 {} 件", self.unreadable.len());
        }
        if self.others > 0 {
            let _ = write!(line, "；没有列出 {} 件", self.others);
        }
        line
    }

    /// The units, in the order of their names; those that name none are last.
    fn units(&self) -> Vec<Option<&str>> {
        let mut units: Vec<_> = self.cases.iter().map(|one| one.unit.as_deref()).collect();
        units.sort_by_key(|unit| (unit.is_none(), *unit));
        units.dedup();
        units
    }

    fn of(&self, unit: Option<&str>) -> Vec<&Glance> {
        let cases = self.cases.iter();
        cases.filter(|one| one.unit.as_deref() == unit).collect()
    }

    fn print_summary(&self, ui: &mut Ui, as_of: NaiveDate) {
        let mut rows: Vec<[String; 9]> = self
            .units()
            .into_iter()
            .map(|unit| counts(unit.unwrap_or("（未填）"), &self.of(unit)))
            .collect();
        if rows.len() != 1 {
            rows.push(counts("合计", &self.cases.iter().collect::<Vec<_>>()));
        }
        let [first, second, third, fourth, fifth] = stages();
        let header = [
            "承办机构",
            first,
            second,
            third,
            fourth,
            fifth,
            "合计",
            "缺漏",
            "逾期",
        ];
        ui.line(&table::unbroken(&header, &rows));
        let mut terms: Vec<_> = self
            .cases
            .iter()
            .filter_map(|one| Some((one, one.next_term()?)))
            .collect();
        terms.sort_by_key(|(_, row)| row.deadline.end.map(Moment::date));
        let (late, coming): (Vec<_>, Vec<_>) =
            terms.into_iter().partition(|(_, row)| row.is_overdue());
        for (title, terms) in [("将到期", coming), ("逾期最久", late)] {
            print_terms(ui, title, &terms, as_of);
        }
        ui.apart(&self.tally());
    }

    fn summary_value(&self, twins: &Twins) -> Value {
        let units = self.units().into_iter().map(|unit| {
            let cases = self.of(unit);
            let stages = STAGES.iter().map(|stage| {
                let there = cases.iter().filter(|one| one.stage == **stage);
                ((*stage).to_owned(), json!(there.count()))
            });
            json!({
                "unit": unit,
                "stages": stages.collect::<serde_json::Map<_, _>>(),
                "cases": cases.len(),
                "with_errors": cases.iter().filter(|one| one.errors > 0).count(),
                "overdue": cases.iter().filter(|one| one.is_overdue()).count(),
            })
        });
        let mut value = json!({"schema": 1, "units": units.collect::<Vec<_>>(), "unreadable": self.unreadable.len()});
        if !twins.is_empty() {
            value["same_id"] = twins.groups().iter().map(Group::value).collect();
        }
        value
    }
}

/// How many terms of each sort a summary names.
const URGENT: usize = 5;

fn print_terms(ui: &mut Ui, title: &str, terms: &[(&Glance, &Row)], as_of: NaiveDate) {
    if terms.is_empty() {
        return;
    }
    ui.apart(&format!("{title}（{} 件）", terms.len()));
    let rows: Vec<_> = terms
        .iter()
        .take(URGENT)
        .map(|(glance, row)| {
            let end = row.deadline.end.map(|end| end.date().to_string());
            [
                end.unwrap_or_default(),
                row.left(as_of),
                glance.id.clone(),
                glance.unit.clone().unwrap_or_else(|| "—".to_owned()),
                row.deadline.what.clone(),
            ]
        })
        .collect();
    let header = ["截止", "", "案号", "承办机构", "事项"];
    ui.line(&table::clipped(&header, &rows));
}

fn stages() -> [&'static str; 5] {
    let mut stages = [""; 5];
    for (place, stage) in stages.iter_mut().zip(STAGES) {
        *place = stage;
    }
    stages
}

fn counts(unit: &str, cases: &[&Glance]) -> [String; 9] {
    let count = |test: &dyn Fn(&Glance) -> bool| {
        let count = cases.iter().filter(|one| test(one)).count();
        if count == 0 {
            "·".to_owned()
        } else {
            count.to_string()
        }
    };
    let [first, second, third, fourth, fifth] =
        stages().map(|stage| count(&|one: &Glance| one.stage == stage));
    [
        unit.to_owned(),
        first,
        second,
        third,
        fourth,
        fifth,
        cases.len().to_string(),
        count(&|one| one.errors > 0),
        count(&Glance::is_overdue),
    ]
}

fn row(glance: &Glance, as_of: NaiveDate, twins: &Twins) -> [String; 7] {
    let next = glance.next_term();
    let mark = match twins.of(Path::new(&glance.path)).next() {
        Some(_) => "（重复）",
        None => "",
    };
    [
        format!("{}{mark}", glance.id),
        glance.unit.clone().unwrap_or_else(|| "—".to_owned()),
        glance.opened.to_string(),
        glance.stage.clone(),
        state(glance.errors, glance.warnings),
        next.map_or_else(String::new, |row| row.left(as_of)),
        glance.title.clone(),
    ]
}
