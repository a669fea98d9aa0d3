//! The rulebooks that there are: which wins where two have one name, and which cases get.

use std::path::Path;

use super::Read;
use crate::rulebook::built_in_names;
use crate::task::error::Failure;
use crate::task::shelf;
use crate::workspace::Workspace;

/// One rulebook that can be asked for.
#[derive(Debug)]
pub struct Listed {
    /// The name to ask for it.
    pub name: String,
    /// Its folder; none: it is built in.
    pub folder: Option<String>,
    /// Whether cases that name no rulebook are checked with it.
    pub is_default: bool,
    /// Whether a folder of the workspace stands for it, so that its bare name means that one.
    pub is_hidden: bool,
    /// What it says, or why it cannot be used.
    pub read: Result<Read, Failure>,
}

/// Every rulebook: the workspace's own, then the built-in ones.
#[must_use]
pub fn list(dir: Option<&Path>, workspace: &Workspace) -> Vec<Listed> {
    let own = shelf::own_names(dir);
    let defaults = shelf::defaults(workspace);
    let mut all: Vec<_> = own
        .iter()
        .map(|name| Listed {
            folder: Some(format!("{}/{name}", shelf::FOLDER)),
            is_default: defaults.contains(name),
            is_hidden: false,
            read: super::read(dir, name),
            name: name.clone(),
        })
        .collect();
    for name in built_in_names() {
        let is_hidden = own.iter().any(|known| known == name);
        let precise = format!("{}{name}", shelf::BUILT_IN);
        all.push(Listed {
            folder: None,
            is_default: !is_hidden && defaults.iter().any(|known| known == name),
            is_hidden,
            read: super::read(dir, &precise),
            name: if is_hidden { precise } else { name.to_owned() },
        });
    }
    all
}
