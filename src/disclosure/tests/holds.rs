//! A file that must not be in another one, and what cannot be looked into.

use std::collections::BTreeSet;

use zip::CompressionMethod;

use super::{Desk, docx, gzip, hexadecimal, joined, pdf, secret, zip_by, zipped, zlib};
use crate::disclosure::{Keep, Kept, Limits, What, look};

#[test]
fn a_file_that_must_not_be_there_is_found_wherever_it_stands_whole() {
    let desk = Desk::new();
    let secret = secret();
    let tar_like = joined(&[&[b'x'; 512], &secret, &[0; 1024]]);
    let far = joined(&[&vec![b'a'; (1 << 20) - 1500], &secret]);
    for (name, bytes) in [
        ("itself", secret.clone()),
        ("one byte behind", joined(&[&secret, b"\n"])),
        ("one byte in front", joined(&[b" ", &secret])),
        ("in the middle", tar_like),
        ("over the border of two stretches", far),
        (
            "stored in a ZIP",
            zip_by(CompressionMethod::Stored, &[("a", secret.clone())]),
        ),
        ("behind a picture", joined(&[b"\xFF\xD8\xFF\xD9", &secret])),
    ] {
        assert_eq!(desk.holds(&bytes), [true, true], "{name}");
    }
    let inner = zipped(&[("b.pdf", secret.clone())]);
    let embedded = docx(&[("word/embeddings/x.bin", secret.clone())]);
    let deep = zipped(&[("c.docx", embedded.clone())]);
    for (name, bytes) in [
        ("in a ZIP", inner.clone()),
        ("in a ZIP in a ZIP", zipped(&[("x/内.zip", inner.clone())])),
        ("in a DOCX", embedded),
        ("in a DOCX in a ZIP in gzip", gzip(&deep)),
        (
            "a ZIP behind a picture",
            joined(&[b"\xFF\xD8\xFF\xD9", &inner]),
        ),
        (
            "attached to a PDF",
            pdf("/Type/EmbeddedFile/Filter/FlateDecode", &zlib(&secret)),
        ),
        (
            "in a PDF, in hexadecimal digits",
            pdf(
                "/Filter[/ASCIIHexDecode/FlateDecode]",
                &hexadecimal(&zlib(&secret)),
            ),
        ),
        (
            "in a PDF, its filter written otherwise",
            pdf("/Filter/Fl#61teDecode", &zlib(&secret)),
        ),
        (
            "in a PDF in a ZIP",
            zipped(&[("p", pdf("", &zlib(&secret)))]),
        ),
        ("a ZIP attached to a PDF", pdf("", &zlib(&inner))),
        (
            "in a PDF whose stream has no end",
            joined(&[b"%PDF-1.4 stream\n", &zlib(&secret)]),
        ),
    ] {
        assert!(desk.holds(&bytes)[0], "{name}");
    }
    let mut other = secret.clone();
    other[1500] ^= 1;
    for (name, bytes) in [
        ("nothing", Vec::new()),
        ("one bit is another", other.clone()),
        ("the end is missing", secret[..secret.len() - 1].to_vec()),
        ("another in a ZIP", zipped(&[("a", other)])),
    ] {
        assert_eq!(desk.holds(&bytes), [false, false], "{name}");
    }
}

#[test]
fn a_file_of_which_only_the_digest_is_known_is_found_as_a_part() {
    let desk = Desk::new();
    let sha256 = Some(desk.look(b"kept elsewhere").sha256.to_uppercase());
    let kept = Kept::new(&[Keep::default(), Keep { path: None, sha256 }]).unwrap();
    for bytes in [
        zipped(&[("a.txt", b"kept elsewhere".to_vec())]),
        pdf("", &zlib(b"kept elsewhere")),
        pdf("", b"kept elsewhere"),
        gzip(b"kept elsewhere"),
    ] {
        let found = look(&desk.write("file", &bytes), &kept, Limits::default()).unwrap();
        assert_eq!(found.holds, BTreeSet::from([1]));
    }
}

#[test]
fn what_cannot_be_looked_into_is_said() {
    let desk = Desk::new();
    let whole = zipped(&[("a", secret()), ("b", secret())]);
    let mut damaged = whole.clone();
    damaged[60] ^= 0xFF;
    let mut encrypted = whole.clone();
    for mark in [&b"PK\x03\x04"[..], b"PK\x01\x02"] {
        let at = memchr::memmem::find(&encrypted, mark).unwrap();
        encrypted[at + if mark[2] == 3 { 6 } else { 8 }] |= 1;
    }
    // an entry that the directory does not list
    let hidden = joined(&[&whole[..whole.len() / 2], &whole]);
    let mut deep = zipped(&[("a", secret())]);
    for _ in 0..8 {
        deep = zipped(&[("a.zip", deep)]);
    }
    for (bytes, told) in [
        (damaged, "有损坏的部分"),
        (encrypted, "加了密码"),
        (hidden, "压缩文件中有目录没有列出的内容"),
        (deep, "嵌套过深"),
        (b"PK\x03\x04 and no more".to_vec(), "压缩文件有损坏"),
        (pdf("/Encrypt 5 0 R", b""), "PDF 加了密"),
        (
            pdf("/Filter[/LZWDecode/FlateDecode]", b"~>"),
            "用 LZW 压缩的部分",
        ),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 ...".to_vec(),
            "旧格式的 Office、WPS 文件",
        ),
        (b"Rar!\x1A\x07\x01\x00".to_vec(), "RAR 压缩文件"),
        (
            b"From: a\nContent-Transfer-Encoding: base64\n".to_vec(),
            "含有 base64 编码的内容",
        ),
        (
            docx(&[("word/document.xml", b"<w:p".to_vec())]),
            "文档有损坏的部分",
        ),
        (
            zipped(&[("a.zip", b"PK\x05\x06".to_vec())]),
            "压缩文件有损坏",
        ),
    ] {
        let closed = desk.closed(&bytes);
        assert!(closed.contains(told), "{told}: {closed:?}");
    }
    for bytes in [
        whole,
        pdf("", &zlib(b"text")),
        b"%PDF-1.4 x".to_vec(),
        b"\xFF\xD8\xFF".to_vec(),
    ] {
        assert_eq!(desk.closed(&bytes), BTreeSet::new());
    }
}

#[test]
fn bombs_end_within_the_limits() {
    let desk = Desk::new();
    let zeroes = vec![0; 32 << 20];
    let bomb = zipped(&[("a", zeroes.clone())]);
    let limits = Limits {
        total: 24 << 20,
        parts: 50,
        ..Limits::default()
    };
    let many: Vec<_> = (0..60).map(|at| (at.to_string(), vec![1])).collect();
    let many: Vec<_> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.clone()))
        .collect();
    let streams = b"stream\n".repeat(100);
    for (name, bytes, told) in [
        ("ratio", zipped(&[("a", vec![0; 8 << 20])]), "展开后过大"),
        ("one", bomb.clone(), "展开后过大"),
        ("in another", zipped(&[("a", bomb)]), "展开后过大"),
        ("a PDF", pdf("", &zlib(&zeroes)), "展开后过大"),
        ("gzip", gzip(&zeroes), "展开后过大"),
        ("many", zipped(&many), "内含的文件过多"),
        (
            "streams",
            joined(&[b"%PDF-1.4 ", &streams]),
            "内含的文件过多",
        ),
    ] {
        let limits = if name == "ratio" {
            Limits {
                ratio: 100,
                ..limits
            }
        } else {
            limits
        };
        let found = desk.look_within(&bytes, limits);
        let closed = found.traces.get(&What::Closed).cloned().unwrap_or_default();
        assert!(closed.contains(told), "{name}: {closed:?}");
    }
    let elements = ["<a>".repeat(100_000), "</a>".repeat(100_000)].concat();
    let deep = docx(&[("word/document.xml", elements.into_bytes())]);
    desk.look(&deep);
    let dictionaries = joined(&[b"%PDF-1.4 ", &b"<</Author(".repeat(20_000)]);
    desk.look(&dictionaries);
}
