//! A manifest that was edited by hand: harmless, or against what the journal holds (art. 33).

use std::fmt;

use serde_json::{Map, Value, json};

use super::delta::Delta;
use super::history::History;
use super::outline::{Outline, Recorded};

/// What a hand edit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandEdit {
    /// The digest of the manifest that the journal knows.
    pub from: String,
    /// The digest of the manifest that is there.
    pub to: String,
    /// Ids that are new.
    pub added: Vec<String>,
    /// Ids that are gone.
    pub removed: Vec<String>,
    /// Records whose digest or path the journal knows and the manifest drops or changes.
    pub changed: Vec<Contradiction>,
    /// Why the manifest cannot be read, if so.
    pub unreadable: Option<String>,
}

/// A record of which manifest and journal disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The id of the record.
    pub id: String,
    /// What the journal knows.
    pub was: Recorded,
    /// What the manifest says; none when the record is gone.
    pub now: Option<Recorded>,
}

impl HandEdit {
    /// Compares what the journal knows with a manifest.
    pub(super) fn compare(history: &History, to: &str, after: Result<&Outline, &str>) -> Self {
        let from = history.manifest().1.to_owned();
        let mut edit = Self {
            from,
            to: to.to_owned(),
            added: Vec::new(),
            removed: Vec::new(),
            changed: Vec::new(),
            unreadable: None,
        };
        match after {
            Err(message) => edit.unreadable = Some(message.to_owned()),
            Ok(after) => {
                let delta = Delta::between(&history.current, &history.records, after);
                edit.added = delta.added;
                edit.removed = delta.removed;
                edit.changed = contradictions(history, after);
            }
        }
        edit
    }

    /// True when manifest and journal agree in everything that lines tell of.
    pub(super) fn is_nothing(&self, history: &History, manifest: &Outline) -> bool {
        self.from == self.to && history.gaps(manifest).is_empty()
    }

    /// True when nothing recorded is dropped or changed: such an edit is simply taken down.
    #[must_use]
    pub fn is_harmless(&self) -> bool {
        self.changed.is_empty() && self.unreadable.is_none()
    }

    /// Puts the contradictions into the data of a line.
    pub(super) fn write_into(&self, data: &mut Map<String, Value>) {
        let entry = |change: &Contradiction| {
            let now = change.now.as_ref().map(|now| now.to_value(&change.id));
            json!({ "was": change.was.to_value(&change.id), "now": now })
        };
        super::delta::put(data, "changed", self.changed.iter().map(entry).collect());
    }
}

fn contradictions(history: &History, after: &Outline) -> Vec<Contradiction> {
    let known = history
        .records
        .iter()
        .filter(|(_, was)| was.sha256.is_some());
    known
        .filter_map(|(id, was)| {
            let now = after.files.get(id);
            let same = now.is_some_and(|now| now.sha256 == was.sha256 && now.path == was.path);
            let now = now
                .cloned()
                .or_else(|| after.ids.contains(id).then(Recorded::default));
            (!same).then(|| Contradiction {
                id: id.clone(),
                was: was.clone(),
                now,
            })
        })
        .collect()
}

impl fmt::Display for HandEdit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(message) = &self.unreadable {
            let first = message.lines().next().unwrap_or_default();
            let first = first.strip_prefix("错误：").unwrap_or(first);
            return write!(f, "案卷清单读不出：{first}");
        }
        if self.changed.is_empty() && self.added.is_empty() && self.removed.is_empty() {
            return f.write_str("没有增减事项和记录");
        }
        if self.changed.is_empty() {
            return write!(
                f,
                "增加 {} 项，去掉 {} 项",
                self.added.len(),
                self.removed.len()
            );
        }
        for (at, change) in self.changed.iter().enumerate() {
            write!(f, "{}{change}", if at == 0 { "" } else { "；" })?;
        }
        Ok(())
    }
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, was, now } = self;
        let Some(now) = now else {
            return write!(
                f,
                "记录 {id} 被去掉，日志中其散列为 {}",
                shown(was.sha256.as_ref())
            );
        };
        let (what, was, now) = if was.sha256 == now.sha256 {
            ("路径", &was.path, &now.path)
        } else {
            ("散列", &was.sha256, &now.sha256)
        };
        let (was, now) = (shown(was.as_ref()), shown(now.as_ref()));
        write!(f, "记录 {id} 的{what}，日志中为 {was}，现为 {now}")
    }
}

fn shown(value: Option<&String>) -> &str {
    value.map_or("空", String::as_str)
}
