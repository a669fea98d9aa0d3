//! The directory's own memory of where its journal stood when it was last written.
//!
//! It is a convenience against accidents and clumsy hands: a journal that was cut or exchanged for
//! another one lacks the remembered line. It lies in the private folder, is never packaged, may
//! be lost and may lag behind: a remembered line is then still contained. Who can write to the
//! whole directory can also change it.

use std::fs;

use super::damage::{Damage, Fault};
use super::journal::Head;
use super::layout::Layout;

/// The line that was last written here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remembered {
    pub(super) lines: u64,
    pub(super) digest: String,
}

/// What is remembered; none where there is nothing, or nothing that can be understood.
pub(super) fn remembered(layout: &Layout) -> Option<Remembered> {
    let path = layout.head();
    let is_file = fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
    let text = is_file.then(|| fs::read_to_string(path).ok()).flatten()?;
    let (lines, digest) = text.strip_suffix('\n')?.split_once(' ')?;
    let is_digest = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    Some(Remembered {
        lines: lines.parse().ok()?,
        digest: is_digest.then(|| digest.to_owned())?,
    })
}

/// Remembers where the journal stands now. What cannot be written is not remembered: the change
/// itself is durable already.
pub(super) fn remember(layout: &Layout, head: &Head) {
    let (path, new) = (layout.head(), layout.private().join("head.new"));
    let text = format!("{} {}\n", head.lines, head.digest);
    if fs::write(&new, text).is_ok() {
        let _ = fs::rename(new, path);
    }
}

impl Remembered {
    /// The damage of a journal that lacks the remembered line.
    pub(super) fn lacking_in(self, head: &Head) -> Damage {
        let Self { lines, digest } = self;
        Damage {
            seq: head.seq,
            line: head.lines,
            fault: Fault::Replaced,
            expected: format!("上次写入的第 {lines} 行 {digest}"),
            found: format!(" {} 行，其中没有这一行", head.lines),
        }
    }
}
