//! Names of generated files, and whether a draft is still as it was generated.

use std::path::Path;

use crate::case::Record;
use crate::store::{self, DOCUMENTS, History, SUPERSEDED, StoreError};
use crate::task::error::Failure;
use crate::task::open::Opened;
use crate::task::reader;

/// More characters than any name of a 文书, fewer than a file system holds.
const NAME_LIMIT: usize = 60;

/// The file of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DraftFile {
    /// There is none.
    Absent,
    /// It is as it was generated.
    Untouched(String),
    /// A person changed it, or nobody knows how it was generated.
    Edited(String),
}

impl DraftFile {
    /// Looks at the file of a record.
    ///
    /// # Errors
    /// A file or journal that cannot be read.
    pub(super) fn of(opened: &Opened, record: &Record) -> Result<Self, Failure> {
        let Some(path) = &record.path else {
            return Ok(Self::Absent);
        };
        let place = opened.dir.join(path);
        if is_free(&place) {
            return Ok(Self::Absent);
        }
        let failed = |error: &StoreError| reader::failure(error);
        let known = match History::read(&opened.dir) {
            Ok(mut history) => history.files.remove(path),
            Err(StoreError::NoJournal { .. }) => None,
            Err(error) => return Err(failed(&error)),
        };
        let sha256 = store::digest(&place).map_err(|error| failed(&error))?;
        let untouched = known.is_some_and(|known| known.sha256 == sha256);
        Ok(if untouched {
            Self::Untouched(path.clone())
        } else {
            Self::Edited(path.clone())
        })
    }

    /// Its path, where there is a file.
    pub(super) fn path(&self) -> Option<&str> {
        match self {
            Self::Absent => None,
            Self::Untouched(path) | Self::Edited(path) => Some(path),
        }
    }
}

/// A free path for the file of a record: `documents/R12-行政处罚决定书.docx`.
///
/// A name that a superseded draft has counts as taken, so that the two are never confused.
pub(super) fn document_path(dir: &Path, id: &str, name: &str, ending: &str) -> String {
    let safe = |c: char| {
        if c.is_control() || "/\\:*?\"<>|".contains(c) {
            '-'
        } else {
            c
        }
    };
    let name: String = name.chars().take(NAME_LIMIT).map(safe).collect();
    let ending = if ending.is_empty() {
        String::new()
    } else {
        format!(".{ending}")
    };
    let free = |file: &String| {
        is_free(&dir.join(DOCUMENTS).join(file)) && is_free(&dir.join(SUPERSEDED).join(file))
    };
    let file = numbered(&format!("{id}-{name}"), &ending, free);
    format!("{DOCUMENTS}/{file}")
}

/// A free path for a draft that is no longer in force.
pub(super) fn superseded_path(dir: &Path, path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
        _ => (file, String::new()),
    };
    let file = numbered(stem, &ending, |file| {
        is_free(&dir.join(SUPERSEDED).join(file))
    });
    format!("{SUPERSEDED}/{file}")
}

fn numbered(stem: &str, ending: &str, free: impl Fn(&String) -> bool) -> String {
    let first = format!("{stem}{ending}");
    if free(&first) {
        return first;
    }
    let more = (2..=u32::MAX).map(|number| format!("{stem}-{number}{ending}"));
    more.into_iter().find(free).unwrap_or(first)
}

fn is_free(place: &Path) -> bool {
    place.symlink_metadata().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_free_and_stay_in_their_folder() {
        let case = tempfile::tempdir().unwrap();
        let dir = case.path();
        std::fs::create_dir_all(dir.join(DOCUMENTS)).unwrap();
        std::fs::create_dir_all(dir.join(SUPERSEDED)).unwrap();
        let next = || document_path(dir, "R12", "甲/乙", "docx");
        assert_eq!(next(), "documents/R12-甲-乙.docx");
        std::fs::write(dir.join("documents/R12-甲-乙.docx"), "").unwrap();
        assert_eq!(next(), "documents/R12-甲-乙-2.docx");
        std::fs::write(dir.join(SUPERSEDED).join("R12-甲-乙-2.docx"), "").unwrap();
        assert_eq!(next(), "documents/R12-甲-乙-3.docx");
        let old = superseded_path(dir, "documents/R12-甲-乙-2.docx");
        assert_eq!(old, ".anjuan/superseded/R12-甲-乙-2-2.docx");
        assert_eq!(
            document_path(dir, "R1", &"长".repeat(300), "")
                .chars()
                .count(),
            13 + 60
        );
    }
}
