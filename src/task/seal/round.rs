//! The round with a register in hand: every case of it, and whether it is still there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::form::{Register, Seal};
use super::make::{as_named, is_packed};
use super::trust::{Standing, Trusted, stand};
use crate::task::error::Failure;
use crate::task::find;
use crate::task::history::{self, Place};
use crate::task::verify::{self, Kind, Verified, What};

/// One case of a register, or one that was named and is in none.
#[derive(Debug)]
pub struct Checked {
    /// Its number in the register; else as it is.
    pub id: String,
    /// What verifying it found.
    pub verified: Verified,
    /// How it stands to its seal; none where it is gone, or in no register.
    pub standing: Option<Standing>,
}

/// Lines of a register by a word in them.
type Index<'a> = BTreeMap<&'a str, Vec<usize>>;

/// What a round found.
#[derive(Debug, Default)]
pub struct Round {
    /// The cases, in the order of the register.
    pub checked: Vec<Checked>,
    /// Cases that were found and stand in no line of the register.
    pub unlisted: Vec<PathBuf>,
    /// Paths that could not be searched.
    pub failures: Vec<Failure>,
}

/// A case or package that was found.
struct Found {
    /// As people are shown it.
    path: PathBuf,
    /// Where it is; never read as the number of a case.
    place: PathBuf,
    id: String,
    nonce: Option<String>,
    /// Named by the user, and not found below a folder that was.
    named: bool,
}

/// Verifies the cases of a register below some paths, and hands each on as it is done. Where a
/// folder is among the paths, every case of the register must lie below them; where cases or
/// packages alone are named, these are compared.
pub fn check(register: &Register, paths: &[PathBuf], mut each: impl FnMut(&Checked)) -> Round {
    let mut round = Round::default();
    let (found, whole) = search(paths, &mut round.failures);
    let mut met = BTreeSet::new();
    for (seal, of_it) in register.seals().iter().zip(meant(register, &found)) {
        for checked in of_it
            .iter()
            .filter_map(|at| found.get(*at))
            .map(|it| compare(seal, it))
        {
            each(&checked);
            round.checked.push(checked);
        }
        if of_it.is_empty() && whole {
            let checked = gone(seal);
            each(&checked);
            round.checked.push(checked);
        }
        met.extend(of_it);
    }
    for (_, it) in found.iter().enumerate().filter(|(at, _)| !met.contains(at)) {
        if it.named {
            let checked = stranger(it);
            each(&checked);
            round.checked.push(checked);
        } else {
            round.unlisted.push(it.path.clone());
        }
    }
    round
}

/// Cases and packages that are meant by some paths, and whether a folder is among these.
fn search(paths: &[PathBuf], failures: &mut Vec<Failure>) -> (Vec<Found>, bool) {
    let (mut found, mut folders) = (Vec::new(), Vec::new());
    for path in paths {
        match Place::of(path) {
            Ok(place) => found.push(look(path, &place, true)),
            Err(_) => folders.push(path.clone()),
        }
    }
    let whole = !folders.is_empty();
    if whole {
        let below = find::cases(&folders);
        // a folder that has lost all its cases is what a register is for
        failures.extend(
            below
                .failures
                .into_iter()
                .zip(&folders)
                .filter_map(|(failure, folder)| (!folder.is_dir()).then_some(failure)),
        );
        let cases = below.cases.into_iter().filter(|dir| !is_packed(dir));
        found.extend(cases.map(|dir| look(&dir, &Place::Directory(dir.clone()), false)));
    }
    (found, whole)
}

fn look(path: &Path, place: &Place, named: bool) -> Found {
    let first = history::open(place)
        .ok()
        .and_then(|mut log| log.next()?.ok());
    let text = |key: &str| {
        let line = &first.as_ref()?.line;
        line.data
            .get(key)
            .and_then(|value| value.as_str())
            .map(str::to_owned)
    };
    let id = match place {
        Place::Directory(dir) => find::id_of(dir),
        Place::Package(path) => text("id").unwrap_or_else(|| path.display().to_string()),
    };
    let (Place::Directory(at) | Place::Package(at)) = place;
    Found {
        path: as_named(path),
        place: at.clone(),
        id,
        nonce: text("nonce"),
        named,
    }
}

/// By the number of a register's line: the found cases that it means.
///
/// A case is meant by the line with its number and its history; else by the one with its number,
/// so that a history that was exchanged is seen; else by the one with its history, so that a case
/// that got another number is found.
fn meant(register: &Register, found: &[Found]) -> Vec<Vec<usize>> {
    let (mut by_id, mut by_nonce) = (Index::new(), Index::new());
    for (line, seal) in register.seals().iter().enumerate() {
        by_id.entry(&seal.case).or_default().push(line);
        by_nonce.entry(&seal.nonce).or_default().push(line);
    }
    let mut meant = vec![Vec::new(); register.seals().len()];
    for (at, it) in found.iter().enumerate() {
        let same = it.nonce.as_deref().and_then(|nonce| by_nonce.get(nonce));
        let same = same.cloned().unwrap_or_default();
        let lines = match by_id.get(&*it.id) {
            None => same,
            Some(named) => {
                let exact: Vec<usize> = named
                    .iter()
                    .copied()
                    .filter(|at| same.contains(at))
                    .collect();
                if exact.is_empty() {
                    named.clone()
                } else {
                    exact
                }
            }
        };
        for line in lines {
            if let Some(list) = meant.get_mut(line) {
                list.push(at);
            }
        }
    }
    meant
}

fn compare(seal: &Seal, found: &Found) -> Checked {
    let mut verified = verify::verify(&found.place);
    let standing = stand(&found.place, &Trusted::Seal(seal.clone()), &mut verified);
    verified.path.clone_from(&found.path);
    Checked {
        id: seal.case.clone(),
        verified,
        standing,
    }
}

fn gone(seal: &Seal) -> Checked {
    let message = format!(
        "封签记有这个案件（日志 {} 行，记录 {} 份），现在没有了",
        seal.lines, seal.records
    );
    alone(&seal.case, Path::new(&seal.case), What::Missing, message)
}

fn stranger(found: &Found) -> Checked {
    alone(
        &found.id,
        &found.path,
        What::Unrecorded,
        "封签中没有这个案件".to_owned(),
    )
}

fn alone(id: &str, path: &Path, what: What, message: String) -> Checked {
    let mut verified = Verified::new(path, Kind::Unknown);
    verified.add(what, "", message);
    Checked {
        id: id.to_owned(),
        verified,
        standing: None,
    }
}
