//! Several directories that claim one case number: a copied folder, a restored backup.
//!
//! In one workspace a number is that of one case. Which of the directories is the case nobody can
//! tell but a person; so they are named together, and a command that is given the number does
//! nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::{Value, json};

use super::error::Failure;
use super::find;

/// The case numbers that several directories claim.
#[derive(Debug, Default)]
pub struct Twins {
    groups: Vec<Group>,
}

/// Directories with one case number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The number.
    pub id: String,
    /// The directories, in the order in which they were found.
    pub places: Vec<PathBuf>,
}

impl Twins {
    /// Looks among these directories; those of two workspaces have nothing to do with each other,
    /// and a case inside a package is the one that was packed.
    #[must_use]
    pub fn among(dirs: &[PathBuf]) -> Self {
        let named: Vec<_> = dirs
            .par_iter()
            .filter(|dir| !find::is_packed(dir))
            .filter_map(|dir| Some(((find::workspace_of(dir), find::number(dir)?), dir)))
            .collect();
        let mut by_number: BTreeMap<_, Vec<PathBuf>> = BTreeMap::new();
        for (key, dir) in named {
            by_number.entry(key).or_default().push(dir.clone());
        }
        let several = by_number.into_iter().filter(|(_, places)| places.len() > 1);
        Self {
            groups: several
                .map(|((_, id), places)| Group { id, places })
                .collect(),
        }
    }

    /// Whether every number is that of one directory.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The numbers with their directories.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The other directories with the number of this one.
    pub fn of<'a>(&'a self, dir: &'a Path) -> impl Iterator<Item = &'a PathBuf> + 'a {
        let own = self.groups.iter();
        let own = own.filter(move |group| group.places.iter().any(|place| place == dir));
        own.flat_map(|group| &group.places)
            .filter(move |place| *place != dir)
    }
}

impl Group {
    /// The same for programs.
    #[must_use]
    pub fn value(&self) -> Value {
        let places = self.places.iter().map(|place| place.display().to_string());
        json!({"id": self.id, "paths": places.collect::<Vec<_>>()})
    }

    /// A sentence that names them all.
    #[must_use]
    pub fn sentence(&self) -> String {
        let places: Vec<_> = self
            .places
            .iter()
            .map(|place| place.display().to_string())
            .collect();
        format!(
            "案号重复：{} 有 {} 个目录：{}",
            self.id,
            places.len(),
            places.join("、")
        )
    }
}

/// Refuses a number for a case that is to begin, which a directory of the workspace has already.
///
/// # Errors
/// Such a directory.
pub(super) fn must_be_free(workspace: &Path, dir: &Path, id: &str) -> Result<(), Failure> {
    let own = dir.canonicalize().ok();
    let others = find::with_number(workspace, id).into_iter();
    let mut others = others.filter(|other| other.canonicalize().ok() != own);
    match others.next() {
        None => Ok(()),
        Some(other) => {
            let other = other.display().to_string();
            Err(Failure::new(format!("案号 {id} 已经有了"))
                .because(format!("案件目录 {other}"))
                .hint(format!("anjuan status {}", crate::check::quote(&other))))
        }
    }
}
