//! Mistakes of a rulebook, and the places in its files that they are about.

use std::fmt;
use std::ops::Range;

use crate::reading::{Problem, Unreadable};

/// A mistake in one item of one of a rulebook's lists.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    /// The list: `rule`, `document`, `event`, `question`, `declare`, …
    pub(super) list: &'static str,
    /// The item's id or name.
    pub(super) name: String,
    /// What is wrong, in Chinese; the words it takes from the file are found there again.
    pub(super) message: String,
}

impl Slip {
    pub(super) fn new(list: &'static str, name: &str, message: impl Into<String>) -> Self {
        Self {
            list,
            name: name.to_owned(),
            message: message.into(),
        }
    }
}

/// A rulebook that cannot be used: each of its files in which something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsound {
    /// The files with everything that is wrong in them, in the order in which they are read.
    pub files: Vec<Unreadable>,
}

impl std::error::Error for Unsound {}

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files: Vec<_> = self.files.iter().map(ToString::to_string).collect();
        f.write_str(&files.join("\n"))
    }
}

/// Keys whose values are prose, where a word is not the word that is wrong, or the item's own name,
/// which every message begins with.
const PASSED_OVER: &[&str] = &[
    "what", "why", "fix", "ask", "text", "hint", "#", "id", "name",
];

/// A problem at the place in an item that its own words point to, else at the item's first line.
pub(super) fn point(text: &str, block: Range<usize>, message: String) -> Problem {
    let item = text.get(block.clone()).unwrap_or_default();
    let first_line = block.start..block.start + item.lines().next().map_or(0, str::len);
    let span = words(&message)
        .find_map(|word| place_of(item, word))
        .map(|found| found.start + block.start..found.end + block.start);
    Problem::new(span.unwrap_or(first_line), message)
}

/// What a message quotes, then its other words.
fn words(message: &str) -> impl Iterator<Item = &str> {
    let quoted = message
        .split('「')
        .skip(1)
        .filter_map(|rest| rest.split('」').next());
    let plain = message.split(|c: char| c.is_whitespace() || "，、：；「」（）？".contains(c));
    quoted.chain(plain).filter(|word| word.chars().count() > 1)
}

/// Where a word stands alone in the lines of an item, some of which are passed over.
fn place_of(item: &str, word: &str) -> Option<Range<usize>> {
    let mut from = 0;
    for line in item.split_inclusive('\n') {
        let is_passed_over = PASSED_OVER.iter().any(|key| line.starts_with(key));
        let mut places = line.match_indices(word).map(|(at, _)| at);
        let found = places.find(|at| !is_passed_over && stands_alone(line, *at, word));
        if let Some(at) = found {
            return Some(from + at..from + at + word.len());
        }
        from += line.len();
    }
    None
}

fn stands_alone(line: &str, at: usize, word: &str) -> bool {
    let before = line.get(..at).and_then(|before| before.chars().next_back());
    let after = line
        .get(at + word.len()..)
        .and_then(|after| after.chars().next());
    let borders = |c: Option<char>, marks: &str| c.is_none_or(|c| marks.contains(c));
    borders(before, " \".@({[,") && borders(after, " \".)}],=\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_shown_where_its_words_stand() {
        let text = "id = \"1-1\"\nwhat = \"有 决定\"\nrequire = [{ record = \"决定\" }]\n";
        for (message, shown) in [
            ("没有文书「决定」", "决定"),
            ("1-1：未知的键 require", "require"),
            ("没有规则 9-9", "id = \"1-1\""),
        ] {
            let problem = point(text, 0..text.len(), message.to_owned());
            assert_eq!(text.get(problem.span.clone()), Some(shown), "{message}");
            assert!(!text[..problem.span.start].ends_with("有 "), "{message}");
        }
    }
}
