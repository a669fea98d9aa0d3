//! The results of cases for the platforms of article 20: what is to be entered, whether it was,
//! and how the term stands under both readings. The terms are the check's own.
//!
//! The platforms' own formats of import are not known; the shape of the export is this program's.

mod csv;
mod data;
mod gather;
mod record;

use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Value, json};

pub use data::{
    Closing, Data, Decision, Entry, Happened, Officer, Party, Platform, Publication, Reading,
    Service,
};
pub use record::{Entering, Recorded, record};

use super::error::Failure;
use super::open::{Library, Opened};
use super::{examine, find};

/// The results of many cases.
#[derive(Debug)]
pub struct Collected {
    /// Those that could be read, in the order of their paths.
    pub cases: Vec<Data>,
    /// Paths and reasons of the others.
    pub unreadable: Vec<(String, Failure)>,
    /// Today.
    pub as_of: NaiveDate,
    /// Whether identifiers are told.
    identifiers: bool,
}

/// The results of these cases as of a day.
#[must_use]
pub fn collect(library: &Library, dirs: &[PathBuf], as_of: NaiveDate) -> Collected {
    let look = |dir: &std::path::Path| {
        let case = library.open(dir);
        case.map(|case| gather::data(&case, as_of))
            .map_err(|failure| (dir.display().to_string(), failure))
    };
    let (mut cases, mut unreadable) = (Vec::new(), Vec::new());
    examine::each(dirs, look, |one| {
        match one {
            Ok(data) => cases.push(data),
            Err(failed) => unreadable.push(failed),
        }
        true
    });
    Collected {
        cases,
        unreadable,
        as_of,
        identifiers: true,
    }
}

/// The result of one opened case.
#[must_use]
pub fn of(case: &Opened, as_of: NaiveDate) -> Data {
    gather::data(case, as_of)
}

impl Collected {
    /// Leaves out what identifies people and organisations beyond their names.
    #[must_use]
    pub fn without_identifiers(mut self) -> Self {
        self.identifiers = false;
        self.cases.iter_mut().for_each(Data::without_identifiers);
        self
    }

    /// The export as JSON, after `docs/platform.schema.json`.
    #[must_use]
    pub fn json(&self, library: &Library) -> Value {
        let cases = self.cases.iter().map(|case| json!(case));
        let unreadable = self.unreadable.iter().map(|(path, failure)| {
            json!({"id": null, "path": path, "complete": false, "error": failure.to_string()})
        });
        json!({
            "schema": 1,
            "tool": concat!("anjuan ", env!("CARGO_PKG_VERSION")),
            "as_of": self.as_of,
            "rulebooks": library.used(),
            "identifiers": self.identifiers,
            "cases": cases.collect::<Vec<_>>(),
            "unreadable": unreadable.collect::<Vec<_>>(),
        })
    }

    /// The export as one line a case, UTF-8 with a byte order mark.
    #[must_use]
    pub fn csv(&self) -> String {
        csv::table(&self.cases)
    }
}

/// The name of the platform that a user means: the name, or its place.
///
/// # Errors
/// A rulebook without platforms; a name that it does not have.
pub fn named(case: &Opened, typed: &str) -> Result<String, Failure> {
    let book = case.rulebook();
    let Some(platforms) = &book.platforms else {
        let what = format!("规程 {} 没有写明录入哪些平台", book.id);
        return Err(Failure::new(what).because("rulebook.toml 中没有 [platforms]"));
    };
    let place = typed.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let by_place = place.and_then(|place| platforms.names.get(place));
    let folded = crate::rulebook::fold(typed);
    let by_name = || {
        let mut names = platforms.names.iter();
        names.find(|name| crate::rulebook::fold(name) == folded)
    };
    if let Some(name) = by_place.or_else(by_name) {
        return Ok(name.clone());
    }
    let known = platforms.names.iter().zip(1..);
    let known: Vec<_> = known
        .map(|(name, place)| format!("{place} {name}"))
        .collect();
    let failure = Failure::new(format!("没有平台「{typed}」"))
        .because(format!("平台有：{}", known.join("；")));
    let near = crate::reading::nearest(typed, platforms.names.iter().map(String::as_str));
    Err(match near {
        Some(near) => failure.because(format!("是否指 {near}？")),
        None => failure,
    })
}

/// The cases below some paths; those of the workspace where none is given.
#[must_use]
pub fn cases(paths: &[PathBuf]) -> find::Found {
    find::cases(&find::paths_or_workspace(paths))
}
