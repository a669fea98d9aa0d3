//! The case directory on disk: the only module that writes into one.
//!
//! Every change goes through [`commit`] (or [`begin`], [`accept`], [`append_access`], [`repair`]),
//! one writer at a time: see `lock.rs`, also for who waits how long. The order of the steps makes every prefix of it a state from which the
//! next command goes on: evidence first, then the new manifest beside the old one, then the line
//! of the journal (the commit point), then the rename over `case.toml`. Readers take no lock:
//! [`load`] tells which manifest is in force and [`survey`] adds the list of files.
//!
//! The module knows no model of a case. What it must know of a manifest it asks of a [`Reader`].
//! It may import the standard library and crates, never another module of this crate.
//!
//! ```no_run
//! use anjuan::store::{Actor, Change, Reader, StoreError, commit};
//!
//! fn note(case: &std::path::Path, reader: &dyn Reader) -> Result<u64, StoreError> {
//!     let change = Change::new("set").edit(|text, _| Ok(format!("{text}\n# 已核对\n")));
//!     Ok(commit(case, change, reader, &Actor::flag("李某"))?.head.seq)
//! }
//! ```

mod accept;
mod access;
mod anchor;
mod bag;
mod begin;
mod change;
mod clock;
mod commit;
mod damage;
mod delta;
mod digest;
mod disk;
mod error;
mod gap;
mod hand_edit;
mod head;
mod history;
mod holder;
mod id;
mod intake;
mod journal;
mod json;
mod layout;
mod line;
mod lock;
mod oddity;
mod origin;
mod outline;
mod patience;
mod plan;
mod recovery;
mod repair;
mod rewrite;
mod snapshot;
mod source;
mod tail;
mod text;
mod walk;
mod write;

#[cfg(test)]
mod tests;

pub use accept::accept;
pub use access::{AccessLog, Seen, Told, access_log, append_access};
pub use anchor::{Astray, astray};
pub use bag::{bag_around, is_bag};
pub use begin::begin;
pub use change::{Change, Committed, Edit, Evidence, Move, Source, Stored};
pub use commit::commit;
pub use damage::{Damage, Fault};
pub use digest::{digest, sha256_hex};
pub use error::{Busy, StoreError};
pub use gap::{Gap, GapKind};
pub use hand_edit::{Contradiction, HandEdit};
pub use history::{History, Taken};
pub use holder::{Holder, Note};
pub use id::{fresh_id, next_id};
pub use journal::{Entries, Entry, Head, entries, verify_chain};
pub use json::json_problem;
pub use layout::{
    ACCESS, DATA, DOCUMENTS, JOURNAL, MANIFEST, PRIVATE, QUARANTINE, RECORDINGS, SUPERSEDED,
    TEMP_PREFIX,
};
pub use line::{Actor, ActorFrom, Line};
pub use lock::{Numbers, Turn, numbers, turn};
pub use oddity::{Oddity, OddityKind};
pub use origin::{Origin, lost};
pub use outline::{Claim, Outline, Reader, Recorded};
pub use patience::{Patience, set_patience};
pub use recovery::Recovered;
pub use repair::repair;
pub use rewrite::{Held, hold};
pub use snapshot::{ManifestSource, Snapshot, State, Survey, load, survey};
pub use walk::{FoundFile, Kind, list_files};
