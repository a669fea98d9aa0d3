//! The terms of many cases: those that a check counts.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::error::Failure;
use super::examine::{self, Examined};
use super::open::Library;
use crate::case::vocabulary::Stage;
use crate::check::Options;
use crate::report::deadlines::{self, Row};

/// Every term of these cases as of a day, sorted; and the cases that could not be read.
///
/// A term runs from what happened, whether or not the case has reached the stage of its rule: the
/// check asks as if each case were at its end.
#[must_use]
pub fn collect(library: &Library, cases: &[PathBuf], as_of: NaiveDate) -> (Vec<Row>, Vec<Failure>) {
    let options = Options {
        stage: Some(Stage::LAST),
        ..Options::on(as_of)
    };
    let (mut rows, mut unreadable) = (Vec::new(), Vec::new());
    examine::many(library, cases, options, |examined| {
        match examined {
            Examined::Checked(report, title) => rows.extend(deadlines::rows(&report, &title)),
            Examined::Unreadable { failure, .. } => unreadable.push(failure),
        }
        true
    });
    deadlines::sort(&mut rows);
    (rows, unreadable)
}
