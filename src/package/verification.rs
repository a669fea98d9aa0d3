use std::collections::BTreeSet;

use super::declaration::Version;
use super::departure::Departure;
use super::name::shown;
use super::{Algorithm, Form, Oddity};

/// What the comparison of a bag with its manifests found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// The files that were read and hashed, payload and tag files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The algorithms of the manifests that were compared.
    pub algorithms: BTreeSet<Algorithm>,
    /// Whether this program made the bag, which is then held to what it writes.
    pub is_ours: bool,
    /// The version of `BagIt` that it declares.
    pub version: Version,
    /// What it lies in.
    pub form: Form,
    /// Every difference, in the order of the paths' bytes.
    pub problems: Vec<Problem>,
    /// Where another maker's bag departs from RFC 8493 without being wrong.
    pub departures: Vec<Departure>,
    /// What is unusual about the container of another maker's bag.
    pub oddities: Vec<Oddity>,
}

impl Verification {
    /// Whether everything was compared and nothing differs.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// Whether everything could be compared, if only to find it different.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.problems
            .iter()
            .all(|problem| !matches!(problem.kind, ProblemKind::Unreadable | ProblemKind::Unknown))
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("“{}”{kind}{}", shown(.path), in_brackets(.detail))]
pub struct Problem {
    /// The file, named below the top-level folder; empty for the whole.
    pub path: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
    /// More about it; may be empty.
    pub detail: String,
}

impl Problem {
    pub(super) fn new(kind: ProblemKind, path: &str, detail: impl Into<String>) -> Self {
        Self {
            kind,
            path: path.into(),
            detail: detail.into(),
        }
    }
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// Its content is not what a manifest says.
    #[error("内容已改变")]
    Changed,
    /// Listed, but not there.
    #[error("缺失")]
    Missing,
    /// There, but not listed.
    #[error("不在清单中")]
    Added,
    /// Listed and not there, while a file of the same content has another name.
    #[error("已改名或移动")]
    Moved,
    /// `bag-info.txt` gives another number of files or bytes.
    #[error("所载总数不符")]
    Count,
    /// `fetch.txt` names a file that the manifests do not list.
    #[error("与清单不符")]
    Fetch,
    /// A file of one of our packages is written otherwise than we write it.
    #[error("的写法与归档包不同")]
    Form,
    /// A package of ours was packed again by another program.
    #[error("不是原包，重新压缩过")]
    Repacked,
    /// A manifest of an algorithm that is not known, and so was not compared.
    #[error("的算法不认识，没有核对")]
    Unknown,
    /// It could not be read, and so was not compared.
    #[error("未能读取，没有核对")]
    Unreadable,
}

fn in_brackets(detail: &str) -> String {
    if detail.is_empty() {
        String::new()
    } else {
        format!("（{detail}）")
    }
}
