//! Every operation that alters the disk, in one place, so that their order can be read and traced.
//!
//! A failed fsync is never tried again: it becomes [`StoreError::NotConfirmed`]. A rename is
//! followed by an fsync of the directory of the new name. In tests each step can be recorded and
//! the process made to stop at it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempPath};

use super::error::StoreError;
use super::layout::TEMP_PREFIX;

/// One operation on the disk.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read where tests trace the steps")
)]
pub(super) enum Step<'a> {
    /// A directory is made.
    MakeDir(&'a Path),
    /// An empty file was made.
    Create(&'a Path),
    /// Bytes go to the end of a file.
    Write(&'a Path, &'a [u8]),
    /// A file is cut to a length.
    Cut(&'a Path, u64),
    /// A file is made read-only or not.
    Mode(&'a Path),
    /// The content of a file is to be durable.
    Sync(&'a Path),
    /// The names in a directory are to be durable.
    SyncDir(&'a Path),
    /// A file gets another name.
    Rename(&'a Path, &'a Path),
    /// A file goes.
    Remove(&'a Path),
}

#[cfg(test)]
use super::tests::trace::step;

#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "the form of the traced one")]
const fn step(_: Step<'_>) -> io::Result<()> {
    Ok(())
}

/// A file that does not yet have its name. Nothing removes it by itself: see [`remove`].
#[derive(Debug)]
pub(super) struct Temp {
    file: File,
    path: PathBuf,
}

impl Temp {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        write(&mut self.file, &self.path, bytes)
    }

    /// Makes it read-only, where it is to be so, and its content durable.
    pub(super) fn finish(&self, readonly: bool) -> Result<(), StoreError> {
        if readonly {
            forbid_writing(&self.file, &self.path)?;
        }
        sync(&self.file, &self.path)
    }
}

/// Makes a temporary file in the directory where it is to stay.
pub(super) fn temp_in(directory: &Path) -> Result<Temp, StoreError> {
    let failed = || StoreError::io(directory, "新建临时文件");
    let mut builder = Builder::new();
    builder.prefix(TEMP_PREFIX);
    // as any new file: what the user's umask leaves of it
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut named = builder.tempfile_in(directory).map_err(failed())?;
    named.disable_cleanup(true);
    let (file, path) = named.into_parts();
    step(Step::Create(&path)).map_err(failed())?;
    Ok(Temp {
        file,
        path: path.to_path_buf(),
    })
}

/// Makes a file, empty if it was there.
pub(super) fn create(path: &Path) -> Result<File, StoreError> {
    File::create(path)
        .and_then(|file| step(Step::Create(path)).map(|()| file))
        .map_err(StoreError::io(path, "新建文件"))
}

/// Opens a file whose end is to be written; `new` makes it.
pub(super) fn open_end(path: &Path, new: bool) -> Result<File, StoreError> {
    let opened = OpenOptions::new().append(true).create(new).open(path);
    let file = opened.map_err(StoreError::io(path, "打开文件写入"))?;
    if new {
        step(Step::Create(path)).map_err(StoreError::io(path, "新建文件"))?;
    }
    Ok(file)
}

/// Writes to the end of a file.
pub(super) fn write(file: &mut File, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    step(Step::Write(path, bytes))
        .and_then(|()| file.write_all(bytes))
        .map_err(StoreError::io(path, "写入"))
}

/// Makes the content of a file durable.
pub(super) fn sync(file: &File, path: &Path) -> Result<(), StoreError> {
    step(Step::Sync(path))
        .and_then(|()| flush(file))
        .map_err(|source| StoreError::NotConfirmed {
            path: path.to_owned(),
            source,
        })
}

#[cfg(not(test))]
fn flush(file: &File) -> io::Result<()> {
    file.sync_all()
}

/// Tests lose power in a model that the trace feeds; a true fsync would only cost them time.
#[cfg(test)]
#[expect(clippy::unnecessary_wraps, reason = "the form of the true one")]
const fn flush(_: &File) -> io::Result<()> {
    Ok(())
}

/// Makes the names in a directory durable. Windows and some network shares have no such thing.
pub(super) fn sync_dir(directory: &Path) -> Result<(), StoreError> {
    let confirmed = step(Step::SyncDir(directory)).and_then(|()| flush_names(directory));
    match confirmed {
        Err(error)
            if !matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Err(StoreError::NotConfirmed {
                path: directory.to_owned(),
                source: error,
            })
        }
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn flush_names(directory: &Path) -> io::Result<()> {
    flush(&File::open(directory)?)
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the form of the one on Unix")]
const fn flush_names(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes a directory and its name durable; one that is there is left as it is.
pub(super) fn make_dir(path: &Path) -> Result<(), StoreError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => return Ok(()),
        Ok(_) => {
            return Err(StoreError::Exists {
                path: path.to_owned(),
            });
        }
        Err(_) => {}
    }
    let made = step(Step::MakeDir(path)).and_then(|()| fs::create_dir(path));
    match made {
        // another writer made it meanwhile: cases are begun side by side in one new folder
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {}
        made => made.map_err(StoreError::io(path, "新建目录"))?,
    }
    sync_dir(parent(path))
}

/// Makes a directory with all that is missing above it.
pub(super) fn make_dirs(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Ok(());
    }
    let above = parent(path);
    if above != path {
        make_dirs(above)?;
    }
    make_dir(path)
}

/// Gives a file a name that must be free, and makes the name durable.
pub(super) fn install_new(from: &Path, to: &Path) -> Result<(), StoreError> {
    let failed = || StoreError::io(to, "放入文件");
    step(Step::Rename(from, to)).map_err(failed())?;
    let mut moved = TempPath::try_from_path(from).map_err(failed())?;
    moved.disable_cleanup(true);
    moved
        .persist_noclobber(to)
        .map_err(|refused| match refused.error.kind() {
            io::ErrorKind::AlreadyExists => StoreError::Exists {
                path: to.to_owned(),
            },
            _ => failed()(refused.error),
        })?;
    sync_dir(parent(to))
}

/// Puts a file in the place of another, and makes the name durable.
pub(super) fn replace(from: &Path, to: &Path) -> Result<(), StoreError> {
    step(Step::Rename(from, to))
        .and_then(|()| rename(from, to))
        .map_err(StoreError::io(to, "替换文件"))?;
    sync_dir(parent(to))
}

#[cfg(not(windows))]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Readers and virus scanners hold a file open for moments, and Windows then refuses.
#[cfg(windows)]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    const TRIES: u32 = 10;
    let mut outcome = fs::rename(from, to);
    for _ in 1..TRIES {
        match &outcome {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                std::thread::sleep(std::time::Duration::from_millis(50));
                outcome = fs::rename(from, to);
            }
            _ => break,
        }
    }
    outcome
}

/// Cuts a file to a length and makes that durable.
pub(super) fn cut(path: &Path, length: u64) -> Result<(), StoreError> {
    let file = step(Step::Cut(path, length))
        .and_then(|()| OpenOptions::new().write(true).open(path))
        .and_then(|file| file.set_len(length).map(|()| file))
        .map_err(StoreError::io(path, "截去残缺的末尾"))?;
    sync(&file, path)
}

/// Removes a file.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    step(Step::Remove(path))
        .and_then(|()| unlink(path))
        .map_err(StoreError::io(path, "移除文件"))
}

#[cfg(not(windows))]
fn unlink(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}

/// Windows removes no read-only file.
#[cfg(windows)]
#[expect(
    clippy::permissions_set_readonly_false,
    reason = "the file goes at once"
)]
fn unlink(path: &Path) -> io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_readonly(false);
    fs::set_permissions(path, permissions)?;
    fs::remove_file(path)
}

/// Takes the right to write off a file. On Windows a rename clears it: see [`mark_readonly`].
#[cfg(unix)]
fn forbid_writing(file: &File, path: &Path) -> Result<(), StoreError> {
    step(Step::Mode(path))
        .and_then(|()| file.metadata())
        .and_then(|found| {
            let mut permissions = found.permissions();
            permissions.set_readonly(true);
            file.set_permissions(permissions)
        })
        .map_err(StoreError::io(path, "设置访问权限"))
}

#[cfg(not(unix))]
fn forbid_writing(_: &File, path: &Path) -> Result<(), StoreError> {
    step(Step::Mode(path)).map_err(StoreError::io(path, "设置访问权限"))
}

/// Makes a file that has its name read-only.
pub(super) fn mark_readonly(path: &Path) -> Result<(), StoreError> {
    step(Step::Mode(path))
        .and_then(|()| fs::metadata(path))
        .and_then(|found| {
            let mut permissions = found.permissions();
            permissions.set_readonly(true);
            fs::set_permissions(path, permissions)
        })
        .map_err(StoreError::io(path, "设置访问权限"))
}

/// Gives one file the mode of another.
pub(super) fn copy_mode(from: &Path, file: &File, path: &Path) -> Result<(), StoreError> {
    step(Step::Mode(path))
        .and_then(|()| fs::metadata(from))
        .and_then(|found| file.set_permissions(found.permissions()))
        .map_err(StoreError::io(path, "设置访问权限"))
}

/// The directory of a path; the present one for a bare name.
fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(above) if above.as_os_str().is_empty() => Path::new("."),
        Some(above) => above,
        None => path,
    }
}
