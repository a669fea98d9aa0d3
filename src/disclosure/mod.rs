//! What a file gives away beside what it shows: who made it where, earlier versions of it, what was
//! struck out of it, and other files inside it.
//!
//! It knows no case and no rule, and imports nothing of the crate: it is given a file and a list of
//! files that must not be in it, and says what it found. Nothing is ever changed.
//!
//! A package (ZIP, and so DOCX, OFD and the like), a PDF and a picture are looked into, and what is
//! inside them again, within [`Limits`]. Whatever could not be looked into is said to be so: it is
//! never taken for clean.

mod ascii;
mod exif;
mod film;
mod kept;
mod package;
mod part;
mod pdf;
#[cfg(test)]
mod tests;
mod walk;
mod xmp;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

pub use kept::{Keep, Kept};

/// How much of a file is looked into. Reaching a limit is told as [`What::Closed`].
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How deep files may lie in one another.
    pub depth: u32,
    /// How many parts a file may have, all depths together.
    pub parts: u32,
    /// The bytes of one part, unpacked, and of a PDF or picture as a whole.
    pub part: u64,
    /// The bytes of all parts together, unpacked.
    pub total: u64,
    /// How many times larger than packed a part may be, once it is large at all.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 6,
            parts: 20_000,
            part: 128 << 20,
            total: 1 << 30,
            ratio: 1500,
        }
    }
}

/// What a file may give away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Where it was taken.
    Place,
    /// Whose device it is, or who holds the rights.
    Owner,
    /// The serial number of a camera or lens.
    Serial,
    /// Who made it.
    Author,
    /// Who saved it last.
    Editor,
    /// The company or manager that a program knows of its user.
    Company,
    /// A title that need not be the one that is seen.
    Title,
    /// Words about it: subject, keywords, remarks.
    Remark,
    /// The program that made it.
    Tool,
    /// A small picture of it, which may be older than the picture.
    Preview,
    /// Earlier versions that are still in it.
    Versions,
    /// Text that was struck out with changes being tracked.
    Deleted,
    /// Text that was put in with changes being tracked.
    Inserted,
    /// Comments on it.
    Comments,
    /// Files attached to it or packed into it.
    Files,
    /// Something in it that could not be looked into.
    Closed,
}

/// What it is, word that people read.
const WORDS: &[(What, &str)] = &[
    (What::Place, "拍摄地点"),
    (What::Owner, "所有人"),
    (What::Serial, "设备序列号"),
    (What::Author, "作者"),
    (What::Editor, "最后保存者"),
    (What::Company, "单位"),
    (What::Title, "标题属性"),
    (What::Remark, "主题、关键词或备注属性"),
    (What::Tool, "制作程序"),
    (What::Preview, "缩略图"),
    (What::Versions, "较早的版本"),
    (What::Deleted, "修订中删去的文字"),
    (What::Inserted, "修订中插入的文字"),
    (What::Comments, "批注"),
    (What::Files, "内含的文件"),
    (What::Closed, "程序看不到里面"),
];

impl What {
    /// The word that people read.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        let row = WORDS.iter().find(|(what, _)| *what == self);
        row.map_or("", |(_, word)| word)
    }
}

/// What was found in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The SHA-256 of the bytes that were looked at, in lower-case hex.
    pub sha256: String,
    /// What it gives away, each with its values as they stand in the file.
    pub traces: BTreeMap<What, BTreeSet<String>>,
    /// By their place in the list: the files that must not be in it and are.
    pub holds: BTreeSet<usize>,
}

/// Looks into a file, and for files that must not be in it.
///
/// # Errors
/// Where it, or one of those files, cannot be read.
pub fn look(path: &Path, kept: &Kept, limits: Limits) -> io::Result<Found> {
    walk::Walk::new(kept, limits).file(path)
}
