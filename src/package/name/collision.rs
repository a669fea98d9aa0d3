//! Names that overwrite one another where they are unpacked.

use std::collections::{BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization as _;

use super::shown;

/// Two names that cannot lie beside each other on every system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("“{}”与“{}”{kind}", shown(.first), shown(.second))]
pub struct Collision {
    /// The one met first.
    pub first: String,
    /// The one that collides with it.
    pub second: String,
    /// How they collide.
    pub kind: CollisionKind,
}

/// How two names collide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum CollisionKind {
    /// The same bytes twice.
    #[error("重名")]
    Same,
    /// A file and a directory of one name.
    #[error("既是文件又是文件夹")]
    FileAndFolder,
    /// Alike but for upper and lower case or the Unicode normalization form.
    #[error("只有大小写或 Unicode 规范形式不同，在 Windows 和 macOS 上会互相覆盖")]
    Alike,
}

/// The pairs among full `/`-separated names that collide: twice the same, alike under Unicode
/// case folding and normalization (their directories too), or a file where another has a
/// directory. In the order of the names' bytes, each pair once.
#[must_use]
pub fn collisions<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Collision> {
    let mut seen: HashMap<String, (&'a str, bool)> = HashMap::new();
    let mut found = BTreeSet::new();
    for name in names {
        let mut key = String::with_capacity(name.len());
        let mut end = 0;
        for part in name.split('/') {
            if end > 0 {
                key.push('/');
                end += 1;
            }
            fold(part, &mut key);
            end += part.len();
            let path = name.get(..end).unwrap_or(name);
            let is_folder = end < name.len();
            let Some(&(first, was_folder)) = seen.get(&key) else {
                seen.insert(key.clone(), (path, is_folder));
                continue;
            };
            let kind = match (first == path, was_folder, is_folder) {
                (true, true, true) => continue,
                (true, false, false) => CollisionKind::Same,
                (false, ..) => CollisionKind::Alike,
                _ => CollisionKind::FileAndFolder,
            };
            found.insert(Collision {
                first: first.into(),
                second: path.into(),
                kind,
            });
            break;
        }
    }
    found.into_iter().collect()
}

/// The key under which two spellings of a path are one to careless file systems.
pub(in crate::package) fn folded(path: &str) -> String {
    let mut key = String::with_capacity(path.len());
    fold(path, &mut key);
    key
}

/// Appends the key under which two spellings of a name are one to careless file systems.
fn fold(part: &str, key: &mut String) {
    if part.is_ascii() {
        key.extend(part.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        // upper case first: it joins ß with ss, ſ with s, ς with σ
        let upper = part.nfd().flat_map(char::to_uppercase);
        key.extend(upper.flat_map(char::to_lowercase).nfc());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_overwrite_one_another_collide() {
        use CollisionKind as K;
        type Pair<'a> = (&'a str, &'a str, K);
        let cases: &[(&[&str], &[Pair<'_>])] = &[
            (&["a", "b", "a/b2"], &[("a", "a", K::FileAndFolder)]),
            (&["a/b", "a"], &[("a", "a", K::FileAndFolder)]),
            (&["a", "a"], &[("a", "a", K::Same)]),
            (&["A.pdf", "a.pdf"], &[("A.pdf", "a.pdf", K::Alike)]),
            (&["\u{e9}", "e\u{301}"], &[("\u{e9}", "e\u{301}", K::Alike)]),
            (&["É", "e\u{301}"], &[("É", "e\u{301}", K::Alike)]),
            (&["Straße", "STRASSE"], &[("Straße", "STRASSE", K::Alike)]),
            (&["Ａ", "ａ"], &[("Ａ", "ａ", K::Alike)]),
            (&["A/1", "a/2", "a/3"], &[("A", "a", K::Alike)]),
            (&["a/1", "a/2", "b/1", "ab", "a.b"], &[]),
        ];
        for (names, want) in cases {
            let found = collisions(names.iter().copied());
            let found: Vec<_> = found
                .iter()
                .map(|c| (c.first.as_str(), c.second.as_str(), c.kind))
                .collect();
            assert_eq!(&found, want, "{names:?}");
        }
    }
}
