//! Keys of the manifest from a TOML or JSON file.

use std::fs;
use std::path::Path;

use super::error::Failure;
use super::register::{Assignment, Setting};

/// Reads a file of the manifest's form: `[case] title = …`, `[answers] …`, and, by id,
/// `[E03] end = …`, `[R12.fields] 案发地 = …`.
///
/// # Errors
/// A file that cannot be read or is neither TOML nor JSON.
pub fn from_file(path: &Path) -> Result<Vec<Assignment>, Failure> {
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("无法读取 {}", path.display())).because_io(&error))?;
    let text = text.trim_start_matches('\u{feff}');
    let table = if path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("json"))
    {
        let value: toml::Value = serde_json::from_str(text).map_err(|error| {
            Failure::new(format!("{} 不是 JSON", path.display())).because(error)
        })?;
        value
            .as_table()
            .cloned()
            .ok_or_else(|| Failure::new(format!("{} 应为一个 JSON 对象", path.display())))?
    } else {
        text.parse::<toml::Table>()
            .map_err(|error| Failure::new(format!("{} 不是 TOML", path.display())).because(error))?
    };
    let mut all = Vec::new();
    collect(&table, "", &mut all)?;
    Ok(all)
}

fn collect(table: &toml::Table, place: &str, all: &mut Vec<Assignment>) -> Result<(), Failure> {
    for (key, value) in table {
        let path = if place.is_empty() {
            key.clone()
        } else {
            format!("{place}.{key}")
        };
        match value {
            toml::Value::Table(inner) => collect(inner, &path, all)?,
            value => {
                let value: toml_edit::Value = value
                    .to_string()
                    .parse()
                    .map_err(|error| Failure::new(format!("{path} 的值有误")).because(error))?;
                all.push(Assignment {
                    path,
                    value: Setting::Value(value),
                });
            }
        }
    }
    Ok(())
}
