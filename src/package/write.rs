//! Writes a package: deterministic, in one pass, and verified before it gets its name.

use std::fs::File;
use std::io::{self, Write as _};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZIP64_BYTES_THR, ZipWriter};

use super::algorithm::{Algorithm, Hashers, Sum, Sums};
use super::copy::{Copier, Failure};
use super::manifest::{self, List};
use super::plan::{self, Origin, Plan, Planned};
use super::source::Watched;
use super::{BAG_INFO, BAGIT, DECLARATION, MANIFEST, SM3_SUMS, TAG_MANIFEST};
use super::{Bag, Digest, Mismatch, PackageError, verify};

/// What to do about a target that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Leave it and fail.
    Refuse,
    /// Put the new package in its place, once that is complete and verified.
    Replace,
}

/// A package that is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where.
    pub path: PathBuf,
    /// The number of payload files.
    pub files: u64,
    /// The bytes of the payload.
    pub bytes: u64,
    /// The digest of `manifest-sha256.txt`, which stands for the whole payload.
    pub manifest: Digest,
}

/// Writes a package to `target`: into a temporary file beside it, flushed, read again and
/// verified, and only then named. The same list gives the same bytes.
///
/// # Errors
/// Everything wrong with the list at once ([`PackageError::Refused`]); sources that cannot be
/// read, change meanwhile or are not what was expected; a target that exists or cannot be written.
pub fn write(bag: &Bag, target: &Path, existing: Existing) -> Result<Written, PackageError> {
    prepare(bag, target, existing)?.keep()
}

/// A package that is complete, verified and flushed, and has no name yet. Dropped, it is gone.
#[derive(Debug)]
pub struct Pending<'a> {
    place: Place<'a>,
    temporary: NamedTempFile,
    written: Written,
}

impl Pending<'_> {
    /// The SHA-256 of the whole file.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn digest(&self) -> Result<Digest, PackageError> {
        let path = self.temporary.path();
        let read = File::open(path).and_then(|mut file| Digest::read(&mut file));
        read.map(|(digest, _)| digest)
            .map_err(|source| PackageError::read(path, source))
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// A target that appeared meanwhile and is to stay; what the disk refuses.
    pub fn keep(self) -> Result<Written, PackageError> {
        self.place.keep(self.temporary)?;
        Ok(self.written)
    }
}

/// Writes a package without giving it its name, so that something can be taken down first.
///
/// # Errors
/// As [`write()`].
pub fn prepare<'a>(
    bag: &Bag,
    target: &'a Path,
    existing: Existing,
) -> Result<Pending<'a>, PackageError> {
    let plan = plan::plan(bag)?;
    let place = Place::of(target, existing)?;
    let temporary = place.temporary()?;
    let manifest = fill(&plan, temporary.as_file(), target)?;
    let flushed = temporary.as_file().sync_all();
    flushed.map_err(|source| PackageError::Flush {
        path: target.into(),
        source,
    })?;
    recheck(temporary.path(), target)?;
    let (files, bytes) = (plan.payload.len() as u64, plan.bytes);
    let written = Written {
        path: target.into(),
        files,
        bytes,
        manifest,
    };
    Ok(Pending {
        place,
        temporary,
        written,
    })
}

/// Reads back what has been written, as anybody else would.
fn recheck(temporary: &Path, target: &Path) -> Result<(), PackageError> {
    let verification = verify(temporary).map_err(|broken| {
        let (path, source) = (target.into(), Box::new(broken));
        PackageError::Unverifiable { path, source }
    })?;
    if verification.is_clean() {
        Ok(())
    } else {
        let (path, verification) = (target.into(), Box::new(verification));
        Err(PackageError::Unfaithful { path, verification })
    }
}

/// Where a finished file goes.
#[derive(Debug)]
pub(super) struct Place<'a> {
    target: &'a Path,
    directory: &'a Path,
    existing: Existing,
}

impl<'a> Place<'a> {
    /// Fails early where the target is there and is to stay.
    pub(super) fn of(target: &'a Path, existing: Existing) -> Result<Self, PackageError> {
        if target.file_name().is_none() {
            return Err(PackageError::Target {
                path: target.into(),
            });
        }
        if existing == Existing::Refuse && target.symlink_metadata().is_ok() {
            return Err(PackageError::Exists {
                path: target.into(),
            });
        }
        let directory = target
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        Ok(Self {
            target,
            directory: directory.unwrap_or(Path::new(".")),
            existing,
        })
    }

    /// A temporary file in the target's directory, that the last step may be a mere renaming.
    pub(super) fn temporary(&self) -> Result<NamedTempFile, PackageError> {
        let made = tempfile::Builder::new()
            .prefix(".anjuan-tmp-")
            .tempfile_in(self.directory);
        let temporary = made.map_err(|source| PackageError::write(self.target, source))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let readable = std::fs::Permissions::from_mode(0o644);
            let set = temporary.as_file().set_permissions(readable);
            set.map_err(|source| PackageError::write(self.target, source))?;
        }
        Ok(temporary)
    }

    /// Gives a flushed file its name, and flushes that.
    pub(super) fn keep(&self, temporary: NamedTempFile) -> Result<(), PackageError> {
        let kept = match self.existing {
            Existing::Refuse => temporary.persist_noclobber(self.target),
            Existing::Replace => temporary.persist(self.target),
        };
        kept.map_err(|failed| match failed.error.kind() {
            io::ErrorKind::AlreadyExists => PackageError::Exists {
                path: self.target.into(),
            },
            _ => PackageError::write(self.target, failed.error),
        })?;
        flush_directory(self.directory).map_err(|source| PackageError::Flush {
            path: self.directory.into(),
            source,
        })
    }
}

#[cfg(unix)]
fn flush_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

// Windows has no such operation: the name is flushed with the file
#[cfg(not(unix))]
fn flush_directory(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Writes all entries, giving the digest of the payload manifest.
fn fill(plan: &Plan<'_>, file: &File, target: &Path) -> Result<Digest, PackageError> {
    let algorithms = if plan.sm3 { BOTH } else { USUAL };
    let mut writer = Writer {
        zip: ManuallyDrop::new(ZipWriter::new(file)),
        folder: plan.folder,
        target,
        algorithms,
        copier: Copier::new(algorithms),
        mismatches: Vec::new(),
    };
    let mut tags = List::new();
    for (name, text) in [(BAGIT, DECLARATION), (BAG_INFO, &plan.info)] {
        tags.insert(name.into(), writer.text(name, text)?);
    }
    let (payload, sm3) = writer.all(&plan.payload)?;
    tags.extend(writer.all(&plan.tags)?.0);
    if !writer.mismatches.is_empty() {
        return Err(PackageError::Mismatch {
            files: writer.mismatches,
        });
    }
    if plan.sm3 {
        let digest = writer.text(SM3_SUMS, &manifest::render(&sm3))?;
        tags.insert(SM3_SUMS.into(), digest);
    }
    let digest = writer.text(MANIFEST, &manifest::render(&payload))?;
    tags.insert(MANIFEST.into(), digest);
    writer.text(TAG_MANIFEST, &manifest::render(&tags))?;
    ManuallyDrop::into_inner(writer.zip)
        .finish()
        .map_err(|error| PackageError::write(target, error.into()))?;
    Ok(digest)
}

const USUAL: &[Algorithm] = &[Algorithm::Sha256];
const BOTH: &[Algorithm] = &[Algorithm::Sha256, Algorithm::Sm3];

struct Writer<'a> {
    /// Never dropped half-way: its drop would write on, and print where that fails.
    zip: ManuallyDrop<ZipWriter<&'a File>>,
    folder: &'a str,
    target: &'a Path,
    algorithms: &'static [Algorithm],
    copier: Copier,
    mismatches: Vec<Mismatch>,
}

impl Writer<'_> {
    /// Writes files, and lists them by SHA-256 and, where it is computed, by SM3.
    fn all(&mut self, files: &[Planned<'_>]) -> Result<(List<Digest>, List<Sum>), PackageError> {
        let (mut sha256, mut sm3) = (List::new(), List::new());
        for Planned { name, origin } in files {
            let (digest, sums) = self.entry(name, origin)?;
            sha256.insert(name.clone(), digest);
            if let Some(sum) = sums.of(Algorithm::Sm3) {
                sm3.insert(name.clone(), sum.clone());
            }
        }
        Ok((sha256, sm3))
    }

    fn entry(&mut self, name: &str, origin: &Origin<'_>) -> Result<(Digest, Sums), PackageError> {
        let (path, stamp, expected) = match origin {
            Origin::Bytes(bytes) => return self.bytes(name, bytes),
            Origin::File {
                path,
                stamp,
                expected,
            } => (*path, stamp, *expected),
        };
        let mut watched = Watched::open(path, stamp)?;
        self.start(name, stamp.size)?;
        let copied = self
            .copier
            .copy(&mut watched.file, &mut *self.zip, stamp.size);
        let sums = copied.map_err(|failure| match failure {
            Failure::Read(source) => PackageError::read(path, source),
            Failure::Write(source) => PackageError::write(self.target, source),
            Failure::Length => PackageError::Changed { path: path.into() },
        })?;
        watched.check()?;
        let found = sha256(&sums);
        if let Some(expected) = expected.filter(|expected| expected.sha256 != found) {
            self.mismatches.push(Mismatch {
                path: path.into(),
                expected: expected.sha256,
                found,
            });
        }
        Ok((found, sums))
    }

    fn text(&mut self, name: &str, text: &str) -> Result<Digest, PackageError> {
        Ok(self.bytes(name, text.as_bytes())?.0)
    }

    fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(Digest, Sums), PackageError> {
        self.start(name, bytes.len() as u64)?;
        let written = self.zip.write_all(bytes);
        written.map_err(|source| PackageError::write(self.target, source))?;
        let mut hashers = Hashers::new(self.algorithms);
        hashers.update(bytes);
        let sums = hashers.finish();
        Ok((sha256(&sums), sums))
    }

    fn start(&mut self, name: &str, size: u64) -> Result<(), PackageError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(0o644)
            .system(System::Unix)
            .large_file(size >= ZIP64_BYTES_THR);
        let started = self
            .zip
            .start_file(format!("{}/{name}", self.folder), options);
        started.map_err(|error| PackageError::write(self.target, error.into()))
    }
}

/// The SHA-256 among values: it is always computed.
fn sha256(sums: &Sums) -> Digest {
    Digest::of_sums(sums).unwrap_or_else(|| Digest::of(&[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_that_appears_meanwhile_is_not_overwritten() {
        let directory = tempfile::tempdir().unwrap();
        let target = directory.path().join("package.zip");
        let place = Place::of(&target, Existing::Refuse).unwrap();
        let temporary = place.temporary().unwrap();
        std::fs::write(&target, "another's").unwrap();
        let kept = place.keep(temporary);
        assert!(matches!(kept, Err(PackageError::Exists { .. })));
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "another's");
        assert_eq!(directory.path().read_dir().unwrap().count(), 1);
    }
}
