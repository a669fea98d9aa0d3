//! Finding cases: below given paths, or by id in the workspace.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::error::Failure;
use crate::check::quote;
use crate::store::{self, PRIVATE};
use crate::workspace;

/// The name of a case's manifest.
pub use crate::store::MANIFEST;

/// The folder of a package in which what was made of the case lies, and the workspace of the case.
pub const TAG_FOLDER: &str = "anjuan";

/// The cases below some paths, and what could not be searched.
#[derive(Debug, Default)]
pub struct Found {
    /// Case directories as the user's path joined with the way below it, by its bytes.
    pub cases: Vec<PathBuf>,
    /// Paths without a case, or that could not be read.
    pub failures: Vec<Failure>,
    /// Unpacked packages that were met on the way and not searched: each holds a copy of a case.
    pub packages: Vec<PathBuf>,
}

/// Every case below these paths; each is named once, symbolic links are not followed. A path that
/// is itself a package stands for the case in it; packages further below are not searched.
#[must_use]
pub fn cases(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut by_place: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for path in paths {
        let (failures, packages) = (found.failures.len(), found.packages.len());
        let below = below(path, &mut found);
        if below.is_empty() && found.failures.len() == failures {
            let packages = found.packages.len() - packages;
            found.failures.push(without_case(path, packages));
        }
        for case in below {
            let place = fs::canonicalize(&case).unwrap_or_else(|_| case.clone());
            let named = by_place.entry(place).or_insert_with(|| case.clone());
            if case < *named {
                *named = case;
            }
        }
    }
    found.cases = by_place.into_values().collect();
    found.cases.sort_by(|a, b| {
        a.as_os_str()
            .as_encoded_bytes()
            .cmp(b.as_os_str().as_encoded_bytes())
    });
    found
}

/// Every case below a directory, of which there may be none.
#[must_use]
pub fn cases_in(dir: &Path) -> Found {
    let mut found = Found::default();
    found.cases = below(dir, &mut found);
    found
}

fn without_case(path: &Path, packages: usize) -> Failure {
    let what = format!("{} 之下没有案件", path.display());
    if fs::symlink_metadata(path).is_err() {
        return Failure::new(what)
            .because("没有这个文件或目录")
            .hint("anjuan list");
    }
    if packages > 0 {
        return Failure::new(what)
            .because(format!(
                "有 {packages} 个解开的归档包，没有进去找；指明其中一个，就看它里面的案件"
            ))
            .hint(format!(
                "anjuan verify {}",
                quote(&path.display().to_string())
            ));
    }
    Failure::new(what)
        .because(format!("没有找到 {MANIFEST}"))
        .hint("anjuan new --help")
}

/// Whether a path is a package: a file that is no manifest, or an unpacked bag.
#[must_use]
pub fn is_package(path: &Path) -> bool {
    let is_manifest = path.file_name().is_some_and(|name| name == MANIFEST);
    (path.is_file() && !is_manifest) || store::is_bag(path)
}

fn below(path: &Path, found: &mut Found) -> Vec<PathBuf> {
    if is_package(path) {
        return vec![path.to_owned()];
    }
    let start = match path.file_name() {
        Some(name) if name == MANIFEST => path.parent().unwrap_or(path),
        _ => path,
    };
    if fs::symlink_metadata(start).is_err() {
        return Vec::new();
    }
    let mut cases = Vec::new();
    let mut walk = WalkDir::new(start)
        .follow_links(false)
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = walk.next() {
        match entry {
            Ok(entry) if entry.file_type().is_dir() || entry.depth() == 0 => {
                if entry.file_name() == PRIVATE && entry.depth() > 0 {
                    walk.skip_current_dir();
                } else if store::is_bag(entry.path()) {
                    found.packages.push(entry.path().to_owned());
                    walk.skip_current_dir();
                } else if fs::symlink_metadata(entry.path().join(MANIFEST)).is_ok() {
                    cases.push(entry.path().to_owned());
                    walk.skip_current_dir();
                }
            }
            Ok(_) => {}
            Err(error) => {
                let at = error.path().unwrap_or(start).display().to_string();
                let failure = Failure::new(format!("{at} 无法查找"));
                found.failures.push(failure.because_io(&error.into()));
            }
        }
    }
    cases
}

/// The workspace directory of a path: the nearest one above it that has `anjuan.toml`. In an
/// unpacked package it is the one that the package carries.
#[must_use]
pub fn workspace_of(path: &Path) -> Option<PathBuf> {
    let bag = store::bag_around(path);
    let carried = bag.as_ref().map(|bag| bag.join(TAG_FOLDER));
    if let Some(carried) = carried.filter(|dir| dir.join(workspace::FILE).is_file()) {
        return Some(carried);
    }
    let place = fs::canonicalize(path).ok()?;
    // what lies around a package has nothing to do with the case in it
    let is_near = |dir: &&Path| bag.as_ref().is_none_or(|bag| dir.starts_with(bag));
    place
        .ancestors()
        .take_while(is_near)
        .find(|dir| dir.join(workspace::FILE).is_file())
        .map(Path::to_owned)
}

/// The paths that a user gives, or else the workspace of the present directory.
#[must_use]
pub fn paths_or_workspace(given: &[PathBuf]) -> Vec<PathBuf> {
    if !given.is_empty() {
        return given.to_vec();
    }
    let here = PathBuf::from(".");
    let is_here = |dir: &PathBuf| fs::canonicalize(&here).is_ok_and(|place| place == *dir);
    match workspace_of(&here).filter(|dir| !is_here(dir)) {
        Some(dir) => vec![relative(dir)],
        None => vec![here],
    }
}

/// The directory that a user's CASE means: a path, or an id in the workspace.
///
/// # Errors
/// Where it is neither; a number that several directories of the workspace have, or one have and
/// another is named: nobody can tell which of them is meant.
pub fn case(name: &Path) -> Result<PathBuf, Failure> {
    let given = match name.file_name() {
        Some(file) if file == MANIFEST => name.parent().unwrap_or(name),
        _ => name,
    };
    let given = if given.as_os_str().is_empty() {
        Path::new(".")
    } else {
        given
    };
    let is_here = given.join(MANIFEST).symlink_metadata().is_ok();
    let mut meant = word(name).map(by_id).unwrap_or_default();
    if is_here && !meant.iter().any(|other| is_same(other, given)) {
        meant.push(given.to_owned());
    }
    match meant.as_slice() {
        [] => Err(unknown(name, given)),
        [_] if is_here => Ok(given.to_owned()),
        [one] => Ok(one.clone()),
        several => Err(ambiguous(name, several)),
    }
}

fn unknown(name: &Path, given: &Path) -> Failure {
    if is_package(given) {
        return Failure::new(format!("{} 是归档包，是只读的", name.display()))
            .because("该命令用于案件目录，不用于归档包")
            .hint(format!(
                "anjuan check {}",
                quote(&name.display().to_string())
            ));
    }
    let why = if given.is_dir() {
        format!("目录中没有 {MANIFEST}")
    } else {
        "没有这个目录，工作区中也没有这个案号".to_owned()
    };
    Failure::new(format!("{} 不是案件", name.display()))
        .because(why)
        .hint("anjuan list")
}

/// The same, or a package, whose case can be read and not written.
///
/// # Errors
/// Where it is none of these.
pub fn case_or_package(name: &Path) -> Result<PathBuf, Failure> {
    if is_package(name) {
        return Ok(name.to_owned());
    }
    case(name)
}

fn ambiguous(name: &Path, places: &[PathBuf]) -> Failure {
    let shown: Vec<_> = places
        .iter()
        .map(|place| quote(&Path::new(".").join(place).display().to_string()))
        .collect();
    Failure::new(format!(
        "案号 {} 在工作区里不止一个目录，不知道指哪一个",
        name.display()
    ))
    .because(format!("有：{}", shown.join("、")))
    .because("写明路径（如上）就只指那一个；多余的副本请移出工作区")
    .hint("anjuan list")
}

/// A name that may be the number of a case: one word, and no path.
fn word(name: &Path) -> Option<&str> {
    name.to_str()
        .filter(|id| !id.contains(['/', '\\']) && !matches!(*id, "" | "." | ".."))
}

fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// The directories that an id may mean in the workspace of the present directory: those of the
/// cases with that number, and the one that is named so.
fn by_id(id: &str) -> Vec<PathBuf> {
    let Some(workspace) = workspace_of(Path::new(".")) else {
        return Vec::new();
    };
    let mut found = with_number(&workspace, id);
    let direct = relative(workspace.join(id));
    if direct.join(MANIFEST).is_file() && !found.iter().any(|other| is_same(other, &direct)) {
        found.push(direct);
    }
    found
}

/// The cases of a workspace with that number. One inside a package is the one that was packed, and
/// is meant only where there is no other.
pub(super) fn with_number(workspace: &Path, id: &str) -> Vec<PathBuf> {
    let cases = cases_in(workspace).cases;
    let found: Vec<_> = cases
        .par_iter()
        .filter(|case| number(case).as_deref() == Some(id))
        .collect();
    let (packed, own): (Vec<_>, Vec<_>) = found.into_iter().partition(|case| is_packed(case));
    let meant = if own.is_empty() { packed } else { own };
    meant.into_iter().map(relative).collect()
}

/// Whether a directory is the payload of an unpacked package.
pub(super) fn is_packed(dir: &Path) -> bool {
    let place = fs::canonicalize(dir).unwrap_or_else(|_| dir.to_owned());
    let above = place.parent();
    above.is_some_and(store::is_bag)
}

/// How much of a manifest is read to find its head.
const BEGINNING: u64 = 1 << 14;

/// What a manifest says under `[case]`, whatever else is wrong in it.
pub(super) fn head(case: &Path) -> Option<toml::Table> {
    let path = case.join(MANIFEST);
    let mut beginning = Vec::new();
    let file = fs::File::open(&path).ok()?;
    file.take(BEGINNING).read_to_end(&mut beginning).ok()?;
    let beginning = String::from_utf8_lossy(&beginning);
    let own = up_to_next_table(&beginning).and_then(head_in);
    own.or_else(|| head_in(&fs::read_to_string(&path).ok()?))
}

/// A manifest up to the table that follows `[case]`: the rest may be a thousand times as long. Text
/// in which a line only looks like a table does not parse, and is then read whole.
fn up_to_next_table(text: &str) -> Option<&str> {
    let at = text.find("[case]")? + "[case]".len();
    let rest = text.get(at..)?;
    let next = rest.find("\n[")?;
    text.get(..=at + next)
}

fn head_in(text: &str) -> Option<toml::Table> {
    let mut manifest: toml::Table = text.trim_start_matches('\u{feff}').parse().ok()?;
    match manifest.remove("case")? {
        toml::Value::Table(head) => Some(head),
        _ => None,
    }
}

/// The number that a manifest says, whatever else is wrong in it.
pub(super) fn number(case: &Path) -> Option<String> {
    Some(head(case)?.get("id")?.as_str()?.to_owned())
}

/// The number of a case, whatever else is wrong in its manifest; else the name of its folder.
#[must_use]
pub fn id_of(case: &Path) -> String {
    let folder = || {
        let place = fs::canonicalize(case).unwrap_or_else(|_| case.to_owned());
        place
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    number(case).or_else(folder).unwrap_or_default()
}

/// A path as seen from the present directory, where it lies below it.
#[must_use]
pub fn relative(path: impl AsRef<Path>) -> PathBuf {
    let path = path.as_ref();
    let here = std::env::current_dir().and_then(fs::canonicalize).ok();
    here.and_then(|here| path.strip_prefix(&here).ok().map(Path::to_owned))
        .filter(|path| !path.as_os_str().is_empty())
        .unwrap_or_else(|| path.to_owned())
}
