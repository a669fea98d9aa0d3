//! Which records may leave the agency: a list of what may, never of what may not (articles 31, 32).

use std::collections::BTreeMap;

use super::event::{Approval, Given, Withheld};
use super::guard::{Guard, Kept, Weight};
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
    /// Every file of the case that stays, asked for or not.
    pub(super) guard: Guard<'a>,
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
    /// There is a redacted or edited copy of it, and it was not released by name.
    Original(String),
    /// It could leave only by name when the request was approved, and was made open since.
    Opened,
    /// Its file is another than the one that was released.
    Changed,
    /// Its file is the same as one that stays.
    SameAs(String),
    /// In its file is one that stays.
    Holds(String),
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
            Self::Original(copy) => format!("是 {copy} 的原件，须在批准时点名"),
            Self::Opened => "批准时只有点名才能给，批准以后才改的，须另行申请、批准".to_owned(),
            Self::Changed => "批准以后换过文件".to_owned(),
            Self::SameAs(other) => format!("文件与不能给的 {other} 相同"),
            Self::Holds(other) => format!("文件里面含有不能给的 {other}"),
        }
    }

    /// Whether it can be overcome by a release by name alone.
    fn asks_a_name(&self) -> bool {
        matches!(
            self,
            Self::Classified(_) | Self::Inner | Self::Original(_) | Self::Opened
        )
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

/// Sorts what a request asks for, under its approval where there is one. Reads files of the case
/// that could be the same as one that may leave.
#[must_use]
pub fn sort<'a>(
    case: &'a Opened,
    scope: Option<&[String]>,
    approval: Option<&'a Approval>,
) -> Sorted<'a> {
    let terms = Terms::of(case, approval);
    let records = case.manifest.case.records.iter();
    let judged: Vec<_> = records
        .map(|record| (record, terms.judge(record)))
        .collect();
    let stay = judged.iter().filter_map(|(record, verdict)| {
        let reason = verdict.as_ref().err()?;
        Some(Kept::record(record, weight(case, record, reason)))
    });
    let guard = Guard::new(case, stay.collect(), terms.held);
    let mut sorted = Sorted::default();
    for (record, verdict) in judged {
        if scope.is_some_and(|scope| !scope.contains(&record.id)) {
            continue;
        }
        let verdict = verdict.and_then(|permit| {
            let same = guard
                .same_as(case, &permit)
                .find(|kept| !terms.overcomes(&permit, kept));
            same.map_or(Ok(permit), |kept| Err(Reason::SameAs(kept.label.clone())))
        });
        match verdict {
            Ok(permit) => sorted.permitted.push(permit),
            Err(reason) => sorted.withheld.push((record, reason)),
        }
    }
    sorted.guard = guard;
    sorted
}

/// What could leave only by name and is not named, as it is now.
pub(super) fn held(case: &Opened, approval: &Approval) -> Vec<Given> {
    let terms = Terms::of(case, Some(approval));
    let records = case.manifest.case.records.iter();
    let held = records.filter(|record| match terms.judge(record) {
        Err(reason) => reason.asks_a_name() || reason == Reason::StateSecret,
        Ok(_) => false,
    });
    let given = held.map(|record| Given {
        id: record.id.clone(),
        sha256: record.sha256.clone().unwrap_or_default(),
    });
    given.collect()
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

/// What an approval allows of a case.
pub(super) struct Terms<'a> {
    case: &'a Opened,
    release: &'a [Given],
    held: &'a [Given],
}

impl<'a> Terms<'a> {
    /// The terms of an approval; of none, nothing leaves by name.
    pub(super) fn of(case: &'a Opened, approval: Option<&'a Approval>) -> Self {
        Self {
            case,
            release: approval.map(|it| it.release.as_slice()).unwrap_or_default(),
            held: approval.map(|it| it.held.as_slice()).unwrap_or_default(),
        }
    }

    /// Whether a record may leave, its bytes left aside.
    fn judge(&self, record: &'a Record) -> Result<Permit<'a>, Reason> {
        let permit = never(self.case, record)?;
        if let Some(given) = self.release.iter().find(|given| given.id == record.id) {
            return if given.sha256.eq_ignore_ascii_case(permit.sha256) {
                Ok(permit)
            } else {
                Err(Reason::Changed)
            };
        }
        match only_by_name(self.case, record) {
            Some(reason) => Err(reason),
            None if self.held.iter().any(|held| held.id == record.id) => Err(Reason::Opened),
            None => Ok(permit),
        }
    }

    /// Whether a release by name outweighs that the same bytes stay under another name. Who names
    /// an open record has not named the secret that is the same.
    pub(super) fn overcomes(&self, permit: &Permit<'_>, kept: &Kept<'_>) -> bool {
        let is_named = self.release.iter().any(|it| it.id == permit.record.id);
        is_named
            && match kept.weight {
                Weight::Spent => true,
                Weight::ByName => only_by_name(self.case, permit.record).is_some(),
                Weight::Never => false,
            }
    }
}

/// Why a record leaves only when it is released by name.
fn only_by_name(case: &Opened, record: &Record) -> Option<Reason> {
    let class = record.classification.as_deref();
    if let Some(class) = class.filter(|class| *class != OPEN) {
        return Some(Reason::Classified(class.to_owned()));
    }
    if volume::is_inner(record, volume::document(case, &record.kind)) {
        return Some(Reason::Inner);
    }
    let records = &case.manifest.case.records;
    let copy = records
        .iter()
        .find(|it| it.derived_from.as_deref() == Some(record.id.as_str()));
    copy.map(|copy| Reason::Original(copy.id.clone()))
}

/// How much it takes to let the bytes of a record that stays leave under another name. A secret
/// that is also a draft or void is a secret.
fn weight(case: &Opened, record: &Record, reason: &Reason) -> Weight {
    if record.classification.as_deref() == Some(STATE_SECRET) || *reason == Reason::Unclassified {
        Weight::Never
    } else if reason.asks_a_name() || only_by_name(case, record).is_some() {
        Weight::ByName
    } else {
        Weight::Spent
    }
}
