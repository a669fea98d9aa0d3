//! End records that lie, and files that end where they should not.

use std::fs;

use super::forge::{A, B, End64, Entry, PAYLOAD, Zip, check, refused, refused_entry};
use crate::package::entries;

#[test]
fn zip64_records_are_read_where_they_are_true() {
    let mut zip = Zip::bag(&PAYLOAD);
    zip.end_64 = Some(End64::default());
    assert!(check(&zip.bytes()).unwrap().is_clean());
    zip.entries[B].widen();
    assert!(check(&zip.bytes()).unwrap().is_clean());
    zip.end_64 = None;
    assert!(check(&zip.bytes()).unwrap().is_clean());
}

#[test]
fn end_records_that_lie_are_refused() {
    refused(&[
        ("no entries", |z| *z = Zip::new(Vec::new()), "没有任何条目"),
        ("none", |z| z.end.counts = Some([0, 0]), "没有任何条目"),
        ("one less", |z| z.end.counts = Some([6, 6]), "条目数"),
        ("one more", |z| z.end.counts = Some([8, 8]), "条目数"),
        ("unequal", |z| z.end.counts = Some([6, 7]), "自相矛盾"),
        ("size", |z| z.end.size = Some(10), "中央目录的位置"),
        ("start", |z| z.end.start = Some(10), "中央目录的位置"),
        ("saturated", |z| z.end.start = Some(u32::MAX), "中央目录"),
        ("second disk", |z| z.end.disk = 1, "分卷"),
    ]);
}

#[test]
fn zip64_end_records_that_lie_are_refused() {
    type Lie = fn(&mut End64);
    let lies: &[(&str, Lie)] = &[
        ("length", |it| it.length = Some(45)),
        ("counts", |it| it.counts = Some([1, 7])),
        ("count", |it| it.counts = Some([8, 8])),
        ("huge count", |it| it.counts = Some([u64::MAX; 2])),
        ("size", |it| it.size = Some(u64::MAX)),
        ("start", |it| it.start = Some(u64::MAX)),
        ("place", |it| it.record = Some(0)),
        ("place beyond the file", |it| it.record = Some(u64::MAX)),
        ("disks", |it| it.disks = Some(2)),
    ];
    for (name, lie) in lies {
        let mut zip = Zip::bag(&PAYLOAD);
        let mut end = End64::default();
        lie(&mut end);
        zip.end_64 = Some(end);
        let broken = check(&zip.bytes()).unwrap_err().to_string();
        let is_told = broken.contains("ZIP64") || broken.contains("中央目录");
        assert!(is_told, "{name}: {broken}");
    }
}

#[test]
fn zip64_fields_that_lie_are_refused() {
    refused_entry(&[
        ("no field", |e| e.resize(u32::MAX), "超出中央目录"),
        (
            "short",
            |e| e.widened(|field| field.truncate(12)),
            "附加字段",
        ),
        ("length", |e| e.widened(|field| field[2] = 8), "附加字段"),
        ("kind", |e| e.widened(|field| field[0] = 2), "超出中央目录"),
        (
            "twice",
            |e| e.widened(|field| *field = field.repeat(2)),
            "附加字段",
        ),
        (
            "size",
            |e| e.widened(|field| field[4..].fill(255)),
            "本地文件头",
        ),
        (
            "two sizes",
            |e| e.widened(|field| field[4] ^= 1),
            "大小却不同",
        ),
        (
            "size locally",
            |e| (e.widen(), e.local.extra[4] ^= 1).1,
            "本地",
        ),
    ]);
}

#[test]
fn two_archives_in_one_file_are_refused() {
    let zip = Zip::bag(&PAYLOAD).bytes();
    let broken = check(&zip.repeat(2)).unwrap_err().to_string();
    assert!(broken.contains("中央目录的位置"), "{broken}");
    let mut commented = Zip::bag(&PAYLOAD);
    commented.end.comment.clone_from(&zip);
    let broken = check(&commented.bytes()).unwrap_err().to_string();
    assert!(broken.contains("中央目录的位置"), "{broken}");
}

#[test]
fn every_truncation_is_refused() {
    let bytes = Zip::bag(&PAYLOAD).bytes();
    for length in 0..bytes.len() {
        let broken = check(&bytes[..length]).unwrap_err().to_string();
        assert!(broken.contains("截断"), "{length}: {broken}");
    }
}

#[test]
fn archives_inside_the_payload_do_not_confuse_the_reader() {
    let inner = Zip::bag(&PAYLOAD).bytes();
    let zip = Zip::bag(&[("data/inner.zip", &inner)]);
    assert!(check(&zip.bytes()).unwrap().is_clean());
}

#[test]
fn the_boundary_of_sixteen_bit_counts_is_read() {
    for count in [65_535, 65_536_usize] {
        let numbered = (0..count).map(|i| Entry::new(&format!("bag/{i}"), b""));
        let mut zip = Zip::new(numbered.collect());
        zip.end_64 = (count > 65_535).then(End64::default);
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("package.zip");
        fs::write(&path, zip.bytes()).unwrap();
        assert_eq!(entries(&path).unwrap().len(), count);
    }
    // the first payload file stands where the tables of forgeries think it does
    assert_eq!(
        Zip::bag(&PAYLOAD).entries[A].central.name,
        b"bag/data/A.txt"
    );
}
