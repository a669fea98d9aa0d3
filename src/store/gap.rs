//! Where a manifest says otherwise than the lines of its journal do.

use std::collections::BTreeSet;
use std::fmt;

use super::history::History;
use super::outline::{Outline, Recorded};

/// One thing that no line of the journal explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The id of the event or record.
    pub id: String,
    /// The number of the line that last told of it; none where no line ever did.
    pub seq: Option<u64>,
    /// What is not explained.
    pub kind: GapKind,
}

/// What the lines and the manifest disagree about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GapKind {
    /// The lines know it, the manifest does not have it; what they recorded of its file.
    Dropped(Option<Recorded>),
    /// The manifest has it, no line tells of it.
    Added,
    /// The record has another file, path or state than the lines told.
    Altered {
        /// What the lines recorded.
        was: Recorded,
        /// What the manifest says.
        now: Recorded,
    },
}

impl Gap {
    /// The path that the thing is to be found at, where it has a file.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match &self.kind {
            GapKind::Dropped(was) => was.as_ref()?.path.as_deref(),
            GapKind::Added => None,
            GapKind::Altered { was, now } => now.path.as_deref().or(was.path.as_deref()),
        }
    }
}

/// Compares what the lines know with a manifest.
pub(super) fn gaps(history: &History, manifest: &Outline) -> Vec<Gap> {
    let present: BTreeSet<&String> = manifest.ids.iter().collect();
    let known: BTreeSet<&String> = history.current.iter().collect();
    let nothing = Recorded::default();
    let all: BTreeSet<&&String> = present.union(&known).collect();
    let told = |id: &String| history.told.get(id).copied();
    let kind = |id: &String| match (known.contains(id), present.contains(id)) {
        (true, false) => Some(GapKind::Dropped(history.records.get(id).cloned())),
        (false, _) => Some(GapKind::Added),
        (true, true) => {
            let was = history.records.get(id).unwrap_or(&nothing);
            let now = manifest.files.get(id).unwrap_or(&nothing);
            let (was, now) = (was.clone(), now.clone());
            (!was.agrees(&now)).then_some(GapKind::Altered { was, now })
        }
    };
    let found = all.into_iter().filter_map(|id| {
        Some(Gap {
            id: (*id).clone(),
            seq: told(id),
            kind: kind(id)?,
        })
    });
    found.collect()
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = &self.id;
        let line = match self.seq {
            Some(seq) => format!("日志第 {} 行（seq {seq}）", seq.saturating_add(1)),
            None => "日志".to_owned(),
        };
        match &self.kind {
            GapKind::Dropped(was) => {
                let sha256 = was.as_ref().and_then(|was| was.sha256.as_ref());
                let file = sha256.map(|sha256| format!("，SHA-256 值为 {sha256}"));
                let file = file.unwrap_or_default();
                write!(f, "{line}还有 {id}{file}，清单中没有了，没有日志行说明")
            }
            GapKind::Added if self.seq.is_some() => {
                write!(f, "{line}去掉了 {id}，清单中又有，没有日志行说明")
            }
            GapKind::Added => write!(f, "清单中的 {id} 没有任何日志行说明"),
            GapKind::Altered { was, now } => {
                write!(f, "{line}所记的 {id} 与清单不同，没有日志行说明：")?;
                let parts: Vec<_> = differences(was, now)
                    .map(|(what, was, now)| format!("{what}原为 {was}，现为 {now}"))
                    .collect();
                f.write_str(&parts.join("；"))
            }
        }
    }
}

/// What differs between two tellings of one record: what, before, now.
fn differences<'a>(
    was: &'a Recorded,
    now: &'a Recorded,
) -> impl Iterator<Item = (&'static str, String, String)> + use<'a> {
    let size = |recorded: &Recorded| recorded.size.map(|size| size.to_string());
    let state = |recorded: &Recorded| {
        let both = was.state.is_some() && now.state.is_some();
        recorded.state.clone().filter(|_| both)
    };
    let all = [
        ("路径", was.path.clone(), now.path.clone()),
        (" SHA-256 值", was.sha256.clone(), now.sha256.clone()),
        ("大小", size(was), size(now)),
        ("状态", state(was), state(now)),
    ];
    let differing = all.into_iter().filter(|(_, was, now)| was != now);
    let shown = |value: Option<String>| value.unwrap_or_else(|| "空".to_owned());
    differing.map(move |(what, was, now)| (what, shown(was), shown(now)))
}
