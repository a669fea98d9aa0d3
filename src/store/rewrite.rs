//! A text file that is no part of a case, rewritten as carefully as a manifest.

use std::path::{Path, PathBuf};

use super::digest::sha256_hex;
use super::disk;
use super::error::StoreError;
use super::layout::Layout;
use super::line::Actor;
use super::lock::Lock;
use super::source;
use super::text::Normal;
use super::write::MANIFEST_LIMIT;

/// A text file of a directory that is no case, held by one writer until it is rewritten or
/// dropped. The lock and the half-written file are in the directory's `.anjuan/`.
#[derive(Debug)]
pub struct Held {
    layout: Layout,
    path: PathBuf,
    bytes: Vec<u8>,
    normal: Normal,
    _lock: Lock,
}

/// Holds a text file to rewrite it.
///
/// # Errors
/// [`StoreError::Busy`] while another writer holds the directory; a file that is not there, no
/// regular file, too large or no UTF-8.
pub fn hold(path: &Path, actor: &Actor) -> Result<Held, StoreError> {
    let layout = Layout::new(path.parent().unwrap_or(path));
    let lock = Lock::take(&layout, actor)?;
    let bytes = source::read_small(path, MANIFEST_LIMIT)?.unwrap_or_default();
    let normal = Normal::from_bytes(path, &bytes)?;
    Ok(Held {
        layout,
        path: path.to_owned(),
        bytes,
        normal,
        _lock: lock,
    })
}

impl Held {
    /// The text without its byte order mark, and with LF where every line ended in CRLF.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.normal.text
    }

    /// The bytes that an edited text is written as: with the line ends and the mark as found.
    #[must_use]
    pub fn bytes_of(&self, edited: &str) -> Vec<u8> {
        self.normal.restore(edited)
    }

    /// Puts an edited text in the place of the one that was found; when it returns, the text is
    /// durable. Nothing is written where no byte changes.
    ///
    /// # Errors
    /// [`StoreError::Stale`] where the file was saved by someone else meanwhile, and it stays
    /// theirs; what the system says.
    pub fn rewrite(self, edited: &str) -> Result<(), StoreError> {
        let bytes = self.bytes_of(edited);
        if bytes == self.bytes {
            return Ok(());
        }
        let next = self.layout.next();
        self.stage(&next, &bytes).inspect_err(|_| {
            let _ = disk::remove(&next);
        })?;
        disk::replace(&next, &self.path)
    }

    fn stage(&self, next: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let mut file = disk::create(next)?;
        disk::write(&mut file, next, bytes)?;
        disk::copy_mode(&self.path, &file, next)?;
        disk::sync(&file, next)?;
        disk::sync_dir(&self.layout.private())?;
        let now = source::read_small(&self.path, MANIFEST_LIMIT)?;
        if now.as_deref().map(sha256_hex) == Some(sha256_hex(&self.bytes)) {
            return Ok(());
        }
        Err(StoreError::Stale {
            path: self.path.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("anjuan.toml");
        fs::write(&path, text).unwrap();
        (folder, path)
    }

    #[test]
    fn line_ends_and_mark_stay_and_nothing_is_left_behind() {
        let (folder, path) = file("\u{feff}a = 1\r\n");
        let held = hold(&path, &Actor::flag("李某")).unwrap();
        assert_eq!(held.text(), "a = 1\n");
        held.rewrite("a = 2\nb = 3\n").unwrap();
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            "\u{feff}a = 2\r\nb = 3\r\n"
        );
        let left: Vec<_> = fs::read_dir(folder.path().join(".anjuan"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["lock"]);
    }

    #[test]
    fn what_someone_else_saved_meanwhile_is_not_overwritten() {
        let (folder, path) = file("a = 1\n");
        let held = hold(&path, &Actor::flag("李某")).unwrap();
        assert!(matches!(
            hold(&path, &Actor::flag("张某")),
            Err(StoreError::Busy(_))
        ));
        fs::write(&path, "a = 7\n").unwrap();
        assert!(matches!(
            held.rewrite("a = 2\n"),
            Err(StoreError::Stale { .. })
        ));
        assert_eq!(fs::read_to_string(&path).unwrap(), "a = 7\n");
        assert!(!folder.path().join(".anjuan/next.toml").exists());
    }
}
