//! MP4, MOV and the like: where it was taken, and with whose device.

use std::io::{Read as _, SeekFrom};

use super::What;
use super::walk::{Source, Walk, find};

/// The largest index of a film that is read.
const INDEX: u64 = 64 << 20;
/// How many boxes are looked at.
const BOXES: u32 = 4096;
/// The longest place that is told.
const LONGEST: usize = 48;

/// Names of what the index says of a place, as text behind them.
const PLACES: [&[u8]; 3] = [b"\xA9xyz", b"com.apple.quicktime.location.ISO6709", b"loci"];

/// Whether a beginning is that of such a film.
pub(super) fn is_film(head: &[u8]) -> bool {
    let kinds: [&[u8]; 6] = [b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"];
    head.get(4..8).is_some_and(|kind| kinds.contains(&kind))
}

/// Looks into the index of a film.
pub(super) fn look(walk: &mut Walk<'_>, source: &mut dyn Source, size: u64) {
    let mut at = 0_u64;
    for _ in 0..BOXES {
        if at >= size {
            return;
        }
        let Some((kind, header, length)) = header(source, at) else {
            return;
        };
        let length = if length == 0 { size - at } else { length };
        if &kind == b"moov" || &kind == b"meta" {
            index(
                walk,
                source,
                at.saturating_add(header),
                length.saturating_sub(header),
            );
        }
        if length < header {
            return;
        }
        at = at.saturating_add(length);
    }
}

/// Kind, length of the header and of the whole box.
fn header(source: &mut dyn Source, at: u64) -> Option<([u8; 4], u64, u64)> {
    source.seek(SeekFrom::Start(at)).ok()?;
    let (mut short, mut kind) = ([0; 4], [0; 4]);
    source.read_exact(&mut short).ok()?;
    source.read_exact(&mut kind).ok()?;
    if u32::from_be_bytes(short) != 1 {
        return Some((kind, 8, u64::from(u32::from_be_bytes(short))));
    }
    let mut long = [0; 8];
    source.read_exact(&mut long).ok()?;
    Some((kind, 16, u64::from_be_bytes(long)))
}

fn index(walk: &mut Walk<'_>, source: &mut dyn Source, at: u64, length: u64) {
    if length > INDEX {
        return walk.tell(What::Closed, "录像的索引过大");
    }
    let mut bytes = Vec::new();
    let read = source
        .seek(SeekFrom::Start(at))
        .and_then(|_| (&mut *source).take(length).read_to_end(&mut bytes));
    if read.is_err() {
        return walk.tell(What::Closed, "录像的索引读不出");
    }
    for name in PLACES {
        if let Some(found) = find(&bytes, name, 0) {
            let place = coordinates(bytes.get(found..).unwrap_or_default());
            walk.tell(What::Place, place.unwrap_or_else(|| "写有地点".to_owned()));
        }
    }
    // the place stands in the list of values, apart from its name
    if let Some(place) = coordinates(&bytes) {
        walk.tell(What::Place, place);
    }
}

/// The first text of the form of ISO 6709: `+26.2654+117.6389/`.
fn coordinates(bytes: &[u8]) -> Option<String> {
    let is_of = |byte: &u8| byte.is_ascii_digit() || b"+-./".contains(byte);
    let starts = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| b"+-".contains(byte));
    for (start, _) in starts {
        let rest = bytes.get(start..).unwrap_or_default();
        let text: String = rest
            .iter()
            .take_while(|byte| is_of(byte))
            .take(LONGEST)
            .map(|&byte| char::from(byte))
            .collect();
        let signs = text.matches(['+', '-']).count();
        let points = text.matches('.').count();
        if text.len() >= 12 && (2..=3).contains(&signs) && points >= 2 {
            return Some(text);
        }
    }
    None
}
