//! What is told of a case's result: the shape of the export, documented in `docs/platform.md`.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::finding::{Moment, Standing};

/// The result of a case, and where it was entered.
#[derive(Clone, Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the export, documented in its schema"
)]
pub struct Data {
    pub id: String,
    pub path: String,
    pub kind: String,
    pub procedure: String,
    pub title: String,
    pub platform_number: Option<String>,
    pub agency: Option<String>,
    pub unit: Option<String>,
    pub stage: String,
    pub opened: NaiveDate,
    pub closed: Option<NaiveDate>,
    pub outcome: Option<String>,
    pub closing: Option<Closing>,
    pub parties: Vec<Party>,
    pub officers: Vec<Officer>,
    pub decisions: Vec<Decision>,
    pub performances: Vec<Happened>,
    pub publications: Vec<Publication>,
    pub platforms: Vec<Platform>,
    pub withheld: usize,
    pub complete: bool,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

/// The day from which the terms count, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the export, documented in its schema"
)]
pub struct Closing {
    pub date: NaiveDate,
    pub source: String,
}

/// A party.
#[derive(Clone, Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the export, documented in its schema"
)]
pub struct Party {
    pub role: Option<String>,
    pub kind: Option<String>,
    pub name: Option<String>,
    pub identifier: Option<String>,
}

/// An officer.
#[derive(Clone, Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the export, documented in its schema"
)]
pub struct Officer {
    pub role: Option<String>,
    pub name: Option<String>,
    pub certificate: Option<String>,
}

/// A final decision.
#[derive(Clone, Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the export, documented in its schema"
)]
pub struct Decision {
    pub record: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub number: Option<String>,
    pub date: Option<NaiveDate>,
    pub fine_fen: Option<i64>,
    pub fine_yuan: Option<String>,
    pub services: Vec<Service>,
}

/// A service of a decision that reached its recipient.
#[derive(Clone, Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the export, documented in its schema"
)]
pub struct Service {
    pub event: String,
    pub method: Option<String>,
    pub to: Vec<String>,
    #[serde(serialize_with = "moment")]
    pub date: Option<Moment>,
    pub received: Option<NaiveDate>,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the export, documented in its schema"
)]
pub struct Happened {
    pub event: String,
    #[serde(serialize_with = "moment")]
    pub date: Option<Moment>,
}

/// Making the result public.
#[derive(Clone, Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the export, documented in its schema"
)]
pub struct Publication {
    pub event: String,
    #[serde(serialize_with = "moment")]
    pub date: Option<Moment>,
    pub site: Option<String>,
}

/// A platform, and what was entered there.
#[derive(Clone, Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the export, documented in its schema"
)]
pub struct Platform {
    pub name: String,
    pub required: bool,
    pub entered: bool,
    #[serde(serialize_with = "moment")]
    pub entered_on: Option<Moment>,
    pub entries: Vec<Entry>,
    pub calendar_days: Option<Reading>,
    pub working_days: Option<Reading>,
}

/// An entry in a platform.
#[derive(Clone, Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the export, documented in its schema"
)]
pub struct Entry {
    pub event: String,
    #[serde(serialize_with = "moment")]
    pub date: Option<Moment>,
    pub receipt: Option<String>,
    pub records: Vec<String>,
}

/// One reading of the term, as the check counted it.
#[derive(Clone, Debug, Serialize)]
#[allow(
    missing_docs,
    reason = "the keys of the export, documented in its schema"
)]
pub struct Reading {
    pub counting: String,
    pub last_day: Option<NaiveDate>,
    #[serde(serialize_with = "word")]
    pub standing: Standing,
    pub days_left: Option<i64>,
}

#[allow(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "as serde calls it"
)]
fn moment<S: Serializer>(moment: &Option<Moment>, serializer: S) -> Result<S::Ok, S::Error> {
    moment.map(Moment::to_toml).serialize(serializer)
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn word<S: Serializer>(standing: &Standing, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(standing.word())
}

impl Data {
    /// Leaves out what identifies people and organisations beyond their names.
    pub(super) fn without_identifiers(&mut self) {
        for party in &mut self.parties {
            party.identifier = None;
        }
        for officer in &mut self.officers {
            officer.certificate = None;
        }
    }

    /// Whether an entry is asked for, and something is still to be entered.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.platforms
            .iter()
            .any(|platform| platform.required && !platform.entered)
    }
}

impl Platform {
    /// Both readings, the one in calendar days first.
    pub fn readings(&self) -> impl Iterator<Item = &Reading> {
        self.calendar_days.iter().chain(&self.working_days)
    }
}

impl Reading {
    /// `余 2 日`, `超 1 日`: from the day of the entry, else from today; empty where there is no
    /// last day.
    #[must_use]
    pub fn left(&self) -> String {
        match self.days_left {
            Some(left) if left < 0 => format!("超 {} 日", -left),
            Some(left) => format!("余 {left} 日"),
            None => String::new(),
        }
    }

    /// Whether its last day has passed without an entry, or before it.
    #[must_use]
    pub fn is_missed(&self) -> bool {
        matches!(self.standing, Standing::Overdue | Standing::DoneLate)
    }
}
