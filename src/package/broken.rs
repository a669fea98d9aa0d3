use std::io;
use std::path::PathBuf;

use super::error::lines;
use super::name::shown;
use super::{DeclarationFlaw, Flaw, LineFault, Problem};

/// Why a package could not be compared with its manifests at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Broken {
    /// The package cannot be read.
    #[error("无法读取 {}", .path.display())]
    Read {
        /// The package, or the file in an unpacked one.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// Neither a file nor a directory.
    #[error("{} 既不是文件也不是文件夹", .path.display())]
    Special {
        /// The path.
        path: PathBuf,
    },
    /// The ZIP is not built as a package is.
    #[error("归档包 {} 的结构有误：{}{flaw}", .path.display(), subject(.entry.as_deref()))]
    Structure {
        /// The ZIP.
        path: PathBuf,
        /// The entry concerned.
        entry: Option<String>,
        /// What is wrong with it.
        flaw: Flaw,
    },
    /// A file without which there is no bag is not there.
    #[error("{} 中没有 {name}，不是可核验的归档包（BagIt）", .path.display())]
    NoFile {
        /// The package.
        path: PathBuf,
        /// The file.
        name: &'static str,
    },
    /// `bagit.txt` is not the declaration.
    #[error("{} 的 bagit.txt {flaw}，应恰为两行：BagIt-Version: 1.0、Tag-File-Character-Encoding: UTF-8", .path.display())]
    Declaration {
        /// The package.
        path: PathBuf,
        /// What is wrong with it.
        flaw: DeclarationFlaw,
    },
    /// A manifest cannot be understood in full; all its bad lines.
    #[error("{} 的 {name} 有 {} 处无法采用{}", .path.display(), faults.len(), lines(faults))]
    Manifest {
        /// The package.
        path: PathBuf,
        /// The manifest, or `fetch.txt`.
        name: String,
        /// Its bad lines.
        faults: Vec<LineFault>,
    },
    /// An entry that was asked for is not there.
    #[error("{} 中没有“{}”", .path.display(), shown(.name))]
    NoEntry {
        /// The package.
        path: PathBuf,
        /// The entry.
        name: String,
    },
    /// A file that must be read whole is too large for that.
    #[error("{} 中的“{}”有 {size} 字节，应不超过 {limit} 字节", .path.display(), shown(.name))]
    TooLarge {
        /// The package.
        path: PathBuf,
        /// The entry.
        name: String,
        /// Its size.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// An entry that was asked for is not the one that was packed.
    #[error("{} 中的 {problem}", .path.display())]
    Damaged {
        /// The package.
        path: PathBuf,
        /// What is wrong with it.
        problem: Problem,
    },
}

pub(super) fn subject(entry: Option<&str>) -> String {
    entry
        .map(|name| format!("条目“{}”", shown(name)))
        .unwrap_or_default()
}
