//! Forged and damaged entries: none may pass, and each is refused for its own reason.

use super::forge::{A, B, Entry, MANIFEST, PAYLOAD, Zip};
use super::forge::{accepted, another_form, check, refused, refused_entry, repacked};
use crate::package::{Bag, ProblemKind};

#[test]
fn the_builder_builds_what_the_writer_writes() {
    let payload = PAYLOAD.map(|(name, data)| super::item(&name["data/".len()..], data));
    let (folder, payload) = ("bag".into(), payload.into());
    let bag = Bag {
        folder,
        payload,
        ..Bag::default()
    };
    let (_directory, path) = super::written(&bag);
    let bytes = Zip::bag(&PAYLOAD).bytes();
    assert_eq!(std::fs::read(path).unwrap(), bytes);
    assert!(check(&bytes).unwrap().is_clean());
}

#[test]
fn dangerous_names_are_refused() {
    for (name, words) in [
        ("bag/../evil", "含有“..”"),
        ("../evil", "含有“..”"),
        ("bag/./a", "含有“.”"),
        ("/abs", "绝对路径"),
        ("C:/x", "盘符"),
        ("C:\\x", "盘符"),
        ("\\\\srv\\x", "反斜杠"),
        ("bag/data\\a", "反斜杠"),
        ("bag//a", "空的一级"),
        ("bag/a\nb", "控制字符"),
        ("bag/\u{1b}[2J", "控制字符"),
        ("bag/a\0b", "控制字符"),
        ("", "为空"),
        ("bagit.txt", "顶层文件夹"),
        ("other/a", "另一个顶层文件夹"),
        ("bag/data/b.txt", "重名"),
        ("bag/data/B.TXT", "大小写或 Unicode"),
        ("bag/DATA/a", "大小写或 Unicode"),
        ("bag/data/b.txt/x", "既是文件又是文件夹"),
        ("bag/data", "既是文件又是文件夹"),
    ] {
        let mut zip = Zip::bag(&PAYLOAD);
        zip.entries[A].rename(name);
        let broken = check(&zip.bytes()).unwrap_err().to_string();
        assert!(broken.contains(words), "{name:?}: {broken}");
    }
    let zip = Zip::bag(&[("data/\u{e9}", b"1"), ("data/e\u{301}", b"2")]);
    let broken = check(&zip.bytes()).unwrap_err().to_string();
    assert!(broken.contains("Unicode 规范形式"), "{broken}");
}

#[test]
fn names_of_doubtful_encoding_are_refused() {
    let gbk = b"bag/data/\xb0\xb8";
    for (flags, words) in [(0, "UTF-8 标志"), (1 << 11, "名称不是 UTF-8")] {
        let mut zip = Zip::bag(&PAYLOAD);
        zip.entries[A].both(|header| (header.name, header.flags) = (gbk.into(), flags));
        let broken = check(&zip.bytes()).unwrap_err().to_string();
        assert!(broken.contains(words), "{broken}");
    }
}

#[test]
fn entries_must_lie_end_to_end() {
    refused(&[
        ("overlap", |z| z.entries[B].start = Some(0), "空隙或重叠"),
        ("gap", |z| z.entries[B].gap = b"x".into(), "空隙或重叠"),
        ("hidden entry", hide_an_entry, "空隙或重叠"),
        ("gap at the end", |z| z.gap = b"12".into(), "2 字节空隙"),
        ("leading data", |z| z.lead = b"#!".into(), "空隙或重叠"),
        ("trailing", |z| z.trail = b"x".into(), "1 字节多余数据"),
        ("zeroes", |z| z.trail = vec![0; 99], "99 字节多余数据"),
        ("no comment", |z| z.end.comment_size = Some(7), "结束记录"),
    ]);
    refused_entry(&[
        ("size beyond", |e| e.resize(9999), "超出中央目录"),
        ("size too large", |e| e.resize(6), "空隙或重叠"),
        ("size too small", |e| e.resize(4), "空隙或重叠"),
        ("sizes", |e| e.both(|h| h.size = 4), "大小却不同"),
    ]);
}

/// Puts a whole archive between two entries, where only readers that search would see it.
fn hide_an_entry(zip: &mut Zip) {
    zip.entries[A].gap = Zip::new(vec![Entry::new("bag/data/x", b"y")]).bytes();
}

#[test]
fn local_headers_must_equal_their_central_entries() {
    let words = "本地文件头";
    refused_entry(&[
        ("name", |e| e.local.name = b"bag/data/a.txt".into(), words),
        (
            "longer",
            |e| e.local.name = b"bag/data/AA.txt".into(),
            words,
        ),
        ("size", |e| e.local.size = 4, words),
        ("packed size", |e| e.local.packed = 4, words),
        ("checksum", |e| e.local.crc32 ^= 1, words),
        ("central checksum", |e| e.central.crc32 ^= 1, words),
        ("method", |e| e.local.method = 8, words),
        ("flags", |e| e.local.flags = 1, words),
    ]);
    another_form(&[
        ("version", |e| e.local.needed = 20, words),
        ("extra field", |e| e.local.extra = vec![9, 9, 0, 0], words),
    ]);
}

#[test]
fn only_files_are_accepted() {
    refused_entry(&[
        ("link", |e| e.external = 0o120_777 << 16, "符号链接"),
        ("device", |e| e.external = 0o060_644 << 16, "设备"),
        ("pipe", |e| e.external = 0o010_644 << 16, "特殊文件"),
        ("directory", |e| e.external = 0o040_755 << 16, "文件夹条目"),
        ("slash", |e| e.rename("bag/data/A.txt/"), "文件夹条目"),
        ("other disk", |e| e.disk = 1, "分卷"),
    ]);
    another_form(&[
        ("set-user-id", |e| e.external = 0o104_755 << 16, "属性"),
        ("DOS attributes", |e| e.external |= 0x20, "属性"),
        ("DOS", |e| (e.made_by, e.external) = (20, 0x20), "属性"),
        ("internal", |e| e.internal = 1, "属性"),
    ]);
}

#[test]
fn what_cannot_be_read_for_certain_is_refused() {
    refused_entry(&[
        ("encrypted", |e| e.both(|h| h.flags = 1), "已加密"),
        ("strongly", |e| e.both(|h| h.flags = 1 << 6), "已加密"),
        ("patched", |e| e.both(|h| h.flags = 32), "0x0020"),
        ("bzip2", |e| e.both(|h| h.method = 12), "压缩方法为 12"),
        ("zstd", |e| e.both(|h| h.method = 93), "压缩方法为 93"),
        ("AES", |e| e.both(|h| h.method = 99), "已加密"),
        (
            "AES field",
            |e| e.both(|h| h.extra = b"\x01\x99\0\0".into()),
            "已加密",
        ),
        (
            "no descriptor",
            |e| e.both(|h| h.flags = 8),
            "数据描述符与中央目录不一致",
        ),
        (
            "wrong descriptor",
            |e| {
                e.both(|h| h.flags = 8);
                e.data.extend([0; 12]);
            },
            "数据描述符与中央目录不一致",
        ),
        (
            "another name in a field",
            |e| e.central.extra = b"up\x06\0\x01\0\0\0\0x".into(),
            "不同的内容",
        ),
        (
            "broken extra",
            |e| e.both(|h| h.extra = vec![9; 3]),
            "附加字段",
        ),
    ]);
}

#[test]
fn a_zip_of_another_program_is_read_and_is_no_original_of_ours() {
    another_form(&[
        (
            "extra",
            |e| e.both(|h| h.extra = vec![9, 9, 0, 0]),
            "附加字段",
        ),
        ("comment", |e| e.comment = b"x".into(), "带有注释"),
        ("deflated", Entry::deflate, "压缩方法为 8"),
        ("streamed", Entry::stream, "数据描述符"),
    ]);
    for (name, change, words) in [
        (
            "directory entries",
            (|zip| zip.entries.insert(2, Entry::new("bag/data/", b""))) as fn(&mut Zip),
            "文件夹条目",
        ),
        ("comment", |zip| zip.end.comment = b"x".into(), "ZIP 注释"),
        (
            "another order in the directory",
            |zip| zip.directory_order = Some(vec![1, 0, 2, 3, 4, 5, 6]),
            "空隙或重叠",
        ),
        ("unmarked names", unmark, "UTF-8 标志"),
        ("no folder", lift, "顶层文件夹"),
    ] {
        let mut zip = Zip::bag(&PAYLOAD);
        change(&mut zip);
        accepted(name, &zip);
        let mut zip = Zip::ours(&PAYLOAD);
        change(&mut zip);
        repacked(name, &zip, words);
    }
}

/// Takes the mark of UTF-8 off every name.
fn unmark(zip: &mut Zip) {
    for entry in &mut zip.entries {
        entry.both(|header| header.flags = 0);
    }
}

/// Takes the files out of their folder.
fn lift(zip: &mut Zip) {
    for entry in &mut zip.entries {
        entry.both(|header| drop(header.name.drain(..4)));
    }
}

#[test]
fn a_compressed_file_must_hold_what_its_entry_says() {
    let damaged = |damage: fn(&mut Entry)| {
        let mut zip = Zip::bag(&PAYLOAD);
        zip.entries[A].deflate();
        damage(&mut zip.entries[A]);
        let found = check(&zip.bytes()).unwrap();
        let found: Vec<_> = found.problems.iter().map(ToString::to_string).collect();
        found.concat()
    };
    for (damage, words) in [
        (
            (|e| e.both(|h| h.size += 1)) as fn(&mut Entry),
            "展开后比所写的小",
        ),
        (|e| e.both(|h| h.size -= 1), "展开后比所写的大"),
        (
            |e| {
                e.data.push(0);
                e.both(|h| h.packed += 1);
            },
            "压缩数据之后还有多余数据",
        ),
        (|e| e.data.fill(0xff), "压缩数据无法展开"),
        (|e| e.both(|h| h.crc32 ^= 1), "CRC-32 值不符"),
    ] {
        let found = damaged(damage);
        assert!(found.contains(words), "{words}: {found}");
    }
    refused(&[(
        "bomb",
        |zip| {
            zip.entries[A].deflate();
            zip.entries[A].both(|h| h.size = 3 << 30);
        },
        "与文件大小不相称",
    )]);
}

#[test]
fn a_wrong_checksum_is_named_and_the_rest_still_compared() {
    let mut zip = Zip::bag(&PAYLOAD);
    zip.entries[A].both(|header| header.crc32 ^= 1);
    zip.entries[B].data[0] ^= 1;
    zip.entries[MANIFEST].both(|header| header.crc32 ^= 1);
    let found = check(&zip.bytes()).unwrap();
    let found: Vec<_> = found.problems.iter().map(ToString::to_string).collect();
    assert_eq!(found[0], "“data/A.txt”内容已改变（CRC-32 值不符）");
    assert!(found[1].starts_with("“data/b.txt”内容已改变（SHA-256 值为 "));
    assert_eq!(found[2], "“manifest-sha256.txt”内容已改变（CRC-32 值不符）");
    assert_eq!(found.len(), 3);
}

#[test]
fn what_is_listed_and_what_is_there_are_compared_both_ways() {
    let found = |forge: fn(&mut Zip)| -> Vec<(ProblemKind, String)> {
        let mut zip = Zip::ours(&PAYLOAD);
        forge(&mut zip);
        let problems = check(&zip.bytes()).unwrap().problems;
        problems
            .into_iter()
            .map(|problem| (problem.kind, problem.path))
            .collect()
    };
    let named = |kind, path: &str| (kind, path.to_owned());
    let count = named(ProblemKind::Count, "bag-info.txt");
    let added = found(|zip| zip.entries.insert(B, Entry::new("bag/data/new", b"new")));
    assert_eq!(
        added,
        [count.clone(), named(ProblemKind::Added, "data/new")]
    );
    let tag = found(|zip| zip.entries.push(Entry::new("bag/anjuan/new", b"new")));
    assert_eq!(tag, [named(ProblemKind::Added, "anjuan/new")]);
    let missing = found(|zip| drop(zip.entries.remove(A)));
    assert_eq!(missing, [count, named(ProblemKind::Missing, "data/A.txt")]);
    let moved = found(|zip| zip.entries[A].rename("bag/data/moved"));
    assert_eq!(moved, [named(ProblemKind::Moved, "data/A.txt")]);
    let unlisted = found(|zip| drop(zip.entries.pop()));
    assert_eq!(
        unlisted,
        [named(ProblemKind::Missing, "tagmanifest-sha256.txt")]
    );
}

#[test]
fn a_zip_without_a_sound_bag_is_refused() {
    let replace = |index: usize, text: &str| {
        let mut zip = Zip::ours(&PAYLOAD);
        let name = String::from_utf8(zip.entries[index].central.name.clone()).unwrap();
        zip.entries[index] = Entry::new(&name, text.as_bytes());
        check(&zip.bytes()).unwrap_err().to_string()
    };
    assert!(replace(0, "BagIt-Version: 2.0\n").contains("两行"));
    assert!(replace(0, "").contains("两行"));
    assert!(replace(MANIFEST, "").contains("清单不得为空"));
    assert!(replace(MANIFEST, "x\ny\n").contains("有 2 处无法采用"));
    assert!(replace(MANIFEST + 1, "x\n").contains("tagmanifest-sha256.txt 有 1 处"));
    refused(&[
        (
            "declaration",
            |z| drop(z.entries.remove(0)),
            "没有 bagit.txt",
        ),
        (
            "manifest",
            |z| drop(z.entries.remove(MANIFEST)),
            "没有 manifest-<算法>",
        ),
    ]);
}
