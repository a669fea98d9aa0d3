//! A new case: its directory, its manifest, the first line of its journal.

use std::path::Path;

use serde_json::{Map, Value};

use super::change::{Committed, check_keys};
use super::delta::{Delta, manifest};
use super::digest::sha256_hex;
use super::error::StoreError;
use super::head::remember;
use super::history::History;
use super::intake::Intake;
use super::layout::{DATA, DOCUMENTS, Layout, RECORDINGS};
use super::line::Actor;
use super::lock::Lock;
use super::outline::{Outline, Reader};
use super::plan::{Plan, first_line, marked, nonce, outline};
use super::recovery::{heal, keep_torn};
use super::source;
use super::write::carry_out;
use super::{bag, disk};

/// Begins a case in a directory that has none: `kind` and `data` are those of the first line. The
/// manifest is marked with the nonce of its journal.
///
/// What a crash of the same command left is taken up; nothing is overwritten.
///
/// # Errors
/// [`StoreError::Exists`] where there is a manifest or a journal; [`StoreError::Manifest`] when
/// the strict reader refuses the text, and then nothing was made; otherwise as
/// [`commit`](super::commit()).
pub fn begin(
    case_dir: &Path,
    text: &str,
    kind: &str,
    data: Map<String, Value>,
    reader: &dyn Reader,
    actor: &Actor,
) -> Result<Committed, StoreError> {
    let layout = Layout::new(case_dir);
    check_keys(&layout, &data)?;
    outline(&layout, reader, text.as_bytes())?;
    let nonce = nonce(&layout)?;
    let text = marked(&layout, reader, text.as_bytes(), &nonce)?;
    let after = outline(&layout, reader, &text)?;
    bag::refuse(case_dir)?;
    refuse_existing(&layout)?;
    disk::make_dirs(case_dir)?;
    let lock = Lock::take(&layout, actor)?;
    take_up(&layout, actor)?;
    let mut all = manifest(None, &sha256_hex(&text));
    all.extend(data);
    Delta::of(&Outline::default(), &after).write_into(&mut all);
    let line = first_line(&layout, actor, kind, nonce, all)?;
    for name in [DOCUMENTS, RECORDINGS, DATA] {
        disk::make_dir(&layout.at(name))?;
    }
    let plan = Plan {
        from: None,
        next: Some(text),
        line,
        moves: Vec::new(),
    };
    carry_out(&layout, &plan, &mut Intake::default())?;
    remember(&layout, &plan.line.head);
    drop(lock);
    Ok(Committed {
        manifest: plan.to().unwrap_or_default(),
        head: plan.line.head,
        stored: Vec::new(),
        recovered: Vec::new(),
    })
}

fn refuse_existing(layout: &Layout) -> Result<(), StoreError> {
    let path = layout.manifest();
    if source::absent(&path) {
        Ok(())
    } else {
        Err(StoreError::Exists { path })
    }
}

/// A begun case whose first line stands is finished and then is there; a torn first line goes.
fn take_up(layout: &Layout, actor: &Actor) -> Result<(), StoreError> {
    refuse_existing(layout)?;
    match History::read(layout.root()) {
        Err(StoreError::NoJournal { .. }) => {
            keep_torn(layout, &layout.journal(), 0)?;
            Ok(())
        }
        Err(error) => Err(error),
        Ok(history) => {
            heal(layout, history, actor)?;
            Err(StoreError::Exists {
                path: layout.manifest(),
            })
        }
    }
}
