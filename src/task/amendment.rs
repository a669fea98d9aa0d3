//! What was changed of evidence after it had been recorded, and accepted: by whom, when and why.
//! It stays visible for ever: in the closing note, in the package's report, as notes of `verify`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use crate::case::Record;
use crate::case::vocabulary::VOID;
use crate::store::{Entries, JOURNAL, Line, Recorded};

/// The kind of a line that accepts a manifest as it stands.
const ACCEPT: &str = "accept";
/// The kinds of lines that tell of edits by hand.
const BY_HAND: [&str; 2] = [ACCEPT, "hand-edit"];
/// How many hexadecimal digits of a digest people are shown.
const SHOWN: usize = 12;

/// One change of what had been recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Amendment {
    /// The number of the line that tells of it; none where no line does.
    pub seq: Option<u64>,
    /// When, as the clock said.
    pub time: Option<String>,
    /// Who, as claimed.
    pub by: Option<String>,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// The record, or the part of the case.
    pub subject: String,
    /// What was done, in Chinese.
    pub what: String,
}

impl Amendment {
    /// In one line of text.
    #[must_use]
    pub fn text(&self) -> String {
        let day = self.time.as_deref().and_then(|time| time.get(..10));
        let who = [self.by.as_deref(), day];
        let who: Vec<_> = who.into_iter().flatten().collect();
        let why = match &self.reason {
            Some(reason) => format!("理由：{reason}"),
            None => "没有写理由".to_owned(),
        };
        let parts = [
            format!("{} {}", self.subject, self.what),
            who.join(" "),
            why,
        ];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let line = self.seq.map(|seq| seq.saturating_add(1));
        let line = line.map(|line| format!("（日志第 {line} 行）"));
        format!("{}{}", parts.join("，"), line.unwrap_or_default())
    }
}

/// Every change that the bytes of a journal tell of, as far as its chain holds.
pub(super) fn of(journal: &[u8], records: &[Record]) -> Vec<Amendment> {
    let mut telling = Telling::default();
    let lines = Entries::new(Path::new(JOURNAL), journal);
    for entry in lines.map_while(Result::ok) {
        telling.follow(&entry.line);
    }
    telling.finish(records)
}

/// The lines of a journal read so far, and the changes in them.
#[derive(Debug, Default)]
pub(super) struct Telling {
    found: Vec<Amendment>,
    records: BTreeMap<String, Recorded>,
    /// By record: the line that last made it void.
    voided: BTreeMap<String, Cited>,
    /// By record: the line that brought it.
    brought: BTreeMap<String, Cited>,
}

/// What of a line is cited.
#[derive(Clone, Debug)]
struct Cited {
    seq: u64,
    time: String,
    by: String,
    reason: Option<String>,
}

impl Cited {
    fn of(line: &Line) -> Self {
        let reason = line.data.get("reason").and_then(Value::as_str);
        Self {
            seq: line.seq,
            time: line.time.clone(),
            by: line.actor.clone(),
            reason: reason.map(str::to_owned),
        }
    }

    fn amendment(&self, subject: &str, what: String) -> Amendment {
        Amendment {
            seq: Some(self.seq),
            time: Some(self.time.clone()),
            by: Some(self.by.clone()),
            reason: self.reason.clone(),
            subject: subject.to_owned(),
            what,
        }
    }
}

impl Telling {
    /// Takes in the next line.
    pub(super) fn follow(&mut self, line: &Line) {
        let cited = Cited::of(line);
        let before = self.found.len();
        self.begun_anew(line, &cited);
        self.removed(line, &cited);
        self.altered(line, &cited);
        if line.kind == ACCEPT && self.found.len() == before {
            let what = "清单的手工改动经接受".to_owned();
            self.found.push(cited.amendment("case.toml", what));
        }
        self.made_void(line, &cited);
        for id in line.strings("added") {
            self.brought.insert(id.to_owned(), cited.clone());
        }
    }

    /// The changes in the order of the lines; what the records say of themselves is added.
    pub(super) fn finish(self, records: &[Record]) -> Vec<Amendment> {
        let nothing = |subject: &str, what: String| Amendment {
            seq: None,
            time: None,
            by: None,
            reason: None,
            subject: subject.to_owned(),
            what,
        };
        let of = |line: Option<&Cited>, subject: &str, what: String| match line {
            Some(line) => line.amendment(subject, what),
            None => nothing(subject, what),
        };
        let mut all = self.found;
        for record in records.iter().filter(|record| record.is_void()) {
            let mut one = of(
                self.voided.get(&record.id),
                &record.id,
                format!("《{}》作废", record.kind),
            );
            one.reason = record.reason.clone().or(one.reason);
            all.push(one);
        }
        for record in records {
            let Some(old) = &record.corrects else {
                continue;
            };
            let what = format!("《{}》由 {} 替代", record.kind, record.id);
            let mut one = of(self.brought.get(&record.id), old, what);
            let replaced = records.iter().find(|other| other.id == *old);
            one.reason = one
                .reason
                .or_else(|| replaced.and_then(|old| old.reason.clone()));
            all.push(one);
        }
        all.sort_by_key(|one| one.seq);
        all
    }

    /// A journal that begins with what was there, or goes on from an earlier state.
    fn begun_anew(&mut self, line: &Line, cited: &Cited) {
        if line.kind != ACCEPT {
            return;
        }
        let lost = line.data.get("lost").and_then(|lost| lost.get("nonce"));
        let replaced = line.data.get("replaced").and_then(|head| head.get("lines"));
        let what = match (lost, replaced) {
            (Some(nonce), _) => format!("丢失，由现状另起；原日志的标识为 {}", words(nonce)),
            (None, Some(lines)) => format!("退回到较早的状态，原有 {} 行", words(lines)),
            (None, None) if line.seq == 0 => "由现状建立，此前的来历无从知道".to_owned(),
            (None, None) => return,
        };
        self.found.push(cited.amendment("操作日志", what));
    }

    /// Records with a file that left the manifest.
    fn removed(&mut self, line: &Line, cited: &Cited) {
        for id in line.strings("removed") {
            let was = self.records.remove(id);
            let is_by_hand = BY_HAND.contains(&line.kind.as_str());
            let what = match was.and_then(|was| was.sha256) {
                Some(sha256) => format!("从清单去掉，SHA-256 值为 {}", short(&sha256)),
                None if is_by_hand => "手工从清单去掉".to_owned(),
                None => continue,
            };
            self.found.push(cited.amendment(id, what));
        }
    }

    /// Records of which another file or path is recorded since.
    fn altered(&mut self, line: &Line, cited: &Cited) {
        for (id, now) in line.list("records").iter().filter_map(Recorded::from_value) {
            let was = self.records.insert(id.clone(), now.clone());
            let Some(was) = was.filter(|was| was.sha256.is_some()) else {
                continue;
            };
            let digest = |recorded: &Recorded| recorded.sha256.as_deref().map(short);
            let path = |recorded: &Recorded| recorded.path.clone();
            let parts = [
                (" SHA-256 值", digest(&was), digest(&now)),
                ("路径", path(&was), path(&now)),
            ];
            let parts: Vec<_> = parts
                .into_iter()
                .filter(|(_, was, now)| was != now)
                .map(|(what, was, now)| {
                    let shown = |value: Option<String>| value.unwrap_or_else(|| "空".to_owned());
                    format!("{what}由 {} 改为 {}", shown(was), shown(now))
                })
                .collect();
            if !parts.is_empty() {
                let what = format!("的{}", parts.join("，"));
                self.found.push(cited.amendment(&id, what));
            }
        }
    }

    fn made_void(&mut self, line: &Line, cited: &Cited) {
        let set = line.list("set").iter().filter_map(|change| {
            let key = change.get("key")?.as_str()?;
            let is_void = change.get("to").map(words).as_deref() == Some(VOID);
            key.strip_suffix(".state").filter(|_| is_void)
        });
        let told = line.list("records").iter().filter_map(|value| {
            let state = value.get("state")?.as_str()?;
            value.get("id")?.as_str().filter(|_| state == VOID)
        });
        let all: Vec<&str> = set.chain(told).collect();
        for id in all {
            self.voided
                .entry(id.to_owned())
                .or_insert_with(|| cited.clone());
        }
    }
}

/// A digest as people are shown it.
fn short(digest: &str) -> String {
    let begun = digest.get(..SHOWN).unwrap_or(digest);
    format!("{begun}…")
}

/// A value of the journal as people read it: quotes of TOML add nothing.
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
            actor: "赵某".to_owned(),
            actor_from: "--by".to_owned(),
            tool: String::new(),
            kind: kind.to_owned(),
            data: data.as_object().unwrap().clone(),
        }
    }

    fn told(lines: &[(&str, Value)]) -> Vec<String> {
        let mut telling = Telling::default();
        let first = json!({ "added": ["R1"], "records": [
            { "id": "R1", "path": "documents/甲.pdf", "size": 1, "sha256": "aaaaaaaaaaaaaaaa" },
            { "id": "R2", "path": "documents/乙.docx", "size": null, "sha256": null },
        ] });
        telling.follow(&line(0, "new", &first));
        for (at, (kind, data)) in (1..).zip(lines) {
            telling.follow(&line(at, kind, data));
        }
        telling.finish(&[]).iter().map(Amendment::text).collect()
    }

    #[test]
    fn what_was_recorded_and_changed_is_told_with_who_when_and_why() {
        let exchanged = json!({ "reason": "录入有误", "records": [
            { "id": "R1", "path": "documents/甲.pdf", "size": 1, "sha256": "bbbbbbbbbbbbbbbb" } ] });
        let signed = json!({ "records": [
            { "id": "R2", "path": "documents/乙.pdf", "size": 1, "sha256": "cccccccccccccccc" } ] });
        let removed = json!({ "removed": ["R1"] });
        let lost = json!({ "reason": "硬盘坏了", "lost": { "nonce": "n1", "head": null } });
        for (kind, data, want) in [
            (
                "accept",
                exchanged.clone(),
                "R1 的 SHA-256 值由 aaaaaaaaaaaa… 改为 bbbbbbbbbbbb…，赵某 2026-06-01，理由：录入有误（日志第 2 行）",
            ),
            (
                "hand-edit",
                removed,
                "R1 从清单去掉，SHA-256 值为 aaaaaaaaaaaa…，赵某 2026-06-01，没有写理由（日志第 2 行）",
            ),
            (
                "accept",
                json!({ "reason": "核对过" }),
                "case.toml 清单的手工改动经接受，赵某 2026-06-01，理由：核对过（日志第 2 行）",
            ),
            (
                "accept",
                lost,
                "操作日志 丢失，由现状另起；原日志的标识为 n1，赵某 2026-06-01，理由：硬盘坏了（日志第 2 行）",
            ),
        ] {
            assert_eq!(told(&[(kind, data)]), [want]);
        }
        assert_eq!(told(&[("doc-sign", signed), ("set", json!({}))]), [""; 0]);
    }
}
