//! What is written verifies; the same list gives the same bytes; no byte can change unnoticed.

use std::fs;
use std::path::Path;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use super::{item, sample, written};
use crate::package::{
    Bag, Broken, Digest, Existing, Expected, Item, PackageError, Source, entries, name, read_entry,
    verify, write, write_sidecar,
};

/// The digest of the package of [`sample`]. It changes only with the format, and then on purpose.
const GOLDEN: &str = "63b5f5b13bc812103d21a5e800d379298016845e3fea018a29c2852de16c7bb2";

#[test]
fn the_same_list_gives_the_same_bytes_for_ever() {
    let (_directory, path) = written(&sample());
    assert_eq!(Digest::of(&fs::read(path).unwrap()).to_string(), GOLDEN);
}

#[test]
fn an_existing_target_survives() {
    let (_directory, path) = written(&sample());
    let before = fs::read(&path).unwrap();
    let mut bag = sample();
    bag.payload.pop();
    let error = write(&bag, &path, Existing::Refuse).unwrap_err();
    assert!(matches!(error, PackageError::Exists { .. }));
    assert_eq!(fs::read(&path).unwrap(), before);
    write(&bag, &path, Existing::Replace).unwrap();
    assert_ne!(fs::read(&path).unwrap(), before);
}

#[test]
fn neither_order_nor_origin_nor_time_shows_in_the_package() {
    let sources = tempfile::tempdir().unwrap();
    let mut bag = sample();
    bag.payload.reverse();
    bag.tags.reverse();
    for (index, item) in bag.payload.iter_mut().enumerate() {
        let path = sources.path().join(index.to_string());
        if let Source::Bytes(bytes) = &item.source {
            fs::write(&path, bytes).unwrap();
            let expected = Expected {
                size: Some(bytes.len() as u64),
                sha256: Digest::of(bytes),
            };
            item.source = Source::File {
                path,
                expected: Some(expected),
            };
        }
    }
    let (_directory, path) = written(&bag);
    assert_eq!(Digest::of(&fs::read(path).unwrap()).to_string(), GOLDEN);
}

#[test]
fn entries_stand_in_their_order_and_can_be_read() {
    let (_directory, path) = written(&sample());
    let names: Vec<String> = entries(&path)
        .unwrap()
        .into_iter()
        .map(|it| it.name)
        .collect();
    let order = [
        "bagit.txt",
        "bag-info.txt",
        "data/case.toml",
        "data/data/empty",
        "data/documents/R12-行政处罚决定书.pdf",
        "data/recordings/R07-现场检查.mp4",
        "anjuan/index.csv",
        "校验说明.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ];
    assert_eq!(names, order);
    assert_eq!(
        read_entry(&path, "data/case.toml").unwrap(),
        b"schema = 1\n"
    );
    let info = String::from_utf8(read_entry(&path, "bag-info.txt").unwrap()).unwrap();
    assert!(info.contains("Bagging-Date: 2026-07-05\nBag-Size: 3.0 KB\nPayload-Oxum: 3020.4\n"));
    let absent = read_entry(&path, "../case.toml").unwrap_err();
    assert!(matches!(absent, Broken::NoEntry { .. }));
    let verification = verify(&path).unwrap();
    assert!(verification.is_clean() && verification.is_complete());
    assert_eq!(verification.files, 10);
}

#[test]
fn a_damaged_entry_is_not_handed_out() {
    let (_directory, path) = written(&sample());
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes
        .windows(10)
        .position(|window| window == b"schema = 1")
        .unwrap();
    bytes[at] ^= 1;
    fs::write(&path, bytes).unwrap();
    let damaged = read_entry(&path, "data/case.toml").unwrap_err().to_string();
    assert!(
        damaged.ends_with("“data/case.toml”内容已改变（CRC-32 值不符）"),
        "{damaged}"
    );
}

#[test]
fn a_file_that_is_not_what_was_recorded_refuses_the_package() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("笔录.pdf");
    fs::write(&path, "abc").unwrap();
    let refusal = |size, sha256| {
        let expected = Some(Expected { size, sha256 });
        let source = Source::File {
            path: path.clone(),
            expected,
        };
        let mut bag = sample();
        bag.payload.push(Item {
            name: "笔录.pdf".into(),
            source,
        });
        let result = write(
            &bag,
            &directory.path().join("package.zip"),
            Existing::Refuse,
        );
        result.map_err(|error| error.to_string())
    };
    let wrong = refusal(Some(3), Digest::of(b"abd")).unwrap_err();
    assert!(wrong.contains("笔录.pdf 的 SHA-256 值为 ba78"), "{wrong}");
    let size = refusal(Some(4), Digest::of(b"abc")).unwrap_err();
    assert!(size.contains("的大小为 3 字节，应为 4 字节"), "{size}");
    assert_eq!(listing(directory.path()), ["笔录.pdf"]);
    refusal(None, Digest::of(b"abc")).unwrap();
}

#[cfg(unix)]
#[test]
fn links_and_pipes_refuse_the_package_without_being_opened() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    fs::write(at("file"), "abc").unwrap();
    std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(at("pipe"))
        .status()
        .unwrap();
    assert!(made.success());
    let from = |name: &str| Item {
        name: name.into(),
        source: Source::File {
            path: at(name),
            expected: None,
        },
    };
    let mut bag = sample();
    bag.payload.extend(["link", "pipe", "missing"].map(from));
    bag.payload.push(Item {
        name: "device".into(),
        source: Source::File {
            path: "/dev/zero".into(),
            expected: None,
        },
    });
    let error = write(&bag, &at("package.zip"), Existing::Refuse).unwrap_err();
    let PackageError::Refused { reasons, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(reasons.len(), 4, "{error}");
    assert!(error.to_string().contains("link 是符号链接"), "{error}");
}

#[test]
fn the_sidecar_is_a_line_for_sha256sum() {
    let (directory, path) = written(&sample());
    let (sidecar, digest) = write_sidecar(&path, Existing::Refuse).unwrap();
    assert_eq!(sidecar, directory.path().join("package.zip.sha256"));
    assert_eq!(
        fs::read_to_string(&sidecar).unwrap(),
        format!("{GOLDEN}  package.zip\n")
    );
    assert_eq!(digest.to_string(), GOLDEN);
    let again = write_sidecar(&path, Existing::Refuse).unwrap_err();
    assert!(matches!(again, PackageError::Exists { .. }));
}

#[cfg(unix)]
#[test]
fn a_package_can_be_read_by_everybody_and_leaves_nothing_beside_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let (directory, path) = written(&sample());
    assert_eq!(
        fs::metadata(path).unwrap().permissions().mode() & 0o777,
        0o644
    );
    assert_eq!(listing(directory.path()), ["package.zip"]);
}

fn listing(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Names that are accepted, of all scripts.
fn good_name() -> impl Strategy<Value = String> {
    "[\\PC/]{1,12}".prop_filter("accepted", |name| name::problem(name).is_none())
}

/// A label by which we know our own.
fn ours() -> Vec<(String, String)> {
    vec![("Anjuan-Retention".into(), "10年".into())]
}

fn bags() -> impl Strategy<Value = Bag> {
    let payload = btree_map(good_name(), vec(any::<u8>(), 0..200), 1..6);
    let tags = btree_map(good_name(), vec(any::<u8>(), 0..20), 0..3);
    let bag = (payload, tags).prop_map(|(payload, tags)| Bag {
        folder: "案".into(),
        payload: payload
            .iter()
            .map(|(name, bytes)| item(name, bytes))
            .collect(),
        tags: tags.iter().map(|(name, bytes)| item(name, bytes)).collect(),
        info: ours(),
        ..Bag::default()
    });
    bag.prop_filter("no collisions", |bag| {
        let apart = |items: &[Item]| name::collisions(items.iter().map(|it| &*it.name)).is_empty();
        apart(&bag.payload) && apart(&bag.tags)
    })
}

fn config(cases: u32) -> ProptestConfig {
    let failure_persistence: Option<Box<FileFailurePersistence>> = None;
    let failure_persistence = failure_persistence.map(|it| it as _);
    ProptestConfig {
        cases,
        failure_persistence,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn every_bag_that_is_written_verifies(bag in bags()) {
        let (_directory, path) = written(&bag);
        let verification = verify(&path).unwrap();
        prop_assert!(verification.is_clean(), "{verification:?}");
        for item in &bag.payload {
            let Source::Bytes(bytes) = &item.source else { continue };
            prop_assert_eq!(&read_entry(&path, &format!("data/{}", item.name)).unwrap(), bytes);
        }
    }

    #[test]
    fn no_changed_byte_goes_unnoticed(bag in bags(), flips in vec((any::<prop::sample::Index>(), 1..=255_u8), 40)) {
        let (_directory, path) = written(&bag);
        let good = fs::read(&path).unwrap();
        for (index, mask) in flips {
            let mut bytes = good.clone();
            let at = index.index(bytes.len());
            bytes[at] ^= mask;
            fs::write(&path, &bytes).unwrap();
            let noticed = verify(&path).map_or(true, |verification| !verification.is_clean());
            prop_assert!(noticed, "byte {at} of {} changed by {mask:#x}", bytes.len());
        }
    }

    #[test]
    fn no_rubbish_makes_the_reader_panic(mut bytes in vec(any::<u8>(), 0..300), end in any::<bool>()) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("package.zip");
        if end {
            bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\0\0\0\0\0\0");
        }
        fs::write(&path, bytes).unwrap();
        prop_assert!(verify(&path).is_err());
    }
}

#[test]
fn no_single_bit_of_a_package_goes_unnoticed() {
    let bag = Bag {
        folder: "a".into(),
        payload: vec![item("x", b"y")],
        info: ours(),
        ..Bag::default()
    };
    let (_directory, path) = written(&bag);
    let good = fs::read(&path).unwrap();
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(&path, &bytes).unwrap();
        let noticed = verify(&path).map_or(true, |verification| !verification.is_clean());
        assert!(noticed, "byte {at}");
    }
}
