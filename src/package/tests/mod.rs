//! The module as a whole: packages written, damaged, forged, and read by other programs.

mod bags;
mod foreign;
mod forge;
mod hostile;
mod hostile_ends;
mod interop;
mod mutants;
mod round_trip;
mod unpacked;

use std::path::PathBuf;

use tempfile::TempDir;

use super::{Bag, Existing, Item, Source, write};

fn item(name: &str, bytes: &[u8]) -> Item {
    Item {
        name: name.into(),
        source: Source::Bytes(bytes.into()),
    }
}

/// A small bag with Chinese names in all places.
fn sample() -> Bag {
    let info = [
        ("Source-Organization", "三明市工业和信息化局"),
        ("External-Identifier", "2026-0012"),
        ("Bagging-Date", "2026-07-05"),
        ("Anjuan-Retention", "30年"),
    ];
    Bag {
        folder: "2026-0012".into(),
        info: info
            .map(|(label, value)| (label.into(), value.into()))
            .into(),
        payload: vec![
            item("recordings/R07-现场检查.mp4", &[0x5a; 3000]),
            item("case.toml", b"schema = 1\n"),
            item("documents/R12-行政处罚决定书.pdf", b"%PDF-1.7\n"),
            item("data/empty", b""),
        ],
        tags: vec![
            item("校验说明.txt", "sha256sum -c\n".as_bytes()),
            item("anjuan/index.csv", b"1\n"),
        ],
        sm3: false,
    }
}

/// Writes a bag into a new directory.
fn written(bag: &Bag) -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let target = directory.path().join("package.zip");
    write(bag, &target, Existing::Refuse).unwrap();
    (directory, target)
}
