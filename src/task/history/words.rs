//! What a line of the log tells, as `log` prints it.

use serde_json::Value;

use crate::package::name::shown;
use crate::store::Line;
use crate::task::operation;

/// The keys of a line's data that say what it was about, in the order in which they are shown.
const ABOUT: &[&str] = &[
    "id", "ids", "type", "rule", "subject", "to", "reason", "set", "file",
];

/// A line as `log` prints it.
#[must_use]
pub fn line(line: &Line) -> String {
    // What a command made is named already; of a hand edit this is all that is known.
    let named = ["id", "ids"].iter().any(|key| line.data.contains_key(*key));
    let by_hand = ["added", "removed"].iter().filter(|_| !named);
    let about: Vec<_> = ABOUT
        .iter()
        .chain(by_hand)
        .filter_map(|key| line.data.get(*key))
        .map(words)
        .collect();
    let text = format!(
        "{:>4}  {}  {}  {}  {}",
        line.seq,
        line.time,
        shown(&line.actor),
        shown(operation::chinese(&line.kind)),
        shown(&about.join(" "))
    );
    text.trim_end().to_owned()
}

/// How many items of a list a line names.
const NAMED: usize = 6;

/// A value of a line's data as people read it.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let named = items.iter().take(NAMED);
            let list: Vec<_> = named
                .map(|item| words(item.get("key").unwrap_or(item)))
                .collect();
            let more = if items.len() > NAMED {
                format!("等 {} 项", items.len())
            } else {
                String::new()
            };
            format!("{}{more}", list.join("、"))
        }
        other => other.to_string(),
    }
}
