//! The order in which a change reaches the disk.

use std::path::Path;

use super::digest::sha256_hex;
use super::disk;
use super::error::StoreError;
use super::intake::Intake;
use super::layout::Layout;
use super::plan::{Moving, NewLine, Plan};
use super::source;

/// The largest manifest.
pub(super) const MANIFEST_LIMIT: u64 = 8 << 20;

/// Carries a plan out. Every prefix of these steps is a state from which the next command goes on.
///
/// Where the change does not come about and the disk is known to be as before, what was placed is
/// taken back.
pub(super) fn carry_out(
    layout: &Layout,
    plan: &Plan,
    intake: &mut Intake,
) -> Result<(), StoreError> {
    let promised = promise(layout, plan, intake);
    if let Err(error) = promised {
        if error.left_nothing() {
            take_back(layout, plan, intake);
        }
        return Err(error);
    }
    finish(layout, plan).map_err(|error| match error {
        StoreError::NotConfirmed { .. } => error,
        other => StoreError::Unfinished {
            path: layout.root().to_owned(),
            source: Box::new(other),
        },
    })
}

/// Up to the commit point: evidence, the new manifest beside the old one, the journal's line.
fn promise(layout: &Layout, plan: &Plan, intake: &mut Intake) -> Result<(), StoreError> {
    intake.place()?;
    stage_manifest(layout, plan)?;
    check_unchanged(layout, plan)?;
    append(&layout.journal(), &plan.line)
}

/// After the commit point: the new manifest in the place of the old one, the moves.
fn finish(layout: &Layout, plan: &Plan) -> Result<(), StoreError> {
    if plan.next.is_some() {
        disk::replace(&layout.next(), &layout.manifest())?;
    }
    finish_moves(layout, &plan.moves)
}

fn take_back(layout: &Layout, plan: &Plan, intake: &mut Intake) {
    intake.discard();
    if plan.next.is_some() {
        let _ = disk::remove(&layout.next());
    }
}

/// Writes the new manifest beside the old one, durably and with its mode.
pub(super) fn stage_manifest(layout: &Layout, plan: &Plan) -> Result<(), StoreError> {
    let Some(text) = &plan.next else {
        return Ok(());
    };
    let next = layout.next();
    let mut file = disk::create(&next)?;
    disk::write(&mut file, &next, text)?;
    if plan.from.is_some() {
        disk::copy_mode(&layout.manifest(), &file, &next)?;
    }
    disk::sync(&file, &next)?;
    disk::sync_dir(&layout.private())
}

/// Someone may have saved the manifest in an editor meanwhile: that is never overwritten.
fn check_unchanged(layout: &Layout, plan: &Plan) -> Result<(), StoreError> {
    let path = layout.manifest();
    let now = source::read_small(&path, MANIFEST_LIMIT)?;
    if now.as_deref().map(sha256_hex) == plan.from {
        return Ok(());
    }
    Err(StoreError::Stale { path })
}

/// Appends a line and makes it durable: the commit point.
pub(super) fn append(journal: &Path, line: &NewLine) -> Result<(), StoreError> {
    let new = line.at == 0;
    if !source::absent(journal) {
        drop(source::open(journal)?);
    }
    let mut file = disk::open_end(journal, new)?;
    let length = file
        .metadata()
        .map_err(StoreError::io(journal, "读取"))?
        .len();
    if length != line.at {
        return Err(StoreError::Stale {
            path: journal.to_owned(),
        });
    }
    if let Err(error) = disk::write(&mut file, journal, &line.bytes) {
        // Part of the line may be there; if it cannot be cut off, the next writer does it.
        return Err(match (disk::cut(journal, line.at), error) {
            (Err(_), StoreError::Io { path, source, .. }) => {
                StoreError::NotConfirmed { path, source }
            }
            (_, error) => error,
        });
    }
    disk::sync(&file, journal)?;
    if new {
        disk::sync_dir(journal.parent().unwrap_or(journal))?;
    }
    Ok(())
}

/// Moves what is still at its old place. A file that is no longer the same is left alone.
pub(super) fn finish_moves(layout: &Layout, moves: &[Moving]) -> Result<(), StoreError> {
    for moving in moves {
        let (from, to) = (layout.at(&moving.from), layout.at(&moving.to));
        if source::absent(&from) || source::measure(&from)?.sha256 != moving.sha256 {
            continue;
        }
        if source::absent(&to) {
            disk::make_dirs(to.parent().unwrap_or(&to))?;
            disk::install_new(&from, &to)?;
        } else if source::measure(&to)?.sha256 == moving.sha256 {
            // After a loss of power the file may have both names.
            disk::remove(&from)?;
        }
        disk::sync_dir(from.parent().unwrap_or(&from))?;
    }
    Ok(())
}
