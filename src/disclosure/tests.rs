//! Files made here that give something away, and files in files.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use exif::experimental::Writer;
use exif::{Context, Field, In, Rational, Tag, Value};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Found, Keep, Kept, Limits, What, look};

/// A folder with a secret file in it.
struct Desk {
    folder: TempDir,
}

/// A file that must not be in another one: 3 KiB that are not alike.
fn secret() -> Vec<u8> {
    let mut state = 7_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let noise = (0..3000).map(|_| next());
    b"%PDF-1.4 ".iter().copied().chain(noise).collect()
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Self { folder };
        desk.write("secret", &secret());
        desk
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn look_within(&self, bytes: &[u8], limits: Limits) -> Found {
        let path = Some(self.folder.path().join("secret"));
        let kept = Kept::new(&[Keep { path, sha256: None }]).unwrap();
        look(&self.write("file", bytes), &kept, limits).unwrap()
    }

    fn look(&self, bytes: &[u8]) -> Found {
        self.look_within(bytes, Limits::default())
    }

    /// Whether the secret is found, in memory and where the file is too large for that.
    fn holds(&self, bytes: &[u8]) -> [bool; 2] {
        let small = Limits {
            part: 16,
            ..Limits::default()
        };
        [
            !self.look(bytes).holds.is_empty(),
            !self.look_within(bytes, small).holds.is_empty(),
        ]
    }

    fn closed(&self, bytes: &[u8]) -> BTreeSet<String> {
        self.look(bytes)
            .traces
            .remove(&What::Closed)
            .unwrap_or_default()
    }
}

type Entry<'a> = (&'a str, Vec<u8>);

fn zip_by(method: CompressionMethod, entries: &[Entry<'_>]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn zipped(entries: &[Entry<'_>]) -> Vec<u8> {
    zip_by(CompressionMethod::Deflated, entries)
}

fn docx(parts: &[Entry<'_>]) -> Vec<u8> {
    let mut all = vec![("[Content_Types].xml", b"<Types/>".to_vec())];
    all.extend(parts.iter().cloned());
    zipped(&all)
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PDF with these bytes as a stream.
fn pdf(dictionary: &str, stream: &[u8]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n1 0 obj\n<<".to_vec();
    bytes.extend(dictionary.as_bytes());
    bytes.extend(b">>\nstream\r\n");
    bytes.extend(stream);
    bytes.extend(b"\nendstream\nendobj\nstartxref\n0\n%%EOF\n");
    bytes
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes
        .iter()
        .flat_map(|byte| format!("{byte:02X}").into_bytes());
    digits.chain(*b">").collect()
}

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

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

/// Looks, and gives what was found without what the kinds have in common.
fn told(bytes: &[u8]) -> Vec<(What, String)> {
    let found = Desk::new().look(bytes);
    let each = found.traces.into_iter();
    let each = each.flat_map(|(what, values)| values.into_iter().map(move |value| (what, value)));
    each.collect()
}

fn tiff(fields: &[Field]) -> Vec<u8> {
    let mut writer = Writer::new();
    for field in fields {
        writer.push_field(field);
    }
    let mut bytes = Cursor::new(Vec::new());
    writer.write(&mut bytes, false).unwrap();
    bytes.into_inner()
}

fn field(tag: Tag, value: Value) -> Field {
    let ifd_num = In::PRIMARY;
    Field {
        tag,
        ifd_num,
        value,
    }
}

fn ascii(text: &str) -> Value {
    Value::Ascii(vec![text.as_bytes().to_vec()])
}

fn degrees(degrees: u32, minutes: u32) -> Value {
    let whole = |num| Rational { num, denom: 1 };
    Value::Rational(vec![whole(degrees), whole(minutes), whole(0)])
}

fn jpeg(tiff: &[u8]) -> Vec<u8> {
    let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
    let parts: [&[u8]; 5] = [b"\xFF\xD8\xFF\xE1", &length, b"Exif\0\0", tiff, b"\xFF\xD9"];
    parts.concat()
}

#[test]
fn a_picture_tells_where_and_with_whose_camera_it_was_taken() {
    let fields = [
        field(Tag::GPSLatitudeRef, ascii("N")),
        field(Tag::GPSLatitude, degrees(26, 16)),
        field(Tag::GPSLongitudeRef, ascii("E")),
        field(Tag::GPSLongitude, degrees(117, 38)),
        field(Tag::Artist, ascii("张某")),
        field(Tag::Make, ascii("××")),
        field(Tag(Context::Exif, 0xA430), ascii("王某的相机")),
        field(Tag(Context::Exif, 0xA431), ascii("SN-0042")),
    ];
    let picture = tiff(&fields);
    let want = [
        (What::Place, "26 deg 16 min 0 sec N，117 deg 38 min 0 sec E"),
        (What::Owner, "王某的相机"),
        (What::Serial, "SN-0042"),
        (What::Author, "张某"),
    ];
    let want: Vec<_> = want
        .iter()
        .map(|(what, value)| (*what, (*value).to_owned()))
        .collect();
    assert_eq!(told(&picture), want);
    assert_eq!(told(&jpeg(&picture)), want);
    assert_eq!(told(&pdf("/Filter/DCTDecode", &jpeg(&picture))), want);
    assert_eq!(told(&tiff(&fields[5..6])), []);
    let mut writer = Writer::new();
    writer.push_field(&fields[5]);
    writer.set_jpeg(b"\xFF\xD8\xFF\xD9", In::THUMBNAIL);
    let mut with_preview = Cursor::new(Vec::new());
    writer.write(&mut with_preview, false).unwrap();
    let kinds = told(&with_preview.into_inner());
    assert!(kinds.iter().any(|(what, _)| *what == What::Preview));
    let xmp = b"<rdf:RDF xmlns:rdf='r' xmlns:e='e'><rdf:Description e:GPSLatitude='26,16N' e:SerialNumber='7'/></rdf:RDF>";
    let want = [
        (What::Place, "26,16N".to_owned()),
        (What::Serial, "7".to_owned()),
    ];
    assert_eq!(told(&joined(&[b"\xFF\xD8", xmp])), want);
}

#[test]
fn a_pdf_tells_its_author_in_every_version_of_it() {
    let info = b"<</Producer(p)/Author(\xCD\xF5\xC4\xB3)/Title<FEFF8BC14EBA>/Creator(W\\(P\\)S)/Subject()/Keywords 9 0 R>>";
    let want = [
        (What::Author, "王某"),
        (What::Title, "证人"),
        (What::Remark, "（另存一处）"),
        (What::Tool, "W(P)S"),
    ];
    let want: Vec<_> = want
        .iter()
        .map(|(what, value)| (*what, (*value).to_owned()))
        .collect();
    let plain = joined(&[b"%PDF-1.4\n1 0 obj", info, b"endobj %%EOF"]);
    assert_eq!(told(&plain), want);
    assert_eq!(told(&pdf("/Type/ObjStm", &zlib(info))), want);
    let later = joined(&[&plain, b"1 0 obj<</Producer(p)>>endobj startxref 1 %%EOF"]);
    let mut versions = want.clone();
    versions.push((What::Versions, "1 个".to_owned()));
    assert_eq!(
        told(&later),
        versions,
        "an update does not take the old author away"
    );
    let for_the_web = b"%PDF-1.4\n<</Linearized 1>> startxref 0 %%EOF startxref 9 %%EOF";
    assert_eq!(told(for_the_web), []);
    let outline = b"%PDF-1.4 <</Title(\xD2\xBB)/Parent 3 0 R>> <</Type/Page/Author 1>> %%EOF";
    assert_eq!(told(outline).len(), 1, "a heading is no description");
    let attached = pdf("/Type/EmbeddedFile", &zlib(b"x"));
    assert_eq!(told(&attached), [(What::Files, "PDF 带有附件".to_owned())]);
}

#[test]
fn a_document_tells_its_author_and_what_was_struck_out() {
    let core = "<c xmlns:d='d'><d:creator>张某</d:creator><lastModifiedBy>李某</lastModifiedBy><d:title/></c>";
    let text = "<w:document xmlns:w='w'><w:p><w:r><w:t>正文</w:t></w:r>\
                <w:del w:author='王某'><w:r><w:delText>举报人赵某</w:delText></w:r></w:del>\
                <w:del w:author='王某'/><w:ins w:author='王某'><w:r><w:t>有关人员</w:t></w:r></w:ins>\
                </w:p></w:document>";
    let comments = "<w:comments xmlns:w='w'><w:comment w:author='陈某'><w:t>核实</w:t></w:comment></w:comments>";
    let all = docx(&[
        ("docProps/core.xml", core.into()),
        ("docProps/app.xml", "<P><Company>××局</Company></P>".into()),
        ("word/document.xml", text.into()),
        ("word/comments.xml", comments.into()),
    ]);
    let want = [
        (What::Author, "张某"),
        (What::Editor, "李某"),
        (What::Company, "××局"),
        (What::Deleted, "2 处（王某）：举报人赵某"),
        (What::Inserted, "1 处（王某）：有关人员"),
        (What::Comments, "1 处（陈某）：核实"),
    ];
    let want: Vec<_> = want
        .iter()
        .map(|(what, value)| (*what, (*value).to_owned()))
        .collect();
    assert_eq!(told(&all), want);
    let plain = docx(&[("word/document.xml", b"<d><p>a</p></d>".to_vec())]);
    assert_eq!(told(&plain), []);
    let ofd = zipped(&[(
        "OFD.xml",
        "<o:OFD xmlns:o='o'><o:Author>张某</o:Author></o:OFD>".into(),
    )]);
    assert_eq!(told(&ofd), [(What::Author, "张某".to_owned())]);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.set_comment("内部").unwrap();
    archive
        .start_file("举报人.txt", SimpleFileOptions::default())
        .unwrap();
    let archive = archive.finish().unwrap().into_inner();
    let want = [(What::Remark, "内部"), (What::Files, "1 个：举报人.txt")];
    let want: Vec<_> = want
        .iter()
        .map(|(what, value)| (*what, (*value).to_owned()))
        .collect();
    assert_eq!(told(&archive), want);
}

#[test]
fn a_film_tells_where_it_was_taken() {
    let boxed = |kind: &[u8], body: &[u8]| {
        let length = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
        joined(&[&length, kind, body])
    };
    let place = boxed(b"\xA9xyz", b"\0\x12\x15\xC7+26.2654+117.6389/");
    let film = joined(&[
        &boxed(b"ftyp", b"isom0000"),
        &boxed(b"mdat", &[7; 100]),
        &boxed(b"moov", &boxed(b"udta", &place)),
    ]);
    let want = [(What::Place, "+26.2654+117.6389/".to_owned())];
    assert_eq!(told(&film), want);
    let small = Limits {
        part: 16,
        ..Limits::default()
    };
    let found = Desk::new().look_within(&film, small);
    assert!(found.traces.contains_key(&What::Place), "a large one too");
    let none = joined(&[&boxed(b"ftyp", b"isom0000"), &boxed(b"moov", &[0; 64])]);
    assert_eq!(told(&none), []);
    assert_eq!(
        told(b"\0\0\0\x18ftypmp42 cut"),
        [],
        "a film that is cut off"
    );
}
