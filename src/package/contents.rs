//! The files of a package, whether it is a ZIP or an unpacked bag.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{IndexedParallelIterator as _, IntoParallelIterator as _, ParallelIterator as _};

use super::archive::{Archive, Checksum};
use super::folder::{Folder, reason};
use super::{BUFFER, Broken, Digest, Problem, ProblemKind};

/// A file that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Its name below the top-level folder.
    pub(super) name: String,
    pub(super) size: u64,
}

/// A file that was read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hashed {
    pub(super) digest: Digest,
    pub(super) bytes: u64,
    /// Whether the container's own checksum agrees.
    pub(super) is_sound: bool,
}

/// What became of each file that was to be read, or why it could not be.
pub(super) type Observed = BTreeMap<String, Result<Hashed, String>>;

/// Reads the file of an index and a name.
type Worker<'a> = dyn FnMut(usize, &str) -> io::Result<Hashed> + 'a;

/// The files of a package.
#[derive(Debug)]
pub(super) struct Contents {
    path: PathBuf,
    container: Container,
}

#[derive(Debug)]
enum Container {
    Archive(Archive),
    Folder(Folder),
}

impl Contents {
    /// Opens a ZIP, checking its structure, or lists a directory.
    pub(super) fn open(path: &Path) -> Result<Self, Broken> {
        let metadata = path.metadata().map_err(|source| Broken::Read {
            path: path.into(),
            source,
        })?;
        let container = if metadata.is_dir() {
            Container::Folder(Folder::open(path)?)
        } else if metadata.is_file() {
            Container::Archive(Archive::open(path)?)
        } else {
            return Err(Broken::Special { path: path.into() });
        };
        Ok(Self {
            path: path.into(),
            container,
        })
    }

    pub(super) fn files(&self) -> &[Found] {
        match &self.container {
            Container::Archive(archive) => archive.files(),
            Container::Folder(folder) => folder.files(),
        }
    }

    /// What is there and cannot be compared.
    pub(super) fn unreadable(&self) -> &[Problem] {
        match &self.container {
            Container::Archive(_) => &[],
            Container::Folder(folder) => folder.unreadable(),
        }
    }

    /// The content of a file of at most so many bytes; `None` where there is no such file.
    pub(super) fn read(
        &self,
        name: &str,
        limit: u64,
        checksum: Checksum,
    ) -> Result<Option<Vec<u8>>, Broken> {
        let Some(index) = self.files().iter().position(|found| found.name == name) else {
            return Ok(None);
        };
        let size = self.files().get(index).map_or(0, |found| found.size);
        if size > limit {
            let (path, name) = (self.path.clone(), name.into());
            return Err(Broken::TooLarge {
                path,
                name,
                size,
                limit,
            });
        }
        let content = match &self.container {
            Container::Archive(archive) => archive.read(index, checksum),
            Container::Folder(folder) => folder.read(name, limit),
        };
        content
            .map(Some)
            .map_err(|error| self.not_read(name, error))
    }

    /// The first bytes of the file at an index, as many as are asked for at most.
    pub(super) fn start(&self, index: usize, length: usize) -> io::Result<Vec<u8>> {
        let found = self.files().get(index).ok_or(io::ErrorKind::NotFound)?;
        match &self.container {
            Container::Archive(archive) => archive.start(index, length),
            Container::Folder(folder) => folder.start(&found.name, length),
        }
    }

    fn not_read(&self, name: &str, error: io::Error) -> Broken {
        match &self.container {
            Container::Archive(_) if error.kind() == io::ErrorKind::InvalidData => {
                let (kind, detail) = (ProblemKind::Changed, "CRC-32 值不符".into());
                let problem = Problem {
                    path: name.into(),
                    kind,
                    detail,
                };
                Broken::Damaged {
                    path: self.path.clone(),
                    problem,
                }
            }
            Container::Archive(_) => Broken::Read {
                path: self.path.clone(),
                source: error,
            },
            Container::Folder(folder) => Broken::Read {
                path: folder.path(name),
                source: error,
            },
        }
    }

    /// Reads every file, on as many threads as are free, the largest first so that none is left
    /// alone with it at the end.
    pub(super) fn hash_all(&self) -> Observed {
        let mut order: Vec<(usize, &Found)> = self.files().iter().enumerate().collect();
        order.sort_by_key(|(_, found)| std::cmp::Reverse(found.size));
        let next = AtomicUsize::new(0);
        let work = |_| {
            let mut worker = self.worker();
            let mut done = Vec::new();
            while let Some((index, found)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                let hashed = worker(*index, &found.name).map_err(|error| reason(&error));
                done.push((found.name.clone(), hashed));
            }
            done
        };
        (0..rayon::current_num_threads())
            .into_par_iter()
            .with_max_len(1)
            .flat_map_iter(work)
            .collect()
    }

    fn worker(&self) -> Box<Worker<'_>> {
        match &self.container {
            Container::Folder(folder) => Box::new(|_, name| folder.hash(name)),
            Container::Archive(archive) => {
                let mut worker = archive.worker();
                let mut buffer = vec![0; BUFFER];
                Box::new(move |index, _| worker.hash(index, &mut buffer))
            }
        }
    }
}
