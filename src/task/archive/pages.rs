//! Page numbers: they run through a volume; cover, index and closing note have none.

use std::fmt;

use crate::case::Record;

/// What stands under 页号.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pages {
    /// Not known, or the item has no pages.
    None,
    /// The page on which it begins.
    Start(u64),
    /// The pages from its first to its last: of the last item of a volume.
    Span(u64, u64),
}

impl fmt::Display for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Start(first) => write!(f, "{first}"),
            Self::Span(first, last) if first == last => write!(f, "{first}"),
            Self::Span(first, last) => write!(f, "{first}-{last}"),
        }
    }
}

/// Numbers records. Behind one whose pages are not known no number is.
pub(super) fn number(records: &[&Record]) -> Vec<Pages> {
    let mut next = Some(1_u64);
    let last = records.len().saturating_sub(1);
    let numbered = records.iter().enumerate().map(|(at, record)| {
        let Some(first) = next else {
            return Pages::None;
        };
        next = count(record).map(|count| first.saturating_add(count));
        match next {
            Some(after) if at == last => Pages::Span(first, after.saturating_sub(1)),
            _ => Pages::Start(first),
        }
    });
    numbered.collect()
}

/// The pages of all records; none where one is not known.
pub(super) fn total(records: &[&Record]) -> Option<u64> {
    records.iter().map(|record| count(record)).sum()
}

fn count(record: &Record) -> Option<u64> {
    record.pages.filter(|pages| *pages > 0).map(u64::from)
}
