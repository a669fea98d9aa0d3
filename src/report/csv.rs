//! Tables for spreadsheet programs.

use crate::inert;

/// A table as CSV: UTF-8 with a byte order mark, without which Excel takes it for GBK; cells after
/// RFC 4180. What a spreadsheet program would take for a formula gets a `'`.
#[must_use]
pub fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // writing to memory fails only on rows of unequal length
    let mut written = writer.write_record(header);
    for row in rows {
        let cells = row.iter().map(|cell| guarded(cell));
        written = written.and_then(|()| writer.write_record(cells));
    }
    debug_assert!(written.is_ok(), "rows of unequal length");
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

/// A cell of one line that no spreadsheet program takes for a formula; a number is none.
fn guarded(cell: &str) -> String {
    let cell = inert::line(cell);
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula && cell.parse::<i64>().is_err() {
        format!("'{cell}")
    } else {
        cell.into_owned()
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
            ("-2\n", "'-2\\u000a"),
            ("\t=1", "'\t=1"),
            ("1-3", "1-3"),
            ("-5", "-5"),
        ] {
            let text = table(&["甲", "乙"], [vec![cell.to_owned(), "末".to_owned()]]);
            assert_eq!(text, format!("\u{feff}甲,乙\r\n{want},末\r\n"), "{cell:?}");
        }
    }
}
