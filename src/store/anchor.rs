//! What the journal of a case was told of its access log: a log that is lost, cut or written anew
//! is found by it.

use std::fmt;
use std::io::BufRead as _;
use std::path::Path;

use serde_json::{Value, json};

use super::damage::{Damage, Fault};
use super::error::StoreError;
use super::journal::{Head, entries};
use super::layout::Layout;
use super::line::parse;
use super::source;

/// The key of a journal line that holds where the access log stood.
pub(super) const KEY: &str = "access";

/// What lines without the key do not contain; they need not be parsed.
const MARK: &str = "\"access\":{";

/// Where the access log stood when the journal was told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Anchor {
    /// The line of the journal, counted from 1.
    told: u64,
    /// The line of the access log.
    seq: u64,
    /// Its digest.
    digest: String,
}

/// An access log that is not the one of which the journal tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Astray {
    /// The line of the journal that tells of it, counted from 1.
    pub told: u64,
    /// The line of the access log that it tells of, counted from 1.
    pub line: u64,
    /// How many lines the access log has.
    pub lines: u64,
    /// The digest that this line had.
    pub expected: String,
    /// The digest that it has; none where there is no such line.
    pub found: Option<String>,
}

/// What a head looks like in the data of a journal line.
pub(super) fn value(head: &Head) -> Value {
    json!({ "seq": head.seq, "digest": head.digest })
}

/// Compares the access log of a case with what its journal was told of it; none where they agree
/// or the journal was told nothing.
///
/// # Errors
/// What the system says; an access log whose chain does not hold.
pub fn astray(case_dir: &Path) -> Result<Option<Astray>, StoreError> {
    let layout = Layout::new(case_dir);
    let anchors = anchors(&layout.journal())?;
    if anchors.is_empty() {
        return Ok(None);
    }
    let digests = match entries(&layout.access()) {
        Err(StoreError::NoJournal { .. }) => Vec::new(),
        opened => opened?
            .map(|entry| entry.map(|entry| entry.digest))
            .collect::<Result<_, _>>()?,
    };
    Ok(first_astray(&anchors, &digests))
}

/// Refuses an access log that is not the one of which the journal tells.
pub(super) fn check(layout: &Layout) -> Result<(), StoreError> {
    let Some(astray) = astray(layout.root())? else {
        return Ok(());
    };
    let fault = if astray.found.is_some() {
        Fault::Edited
    } else {
        Fault::Missing
    };
    let damage = Damage {
        seq: astray.line.saturating_sub(1),
        line: astray.line,
        fault,
        expected: format!("操作日志第 {} 行所记的 {}", astray.told, astray.expected),
        found: astray.found.unwrap_or_else(|| "没有".to_owned()),
    };
    Err(StoreError::Damaged {
        path: layout.access(),
        damage: Box::new(damage),
    })
}

fn anchors(journal: &Path) -> Result<Vec<Anchor>, StoreError> {
    if source::absent(journal) {
        return Ok(Vec::new());
    }
    let mut reader = std::io::BufReader::with_capacity(1 << 16, source::open(journal)?);
    let (mut found, mut bytes) = (Vec::new(), Vec::new());
    for told in 1.. {
        bytes.clear();
        let read = reader.read_until(b'\n', &mut bytes);
        read.map_err(StoreError::io(journal, "读取"))?;
        if bytes.last() != Some(&b'\n') {
            break;
        }
        // a line that cannot be read is told of by whoever checks the chain
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        let line = text.contains(MARK).then(|| parse(text.trim_end()));
        let Some(Ok(line)) = line else { continue };
        let access = line.data.get(KEY);
        let seq = access.and_then(|it| it.get("seq")?.as_u64());
        let digest = access.and_then(|it| it.get("digest")?.as_str());
        if let (Some(seq), Some(digest)) = (seq, digest) {
            let digest = digest.to_owned();
            found.push(Anchor { told, seq, digest });
        }
    }
    Ok(found)
}

fn first_astray(anchors: &[Anchor], digests: &[String]) -> Option<Astray> {
    let lines = digests.len() as u64;
    anchors.iter().find_map(|anchor| {
        let at = usize::try_from(anchor.seq).ok();
        let found = at.and_then(|at| digests.get(at));
        (found != Some(&anchor.digest)).then(|| Astray {
            told: anchor.told,
            line: anchor.seq.saturating_add(1),
            lines,
            expected: anchor.digest.clone(),
            found: found.cloned(),
        })
    })
}

impl fmt::Display for Astray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            told, line, lines, ..
        } = self;
        match (&self.found, lines) {
            (Some(_), _) => write!(f, "第 {line} 行不是操作日志第 {told} 行所记的那一行"),
            (None, 0) => write!(f, "操作日志第 {told} 行记有它的第 {line} 行，登记却不在"),
            (None, _) => write!(
                f,
                "操作日志第 {told} 行记有它的第 {line} 行，登记只有 {lines} 行"
            ),
        }
    }
}
