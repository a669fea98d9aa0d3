//! What must not leave under another name: every file that stays (article 32).

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};

use super::event::Given;
use super::permit::Permit;
use crate::case::Record;
use crate::inventory::FileKind;
use crate::store::{self, SUPERSEDED};
use crate::task::open::Opened;

/// What a file is called that no record names: its name may say what it is about.
const UNOWNED: &str = "文件（不属于任何记录）";
/// The same of a draft that a signed paper took the place of.
const SUPERSEDED_DRAFT: &str = "文件（换下的草稿）";

/// How much it takes to let the bytes of something that stays leave under another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Nothing does.
    Never,
    /// The release by name of a record that itself leaves only so.
    ByName,
    /// Any release by name: a draft, a void record, a file without a record.
    Spent,
}

/// Something that stays.
#[derive(Clone, Debug)]
pub(super) struct Kept<'a> {
    /// What the clerk is told that it is.
    pub(super) label: String,
    /// What it takes.
    pub(super) weight: Weight,
    /// Its file below the case directory.
    path: Option<&'a str>,
    /// Where its file is, and how large.
    file: Option<(PathBuf, u64)>,
    /// The digest that somebody took down for it.
    pub(super) sha256: Option<&'a str>,
    /// The digest that its file has.
    found: OnceCell<Option<String>>,
}

impl<'a> Kept<'a> {
    /// A record that stays.
    pub(super) fn record(record: &'a Record, weight: Weight) -> Self {
        Self {
            label: record.id.clone(),
            weight,
            path: record.path.as_deref(),
            file: None,
            sha256: record.sha256.as_deref(),
            found: OnceCell::new(),
        }
    }

    fn unowned(label: &str, file: (PathBuf, u64)) -> Self {
        Self {
            label: label.to_owned(),
            weight: Weight::Spent,
            path: None,
            file: Some(file),
            sha256: None,
            found: OnceCell::new(),
        }
    }

    /// Where its file is.
    pub(super) fn place(&self) -> Option<&Path> {
        self.file.as_ref().map(|(place, _)| place.as_path())
    }

    /// Whether its bytes are those of a file of that size and digest. The recorded digest is not
    /// enough: whoever may write the manifest may have changed it.
    fn is(&self, size: Option<u64>, sha256: &str) -> bool {
        if self
            .sha256
            .is_some_and(|it| it.eq_ignore_ascii_case(sha256))
        {
            return true;
        }
        let Some((place, own)) = &self.file else {
            return false;
        };
        if size.is_some_and(|size| size != *own) {
            return false;
        }
        let found = self.found.get_or_init(|| store::digest(place).ok());
        // what cannot be read cannot be told apart
        found
            .as_deref()
            .is_none_or(|found| found.eq_ignore_ascii_case(sha256))
    }
}

/// Every file that stays.
#[derive(Clone, Debug, Default)]
pub(super) struct Guard<'a> {
    kept: Vec<Kept<'a>>,
}

impl<'a> Guard<'a> {
    /// The records that stay, what was held back at the approval, and the files of the case that
    /// belong to no record.
    pub(super) fn new(case: &'a Opened, mut kept: Vec<Kept<'a>>, held: &'a [Given]) -> Self {
        for one in &mut kept {
            let file = one.path.and_then(|path| case.inventory.file(path));
            let file = file.filter(|file| file.kind == FileKind::Regular);
            one.file = file.map(|file| (at(&case.dir, &file.path), file.size));
        }
        kept.extend(
            held.iter()
                .filter(|held| !held.sha256.is_empty())
                .map(|held| {
                    let mut one = Kept::unowned("", (PathBuf::new(), 0));
                    (one.label, one.weight) = (held.id.clone(), Weight::ByName);
                    (one.file, one.sha256) = (None, Some(held.sha256.as_str()));
                    one
                }),
        );
        let records = &case.manifest.case.records;
        let is_owned = |path: &str| records.iter().any(|it| it.path.as_deref() == Some(path));
        let files = case.inventory.files.iter();
        let unowned = files.filter(|file| file.kind == FileKind::Regular && !is_owned(&file.path));
        kept.extend(
            unowned.map(|file| Kept::unowned(UNOWNED, (at(&case.dir, &file.path), file.size))),
        );
        kept.extend(superseded(&case.dir).map(|file| Kept::unowned(SUPERSEDED_DRAFT, file)));
        Self { kept }
    }

    /// What stays and is the same as the file of a record, byte for byte.
    pub(super) fn same_as<'s>(
        &'s self,
        case: &'s Opened,
        permit: &Permit<'s>,
    ) -> impl Iterator<Item = &'s Kept<'a>> {
        let size = case.inventory.file(permit.path).map(|file| file.size);
        let (path, id, sha256) = (permit.path, permit.record.id.as_str(), permit.sha256);
        self.against(id)
            .map(|(_, kept)| kept)
            .filter(move |kept| kept.path == Some(path) || kept.is(size, sha256))
    }

    /// What a record is to be held against, with its place in the list: all but itself and its own
    /// drafts.
    pub(super) fn against<'s>(
        &'s self,
        id: &'s str,
    ) -> impl Iterator<Item = (usize, &'s Kept<'a>)> {
        let is_own = move |kept: &Kept<'_>| {
            let name = kept.place().and_then(|place| place.file_name());
            let rest = name.and_then(|name| name.to_str()?.strip_prefix(id));
            kept.label == SUPERSEDED_DRAFT && rest.is_some_and(|rest| rest.starts_with('-'))
        };
        let kept = self.kept.iter().enumerate();
        kept.filter(move |(_, kept)| kept.label != id && !is_own(kept))
    }

    /// All that stays.
    pub(super) fn all(&self) -> &[Kept<'a>] {
        &self.kept
    }
}

/// The place of a path of the manifest.
pub(super) fn at(dir: &Path, path: &str) -> PathBuf {
    path.split('/')
        .fold(dir.to_owned(), |place, part| place.join(part))
}

/// The drafts that signed papers took the place of.
fn superseded(dir: &Path) -> impl Iterator<Item = (PathBuf, u64)> {
    let entries = fs::read_dir(at(dir, SUPERSEDED)).into_iter().flatten();
    let files = entries.filter_map(|entry| {
        let entry = entry.ok()?;
        let found = entry.metadata().ok()?;
        found.is_file().then(|| (entry.path(), found.len()))
    });
    files.collect::<Vec<_>>().into_iter()
}
