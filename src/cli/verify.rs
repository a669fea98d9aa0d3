//! `anjuan verify`: is everything there as it was recorded?

use std::path::PathBuf;

use serde_json::{Value, json};

use super::Outcome;
use super::ui::Ui;
use crate::task::verify::below::{self, Shelf};
use crate::task::verify::{Kind, Summary, Verified};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录、案号、归档包（ZIP），或解开的归档包目录；别的目录，核验其下的全部案件和归档包
    #[arg(value_name = "案件或归档包", required = true)]
    paths: Vec<PathBuf>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[allow(clippy::unnecessary_wraps, reason = "the outcome of every command")]
pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let mut summary = Summary::default();
    let mut results = Vec::new();
    let (mut others, mut failures, mut is_long) = (0, Vec::new(), false);
    for path in &args.paths {
        let shelf = below::is_shelf(path).then(|| below::list(path));
        let shelf = shelf.filter(|shelf| !shelf.things.is_empty() || !shelf.failures.is_empty());
        let is_shelf = shelf.is_some();
        let shelf = shelf.unwrap_or_else(|| Shelf {
            things: vec![path.clone()],
            ..Shelf::default()
        });
        is_long |= is_shelf;
        others += shelf.others;
        failures.extend(shelf.failures);
        below::each(&shelf.things, |verified| {
            summary.add(&verified);
            if args.json {
                results.push(value(&verified));
            } else if is_shelf {
                print_short(ui, &verified);
            } else {
                print(ui, &verified);
            }
            !ui.is_closed()
        });
    }
    if args.json {
        let tool = concat!("anjuan ", env!("CARGO_PKG_VERSION"));
        let all = json!({"schema": 1, "tool": tool, "results": results, "summary": summary});
        ui.line(&all.to_string());
    } else if summary.total > 1 || is_long {
        ui.line(&total(summary));
    }
    if others > 0 {
        ui.note(&format!(
            "另有 {others} 个文件，既不属于案件，也不是归档包，没有核验"
        ));
    }
    for failure in &failures {
        ui.note(&failure.to_string());
    }
    Ok(if failures.is_empty() {
        summary.code()
    } else {
        2
    })
}

/// One of many: a line, and what is wrong with it.
fn print_short(ui: &mut Ui, verified: &Verified) {
    ui.line(&format!(
        "{}  {}  {} 个文件",
        verified.path.display(),
        verified.verdict(),
        verified.files
    ));
    print_problems(ui, verified);
}

fn print_problems(ui: &mut Ui, verified: &Verified) {
    for problem in &verified.problems {
        let parts = [problem.what.chinese(), &problem.path, &problem.message];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        ui.line(&format!("  {}", parts.join("  ")));
    }
}

fn print(ui: &mut Ui, verified: &Verified) {
    let verdict = verified.verdict();
    let counted = format!(
        "{} 个文件，{} 字节（sha256）",
        verified.files, verified.bytes
    );
    ui.line(&format!(
        "{}  {verdict}  {counted}",
        verified.path.display()
    ));
    print_problems(ui, verified);
    for note in &verified.notes {
        ui.line(&format!("  注：{note}"));
    }
    if let Some(head) = &verified.head {
        ui.line(&format!(
            "  操作日志 {} 行，末行 {}",
            head.lines, head.digest
        ));
    }
    if !verified.is_clean() && verified.kind != Kind::Unknown {
        ui.note("提示：请保持原状，从备份或原始介质取回原件，与之比较后再作处理");
    }
}

fn total(summary: Summary) -> String {
    format!(
        "共 {} 个：完好 {}，不符 {}，未能核对 {}；{} 个文件，{} 字节",
        summary.total,
        summary.clean,
        summary.differing,
        summary.incomparable,
        summary.files,
        summary.bytes
    )
}

fn value(verified: &Verified) -> Value {
    let status = match verified.code() {
        0 => "clean",
        1 => "differing",
        _ => "incomparable",
    };
    json!({
        "path": verified.path.display().to_string(),
        "kind": verified.kind,
        "status": status,
        "files": verified.files,
        "bytes": verified.bytes,
        "problems": verified.problems,
        "notes": verified.notes,
        "marks": verified.marks,
        "journal": verified.head.as_ref().map(|head| json!({
            "lines": head.lines,
            "seq": head.seq,
            "digest": head.digest,
        })),
    })
}
