//! The index of the case file as a table for a spreadsheet program.

use super::dossier::Dossier;
use super::volume::{Item, Part};
use crate::report::csv;

const COLUMNS: [&str; 13] = [
    "部分",
    "序号",
    "编号",
    "文号",
    "责任者",
    "题名",
    "日期",
    "页号",
    "备注",
    "种类",
    "文件",
    "字节",
    "SHA-256",
];

/// The table, a line for each record.
pub(super) fn table(dossier: &Dossier<'_>) -> String {
    let mut rows = Vec::new();
    for part in &dossier.parts {
        for (at, item) in part.items.iter().enumerate() {
            rows.push(row(dossier, part, at + 1, item).to_vec());
        }
    }
    csv::table(&COLUMNS, rows)
}

fn row(dossier: &Dossier<'_>, part: &Part<'_>, number: usize, item: &Item<'_>) -> [String; 13] {
    let record = item.record;
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    [
        part.title.to_owned(),
        number.to_string(),
        record.id.clone(),
        text(record.number.as_ref()),
        dossier.author(item).to_owned(),
        item.title().to_owned(),
        item.date_digits(),
        item.pages.to_string(),
        item.remarks(),
        record.kind.clone(),
        record
            .path
            .as_ref()
            .map(|path| format!("data/{path}"))
            .unwrap_or_default(),
        record.size.map(|size| size.to_string()).unwrap_or_default(),
        text(record.sha256.as_ref()),
    ]
}
