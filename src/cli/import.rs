//! `anjuan new --from`: many cases at once, from a table that another system exported.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Outcome;
use super::changed::Writing;
use super::ui::Ui;
use crate::task::actor;
use crate::task::import::{self, Fate, Order};
use crate::task::open::Library;

/// What stands in the way of `--from`: the arguments that say what a single case is.
const SINGLE: [&str; 9] = [
    "case",
    "kind",
    "title",
    "opened",
    "id",
    "procedure",
    "unit",
    "party",
    "officer",
];

#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// 从导出的表格（CSV 或 JSON）新建，每行一件
    #[arg(long, value_name = "文件", conflicts_with_all = SINGLE)]
    pub(super) from: Option<PathBuf>,
    /// 对照表（TOML）：哪一列是什么；不写则取列名与清单的键或其名称相同的
    #[arg(long, value_name = "文件", requires = "from", conflicts_with = "case")]
    mapping: Option<PathBuf>,
    /// 建在这个目录之下，默认当前工作区
    #[arg(long, value_name = "目录", requires = "from", conflicts_with = "case")]
    into: Option<PathBuf>,
    /// 有一行不能建立，就一件也不建立
    #[arg(long, requires = "from", conflicts_with = "case")]
    strict: bool,
    /// 只看结果，不建立
    #[arg(long, requires = "from", conflicts_with = "case")]
    dry_run: bool,
}

/// How many rows came to what.
#[derive(Debug, Default)]
struct Tally {
    made: usize,
    held: usize,
    refused: usize,
    existing: usize,
}

pub(super) fn run(ui: &mut Ui, file: &Path, args: &ImportArgs, writing: &Writing) -> Outcome {
    let order = Order {
        file,
        mapping: args.mapping.as_deref(),
        into: args.into.as_deref(),
        strict: args.strict,
        dry_run: args.dry_run,
    };
    let library = Library::default();
    let plan = import::plan(&library, &order).inspect_err(|_| {
        // What reads standard output reads an array at every exit code.
        if writing.json {
            ui.line("[]");
        }
    })?;
    announce(ui, file, &plan);
    let mut tally = Tally::default();
    let mut all = Vec::new();
    let actor = actor::actor(writing.by.as_deref())?;
    let result = import::carry_out(&plan, &order, &actor, |outcome| {
        tally.add(&outcome.fate);
        if writing.json {
            all.push(value(&outcome, args.dry_run));
        } else {
            print(ui, file, plan.unit, &outcome);
        }
    });
    if writing.json {
        ui.line(&Value::Array(all).to_string());
    }
    ui.note(&tally.words(plan.unit, args));
    result.map_err(|failure| failure.hint("排除原因后再运行一次，已经建立的不会重复"))?;
    ui.note(&format!("提示：{}", next(file, args)));
    Ok(u8::from(tally.refused > 0))
}

/// What a person should know of the table before its rows.
fn announce(ui: &mut Ui, file: &Path, plan: &import::Plan) {
    ui.note(&format!(
        "{}：{}，{} {}",
        file.display(),
        plan.encoding.name(),
        plan.rows(),
        plan.unit
    ));
    if !plan.unused.is_empty() {
        ui.note(&format!("没有用到的列：{}", plan.unused.join("、")));
    }
    for case in &plan.unreadable {
        ui.note(&format!("{} 读不出案号，没有与它比对", case.display()));
    }
}

fn print(ui: &mut Ui, file: &Path, unit: &str, outcome: &import::Outcome) {
    let id = outcome.id.as_deref().unwrap_or_default();
    let path = outcome.path.as_deref().unwrap_or_else(|| Path::new(""));
    match &outcome.fate {
        Fate::Made => ui.line(&format!("{id}\t{}", path.display())),
        Fate::Held => {}
        Fate::Refused { flaws, .. } => {
            let place = format!("{} 第 {} {unit}", file.display(), outcome.row);
            let id = if id.is_empty() {
                String::new()
            } else {
                format!(" {id}")
            };
            for flaw in flaws {
                ui.note(&format!("{place}{id}：{flaw}"));
            }
        }
    }
}

fn value(outcome: &import::Outcome, dry_run: bool) -> Value {
    let (status, flaws, existing) = match &outcome.fate {
        Fate::Made if dry_run => ("ready", &[][..], None),
        Fate::Made => ("made", &[][..], None),
        Fate::Held => ("held", &[][..], None),
        Fate::Refused { flaws, existing } => ("refused", flaws.as_slice(), existing.as_ref()),
    };
    json!({
        "row": outcome.row, "status": status, "id": outcome.id,
        "path": outcome.path.as_ref().map(|path| path.display().to_string()),
        "problems": flaws,
        "existing": existing.map(|path| path.display().to_string()),
    })
}

impl Tally {
    fn add(&mut self, fate: &Fate) {
        match fate {
            Fate::Made => self.made += 1,
            Fate::Held => self.held += 1,
            Fate::Refused { existing, .. } => {
                self.refused += 1;
                self.existing += usize::from(existing.is_some());
            }
        }
    }

    fn words(&self, unit: &str, args: &ImportArgs) -> String {
        let made = if args.dry_run {
            "可以建立"
        } else {
            "建立"
        };
        let mut words = vec![format!("{made} {} 件", self.made)];
        if self.refused > 0 {
            words.push(format!("拒收 {} {unit}", self.refused));
        }
        if self.existing > 0 {
            words.push(format!("其中早已建立的 {} {unit}", self.existing));
        }
        if self.held > 0 {
            words.push(format!("因 --strict 没有建立的 {} {unit}", self.held));
        }
        if args.dry_run {
            words.push("这次只看结果，没有写入".to_owned());
        }
        words.join("，")
    }
}

/// The next command: after a dry run the same without it.
fn next(file: &Path, args: &ImportArgs) -> String {
    let word = |path: &Path| crate::check::quote(&path.display().to_string());
    let option = |name: &str, path: Option<&PathBuf>| {
        path.map_or_else(String::new, |path| format!(" {name}{}", word(path)))
    };
    if args.dry_run {
        let mapping = option("--mapping ", args.mapping.as_ref());
        let into = option("--into ", args.into.as_ref());
        return format!("anjuan new --from {}{mapping}{into}", word(file));
    }
    format!("anjuan list{}", option("", args.into.as_ref()))
}
