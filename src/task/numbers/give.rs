//! Giving a 文号: the next one of a pattern, or one by hand that nobody else has.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Deserialize as _;
use toml::Table;

use super::pattern::Pattern;
use super::{is_numbered, read};
use crate::case::{Case, Record};
use crate::check::{kin, quote};
use crate::rulebook::{Document, fold};
use crate::store::{self, Actor, Numbers};
use crate::task::error::Failure;
use crate::task::find;
use crate::task::open::Opened;
use crate::task::reader;

/// The numbers of the workspace of a case, held while one of them is given.
///
/// While it is held nobody else who holds it finds the same number free. A case without a
/// workspace has its numbers for itself, and its own lock is enough.
#[derive(Debug)]
pub struct Held {
    numbers: Numbers,
    workspace: PathBuf,
}

/// Holds the numbers of the workspace in which a case lies. Taken before the case itself.
///
/// # Errors
/// Someone else who gives one for longer than one waits; what the system says.
pub fn hold(place: &Path, actor: &Actor) -> Result<Option<Held>, Failure> {
    let Some(workspace) = find::workspace_of(place) else {
        return Ok(None);
    };
    let numbers = store::numbers(&workspace, actor).map_err(|error| reader::failure(&error))?;
    Ok(Some(Held { numbers, workspace }))
}

impl Held {
    /// What a person should know where the numbers could not be held.
    #[must_use]
    pub fn remark(&self) -> Option<String> {
        let workspace = find::relative(&self.workspace);
        (!self.numbers.is_held()).then(|| {
            format!(
                "工作区 {} 只能读，无法加锁：同时编号的别人可能得到同一个文号，请用 anjuan list --numbers 核对",
                workspace.display()
            )
        })
    }
}

/// The next 文号 of a 文书 in a year; none where the workspace has no pattern for it. Numbers that
/// were left out or whose paper is void are not given again.
///
/// # Errors
/// A pattern that cannot be filled in; a case of the workspace that cannot be read, since its
/// numbers are then unknown.
pub(in crate::task) fn next(
    opened: &Opened,
    document: &Document,
    year: i32,
) -> Result<Option<String>, Failure> {
    let workspace = &opened.workspace;
    let catalogue = &opened.rulebook().catalogue;
    let is_for = |name: &String| {
        catalogue
            .get(name)
            .is_some_and(|found| found.name == document.name)
    };
    let Some((_, pattern)) = workspace.numbering.iter().find(|(name, _)| is_for(name)) else {
        return Ok(None);
    };
    let pattern = Pattern::fill(pattern, workspace.agency.short.as_deref(), year)?;
    let others = Others::of(opened);
    if let Some(failure) = others.unreadable.into_iter().next() {
        return Err(failure.hint("改正该案件后再试，或者加上 --number 写明文号"));
    }
    let own = opened.manifest.case.records.iter();
    let own = own.filter_map(|record| record.number.as_deref());
    let all = own.chain(others.papers.iter().map(|paper| paper.number.as_str()));
    let highest = all.filter_map(|number| pattern.running(number)).max();
    match highest.unwrap_or(0).checked_add(1) {
        Some(next) => Ok(Some(pattern.with(next))),
        None => Err(Failure::new("流水号已到尽头，无法再编").hint("anjuan list --numbers")),
    }
}

/// Refuses a 文号 that another paper of the agency's own has, in this case or in another one of the
/// workspace, unless that is void or this one belongs to it. Gives what could not be compared.
///
/// # Errors
/// Such a paper, with its case.
pub(in crate::task) fn must_be_free(
    opened: &Opened,
    own: &Record,
    number: &str,
) -> Result<Vec<String>, Failure> {
    let case = &opened.manifest.case;
    let agency = opened.workspace.agency_of(&case.head);
    if own.is_anothers(agency) {
        return Ok(Vec::new());
    }
    let wanted = fold(number);
    let kin = kin(case, own);
    let here = papers(case, agency).filter(|(at, paper)| paper.id != own.id && !kin.contains(at));
    let mut same = here.filter(|(_, paper)| paper.is_in_force && fold(&paper.number) == wanted);
    if let Some((_, paper)) = same.next() {
        return Err(taken(opened, number, &opened.label, &paper));
    }
    let others = Others::of(opened);
    let same = |paper: &&Paper| paper.is_in_force && fold(&paper.number) == wanted;
    if let Some(paper) = others.papers.iter().find(same) {
        return Err(taken(opened, number, &paper.case, paper));
    }
    let unread = others.unreadable.iter().map(|failure| {
        let first = failure.what.lines().next().unwrap_or_default();
        let first = first.trim_start_matches("错误：");
        format!("没有核对其中的文号：{first}")
    });
    Ok(unread.collect())
}

/// The same of a record that is about to be taken in, if it is of a 文书 that gets a number. What is
/// wrong in its entry is for the strict reader to tell.
///
/// # Errors
/// As [`must_be_free`].
pub(in crate::task) fn entry_must_be_free(opened: &Opened, entry: &Table) -> Result<(), Failure> {
    let Ok(record) = Record::deserialize(entry.clone()) else {
        return Ok(());
    };
    let document = opened.rulebook().catalogue.get(&record.kind);
    match (
        &record.number,
        document.filter(|document| is_numbered(document)),
    ) {
        (Some(number), Some(_)) => must_be_free(opened, &record, number).map(drop),
        _ => Ok(()),
    }
}

fn taken(opened: &Opened, number: &str, case: &str, paper: &Paper) -> Failure {
    let place = opened.workspace_dir.as_deref().unwrap_or(&opened.dir);
    let place = quote(&find::relative(place).display().to_string());
    Failure::new(format!(
        "文号 {number} 已经用于 {case} 的 {}（{}）",
        paper.id, paper.kind
    ))
    .hint(format!("anjuan list --numbers {place}"))
}

/// A paper with its number.
struct Paper {
    case: String,
    id: String,
    kind: String,
    number: String,
    is_in_force: bool,
}

/// The numbered papers of the agency's own in a case, in the order of the file.
fn papers<'c>(
    case: &'c Case,
    agency: Option<&'c str>,
) -> impl Iterator<Item = (usize, Paper)> + 'c {
    let records = case.records.iter().enumerate();
    records.filter_map(move |(at, record)| {
        let number = record.number.clone()?;
        let paper = Paper {
            case: String::new(),
            id: record.id.clone(),
            kind: record.kind.clone(),
            number,
            is_in_force: !record.is_void(),
        };
        (!record.is_anothers(agency)).then_some((at, paper))
    })
}

/// The numbered papers of the other cases of a workspace.
struct Others {
    papers: Vec<Paper>,
    /// Cases and folders that could not be read.
    unreadable: Vec<Failure>,
}

impl Others {
    fn of(opened: &Opened) -> Self {
        let Some(workspace) = &opened.workspace_dir else {
            return Self {
                papers: Vec::new(),
                unreadable: Vec::new(),
            };
        };
        let here = opened.dir.canonicalize().ok();
        let mut found = find::cases(std::slice::from_ref(workspace));
        found.cases.retain(|dir| dir.canonicalize().ok() != here);
        let read: Vec<_> = found
            .cases
            .par_iter()
            .map(|dir| {
                let case = read(dir)?.case;
                let agency = opened.workspace.agency_of(&case.head);
                let shown = find::relative(dir).display().to_string();
                let papers = papers(&case, agency).map(|(_, paper)| Paper {
                    case: shown.clone(),
                    ..paper
                });
                Ok(papers.collect::<Vec<_>>())
            })
            .collect();
        let mut others = Self {
            papers: Vec::new(),
            unreadable: found.failures,
        };
        for one in read {
            match one {
                Ok(papers) => others.papers.extend(papers),
                Err(failure) => others.unreadable.push(failure),
            }
        }
        others
    }
}
