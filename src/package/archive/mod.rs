//! The ZIP of a package, read in place.
//!
//! Two readers must not be able to see two different archives in one file, so every byte is
//! accounted for before the contents are believed: entries from offset 0 without gap or overlap,
//! the central directory, the end record, nothing else; each local header equal to its central
//! entry; and whatever no digest covers exactly as the writer writes it. Only then may the `zip`
//! crate, which tolerates nearly all of that, read the entries, which adds a second opinion.

mod end;
mod entry;
mod fields;
mod flaw;
mod handle;
mod loose;

use std::io::{self, Read as _};

use zip::{ZipArchive, ZipReadOptions};

use self::entry::Entry;
pub use self::flaw::Flaw;
pub(super) use self::flaw::{Defect, in_entry};
pub(super) use self::handle::Handle;
pub(super) use self::loose::Packed;
use super::algorithm::Hashers;
use super::container::{Found, Hashed, Oddity};
use super::digest::fill;
use super::name;

/// Reads the entries of the ZIP of another program, named as they stand there.
pub(super) fn read_loosely(
    handle: &Handle,
    oddities: &mut Vec<Oddity>,
) -> Result<Vec<Packed>, Defect> {
    let directory = end::locate_before_comment(handle)?;
    loose::read_all(handle, &directory, oddities)
}

/// A ZIP whose structure is sound; the contents are not yet verified.
#[derive(Debug)]
pub(super) struct Archive {
    reader: ZipArchive<Handle>,
    /// In the order of the archive, named below the top-level folder.
    files: Vec<Found>,
}

impl Archive {
    /// Reads a ZIP and checks its structure.
    pub(super) fn open(handle: Handle) -> Result<Self, Defect> {
        let directory = end::locate(&handle)?;
        let entries = entry::read_all(&handle, &directory)?;
        let top = check_names(&entries)?;
        // whatever the crate refuses of an archive that passed is a difference of opinion
        let reader = ZipArchive::new(handle).map_err(|error| match error {
            zip::result::ZipError::Io(error) => Defect::Read(error),
            _ => Flaw::Ambiguous.into(),
        })?;
        let agree = |(index, entry): (usize, &Entry)| {
            reader.name_for_index(index) == Some(entry.name.as_str())
        };
        if reader.len() != entries.len() || !entries.iter().enumerate().all(agree) {
            return Err(Flaw::Ambiguous.into());
        }
        let below = |name: &str| name.get(top.len() + 1..).unwrap_or_default().to_owned();
        let files = entries.iter().map(|it| Found {
            name: below(&it.name),
            size: it.size,
        });
        Ok(Self {
            reader,
            files: files.collect(),
        })
    }

    pub(super) fn files(&self) -> &[Found] {
        &self.files
    }

    /// A reader for one thread.
    pub(super) fn worker(&self) -> Worker {
        Worker {
            reader: self.reader.clone(),
        }
    }

    /// The content of the entry at an index, and whether its CRC-32 agrees.
    pub(super) fn read(&self, index: usize) -> io::Result<(Vec<u8>, bool)> {
        let options = ZipReadOptions::new().ignore_crc32(true);
        let mut reader = self.reader.clone();
        let mut content = Vec::new();
        let mut entry = reader.by_index_with_options(index, options)?;
        entry.read_to_end(&mut content)?;
        let mut crc = flate2::Crc::new();
        crc.update(&content);
        let is_sound = crc.sum() == entry.crc32();
        Ok((content, is_sound))
    }

    /// The first bytes of the entry at an index.
    pub(super) fn start(&self, index: usize, length: usize) -> io::Result<Vec<u8>> {
        let mut reader = self.reader.clone();
        let mut content = Vec::new();
        let entry = reader.by_index(index)?;
        entry.take(length as u64).read_to_end(&mut content)?;
        Ok(content)
    }
}

/// Reads entries, independently of other workers.
#[derive(Debug)]
pub(super) struct Worker {
    reader: ZipArchive<Handle>,
}

impl Worker {
    /// Reads an entry to its end.
    pub(super) fn hash(
        &mut self,
        index: usize,
        mut hashers: Hashers,
        buffer: &mut [u8],
    ) -> io::Result<Hashed> {
        let mut entry = self.reader.by_index(index)?;
        let mut left = entry.size();
        while left > 0 {
            let chunk = fill(&mut (&mut entry).take(left), buffer)?;
            if chunk.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            hashers.update(chunk);
            left -= chunk.len() as u64;
        }
        // the crate compares the CRC-32 when it is asked for more than there is
        let is_sound = match entry.read(&mut [0]) {
            Ok(_) => true,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => false,
            Err(error) => return Err(error),
        };
        Ok(Hashed {
            sums: hashers.finish(),
            bytes: entry.size(),
            is_sound,
        })
    }
}

/// Checks the names of all entries and gives their top-level folder.
fn check_names(entries: &[Entry]) -> Result<&str, Defect> {
    let mut top = None;
    for Entry { name, .. } in entries {
        if let Some(problem) = name::hazard(name) {
            return Err(in_entry(name, Flaw::Name { problem }));
        }
        let (folder, _) = name
            .split_once('/')
            .ok_or_else(|| in_entry(name, Flaw::NoFolder))?;
        if *top.get_or_insert(folder) != folder {
            return Err(in_entry(name, Flaw::SecondFolder));
        }
    }
    if let Some(collision) = name::collisions(entries.iter().map(|it| &*it.name)).pop() {
        let name = collision.second.clone();
        return Err(in_entry(&name, Flaw::Collision { collision }));
    }
    top.ok_or_else(|| Flaw::Empty.into())
}
