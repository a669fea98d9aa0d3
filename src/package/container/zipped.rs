//! The ZIP of another program.

use std::io;

use super::roots;
use super::{Found, Hashed, Oddity};
use crate::package::BUFFER;
use crate::package::algorithm::Hashers;
use crate::package::archive::{Defect, Handle, Packed, read_loosely};

#[derive(Debug)]
pub(super) struct Zipped {
    handle: Handle,
    entries: Vec<Packed>,
    files: Vec<Found>,
}

impl Zipped {
    pub(super) fn open(handle: Handle, oddities: &mut Vec<Oddity>) -> Result<Self, Defect> {
        let entries = read_loosely(&handle, oddities)?;
        let names: Vec<&str> = entries.iter().map(|entry| &*entry.name).collect();
        let names = roots::below(&names, oddities)?;
        let files = names.iter().zip(&entries).map(|(name, entry)| Found {
            name: (*name).to_owned(),
            size: entry.size,
        });
        let files = files.collect();
        Ok(Self {
            handle,
            entries,
            files,
        })
    }

    pub(super) fn files(&self) -> &[Found] {
        &self.files
    }

    fn entry(&self, index: usize) -> io::Result<&Packed> {
        let entry = self.entries.get(index);
        entry.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    pub(super) fn read(&self, index: usize) -> io::Result<(Vec<u8>, bool)> {
        let mut content = Vec::new();
        let mut buffer = vec![0; BUFFER];
        let mut take = |bytes: &[u8]| content.extend_from_slice(bytes);
        let entry = self.entry(index)?;
        let is_sound = entry.read(&self.handle, &mut buffer, &mut take)?;
        Ok((content, is_sound))
    }

    /// The first bytes of the entry at an index; what is compressed is read to its end for them.
    pub(super) fn start(&self, index: usize, length: usize) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        let mut buffer = vec![0; BUFFER];
        let mut take = |bytes: &[u8]| {
            let wanted = length.saturating_sub(content.len());
            content.extend(bytes.iter().take(wanted));
        };
        self.entry(index)?
            .read(&self.handle, &mut buffer, &mut take)?;
        Ok(content)
    }

    pub(super) fn hash(
        &self,
        index: usize,
        mut hashers: Hashers,
        buffer: &mut [u8],
    ) -> io::Result<Hashed> {
        let entry = self.entry(index)?;
        let mut take = |bytes: &[u8]| hashers.update(bytes);
        let is_sound = entry.read(&self.handle, buffer, &mut take)?;
        Ok(Hashed {
            sums: hashers.finish(),
            bytes: entry.size,
            is_sound,
        })
    }
}
