//! Records the steps on the disk, and stops the process, as it were, at one of them.

use std::cell::RefCell;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::store::disk::Step;

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum Taken {
    MakeDir(PathBuf),
    Create(PathBuf),
    Write(PathBuf, Vec<u8>),
    Cut(PathBuf, u64),
    Mode(PathBuf),
    Sync(PathBuf),
    SyncDir(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

/// Which steps fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Fault {
    /// None.
    Never,
    /// This one and all after it: the process was killed there. A write gets so many bytes out.
    From(usize, usize),
    /// This one only: the disk gave an error.
    Once(usize),
}

struct State {
    fault: Fault,
    count: usize,
    taken: Vec<Taken>,
}

thread_local! {
    static STATE: RefCell<State> =
        const { RefCell::new(State { fault: Fault::Never, count: 0, taken: Vec::new() }) };
}

/// Runs something with a fault, and gives the steps that were taken.
pub(in crate::store) fn run<T>(fault: Fault, action: impl FnOnce() -> T) -> (T, Vec<Taken>) {
    STATE.with_borrow_mut(|state| {
        *state = State {
            fault,
            count: 0,
            taken: Vec::new(),
        }
    });
    let outcome = action();
    let taken = STATE.with_borrow_mut(|state| {
        state.fault = Fault::Never;
        std::mem::take(&mut state.taken)
    });
    (outcome, taken)
}

/// Called before each step.
pub(in crate::store) fn step(step: Step<'_>) -> io::Result<()> {
    STATE.with_borrow_mut(|state| {
        let at = state.count;
        state.count += 1;
        let failed = match state.fault {
            Fault::Never => false,
            Fault::From(from, bytes) => {
                if at == from {
                    write_part(step, bytes)?;
                }
                at >= from
            }
            Fault::Once(once) => at == once,
        };
        if failed {
            return Err(io::Error::other("注入的故障"));
        }
        state.taken.push(owned(step));
        Ok(())
    })
}

fn write_part(step: Step<'_>, bytes: usize) -> io::Result<()> {
    match step {
        Step::Write(path, content) => {
            let part = &content[..bytes.min(content.len())];
            OpenOptions::new().append(true).open(path)?.write_all(part)
        }
        _ => Ok(()),
    }
}

fn owned(step: Step<'_>) -> Taken {
    let path = Path::to_owned;
    match step {
        Step::MakeDir(p) => Taken::MakeDir(path(p)),
        Step::Create(p) => Taken::Create(path(p)),
        Step::Write(p, bytes) => Taken::Write(path(p), bytes.to_vec()),
        Step::Cut(p, length) => Taken::Cut(path(p), length),
        Step::Mode(p) => Taken::Mode(path(p)),
        Step::Sync(p) => Taken::Sync(path(p)),
        Step::SyncDir(p) => Taken::SyncDir(path(p)),
        Step::Rename(from, to) => Taken::Rename(path(from), path(to)),
        Step::Remove(p) => Taken::Remove(path(p)),
    }
}
