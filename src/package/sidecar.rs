use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::name::shown;
use super::source::Irregular;
use super::write::{Existing, Place};
use super::{Broken, Digest, PackageError};

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

/// A line with a long name is shorter.
const LONGEST: u64 = 64 << 10;

/// The `<package>.sha256` beside a package that agrees with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sidecar {
    /// Where it is.
    pub path: PathBuf,
    /// The SHA-256 of the whole package.
    pub sha256: Digest,
}

/// What is wrong with the `<package>.sha256` beside a package. The message is the predicate of a
/// sentence whose subject is that file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SidecarFlaw {
    /// A link, a directory or a pipe stands in its place.
    #[error("是{0}，应为普通文件")]
    Irregular(Irregular),
    /// Nothing is in it.
    #[error("是空的，应为归档包的 SHA-256 值")]
    Empty,
    /// Not a digest and a name.
    #[error("不是一行“64 位十六进制 SHA-256 值、空格、文件名”")]
    Unparsable,
    /// It speaks of another file.
    #[error("写的是“{}”的值，旁边的文件是“{}”", shown(.stated), shown(.name))]
    Name {
        /// The name in it.
        stated: String,
        /// The name of the package.
        name: String,
    },
    /// The package has another digest.
    #[error("写的 SHA-256 值是 {stated}，文件的是 {found}")]
    Digest {
        /// The digest in it.
        stated: Digest,
        /// The digest of the package.
        found: Digest,
    },
}

/// Compares a package, a single file, with the `<package>.sha256` beside it; `None` where there is
/// none. The whole file is read.
///
/// # Errors
/// Where either cannot be read.
pub fn check_sidecar(package: &Path) -> Result<Option<Result<Sidecar, SidecarFlaw>>, Broken> {
    let unread = |path: &Path, source: io::Error| Broken::Read {
        path: path.into(),
        source,
    };
    let Some(name) = package.file_name() else {
        return Ok(None);
    };
    let mut beside = name.to_owned();
    beside.push(".sha256");
    let path = package.with_file_name(beside);
    let (Ok(beside), true) = (path.symlink_metadata(), package.is_file()) else {
        return Ok(None);
    };
    if let Some(kind) = Irregular::of(beside.file_type()) {
        return Ok(Some(Err(SidecarFlaw::Irregular(kind))));
    }
    let mut bytes = Vec::new();
    let file = File::open(&path).map_err(|error| unread(&path, error))?;
    let read = file.take(LONGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| unread(&path, error))?;
    let stated = match parse(&bytes, &name.to_string_lossy()) {
        Ok(stated) => stated,
        Err(flaw) => return Ok(Some(Err(flaw))),
    };
    let found = File::open(package).and_then(|mut file| Digest::read(&mut file));
    let (found, _) = found.map_err(|error| unread(package, error))?;
    Ok(Some(if stated == found {
        let sha256 = found;
        Ok(Sidecar { path, sha256 })
    } else {
        Err(SidecarFlaw::Digest { stated, found })
    }))
}

fn parse(bytes: &[u8], name: &str) -> Result<Digest, SidecarFlaw> {
    let text = std::str::from_utf8(bytes).map_err(|_| SidecarFlaw::Unparsable)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let line = lines.next().ok_or(SidecarFlaw::Empty)?;
    let (digest, rest) = line
        .split_once([' ', '\t'])
        .ok_or(SidecarFlaw::Unparsable)?;
    let stated: Digest = digest.parse().map_err(|_| SidecarFlaw::Unparsable)?;
    let rest = rest.trim_start_matches([' ', '\t']);
    let found = rest.strip_prefix('*').unwrap_or(rest);
    if lines.next().is_some() || found.is_empty() {
        return Err(SidecarFlaw::Unparsable);
    }
    if found.strip_prefix("./").unwrap_or(found) != name {
        let (stated, name) = (found.to_owned(), name.to_owned());
        return Err(SidecarFlaw::Name { stated, name });
    }
    Ok(stated)
}
