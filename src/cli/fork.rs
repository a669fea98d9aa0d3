//! `anjuan log A --against B`: where two copies of one case part.

use std::path::Path;

use serde_json::{Value, json};

use super::Outcome;
use super::log::raw;
use super::ui::Ui;
use super::verify::TOOL;
use crate::package::name::shown;
use crate::task::fork::{self, Fork, Relation, Side};
use crate::task::history::{self, Place};

/// Compares two copies: 0 where they are one history, 1 where they part.
pub(super) fn run(ui: &mut Ui, ours: &Path, theirs: &Path, json: bool) -> Outcome {
    let fork = fork::compare(&Place::of(ours)?, &Place::of(theirs)?)?;
    let name = |path: &Path| shown(&path.display().to_string());
    let (ours, theirs) = (name(ours), name(theirs));
    if json {
        ui.line(&value(&fork, &ours, &theirs).to_string());
    } else {
        print(ui, &fork, &ours, &theirs);
    }
    Ok(u8::from(fork.relation() == Relation::Parted))
}

fn print(ui: &mut Ui, fork: &Fork, ours: &str, theirs: &str) {
    match &fork.last {
        Some(last) => ui.line(&format!(
            "共同的开头 {} 行，其末行 sha256 {last}",
            fork.common
        )),
        None => ui.line("没有共同的行：从首行起就不同"),
    }
    side(ui, ours, &fork.ours);
    side(ui, theirs, &fork.theirs);
    ui.line(&match fork.relation() {
        Relation::Identical => "两份日志相同".to_owned(),
        Relation::OursGoesOn => format!("{theirs} 是 {ours} 的开头：{ours} 接着写了下去"),
        Relation::TheirsGoesOn => format!("{ours} 是 {theirs} 的开头：{theirs} 接着写了下去"),
        Relation::Parted => format!("两份从第 {} 行起分开", fork.common.saturating_add(1)),
    });
    if fork.relation() == Relation::Parted {
        ui.note("anjuan 不合并两份日志：由负责人认定以哪一份为准，另一份原样保存，缺的事项在认定的那份里重新登记");
    }
}

fn side(ui: &mut Ui, name: &str, side: &Side) {
    if side.since.is_empty() {
        ui.line(&format!("{name} 没有别的行"));
        return;
    }
    ui.line(&format!("{name} 另有 {} 行：", side.since.len()));
    for line in &side.since {
        ui.line(&history::line(line));
    }
}

fn value(fork: &Fork, ours: &str, theirs: &str) -> Value {
    let side = |name: &str, side: &Side| {
        let lines: Vec<_> = side.since.iter().map(raw).collect();
        let count = fork.common.saturating_add(side.since.len() as u64);
        json!({ "path": name, "lines": count, "head": side.head, "since": lines })
    };
    json!({
        "schema": 1,
        "tool": TOOL,
        "relation": fork.relation().name(),
        "common": { "lines": fork.common, "digest": fork.last },
        "a": side(ours, &fork.ours),
        "b": side(theirs, &fork.theirs),
    })
}
