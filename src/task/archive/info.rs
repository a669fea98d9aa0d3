//! The lines of `bag-info.txt`.

use super::dossier::Dossier;

/// The label of the journal's head.
pub(in crate::task) const JOURNAL_HEAD: &str = "Anjuan-Journal-Head";

/// The lines, in order; nothing in them depends on when or where the case is packed.
pub(super) fn lines(dossier: &Dossier<'_>) -> Vec<(String, String)> {
    let head = &dossier.case.manifest.case.head;
    let mut lines = vec![
        ("Source-Organization", dossier.agency.to_owned()),
        ("External-Description", head.title.clone()),
        ("External-Identifier", head.id.clone()),
        ("Bagging-Date", dossier.date.to_string()),
        (
            "Bag-Software-Agent",
            concat!("anjuan ", env!("CARGO_PKG_VERSION")).to_owned(),
        ),
    ];
    for book in &dossier.case.rulebooks {
        let version = format!("{} {} {}", book.id, book.version, book.sha256);
        lines.push(("Anjuan-Rules-Version", version));
    }
    let retention = dossier.archive.retention.clone().unwrap_or_default();
    lines.push(("Anjuan-Retention", retention));
    lines.push(("Anjuan-Case-Type", head.kind.clone()));
    lines.push((JOURNAL_HEAD, dossier.head.line()));
    if let Some(forced) = dossier.forced {
        lines.push((
            "Anjuan-Forced",
            format!("{} ({})", forced.reason, forced.by),
        ));
    }
    lines
        .into_iter()
        .map(|(label, value)| (label.to_owned(), one_line(&value)))
        .collect()
}

/// A value on one line.
fn one_line(value: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    value
        .split(is_break)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
