//! Fields of a 文书 as people type them: `栏目=值`.

use toml::{Table, Value};

use super::error::Failure;
use crate::case::Moment;

/// Reads fields. What is a date, an integer, yes or no, or a TOML array is taken as such, all
/// else is text.
///
/// # Errors
/// A field without `=`.
pub fn parse(assignments: &[String]) -> Result<Table, Failure> {
    let mut table = Table::new();
    for text in assignments {
        let (name, value) = text
            .split_once('=')
            .filter(|(name, _)| !name.trim().is_empty())
            .ok_or_else(|| Failure::new(format!("栏目「{text}」应写作 栏目=值")))?;
        table.insert(name.trim().to_owned(), self::value(value));
    }
    Ok(table)
}

/// A field's value as typed.
#[must_use]
pub fn value(typed: &str) -> Value {
    if let Some(moment) = Moment::parse(typed)
        && let Ok(datetime) = moment.to_toml().parse()
    {
        return Value::Datetime(datetime);
    }
    let toml = format!("v = {typed}")
        .parse::<Table>()
        .ok()
        .and_then(|mut table| table.remove("v"));
    match toml {
        Some(
            value @ (Value::Integer(_) | Value::Boolean(_) | Value::Array(_) | Value::String(_)),
        ) => value,
        _ => Value::String(typed.to_owned()),
    }
}
