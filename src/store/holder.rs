//! Who holds a lock: what its holder wrote of itself, believed only as far as the system agrees.
//!
//! The note lies beside the lock file and not in it, since on Windows a locked file cannot be
//! read. It is written once the lock is held and removed before it is let go; a killed process
//! leaves it behind, and the next holder may be a program that writes none.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::clock;
use super::line::Actor;

/// The longest note, and the longest part of one, that is shown.
const LONGEST: usize = 4096;
const SHOWN: usize = 40;

/// What the holder of a lock wrote of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its process.
    pub pid: u32,
    /// Who acts, as claimed.
    pub actor: String,
    /// What it does.
    pub command: String,
    /// Since when, in RFC 3339.
    pub since: String,
}

/// Who holds a lock, as far as that can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// The one that wrote the note: the system names the same process.
    Signed(Note),
    /// The process that the system names; it wrote no note.
    Process(u32, Option<String>),
    /// The one that wrote the note last; the system does not tell.
    Perhaps(Note),
    /// Nobody can tell.
    Unknown,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signed(note) => write!(f, "（{note}）"),
            Self::Perhaps(note) => write!(f, "（可能是 {note}）"),
            Self::Process(pid, Some(name)) => write!(f, "（进程 {pid}，{name}）"),
            Self::Process(pid, None) => write!(f, "（进程 {pid}）"),
            Self::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}，进程 {}", shown(&self.actor), self.pid)?;
        if !self.command.is_empty() {
            write!(f, "，{}", shown(&self.command))?;
        }
        if let Some(since) = clock::parse(&self.since) {
            write!(f, "，自 {} 起", since.format("%Y-%m-%d %H:%M:%S"))?;
        }
        Ok(())
    }
}

/// What a stranger wrote, short and without what would move the cursor.
fn shown(text: &str) -> String {
    let plain = text.chars().filter(|c| !c.is_control());
    plain.take(SHOWN).collect()
}

/// A note that stands as long as this does.
#[derive(Debug)]
pub(super) struct Signed(PathBuf);

impl Signed {
    /// Leaves a note for whoever finds the lock held; nothing depends on it.
    pub(super) fn leave(lock: &Path, actor: &Actor, command: &str) -> Self {
        let note = Note {
            pid: std::process::id(),
            actor: actor.name.clone(),
            command: command.to_owned(),
            since: clock::read(None).time,
        };
        let place = place(lock);
        if let Ok(text) = serde_json::to_string(&note) {
            let _ = fs::remove_file(&place);
            let _ = fs::write(&place, text);
        }
        Self(place)
    }
}

impl Drop for Signed {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn place(lock: &Path) -> PathBuf {
    lock.with_extension("holder")
}

/// Who holds the lock on a file.
pub(super) fn of(lock: &Path) -> Holder {
    let note = note(&place(lock));
    match (note, system::holders(lock)) {
        (Some(note), Some(pids)) if pids.contains(&note.pid) => Holder::Signed(note),
        (_, Some(pids)) if !pids.is_empty() => pids.first().map_or(Holder::Unknown, |pid| {
            Holder::Process(*pid, system::name(*pid).map(|name| shown(&name)))
        }),
        (Some(note), _) if system::may_run(note.pid) => Holder::Perhaps(note),
        _ => Holder::Unknown,
    }
}

fn note(place: &Path) -> Option<Note> {
    let found = fs::symlink_metadata(place).ok()?;
    let is_note = found.is_file() && found.len() <= LONGEST as u64;
    let text = is_note.then(|| fs::read_to_string(place).ok())??;
    serde_json::from_str(&text).ok()
}

#[cfg(target_os = "linux")]
mod system {
    use std::fs;
    use std::os::unix::fs::MetadataExt as _;
    use std::path::Path;

    /// The processes that hold a lock on a file; none where the system lists none for it, as of a
    /// lock that another machine holds.
    pub(super) fn holders(lock: &Path) -> Option<Vec<u32>> {
        let found = fs::metadata(lock).ok()?;
        let listed = fs::read_to_string("/proc/locks").ok()?;
        Some(listed_for(&listed, &device(found.dev()), found.ino()))
    }

    /// Lines such as `1: FLOCK  ADVISORY  WRITE 12820 fe:00:5652549 0 EOF`; those who wait have an
    /// arrow before the kind.
    pub(super) fn listed_for(listed: &str, device: &str, inode: u64) -> Vec<u32> {
        let place = format!("{device}:{inode}");
        let lines = listed.lines().filter_map(|line| {
            let words: Vec<_> = line.split_whitespace().collect();
            match words.as_slice() {
                [_, "FLOCK", _, _, pid, at, ..] if *at == place => pid.parse().ok(),
                _ => None,
            }
        });
        lines.filter(|pid| *pid > 0).collect()
    }

    /// A device as the kernel lists it, `fe:00`.
    pub(super) fn device(dev: u64) -> String {
        let major = ((dev >> 8) & 0xfff) | ((dev >> 32) & !0xfff);
        let minor = (dev & 0xff) | ((dev >> 12) & !0xff);
        format!("{major:02x}:{minor:02x}")
    }

    pub(super) fn name(pid: u32) -> Option<String> {
        let name = fs::read_to_string(format!("/proc/{pid}/comm")).ok()?;
        Some(name.trim().to_owned())
    }

    /// Whether a process of that number runs here.
    pub(super) fn may_run(pid: u32) -> bool {
        Path::new(&format!("/proc/{pid}")).exists()
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::path::Path;

    pub(super) const fn holders(_: &Path) -> Option<Vec<u32>> {
        None
    }

    pub(super) const fn name(_: u32) -> Option<String> {
        None
    }

    pub(super) const fn may_run(_: u32) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note_of(pid: u32) -> Note {
        Note {
            pid,
            actor: "李某\u{1b}[2J".to_owned(),
            command: "anjuan doc issue".to_owned(),
            since: "2026-11-28T10:12:03+08:00".to_owned(),
        }
    }

    #[test]
    fn a_holder_reads_as_part_of_a_sentence() {
        let note = note_of(7);
        let said = "李某[2J，进程 7，anjuan doc issue，自 2026-11-28 10:12:03 起";
        for (holder, want) in [
            (Holder::Signed(note.clone()), format!("（{said}）")),
            (Holder::Perhaps(note), format!("（可能是 {said}）")),
            (
                Holder::Process(9, Some("vim".into())),
                "（进程 9，vim）".into(),
            ),
            (Holder::Process(9, None), "（进程 9）".into()),
            (Holder::Unknown, String::new()),
        ] {
            assert_eq!(holder.to_string(), want);
        }
    }

    #[test]
    fn a_note_goes_with_its_lock_and_what_is_no_note_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join("lock");
        let signed = Signed::leave(&lock, &Actor::flag("李某"), "anjuan add");
        let left = note(&place(&lock)).unwrap();
        assert_eq!(
            (left.pid, &*left.actor, &*left.command),
            (std::process::id(), "李某", "anjuan add")
        );
        drop(signed);
        assert_eq!(note(&place(&lock)), None);
        for text in ["", "{", "李某，进程 7", &"x".repeat(LONGEST + 1)] {
            fs::write(place(&lock), text).unwrap();
            assert_eq!(note(&place(&lock)), None, "{text}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_system_s_list_names_who_holds_a_lock_and_not_who_waits() {
        let listed = "1: FLOCK  ADVISORY  WRITE 12820 fe:00:5652549 0 EOF\n\
                      1: -> FLOCK  ADVISORY  WRITE 12821 fe:00:5652549 0 EOF\n\
                      2: POSIX  ADVISORY  WRITE 12873 fe:00:5652549 0 EOF\n\
                      3: FLOCK  ADVISORY  WRITE 0 fe:00:5652549 0 EOF\n\
                      4: FLOCK  ADVISORY  WRITE 12874 fe:01:5652549 0 EOF\n";
        assert_eq!(system::listed_for(listed, "fe:00", 5_652_549), [12820]);
        assert_eq!(system::device(0xfe00), "fe:00");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_note_of_a_process_that_is_no_more_names_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join("lock");
        fs::write(&lock, "").unwrap();
        let gone = serde_json::to_string(&note_of(u32::MAX)).unwrap();
        fs::write(place(&lock), gone).unwrap();
        assert_eq!(of(&lock), Holder::Unknown);
        // someone else holds it: the old note is not believed
        let file = fs::File::open(&lock).unwrap();
        file.lock().unwrap();
        let own = std::process::id();
        assert!(matches!(of(&lock), Holder::Process(pid, Some(_)) if pid == own));
    }
}
