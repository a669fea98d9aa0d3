//! The one function that writes a change into a case.

use std::path::Path;

use super::change::{Change, Committed};
use super::error::StoreError;
use super::head::remember;
use super::intake::Intake;
use super::layout::Layout;
use super::line::Actor;
use super::lock::Lock;
use super::outline::Reader;
use super::plan::prepare;
use super::recovery::settle;
use super::repair::clear;
use super::source;
use super::write::carry_out;

/// Writes one change into a case; when it returns, the change is durable.
///
/// Under the lock it sets right what a crash left and takes down a harmless hand edit. Then it
/// copies and hashes the evidence beside its place, builds the manifest and reads it back, and
/// only then gives the evidence its names, so that a refused edit leaves nothing behind.
///
/// # Errors
/// [`StoreError::Busy`] while another writer holds the case; [`StoreError::HandEdit`] when the
/// manifest was edited against the journal (art. 33); [`StoreError::NoJournal`] and
/// [`StoreError::Damaged`] as the journal is; [`StoreError::NotConfirmed`] when the system does
/// not confirm that the data are on the disk; and what is wrong with the change.
pub fn commit(
    case_dir: &Path,
    change: Change,
    reader: &dyn Reader,
    actor: &Actor,
) -> Result<Committed, StoreError> {
    let layout = Layout::new(case_dir);
    must_be_case(&layout)?;
    change.check(&layout)?;
    let _lock = Lock::take(&layout, actor)?;
    let mut settled = settle(&layout, reader, actor)?;
    settled.recovered.extend(clear(&layout)?);
    if change
        .base
        .as_ref()
        .is_some_and(|base| *base != settled.digest)
    {
        return Err(StoreError::Stale {
            path: layout.manifest(),
        });
    }
    let mut intake = Intake::stage(&layout, &change.evidence, &settled.outline)?;
    let plan = match prepare(&layout, &settled, change, intake.stored(), reader, actor) {
        Ok(plan) => plan,
        Err(error) => {
            intake.discard();
            return Err(error);
        }
    };
    carry_out(&layout, &plan, &mut intake)?;
    remember(&layout, &plan.line.head);
    Ok(Committed {
        manifest: plan.to().unwrap_or(settled.digest),
        head: plan.line.head,
        stored: intake.into_stored(),
        recovered: settled.recovered,
    })
}

/// Keeps a mistyped path from getting a lock directory.
pub(super) fn must_be_case(layout: &Layout) -> Result<(), StoreError> {
    if source::absent(&layout.manifest()) && source::absent(&layout.journal()) {
        return Err(StoreError::NotACase {
            path: layout.root().to_owned(),
        });
    }
    Ok(())
}
