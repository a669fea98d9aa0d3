//! The lines of `bag-info.txt`.

use super::dossier::Dossier;

/// The label of the journal's head.
pub(in crate::task) const JOURNAL_HEAD: &str = "Anjuan-Journal-Head";

/// The label of what a package carries for checking its case again: name and digest.
pub(in crate::task) const CARRIED: &str = "Anjuan-Carried";
/// The label of why a case was packed in spite of errors.
pub(in crate::task) const FORCED: &str = "Anjuan-Forced";
/// The label of who decided that.
pub(in crate::task) const FORCED_BY: &str = "Anjuan-Forced-By";
/// The labels that every version writes, and writes alike.
pub(in crate::task) const LASTING: &[&str] = &[
    "Source-Organization",
    "External-Description",
    "External-Identifier",
    "Bagging-Date",
    "Anjuan-Rules-Version",
    "Anjuan-Retention",
    "Anjuan-Case-Type",
];
/// The label of the program.
pub(in crate::task) const AGENT: &str = "Bag-Software-Agent";
/// This program, as the label has it.
pub(in crate::task) const THIS: &str = concat!("anjuan ", env!("CARGO_PKG_VERSION"));

/// The lines, in order; nothing in them depends on when or where the case is packed.
pub(super) fn lines(dossier: &Dossier<'_>) -> Vec<(String, String)> {
    let head = &dossier.case.manifest.case.head;
    let mut lines = vec![
        ("Source-Organization", dossier.agency.to_owned()),
        ("External-Description", head.title.clone()),
        ("External-Identifier", head.id.clone()),
        ("Bagging-Date", dossier.date.to_string()),
        (AGENT, THIS.to_owned()),
    ];
    for book in &dossier.case.rulebooks {
        let version = format!("{} {} {}", book.id, book.version, book.sha256);
        lines.push(("Anjuan-Rules-Version", version));
    }
    for (name, digest) in dossier.carried.digests() {
        lines.push((CARRIED, format!("{name} {digest}")));
    }
    let retention = dossier.archive.retention.clone().unwrap_or_default();
    lines.push(("Anjuan-Retention", retention));
    lines.push(("Anjuan-Case-Type", head.kind.clone()));
    lines.push((JOURNAL_HEAD, dossier.head.line()));
    if let Some(forced) = dossier.forced {
        lines.push((FORCED, forced.reason.clone()));
        lines.push((FORCED_BY, forced.by.clone()));
    }
    lines
        .into_iter()
        .map(|(label, value)| (label.to_owned(), one_line(&value)))
        .collect()
}

/// A value on one line.
pub(super) fn one_line(value: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    value
        .split(is_break)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
