//! Cases and packages below a folder, as an archive keeps them on its shelves.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::outcome::Verified;
use crate::store::{self, MANIFEST, PRIVATE};
use crate::task::error::Failure;
use crate::task::examine;
use crate::task::open::Library;

/// The endings of a package's file.
const PACKAGES: &[&str] = &[".zip", ".tar", ".tar.gz", ".tgz"];
/// The ending of the file beside a package that holds its digest.
const SIDECAR: &str = ".sha256";

/// What lies below a folder.
#[derive(Debug, Default)]
pub struct Shelf {
    /// Cases and packages, packed or unpacked, in the order of their paths; none is searched for
    /// further ones.
    pub things: Vec<PathBuf>,
    /// How many other files there are; nothing is known of them.
    pub others: usize,
    /// What could not be searched.
    pub failures: Vec<Failure>,
}

/// Whether a path is a folder to be searched: neither a case nor a package itself.
#[must_use]
pub fn is_shelf(path: &Path) -> bool {
    let is_case = || path.join(MANIFEST).symlink_metadata().is_ok();
    path.is_dir() && !is_case() && !path.join("bagit.txt").is_file() && !store::is_bag(path)
}

/// Lists the cases and packages below a folder. Links are not followed.
#[must_use]
pub fn list(folder: &Path) -> Shelf {
    let mut shelf = Shelf::default();
    let mut files = BTreeSet::new();
    let mut walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {
                let path = entry.path();
                if entry.depth() > 0 && entry.file_name() == PRIVATE {
                    walk.skip_current_dir();
                } else if entry.depth() > 0 && !is_shelf(path) {
                    shelf.things.push(path.to_owned());
                    walk.skip_current_dir();
                }
            }
            Ok(entry) => {
                files.insert(entry.into_path());
            }
            Err(error) => {
                let at = error.path().unwrap_or(folder).display().to_string();
                let failure = Failure::new(format!("{at} 无法查找"));
                shelf.failures.push(match error.io_error() {
                    Some(error) => failure.because_io(error),
                    None => failure.because(error),
                });
            }
        }
    }
    let (packages, others): (Vec<PathBuf>, Vec<PathBuf>) =
        files.into_iter().partition(|path| is_packed(path));
    let is_sidecar = |path: &PathBuf| {
        let of = path.to_str().and_then(|path| path.strip_suffix(SIDECAR));
        of.is_some_and(|of| packages.iter().any(|package| *package == Path::new(of)))
    };
    shelf.others = others.iter().filter(|path| !is_sidecar(path)).count();
    shelf.things.extend(packages);
    shelf.things.sort_by(|one, other| {
        let bytes = |path: &PathBuf| path.as_os_str().as_encoded_bytes().to_vec();
        bytes(one).cmp(&bytes(other))
    });
    shelf
}

/// Whether a file is a package by its name.
fn is_packed(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    let name = name.to_string_lossy().to_lowercase();
    let is_file = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    is_file && PACKAGES.iter().any(|ending| name.ends_with(ending))
}

/// Verifies many things in parallel and hands each on in the given order. The receiver says
/// `false` to stop.
pub fn each(things: &[PathBuf], receive: impl FnMut(Verified) -> bool) {
    let library = Library::default();
    let verify = |path: &Path| super::with(&library.sharing(), path);
    examine::each(things, verify, receive);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_and_a_bag_are_not_searched_and_other_files_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "2026/甲/case.toml",
            "2026/甲/data/附件.zip",
            "2026/甲/.anjuan/lock",
            "2026/乙/bagit.txt",
            "2026/乙/data/case.toml",
            "2026/丙.ZIP",
            "2026/丙.ZIP.sha256",
            "2026/没有包.zip.sha256",
            "丁.tar.gz",
            "说明.docx",
            "空/.keep",
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let shelf = list(folder.path());
        let things: Vec<_> = shelf
            .things
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap().to_str().unwrap())
            .collect();
        assert_eq!(things, ["2026/丙.ZIP", "2026/乙", "2026/甲", "丁.tar.gz"]);
        assert_eq!((shelf.others, shelf.failures.len()), (3, 0));
    }
}
