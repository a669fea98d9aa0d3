//! Sealing: where a case stands, asked of its log and its manifest together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::digest::HeadDigest;
use super::form::{Register, Seal};
use crate::case::Manifest;
use crate::check::quote;
use crate::store::{self, History, JOURNAL, MANIFEST, Reader as _, State, sha256_hex};
use crate::task::error::Failure;
use crate::task::find;
use crate::task::history::Place;
use crate::task::reader::{self, StrictReader};

/// What sealing many cases came to.
#[derive(Debug)]
pub struct Made {
    /// The register of those that could be sealed.
    pub register: Register,
    /// The others.
    pub unsealed: Vec<Unsealed>,
    /// Numbers under which more than one case lies, or one case more than once.
    pub doubled: Vec<String>,
    /// Paths without a case, or that could not be searched.
    pub failures: Vec<Failure>,
}

/// A case that could not be sealed.
#[derive(Debug)]
pub struct Unsealed {
    /// Its number as far as that can be made out, else its folder.
    pub id: String,
    /// Its directory, as the user named it.
    pub path: PathBuf,
    /// Why.
    pub failure: Failure,
}

/// Seals every case below some paths.
#[must_use]
pub fn of_cases(paths: &[PathBuf]) -> Made {
    let found = find::cases(paths);
    let cases = found.cases.iter().filter(|dir| !is_packed(dir));
    let cases: Vec<_> = cases.map(|dir| (as_named(dir), dir.clone())).collect();
    let sealed: Vec<_> = cases
        .par_iter()
        .map(|(name, dir)| (name, of_place(name, &Place::Directory(dir.clone()))))
        .collect();
    let (mut seals, mut unsealed) = (Vec::new(), Vec::new());
    for (dir, outcome) in sealed {
        match outcome {
            Ok(seal) => seals.push(seal),
            Err(failure) => unsealed.push(Unsealed {
                id: find::id_of(dir),
                path: dir.clone(),
                failure,
            }),
        }
    }
    let mut times = BTreeMap::<&str, usize>::new();
    for seal in &seals {
        *times.entry(&seal.case).or_default() += 1;
    }
    let doubled = times.into_iter().filter(|(_, times)| *times > 1);
    let doubled = doubled.map(|(id, _)| id.to_owned()).collect();
    Made {
        register: Register::new(seals),
        unsealed,
        doubled,
        failures: found.failures,
    }
}

/// A case below the present directory as a person would name it.
pub(super) fn as_named(dir: &Path) -> PathBuf {
    let below = dir
        .strip_prefix(".")
        .ok()
        .filter(|below| !below.as_os_str().is_empty());
    below.unwrap_or(dir).to_owned()
}

/// Whether a case directory is the payload of an unpacked package: a copy of a case, not the case.
pub(super) fn is_packed(dir: &Path) -> bool {
    let parent = dir
        .canonicalize()
        .ok()
        .and_then(|dir| dir.parent().map(Path::to_owned));
    parent.is_some_and(|parent| store::is_bag(&parent))
}

/// Seals a case, or the case in a package. No file of it is hashed.
///
/// # Errors
/// Without a log there is no history to seal; of a log and a manifest that disagree neither is
/// sealed (exit code 1); what cannot be read (exit code 2).
pub fn of_case(name: &Path) -> Result<Seal, Failure> {
    of_place(name, &Place::of(name)?)
}

/// The same of a place that is known, under the name that people are shown.
fn of_place(name: &Path, place: &Place) -> Result<Seal, Failure> {
    let label = name.display().to_string();
    let text = match place {
        Place::Directory(dir) => settled(&label, dir)?,
        Place::Package(path) => Place::packed(path, MANIFEST)?,
    };
    let manifest = Manifest::read(&format!("{label}/{MANIFEST}"), &text)
        .map_err(|error| Failure::new(error.to_string()))?;
    let history = folded(place)?;
    let digest = sha256_hex(&text);
    agrees(&label, &history, &manifest, &digest)?;
    let seal = Seal {
        case: manifest.case.head.id.clone(),
        nonce: history.head.nonce,
        lines: history.head.lines,
        head: HeadDigest::computed(&history.head.digest),
        manifest: HeadDigest::computed(&digest),
        records: manifest.case.records.len() as u64,
    };
    if !seal.is_sound() {
        let why = "案号或日志首行的写法不合规定，不能写进封签";
        return Err(Failure::new(format!("{label} 没有封签")).because(why));
    }
    Ok(seal)
}

/// The manifest of a case whose log knows it.
fn settled(label: &str, dir: &Path) -> Result<Vec<u8>, Failure> {
    let snapshot = store::load(dir, &StrictReader).map_err(|error| reader::failure(&error))?;
    let claim = StrictReader
        .outline(&snapshot.manifest)
        .map(|outline| outline.claim);
    if let Some(damage) = claim.ok().and_then(|claim| snapshot.judged(dir, &claim)) {
        return Err(reader::damaged(label, &damage));
    }
    let accept = format!(
        "anjuan log {} --accept --by 姓名 --reason 理由",
        quote(label)
    );
    match snapshot.state {
        State::Clean => Ok(snapshot.manifest),
        State::NoJournal => Err(Failure::refused(format!("{label} 没有封签"))
            .because("没有操作日志，没有可以封存的末行")
            .hint(accept)),
        State::HandEdited(edit) => {
            let failure = Failure::refused(format!("{label} 没有封签"))
                .because("清单经过手工改动，操作日志还不知道")
                .hint(accept);
            Err(if edit.is_harmless() {
                failure
            } else {
                failure.because(edit)
            })
        }
        State::Damaged(damage) => Err(reader::damaged(label, &damage)),
    }
}

/// The history of a case, folded.
fn folded(place: &Place) -> Result<History, Failure> {
    let history = match place {
        Place::Directory(dir) => History::read(dir),
        Place::Package(path) => {
            let bytes = Place::packed(path, JOURNAL)?;
            History::fold(&path.join(JOURNAL), bytes.as_slice(), |_| {})
        }
    };
    history.map_err(|error| reader::failure(&error))
}

/// Whether a history, read from its first line on, comes to a manifest of that digest.
fn agrees(
    label: &str,
    history: &History,
    manifest: &Manifest,
    digest: &str,
) -> Result<(), Failure> {
    let outline = reader::outline(manifest);
    if let Some(damage) = history.origin.fault(&outline.claim) {
        return Err(reader::damaged(label, &damage));
    }
    let odd = history.oddities.iter().filter(|oddity| !oddity.is_told());
    let mut why: Vec<String> = history
        .gaps(&outline)
        .iter()
        .map(ToString::to_string)
        .collect();
    why.extend(odd.map(ToString::to_string));
    if history.manifest().1 != digest {
        why.push("清单不是日志末行所记的那一份".to_owned());
    }
    if why.is_empty() {
        return Ok(());
    }
    let refused = Failure::refused(format!("{label} 没有封签"));
    let refused = why.into_iter().fold(refused, Failure::because);
    Err(refused.hint(format!("anjuan verify {}", quote(label))))
}
