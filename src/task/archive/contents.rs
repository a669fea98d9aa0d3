//! What a package holds beside the case. The one place that makes it: packing writes it, and
//! verifying makes it again from the case in the package and compares.

use super::dossier::Dossier;
use super::{TAGS, info};
use super::{cover, csv, findings, formats, howto, index, note, report};
use crate::rulebook::Role;

/// The check report for programs.
pub(in crate::task) const REPORT: &str = "check-report.json";
/// The list of formats.
const FORMATS: &str = "文件格式.csv";

/// A file that is made: its name below the top-level folder, its content.
pub(in crate::task) type Made = (String, Vec<u8>);

/// The tag files that are made from a case; `bag-info.txt`, the declaration and the manifests are
/// the bag's own.
pub(in crate::task) fn files(dossier: &Dossier<'_>) -> Vec<Made> {
    let named = |name: &str, text: String| (format!("{TAGS}{name}"), text.into_bytes());
    let page = |role, ending: &str, text| named(&format!("{}.{ending}", dossier.name(role)), text);
    let report = report::render(dossier.case, dossier.report, dossier.date);
    let mut files = vec![
        page(Role::Cover, "html", cover::html(dossier)),
        page(Role::Index, "html", index::html(dossier)),
        page(Role::Index, "csv", csv::table(dossier)),
        page(Role::ClosingNote, "html", note::html(dossier)),
        named(
            &format!("{}.html", findings::TITLE),
            findings::html(dossier),
        ),
        named(REPORT, report),
        named(FORMATS, formats::table(dossier.case, dossier.starts)),
        (howto::NAME.to_owned(), howto::text(dossier).into_bytes()),
    ];
    let carried = dossier.carried.files().into_iter();
    files.extend(carried.map(|(name, content)| (format!("{TAGS}{name}"), content)));
    files
}

/// The lines of `bag-info.txt`, without those that the bag computes of its payload.
pub(in crate::task) fn info(dossier: &Dossier<'_>) -> Vec<(String, String)> {
    info::lines(dossier)
}
