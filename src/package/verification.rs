use super::name::shown;

/// What the comparison of a package with its manifests found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// The files that were read and hashed, payload and tag files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Every difference, in the order of the paths' bytes.
    pub problems: Vec<Problem>,
    /// Manifests of other algorithms than SHA-256, which were not compared.
    pub ignored: Vec<String>,
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
            .all(|problem| problem.kind != ProblemKind::Unreadable)
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("“{}”{kind}{}", shown(.path), in_brackets(.detail))]
pub struct Problem {
    /// The file, named below the top-level folder.
    pub path: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
    /// More about it; may be empty.
    pub detail: String,
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// Its content is not what the manifest says.
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
