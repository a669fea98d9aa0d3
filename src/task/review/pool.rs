//! Which cases a year's review is about.

use std::path::{Path, PathBuf};

use chrono::{Datelike as _, NaiveDate};
use rayon::prelude::*;

use crate::task::error::Failure;
use crate::task::open::{Library, Opened};
use crate::task::{closing, find};

/// What makes a case one of the year's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// It was opened or closed in the year.
    #[default]
    Either,
    /// It was opened in the year.
    Opened,
    /// It was closed in the year.
    Closed,
}

/// Ways of choosing, the word of the command line and JSON, Chinese.
const WAYS: &[(By, &str, &str)] = &[
    (By::Either, "either", "立案或者结案"),
    (By::Opened, "opened", "立案"),
    (By::Closed, "closed", "结案"),
];

impl By {
    fn row(self) -> (&'static str, &'static str) {
        let row = WAYS.iter().find(|(known, ..)| *known == self);
        row.map_or(("", ""), |(_, word, chinese)| (word, chinese))
    }

    /// The word of the JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.row().0
    }

    /// The words that people read.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        self.row().1
    }

    fn holds(self, year: i32, opened: NaiveDate, closed: Option<NaiveDate>) -> bool {
        let opened = opened.year() == year;
        let closed = closed.is_some_and(|closed| closed.year() == year);
        match self {
            Self::Either => opened || closed,
            Self::Opened => opened,
            Self::Closed => closed,
        }
    }
}

/// A case that may be drawn. One that cannot be read may be too: nobody escapes the draw by a
/// manifest that is out of order.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its directory.
    pub dir: PathBuf,
    /// Its number; of a case that cannot be read, what can be made out, else the folder's name.
    pub id: String,
    /// When it was opened; none where it cannot be read.
    pub opened: Option<NaiveDate>,
    /// When it was closed, where that is known.
    pub closed: Option<NaiveDate>,
    /// Its place in the draw, from 1.
    pub place: usize,
    /// Whether it was drawn.
    pub drawn: bool,
    /// Why it cannot be read.
    pub failure: Option<Failure>,
}

impl Candidate {
    /// Its directory, as the user named it.
    #[must_use]
    pub fn label(&self) -> String {
        self.dir.display().to_string()
    }

    #[cfg(test)]
    pub(super) fn named(id: &str) -> Self {
        Self {
            dir: PathBuf::from(id),
            id: id.to_owned(),
            opened: None,
            closed: None,
            place: 0,
            drawn: false,
            failure: None,
        }
    }
}

/// The year's cases among these, in their order.
pub(super) fn pool(library: &Library, dirs: &[PathBuf], year: i32, by: By) -> Vec<Candidate> {
    let looked = dirs.par_iter().map(|dir| candidate(library, dir));
    let all: Vec<_> = looked.collect();
    all.into_iter()
        .filter(|one| match one.opened {
            Some(opened) => by.holds(year, opened, one.closed),
            None => true,
        })
        .collect()
}

fn candidate(library: &Library, dir: &Path) -> Candidate {
    let (id, opened, closed, failure) = match library.open(dir) {
        Ok(case) => {
            let head = &case.manifest.case.head;
            (head.id.clone(), Some(head.opened.0), closed(&case), None)
        }
        Err(failure) => (find::id_of(dir), None, None, Some(failure)),
    };
    Candidate {
        dir: dir.to_owned(),
        id,
        opened,
        closed,
        place: 0,
        drawn: false,
        failure,
    }
}

/// The day on which a case was closed: as declared, else that of the event or of the approval.
pub(super) fn closed(case: &Opened) -> Option<NaiveDate> {
    closing::of(case).map(|closing| closing.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, 6, 1).unwrap()
    }

    #[test]
    fn a_case_is_of_the_year_in_which_it_was_opened_or_closed() {
        for (by, opened, closed, want) in [
            (By::Either, 2025, Some(2026), true),
            (By::Either, 2026, None, true),
            (By::Either, 2025, None, false),
            (By::Either, 2025, Some(2027), false),
            (By::Opened, 2025, Some(2026), false),
            (By::Opened, 2026, None, true),
            (By::Closed, 2026, None, false),
            (By::Closed, 2025, Some(2026), true),
        ] {
            let found = by.holds(2026, day(opened), closed.map(day));
            assert_eq!(found, want, "{by:?} {opened} {closed:?}");
        }
    }
}
