//! Where a typed path leads.

use toml_edit::Item;

use super::EditError;
use super::error::{hint, listed};
use super::target::{Kind, Step, Target, at, length};
use super::value::inner_keys;
use crate::reading::{Key, Shape};

/// Follows a path as typed: `case.stage`, `E03.end`, `party.1.name`, `R12.fields.案发地`.
///
/// # Errors
/// A key, id or entry that does not exist, with what there is.
pub(super) fn resolve(keys: &'static [Key], root: &Item, path: &str) -> Result<Target, EditError> {
    let parts = split(path)?;
    let Some(first) = parts.first() else {
        return Err(EditError::Path {
            path: path.to_owned(),
        });
    };
    if let Some(key) = keys.iter().find(|key| key.name == first) {
        let target = Target {
            steps: vec![Step::key(first)],
            kind: Kind::Shape(key.shape),
            key,
            path: first.clone(),
        };
        return follow(root, target, parts.get(1..).unwrap_or_default());
    }
    let (target, used) = entry_of_id(keys, root, &parts)?;
    follow(root, target, parts.get(used..).unwrap_or_default())
}

fn follow(root: &Item, mut target: Target, mut rest: &[String]) -> Result<Target, EditError> {
    while let [name, below @ ..] = rest {
        rest = below;
        match target.kind {
            Kind::Shape(Shape::Table(keys)) | Kind::Entry(keys) => {
                step_into(&mut target, keys, name)?;
            }
            Kind::Shape(Shape::Tables(keys)) => {
                let used = enter(root, &mut target, keys, name, below)?;
                rest = below.get(used..).unwrap_or_default();
            }
            Kind::Shape(Shape::Answers(_)) => push(&mut target, name, Kind::Answer),
            Kind::Shape(Shape::Fields) if below.is_empty() => push(&mut target, name, Kind::Field),
            Kind::Shape(Shape::Fields) => {
                let path = format!("{}.{name}.{}", target.path, below.join("."));
                return Err(EditError::FieldName { path });
            }
            Kind::Answer => {
                let Shape::Answers(keys) = target.key.shape else {
                    break;
                };
                step_into(&mut target, keys, name)?;
            }
            Kind::Shape(_) | Kind::Field => return Err(EditError::NotTable { path: target.path }),
        }
    }
    Ok(target)
}

fn push(target: &mut Target, name: &str, kind: Kind) {
    target.steps.push(Step::key(name));
    target.path = format!("{}.{name}", target.path);
    target.kind = kind;
}

fn step_into(target: &mut Target, keys: &'static [Key], name: &str) -> Result<(), EditError> {
    let Some(key) = keys.iter().find(|key| key.name == name) else {
        let names: Vec<_> = keys.iter().map(|key| key.name).collect();
        return Err(unknown_key(
            &format!("{}.{name}", target.path),
            name,
            &names,
        ));
    };
    push(target, name, Kind::Shape(key.shape));
    target.key = key;
    Ok(())
}

pub(super) fn unknown_key(path: &str, name: &str, names: &[&str]) -> EditError {
    EditError::UnknownKey {
        path: path.to_owned(),
        hint: hint(name, names.iter().copied()),
        known: listed(names),
    }
}

/// Steps into a list by number from 1, or by id or name, which may contain full stops; gives how
/// many more parts of the path the name took.
fn enter(
    root: &Item,
    target: &mut Target,
    keys: &'static [Key],
    first: &str,
    below: &[String],
) -> Result<usize, EditError> {
    let list = at(root, &target.steps);
    let count = list.map_or(0, length);
    let names: Vec<_> = (0..count).map(|index| name_in(list, index)).collect();
    let number = first
        .parse::<usize>()
        .ok()
        .filter(|n| (1..=count).contains(n));
    let by_name = || {
        (0..=below.len()).rev().find_map(|used| {
            let text = joined(first, below.get(..used).unwrap_or_default());
            let index = names.iter().position(|name| *name == Some(text.as_str()))?;
            Some((index, text, used))
        })
    };
    let by_number = number.map(|number| (number - 1, first.to_owned(), 0));
    let (index, name, used) = by_number
        .or_else(by_name)
        .ok_or_else(|| no_entry(&target.path, first, &names))?;
    target.steps.push(Step::Index(index));
    target.path = format!("{}.{name}", target.path);
    target.kind = Kind::Entry(keys);
    Ok(used)
}

fn joined(first: &str, more: &[String]) -> String {
    more.iter()
        .fold(first.to_owned(), |text, part| format!("{text}.{part}"))
}

fn no_entry(list: &str, entry: &str, names: &[Option<&str>]) -> EditError {
    let known: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(index, name)| match name {
            Some(name) => format!("{} {name}", index + 1),
            None => (index + 1).to_string(),
        })
        .collect();
    EditError::NoEntry {
        list: list.to_owned(),
        entry: entry.to_owned(),
        hint: hint(entry, names.iter().copied().flatten()),
        known: listed(&known.iter().map(String::as_str).collect::<Vec<_>>()),
    }
}

fn name_in(list: Option<&Item>, index: usize) -> Option<&str> {
    let entry = list?.get(index)?;
    entry.get("id").or_else(|| entry.get("name"))?.as_str()
}

/// Where the event or record of an id stands.
pub(super) fn find_id(
    keys: &'static [Key],
    root: &Item,
    id: &str,
) -> Option<(&'static Key, usize)> {
    let lists = keys
        .iter()
        .filter(|key| matches!(key.name, "event" | "record"));
    lists.into_iter().find_map(|key| {
        let list = root.get(key.name);
        let count = list.map_or(0, length);
        (0..count)
            .find(|index| name_in(list, *index) == Some(id))
            .map(|index| (key, index))
    })
}

fn entry_of_id(
    keys: &'static [Key],
    root: &Item,
    parts: &[String],
) -> Result<(Target, usize), EditError> {
    for used in (1..=parts.len()).rev() {
        let id = parts.get(..used).unwrap_or_default().join(".");
        if let Some((key, index)) = find_id(keys, root, &id) {
            let kind = Kind::Entry(inner_keys(key));
            let steps = vec![Step::key(key.name), Step::Index(index)];
            return Ok((
                Target {
                    steps,
                    kind,
                    key,
                    path: id,
                },
                used,
            ));
        }
    }
    let first = parts.first().map_or("", String::as_str);
    let names: Vec<_> = keys.iter().map(|key| key.name).collect();
    if crate::reading::nearest(first, names.iter().copied()).is_some() {
        return Err(unknown_key(first, first, &names));
    }
    Err(unknown_id(root, first))
}

pub(super) fn unknown_id(root: &Item, id: &str) -> EditError {
    let lists = ["event", "record"].map(|list| root.get(list));
    let ids: Vec<_> = lists
        .iter()
        .flat_map(|list| {
            let count = list.map_or(0, length);
            (0..count).filter_map(|index| name_in(*list, index))
        })
        .collect();
    EditError::UnknownId {
        id: id.to_owned(),
        hint: hint(id, ids.iter().copied()),
        known: listed(&ids),
    }
}

/// Splits a path at full stops outside of quotes.
fn split(path: &str) -> Result<Vec<String>, EditError> {
    let refuse = || EditError::Path {
        path: path.to_owned(),
    };
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut quote = None;
    for c in path.trim().chars() {
        match (quote, c) {
            (None, '.') => parts.push(std::mem::take(&mut part)),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (_, c) => part.push(c),
        }
    }
    parts.push(part);
    let parts: Vec<_> = parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .collect();
    if quote.is_some() || parts.iter().any(String::is_empty) {
        return Err(refuse());
    }
    Ok(parts)
}
