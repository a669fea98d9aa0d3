//! The ZIP of another program, read in place.
//!
//! It may be compressed, carry data descriptors, directory entries, extra fields and attributes,
//! and list its entries in another order than they lie. What would let two readers see two
//! different archives is refused all the same: entries lie end to end from offset 0, each local
//! header agrees with its central entry, names are unique and plain, nothing is hidden before,
//! between or after.

use std::io::{self, BufReader, Read};

use flate2::bufread::DeflateDecoder;

use super::end::Directory;
use super::entry::{
    CENTRAL, DESCRIPTOR, ENCRYPTED, Header, KIND, KIND_FILE, KIND_FOLDER, LOCAL, LOCAL_LENGTH,
    UTF8, ZIP64, parse_common,
};
use super::fields::Fields;
use super::flaw::{Defect, Flaw, in_entry};
use super::handle::Handle;
use crate::package::container::{Oddity, limit};
use crate::package::name;

const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// The two flags that say how hard a deflater tried.
const EFFORT: u16 = 3 << 1;
const UNICODE_PATH: u16 = 0x7075;
const AES: u16 = 0x9901;
const AES_METHOD: u16 = 99;
const DESCRIPTOR_SIGNATURE: [u8; 4] = *b"PK\x07\x08";
const DOS_FOLDER: u32 = 0x10;

/// A file, stored or compressed.
#[derive(Debug)]
pub(in crate::package) struct Packed {
    pub(in crate::package) name: String,
    pub(in crate::package) size: u64,
    stored: u64,
    crc32: u32,
    is_deflated: bool,
    data: u64,
}

/// An entry of the central directory.
struct Central<'a> {
    header: Header<'a>,
    name: String,
    start: u64,
    is_folder: bool,
}

/// Reads the central directory and the local header of each entry.
pub(super) fn read_all(
    handle: &Handle,
    directory: &Directory,
    oddities: &mut Vec<Oddity>,
) -> Result<Vec<Packed>, Defect> {
    let bytes = handle.bytes(directory.start, directory.size)?;
    let mut fields = Fields::new(&bytes);
    let mut entries = Vec::new();
    while !fields.is_empty() {
        entries.push(central(&mut fields, oddities)?);
    }
    if entries.len() as u64 != directory.count {
        return Err(Flaw::Directory.into());
    }
    // the order of the directory is that of the files; where they lie is another matter
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|at| entries.get(*at).map(|entry| entry.start));
    let mut position = 0;
    let mut places = vec![0; entries.len()];
    for (rank, at) in order.iter().enumerate() {
        let Some(entry) = entries.get(*at) else {
            continue;
        };
        let next = order.get(rank + 1).and_then(|next| entries.get(*next));
        let stop = next.map_or(directory.start, |next| next.start);
        let data = place(handle, entry, position, stop, directory.start)
            .map_err(|defect| defect.of(&entry.name))?;
        if let Some(place) = places.get_mut(*at) {
            *place = data;
        }
        position = stop;
    }
    let total = entries.iter().map(|entry| entry.header.size);
    let total = total.fold(0_u64, u64::saturating_add);
    if total > limit(handle.length()) {
        return Err(Flaw::Bomb { bytes: total }.into());
    }
    let files = entries.into_iter().zip(places);
    Ok(files
        .filter(|(entry, _)| !entry.is_folder)
        .map(|(entry, data)| Packed {
            name: entry.name,
            size: entry.header.size,
            stored: entry.header.packed,
            crc32: entry.header.crc32,
            is_deflated: entry.header.method() == DEFLATED,
            data,
        })
        .collect())
}

fn central<'a>(fields: &mut Fields<'a>, oddities: &mut Vec<Oddity>) -> Result<Central<'a>, Defect> {
    let mut parse = || {
        fields.signature(CENTRAL)?;
        fields.u16()?;
        let (mut header, name, extra) = parse_common(fields)?;
        let comment = fields.u16()?;
        let disk = fields.u16()?;
        let (_, external, start) = (fields.u16()?, fields.u32()?, u64::from(fields.u32()?));
        header.name = fields.bytes(name)?;
        let extra = fields.bytes(extra)?;
        fields.bytes(comment.into())?;
        Some((header, extra, disk, external, start))
    };
    let (mut header, extra, disk, external, mut start) = parse().ok_or(Flaw::Directory)?;
    if disk != 0 {
        return Err(Flaw::Disks.into());
    }
    let lossy = String::from_utf8_lossy(header.name).into_owned();
    let fail = |flaw| in_entry(&lossy, flaw);
    check_extra(extra, header.name).map_err(fail)?;
    widen(extra, [&mut header.size, &mut header.packed, &mut start])
        .ok_or_else(|| fail(Flaw::Extra))?;
    let name = check(&header, oddities).map_err(fail)?;
    let kind = external & KIND;
    let is_folder = name.ends_with('/');
    match kind {
        _ if is_folder && header.size != 0 => return Err(fail(Flaw::Folder)),
        KIND_FOLDER if !is_folder => return Err(fail(Flaw::Folder)),
        0 if !is_folder && external & DOS_FOLDER != 0 => return Err(fail(Flaw::Folder)),
        0 | KIND_FILE | KIND_FOLDER => {}
        _ => return Err(fail(Flaw::Special)),
    }
    let plain = name.strip_suffix('/').unwrap_or(&name);
    if let Some(problem) = name::hazard(plain) {
        return Err(fail(Flaw::Name { problem }));
    }
    Ok(Central {
        header,
        name,
        start,
        is_folder,
    })
}

fn check(header: &Header<'_>, oddities: &mut Vec<Oddity>) -> Result<String, Flaw> {
    let (flags, method) = (header.flags(), header.method());
    if flags & ENCRYPTED != 0 || method == AES_METHOD {
        return Err(Flaw::Encrypted);
    }
    if ![STORED, DEFLATED].contains(&method) {
        return Err(Flaw::Method { method });
    }
    if flags & !(UTF8 | DESCRIPTOR | EFFORT) != 0 {
        return Err(Flaw::Flags { flags });
    }
    if method == STORED && header.packed != header.size {
        let (packed, size) = (header.packed, header.size);
        return Err(Flaw::Sizes { packed, size });
    }
    let is_marked = flags & UTF8 != 0;
    match std::str::from_utf8(header.name) {
        Err(_) if is_marked => Err(Flaw::NotUtf8),
        Err(_) => Err(Flaw::Unmarked),
        Ok(name) => {
            if !is_marked && !name.is_ascii() && !oddities.contains(&Oddity::UnmarkedNames) {
                oddities.push(Oddity::UnmarkedNames);
            }
            Ok(name.to_owned())
        }
    }
}

/// The extra fields of an entry, as numbers and contents; `None` where they cannot be told apart.
fn extras(extra: &[u8]) -> Option<Vec<(u16, &[u8])>> {
    let mut fields = Fields::new(extra);
    let mut found = Vec::new();
    while !fields.is_empty() {
        let (kind, length) = (fields.u16()?, fields.u16()?);
        found.push((kind, fields.bytes(length.into())?));
    }
    Some(found)
}

/// Refuses extra fields that give an entry another name or hide its content.
fn check_extra(extra: &[u8], name: &[u8]) -> Result<(), Flaw> {
    for (kind, content) in extras(extra).ok_or(Flaw::Extra)? {
        match kind {
            AES => return Err(Flaw::Encrypted),
            // version and CRC-32 of the header's name, then the name
            UNICODE_PATH if content.get(5..) != Some(name) => return Err(Flaw::Ambiguous),
            _ => {}
        }
    }
    Ok(())
}

/// Replaces saturated 32-bit values by those of the ZIP64 extra field, in its order.
fn widen<const N: usize>(extra: &[u8], values: [&mut u64; N]) -> Option<()> {
    let extras = extras(extra)?;
    let mut wide = extras.iter().filter(|(kind, _)| *kind == ZIP64);
    let content = wide.next().map(|(_, content)| *content);
    if wide.next().is_some() {
        return None;
    }
    let mut fields = Fields::new(content.unwrap_or_default());
    for value in values {
        if *value == u64::from(u32::MAX) && content.is_some() {
            *value = fields.u64()?;
        }
    }
    Some(())
}

/// Where the data of an entry begin, after comparing its local header and its data descriptor.
fn place(
    handle: &Handle,
    entry: &Central<'_>,
    position: u64,
    stop: u64,
    limit: u64,
) -> Result<u64, Defect> {
    let central = &entry.header;
    if entry.start != position {
        let (expected, found) = (position, entry.start);
        return Err(Flaw::Place { expected, found }.into());
    }
    let reach = limit.saturating_sub(entry.start);
    let fixed = handle.bytes(entry.start, LOCAL_LENGTH.min(reach))?;
    let mut fields = Fields::new(&fixed);
    let parsed = fields
        .signature(LOCAL)
        .and_then(|()| parse_common(&mut fields));
    let (mut local, name, extra) = parsed.ok_or(Flaw::LocalHeader)?;
    let variable = (name + extra) as u64;
    let data = entry.start + LOCAL_LENGTH + variable;
    if data > limit {
        return Err(Flaw::LocalHeader.into());
    }
    let rest = handle.bytes(entry.start + LOCAL_LENGTH, variable)?;
    let (name, extra) = rest.split_at(name.min(rest.len()));
    let streamed = local.flags() & DESCRIPTOR != 0;
    check_extra(extra, name)?;
    if local.size == u64::from(u32::MAX) || local.packed == u64::from(u32::MAX) {
        widen(extra, [&mut local.size, &mut local.packed]).ok_or(Flaw::Extra)?;
    }
    let same = |local: u64, central: u64| local == central || (streamed && local == 0);
    let agrees = name == central.name
        && local.flags() == central.flags()
        && local.method() == central.method()
        && same(local.crc32.into(), central.crc32.into())
        && same(local.size, central.size)
        && same(local.packed, central.packed);
    if !agrees {
        return Err(Flaw::LocalHeader.into());
    }
    let end = data.checked_add(central.packed).ok_or(Flaw::Overrun)?;
    if end > limit {
        return Err(Flaw::Overrun.into());
    }
    let is_closed = if streamed && stop > end {
        is_descriptor(&handle.bytes(end, (stop - end).min(25))?, central)
    } else {
        end == stop && !streamed
    };
    // directories need no descriptor, and some writers set the flag on them all the same
    if is_closed || (end == stop && entry.is_folder) {
        Ok(data)
    } else if stop == limit && !streamed && end < stop {
        Err(Flaw::Gap { bytes: stop - end }.into())
    } else if streamed {
        Err(Flaw::DescriptorDiffers.into())
    } else {
        let (expected, found) = (end, stop);
        Err(Flaw::Place { expected, found }.into())
    }
}

/// Whether bytes are exactly the data descriptor of an entry: with or without signature, in 32 or
/// 64 bits.
fn is_descriptor(bytes: &[u8], central: &Header<'_>) -> bool {
    let mut forms = Vec::new();
    for signature in [&DESCRIPTOR_SIGNATURE[..], &[]] {
        let start = [signature, &central.crc32.to_le_bytes()].concat();
        let wide = [central.packed.to_le_bytes(), central.size.to_le_bytes()].concat();
        forms.push([&start[..], &wide].concat());
        let narrow = u32::try_from(central.packed).and_then(|packed| {
            let size = u32::try_from(central.size)?;
            Ok([packed.to_le_bytes(), size.to_le_bytes()].concat())
        });
        if let Ok(narrow) = narrow {
            forms.push([&start[..], &narrow].concat());
        }
    }
    forms.iter().any(|form| form == bytes)
}

impl Packed {
    /// Reads the file through, handing on what it holds; whether its CRC-32 agrees. Never more
    /// than the size that the directory gives.
    pub(in crate::package) fn read(
        &self,
        handle: &Handle,
        buffer: &mut [u8],
        take: &mut dyn FnMut(&[u8]),
    ) -> io::Result<bool> {
        let raw = handle.at(self.data).take(self.stored);
        let mut crc = flate2::Crc::new();
        let mut take = |bytes: &[u8]| {
            crc.update(bytes);
            take(bytes);
        };
        if self.is_deflated {
            let mut reader = DeflateDecoder::new(BufReader::with_capacity(64 << 10, raw));
            exactly(&mut reader, self.size, buffer, &mut take)?;
            if reader.total_in() != self.stored {
                return Err(invalid("压缩数据之后还有多余数据"));
            }
        } else {
            let mut raw = raw;
            exactly(&mut raw, self.size, buffer, &mut take)?;
        }
        Ok(crc.sum() == self.crc32)
    }
}

fn invalid(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// Reads so many bytes and the end.
fn exactly(
    from: &mut impl Read,
    size: u64,
    buffer: &mut [u8],
    take: &mut dyn FnMut(&[u8]),
) -> io::Result<()> {
    let mut left = size;
    loop {
        let chunk =
            crate::package::digest::fill(from, buffer).map_err(|error| match error.kind() {
                io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                    invalid("压缩数据无法展开")
                }
                _ => error,
            })?;
        if chunk.is_empty() {
            break;
        }
        left = left
            .checked_sub(chunk.len() as u64)
            .ok_or_else(|| invalid("展开后比所写的大"))?;
        take(chunk);
    }
    if left == 0 {
        Ok(())
    } else {
        Err(invalid("展开后比所写的小"))
    }
}
