//! The lines of the log of whatever a user's CASE or PACKAGE means.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use crate::package;
use crate::store::{self, Entries, Entry, JOURNAL, MANIFEST, StoreError};
use crate::task::error::Failure;
use crate::task::{find, reader};

/// The folder of a package in which the case lies.
const PAYLOAD: &str = "data/";
/// The declaration that makes a directory an unpacked package.
const BAG: &str = "bagit.txt";

/// Where a case lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a case directory.
    Directory(PathBuf),
    /// In a package, packed or unpacked.
    Package(PathBuf),
}

impl Place {
    /// What a user's CASE or PACKAGE means.
    ///
    /// # Errors
    /// Where it is neither.
    pub fn of(name: &Path) -> Result<Self, Failure> {
        let is_manifest = name.file_name().is_some_and(|file| file == MANIFEST);
        let is_case = is_manifest || name.join(MANIFEST).symlink_metadata().is_ok();
        if !is_case && (name.is_file() || name.join(BAG).is_file() || store::is_bag(name)) {
            return Ok(Self::Package(name.to_owned()));
        }
        find::case(name).map(Self::Directory)
    }

    /// Whether it is a package, whose log ends before the lines about packing.
    #[must_use]
    pub fn is_package(&self) -> bool {
        matches!(self, Self::Package(_))
    }

    /// The bytes of a file of the case in a package.
    pub(in crate::task) fn packed(path: &Path, file: &str) -> Result<Vec<u8>, Failure> {
        package::read_entry(path, &format!("{PAYLOAD}{file}")).map_err(|broken| {
            let mut failure = Failure::new(format!("{} 中读不出 {file}", path.display()));
            let mut reason: Option<&dyn std::error::Error> = Some(&broken);
            while let Some(why) = reason {
                failure = failure.because(why);
                reason = why.source();
            }
            failure
        })
    }
}

/// A log that is being read, line by line, its chain checked on the way.
pub struct Log {
    entries: Box<dyn Iterator<Item = Result<Entry, StoreError>>>,
}

/// Opens the log of a case.
///
/// # Errors
/// There is none, or it cannot be read.
pub fn open(place: &Place) -> Result<Log, Failure> {
    let entries: Box<dyn Iterator<Item = _>> = match place {
        Place::Directory(dir) => {
            let path = dir.join(JOURNAL);
            Box::new(store::entries(&path).map_err(|error| reader::failure(&error))?)
        }
        Place::Package(path) => {
            let bytes = Place::packed(path, JOURNAL)?;
            Box::new(Entries::new(&path.join(JOURNAL), Cursor::new(bytes)))
        }
    };
    Ok(Log { entries })
}

impl Iterator for Log {
    type Item = Result<Entry, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.entries.next()?;
        Some(next.map_err(|error| reader::failure(&error)))
    }
}
