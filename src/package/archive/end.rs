//! The records at the end of a ZIP, which say where its central directory is.

use super::fields::Fields;
use super::flaw::{Defect, Flaw};
use super::handle::Handle;

const END: [u8; 4] = *b"PK\x05\x06";
const END_64: [u8; 4] = *b"PK\x06\x06";
const LOCATOR_64: [u8; 4] = *b"PK\x06\x07";
const END_LENGTH: u64 = 22;
const END_64_LENGTH: u64 = 56;
const LOCATOR_64_LENGTH: u64 = 20;

/// A million entries with long names need less.
const LARGEST_DIRECTORY: u64 = 512 << 20;

/// Where the central directory is, and how many entries it should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Directory {
    pub(super) start: u64,
    pub(super) size: u64,
    pub(super) count: u64,
}

/// Who wrote the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writer {
    Ours,
    Any,
}

/// Finds the central directory through the end record, which must be the file's last 22 bytes.
pub(super) fn locate(handle: &Handle) -> Result<Directory, Defect> {
    let end = handle.length().checked_sub(END_LENGTH).ok_or(Flaw::NoEnd)?;
    if !has_end(handle, end)? {
        return Err(why_not_at_the_end(handle)?.into());
    }
    read_at(handle, end, 0, Writer::Ours)
}

/// As [`locate`], where a comment may follow the end record, if nothing in it can be taken for
/// another end record.
pub(super) fn locate_before_comment(handle: &Handle) -> Result<Directory, Defect> {
    let last = handle.length().checked_sub(END_LENGTH).ok_or(Flaw::NoEnd)?;
    if has_end(handle, last)? {
        return read_at(handle, last, 0, Writer::Any);
    }
    let reach = last.min(u16::MAX.into());
    let tail = handle.bytes(last - reach, reach + END_LENGTH)?;
    let found = tail.windows(END.len()).enumerate();
    let mut places = found.filter(|(_, window)| *window == END);
    match (places.next(), places.next()) {
        (Some((at, _)), None) => {
            let comment = tail.len() as u64 - at as u64;
            let comment = comment.checked_sub(END_LENGTH).ok_or(Flaw::NoEnd)?;
            read_at(handle, last - comment, comment, Writer::Any)
        }
        _ => Err(why_not_at_the_end(handle)?.into()),
    }
}

fn has_end(handle: &Handle, at: u64) -> Result<bool, Defect> {
    Ok(handle.bytes(at, END.len() as u64)? == END)
}

/// Reads the end record at a place, which a comment of that length follows.
fn read_at(handle: &Handle, end: u64, comment: u64, writer: Writer) -> Result<Directory, Defect> {
    let bytes = handle.bytes(end, END_LENGTH)?;
    let mut fields = Fields::new(&bytes);
    fields.signature(END).ok_or(Flaw::NoEnd)?;
    let short = parse_end(fields, comment)?;
    let (directory, stop) = match locator(handle, end)? {
        None => (short, end),
        Some(start) => (parse_end_64(handle, start, short, writer)?, start),
    };
    if directory.start.checked_add(directory.size) != Some(stop) {
        return Err(Flaw::DirectoryPlace.into());
    }
    if directory.size > LARGEST_DIRECTORY {
        return Err(Flaw::DirectorySize {
            bytes: directory.size,
        }
        .into());
    }
    if directory.count == 0 {
        return Err(Flaw::Empty.into());
    }
    Ok(directory)
}

fn parse_end(mut fields: Fields<'_>, expected: u64) -> Result<Directory, Flaw> {
    let mut parse = || {
        let disks = [fields.u16()?, fields.u16()?];
        let counts = [fields.u16()?, fields.u16()?];
        let (size, start) = (fields.u32()?, fields.u32()?);
        Some((disks, counts, size, start, fields.u16()?))
    };
    let (disks, [here, count], size, start, comment) = parse().ok_or(Flaw::End)?;
    if disks != [0, 0] {
        return Err(Flaw::Disks);
    }
    if u64::from(comment) != expected {
        // the end record of another archive may end like this one's comment begins
        return Err(Flaw::End);
    }
    if here != count {
        return Err(Flaw::End);
    }
    Ok(Directory {
        start: start.into(),
        size: size.into(),
        count: count.into(),
    })
}

/// Where the ZIP64 record begins, if a locator precedes the end record. The record must directly
/// precede the locator.
fn locator(handle: &Handle, end: u64) -> Result<Option<u64>, Defect> {
    let Some(start) = end.checked_sub(LOCATOR_64_LENGTH) else {
        return Ok(None);
    };
    let bytes = handle.bytes(start, LOCATOR_64_LENGTH)?;
    let mut fields = Fields::new(&bytes);
    if fields.signature(LOCATOR_64).is_none() {
        return Ok(None);
    }
    let fields = (fields.u32(), fields.u64(), fields.u32());
    match start.checked_sub(END_64_LENGTH) {
        Some(record) if fields == (Some(0), Some(record), Some(1)) => Ok(Some(record)),
        _ => Err(Flaw::End64.into()),
    }
}

fn parse_end_64(
    handle: &Handle,
    start: u64,
    short: Directory,
    writer: Writer,
) -> Result<Directory, Defect> {
    let bytes = handle.bytes(start, END_64_LENGTH)?;
    let mut fields = Fields::new(&bytes);
    let mut parse = || {
        fields.signature(END_64)?;
        let length = fields.u64()?;
        let versions = [fields.u16()?, fields.u16()?];
        let disks = [fields.u32()?, fields.u32()?];
        let counts = [fields.u64()?, fields.u64()?];
        let (size, start) = (fields.u64()?, fields.u64()?);
        Some((
            length,
            versions,
            disks,
            counts,
            Directory {
                start,
                size,
                count: counts[1],
            },
        ))
    };
    let (length, versions, disks, counts, long) = parse().ok_or(Flaw::End64)?;
    let is_sound = length == END_64_LENGTH - 12
        && (versions[0] == versions[1] || writer == Writer::Any)
        && disks == [0, 0]
        && counts[0] == counts[1]
        // the short record repeats the long one as far as it can
        && (short.start == long.start.min(u32::MAX.into())
            || (writer == Writer::Any && short.start == u64::from(u32::MAX)))
        && [long.size, u32::MAX.into()].contains(&short.size)
        && (short.count == long.count.min(u16::MAX.into())
            || (writer == Writer::Any && short.count == u64::from(u16::MAX)));
    if is_sound {
        Ok(long)
    } else {
        Err(Flaw::End64.into())
    }
}

/// Tells a comment and trailing data from a truncated file.
fn why_not_at_the_end(handle: &Handle) -> Result<Flaw, Defect> {
    let reach = handle.length().min(END_LENGTH + u64::from(u16::MAX));
    let tail = handle.bytes(handle.length() - reach, reach)?;
    let found = (0..tail.len()).rev().find_map(|at| {
        let mut fields = Fields::new(tail.get(at..)?);
        fields.signature(END)?;
        fields.bytes(16)?;
        let comment = u64::from(fields.u16()?);
        Some(((tail.len() - at) as u64 - END_LENGTH, comment))
    });
    Ok(match found {
        None => Flaw::NoEnd,
        Some((after, comment)) if after == comment => Flaw::Comment,
        Some((after, _)) => Flaw::Trailing { bytes: after },
    })
}
