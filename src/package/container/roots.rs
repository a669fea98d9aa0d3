//! The names in a container, and the folder in it that is the bag.

use super::Oddity;
use crate::package::archive::{Defect, Flaw, in_entry};
use crate::package::{BAGIT, name};

/// Checks names for what would harm whoever unpacks them, and gives them below the base directory
/// of the bag: the one top-level folder, or the container itself where the declaration lies there.
pub(super) fn below<'a>(
    names: &[&'a str],
    oddities: &mut Vec<Oddity>,
) -> Result<Vec<&'a str>, Defect> {
    for name in names {
        if let Some(problem) = name::hazard(name) {
            return Err(in_entry(name, Flaw::Name { problem }));
        }
    }
    if let Some(collision) = name::collisions(names.iter().copied()).pop() {
        let name = collision.second.clone();
        return Err(in_entry(&name, Flaw::Collision { collision }));
    }
    let is_inner = |name: &&&str| {
        let inner = name.split_once('/').map(|(_, inner)| inner);
        inner == Some(BAGIT)
    };
    if names.contains(&BAGIT) && !names.iter().any(|name| is_inner(&name)) {
        oddities.push(Oddity::NoTopFolder);
        return Ok(names.to_vec());
    }
    let mut top = None;
    let mut below = Vec::with_capacity(names.len());
    for name in names {
        let (folder, rest) = name
            .split_once('/')
            .ok_or_else(|| in_entry(name, Flaw::NoFolder))?;
        if *top.get_or_insert(folder) != folder {
            return Err(in_entry(name, Flaw::SecondFolder));
        }
        below.push(rest);
    }
    if below.is_empty() {
        return Err(Flaw::Empty.into());
    }
    Ok(below)
}
