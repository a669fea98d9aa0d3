//! Values without comments and layout, and when two of them say the same.

use toml_edit::{Array, Datetime, InlineTable, Item, Value};

use crate::case::Moment;
use crate::reading::Key;

/// The value of an item without layout: dates and times at +08:00, texts on one line, tables
/// inline. None of an item that is not there.
pub(super) fn plain(item: &Item) -> Option<Value> {
    match item {
        Item::None => None,
        Item::Value(value) => Some(plain_value(value)),
        Item::Table(table) => Some(plain_table(table.iter())),
        Item::ArrayOfTables(tables) => {
            let tables = tables.iter().map(|table| plain_table(table.iter()));
            Some(Value::Array(tables.collect()))
        }
    }
}

fn plain_table<'a>(entries: impl Iterator<Item = (&'a str, &'a Item)>) -> Value {
    let entries = entries.filter_map(|(name, item)| plain(item).map(|value| (name, value)));
    Value::InlineTable(entries.collect())
}

/// The same of a value.
pub(super) fn plain_value(value: &Value) -> Value {
    match value {
        Value::String(text) => text_value(text.value()),
        Value::Integer(number) => Value::from(*number.value()),
        Value::Float(number) => Value::from(*number.value()),
        Value::Boolean(yes) => Value::from(*yes.value()),
        Value::Datetime(found) => Value::from(at_china_time(found.value())),
        Value::Array(items) => Value::Array(items.iter().map(plain_value).collect()),
        Value::InlineTable(table) => {
            let entries = table.iter().map(|(name, value)| (name, plain_value(value)));
            Value::InlineTable(entries.collect())
        }
    }
}

/// The same of a value that another reader has read.
pub(super) fn from_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text_value(text),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(yes) => Value::from(*yes),
        toml::Value::Datetime(found) => Value::from(at_china_time(found)),
        toml::Value::Array(items) => Value::Array(items.iter().map(from_toml).collect()),
        toml::Value::Table(table) => Value::InlineTable(inline(table)),
    }
}

/// A table that another reader has read, as an inline table.
pub(super) fn inline(table: &toml::Table) -> InlineTable {
    table
        .iter()
        .map(|(name, value)| (name.as_str(), from_toml(value)))
        .collect()
}

/// A date or time as the manifest writes it; one that is no real moment is left to the check.
fn at_china_time(found: &Datetime) -> Datetime {
    let moment = Moment::from_toml(found);
    moment
        .and_then(|moment| moment.to_toml().parse().ok())
        .unwrap_or(*found)
}

/// A text on one line: the line ends of a file that is rewritten must not reach into values.
fn text_value(text: &str) -> Value {
    if !text.contains(['\n', '\r']) {
        return Value::from(text);
    }
    let quoted = format!("\"{}\"", text.chars().map(escaped).collect::<String>());
    quoted.parse().unwrap_or_else(|_| Value::from(text))
}

fn escaped(c: char) -> String {
    match c {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    }
}

/// Whether two values say the same, whatever their layout and the order of their keys.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.value() == b.value(),
        (Value::Integer(a), Value::Integer(b)) => a.value() == b.value(),
        (Value::Float(a), Value::Float(b)) => a.value().total_cmp(b.value()).is_eq(),
        (Value::Boolean(a), Value::Boolean(b)) => a.value() == b.value(),
        (Value::Datetime(a), Value::Datetime(b)) => {
            at_china_time(a.value()) == at_china_time(b.value())
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::InlineTable(a), Value::InlineTable(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(name, a)| b.get(name).is_some_and(|b| same(a, b)))
        }
        _ => false,
    }
}

/// The keys of a table in the order of the table of keys; those it does not know come last.
pub(super) fn arranged(table: &InlineTable, keys: &[Key]) -> InlineTable {
    let rank = |name: &str| {
        keys.iter()
            .position(|key| key.name == name)
            .unwrap_or(keys.len())
    };
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(name, _)| rank(name));
    let inner = |name: &str| {
        keys.iter()
            .find(|key| key.name == name)
            .map_or(&[][..], inner_keys)
    };
    entries
        .into_iter()
        .map(|(name, value)| (name, arranged_value(value, inner(name))))
        .collect()
}

/// The same inside of an array or for one table.
pub(super) fn arranged_value(value: &Value, keys: &[Key]) -> Value {
    match value {
        Value::InlineTable(table) => Value::InlineTable(arranged(table, keys)),
        Value::Array(items) => Value::Array(
            items
                .iter()
                .map(|item| arranged_value(item, keys))
                .collect::<Array>(),
        ),
        other => plain_value(other),
    }
}

/// The keys of the tables that a key holds.
pub(super) fn inner_keys(key: &Key) -> &'static [Key] {
    use crate::reading::Shape;
    match key.shape {
        Shape::Table(keys) | Shape::Tables(keys) => keys,
        _ => &[],
    }
}
