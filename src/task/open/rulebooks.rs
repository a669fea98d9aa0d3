//! The rulebooks of a library: found by name, loaded once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::Library;
use crate::check::quote;
use crate::report::RulebookLine;
use crate::rulebook::{Rulebook, Unsound, built_in_names, load, load_over, over};
use crate::task::error::Failure;
use crate::task::{find, shelf};

/// A rulebook's name, seen from a workspace, and the digest of the one that it is laid over.
pub(super) type Loaded = ((Option<PathBuf>, String), Option<String>);

/// The digest of a rulebook's files, and of the one that it is laid over.
pub(super) type Digests = (String, Option<String>);

impl Library {
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
        let failed = Failure::unsound;
        let (key, rulebook) = match over(&source) {
            None => {
                let digests = (source.sha256(), None);
                (
                    alone,
                    self.shared(digests, || load(&source).map_err(failed))?,
                )
            }
            Some(own) => {
                let base = match base {
                    Some(base) => Arc::clone(base),
                    None => self.rulebook(workspace, &own)?,
                };
                let below = Some(base.sha256.clone());
                let digests = (source.sha256(), below.clone());
                let load = || {
                    load_over(&source, &base).map_err(|error| {
                        if base.id == own {
                            failed(error)
                        } else {
                            misfit(name, (&own, &base.id), &error)
                        }
                    })
                };
                ((place, below), self.shared(digests, load)?)
            }
        };
        let mut known = self
            .rulebooks
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        Ok(known.entry(key).or_insert(rulebook).clone())
    }

    /// A library with the same rulebooks, which forgets the places where this one met them.
    #[must_use]
    pub(in crate::task) fn sharing(&self) -> Self {
        Self {
            digests: Arc::clone(&self.digests),
            ..Self::default()
        }
    }

    /// The rulebook of these digests, loaded once.
    fn shared(
        &self,
        digests: Digests,
        load: impl FnOnce() -> Result<Rulebook, Failure>,
    ) -> Result<Arc<Rulebook>, Failure> {
        let known = |known: &Mutex<BTreeMap<Digests, Arc<Rulebook>>>| {
            let known = known.lock().unwrap_or_else(PoisonError::into_inner);
            known.get(&digests).cloned()
        };
        if let Some(rulebook) = known(&self.digests) {
            return Ok(rulebook);
        }
        let rulebook = Arc::new(load()?);
        let mut all = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(all.entry(digests).or_insert(rulebook).clone())
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
    pub(super) fn rulebooks(
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
pub(super) fn differ_in_id(
    label: &str,
    names: &[String],
    books: &[Arc<Rulebook>],
) -> Result<(), Failure> {
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
