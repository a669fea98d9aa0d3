//! What one line of the log did to the case: which records, which keys.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::package::name::shown;
use crate::store::{Line, Recorded};
use crate::task::operation;

/// A line of the log, and everything that it says it changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The number of the line, from 0.
    pub seq: u64,
    /// When, as the clock said.
    pub time: String,
    /// Who, as claimed.
    pub actor: String,
    /// What was done, as the log writes it.
    pub kind: String,
    /// The same in Chinese.
    pub word: String,
    /// Events and records that are new.
    pub added: Vec<String>,
    /// Records whose file, or what is said of it, changed.
    pub changed: Vec<String>,
    /// Events and records that are gone.
    pub removed: Vec<String>,
    /// Other events and records that the line names.
    pub about: Vec<String>,
    /// Keys of the manifest that were filled in.
    pub keys: Vec<String>,
    /// Whether the manifest changed at all.
    pub touched: bool,
}

impl Told {
    /// What a line tells.
    #[must_use]
    pub fn of(line: &Line) -> Self {
        let owned = |key: &str| line.strings(key).map(str::to_owned).collect::<Vec<_>>();
        let (added, removed) = (owned("added"), owned("removed"));
        let records = line.list("records").iter().filter_map(Recorded::from_value);
        let mut changed: Vec<_> = records.map(|(id, _)| id).collect();
        changed.retain(|id| !added.contains(id));
        let named: BTreeSet<&String> = added.iter().chain(&removed).chain(&changed).collect();
        let mut about: Vec<String> = ["id", "subject"]
            .iter()
            .filter_map(|key| line.data.get(*key).and_then(Value::as_str))
            .chain(line.strings("ids"))
            .map(str::to_owned)
            .collect();
        about.retain(|id| !named.contains(id));
        let set = line.list("set").iter();
        let keys = set.filter_map(|change| change.get("key").and_then(Value::as_str));
        Self {
            seq: line.seq,
            time: line.time.clone(),
            actor: line.actor.clone(),
            kind: line.kind.clone(),
            word: operation::chinese(&line.kind).to_owned(),
            keys: keys.map(str::to_owned).collect(),
            touched: line.manifest().is_none_or(|(from, to)| from != Some(to)),
            added,
            changed,
            removed,
            about,
        }
    }

    /// What changed, in words; says so where the log did not keep it.
    #[must_use]
    pub fn changes(&self) -> String {
        let parts = [
            ("新增", &self.added),
            ("文件有变", &self.changed),
            ("去掉", &self.removed),
            ("涉及", &self.about),
            ("键", &self.keys),
        ];
        let parts: Vec<_> = parts
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(word, names)| format!("{word} {}", names.join("、")))
            .collect();
        match (parts.is_empty(), self.touched) {
            (false, _) => shown(&parts.join("；")),
            (true, true) => "改了清单的哪些内容，日志没有记".to_owned(),
            (true, false) => "清单没有变".to_owned(),
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (actor, word) = (shown(&self.actor), shown(&self.word));
        let (seq, time) = (self.seq, &self.time);
        write!(f, "{seq:>4}  {time}  {actor}  {word}  {}", self.changes())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn line(kind: &str, data: &Value) -> Line {
        Line {
            seq: 7,
            prev: String::new(),
            time: "2026-07-01T09:00:00+08:00".into(),
            actor: "李某".into(),
            actor_from: "--by".into(),
            tool: "anjuan".into(),
            kind: kind.into(),
            data: data.as_object().cloned().unwrap_or_default(),
        }
    }

    #[test]
    fn a_line_tells_which_records_and_keys_it_changed() {
        let (a, b) = (
            json!({"from": "a", "to": "b"}),
            json!({"from": "a", "to": "a"}),
        );
        let record =
            |id: &str| json!({"id": id, "path": "documents/x.pdf", "size": 1, "sha256": "aa"});
        let cases = [
            (
                "add",
                json!({"manifest": a, "ids": ["R1"], "added": ["R1"], "records": [record("R1")]}),
                "新增 R1",
            ),
            (
                "doc-sign",
                json!({"manifest": a, "id": "R2", "records": [record("R2")]}),
                "文件有变 R2",
            ),
            (
                "event-remove",
                json!({"manifest": a, "id": "E1", "removed": ["E1"]}),
                "去掉 E1",
            ),
            ("doc-issue", json!({"manifest": a, "id": "R3"}), "涉及 R3"),
            (
                "set",
                json!({"manifest": a, "set": [{"key": "case.title"}, {"key": "R1.date"}]}),
                "键 case.title、R1.date",
            ),
            (
                "hand-edit",
                json!({"manifest": a}),
                "改了清单的哪些内容，日志没有记",
            ),
            (
                "package",
                json!({"manifest": b, "sha256": "cc"}),
                "清单没有变",
            ),
            (
                "set",
                json!({"manifest": a, "set": [{"key": "甲\u{202e}\n乙"}]}),
                "键 甲\\u202e\\u000a乙",
            ),
        ];
        for (kind, data, want) in cases {
            assert_eq!(Told::of(&line(kind, &data)).changes(), want, "{data}");
        }
    }
}
