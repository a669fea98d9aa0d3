//! Opening a case: its manifest, files, workspace and rulebooks.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::error::Failure;
use super::find::{self, MANIFEST};
use super::reader::{self, StrictReader};
use super::shelf;
use crate::case::{Manifest, decode};
use crate::check::quote;
use crate::inventory::{File, FileKind, History, Inventory};
use crate::report::RulebookLine;
use crate::rulebook::{Rulebook, Unsound, built_in_names, load, load_over, over};
use crate::store::{self, FoundFile, Head, State};
use crate::workspace::{FILE, Workspace};

/// A case that was read.
#[derive(Debug)]
pub struct Opened {
    /// Its directory.
    pub dir: PathBuf,
    /// The directory as the user named it.
    pub label: String,
    /// The manifest.
    pub manifest: Manifest,
    /// Its text, without a byte order mark and with plain line ends.
    pub text: String,
    /// The digest of the manifest's bytes.
    pub sha256: String,
    /// Its files and history.
    pub inventory: Inventory,
    /// The head of its journal, where it has one.
    pub head: Option<Head>,
    /// Its workspace.
    pub workspace: Arc<Workspace>,
    /// The directory of the workspace, where there is one.
    pub workspace_dir: Option<PathBuf>,
    /// The rulebooks it is checked with.
    pub rulebooks: Vec<Arc<Rulebook>>,
    first: Arc<Rulebook>,
}

impl Opened {
    /// The first rulebook: the one whose catalogue and templates the case is written with.
    #[must_use]
    pub fn rulebook(&self) -> &Rulebook {
        &self.first
    }

    /// An event or record as the manifest writes it, as TOML; empty where there is none.
    #[must_use]
    pub fn item_text(&self, list: &str, id: &str) -> String {
        let items = self.manifest.tree.get(list).and_then(toml::Value::as_array);
        let item = items
            .into_iter()
            .flatten()
            .filter_map(toml::Value::as_table)
            .find(|item| item.get("id").and_then(toml::Value::as_str) == Some(id));
        item.map(ToString::to_string).unwrap_or_default()
    }
}

/// A rulebook's name, seen from a workspace, and the digest of the one that it is laid over.
type Loaded = ((Option<PathBuf>, String), Option<String>);

/// Workspaces and rulebooks, each read once.
#[derive(Debug, Default)]
pub struct Library {
    workspaces: Mutex<BTreeMap<Option<PathBuf>, Arc<Workspace>>>,
    rulebooks: Mutex<BTreeMap<Loaded, Arc<Rulebook>>>,
    /// Rulebooks to use instead of those that cases name: ids or folders.
    instead: Vec<String>,
}

impl Library {
    /// A library in which these rulebooks, ids or folders, replace those that cases name; none:
    /// the cases' own.
    #[must_use]
    pub fn with(instead: Vec<String>) -> Self {
        Self {
            instead,
            ..Self::default()
        }
    }

    /// Reads a case.
    ///
    /// # Errors
    /// A manifest, workspace or rulebook that cannot be read, with every problem in it.
    pub fn open(&self, dir: &Path) -> Result<Opened, Failure> {
        let label = dir.display().to_string();
        let survey = store::survey(dir, &StrictReader).map_err(|error| reader::failure(&error))?;
        let snapshot = survey.snapshot;
        if let State::Damaged(damage) = &snapshot.state {
            return Err(reader::damaged(&label, damage));
        }
        let file = dir.join(MANIFEST).display().to_string();
        let manifest = Manifest::read(&file, &snapshot.manifest).map_err(Failure::unreadable)?;
        if let Some(damage) = snapshot.judged(dir, &reader::claim(&manifest)) {
            return Err(reader::damaged(&label, &damage));
        }
        let workspace_dir = find::workspace_of(dir);
        let workspace = self.workspace(workspace_dir.as_deref())?;
        let names = self.names(&manifest, &workspace);
        let rulebooks = self.rulebooks(workspace_dir.as_deref(), &names)?;
        differ_in_id(&label, &names, &rulebooks)?;
        let alone = rulebooks.iter().find(|rulebook| rulebook.over.is_none());
        let first = match alone.or(rulebooks.first()) {
            Some(first) => Arc::clone(first),
            None => self.rulebook(workspace_dir.as_deref(), shelf::DEFAULT)?,
        };
        Ok(Opened {
            first,
            dir: dir.to_owned(),
            label,
            manifest,
            text: decode(&snapshot.manifest)
                .unwrap_or_default()
                .replace("\r\n", "\n"),
            sha256: snapshot.sha256,
            inventory: Inventory {
                files: survey.files.into_iter().map(file_found).collect(),
                history: history(&snapshot.state),
            },
            head: snapshot.head,
            workspace,
            workspace_dir,
            rulebooks,
        })
    }

    fn names(&self, manifest: &Manifest, workspace: &Workspace) -> Vec<String> {
        if !self.instead.is_empty() {
            return self.instead.clone();
        }
        let own = manifest.case.rulebooks.clone();
        own.filter(|list| !list.is_empty())
            .unwrap_or_else(|| shelf::defaults(workspace))
    }

    /// The workspace in a directory; the default where there is none.
    ///
    /// # Errors
    /// An `anjuan.toml` that cannot be read.
    pub fn workspace(&self, dir: Option<&Path>) -> Result<Arc<Workspace>, Failure> {
        let key = dir.map(Path::to_owned);
        let mut known = self
            .workspaces
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(workspace) = known.get(&key) {
            return Ok(workspace.clone());
        }
        let workspace = match dir {
            None => Workspace::default(),
            Some(dir) => {
                let path = dir.join(FILE);
                let bytes = fs::read(&path).map_err(|error| {
                    Failure::new(format!("无法读取 {}", path.display())).because_io(&error)
                })?;
                Workspace::read(&path.display().to_string(), &bytes).map_err(Failure::unreadable)?
            }
        };
        let workspace = Arc::new(workspace);
        known.insert(key, workspace.clone());
        Ok(workspace)
    }

    /// The rulebook of that id, or in that folder. A folder `templates/<id>` of the workspace wins
    /// over a built-in one.
    ///
    /// # Errors
    /// One that is not there, or not sound.
    pub fn rulebook(&self, workspace: Option<&Path>, name: &str) -> Result<Arc<Rulebook>, Failure> {
        self.rulebook_over(workspace, name, None)
    }

    /// The same; a rulebook that is laid over another is laid over this one, else over the one
    /// that it names.
    fn rulebook_over(
        &self,
        workspace: Option<&Path>,
        name: &str,
        base: Option<&Arc<Rulebook>>,
    ) -> Result<Arc<Rulebook>, Failure> {
        let place = (workspace.map(Path::to_owned), name.to_owned());
        let alone = (place.clone(), None);
        if let Some(rulebook) = self.known(&alone) {
            return Ok(rulebook);
        }
        let below = base.map(|base| base.sha256.clone());
        if let Some(rulebook) = self.known(&(place.clone(), below)) {
            return Ok(rulebook);
        }
        let source = shelf::source(workspace, name)?;
        let (key, rulebook) = match over(&source) {
            None => (alone, load(&source).map_err(Failure::unsound)?),
            Some(own) => {
                let base = match base {
                    Some(base) => Arc::clone(base),
                    None => self.rulebook(workspace, &own)?,
                };
                let below = Some(base.sha256.clone());
                let loaded = load_over(&source, &base).map_err(|error| {
                    if base.id == own {
                        Failure::unsound(error)
                    } else {
                        misfit(name, (&own, &base.id), &error)
                    }
                })?;
                ((place, below), loaded)
            }
        };
        let rulebook = Arc::new(rulebook);
        let mut known = self
            .rulebooks
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(known.entry(key).or_insert(rulebook).clone())
    }

    fn known(&self, key: &Loaded) -> Option<Arc<Rulebook>> {
        let known = self
            .rulebooks
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        known.get(key).cloned()
    }

    /// The rulebooks of a case; those that are laid over another one are laid over the first of
    /// the others.
    fn rulebooks(
        &self,
        workspace: Option<&Path>,
        names: &[String],
    ) -> Result<Vec<Arc<Rulebook>>, Failure> {
        let mut base = None;
        for name in names {
            let rulebook = self.rulebook(workspace, name)?;
            if rulebook.over.is_none() {
                base = Some(rulebook);
                break;
            }
        }
        let each = names.iter();
        each.map(|name| self.rulebook_over(workspace, name, base.as_ref()))
            .collect()
    }

    /// The rulebooks of cases of a workspace that name none.
    ///
    /// # Errors
    /// As [`Library::rulebook`].
    pub fn defaults(&self, workspace: Option<&Path>) -> Result<Vec<Arc<Rulebook>>, Failure> {
        let named = shelf::defaults(&*self.workspace(workspace)?);
        self.rulebooks(workspace, &named)
    }

    /// The rulebook of a place that may be no case: for `explain` and the like.
    ///
    /// # Errors
    /// As [`Library::rulebook`].
    pub fn rulebook_near(&self, place: &Path) -> Result<Arc<Rulebook>, Failure> {
        let dir = find::workspace_of(place);
        let workspace = self.workspace(dir.as_deref())?;
        let defaults = shelf::defaults(&workspace);
        let named = self.instead.first().or(defaults.first());
        self.rulebook(dir.as_deref(), named.map_or(shelf::DEFAULT, String::as_str))
    }

    /// The rulebooks in which something may be looked up from a place that may be no case: those
    /// that the user or the workspace names, then the sound ones of the others that there are.
    ///
    /// # Errors
    /// As [`Library::rulebook`], of those that are named.
    pub fn rulebooks_near(&self, place: &Path) -> Result<Vec<Arc<Rulebook>>, Failure> {
        let dir = find::workspace_of(place);
        if !self.instead.is_empty() {
            return self.rulebooks(dir.as_deref(), &self.instead);
        }
        let workspace = self.workspace(dir.as_deref())?;
        let named = shelf::defaults(&workspace);
        let mut found = self.rulebooks(dir.as_deref(), &named)?;
        let own = shelf::own_names(dir.as_deref());
        let others = own
            .into_iter()
            .chain(built_in_names().map(ToOwned::to_owned));
        for name in others.filter(|name| !named.contains(name)) {
            let other = self.rulebook(dir.as_deref(), &name).ok();
            let is_new = |other: &Arc<Rulebook>| found.iter().all(|known| known.id != other.id);
            found.extend(other.filter(is_new));
        }
        Ok(found)
    }

    /// The rulebooks that were used, as reports name them.
    #[must_use]
    pub fn used(&self) -> Vec<RulebookLine> {
        let known = self
            .rulebooks
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut lines: Vec<_> = known.values().map(|book| line(book)).collect();
        // Two workspaces may name one rulebook.
        lines.sort_by(|a, b| (&a.id, &a.sha256).cmp(&(&b.id, &b.sha256)));
        lines.dedup();
        lines
    }
}

/// How many of the names that a rulebook lacks a message shows.
const SHOWN: usize = 3;

/// A rulebook laid over another one than it was written for, which has other names.
fn misfit(name: &str, (own, base): (&str, &str), error: &Unsound) -> Failure {
    let problems = error.files.iter().flat_map(|file| &file.problems);
    let all: Vec<_> = problems.map(|problem| problem.message.as_str()).collect();
    let first: Vec<_> = all.iter().copied().take(SHOWN).collect();
    Failure::new(format!("规程 {name} 不能叠加在 {base} 之上"))
        .because(format!(
            "它的规则用的是 {own} 的文书、事项和处理结果的名称，{base} 没有的有 {} 处，如：{}",
            all.len(),
            first.join("；")
        ))
        .because(format!(
            "复制到工作区，over 改为 {base}，规则改用它的名称，就可以叠加"
        ))
        .hint(format!("anjuan rulebook new {}", quote(name)))
}

/// Findings and waivers name a rule by its rulebook's id: of one id there can be one rulebook.
fn differ_in_id(label: &str, names: &[String], books: &[Arc<Rulebook>]) -> Result<(), Failure> {
    for (at, book) in books.iter().enumerate() {
        let other = books.iter().take(at).position(|other| other.id == book.id);
        if let Some((first, second)) = other.and_then(|other| names.get(other).zip(names.get(at))) {
            return Err(
                Failure::new(format!("{label} 不能同时用规程 {first} 和 {second}"))
                    .because(format!("二者的编号都是 {}，规则将无从区分", book.id))
                    .hint("anjuan rulebook list"),
            );
        }
    }
    Ok(())
}

/// A rulebook as reports name it.
#[must_use]
pub fn line(rulebook: &Rulebook) -> RulebookLine {
    RulebookLine {
        id: rulebook.id.clone(),
        version: rulebook.version.clone(),
        sha256: rulebook.sha256.clone(),
        is_built_in: shelf::is_built_in(rulebook),
    }
}

fn file_found(found: FoundFile) -> File {
    let kind = match found.kind {
        store::Kind::Regular if is_leftover(&found.path) => FileKind::Leftover,
        store::Kind::Regular => FileKind::Regular,
        store::Kind::Symlink => FileKind::Symlink,
        store::Kind::Other => FileKind::Other,
        store::Kind::NotUtf8 => FileKind::BadName,
        store::Kind::Unreadable => FileKind::Unreadable,
    };
    File {
        path: found.path,
        kind,
        size: found.size,
        sha256: None,
    }
}

/// Whether a file is what a crash left half-written.
pub(super) fn is_leftover(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .is_some_and(|name| name.starts_with(store::TEMP_PREFIX))
}

fn history(state: &State) -> History {
    match state {
        State::Clean | State::Damaged(_) => History::Known,
        State::NoJournal => History::Absent,
        State::HandEdited(edit) if edit.is_harmless() => History::Edited,
        State::HandEdited(edit) => History::Altered(
            edit.changed
                .iter()
                .map(|changed| changed.id.clone())
                .collect(),
        ),
    }
}
