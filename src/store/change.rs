//! A change of a case as the use cases build it, and what comes back.

use std::fmt;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::error::StoreError;
use super::journal::Head;
use super::layout::{Layout, SUPERSEDED, check_destination, check_relative};
use super::lock::Turn;
use super::recovery::Recovered;

/// Edits a manifest: takes its text (no byte order mark, LF) and the evidence that was taken in,
/// gives the new text or a message, in Chinese, that refuses.
pub type Edit = Box<dyn FnOnce(&str, &[Stored]) -> Result<String, String>>;

/// The keys of a line's data that the store fills in itself.
const RESERVED: [&str; 10] = [
    "nonce", "manifest", "clock", "added", "removed", "records", "files", "moves", "changed",
    "access",
];

/// One change: what to take in, how the manifest changes, what is moved, what the journal says.
#[derive(Default)]
pub struct Change {
    /// The kind of the journal's line.
    pub kind: String,
    /// Its data; the keys of the store are reserved.
    pub data: Map<String, Value>,
    /// Files to take in.
    pub evidence: Vec<Evidence>,
    /// The edit of the manifest.
    pub edit: Option<Edit>,
    /// Files that change their place once the change stands.
    pub moves: Vec<Move>,
    /// The digest of the manifest that the change was made for; another one refuses the change.
    pub base: Option<String>,
    /// The turn at the case, where it was taken before; else it is taken now.
    pub turn: Option<Turn>,
}

/// A file to take in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Where the content is from.
    pub source: Source,
    /// The path inside the case, which must be free.
    pub destination: String,
    /// Originals of recordings are kept read-only.
    pub readonly: bool,
}

/// Where content is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file on this machine; links are refused.
    Path(PathBuf),
    /// Content that was made here.
    Bytes(Vec<u8>),
}

/// A file inside the case that changes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The path that it has.
    pub from: String,
    /// The path that it gets, which must be free.
    pub to: String,
}

/// Evidence as it was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The path inside the case.
    pub path: String,
    /// The size in bytes.
    pub size: u64,
    /// The SHA-256 of the bytes that were copied.
    pub sha256: String,
    /// The same content lay there already, unlisted.
    pub adopted: bool,
}

impl Stored {
    pub(super) fn to_value(&self) -> Value {
        json!({ "path": self.path, "size": self.size, "sha256": self.sha256 })
    }
}

/// What a change that stands came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The journal's head, at the line of this change.
    pub head: Head,
    /// The digest of the manifest.
    pub manifest: String,
    /// The evidence taken in, in the order of the change.
    pub stored: Vec<Stored>,
    /// What was set right before.
    pub recovered: Vec<Recovered>,
}

impl Change {
    /// A change of a kind that does nothing yet.
    #[must_use]
    pub fn new(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            ..Self::default()
        }
    }

    /// Sets a key of the line's data.
    #[must_use]
    pub fn data(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.data.insert(key.to_owned(), value.into());
        self
    }

    /// Takes in one more file.
    #[must_use]
    pub fn evidence(mut self, source: Source, destination: &str, readonly: bool) -> Self {
        self.evidence.push(Evidence {
            source,
            destination: destination.to_owned(),
            readonly,
        });
        self
    }

    /// Edits the manifest.
    #[must_use]
    pub fn edit(
        mut self,
        edit: impl FnOnce(&str, &[Stored]) -> Result<String, String> + 'static,
    ) -> Self {
        self.edit = Some(Box::new(edit));
        self
    }

    /// Moves one more file.
    #[must_use]
    pub fn moving(mut self, from: &str, to: &str) -> Self {
        self.moves.push(Move {
            from: from.to_owned(),
            to: to.to_owned(),
        });
        self
    }

    /// Refuses the change when the manifest is no longer the one of this digest.
    #[must_use]
    pub fn based_on(mut self, sha256: &str) -> Self {
        self.base = Some(sha256.to_owned());
        self
    }

    /// Uses the turn at the case that was taken before.
    #[must_use]
    pub fn in_turn(mut self, turn: Turn) -> Self {
        self.turn = Some(turn);
        self
    }

    /// Refuses what could not be done, before anything is touched.
    pub(super) fn check(&self, layout: &Layout) -> Result<(), StoreError> {
        check_keys(layout, &self.data)?;
        let mut taken: Vec<String> = Vec::new();
        let places = self.evidence.iter().map(|evidence| &evidence.destination);
        for place in places.clone() {
            check_destination(place)?;
        }
        for moved in &self.moves {
            check_destination(&moved.from)?;
            check_target(&moved.to)?;
        }
        for place in places.chain(self.moves.iter().flat_map(|m| [&m.from, &m.to])) {
            layout.refuse_links(place)?;
            // Windows and macOS take two names for one that differ by case alone.
            let folded = place.to_lowercase();
            if taken.contains(&folded) {
                let reason = "在同一次操作中用了两次".to_owned();
                return Err(StoreError::BadPath {
                    path: place.into(),
                    reason,
                });
            }
            taken.push(folded);
        }
        Ok(())
    }
}

/// Refuses the store's own keys in the data of a line.
pub(super) fn check_keys(layout: &Layout, data: &Map<String, Value>) -> Result<(), StoreError> {
    match RESERVED.iter().find(|key| data.contains_key(**key)) {
        Some(key) => Err(StoreError::ReservedKey {
            path: layout.root().to_owned(),
            key: (*key).to_owned(),
        }),
        None => Ok(()),
    }
}

fn check_target(to: &str) -> Result<(), StoreError> {
    let set_aside = to
        .strip_prefix(SUPERSEDED)
        .is_some_and(|rest| rest.starts_with('/'));
    if set_aside {
        check_relative(to)
    } else {
        check_destination(to)
    }
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Content and data of a case do not belong into a log of the program.
        f.debug_struct("Change")
            .field("kind", &self.kind)
            .field("evidence", &self.evidence.len())
            .field("edit", &self.edit.is_some())
            .field("moves", &self.moves)
            .finish_non_exhaustive()
    }
}
