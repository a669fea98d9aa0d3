//! Sealing: where a case stands, asked of its log and its manifest together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::digest::HeadDigest;
use super::form::{Register, Seal};
use crate::case::Manifest;
use crate::check::quote;
use crate::package::name::shown;
use crate::store::{self, Line, MANIFEST, Outline, Recorded, State, sha256_hex};
use crate::task::error::Failure;
use crate::task::find;
use crate::task::history::{self, Place};
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
    let cases: Vec<_> = cases.map(|dir| as_named(dir)).collect();
    let sealed: Vec<_> = cases.par_iter().map(|dir| (dir, of_case(dir))).collect();
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
    parent.is_some_and(|parent| parent.join("bagit.txt").is_file())
}

/// Seals a case, or the case in a package. No file of it is hashed.
///
/// # Errors
/// Without a log there is no history to seal; of a log and a manifest that disagree neither is
/// sealed (exit code 1); what cannot be read (exit code 2).
pub fn of_case(name: &Path) -> Result<Seal, Failure> {
    let place = Place::of(name)?;
    let label = name.display().to_string();
    let text = match &place {
        Place::Directory(dir) => settled(&label, dir)?,
        Place::Package(path) => Place::packed(path, MANIFEST)?,
    };
    let manifest = Manifest::read(&format!("{label}/{MANIFEST}"), &text)
        .map_err(|error| Failure::new(error.to_string()))?;
    let ending = Ending::read(&label, &place)?;
    let digest = sha256_hex(&text);
    ending.agrees(&label, &manifest, &digest)?;
    let seal = Seal {
        case: manifest.case.head.id.clone(),
        nonce: ending.nonce,
        lines: ending.lines,
        head: HeadDigest::computed(&ending.digest),
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
    let log = format!("anjuan log {}", quote(label));
    let accept = format!("{log} --accept --by 姓名 --reason 理由");
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
        State::Damaged(damage) => Err(Failure::new(format!("{label} 没有封签"))
            .because("操作日志已损坏")
            .because(damage)
            .hint(log)),
    }
}

/// The end of a log, and what it knows there.
#[derive(Debug, Default)]
struct Ending {
    nonce: String,
    case: Option<String>,
    lines: u64,
    digest: String,
    manifest: String,
    ids: BTreeSet<String>,
    records: BTreeMap<String, Recorded>,
}

impl Ending {
    fn read(label: &str, place: &Place) -> Result<Self, Failure> {
        let mut ending = Self::default();
        for entry in history::open(place)? {
            let entry = entry?;
            ending.absorb(&entry.line);
            ending.lines = ending.lines.saturating_add(1);
            ending.digest = entry.digest;
        }
        if ending.lines == 0 {
            return Err(Failure::new(format!("{label} 没有封签")).because("操作日志是空的"));
        }
        Ok(ending)
    }

    fn absorb(&mut self, line: &Line) {
        let text = |key: &str| line.data.get(key).and_then(|value| value.as_str());
        if self.lines == 0 {
            self.nonce = text("nonce").map(str::to_owned).unwrap_or_default();
            self.case = text("id").map(str::to_owned);
        }
        self.manifest = line
            .manifest()
            .map(|(_, to)| to.to_owned())
            .unwrap_or_default();
        for id in line.strings("removed") {
            self.ids.remove(id);
            self.records.remove(id);
        }
        self.ids.extend(line.strings("added").map(str::to_owned));
        let records = line.list("records").iter();
        self.records
            .extend(records.filter_map(Recorded::from_value));
    }

    /// Whether the log, read from its first line on, comes to this manifest.
    fn agrees(&self, label: &str, manifest: &Manifest, digest: &str) -> Result<(), Failure> {
        let outline = reader::outline(manifest);
        let why = if self
            .case
            .as_ref()
            .is_some_and(|case| *case != manifest.case.head.id)
        {
            let other = self.case.as_deref().unwrap_or_default();
            format!("操作日志是另一个案件（{}）的", shown(other))
        } else if let Some(id) = self.contradiction(&outline) {
            format!(
                "记录 {} 在清单和操作日志中不同，没有一行日志说明",
                shown(&id)
            )
        } else if self.manifest == digest {
            return Ok(());
        } else {
            "清单不是日志末行所记的那一份".to_owned()
        };
        Err(Failure::refused(format!("{label} 没有封签"))
            .because(why)
            .hint(format!("anjuan verify {}", quote(label))))
    }

    /// The first id of which manifest and log say different things.
    fn contradiction(&self, outline: &Outline) -> Option<String> {
        let ids: BTreeSet<String> = outline.ids.iter().cloned().collect();
        if let Some(id) = ids.symmetric_difference(&self.ids).next() {
            return Some(id.clone());
        }
        let nothing = Recorded::default();
        let differs = |id: &&String| {
            self.records.get(*id).unwrap_or(&nothing) != outline.files.get(*id).unwrap_or(&nothing)
        };
        outline.files.keys().find(differs).cloned()
    }
}
