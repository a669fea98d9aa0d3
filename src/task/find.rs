//! Finding cases: below given paths, or by id in the workspace.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::error::Failure;
use crate::store::PRIVATE;
use crate::workspace;

/// The name of a case's manifest.
pub use crate::store::MANIFEST;

/// The cases below some paths, and what could not be searched.
#[derive(Debug, Default)]
pub struct Found {
    /// Case directories as the user's path joined with the way below it, by its bytes.
    pub cases: Vec<PathBuf>,
    /// Paths without a case, or that could not be read.
    pub failures: Vec<Failure>,
}

/// Every case below these paths; each is named once, symbolic links are not followed.
#[must_use]
pub fn cases(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    let mut by_place: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for path in paths {
        let before = found.failures.len();
        let below = below(path, &mut found.failures);
        if below.is_empty() && found.failures.len() == before {
            found.failures.push(without_case(path));
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
    found.cases = below(dir, &mut found.failures);
    found
}

fn without_case(path: &Path) -> Failure {
    let what = format!("{} 之下没有案件", path.display());
    if fs::symlink_metadata(path).is_err() {
        return Failure::new(what)
            .because("没有这个文件或目录")
            .hint("anjuan list");
    }
    Failure::new(what)
        .because(format!("没有找到 {MANIFEST}"))
        .hint("anjuan new --help")
}

fn below(path: &Path, failures: &mut Vec<Failure>) -> Vec<PathBuf> {
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
                } else if fs::symlink_metadata(entry.path().join(MANIFEST)).is_ok() {
                    cases.push(entry.path().to_owned());
                    walk.skip_current_dir();
                }
            }
            Ok(_) => {}
            Err(error) => {
                let at = error.path().unwrap_or(start).display().to_string();
                let failure = Failure::new(format!("{at} 无法查找"));
                failures.push(failure.because_io(&error.into()));
            }
        }
    }
    cases
}

/// The workspace directory of a path: the nearest one above it that has `anjuan.toml`.
#[must_use]
pub fn workspace_of(path: &Path) -> Option<PathBuf> {
    let place = fs::canonicalize(path).ok()?;
    place
        .ancestors()
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
    let failure = Failure::new(format!("{} 不是案件", name.display()));
    let why = if given.is_dir() {
        format!("目录中没有 {MANIFEST}")
    } else {
        "没有这个目录，工作区中也没有这个案号".to_owned()
    };
    Err(failure.because(why).hint("anjuan list"))
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
