//! The closing note: what the file consists of, and the anchor against which it can be checked later.

use super::dossier::{Dossier, long_date};
use super::sheet::{form, heading, page, paragraph, to_be_written};
use super::volume;
use crate::case::Record;
use crate::document::tree::{Block, Look};
use crate::finding::{Severity, Status};
use crate::rulebook::Role;

/// The page as HTML.
pub(super) fn html(dossier: &Dossier<'_>) -> String {
    let archive = dossier.archive;
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    let mut rows = vec![
        (
            "案号",
            0,
            vec![paragraph(&dossier.case.manifest.case.head.id)],
        ),
        (
            "案卷题名",
            0,
            vec![paragraph(&dossier.case.manifest.case.head.title)],
        ),
        (
            "本卷情况说明",
            3,
            vec![paragraph(&text(archive.note.as_ref()))],
        ),
        ("卷内构成", 0, lines(&composition(dossier))),
        ("改动作废", 0, lines(&amendments(dossier))),
        ("检查结果", 0, lines(&findings(dossier))),
        ("操作日志", 0, lines(&journal(dossier))),
        ("归档包", 0, package()),
    ];
    if let Some(forced) = dossier.forced {
        rows.push(("强制归档", 0, vec![paragraph(&forced.told(dossier.report))]));
    }
    rows.push(("立卷人", 3, signature(archive.filed_by.as_ref())));
    rows.push(("检查人", 3, signature(archive.checked_by.as_ref())));
    rows.push(("立卷时间", 0, vec![paragraph(&long_date(dossier.date))]));
    let title = dossier.name(Role::ClosingNote);
    let blocks = vec![heading(1, title), form(rows)];
    page(Look::Form, title, dossier, blocks)
}

fn lines(texts: &[String]) -> Vec<Block> {
    texts.iter().map(|text| paragraph(text)).collect()
}

fn signature(name: Option<&String>) -> Vec<Block> {
    let role = name.map_or_else(|| "签名".to_owned(), |name| format!("{name}　签名"));
    vec![Block::Sign { role, date: true }]
}

fn composition(dossier: &Dossier<'_>) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let parts = dossier
        .parts
        .iter()
        .map(|part| format!("{} {} 件", part.title, part.items.len()));
    let parts = parts.collect::<Vec<_>>().join("，");
    let pages = dossier
        .pages()
        .map(|pages| format!("，文书共 {pages} 页"))
        .unwrap_or_default();
    texts.push(format!("共 {} 件：{parts}{pages}。", dossier.items()));
    let all: Vec<&Record> = dossier
        .parts
        .iter()
        .flat_map(|part| &part.items)
        .map(|item| item.record)
        .collect();
    let mut say = |what: &str, records: &[&Record]| {
        if !records.is_empty() {
            texts.push(format!("{what}：{}。", names(records)));
        }
    };
    say("页数不详，其后页号未编", &dossier.without_pages());
    let some = |test: &dyn Fn(&Record) -> bool| {
        all.iter()
            .copied()
            .filter(|record| test(record))
            .collect::<Vec<_>>()
    };
    say("作废而留存", &some(&|record| record.is_void()));
    say(
        "另存他处，不在本包",
        &some(&|record| record.path.is_none() && record.location.is_some()),
    );
    say(
        "没有文件",
        &some(&|record| record.path.is_none() && record.location.is_none()),
    );
    say("草稿，未编入目录", &volume::drafts(dossier.case));
    texts
}

/// Ids with titles; many are cut off.
fn names(records: &[&Record]) -> String {
    const SHOWN: usize = 12;
    let name = |record: &&Record| {
        format!(
            "{} {}",
            record.id,
            record.title.as_ref().unwrap_or(&record.kind)
        )
    };
    let shown: Vec<String> = records.iter().take(SHOWN).map(name).collect();
    let more = if records.len() > SHOWN {
        format!("等 {} 件", records.len())
    } else {
        String::new()
    };
    format!("{}{more}", shown.join("、"))
}

/// What was changed of evidence and accepted, voided or replaced: by whom, when and why.
fn amendments(dossier: &Dossier<'_>) -> Vec<String> {
    if dossier.amendments.is_empty() {
        return vec!["日志没有记下对已收录材料的改动、作废和替代。".to_owned()];
    }
    let told = dossier.amendments.iter();
    told.map(|one| format!("{}。", one.text())).collect()
}

fn findings(dossier: &Dossier<'_>) -> Vec<String> {
    let report = dossier.report;
    let errors = report.count(Severity::Error);
    let verdict = if errors == 0 {
        "所需记录齐备（按已声明事项）".to_owned()
    } else {
        format!("有 {errors} 项错误，见检查报告")
    };
    let mut texts = vec![format!("截至{}：{verdict}。", long_date(dossier.date))];
    let counted = [
        ("警告", report.count(Severity::Warning)),
        ("已豁免", report.count_status(Status::Waived)),
        ("待人工确认", report.count_status(Status::Unattested)),
    ];
    let counted: Vec<String> = counted
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{what} {count} 项"))
        .collect();
    if !counted.is_empty() {
        texts.push(format!("另有{}，见检查报告。", counted.join("，")));
    }
    let books = dossier.case.rulebooks.iter();
    let books = books.map(|book| format!("{}（{} {}）", book.title, book.id, book.version));
    texts.push(format!("依据：{}。", books.collect::<Vec<_>>().join("、")));
    texts
}

fn journal(dossier: &Dossier<'_>) -> Vec<String> {
    let head = dossier.head;
    let mut texts = vec![format!(
        "共 {} 行，末行序号 {}。操作日志末行 SHA-256：",
        head.lines, head.seq
    )];
    texts.extend(head.grouped());
    texts.push(
        "请打印本表签字，另处保存；日后用 anjuan verify 归档包 --head 摘要 核对。".to_owned(),
    );
    texts
}

/// What cannot be printed in the package itself: it would change what it is the digest of.
fn package() -> Vec<Block> {
    let mut blocks = vec![paragraph(
        "以下两个摘要在打包时显示，各 64 位，打印本表后抄在或贴在此处：",
    )];
    for label in ["归档包 SHA-256", "标签清单 SHA-256"] {
        blocks.push(to_be_written(label, 18));
        blocks.push(to_be_written("", 27));
    }
    blocks
}
