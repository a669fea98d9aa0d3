//! Which records may leave the agency: a list of what may, never of what may not (articles 31, 32).

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Approval, Given, Withheld};
use crate::case::Record;
use crate::case::vocabulary::{OPEN, STATE_SECRET};
use crate::rulebook::Document;
use crate::task::archive::volume;
use crate::task::open::Opened;

/// A record that may leave.
#[derive(Clone, Copy, Debug)]
pub struct Permit<'a> {
    /// The record.
    pub record: &'a Record,
    /// What the catalogue says of its type.
    pub document: &'a Document,
    /// Its file, below the case directory.
    pub path: &'a str,
    /// The SHA-256 of its file.
    pub sha256: &'a str,
}

/// What is asked for, sorted.
#[derive(Clone, Debug, Default)]
pub struct Sorted<'a> {
    /// What may leave, in the order of the manifest.
    pub permitted: Vec<Permit<'a>>,
    /// What may not, and why, in the order of the manifest.
    pub withheld: Vec<(&'a Record, Reason)>,
}

/// Why a record may not leave.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is no final record; its state.
    NotFinal(String),
    /// It is a state secret.
    StateSecret,
    /// Nobody has said what class it has.
    Unclassified,
    /// The rulebook does not know its type.
    UnknownType,
    /// It is a page of the archive: cover, index, closing note.
    FrontMatter,
    /// Its file is not in the case directory, or has no digest.
    NoFile,
    /// Its class, and it was not released by name.
    Classified(String),
    /// It is in the inner volume, and was not released by name.
    Inner,
    /// Its file is another than the one that was released.
    Changed,
    /// Its file is the same as that of a record that may not leave.
    SameAs(String),
}

impl Reason {
    /// Why, in Chinese.
    #[must_use]
    pub fn told(&self) -> String {
        match self {
            Self::NotFinal(state) => format!("是{state}，不是定稿"),
            Self::StateSecret => format!("{STATE_SECRET}，一律不给"),
            Self::Unclassified => "没有标密级".to_owned(),
            Self::UnknownType => "规程没有这种文书".to_owned(),
            Self::FrontMatter => "是归档用的页".to_owned(),
            Self::NoFile => "案件目录中没有它的文件，或者没有散列".to_owned(),
            Self::Classified(class) => format!("{class}，须在批准时点名"),
            Self::Inner => "在副卷，须在批准时点名".to_owned(),
            Self::Changed => "批准以后换过文件".to_owned(),
            Self::SameAs(id) => format!("文件与不能给的 {id} 相同"),
        }
    }
}

impl Sorted<'_> {
    /// What may leave, as the log takes it down.
    #[must_use]
    pub fn given(&self) -> Vec<Given> {
        let given = self.permitted.iter().map(|permit| Given {
            id: permit.record.id.clone(),
            sha256: permit.sha256.to_owned(),
        });
        given.collect()
    }

    /// What may not, as the log takes it down.
    #[must_use]
    pub fn kept(&self) -> Vec<Withheld> {
        let kept = self.by_reason().into_iter().map(|(reason, ids)| Withheld {
            why: reason.told(),
            ids: ids.into_iter().map(str::to_owned).collect(),
        });
        kept.collect()
    }

    /// The ids of what may not leave, by reason.
    #[must_use]
    pub fn by_reason(&self) -> BTreeMap<&Reason, Vec<&str>> {
        let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (record, reason) in &self.withheld {
            groups.entry(reason).or_default().push(record.id.as_str());
        }
        groups
    }
}

/// Sorts what a request asks for, under its approval where there is one.
#[must_use]
pub fn sort<'a>(
    case: &'a Opened,
    scope: Option<&[String]>,
    approval: Option<&Approval>,
) -> Sorted<'a> {
    let release = approval.map(|it| it.release.as_slice()).unwrap_or_default();
    let guarded = guarded_files(case, release);
    let mut sorted = Sorted::default();
    for record in &case.manifest.case.records {
        if scope.is_some_and(|scope| !scope.contains(&record.id)) {
            continue;
        }
        match permit(case, record, release, &guarded) {
            Ok(permit) => sorted.permitted.push(permit),
            Err(reason) => sorted.withheld.push((record, reason)),
        }
    }
    sorted
}

/// Why a record cannot be released, not even by name.
pub(super) fn never<'a>(case: &'a Opened, record: &'a Record) -> Result<Permit<'a>, Reason> {
    if !record.is_final() {
        return Err(Reason::NotFinal(record.state().to_owned()));
    }
    match record.classification.as_deref() {
        None => return Err(Reason::Unclassified),
        Some(STATE_SECRET) => return Err(Reason::StateSecret),
        Some(_) => {}
    }
    let document = volume::document(case, &record.kind).ok_or(Reason::UnknownType)?;
    if document.role.is_some_and(volume::is_front_matter) {
        return Err(Reason::FrontMatter);
    }
    match (&record.path, &record.sha256) {
        (Some(path), Some(sha256)) => Ok(Permit {
            record,
            document,
            path,
            sha256,
        }),
        _ => Err(Reason::NoFile),
    }
}

/// Why a record leaves only when it is released by name.
fn only_by_name(record: &Record, document: &Document) -> Option<Reason> {
    let class = record.classification.as_deref();
    if let Some(class) = class.filter(|class| *class != OPEN) {
        return Some(Reason::Classified(class.to_owned()));
    }
    volume::is_inner(record, Some(document)).then_some(Reason::Inner)
}

fn permit<'a>(
    case: &'a Opened,
    record: &'a Record,
    release: &[Given],
    guarded: &Guarded<'_>,
) -> Result<Permit<'a>, Reason> {
    let permit = never(case, record)?;
    match release.iter().find(|given| given.id == record.id) {
        Some(given) if !given.sha256.eq_ignore_ascii_case(permit.sha256) => {
            return Err(Reason::Changed);
        }
        Some(_) => return Ok(permit),
        None => {}
    }
    if let Some(reason) = only_by_name(record, permit.document) {
        return Err(reason);
    }
    // The same bytes under an open name would give away what is withheld under another.
    match guarded.get(&permit.sha256.to_ascii_lowercase()) {
        Some(other) => Err(Reason::SameAs((*other).to_owned())),
        None => Ok(permit),
    }
}

/// By digest, a record that has such a file.
type Guarded<'a> = BTreeMap<String, &'a str>;

/// The records whose files must not leave under another record's name. Those that
/// somebody classified and nobody released, and the originals of redacted copies.
fn guarded_files<'a>(case: &'a Opened, release: &[Given]) -> Guarded<'a> {
    let records = &case.manifest.case.records;
    let originals: BTreeSet<_> = records
        .iter()
        .filter_map(|record| record.derived_from.as_deref())
        .collect();
    let is_guarded = |record: &&Record| {
        let class = record.classification.as_deref();
        let is_secret = class.is_some_and(|class| class != OPEN);
        let is_unread_original = class.is_none() && originals.contains(record.id.as_str());
        let is_released = release.iter().any(|given| given.id == record.id);
        (is_secret || is_unread_original) && !is_released
    };
    let guarded = records.iter().filter(is_guarded).filter_map(|record| {
        let sha256 = record.sha256.as_ref()?.to_ascii_lowercase();
        Some((sha256, record.id.as_str()))
    });
    guarded.collect()
}
