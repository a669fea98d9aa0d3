//! What a template is told of a case: a table from the names of facts to where they come from.

use crate::case::{Event, Officer, Party, Record};
use crate::document::{Datum, Facts};
use crate::rulebook::{Document, Rulebook};
use crate::task::open::Opened;
use crate::workspace::Workspace;

use super::fields::{self, moment_datum};
use super::links::Links;

/// One copy of each paper is handed over unless somebody says otherwise.
const COPIES: i64 = 1;

/// The facts of a case around one record.
#[derive(Clone, Copy, Debug)]
pub(super) struct CaseFacts<'a> {
    links: Links<'a>,
    workspace: &'a Workspace,
    document: &'a Document,
}

impl<'a> CaseFacts<'a> {
    pub(super) fn new(opened: &'a Opened, document: &'a Document, record: &'a Record) -> Self {
        let rulebook: &Rulebook = opened.rulebook();
        let links = Links {
            case: &opened.manifest.case,
            rulebook,
            record,
        };
        Self {
            links,
            workspace: &opened.workspace,
            document,
        }
    }

    /// 立档单位.
    pub(super) fn agency(&self) -> Option<&'a String> {
        self.links
            .case
            .head
            .agency
            .as_ref()
            .or(self.workspace.agency.name.as_ref())
    }

    fn own(&self, name: &str) -> Option<Datum> {
        let field = self.document.fields.iter().find(|field| field.name == name);
        fields::datum(
            field.map(|field| field.kind),
            self.links.record.fields.get(name)?,
        )
    }
}

impl Facts for CaseFacts<'_> {
    fn get(&self, name: &str) -> Option<Datum> {
        match SOURCES.iter().find(|(known, _)| *known == name) {
            Some((_, source)) => source(self),
            None => self.own(name),
        }
    }
}

type Source = fn(&CaseFacts<'_>) -> Option<Datum>;

/// Where each fact of [`FACTS`](crate::document::FACTS) comes from; beside them the table of the
/// parties, which the heads of letters print one by one.
const SOURCES: &[(&str, Source)] = &[
    ("机关.名称", |facts| text(facts.agency())),
    ("机关.代字", |facts| {
        text(facts.workspace.agency.short.as_ref())
    }),
    ("案件.案号", |facts| {
        text(Some(&facts.links.case.head.id))
    }),
    ("案件.案由", |facts| {
        text(Some(&facts.links.case.head.title))
    }),
    ("案件.承办机构", |facts| {
        text(facts.links.case.head.unit.as_ref())
    }),
    ("文书.名称", |facts| text(Some(&facts.document.name))),
    ("文书.文号", |facts| {
        text(facts.links.record.number.as_ref())
    }),
    ("文书.日期", |facts| {
        facts.links.record.date.map(|day| Datum::Date(day.0))
    }),
    ("当事人.名称", names),
    ("当事人.类型", kind),
    ("当事人.证件号码", |facts| {
        joined(facts, |party| &party.identifier)
    }),
    ("当事人.法定代表人", |facts| {
        joined(facts, |party| &party.representative)
    }),
    ("当事人.住址", |facts| {
        joined(facts, |party| &party.address)
    }),
    ("当事人.电话", |facts| {
        joined(facts, |party| &party.phone)
    }),
    ("当事人.各方", parties),
    ("执法人员", |facts| {
        table(facts.links.case.officers.iter().map(officer))
    }),
    ("事项.开始", |facts| {
        facts.links.event()?.start.map(moment_datum)
    }),
    ("事项.日期", |facts| day(facts.links.event())),
    ("事项.结束", |facts| {
        facts.links.event()?.end.map(moment_datum)
    }),
    ("事项.地点", |facts| {
        text(facts.links.event()?.place.as_ref())
    }),
    ("事项.执法人员", event_officers),
    ("事项.参加人员", |facts| {
        list(&facts.links.event()?.participants)
    }),
    ("事项.期限", |facts| deadline(facts.links.event())),
    ("事项.依据", |facts| {
        text(facts.links.event()?.basis.as_ref())
    }),
    ("原事项.日期", |facts| day(facts.links.origin())),
    ("原事项.期限", |facts| deadline(facts.links.origin())),
    ("原文书.文号", |facts| {
        text(facts.links.original_paper()?.number.as_ref())
    }),
    ("原文书.日期", |facts| {
        let date = facts.links.original_paper()?.date?;
        Some(Datum::Date(date.0))
    }),
    ("送达.方式", |facts| {
        text(facts.links.service()?.method.as_ref())
    }),
    ("送达.受送达人", served_on),
    ("送达.收件人", |facts| {
        text(facts.links.service()?.recipient.as_ref())
    }),
    ("送达.收到日期", |facts| {
        facts
            .links
            .service()?
            .received
            .map(|day| Datum::Date(day.0))
    }),
    ("送达.地点", |facts| {
        text(facts.links.service()?.place.as_ref())
    }),
    ("送达.时间", |facts| {
        facts.links.service()?.start.map(moment_datum)
    }),
    ("送达.文书", served),
    ("送达.拒收事由", |facts| {
        text(facts.links.service()?.reason.as_ref())
    }),
    ("送达.见证人", |facts| {
        text(facts.links.service()?.witness.as_ref()?.name.as_ref())
    }),
    ("送达.见证人单位", |facts| {
        text(facts.links.service()?.witness.as_ref()?.unit.as_ref())
    }),
    ("送达.受托机关", |facts| {
        text(facts.links.service()?.entrusted.as_ref())
    }),
    ("决定书.名称", |facts| {
        Some(Datum::Text(title(facts.links.decision()?.0).to_owned()))
    }),
    ("决定书.文号", |facts| {
        text(facts.links.decision()?.0.number.as_ref())
    }),
    ("决定书.送达日期", |facts| {
        facts
            .links
            .decision()?
            .1
            .received
            .map(|day| Datum::Date(day.0))
    }),
    ("母件.名称", |facts| {
        Some(Datum::Text(title(facts.links.parent()?).to_owned()))
    }),
    ("母件.文号", |facts| {
        text(facts.links.parent()?.number.as_ref())
    }),
];

/// The title under which a record is known.
pub(super) fn title(record: &Record) -> &str {
    record.title.as_ref().unwrap_or(&record.kind)
}

fn text(text: Option<&String>) -> Option<Datum> {
    text.map(|text| Datum::Text(text.clone()))
}

fn day(event: Option<&Event>) -> Option<Datum> {
    event?.start.map(|start| Datum::Date(start.date()))
}

fn deadline(event: Option<&Event>) -> Option<Datum> {
    event?.deadline.map(|term| Datum::Date(term.date()))
}

fn list(texts: &[String]) -> Option<Datum> {
    let items = texts.iter().cloned().map(Datum::Text).collect();
    (!texts.is_empty()).then_some(Datum::List(items))
}

fn names(facts: &CaseFacts<'_>) -> Option<Datum> {
    match facts.links.named_parties() {
        [] => joined(facts, |party| &party.name),
        named => list(named),
    }
}

/// The kind of the parties, where it is the same for all.
fn kind(facts: &CaseFacts<'_>) -> Option<Datum> {
    let parties = facts.links.parties();
    let first = parties.first()?.kind.as_ref();
    let same = parties.iter().all(|party| party.kind.as_ref() == first);
    text(first.filter(|_| same))
}

fn joined(facts: &CaseFacts<'_>, part: fn(&Party) -> &Option<String>) -> Option<Datum> {
    let parts: Vec<_> = facts
        .links
        .parties()
        .into_iter()
        .filter_map(|party| part(party).clone())
        .collect();
    list(&parts)
}

/// Each party, where there are several.
fn parties(facts: &CaseFacts<'_>) -> Option<Datum> {
    let parties = facts.links.parties();
    let row = |party: &&Party| {
        row([
            ("名称", party.name.as_ref()),
            ("类型", party.kind.as_ref()),
            ("证件号码", party.identifier.as_ref()),
            ("法定代表人", party.representative.as_ref()),
            ("住址", party.address.as_ref()),
            ("电话", party.phone.as_ref()),
        ])
    };
    (parties.len() > 1).then(|| Datum::Rows(parties.iter().map(row).collect()))
}

type Row = Vec<(String, Datum)>;

fn row<const N: usize>(cells: [(&str, Option<&String>); N]) -> Row {
    let filled = cells
        .into_iter()
        .filter_map(|(name, cell)| Some((name.to_owned(), text(cell)?)));
    filled.collect()
}

fn officer(officer: &Officer) -> Row {
    row([
        ("姓名", officer.name.as_ref()),
        ("执法证号", officer.certificate.as_ref()),
        ("角色", officer.role.as_ref()),
    ])
}

fn table(rows: impl Iterator<Item = Row>) -> Option<Datum> {
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then_some(Datum::Rows(rows))
}

/// The officers of the event, with what the case or the register knows of them; those of the case
/// where the event names none.
fn event_officers(facts: &CaseFacts<'_>) -> Option<Datum> {
    let case = &facts.links.case.officers;
    let named = facts
        .links
        .event()
        .map(|event: &Event| event.officers.as_slice());
    let named = named.unwrap_or_default();
    if named.is_empty() {
        return table(case.iter().map(officer));
    }
    let known = |name: &String| {
        case.iter()
            .chain(&facts.workspace.officers)
            .find(|known| known.name.as_ref() == Some(name))
    };
    table(named.iter().map(|name| match known(name) {
        Some(known) => officer(known),
        None => row([("姓名", Some(name))]),
    }))
}

/// Whom the service reached; left out, the only party that the papers concern.
fn served_on(facts: &CaseFacts<'_>) -> Option<Datum> {
    let service = facts.links.service()?;
    list(&service.to).or_else(|| match facts.links.parties().as_slice() {
        [only] => text(only.name.as_ref()),
        _ => None,
    })
}

fn served(facts: &CaseFacts<'_>) -> Option<Datum> {
    let rows = facts.links.served().into_iter().map(|record| {
        let mut row = row([
            ("名称", record.title.as_ref().or(Some(&record.kind))),
            ("文号", record.number.as_ref()),
        ]);
        row.push(("份数".to_owned(), Datum::Integer(COPIES)));
        row
    });
    table(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_that_a_template_may_ask_has_a_source() {
        for fact in crate::document::FACTS {
            let found = SOURCES
                .iter()
                .filter(|(name, _)| *name == fact.name)
                .count();
            assert_eq!(found, 1, "{}", fact.name);
        }
    }
}
