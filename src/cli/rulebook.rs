//! `anjuan rulebook`: the rulebooks there are, and whether one is sound.

use std::path::Path;

use clap::Subcommand;

use super::Outcome;
use super::ui::Ui;
use crate::rulebook::Rulebook;
use crate::task::find;
use crate::task::open::Library;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// 列出可用的规程
    List,
    /// 查看一部规程的规则、问题和文书
    Show {
        /// 规程的编号或目录
        #[arg(value_name = "规程", default_value = "sanming")]
        rulebook: String,
    },
    /// 核对一部规程：名称、引用、会漏掉的义务
    Check {
        /// 规程的编号或目录
        #[arg(value_name = "规程", default_value = "sanming")]
        rulebook: String,
    },
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let library = Library::default();
    let workspace = find::workspace_of(Path::new("."));
    match &args.action {
        Action::List => {
            for name in crate::task::open::rulebook_names(workspace.as_deref()) {
                let rulebook = library.rulebook(workspace.as_deref(), &name)?;
                ui.line(&format!(
                    "{name}\t{}（第 {} 版）",
                    rulebook.title, rulebook.version
                ));
            }
        }
        Action::Show { rulebook } => show(ui, &*library.rulebook(workspace.as_deref(), rulebook)?),
        Action::Check { rulebook } => {
            let rulebook = library.rulebook(workspace.as_deref(), rulebook)?;
            ui.line(&format!(
                "{}\t可用：{} 条条文，{} 条规则，{} 个问题，{} 种文书，{} 种事项",
                rulebook.id,
                rulebook.articles.list.len(),
                rulebook.rules.len(),
                rulebook.questions.len(),
                rulebook.catalogue.iter().count(),
                rulebook.events.len()
            ));
        }
    }
    Ok(0)
}

/// A rulebook over another: its statutes, each with its rules, and what it leaves out.
fn show_over(ui: &mut Ui, rulebook: &Rulebook) {
    let base = rulebook.over.as_deref().unwrap_or_default();
    ui.line(&format!("叠加在规程 {base} 之上：文书、事项、问题取自它。"));
    for statute in &rulebook.statutes {
        ui.line(&format!("\n{}（{}）", statute.name, statute.version));
        ui.line(&format!("来源：{}", statute.source));
        let is_own = |rule: &&crate::rulebook::Rule| {
            rulebook.statute(&rule.id).map(|of| &of.id) == Some(&statute.id)
        };
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
    ui.line("\n没有写成规则的");
    for absent in &rulebook.absent {
        ui.line(&format!("  · {}（{}）", absent.what, absent.basis));
        ui.line(&format!("    {}", absent.why));
    }
    if let Some(rule) = rulebook.rules.first() {
        ui.line(&format!(
            "\n提示：anjuan explain {}/{}",
            rulebook.id, rule.id
        ));
    }
}

fn show(ui: &mut Ui, rulebook: &Rulebook) {
    ui.line(&format!(
        "{} {}（第 {} 版，{}）",
        rulebook.id, rulebook.title, rulebook.version, rulebook.status
    ));
    ui.line(&format!("sha256 {}", rulebook.sha256));
    if rulebook.over.is_some() {
        return show_over(ui, rulebook);
    }
    ui.line("\n规则");
    for rule in &rulebook.rules {
        ui.line(&format!("  {:<6}{}", rule.id, rule.what));
    }
    ui.line("\n问题");
    for question in &rulebook.questions {
        ui.line(&format!("  {:<26}{}", question.id, question.ask));
    }
    ui.line("\n提示：anjuan explain 17-1");
}
