//! What a file says of itself.

use chrono::NaiveDate;

/// The properties of a produced file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// Its title.
    pub title: String,
    /// Who issues it: the agency.
    pub author: String,
    /// The day that it bears; without one the file names none.
    pub date: Option<NaiveDate>,
    /// Where it came from (template, version), for those who ask the file later.
    pub note: String,
}
