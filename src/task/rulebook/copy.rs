//! A copy of a rulebook in the workspace, to be changed by hand.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, InlineTable, Item, value};

use super::Read;
use crate::check::quote;
use crate::reading::{is_id, message};
use crate::rulebook::Rulebook;
use crate::store;
use crate::task::error::Failure;
use crate::task::{find, open, shelf};
use crate::workspace;

/// What a copy adds to the version, until somebody gives it another one.
const COPY: &str = "-副本";
/// How the folder of a copy is called until it is complete.
const UNFINISHED: &str = ".rulebook-";

/// A copy that was made.
#[derive(Debug)]
pub struct Copied {
    /// Its folder.
    pub folder: PathBuf,
    /// The name by which cases and commands ask for it.
    pub name: String,
    /// Its id, by which findings and waivers name its rules.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What it was copied from.
    pub from: Rulebook,
}

/// Copies a rulebook into `templates/` of the workspace around a place.
///
/// `name` is the folder's, by default that of the source; the id is the folder's name, unless the
/// source's is to be kept.
///
/// # Errors
/// No workspace, a name that cannot be an id, a folder that exists, a source that is not sound, a
/// disk that refuses. Nothing is left half-made.
pub fn copy(
    place: &Path,
    name: Option<&str>,
    from: &str,
    keep_id: bool,
) -> Result<Copied, Failure> {
    let workspace = find::workspace_of(place).ok_or_else(|| {
        Failure::new("这里不是工作区，规程无处可放")
            .because(format!("上级目录中都没有 {}", workspace::FILE))
            .hint("anjuan init --agency 机关全称")
    })?;
    if let Some(bag) = store::bag_around(&workspace) {
        return Err(open::read_only("规程", &bag));
    }
    let source = super::read(Some(&workspace), from)?;
    let name = name.unwrap_or(&source.rulebook.id).to_owned();
    if !is_id(&name) {
        return Err(Failure::new(format!("「{name}」不能作规程的编号"))
            .because("编号应为字母、数字、._-，1 至 64 个"));
    }
    let folder = workspace.join(shelf::FOLDER).join(&name);
    if folder.symlink_metadata().is_ok() {
        return Err(exists(&folder, &name));
    }
    let id = if keep_id {
        source.rulebook.id.clone()
    } else {
        name.clone()
    };
    let head = head(&source, &id)?;
    write(&folder, &source, &head).map_err(|error| {
        Failure::new(format!("无法写 {}", find::relative(&folder).display())).because_io(&error)
    })?;
    Ok(Copied {
        folder: find::relative(folder),
        name,
        id,
        version: version(&source.rulebook),
        from: source.rulebook,
    })
}

fn exists(folder: &Path, name: &str) -> Failure {
    let failure = Failure::new(format!("{} 已经存在", find::relative(folder).display()));
    if folder.join(shelf::HEAD).is_file() {
        failure
            .because("其中已有规程；另起名字，可以与它并存")
            .hint(format!("anjuan rulebook check {}", quote(name)))
    } else {
        failure.because("复制不覆盖已有的文件；请另起名字")
    }
}

fn version(of: &Rulebook) -> String {
    format!("{}{COPY}", of.version)
}

/// The head of the copy: with its own id, and what it is a copy of. Comments and order stay.
fn head(source: &Read, id: &str) -> Result<String, Failure> {
    let text = source.source.files.get(shelf::HEAD);
    let text = text.map(String::as_str).unwrap_or_default();
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| Failure::new(message(error.message())))?;
    let of = &source.rulebook;
    let short = of.sha256.get(..12).unwrap_or_default();
    let copied = format!("复制自 {} 第 {} 版（sha256 {short}…）", of.id, of.version);
    let status = match of.status.as_str() {
        "" => copied,
        status => format!("{status}；{copied}"),
    };
    put(&mut document, "id", id);
    put(&mut document, "version", &version(of));
    put(&mut document, "status", &status);
    let mut derived = InlineTable::new();
    derived.insert("id", of.id.as_str().into());
    derived.insert("version", of.version.as_str().into());
    derived.insert("sha256", of.sha256.as_str().into());
    document.insert("derived_from", value(derived));
    Ok(document.to_string())
}

/// Sets a text and keeps the comment behind it.
fn put(document: &mut DocumentMut, key: &str, text: &str) {
    let decor = document
        .get(key)
        .and_then(Item::as_value)
        .map(|old| old.decor().clone());
    let mut new = toml_edit::Value::from(text);
    if let Some(decor) = decor {
        *new.decor_mut() = decor;
    }
    // An insertion would put a new key in the place of the old one and lose the comment above it.
    match document.get_mut(key) {
        Some(item) => *item = Item::Value(new),
        None => {
            document.insert(key, Item::Value(new));
        }
    }
}

/// Writes the files into a folder beside, which then gets its name: there is no half copy.
fn write(folder: &Path, source: &Read, head: &str) -> io::Result<()> {
    let parent = folder.parent().unwrap_or(folder);
    fs::create_dir_all(parent)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    // as any new folder: what the user's umask leaves of it
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    let unfinished = builder.tempdir_in(parent)?;
    for (name, text) in &source.source.files {
        let text = if name == shelf::HEAD { head } else { text };
        let path = unfinished.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(parent))?;
        let mut file = File::create_new(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
    }
    fs::rename(unfinished.path(), folder)?;
    // It has another name now, and nothing is left to remove.
    let _ = unfinished.keep();
    sync_names(parent)
}

#[cfg(unix)]
fn sync_names(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_names(_: &Path) -> io::Result<()> {
    Ok(())
}
