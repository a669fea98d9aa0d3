//! The log of requests to read or copy a case (art. 31): appended to, chained, never packaged.

use std::path::Path;

use serde_json::{Map, Value};

use super::change::check_keys;
use super::commit::must_be_case;
use super::damage::{Damage, Fault};
use super::error::StoreError;
use super::journal::{Entry, Head, damaged, entries, step};
use super::layout::Layout;
use super::line::Actor;
use super::lock::Lock;
use super::outline::Reader;
use super::plan::{After, NewLine, first_line, line_after};
use super::recovery::{keep_torn, settle};
use super::write::append;

/// Appends a line to the access log. Its first line carries the nonce of the case.
///
/// # Errors
/// As [`commit`](super::commit()); [`StoreError::Damaged`] also when the log is that of another
/// case.
pub fn append_access(
    case_dir: &Path,
    kind: &str,
    data: Map<String, Value>,
    reader: &dyn Reader,
    actor: &Actor,
) -> Result<Head, StoreError> {
    let layout = Layout::new(case_dir);
    must_be_case(&layout)?;
    check_keys(&layout, &data)?;
    let _lock = Lock::take(&layout, actor)?;
    let nonce = settle(&layout, reader, actor)?.history.head.nonce;
    let path = layout.access();
    let last = last_entry(&path)?;
    let end = last.as_ref().map_or(0, |(_, entry)| entry.end);
    keep_torn(&layout, &path, end)?;
    let line = next(&layout, &path, last, nonce, (kind, data), actor)?;
    append(&path, &line)?;
    Ok(line.head)
}

fn next(
    layout: &Layout,
    path: &Path,
    last: Option<(Head, Entry)>,
    nonce: String,
    (kind, data): (&str, Map<String, Value>),
    actor: &Actor,
) -> Result<NewLine, StoreError> {
    let Some((head, entry)) = last else {
        return first_line(layout, actor, kind, nonce, data);
    };
    if head.nonce != nonce {
        let (expected, found) = (nonce, head.nonce);
        let damage = Damage {
            seq: 0,
            line: 1,
            fault: Fault::OtherCase,
            expected,
            found,
        };
        return Err(damaged(path, damage));
    }
    let last = After {
        head: &head,
        time: &entry.line.time,
        end: entry.end,
    };
    line_after(layout, &last, actor, kind, data)
}

fn last_entry(path: &Path) -> Result<Option<(Head, Entry)>, StoreError> {
    let lines = match entries(path) {
        Err(StoreError::NoJournal { .. }) => return Ok(None),
        opened => opened?,
    };
    let mut last: Option<(Head, Entry)> = None;
    for entry in lines {
        let entry = entry?;
        let head = step(path, last.map(|(head, _)| head), &entry)?;
        last = Some((head, entry));
    }
    Ok(last)
}
