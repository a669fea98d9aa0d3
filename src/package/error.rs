use std::fmt::{Display, Write as _};
use std::io;
use std::path::{Path, PathBuf};

use super::name::{self, Collision, NameProblem};
use super::{Broken, Digest, InfoProblem, Irregular, Verification};

/// Why a package was not written. Nothing is left behind, and an existing target is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackageError {
    /// The list cannot become a package; everything that is wrong with it, at once.
    #[error("归档包“{folder}”有 {} 处不能打包{}", reasons.len(), lines(reasons))]
    Refused {
        /// The top-level folder of the package.
        folder: String,
        /// What is wrong, in order.
        reasons: Vec<Refusal>,
    },
    /// The target is there already.
    #[error("{} 已存在，不予覆盖", .path.display())]
    Exists {
        /// The target.
        path: PathBuf,
    },
    /// The target has no usable file name.
    #[error("{} 不能作为文件名", .path.display())]
    Target {
        /// The target.
        path: PathBuf,
    },
    /// A source cannot be read.
    #[error("无法读取 {}", .path.display())]
    Read {
        /// The source.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// A source was changed or replaced while the package was made.
    #[error("{} 在打包期间被改动，请待其不再变化后重试", .path.display())]
    Changed {
        /// The source.
        path: PathBuf,
    },
    /// The content of sources is not what it should be.
    #[error("有 {} 个文件与登记的 SHA-256 值不符{}", files.len(), lines(files))]
    Mismatch {
        /// Each of them.
        files: Vec<Mismatch>,
    },
    /// The package cannot be created or written.
    #[error("无法写入 {}", .path.display())]
    Write {
        /// The target.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The system did not confirm that the data are on the disk. Never retried: after a failed
    /// flush a second one may succeed though the data are gone.
    #[error("无法确认 {} 已写入磁盘", .path.display())]
    Flush {
        /// The target, or its directory.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The package just written could not be read again.
    #[error("写成的归档包 {} 不能复核", .path.display())]
    Unverifiable {
        /// The target.
        path: PathBuf,
        /// Why not.
        source: Box<Broken>,
    },
    /// The package just written differs from what went into it.
    #[error("写成的归档包 {} 复核不符{}", .path.display(), lines(&.verification.problems))]
    Unfaithful {
        /// The target.
        path: PathBuf,
        /// What was found.
        verification: Box<Verification>,
    },
}

impl PackageError {
    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read {
            path: path.into(),
            source,
        }
    }

    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: path.into(),
            source,
        }
    }
}

/// One reason why a list cannot become a package.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The top-level folder's name.
    #[error("文件夹名“{}”{problem}", name::shown(.folder))]
    Folder {
        /// The name.
        folder: String,
        /// What is wrong with it.
        problem: NameProblem,
    },
    /// The top-level folder has more than one component.
    #[error("文件夹名“{}”含有“/”，应只有一级", name::shown(.folder))]
    FolderDepth {
        /// The name.
        folder: String,
    },
    /// A file's name.
    #[error("名称“{}”{problem}", name::shown(.name))]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        problem: NameProblem,
    },
    /// Two names that cannot lie beside each other.
    #[error(transparent)]
    Collision(Collision),
    /// A tag file's name belongs to the bag itself.
    #[error("名称“{}”为 BagIt 保留，不能用作标签文件", name::shown(.name))]
    ReservedTag {
        /// The name.
        name: String,
    },
    /// A line of `bag-info.txt`.
    #[error(transparent)]
    Info(InfoProblem),
    /// There is nothing to package.
    #[error("没有任何文件可打包")]
    NoPayload,
    /// A source is not a regular file.
    #[error("{} 是{kind}，应为普通文件", .path.display())]
    Irregular {
        /// The source.
        path: PathBuf,
        /// What it is.
        kind: Irregular,
    },
    /// A source cannot be looked at.
    #[error("无法读取 {}", .path.display())]
    Unreadable {
        /// The source.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// A source has another size than it should.
    #[error("{} 的大小为 {found} 字节，应为 {expected} 字节", .path.display())]
    Size {
        /// The source.
        path: PathBuf,
        /// The size it should have.
        expected: u64,
        /// The size it has.
        found: u64,
    },
}

/// A source whose content is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} 的 SHA-256 值为 {found}，应为 {expected}", .path.display())]
pub struct Mismatch {
    /// The source.
    pub path: PathBuf,
    /// The digest it should have.
    pub expected: Digest,
    /// The digest of the bytes read.
    pub found: Digest,
}

/// Each item on a line of its own.
pub(super) fn lines(items: &[impl Display]) -> String {
    let mut text = String::new();
    for item in items {
        // writing to a String cannot fail
        let _ = write!(text, "\n  {item}");
    }
    text
}
