//! The log of requests to read or copy a case (art. 31): appended to, chained, never packaged.

use std::path::Path;

use serde_json::{Map, Value};

use super::anchor::{self, KEY};
use super::change::check_keys;
use super::commit::must_be_case;
use super::damage::{Damage, Fault};
use super::delta::manifest;
use super::error::StoreError;
use super::journal::{Entry, Head, damaged, entries, nonce_of, step};
use super::layout::Layout;
use super::line::{Actor, Line};
use super::lock::Lock;
use super::outline::Reader;
use super::plan::{After, NewLine, first_line, line_after, next_line};
use super::recovery::{keep_torn, settle};
use super::write::append;

/// The access log of a case, read whole with its chain checked.
#[derive(Debug, Clone, Default)]
pub struct AccessLog {
    /// Its lines, in order; none where nobody asked yet.
    pub lines: Vec<Line>,
    /// Where it stands.
    pub head: Option<Head>,
    /// How many bytes stand after the last line end: a line that was never acknowledged.
    pub torn: u64,
}

/// What a new line was decided on.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The log as it was read.
    pub log: &'a AccessLog,
    /// The digest of the manifest as it was read.
    pub manifest: &'a str,
}

/// What the case's own journal is told of a line, together with where the access log stands after
/// it: what left the agency, or was shown, cannot be made undone by cutting the log.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// The kind of the journal's line.
    pub kind: &'a str,
    /// Its data; the keys of the store are reserved.
    pub data: Map<String, Value>,
}

/// Reads the access log of a case; one that is not there is empty.
///
/// # Errors
/// [`StoreError::Damaged`] when its chain does not hold, it is that of another case or not the one
/// of which the journal tells; [`StoreError::NoJournal`] when there is a log and no journal that it could belong to.
pub fn access_log(case_dir: &Path) -> Result<AccessLog, StoreError> {
    let layout = Layout::new(case_dir);
    must_be_case(&layout)?;
    let log = read(&layout.access())?;
    anchor::check(&layout)?;
    let Some(head) = &log.log.head else {
        return Ok(log.log);
    };
    let journal = layout.journal();
    let first = entries(&journal)?.next().transpose()?;
    let Some(first) = first else {
        return Err(StoreError::NoJournal { path: journal });
    };
    same_case(&layout.access(), head, &nonce_of(&journal, &first.line)?)?;
    Ok(log.log)
}

/// Appends a line to the access log. Its first line carries the nonce of the case. Where `seen` is
/// given, log and manifest must still be those: what was decided on them was decided on all of it.
/// Where `told` is given, the journal is told of the line next; a line that a crash kept from it is
/// covered by the next one that the journal is told of.
///
/// # Errors
/// As [`commit`](super::commit()); [`StoreError::Damaged`] also when the log is that of another
/// case; [`StoreError::Stale`] when log or manifest are no longer those that were seen.
pub fn append_access(
    case_dir: &Path,
    kind: &str,
    data: Map<String, Value>,
    (seen, told): (Option<Seen<'_>>, Option<Told<'_>>),
    reader: &dyn Reader,
    actor: &Actor,
) -> Result<Head, StoreError> {
    let layout = Layout::new(case_dir);
    must_be_case(&layout)?;
    check_keys(&layout, &data)?;
    if let Some(told) = &told {
        check_keys(&layout, &told.data)?;
    }
    let _lock = Lock::take(&layout, actor)?;
    let settled = settle(&layout, reader, actor)?;
    anchor::check(&layout)?;
    let nonce = settled.history.head.nonce.clone();
    let path = layout.access();
    let present = read(&path)?;
    if let Some(seen) = seen {
        if seen.log.head != present.log.head {
            return Err(StoreError::Stale { path });
        }
        if seen.manifest != settled.digest {
            let path = layout.manifest();
            return Err(StoreError::Stale { path });
        }
    }
    keep_torn(&layout, &path, present.end)?;
    let line = next(&layout, &path, &present, nonce, (kind, data), actor)?;
    append(&path, &line)?;
    if let Some(told) = told {
        let mut data = manifest(Some(&settled.digest), &settled.digest);
        data.extend(told.data);
        data.insert(KEY.to_owned(), anchor::value(&line.head));
        let line = next_line(&layout, &settled.history, actor, told.kind, data)?;
        append(&layout.journal(), &line)?;
    }
    Ok(line.head)
}

/// A log with the place where its last line ends.
#[derive(Debug, Default)]
struct Present {
    log: AccessLog,
    end: u64,
}

fn read(path: &Path) -> Result<Present, StoreError> {
    let mut lines = match entries(path) {
        Err(StoreError::NoJournal { .. }) => return Ok(Present::default()),
        opened => opened?,
    };
    let mut present = Present::default();
    for entry in lines.by_ref() {
        let entry: Entry = entry?;
        present.log.head = Some(step(path, present.log.head.take(), &entry)?);
        present.end = entry.end;
        present.log.lines.push(entry.line);
    }
    present.log.torn = lines.torn();
    Ok(present)
}

fn same_case(path: &Path, head: &Head, nonce: &str) -> Result<(), StoreError> {
    if head.nonce == nonce {
        return Ok(());
    }
    let damage = Damage {
        seq: 0,
        line: 1,
        fault: Fault::OtherCase,
        expected: nonce.to_owned(),
        found: head.nonce.clone(),
    };
    Err(damaged(path, damage))
}

fn next(
    layout: &Layout,
    path: &Path,
    present: &Present,
    nonce: String,
    (kind, data): (&str, Map<String, Value>),
    actor: &Actor,
) -> Result<NewLine, StoreError> {
    let (Some(head), Some(line)) = (&present.log.head, present.log.lines.last()) else {
        return first_line(layout, actor, kind, nonce, data);
    };
    same_case(path, head, &nonce)?;
    let last = After {
        head,
        time: &line.time,
        end: present.end,
    };
    line_after(layout, &last, actor, kind, data)
}
