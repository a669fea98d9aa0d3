//! Opening a case: its manifest, files, workspace and rulebooks.

mod rulebooks;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub use rulebooks::line;
use rulebooks::{Digests, Loaded, differ_in_id};

use super::error::Failure;
use super::find::{self, MANIFEST};
use super::parcel::Parcel;
use super::reader::{self, StrictReader};
use super::shelf;
use crate::case::{Manifest, decode};
use crate::check::quote;
use crate::inventory::{File, FileKind, History, Inventory};
use crate::rulebook::Rulebook;
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
    /// The names by which they were asked for.
    pub(super) names: Vec<String>,
    /// Whether it can be changed where it lies.
    pub keeping: Keeping,
    first: Arc<Rulebook>,
    /// What was taken out of a package to be read as long as the case is open.
    taken: Option<Arc<Parcel>>,
}

/// Whether a case can be changed where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// In a directory of its own: it can be written.
    Desk,
    /// In this package: it can only be read.
    Package(PathBuf),
}

impl Opened {
    /// A failure about the case that names its package, not where its files were taken.
    #[must_use]
    pub fn named(&self, failure: Failure) -> Failure {
        match &self.taken {
            None => failure,
            Some(parcel) => parcel.named(failure),
        }
    }

    /// Refuses to change a case that can only be read.
    ///
    /// # Errors
    /// The case lies in a package, or a newer version wrote its manifest.
    pub fn must_be_writable(&self) -> Result<(), Failure> {
        if let Keeping::Package(package) = &self.keeping {
            return Err(read_only(&self.label, package));
        }
        if self.manifest.newer {
            let what = format!("{} 由更新版本的 anjuan 写成，本版本只能读", self.label);
            return Err(Failure::new(what));
        }
        Ok(())
    }

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

/// Why nothing that lies in a package can be changed.
#[must_use]
pub fn read_only(what: &str, package: &Path) -> Failure {
    let package = find::relative(package).display().to_string();
    Failure::new(format!("归档包是只读的，不能改其中的 {what}"))
        .because("改了就与打包时记下的散列不符；要改，请在案件原来的目录中改，改后另行归档")
        .hint(format!("anjuan verify {}", quote(&package)))
}

/// Workspaces and rulebooks, each read once.
#[derive(Debug, Default)]
pub struct Library {
    workspaces: Mutex<BTreeMap<Option<PathBuf>, Arc<Workspace>>>,
    rulebooks: Mutex<BTreeMap<Loaded, Arc<Rulebook>>>,
    /// Rulebooks by their digests, which many packages carry alike.
    digests: Arc<Mutex<BTreeMap<Digests, Arc<Rulebook>>>>,
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

    /// Reads a case: one in a directory, or one in a package, packed or unpacked, with the
    /// workspace and the rulebooks that the package carries.
    ///
    /// # Errors
    /// A manifest, workspace or rulebook that cannot be read, with every problem in it; a package
    /// that cannot be read, or holds no case.
    pub fn open(&self, place: &Path) -> Result<Opened, Failure> {
        let label = place.display().to_string();
        if !find::is_package(place) {
            return self.open_directory(place, label);
        }
        let parcel = Parcel::open(place)?;
        let opened = self.open_directory(&parcel.case, label);
        let mut opened = opened.map_err(|failure| parcel.named(failure))?;
        if let Some(files) = &parcel.files {
            opened.inventory.files = files.iter().cloned().map(file_found).collect();
        }
        opened.keeping = Keeping::Package(place.to_owned());
        opened.taken = Some(Arc::new(parcel));
        Ok(opened)
    }

    fn open_directory(&self, dir: &Path, label: String) -> Result<Opened, Failure> {
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
        let known = match history(&snapshot.state) {
            History::Known => told(dir, &manifest, &snapshot.sha256),
            other => other,
        };
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
                history: known,
            },
            head: snapshot.head,
            workspace,
            workspace_dir,
            rulebooks,
            names,
            keeping: store::bag_around(dir).map_or(Keeping::Desk, Keeping::Package),
            taken: None,
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

/// What every line of the journal says of a manifest to which its last line leads: a last line that
/// was made to fit hides nothing that the lines before it recorded.
fn told(dir: &Path, manifest: &Manifest, sha256: &str) -> History {
    let Ok(read) = store::History::read(dir) else {
        return History::Known;
    };
    let gaps = if read.manifest().1 == sha256 {
        read.gaps(&reader::outline(manifest))
    } else {
        Vec::new()
    };
    if gaps.is_empty() {
        History::Known
    } else {
        History::Altered(gaps.into_iter().map(|gap| gap.id).collect())
    }
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
