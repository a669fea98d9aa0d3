//! `anjuan rulebook show`.

use serde_json::json;

use super::super::Outcome;
use super::super::ui::Ui;
use crate::check::quote;
use crate::rulebook::{Rule, Rulebook};
use crate::task::rulebook;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 规程的名称或目录，默认本工作区所用的
    #[arg(value_name = "规程")]
    rulebook: Option<String>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let read = super::named(args.rulebook.as_deref())
        .and_then(|name| rulebook::read(super::workspace().as_deref(), &name));
    let read = super::told(ui, args.json, read)?;
    if args.json {
        ui.line(&as_json(&read.rulebook).to_string());
    } else {
        show(ui, &read.rulebook, &read.source.place);
        let is_over = read.rulebook.over.is_some();
        if let Some(rule) = read.rulebook.rules.first().filter(|_| is_over) {
            let id = &read.rulebook.id;
            ui.apart(&format!("提示：anjuan explain {id}/{}", rule.id));
        } else if let Some(rule) = read.rulebook.rules.first() {
            let option = args.rulebook.as_ref();
            let option = option.map(|name| format!(" --rulebook {}", quote(name)));
            let option = option.unwrap_or_default();
            ui.apart(&format!("提示：anjuan explain {}{option}", rule.id));
        }
    }
    Ok(0)
}

fn show(ui: &mut Ui, rulebook: &Rulebook, place: &str) {
    ui.line(&format!(
        "{} {}（第 {} 版，{}）",
        rulebook.id, rulebook.title, rulebook.version, rulebook.status
    ));
    ui.line(&format!("在 {place}"));
    ui.line(&format!("sha256 {}", rulebook.sha256));
    if let Some(from) = &rulebook.derived_from {
        ui.line(&format!(
            "由 {} 第 {} 版复制而来，其 sha256 {}",
            from.id, from.version, from.sha256
        ));
    }
    if rulebook.over.is_some() {
        return show_over(ui, rulebook);
    }
    ui.apart("规则");
    for rule in &rulebook.rules {
        ui.line(&format!("  {:<6}{}", rule.id, rule.what));
    }
    ui.apart("问题");
    for question in &rulebook.questions {
        ui.line(&format!("  {:<26}{}", question.id, question.ask));
    }
    ui.apart("文书");
    let names = rulebook.catalogue.iter().map(|one| one.name.as_str());
    ui.line(&format!("  {}", names.collect::<Vec<_>>().join("、")));
    ui.apart("事项类型");
    let names = rulebook.events.iter().map(|event| event.name.as_str());
    ui.line(&format!("  {}", names.collect::<Vec<_>>().join("、")));
}

/// A rulebook over another: its statutes, each with its rules, and what it leaves out.
fn show_over(ui: &mut Ui, rulebook: &Rulebook) {
    let base = rulebook.over.as_deref().unwrap_or_default();
    ui.line(&format!("叠加在规程 {base} 之上：文书、事项、问题取自它"));
    for statute in &rulebook.statutes {
        ui.apart(&format!("{}（{}）", statute.name, statute.version));
        ui.line(&format!("来源：{}", statute.source));
        let is_own =
            |rule: &&Rule| rulebook.statute(&rule.id).map(|of| &of.id) == Some(&statute.id);
        for rule in rulebook.rules.iter().filter(is_own) {
            let basis = rule.basis.as_deref().unwrap_or_default();
            let mark = if rule.verified == Some(true) {
                "已核对"
            } else {
                "未核对"
            };
            ui.line(&format!("  {:<19}{}", rule.id, rule.what));
            ui.line(&format!("  {:<19}{basis}（{mark}）", ""));
        }
    }
    ui.apart("没有写成规则的");
    for absent in &rulebook.absent {
        ui.line(&format!("  · {}（{}）", absent.what, absent.basis));
        ui.line(&format!("    {}", absent.why));
    }
}

fn as_json(rulebook: &Rulebook) -> serde_json::Value {
    let rules: Vec<_> = rulebook
        .rules
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id, "article": rule.article, "what": rule.what, "why": rule.why,
                "fix": rule.fix, "basis": rule.basis, "verified": rule.verified, "asks": crate::rulebook::asked(rulebook, rule),
            })
        })
        .collect();
    let questions = rulebook.questions.iter();
    let questions: Vec<_> = questions
        .map(|question| json!({"id": question.id, "ask": question.ask}))
        .collect();
    let statutes: Vec<_> = rulebook
        .statutes
        .iter()
        .map(|one| {
            json!({
                "id": one.id, "name": one.name, "version": one.version, "source": one.source,
            })
        })
        .collect();
    let absent: Vec<_> = rulebook
        .absent
        .iter()
        .map(|one| json!({"what": one.what, "basis": one.basis, "why": one.why}))
        .collect();
    let documents: Vec<_> = rulebook.catalogue.iter().map(|one| &one.name).collect();
    let events: Vec<_> = rulebook.events.iter().map(|event| &event.name).collect();
    json!({
        "schema": 1, "id": rulebook.id, "title": rulebook.title, "version": rulebook.version,
        "status": rulebook.status, "sha256": rulebook.sha256, "rules": rules,
        "over": rulebook.over, "statutes": statutes, "absent": absent,
        "questions": questions, "documents": documents, "events": events,
    })
}
