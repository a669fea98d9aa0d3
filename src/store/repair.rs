//! Repair on demand: recovery at once, and half-written files set aside. Nothing is deleted.

use std::path::Path;

use super::commit::must_be_case;
use super::disk;
use super::error::StoreError;
use super::head::remember;
use super::layout::{Layout, QUARANTINE, TEMP_PREFIX};
use super::line::Actor;
use super::lock::Lock;
use super::outline::Reader;
use super::recovery::{Recovered, settle};
use super::walk::{Kind, list_files};

/// Sets right what a crash left and moves half-written files to the quarantine.
///
/// # Errors
/// As [`commit`](super::commit()).
pub fn repair(
    case_dir: &Path,
    reader: &dyn Reader,
    actor: &Actor,
) -> Result<Vec<Recovered>, StoreError> {
    let layout = Layout::new(case_dir);
    must_be_case(&layout)?;
    let _lock = Lock::take(&layout, actor)?;
    let settled = settle(&layout, reader, actor)?;
    remember(&layout, &settled.history.head);
    let mut recovered = settled.recovered;
    recovered.extend(clear(&layout)?);
    Ok(recovered)
}

/// Moves half-written files to the quarantine. Under the lock nobody writes, so each is what a
/// crash left.
pub(super) fn clear(layout: &Layout) -> Result<Vec<Recovered>, StoreError> {
    let mut recovered = Vec::new();
    for file in list_files(layout.root()) {
        if let (Kind::Regular, Some(tail)) = (file.kind, half_written(&file.path)) {
            let kept = set_aside(layout, &file.path, tail)?;
            recovered.push(Recovered::Leftover {
                path: file.path,
                kept,
            });
        }
    }
    Ok(recovered)
}

/// The random part of the name of a half-written file.
fn half_written(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.strip_prefix(TEMP_PREFIX)
}

fn set_aside(layout: &Layout, path: &str, tail: &str) -> Result<String, StoreError> {
    let from = layout.at(path);
    layout.refuse_links(QUARANTINE)?;
    disk::make_dirs(&layout.quarantine())?;
    let name = format!("half-{tail}");
    disk::install_new(&from, &layout.quarantine().join(&name))?;
    disk::sync_dir(from.parent().unwrap_or(&from))?;
    Ok(format!("{QUARANTINE}/{name}"))
}
