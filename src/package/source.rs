//! A file that goes into a package: looked at before, watched while it is read.

use std::fs::{File, FileType, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::PackageError;

/// What must not change of a file between the planning of a package and the last byte read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) size: u64,
    modified: SystemTime,
    /// Device, inode and time of the last change of the inode: a file put in the place of another.
    #[cfg(unix)]
    identity: (u64, u64, i64, i64),
}

impl Stamp {
    fn of(metadata: &Metadata) -> io::Result<Self> {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt as _;
        Ok(Self {
            size: metadata.len(),
            modified: metadata.modified()?,
            #[cfg(unix)]
            identity: (
                metadata.dev(),
                metadata.ino(),
                metadata.ctime(),
                metadata.ctime_nsec(),
            ),
        })
    }
}

/// What stands where a regular file should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Irregular {
    /// A symbolic link; it is never followed.
    #[error("符号链接")]
    Link,
    /// A directory.
    #[error("文件夹")]
    Folder,
    /// A pipe, a socket or a device.
    #[error("管道、套接字或设备")]
    Special,
}

impl Irregular {
    /// `None` for a regular file.
    pub(super) fn of(kind: FileType) -> Option<Self> {
        match () {
            () if kind.is_file() => None,
            () if kind.is_symlink() => Some(Self::Link),
            () if kind.is_dir() => Some(Self::Folder),
            () => Some(Self::Special),
        }
    }
}

/// Looks at a file without opening it: to open a pipe is to wait for its writer.
pub(super) fn inspect(path: &Path) -> io::Result<Result<Stamp, Irregular>> {
    let metadata = path.symlink_metadata()?;
    Irregular::of(metadata.file_type())
        .map_or_else(|| Stamp::of(&metadata).map(Ok), |it| Ok(Err(it)))
}

/// A file held open for reading, as it was planned.
#[derive(Debug)]
pub(super) struct Watched<'a> {
    path: &'a Path,
    pub(super) file: File,
    stamp: &'a Stamp,
}

impl<'a> Watched<'a> {
    /// Opens a file and checks that it is still the one that was planned.
    pub(super) fn open(path: &'a Path, stamp: &'a Stamp) -> Result<Self, PackageError> {
        if inspect(path)
            .map_err(|source| PackageError::read(path, source))?
            .as_ref()
            != Ok(stamp)
        {
            return Err(PackageError::Changed { path: path.into() });
        }
        let file = File::open(path).map_err(|source| PackageError::read(path, source))?;
        let watched = Self { path, file, stamp };
        watched.check()?;
        Ok(watched)
    }

    /// Checks, through the open file, that it has not changed.
    pub(super) fn check(&self) -> Result<(), PackageError> {
        let metadata = self
            .file
            .metadata()
            .and_then(|metadata| Stamp::of(&metadata));
        let now = metadata.map_err(|source| PackageError::read(self.path, source))?;
        if now == *self.stamp {
            Ok(())
        } else {
            Err(PackageError::Changed {
                path: self.path.into(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_changes_after_planning_is_noticed() {
        type Change = fn(&Path);
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("笔录.pdf");
        let changes: [(&str, Change); 4] = [
            ("longer", |path| fs::write(path, "abcd").unwrap()),
            ("rewritten", |path| {
                fs::write(path, "xyz").unwrap();
                let file = fs::File::options().write(true).open(path).unwrap();
                file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
            }),
            ("replaced", |path| {
                fs::write(path.with_extension("new"), "abc").unwrap();
                fs::rename(path.with_extension("new"), path).unwrap();
            }),
            ("removed", |path| fs::remove_file(path).unwrap()),
        ];
        for (name, change) in changes {
            fs::write(&path, "abc").unwrap();
            let stamp = inspect(&path).unwrap().unwrap();
            let watched = Watched::open(&path, &stamp).unwrap();
            watched.check().unwrap();
            change(&path);
            // of a file replaced or removed the open handle only shows a time, perhaps too coarse
            let is_written = ["longer", "rewritten"].contains(&name);
            assert!(!is_written || watched.check().is_err(), "{name}");
            assert!(Watched::open(&path, &stamp).is_err(), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_folders_and_pipes_are_never_opened() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        fs::write(at("file"), "abc").unwrap();
        std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
        std::os::unix::fs::symlink(at("nowhere"), at("dangling")).unwrap();
        drop(std::os::unix::net::UnixListener::bind(at("socket")).unwrap());
        assert!(inspect(&at("file")).unwrap().is_ok());
        assert_eq!(inspect(&at("link")).unwrap(), Err(Irregular::Link));
        assert_eq!(inspect(&at("dangling")).unwrap(), Err(Irregular::Link));
        assert_eq!(inspect(directory.path()).unwrap(), Err(Irregular::Folder));
        assert_eq!(inspect(&at("socket")).unwrap(), Err(Irregular::Special));
        assert!(inspect(&at("missing")).is_err());
    }
}
