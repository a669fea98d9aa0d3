//! A case with its indexes, as rules see it.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::calendar::{Calendar, add_days};
use crate::case::keys::{EVENT, RECORD, shape_at};
use crate::case::vocabulary::{FINAL, Stage};
use crate::case::{Case, Event, Moment, Record, Value, values};
use crate::reading::{Key, Shape};
use crate::rulebook::{Bound, Catalogue, Document, EventType, Filter, Role, Rulebook, Test};

use super::links::FollowUps;
use super::question::Answers;
use super::subject::Subject;
use super::trace::Watch;
use super::{Input, outcome};

/// A case under one rulebook.
pub(super) struct Context<'a> {
    pub(super) input: &'a Input<'a>,
    pub(super) case: &'a Case,
    pub(super) rulebook: &'a Rulebook,
    pub(super) calendar: &'a Calendar,
    /// The stage that the check asks for.
    pub(super) stage: Stage,
    /// The catalogue's entry of each record, by index.
    pub(super) documents: Vec<Option<&'a Document>>,
    /// The type of each event, by index.
    pub(super) types: Vec<Option<&'a EventType>>,
    event_index: HashMap<&'a str, usize>,
    record_index: HashMap<&'a str, usize>,
    /// The records that name each event, by its index.
    pub(super) records_of: Vec<Vec<usize>>,
    /// The records that are attached to each record or serve it, by its index.
    attached: Vec<Vec<usize>>,
    /// The events that list each record among their documents, by its index.
    listing: Vec<Vec<usize>>,
    /// The paths that records name.
    paths: HashSet<&'a str>,
    /// Which events each event follows up, and which follow it.
    pub(super) follow_ups: OnceCell<FollowUps>,
    /// The outcome that rules see: none while one that is asked is undeclared.
    pub(super) outcome: Option<String>,
    answers: OnceCell<Answers>,
    /// What is looked at, while somebody wants to know.
    pub(super) watch: Watch,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        input: &'a Input<'a>,
        rulebook: &'a Rulebook,
        calendar: &'a Calendar,
    ) -> Self {
        let case = &input.manifest.case;
        let catalogue = &rulebook.catalogue;
        let event_index: HashMap<_, _> = case
            .events
            .iter()
            .enumerate()
            .map(|(at, event)| (event.id.as_str(), at))
            .collect();
        let record_index: HashMap<_, _> = case
            .records
            .iter()
            .enumerate()
            .map(|(at, record)| (record.id.as_str(), at))
            .collect();
        let mut records_of = vec![Vec::new(); case.events.len()];
        let mut attached = vec![Vec::new(); case.records.len()];
        for (at, record) in case.records.iter().enumerate() {
            for event in record
                .events
                .iter()
                .filter_map(|id| event_index.get(id.as_str()))
            {
                note(&mut records_of, *event, at);
            }
            let anchors = record.attached_to.iter().chain(&record.serves);
            for anchor in anchors.filter_map(|id| record_index.get(id.as_str())) {
                note(&mut attached, *anchor, at);
            }
        }
        let mut listing = vec![Vec::new(); case.records.len()];
        for (at, event) in case.events.iter().enumerate() {
            for record in event
                .documents
                .iter()
                .filter_map(|id| record_index.get(id.as_str()))
            {
                note(&mut listing, *record, at);
            }
        }
        let mut context = Self {
            input,
            case,
            rulebook,
            calendar,
            stage: input.options.stage.unwrap_or_else(|| case.head.stage()),
            documents: case
                .records
                .iter()
                .map(|record| catalogue.get(&record.kind))
                .collect(),
            types: case
                .events
                .iter()
                .map(|event| rulebook.event(&event.kind))
                .collect(),
            event_index,
            record_index,
            attached,
            listing,
            paths: case
                .records
                .iter()
                .filter_map(|record| record.path.as_deref())
                .collect(),
            follow_ups: OnceCell::new(),
            records_of,
            outcome: None,
            answers: OnceCell::new(),
            watch: Watch::default(),
        };
        context.outcome = outcome::effective(&context);
        context
    }

    /// What the answers and the evidence for each question say.
    pub(super) fn answers(&self) -> &Answers {
        self.answers.get_or_init(|| Answers::of(self))
    }

    pub(super) fn catalogue(&self) -> &'a Catalogue {
        &self.rulebook.catalogue
    }

    pub(super) fn event(&self, index: usize) -> Option<&'a Event> {
        self.case.events.get(index)
    }

    pub(super) fn record(&self, index: usize) -> Option<&'a Record> {
        self.case.records.get(index)
    }

    pub(super) fn event_at(&self, id: &str) -> Option<usize> {
        self.event_index.get(id).copied()
    }

    pub(super) fn record_at(&self, id: &str) -> Option<usize> {
        self.record_index.get(id).copied()
    }

    /// The records that are attached to a record or serve it.
    pub(super) fn attached(&self, record: usize) -> &[usize] {
        self.attached
            .get(record)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The events that list a record among their documents.
    pub(super) fn listing(&self, record: usize) -> &[usize] {
        self.listing
            .get(record)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Whether a record names this path.
    pub(super) fn is_named(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    pub(super) fn document(&self, record: usize) -> Option<&'a Document> {
        self.documents.get(record).copied().flatten()
    }

    /// The record's form: its own, or the catalogue's.
    pub(super) fn form(&self, record: usize) -> &'a str {
        let own = self
            .record(record)
            .and_then(|record| record.form.as_deref());
        own.or_else(|| self.document(record).map(|document| document.form.as_str()))
            .unwrap_or("")
    }

    pub(super) fn is_final(&self, record: usize) -> bool {
        self.record(record).is_some_and(Record::is_final)
    }

    pub(super) fn has_role(&self, record: usize, role: Role) -> bool {
        self.document(record)
            .is_some_and(|document| document.role == Some(role))
    }

    /// Whether a record is of one of these types; an empty list is any known type.
    pub(super) fn record_is(&self, record: usize, types: &[String]) -> bool {
        let Some(document) = self.document(record) else {
            return false;
        };
        types.is_empty() || types.contains(&document.name)
    }

    /// Whether an event is, or counts as, one of these types; an empty list is any known type.
    pub(super) fn event_is(&self, event: usize, types: &[String]) -> bool {
        let Some(kind) = self.types.get(event).copied().flatten() else {
            return false;
        };
        if types.is_empty() || types.contains(&kind.name) {
            return true;
        }
        kind.counts_as.as_ref().is_some_and(|(other, filter)| {
            types.contains(other) && self.event_passes(event, filter, Subject::Case)
        })
    }

    /// Whether an event is a service that reached its recipient.
    pub(super) fn is_delivered_service(&self, event: usize) -> bool {
        let kind = self.types.get(event).copied().flatten();
        kind.is_some_and(|kind| kind.is_service)
            && self.event(event).is_some_and(Event::is_delivered)
    }

    /// The indexes of all events of these types that pass a filter.
    pub(super) fn events(&self, types: &[String], filter: &Filter, subject: Subject) -> Vec<usize> {
        (0..self.case.events.len())
            .filter(|at| self.event_is(*at, types) && self.event_passes(*at, filter, subject))
            .collect()
    }

    /// The indexes of all final records of these types.
    pub(super) fn final_records(&self, types: &[String]) -> Vec<usize> {
        (0..self.case.records.len())
            .filter(|at| self.is_final(*at) && self.record_is(*at, types))
            .collect()
    }

    pub(super) fn event_passes(&self, event: usize, filter: &Filter, subject: Subject) -> bool {
        let date = || self.event(event).and_then(|event| event.start);
        filter
            .tests
            .iter()
            .all(|(key, test)| passes(EVENT, key, test, &self.event_values(event, key)))
            && self.bounds_hold(filter, subject, date)
    }

    pub(super) fn record_passes(&self, record: usize, filter: &Filter, subject: Subject) -> bool {
        let date = || {
            self.record(record)
                .and_then(|record| record.date)
                .map(|day| Moment::day(day.0))
        };
        filter
            .tests
            .iter()
            .all(|(key, test)| passes(RECORD, key, test, &self.record_values(record, key)))
            && self.bounds_hold(filter, subject, date)
    }

    fn bounds_hold(
        &self,
        filter: &Filter,
        subject: Subject,
        date: impl Fn() -> Option<Moment>,
    ) -> bool {
        filter.bounds.iter().all(|(bound, term)| {
            let limits = self.moments(term, subject);
            match (limits.as_slice(), date()) {
                ([], _) => bound.without_value(),
                (_, None) => matches!(bound, Bound::NotAfter | Bound::NotBefore),
                (limits, Some(date)) => limits.iter().all(|limit| bound.admits(date.order(*limit))),
            }
        })
    }

    /// The values of an event's key; what the manifest leaves out and has a default included.
    pub(super) fn event_values(&self, event: usize, key: &str) -> Vec<Value> {
        self.watch
            .sees(|| Some((self.event(event)?.id.clone(), key.to_owned())));
        if key == "delivered" {
            return self
                .event(event)
                .map(|event| Value::Boolean(event.is_delivered()))
                .into_iter()
                .collect();
        }
        let item = self.input.manifest.item("event", event);
        let found = item.map(|item| values(item, key)).unwrap_or_default();
        if key == "received" && found.is_empty() {
            let day = self.deemed_received(event).map(Moment::day);
            return day.map(Value::Moment).into_iter().collect();
        }
        found
    }

    /// The day on which a service that nobody receipts counts as made, by the rulebook.
    fn deemed_received(&self, event: usize) -> Option<NaiveDate> {
        let own = self.event(event).filter(|own| own.is_delivered())?;
        let deemed = self.rulebook.deemed.iter();
        let deemed = deemed.filter(|deemed| Some(&deemed.method) == own.method.as_ref());
        add_days(own.start?.date(), deemed.map(|deemed| deemed.days).next()?)
    }

    /// The values of a record's key; the catalogue's defaults and `catalogue.…` included.
    pub(super) fn record_values(&self, record: usize, key: &str) -> Vec<Value> {
        self.watch
            .sees(|| Some((self.record(record)?.id.clone(), key.to_owned())));
        match key {
            "form" => vec![Value::Text(self.form(record).to_owned())],
            "state" => self
                .record(record)
                .map(|r| Value::Text(r.state().to_owned()))
                .into_iter()
                .collect(),
            "received" => self
                .last_received(record)
                .map(Value::Moment)
                .into_iter()
                .collect(),
            "catalogue.served" => {
                vec![Value::Boolean(
                    self.document(record)
                        .is_some_and(|document| document.served),
                )]
            }
            _ => {
                let item = self.input.manifest.item("record", record);
                item.map(|item| values(item, key)).unwrap_or_default()
            }
        }
    }

    fn last_received(&self, record: usize) -> Option<Moment> {
        let services = self
            .listing(record)
            .iter()
            .filter(|at| self.is_delivered_service(**at));
        let received = services.filter_map(|at| {
            let written = self.event(*at)?.received.map(|day| day.0);
            written.or_else(|| self.deemed_received(*at))
        });
        received.max().map(Moment::day)
    }

    /// Where a subject stands: the case and its declarations, then events, records, files.
    pub(super) fn position(&self, subject: &str) -> (u8, usize) {
        match (self.event_at(subject), self.record_at(subject)) {
            (Some(at), _) => (1, at),
            (None, Some(at)) => (2, at),
            (None, None) if subject == "case" || subject.starts_with("case.") => (0, 0),
            (None, None) if subject.starts_with("answers.") => (0, 1),
            (None, None) => (3, 0),
        }
    }

    /// Whether the case has a register of devices.
    pub(super) fn has_register(&self) -> bool {
        !self.input.workspace.devices.is_empty()
    }

    /// `E03 现场检查`, `R12 行政处罚决定书`: how messages name a thing.
    pub(super) fn name(&self, id: &str) -> String {
        let event = self
            .event_at(id)
            .and_then(|at| self.event(at))
            .map(|event| &event.kind);
        let record = self
            .record_at(id)
            .and_then(|at| self.record(at))
            .map(|record| &record.kind);
        event
            .or(record)
            .map_or_else(|| id.to_owned(), |kind| format!("{id} {kind}"))
    }
}

/// Adds a value to the list at an index, once.
fn note(lists: &mut [Vec<usize>], index: usize, value: usize) {
    if let Some(list) = lists
        .get_mut(index)
        .filter(|list| list.last() != Some(&value))
    {
        list.push(value);
    }
}

/// Whether the values of a key pass a test.
fn passes(keys: &[Key], key: &str, test: &Test, found: &[Value]) -> bool {
    match test {
        Test::AnyOf { texts, absent } => {
            let is_one = |value: &Value| matches!(value, Value::Text(word) if texts.contains(word));
            (*absent && found.is_empty()) || found.iter().any(is_one)
        }
        Test::Flag(wanted) => {
            let boolean = key.starts_with("catalogue.")
                || matches!(shape_at(keys, key), Some(Shape::Boolean));
            if boolean {
                found.contains(&Value::Boolean(*wanted))
            } else {
                found.is_empty() != *wanted
            }
        }
    }
}

/// The states of records that a selection without `states` means.
pub(super) const DEFAULT_STATES: &[&str] = &[FINAL];
