//! Tables of edits and the exact problems of each.

use std::fmt::Write as _;

use super::base::{Case, Line, set};

/// What a finding says: rule, subject, status.
pub(super) type Said = (&'static str, &'static str, &'static str);

/// A row: its name, the edit, and all errors and warnings that it opens.
pub(super) type Row = (&'static str, fn(Case) -> Case, &'static [Said]);

/// Asserts of each row that its problems are exactly those that it names.
pub(super) fn expect(base: fn() -> Case, rows: &[Row]) {
    let mut wrong = String::new();
    for (name, edit, want) in rows {
        let found = edit(base()).problems();
        let want = set(want);
        if found != want {
            let side = |a: &std::collections::BTreeSet<Line>, b| {
                a.difference(b)
                    .map(|(rule, subject, status)| format!("{rule} {subject} {status}"))
                    .collect::<Vec<_>>()
            };
            let (extra, lacking) = (side(&found, &want), side(&want, &found));
            writeln!(wrong, "{name}: unexpected {extra:?}, lacking {lacking:?}").expect("a string");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
