//! A new draft, and a draft that is written anew.

use std::path::PathBuf;

use serde::Deserialize as _;
use toml::{Table, Value};

use crate::case::edit::Editor;
use crate::case::vocabulary::{DRAFT, WRITTEN};
use crate::case::{Event, Record};
use crate::check::quote;
use crate::document::Missing;
use crate::reading::message;
use crate::rulebook::{Document, Role, fold};
use crate::store::{Change, Source};
use crate::task::change::Session;
use crate::task::enter::Entry;
use crate::task::error::Failure;
use crate::task::open::Opened;

use super::file::document_path;
use super::missing::{by_hand, refused};
use super::paper::{Format, render};
use super::{Drafted, fields, links, record, redraw};

/// Which values may be left to the hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Blank {
    /// None but those that the template leaves: everything else must be there.
    #[default]
    None,
    /// These, by name or label.
    These(Vec<String>),
    /// All that is missing.
    All,
}

impl Blank {
    pub(super) fn allows(&self, missing: &Missing) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::These(names) => names
                .iter()
                .any(|name| *name == missing.name || *name == missing.label),
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The 文书 by name or alias; the id of a draft to write it anew.
    pub paper: String,
    /// Fields, `栏目=值`.
    pub set: Vec<String>,
    /// A TOML or JSON file of fields.
    pub from: Option<PathBuf>,
    /// What may be left to the hand.
    pub blank: Blank,
    /// The events that it documents.
    pub events: Vec<String>,
    /// The records whose service it proves.
    pub serves: Vec<String>,
    /// The record that it is attached to.
    pub attached_to: Option<String>,
    /// The record that it replaces.
    pub corrects: Option<String>,
    /// Whom it concerns.
    pub party: Vec<String>,
    /// A title of its own.
    pub title: Option<String>,
    /// A chosen id.
    pub id: Option<String>,
    /// The format of the file; of a draft that is written anew: as it was.
    pub format: Option<Format>,
}

/// Makes a record in draft with its file, or writes the draft of that id anew.
///
/// # Errors
/// A name or id that does not exist; everything missing, unless it may be left to the hand; a draft
/// that was edited by hand or issued; what the store refuses. Nothing is written then.
pub fn new_document(session: Session<'_>, order: &Order) -> Result<Drafted, Failure> {
    let is_known = |record: &Record| record.id == order.paper;
    if session.case.manifest.case.records.iter().any(is_known) {
        return redraw::again(session, order);
    }
    let case = &session.case;
    let document = writable(case, &order.paper)?;
    let mut notes = Vec::new();
    let links = Linked::of(case, document, order, &mut notes)?;
    let id = session.id(order.id.as_deref(), "R")?;
    let mut table = links.table(&id, document, order);
    table.insert(
        "fields".to_owned(),
        Value::Table(own_fields(case, document, order)?),
    );
    let planned = typed(&table)?;
    let format = order.format.unwrap_or_default();
    let paper = render(case, document, &planned, &order.blank, format)
        .map_err(|lack| refused(case, document, &planned, lack, &command(case, order)))?;
    let path = document_path(&case.dir, &id, title(document, &planned), format.ending());
    table.insert("path".to_owned(), path.as_str().into());
    if planned.fields.is_empty() {
        table.remove("fields");
    }
    notes.push(format!("文件：{}", case.dir.join(&path).display()));
    notes.extend(by_hand(&paper.by_hand));
    let name = document.name.clone();
    let change = Change::new("doc-new")
        .data("id", id.as_str())
        .data("type", name.as_str())
        .data("template", super::form::template(document))
        .evidence(Source::Bytes(paper.bytes), &path, false);
    let table = ordered(table);
    let step = move |editor: &mut Editor, _: &[_]| editor.append("record", &table);
    let done = session.carry_out(change, vec![(id, name)], Box::new(step))?;
    Ok(Drafted { done, notes })
}

/// The 文书 of that name, where it is one that is written.
pub(super) fn writable<'o>(case: &'o Opened, name: &str) -> Result<&'o Document, Failure> {
    let document = super::document(case.rulebook(), name)?;
    let what = format!("《{}》不由模板生成", document.name);
    if document.form != WRITTEN {
        let hint = format!(
            "anjuan add {} 文件 --type {}",
            quote(&case.label),
            quote(&document.name)
        );
        return Err(Failure::new(what)
            .because(format!("它是{}记录，应收录文件", document.form))
            .hint(hint));
    }
    if matches!(
        document.role,
        Some(Role::Cover | Role::Index | Role::ClosingNote)
    ) {
        let hint = format!("anjuan package {}", quote(&case.label));
        return Err(Failure::new(what).because("它在归档时自动生成").hint(hint));
    }
    Ok(document)
}

/// What a new record is linked to.
struct Linked {
    events: Vec<String>,
    serves: Vec<String>,
}

impl Linked {
    fn of(
        case: &Opened,
        document: &Document,
        order: &Order,
        notes: &mut Vec<String>,
    ) -> Result<Self, Failure> {
        let manifest = &case.manifest.case;
        let mut events: Vec<&Event> = Vec::new();
        for id in &order.events {
            events.push(event(case, id)?);
        }
        for id in order
            .serves
            .iter()
            .chain(&order.attached_to)
            .chain(&order.corrects)
        {
            record(case, id)?;
        }
        if let Some(unknown) = order.party.iter().find(|name| {
            !manifest
                .parties
                .iter()
                .any(|party| party.name.as_ref() == Some(name))
        }) {
            return Err(Failure::new(format!("案件没有当事人「{unknown}」")));
        }
        if events.is_empty()
            && let Some(usual) = usual_event(case, document, order)
        {
            notes.push(format!("关联事项 {}（{}）", usual.id, usual.kind));
            events.push(usual);
        }
        let serves = if links::is_proof(document) && order.serves.is_empty() {
            let served = events
                .iter()
                .flat_map(|event| event.documents.iter().cloned());
            served.collect()
        } else {
            order.serves.clone()
        };
        Ok(Self {
            events: events.iter().map(|event| event.id.clone()).collect(),
            serves,
        })
    }

    fn table(&self, id: &str, document: &Document, order: &Order) -> Table {
        Entry::new()
            .text("id", Some(id))
            .text("type", Some(&document.name))
            .text(
                "title",
                order
                    .title
                    .as_deref()
                    .or_else(|| printed_title(document, &order.paper)),
            )
            .text("state", Some(DRAFT))
            .text("corrects", order.corrects.as_deref())
            .texts("events", &self.events)
            .text("attached_to", order.attached_to.as_deref())
            .texts("serves", &self.serves)
            .texts("party", &order.party)
            .done()
    }
}

/// The event of a paper that names none. A proof that says what it serves is that of the only
/// service of these papers.
fn usual_event<'o>(case: &'o Opened, document: &Document, order: &Order) -> Option<&'o Event> {
    let manifest = &case.manifest.case;
    if order.serves.is_empty() {
        if order.attached_to.is_some() {
            return None;
        }
        return links::usual_event(manifest, case.rulebook(), document);
    }
    let hands_over = |event: &&Event| order.serves.iter().all(|id| event.documents.contains(id));
    let mut services = manifest.events.iter().filter(hands_over);
    match (services.next(), services.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

fn event<'o>(case: &'o Opened, id: &str) -> Result<&'o Event, Failure> {
    let events = &case.manifest.case.events;
    events.iter().find(|event| event.id == id).ok_or_else(|| {
        let known: Vec<_> = events
            .iter()
            .map(|event| format!("{} {}", event.id, event.kind))
            .collect();
        let known = if known.is_empty() {
            "（无）".to_owned()
        } else {
            known.join("、")
        };
        Failure::new(format!("{} 没有事项 {id}", case.label))
            .because(format!("事项有：{known}"))
            .hint(format!("anjuan event {} --help", quote(&case.label)))
    })
}

/// One list is printed under two titles: the one that was asked for, unless it is only a shorter
/// way to say the name.
fn printed_title<'a>(document: &Document, asked: &'a str) -> Option<&'a str> {
    let (name, asked_name) = (fold(&document.name), fold(asked));
    (document.role == Some(Role::List) && !name.contains(&asked_name)).then_some(asked)
}

/// The fields as given; a paper that replaces another begins with those of that one.
fn own_fields(case: &Opened, document: &Document, order: &Order) -> Result<Table, Failure> {
    let mut own = match &order.corrects {
        Some(id) => record(case, id)?.fields.clone(),
        None => Table::new(),
    };
    own.extend(fields::read(document, &order.set, order.from.as_deref())?);
    own.retain(|_, value| value.as_str() != Some(""));
    Ok(own)
}

/// The table as the manifest will have it.
fn typed(table: &Table) -> Result<Record, Failure> {
    let text = table.to_string();
    let wrong = |error: toml::de::Error| Failure::new(message(error.message()));
    Record::deserialize(toml::Deserializer::parse(&text).map_err(wrong)?).map_err(wrong)
}

/// The keys of a record in the order in which the manifest documents them.
fn ordered(mut table: Table) -> Table {
    let known = crate::case::keys::RECORD.iter().map(|key| key.name);
    known.filter_map(|name| table.remove_entry(name)).collect()
}

pub(super) fn title<'a>(document: &'a Document, record: &'a Record) -> &'a str {
    record.title.as_ref().unwrap_or(&document.name)
}

/// The command as it was given, without `--blank`.
pub(super) fn command(case: &Opened, order: &Order) -> String {
    let mut words = vec![
        "anjuan doc new".to_owned(),
        quote(&case.label),
        quote(&order.paper),
    ];
    let from = order.from.as_ref().map(|path| path.display().to_string());
    let lists = [
        ("--event", &order.events),
        ("--serves", &order.serves),
        ("--party", &order.party),
        ("--set", &order.set),
    ];
    let singles = [
        ("--attached-to", &order.attached_to),
        ("--corrects", &order.corrects),
        ("--title", &order.title),
        ("--from", &from),
        ("--id", &order.id),
    ];
    for (flag, value) in singles {
        words.extend(value.iter().map(|value| format!("{flag} {}", quote(value))));
    }
    for (flag, values) in lists {
        words.extend(
            values
                .iter()
                .map(|value| format!("{flag} {}", quote(value))),
        );
    }
    words.join(" ")
}
