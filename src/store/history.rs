//! What the journal knows of a case: every id, every recorded digest, every file taken in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::damage::{Damage, Fault};
use super::error::StoreError;
use super::journal::{Head, damaged, entries, step};
use super::layout::Layout;
use super::line::Line;
use super::outline::Recorded;

/// The journal of a case, read whole and folded.
#[derive(Debug, Clone)]
pub struct History {
    /// Where the journal stands.
    pub head: Head,
    /// The last line.
    pub last: Line,
    /// The ids that the manifest holds after the last line.
    pub current: BTreeSet<String>,
    /// Every id that the manifest ever held.
    pub ids: BTreeSet<String>,
    /// By id: what the manifest says of the record's file after the last line.
    pub records: BTreeMap<String, Recorded>,
    /// By path: the files that were taken in or generated, drafts too.
    pub files: BTreeMap<String, Taken>,
    /// How many bytes stand after the last line end.
    pub torn: u64,
    /// Where the last line ends.
    pub(super) end: u64,
}

/// A file as it was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The line that tells of it.
    pub seq: u64,
    /// Its size.
    pub size: u64,
    /// Its SHA-256.
    pub sha256: String,
}

impl History {
    /// Reads the journal of a case and checks its chain.
    ///
    /// # Errors
    /// [`StoreError::NoJournal`] without a complete line, [`StoreError::Damaged`] when the chain
    /// does not hold.
    pub fn read(case_dir: &Path) -> Result<Self, StoreError> {
        let path = Layout::new(case_dir).journal();
        let mut lines = entries(&path)?;
        let mut history: Option<Self> = None;
        for entry in lines.by_ref() {
            let entry = entry?;
            if entry.line.manifest().is_none() {
                return Err(no_manifest(&path, entry.line.seq));
            }
            let head = step(
                &path,
                history.as_ref().map(|history| history.head.clone()),
                &entry,
            )?;
            history = Some(match history {
                None => Self::first(head, entry.line),
                Some(history) => history.then(head, entry.line),
            });
        }
        let mut history = history.ok_or(StoreError::NoJournal { path })?;
        history.torn = lines.torn();
        history.end = lines.end();
        Ok(history)
    }

    /// The digests of the manifest before and after the last line.
    #[must_use]
    pub fn manifest(&self) -> (Option<&str>, &str) {
        // Reading refuses a line without them.
        self.last.manifest().unwrap_or_default()
    }

    fn first(head: Head, line: Line) -> Self {
        let mut history = Self {
            head,
            last: line,
            current: BTreeSet::new(),
            ids: BTreeSet::new(),
            records: BTreeMap::new(),
            files: BTreeMap::new(),
            torn: 0,
            end: 0,
        };
        history.absorb();
        history
    }

    fn then(mut self, head: Head, line: Line) -> Self {
        self.head = head;
        self.last = line;
        self.absorb();
        self
    }

    /// Takes in what the last line says.
    fn absorb(&mut self) {
        let line = &self.last;
        for id in line.strings("removed") {
            self.current.remove(id);
            self.records.remove(id);
        }
        for id in line.strings("added") {
            self.current.insert(id.to_owned());
            self.ids.insert(id.to_owned());
        }
        self.records
            .extend(line.list("records").iter().filter_map(Recorded::from_value));
        for moved in line.list("moves") {
            let place = |key: &str| moved.get(key).and_then(Value::as_str);
            if let (Some(from), Some(to)) = (place("from"), place("to"))
                && let Some(taken) = self.files.remove(from)
            {
                self.files.insert(to.to_owned(), taken);
            }
        }
        let taken = line
            .list("files")
            .iter()
            .filter_map(|file| taken(line.seq, file));
        self.files.extend(taken);
    }
}

fn taken(seq: u64, file: &Value) -> Option<(String, Taken)> {
    let text = |key: &str| file.get(key).and_then(Value::as_str).map(str::to_owned);
    let size = file.get("size").and_then(Value::as_u64)?;
    Some((
        text("path")?,
        Taken {
            seq,
            size,
            sha256: text("sha256")?,
        },
    ))
}

fn no_manifest(path: &Path, seq: u64) -> StoreError {
    let damage = Damage {
        seq,
        line: seq.saturating_add(1),
        fault: Fault::Malformed,
        expected: "data.manifest 带有 from 和 to".to_owned(),
        found: "没有".to_owned(),
    };
    damaged(path, damage)
}
