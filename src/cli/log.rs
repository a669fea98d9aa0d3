//! `anjuan log`: the history of a case, shown and verified.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::ui::Ui;
use super::{Outcome, fork};
use crate::check::quote;
use crate::store::{self, History, JOURNAL, Line, Reader as _, Snapshot, State};
use crate::task::error::Failure;
use crate::task::parcel::Shown;
use crate::task::reader::{self, StrictReader};
use crate::task::{actor, find, history};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录或案号
    #[arg(value_name = "案件", default_value = ".")]
    case: PathBuf,
    /// 接受清单现状：手工改动了已收录的文件，或案件还没有日志
    #[arg(long)]
    accept: bool,
    /// 接受的理由
    #[arg(long, value_name = "理由", requires = "accept")]
    reason: Option<String>,
    /// 操作人
    #[arg(long, value_name = "姓名")]
    by: Option<String>,
    /// 与同一案件的另一份比较（目录或归档包）：从哪里分开，各做了什么；不合并
    #[arg(long, value_name = "另一份", conflicts_with = "accept")]
    against: Option<PathBuf>,
    /// 以 JSON 输出，即日志原样
    #[arg(long)]
    json: bool,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    if let Some(other) = &args.against {
        return fork::run(ui, &args.case, other, args.json);
    }
    if args.accept {
        return accept(ui, args, &find::case(&args.case)?);
    }
    let place = find::case_or_package(&args.case)?;
    let shown = Shown::open(&place)?;
    show(ui, args, &place, shown.dir()).map_err(|failure| shown.named(failure))
}

fn show(ui: &mut Ui, args: &Args, place: &Path, dir: &Path) -> Outcome {
    let path = dir.join(JOURNAL);
    let name = quote(&place.display().to_string());
    // what lies in a package is accepted nowhere
    let next = if store::bag_around(dir).is_some() {
        format!("anjuan verify {name}")
    } else {
        format!("anjuan log {name} --accept --by 姓名 --reason 理由")
    };
    let snapshot = store::load(dir, &StrictReader).map_err(|error| reader::failure(&error))?;
    if snapshot.state == State::NoJournal {
        let claim = StrictReader.outline(&snapshot.manifest).map(|it| it.claim);
        let label = place.display().to_string();
        if let Some(damage) = claim.ok().and_then(|claim| store::lost(&claim)) {
            return Err(reader::damaged(&label, &damage));
        }
        return Err(Failure::new(format!("{name} 没有操作日志")).hint(next));
    }
    let entries = store::entries(&path).map_err(|error| reader::failure(&error))?;
    for entry in entries {
        let entry = entry.map_err(|error| reader::failure(&error))?;
        ui.line(&if args.json {
            raw(&entry.line).to_string()
        } else {
            history::line(&entry.line)
        });
    }
    let history = History::read(dir).map_err(|error| reader::failure(&error))?;
    doubts(&history, &snapshot, place)?;
    let head = history.head;
    if snapshot.torn > 0 {
        ui.note(&format!(
            "末尾有 {} 字节没有写完，下一次写入时移到 .anjuan/quarantine",
            snapshot.torn
        ));
    }
    if let State::HandEdited(edit) = &snapshot.state {
        let ids: Vec<_> = edit
            .changed
            .iter()
            .map(|changed| changed.id.as_str())
            .collect();
        if ids.is_empty() {
            ui.note("清单在日志之后经过手工改动，下一次写入时记入日志");
        } else {
            return Err(Failure::refused(format!(
                "清单中已收录的文件被手工删改：{}",
                ids.join("、")
            ))
            .hint(next));
        }
    }
    ui.note(&format!(
        "链完整：{} 行，末行 sha256 {}",
        head.lines, head.digest
    ));
    Ok(0)
}

/// Refuses a journal that is not the case's own, or whose lines say otherwise than the manifest.
fn doubts(history: &History, snapshot: &Snapshot, dir: &Path) -> Result<(), Failure> {
    let label = dir.display().to_string();
    let name = quote(&label);
    let outline = StrictReader.outline(&snapshot.manifest).ok();
    let claim = outline.as_ref().map(|outline| &outline.claim);
    if let Some(damage) = claim.and_then(|claim| history.origin.fault(claim)) {
        return Err(reader::damaged(&label, &damage));
    }
    // A writer may have gone by between the two looks.
    let is_led_to = history.manifest().1 == snapshot.sha256;
    let gaps = outline.map(|outline| history.gaps(&outline));
    let gaps = gaps.filter(|_| is_led_to).unwrap_or_default();
    let odd = history.oddities.iter().filter(|oddity| !oddity.is_told());
    let reasons: Vec<_> = gaps
        .iter()
        .map(ToString::to_string)
        .chain(odd.map(ToString::to_string))
        .collect();
    if reasons.is_empty() {
        return Ok(());
    }
    let failure = Failure::refused(format!("{label} 的操作日志自相矛盾，或与清单不符"));
    let failure = reasons.into_iter().fold(failure, Failure::because);
    Err(failure.hint(format!("anjuan verify {name}")))
}

fn accept(ui: &mut Ui, args: &Args, dir: &Path) -> Outcome {
    let (Some(reason), Some(by)) = (args.reason.as_deref(), args.by.as_deref()) else {
        return Err(Failure::new("接受清单现状须写明何人、何故").hint(format!(
            "anjuan log {} --accept --by 姓名 --reason 理由",
            quote(&dir.display().to_string())
        )));
    };
    let actor = actor::actor(Some(by))?;
    let reason = actor::reason("--reason 的值", reason)?;
    let done = store::accept(dir, &reason, &StrictReader, &actor)
        .map_err(|error| reader::failure(&error))?;
    ui.line(&format!("{}\t已接受", done.head.seq));
    ui.note(&format!(
        "提示：anjuan check {}",
        quote(&dir.display().to_string())
    ));
    Ok(0)
}

/// A line as `--json` gives it.
pub(super) fn raw(line: &Line) -> Value {
    json!({
        "seq": line.seq, "time": line.time, "actor": line.actor, "kind": line.kind, "data": line.data,
    })
}
