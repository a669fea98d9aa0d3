use std::path::PathBuf;

use super::Digest;

/// What a package is to hold, before anything of it is read.
#[derive(Debug, Clone, Default)]
pub struct Bag {
    /// The single top-level folder of the ZIP, one component.
    pub folder: String,
    /// The lines of `bag-info.txt` (label, value) in order. Bag-Size and Payload-Oxum are computed
    /// and put in after Bagging-Date and whatever else precedes them; do not give them.
    pub info: Vec<(String, String)>,
    /// The files below `data/`, in any order; at least one.
    pub payload: Vec<Item>,
    /// Further tag files, named below the top-level folder, in any order. The declaration,
    /// `bag-info.txt` and the manifests are made here.
    pub tags: Vec<Item>,
    /// Whether the SM3 value of each payload file is written too, for `cksum -a sm3 -c`.
    pub sm3: bool,
}

/// One file of a bag.
#[derive(Debug, Clone)]
pub struct Item {
    /// `/`-separated name: below `data/` for payload, below the top-level folder for tag files.
    pub name: String,
    /// Where its bytes come from.
    pub source: Source,
}

/// Where the bytes of an [`Item`] come from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A regular file on disk; links, pipes and devices are refused.
    File {
        /// Its path.
        path: PathBuf,
        /// What is known of it from elsewhere; a difference refuses the whole package.
        expected: Option<Expected>,
    },
    /// Bytes made in memory.
    Bytes(Vec<u8>),
}

/// What a file must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// Its size in bytes, where recorded.
    pub size: Option<u64>,
    /// Its SHA-256.
    pub sha256: Digest,
}
