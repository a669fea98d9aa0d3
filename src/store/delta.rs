//! What a change of the manifest does to ids and recorded files, as the journal keeps it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::outline::{Outline, Recorded};

/// The difference between two states of a manifest.
#[derive(Debug, Default)]
pub(super) struct Delta {
    pub(super) added: Vec<String>,
    pub(super) removed: Vec<String>,
    records: Vec<Value>,
}

impl Delta {
    /// From ids and recorded files to an outline.
    pub(super) fn between(
        ids: &BTreeSet<String>,
        files: &BTreeMap<String, Recorded>,
        after: &Outline,
    ) -> Self {
        let now: BTreeSet<&String> = after.ids.iter().collect();
        let nothing = Recorded::default();
        let changed = now.iter().filter_map(|id| {
            let is = after.files.get(*id).unwrap_or(&nothing);
            let same = match files.get(*id) {
                Some(was) => was.agrees(is),
                None => is.is_empty(),
            };
            (!same).then(|| is.to_value(id))
        });
        Self {
            records: changed.collect(),
            added: now
                .iter()
                .filter(|id| !ids.contains(**id))
                .map(|id| (*id).clone())
                .collect(),
            removed: ids.iter().filter(|id| !now.contains(id)).cloned().collect(),
        }
    }

    /// From one outline to another.
    pub(super) fn of(before: &Outline, after: &Outline) -> Self {
        Self::between(&before.ids.iter().cloned().collect(), &before.files, after)
    }

    /// Puts what is not empty into the data of a line.
    pub(super) fn write_into(self, data: &mut Map<String, Value>) {
        put(
            data,
            "added",
            self.added.into_iter().map(Value::from).collect(),
        );
        put(
            data,
            "removed",
            self.removed.into_iter().map(Value::from).collect(),
        );
        put(data, "records", self.records);
    }
}

/// Puts a list under a key unless it is empty.
pub(super) fn put(data: &mut Map<String, Value>, key: &str, list: Vec<Value>) {
    if !list.is_empty() {
        data.insert(key.to_owned(), list.into());
    }
}

/// The data that every line has: the manifest before and after.
pub(super) fn manifest(from: Option<&str>, to: &str) -> Map<String, Value> {
    let mut data = Map::new();
    data.insert("manifest".to_owned(), json!({ "from": from, "to": to }));
    data
}
