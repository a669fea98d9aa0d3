//! The values of terms.

use chrono::NaiveDate;

use crate::calendar::add_days;
use crate::case::{Moment, Value, values};
use crate::rulebook::{Filter, Path, Root, Shift, Term, Unit};

use super::context::Context;
use super::subject::Subject;

/// The values of a term.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Values {
    /// These; perhaps none.
    Known(Vec<Value>),
    /// Working days of a year without calendar data.
    NoCalendar,
}

impl Context<'_> {
    /// The values of a term, seen from a subject.
    pub(super) fn values(&self, term: &Term, subject: Subject) -> Values {
        self.values_where(term, subject, &Filter::default())
    }

    /// The same, of those events and records only that pass a filter.
    pub(super) fn values_where(&self, term: &Term, subject: Subject, filter: &Filter) -> Values {
        match term {
            Term::Path(path) => Values::Known(self.path_values(path, subject, filter)),
            Term::First(parts) => self.extreme(parts, subject, filter, |a, b| a.order(b).is_lt()),
            Term::Last(parts) => self.extreme(parts, subject, filter, |a, b| a.order(b).is_gt()),
            Term::Or(parts) => {
                for part in parts {
                    let found = self.values_where(part, subject, filter);
                    if found != Values::Known(Vec::new()) {
                        return found;
                    }
                }
                Values::Known(Vec::new())
            }
            Term::Shift(inner, shift) => match self.values_where(inner, subject, filter) {
                Values::NoCalendar => Values::NoCalendar,
                Values::Known(found) => self.shifted(&found, *shift),
            },
        }
    }

    /// The moments among a term's values; none where the calendar has no data.
    pub(super) fn moments(&self, term: &Term, subject: Subject) -> Vec<Moment> {
        match self.values(term, subject) {
            Values::Known(found) => found.iter().filter_map(Value::moment).collect(),
            Values::NoCalendar => Vec::new(),
        }
    }

    fn extreme(
        &self,
        parts: &[Term],
        subject: Subject,
        filter: &Filter,
        better: impl Fn(Moment, Moment) -> bool,
    ) -> Values {
        let mut best: Option<Moment> = None;
        for part in parts {
            let Values::Known(found) = self.values_where(part, subject, filter) else {
                return Values::NoCalendar;
            };
            for moment in found.iter().filter_map(Value::moment) {
                if best.is_none_or(|best| better(moment, best)) {
                    best = Some(moment);
                }
            }
        }
        Values::Known(best.map(Value::Moment).into_iter().collect())
    }

    fn shifted(&self, found: &[Value], shift: Shift) -> Values {
        let mut moved = Vec::new();
        for day in found.iter().filter_map(Value::moment).map(Moment::date) {
            match self.shift_day(day, shift) {
                Some(day) => moved.push(Value::Moment(Moment::day(day))),
                None => return Values::NoCalendar,
            }
        }
        Values::Known(moved)
    }

    fn shift_day(&self, day: NaiveDate, shift: Shift) -> Option<NaiveDate> {
        match shift.unit {
            Unit::Day => add_days(day, shift.count),
            Unit::WorkingDay => {
                let count = u32::try_from(shift.count).ok()?;
                self.calendar.add_working_days(day, count)
            }
        }
    }

    fn path_values(&self, path: &Path, subject: Subject, filter: &Filter) -> Vec<Value> {
        let key = path.key.as_str();
        let tree = &self.input.manifest.tree;
        let list = |name: &str| {
            let items = tree
                .get(name)
                .and_then(toml::Value::as_array)
                .map(Vec::as_slice);
            items
                .unwrap_or_default()
                .iter()
                .filter_map(toml::Value::as_table)
        };
        match &path.root {
            Root::Subject => self.subject_values(subject, key),
            Root::Document => match subject {
                Subject::Service { document, .. } => self.record_values(document, key),
                _ => Vec::new(),
            },
            Root::Case => {
                let head = tree.get("case").and_then(toml::Value::as_table);
                head.map(|head| values(head, key)).unwrap_or_default()
            }
            Root::Party => list("party").flat_map(|item| values(item, key)).collect(),
            Root::Officer => list("officer").flat_map(|item| values(item, key)).collect(),
            Root::Linked(name) => self.named_values(name, key, subject, filter, true),
            Root::All(name) => self.named_values(name, key, subject, filter, false),
        }
    }

    fn subject_values(&self, subject: Subject, key: &str) -> Vec<Value> {
        match subject {
            Subject::Case | Subject::File(_) => Vec::new(),
            Subject::Event(event) | Subject::Service { event, .. } => self.event_values(event, key),
            Subject::Record(record) => self.record_values(record, key),
        }
    }

    /// The values of a key of all things of a name, or of those linked to the subject.
    fn named_values(
        &self,
        name: &str,
        key: &str,
        subject: Subject,
        filter: &Filter,
        linked: bool,
    ) -> Vec<Value> {
        let types = [name.to_owned()];
        if self.rulebook.event(name).is_some() {
            let mut events = self.events(&types, filter, Subject::Case);
            if let (true, Some(event)) = (linked, Self::subject_event(subject)) {
                let near = self.linked_events(event);
                events.retain(|at| near.contains(at));
            }
            return events
                .into_iter()
                .flat_map(|at| self.event_values(at, key))
                .collect();
        }
        let types = match self.catalogue().get(name) {
            Some(document) => [document.name.clone()],
            None => types,
        };
        let from = if linked { subject } else { Subject::Case };
        self.linked_of(from, &types)
            .into_iter()
            .flat_map(|at| self.record_values(at, key))
            .collect()
    }
}
