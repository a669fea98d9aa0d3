//! What the journal knows of a case: every id, every recorded file, every file taken in.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::path::Path;

use serde_json::Value;

use super::clock;
use super::damage::{Damage, Fault};
use super::error::StoreError;
use super::gap::{Gap, gaps};
use super::head;
use super::journal::{Entries, Entry, Head, damaged, entries, step};
use super::layout::Layout;
use super::line::Line;
use super::oddity::{Oddity, Watch};
use super::origin::Origin;
use super::outline::{Outline, Recorded};

/// The journal of a case, read whole and folded.
#[derive(Debug, Clone)]
pub struct History {
    /// Where the journal stands.
    pub head: Head,
    /// Whose journal it is.
    pub origin: Origin,
    /// The last line.
    pub last: Line,
    /// The ids that the manifest holds after the last line.
    pub current: BTreeSet<String>,
    /// Every id that the manifest ever held.
    pub ids: BTreeSet<String>,
    /// By id: what the manifest says of the record's file after the last line.
    pub records: BTreeMap<String, Recorded>,
    /// By id: the number of the line that last told of it.
    pub told: BTreeMap<String, u64>,
    /// By path: the files that were taken in or generated, drafts too.
    pub files: BTreeMap<String, Taken>,
    /// By kind: the number of the first line of it.
    pub kinds: BTreeMap<String, u64>,
    /// What does not follow from the line before, though the chain holds.
    pub oddities: Vec<Oddity>,
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
    /// does not hold, or when the journal lacks the line with which this directory was last
    /// written: then it is another one, or its end was cut off.
    pub fn read(case_dir: &Path) -> Result<Self, StoreError> {
        Self::read_with(case_dir, |_| {})
    }

    /// The same, and each line is shown on the way.
    ///
    /// # Errors
    /// As [`History::read`].
    pub fn read_with(case_dir: &Path, show: impl FnMut(&Line)) -> Result<Self, StoreError> {
        let layout = Layout::new(case_dir);
        let (history, lost) = Self::read_any(&layout, show)?;
        match lost {
            Some(damage) => Err(damaged(&layout.journal(), damage)),
            None => Ok(history),
        }
    }

    /// Folds the lines of a journal that lies anywhere; `path` is named in errors, and each line
    /// is shown on the way.
    ///
    /// # Errors
    /// As [`History::read`], but for the directory's own memory of the last line.
    pub fn fold<R: BufRead>(
        path: &Path,
        reader: R,
        mut show: impl FnMut(&Line),
    ) -> Result<Self, StoreError> {
        Self::absorb_all(path, Entries::new(path, reader), |entry| show(&entry.line))
    }

    /// Reads the journal of a case, and tells apart from it whether it is the one with which this
    /// directory was last written.
    pub(super) fn read_any(
        layout: &Layout,
        mut show: impl FnMut(&Line),
    ) -> Result<(Self, Option<Damage>), StoreError> {
        let path = layout.journal();
        let mut lost = head::remembered(layout);
        let history = Self::absorb_all(&path, entries(&path)?, |entry| {
            lost.take_if(|known| known.digest == entry.digest);
            show(&entry.line);
        })?;
        let lost = lost.map(|known| known.lacking_in(&history.head));
        Ok((history, lost))
    }

    fn absorb_all<R: BufRead>(
        path: &Path,
        mut lines: Entries<R>,
        mut seen: impl FnMut(&Entry),
    ) -> Result<Self, StoreError> {
        let mut history: Option<Self> = None;
        let mut watch = Watch::new(clock::today());
        for entry in lines.by_ref() {
            let entry = entry?;
            seen(&entry);
            if entry.line.manifest().is_none() {
                return Err(no_manifest(path, entry.line.seq));
            }
            watch.follow(&entry.line);
            match &mut history {
                None => history = Some(Self::first(path, entry)?),
                Some(history) => history.then(path, entry)?,
            }
        }
        let mut history = history.ok_or_else(|| StoreError::NoJournal {
            path: path.to_owned(),
        })?;
        history.oddities = watch.oddities;
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

    /// What a manifest says otherwise than the lines do, in the order of the ids.
    #[must_use]
    pub fn gaps(&self, manifest: &Outline) -> Vec<Gap> {
        gaps(self, manifest)
    }

    fn first(path: &Path, entry: Entry) -> Result<Self, StoreError> {
        let head = step(path, None, &entry)?;
        let mut history = Self {
            origin: Origin::of(&entry.line, &head.nonce),
            head,
            last: entry.line,
            current: BTreeSet::new(),
            ids: BTreeSet::new(),
            records: BTreeMap::new(),
            told: BTreeMap::new(),
            files: BTreeMap::new(),
            kinds: BTreeMap::new(),
            oddities: Vec::new(),
            torn: 0,
            end: 0,
        };
        history.absorb();
        Ok(history)
    }

    fn then(&mut self, path: &Path, entry: Entry) -> Result<(), StoreError> {
        let before = std::mem::take(&mut self.head);
        self.head = step(path, Some(before), &entry)?;
        self.last = entry.line;
        self.absorb();
        Ok(())
    }

    /// Takes in what the last line says.
    fn absorb(&mut self) {
        let line = &self.last;
        let seq = line.seq;
        if !self.kinds.contains_key(&line.kind) {
            self.kinds.insert(line.kind.clone(), seq);
        }
        for id in line.strings("removed") {
            self.current.remove(id);
            self.records.remove(id);
            self.told.insert(id.to_owned(), seq);
        }
        for id in line.strings("added") {
            self.current.insert(id.to_owned());
            self.ids.insert(id.to_owned());
            self.told.insert(id.to_owned(), seq);
        }
        for (id, mut recorded) in line.list("records").iter().filter_map(Recorded::from_value) {
            let before = self.records.get(&id).and_then(|was| was.state.clone());
            recorded.state = recorded.state.or(before);
            self.told.insert(id.clone(), seq);
            self.records.insert(id, recorded);
        }
        self.origin.follow(line);
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
            .filter_map(|file| taken(seq, file));
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
