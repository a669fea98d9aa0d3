//! Verifying cases and packages: is everything there as it was recorded?

mod anchor;
pub mod below;
mod contents;
mod directory;
mod history;
mod outcome;
mod package;

use std::path::Path;

pub use outcome::{Kind, Mark, Problem, Summary, Verified, What};

use super::find::{self, MANIFEST};
use super::open::Library;
use crate::store;

/// Verifies what a user's CASE or PACKAGE means: a case directory, a case's id in the workspace,
/// a ZIP or an unpacked bag. What cannot be done is a problem of the result, so that the others
/// are verified all the same.
#[must_use]
pub fn verify(name: &Path) -> Verified {
    with(&Library::default(), name)
}

/// The same, with rulebooks that are loaded once for many packages.
fn with(library: &Library, name: &Path) -> Verified {
    let is_manifest = name.file_name().is_some_and(|file| file == MANIFEST);
    let is_case = is_manifest || name.join(MANIFEST).symlink_metadata().is_ok();
    let is_package =
        !is_case && (name.is_file() || name.join("bagit.txt").is_file() || store::is_bag(name));
    if is_package {
        return package::verify(library, name);
    }
    match find::case(name) {
        Ok(dir) => directory::verify(name, &dir),
        Err(failure) => {
            let mut verified = Verified::new(name, Kind::Unknown);
            let reasons: Vec<_> = failure.reasons.iter().map(String::as_str).collect();
            let text = if is_case {
                // which of several cases is meant is not known
                let told = std::iter::once(failure.what.as_str()).chain(reasons);
                told.collect::<Vec<_>>().join("；")
            } else if name.is_dir() {
                let why = "其中没有 case.toml，也没有 bagit.txt，其下也没有案件和归档包";
                format!("既不是案件，也不是归档包：{why}")
            } else {
                let why = reasons.first().copied().unwrap_or_default();
                format!("既不是案件，也不是归档包：{why}")
            };
            verified.add(What::Unreadable, "", text);
            verified
        }
    }
}

#[cfg(test)]
mod tests;
