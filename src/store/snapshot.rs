//! Reading a case without a lock: which manifest is in force, and what lies beside it.

use std::path::Path;

use super::commit::must_be_case;
use super::damage::Damage;
use super::digest::sha256_hex;
use super::error::StoreError;
use super::hand_edit::HandEdit;
use super::head::remembered;
use super::history::History;
use super::journal::Head;
use super::layout::Layout;
use super::origin::{Origin, lost};
use super::outline::{Claim, Reader};
use super::source;
use super::tail;
use super::walk::{FoundFile, list_files};
use super::write::MANIFEST_LIMIT;

/// How often a case that changes meanwhile is read again.
const TRIES: u32 = 16;

/// A case as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The bytes of the manifest in force.
    pub manifest: Vec<u8>,
    /// The file that they are from.
    pub source: ManifestSource,
    /// Their SHA-256.
    pub sha256: String,
    /// The journal's head; none without a journal or with a damaged one.
    pub head: Option<Head>,
    /// Whose journal it is; none where there is no head.
    pub origin: Option<Origin>,
    /// How manifest and journal stand to each other.
    pub state: State,
    /// How many bytes stand after the journal's last line end: a crash left them.
    pub torn: u64,
}

/// Where the manifest in force is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ManifestSource {
    /// `case.toml`.
    CaseToml,
    /// `.anjuan/next.toml`: its line stands in the journal, the rename does not yet.
    NextToml,
}

/// How manifest and journal stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// They agree.
    Clean,
    /// The manifest was edited by hand.
    HandEdited(Box<HandEdit>),
    /// There is no journal: nothing is known of the history.
    NoJournal,
    /// The journal is damaged.
    Damaged(Box<Damage>),
}

/// A case with the files that lie in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// The manifest and the journal.
    pub snapshot: Snapshot,
    /// What lies beside them.
    pub files: Vec<FoundFile>,
}

impl Snapshot {
    /// What the claim of the manifest says of the journal: a journal that is lost or that of
    /// another case is damage. [`load`] does not ask, since it need not understand the manifest.
    #[must_use]
    pub fn judged(&self, case_dir: &Path, claim: &Claim) -> Option<Damage> {
        match (&self.state, &self.origin) {
            (State::Damaged(_), _) => None,
            (State::NoJournal, _) => lost(claim),
            (_, origin) => {
                let fault = origin.as_ref()?.fault(claim)?;
                // A command may have given the case another number since the first line.
                match History::read(case_dir) {
                    Ok(history) => history.origin.fault(claim),
                    Err(_) => Some(fault),
                }
            }
        }
    }
}

/// Reads a case. Takes no lock and writes nothing, so that a read-only case can be read.
///
/// Reads the first and the last line of the journal, and the whole only if these do not fit the
/// manifest or this directory's memory of the last line. Lines in between may contradict the
/// manifest all the same: only [`History::gaps`] tells.
///
/// # Errors
/// [`StoreError::NotACase`] without a manifest; what the system says. A damaged journal and a
/// manifest that cannot be understood are no errors here: see [`State`].
pub fn load(case_dir: &Path, reader: &dyn Reader) -> Result<Snapshot, StoreError> {
    let layout = Layout::new(case_dir);
    must_be_case(&layout)?;
    for _ in 0..TRIES {
        let before = mark(&layout)?;
        let outcome = look(&layout, reader);
        // A writer may have gone by between two looks; what fits is right all the same.
        let fits = matches!(
            &outcome,
            Ok(Snapshot {
                state: State::Clean,
                ..
            })
        );
        if fits || mark(&layout)? == before {
            return outcome;
        }
    }
    Err(StoreError::Unsettled {
        path: case_dir.to_owned(),
    })
}

/// Reads a case and lists its files, starting over if the manifest changes meanwhile.
///
/// # Errors
/// As [`load`]; [`StoreError::Unsettled`] if it never came to rest.
pub fn survey(case_dir: &Path, reader: &dyn Reader) -> Result<Survey, StoreError> {
    let layout = Layout::new(case_dir);
    for _ in 0..TRIES {
        let before = mark(&layout)?;
        let snapshot = load(case_dir, reader)?;
        let files = list_files(case_dir);
        if mark(&layout)? == before {
            return Ok(Survey { snapshot, files });
        }
    }
    Err(StoreError::Unsettled {
        path: case_dir.to_owned(),
    })
}

/// What changes with every change: the manifest and the length of the journal.
fn mark(layout: &Layout) -> Result<(Option<String>, Option<u64>), StoreError> {
    let manifest = source::read_small(&layout.manifest(), MANIFEST_LIMIT)?;
    let journal = std::fs::symlink_metadata(layout.journal()).ok();
    Ok((
        manifest.as_deref().map(sha256_hex),
        journal.map(|found| found.len()),
    ))
}

fn look(layout: &Layout, reader: &dyn Reader) -> Result<Snapshot, StoreError> {
    let present = source::read_small(&layout.manifest(), MANIFEST_LIMIT)?;
    if let Some(tail) = tail::read(&layout.journal())?
        && remembered(layout).is_none_or(|known| known.digest == tail.head.digest)
        && let Some((from, to)) = tail.line.manifest()
        && let Some((manifest, source)) = in_force(layout, present.as_deref(), from, to)?
    {
        let sha256 = to.to_owned();
        let (head, torn) = (Some(tail.head), tail.torn);
        let origin = Some(tail.origin);
        return Ok(Snapshot {
            manifest,
            source,
            sha256,
            head,
            origin,
            state: State::Clean,
            torn,
        });
    }
    look_closely(layout, present, reader)
}

/// The manifest that the last line names, where it is there.
fn in_force(
    layout: &Layout,
    present: Option<&[u8]>,
    from: Option<&str>,
    to: &str,
) -> Result<Option<(Vec<u8>, ManifestSource)>, StoreError> {
    let digest = present.map(sha256_hex);
    if digest.as_deref() == Some(to) {
        return Ok(present.map(|bytes| (bytes.to_vec(), ManifestSource::CaseToml)));
    }
    if digest.as_deref() != from {
        return Ok(None);
    }
    let next = source::read_small(&layout.next(), MANIFEST_LIMIT)?;
    let next = next.filter(|text| sha256_hex(text) == to);
    Ok(next.map(|text| (text, ManifestSource::NextToml)))
}

/// The last line does not fit the manifest: the whole journal tells why.
fn look_closely(
    layout: &Layout,
    present: Option<Vec<u8>>,
    reader: &dyn Reader,
) -> Result<Snapshot, StoreError> {
    let history = History::read(layout.root());
    if let Ok(history) = &history
        && let (from, to) = history.manifest()
        && let Some((manifest, source)) = in_force(layout, present.as_deref(), from, to)?
    {
        return Ok(Snapshot {
            manifest,
            source,
            sha256: to.to_owned(),
            head: Some(history.head.clone()),
            origin: Some(history.origin.clone()),
            state: State::Clean,
            torn: history.torn,
        });
    }
    let Some(manifest) = present else {
        return Err(StoreError::NotACase {
            path: layout.root().to_owned(),
        });
    };
    let sha256 = sha256_hex(&manifest);
    let source = ManifestSource::CaseToml;
    let (head, origin, state, torn) = match history {
        Ok(history) => {
            let after = reader.outline(&manifest);
            let after = after.as_ref().map_err(String::as_str);
            let edit = HandEdit::compare(&history, &sha256, after);
            (
                Some(history.head),
                Some(history.origin),
                State::HandEdited(Box::new(edit)),
                history.torn,
            )
        }
        Err(StoreError::NoJournal { path }) => {
            let length = std::fs::metadata(path).map_or(0, |found| found.len());
            (None, None, State::NoJournal, length)
        }
        Err(StoreError::Damaged { damage, .. }) => (None, None, State::Damaged(damage), 0),
        Err(error) => return Err(error),
    };
    Ok(Snapshot {
        manifest,
        source,
        sha256,
        head,
        origin,
        state,
        torn,
    })
}
