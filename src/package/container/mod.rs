//! What a bag may lie in: a directory, a ZIP of ours or of another program, a tar, a tar.gz. Each
//! is read in place; nothing is unpacked.

mod folder;
mod roots;
mod tarball;
mod zipped;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{IndexedParallelIterator as _, IntoParallelIterator as _, ParallelIterator as _};

use self::folder::{Folder, reason};
use self::tarball::Tarball;
use self::zipped::Zipped;
use super::algorithm::{Algorithm, Hashers, Sums};
use super::archive::{Archive, Defect, Handle};
use super::{BUFFER, Broken, Problem, ProblemKind};

/// A file that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its name below the top-level folder.
    pub(super) name: String,
    pub(super) size: u64,
}

/// A file that was read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hashed {
    pub(super) sums: Sums,
    pub(super) bytes: u64,
    /// Whether the container's own checksum agrees.
    pub(super) is_sound: bool,
}

/// What became of each file that was to be read, or why it could not be.
pub(super) type Observed = BTreeMap<String, Result<Hashed, String>>;

/// Which digests a file needs.
pub(super) type Needs<'a> = dyn Fn(&str) -> &'a [Algorithm] + Sync + 'a;

/// Reads the file of an index and a name.
type Worker<'a> = dyn FnMut(usize, &str, Hashers) -> io::Result<Hashed> + 'a;

/// What a bag lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Form {
    /// A ZIP built exactly as this program builds one.
    #[error("ZIP")]
    Package,
    /// Another ZIP.
    #[error("ZIP")]
    Zip,
    /// A tar.
    #[error("tar")]
    Tar,
    /// A tar compressed with gzip.
    #[error("tar.gz")]
    TarGz,
    /// A directory.
    #[error("文件夹")]
    Folder,
}

/// What is unusual about a container, and tells that this program did not write it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Oddity {
    /// The first thing in which a ZIP differs from one of ours.
    #[error("{text}")]
    Flaw {
        /// What it is.
        text: String,
    },
    /// The files lie in the container without a folder around them.
    #[error("各文件不在同一个顶层文件夹中")]
    NoTopFolder,
    /// Names that are not marked as UTF-8, and read as such.
    #[error("文件名没有 UTF-8 标志，已按 UTF-8 读取")]
    UnmarkedNames,
    /// A tar without the block that ends it.
    #[error("tar 末尾没有结束标记，可能被截断")]
    NoEndMark,
}

/// How many bytes a compressed container may hold: what honest files never reach, and a machine
/// reads within minutes.
pub(super) fn limit(length: u64) -> u64 {
    length.saturating_mul(100).saturating_add(1 << 30)
}

/// The files of a bag.
#[derive(Debug)]
pub(super) struct Contents {
    path: PathBuf,
    container: Container,
    oddities: Vec<Oddity>,
}

#[derive(Debug)]
enum Container {
    Archive(Archive),
    Zip(Zipped),
    Tar(Tarball),
    Folder(Folder),
}

impl Contents {
    /// Opens a file, checking its structure, or lists a directory.
    pub(super) fn open(path: &Path) -> Result<Self, Broken> {
        let unread = |source| Broken::Read {
            path: path.into(),
            source,
        };
        let metadata = path.metadata().map_err(unread)?;
        let mut oddities = Vec::new();
        let container = if metadata.is_dir() {
            Container::Folder(Folder::open(path)?)
        } else if metadata.is_file() {
            let handle = Handle::open(path).map_err(unread)?;
            file(handle, &mut oddities).map_err(|defect| broken(path, defect))?
        } else {
            return Err(Broken::Special { path: path.into() });
        };
        Ok(Self {
            path: path.into(),
            container,
            oddities,
        })
    }

    pub(super) fn form(&self) -> Form {
        match &self.container {
            Container::Archive(_) => Form::Package,
            Container::Zip(_) => Form::Zip,
            Container::Tar(tar) if tar.is_compressed() => Form::TarGz,
            Container::Tar(_) => Form::Tar,
            Container::Folder(_) => Form::Folder,
        }
    }

    pub(super) fn oddities(&self) -> &[Oddity] {
        &self.oddities
    }

    pub(super) fn files(&self) -> &[Found] {
        match &self.container {
            Container::Archive(archive) => archive.files(),
            Container::Zip(zip) => zip.files(),
            Container::Tar(tar) => tar.files(),
            Container::Folder(folder) => folder.files(),
        }
    }

    /// What is there and cannot be compared.
    pub(super) fn unreadable(&self) -> &[Problem] {
        match &self.container {
            Container::Folder(folder) => folder.unreadable(),
            _ => &[],
        }
    }

    /// The content of a file of at most so many bytes, and whether the container's checksum
    /// agrees; `None` where there is no such file.
    pub(super) fn read(&self, name: &str, limit: u64) -> Result<Option<(Vec<u8>, bool)>, Broken> {
        let mut files = self.files().iter().enumerate();
        let Some((index, found)) = files.find(|(_, found)| found.name == name) else {
            return Ok(None);
        };
        if found.size > limit {
            return Err(Broken::TooLarge {
                path: self.path.clone(),
                name: name.into(),
                size: found.size,
                limit,
            });
        }
        let content = match &self.container {
            Container::Archive(archive) => archive.read(index),
            Container::Zip(zip) => zip.read(index),
            Container::Tar(tar) => tar.read(index).map(|content| (content, true)),
            Container::Folder(folder) => folder.read(name, limit).map(|content| (content, true)),
        };
        content
            .map(Some)
            .map_err(|error| self.not_read(name, error))
    }

    /// The first bytes of every file, in the order of the files; none of one that cannot be read.
    pub(super) fn starts(&self, length: usize) -> Vec<Option<Vec<u8>>> {
        let each = |start: &dyn Fn(usize, &Found) -> io::Result<Vec<u8>>| {
            let files = self.files().iter().enumerate();
            files.map(|(at, found)| start(at, found).ok()).collect()
        };
        match &self.container {
            Container::Archive(archive) => each(&|at, _| archive.start(at, length)),
            Container::Zip(zip) => each(&|at, _| zip.start(at, length)),
            Container::Folder(folder) => each(&|_, found| folder.start(&found.name, length)),
            Container::Tar(tar) => match tar.starts(length) {
                Ok(starts) => starts.into_iter().map(Some).collect(),
                Err(_) => vec![None; self.files().len()],
            },
        }
    }

    fn not_read(&self, name: &str, error: io::Error) -> Broken {
        match &self.container {
            Container::Folder(folder) => Broken::Read {
                path: folder.path(name),
                source: error,
            },
            _ if error.kind() == io::ErrorKind::InvalidData => Broken::Damaged {
                path: self.path.clone(),
                problem: Problem {
                    path: name.into(),
                    kind: ProblemKind::Changed,
                    detail: error.to_string(),
                },
            },
            _ => Broken::Read {
                path: self.path.clone(),
                source: error,
            },
        }
    }

    /// Reads every file, on as many threads as are free, the largest first so that none is left
    /// alone with it at the end. What is compressed as a whole is read in its order.
    pub(super) fn hash_all(&self, needs: &Needs<'_>) -> Result<Observed, Broken> {
        if let Container::Tar(tar) = &self.container
            && tar.is_compressed()
        {
            return tar.hash_all(needs).map_err(|source| Broken::Read {
                path: self.path.clone(),
                source,
            });
        }
        let mut order: Vec<(usize, &Found)> = self.files().iter().enumerate().collect();
        order.sort_by_key(|(_, found)| std::cmp::Reverse(found.size));
        let next = AtomicUsize::new(0);
        let work = |_| {
            let mut worker = self.worker();
            let mut done = Vec::new();
            while let Some((index, found)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                let hashers = Hashers::new(needs(&found.name));
                let hashed = worker(*index, &found.name, hashers);
                done.push((found.name.clone(), hashed.map_err(|error| reason(&error))));
            }
            done
        };
        let all = (0..rayon::current_num_threads())
            .into_par_iter()
            .with_max_len(1)
            .flat_map_iter(work)
            .collect();
        Ok(all)
    }

    fn worker(&self) -> Box<Worker<'_>> {
        let mut buffer = vec![0; BUFFER];
        match &self.container {
            Container::Folder(folder) => {
                Box::new(move |_, name, hashers| folder.hash(name, hashers, &mut buffer))
            }
            Container::Archive(archive) => {
                let mut worker = archive.worker();
                Box::new(move |index, _, hashers| worker.hash(index, hashers, &mut buffer))
            }
            Container::Zip(zip) => {
                Box::new(move |index, _, hashers| zip.hash(index, hashers, &mut buffer))
            }
            Container::Tar(tar) => {
                Box::new(move |index, _, hashers| tar.hash(index, hashers, &mut buffer))
            }
        }
    }
}

pub(super) fn broken(path: &Path, defect: Defect) -> Broken {
    let path = path.to_owned();
    match defect {
        Defect::Read(source) => Broken::Read { path, source },
        Defect::Flaw { entry, flaw } => Broken::Structure { path, entry, flaw },
    }
}

/// Opens what is a file: by its first bytes a gzip or a tar, else a ZIP, strictly if it is one of
/// ours.
fn file(handle: Handle, oddities: &mut Vec<Oddity>) -> Result<Container, Defect> {
    if tarball::is_gzip(&handle)? || tarball::is_tar(&handle)? {
        return Tarball::open(handle, oddities).map(Container::Tar);
    }
    let strict = match Archive::open(handle.clone()) {
        Ok(archive) => return Ok(Container::Archive(archive)),
        Err(Defect::Read(error)) => return Err(Defect::Read(error)),
        Err(strict) => strict,
    };
    let Defect::Flaw { entry, flaw } = &strict else {
        return Err(strict);
    };
    oddities.push(Oddity::Flaw {
        text: super::broken::subject(entry.as_deref()) + &flaw.to_string(),
    });
    match Zipped::open(handle, oddities) {
        Ok(zip) => Ok(Container::Zip(zip)),
        // of a form that is merely another, the reason why even that cannot be read
        Err(loose) if flaw.is_form() => Err(loose),
        Err(_) => Err(strict),
    }
}
