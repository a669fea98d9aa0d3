//! Keys of the manifest from a TOML or JSON file.

use std::path::Path;

use super::error::Failure;
use super::handed;
use super::register::{Assignment, Setting};

/// Reads a file of the manifest's form: `[case] title = …`, `[answers] …`, and, by id,
/// `[E03] end = …`, `[R12.fields] 案发地 = …`.
///
/// # Errors
/// A file that cannot be read or is neither TOML nor JSON.
pub fn from_file(path: &Path) -> Result<Vec<Assignment>, Failure> {
    let mut all = Vec::new();
    collect(&handed::table(path)?, "", &mut all)?;
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
                    .map_err(|_| Failure::new(format!("{path} 的值有误")))?;
                all.push(Assignment {
                    path,
                    value: Setting::Value(value),
                });
            }
        }
    }
    Ok(())
}
