//! Keys of one table: where a new one stands, and what stays when one goes.

use toml_edit::{Decor, InlineTable, Item, Key, Table, Value};

use super::layout::{prefix, raw, stacked};
use crate::reading;

/// Inserts a value after the nearest earlier key of the table of keys; at the end where the keys
/// are data.
pub(super) fn insert(table: &mut Table, keys: &[reading::Key], name: &str, value: Value) {
    let printed = |item: &Item| match item {
        Item::Value(_) => true,
        Item::Table(table) => table.is_dotted(),
        Item::None | Item::ArrayOfTables(_) => false,
    };
    let names: Vec<_> = table
        .iter()
        .map(|(key, item)| (key.to_owned(), printed(item)))
        .collect();
    let slot = slot(&names, keys, name);
    let neighbour = names
        .get(slot.saturating_sub(1))
        .and_then(|(name, _)| table.key(name));
    let before = neighbour.map_or("", |key| prefix(key.leaf_decor(), ""));
    let indent = before
        .rsplit('\n')
        .next()
        .filter(|indent| indent.trim().is_empty());
    let key = Key::new(name).with_leaf_decor(Decor::new(indent.unwrap_or_default(), " "));
    let later: Vec<_> = names
        .iter()
        .skip(slot)
        .filter_map(|(name, _)| table.remove_entry(name))
        .collect();
    table.insert_formatted(&key, Item::Value(value));
    for (key, item) in later {
        table.insert_formatted(&key, item);
    }
}

/// The same in an inline table.
pub(super) fn insert_inline(
    table: &mut InlineTable,
    keys: &[reading::Key],
    name: &str,
    value: Value,
) {
    settle(table);
    if table.is_empty() {
        table.set_trailing(" ");
    }
    let names: Vec<_> = table
        .iter()
        .map(|(key, _)| (key.to_owned(), true))
        .collect();
    let slot = slot(&names, keys, name);
    let mut before = " ".to_owned();
    if let Some(mut first) = names
        .first()
        .filter(|_| slot == 0)
        .and_then(|(name, _)| table.key_mut(name))
    {
        prefix(first.leaf_decor(), " ").clone_into(&mut before);
        first.leaf_decor_mut().set_prefix(" ");
    }
    let key = Key::new(name).with_leaf_decor(Decor::new(before, " "));
    let later: Vec<_> = names
        .iter()
        .skip(slot)
        .filter_map(|(name, _)| table.remove_entry(name))
        .collect();
    table.insert_formatted(&key, value.decorated(" ", ""));
    for (key, value) in later {
        table.insert_formatted(&key, value);
    }
}

/// Removes a key with the comment on its line; the lines above it go to the next key. Gives the
/// lines that have no next key.
pub(super) fn remove(table: &mut Table, name: &str) -> String {
    let later: Vec<_> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let from = later
        .iter()
        .position(|key| key == name)
        .map_or(later.len(), |at| at + 1);
    let Some((key, _)) = table.remove_entry(name) else {
        return String::new();
    };
    let before = prefix(key.leaf_decor(), "");
    let lines = before
        .rfind('\n')
        .and_then(|at| before.get(..=at))
        .unwrap_or_default();
    let next = later
        .iter()
        .skip(from)
        .find(|key| table.get(key).is_some_and(Item::is_value));
    let Some(mut next) = next.and_then(|next| table.key_mut(next)) else {
        return lines.to_owned();
    };
    let joined = stacked(lines, prefix(next.leaf_decor(), ""));
    next.leaf_decor_mut().set_prefix(joined);
    String::new()
}

/// The same in an inline table, which has no lines of its own.
pub(super) fn remove_inline(table: &mut InlineTable, name: &str) {
    settle(table);
    let is_first = table.iter().next().is_some_and(|(key, _)| key == name);
    let Some((gone, _)) = table.remove_entry(name) else {
        return;
    };
    let first = table.iter().next().map(|(key, _)| key.to_owned());
    match first {
        Some(first) if is_first => {
            if let Some(mut first) = table.key_mut(&first) {
                first
                    .leaf_decor_mut()
                    .set_prefix(prefix(gone.leaf_decor(), " "));
            }
        }
        Some(_) => {}
        None => table.set_trailing(""),
    }
}

/// Moves what stands after the last value to where it stands after a comma.
fn settle(table: &mut InlineTable) {
    let last = table.iter().last().map(|(key, _)| key.to_owned());
    let trailing = raw(table.trailing()).to_owned();
    let Some(last) = last.filter(|_| !table.trailing_comma()) else {
        return;
    };
    let Some(last) = table.get_mut(&last) else {
        return;
    };
    if last.as_inline_table().is_some_and(InlineTable::is_dotted) {
        return;
    }
    let suffix = last.decor().suffix().map_or(" ", raw).to_owned();
    last.decor_mut().set_suffix("");
    table.set_trailing(suffix + &trailing);
}

/// The index at which a new key goes among the names and whether they stand in the table's lines.
fn slot(names: &[(String, bool)], keys: &[reading::Key], name: &str) -> usize {
    let Some(rank) = keys.iter().position(|key| key.name == name) else {
        return names.len();
    };
    let earlier = keys.iter().take(rank).rev();
    let mut places = earlier.filter_map(|key| {
        names
            .iter()
            .position(|(name, printed)| *printed && *name == key.name)
    });
    places.next().map_or(0, |place| place + 1)
}
