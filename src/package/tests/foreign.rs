//! Bags of other makers, against RFC 8493 and its drafts.

use super::bags::{FORMS, Made, gzip, hex, said};
use crate::package::{Broken, Form, Verification, verify};

const ALL: [&str; 15] = [
    "md5",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "sha512224",
    "sha512256",
    "sha3224",
    "sha3256",
    "sha3384",
    "sha3512",
    "blake2b",
    "blake2s",
    "sm3",
];

fn remarks(verification: &Verification) -> Vec<String> {
    let departures = verification.departures.iter().map(ToString::to_string);
    departures.collect()
}

#[test]
fn every_digest_in_every_container_is_compared() {
    for form in FORMS {
        for algorithm in ALL {
            let made = Made::new("1.0", &[algorithm]);
            let found = made.verified(form).unwrap();
            assert!(found.is_clean(), "{form:?} {algorithm}: {found:?}");
            assert_eq!(remarks(&found), [""; 0], "{form:?} {algorithm}");
            assert!(found.algorithms.iter().map(|it| it.key()).eq([algorithm]));
            assert!(!found.is_ours && found.form == form, "{form:?}: {found:?}");
            assert_eq!(found.files, 7);
        }
        let mut made = Made::new("0.97", &["md5", "sha512"]);
        made.put("data/询问笔录.txt", "问：……？\n".as_bytes());
        made.put("bag-info.txt", "Contact-Name: 李某\n".as_bytes());
        let found = said(made.verified(form));
        assert_eq!(found.len(), 4, "{form:?}: {found:?}");
        for manifest in [
            "tagmanifest-md5.txt",
            "tagmanifest-sha512.txt",
            "manifest-md5.txt",
            "manifest-sha512.txt",
        ] {
            let told = found
                .iter()
                .filter(|line| line.contains(&format!("见 {manifest}")));
            assert_eq!(told.count(), 1, "{form:?} {manifest}: {found:?}");
        }
    }
}

#[test]
fn every_version_is_read_and_told() {
    for version in ["0.93", "0.94", "0.95", "0.96", "0.97", "1.0"] {
        let found = Made::new(version, &["md5"]).verified(Form::Folder).unwrap();
        assert!(found.is_clean(), "{version}: {found:?}");
        assert_eq!(found.version.to_string(), version);
    }
}

/// A change to a bag of version 1.0 by sha256, what is then wrong (in these words, one each), and
/// what is merely unusual.
type Change = (
    &'static str,
    fn(&mut Made),
    &'static [&'static str],
    &'static [&'static str],
);

const CHANGES: &[Change] = &[
    ("nothing", |_| {}, &[], &[]),
    (
        "CRLF",
        |made| {
            made.edit("manifest-sha256.txt", "\n", "\r\n");
            made.edit("bagit.txt", "\n", "\r\n");
            made.list_tags(&["sha256"]);
            made.edit("tagmanifest-sha256.txt", "\n", "\r");
        },
        &[],
        &[],
    ),
    (
        "no last line end",
        |made| {
            made.edit("manifest-sha256.txt", ".jpg\n", ".jpg\n\n");
            let mut bytes = made.files["manifest-sha256.txt"].clone();
            bytes.pop();
            made.put("manifest-sha256.txt", &bytes);
            made.list_tags(&["sha256"]);
        },
        &[],
        &["没有换行", "有空行"],
    ),
    (
        "byte order mark",
        |made| {
            let marked = [b"\xef\xbb\xbf", &*made.files["manifest-sha256.txt"]].concat();
            made.put("manifest-sha256.txt", &marked);
            made.list_tags(&["sha256"]);
        },
        &[],
        &["BOM"],
    ),
    (
        "no tag manifest",
        |made| drop(made.files.remove("tagmanifest-sha256.txt")),
        &[],
        &["没有标签清单"],
    ),
    (
        "unlisted tag file",
        |made| made.put("readme/说明.txt", b"x"),
        &[],
        &["“readme/说明.txt”不在标签清单中"],
    ),
    (
        "payload manifest that no tag manifest lists",
        |made| {
            made.edit(
                "tagmanifest-sha256.txt",
                "manifest-sha256.txt",
                "bag-info.txt",
            );
        },
        &["重复列出“bag-info.txt”"],
        &[],
    ),
    (
        "second payload manifest, unlisted",
        |made| made.list_payload("md5"),
        &["“manifest-md5.txt”不在清单中"],
        &[],
    ),
    (
        "file that one of two manifests does not list",
        |made| {
            let line = format!("{}  data/空.txt\n", hex("md5", b""));
            made.list_payload("md5");
            made.edit("manifest-md5.txt", &line, "");
            made.list_tags(&["sha256"]);
        },
        &["“data/空.txt”不在清单中（没有列入 manifest-md5.txt）"],
        &[],
    ),
    (
        "unlisted file",
        |made| made.put("data/多.txt", b"x"),
        &["“data/多.txt”不在清单中"],
        &[],
    ),
    (
        "missing file",
        |made| drop(made.files.remove("data/空.txt")),
        &["“data/空.txt”缺失"],
        &[],
    ),
    (
        "missing tag file",
        |made| drop(made.files.remove("bag-info.txt")),
        &["“bag-info.txt”缺失"],
        &[],
    ),
    (
        "renamed file",
        |made| {
            let bytes = made.files.remove("data/照片/001.jpg").unwrap();
            made.put("data/照片/002.jpg", &bytes);
        },
        &["“data/照片/001.jpg”已改名或移动（现为“data/照片/002.jpg”）"],
        &[],
    ),
    (
        "md5sum -b",
        |made| {
            made.edit("manifest-sha256.txt", "  data", " *./data");
            made.list_tags(&["sha256"]);
        },
        &[],
        &["带“*”", "以“./”开头"],
    ),
    (
        "percent signs as RFC 8493 has them",
        |made| {
            made.put("data/整改100%.txt", b"x");
            made.list_payload("sha256");
            made.edit("manifest-sha256.txt", "100%", "100%25");
            made.list_tags(&["sha256"]);
        },
        &[],
        &[],
    ),
    (
        "percent signs as they are",
        |made| {
            made.put("data/整改100%.txt", b"x");
            made.list(&["sha256"]);
        },
        &[],
        &["“%”没有按 RFC 8493"],
    ),
    (
        "another spelling",
        |made| {
            made.put("data/É.txt", b"x");
            made.list_payload("sha256");
            made.edit("manifest-sha256.txt", "É", "e\u{301}");
            made.list_tags(&["sha256"]);
        },
        &[],
        &["只有大小写或 Unicode 规范形式不同"],
    ),
    (
        "files of the system",
        |made| {
            made.put("data/.DS_Store", b"");
            made.put("data/照片/Thumbs.db", b"");
            made.list(&["sha256"]);
        },
        &[],
        &["自动留下", "自动留下"],
    ),
    (
        "name of a manifest in capitals",
        |made| {
            made.list_payload("MD5");
            made.list_tags(&["sha256"]);
        },
        &[],
        &["“manifest-MD5.txt”的文件名应为 manifest-md5.txt"],
    ),
    (
        "wrong count",
        |made| {
            made.put("bag-info.txt", b"Payload-Oxum: 1.1\n");
            made.list_tags(&["sha256"]);
        },
        &["“bag-info.txt”所载总数不符（实有 3 个文件"],
        &[],
    ),
    (
        "count that is none",
        |made| {
            made.put("bag-info.txt", b"Payload-Oxum: many\n");
            made.list_tags(&["sha256"]);
        },
        &[],
        &["Payload-Oxum“many”无法解析"],
    ),
    (
        "hole",
        |made| {
            made.files.remove("data/空.txt");
            made.put(
                "fetch.txt",
                "https://example.org/a - data/空.txt\n".as_bytes(),
            );
            made.list_tags(&["sha256"]);
        },
        &["“data/空.txt”缺失（fetch.txt 列有，尚未取回）"],
        &[],
    ),
    (
        "hole that was filled",
        |made| {
            made.put(
                "fetch.txt",
                "https://example.org/a 7 data/空.txt\n".as_bytes(),
            );
            made.list_tags(&["sha256"]);
        },
        &[],
        &["有 0 字节，fetch.txt 写的是 7 字节"],
    ),
    (
        "hole that no manifest lists",
        |made| {
            made.put("fetch.txt", b"https://example.org/a - data/x\n");
            made.list_tags(&["sha256"]);
        },
        &["“fetch.txt”与清单不符（列有“data/x”"],
        &[],
    ),
    (
        "hole outside",
        |made| made.put("fetch.txt", b"https://example.org/a - ../x\n"),
        &["fetch.txt 有 1 处无法采用"],
        &[],
    ),
    (
        "manifest of an unknown algorithm",
        |made| {
            made.put("manifest-tiger.txt", b"00 data/x\n");
            made.list_tags(&["sha256"]);
        },
        &["“manifest-tiger.txt”的算法不认识，没有核对"],
        &[],
    ),
    (
        "no manifest",
        |made| made.files.retain(|name, _| !name.starts_with("manifest")),
        &["没有 manifest-<算法>.txt"],
        &[],
    ),
    (
        "no declaration",
        |made| drop(made.files.remove("bagit.txt")),
        &["没有 bagit.txt"],
        &[],
    ),
];

#[test]
fn each_departure_from_the_rfc_is_an_error_or_a_remark() {
    for (name, change, wrong, unusual) in CHANGES {
        let mut made = Made::new("1.0", &["sha256"]);
        change(&mut made);
        for form in FORMS {
            let result = made.verified(form);
            let remarked = result.as_ref().map(remarks).unwrap_or_default();
            let told = said(result);
            let all = |lines: &[String], words: &[&str]| {
                let matches = lines
                    .iter()
                    .zip(words)
                    .all(|(line, word)| line.contains(word));
                lines.len() == words.len() && matches
            };
            assert!(all(&told, wrong), "{name} {form:?}: {told:?}");
            assert!(all(&remarked, unusual), "{name} {form:?}: {remarked:?}");
        }
    }
}

#[test]
fn what_was_allowed_before_the_rfc_is_only_remarked_in_old_bags() {
    let twice = |made: &mut Made| {
        let bytes = made.files["manifest-md5.txt"].clone();
        let text = String::from_utf8(bytes).unwrap();
        let first = text.lines().next().unwrap();
        made.put("manifest-md5.txt", format!("{text}{first}\n").as_bytes());
    };
    let mut made = Made::new("0.97", &["md5", "sha1"]);
    twice(&mut made);
    made.edit(
        "manifest-sha1.txt",
        &format!("{}  data/空.txt\n", hex("sha1", b"")),
        "",
    );
    made.list_tags(&["md5", "sha1"]);
    made.edit("bagit.txt", ": ", " :  ");
    made.list_tags(&["md5", "sha1"]);
    let found = made.verified(Form::Folder).unwrap();
    assert!(found.is_clean(), "{found:?}");
    let remarked = remarks(&found);
    for words in ["标签: 值", "没有列入 manifest-sha1.txt", "重复列出"] {
        let told = remarked.iter().filter(|line| line.contains(words));
        assert_eq!(told.count(), 1, "{words}: {remarked:?}");
    }
    let mut made = Made::new("1.0", &["md5"]);
    twice(&mut made);
    let told = said(made.verified(Form::Folder));
    assert!(told[0].contains("重复列出"), "{told:?}");
}

#[test]
fn tag_files_in_other_encodings_are_read() {
    let encoded = |label: &str, text: &str| -> Vec<u8> {
        match label {
            "UTF-16" => "\u{feff}"
                .encode_utf16()
                .chain(text.encode_utf16())
                .flat_map(u16::to_le_bytes)
                .collect(),
            "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding_rs::Encoding::for_label(label.as_bytes())
                .unwrap()
                .encode(text)
                .0
                .into(),
        }
    };
    for label in ["GB18030", "GBK", "UTF-16", "UTF-16BE", "ISO-8859-1"] {
        let mut made = Made::new("1.0", &["md5"]);
        if label == "ISO-8859-1" {
            made.files.retain(|name, _| name.is_ascii());
            made.put("data/café.txt", b"x");
            made.put("bag-info.txt", b"");
            made.list(&["md5"]);
        }
        for name in ["manifest-md5.txt", "bag-info.txt"] {
            let text = String::from_utf8(made.files[name].clone()).unwrap();
            made.put(name, &encoded(label, &text));
        }
        made.edit("bagit.txt", "UTF-8", label);
        made.list_tags(&["md5"]);
        let text = String::from_utf8(made.files["tagmanifest-md5.txt"].clone()).unwrap();
        made.put("tagmanifest-md5.txt", &encoded(label, &text));
        let found = made.verified(Form::Folder).unwrap();
        assert!(found.is_clean(), "{label}: {found:?}");
        assert!(remarks(&found)[0].contains("建议 UTF-8"), "{label}");
    }
    let mut made = Made::new("1.0", &["md5"]);
    made.put("manifest-md5.txt", b"\xff\xfe\n");
    let told = said(made.verified(Form::Folder));
    assert!(told[0].contains("第 1 行不是 UTF-8 文字"), "{told:?}");
}

#[cfg(unix)]
#[test]
fn line_ends_in_names_are_encoded() {
    let mut made = Made::new("1.0", &["sha256"]);
    made.put("data/上\n下%.txt", b"x");
    made.list_payload("sha256");
    made.edit("manifest-sha256.txt", "上\n下%.txt", "上%0A下%25.txt");
    made.list_tags(&["sha256"]);
    let found = made.verified(Form::Folder).unwrap();
    assert!(found.is_clean(), "{found:?}");
    let told = said(made.verified(Form::Tar));
    assert!(told[0].contains("控制字符"), "not in a container: {told:?}");
}

fn tarred(tar: &[u8], is_compressed: bool) -> Result<Verification, Broken> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("bag.tar");
    let bytes = if is_compressed {
        gzip(tar)
    } else {
        tar.to_owned()
    };
    std::fs::write(&path, bytes).unwrap();
    verify(&path)
}

/// A tar of one bag, and one entry more.
fn tar_with(change: impl Fn(&mut tar::Header), name: &str, bytes: &[u8]) -> Vec<u8> {
    let made = Made::new("1.0", &["sha256"]);
    let mut builder = tar::Builder::new(made.tar("bag/")[..].to_vec());
    drop(builder.get_mut().drain(made.tar("bag/").len() - 1024..));
    let mut header = tar::Header::new_gnu();
    header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    change(&mut header);
    header.set_cksum();
    builder.append(&header, bytes).unwrap();
    builder.into_inner().unwrap()
}

#[test]
fn what_is_dangerous_in_a_tar_is_refused() {
    use tar::EntryType as T;
    let typed = |kind: T| tar_with(|header| header.set_entry_type(kind), "bag/data/x", b"");
    let named = |name: &str| tar_with(|_| {}, name, b"x");
    let whole = Made::new("1.0", &["sha256"]).tar("bag/");
    let end = whole.len() - 1024;
    let cases = [
        ("link", typed(T::Symlink), "符号链接"),
        ("hard link", typed(T::Link), "特殊文件"),
        ("device", typed(T::Block), "特殊文件"),
        ("pipe", typed(T::Fifo), "特殊文件"),
        ("sparse", typed(T::GNUSparse), "标头无法解析"),
        ("outside", named("bag/../x"), "含有“..”"),
        ("absolute", named("/tmp/x"), "绝对路径"),
        ("backslash", named("bag\\x"), "反斜杠"),
        ("escape", named("bag/\u{1b}x"), "控制字符"),
        ("twice", named("bag/bagit.txt"), "重名"),
        ("alike", named("bag/BAGIT.txt"), "大小写或 Unicode"),
        ("file and folder", named("bag/data"), "既是文件又是文件夹"),
        ("second folder", named("other/x"), "另一个顶层文件夹"),
        ("beside the folder", named("x"), "不在顶层文件夹内"),
        ("two tars", whole.repeat(2), "多余数据"),
        ("cut", whole[..end - 300].to_vec(), "被截断"),
    ];
    for (name, tar, words) in &cases {
        for is_compressed in [false, true] {
            let told = tarred(tar, is_compressed).unwrap_err().to_string();
            assert!(told.contains(words), "{name}: {told}");
        }
    }
    let mut damaged = whole.clone();
    damaged[600] ^= 1;
    let cut = gzip(&whole);
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("bag.tgz");
    std::fs::write(&path, &cut[..cut.len() / 2]).unwrap();
    let told = verify(&path).unwrap_err().to_string();
    assert!(told.contains("gzip 数据残缺"), "{told}");
    let unmarked = tarred(&whole[..end], false).unwrap();
    assert!(
        unmarked.is_clean() && unmarked.oddities.len() == 1,
        "{unmarked:?}"
    );
}

#[test]
fn tars_of_every_kind_are_read() {
    let made = Made::new("1.0", &["sha256"]);
    for prefix in ["./bag/", "bag/", "", "./"] {
        let found = match prefix {
            // the builder of the crate writes no `./`
            "./bag/" | "./" => dotted(&made, prefix),
            _ => tarred(&made.tar(prefix), false).unwrap(),
        };
        assert!(found.is_clean(), "{prefix}: {found:?}");
        let is_bare = ["", "./"].contains(&prefix);
        assert_eq!(
            found.oddities.len(),
            usize::from(is_bare),
            "{prefix}: {found:?}"
        );
    }
    let mut made = made;
    let long = format!("data/{}.txt", "案".repeat(80));
    made.put(&long, b"x");
    made.list(&["sha256"]);
    assert!(made.verified(Form::TarGz).unwrap().is_clean(), "long names");
}

fn dotted(made: &Made, prefix: &str) -> Verification {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in &made.files {
        let mut header = tar::Header::new_ustar();
        let name = format!("{prefix}{name}");
        header.as_ustar_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        builder.append(&header, &**bytes).unwrap();
    }
    tarred(&builder.into_inner().unwrap(), true).unwrap()
}
