//! The index of the case file as a table for a spreadsheet program.

use super::dossier::Dossier;
use super::volume::{Item, Part};

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

/// The table: UTF-8 with a byte order mark, without which Excel takes it for GBK.
pub(super) fn table(dossier: &Dossier<'_>) -> String {
    let mut text = String::from("\u{feff}");
    line(&mut text, &COLUMNS.map(str::to_owned));
    for part in &dossier.parts {
        for (at, item) in part.items.iter().enumerate() {
            line(&mut text, &row(dossier, part, at + 1, item));
        }
    }
    text
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

pub(in crate::task) fn line(text: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

/// A cell after RFC 4180. What a spreadsheet program would take for a formula gets a `'`.
pub(in crate::task) fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    let cell = format!("{guard}{cell}");
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_and_never_a_formula() {
        for (cell, want) in [
            ("行政处罚决定书", "行政处罚决定书"),
            ("", ""),
            ("a,b", "\"a,b\""),
            ("「\"」", "\"「\"\"」\""),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2\n", "\"'-2\n\""),
            ("1-3", "1-3"),
        ] {
            assert_eq!(quoted(cell), want, "{cell:?}");
        }
    }
}
