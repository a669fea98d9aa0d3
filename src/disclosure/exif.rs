//! Exif: what a camera writes into a picture.

use std::io::Cursor;

use exif::{Context, Error, Exif, Field, In, Reader, Tag, Value};

use super::What;
use super::walk::{Walk, contains};

/// Tag, what it gives away. The place is put together from several.
const TAGS: &[(Tag, What)] = &[
    (Tag::Artist, What::Author),
    (Tag(Context::Tiff, 0x9C9D), What::Author),
    (Tag::Copyright, What::Owner),
    (Tag(Context::Exif, 0xA430), What::Owner),
    (Tag(Context::Exif, 0xA431), What::Serial),
    (Tag(Context::Exif, 0xA435), What::Serial),
    (Tag(Context::Tiff, 0x013C), What::Owner),
    (Tag::ImageDescription, What::Title),
    (Tag(Context::Tiff, 0x9C9B), What::Title),
    (Tag::UserComment, What::Remark),
    (Tag(Context::Tiff, 0x9C9C), What::Remark),
    (Tag(Context::Tiff, 0x9C9E), What::Remark),
    (Tag(Context::Tiff, 0x9C9F), What::Remark),
];

/// Beginnings of pictures in which Exif stands. A HEIF has its name at the fifth byte.
const PICTURES: [&[u8]; 5] = [b"\xFF\xD8", b"II*\0", b"MM\0*", b"\x89PNG", b"RIFF"];

/// What stands before Exif in a JPEG, PNG and WebP.
const MARKS: [&[u8]; 3] = [b"Exif\0\0", b"eXIf", b"EXIF"];

/// Looks for Exif in a picture.
pub(super) fn look(walk: &mut Walk<'_>, bytes: &[u8]) {
    let is_heif = bytes.get(4..8) == Some(b"ftyp");
    if !is_heif && !PICTURES.iter().any(|mark| bytes.starts_with(mark)) {
        return;
    }
    let mut reader = Reader::new();
    let read = reader
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(bytes));
    let mut is_damaged = false;
    let read = read.or_else(|error| error.distill_partial_result(|_| is_damaged = true));
    match read {
        Ok(exif) => described(walk, &exif),
        Err(Error::NotFound(_) | Error::BlankValue(_)) => {}
        Err(_) => is_damaged = MARKS.iter().any(|mark| contains(bytes, mark)),
    }
    if is_damaged {
        walk.tell(What::Closed, "Exif 有损坏的部分");
    }
}

fn described(walk: &mut Walk<'_>, exif: &Exif) {
    place(walk, exif);
    let preview = exif.get_field(Tag::JPEGInterchangeFormat, In::THUMBNAIL);
    if preview.is_some() {
        walk.tell(What::Preview, "可能是遮盖以前的样子");
    }
    for field in exif.fields() {
        let number = field.tag.number();
        let known = TAGS.iter().find(|(tag, _)| tag.number() == number);
        if let Some((_, what)) = known.filter(|_| is_camera(field)) {
            walk.tell(*what, text(field));
        }
    }
}

/// GPS has tags of its own with the same numbers as others.
fn is_camera(field: &Field) -> bool {
    matches!(field.tag.context(), Context::Tiff | Context::Exif)
}

fn place(walk: &mut Walk<'_>, exif: &Exif) {
    let value = |tag| {
        let field = exif.get_field(tag, In::PRIMARY)?;
        Some(field.display_value().with_unit(exif).to_string())
    };
    let place = [Tag::GPSLatitude, Tag::GPSLongitude]
        .into_iter()
        .filter_map(value);
    let place: Vec<_> = place.collect();
    walk.tell(What::Place, place.join("，"));
    let mut named = exif
        .fields()
        .filter(|field| field.tag == Tag::GPSAreaInformation);
    if let Some(field) = named.next() {
        walk.tell(What::Place, text(field));
    }
}

/// A value as text: ASCII in the standard, and whatever the program's user wrote in truth.
fn text(field: &Field) -> String {
    let decoded = match &field.value {
        Value::Ascii(parts) => parts
            .iter()
            .map(|part| plain(part))
            .collect::<Vec<_>>()
            .join(" "),
        Value::Byte(bytes) => encoding_rs::UTF_16LE.decode(bytes).0.into_owned(),
        Value::Undefined(bytes, _) => plain(bytes.get(8..).unwrap_or(bytes)),
        _ => field.display_value().to_string(),
    };
    decoded.trim_matches(['\0', ' ']).to_owned()
}

fn plain(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    }
}
