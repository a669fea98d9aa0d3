//! One writer a case: a lock of the operating system, which ends with the process.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::Path;

use super::error::StoreError;
use super::layout::{Layout, PRIVATE};
use super::line::Actor;
use super::source;
use super::{bag, disk};

/// How often a lock file that was taken away is opened again.
const TRIES: u32 = 3;

/// Holds the case until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock at once or says who holds it.
    pub(super) fn take(layout: &Layout, actor: &Actor) -> Result<Self, StoreError> {
        bag::refuse(layout.root())?;
        layout.refuse_links(PRIVATE)?;
        disk::make_dir(&layout.private())?;
        let path = layout.lock();
        for _ in 0..TRIES {
            if !source::absent(&path) {
                drop(source::open(&path)?);
            }
            let file = open(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(busy(layout, &path)),
                Err(TryLockError::Error(source)) => return Err(StoreError::Lock { path, source }),
            }
            // A lock on a file that no longer has the name keeps nobody out.
            if still_named(&file, &path) {
                sign(&file, actor);
                return Ok(Self { _file: file });
            }
        }
        Err(busy(layout, &path))
    }
}

fn open(path: &Path) -> Result<File, StoreError> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(StoreError::io(path, "打开锁文件"))
}

fn still_named(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(named)) => source::same_file(&held, &named),
        _ => false,
    }
}

/// Leaves a hint for whoever finds the case busy; nothing depends on it.
fn sign(mut file: &File, actor: &Actor) {
    let hint = format!("{}，进程 {}\n", actor.name, std::process::id());
    let _ = file
        .set_len(0)
        .and_then(|()| file.write_all(hint.as_bytes()));
}

fn busy(layout: &Layout, path: &Path) -> StoreError {
    let hint = fs::read_to_string(path).unwrap_or_default();
    let hint: String = hint
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(80)
        .collect();
    let holder = (!hint.is_empty()).then_some(hint);
    StoreError::Busy {
        path: layout.root().to_owned(),
        holder,
    }
}
