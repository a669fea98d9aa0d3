//! For any labels: no text that only a withheld record has is in a copy, packed or unpacked, nor in
//! what the command prints.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};

use anjuan::package;
use anjuan::store::sha256_hex;
use exif::experimental::Writer;
use exif::{Field, In, Tag, Value};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;
use proptest::sample::select;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::desk::Desk;

/// What the file of a record is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// Plain text of a PDF.
    Plain,
    /// A PDF whose text is in a stream.
    Pdf,
    /// A picture with its maker in the Exif.
    Picture,
    /// A DOCX with a part.
    Docx,
    /// The very bytes of the record before.
    Same,
    /// A ZIP with the file of the record before.
    Zip,
    /// A PDF to which the file of the record before is attached.
    Attached,
    /// The file of the record before and one byte.
    Longer,
}

#[derive(Clone, Debug)]
struct Label {
    class: &'static str,
    inner: bool,
    state: &'static str,
    released: bool,
    /// It is an edited copy of the record before.
    derived: bool,
    content: Content,
}

impl Label {
    /// Whether it is made of the record before.
    fn is_holder(&self) -> bool {
        use Content::{Attached, Longer, Same, Zip};
        [Same, Zip, Attached, Longer].contains(&self.content)
    }

    fn may_be_released(&self) -> bool {
        self.state == "定稿" && !["", "国家秘密"].contains(&self.class)
    }
}

fn label() -> impl Strategy<Value = Label> {
    use Content::{Attached, Docx, Longer, Pdf, Picture, Plain, Same, Zip};
    let contents = [Plain, Pdf, Picture, Docx, Same, Zip, Attached, Longer];
    let classes = [
        "",
        "公开",
        "公开",
        "公开",
        "商业秘密",
        "个人隐私",
        "国家秘密",
    ];
    let states = ["定稿", "定稿", "定稿", "草稿", "作废"];
    (
        select(classes.to_vec()),
        prop::bool::weighted(0.2),
        select(states.to_vec()),
        prop::bool::weighted(0.4),
        prop::bool::weighted(0.2),
        select(contents.to_vec()),
    )
        .prop_map(|(class, inner, state, released, derived, content)| Label {
            class,
            inner,
            state,
            released,
            derived,
            content,
        })
}

/// Whether each record may leave, by the words of the guide.
fn leaving(labels: &[Label]) -> Vec<bool> {
    let mut leaving: Vec<bool> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let is_original = labels.get(at + 1).is_some_and(|next| next.derived);
        let is_open = label.class == "公开" && !label.inner && !is_original;
        let is_released = label.released && !label.is_holder();
        let may = label.may_be_released() && (is_open || is_released);
        let before = at.checked_sub(1).is_none_or(|before| leaving[before]);
        leaving.push(may && (before || !label.is_holder()));
    }
    // the one before a holder is the same as the holder, where that stays
    for at in (0..labels.len().saturating_sub(1)).rev() {
        let next = &labels[at + 1];
        // A release by name outweighs a twin that is spent, or one that leaves by name alone where
        // the record does too; never a secret or one that nobody classified.
        let only_by_name = |at: usize| {
            let is_original = labels.get(at + 1).is_some_and(|next| next.derived);
            let is_restricted = ["商业秘密", "个人隐私"].contains(&labels[at].class);
            is_restricted || labels[at].inner || is_original
        };
        let is_secret = next.class == "国家秘密" || (next.class.is_empty() && next.state == "定稿");
        let is_spent = next.state != "定稿" && !only_by_name(at + 1);
        let outweighs = labels[at].released && !is_secret && (is_spent || only_by_name(at));
        if next.content == Content::Same && !leaving[at + 1] && !outweighs {
            leaving[at] = false;
        }
    }
    leaving
}

fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    if name.starts_with("word/") {
        zip.start_file("[Content_Types].xml", SimpleFileOptions::default())
            .unwrap();
        zip.write_all(b"<Types/>").unwrap();
    }
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

fn pdf(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    let packed = encoder.finish().unwrap();
    let head = b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n".as_slice();
    [head, &packed, b"\nendstream endobj"].concat()
}

fn picture(artist: &str) -> Vec<u8> {
    let field = Field {
        tag: Tag::Artist,
        ifd_num: In::PRIMARY,
        value: Value::Ascii(vec![artist.as_bytes().to_vec()]),
    };
    let mut writer = Writer::new();
    writer.push_field(&field);
    let mut bytes = Cursor::new(Vec::new());
    writer.write(&mut bytes, false).unwrap();
    bytes.into_inner()
}

fn content(label: &Label, mark: &str, before: &[u8]) -> Vec<u8> {
    // enough of it to be known again
    let text = format!("{mark} 内容 {}", mark.repeat(3));
    match label.content {
        Content::Plain => format!("%PDF-1.4 {text}").into_bytes(),
        Content::Pdf => pdf(text.as_bytes()),
        Content::Picture => picture(&text),
        Content::Docx => zipped("word/document.xml", format!("<d>{text}</d>").as_bytes()),
        Content::Same => before.to_vec(),
        Content::Zip => zipped("附.bin", before),
        Content::Attached => pdf(before),
        Content::Longer => [before, b"\n"].concat(),
    }
}

/// A case of these labels, asked for, advised on and approved. Everything about a record bears its
/// mark; the marks of what may show in the copy of a record that leaves end in `内`.
fn planted(labels: &[Label]) -> Desk {
    let desk = Desk::new();
    let mut text =
        "schema = 1\n[case]\nid = \"2026-0001\"\nkind = \"行政处罚\"\ntitle = \"记号题\"\n\
                    stage = \"程序启动\"\nopened = 2026-03-02\nagency = \"××市工业和信息化局\"\n"
            .to_owned();
    let mut before = b"%PDF-1.4 the one before the first".to_vec();
    let mut release = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let (id, mark) = (format!("R-mark{at:02}"), format!("记号{at:02}"));
        let bytes = content(label, &format!("{mark}内"), &before);
        let path = format!("documents/{mark}名.pdf");
        desk.write(&format!("案/{path}"), &bytes);
        let _ = writeln!(
            text,
            "[[record]]\nid = \"{id}\"\ntype = \"其他材料\"\nstate = \"{}\"\npath = \"{path}\"\n\
             title = \"{mark}题\"\nauthor = \"{mark}人\"\nreason = \"{mark}由\"",
            label.state
        );
        if !label.class.is_empty() {
            let _ = writeln!(text, "classification = \"{}\"", label.class);
        }
        if label.inner {
            text.push_str("volume = \"副卷\"\n");
        }
        if label.derived && at > 0 {
            let _ = writeln!(text, "derived_from = \"R-mark{:02}\"", at - 1);
        }
        if label.state != "草稿" {
            let digest = sha256_hex(&bytes);
            let _ = writeln!(text, "size = {}\nsha256 = \"{digest}\"", bytes.len());
        }
        let _ = writeln!(text, "[record.fields]\n\"{mark}栏\" = \"{mark}值\"");
        if label.released && !label.is_holder() && label.may_be_released() {
            release.push(id);
        }
        before = bytes;
    }
    desk.write("案/case.toml", text);
    let release = release.join(",");
    let release = if release.is_empty() {
        release
    } else {
        format!("--release {release}")
    };
    for line in [
        "log 案 --accept --by 记号办 --reason 记号因".to_owned(),
        "access request 案 --applicant 记号申 --reason 记号事 --date 2026-6-1".to_owned(),
        "access opinion 案 A01 --by 记号意 --agree --date 2026-6-2".to_owned(),
        format!("access approve 案 A01 --by 记号批 --agree --date 2026-6-3 {release}"),
    ] {
        desk.sh(&format!("anjuan {line}")).exits(0);
    }
    desk
}

/// The bytes and whatever is packed in them, all the way down.
fn unfold(bytes: &[u8], all: &mut Vec<Vec<u8>>) {
    all.push(bytes.to_vec());
    if let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) {
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).unwrap();
            all.push(entry.name().as_bytes().to_vec());
            let mut inner = Vec::new();
            entry.read_to_end(&mut inner).unwrap();
            unfold(&inner, all);
        }
    }
    for at in memchr::memmem::find_iter(bytes, b">>stream\n") {
        let mut inner = Vec::new();
        let packed = &bytes[at + b">>stream\n".len()..];
        if ZlibDecoder::new(packed).read_to_end(&mut inner).is_ok() {
            unfold(&inner, all);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_text_that_only_a_withheld_record_has_is_in_a_copy(
        mut labels in prop::collection::vec(label(), 4..14)
    ) {
        // so that there always is something to copy
        labels.push(Label {
            class: "公开", inner: false, state: "定稿", released: false, derived: false,
            content: Content::Plain,
        });
        let desk = planted(&labels);
        let ran = desk.sh("anjuan access copy 案 A01 -o 件.zip --allow-metadata --reason 看过");
        prop_assert_eq!(ran.code, 0, "{}", ran.err);
        let leaving = leaving(&labels);
        let zip = desk.path("件.zip");
        let mut all = Vec::new();
        unfold(&fs::read(&zip).unwrap(), &mut all);
        let found: BTreeSet<usize> = (0..labels.len())
            .filter(|at| {
                let mark = format!("记号{at:02}内");
                all.iter().any(|bytes| memchr::memmem::find(bytes, mark.as_bytes()).is_some())
            })
            .collect();
        let secret: BTreeSet<usize> = (0..labels.len()).filter(|at| !leaving[*at]).collect();
        let leaked: Vec<_> = found.intersection(&secret).collect();
        prop_assert!(leaked.is_empty(), "{leaked:?} of {labels:#?}\n{}", ran.err);
        // only what is in a file that leaves may be seen, of whatever record
        let text = all.iter().map(|bytes| String::from_utf8_lossy(bytes));
        for text in text.chain([ran.out.as_str().into(), ran.err.as_str().into()]) {
            for (at, _) in text.match_indices("记号") {
                let mark: String = text[at..].chars().take(5).collect();
                prop_assert!(mark.ends_with('内'), "{mark} in {text}");
            }
        }
        for at in secret {
            prop_assert!(!ran.err.contains(&format!("记号{at:02}")), "{}", ran.err);
        }
        let names = package::entries(&zip).unwrap();
        prop_assert!(names.iter().all(|entry| !entry.name.contains("mark")));
        let given = (0..labels.len()).filter(|at| leaving[*at]).count();
        let records = names.iter().filter(|entry| entry.name.starts_with("data/")).count();
        prop_assert_eq!(records, given, "{:#?}\n{}", labels, ran.err);
    }
}
