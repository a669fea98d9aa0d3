//! Evidence: copied and hashed in one pass, then given a name that must be free.

use std::path::{Path, PathBuf};

use super::change::{Evidence, Source, Stored};
use super::digest::sha256_hex;
use super::disk;
use super::error::StoreError;
use super::layout::Layout;
use super::outline::Outline;
use super::source::{self, Measure};

/// The evidence of one change on its way into the case.
#[derive(Debug, Default)]
pub(super) struct Intake {
    items: Vec<Item>,
    stored: Vec<Stored>,
    /// What was placed, to be taken back if the change does not come about.
    placed: Vec<PathBuf>,
}

#[derive(Debug)]
struct Item {
    target: PathBuf,
    readonly: bool,
    /// None where the same content lies there already.
    temp: Option<PathBuf>,
}

impl Intake {
    /// Copies the evidence beside where it is to stay. On an error nothing is left behind.
    pub(super) fn stage(
        layout: &Layout,
        evidence: &[Evidence],
        before: &Outline,
    ) -> Result<Self, StoreError> {
        let mut intake = Self::default();
        for one in evidence {
            if let Err(error) = intake.add(layout, one, before) {
                intake.discard();
                return Err(error);
            }
        }
        Ok(intake)
    }

    /// The evidence with its digests.
    pub(super) fn stored(&self) -> &[Stored] {
        &self.stored
    }

    /// Gives the evidence its names and makes them durable.
    pub(super) fn place(&mut self) -> Result<(), StoreError> {
        for item in &mut self.items {
            let Some(temp) = item.temp.take() else {
                adopt(&item.target, item.readonly)?;
                continue;
            };
            if let Err(error) = disk::install_new(&temp, &item.target) {
                item.temp = Some(temp);
                return Err(error);
            }
            self.placed.push(item.target.clone());
            if cfg!(windows) && item.readonly {
                disk::mark_readonly(&item.target)?;
            }
        }
        Ok(())
    }

    /// Takes back what was placed and what was staged, as far as possible: nothing lists it.
    pub(super) fn discard(&mut self) {
        let temps = self.items.iter_mut().filter_map(|item| item.temp.take());
        for path in self.placed.drain(..).chain(temps) {
            let _ = disk::remove(&path);
        }
    }

    /// The evidence as placed.
    pub(super) fn into_stored(self) -> Vec<Stored> {
        self.stored
    }

    fn add(
        &mut self,
        layout: &Layout,
        evidence: &Evidence,
        before: &Outline,
    ) -> Result<(), StoreError> {
        let path = &evidence.destination;
        let target = layout.at(path);
        let free = source::absent(&target);
        let (temp, measure) = if free {
            let (temp, measure) = copy(&evidence.source, &target, evidence.readonly)?;
            (Some(temp), measure)
        } else {
            (
                None,
                same_content(&evidence.source, &target, before.record_at(path).is_some())?,
            )
        };
        let Measure { size, sha256 } = measure;
        self.stored.push(Stored {
            path: path.clone(),
            size,
            sha256,
            adopted: !free,
        });
        self.items.push(Item {
            target,
            readonly: evidence.readonly,
            temp,
        });
        Ok(())
    }
}

/// Copies content to a temporary file in the directory of the target.
fn copy(source: &Source, target: &Path, readonly: bool) -> Result<(PathBuf, Measure), StoreError> {
    // A source that cannot be read makes no directory.
    if let Source::Path(path) = source {
        drop(source::open(path)?);
    }
    let directory = target.parent().unwrap_or(target);
    disk::make_dirs(directory)?;
    let mut temp = disk::temp_in(directory)?;
    let filled = fill(source, &mut temp).and_then(|measure| {
        temp.finish(readonly)?;
        Ok(measure)
    });
    match filled {
        Ok(measure) => Ok((temp.path().to_owned(), measure)),
        Err(error) => {
            let _ = disk::remove(temp.path());
            Err(error)
        }
    }
}

fn fill(source: &Source, temp: &mut disk::Temp) -> Result<Measure, StoreError> {
    match source {
        Source::Path(path) => source::read_through(path, |piece| temp.write(piece)),
        Source::Bytes(bytes) => {
            temp.write(bytes)?;
            Ok(measure_bytes(bytes))
        }
    }
}

/// After a crash the same content may lie at the target, unlisted: it is adopted.
fn same_content(source: &Source, target: &Path, listed: bool) -> Result<Measure, StoreError> {
    let exists = || StoreError::Exists {
        path: target.to_owned(),
    };
    if listed {
        return Err(exists());
    }
    let wanted = match source {
        Source::Path(path) => source::measure(path)?,
        Source::Bytes(bytes) => measure_bytes(bytes),
    };
    match source::measure(target) {
        Ok(found) if found == wanted => Ok(wanted),
        Ok(_) | Err(StoreError::NotAFile { .. }) => Err(exists()),
        Err(error) => Err(error),
    }
}

fn adopt(target: &Path, readonly: bool) -> Result<(), StoreError> {
    if readonly {
        disk::mark_readonly(target)?;
    }
    disk::sync(&source::open(target)?, target)?;
    disk::sync_dir(target.parent().unwrap_or(target))
}

fn measure_bytes(bytes: &[u8]) -> Measure {
    Measure {
        size: bytes.len() as u64,
        sha256: sha256_hex(bytes),
    }
}
