//! Which file a listed path means. Names are percent-encoded in some bags and not in others, and
//! change their case or normalization form when they travel.

use std::collections::{BTreeMap, HashSet};

use super::departure::Custom;
use super::name::folded;
use super::rules::Rules;

/// The names of the files that are there.
pub(super) struct Names<'a> {
    exact: HashSet<&'a str>,
    alike: BTreeMap<String, Vec<&'a str>>,
}

/// What a listed path means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meant {
    /// The file, or the name that it should have.
    pub(super) name: String,
    pub(super) custom: Option<Custom>,
}

impl<'a> Names<'a> {
    pub(super) fn new(names: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for name in names.clone() {
            alike.entry(folded(name)).or_default().push(name);
        }
        let exact = names.collect();
        Self { exact, alike }
    }

    /// The files that differ from another one in nothing but case or normalization form.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let groups = self.alike.values();
        groups.flat_map(|group| {
            group
                .windows(2)
                .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)))
        })
    }

    /// The file that a path means. RFC 8493 encodes CR, LF and `%`, its drafts only CR and LF;
    /// many programs encode nothing.
    pub(super) fn meant(&self, path: &str, rules: &Rules) -> Meant {
        if rules.are_ours {
            return plain(path);
        }
        let decoded = decode(path);
        let has_percent = path.contains('%');
        let candidates = if rules.lists_once() {
            let is_encoded = encode(&decoded).eq_ignore_ascii_case(path);
            let odd = || {
                let file = path.to_owned();
                Custom::Percent { file }
            };
            [
                (decoded.as_str(), (!is_encoded && has_percent).then(odd)),
                (path, has_percent.then(odd)),
            ]
        } else {
            [(path, None), (decoded.as_str(), None)]
        };
        let first = candidates[0].0;
        for (name, custom) in candidates {
            if self.exact.contains(name) {
                let name = name.to_owned();
                return Meant { name, custom };
            }
        }
        match self.alike.get(&folded(first)).map(Vec::as_slice) {
            Some([file]) => {
                let (listed, file) = (path.to_owned(), (*file).to_owned());
                Meant {
                    name: file.clone(),
                    custom: Some(Custom::Respelled { listed, file }),
                }
            }
            _ => plain(first),
        }
    }
}

fn plain(name: &str) -> Meant {
    let name = name.to_owned();
    Meant { name, custom: None }
}

/// Undoes the encoding of CR, LF and `%`, and of nothing else.
fn decode(path: &str) -> String {
    let mut decoded = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        decoded.push_str(before);
        let code = after.get(..2).map(str::to_ascii_uppercase);
        let found = match code.as_deref() {
            Some("0A") => Some('\n'),
            Some("0D") => Some('\r'),
            Some("25") => Some('%'),
            _ => None,
        };
        decoded.push(found.unwrap_or('%'));
        rest = if found.is_some() {
            after.get(2..).unwrap_or_default()
        } else {
            after
        };
    }
    decoded + rest
}

fn encode(name: &str) -> String {
    name.replace('%', "%25")
        .replace('\n', "%0A")
        .replace('\r', "%0D")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_means_the_file_that_is_there() {
        let there = [
            "data/100%.txt",
            "data/a\nb",
            "data/%7Ex",
            "data/Ü",
            "data/%2525",
        ];
        let names = Names::new(there.iter().copied());
        let percent = |file: &str| Some(Custom::Percent { file: file.into() });
        let respelled = |listed: &str, file: &str| {
            let (listed, file) = (listed.into(), file.into());
            Some(Custom::Respelled { listed, file })
        };
        for (version, path, name, custom) in [
            ("1.0", "data/100%25.txt", "data/100%.txt", None),
            (
                "1.0",
                "data/100%.txt",
                "data/100%.txt",
                percent("data/100%.txt"),
            ),
            ("1.0", "data/a%0ab", "data/a\nb", None),
            ("1.0", "data/%7Ex", "data/%7Ex", percent("data/%7Ex")),
            ("1.0", "data/%257Ex", "data/%7Ex", None),
            ("1.0", "data/%2525", "data/%2525", percent("data/%2525")),
            ("1.0", "data/%252525", "data/%2525", None),
            ("0.97", "data/100%.txt", "data/100%.txt", None),
            ("0.97", "data/100%25.txt", "data/100%.txt", None),
            ("0.97", "data/%7Ex", "data/%7Ex", None),
            ("0.97", "data/a%0Ab", "data/a\nb", None),
            (
                "1.0",
                "data/u\u{308}",
                "data/Ü",
                respelled("data/u\u{308}", "data/Ü"),
            ),
            ("1.0", "data/none%0A", "data/none\n", None),
            ("1.0", "data/%", "data/%", None),
            ("1.0", "data/%案", "data/%案", None),
        ] {
            let meant = names.meant(path, &Rules::theirs(version));
            assert_eq!(
                (&*meant.name, meant.custom),
                (name, custom),
                "{version} {path}"
            );
        }
        assert_eq!(
            names.meant("data/100%25.txt", &Rules::ours()),
            plain("data/100%25.txt")
        );
    }
}
