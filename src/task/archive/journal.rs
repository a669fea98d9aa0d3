//! The part of the journal that goes into a package.

use std::path::Path;

use crate::store::{Entries, StoreError};

/// The kind of the journal's lines about packaging.
pub(in crate::task) const KIND: &str = "package";

/// A journal up to its last line that is not about packaging: what a package holds does not
/// depend on how often it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::task) struct Excerpt {
    /// The bytes of its lines.
    pub(in crate::task) bytes: Vec<u8>,
    /// Where it stands.
    pub(in crate::task) head: Head,
    /// The digest of the manifest after its last line.
    pub(in crate::task) manifest: String,
    /// The bytes of the package that the last line of the whole journal tells of.
    pub(in crate::task) packed: Option<String>,
}

/// Where the journal in a package stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last line.
    pub seq: u64,
    /// How many lines there are.
    pub lines: u64,
    /// The SHA-256 of the last line with its end.
    pub digest: String,
}

impl From<&crate::store::Head> for Head {
    fn from(head: &crate::store::Head) -> Self {
        Self {
            seq: head.seq,
            lines: head.lines,
            digest: head.digest.clone(),
        }
    }
}

impl Head {
    /// The digest in 8 groups of 8, to be read out and compared by eye; 4 groups a line.
    pub(in crate::task) fn grouped(&self) -> Vec<String> {
        let digits: Vec<char> = self.digest.chars().collect();
        let groups: Vec<String> = digits
            .chunks(8)
            .map(|group| group.iter().collect())
            .collect();
        groups.chunks(4).map(|line| line.join(" ")).collect()
    }

    /// As `bag-info.txt` gives it.
    pub(in crate::task) fn line(&self) -> String {
        format!("{} {}", self.seq, self.digest)
    }
}

/// Takes the excerpt of a journal's bytes and checks its chain on the way.
///
/// # Errors
/// A damaged chain, or no line at all.
pub(in crate::task) fn excerpt(path: &Path, bytes: &[u8]) -> Result<Excerpt, StoreError> {
    let mut end = 0_u64;
    let mut found: Option<(Head, String)> = None;
    let mut packed = None;
    for entry in Entries::new(path, bytes) {
        let entry = entry?;
        let line = &entry.line;
        if line.kind == KIND {
            packed = line
                .data
                .get("sha256")
                .and_then(|digest| digest.as_str())
                .map(str::to_owned);
            continue;
        }
        packed = None;
        end = entry.end;
        let manifest = line
            .manifest()
            .map(|(_, to)| to.to_owned())
            .unwrap_or_default();
        let (seq, lines) = (line.seq, line.seq.saturating_add(1));
        found = Some((
            Head {
                seq,
                lines,
                digest: entry.digest,
            },
            manifest,
        ));
    }
    let (head, manifest) = found.ok_or_else(|| StoreError::NoJournal {
        path: path.to_owned(),
    })?;
    let end = usize::try_from(end).unwrap_or(bytes.len());
    let bytes = bytes.get(..end).unwrap_or_default().to_vec();
    Ok(Excerpt {
        bytes,
        head,
        manifest,
        packed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_printed_in_eight_groups_of_eight() {
        let digest: String = ('a'..='h')
            .flat_map(|c| std::iter::repeat_n(c, 8))
            .collect();
        let head = Head {
            seq: 3,
            lines: 4,
            digest,
        };
        let want = [
            "aaaaaaaa bbbbbbbb cccccccc dddddddd",
            "eeeeeeee ffffffff gggggggg hhhhhhhh",
        ];
        assert_eq!(head.grouped(), want);
        assert!(head.line().starts_with("3 aaaa"));
    }
}
