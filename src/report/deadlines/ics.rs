//! Terms as an iCalendar file (RFC 5545): one all-day event on the last day of each.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ics::components::Parameter;
use ics::properties::{Description, DtEnd, DtStart, Summary, Trigger};
use ics::{Alarm, Event, ICalendar};

use super::Row;
use crate::inert::line;

/// The calendar. The same terms give the same bytes: stamps are those of the day asked for, and
/// an event keeps its name as long as its case, rule, subject and way of counting stay.
#[must_use]
pub fn calendar(rows: &[Row], as_of: NaiveDate) -> String {
    let product = concat!("-//anjuan//anjuan ", env!("CARGO_PKG_VERSION"), "//ZH");
    let mut calendar = ICalendar::new("2.0", product);
    let stamp = format!("{}T000000Z", as_of.format("%Y%m%d"));
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let same = known.entry(name(row)).or_default();
        if let Some(end) = row.deadline.end {
            let id = format!("{}.{same}@anjuan", name(row));
            calendar.add_event(event(row, id, &stamp, end.date()));
        }
        *same += 1;
    }
    calendar.to_string()
}

fn name(row: &Row) -> String {
    let parts = [&row.case, &row.rule, &row.subject, &row.deadline.counting];
    parts.map(|part| line(part)).join("/")
}

fn event(row: &Row, id: String, stamp: &str, end: NaiveDate) -> Event<'static> {
    let mut event = Event::new(id, stamp.to_owned());
    let state = row.deadline.standing.chinese();
    let summary = format!("[{state}] {} {}", row.case, row.deadline.what);
    let summary = line(&summary).into_owned();
    let unit = row.unit.as_deref().unwrap_or_default();
    let lines = [&row.title, &row.counted(), &row.basis, unit];
    let lines = lines.iter().filter(|line| !line.is_empty());
    let description = lines.map(|text| line(text)).collect::<Vec<_>>().join("\n");
    let mut start = DtStart::new(digits(end));
    start.add(Parameter::new("VALUE", "DATE"));
    event.push(start);
    // an all-day event ends with the beginning of the next day
    let mut next = DtEnd::new(digits(end.succ_opt().unwrap_or(end)));
    next.add(Parameter::new("VALUE", "DATE"));
    event.push(next);
    event.push(Summary::new(ics::escape_text(summary.clone())));
    event.push(Description::new(ics::escape_text(description)));
    if row.is_open() {
        let text = Description::new(ics::escape_text(summary));
        event.add_alarm(Alarm::display(Trigger::new("-P1D"), text));
    }
    event
}

fn digits(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}
