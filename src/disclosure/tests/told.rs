//! What a file gives away beside what it shows.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Context, Field, In, Rational, Tag, Value};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Desk, docx, joined, pdf, zipped, zlib};
use crate::disclosure::{Limits, What};

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
