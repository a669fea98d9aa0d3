//! The values of terms.

use std::cmp::Ordering;

use crate::calendar::{add_days, add_months};
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
            Term::Number(number) => Values::Known(vec![Value::Integer(*number)]),
            Term::Path(path) => Values::Known(self.path_values(path, subject, filter)),
            Term::First(parts) => self.extreme(parts, subject, filter, Ordering::Less),
            Term::Last(parts) => self.extreme(parts, subject, filter, Ordering::Greater),
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

    /// Whether each thing that a path's root names has a value of its key.
    pub(super) fn all_filled(&self, term: &Term, subject: Subject) -> bool {
        let Term::Path(path) = term else {
            return self.values(term, subject) != Values::Known(Vec::new());
        };
        let with = |key: &str| {
            let path = Path {
                root: path.root.clone(),
                key: key.to_owned(),
            };
            self.path_values(&path, subject, &Filter::default()).len()
        };
        with(&path.key) >= with("id")
    }

    /// The earliest or latest of days and times; of amounts, the smallest or largest.
    fn extreme(
        &self,
        parts: &[Term],
        subject: Subject,
        filter: &Filter,
        better: Ordering,
    ) -> Values {
        let mut best: Option<Value> = None;
        for part in parts {
            let Values::Known(found) = self.values_where(part, subject, filter) else {
                return Values::NoCalendar;
            };
            for value in found {
                let order = best.as_ref().map(|best| order(&value, best));
                if order.map_or_else(|| has_order(&value), |order| order == Some(better)) {
                    best = Some(value);
                }
            }
        }
        Values::Known(best.into_iter().collect())
    }

    fn shifted(&self, found: &[Value], shift: Shift) -> Values {
        let mut moved = Vec::new();
        for moment in found.iter().filter_map(Value::moment) {
            match self.shift_moment(moment, shift) {
                Some(moment) => moved.push(Value::Moment(moment)),
                None => return Values::NoCalendar,
            }
        }
        Values::Known(moved)
    }

    /// A moment moved on; only hours look at its time of day. A day without a time is taken at
    /// its end: nobody is late who may have been in time.
    fn shift_moment(&self, moment: Moment, shift: Shift) -> Option<Moment> {
        let (day, count) = (moment.date(), shift.count);
        let day = match shift.unit {
            Unit::Hour => return Some(hours_later(moment, count)),
            Unit::Day => add_days(day, count),
            Unit::RollingDay => self.calendar.roll_forward(add_days(day, count)?),
            Unit::WorkingDay => self.calendar.add_working_days(day, count),
            Unit::Month => add_months(day, count),
            Unit::RollingMonth => self.calendar.roll_forward(add_months(day, count)?),
        };
        day.map(Moment::day)
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
            Root::Case => self.head_values(key),
            Root::Party => list("party").flat_map(|item| values(item, key)).collect(),
            Root::Officer => list("officer").flat_map(|item| values(item, key)).collect(),
            Root::Linked(name) => self.named_values(name, key, subject, filter, true),
            Root::All(name) => self.named_values(name, key, subject, filter, false),
        }
    }

    fn subject_values(&self, subject: Subject, key: &str) -> Vec<Value> {
        match subject {
            Subject::Case => self.head_values(key),
            Subject::File(_) => Vec::new(),
            Subject::Event(event) | Subject::Service { event, .. } => self.event_values(event, key),
            Subject::Record(record) => self.record_values(record, key),
        }
    }

    /// The values of a key of the case's head.
    pub(super) fn head_values(&self, key: &str) -> Vec<Value> {
        self.watch
            .sees(|| Some(("case".to_owned(), key.to_owned())));
        let head = self.input.manifest.tree.get("case");
        let head = head.and_then(toml::Value::as_table);
        head.map(|head| values(head, key)).unwrap_or_default()
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
            if linked && !matches!(subject, Subject::Case | Subject::File(_)) {
                let near = self.events_near(subject);
                events.retain(|at| near.contains(at));
            } else {
                events.retain(|at| self.concerns_the_same(subject, Subject::Event(*at)));
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
            .filter(|at| linked || self.concerns_the_same(subject, Subject::Record(*at)))
            .flat_map(|at| self.record_values(at, key))
            .collect()
    }
}

/// How two values stand to each other; none where they cannot be compared.
fn order(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Moment(one), Value::Moment(other)) => Some(one.order(*other)),
        (Value::Integer(one), Value::Integer(other)) => Some(one.cmp(other)),
        _ => None,
    }
}

/// Whether a value is of a sort that has an order.
fn has_order(value: &Value) -> bool {
    order(value, value).is_some()
}

fn hours_later(moment: Moment, hours: i64) -> Moment {
    let seconds = hours.saturating_mul(3600);
    match moment.local() {
        Some(_) => moment.plus_seconds(seconds),
        // hours of a day whose time is not known end with the day on which they could end last
        None => Moment::day(Moment::end_of(moment.date()).plus_seconds(seconds).date()),
    }
}
