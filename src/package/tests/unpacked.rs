//! Bags that were unpacked.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{sample, written};
use crate::package::algorithm::Hashers;
use crate::package::{Algorithm, ProblemKind, Verification, entries, read_entry, verify};

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
fn every_manifest_is_compared_and_the_wrong_one_named() {
    let (_directory, root) = unpacked();
    let listed = fs::read_to_string(root.join("manifest-sha256.txt")).unwrap();
    let md5 = |name: &str| {
        let mut hashers = Hashers::new(&[Algorithm::Md5]);
        hashers.update(&fs::read(root.join(name)).unwrap());
        hashers.finish().of(Algorithm::Md5).unwrap().to_string()
    };
    let names = || listed.lines().filter_map(|line| line.get(66..));
    let lines = names().map(|name| format!("{}  {name}\n", md5(name)));
    let right: String = lines.collect();
    fs::write(root.join("manifest-md5.txt"), &right).unwrap();
    let verification = verify(&root).unwrap();
    // the tag manifest does not know it, as it must in a package of ours
    assert_eq!(
        kinds(&verification),
        [(ProblemKind::Added, "manifest-md5.txt")]
    );
    let algorithms: Vec<_> = verification.algorithms.iter().map(|it| it.key()).collect();
    assert_eq!(algorithms, ["md5", "sha256"]);
    let wrong = right.replacen(
        &right[..1],
        if right.starts_with('0') { "1" } else { "0" },
        1,
    );
    let short = wrong.split_inclusive('\n').take(3).collect::<String>();
    fs::write(root.join("manifest-md5.txt"), short).unwrap();
    let verification = verify(&root).unwrap();
    let told: Vec<_> = verification
        .problems
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        told[0].contains("MD5 值为") && told[0].contains("见 manifest-md5.txt"),
        "{told:?}"
    );
    assert!(told[1].contains("没有列入 manifest-md5.txt"), "{told:?}");
    assert_eq!(told.len(), 3);
}

#[test]
fn a_manifest_of_an_unknown_algorithm_is_named_as_not_compared() {
    let (_directory, root) = unpacked();
    fs::write(root.join("manifest-whirlpool.txt"), "00  data/case.toml\n").unwrap();
    let verification = verify(&root).unwrap();
    assert!(!verification.is_complete());
    let name = "manifest-whirlpool.txt";
    assert_eq!(
        kinds(&verification),
        [(ProblemKind::Added, name), (ProblemKind::Unknown, name)]
    );
    fs::rename(
        root.join("manifest-sha256.txt"),
        root.join("manifest-sha512.txt"),
    )
    .unwrap();
    let broken = verify(&root).unwrap_err().to_string();
    assert!(broken.contains("manifest-sha512.txt 有 4 处"), "{broken}");
    fs::remove_file(root.join("manifest-sha512.txt")).unwrap();
    let broken = verify(&root).unwrap_err().to_string();
    assert!(broken.contains("没有 manifest-sha256.txt"), "{broken}");
}
