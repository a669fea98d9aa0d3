//! What the next writer sets right before it begins: the marks of a crash, and hand edits.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::delta::{Delta, manifest};
use super::digest::sha256_hex;
use super::disk;
use super::error::StoreError;
use super::hand_edit::HandEdit;
use super::history::History;
use super::journal::damaged;
use super::layout::{Layout, QUARANTINE};
use super::line::Actor;
use super::origin::lost;
use super::outline::{Outline, Reader};
use super::plan::{Moving, next_line, outline};
use super::source;
use super::write::{MANIFEST_LIMIT, append, finish_moves};

/// The longest torn tail that is kept.
const TAIL_LIMIT: u64 = 64 << 20;

/// Something that was set right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovered {
    /// The journal ended in a line that was never completed; its bytes are kept.
    Torn {
        /// How many bytes.
        size: u64,
        /// Where they are kept, inside the case.
        kept: String,
    },
    /// The last change was in the journal; its manifest was put into place.
    Finished,
    /// A new manifest that belonged to no line; it is kept.
    Strayed {
        /// Where it is kept, inside the case.
        kept: String,
    },
    /// A harmless hand edit, taken down in the journal.
    HandEdit(HandEdit),
    /// A file that was half-written; it is kept.
    Leftover {
        /// Where it lay, inside the case.
        path: String,
        /// Where it is kept, inside the case.
        kept: String,
    },
}

/// A case on which nothing is pending.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) history: History,
    pub(super) manifest: Vec<u8>,
    pub(super) digest: String,
    pub(super) outline: Outline,
    pub(super) recovered: Vec<Recovered>,
}

/// A case without the marks of a crash; the manifest may still be edited by hand.
#[derive(Debug)]
pub(super) struct Healed {
    pub(super) history: History,
    pub(super) manifest: Vec<u8>,
    pub(super) digest: String,
    pub(super) recovered: Vec<Recovered>,
}

/// Sets right what a crash left, and takes down a harmless hand edit. Needs the lock.
pub(super) fn settle(
    layout: &Layout,
    reader: &dyn Reader,
    actor: &Actor,
) -> Result<Settled, StoreError> {
    let Healed {
        mut history,
        manifest,
        digest,
        mut recovered,
    } = heal(layout, own(layout, reader)?, actor)?;
    let outline = outline(layout, reader, &manifest)?;
    let edit = HandEdit::compare(&history, &digest, Ok(&outline));
    if !edit.is_nothing(&history, &outline) {
        // Where the digests agree and the lines do not, the last line itself was made up.
        if !edit.is_harmless() || edit.from == edit.to {
            let path = layout.manifest();
            return Err(StoreError::HandEdit {
                path,
                edit: Box::new(edit),
            });
        }
        let data = hand_edit_data(&history, &edit, &outline);
        append(
            &layout.journal(),
            &next_line(layout, &history, actor, "hand-edit", data)?,
        )?;
        recovered.push(Recovered::HandEdit(edit));
        history = History::read(layout.root())?;
    }
    Ok(Settled {
        history,
        manifest,
        digest,
        outline,
        recovered,
    })
}

/// The data of a line that takes down a hand edit.
pub(super) fn hand_edit_data(
    history: &History,
    edit: &HandEdit,
    outline: &Outline,
) -> Map<String, Value> {
    let mut data = manifest(Some(&edit.from), &edit.to);
    Delta::between(&history.current, &history.records, outline).write_into(&mut data);
    edit.write_into(&mut data);
    data
}

/// The journal of a case, which must be its own and there where the manifest says so.
pub(super) fn own(layout: &Layout, reader: &dyn Reader) -> Result<History, StoreError> {
    let claimed = || {
        let text = source::read_small(&layout.manifest(), MANIFEST_LIMIT).ok()??;
        Some(reader.outline(&text).ok()?.claim)
    };
    let fault = match History::read(layout.root()) {
        Ok(history) => match claimed().and_then(|claim| history.origin.fault(&claim)) {
            None => return Ok(history),
            Some(damage) => damage,
        },
        Err(StoreError::NoJournal { path }) => match claimed().and_then(|claim| lost(&claim)) {
            None => return Err(StoreError::NoJournal { path }),
            Some(damage) => damage,
        },
        Err(error) => return Err(error),
    };
    Err(damaged(&layout.journal(), fault))
}

/// Sets right what a crash left of a case with this journal.
pub(super) fn heal(
    layout: &Layout,
    mut history: History,
    actor: &Actor,
) -> Result<Healed, StoreError> {
    let mut recovered = Vec::new();
    recovered.extend(keep_torn(layout, &layout.journal(), history.end)?);
    recovered.extend(settle_next(layout, &history)?);
    let path = layout.manifest();
    let manifest =
        source::read_small(&path, MANIFEST_LIMIT)?.ok_or_else(|| StoreError::NotACase {
            path: layout.root().to_owned(),
        })?;
    let digest = sha256_hex(&manifest);
    if Some(digest.as_str()) != history.manifest().0 || digest == history.manifest().1 {
        // The line promised the moves, and the manifest is no longer the one before it.
        let moves = history
            .last
            .list("moves")
            .iter()
            .filter_map(Moving::from_value);
        finish_moves(layout, &moves.collect::<Vec<_>>())?;
    }
    if let Some(data) = kept_data(&history, &recovered) {
        append(
            &layout.journal(),
            &next_line(layout, &history, actor, "recover", data)?,
        )?;
        history = History::read(layout.root())?;
    }
    Ok(Healed {
        history,
        manifest,
        digest,
        recovered,
    })
}

/// The data of a line that tells what went to the quarantine; none where nothing did.
fn kept_data(history: &History, recovered: &[Recovered]) -> Option<Map<String, Value>> {
    let to = history.manifest().1;
    let mut data = manifest(Some(to), to);
    let own = data.len();
    for one in recovered {
        match one {
            Recovered::Torn { size, kept } => {
                data.insert("torn".to_owned(), json!({ "size": size, "kept": kept }));
            }
            Recovered::Strayed { kept } => {
                data.insert("strayed".to_owned(), json!({ "kept": kept }));
            }
            Recovered::Finished | Recovered::HandEdit(_) | Recovered::Leftover { .. } => {}
        }
    }
    (data.len() > own).then_some(data)
}

/// Keeps the bytes after the last line end, then cuts them off.
pub(super) fn keep_torn(
    layout: &Layout,
    journal: &Path,
    end: u64,
) -> Result<Option<Recovered>, StoreError> {
    let Some(all) = source::read_from(journal, end, TAIL_LIMIT)? else {
        return Ok(None);
    };
    if all.is_empty() {
        return Ok(None);
    }
    let kept = keep(layout, "torn", &all)?;
    disk::cut(journal, end)?;
    Ok(Some(Recovered::Torn {
        size: all.len() as u64,
        kept,
    }))
}

/// Finishes, drops or keeps the new manifest of a change that was interrupted.
fn settle_next(layout: &Layout, history: &History) -> Result<Option<Recovered>, StoreError> {
    let next = layout.next();
    let Some(text) = source::read_small(&next, MANIFEST_LIMIT)? else {
        return Ok(None);
    };
    let present = source::read_small(&layout.manifest(), MANIFEST_LIMIT)?;
    let present = present.as_deref().map(sha256_hex);
    let (from, to) = history.manifest();
    if present.as_deref() == Some(to) {
        disk::remove(&next)?;
        return Ok(None);
    }
    if present.as_deref() == from && sha256_hex(&text) == to {
        disk::replace(&next, &layout.manifest())?;
        return Ok(Some(Recovered::Finished));
    }
    let kept = keep(layout, "next", &text)?;
    disk::remove(&next)?;
    Ok(Some(Recovered::Strayed { kept }))
}

/// Puts bytes into the quarantine under their digest.
fn keep(layout: &Layout, what: &str, bytes: &[u8]) -> Result<String, StoreError> {
    let directory = layout.quarantine();
    layout.refuse_links(QUARANTINE)?;
    disk::make_dirs(&directory)?;
    let name = format!("{what}-{}", sha256_hex(bytes));
    let target = directory.join(&name);
    if source::absent(&target) {
        let mut temp = disk::temp_in(&directory)?;
        temp.write(bytes)?;
        temp.finish(false)?;
        disk::install_new(temp.path(), &target)?;
    }
    Ok(format!("{QUARANTINE}/{name}"))
}
