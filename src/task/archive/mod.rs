//! Packing a closed case for the archive.
//!
//! The payload is the case directory verbatim; cover, index, closing note and check report are
//! derived into the tag folder. What is packed depends on the case alone, not on when, where or
//! how often it is packed.

pub(in crate::task) mod carried;
pub(in crate::task) mod contents;
mod cover;
pub(in crate::task) mod csv;
pub(in crate::task) mod dossier;
mod findings;
pub(in crate::task) mod formats;
mod howto;
mod index;
pub(in crate::task) mod info;
pub(in crate::task) mod journal;
mod note;
mod pages;
mod refusal;
pub(in crate::task) mod report;
pub(in crate::task) mod sheet;
mod source;
pub(in crate::task) mod target;
pub(in crate::task) mod volume;

use std::path::{Path, PathBuf};

use carried::Carried;
use dossier::{Dossier, Material};
pub use journal::Head;
use source::Source;

use super::error::Failure;
use super::open::{Library, Opened};
use super::reader::{self, StrictReader};
use crate::finding::{CaseReport, Severity};
use crate::package::{self, Bag, Item};
use crate::store::{self, Actor, Change, StoreError};

/// The folder of the derived files.
pub(in crate::task) const TAGS: &str = "anjuan/";
/// The list of everything that is no payload, the payload's own list among it.
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

/// How a case is to be packed.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The package, or a directory for it; none: beside the case directory.
    pub target: Option<PathBuf>,
    /// Pack in spite of findings.
    pub forced: Option<Forced>,
    /// Write the SM3 values of the payload too.
    pub sm3: bool,
}

/// Who packs in spite of findings, and why. The package shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forced {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
}

impl Forced {
    /// As the package shows it: each on one line.
    #[must_use]
    pub fn new(reason: &str, by: &str) -> Self {
        Self {
            reason: info::one_line(reason),
            by: info::one_line(by),
        }
    }

    pub(in crate::task) fn told(&self, report: &CaseReport) -> String {
        let errors = report.count(Severity::Error);
        format!(
            "检查尚有 {errors} 项错误，经 {} 决定强制归档，理由：{}",
            self.by, self.reason
        )
    }
}

/// A case that was packed.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The package.
    pub path: PathBuf,
    /// The file beside it for `sha256sum -c`.
    pub sidecar: PathBuf,
    /// The number of payload files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The SHA-256 of the package.
    pub sha256: String,
    /// The SHA-256 of its tag manifest, which covers every file of the unpacked package.
    pub tag_manifest: String,
    /// Where the journal in it stands.
    pub head: Head,
    /// Whether the same package was there already.
    pub was_there: bool,
    /// Findings of severity error in spite of which it was packed.
    pub errors: usize,
    /// Why the journal does not tell of the package: the case can only be read.
    pub unrecorded: Option<Failure>,
}

/// Packs a closed case and takes it down in the journal.
///
/// # Errors
/// Refused by findings, by what is not declared, by state secrets (article 32), by files that are
/// not as recorded, by a history that is not known or not accepted; a target that holds another
/// file. A damaged journal and what the disk refuses are impossible.
pub fn package(
    library: &Library,
    dir: &Path,
    request: &Request,
    actor: &Actor,
) -> Result<Packed, Failure> {
    let case = library.open(dir)?;
    let forced = request.forced.as_ref();
    source::check_history(&case)?;
    let report = refusal::examine(&case, forced)?;
    // a case in which nothing is wrong is not forced, whatever was typed
    let is_wanting = report.count(Severity::Error) > 0 || !volume::drafts(&case).is_empty();
    let forced = forced.filter(|_| is_wanting);
    let carried = Carried::of(&case)?;
    let source = source::read(&case, actor)?;
    let material = Material {
        head: &source.journal.head,
        report: &report,
        forced,
        carried: &carried,
        starts: &formats::starts(&case),
        sm3: false,
    };
    let dossier = Dossier::new(&case, material)
        .ok_or_else(|| Failure::new(format!("{} 的归档信息不全", case.label)))?;
    let name = format!("{}.zip", case.manifest.case.head.id);
    let target = target::place(&case, &name, request.target.as_deref())?;
    let mut bag = bag(&dossier, &source)?;
    bag.sm3 = request.sm3;
    let written = target::write(&case, &bag, &target)?;
    let (sidecar, digest) = package::write_sidecar(&target, package::Existing::Replace)
        .map_err(|error| target::failure(&case, &error))?;
    let sha256 = digest.to_string();
    let tag_manifest = package::read_entry(&target, TAG_MANIFEST).map_err(Failure::new_from)?;
    let tag_manifest = store::sha256_hex(&tag_manifest);
    let mut packed = Packed {
        path: target,
        sidecar,
        files: written.files,
        bytes: written.bytes,
        sha256,
        tag_manifest,
        head: source.journal.head.clone(),
        was_there: written.was_there,
        errors: report.count(Severity::Error),
        unrecorded: None,
    };
    if source.journal.packed.as_ref() != Some(&packed.sha256) {
        packed.unrecorded = record(&case, &packed, forced, actor)?;
    }
    Ok(packed)
}

/// 立档单位: the case's own, else the workspace's.
pub(in crate::task) fn agency(case: &Opened) -> Option<&str> {
    let agency = case.manifest.case.head.agency.as_ref();
    let agency = agency.or(case.workspace.agency.name.as_ref());
    agency
        .map(String::as_str)
        .filter(|agency| !agency.trim().is_empty())
}

fn bag(dossier: &Dossier<'_>, source: &Source) -> Result<Bag, Failure> {
    let made = contents::files(dossier).into_iter();
    let tags = made.map(|(name, content)| Item {
        name,
        source: package::Source::Bytes(content),
    });
    Ok(Bag {
        folder: dossier.case.manifest.case.head.id.clone(),
        info: contents::info(dossier),
        payload: source.payload(dossier.case)?,
        tags: tags.collect(),
        sm3: false,
    })
}

/// Takes a package down in the journal; on a case that can only be read, says why not.
fn record(
    case: &Opened,
    packed: &Packed,
    forced: Option<&Forced>,
    actor: &Actor,
) -> Result<Option<Failure>, Failure> {
    let name = packed
        .path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let mut change = Change::new(journal::KIND)
        .data("file", name.unwrap_or_default())
        .data("sha256", packed.sha256.clone())
        .data("bytes", packed.bytes)
        .data("tagmanifest_sha256", packed.tag_manifest.clone());
    if let Some(forced) = forced {
        change = change.data("forced", format!("{}（{}）", forced.reason, forced.by));
    }
    let Err(error) = store::commit(&case.dir, change, &StrictReader, actor) else {
        return Ok(None);
    };
    let mut failure = reader::failure(&error);
    failure.reasons.insert(0, failure.what.clone());
    failure.what = format!(
        "归档包 {} 已写成，但操作日志无法追加",
        packed.path.display()
    );
    if is_read_only(&error) {
        Ok(Some(failure))
    } else {
        Err(failure)
    }
}

fn is_read_only(error: &StoreError) -> bool {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    matches!(error, StoreError::Io { source, .. }
        if matches!(source.kind(), PermissionDenied | ReadOnlyFilesystem))
}

#[cfg(test)]
pub(in crate::task) mod tests;
