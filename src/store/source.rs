//! Reading files safely: regular ones only, opened once, and unchanged while they are read.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};

use super::digest::hex;
use super::error::StoreError;

/// The size of the pieces in which files are read.
const PIECE: usize = 1 << 20;

/// How often a name is looked at again that was given to another file meanwhile.
const TRIES: u32 = 16;

/// The size and digest of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) size: u64,
    pub(super) sha256: String,
}

/// Hashes a file.
pub(super) fn measure(path: &Path) -> Result<Measure, StoreError> {
    read_through(path, |_| Ok(()))
}

/// Reads a file once in pieces, hashes it and hands on each piece.
pub(super) fn read_through(
    path: &Path,
    mut each: impl FnMut(&[u8]) -> Result<(), StoreError>,
) -> Result<Measure, StoreError> {
    let mut file = open(path)?;
    let before = trace_of(&file, path)?;
    let mut hasher = Sha256::new();
    let mut size = 0_u64;
    let mut piece = vec![0; PIECE];
    loop {
        let read = match file.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(StoreError::io(path, "读取")(error)),
        };
        let bytes = piece.get(..read).unwrap_or_default();
        hasher.update(bytes);
        each(bytes)?;
        size = size.saturating_add(bytes.len() as u64);
        // A file that keeps growing would be read for ever.
        if size > before.size {
            break;
        }
    }
    if trace_of(&file, path)? != before || size != before.size {
        return Err(StoreError::SourceChanged {
            path: path.to_owned(),
        });
    }
    Ok(Measure {
        size,
        sha256: hex(&hasher.finalize()),
    })
}

/// Reads a small file whole; none where there is no such name.
pub(super) fn read_small(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
    if absent(path) {
        return Ok(None);
    }
    let file = match open(path) {
        Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            return Ok(None);
        }
        opened => opened?,
    };
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(StoreError::io(path, "读取"))?;
    let size = bytes.len() as u64;
    if size > limit {
        return Err(StoreError::TooLarge {
            path: path.to_owned(),
            size,
            limit,
        });
    }
    Ok(Some(bytes))
}

/// Reads what a file holds from an offset on; none where there is no such name.
pub(super) fn read_from(path: &Path, at: u64, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
    if absent(path) {
        return Ok(None);
    }
    let mut file = open(path)?;
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at))
        .and_then(|_| file.take(limit.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(StoreError::io(path, "读取"))?;
    let size = bytes.len() as u64;
    if size > limit {
        return Err(StoreError::TooLarge {
            path: path.to_owned(),
            size,
            limit,
        });
    }
    Ok(Some(bytes))
}

/// True when nothing has this name, not even a link that leads nowhere.
pub(super) fn absent(path: &Path) -> bool {
    matches!(fs::symlink_metadata(path), Err(error) if error.kind() == io::ErrorKind::NotFound)
}

/// Opens a regular file, without following a link and without waiting at a pipe.
pub(super) fn open(path: &Path) -> Result<File, StoreError> {
    for _ in 0..TRIES {
        let named = fs::symlink_metadata(path).map_err(StoreError::io(path, "读取"))?;
        refuse_others(path, &named)?;
        let file = options().open(path).map_err(StoreError::io(path, "打开"))?;
        let opened = file.metadata().map_err(StoreError::io(path, "读取"))?;
        refuse_others(path, &opened)?;
        // Between the two looks the name may have been given to another file, or to a link.
        if same_file(&named, &opened) {
            return Ok(file);
        }
    }
    Err(StoreError::SourceChanged {
        path: path.to_owned(),
    })
}

fn refuse_others(path: &Path, found: &Metadata) -> Result<(), StoreError> {
    let kind = found.file_type();
    let found = match () {
        () if kind.is_file() => return Ok(()),
        () if kind.is_symlink() => "符号链接",
        () if kind.is_dir() => "目录",
        () => "管道、设备或套接字",
    };
    Err(StoreError::NotAFile {
        path: path.to_owned(),
        found,
    })
}

#[cfg(unix)]
fn options() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    // `O_NONBLOCK`: a pipe that took the name in between must not make the program wait.
    const NONBLOCK: i32 = if cfg!(any(target_os = "linux", target_os = "android")) {
        0o4000
    } else {
        0x4
    };
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(NONBLOCK);
    options
}

#[cfg(not(unix))]
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    options
}

/// True when two looks saw the same file.
#[cfg(unix)]
pub(super) fn same_file(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// True when two looks saw the same file, as far as can be told here.
#[cfg(not(unix))]
pub(super) fn same_file(one: &Metadata, other: &Metadata) -> bool {
    one.created().ok() == other.created().ok()
}

/// What changes when a file is written.
#[derive(Debug, PartialEq, Eq)]
struct Trace {
    size: u64,
    modified: Option<SystemTime>,
    changed: (i64, i64),
}

fn trace_of(file: &File, path: &Path) -> Result<Trace, StoreError> {
    let found = file.metadata().map_err(StoreError::io(path, "读取"))?;
    Ok(Trace {
        size: found.len(),
        modified: found.modified().ok(),
        changed: changed(&found),
    })
}

#[cfg(unix)]
fn changed(found: &Metadata) -> (i64, i64) {
    use std::os::unix::fs::MetadataExt as _;
    (found.ctime(), found.ctime_nsec())
}

#[cfg(not(unix))]
const fn changed(_: &Metadata) -> (i64, i64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_file_that_grows_while_it_is_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("录像.mp4");
        fs::write(&path, b"abc").unwrap();
        let mut writer = OpenOptions::new().append(true).open(&path).unwrap();
        let outcome = read_through(&path, |_| {
            writer.write_all(b"d").unwrap();
            Ok(())
        });
        assert!(matches!(outcome, Err(StoreError::SourceChanged { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_pipes_directories_and_devices_are_refused_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("链接");
        std::os::unix::fs::symlink("/etc/hostname", &link).unwrap();
        let socket = folder.path().join("套接字");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let pipe = folder.path().join("管道");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        let mut cases = vec![link, socket, folder.path().to_owned(), "/dev/zero".into()];
        if made.is_ok_and(|status| status.success()) {
            cases.push(pipe);
        }
        for path in cases {
            assert!(
                matches!(measure(&path), Err(StoreError::NotAFile { .. })),
                "{path:?}"
            );
        }
    }

    #[test]
    fn a_text_beyond_its_limit_is_refused_and_a_missing_one_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("case.toml");
        assert_eq!(read_small(&path, 3).unwrap(), None);
        fs::write(&path, b"abc").unwrap();
        assert_eq!(read_small(&path, 3).unwrap().unwrap(), b"abc");
        assert!(matches!(
            read_small(&path, 2),
            Err(StoreError::TooLarge { .. })
        ));
    }
}
