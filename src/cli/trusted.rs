//! What `verify` prints of a digest, a seal or a register that somebody kept elsewhere.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Outcome;
use super::ui::Ui;
use super::verify::{TOOL, details, total, value as verified_value};
use crate::package::name::shown;
use crate::task::error::Failure;
use crate::task::find;
use crate::task::history::{Place, Told};
use crate::task::seal::{
    self, Checked, HeadDigest, Kept, Register, Round, Seal, Standing, Trusted,
};
use crate::task::verify::{Summary, What};

/// What was given to be trusted.
pub(super) enum Trust {
    /// Nothing.
    Nothing,
    /// A digest or a seal, and the cases and packages it is held against.
    One(Trusted, Vec<PathBuf>),
    /// A register.
    Register(Register),
}

/// Reads what was given to be trusted.
///
/// # Errors
/// What is no digest, or no seal.
pub(super) fn read(
    ui: &mut Ui,
    head: Option<&str>,
    file: Option<&Path>,
    paths: &[PathBuf],
) -> Result<Trust, Failure> {
    if let Some(head) = head {
        return Ok(Trust::One(
            Trusted::Head(HeadDigest::typed(head)?),
            paths.to_vec(),
        ));
    }
    let Some(file) = file else {
        return Ok(Trust::Nothing);
    };
    let kept = seal::read(file)?;
    unproved(ui, file, &kept);
    Ok(match kept {
        Kept::Register(register) => Trust::Register(register),
        // without a case, the one that the seal names; in a folder it is looked for
        Kept::Seal(seal) => match meant(&seal, paths) {
            Some(cases) => Trust::One(Trusted::Seal(seal), cases),
            None => Trust::Register(Register::new(vec![seal])),
        },
    })
}

/// The cases and packages that a seal is held against; none where it must be looked for.
fn meant(seal: &Seal, paths: &[PathBuf]) -> Option<Vec<PathBuf>> {
    if paths.is_empty() {
        return find::case(Path::new(&seal.case))
            .ok()
            .map(|case| vec![case]);
    }
    let is_folder = |path: &PathBuf| path.is_dir() && Place::of(path).is_err();
    (!paths.iter().any(is_folder)).then(|| paths.to_vec())
}

/// Prints how a history stands to what is trusted; what is wrong with it was printed as a problem.
pub(super) fn print(ui: &mut Ui, standing: Option<&Standing>) {
    match standing {
        Some(Standing::End) => ui.line("  另存的摘要：日志末行就是它"),
        Some(Standing::Contained { seq, since }) => {
            ui.line(&format!(
                "  另存的摘要：在日志中，是序号 {seq} 的一行；其后又有 {} 行：",
                since.len()
            ));
            lines(ui, since);
        }
        // said among the problems
        Some(Standing::Absent(_) | Standing::Unknown(_)) | None => {}
    }
}

fn lines(ui: &mut Ui, since: &[Told]) {
    for told in since {
        ui.line(&format!("    {told}"));
    }
}

/// The same in JSON.
pub(super) fn value(standing: &Standing) -> Value {
    let (seq, since) = match standing {
        Standing::Contained { seq, since } => (Some(*seq), Some(since)),
        _ => (None, None),
    };
    json!({
        "standing": standing.name(),
        "seq": seq,
        "since": since.map(Vec::len),
        "lines": since,
    })
}

/// Verifies the cases of a register: a line for each, and what came of all.
#[allow(clippy::unnecessary_wraps, reason = "the outcome of every command")]
pub(super) fn round(ui: &mut Ui, register: &Register, paths: &[PathBuf], json: bool) -> Outcome {
    let paths = find::paths_or_workspace(paths);
    let mut summary = Summary::default();
    let round = seal::check(register, &paths, |checked| {
        summary.add(&checked.verified);
        if !json {
            one(ui, checked);
        }
    });
    let kept = Kept::Register(register.clone());
    if json {
        let results: Vec<_> = round.checked.iter().map(checked_value).collect();
        let unlisted: Vec<_> = round
            .unlisted
            .iter()
            .map(|dir| dir.display().to_string())
            .collect();
        let all = json!({
            "schema": 1,
            "tool": TOOL,
            "register": { "cases": register.seals().len(), "sha256": kept.sha256() },
            "results": results,
            "unlisted": unlisted,
            "summary": summary,
        });
        ui.line(&all.to_string());
    } else {
        ui.line(&counted(&round.checked, register.seals().len()));
        ui.line(&total(summary));
    }
    notes(ui, &round);
    let code = if round.failures.is_empty() { 0 } else { 2 };
    Ok(summary.code().max(code))
}

/// One case of a register, in one line and what is below it.
fn one(ui: &mut Ui, checked: &Checked) {
    let Checked {
        id,
        verified,
        standing,
    } = checked;
    let path = shown(&verified.path.display().to_string());
    let place = if path == *id {
        String::new()
    } else {
        format!("{path}  ")
    };
    let how = match standing {
        Some(Standing::End) => "末行".to_owned(),
        Some(Standing::Contained { since, .. }) => format!("之后 {} 行", since.len()),
        Some(Standing::Absent(_)) => "不在".to_owned(),
        Some(Standing::Unknown(_)) => "无从核对".to_owned(),
        None if is_gone(checked) => "案件不见了".to_owned(),
        None => "没有登记".to_owned(),
    };
    ui.line(&format!(
        "{}  {place}{how}  {}",
        shown(id),
        verified.verdict()
    ));
    details(ui, verified);
    if let Some(Standing::Contained { since, .. }) = standing {
        lines(ui, since);
    }
}

fn is_gone(checked: &Checked) -> bool {
    let mut problems = checked.verified.problems.iter();
    checked.standing.is_none() && problems.any(|problem| problem.what == What::Missing)
}

fn counted(checked: &[Checked], listed: usize) -> String {
    let count = |test: &dyn Fn(&Checked) -> bool| checked.iter().filter(|one| test(one)).count();
    let stands = |name: &str| {
        count(&|one| {
            one.standing
                .as_ref()
                .is_some_and(|standing| standing.name() == name)
        })
    };
    format!(
        "封签 {listed} 件：末行未变 {}，之后有新行 {}，不在 {}，无从核对 {}，不见了 {}",
        stands("end"),
        stands("contained"),
        stands("absent"),
        stands("unknown"),
        count(&is_gone)
    )
}

fn checked_value(checked: &Checked) -> Value {
    let mut value = verified_value(&checked.verified, checked.standing.as_ref());
    value["id"] = json!(checked.id);
    value["gone"] = json!(is_gone(checked));
    value
}

fn notes(ui: &mut Ui, round: &Round) {
    if !round.unlisted.is_empty() {
        let names = round
            .unlisted
            .iter()
            .map(|dir| shown(&dir.display().to_string()));
        let names = names.collect::<Vec<_>>().join("、");
        let count = round.unlisted.len();
        ui.note(&format!(
            "封签中没有的案件 {count} 件（以后新立的，或当时没有封签）：{names}"
        ));
    }
    for failure in &round.failures {
        ui.note(failure);
    }
}

/// What a seal cannot prove of itself.
fn unproved(ui: &mut Ui, file: &Path, kept: &Kept) {
    let what = kept.word();
    let (file, digest) = (
        shown(&file.display().to_string()),
        seal::grouped(&kept.sha256()),
    );
    ui.note(&format!("所用{what} {file}，SHA-256：{digest}"));
    ui.note(&format!(
        "{what}本身可信与否，请与另处抄录的这个散列，或者它的签名、时间戳核对"
    ));
}
