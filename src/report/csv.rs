//! Tables for spreadsheet programs.

/// A table as CSV: UTF-8 with a byte order mark, without which Excel takes it for GBK.
#[must_use]
pub fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // writing to memory fails only on rows of unequal length
    let mut written = writer.write_record(header);
    for row in rows {
        written = written.and_then(|()| writer.write_record(&row));
    }
    debug_assert!(written.is_ok(), "rows of unequal length");
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}
