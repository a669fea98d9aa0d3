//! `anjuan rulebook check`.

use clap::ValueEnum;
use serde_json::json;

use super::super::Outcome;
use super::super::ui::Ui;
use super::short;
use crate::rulebook::Rulebook;
use crate::task::rulebook::{self, Inspection};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 规程的名称或目录，默认本工作区所用的
    #[arg(value_name = "规程")]
    rulebook: Option<String>,
    /// 自何种程度起以 1 退出；有错误的总以 2 退出
    #[arg(long, value_enum, default_value_t, value_name = "程度")]
    fail_on: FailOn,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FailOn {
    #[default]
    Error,
    Warning,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let found = super::named(args.rulebook.as_deref())
        .and_then(|name| rulebook::inspect(super::workspace().as_deref(), &name));
    let found = super::told(ui, args.json, found)?;
    if args.json {
        ui.line(&as_json(&found).to_string());
    } else {
        tell(ui, &found);
    }
    Ok(
        match (found.mistakes.as_slice(), found.warnings.as_slice()) {
            ([], []) => 0,
            ([], _) => u8::from(args.fail_on == FailOn::Warning),
            _ => 2,
        },
    )
}

fn tell(ui: &mut Ui, found: &Inspection) {
    for mistake in &found.mistakes {
        ui.note(&mistake.shown);
    }
    for warning in &found.warnings {
        ui.line(&format!("警告：{}", warning.message));
    }
    match (&found.rulebook, found.mistakes.len()) {
        (Some(rulebook), 0) => {
            ui.line(&format!(
                "{} 第 {} 版可用（{}，sha256 {}…）",
                rulebook.id,
                rulebook.version,
                found.place,
                short(&rulebook.sha256)
            ));
            if let Some(below) = &rulebook.over {
                ui.line(&format!("叠加在规程 {below} 之上"));
            }
            let own = counts(rulebook)
                .into_iter()
                .filter(|(key, ..)| is_own(rulebook, key));
            let words: Vec<_> = own
                .map(|(_, number, what)| format!("{number} {what}"))
                .collect();
            ui.line(&words.join("，"));
        }
        (_, mistakes) => ui.note(&format!(
            "{} 不能用：{mistakes} 处错误，改好之前用它的案件都无法检查",
            found.place
        )),
    }
}

/// Whether a rulebook has such things itself: one over another has rules alone.
fn is_own(rulebook: &Rulebook, key: &str) -> bool {
    let of_over = ["statutes", "absent"].contains(&key);
    key == "rules" || of_over == rulebook.over.is_some()
}

/// How many there are of each: the key in JSON, the number, and the words.
fn counts(rulebook: &Rulebook) -> [(&'static str, usize, &'static str); 8] {
    [
        ("statutes", rulebook.statutes.len(), "部法律、法规"),
        ("absent", rulebook.absent.len(), "项没有写成规则"),
        ("articles", rulebook.articles.list.len(), "条条文"),
        ("documents", rulebook.catalogue.iter().count(), "种文书"),
        ("events", rulebook.events.len(), "种事项"),
        ("questions", rulebook.questions.len(), "个问题"),
        ("rules", rulebook.rules.len(), "条规则"),
        ("templates", rulebook.templates.len(), "个模板"),
    ]
}

fn as_json(found: &Inspection) -> serde_json::Value {
    let mut line = json!({
        "schema": 1, "place": found.place, "sound": found.mistakes.is_empty(),
        "mistakes": found.mistakes, "warnings": found.warnings,
    });
    if let Some(rulebook) = &found.rulebook {
        line["id"] = json!(rulebook.id);
        line["version"] = json!(rulebook.version);
        line["sha256"] = json!(rulebook.sha256);
        for (key, number, _) in counts(rulebook) {
            line["counts"][key] = json!(number);
        }
    }
    line
}
