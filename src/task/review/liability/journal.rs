//! What the journal tells of changes after intake.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::trace::{Cited, Trace};
use crate::case::vocabulary::VOID;
use crate::rulebook::Evidence;
use crate::store::{Line, Recorded};

/// The kinds of lines that change a manifest outside of the commands.
const BY_HAND: [&str; 2] = ["hand-edit", "accept"];
/// The kind of a line that makes a draft.
const DRAFTED: &str = "doc-new";
/// What a record says of its file, and its name in Chinese.
const OF_FILE: &[(&str, &str)] = &[
    ("path", "路径"),
    ("size", "大小"),
    ("sha256", "散列"),
    ("location", "存放处"),
];
/// The table of a recording, below its record.
const MEDIA: &str = "media.";
/// The key of a record's state.
const STATE: &str = "state";

/// The journal read so far, line by line, and the evidence in it.
#[derive(Debug, Default)]
pub(super) struct Telling {
    /// What was found.
    pub(super) traces: Vec<Trace>,
    /// By record that was made void: the line that says so.
    pub(super) voided: BTreeMap<String, Cited>,
    /// When the journal begins.
    pub(super) since: Option<String>,
    /// How many lines were read.
    pub(super) lines: u64,
    records: BTreeMap<String, Recorded>,
    ids: BTreeSet<String>,
    drafts: BTreeSet<String>,
}

impl Telling {
    /// Takes in the next line.
    pub(super) fn read(&mut self, line: &Line) {
        let cited = cited(line);
        self.since.get_or_insert_with(|| line.time.clone());
        self.lines += 1;
        let before = self.traces.len();
        self.removed(line, &cited);
        let told = self.recorded(line, &cited);
        self.set(line, &cited, &told);
        self.moved(line, &cited);
        let is_first = self.lines == 1;
        if !is_first && BY_HAND.contains(&line.kind.as_str()) && self.traces.len() == before {
            let message = "手工修改了清单，改了什么日志没有记";
            let trace = Trace::new(Evidence::HandEdit, "case.toml", message);
            self.traces.push(trace.cited(&cited));
        }
        self.learn(line);
    }

    /// What the manifest holds after the line.
    fn learn(&mut self, line: &Line) {
        for id in line.strings("removed") {
            self.records.remove(id);
        }
        self.ids.extend(line.strings("added").map(str::to_owned));
        let records = line.list("records").iter().filter_map(Recorded::from_value);
        for (id, recorded) in records {
            if recorded.sha256.is_some() {
                self.drafts.remove(&id);
            }
            self.records.insert(id, recorded);
        }
        if line.kind == DRAFTED
            && let Some(id) = line.data.get("id").and_then(Value::as_str)
            && self
                .records
                .get(id)
                .is_none_or(|known| known.sha256.is_none())
        {
            self.drafts.insert(id.to_owned());
        }
    }

    fn removed(&mut self, line: &Line, cited: &Cited) {
        for id in line.strings("removed") {
            let was = self.records.get(id);
            let kind = line.data.get("type").and_then(Value::as_str);
            let what = match (was.and_then(|was| was.path.as_deref()), kind) {
                (Some(path), _) => format!("从清单删去，原有文件 {path}"),
                (None, Some(kind)) => format!("从清单删去，原为{kind}"),
                (None, None) => "从清单删去".to_owned(),
            };
            let from = line.data.get("was").and_then(Value::as_str);
            let from = from.map(|was| was.trim().to_owned());
            let digest = was.and_then(|was| was.sha256.clone());
            let mut trace = Trace::new(Evidence::Removed, id, what).cited(cited);
            trace.from = digest.or(from);
            self.traces.push(trace);
        }
    }

    /// Changes of what was recorded of files; gives the ids of the records. A record without a
    /// digest had nothing taken in yet.
    fn recorded(&mut self, line: &Line, cited: &Cited) -> BTreeSet<String> {
        let mut told = BTreeSet::new();
        for (id, now) in line.list("records").iter().filter_map(Recorded::from_value) {
            let Some(was) = self.records.get(&id).filter(|was| was.sha256.is_some()) else {
                continue;
            };
            for (what, from, to) in differences(was, &now) {
                let trace = Trace::new(Evidence::Altered, &id, what);
                self.traces.push(trace.changed(from, to).cited(cited));
            }
            told.insert(id);
        }
        told
    }

    /// Keys that had a value and were given another one, or none.
    fn set(&mut self, line: &Line, cited: &Cited, told: &BTreeSet<String>) {
        for change in line.list("set") {
            let text = |key: &str| change.get(key).filter(|value| !value.is_null()).map(words);
            let Some(path) = change.get("key").and_then(Value::as_str) else {
                continue;
            };
            let Some((id, key)) = self.split(path) else {
                continue;
            };
            let (from, to) = (text("from"), text("to"));
            if key == STATE && to.as_deref() == Some(VOID) {
                self.voided.insert(id.to_owned(), cited.clone());
                continue;
            }
            let of_file = OF_FILE.iter().find(|(known, _)| *known == key);
            let is_told = of_file.is_some() && told.contains(id);
            if from.is_none() || from == to || is_told || self.drafts.contains(id) {
                continue;
            }
            let (evidence, what) = match of_file {
                Some((_, word)) => (Evidence::Altered, (*word).to_owned()),
                None if key.starts_with(MEDIA) => (Evidence::Altered, key.to_owned()),
                None => (Evidence::Corrected, key.to_owned()),
            };
            let trace = Trace::new(evidence, id, what);
            self.traces.push(trace.changed(from, to).cited(cited));
        }
    }

    /// The event or record of a key, and the rest of it; none for a key of the case. An id may
    /// have dots: the longest one that is known is meant.
    fn split<'k>(&self, path: &'k str) -> Option<(&'k str, &'k str)> {
        let parts = path.match_indices('.').rev();
        let mut parts = parts.filter_map(|(at, _)| Some((path.get(..at)?, path.get(at + 1..)?)));
        parts.find(|(id, _)| self.ids.contains(*id))
    }

    fn moved(&mut self, line: &Line, cited: &Cited) {
        for moved in line.list("moves") {
            let place = |key: &str| moved.get(key).and_then(Value::as_str).map(str::to_owned);
            let (from, to) = (place("from"), place("to"));
            let subject = line
                .data
                .get("id")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let trace = Trace::new(Evidence::Superseded, subject, "草稿换下");
            self.traces.push(trace.changed(from, to).cited(cited));
        }
    }
}

fn cited(line: &Line) -> Cited {
    let reason = line.data.get("reason").and_then(Value::as_str);
    Cited {
        seq: line.seq,
        time: line.time.clone(),
        actor: line.actor.clone(),
        reason: reason.map(str::to_owned),
    }
}

/// What differs between two states of what is recorded of a file.
pub(super) type Difference = (&'static str, Option<String>, Option<String>);

/// Every difference: what, from, to.
pub(super) fn differences(was: &Recorded, now: &Recorded) -> Vec<Difference> {
    let size = |recorded: &Recorded| recorded.size.map(|size| size.to_string());
    let all = [
        ("路径", was.path.clone(), now.path.clone()),
        ("大小", size(was), size(now)),
        ("散列", was.sha256.clone(), now.sha256.clone()),
    ];
    all.into_iter().filter(|(_, was, now)| was != now).collect()
}

/// A value of the journal as people read it: `Editor` keeps TOML, whose quotes add nothing.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().trim_matches('"').to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn line(seq: u64, kind: &str, data: &Value) -> Line {
        Line {
            seq,
            prev: String::new(),
            time: "2026-06-01T09:00:00+08:00".to_owned(),
            actor: "李某".to_owned(),
            actor_from: "--by".to_owned(),
            tool: String::new(),
            kind: kind.to_owned(),
            data: data.as_object().unwrap().clone(),
        }
    }

    fn record(id: &str, sha256: Option<&str>) -> Value {
        json!({ "id": id, "path": "documents/甲.pdf", "size": 1, "sha256": sha256 })
    }

    /// The kinds and subjects that a journal tells of, after `R1` was taken in and `R2` drafted.
    fn told(kind: &str, data: &Value) -> Vec<(Evidence, String)> {
        let mut telling = Telling::default();
        telling.read(&line(0, "new", &json!({ "added": [] })));
        let taken =
            json!({ "ids": ["R1"], "added": ["R1", "E1"], "records": [record("R1", Some("aa"))] });
        telling.read(&line(1, "add", &taken));
        let drafted = json!({ "id": "R2", "added": ["R2"], "records": [record("R2", None)] });
        telling.read(&line(2, "doc-new", &drafted));
        assert_eq!(telling.traces, [], "intake is no change");
        telling.read(&line(3, kind, data));
        let traces = telling.traces.iter();
        traces
            .map(|trace| (trace.evidence, trace.subject.clone()))
            .collect()
    }

    fn set(key: &str, from: &Value, to: &Value) -> Vec<(Evidence, String)> {
        told(
            "set",
            &json!({ "set": [{ "key": key, "from": from, "to": to }] }),
        )
    }

    #[test]
    fn a_value_that_was_filled_in_and_changed_is_told_and_a_first_one_is_not() {
        for (key, from, to, want) in [
            (
                "E1.start",
                json!("2026-01-01"),
                json!("2026-01-02"),
                Some(Evidence::Corrected),
            ),
            (
                "E1.start",
                json!("2026-01-01"),
                Value::Null,
                Some(Evidence::Corrected),
            ),
            ("E1.start", Value::Null, json!("2026-01-02"), None),
            ("E1.start", json!("2026-01-01"), json!("2026-01-01"), None),
            (
                "R1.media.start",
                json!("1"),
                json!("2"),
                Some(Evidence::Altered),
            ),
            (
                "R1.location",
                json!("甲"),
                json!("乙"),
                Some(Evidence::Altered),
            ),
            (
                "R1.fields.案发地",
                json!("甲"),
                json!("乙"),
                Some(Evidence::Corrected),
            ),
            ("R2.fields.案发地", json!("甲"), json!("乙"), None),
            ("case.unit", json!("甲"), json!("乙"), None),
            ("answers.sampled", json!(true), json!(false), None),
        ] {
            let found = set(key, &from, &to);
            let found: Vec<_> = found.into_iter().map(|(evidence, _)| evidence).collect();
            assert_eq!(found, Vec::from_iter(want), "{key} {from} {to}");
        }
    }

    #[test]
    fn a_changed_digest_is_told_once_whatever_changed_it() {
        let data = json!({
            "set": [{ "key": "R1.sha256", "from": "aa", "to": "bb" }],
            "records": [record("R1", Some("bb"))],
        });
        for kind in ["set", "accept", "doc-sign"] {
            assert_eq!(
                told(kind, &data),
                [(Evidence::Altered, "R1".to_owned())],
                "{kind}"
            );
        }
    }

    #[test]
    fn signing_a_draft_is_no_alteration() {
        let data = json!({
            "id": "R2",
            "records": [record("R2", Some("cc"))],
            "moves": [{ "from": "documents/甲.docx", "to": ".anjuan/superseded/甲.docx", "sha256": "dd" }],
        });
        assert_eq!(
            told("doc-sign", &data),
            [(Evidence::Superseded, "R2".to_owned())]
        );
    }

    #[test]
    fn removals_and_blind_hand_edits_are_told() {
        let data = json!({ "id": "E1", "type": "询问", "reason": "误登", "removed": ["E1"] });
        assert_eq!(
            told("event-remove", &data),
            [(Evidence::Removed, "E1".to_owned())]
        );
        let blind = told("hand-edit", &json!({}));
        assert_eq!(blind, [(Evidence::HandEdit, "case.toml".to_owned())]);
        assert_eq!(told("stage", &json!({ "to": "调查取证" })), []);
    }
}
