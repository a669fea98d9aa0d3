//! What cases show of the liabilities of an article: what it prints.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::super::Outcome;
use super::super::ui::Ui;
use super::Format;
use crate::check::quote;
use crate::task::error::Failure;
use crate::task::find;
use crate::task::open::Library;
use crate::task::review::liability::{self, Account, Accounted, Trace};

/// Tells of each case: 2 where something could not be read, else 1 where something was found.
pub(super) fn run(
    ui: &mut Ui,
    library: &Library,
    cases: &[&PathBuf],
    article: u16,
    as_of: NaiveDate,
    format: Format,
) -> Outcome {
    if matches!(format, Format::Csv | Format::Html) {
        return Err(Failure::new("--article 的结果没有 csv 和 html")
            .because("可用的格式：table、json")
            .hint(format!("anjuan review --article {article} 案件 --json")));
    }
    let mut told = Vec::new();
    let mut missing = Vec::new();
    for case in cases {
        match find::case_or_package(case) {
            Ok(dir) => told.push(liability::account(library, &dir, article, as_of)?),
            Err(failure) => missing.push(failure),
        }
    }
    if format == Format::Json {
        ui.line(&value(&told, &missing, article, as_of).to_string());
    } else {
        for (at, case) in told.iter().enumerate() {
            if at > 0 {
                ui.line("");
            }
            print(ui, case);
        }
    }
    for failure in &missing {
        ui.note(failure);
    }
    let code = told.iter().map(Accounted::code).max().unwrap_or(0);
    Ok(if missing.is_empty() { code } else { 2 })
}

fn print(ui: &mut Ui, told: &Accounted) {
    match &told.case {
        Some(case) => {
            ui.line(&format!("{} {}", case.id, case.title));
            ui.line(&format!("{} · {} · {}", case.kind, case.stage, told.path));
        }
        None => ui.line(&told.path),
    }
    for failure in &told.failures {
        ui.line(&format!("读不出：{failure}"));
    }
    if let Some(head) = &told.head {
        ui.line(&format!("操作日志 {} 行，末行 {}", head.lines, head.digest));
    }
    let (files, bytes) = (told.files, told.bytes);
    ui.line(&format!("核对散列 {files} 个文件，{bytes} 字节"));
    for note in &told.notes {
        ui.line(&format!("注：{note}"));
    }
    for account in &told.accounts {
        ui.line("");
        print_account(ui, account);
    }
    ui.apart("以上只是记录显示的情况。是否故意、情节和后果，由人判断");
    let mut shown = told.accounts.iter().flat_map(|account| &account.shown);
    if shown.any(|trace| trace.line.is_some()) {
        ui.note(&format!("提示：anjuan log {}", quote(&told.path)));
    }
}

fn print_account(ui: &mut Ui, account: &Account) {
    let liability = &account.liability;
    ui.line(&format!("{}{}", liability.label, liability.text));
    let is_blind = liability.evidence.is_empty() && liability.also.is_empty();
    match account.shown.len() {
        0 if is_blind => {}
        0 => ui.line("  记录没有显示"),
        count => ui.line(&format!("  记录显示 {count} 项：")),
    }
    for trace in &account.shown {
        ui.line(&format!("    {}", trace.text()));
    }
    if !account.beside.is_empty() {
        ui.line(&format!("  另列 {} 项，不计：", account.beside.len()));
    }
    for trace in &account.beside {
        ui.line(&format!("    {}", trace.text()));
    }
    if let Some(unseen) = &liability.unseen {
        ui.line(&format!("  程序看不到：{unseen}"));
    }
}

fn value(told: &[Accounted], missing: &[Failure], article: u16, as_of: NaiveDate) -> Value {
    let missing = missing.iter().map(ToString::to_string);
    json!({
        "schema": 1,
        "tool": concat!("anjuan ", env!("CARGO_PKG_VERSION")),
        "as_of": as_of,
        "article": article,
        "cases": told.iter().map(case).collect::<Vec<_>>(),
        "errors": missing.collect::<Vec<_>>(),
    })
}

fn case(told: &Accounted) -> Value {
    let head = told.head.as_ref();
    let journal =
        head.map(|head| json!({"lines": head.lines, "digest": head.digest, "since": told.since}));
    json!({
        "path": told.path,
        "case": told.case,
        "items": told.accounts.iter().map(account).collect::<Vec<_>>(),
        "journal": journal,
        "files": told.files,
        "bytes": told.bytes,
        "notes": told.notes,
        "failures": told.failures,
        "code": told.code(),
    })
}

fn account(account: &Account) -> Value {
    let liability = &account.liability;
    json!({
        "label": liability.label,
        "text": liability.text,
        "shown": account.shown.iter().map(trace).collect::<Vec<_>>(),
        "beside": account.beside.iter().map(trace).collect::<Vec<_>>(),
        "unseen": liability.unseen,
    })
}

fn trace(trace: &Trace) -> Value {
    json!({
        "evidence": trace.evidence.word(),
        "subject": trace.subject,
        "message": trace.message,
        "from": trace.from,
        "to": trace.to,
        "line": trace.line,
    })
}
