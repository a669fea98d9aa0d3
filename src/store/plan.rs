//! A change worked out before it is carried out: the new manifest and the line of the journal.

use std::io;

use serde_json::{Map, Value, json};

use super::change::{Change, Move, Stored};
use super::delta::{Delta, manifest, put};
use super::digest::{ZEROES, hex, sha256_hex};
use super::error::StoreError;
use super::history::History;
use super::journal::Head;
use super::layout::Layout;
use super::line::{Actor, Draft, LINE_LIMIT, render};
use super::outline::{Outline, Reader};
use super::recovery::Settled;
use super::source;
use super::text::Normal;

/// All that is to be written, ready.
#[derive(Debug)]
pub(super) struct Plan {
    /// The digest of the manifest that must still be there; none for a new case.
    pub(super) from: Option<String>,
    /// The new manifest, where it differs.
    pub(super) next: Option<Vec<u8>>,
    /// The line of the journal.
    pub(super) line: NewLine,
    /// What is moved once the line stands.
    pub(super) moves: Vec<Moving>,
}

/// A line that is ready to be appended.
#[derive(Debug)]
pub(super) struct NewLine {
    /// The bytes with their end.
    pub(super) bytes: Vec<u8>,
    /// Where the journal must end.
    pub(super) at: u64,
    /// The head once it is appended.
    pub(super) head: Head,
}

/// A move and what must be found at its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moving {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) sha256: String,
}

impl Plan {
    /// The digest of the manifest once the plan is carried out.
    pub(super) fn to(&self) -> Option<String> {
        self.next
            .as_deref()
            .map(sha256_hex)
            .or_else(|| self.from.clone())
    }
}

/// Works out a change on a case that was settled, with the evidence that was staged.
pub(super) fn prepare(
    layout: &Layout,
    settled: &Settled,
    change: Change,
    stored: &[Stored],
    reader: &dyn Reader,
    actor: &Actor,
) -> Result<Plan, StoreError> {
    let nonce = &settled.history.head.nonce;
    let mut next = edited(layout, &settled.manifest, change.edit, stored)?;
    if let Some(text) = &next
        && outline(layout, reader, text)?.claim.journal.is_none()
    {
        next = Some(marked(layout, reader, text, nonce)?);
    }
    let after = match &next {
        Some(text) => outline(layout, reader, text)?,
        None => settled.outline.clone(),
    };
    check_evidence(layout, &after, stored)?;
    let moves = moves(layout, &after, change.moves)?;
    let to = next
        .as_deref()
        .map_or_else(|| settled.digest.clone(), sha256_hex);
    let mut data = manifest(Some(&settled.digest), &to);
    data.extend(change.data);
    Delta::of(&settled.outline, &after).write_into(&mut data);
    put(
        &mut data,
        "files",
        stored.iter().map(Stored::to_value).collect(),
    );
    put(
        &mut data,
        "moves",
        moves.iter().map(Moving::to_value).collect(),
    );
    let line = next_line(layout, &settled.history, actor, &change.kind, data)?;
    Ok(Plan {
        from: Some(settled.digest.clone()),
        next,
        line,
        moves,
    })
}

/// Reads a manifest with the strict reader.
pub(super) fn outline(
    layout: &Layout,
    reader: &dyn Reader,
    text: &[u8],
) -> Result<Outline, StoreError> {
    reader
        .outline(text)
        .map_err(|message| StoreError::Manifest {
            path: layout.manifest(),
            message,
        })
}

/// A manifest that says which journal it has.
pub(super) fn marked(
    layout: &Layout,
    reader: &dyn Reader,
    bytes: &[u8],
    nonce: &str,
) -> Result<Vec<u8>, StoreError> {
    let path = layout.manifest();
    let normal = Normal::from_bytes(&path, bytes)?;
    let text = reader
        .mark(&normal.text, nonce)
        .map_err(|message| StoreError::Refused { path, message })?;
    Ok(normal.restore(&text))
}

/// The edited manifest; none where no byte changes.
fn edited(
    layout: &Layout,
    before: &[u8],
    edit: Option<super::change::Edit>,
    stored: &[Stored],
) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(edit) = edit else {
        return Ok(None);
    };
    let normal = Normal::from_bytes(&layout.manifest(), before)?;
    let text = edit(&normal.text, stored).map_err(|message| StoreError::Refused {
        path: layout.manifest(),
        message,
    })?;
    let after = normal.restore(&text);
    Ok((after != before).then_some(after))
}

/// What the manifest says of the evidence must be what was taken in.
fn check_evidence(layout: &Layout, after: &Outline, stored: &[Stored]) -> Result<(), StoreError> {
    for one in stored {
        let recorded = after
            .files
            .values()
            .find(|f| f.path.as_ref() == Some(&one.path));
        let Some(recorded) = recorded else { continue };
        let digest = recorded
            .sha256
            .as_ref()
            .is_none_or(|sha256| *sha256 == one.sha256);
        let size = recorded.size.is_none_or(|size| size == one.size);
        if !digest || !size {
            let message = format!("{} 登记的大小或散列与收录的文件不一致", one.path);
            return Err(StoreError::Refused {
                path: layout.manifest(),
                message,
            });
        }
    }
    Ok(())
}

fn moves(layout: &Layout, after: &Outline, wanted: Vec<Move>) -> Result<Vec<Moving>, StoreError> {
    wanted
        .into_iter()
        .map(|Move { from, to }| {
            if !source::absent(&layout.at(&to)) {
                return Err(StoreError::Exists {
                    path: layout.at(&to),
                });
            }
            if after.record_at(&from).is_some() {
                let message = format!("{from} 仍登记在案，不能移走");
                return Err(StoreError::Refused {
                    path: layout.manifest(),
                    message,
                });
            }
            let sha256 = source::measure(&layout.at(&from))?.sha256;
            Ok(Moving { from, to, sha256 })
        })
        .collect()
}

impl Moving {
    fn to_value(&self) -> Value {
        json!({ "from": self.from, "to": self.to, "sha256": self.sha256 })
    }

    pub(super) fn from_value(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            from: text("from")?,
            to: text("to")?,
            sha256: text("sha256")?,
        })
    }
}

/// The line after the last one of a history.
pub(super) fn next_line(
    layout: &Layout,
    history: &History,
    actor: &Actor,
    kind: &str,
    data: Map<String, Value>,
) -> Result<NewLine, StoreError> {
    let last = After {
        head: &history.head,
        time: &history.last.time,
        end: history.end,
    };
    line_after(layout, &last, actor, kind, data)
}

/// What a line follows.
pub(super) struct After<'a> {
    pub(super) head: &'a Head,
    pub(super) time: &'a str,
    pub(super) end: u64,
}

/// A line that follows another.
pub(super) fn line_after(
    layout: &Layout,
    last: &After<'_>,
    actor: &Actor,
    kind: &str,
    data: Map<String, Value>,
) -> Result<NewLine, StoreError> {
    let seq = last.head.seq.saturating_add(1);
    let (prev, last_time) = (last.head.digest.as_str(), Some(last.time));
    let nonce = last.head.nonce.clone();
    finish(
        layout,
        Draft {
            seq,
            prev,
            last_time,
            actor,
            kind,
            data,
        },
        last.end,
        nonce,
    )
}

/// The first line of a journal, with its nonce in front of the data.
pub(super) fn first_line(
    layout: &Layout,
    actor: &Actor,
    kind: &str,
    nonce: String,
    data: Map<String, Value>,
) -> Result<NewLine, StoreError> {
    let mut all = Map::new();
    all.insert("nonce".to_owned(), nonce.as_str().into());
    all.extend(data);
    finish(
        layout,
        Draft {
            seq: 0,
            prev: ZEROES,
            last_time: None,
            actor,
            kind,
            data: all,
        },
        0,
        nonce,
    )
}

fn finish(
    layout: &Layout,
    draft: Draft<'_>,
    at: u64,
    nonce: String,
) -> Result<NewLine, StoreError> {
    let path = layout.journal();
    let seq = draft.seq;
    let bytes =
        render(draft).map_err(|error| StoreError::io(&path, "写成日志行")(error.into()))?;
    if bytes.len() > LINE_LIMIT {
        let (size, limit) = (bytes.len() as u64, LINE_LIMIT as u64);
        return Err(StoreError::TooLarge { path, size, limit });
    }
    let head = Head {
        seq,
        digest: sha256_hex(&bytes),
        lines: seq.saturating_add(1),
        nonce,
    };
    Ok(NewLine { bytes, at, head })
}

/// A random nonce of 128 bits: lines cannot be carried from one case into another.
pub(super) fn nonce(layout: &Layout) -> Result<String, StoreError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Random {
        path: layout.root().to_owned(),
        source: error.raw_os_error().map_or(
            io::ErrorKind::Unsupported.into(),
            io::Error::from_raw_os_error,
        ),
    })?;
    Ok(hex(&bytes))
}
