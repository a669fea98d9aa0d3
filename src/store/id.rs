//! New ids: one above the highest that was ever used.

use std::path::Path;

use super::error::StoreError;
use super::history::History;
use super::layout::{Layout, SUPERSEDED};
use super::outline::Outline;
use super::walk::{Kind, list_files};

/// The id after the highest of its prefix among ids and paths, with at least two digits.
///
/// A path counts by the name of its file: `documents/R12-送达回证.pdf` takes `R12`.
#[must_use]
pub fn next_id<'a>(prefix: &str, taken: impl IntoIterator<Item = &'a str>) -> String {
    let highest = taken
        .into_iter()
        .filter_map(|name| number(prefix, name))
        .max();
    let next = highest.unwrap_or(0).saturating_add(1);
    format!("{prefix}{next:02}")
}

/// The next id of a prefix for a case: above the manifest, the journal and the names of files.
///
/// # Errors
/// When the journal or a directory of the case cannot be read.
pub fn fresh_id(case_dir: &Path, prefix: &str, outline: &Outline) -> Result<String, StoreError> {
    let mut names = outline.ids.clone();
    names.extend(
        outline
            .files
            .values()
            .filter_map(|recorded| recorded.path.clone()),
    );
    match History::read(case_dir) {
        Ok(history) => {
            names.extend(history.ids);
            names.extend(history.files.into_keys());
        }
        Err(StoreError::NoJournal { .. }) => {}
        Err(error) => return Err(error),
    }
    let superseded = Layout::new(case_dir).at(SUPERSEDED);
    let mut found = list_files(case_dir);
    if superseded.is_dir() {
        found.extend(list_files(&superseded));
    }
    names.extend(
        found
            .into_iter()
            .filter(|file| file.kind != Kind::Unreadable)
            .map(|file| file.path),
    );
    Ok(next_id(prefix, names.iter().map(String::as_str)))
}

/// The number in an id or at the head of a file's name.
fn number(prefix: &str, name: &str) -> Option<u64> {
    let base = name.rsplit('/').next().unwrap_or(name);
    let rest = base.strip_prefix(prefix)?;
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.strip_suffix(after)?;
    if after.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_id_is_one_above_the_highest() {
        for (taken, want) in [
            (vec![], "R01"),
            (vec!["R01", "E07"], "R02"),
            (vec!["R09", "R3"], "R10"),
            (vec!["R99"], "R100"),
            (vec!["R02", "documents/R12-行政处罚决定书.pdf"], "R13"),
            (vec!["documents/R12行政处罚决定书.pdf"], "R13"),
            (
                vec!["R12a", "R-13", "R", "XR14", "R99999999999999999999"],
                "R01",
            ),
        ] {
            assert_eq!(next_id("R", taken.iter().copied()), want, "{taken:?}");
        }
    }
}
