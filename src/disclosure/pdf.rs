//! PDF: who made it, the versions that are still in it, and what is in its streams.
//!
//! A reader of PDFs follows the last table of objects and shows the last version. What gives
//! something away is what that table no longer names, so the bytes are gone through here instead,
//! whatever names them: every stream, every dictionary with the names of a description.

use flate2::read::ZlibDecoder;

use super::walk::{Walk, contains, find};
use super::{What, ascii};

/// How much before a stream its dictionary is looked for.
const BEFORE: usize = 2048;
/// How many dictionaries are read in one text, and how much of each.
const DICTIONARIES: usize = 100_000;
const DICTIONARY: usize = 16 << 10;
/// The longest value that is read.
const LONGEST: usize = 1024;

/// Names in a description, what they give away.
const NAMES: &[(&[u8], What)] = &[
    (b"Author", What::Author),
    (b"Title", What::Title),
    (b"Subject", What::Remark),
    (b"Keywords", What::Remark),
    (b"Creator", What::Tool),
];
/// Names by which a dictionary is known to be a description.
const OF_DESCRIPTION: [&[u8]; 5] = [
    b"Producer",
    b"Creator",
    b"Author",
    b"CreationDate",
    b"ModDate",
];
/// Names of ways to write a stream that are not undone here.
const CODES: &[(&[u8], &str)] = &[
    (b"LZWDecode", "用 LZW 压缩的部分"),
    (b"RunLengthDecode", "用 RunLength 压缩的部分"),
];

/// Looks into a PDF.
pub(super) fn look(walk: &mut Walk<'_>, bytes: &[u8], depth: u32) {
    versions(walk, bytes);
    if contains(bytes, b"/Encrypt") {
        // its texts and streams are not what they look like
        return walk.tell(What::Closed, "PDF 加了密");
    }
    let mut attached = count(bytes, b"/EmbeddedFile");
    described(walk, bytes);
    let mut from = 0;
    let mut next_end = Some(0);
    while let Some(at) = find(bytes, b"stream", from) {
        from = at + b"stream".len();
        let before = bytes.get(at.saturating_sub(BEFORE)..at).unwrap_or_default();
        let after = bytes.get(from..).unwrap_or_default();
        let data = after
            .strip_prefix(b"\r\n")
            .or_else(|| after.strip_prefix(b"\n"));
        let Some(data) = data.or_else(|| after.strip_prefix(b"\r")) else {
            continue;
        };
        if before.ends_with(b"end") {
            continue;
        }
        if !walk.enter() {
            break;
        }
        let dictionary = dictionary_of(before);
        for (name, told) in CODES {
            if contains(dictionary, name) {
                walk.tell(What::Closed, *told);
            }
        }
        let start = bytes.len() - data.len();
        if next_end.is_some_and(|end| end < start) {
            next_end = find(bytes, b"endstream", start);
        }
        let raw = bytes.get(start..next_end.unwrap_or(bytes.len()));
        let raw = raw.unwrap_or_default();
        let raw_size = raw.len() as u64;
        let undone = match () {
            () if contains(dictionary, b"ASCII85Decode") => Some(ascii::base85(raw)),
            () if contains(dictionary, b"ASCIIHexDecode") => Some(ascii::base16(raw)),
            () => None,
        };
        // a stream tells its own end; `endstream` may stand in the middle of it
        let data = undone.as_deref().unwrap_or(data);
        if is_zlib(data) {
            let unpacked = walk.unpack(ZlibDecoder::new(data), raw_size);
            if let Some(unpacked) = unpacked {
                attached += count(&unpacked, b"/EmbeddedFile");
                described(walk, &unpacked);
                walk.part(&unpacked, depth + 1);
            }
        } else if walk.spend(raw_size) {
            let raw = undone.as_deref().unwrap_or(raw);
            let raw = raw.strip_suffix(b"\n").unwrap_or(raw);
            walk.part(raw.strip_suffix(b"\r").unwrap_or(raw), depth + 1);
        }
    }
    if attached > 0 {
        walk.tell(What::Files, "PDF 带有附件");
    }
}

/// An update leaves what was there before and adds to it. A PDF that is prepared for the web has
/// two ends from the beginning.
fn versions(walk: &mut Walk<'_>, bytes: &[u8]) {
    let ends = count(bytes, b"%%EOF").max(count(bytes, b"startxref"));
    let head = bytes.get(..1024).unwrap_or(bytes);
    let own = if contains(head, b"/Linearized") { 2 } else { 1 };
    if ends > own {
        walk.tell(What::Versions, format!("{} 个", ends - own));
    }
}

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    memchr::memmem::find_iter(bytes, wanted).count()
}

/// The text between the last `obj` and a stream.
fn dictionary_of(before: &[u8]) -> &[u8] {
    let at = memchr::memmem::rfind(before, b" obj").unwrap_or_default();
    before.get(at..).unwrap_or_default()
}

/// Whether bytes are a zlib stream, by its first two.
fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [method, flags, ..] => {
            method & 0x0F == 8
                && method >> 4 <= 7
                && (u16::from(*method) * 256 + u16::from(*flags)) % 31 == 0
        }
        _ => false,
    }
}

/// Reads every flat dictionary that has the names of a description.
fn described(walk: &mut Walk<'_>, bytes: &[u8]) {
    for at in memchr::memmem::find_iter(bytes, b"<<").take(DICTIONARIES) {
        let rest = bytes.get(at + 2..).unwrap_or_default();
        let rest = rest.get(..DICTIONARY).unwrap_or(rest);
        let pairs = flat(rest);
        let is_one = pairs.iter().any(|(name, _)| OF_DESCRIPTION.contains(name));
        // what a reader marks on a page has a day too
        let is_mark = pairs
            .iter()
            .any(|(name, _)| [b"Subtype".as_slice(), b"Rect"].contains(name));
        if !is_one || is_mark {
            continue;
        }
        for (name, value) in pairs {
            if let Some((_, what)) = NAMES.iter().find(|(known, _)| *known == name) {
                walk.tell(*what, value);
            }
        }
    }
}

/// The names and texts of a dictionary that holds no other one; what follows another one is left.
fn flat(bytes: &[u8]) -> Vec<(&[u8], String)> {
    let mut pairs = Vec::new();
    let mut name: &[u8] = b"";
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'>' => break,
            b'<' if after.first() == Some(&b'<') => break,
            b'/' => {
                let end = after.iter().position(|byte| !is_regular(*byte));
                let (word, more) = after.split_at(end.unwrap_or(after.len()));
                (name, rest) = (word, more);
                pairs.push((name, String::new()));
            }
            b'(' | b'<' => {
                let (value, more) = if first == b'(' {
                    literal(after)
                } else {
                    digits(after)
                };
                rest = more;
                if let Some(pair) = pairs.last_mut().filter(|pair| pair.0 == name) {
                    pair.1 = text(&value);
                }
            }
            b'0'..=b'9' if NAMES.iter().any(|(known, _)| *known == name) => {
                if let Some(pair) = pairs.last_mut().filter(|pair| pair.1.is_empty()) {
                    "（另存一处）".clone_into(&mut pair.1);
                }
            }
            _ => {}
        }
    }
    pairs
}

fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte)
}

/// A text in parentheses, which may hold others.
fn literal(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let (mut value, mut open, mut at) = (Vec::new(), 1_u32, 0);
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' => {
                let escaped = bytes.get(at).copied().unwrap_or_default();
                let octal = bytes.get(at..).unwrap_or_default();
                let octal = octal
                    .iter()
                    .take(3)
                    .take_while(|byte| (b'0'..=b'7').contains(byte));
                let octal: Vec<u8> = octal.copied().collect();
                at += octal.len().max(1);
                match escaped {
                    b'n' => value.push(b'\n'),
                    b'r' => value.push(b'\r'),
                    b't' => value.push(b'\t'),
                    b'\n' | b'\r' => {}
                    b'0'..=b'7' => {
                        let number = octal
                            .iter()
                            .fold(0_u32, |sum, byte| sum * 8 + u32::from(byte - b'0'));
                        value.push((number & 0xFF) as u8);
                    }
                    other => value.push(other),
                }
                continue;
            }
            b'(' => open += 1,
            b')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            break;
        }
        if value.len() < LONGEST {
            value.push(byte);
        }
    }
    (value, bytes.get(at..).unwrap_or_default())
}

/// A text in hexadecimal digits.
fn digits(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'>');
    let (text, rest) = bytes.split_at(end.unwrap_or(bytes.len()));
    let text = text.get(..2 * LONGEST).unwrap_or(text);
    (ascii::base16(text), rest.get(1..).unwrap_or_default())
}

/// A text as a PDF has it: UTF-16 or UTF-8 with a mark, else as programs write it.
fn text(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    }
}
