//! `anjuan verify`: is everything there as it was recorded?

use std::path::PathBuf;

use serde_json::{Value, json};

use super::trusted::Trust;
use super::ui::Ui;
use super::{Outcome, trusted};
use crate::task::seal::{self, Standing};
use crate::task::verify::below::{self, Shelf};
use crate::task::verify::{Kind, Summary, Verified};

/// As JSON names the program.
pub(super) const TOOL: &str = concat!("anjuan ", env!("CARGO_PKG_VERSION"));

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录、案号、归档包（ZIP），或解开的归档包目录；别的目录，核验其下的全部案件和归档包
    #[arg(value_name = "案件或归档包", required_unless_present = "seal")]
    paths: Vec<PathBuf>,
    /// 另处保存的日志末行摘要（备考表上所印的）：看它是不是末行，之后改了什么
    #[arg(long, value_name = "摘要", conflicts_with = "seal")]
    head: Option<String>,
    /// 另处保存的封签或登记册（anjuan seal 所出）
    #[arg(long, value_name = "文件")]
    seal: Option<PathBuf>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let (trusted, paths) =
        match trusted::read(ui, args.head.as_deref(), args.seal.as_deref(), &args.paths)? {
            Trust::One(trusted, paths) => (Some(trusted), paths),
            Trust::Register(register) => {
                return trusted::round(ui, &register, &args.paths, args.json);
            }
            Trust::Nothing => (None, args.paths.clone()),
        };
    let mut summary = Summary::default();
    let mut results = Vec::new();
    let (mut others, mut failures, mut is_long) = (0, Vec::new(), false);
    for path in &paths {
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
        below::each(&shelf.things, |mut verified| {
            let standing = trusted.as_ref().and_then(|trusted| {
                let path = verified.path.clone();
                seal::stand(&path, trusted, &mut verified)
            });
            summary.add(&verified);
            if args.json {
                results.push(value(&verified, standing.as_ref()));
            } else if is_shelf {
                print_short(ui, &verified, standing.as_ref());
            } else {
                print(ui, &verified, standing.as_ref());
            }
            !ui.is_closed()
        });
    }
    if args.json {
        let all = json!({"schema": 1, "tool": TOOL, "results": results, "summary": summary});
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
        ui.note(failure);
    }
    Ok(if failures.is_empty() {
        summary.code()
    } else {
        2
    })
}

/// One of many: a line, and what is wrong with it.
fn print_short(ui: &mut Ui, verified: &Verified, standing: Option<&Standing>) {
    ui.line(&format!(
        "{}  {}  {} 个文件",
        verified.path.display(),
        verified.verdict(),
        verified.files
    ));
    print_problems(ui, verified);
    trusted::print(ui, standing);
}

fn print_problems(ui: &mut Ui, verified: &Verified) {
    for problem in &verified.problems {
        let parts = [problem.what.chinese(), &problem.path, &problem.message];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        ui.line(&format!("  {}", parts.join("  ")));
    }
}

/// The lines below the first: what is wrong, and what a person should know.
pub(super) fn details(ui: &mut Ui, verified: &Verified) {
    if let Some(bag) = &verified.bag {
        ui.line(&format!("  {bag}"));
    }
    print_problems(ui, verified);
    for note in &verified.notes {
        ui.line(&format!("  注：{note}"));
    }
}

fn print(ui: &mut Ui, verified: &Verified, standing: Option<&Standing>) {
    let verdict = verified.verdict();
    let counted = format!(
        "{} 个文件，{} 字节（{}）",
        verified.files,
        verified.bytes,
        verified.algorithms.join("、")
    );
    ui.line(&format!(
        "{}  {verdict}  {counted}",
        verified.path.display()
    ));
    details(ui, verified);
    if let Some(head) = &verified.head {
        ui.line(&format!(
            "  操作日志 {} 行，末行 {}",
            head.lines, head.digest
        ));
    }
    trusted::print(ui, standing);
    if verified.is_only_repacked() {
        ui.note("提示：文件与清单一致，只是压缩包不是打包时的那一个；需要原包时，向移交单位索取");
    } else if !verified.is_clean() && verified.kind != Kind::Unknown {
        ui.note("提示：请保持原状，从备份或原始介质取回原件，与之比较后再作处理");
    }
}

pub(super) fn total(summary: Summary) -> String {
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

pub(super) fn value(verified: &Verified, standing: Option<&Standing>) -> Value {
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
        "algorithms": verified.algorithms,
        "bag": verified.bag,
        "problems": verified.problems,
        "notes": verified.notes,
        "marks": verified.marks,
        "journal": verified.head.as_ref().map(|head| json!({
            "lines": head.lines,
            "seq": head.seq,
            "digest": head.digest,
        })),
        "trusted": standing.map(trusted::value),
    })
}
