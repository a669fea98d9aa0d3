//! What the case file consists of: the records in their order, with their pages.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::pages::{self, Pages};
use crate::case::Record;
use crate::case::vocabulary::{PAPER_LOCATION, Stage, VOLUMES, WRITTEN};
use crate::rulebook::{Document, Role};
use crate::task::open::Opened;

/// One part of a case file, numbered by itself.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) title: &'static str,
    /// Whether its items are papers, which have page numbers.
    pub(super) paged: bool,
    pub(super) items: Vec<Item<'a>>,
}

/// One item of a case file.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    pub(super) record: &'a Record,
    pub(super) pages: Pages,
}

impl Item<'_> {
    /// 题名: the record's own title, else the name of its kind.
    pub(super) fn title(&self) -> &str {
        self.record.title.as_deref().unwrap_or(&self.record.kind)
    }

    /// The day it bears; a recording's is that of its beginning.
    pub(super) fn date(&self) -> Option<NaiveDate> {
        date(self.record)
    }

    /// 日期 in 8 digits, as DA/T 22 writes it; empty where it is not known.
    pub(super) fn date_digits(&self) -> String {
        self.date()
            .map(|date| date.format("%Y%m%d").to_string())
            .unwrap_or_default()
    }

    /// 备注: its state, its class and where it is kept.
    pub(super) fn remarks(&self) -> String {
        let record = self.record;
        let mut remarks = Vec::new();
        if record.is_void() {
            let reason = record
                .reason
                .as_deref()
                .map(|reason| format!("（{reason}）"));
            remarks.push(format!("{}{}", record.state(), reason.unwrap_or_default()));
        }
        let looked_at = crate::case::vocabulary::CLASSIFICATIONS.last().copied();
        let class = record
            .classification
            .as_deref()
            .filter(|class| Some(*class) != looked_at);
        remarks.extend(class.map(str::to_owned));
        if record.volume.as_deref() == VOLUMES.last().copied() && self.pages == Pages::None {
            remarks.extend(record.volume.clone());
        }
        if record.path.is_none() {
            let place = record
                .location
                .as_deref()
                .map(|place| format!("另存：{place}"));
            remarks.push(place.unwrap_or_else(|| "没有文件".to_owned()));
        }
        remarks.join("；")
    }
}

/// The parts of the case file in the order `procedural`: the stages of article 3, within them the
/// catalogue's order, the date and the order of the manifest; what is attached to a paper or
/// proves its service directly behind it; recordings and data after the papers of 正卷; 副卷 last,
/// with its own numbers. Drafts are no part of it, nor are cover, index and closing note.
pub(super) fn arrange(case: &Opened) -> Vec<Part<'_>> {
    let mut rows: [Vec<Row<'_>>; 3] = Default::default();
    for (at, record) in case.manifest.case.records.iter().enumerate() {
        let document = document(case, &record.kind);
        let role = document.and_then(|document| document.role);
        if record.is_draft() || role.is_some_and(is_front_matter) {
            continue;
        }
        let row = Row {
            record,
            role,
            key: key(case, at, record, document),
        };
        let place = match (is_paper(record, document), is_inner(record, document)) {
            (true, false) => 0,
            (false, _) => 1,
            (true, true) => 2,
        };
        if let Some(rows) = rows.get_mut(place) {
            rows.push(row);
        }
    }
    let titles = [
        (VOLUMES.first(), true),
        (None, false),
        (VOLUMES.last(), true),
    ];
    let parts = titles
        .into_iter()
        .zip(rows)
        .filter(|(_, rows)| !rows.is_empty());
    parts
        .map(|((title, paged), rows)| {
            let records = in_order(case, rows);
            let pages = if paged {
                pages::number(&records)
            } else {
                Vec::new()
            };
            let pages = pages.into_iter().chain(std::iter::repeat(Pages::None));
            let items = records.into_iter().zip(pages);
            Part {
                title: title.copied().unwrap_or("音像记录和电子数据"),
                paged,
                items: items
                    .map(|(record, pages)| Item { record, pages })
                    .collect(),
            }
        })
        .collect()
}

/// The catalogue's entry of a 文书, in the first rulebook that knows it.
pub(in crate::task) fn document<'a>(case: &'a Opened, kind: &str) -> Option<&'a Document> {
    case.rulebooks
        .iter()
        .find_map(|rulebook| rulebook.catalogue.get(kind))
}

/// Whether a 文书 is a page that packing makes.
pub(in crate::task) fn is_front_matter(role: Role) -> bool {
    matches!(role, Role::Cover | Role::Index | Role::ClosingNote)
}

/// Whether a record is in the inner volume: its own word, else the catalogue's.
pub(in crate::task) fn is_inner(record: &Record, document: Option<&Document>) -> bool {
    let volume = record
        .volume
        .as_deref()
        .or_else(|| Some(document?.volume.as_str()));
    volume.is_some() && volume == VOLUMES.last().copied()
}

/// Whether a record is a paper of the file.
fn is_paper(record: &Record, document: Option<&Document>) -> bool {
    let form = record
        .form
        .as_deref()
        .or_else(|| Some(document?.form.as_str()));
    form.is_none_or(|form| form == WRITTEN)
        || record
            .location
            .as_ref()
            .is_some_and(|place| place.starts_with(PAPER_LOCATION))
}

/// Stage, place in the catalogue, date, place in the manifest.
type Key = (Option<Stage>, i64, Option<NaiveDate>, usize);

struct Row<'a> {
    record: &'a Record,
    role: Option<Role>,
    key: Key,
}

fn key(case: &Opened, at: usize, record: &Record, document: Option<&Document>) -> Key {
    let stage = document.map_or_else(|| stage_of_event(case, record), |d| Some(d.stage));
    let stage = stage.or(Some(Stage::LAST));
    (
        stage,
        document.map_or(i64::MAX, |document| document.order),
        date(record),
        at,
    )
}

/// A record that no catalogue knows stands in the stage of its event.
fn stage_of_event(case: &Opened, record: &Record) -> Option<Stage> {
    let id = record.events.first()?;
    let event = case
        .manifest
        .case
        .events
        .iter()
        .find(|event| event.id == *id)?;
    case.rulebooks
        .iter()
        .find_map(|rulebook| rulebook.event(&event.kind))
        .map(|kind| kind.stage)
}

/// The day that a record bears; a recording's is that of its beginning.
pub(in crate::task) fn date(record: &Record) -> Option<NaiveDate> {
    let begun = || record.media.as_ref()?.start.map(crate::case::Moment::date);
    record.date.map(|day| day.0).or_else(begun)
}

/// Sorts rows, each one's followers directly behind it.
fn in_order<'a>(case: &'a Opened, mut rows: Vec<Row<'a>>) -> Vec<&'a Record> {
    rows.sort_by_key(|row| row.key);
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.record.id.as_str()).collect();
    let mut followers: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    let mut roots = Vec::new();
    for row in &rows {
        match parent(case, row).filter(|id| ids.contains(id)) {
            Some(id) => followers.entry(id).or_default().push(row.record),
            None => roots.push(row.record),
        }
    }
    let mut done = BTreeSet::new();
    let mut ordered = Vec::new();
    // what hangs on itself in a ring has no root, and still belongs to the file
    for record in roots.into_iter().chain(rows.iter().map(|row| row.record)) {
        follow(record, &followers, &mut done, &mut ordered);
    }
    ordered
}

fn follow<'a>(
    first: &'a Record,
    followers: &BTreeMap<&str, Vec<&'a Record>>,
    done: &mut BTreeSet<&'a str>,
    ordered: &mut Vec<&'a Record>,
) {
    let mut waiting = vec![first];
    while let Some(record) = waiting.pop() {
        if !done.insert(&record.id) {
            continue;
        }
        ordered.push(record);
        let behind = followers
            .get(record.id.as_str())
            .map_or(&[][..], Vec::as_slice);
        waiting.extend(behind.iter().rev());
    }
}

/// The record that a record stands behind.
fn parent<'a>(case: &'a Opened, row: &Row<'a>) -> Option<&'a str> {
    let record = row.record;
    let own = record
        .attached_to
        .as_deref()
        .or(record.derived_from.as_deref());
    own.or_else(|| record.serves.first().map(String::as_str))
        .or_else(|| {
            let proves = [Role::ServiceProof, Role::PostalReceipt, Role::NoticeProof];
            row.role.filter(|role| proves.contains(role))?;
            let events = case.manifest.case.events.iter();
            let mut services = events.filter(|event| record.events.contains(&event.id));
            services
                .find_map(|event| event.documents.first())
                .map(String::as_str)
        })
}

/// The records that are drafts, which no case file holds.
pub(super) fn drafts(case: &Opened) -> Vec<&Record> {
    case.manifest
        .case
        .records
        .iter()
        .filter(|record| record.is_draft())
        .collect()
}
