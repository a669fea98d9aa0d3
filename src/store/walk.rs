//! What lies in a case directory, as it is found: nothing followed, nothing skipped in silence.

use std::io::{self, ErrorKind};
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::layout::{ACCESS, JOURNAL, MANIFEST, PRIVATE};

/// Something found in a case directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The path inside the case, `/`-separated; bytes that are no UTF-8 are escaped.
    pub path: String,
    /// The size in bytes; 0 for what is no file.
    pub size: u64,
    /// What it is.
    pub kind: Kind,
    /// What the system said, for [`Kind::Unreadable`].
    pub problem: Option<ErrorKind>,
}

/// The kinds of things found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    Regular,
    /// A symbolic link; never followed.
    Symlink,
    /// A pipe, a device, a socket.
    Other,
    /// A file whose name is not UTF-8.
    NotUtf8,
    /// A directory or file that cannot be looked at.
    Unreadable,
}

/// Lists what lies in a case directory beside its own files, sorted by the bytes of the paths.
#[must_use]
pub fn list_files(case_dir: &Path) -> Vec<FoundFile> {
    // The case itself may be reached through a link; what lies in it may not.
    let case_dir = &std::fs::canonicalize(case_dir).unwrap_or_else(|_| case_dir.to_owned());
    let walk = WalkDir::new(case_dir).follow_links(false).into_iter();
    let mut found: Vec<FoundFile> = walk
        .filter_entry(|entry| !is_own(entry))
        .filter_map(|entry| match entry {
            Ok(entry) => describe(case_dir, &entry),
            Err(error) => Some(unreadable(case_dir, &error)),
        })
        .collect();
    found.sort_by(|one, other| one.path.as_bytes().cmp(other.path.as_bytes()));
    found
}

fn is_own(entry: &DirEntry) -> bool {
    let own = [PRIVATE, MANIFEST, JOURNAL, ACCESS];
    entry.depth() == 1 && own.iter().any(|name| entry.file_name() == *name)
}

fn describe(case_dir: &Path, entry: &DirEntry) -> Option<FoundFile> {
    let kind = entry.file_type();
    if kind.is_dir() {
        return None;
    }
    let (path, is_text) = relative(case_dir, entry.path());
    let kind = match () {
        () if kind.is_symlink() => Kind::Symlink,
        () if !kind.is_file() => Kind::Other,
        () if !is_text => Kind::NotUtf8,
        () => Kind::Regular,
    };
    match entry.metadata() {
        Ok(metadata) => {
            let size = if metadata.is_file() {
                metadata.len()
            } else {
                0
            };
            Some(FoundFile {
                path,
                size,
                kind,
                problem: None,
            })
        }
        Err(error) => Some(unreadable(case_dir, &error)),
    }
}

fn unreadable(case_dir: &Path, error: &walkdir::Error) -> FoundFile {
    let (path, _) = relative(case_dir, error.path().unwrap_or(case_dir));
    let problem = error.io_error().map_or(ErrorKind::Other, io::Error::kind);
    let path = if path.is_empty() {
        ".".to_owned()
    } else {
        path
    };
    FoundFile {
        path,
        size: 0,
        kind: Kind::Unreadable,
        problem: Some(problem),
    }
}

/// The path below the case, and whether its name is text.
fn relative(case_dir: &Path, path: &Path) -> (String, bool) {
    let below = path.strip_prefix(case_dir).unwrap_or(path);
    let parts: Vec<String> = below
        .iter()
        .map(|part| escape(part.as_encoded_bytes()))
        .collect();
    (parts.join("/"), below.to_str().is_some())
}

fn escape(bytes: &[u8]) -> String {
    bytes.utf8_chunks().fold(String::new(), |mut text, chunk| {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn everything_is_listed_once_in_the_order_of_bytes() {
        use std::fs;
        use std::os::unix::ffi::OsStrExt as _;

        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (name, content) in [
            ("case.toml", ""),
            ("journal.jsonl", ""),
            ("access.jsonl", ""),
            (".anjuan/lock", ""),
            ("data/a/b", "12"),
            ("data/a-b", "1"),
            ("data/case.toml", "123"),
            ("𠮷", "1234"),
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        std::os::unix::fs::symlink(root, root.join("data/圈")).unwrap();
        fs::write(
            root.join(std::ffi::OsStr::from_bytes(b"data/\xb1\xca")),
            "x",
        )
        .unwrap();
        let found = list_files(root);
        let found: Vec<_> = found
            .iter()
            .map(|f| (f.path.as_str(), f.size, f.kind))
            .collect();
        let want = [
            ("data/\\xb1\\xca", 1, Kind::NotUtf8),
            ("data/a-b", 1, Kind::Regular),
            ("data/a/b", 2, Kind::Regular),
            ("data/case.toml", 3, Kind::Regular),
            ("data/圈", 0, Kind::Symlink),
            ("𠮷", 4, Kind::Regular),
        ];
        assert_eq!(found, want);
    }

    #[test]
    fn a_directory_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let found = list_files(&folder.path().join("没有"));
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].path.as_str(), found[0].kind),
            (".", Kind::Unreadable)
        );
        assert!(found[0].problem.is_some());
    }
}
