//! The day on which a case was closed, and where that is written.

use chrono::NaiveDate;

use super::open::Opened;
use crate::case::Record;
use crate::case::keys::{HEAD, label_at};
use crate::rulebook::{Document, EventType, Role};

/// A closing day and its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Closing {
    /// The day.
    pub(super) date: NaiveDate,
    /// Where it is written, in words.
    pub(super) source: String,
    /// The approval that it is taken from, where it is.
    pub(super) record: Option<String>,
}

/// The closing of a case: as declared, else that of the event or of the approval.
pub(super) fn of(case: &Opened) -> Option<Closing> {
    let declared = case.manifest.case.head.closed.map(|day| Closing {
        date: day.0,
        source: label_at(HEAD, "closed"),
        record: None,
    });
    declared.or_else(|| event(case)).or_else(|| approval(case))
}

fn event(case: &Opened) -> Option<Closing> {
    let is_closing = |kind: &str| {
        let mut types = case.rulebooks.iter().filter_map(|book| book.event(kind));
        types.any(|event: &EventType| event.is_closing)
    };
    let events = case.manifest.case.events.iter();
    let mut events = events.filter(|event| is_closing(&event.kind));
    events.find_map(|event| {
        Some(Closing {
            date: event.start?.date(),
            source: format!("{} {}", event.kind, event.id),
            record: None,
        })
    })
}

fn approval(case: &Opened) -> Option<Closing> {
    approvals(case).find_map(|record| {
        Some(Closing {
            date: record.date?.0,
            source: format!("{} {}", record.kind, record.id),
            record: Some(record.id.clone()),
        })
    })
}

/// The final approvals of the closing.
pub(super) fn approvals(case: &Opened) -> impl Iterator<Item = &Record> {
    let is_closing = |kind: &str| {
        let documents = case.rulebooks.iter();
        let mut documents = documents.filter_map(|book| book.catalogue.get(kind));
        documents.any(|document: &Document| document.role == Some(Role::Closing))
    };
    let records = case.manifest.case.records.iter();
    records.filter(move |record| record.is_final() && is_closing(&record.kind))
}
