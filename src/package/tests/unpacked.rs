//! Bags that were unpacked.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{sample, written};
use crate::package::{ProblemKind, Verification, entries, read_entry, verify};

/// The sample, unpacked by our own reader.
fn unpacked() -> (TempDir, PathBuf) {
    let (directory, zip) = written(&sample());
    let root = directory.path().join("2026-0012");
    for entry in entries(&zip).unwrap() {
        let path = root.join(&entry.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, read_entry(&zip, &entry.name).unwrap()).unwrap();
    }
    (directory, root)
}

fn kinds(verification: &Verification) -> Vec<(ProblemKind, &str)> {
    verification
        .problems
        .iter()
        .map(|problem| (problem.kind, problem.path.as_str()))
        .collect()
}

#[test]
fn an_unpacked_package_verifies() {
    let (_directory, root) = unpacked();
    let verification = verify(&root).unwrap();
    assert!(verification.is_clean(), "{verification:?}");
    assert_eq!(verification.files, 10);
    assert_eq!(
        read_entry(&root, "data/case.toml").unwrap(),
        b"schema = 1\n"
    );
    assert!(read_entry(&root, "../package.zip").is_err());
}

#[test]
fn every_difference_is_named_at_once() {
    let (_directory, root) = unpacked();
    fs::write(root.join("data/case.toml"), "schema = 2\n").unwrap();
    fs::remove_file(root.join("data/data/empty")).unwrap();
    fs::write(root.join("data/.DS_Store"), "x").unwrap();
    fs::write(root.join("anjuan/index.csv"), "2\n").unwrap();
    let recordings = root.join("data/recordings");
    fs::rename(
        recordings.join("R07-现场检查.mp4"),
        recordings.join("R08.mp4"),
    )
    .unwrap();
    let verification = verify(&root).unwrap();
    assert!(verification.is_complete());
    let want = [
        (ProblemKind::Changed, "anjuan/index.csv"),
        (ProblemKind::Count, "bag-info.txt"),
        (ProblemKind::Added, "data/.DS_Store"),
        (ProblemKind::Changed, "data/case.toml"),
        (ProblemKind::Missing, "data/data/empty"),
        (ProblemKind::Moved, "data/recordings/R07-现场检查.mp4"),
    ];
    assert_eq!(kinds(&verification), want);
    let moved = verification.problems.last().unwrap();
    assert!(
        moved
            .to_string()
            .ends_with("已改名或移动（现为“data/recordings/R08.mp4”）"),
        "{moved}"
    );
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_told_apart_from_what_differs() {
    let (_directory, root) = unpacked();
    let link = |target: &str, at: &Path| std::os::unix::fs::symlink(target, at).unwrap();
    fs::rename(root.join("data/case.toml"), root.join("case.toml")).unwrap();
    link("../case.toml", &root.join("data/case.toml"));
    fs::remove_dir_all(root.join("data/documents")).unwrap();
    link("/", &root.join("data/documents"));
    fs::remove_file(root.join("case.toml")).unwrap();
    let verification = verify(&root).unwrap();
    assert!(!verification.is_complete());
    let want = [
        (ProblemKind::Unreadable, "data/case.toml"),
        (ProblemKind::Unreadable, "data/documents"),
        (
            ProblemKind::Unreadable,
            "data/documents/R12-行政处罚决定书.pdf",
        ),
    ];
    assert_eq!(kinds(&verification), want);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_not_passed_over() {
    use std::os::unix::ffi::OsStrExt as _;
    let (_directory, root) = unpacked();
    let name = std::ffi::OsStr::from_bytes(b"\xb0\xb8.txt");
    fs::write(root.join("data").join(name), "x").unwrap();
    let verification = verify(&root).unwrap();
    assert_eq!(
        kinds(&verification),
        [(ProblemKind::Unreadable, "data/\u{fffd}\u{fffd}.txt")]
    );
}

#[test]
fn manifests_of_other_algorithms_are_named_as_not_compared() {
    let (_directory, root) = unpacked();
    fs::write(root.join("tagmanifest-sha512.txt"), "00  bagit.txt\n").unwrap();
    let verification = verify(&root).unwrap();
    assert!(verification.is_clean());
    assert_eq!(verification.ignored, ["tagmanifest-sha512.txt"]);
    fs::rename(
        root.join("manifest-sha256.txt"),
        root.join("manifest-sha512.txt"),
    )
    .unwrap();
    let broken = verify(&root).unwrap_err();
    assert!(
        broken.to_string().contains("没有 manifest-sha256.txt"),
        "{broken}"
    );
}
