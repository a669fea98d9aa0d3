//! Accepting a manifest as it is: a hand edit against the journal, or a case without one.

use std::path::Path;

use super::change::Committed;
use super::commit::must_be_case;
use super::delta::{Delta, manifest};
use super::digest::sha256_hex;
use super::error::StoreError;
use super::hand_edit::HandEdit;
use super::history::History;
use super::layout::Layout;
use super::line::Actor;
use super::lock::Lock;
use super::outline::{Outline, Reader};
use super::plan::{NewLine, first_line, next_line, nonce, outline};
use super::recovery::{Healed, Recovered, hand_edit_data, heal, keep_torn};
use super::source;
use super::write::{MANIFEST_LIMIT, append};

/// Writes a line of the kind `accept`: the manifest as it stands is accepted, for a reason
/// (art. 33). Begins the journal of a hand-made case.
///
/// # Errors
/// [`StoreError::NothingToAccept`] when manifest and journal agree; [`StoreError::Damaged`] when
/// the journal is damaged, which cannot be accepted; otherwise as [`commit`](super::commit()).
pub fn accept(
    case_dir: &Path,
    reason: &str,
    reader: &dyn Reader,
    actor: &Actor,
) -> Result<Committed, StoreError> {
    let layout = Layout::new(case_dir);
    must_be_case(&layout)?;
    let _lock = Lock::take(&layout, actor)?;
    let (line, digest, recovered) = match History::read(case_dir) {
        Err(StoreError::NoJournal { .. }) => first(&layout, reason, reader, actor)?,
        Err(error) => return Err(error),
        Ok(_) => next(&layout, reason, reader, actor)?,
    };
    append(&layout.journal(), &line)?;
    Ok(Committed {
        head: line.head,
        manifest: digest,
        stored: Vec::new(),
        recovered,
    })
}

type Accepting = (NewLine, String, Vec<Recovered>);

fn first(
    layout: &Layout,
    reason: &str,
    reader: &dyn Reader,
    actor: &Actor,
) -> Result<Accepting, StoreError> {
    let path = layout.manifest();
    let text = source::read_small(&path, MANIFEST_LIMIT)?.ok_or_else(|| StoreError::NotACase {
        path: layout.root().to_owned(),
    })?;
    let after = outline(layout, reader, &text)?;
    let torn = keep_torn(layout, &layout.journal(), 0)?;
    let digest = sha256_hex(&text);
    let mut data = manifest(None, &digest);
    data.insert("reason".to_owned(), reason.into());
    Delta::of(&Outline::default(), &after).write_into(&mut data);
    let line = first_line(layout, actor, "accept", nonce(layout)?, data)?;
    Ok((line, digest, torn.into_iter().collect()))
}

fn next(
    layout: &Layout,
    reason: &str,
    reader: &dyn Reader,
    actor: &Actor,
) -> Result<Accepting, StoreError> {
    let Healed {
        history,
        manifest,
        digest,
        recovered,
    } = heal(layout, actor)?;
    if digest == history.manifest().1 {
        return Err(StoreError::NothingToAccept {
            path: layout.root().to_owned(),
        });
    }
    let after = outline(layout, reader, &manifest)?;
    let edit = HandEdit::compare(&history, &digest, Ok(&after));
    let mut data = hand_edit_data(&history, &edit, &after);
    data.insert("reason".to_owned(), reason.into());
    let line = next_line(layout, &history, actor, "accept", data)?;
    Ok((line, digest, recovered))
}
