//! The cover of the case file.

use super::dossier::{Dossier, long_date};
use super::sheet::{form, heading, page, paragraph};
use super::volume;
use crate::document::tree::{Block, Look};
use crate::rulebook::Role;

/// The page as HTML.
pub(super) fn html(dossier: &Dossier<'_>) -> String {
    let head = &dossier.case.manifest.case.head;
    let archive = dossier.archive;
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    let pages = dossier
        .pages()
        .map(|pages| format!("，{pages} 页"))
        .unwrap_or_default();
    let fonds = archive
        .fonds
        .as_ref()
        .or(dossier.case.workspace.agency.fonds.as_ref());
    let rows = [
        ("全宗名称", dossier.agency.to_owned()),
        ("全宗号", text(fonds)),
        ("类目名称", head.kind.clone()),
        ("案卷题名", head.title.clone()),
        ("案号", head.id.clone()),
        ("当事人", parties(dossier)),
        ("决定、移送文号", decisions(dossier)),
        ("办理结果", text(head.outcome.as_ref())),
        ("承办机构", text(head.unit.as_ref())),
        ("起止时间", span(dossier)),
        ("件数、页数", format!("{} 件{pages}", dossier.items())),
        ("保管期限", text(archive.retention.as_ref())),
        ("档号", text(archive.number.as_ref())),
        ("立卷人", text(archive.filed_by.as_ref())),
        ("立卷时间", long_date(dossier.date)),
    ];
    let rows = rows
        .iter()
        .map(|(label, value)| (*label, 2, vec![paragraph(value)]));
    let mut blocks: Vec<Block> = vec![
        heading(1, &format!("{}\n{}案卷", dossier.agency, head.kind)),
        form(rows.collect()),
    ];
    if let Some(forced) = dossier.forced {
        blocks.push(paragraph(&forced.told(dossier.report)));
    }
    page(Look::Form, dossier.name(Role::Cover), dossier, blocks)
}

/// The names of all 当事人.
fn parties(dossier: &Dossier<'_>) -> String {
    let parties = dossier.case.manifest.case.parties.iter();
    let names = parties
        .filter(|party| party.is_principal())
        .filter_map(|party| party.name.clone());
    names.collect::<Vec<_>>().join("、")
}

/// The numbers of the papers that decide the case or hand it on, as the catalogue marks them.
fn decisions(dossier: &Dossier<'_>) -> String {
    let records = dossier
        .case
        .manifest
        .case
        .records
        .iter()
        .filter(|record| record.is_final());
    let decisions = records.filter(|record| {
        let document = volume::document(dossier.case, &record.kind);
        document.is_some_and(|document| document.on_cover)
    });
    let numbers: Vec<_> = decisions
        .filter_map(|record| record.number.clone())
        .collect();
    numbers.join("、")
}

fn span(dossier: &Dossier<'_>) -> String {
    let head = &dossier.case.manifest.case.head;
    let closed = head.closed.map(|day| long_date(day.0)).unwrap_or_default();
    format!("{}至{closed}", long_date(head.opened.0))
}
