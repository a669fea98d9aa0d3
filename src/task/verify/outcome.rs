//! What a verification found.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::package::name::shown;
use crate::task::archive::Head;

/// What was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A case directory.
    Case,
    /// A package, packed or unpacked.
    Package,
    /// Neither.
    Unknown,
}

/// What is wrong with one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Its content is not what was recorded.
    Changed,
    /// Recorded, and not there.
    Missing,
    /// There, and not recorded.
    Added,
    /// Recorded and not there, while a file of the same content has another name.
    Moved,
    /// Two places of one package contradict each other.
    Conflict,
    /// The content is as it was packed, and another program packed it again.
    Repacked,
    /// It could not be read, and so was not compared.
    Unreadable,
    /// There is no journal that could tell where it came from.
    NoHistory,
    /// There is nothing to compare it with.
    Unrecorded,
    /// A structure without which nothing can be compared is damaged.
    Broken,
}

/// What is wrong, Chinese word, whether it means that something was not compared.
const WORDS: &[(What, &str, bool)] = &[
    (What::Changed, "改变", false),
    (What::Missing, "缺失", false),
    (What::Added, "多出", false),
    (What::Moved, "移动", false),
    (What::Conflict, "不符", false),
    (What::NoHistory, "无从核对", false),
    (What::Repacked, "重新压缩", false),
    (What::Unreadable, "读不出", true),
    (What::Unrecorded, "无从核对", true),
    (What::Broken, "损坏", true),
];

impl What {
    fn row(self) -> (&'static str, bool) {
        let row = WORDS.iter().find(|(what, ..)| *what == self);
        row.map_or(("", true), |(_, word, hides)| (word, *hides))
    }

    /// The word that people read.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        self.row().0
    }

    /// Whether it means that something could not be compared.
    #[must_use]
    pub fn is_incomparable(self) -> bool {
        self.row().1
    }
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file, safe to print; empty for the whole.
    pub path: String,
    /// What is wrong with it.
    pub what: What,
    /// More about it, in Chinese; may be empty.
    pub message: String,
}

/// What must be said beside the verdict, since the verdict alone would say too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// The package was made in spite of errors.
    Forced,
    /// The pages of the package were not made again, and so not compared.
    Uncompared,
}

impl Mark {
    /// The words that people read.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Forced => "强制归档",
            Self::Uncompared => "各页未比对",
        }
    }
}

/// What verifying one thing found.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The thing, as the user named it.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
    /// The files that were read and hashed.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The algorithms by which they were compared, as `sha256`.
    pub algorithms: Vec<&'static str>,
    /// What kind of bag it is, where it is one.
    pub bag: Option<String>,
    /// What is wrong, in the order of the paths' bytes.
    pub problems: Vec<Problem>,
    /// What a person should know.
    pub notes: Vec<String>,
    /// What stands beside the verdict.
    pub marks: Vec<Mark>,
    /// Where its journal stands.
    pub head: Option<Head>,
}

impl Verified {
    /// Nothing found yet.
    pub(in crate::task) fn new(path: &Path, kind: Kind) -> Self {
        let (problems, notes) = (Vec::new(), Vec::new());
        Self {
            path: path.to_owned(),
            kind,
            files: 0,
            bytes: 0,
            algorithms: vec!["sha256"],
            bag: None,
            problems,
            notes,
            marks: Vec::new(),
            head: None,
        }
    }

    /// One more problem.
    pub(in crate::task) fn add(&mut self, what: What, path: &str, message: impl Into<String>) {
        let (path, message) = (shown(path), message.into());
        self.problems.push(Problem {
            path,
            what,
            message,
        });
    }

    pub(super) fn sorted(mut self) -> Self {
        self.problems.sort();
        self.problems.dedup();
        self
    }

    /// Whether nothing is wrong but that another program packed it again.
    #[must_use]
    pub fn is_only_repacked(&self) -> bool {
        let is_so = |problem: &Problem| problem.what == What::Repacked;
        !self.is_clean() && self.problems.iter().all(is_so)
    }

    /// The verdict in a few words.
    #[must_use]
    pub fn verdict(&self) -> String {
        let verdict = match self.code() {
            0 => "完好".to_owned(),
            1 if self.is_only_repacked() => "不是原包：重新压缩过，内容完好".to_owned(),
            1 => format!("有 {} 处不符", self.problems.len()),
            _ => format!("有 {} 处不符或未能核对", self.problems.len()),
        };
        if self.marks.is_empty() {
            return verdict;
        }
        let marks: Vec<_> = self.marks.iter().map(|mark| mark.chinese()).collect();
        format!("{verdict}（{}）", marks.join("，"))
    }

    /// Whether everything was compared and nothing differs.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// 0 clean, 1 something differs, 2 something could not be compared.
    #[must_use]
    pub fn code(&self) -> u8 {
        if self
            .problems
            .iter()
            .any(|problem| problem.what.is_incomparable())
        {
            2
        } else {
            u8::from(!self.is_clean())
        }
    }
}

/// What verifying several things found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// How many were verified.
    pub total: usize,
    /// Clean.
    pub clean: usize,
    /// Something differs, is missing or is extra.
    pub differing: usize,
    /// Something could not be compared.
    pub incomparable: usize,
    /// The files that were hashed.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Summary {
    /// Counts one.
    pub fn add(&mut self, verified: &Verified) {
        self.total += 1;
        self.files += verified.files;
        self.bytes += verified.bytes;
        match verified.code() {
            0 => self.clean += 1,
            1 => self.differing += 1,
            _ => self.incomparable += 1,
        }
    }

    /// The exit code: what could not be compared outranks what differs.
    #[must_use]
    pub fn code(&self) -> u8 {
        if self.incomparable > 0 {
            2
        } else {
            u8::from(self.differing > 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_compared_outranks_what_differs() {
        for (whats, code) in [
            (&[][..], 0),
            (&[What::Changed], 1),
            (
                &[What::Missing, What::Added, What::Moved, What::Conflict],
                1,
            ),
            (&[What::Changed, What::Unreadable], 2),
            (&[What::Unrecorded], 2),
            (&[What::Broken], 2),
        ] {
            let mut verified = Verified::new(Path::new("x"), Kind::Case);
            for what in whats {
                verified.add(*what, "a", "");
            }
            assert_eq!(verified.code(), code, "{whats:?}");
        }
    }
}
