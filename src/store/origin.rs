//! Whose journal a journal is.

use super::damage::{Damage, Fault};
use super::line::Line;
use super::outline::Claim;

/// The key of the case's number, as a line names what it set.
const CASE_ID: &str = "case.id";

/// The case that the first line of a journal speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The number of the case; none in the first line of an earlier version's `log --accept`.
    pub case: Option<String>,
    /// The nonce.
    pub nonce: String,
}

impl Origin {
    /// What a first line says.
    pub(super) fn of(line: &Line, nonce: &str) -> Self {
        let case = line.data.get("id").and_then(|id| id.as_str());
        Self {
            case: case.map(str::to_owned),
            nonce: nonce.to_owned(),
        }
    }

    /// Follows a case that was given another number by a command.
    pub(super) fn follow(&mut self, line: &Line) {
        for change in line.list("set") {
            let text = |key: &str| change.get(key).and_then(|value| value.as_str());
            if text("key") == Some(CASE_ID)
                && let Some(to) = text("to")
            {
                self.case = Some(to.trim_matches('"').to_owned());
            }
        }
    }

    /// Why this is not the journal of the case that a manifest claims to be.
    #[must_use]
    pub fn fault(&self, claim: &Claim) -> Option<Damage> {
        let named = |what: &str, value: &str| format!("{what} {value}");
        let id = differs(claim.case.as_deref(), self.case.as_deref());
        let nonce = differs(claim.journal.as_deref(), Some(&self.nonce));
        let (what, (expected, found)) = match (id, nonce) {
            (Some(pair), _) => ("案号", pair),
            (None, Some(pair)) => ("日志标识", pair),
            (None, None) => return None,
        };
        let is_own = claim.journal.as_ref() == Some(&self.nonce);
        let fault = if is_own {
            Fault::Renumbered
        } else {
            Fault::OtherCase
        };
        Some(Damage {
            seq: 0,
            line: 1,
            fault,
            expected: named(what, expected),
            found: named(what, found),
        })
    }
}

/// Two values that are both told and not the same.
fn differs<'a>(ours: Option<&'a str>, theirs: Option<&'a str>) -> Option<(&'a str, &'a str)> {
    ours.zip(theirs).filter(|(ours, theirs)| ours != theirs)
}

/// The damage of a case whose manifest says that it has a journal, and which has none.
#[must_use]
pub fn lost(claim: &Claim) -> Option<Damage> {
    let nonce = claim.journal.as_ref()?;
    Some(Damage {
        seq: 0,
        line: 1,
        fault: Fault::Lost,
        expected: format!("标识为 {nonce} 的操作日志"),
        found: "没有任何一行".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_is_that_of_a_case_by_number_and_nonce_where_both_are_told() {
        let claim = |case: Option<&str>, journal: Option<&str>| Claim {
            case: case.map(str::to_owned),
            journal: journal.map(str::to_owned),
        };
        let origin = |case: Option<&str>| Origin {
            case: case.map(str::to_owned),
            nonce: "n1".to_owned(),
        };
        for (own, claimed, want) in [
            (origin(Some("A1")), claim(Some("A1"), Some("n1")), None),
            (origin(Some("A1")), claim(Some("A1"), None), None),
            (origin(None), claim(Some("A1"), None), None),
            (
                origin(Some("B1")),
                claim(Some("A1"), Some("n1")),
                Some("案号 A1"),
            ),
            (origin(Some("B1")), claim(Some("A1"), None), Some("案号 A1")),
            (
                origin(Some("A1")),
                claim(Some("A1"), Some("n2")),
                Some("日志标识 n2"),
            ),
            (
                origin(None),
                claim(Some("A1"), Some("n2")),
                Some("日志标识 n2"),
            ),
        ] {
            let fault = own.fault(&claimed);
            assert_eq!(fault.as_ref().map(|it| it.expected.as_str()), want);
            let own_nonce = claimed.journal.as_deref() == Some("n1");
            let kind = if own_nonce {
                Fault::Renumbered
            } else {
                Fault::OtherCase
            };
            assert!(fault.is_none_or(|it| it.fault == kind));
        }
    }
}
