//! Accepting a manifest as it is: a hand edit against the journal, a case without a journal, a
//! case that lost its journal or was put back to an earlier one.

use std::path::Path;

use serde_json::json;

use super::change::Committed;
use super::commit::must_be_case;
use super::damage::{Damage, Fault};
use super::delta::{Delta, manifest};
use super::digest::sha256_hex;
use super::error::StoreError;
use super::hand_edit::HandEdit;
use super::head::{remember, remembered};
use super::history::History;
use super::intake::Intake;
use super::journal::damaged;
use super::layout::Layout;
use super::line::Actor;
use super::lock::Lock;
use super::outline::{Outline, Reader};
use super::plan::{Plan, first_line, marked, next_line, nonce, outline};
use super::recovery::{Healed, Recovered, hand_edit_data, heal, keep_torn};
use super::source;
use super::write::{MANIFEST_LIMIT, carry_out};

/// Writes a line of the kind `accept`: the manifest as it stands is accepted, for a reason
/// (art. 33). Begins the journal of a hand-made case, and a new one of a case that lost its own.
///
/// # Errors
/// [`StoreError::NothingToAccept`] when manifest and journal agree; [`StoreError::Damaged`] when
/// the journal is damaged or that of another case, which cannot be accepted, or is an earlier one
/// that does not fit the manifest; otherwise as [`commit`](super::commit()).
pub fn accept(
    case_dir: &Path,
    reason: &str,
    reader: &dyn Reader,
    actor: &Actor,
) -> Result<Committed, StoreError> {
    let layout = Layout::new(case_dir);
    must_be_case(&layout)?;
    let _lock = Lock::take(&layout, actor)?;
    let (plan, recovered) = match History::read_any(&layout, |_| {}) {
        Err(StoreError::NoJournal { .. }) => first(&layout, reason, reader, actor)?,
        Err(error) => return Err(error),
        Ok((history, replaced)) => next(&layout, (history, replaced), reason, reader, actor)?,
    };
    carry_out(&layout, &plan, &mut Intake::default())?;
    remember(&layout, &plan.line.head);
    Ok(Committed {
        manifest: plan.to().unwrap_or_default(),
        head: plan.line.head,
        stored: Vec::new(),
        recovered,
    })
}

type Accepting = (Plan, Vec<Recovered>);

/// A line that accepts the manifest `from` as it stands, and what is written of it.
fn accepting(from: String, next: Option<Vec<u8>>, line: super::plan::NewLine) -> Plan {
    Plan {
        from: Some(from),
        next,
        line,
        moves: Vec::new(),
    }
}

/// The first line of a new journal. What journal there was, the line tells.
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
    let before = outline(layout, reader, &text)?;
    let torn = keep_torn(layout, &layout.journal(), 0)?;
    let nonce = nonce(layout)?;
    let next = marked(layout, reader, &text, &nonce)?;
    let after = outline(layout, reader, &next)?;
    let from = sha256_hex(&text);
    let mut data = manifest(Some(&from), &sha256_hex(&next));
    if let Some(case) = &after.claim.case {
        data.insert("id".to_owned(), case.as_str().into());
    }
    if let Some(lost) = before.claim.journal {
        let known = remembered(layout).map(|it| json!({ "lines": it.lines, "digest": it.digest }));
        data.insert("lost".to_owned(), json!({ "nonce": lost, "head": known }));
    }
    data.insert("reason".to_owned(), reason.into());
    Delta::of(&Outline::default(), &after).write_into(&mut data);
    let line = first_line(layout, actor, "accept", nonce, data)?;
    let next = (next != text).then_some(next);
    Ok((accepting(from, next, line), torn.into_iter().collect()))
}

fn next(
    layout: &Layout,
    (history, replaced): (History, Option<Damage>),
    reason: &str,
    reader: &dyn Reader,
    actor: &Actor,
) -> Result<Accepting, StoreError> {
    let known = remembered(layout);
    let Healed {
        history,
        manifest,
        digest,
        recovered,
    } = heal(layout, history, actor)?;
    let after = outline(layout, reader, &manifest)?;
    if let Some(damage) = history.origin.fault(&after.claim) {
        return Err(damaged(&layout.journal(), damage));
    }
    let edit = HandEdit::compare(&history, &digest, Ok(&after));
    let agrees = edit.is_nothing(&history, &after);
    match replaced {
        None if agrees => {
            return Err(StoreError::NothingToAccept {
                path: layout.root().to_owned(),
            });
        }
        // An earlier state of the whole case may be taken up; a journal that does not fit, never.
        Some(damage) if !agrees => {
            let fault = Fault::Unfit;
            return Err(damaged(&layout.journal(), Damage { fault, ..damage }));
        }
        _ => {}
    }
    let mut data = hand_edit_data(&history, &edit, &after);
    if let (
        Some(Damage {
            fault: Fault::Replaced,
            ..
        }),
        Some(known),
    ) = (replaced, known)
    {
        let head = json!({ "lines": known.lines, "digest": known.digest });
        data.insert("replaced".to_owned(), head);
    }
    data.insert("reason".to_owned(), reason.into());
    let line = next_line(layout, &history, actor, "accept", data)?;
    Ok((accepting(digest, None, line), recovered))
}
