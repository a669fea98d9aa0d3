//! The register of 文号: which were given, in the series of each kind of paper and year, with what
//! is missing in between and what was given twice.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::Datelike as _;
use rayon::prelude::*;

use super::pattern::Pattern;
use super::{is_numbered, read};
use crate::case::{Case, Record};
use crate::check::bearers;
use crate::rulebook::{Catalogue, fold};
use crate::task::error::Failure;
use crate::task::find;
use crate::task::open::Library;
use crate::workspace::Workspace;

/// The 文号 of many cases.
#[derive(Debug, Default)]
pub struct Register {
    /// The series, by workspace, year and pattern.
    pub series: Vec<Series>,
    /// Cases that could not be read, and whose numbers are not in the register.
    pub unreadable: Vec<Failure>,
}

/// The numbers of one pattern and year.
#[derive(Clone, Debug)]
pub struct Series {
    /// The pattern with all filled in but the running number, `{n}`; none: numbers in no order.
    pub pattern: Option<String>,
    /// The year; none where the numbers do not say it.
    pub year: Option<i32>,
    /// The 文书 that bear these numbers.
    pub documents: Vec<String>,
    /// The numbers in their order.
    pub entries: Vec<Entry>,
    /// The running numbers that nobody has, first and last of each gap.
    pub gaps: Vec<(u64, u64)>,
}

/// A number that was given.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The number as written.
    pub number: String,
    /// Its running number.
    pub running: Option<u64>,
    /// The number of the case.
    pub case: String,
    /// The directory of the case.
    pub path: PathBuf,
    /// The title of the case.
    pub case_title: String,
    /// The record.
    pub record: String,
    /// Its 文书.
    pub kind: String,
    /// Its own title.
    pub title: Option<String>,
    /// The day that it bears.
    pub date: Option<chrono::NaiveDate>,
    /// Its state.
    pub state: String,
    /// Whether it is void.
    pub is_void: bool,
    /// Whether another paper in force has the number.
    pub is_double: bool,
}

impl Register {
    /// Reads the numbers of these cases.
    ///
    /// # Errors
    /// A workspace or its rulebook that cannot be read.
    pub fn of(library: &Library, dirs: &[PathBuf]) -> Result<Self, Failure> {
        let mut by_workspace: BTreeMap<Option<PathBuf>, Vec<&PathBuf>> = BTreeMap::new();
        for dir in dirs.iter().filter(|dir| !find::is_packed(dir)) {
            by_workspace
                .entry(find::workspace_of(dir))
                .or_default()
                .push(dir);
        }
        let mut register = Self::default();
        for (place, dirs) in by_workspace {
            let workspace = library.workspace(place.as_deref())?;
            let near = place.as_deref().unwrap_or_else(|| Path::new("."));
            let rulebook = library.rulebook_near(near)?;
            let desk = Desk {
                workspace: &workspace,
                catalogue: &rulebook.catalogue,
            };
            register.add(&desk, &dirs);
        }
        Ok(register)
    }

    fn add(&mut self, desk: &Desk<'_>, dirs: &[&PathBuf]) {
        let read: Vec<_> = dirs
            .par_iter()
            .map(|dir| read(dir).map(|manifest| desk.entries(dir, &manifest.case)))
            .collect();
        let mut all: BTreeMap<Key, Vec<Entry>> = BTreeMap::new();
        for one in read {
            match one {
                Ok(entries) => {
                    for (key, entry) in entries {
                        all.entry(key).or_default().push(entry);
                    }
                }
                Err(failure) => self.unreadable.push(failure),
            }
        }
        let series = all.into_iter().map(|(key, entries)| key.series(entries));
        self.series.extend(series);
    }

    /// The numbers that several papers in force have, with these papers.
    #[must_use]
    pub fn doubles(&self) -> Vec<(String, Vec<&Entry>)> {
        let mut found = Vec::new();
        for series in &self.series {
            let mut same: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
            for entry in series.entries.iter().filter(|entry| entry.is_double) {
                same.entry(fold(&entry.number)).or_default().push(entry);
            }
            let named = same.into_values().filter_map(|entries| {
                let number = entries.first()?.number.clone();
                Some((number, entries))
            });
            found.extend(named);
        }
        found
    }
}

/// What a number is looked at with.
struct Desk<'a> {
    workspace: &'a Workspace,
    catalogue: &'a Catalogue,
}

/// Which series a number belongs to: its year, pattern, and, where it fits no pattern, its 文书.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    year: Option<i32>,
    pattern: Option<Pattern>,
    document: Option<String>,
}

impl Desk<'_> {
    fn entries(&self, dir: &Path, case: &Case) -> Vec<(Key, Entry)> {
        let agency = self.workspace.agency_of(&case.head);
        let in_force = bearers(case, agency, |record| !record.is_void());
        let in_force = in_force
            .into_iter()
            .flat_map(|bearers| std::iter::once(bearers.owner).chain(bearers.others))
            .filter_map(|at| case.records.get(at));
        let void = case.records.iter();
        let void = void.filter(|record| record.is_void() && !record.is_anothers(agency));
        let all = in_force.chain(void).filter_map(|record| {
            let number = record
                .number
                .as_deref()
                .filter(|number| !fold(number).is_empty())?;
            let (key, running) = self.place(record, number)?;
            Some((key, entry(dir, case, record, (number, running))))
        });
        all.collect()
    }

    /// Where a number belongs; nowhere, where its paper is of a kind that gets none.
    fn place(&self, record: &Record, number: &str) -> Option<(Key, Option<u64>)> {
        let document = self.catalogue.get(&record.kind);
        let is_named = |name: &String| match document {
            Some(document) => self
                .catalogue
                .get(name)
                .is_some_and(|one| one.name == document.name),
            None => fold(name) == fold(&record.kind),
        };
        let is_named = self.workspace.numbering.keys().any(is_named);
        if document.is_some_and(|document| !is_numbered(document) && !is_named) {
            return None;
        }
        if let Some((year, pattern, running)) = self.configured(number).or_else(|| usual(number)) {
            let key = Key {
                year,
                pattern: Some(pattern),
                document: None,
            };
            return Some((key, Some(running)));
        }
        let name = document.map_or(&record.kind, |document| &document.name);
        let key = Key {
            year: record.date.map(|day| day.0.year()),
            pattern: None,
            document: Some(name.clone()),
        };
        Some((key, None))
    }

    /// The workspace's pattern that a number is of, with its year.
    fn configured(&self, number: &str) -> Option<(Option<i32>, Pattern, u64)> {
        let short = self.workspace.agency.short.as_deref();
        let years = years(number);
        self.workspace.numbering.values().find_map(|text| {
            let tried: Vec<_> = if text.contains("{year}") {
                years.iter().copied().map(Some).collect()
            } else {
                vec![None]
            };
            tried.into_iter().find_map(|year| {
                let pattern = Pattern::fill(text, short, year.unwrap_or_default()).ok()?;
                let running = pattern.running(number)?;
                Some((year, pattern.folded(), running))
            })
        })
    }
}

/// A number in the form of the standard, without a pattern of the workspace: `明工信罚〔2026〕12号`
/// (GB/T 9704-2012, 7.2.5).
fn usual(number: &str) -> Option<(Option<i32>, Pattern, u64)> {
    let folded = fold(number);
    let (before, running) = folded.strip_suffix('号')?.rsplit_once(')')?;
    let year = before.get(before.len().checked_sub(4)?..)?.parse().ok()?;
    let is_open = before.strip_suffix(&format!("({year}"))?;
    let ordinal = running.strip_prefix('第');
    let digits = ordinal.unwrap_or(running);
    let prefix = ordinal.map_or("", |_| "第");
    let pattern = Pattern::between(&format!("{is_open}({year}){prefix}"), "号");
    Some((Some(year), pattern, digits.parse().ok()?))
}

/// The years that a number may speak of.
fn years(number: &str) -> Vec<i32> {
    let folded = fold(number);
    let digits = folded.split(|c: char| !c.is_ascii_digit());
    let four = digits.filter(|digits| digits.len() == 4);
    four.filter_map(|digits| digits.parse().ok()).collect()
}

fn entry(dir: &Path, case: &Case, record: &Record, number: (&str, Option<u64>)) -> Entry {
    Entry {
        number: number.0.to_owned(),
        running: number.1,
        case: case.head.id.clone(),
        path: dir.to_owned(),
        case_title: case.head.title.clone(),
        record: record.id.clone(),
        kind: record.kind.clone(),
        title: record.title.clone(),
        date: record.date.map(|day| day.0),
        state: record.state().to_owned(),
        is_void: record.is_void(),
        is_double: false,
    }
}

impl Key {
    fn series(self, mut entries: Vec<Entry>) -> Series {
        entries.sort_by(|a, b| (a.running, &a.number).cmp(&(b.running, &b.number)));
        mark_doubles(&mut entries);
        let mut documents: Vec<_> = entries.iter().map(|entry| entry.kind.clone()).collect();
        documents.sort();
        documents.dedup();
        Series {
            gaps: gaps(entries.iter().filter_map(|entry| entry.running)),
            pattern: self.pattern.map(|pattern| pattern.with("{n}")),
            year: self.year,
            documents,
            entries,
        }
    }
}

fn mark_doubles(entries: &mut [Entry]) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !entry.is_void) {
        *count.entry(fold(&entry.number)).or_default() += 1;
    }
    for entry in entries.iter_mut().filter(|entry| !entry.is_void) {
        entry.is_double = count
            .get(&fold(&entry.number))
            .is_some_and(|count| *count > 1);
    }
}

/// What is missing from 1 on among running numbers in their order.
fn gaps(running: impl Iterator<Item = u64>) -> Vec<(u64, u64)> {
    let mut gaps = Vec::new();
    let mut next = 1;
    for number in running {
        if number > next {
            gaps.push((next, number - 1));
        }
        next = number.saturating_add(1);
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_what_lies_between_two_numbers_or_before_the_first() {
        for (running, want) in [
            (&[][..], &[][..]),
            (&[1, 2, 3], &[]),
            (&[3], &[(1, 2)]),
            (&[1, 1, 4, 9], &[(2, 3), (5, 8)]),
            (&[0, 2], &[(1, 1)]),
            (&[u64::MAX], &[(1, u64::MAX - 1)]),
        ] {
            assert_eq!(gaps(running.iter().copied()), want, "{running:?}");
        }
    }

    #[test]
    fn a_number_of_the_standard_s_form_has_a_year_and_a_running_number() {
        for (number, want) in [
            ("明工信罚〔2026〕12号", Some(("明工信罚〔2026〕{n}号", 12))),
            ("明工信罚[2026] 012 号", Some(("明工信罚〔2026〕{n}号", 12))),
            ("鉴字（2026）第31号", Some(("鉴字〔2026〕第{n}号", 31))),
            ("〔2026〕号", None),
            ("明工信罚2026-12", None),
            ("号", None),
            (")号", None),
            ("罚年份)1号", None),
        ] {
            let found = usual(number).map(|(_, pattern, running)| (pattern.with("{n}"), running));
            let want = want.map(|(pattern, running)| (pattern.to_owned(), running));
            assert_eq!(found, want, "{number}");
        }
    }
}
