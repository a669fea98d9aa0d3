//! A case in a package: its small files taken out to a private place that looks like the unpacked
//! package, so that they are read as those of any case. Of the large ones only name and size are
//! known; nothing large is unpacked.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::Failure;
use super::find::{self, MANIFEST, TAG_FOLDER};
use super::shelf;
use crate::check::quote;
use crate::inert::Lines;
use crate::package::{Broken, Listed, Package as Bag};
use crate::store::{self, ACCESS, FoundFile, JOURNAL, Kind, PRIVATE};
use crate::workspace::FILE;

/// The folder of a package's payload.
const PAYLOAD: &str = "data/";

/// The most that is taken out of a package.
const LARGEST: u64 = 512 << 20;

/// Where the manifest and the journal of a case can be read.
#[derive(Debug)]
pub enum Shown {
    /// In a directory of its own.
    Desk(PathBuf),
    /// In a package.
    Package(Parcel),
}

impl Shown {
    /// What a path that names a case or a package stands for.
    ///
    /// # Errors
    /// A package that cannot be read, or holds no case.
    pub fn open(place: &Path) -> Result<Self, Failure> {
        if find::is_package(place) {
            return Parcel::open(place).map(Self::Package);
        }
        Ok(Self::Desk(place.to_owned()))
    }

    /// The directory.
    #[must_use]
    pub fn dir(&self) -> &Path {
        match self {
            Self::Desk(dir) => dir,
            Self::Package(parcel) => &parcel.case,
        }
    }

    /// A failure that names the package, not the place where its files were taken.
    #[must_use]
    pub fn named(&self, failure: Failure) -> Failure {
        match self {
            Self::Desk(_) => failure,
            Self::Package(parcel) => parcel.named(failure),
        }
    }
}

/// The readable part of a package.
#[derive(Debug)]
pub struct Parcel {
    /// The package, as the user named it.
    package: PathBuf,
    /// The directory of the case.
    pub(super) case: PathBuf,
    /// The files of the case; none where they lie in its directory.
    pub(super) files: Option<Vec<FoundFile>>,
    /// What was taken out, until it is no longer needed.
    taken: Option<tempfile::TempDir>,
}

impl Parcel {
    /// Opens a package. An unpacked one is read where it lies.
    pub(super) fn open(package: &Path) -> Result<Self, Failure> {
        if store::is_bag(package) {
            let case = package.join(PAYLOAD.trim_end_matches('/'));
            if case.join(MANIFEST).symlink_metadata().is_err() {
                return Err(without_case(package));
            }
            let (package, files, taken) = (package.to_owned(), None, None);
            return Ok(Self {
                package,
                case,
                files,
                taken,
            });
        }
        let failed = |broken: Broken| unreadable(package, &broken);
        let reader = Bag::open(package).map_err(failed)?;
        let entries: Vec<Listed> = reader.entries();
        if !entries.iter().any(|file| is_file(file, MANIFEST)) {
            return Err(without_case(package));
        }
        let wanted = entries.iter().filter(|file| is_wanted(&file.name));
        if wanted.clone().map(|file| file.size).sum::<u64>() > LARGEST {
            return Err(Failure::new(format!("{} 不能打开", package.display()))
                .because("其中的清单、日志和规程大得不正常"));
        }
        let failed_io = |error: std::io::Error| {
            Failure::new(format!("{} 不能打开", package.display()))
                .because("临时目录不能写")
                .because_io(&error)
        };
        let taken = tempfile::tempdir().map_err(failed_io)?;
        let case = taken.path().join(PAYLOAD.trim_end_matches('/'));
        fs::create_dir_all(&case).map_err(failed_io)?;
        fs::write(taken.path().join("bagit.txt"), "").map_err(failed_io)?;
        for file in wanted {
            let Some(bytes) = reader.find(&file.name).map_err(failed)? else {
                continue;
            };
            let parts = file.name.split('/');
            let place = parts.fold(taken.path().to_owned(), |place, part| place.join(part));
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder).map_err(failed_io)?;
            }
            fs::write(place, bytes).map_err(failed_io)?;
        }
        Ok(Self {
            package: package.to_owned(),
            case,
            files: Some(case_files(&entries)),
            taken: Some(taken),
        })
    }

    /// A failure that speaks of the package, not of where its files were taken.
    pub(super) fn named(&self, mut failure: Failure) -> Failure {
        let Some(taken) = &self.taken else {
            return failure;
        };
        let (from, to) = (
            taken.path().display().to_string(),
            self.package.display().to_string(),
        );
        let texts = std::iter::once(&mut failure.what)
            .chain(&mut failure.reasons)
            .chain(&mut failure.hints);
        for text in texts {
            *text = text.replace(&from, &to);
        }
        if let Some(places) = &mut failure.places {
            let text = places.text().replace(&from, &to);
            **places = Lines::of(text.lines());
        }
        failure
    }
}

fn is_file(file: &Listed, name: &str) -> bool {
    file.name.strip_prefix(PAYLOAD) == Some(name)
}

/// Whether a file of a package is read: manifest, journal, workspace, rulebooks.
fn is_wanted(name: &str) -> bool {
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']);
    if !name.split('/').all(is_plain) {
        return false;
    }
    if let Some(name) = name.strip_prefix(PAYLOAD) {
        return [MANIFEST, JOURNAL].contains(&name);
    }
    let below = |folder: &str, name: &str| -> Option<String> {
        let rest = name.strip_prefix(folder)?.strip_prefix('/')?;
        Some(rest.to_owned())
    };
    let Some(name) = below(TAG_FOLDER, name) else {
        return false;
    };
    let rulebook = below(shelf::FOLDER, &name);
    let part = rulebook.as_deref().and_then(|name| name.split_once('/'));
    name == FILE || part.is_some_and(|(_, name)| shelf::is_part(name))
}

/// The files of the case in a package, as they would be found in its directory.
fn case_files(entries: &[Listed]) -> Vec<FoundFile> {
    let own = [MANIFEST, JOURNAL, ACCESS];
    let below = entries.iter().filter_map(|file| {
        let path = file.name.strip_prefix(PAYLOAD)?;
        let is_private = path.split('/').next() == Some(PRIVATE);
        (!own.contains(&path) && !is_private).then(|| FoundFile {
            path: path.to_owned(),
            size: file.size,
            kind: Kind::Regular,
            problem: None,
        })
    });
    let mut files: Vec<_> = below.collect();
    files.sort_by(|one, other| one.path.as_bytes().cmp(other.path.as_bytes()));
    files
}

fn without_case(package: &Path) -> Failure {
    let name = package.display().to_string();
    Failure::new(format!("{name} 中没有案件"))
        .because(format!("其中没有 {PAYLOAD}{MANIFEST}"))
        .hint(format!("anjuan verify {}", quote(&name)))
}

fn unreadable(package: &Path, broken: &Broken) -> Failure {
    let name = package.display().to_string();
    let mut failure = Failure::new(format!("{name} 不能作为归档包打开")).because(broken);
    let mut source = std::error::Error::source(broken);
    while let Some(reason) = source {
        failure = failure.because(reason);
        source = reason.source();
    }
    failure.hint(format!("anjuan verify {}", quote(&name)))
}
