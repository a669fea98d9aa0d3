//! What the store must know of a manifest, and who tells it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Reads a manifest for the store; implemented where the strict reader of the model is at hand.
pub trait Reader {
    /// Takes the exact bytes of a manifest, gives its ids and what it records of files.
    ///
    /// # Errors
    /// The message, in Chinese, that says why the bytes are no valid manifest.
    fn outline(&self, text: &[u8]) -> Result<Outline, String>;

    /// Takes the text of a manifest (no byte order mark, LF) and the nonce of its journal, gives
    /// the text that says so.
    ///
    /// # Errors
    /// The message, in Chinese, that says why the text cannot be edited.
    fn mark(&self, text: &str, nonce: &str) -> Result<String, String>;
}

/// The ids of a manifest and what its records say of their files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// What it says of itself.
    pub claim: Claim,
    /// The ids of all events and records.
    pub ids: Vec<String>,
    /// By the id of a record: its file.
    pub files: BTreeMap<String, Recorded>,
}

impl Outline {
    /// The id of the record that names this path.
    #[must_use]
    pub fn record_at(&self, path: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|(_, recorded)| recorded.path.as_deref() == Some(path))
            .map(|(id, _)| id.as_str())
    }
}

/// What a manifest says of the case that it is, and of its journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claim {
    /// The case's number; none where it is not told.
    pub case: Option<String>,
    /// The nonce of the journal that it has; none in a manifest that no program wrote.
    pub journal: Option<String>,
}

/// What a record says of its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recorded {
    /// The path inside the case; none for a record kept elsewhere.
    pub path: Option<String>,
    /// SHA-256 in lower-case hex; none for a draft.
    pub sha256: Option<String>,
    /// The size in bytes.
    pub size: Option<u64>,
    /// 草稿, 定稿 or 作废; none where it is not told, as in the lines of earlier versions.
    pub state: Option<String>,
}

impl Recorded {
    /// Whether two tellings of one record agree. A state that one of them does not tell is no
    /// difference.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        let same_state = match (&self.state, &other.state) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let file = |recorded: &Self| (recorded.path.clone(), recorded.sha256.clone());
        same_state && self.size == other.size && file(self) == file(other)
    }

    /// True when nothing is said of a file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The entry of a journal line.
    pub(super) fn to_value(&self, id: &str) -> Value {
        let mut value =
            json!({ "id": id, "path": self.path, "size": self.size, "sha256": self.sha256 });
        if let (Some(state), Some(entry)) = (&self.state, value.as_object_mut()) {
            entry.insert("state".to_owned(), state.as_str().into());
        }
        value
    }

    /// Reads an entry of a journal line's `records` back: the id, and what is recorded.
    #[must_use]
    pub fn from_value(value: &Value) -> Option<(String, Self)> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let recorded = Self {
            path: text("path"),
            sha256: text("sha256"),
            size: value.get("size").and_then(Value::as_u64),
            state: text("state"),
        };
        Some((text("id")?, recorded))
    }
}
