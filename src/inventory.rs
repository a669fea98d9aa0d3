//! What lies in a case directory, as plain data. Reads nothing itself: `store` fills it.

/// A file of a case directory, the manifest, the journals and `.anjuan/` left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the case directory, `/`-separated; bytes that are no text are escaped.
    pub path: String,
    /// What it is.
    pub kind: FileKind,
    /// Bytes; 0 for what is no regular file.
    pub size: u64,
    /// Its SHA-256, where it was read.
    pub sha256: Option<String>,
}

/// What a name in a directory stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file.
    Regular,
    /// A symbolic link; never followed.
    Symlink,
    /// A device, a pipe, a socket.
    Other,
    /// A regular file whose name is no UTF-8; no manifest can name it.
    BadName,
    /// A file that a crash left half-written; the next writer moves it away.
    Leftover,
    /// A file or directory that could not be read.
    Unreadable,
}

/// What the journal says of the manifest that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum History {
    /// The manifest is the one that the last line wrote.
    #[default]
    Known,
    /// There is no journal: nothing is known of the case's history.
    Absent,
    /// The manifest was edited by hand; the digests and paths of the journal still hold.
    Edited,
    /// The manifest was edited by hand, and records that the journal knows were dropped or
    /// changed: their ids.
    Altered(Vec<String>),
}

/// A case directory as it was found.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// Its files, sorted by path.
    pub files: Vec<File>,
    /// What its journal says.
    pub history: History,
}

impl Inventory {
    /// The file at a path, compared byte for byte.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        let at = self
            .files
            .binary_search_by(|file| file.path.as_str().cmp(path))
            .ok()?;
        self.files.get(at)
    }
}
