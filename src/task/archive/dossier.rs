//! Everything that the derived pages of a package are made of.

use chrono::NaiveDate;

use super::carried::Carried;
use super::formats::Starts;
use super::journal::Head;
use super::volume::{Item, Part};
use super::{Forced, pages, volume};
use crate::case::{Archive, Record};
use crate::finding::CaseReport;
use crate::rulebook::Role;
use crate::task::open::Opened;

/// A case that may be packed, with what is derived from it.
#[derive(Debug)]
pub(in crate::task) struct Dossier<'a> {
    pub(super) case: &'a Opened,
    pub(super) archive: &'a Archive,
    /// The day of filing.
    pub(super) date: NaiveDate,
    /// 立档单位.
    pub(super) agency: &'a str,
    pub(super) parts: Vec<Part<'a>>,
    pub(super) head: &'a Head,
    pub(super) report: &'a CaseReport,
    pub(super) forced: Option<&'a Forced>,
    pub(super) carried: &'a Carried,
    pub(super) starts: &'a Starts,
    /// Whether the package lists SM3 digests too.
    pub(super) sm3: bool,
}

/// What a dossier is made of beside its case.
#[derive(Clone, Copy, Debug)]
pub(in crate::task) struct Material<'a> {
    /// Where the journal that goes along stands.
    pub(in crate::task) head: &'a Head,
    /// The check as of the day of filing.
    pub(in crate::task) report: &'a CaseReport,
    /// Who packs in spite of findings.
    pub(in crate::task) forced: Option<&'a Forced>,
    /// The workspace and the rulebooks.
    pub(in crate::task) carried: &'a Carried,
    /// The first bytes of the case's files.
    pub(in crate::task) starts: &'a Starts,
    /// Whether the package lists SM3 digests too.
    pub(in crate::task) sm3: bool,
}

impl<'a> Dossier<'a> {
    /// The dossier of a case; none where it says not when or for which agency it is filed.
    pub(in crate::task) fn new(case: &'a Opened, material: Material<'a>) -> Option<Self> {
        let archive = case.manifest.case.archive.as_ref()?;
        let (date, agency) = (archive.date?.0, super::agency(case)?);
        let parts = volume::arrange(case);
        let Material {
            head,
            report,
            forced,
            carried,
            starts,
            sm3,
        } = material;
        Some(Self {
            case,
            archive,
            date,
            agency,
            parts,
            head,
            report,
            forced,
            carried,
            starts,
            sm3,
        })
    }

    /// What the rulebook calls one of the derived pages.
    pub(super) fn name(&self, role: Role) -> &'a str {
        let mut books = self.case.rulebooks.iter();
        let named = books.find_map(|book| book.catalogue.with_role(role));
        named.map_or_else(|| fallback(role), |document| &document.name)
    }

    /// 责任者: the record's own, else the agency.
    pub(super) fn author<'s>(&'s self, item: &Item<'s>) -> &'s str {
        item.record.author.as_deref().unwrap_or(self.agency)
    }

    /// How many items the file has.
    pub(super) fn items(&self) -> usize {
        self.parts.iter().map(|part| part.items.len()).sum()
    }

    /// The pages of all papers; none where one is not known.
    pub(super) fn pages(&self) -> Option<u64> {
        let papers = self.parts.iter().filter(|part| part.paged);
        papers
            .map(|part| pages::total(&part.items.iter().map(|i| i.record).collect::<Vec<_>>()))
            .sum()
    }

    /// The papers whose pages are not known.
    pub(super) fn without_pages(&self) -> Vec<&'a Record> {
        let items = self
            .parts
            .iter()
            .filter(|part| part.paged)
            .flat_map(|part| &part.items);
        let records = items.map(|item| item.record);
        records
            .filter(|record| record.pages.is_none_or(|pages| pages == 0))
            .collect()
    }
}

/// The name of a derived page under a rulebook that has none.
fn fallback(role: Role) -> &'static str {
    match role {
        Role::Cover => "cover",
        Role::Index => "index",
        _ => "note",
    }
}

/// A day as people write it.
pub(super) fn long_date(date: NaiveDate) -> String {
    date.format("%Y年%-m月%-d日").to_string()
}
