//! Packages are read-only: what lies in an unpacked bag is found here, before anything is touched.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::layout::MANIFEST;

/// The file that makes a directory a bag.
const DECLARATION: &str = "bagit.txt";
/// The folder of a bag's payload.
const PAYLOAD: &str = "data";
/// The folders of a bag in which a case and its workspace may lie.
const FOLDERS: &[&str] = &[PAYLOAD, "anjuan"];

/// The unpacked bag in which a place lies, if it does: the bag itself, its payload or its tag
/// folder, or what is below them. The place need not be there yet.
#[must_use]
pub fn bag_around(place: &Path) -> Option<PathBuf> {
    let place = canonical(place)?;
    let mut below: Option<&std::ffi::OsStr> = None;
    for dir in place.ancestors() {
        let is_inside = below.is_none_or(|name| FOLDERS.iter().any(|folder| name == *folder));
        if is_inside && is_bag(dir) {
            return Some(dir.to_owned());
        }
        below = dir.file_name();
    }
    None
}

/// The lists that lie beside the payload of a bag.
const LISTS: &[&str] = &[
    "bag-info.txt",
    "manifest-sha256.txt",
    "tagmanifest-sha256.txt",
];

/// Whether a directory is an unpacked bag, also one that lost its declaration and still has a case
/// for its payload. A case, which may hold files of those names, is none.
#[must_use]
pub fn is_bag(dir: &Path) -> bool {
    let is_case = || dir.join(MANIFEST).symlink_metadata().is_ok();
    let holds_case = || dir.join(PAYLOAD).join(MANIFEST).symlink_metadata().is_ok();
    let is_listed = || LISTS.iter().any(|list| dir.join(list).is_file());
    let is_declared = dir.join(DECLARATION).is_file();
    dir.join(PAYLOAD).is_dir() && (is_declared || (holds_case() && is_listed())) && !is_case()
}

/// Refuses to write into an unpacked bag.
///
/// # Errors
/// [`StoreError::Packaged`] where the place lies in one.
pub(super) fn refuse(place: &Path) -> Result<(), StoreError> {
    match bag_around(place) {
        None => Ok(()),
        Some(bag) => Err(StoreError::Packaged {
            path: place.to_owned(),
            bag,
        }),
    }
}

/// The place without links, as far as it is there.
fn canonical(place: &Path) -> Option<PathBuf> {
    let place = if place.as_os_str().is_empty() {
        Path::new(".")
    } else {
        place
    };
    if let Ok(found) = fs::canonicalize(place) {
        return Some(found);
    }
    let parent = place.parent()?;
    Some(canonical(parent)?.join(place.file_name()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bag_is_known_from_wherever_a_place_lies_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        let bag = root.join("2026-0001");
        for dir in ["data/documents", "anjuan/templates"] {
            fs::create_dir_all(bag.join(dir)).unwrap();
        }
        fs::create_dir_all(root.join("其他案件/data")).unwrap();
        assert_eq!(bag_around(&bag.join("data")), None, "not yet a bag");
        fs::write(bag.join("bag-info.txt"), "").unwrap();
        assert_eq!(bag_around(&bag.join("data")), None, "no case in it");
        fs::write(bag.join("data/case.toml"), "").unwrap();
        assert_eq!(bag_around(&bag.join("data")), Some(bag.clone()));
        fs::remove_file(bag.join("data/case.toml")).unwrap();
        fs::write(bag.join(DECLARATION), "").unwrap();
        for (place, want) in [
            ("2026-0001", true),
            ("2026-0001/data", true),
            ("2026-0001/data/documents", true),
            ("2026-0001/data/新/更新", true),
            ("2026-0001/anjuan", true),
            ("2026-0001/别的", false),
            ("其他案件", false),
            ("其他案件/data", false),
            ("", false),
        ] {
            let want = want.then(|| bag.clone());
            assert_eq!(bag_around(&root.join(place)), want, "{place}");
        }
        // a declaration that lies about makes no bag of a workspace
        fs::write(root.join(DECLARATION), "").unwrap();
        assert_eq!(bag_around(&root.join("其他案件")), None);
    }
}
