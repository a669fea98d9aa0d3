//! `anjuan seal`: what a person keeps elsewhere, and what came back for it.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Outcome;
use super::ui::Ui;
use super::verify::TOOL;
use crate::check::quote;
use crate::package::name::shown;
use crate::task::error::Failure;
use crate::task::history::Place;
use crate::task::seal::{self, Answer, Kept, Looks, Made, Seal, Unsealed};
use crate::task::{find, new_file};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 一个案件或归档包（封签），几个案件或目录（登记册，默认当前工作区），--answer 时是封签文件
    #[arg(value_name = "路径")]
    paths: Vec<PathBuf>,
    /// 写入这个文件，默认印在标准输出上；已有的文件不覆盖
    #[arg(short, long, value_name = "文件", conflicts_with = "answer")]
    output: Option<PathBuf>,
    /// 把外面的回执（签名、时间戳、签过字的扫描件）收在封签旁边
    #[arg(long, value_name = "文件")]
    answer: Option<PathBuf>,
    /// 以 JSON 输出；-o 写的仍是封签原文
    #[arg(long)]
    json: bool,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    if let Some(answer) = &args.answer {
        return keep(ui, args, answer);
    }
    match single(&args.paths) {
        Some(case) => {
            let kept = Kept::Seal(seal::of_case(&case)?);
            show(ui, args, &kept, &[])?;
            hint(ui, args, &kept);
            Ok(0)
        }
        None => many(ui, args),
    }
}

/// The one case or package that is meant, where it is one.
fn single(paths: &[PathBuf]) -> Option<PathBuf> {
    let paths = find::paths_or_workspace(paths);
    let [path] = paths.as_slice() else {
        return None;
    };
    Place::of(path).ok().map(|_| path.clone())
}

fn many(ui: &mut Ui, args: &Args) -> Outcome {
    let made = seal::of_cases(&find::paths_or_workspace(&args.paths));
    let failed = made.unsealed.iter().map(|one| one.failure.code());
    let code = failed
        .chain(made.failures.iter().map(Failure::code))
        .max()
        .unwrap_or_default();
    let is_empty = made.register.seals().is_empty();
    if is_empty && made.unsealed.is_empty() {
        return Err(made.failures.into_iter().next().unwrap_or_else(nothing));
    }
    let kept = Kept::Register(made.register.clone());
    if is_empty && !args.json {
        ui.note("没有一个案件可以封签，没有登记册");
    } else {
        show(ui, args, &kept, &made.unsealed)?;
    }
    left_out(ui, &made);
    if !is_empty {
        hint(ui, args, &kept);
    }
    let doubled = u8::from(!made.doubled.is_empty());
    Ok(code.max(doubled))
}

fn nothing() -> Failure {
    Failure::new("没有案件").hint("anjuan list")
}

/// Prints a seal, or writes it to a file; its digest goes to standard error.
fn show(ui: &mut Ui, args: &Args, kept: &Kept, unsealed: &[Unsealed]) -> Result<(), Failure> {
    if let Some(path) = &args.output {
        new_file::write(path, kept.text().as_bytes())?;
    }
    match (&args.output, args.json) {
        (_, true) => ui.line(&value(kept, args.output.as_deref(), unsealed).to_string()),
        (Some(path), false) => ui.line(&path.display().to_string()),
        (None, false) => ui.document(&kept.text()),
    }
    let (what, count) = (kept.word(), kept.seals().len());
    let digest = seal::grouped(&kept.sha256());
    ui.note(&format!("{what}（{count} 件）SHA-256：{digest}"));
    Ok(())
}

fn left_out(ui: &mut Ui, made: &Made) {
    for one in &made.unsealed {
        ui.note(&one.failure);
    }
    for failure in &made.failures {
        ui.note(failure);
    }
    for id in &made.doubled {
        ui.note(&format!(
            "警告：案号 {} 有几个案件目录，登记册中各有一行，或内容相同合为一行",
            shown(id)
        ));
    }
}

fn hint(ui: &mut Ui, args: &Args, kept: &Kept) {
    ui.note("封签只取日志和清单，没有核验文件；请放到别人保管的地方，或者打印签字、签名、加时间戳");
    let Some(file) = &args.output else {
        return;
    };
    let file = quote(&file.display().to_string());
    let case = match kept {
        Kept::Seal(_) => args
            .paths
            .first()
            .map(|path| quote(&path.display().to_string())),
        Kept::Register(_) => None,
    };
    let case = case.map(|case| format!(" {case}")).unwrap_or_default();
    ui.note(&format!("提示：anjuan verify{case} --seal {file}"));
}

fn value(kept: &Kept, path: Option<&Path>, unsealed: &[Unsealed]) -> Value {
    let seals: Vec<_> = kept.seals().iter().map(seal_value).collect();
    let left: Vec<_> = unsealed.iter().map(unsealed_value).collect();
    json!({
        "schema": 1,
        "tool": TOOL,
        "form": kept.form(),
        "sha256": kept.sha256(),
        "text": kept.text(),
        "path": path.map(|path| path.display().to_string()),
        "cases": seals,
        "unsealed": left,
    })
}

fn seal_value(seal: &Seal) -> Value {
    json!({
        "id": seal.case,
        "nonce": seal.nonce,
        "lines": seal.lines,
        "head": seal.head.hex(),
        "manifest": seal.manifest.hex(),
        "records": seal.records,
    })
}

fn unsealed_value(one: &Unsealed) -> Value {
    json!({
        "id": one.id,
        "path": one.path.display().to_string(),
        "error": one.failure.to_string(),
    })
}

/// Keeps an answer from outside beside its seal.
fn keep(ui: &mut Ui, args: &Args, file: &Path) -> Outcome {
    let [path] = args.paths.as_slice() else {
        return Err(Failure::new("--answer 要写明是对哪一份封签的")
            .hint("anjuan seal 封签文件 --answer 回执文件"));
    };
    let answer = seal::keep(path, file)?;
    let place = answer.path.display().to_string();
    if args.json {
        let looks = match answer.looks {
            Looks::Signature => "ssh-signature",
            Looks::TimeStamp { .. } => "time-stamp",
            Looks::Other => "other",
        };
        let value = json!({
            "schema": 1, "tool": TOOL, "path": place, "sha256": answer.sha256,
            "seal_sha256": answer.seal, "looks": looks, "there": answer.was_there, "verified": false,
        });
        ui.line(&value.to_string());
    } else {
        ui.line(&place);
    }
    tell(ui, path, &answer);
    Ok(0)
}

/// What is known of an answer, and what is not.
fn tell(ui: &mut Ui, seal: &Path, answer: &Answer) {
    if answer.was_there {
        ui.note("已经收在封签旁边，没有另存");
    }
    ui.note(&format!("回执 SHA-256：{}", seal::grouped(&answer.sha256)));
    ui.note("anjuan 没有核验这份回执：签名或时间戳是真是假，出自何人何处，对的是不是这份封签，都要用出具它的那种工具核验");
    let seal = quote(&seal.display().to_string());
    let place = quote(&answer.path.display().to_string());
    match answer.looks {
        Looks::Signature => ui.note(&format!(
            "提示：ssh-keygen -Y verify -f 签名人名册 -I 签名人 -n anjuan-seal -s {place} < {seal}"
        )),
        Looks::TimeStamp { names_seal } => {
            if !names_seal {
                ui.note("警告：其中没有这份封签的 SHA-256：也许对的是别的文件，或者用了别的算法");
            }
            ui.note(&format!(
                "提示：openssl ts -verify -data {seal} -in {place} -CAfile 根证书.pem -untrusted 时间戳证书.pem"
            ));
        }
        Looks::Other => {}
    }
}
