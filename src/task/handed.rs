//! A TOML or JSON file that people hand to a command, as a table.

use std::fs;
use std::path::Path;

use toml::Table;

use super::error::Failure;
use crate::reading::{Unreadable, syntax};
use crate::store;

/// Reads such a file; a byte order mark before it is left out. What does not end in `.json` is
/// TOML.
///
/// # Errors
/// A file that cannot be read, or is no table in its format.
pub(super) fn table(path: &Path) -> Result<Table, Failure> {
    let shown = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("无法读取 {shown}")).because_io(&error))?;
    let text = text.trim_start_matches('\u{feff}');
    let is_json = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("json"));
    let table = if is_json {
        serde_json::from_str(text).map_err(|error| {
            Failure::new(format!("无法读懂 {shown}")).because(store::json_problem(&error))
        })
    } else {
        syntax(text).map_err(|problems| {
            Failure::unreadable(Unreadable {
                path: shown.to_string(),
                text: text.to_owned(),
                problems,
            })
        })
    };
    table.map_err(|failure| {
        failure.hint("内容应为 TOML（中文的键加引号：\"键\" = \"值\"）或 JSON 对象")
    })
}
