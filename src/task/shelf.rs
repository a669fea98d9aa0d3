//! Where rulebooks lie: built in, in the workspace, or in a folder; and what each is called.
//!
//! A rulebook is asked for by the name of its folder below `templates/` of the workspace, else by
//! the path of a folder, else by the name of a built-in one. `内置:NAME` is the built-in one, also
//! where the workspace has a folder of that name.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use walkdir::WalkDir;

use super::error::Failure;
use super::find;
use crate::case::decode;
use crate::reading::{Unreadable, nearest};
use crate::rulebook::{Rulebook, Source, built_in, built_in_names, load, over};
use crate::workspace::Workspace;

/// The rulebook of a case that names none, in a workspace that names none.
pub const DEFAULT: &str = "sanming";
/// The folder of a workspace in which its own rulebooks lie.
pub const FOLDER: &str = "templates";
/// What makes a folder a rulebook.
pub const HEAD: &str = "rulebook.toml";
/// What stands before the name of a built-in rulebook that is meant as such.
pub const BUILT_IN: &str = "内置:";

/// The folder of a rulebook's templates.
const PAPERS: &str = "documents/";

/// The rulebooks of cases that name none: the workspace's, else the default.
#[must_use]
pub fn defaults(workspace: &Workspace) -> Vec<String> {
    let named = workspace.rulebooks.clone();
    named
        .filter(|list| !list.is_empty())
        .unwrap_or_else(|| vec![DEFAULT.to_owned()])
}

/// The names of the workspace's own rulebooks.
#[must_use]
pub fn own_names(workspace: Option<&Path>) -> Vec<String> {
    let own = workspace.and_then(|dir| fs::read_dir(dir.join(FOLDER)).ok());
    let mut names: Vec<_> = own
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join(HEAD).is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        // A copy that a crash left half-made.
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

/// Whether a rulebook is one that the program came with, unchanged.
#[must_use]
pub fn is_built_in(rulebook: &Rulebook) -> bool {
    static DIGESTS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let sources = built_in_names().filter_map(built_in);
        sources.map(|source| source.sha256()).collect()
    });
    DIGESTS.contains(&rulebook.sha256)
}

/// The folder of a rulebook of that name below `templates/` of a package's tag folder; none for
/// a name that ends in no folder's name.
#[must_use]
pub fn carried(name: &str) -> Option<&str> {
    let name = name.strip_prefix(BUILT_IN).unwrap_or(name);
    bare(name).file_name()?.to_str()
}

/// A path as a user may give it, without the file that makes it a rulebook.
fn bare(name: &str) -> &Path {
    let given = Path::new(name);
    match given.file_name() {
        Some(file) if file == HEAD => given.parent().unwrap_or(given),
        _ => given,
    }
}

/// The folder that a package carries for that name.
fn carried_folder(workspace: Option<&Path>, name: &str) -> Option<PathBuf> {
    let workspace = workspace?;
    crate::store::bag_around(workspace)?;
    let folder = workspace.join(FOLDER).join(carried(name)?);
    folder.join(HEAD).is_file().then_some(folder)
}

/// The folder that a name means; none: a built-in rulebook, or nothing. What a package carries
/// stands for every way in which its case names it.
#[must_use]
pub fn folder(workspace: Option<&Path>, name: &str) -> Option<PathBuf> {
    if let Some(folder) = carried_folder(workspace, name) {
        return Some(folder);
    }
    if name.starts_with(BUILT_IN) {
        return None;
    }
    let given = bare(name);
    let own = workspace.map(|dir| dir.join(FOLDER).join(given));
    let is_one = |dir: &PathBuf| dir.join(HEAD).is_file();
    [own, Some(given.to_owned())]
        .into_iter()
        .flatten()
        .find(is_one)
}

/// The files of the rulebook of that name.
///
/// # Errors
/// There is none, or a file of it cannot be read.
pub fn source(workspace: Option<&Path>, name: &str) -> Result<Source, Failure> {
    if let Some(folder) = folder(workspace, name) {
        return read_folder(&folder);
    }
    let bare = name.strip_prefix(BUILT_IN).unwrap_or(name);
    built_in(bare).ok_or_else(|| unknown(workspace, name))
}

fn unknown(workspace: Option<&Path>, name: &str) -> Failure {
    let own = own_names(workspace);
    let built_in: Vec<&str> = built_in_names().collect();
    let all = own
        .iter()
        .map(String::as_str)
        .chain(built_in.iter().copied());
    let mut failure = Failure::new(format!("没有规程 {name}"));
    if let Some(near) = nearest(name, all) {
        failure = failure.because(format!("是否指 {near}？"));
    }
    if !own.is_empty() {
        failure = failure.because(format!("工作区的规程：{}", own.join("、")));
    }
    failure
        .because(format!(
            "内置的规程：{}；也可以是含有 {HEAD} 的目录",
            built_in.join("、")
        ))
        .hint("anjuan rulebook list")
}

/// The rulebook that one is laid over, where it is: the one of that name.
///
/// # Errors
/// The one below is not there, or not sound.
pub fn below(workspace: Option<&Path>, upper: &Source) -> Result<Option<Rulebook>, Failure> {
    let Some(name) = over(upper) else {
        return Ok(None);
    };
    let lower = source(workspace, &name)?;
    let loaded = load(&lower).map_err(Failure::unsound)?;
    Ok(Some(loaded))
}

/// Whether a file below a rulebook's folder is part of the rulebook: what editors and systems leave
/// beside it is not.
pub(super) fn is_part(name: &str) -> bool {
    let hidden = name.split('/').any(|part| part.starts_with('.'));
    let ends = |end: &str| name.ends_with(end);
    let in_papers = name.starts_with(PAPERS) && ends(".xhtml");
    !hidden && (in_papers || (!name.contains('/') && ends(".toml")))
}

/// The files of a rulebook's folder, and the names of those that are no part of it.
///
/// # Errors
/// A file that cannot be read, or is no text in UTF-8.
pub fn read_folder(folder: &Path) -> Result<Source, Failure> {
    let mut source = Source {
        place: find::relative(folder).display().to_string(),
        ..Source::default()
    };
    for name in names_below(folder)?
        .into_iter()
        .filter(|name| is_part(name))
    {
        let path = folder.join(&name);
        let bytes = fs::read(&path).map_err(|error| {
            Failure::new(format!("无法读取 {}", path.display())).because_io(&error)
        })?;
        let text = decode(&bytes).map_err(|problem| {
            Failure::unreadable(Unreadable {
                path: find::relative(&path).display().to_string(),
                text: String::new(),
                problems: vec![problem],
            })
        })?;
        source.files.insert(name, text.to_owned());
    }
    Ok(source)
}

/// The files in a rulebook's folder that are no part of it.
#[must_use]
pub fn strangers(folder: &Path) -> Vec<String> {
    let mut names = names_below(folder).unwrap_or_default();
    names.retain(|name| !is_part(name));
    names
}

/// The names of all files below a folder, `/` between the parts, in order.
fn names_below(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            Failure::new(format!("无法读取规程 {}", folder.display())).because_io(&error.into())
        })?;
        if let (Ok(name), true) = (
            entry.path().strip_prefix(folder),
            entry.file_type().is_file(),
        ) {
            names.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(names)
}
