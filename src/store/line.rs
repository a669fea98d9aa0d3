//! One line of a journal: its form, written and read.

use serde::Serialize;
use serde_json::{Map, Value};

use super::clock;
use super::json::{Strict, json_problem};

/// The version of the form.
const VERSION: u64 = 1;
/// The keys of a line, in their order.
const KEYS: [&str; 8] = ["v", "seq", "prev", "time", "actor", "tool", "kind", "data"];
/// The longest line, with its end.
pub(super) const LINE_LIMIT: usize = 1 << 20;
/// What wrote the line.
const TOOL: &str = concat!("anjuan ", env!("CARGO_PKG_VERSION"));

/// Who acts, as claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// The name.
    pub name: String,
    /// Where the name is from.
    pub from: ActorFrom,
}

/// Where the name of an actor is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ActorFrom {
    /// Given with the command.
    #[serde(rename = "--by")]
    Flag,
    /// Given in the environment.
    #[serde(rename = "ANJUAN_BY")]
    Environment,
    /// The user of the operating system.
    #[serde(rename = "操作系统")]
    System,
}

impl Actor {
    /// An actor named by `--by`.
    #[must_use]
    pub fn flag(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            from: ActorFrom::Flag,
        }
    }
}

/// A line as read.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The number of the line, from 0.
    pub seq: u64,
    /// The SHA-256 of the bytes of the line before.
    pub prev: String,
    /// When, as the clock said, in RFC 3339.
    pub time: String,
    /// The name of who acted, as claimed.
    pub actor: String,
    /// Where that name is from, as written.
    pub actor_from: String,
    /// What wrote the line.
    pub tool: String,
    /// The kind of operation.
    pub kind: String,
    /// Its data.
    pub data: Map<String, Value>,
}

/// What a line is chained to and says; the rest is filled in when it is written.
pub(super) struct Draft<'a> {
    pub(super) seq: u64,
    pub(super) prev: &'a str,
    pub(super) last_time: Option<&'a str>,
    pub(super) actor: &'a Actor,
    pub(super) kind: &'a str,
    pub(super) data: Map<String, Value>,
}

#[derive(Serialize)]
struct Written<'a> {
    v: u64,
    seq: u64,
    prev: &'a str,
    time: &'a str,
    actor: &'a Actor,
    tool: &'static str,
    kind: &'a str,
    data: &'a Map<String, Value>,
}

/// Writes a line with its end, at the present time.
pub(super) fn render(draft: Draft<'_>) -> Result<Vec<u8>, serde_json::Error> {
    let reading = clock::read(draft.last_time);
    let mut data = draft.data;
    if reading.regressed {
        data.insert("clock".to_owned(), "regressed".into());
    }
    let mut line = serde_json::to_vec(&Written {
        v: VERSION,
        seq: draft.seq,
        prev: draft.prev,
        time: &reading.time,
        actor: draft.actor,
        tool: TOOL,
        kind: draft.kind,
        data: &data,
    })?;
    line.push(b'\n');
    Ok(line)
}

/// Why a line cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Not of the form; what is wrong.
    Malformed(String),
    /// Of a newer version.
    Newer(u64),
}

/// Reads a line without its end.
pub(super) fn parse(text: &str) -> Result<Line, Unreadable> {
    let Strict(value) =
        serde_json::from_str(text).map_err(|error| Unreadable::Malformed(json_problem(&error)))?;
    let Value::Object(mut map) = value else {
        return Err(malformed("不是 JSON 对象"));
    };
    match map.get("v").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(Unreadable::Newer(newer)),
        _ => return Err(malformed("没有版本号 v")),
    }
    if !map.keys().eq(KEYS) {
        return Err(malformed(
            "键与次序应为 v、seq、prev、time、actor、tool、kind、data",
        ));
    }
    let actor = map.get("actor").cloned().unwrap_or_default();
    let line = Line {
        seq: map
            .get("seq")
            .and_then(Value::as_u64)
            .ok_or_else(|| malformed("seq 不是整数"))?,
        prev: text_of(&map, "prev")?,
        time: text_of(&map, "time")?,
        actor: inner(&actor, "name")?,
        actor_from: inner(&actor, "from")?,
        tool: text_of(&map, "tool")?,
        kind: text_of(&map, "kind")?,
        data: match map.get_mut("data").map(Value::take) {
            Some(Value::Object(data)) => data,
            _ => return Err(malformed("data 不是对象")),
        },
    };
    if clock::parse(&line.time).is_none() {
        return Err(malformed("time 不是 RFC 3339 时间"));
    }
    Ok(line)
}

fn text_of(map: &Map<String, Value>, key: &str) -> Result<String, Unreadable> {
    map.get(key)
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| malformed(&format!("{key} 不是字符串")))
}

fn inner(actor: &Value, key: &str) -> Result<String, Unreadable> {
    let text = actor.get(key).and_then(Value::as_str).map(str::to_owned);
    text.ok_or_else(|| malformed(&format!("actor 没有 {key}")))
}

fn malformed(what: &str) -> Unreadable {
    Unreadable::Malformed(what.to_owned())
}

impl Line {
    /// The digests of the manifest before and after; none where the line has no such data.
    #[must_use]
    pub fn manifest(&self) -> Option<(Option<&str>, &str)> {
        let manifest = self.data.get("manifest")?;
        let from = manifest.get("from")?;
        if !from.is_null() && !from.is_string() {
            return None;
        }
        Some((from.as_str(), manifest.get("to")?.as_str()?))
    }

    /// The list under a key of the data; empty where there is none.
    #[must_use]
    pub fn list(&self, key: &str) -> &[Value] {
        self.data
            .get(key)
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice)
    }

    /// The strings of the list under a key of the data.
    pub fn strings(&self, key: &str) -> impl Iterator<Item = &str> {
        self.list(key).iter().filter_map(Value::as_str)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::store::digest::ZEROES;

    fn written() -> String {
        let data = json!({ "manifest": { "from": null, "to": "ab" }, "名称": "甲\n乙" });
        let line = render(Draft {
            seq: 0,
            prev: ZEROES,
            last_time: None,
            actor: &Actor {
                name: "李某".into(),
                from: ActorFrom::System,
            },
            kind: "new",
            data: data.as_object().unwrap().clone(),
        });
        String::from_utf8(line.unwrap()).unwrap()
    }

    #[test]
    fn a_line_is_written_in_the_fixed_form_and_read_back() {
        let text = written();
        let head = format!(r#"{{"v":1,"seq":0,"prev":"{ZEROES}","time":"20"#);
        assert!(text.starts_with(&head), "{text}");
        let tail = concat!(
            r#"+08:00","actor":{"name":"李某","from":"操作系统"},"tool":"anjuan "#,
            env!("CARGO_PKG_VERSION"),
            r#"","kind":"new","data":{"manifest":{"from":null,"to":"ab"},"名称":"甲\n乙"}}"#,
            "\n"
        );
        assert!(text.ends_with(tail), "{text}");
        let line = parse(text.trim_end()).unwrap();
        assert_eq!(line.manifest(), Some((None, "ab")));
        assert_eq!(
            (line.actor.as_str(), line.actor_from.as_str()),
            ("李某", "操作系统")
        );
    }

    #[test]
    fn a_line_of_another_form_is_refused() {
        let text = written();
        let text = text.trim_end();
        for (from, to) in [
            (r#""seq":0"#, r#""seq":"0""#),
            (r#""seq":0"#, r#""seq":0,"seq":0"#),
            (r#""seq":0,"#, ""),
            (r#""v":1"#, r#""v":0"#),
            (r#""kind":"new","#, r#""kind":7,"#),
            (r#""kind""#, r#""extra":1,"kind""#),
            (r#""name""#, r#""nom""#),
            ("+08:00", ""),
        ] {
            let changed = text.replacen(from, to, 1);
            assert!(
                matches!(parse(&changed), Err(Unreadable::Malformed(_))),
                "{changed}"
            );
        }
        assert_eq!(
            parse(&text.replacen(r#""v":1"#, r#""v":2"#, 1)),
            Err(Unreadable::Newer(2))
        );
    }
}
