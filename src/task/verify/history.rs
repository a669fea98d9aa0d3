//! A folded journal against the manifest that it must have led to.

use super::outcome::{Verified, What};
use crate::store::{Gap, GapKind, History, JOURNAL, MANIFEST, Outline};
use crate::task::amendment;
use crate::task::operation;

/// The manifest as it lies there.
pub(super) struct Present<'a> {
    /// The digest of its bytes.
    pub(super) sha256: &'a str,
    /// What it says; none where it cannot be understood.
    pub(super) outline: Option<&'a Outline>,
    /// What stands before every name: `data/` in a package.
    pub(super) prefix: &'a str,
}

impl Present<'_> {
    fn name(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

/// Adds what the lines and the manifest say against each other, and what people should know of
/// the lines.
pub(super) fn compare(history: &History, present: &Present<'_>, verified: &mut Verified) {
    let journal = present.name(JOURNAL);
    if let Some(outline) = present.outline {
        let is_led_to = history.manifest().1 == present.sha256;
        for gap in history.gaps(outline) {
            if is_led_to || is_against(&gap) {
                let path = gap.path().unwrap_or(MANIFEST);
                verified.add(What::Conflict, &present.name(path), gap.to_string());
            }
        }
    }
    for oddity in &history.oddities {
        if oddity.is_told() {
            verified.notes.push(format!("操作日志{oddity}"));
        } else {
            verified.add(What::Conflict, &journal, oddity.to_string());
        }
    }
    for (kind, seq) in operation::unknown(&history.kinds) {
        let line = seq.saturating_add(1);
        verified.notes.push(format!(
            "操作日志第 {line} 行（seq {seq}）的种类 {} 不认得，可能由别的版本写成",
            kind.escape_default()
        ));
    }
    if history.torn > 0 {
        let torn = history.torn;
        verified.notes.push(format!(
            "操作日志末尾有 {torn} 字节没有写完的残行，下一次写入时移到 .anjuan/quarantine"
        ));
    }
}

/// Whether a gap takes away or changes what was recorded, which no edit by hand may do.
fn is_against(gap: &Gap) -> bool {
    match &gap.kind {
        GapKind::Added => false,
        GapKind::Dropped(was) => was.as_ref().is_some_and(|was| was.sha256.is_some()),
        GapKind::Altered { was, now } => {
            was.sha256.is_some() && (was.sha256 != now.sha256 || was.path != now.path)
        }
    }
}

/// Adds a note for everything that people accepted against what had been recorded.
pub(super) fn accepted(amendments: &[amendment::Amendment], verified: &mut Verified) {
    let told = amendments.iter().map(amendment::Amendment::text);
    verified.notes.extend(told);
}
