//! The kinds of lines that a journal has, and what people call them.

use std::collections::BTreeMap;

/// The kinds that this program writes, in Chinese.
const KINDS: &[(&str, &str)] = &[
    ("new", "立案"),
    ("set", "填写"),
    ("event", "事项"),
    ("event-remove", "删除事项"),
    ("add", "收录"),
    ("doc-new", "起草"),
    ("doc-issue", "签发"),
    ("doc-sign", "签署"),
    ("stage", "推进"),
    ("attestation", "确认"),
    ("waiver", "豁免"),
    ("package", "归档"),
    ("accept", "接受现状"),
    ("hand-edit", "手工修改"),
    ("recover", "恢复"),
];

/// What people call a kind; a kind that is not known is called as it is written.
#[must_use]
pub fn chinese(kind: &str) -> &str {
    let known = KINDS.iter().find(|(known, _)| *known == kind);
    known.map_or(kind, |(_, word)| word)
}

/// Of kinds with the number of their first line, those that are not known.
pub(super) fn unknown(kinds: &BTreeMap<String, u64>) -> impl Iterator<Item = (&str, u64)> {
    let unknown = kinds
        .iter()
        .filter(|(kind, _)| KINDS.iter().all(|(known, _)| known != kind));
    unknown.map(|(kind, seq)| (kind.as_str(), *seq))
}
