//! Single files of a package, for which it is opened once.

use std::path::Path;

use super::archive::Checksum;
use super::contents::Contents;
use super::verify::Listed;
use super::{Broken, verify};

/// A package whose files are read one by one; nothing of it is verified but the structure of its
/// container.
#[derive(Debug)]
pub struct Reader {
    contents: Contents,
}

impl Reader {
    /// Opens a package, packed or unpacked.
    ///
    /// # Errors
    /// As [`entries`](super::entries).
    pub fn open(path: &Path) -> Result<Self, Broken> {
        let contents = Contents::open(path)?;
        Ok(Self { contents })
    }

    /// Its files, in its order.
    pub fn entries(&self) -> impl Iterator<Item = Listed> {
        let files = self.contents.files().iter();
        files.map(|found| Listed {
            name: found.name.clone(),
            size: found.size,
        })
    }

    /// The content of a small file; none where there is no such file.
    ///
    /// # Errors
    /// As [`read_entry`](super::read_entry), but for a file that is not there.
    pub fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Broken> {
        self.contents
            .read(name, verify::LARGEST_TAG, Checksum::Compare)
    }

    /// The first bytes of each file whose name begins so, at most so many; none where they cannot
    /// be read.
    pub fn starts(
        &self,
        prefix: &str,
        length: usize,
    ) -> impl Iterator<Item = (Listed, Option<Vec<u8>>)> {
        let files = self.entries().enumerate();
        let below = files.filter(move |(_, file)| file.name.starts_with(prefix));
        below.map(move |(index, file)| {
            let start = self.contents.start(index, length).ok();
            (file, start)
        })
    }
}
