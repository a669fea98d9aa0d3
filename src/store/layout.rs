//! The names inside a case directory, and which paths new evidence may take.

use std::fs;
use std::path::{Path, PathBuf};

use unicode_normalization::is_nfc;

use super::error::StoreError;

/// The manifest.
pub const MANIFEST: &str = "case.toml";
/// The operation log.
pub const JOURNAL: &str = "journal.jsonl";
/// The log of requests to read or copy (art. 31); never packaged.
pub const ACCESS: &str = "access.jsonl";
/// 文书.
pub const DOCUMENTS: &str = "documents";
/// 音像 originals.
pub const RECORDINGS: &str = "recordings";
/// 电子数据.
pub const DATA: &str = "data";
/// Lock, staging, superseded drafts and quarantine; never packaged.
pub const PRIVATE: &str = ".anjuan";
/// Where superseded drafts go.
pub const SUPERSEDED: &str = ".anjuan/superseded";
/// Where bytes go that are neither kept in force nor thrown away.
pub const QUARANTINE: &str = ".anjuan/quarantine";
/// How the names of half-written files begin.
pub const TEMP_PREFIX: &str = ".anjuan-tmp-";

/// The largest name of a file that common file systems hold.
const NAME_LIMIT: usize = 255;

/// A case directory and the paths of what is in it.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    root: PathBuf,
}

impl Layout {
    pub(super) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn manifest(&self) -> PathBuf {
        self.root.join(MANIFEST)
    }

    pub(super) fn journal(&self) -> PathBuf {
        self.root.join(JOURNAL)
    }

    pub(super) fn access(&self) -> PathBuf {
        self.root.join(ACCESS)
    }

    pub(super) fn private(&self) -> PathBuf {
        self.root.join(PRIVATE)
    }

    pub(super) fn next(&self) -> PathBuf {
        self.private().join("next.toml")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.private().join("lock")
    }

    pub(super) fn head(&self) -> PathBuf {
        self.private().join("head")
    }

    pub(super) fn quarantine(&self) -> PathBuf {
        self.at(QUARANTINE)
    }

    /// The place of a path that is written with `/`.
    pub(super) fn at(&self, relative: &str) -> PathBuf {
        relative
            .split('/')
            .fold(self.root.clone(), |path, part| path.join(part))
    }

    /// Refuses a directory inside the case that is a link: it would lead out of the case.
    pub(super) fn refuse_links(&self, relative: &str) -> Result<(), StoreError> {
        let mut path = self.root.clone();
        for part in relative.split('/') {
            path.push(part);
            match fs::symlink_metadata(&path) {
                Ok(found) if found.file_type().is_symlink() => {
                    return Err(bad(&path, "其中有符号链接"));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Checks a path that new evidence is to take.
pub(super) fn check_destination(relative: &str) -> Result<(), StoreError> {
    let reserved = [MANIFEST, JOURNAL, ACCESS, PRIVATE];
    if reserved
        .iter()
        .any(|name| first(relative).eq_ignore_ascii_case(name))
    {
        return Err(bad(Path::new(relative), "该名称为系统保留"));
    }
    check_relative(relative)
}

/// Checks the form of a path inside the case: relative, NFC, `/`-separated, without surprises.
pub(super) fn check_relative(relative: &str) -> Result<(), StoreError> {
    let refuse = |reason: &str| Err(bad(Path::new(relative), reason));
    if !is_nfc(relative) {
        return refuse("名称不是 NFC 规范形式");
    }
    if relative
        .chars()
        .any(|c| c.is_control() || matches!(c, '\\' | ':'))
    {
        return refuse("名称中有控制字符、反斜杠或冒号");
    }
    for part in relative.split('/') {
        if matches!(part, "" | "." | "..") {
            return refuse("应为案卷内的相对路径，不含空段、. 或 ..");
        }
        if part.starts_with(TEMP_PREFIX) {
            return refuse("该名称为系统保留");
        }
        if part.len() > NAME_LIMIT {
            return refuse(&format!(
                "名称长 {} 字节，上限 {NAME_LIMIT} 字节",
                part.len()
            ));
        }
    }
    Ok(())
}

fn first(relative: &str) -> &str {
    relative.split('/').next().unwrap_or(relative)
}

fn bad(path: &Path, reason: &str) -> StoreError {
    StoreError::BadPath {
        path: path.to_owned(),
        reason: reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_destination_stays_inside_the_case() {
        for good in [
            "documents/R12-行政处罚决定书.pdf",
            "data/-rf.pdf",
            "x",
            "a/.anjuan/b",
        ] {
            check_destination(good).unwrap();
        }
        let long = format!("documents/{}", "长".repeat(86));
        for bad in [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a//b",
            "a/",
            "./a",
            "a\\b",
            "C:/x",
            "a\nb",
            "case.toml",
            "Case.TOML",
            "journal.jsonl",
            "access.jsonl",
            ".anjuan",
            ".anjuan/x",
            "case.toml/x",
            "documents/.anjuan-tmp-1",
            "documents/e\u{301}.txt",
            &long,
        ] {
            assert!(check_destination(bad).is_err(), "{bad:?}");
        }
    }
}
