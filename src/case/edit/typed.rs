//! Values as people type them.

use toml_edit::{Array, Value};

use super::target::{Kind, Target};
use super::value::plain_value;
use super::{EditError, Operator};
use crate::case::Moment;
use crate::reading::Shape;

/// Splits `KEY=VALUE`, `KEY+=VALUE`, `KEY-=VALUE` at the first `=` outside of quotes.
///
/// # Errors
/// [`EditError::Assignment`] without a `=` or without a key.
pub fn parse_assignment(text: &str) -> Result<(String, Operator, String), EditError> {
    let refuse = || EditError::Assignment {
        text: text.to_owned(),
    };
    let at = equals_sign(text).ok_or_else(refuse)?;
    let (key, value) = text.split_at(at);
    let value = value.strip_prefix('=').unwrap_or(value);
    let (key, operator) = match key.strip_suffix(['+', '-']) {
        Some(rest) if key.ends_with('+') => (rest, Operator::Add),
        Some(rest) => (rest, Operator::Remove),
        None => (key, Operator::Assign),
    };
    match key.trim() {
        "" => Err(refuse()),
        key => Ok((key.to_owned(), operator, value.trim().to_owned())),
    }
}

fn equals_sign(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '=') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// What was typed, as a value of what the target takes. One element is enough for a list that is
/// added to or dropped from.
pub(super) fn value(target: &Target, operator: Operator, text: &str) -> Result<Value, EditError> {
    let text = text.trim();
    let read = match target.kind {
        Kind::Shape(shape) => shaped(shape, text),
        Kind::Entry(_) => toml_value(text).filter(Value::is_inline_table),
        Kind::Answer => yes_or_no(text).or_else(|| toml_value(text)),
        Kind::Field => Some(field(text)),
    };
    let read = read.ok_or_else(|| EditError::Typed {
        path: target.path.clone(),
        text: text.to_owned(),
        allowed: target.allowed(),
    })?;
    match read {
        Value::Array(_) => Ok(read),
        one if operator != Operator::Assign && target.is_list() => {
            Ok(Value::Array(Array::from_iter([one])))
        }
        one => Ok(one),
    }
}

fn shaped(shape: Shape, text: &str) -> Option<Value> {
    match shape {
        Shape::Text | Shape::Id | Shape::Choice(_) | Shape::Digest | Shape::Path => {
            Some(quoted(text).unwrap_or_else(|| Value::from(text)))
        }
        Shape::Date | Shape::Moment => moment(text),
        Shape::Integer => text.replace('_', "").parse::<i64>().ok().map(Value::from),
        Shape::Boolean => yes_or_no(text),
        Shape::Texts => items(text, |item| {
            Some(quoted(item).unwrap_or_else(|| Value::from(item)))
        }),
        Shape::Integers => items(text, |item| item.parse::<i64>().ok().map(Value::from)),
        Shape::Dates => items(text, moment),
        Shape::Table(_) | Shape::Tables(_) | Shape::Answers(_) | Shape::Fields => {
            toml_value(text).filter(|value| value.is_inline_table() || value.is_array())
        }
        Shape::Anything => Some(toml_value(text).unwrap_or_else(|| Value::from(text))),
    }
}

/// A field takes what it is given: a date, an integer, a boolean, an array or a quoted text is
/// that; everything else is text.
fn field(text: &str) -> Value {
    if let Some(moment) = moment(text) {
        return moment;
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let literal =
        number || text.starts_with(['[', '{', '"', '\'']) || matches!(text, "true" | "false");
    let value = if literal { toml_value(text) } else { None };
    value.unwrap_or_else(|| Value::from(text))
}

fn moment(text: &str) -> Option<Value> {
    let moment = Moment::parse(text)?;
    moment
        .to_toml()
        .parse::<toml_edit::Datetime>()
        .ok()
        .map(Value::from)
}

fn yes_or_no(text: &str) -> Option<Value> {
    match text {
        "true" | "是" => Some(Value::from(true)),
        "false" | "否" => Some(Value::from(false)),
        _ => None,
    }
}

/// A TOML array, or elements between commas (`,` `，` `、`).
fn items(text: &str, one: impl Fn(&str) -> Option<Value>) -> Option<Value> {
    if text.starts_with('[') {
        return toml_value(text).filter(Value::is_array);
    }
    let items = text
        .split([',', '，', '、'])
        .map(str::trim)
        .filter(|item| !item.is_empty());
    items.map(one).collect::<Option<Array>>().map(Value::Array)
}

/// A text in quotes.
fn quoted(text: &str) -> Option<Value> {
    let value = text
        .starts_with(['"', '\''])
        .then(|| toml_value(text))
        .flatten();
    value.filter(Value::is_str)
}

fn toml_value(text: &str) -> Option<Value> {
    text.parse::<Value>().ok().as_ref().map(plain_value)
}
