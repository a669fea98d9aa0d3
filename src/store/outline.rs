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
}

/// The ids of a manifest and what its records say of their files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
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

/// What a record says of its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recorded {
    /// The path inside the case; none for a record kept elsewhere.
    pub path: Option<String>,
    /// SHA-256 in lower-case hex; none for a draft.
    pub sha256: Option<String>,
    /// The size in bytes.
    pub size: Option<u64>,
}

impl Recorded {
    /// True when nothing is said of a file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The entry of a journal line.
    pub(super) fn to_value(&self, id: &str) -> Value {
        json!({ "id": id, "path": self.path, "size": self.size, "sha256": self.sha256 })
    }

    /// Reads an entry of a journal line's `records` back: the id, and what is recorded.
    #[must_use]
    pub fn from_value(value: &Value) -> Option<(String, Self)> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let recorded = Self {
            path: text("path"),
            sha256: text("sha256"),
            size: value.get("size").and_then(Value::as_u64),
        };
        Some((text("id")?, recorded))
    }
}
