//! A case begins.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::change::{Done, Session};
use super::enter::Entry;
use super::error::Failure;
use super::find;
use super::open::Library;
use super::reader::{self, StrictReader};
use crate::case::edit::Editor;
use crate::case::vocabulary::Stage;
use crate::reading::is_id;
use crate::store::{self, Actor};
use crate::workspace::Workspace;

/// What is known of a case when it begins.
#[derive(Clone, Debug, Default)]
pub struct Beginning {
    /// The case's number; none: the name of its directory.
    pub id: Option<String>,
    /// One of the four kinds.
    pub kind: String,
    /// 案由.
    pub title: String,
    /// The day, as typed.
    pub opened: String,
    /// The procedure.
    pub procedure: Option<String>,
    /// 承办机构.
    pub unit: Option<String>,
    /// Names of the 当事人.
    pub parties: Vec<String>,
    /// Names of the officers.
    pub officers: Vec<String>,
}

/// Begins a case in a directory that has none.
///
/// # Errors
/// A directory that holds a case already, an id that the manifest does not allow, a date that is
/// none; what the store refuses.
pub fn begin(
    library: &Library,
    name: &Path,
    beginning: Beginning,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Done, Failure> {
    let dir = directory(name);
    let id = match beginning.id.clone() {
        Some(id) => id,
        None => dir
            .file_name()
            .and_then(|name| name.to_str())
            .map(ToOwned::to_owned)
            .ok_or_else(|| {
                Failure::new(format!("{} 没有目录名可作案号", name.display())).hint("加上 --id")
            })?,
    };
    if !is_id(&id) {
        return Err(Failure::new(format!("「{id}」不能作案号"))
            .because("案号应为字母、数字、._-，1 至 64 个")
            .hint("目录名不变，加上 --id 另给案号"));
    }
    let workspace = library.workspace(find::workspace_of(&nearest_existing(&dir)).as_deref())?;
    let text = manifest(&id, &beginning, &workspace)?;
    let data = serde_json::json!({"id": id, "kind": beginning.kind, "title": beginning.title});
    let data = data.as_object().cloned().unwrap_or_default();
    let committed = store::begin(&dir, &text, "new", data, &StrictReader, actor)
        .map_err(|error| reader::failure(&error))?;
    let session = Session::open(library, &dir, actor.clone(), today)?;
    Ok(session.begun(committed, vec![(id, beginning.kind)]))
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

fn nearest_existing(dir: &Path) -> PathBuf {
    let mut place = if dir.is_absolute() {
        dir.to_owned()
    } else {
        Path::new(".").join(dir)
    };
    while !place.exists() && place.pop() {}
    place
}

fn manifest(id: &str, beginning: &Beginning, workspace: &Workspace) -> Result<String, Failure> {
    let text = head(id, beginning, workspace)?;
    let mut editor = Editor::new(&text).map_err(Failure::new_from)?;
    for name in &beginning.parties {
        let party = Entry::new().text("name", Some(name)).done();
        editor.append("party", &party).map_err(Failure::new_from)?;
    }
    for name in &beginning.officers {
        let known = workspace
            .officers
            .iter()
            .find(|officer| officer.name.as_ref() == Some(name));
        let until = known
            .and_then(|officer| officer.certificate_until)
            .map(|day| day.0.to_string());
        let officer = Entry::new()
            .text("name", Some(name))
            .text(
                "certificate",
                known.and_then(|officer| officer.certificate.as_deref()),
            )
            .day("certificate_until", until.as_deref())?
            .text("role", known.and_then(|officer| officer.role.as_deref()))
            .done();
        editor
            .append("officer", &officer)
            .map_err(Failure::new_from)?;
    }
    Ok(editor.finish())
}

/// The manifest up to the tables that an [`Editor`] appends.
fn head(id: &str, beginning: &Beginning, workspace: &Workspace) -> Result<String, Failure> {
    let opened = Entry::new().day("opened", Some(&beginning.opened))?.done();
    let line = |key: &str, value: Option<&str>| {
        value.map_or_else(String::new, |value| format!("{key} = {}\n", quoted(value)))
    };
    Ok([
        "schema = 1\n\n[case]\n".to_owned(),
        line("id", Some(id)),
        line("kind", Some(&beginning.kind)),
        line("procedure", beginning.procedure.as_deref()),
        line("title", Some(&beginning.title)),
        line("stage", Some(Stage::FIRST.name())),
        opened.to_string(),
        line("agency", workspace.agency.name.as_deref()),
        line("unit", beginning.unit.as_deref()),
        "\n[answers]\n".to_owned(),
    ]
    .concat())
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
