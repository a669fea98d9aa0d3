//! A case begins.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::{Map, Value};
use toml::Table;

use super::change::{Done, Session};
use super::enter::Entry;
use super::error::Failure;
use super::open::Library;
use super::reader::{self, StrictReader};
use super::{find, numbers, twins};
use crate::case::edit::{Editor, refuse_hidden};
use crate::case::keys::HEAD;
use crate::case::vocabulary::Stage;
use crate::reading::is_id;
use crate::store::{self, Actor, Committed};
use crate::workspace::Workspace;

/// What is known of a case when it begins, as tables of its manifest.
#[derive(Clone, Debug, Default)]
pub struct Beginning {
    /// Keys of `[case]`: `kind`, `title`, `opened` and what else is known. Without an `id` the
    /// case is called after its directory. The stage is always the first.
    pub case: Table,
    /// The parties.
    pub parties: Vec<Table>,
    /// The officers; what the workspace's list knows of one by name is filled in.
    pub officers: Vec<Table>,
    /// What the journal's first line holds beside the case's id, kind and title.
    pub data: Map<String, Value>,
}

impl Beginning {
    /// A text of `[case]`.
    fn text(&self, key: &str) -> Option<&str> {
        self.case.get(key).and_then(toml::Value::as_str)
    }
}

/// Begins a case in a directory that has none, and says what it lacks.
///
/// # Errors
/// As [`make`]; also where the workspace's rulebooks cannot be used, or another directory of the
/// workspace has the number of the case.
pub fn begin(
    library: &Library,
    name: &Path,
    beginning: Beginning,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Done, Failure> {
    let dir = directory(name);
    let place = workspace_of(&dir);
    let workspace = library.workspace(place.as_deref())?;
    // nothing is made that could not be read afterwards
    library.defaults(place.as_deref())?;
    let held = numbers::hold(place.as_deref().unwrap_or(&dir), actor)?;
    if let Some(place) = &place {
        let id = given_or_named(&beginning, &dir)?;
        twins::must_be_free(place, &dir, &id)?;
    }
    let kind = beginning.text("kind").unwrap_or_default().to_owned();
    let (id, committed) = make(&workspace, &dir, beginning, actor)?;
    drop(held);
    let session = Session::open(library, &dir, actor.clone(), today)?;
    Ok(session.begun(committed, vec![(id, kind)]))
}

/// Begins a case in a directory that has none; gives its id.
///
/// # Errors
/// A directory that holds a case already, an id that the manifest does not allow; what the strict
/// reader or the store refuses.
pub fn make(
    workspace: &Workspace,
    dir: &Path,
    mut beginning: Beginning,
    actor: &Actor,
) -> Result<(String, Committed), Failure> {
    let id = given_or_named(&beginning, dir)?;
    if !is_id(&id) {
        return Err(Failure::new(format!("「{id}」不能作案号"))
            .because("案号应为字母、数字、._-，1 至 64 个")
            .hint("目录名不变，加上 --id 另给案号"));
    }
    beginning.case.insert("id".into(), id.clone().into());
    let mut data = Map::new();
    for key in ["id", "kind", "title"] {
        data.insert(key.into(), beginning.text(key).into());
    }
    data.append(&mut beginning.data);
    let text = manifest(beginning, workspace)?;
    let committed = store::begin(dir, &text, "new", data, &StrictReader, actor)
        .map_err(|error| reader::failure(&error))?;
    Ok((id, committed))
}

/// The number of a case that is to begin: the given one, else the name of its directory.
fn given_or_named(beginning: &Beginning, dir: &Path) -> Result<String, Failure> {
    if let Some(id) = beginning.text("id") {
        return Ok(id.to_owned());
    }
    let named = dir.file_name().and_then(|name| name.to_str());
    named.map(ToOwned::to_owned).ok_or_else(|| {
        Failure::new(format!("{} 没有目录名可作案号", dir.display())).hint("加上 --id")
    })
}

/// A bare id in a workspace is a directory of the workspace; else the path is the directory.
fn directory(name: &Path) -> PathBuf {
    let bare = name.components().count() == 1 && !name.is_absolute();
    match find::workspace_of(Path::new(".")) {
        Some(workspace) if bare && !is_here(&workspace) => workspace.join(name),
        _ => name.to_owned(),
    }
}

fn is_here(dir: &Path) -> bool {
    fs::canonicalize(".").is_ok_and(|here| here == dir)
}

/// The workspace in which a directory lies or will lie.
pub(super) fn workspace_of(dir: &Path) -> Option<PathBuf> {
    let mut place = if dir.is_absolute() {
        dir.to_owned()
    } else {
        Path::new(".").join(dir)
    };
    while !place.exists() && place.pop() {}
    find::workspace_of(&place)
}

/// The manifest of a case that begins.
pub(super) fn manifest(beginning: Beginning, workspace: &Workspace) -> Result<String, Failure> {
    refuse_hidden("case", &beginning.case).map_err(Failure::new_from)?;
    let mut editor = Editor::new(&head(beginning.case, workspace)).map_err(Failure::new_from)?;
    for party in &beginning.parties {
        editor.append("party", party).map_err(Failure::new_from)?;
    }
    for officer in beginning.officers {
        let officer = known(officer, workspace)?;
        editor
            .append("officer", &officer)
            .map_err(Failure::new_from)?;
    }
    Ok(editor.finish())
}

/// An officer with what the workspace's list knows of one of that name.
fn known(officer: Table, workspace: &Workspace) -> Result<Table, Failure> {
    let name = officer.get("name").and_then(toml::Value::as_str);
    let Some(known) = workspace
        .officers
        .iter()
        .find(|known| known.name.is_some() && known.name.as_deref() == name)
    else {
        return Ok(officer);
    };
    let until = known.certificate_until.map(|day| day.0.to_string());
    let mut all = Entry::new()
        .text("certificate", known.certificate.as_deref())
        .day("certificate_until", until.as_deref())?
        .text("role", known.role.as_deref())
        .done();
    all.extend(officer);
    Ok(all)
}

/// The manifest up to the tables that an [`Editor`] appends.
fn head(mut case: Table, workspace: &Workspace) -> String {
    case.insert("stage".into(), Stage::FIRST.name().into());
    if let (false, Some(agency)) = (case.contains_key("agency"), &workspace.agency.name) {
        case.insert("agency".into(), agency.clone().into());
    }
    let lines: String = HEAD
        .iter()
        .filter_map(|key| Some(format!("{} = {}\n", key.name, case.get(key.name)?)))
        .collect();
    format!("schema = 1\n\n[case]\n{lines}\n[answers]\n")
}
