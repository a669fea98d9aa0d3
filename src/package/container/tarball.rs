//! A tar, plain or compressed with gzip. A plain one is read at its places, in parallel; a
//! compressed one from its beginning, each time that something of it is wanted, except for small
//! files, which are kept.

mod meter;

use std::collections::BTreeMap;
use std::io::{self, Read};

use flate2::bufread::MultiGzDecoder;
use tar::{Archive, Entries, EntryType};

use self::meter::{Meter, Metered};
use super::folder::reason;
use super::{Found, Hashed, Needs, Observed, Oddity, limit, roots};
use crate::package::BUFFER;
use crate::package::algorithm::Hashers;
use crate::package::archive::{Defect, Flaw, Handle, in_entry};
use crate::package::digest::fill;

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZIP: &[u8] = b"PK";
const BLOCK: usize = 512;
/// Where the checksum of a header stands in it.
const CHECKSUM: std::ops::Range<usize> = 148..156;
const MOST_FILES: usize = 2_000_000;
/// All names together, in bytes.
const MOST_NAMES: usize = 256 << 20;
/// Files up to this size are kept from a compressed tar, up to so many bytes in all.
const SMALL: u64 = 1 << 20;
const KEPT: u64 = 64 << 20;

/// What is read of each entry as it is met.
type Visit<'a> = dyn FnMut(&Met, &mut dyn Read) -> io::Result<()> + 'a;

/// An entry that is a file.
#[derive(Debug)]
struct Met {
    /// Its number among the files.
    index: usize,
    name: String,
    size: u64,
    start: u64,
}

#[derive(Debug)]
pub(super) struct Tarball {
    handle: Handle,
    is_compressed: bool,
    files: Vec<Found>,
    /// Where the data of each file begin.
    starts: Vec<u64>,
    kept: BTreeMap<usize, Vec<u8>>,
}

/// Whether a file begins as a gzip does.
pub(super) fn is_gzip(handle: &Handle) -> io::Result<bool> {
    Ok(handle.length() >= 2 && handle.bytes(0, 2)? == GZIP)
}

/// Whether a file begins with a header of a tar.
pub(super) fn is_tar(handle: &Handle) -> io::Result<bool> {
    if handle.length() < BLOCK as u64 {
        return Ok(false);
    }
    let block = handle.bytes(0, BLOCK as u64)?;
    let written = block.get(CHECKSUM).unwrap_or_default();
    let digits = written.iter().skip_while(|byte| **byte == b' ');
    let digits: Vec<u8> = digits.copied().take_while(u8::is_ascii_digit).collect();
    let written = std::str::from_utf8(&digits).ok();
    let written = written.and_then(|digits| u32::from_str_radix(digits, 8).ok());
    let sum = block.iter().enumerate().map(|(at, byte)| match at {
        at if CHECKSUM.contains(&at) => u32::from(b' '),
        _ => u32::from(*byte),
    });
    Ok(!block.starts_with(ZIP) && written == Some(sum.sum()))
}

impl Tarball {
    pub(super) fn open(handle: Handle, oddities: &mut Vec<Oddity>) -> Result<Self, Defect> {
        let is_compressed = is_gzip(&handle)?;
        let mut met: Vec<Met> = Vec::new();
        let mut kept = BTreeMap::new();
        let mut room = KEPT;
        let mut visit = |it: &Met, from: &mut dyn Read| {
            if is_compressed && it.size <= SMALL.min(room) {
                let mut content = Vec::new();
                from.read_to_end(&mut content)?;
                room -= it.size;
                kept.insert(it.index, content);
            }
            met.push(Met {
                name: it.name.clone(),
                ..*it
            });
            Ok(())
        };
        let is_marked = walk(&handle, is_compressed, &mut visit)?;
        let names: Vec<&str> = met.iter().map(|it| &*it.name).collect();
        let names = roots::below(&names, oddities)?;
        let files = names.iter().zip(&met).map(|(name, it)| Found {
            name: (*name).to_owned(),
            size: it.size,
        });
        let files = files.collect();
        let starts = met.iter().map(|it| it.start).collect();
        if !is_marked {
            oddities.push(Oddity::NoEndMark);
        }
        Ok(Self {
            handle,
            is_compressed,
            files,
            starts,
            kept,
        })
    }

    pub(super) fn is_compressed(&self) -> bool {
        self.is_compressed
    }

    pub(super) fn files(&self) -> &[Found] {
        &self.files
    }

    /// The content of a file, at its place.
    fn place(&self, index: usize) -> io::Result<(impl Read + use<>, u64)> {
        let found = self.files.get(index).zip(self.starts.get(index));
        let (file, start) = found.ok_or(io::ErrorKind::NotFound)?;
        Ok((self.handle.at(*start).take(file.size), file.size))
    }

    pub(super) fn read(&self, index: usize) -> io::Result<Vec<u8>> {
        if let Some(content) = self.kept.get(&index) {
            return Ok(content.clone());
        }
        let mut content = Vec::new();
        if self.is_compressed {
            let mut visit = |it: &Met, from: &mut dyn Read| {
                if it.index == index {
                    from.read_to_end(&mut content)?;
                }
                Ok(())
            };
            walk(&self.handle, true, &mut visit).map_err(unsound)?;
        } else {
            self.place(index)?.0.read_to_end(&mut content)?;
        }
        Ok(content)
    }

    /// The first bytes of every file, in one walk.
    pub(super) fn starts(&self, length: usize) -> io::Result<Vec<Vec<u8>>> {
        let mut all = vec![Vec::new(); self.files.len()];
        if self.is_compressed {
            let mut visit = |it: &Met, from: &mut dyn Read| {
                if let Some(start) = all.get_mut(it.index) {
                    from.take(length as u64).read_to_end(start)?;
                }
                Ok(())
            };
            walk(&self.handle, true, &mut visit).map_err(unsound)?;
            return Ok(all);
        }
        for (index, start) in all.iter_mut().enumerate() {
            let from = self.place(index)?.0;
            from.take(length as u64).read_to_end(start)?;
        }
        Ok(all)
    }

    /// Reads a file of a plain tar.
    pub(super) fn hash(
        &self,
        index: usize,
        hashers: Hashers,
        buffer: &mut [u8],
    ) -> io::Result<Hashed> {
        let (mut from, size) = self.place(index)?;
        hash(&mut from, size, hashers, buffer)
    }

    /// Reads every file of a compressed tar.
    pub(super) fn hash_all(&self, needs: &Needs<'_>) -> io::Result<Observed> {
        let mut observed = Observed::new();
        let mut buffer = vec![0; BUFFER];
        let mut visit = |it: &Met, from: &mut dyn Read| {
            if let Some(found) = self.files.get(it.index) {
                let hashers = Hashers::new(needs(&found.name));
                let hashed = hash(from, it.size, hashers, &mut buffer);
                let hashed = hashed.map_err(|error| reason(&error));
                observed.insert(found.name.clone(), hashed);
            }
            Ok(())
        };
        walk(&self.handle, true, &mut visit).map_err(unsound)?;
        Ok(observed)
    }
}

fn hash(
    from: &mut dyn Read,
    size: u64,
    mut hashers: Hashers,
    buffer: &mut [u8],
) -> io::Result<Hashed> {
    let mut bytes = 0;
    loop {
        let chunk = fill(from, buffer)?;
        if chunk.is_empty() {
            break;
        }
        hashers.update(chunk);
        bytes += chunk.len() as u64;
    }
    if bytes != size {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Hashed {
        sums: hashers.finish(),
        bytes,
        is_sound: true,
    })
}

fn unsound(defect: Defect) -> io::Error {
    match defect {
        Defect::Read(error) => error,
        Defect::Flaw { flaw, .. } => io::Error::new(io::ErrorKind::InvalidData, flaw.to_string()),
    }
}

/// Goes through a tar from its beginning to its end, and tells whether it has an end mark.
fn walk(handle: &Handle, is_compressed: bool, visit: &mut Visit<'_>) -> Result<bool, Defect> {
    let length = handle.length();
    let meter = Meter::new(if is_compressed {
        limit(length)
    } else {
        u64::MAX
    });
    let result = if is_compressed {
        let raw = io::BufReader::with_capacity(64 << 10, handle.at(0));
        let mut archive = Archive::new(Metered::new(MultiGzDecoder::new(raw), &meter));
        let entries = archive.entries()?;
        each(entries, &meter, u64::MAX, visit).and_then(|()| rest(archive.into_inner(), &meter))
    } else {
        let mut archive = Archive::new(Metered::new(handle.at(0), &meter));
        let entries = archive.entries_with_seek()?;
        each(entries, &meter, length, visit).and_then(|()| rest(archive.into_inner(), &meter))
    };
    match result {
        Err(_) if meter.is_exhausted() => Err(Flaw::Bomb {
            bytes: limit(length),
        }
        .into()),
        result => result,
    }
}

/// What the reader could not do, as a flaw of the archive, unless the disk is to blame.
fn broken(error: io::Error) -> Defect {
    match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => Flaw::Gzip.into(),
        io::ErrorKind::Other | io::ErrorKind::InvalidData => {
            let why = match error.to_string().as_str() {
                "failed to read entire block" => "标头不完整".to_owned(),
                "archive header checksum mismatch" => "标头的校验和不符".to_owned(),
                // the reader's own words are English
                text if text.is_ascii() => "标头无法解析".to_owned(),
                text => text.to_owned(),
            };
            Flaw::Tar { why }.into()
        }
        _ => Defect::Read(error),
    }
}

fn each<R: Read>(
    entries: Entries<'_, R>,
    meter: &Meter,
    length: u64,
    visit: &mut Visit<'_>,
) -> Result<(), Defect> {
    let (mut index, mut names) = (0, 0);
    meter.allow_header();
    for entry in entries {
        let mut entry = entry.map_err(broken)?;
        let path = entry.path_bytes().into_owned();
        let lossy = String::from_utf8_lossy(&path).into_owned();
        let fail = |flaw| in_entry(&lossy, flaw);
        let name = String::from_utf8(path).map_err(|_| fail(Flaw::NotUtf8))?;
        let (size, start) = (entry.size(), entry.raw_file_position());
        let is_renamed = another_meaning(&mut entry, &name).map_err(broken)?;
        if is_renamed {
            return Err(fail(Flaw::Ambiguous));
        }
        let name = name.strip_prefix("./").unwrap_or(&name);
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous if !name.ends_with('/') => {}
            EntryType::Regular | EntryType::Directory if size == 0 => {
                meter.allow_header();
                continue;
            }
            EntryType::XGlobalHeader => {
                meter.allow_header();
                continue;
            }
            EntryType::Regular | EntryType::Directory => return Err(fail(Flaw::Folder)),
            _ => return Err(fail(Flaw::Special)),
        }
        if start.checked_add(size).is_none_or(|end| end > length) {
            return Err(fail(Flaw::Cut));
        }
        names += name.len();
        if index == MOST_FILES || names > MOST_NAMES {
            return Err(Flaw::Count { limit: MOST_FILES }.into());
        }
        let name = name.to_owned();
        let met = Met {
            index,
            name,
            size,
            start,
        };
        meter.allow(size);
        visit(&met, &mut entry).map_err(broken)?;
        // what was not read is passed over by the next step
        meter.allow(size);
        meter.allow_more_for_header();
        index += 1;
    }
    if index == 0 {
        return Err(Flaw::Empty.into());
    }
    Ok(())
}

/// Whether extended headers give an entry another name than the reader takes, or holes.
fn another_meaning<R: Read>(entry: &mut tar::Entry<'_, R>, name: &str) -> io::Result<bool> {
    let Some(extensions) = entry.pax_extensions()? else {
        return Ok(false);
    };
    for extension in extensions {
        let extension = extension?;
        let key = extension.key_bytes();
        let is_other_name = key == b"path" && extension.value_bytes() != name.as_bytes();
        if is_other_name || key.starts_with(b"GNU.sparse") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Reads what follows the end: nothing but zeroes. Whether there was an end mark.
fn rest(mut from: impl Read, meter: &Meter) -> Result<bool, Defect> {
    let is_marked = !meter.has_ended();
    meter.allow(u64::MAX);
    let mut buffer = vec![0; 64 << 10];
    let mut bytes = 0;
    loop {
        let chunk = fill(&mut from, &mut buffer).map_err(broken)?;
        if chunk.is_empty() {
            return Ok(is_marked);
        }
        bytes += chunk.len() as u64;
        if chunk.iter().any(|byte| *byte != 0) {
            return Err(Flaw::Trailing { bytes }.into());
        }
    }
}
