//! Gathering the result of a case from its manifest, and the terms of the entry from its check.

use chrono::NaiveDate;

use super::data::{
    Closing, Data, Decision, Entry, Happened, Officer, Party, Platform, Publication, Reading,
    Service,
};
use crate::case::vocabulary::{PARTY_ROLES, STATE_SECRET, Stage};
use crate::case::{Event, Record};
use crate::check::Options;
use crate::finding::{CaseReport, Deadline, Moment, Severity};
use crate::rulebook::{ENTRY, Rulebook, Unit};
use crate::task::open::Opened;
use crate::task::{closing, examine};

/// The roles of the events that are told beside the entry.
const PERFORMANCE: &str = "performance";
const PUBLICATION: &str = "publication";

/// The result of an opened case as of a day.
pub(super) fn data(case: &Opened, as_of: NaiveDate) -> Data {
    let own = examine::opened(case, Options::on(as_of));
    let manifest = &case.manifest.case;
    let head = &manifest.head;
    let platforms = platforms(case, &own, as_of);
    Data {
        id: head.id.clone(),
        path: case.label.clone(),
        kind: head.kind.clone(),
        procedure: head.procedure().to_owned(),
        title: head.title.clone(),
        platform_number: head.platform_number.clone(),
        agency: head.agency.clone().or_else(|| named(case)),
        unit: head.unit.clone(),
        stage: head.stage.clone(),
        opened: head.opened.0,
        closed: head.closed.map(|day| day.0),
        outcome: head.outcome.clone(),
        closing: platforms.closing,
        parties: manifest.parties.iter().map(party).collect(),
        officers: manifest.officers.iter().map(officer).collect(),
        decisions: decisions(case),
        performances: of_role(case, PERFORMANCE)
            .map(|event| Happened {
                event: event.id.clone(),
                date: event.start,
            })
            .collect(),
        publications: of_role(case, PUBLICATION)
            .map(|event| Publication {
                event: event.id.clone(),
                date: event.start,
                site: event.site.clone(),
            })
            .collect(),
        platforms: platforms.list,
        withheld: manifest.records.iter().filter(|one| is_secret(one)).count(),
        complete: own.complete,
        errors: own.count(Severity::Error),
        warnings: own.count(Severity::Warning),
        notes: own.count(Severity::Note),
    }
}

fn named(case: &Opened) -> Option<String> {
    let name = case.workspace.agency.name.clone();
    name.filter(|name| !name.is_empty())
}

/// Of a state secret nothing is told (article 32).
fn is_secret(record: &Record) -> bool {
    record.classification.as_deref() == Some(STATE_SECRET)
}

fn of_role<'c>(case: &'c Opened, role: &str) -> impl Iterator<Item = &'c Event> {
    let kind = case.rulebook().event_with_role(role);
    let name = kind.map(|kind| kind.name.clone());
    let events = case.manifest.case.events.iter();
    events.filter(move |event| name.as_deref() == Some(event.kind.as_str()))
}

fn party(party: &crate::case::Party) -> Party {
    let default = || PARTY_ROLES.first().map(|role| (*role).to_owned());
    Party {
        role: party.role.clone().or_else(default),
        kind: party.kind.clone(),
        name: party.name.clone(),
        identifier: party.identifier.clone(),
    }
}

fn officer(officer: &crate::case::Officer) -> Officer {
    Officer {
        role: officer.role.clone(),
        name: officer.name.clone(),
        certificate: officer.certificate.clone(),
    }
}

fn decisions(case: &Opened) -> Vec<Decision> {
    let book = case.rulebook();
    let Some(platforms) = &book.platforms else {
        return Vec::new();
    };
    let records = case.manifest.case.records.iter();
    let is_one = |record: &&Record| {
        let document = book.catalogue.get(&record.kind);
        document.is_some_and(|document| platforms.decisions.contains(&document.name))
            && record.is_final()
            && !is_secret(record)
    };
    let fine = |record: &Record| {
        let field = record.fields.get(platforms.fine.as_ref()?)?;
        field.as_integer()
    };
    records
        .filter(is_one)
        .map(|record| Decision {
            record: record.id.clone(),
            kind: record.kind.clone(),
            number: record.number.clone(),
            date: record.date.map(|day| day.0),
            fine_fen: fine(record),
            fine_yuan: fine(record).map(yuan),
            services: services(case, book, &record.id),
        })
        .collect()
}

/// An amount in 分 as one in 元, exactly.
fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

fn services(case: &Opened, book: &Rulebook, record: &str) -> Vec<Service> {
    let is_one = |event: &&Event| {
        let kind = book.event(&event.kind);
        kind.is_some_and(|kind| kind.is_service)
            && event.is_delivered()
            && event.documents.iter().any(|id| id == record)
    };
    let events = case.manifest.case.events.iter().filter(is_one);
    events
        .map(|event| Service {
            event: event.id.clone(),
            method: event.method.clone(),
            to: event.to.clone(),
            date: event.start,
            received: event.received.map(|day| day.0),
        })
        .collect()
}

/// The platforms of a case, and the closing from which their terms count.
struct Platforms {
    list: Vec<Platform>,
    closing: Option<Closing>,
}

/// A term runs from the closing, whether or not the case has reached the stage of its rule: the
/// check asks as if the case were at its end. A closing that only a state secret tells is not told.
fn platforms(case: &Opened, own: &CaseReport, as_of: NaiveDate) -> Platforms {
    let is_at_end = case.manifest.case.head.stage() == Stage::LAST;
    let at_end = (!is_at_end).then(|| {
        let options = Options {
            stage: Some(Stage::LAST),
            ..Options::on(as_of)
        };
        examine::opened(case, options)
    });
    let report = at_end.as_ref().unwrap_or(own);
    let is_told = !closing::approvals(case).any(is_secret);
    let book = case.rulebook();
    let names = book.platforms.iter().flat_map(|platforms| &platforms.names);
    let (mut list, mut closing) = (Vec::new(), None);
    for name in names {
        let terms = terms(book, report, name);
        if is_told && closing.is_none() {
            closing = terms.iter().find_map(|term| {
                let (date, source) = (term.start?.date(), term.from.clone());
                Some(Closing { date, source })
            });
        }
        let shown = if is_told { &terms[..] } else { &[] };
        list.push(platform(case, name, !terms.is_empty(), shown, as_of));
    }
    Platforms {
        list,
        closing: closing.or_else(|| declared(case)),
    }
}

/// The closing of a case whose rules count no term from it.
fn declared(case: &Opened) -> Option<Closing> {
    let found = closing::of(case)?;
    let approval = |record: &Record| found.record.as_ref() == Some(&record.id);
    if closing::approvals(case).any(|record| approval(record) && is_secret(record)) {
        return None;
    }
    Some(Closing {
        date: found.date,
        source: found.source,
    })
}

/// The terms that the check counted for the entry in a platform.
fn terms<'r>(book: &Rulebook, report: &'r CaseReport, name: &str) -> Vec<&'r Deadline> {
    let rules: Vec<_> = book
        .platform_rules(name)
        .map(|rule| format!("{}/{}", book.id, rule.id))
        .collect();
    let findings = report.findings.iter();
    let findings = findings.filter(|finding| rules.contains(&finding.rule));
    findings.flat_map(|finding| &finding.deadlines).collect()
}

fn platform(
    case: &Opened,
    name: &str,
    required: bool,
    terms: &[&Deadline],
    as_of: NaiveDate,
) -> Platform {
    let entries: Vec<_> = of_role(case, ENTRY)
        .filter(|event| event.platform.as_deref() == Some(name))
        .map(|event| entry(case, event))
        .collect();
    let dates = entries.iter().filter_map(|entry| entry.date);
    let entered_on = dates.min_by(|a, b| a.order(*b));
    let reading = |working: bool| {
        let term = terms
            .iter()
            .find(|term| is_in_working_days(term) == working);
        term.map(|term| reading(term, as_of))
    };
    Platform {
        name: name.to_owned(),
        required,
        entered: !entries.is_empty(),
        entered_on,
        calendar_days: reading(false),
        working_days: reading(true),
        entries,
    }
}

fn entry(case: &Opened, event: &Event) -> Entry {
    let records = case.manifest.case.records.iter();
    let records = records
        .filter(|record| record.is_final() && !is_secret(record))
        .filter(|record| record.events.contains(&event.id));
    Entry {
        event: event.id.clone(),
        date: event.start,
        receipt: event.receipt.clone(),
        records: records.map(|record| record.id.clone()).collect(),
    }
}

fn is_in_working_days(term: &Deadline) -> bool {
    term.counting.ends_with(Unit::WorkingDay.word())
}

fn reading(term: &Deadline, as_of: NaiveDate) -> Reading {
    let last_day = term.end.map(Moment::date);
    let reckoned = term.done.map_or(as_of, Moment::date);
    Reading {
        counting: term.counting.clone(),
        last_day,
        standing: term.standing,
        days_left: last_day.map(|last| (last - reckoned).num_days()),
    }
}
