use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::write::{Existing, Place};
use super::{Digest, PackageError};

/// Writes `<package>.sha256` beside a package, for `sha256sum -c`, and gives its path and the
/// package's digest.
///
/// # Errors
/// [`PackageError::Target`] where the package's file name cannot stand in such a line; otherwise
/// where the package cannot be read, or the sidecar exists or cannot be written.
pub fn write_sidecar(
    package: &Path,
    existing: Existing,
) -> Result<(PathBuf, Digest), PackageError> {
    let name = package.file_name().and_then(|name| name.to_str());
    // sha256sum escapes these, which other readers of the line do not know
    let name = name.filter(|name| !name.contains(|c: char| c == '\\' || c.is_control()));
    let name = name.ok_or_else(|| PackageError::Target {
        path: package.into(),
    })?;
    let path = package.with_file_name(format!("{name}.sha256"));
    let place = Place::of(&path, existing)?;
    let read = File::open(package).and_then(|mut file| Digest::read(&mut file));
    let (digest, _) = read.map_err(|source| PackageError::read(package, source))?;
    let mut temporary = place.temporary()?;
    let written = writeln!(temporary, "{digest}  {name}");
    written.map_err(|source| PackageError::write(&path, source))?;
    let flushed = temporary.as_file().sync_all();
    flushed.map_err(|source| PackageError::Flush {
        path: path.clone(),
        source,
    })?;
    place.keep(temporary)?;
    Ok((path, digest))
}
