//! Finding cases: below given paths, or by id in the workspace.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

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
/// Where it is neither.
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
    if given.join(MANIFEST).symlink_metadata().is_ok() {
        return Ok(given.to_owned());
    }
    if let Some(found) = by_id(name) {
        return Ok(found);
    }
    if is_package(given) {
        return Err(
            Failure::new(format!("{} 是归档包，是只读的", name.display()))
                .because("该命令用于案件目录，不用于归档包")
                .hint(format!(
                    "anjuan check {}",
                    quote(&name.display().to_string())
                )),
        );
    }
    let failure = Failure::new(format!("{} 不是案件", name.display()));
    let why = if given.is_dir() {
        format!("目录中没有 {MANIFEST}")
    } else {
        "没有这个目录，工作区中也没有这个案号".to_owned()
    };
    Err(failure.because(why).hint("anjuan list"))
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

/// The case with that id in the workspace of the present directory: its directory is usually
/// named after it.
fn by_id(name: &Path) -> Option<PathBuf> {
    let id = name.to_str().filter(|id| !id.contains(['/', '\\']))?;
    let workspace = workspace_of(Path::new("."))?;
    let direct = workspace.join(id);
    if direct.join(MANIFEST).is_file() {
        return Some(relative(&direct));
    }
    cases(&[workspace])
        .cases
        .into_iter()
        .find(|case| head_id(case).as_deref() == Some(id))
        .map(|case| relative(&case))
}

/// What a manifest says under `[case]`, whatever else is wrong in it.
pub(super) fn head(case: &Path) -> Option<toml::Table> {
    let text = fs::read_to_string(case.join(MANIFEST)).ok()?;
    let mut manifest: toml::Table = text.trim_start_matches('\u{feff}').parse().ok()?;
    match manifest.remove("case")? {
        toml::Value::Table(head) => Some(head),
        _ => None,
    }
}

fn head_id(case: &Path) -> Option<String> {
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
    head_id(case).or_else(folder).unwrap_or_default()
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
