//! `file`: records and files correspond (articles 7 and 30).

use crate::case::Record;
use crate::case::vocabulary::{KEPT_APART, PAPER_LOCATION};
use crate::finding::{Severity, Status};
use crate::inventory::{File, FileKind};

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::verdict::Verdict;

/// Whether a record's file is there as it was recorded.
pub(super) fn intact(context: &Context<'_>, subject: Subject) -> Verdict {
    let Subject::Record(at) = subject else {
        return Verdict::not_applicable();
    };
    let Some(record) = context.record(at) else {
        return Verdict::not_applicable();
    };
    let name = context.name(&record.id);
    match (&record.path, &record.location) {
        (Some(path), _) => at_path(context, record, path, &name),
        (None, Some(location)) if location.starts_with(PAPER_LOCATION) => Verdict::new(
            Status::Unattested,
            format!("{name} 的原件在{location}，没有散列，须人工核对"),
        ),
        (None, Some(_)) if record.is_kept_apart() => Verdict::new(
            Status::Unattested,
            format!("{name} {KEPT_APART}，须人工核对"),
        )
        .fix("按保密规定核对另行保管的原件"),
        (None, Some(_)) if record.sha256.is_none() => {
            Verdict::new(Status::Incomplete, format!("{name} 另存他处，没有 sha256"))
                .fix(fix::set(context, &format!("{}.sha256=", record.id)))
        }
        (None, Some(location)) => Verdict::new(
            Status::Unattested,
            format!("{name} 存于{location}，须人工核对"),
        ),
        (None, None) => Verdict::new(Status::Incomplete, format!("{name} 没有文件，也没有存放处"))
            .fix(fix::sign(context, &record.id, "身份")),
    }
}

fn at_path(context: &Context<'_>, record: &Record, path: &str, name: &str) -> Verdict {
    let Some(inventory) = context.input.inventory else {
        return digest(context, record, name);
    };
    let Some(file) = inventory.file(path) else {
        return Verdict::new(
            Status::Missing,
            format!("{name} 的文件 {path} 不在案件目录中"),
        )
        .fix(format!("anjuan verify {}", fix::quote(context.input.path)));
    };
    match mismatch(record, file) {
        Some(what) => Verdict::new(Status::Conflict, format!("{name} 的文件 {path} {what}"))
            .fix(format!("anjuan verify {}", fix::quote(context.input.path))),
        None => digest(context, record, name),
    }
}

fn digest(context: &Context<'_>, record: &Record, name: &str) -> Verdict {
    if record.sha256.is_some() {
        return Verdict::satisfied();
    }
    Verdict::new(Status::Incomplete, format!("{name} 的文件没有记下 sha256"))
        .fix(fix::set(context, &format!("{}.sha256=", record.id)))
}

fn mismatch(record: &Record, file: &File) -> Option<String> {
    match file.kind {
        FileKind::Regular => {}
        FileKind::Symlink => return Some("是符号链接，不是文件".into()),
        FileKind::Other | FileKind::BadName | FileKind::Leftover => {
            return Some("不是普通文件".into());
        }
        FileKind::Unreadable => return Some("无法读取".into()),
    }
    if let Some(size) = record.size.filter(|size| *size != file.size) {
        return Some(format!("大小为 {} 字节，记录为 {size} 字节", file.size));
    }
    let differs = file
        .sha256
        .as_ref()
        .zip(record.sha256.as_ref())
        .is_some_and(|(a, b)| a != b);
    differs.then(|| "的散列与记录不符".into())
}

/// Whether a file belongs to a record.
pub(super) fn listed(context: &Context<'_>, subject: Subject) -> Verdict {
    let Subject::File(at) = subject else {
        return Verdict::not_applicable();
    };
    let file = context
        .input
        .inventory
        .and_then(|inventory| inventory.files.get(at));
    let Some(file) = file else {
        return Verdict::not_applicable();
    };
    if context.is_named(&file.path) {
        return Verdict::satisfied();
    }
    let case = fix::quote(context.input.path);
    if file.kind == FileKind::Leftover {
        let message = format!("{} 是上次中断时写了一半的文件，下一次写入时移走", file.path);
        let mut verdict =
            Verdict::new(Status::Incomplete, message).fix(format!("anjuan repair {case}"));
        verdict.level = Some(Severity::Note);
        return verdict;
    }
    let (message, command) = match file.kind {
        FileKind::Unreadable => (format!("{} 无法读取，不知属于哪份记录", file.path), None),
        FileKind::Symlink => (format!("{} 是符号链接，不属于案卷", file.path), None),
        _ => {
            let path = format!("{}/{}", context.input.path.trim_end_matches('/'), file.path);
            let command = format!("anjuan add {case} {}", fix::quote(&path));
            (format!("文件 {} 不属于任何记录", file.path), Some(command))
        }
    };
    let mut verdict = Verdict::new(Status::Conflict, message);
    verdict.fix = command;
    verdict
}
