//! The entries of a ZIP: the central directory and the local headers.

use super::end::Directory;
use super::fields::Fields;
use super::flaw::{Defect, Flaw, in_entry};
use super::handle::Handle;

pub(super) const CENTRAL: [u8; 4] = *b"PK\x01\x02";
pub(super) const LOCAL: [u8; 4] = *b"PK\x03\x04";
pub(super) const LOCAL_LENGTH: u64 = 30;
/// The longest extra field of a local header: a ZIP64 one with two sizes.
const LOCAL_EXTRA: u64 = 20;
pub(super) const ZIP64: u16 = 1;

pub(super) const ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
pub(super) const DESCRIPTOR: u16 = 1 << 3;
pub(super) const UTF8: u16 = 1 << 11;

/// The upper byte of "made by"; the lower is the version needed.
const UNIX: u16 = 3 << 8;
const PLAIN_FILE: u32 = 0o100_644 << 16;
pub(super) const KIND: u32 = 0o170_000 << 16;
pub(super) const KIND_FOLDER: u32 = 0o040_000 << 16;
pub(super) const KIND_FILE: u32 = 0o100_000 << 16;

/// A stored file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) size: u64,
}

/// What a local header and a central entry have in common.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header<'a> {
    /// Version needed, flags, method, time, date.
    plain: [u16; 5],
    pub(super) crc32: u32,
    pub(super) packed: u64,
    pub(super) size: u64,
    pub(super) name: &'a [u8],
}

impl Header<'_> {
    fn version(&self) -> u16 {
        self.plain[0]
    }

    pub(super) fn flags(&self) -> u16 {
        self.plain[1]
    }

    pub(super) fn method(&self) -> u16 {
        self.plain[2]
    }
}

/// What only a central entry has.
#[derive(Debug)]
struct Central<'a> {
    header: Header<'a>,
    made_by: u16,
    internal: u16,
    external: u32,
    has_comment: bool,
    start: u64,
}

/// Reads the whole central directory and the local header of each entry.
pub(super) fn read_all(handle: &Handle, directory: &Directory) -> Result<Vec<Entry>, Defect> {
    let bytes = handle.bytes(directory.start, directory.size)?;
    let mut fields = Fields::new(&bytes);
    let mut entries = Vec::new();
    let mut position = 0;
    while !fields.is_empty() {
        let central = parse_central(&mut fields)?;
        // for messages only: what is not UTF-8 is refused
        let name = String::from_utf8_lossy(central.header.name);
        check(&central).map_err(|flaw| in_entry(&name, flaw))?;
        if central.start != position {
            let flaw = Flaw::Place {
                expected: position,
                found: central.start,
            };
            return Err(in_entry(&name, flaw));
        }
        let data = data_start(handle, position, &central.header, directory.start);
        let end = data?.and_then(|start| start.checked_add(central.header.size));
        let end = end.ok_or_else(|| in_entry(&name, Flaw::LocalHeader))?;
        if end > directory.start {
            return Err(in_entry(&name, Flaw::Overrun));
        }
        position = end;
        entries.push(Entry {
            name: name.into_owned(),
            size: central.header.size,
        });
    }
    if entries.len() as u64 != directory.count {
        return Err(Flaw::Directory.into());
    }
    if position != directory.start {
        return Err(Flaw::Gap {
            bytes: directory.start - position,
        }
        .into());
    }
    Ok(entries)
}

/// The fields that both kinds of header share, without name and extra field, whose lengths follow.
pub(super) fn parse_common<'a>(fields: &mut Fields<'a>) -> Option<(Header<'a>, usize, usize)> {
    let plain = [
        fields.u16()?,
        fields.u16()?,
        fields.u16()?,
        fields.u16()?,
        fields.u16()?,
    ];
    let crc32 = fields.u32()?;
    let (packed, size) = (fields.u32()?.into(), fields.u32()?.into());
    let (name, extra) = (fields.u16()?.into(), fields.u16()?.into());
    Some((
        Header {
            plain,
            crc32,
            packed,
            size,
            name: &[],
        },
        name,
        extra,
    ))
}

fn parse_central<'a>(fields: &mut Fields<'a>) -> Result<Central<'a>, Defect> {
    let mut parse = || {
        fields.signature(CENTRAL)?;
        let made_by = fields.u16()?;
        let (mut header, name, extra) = parse_common(fields)?;
        let comment = fields.u16()?;
        let disk = fields.u16()?;
        let (internal, external, start) = (fields.u16()?, fields.u32()?, fields.u32()?.into());
        header.name = fields.bytes(name)?;
        let extra = fields.bytes(extra)?;
        fields.bytes(comment.into())?;
        let has_comment = comment != 0;
        let central = Central {
            header,
            made_by,
            internal,
            external,
            has_comment,
            start,
        };
        Some((central, disk, extra))
    };
    let (mut central, disk, extra) = parse().ok_or(Flaw::Directory)?;
    if disk != 0 {
        return Err(Flaw::Disks.into());
    }
    let Header {
        packed, size, name, ..
    } = &mut central.header;
    widen(extra, [size, packed, &mut central.start])
        .ok_or_else(|| in_entry(&String::from_utf8_lossy(name), Flaw::Extra))?;
    Ok(central)
}

/// Replaces the saturated ones among 32-bit values by those of a ZIP64 extra field, which must be
/// there exactly when it is needed and hold exactly those.
fn widen<const N: usize>(extra: &[u8], values: [&mut u64; N]) -> Option<()> {
    let saturated = values
        .into_iter()
        .filter(|value| **value == u64::from(u32::MAX));
    let mut fields = Fields::new(extra);
    let mut announced = None;
    for value in saturated {
        if announced.is_none() {
            (fields.u16()? == ZIP64).then_some(())?;
            announced = fields.u16();
        }
        *value = fields.u64()?;
    }
    let held = extra.len().saturating_sub(4);
    let is_exact = announced.is_none_or(|length| usize::from(length) == held);
    (is_exact && fields.is_empty()).then_some(())
}

fn check(central: &Central<'_>) -> Result<(), Flaw> {
    let Central {
        header, external, ..
    } = central;
    let name = std::str::from_utf8(header.name);
    let kind = external & KIND;
    let size = (header.packed, header.size);
    match header.flags() {
        flags if flags & ENCRYPTED != 0 => return Err(Flaw::Encrypted),
        flags if flags & DESCRIPTOR != 0 => return Err(Flaw::Descriptor),
        flags if flags & !UTF8 != 0 => return Err(Flaw::Flags { flags }),
        flags if !header.name.is_ascii() && flags & UTF8 == 0 => return Err(Flaw::Unmarked),
        _ if name.is_err() => return Err(Flaw::NotUtf8),
        _ if header.method() != 0 => {
            return Err(Flaw::Method {
                method: header.method(),
            });
        }
        _ if header.name.ends_with(b"/") || kind == KIND_FOLDER => return Err(Flaw::Folder),
        _ if kind != 0 && kind != KIND_FILE => return Err(Flaw::Special),
        _ if central.has_comment => return Err(Flaw::EntryComment),
        _ if size.0 != size.1 => {
            return Err(Flaw::Sizes {
                packed: size.0,
                size: size.1,
            });
        }
        _ => {}
    }
    let attributes = (central.internal, *external);
    if attributes != (0, PLAIN_FILE) || central.made_by != UNIX | header.version() {
        return Err(Flaw::Attributes);
    }
    Ok(())
}

/// Where the data of the entry whose local header is at `start` begin; `None` where that header
/// is not the central entry's.
fn data_start(
    handle: &Handle,
    start: u64,
    central: &Header<'_>,
    limit: u64,
) -> Result<Option<u64>, Defect> {
    let reach = LOCAL_LENGTH + central.name.len() as u64 + LOCAL_EXTRA;
    let bytes = handle.bytes(start, reach.min(limit.saturating_sub(start)))?;
    let mut fields = Fields::new(&bytes);
    let mut parse = || {
        fields.signature(LOCAL)?;
        let (mut local, name, extra) = parse_common(&mut fields)?;
        let length = LOCAL_LENGTH + name as u64 + extra as u64;
        local.name = fields.bytes(name)?;
        widen(fields.bytes(extra)?, [&mut local.size, &mut local.packed])?;
        (local == *central).then_some(start + length)
    };
    Ok(parse())
}
