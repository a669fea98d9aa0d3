//! `anjuan rulebook diff`.

use std::collections::BTreeMap;

use serde_json::json;

use super::super::Outcome;
use super::super::ui::Ui;
use super::short;
use crate::rulebook::{Change, Difference, KeyChange, differences};
use crate::task::error::Failure;
use crate::task::rulebook::{self, Read};
use crate::task::shelf;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 前一部和后一部，名称或目录；只写一部的，与它复制自的内置规程比较
    #[arg(value_name = "规程", num_args = 1..=2, required = true)]
    rulebooks: Vec<String>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let (old, new) = super::told(ui, args.json, pair(&args.rulebooks))?;
    let found = differences((&old.source, &old.rulebook), (&new.source, &new.rulebook));
    if args.json {
        ui.line(&as_json(&old, &new, &found).to_string());
    } else {
        tell(ui, &old, &new, &found);
    }
    Ok(u8::from(!found.is_empty()))
}

fn pair(names: &[String]) -> Result<(Read, Read), Failure> {
    let workspace = super::workspace();
    let read = |name: &str| rulebook::read(workspace.as_deref(), name);
    match names {
        [old, new, ..] => Ok((read(old)?, read(new)?)),
        [new] => {
            let new = read(new)?;
            let from = new.rulebook.derived_from.as_ref().ok_or_else(|| {
                Failure::new(format!("规程 {} 没有写明由哪部复制而来", new.name))
                    .because("rulebook.toml 中没有 derived_from")
                    .hint(format!(
                        "anjuan rulebook diff {} {}",
                        shelf::DEFAULT,
                        new.name
                    ))
            })?;
            let old = read(&format!("{}{}", shelf::BUILT_IN, from.id))?;
            Ok((old, new))
        }
        [] => Err(Failure::new("没有写明比较哪两部规程")),
    }
}

fn heading(read: &Read) -> String {
    let book = &read.rulebook;
    let digest = short(&book.sha256);
    format!(
        "{}，编号 {}，第 {} 版（sha256 {digest}…）",
        read.source.place, book.id, book.version
    )
}

fn tell(ui: &mut Ui, old: &Read, new: &Read, found: &[Difference]) {
    ui.line(&format!("前  {}", heading(old)));
    ui.line(&format!("后  {}", heading(new)));
    if found.is_empty() {
        let same = old.rulebook.sha256 == new.rulebook.sha256;
        let how = if same {
            "完全相同"
        } else {
            "内容相同，只有注释或者排版不同"
        };
        ui.apart(how);
        return;
    }
    for section in sections(found) {
        ui.apart(section);
        for one in found.iter().filter(|one| one.section == section) {
            tell_one(ui, one);
        }
    }
    ui.apart(&summary(found));
}

/// The sections that something is in, in the order of the findings.
fn sections(found: &[Difference]) -> Vec<&'static str> {
    let mut sections: Vec<_> = found.iter().map(|one| one.section).collect();
    sections.dedup();
    sections
}

fn tell_one(ui: &mut Ui, one: &Difference) {
    // A key of the head is an item of its own.
    if let [key] = one.keys.as_slice()
        && key.label == one.item
    {
        tell_key(ui, "  ", key);
        return;
    }
    let mark = mark(one.change);
    let name = match &one.formerly {
        Some(old) => format!("{old} 改名为 {}", one.item),
        None => one.item.clone(),
    };
    let title = one.title.as_ref();
    let title = title.map(|title| format!(" {title}")).unwrap_or_default();
    ui.line(&format!("{mark} {name}{title}"));
    for key in &one.keys {
        tell_key(ui, "    ", key);
    }
}

fn tell_key(ui: &mut Ui, indent: &str, key: &KeyChange) {
    let label = &key.label;
    ui.line(&match (&key.old, &key.new) {
        (Some(old), Some(new)) => format!("{indent}{label}：{old} → {new}"),
        (Some(old), None) => format!("{indent}{label}去掉 {old}"),
        (None, new) => format!("{indent}{label}增加 {}", new.as_deref().unwrap_or_default()),
    });
}

fn mark(change: Change) -> &'static str {
    match change {
        Change::Added => "+",
        Change::Removed => "-",
        Change::Changed => "~",
    }
}

/// `文书：增加 1，改动 2；规则：…`.
fn summary(found: &[Difference]) -> String {
    let words = sections(found).into_iter().map(|section| {
        let count = |change| {
            let of = |one: &&Difference| one.section == section && one.change == change;
            found.iter().filter(of).count()
        };
        let parts = [
            ("增加", count(Change::Added)),
            ("删除", count(Change::Removed)),
            ("改动", count(Change::Changed)),
        ];
        let parts = parts.iter().filter(|(_, number)| *number > 0);
        let parts: Vec<_> = parts
            .map(|(word, number)| format!("{word} {number}"))
            .collect();
        format!("{section}{}", parts.join("、"))
    });
    format!(
        "共 {} 处不同：{}",
        found.len(),
        words.collect::<Vec<_>>().join("；")
    )
}

fn as_json(old: &Read, new: &Read, found: &[Difference]) -> serde_json::Value {
    let line = |read: &Read| {
        let book = &read.rulebook;
        json!({
            "place": read.source.place, "id": book.id, "version": book.version,
            "sha256": book.sha256,
        })
    };
    let mut summary: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for one in found {
        let change = match one.change {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Changed => "changed",
        };
        *summary
            .entry(one.section)
            .or_default()
            .entry(change)
            .or_default() += 1;
    }
    json!({
        "schema": 1, "old": line(old), "new": line(new), "same": found.is_empty(),
        "differences": found, "summary": summary,
    })
}
