//! One writer at a time: locks of the operating system, which end with the process.
//!
//! There are two, and whoever needs both takes them in this order:
//!
//! 1. the numbers of a workspace ([`numbers`]), while a number is found and given that must be the
//!    only one in it;
//! 2. a case, or `anjuan.toml`: one writer of its files ([`turn`], and every function that writes).
//!
//! A lock that is held is waited for, as [`Patience`] says. Who holds it is told as far as it is
//! known: see [`holder`](super::holder).

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::commit::must_be_case;
use super::error::{Busy, StoreError};
use super::holder::{self, Signed};
use super::layout::{Layout, PRIVATE};
use super::line::Actor;
use super::patience::{Patience, patience};
use super::source;
use super::{bag, disk};

/// How often a lock file that was taken away is opened again.
const TRIES: u32 = 3;
/// How long a waiting writer sleeps before it looks again.
const PAUSE: Duration = Duration::from_millis(20);
/// After how long a person is told that there is a wait.
const NOTICE: Duration = Duration::from_secs(1);

/// Holds what it locks until it is dropped. The note goes before the lock does.
#[derive(Debug)]
pub(super) struct Lock {
    _note: Option<Signed>,
    _file: File,
}

/// A writer's turn at a case: until it is used or dropped, nobody else writes there.
#[derive(Debug)]
pub struct Turn {
    root: PathBuf,
    lock: Lock,
}

/// Takes the turn at a case, so that what is read now is still so when the change is
/// [committed](super::commit()).
///
/// # Errors
/// [`StoreError::Busy`] where another writer holds the case for longer than one waits;
/// [`StoreError::NotACase`]; what the system says.
pub fn turn(case_dir: &Path, actor: &Actor) -> Result<Turn, StoreError> {
    let layout = Layout::new(case_dir);
    must_be_case(&layout)?;
    let lock = Lock::take(&layout, actor)?;
    Ok(Turn {
        root: case_dir.to_owned(),
        lock,
    })
}

impl Turn {
    /// The lock of a case: the one that was taken before, if it is that case's, else a new one.
    pub(super) fn lock_of(
        turn: Option<Self>,
        layout: &Layout,
        actor: &Actor,
    ) -> Result<Lock, StoreError> {
        match turn {
            Some(turn) if turn.root == layout.root() => Ok(turn.lock),
            _ => Lock::take(layout, actor),
        }
    }
}

/// The numbers of a workspace, held by one writer: while it is, nobody else gives one.
#[derive(Debug)]
pub struct Numbers {
    lock: Option<Lock>,
}

impl Numbers {
    /// Whether nobody else can give a number now. Not so where the workspace can only be read and
    /// the system locks nothing in such a place.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        self.lock.is_some()
    }
}

/// Holds the numbers of the workspace in a directory.
///
/// In a workspace that one may not write into, a lock file that someone else made is locked all
/// the same, and where there is none the directory itself, which keeps out those who may not write
/// either, on this machine.
///
/// # Errors
/// [`StoreError::Busy`] where another writer holds them for longer than one waits; what the system
/// says.
pub fn numbers(workspace: &Path, actor: &Actor) -> Result<Numbers, StoreError> {
    bag::refuse(workspace)?;
    let layout = Layout::new(workspace);
    let wanted = Wanted {
        root: workspace,
        path: layout.numbers(),
        doing: "编号",
    };
    let made = layout
        .refuse_links(PRIVATE)
        .and_then(|()| disk::make_dir(&layout.private()))
        .and_then(|()| wanted.wait_to_write(actor, patience()));
    let lock = match made {
        Err(error) if may_only_read(&error) => wanted.wait_to_read()?,
        made => Some(made?),
    };
    Ok(Numbers { lock })
}

fn may_only_read(error: &StoreError) -> bool {
    let refused = |kind| {
        matches!(
            kind,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
        )
    };
    matches!(error, StoreError::Io { source, .. } if refused(source.kind()))
}

impl Lock {
    /// Takes the lock of a case or of a directory with an `anjuan.toml`.
    pub(super) fn take(layout: &Layout, actor: &Actor) -> Result<Self, StoreError> {
        Self::take_with(layout, actor, patience())
    }

    /// The same, with another patience than that of the process.
    pub(super) fn take_with(
        layout: &Layout,
        actor: &Actor,
        patience: &Patience,
    ) -> Result<Self, StoreError> {
        bag::refuse(layout.root())?;
        layout.refuse_links(PRIVATE)?;
        disk::make_dir(&layout.private())?;
        let wanted = Wanted {
            root: layout.root(),
            path: layout.lock(),
            doing: "写入",
        };
        wanted.wait_to_write(actor, patience)
    }
}

/// A lock that is wanted.
struct Wanted<'a> {
    /// The directory that messages name.
    root: &'a Path,
    /// The file that is locked.
    path: PathBuf,
    /// What its holder is doing there.
    doing: &'static str,
}

/// What came of one try.
enum Try {
    Taken(File),
    /// Someone else holds it.
    Held,
    /// The file no longer has the name: a lock on it keeps nobody out.
    Replaced,
}

impl Wanted<'_> {
    fn wait_to_write(&self, actor: &Actor, patience: &Patience) -> Result<Lock, StoreError> {
        let file = self.wait(patience, open_to_write)?;
        let note = Signed::leave(&self.path, actor, &patience.command);
        Ok(Lock {
            _note: Some(note),
            _file: file,
        })
    }

    /// The lock of those who may not write: on the lock file if there is one, else on the
    /// directory; none where the system has no such lock.
    fn wait_to_read(mut self) -> Result<Option<Lock>, StoreError> {
        if source::absent(&self.path) {
            self.path = self.root.to_owned();
        }
        match self.wait(patience(), open_to_read) {
            Ok(file) => Ok(Some(Lock {
                _note: None,
                _file: file,
            })),
            Err(StoreError::Io { .. } | StoreError::Lock { .. }) => Ok(None),
            Err(busy) => Err(busy),
        }
    }

    fn wait(
        &self,
        patience: &Patience,
        open: fn(&Path) -> Result<File, StoreError>,
    ) -> Result<File, StoreError> {
        let began = Instant::now();
        let mut replaced = 0;
        let mut told = false;
        loop {
            match self.attempt(open)? {
                Try::Taken(file) => return Ok(file),
                Try::Replaced if replaced < TRIES => {
                    replaced += 1;
                    continue;
                }
                Try::Held | Try::Replaced => {}
            }
            let waited = began.elapsed();
            let Some(left) = patience.limit.checked_sub(waited).filter(|d| !d.is_zero()) else {
                return Err(self.busy(patience.limit));
            };
            if let (false, true, Some(notice)) = (told, waited >= NOTICE, patience.notice) {
                told = true;
                let busy = self.busy(Duration::ZERO);
                let most = patience.limit.as_secs();
                notice(&format!("正在等……{busy}，最多等 {most} 秒"));
            }
            std::thread::sleep(PAUSE.min(left));
        }
    }

    fn attempt(&self, open: fn(&Path) -> Result<File, StoreError>) -> Result<Try, StoreError> {
        let file = open(&self.path)?;
        match file.try_lock() {
            Ok(()) if still_named(&file, &self.path) => Ok(Try::Taken(file)),
            Ok(()) => Ok(Try::Replaced),
            Err(TryLockError::WouldBlock) => Ok(Try::Held),
            Err(TryLockError::Error(source)) => Err(StoreError::Lock {
                path: self.path.clone(),
                source,
            }),
        }
    }

    fn busy(&self, waited: Duration) -> StoreError {
        StoreError::Busy(Box::new(Busy {
            path: self.root.to_owned(),
            doing: self.doing,
            holder: holder::of(&self.path),
            waited: waited.as_secs(),
        }))
    }
}

fn open_to_write(path: &Path) -> Result<File, StoreError> {
    if !source::absent(path) {
        // a pipe or a link in the place of the lock file
        drop(source::open(path)?);
    }
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(StoreError::io(path, "打开锁文件"))
}

fn open_to_read(path: &Path) -> Result<File, StoreError> {
    if path.is_dir() {
        File::open(path).map_err(StoreError::io(path, "打开锁文件"))
    } else {
        source::open(path)
    }
}

fn still_named(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(named)) => source::same_file(&held, &named),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(root: &Path) -> Wanted<'_> {
        Wanted {
            root,
            path: Layout::new(root).numbers(),
            doing: "编号",
        }
    }

    #[test]
    fn a_lock_on_a_file_that_lost_its_name_is_none() {
        fn open_and_lose(path: &Path) -> Result<File, StoreError> {
            let file = open_to_write(path)?;
            fs::remove_file(path).unwrap();
            Ok(file)
        }
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(PRIVATE)).unwrap();
        let wanted = wanted(folder.path());
        assert!(matches!(wanted.attempt(open_and_lose), Ok(Try::Replaced)));
        let refused = wanted.wait(&Patience::default(), open_and_lose);
        assert!(matches!(refused, Err(StoreError::Busy(_))));
        assert!(matches!(wanted.attempt(open_to_write), Ok(Try::Taken(_))));
    }

    #[cfg(unix)]
    #[test]
    fn who_may_only_read_a_workspace_keeps_out_others_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        // no lock file: the directory
        let held = wanted(root).wait_to_read().unwrap();
        assert!(held.is_some());
        assert!(matches!(
            wanted(root).wait_to_read(),
            Err(StoreError::Busy(_))
        ));
        drop(held);
        // someone else's lock file: that one, also against who may write it
        let actor = Actor::flag("李某");
        drop(numbers(root, &actor).unwrap());
        let held = wanted(root).wait_to_read().unwrap();
        assert!(held.is_some());
        assert!(matches!(numbers(root, &actor), Err(StoreError::Busy(_))));
        drop(held);
        assert!(numbers(root, &actor).unwrap().is_held());
    }
}
