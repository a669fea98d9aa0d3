//! Writing values and tables into the document at the end of some steps.

use toml_edit::{ArrayOfTables, InlineTable, Item, Table, Value};

use super::Editor;
use super::layout;
use super::list;
use super::table;
use super::target::{self, Step, at, at_mut, length};
use super::value::{arranged, arranged_value, plain, same};
use crate::reading::{Key, Shape};

/// Whether a key has a header of its own below its table: `[record.fields]`, `[record.media]`.
fn has_header(key: &Key) -> bool {
    matches!(key.shape, Shape::Fields)
        || (matches!(key.shape, Shape::Table(_)) && key.name == "media")
}

fn split(steps: &[Step]) -> (&[Step], Option<&Step>) {
    steps
        .split_last()
        .map_or((steps, None), |(last, parent)| (parent, Some(last)))
}

fn below(steps: &[Step], step: Step) -> Vec<Step> {
    let mut steps = steps.to_vec();
    steps.push(step);
    steps
}

impl Editor {
    /// Makes an item say what is wanted, changing no more of the text than that takes.
    pub(super) fn write(&mut self, steps: &[Step], wanted: &Value) {
        let Some(found) = at(self.document.as_item(), steps) else {
            self.changed = true;
            return self.create(steps, wanted);
        };
        if plain(found).is_some_and(|found| same(&found, wanted)) {
            return;
        }
        self.changed = true;
        match wanted {
            Value::InlineTable(wanted) if found.is_table_like() => self.write_keys(steps, wanted),
            Value::Array(wanted) if found.is_array_of_tables() && all_tables(wanted) => {
                self.write_tables(steps, wanted);
            }
            _ if found.is_value() => self.replace(steps, wanted),
            _ => {
                self.remove_at(steps);
                self.create(steps, wanted);
            }
        }
    }

    fn write_keys(&mut self, steps: &[Step], wanted: &InlineTable) {
        let found = at(self.document.as_item(), steps).and_then(Item::as_table_like);
        let names = found.map_or_else(Vec::new, |table| {
            table
                .iter()
                .map(|(name, _)| name.to_owned())
                .collect::<Vec<_>>()
        });
        for name in names.iter().filter(|name| !wanted.contains_key(name)) {
            self.remove_at(&below(steps, Step::key(name)));
        }
        for (name, value) in &arranged(wanted, self.keys_below(steps)) {
            self.write(&below(steps, Step::key(name)), value);
        }
    }

    fn write_tables(&mut self, steps: &[Step], wanted: &toml_edit::Array) {
        let count = at(self.document.as_item(), steps).map_or(0, length);
        for index in (wanted.len()..count).rev() {
            self.remove_at(&below(steps, Step::Index(index)));
        }
        for (index, value) in wanted.iter().enumerate() {
            match value.as_inline_table() {
                Some(entry) if index >= count => self.append_at(steps, entry),
                _ => self.write(&below(steps, Step::Index(index)), value),
            }
        }
    }

    fn replace(&mut self, steps: &[Step], wanted: &Value) {
        let wanted = arranged_value(wanted, self.keys_below(steps));
        let found = at_mut(self.document.as_item_mut(), steps).and_then(Item::as_value_mut);
        match (found, &wanted) {
            (Some(Value::Array(array)), Value::Array(wanted)) => list::reconcile(array, wanted),
            (Some(found), wanted) => list::replace(found, wanted),
            (None, _) => {}
        }
    }

    /// Writes what is not there yet, with the tables around it.
    fn create(&mut self, steps: &[Step], wanted: &Value) {
        let (parent, Some(Step::Key(name))) = split(steps) else {
            return;
        };
        self.ensure(parent);
        match wanted {
            Value::InlineTable(entry) if self.wants_header(steps) => {
                self.insert_table(steps, arranged(entry, self.keys_below(steps)));
            }
            Value::Array(entries) if self.is_list_of_tables(steps) && !entries.is_empty() => {
                for entry in entries.iter().filter_map(Value::as_inline_table) {
                    self.append_at(steps, entry);
                }
            }
            other => self.insert_value(parent, name, arranged_value(other, self.keys_below(steps))),
        }
    }

    /// Makes the tables on the way to a value. A bare answer becomes a table with it as `value`.
    fn ensure(&mut self, steps: &[Step]) {
        for count in 1..=steps.len() {
            let way = steps.get(..count).unwrap_or_default();
            match at(self.document.as_item(), way) {
                None => self.create(way, &Value::InlineTable(InlineTable::new())),
                Some(item) if item.is_bool() => self.open_answer(way),
                Some(_) => {}
            }
        }
    }

    fn open_answer(&mut self, steps: &[Step]) {
        let found = at_mut(self.document.as_item_mut(), steps).and_then(Item::as_value_mut);
        if let Some(found) = found {
            let answer = InlineTable::from_iter([("value", found.clone())]);
            list::replace(found, &Value::InlineTable(answer));
        }
    }

    /// The keys that may stand in the table at the end of some steps; empty where they are data.
    fn keys_below(&self, steps: &[Step]) -> &'static [Key] {
        target::keys_below(self.keys, steps)
    }

    fn is_list_of_tables(&self, steps: &[Step]) -> bool {
        let [Step::Key(name)] = steps else {
            return false;
        };
        self.keys
            .iter()
            .any(|key| key.name == name && matches!(key.shape, Shape::Tables(_)))
    }

    /// Whether the table at these steps stands under a header of its own.
    fn wants_header(&self, steps: &[Step]) -> bool {
        let (parent, Some(Step::Key(name))) = split(steps) else {
            return false;
        };
        let standard = at(self.document.as_item(), parent)
            .is_some_and(|item| item.as_table().is_some_and(|table| !table.is_dotted()));
        let known = self.keys_below(parent).iter().find(|key| key.name == name);
        standard && known.is_some_and(|key| parent.is_empty() || has_header(key))
    }

    fn insert_value(&mut self, parent: &[Step], name: &str, value: Value) {
        self.surface(parent);
        let keys = self.keys_below(parent);
        match at_mut(self.document.as_item_mut(), parent) {
            Some(Item::Table(found)) => table::insert(found, keys, name, value),
            Some(Item::Value(Value::InlineTable(found))) => {
                table::insert_inline(found, keys, name, value);
            }
            _ => {}
        }
    }

    /// Gives a table that only its sub-tables name a header before the first of them.
    fn surface(&mut self, steps: &[Step]) {
        let Some(item) = at(self.document.as_item(), steps) else {
            return;
        };
        let hidden = item
            .as_table()
            .is_some_and(|table| table.is_implicit() && !table.is_dotted());
        let Some(first) = layout::first(item).filter(|_| hidden && !steps.is_empty()) else {
            return;
        };
        let prefix = layout::open(&mut self.document, first, 1, true);
        if let Some(Item::Table(found)) = at_mut(self.document.as_item_mut(), steps) {
            found.set_implicit(false);
            found.set_position(Some(first));
            found.decor_mut().set_prefix(prefix);
        }
    }

    fn insert_table(&mut self, steps: &[Step], entry: InlineTable) {
        let (parent, Some(Step::Key(name))) = split(steps) else {
            return;
        };
        let at = self.place(parent, name);
        let prefix = layout::open(&mut self.document, at, 1, parent.is_empty());
        let table = standing(entry, &[], at, &prefix);
        let found = at_mut(self.document.as_item_mut(), parent).and_then(Item::as_table_mut);
        if let Some(found) = found {
            found.insert(name, Item::Table(table));
        }
    }

    /// Where the first header of a key goes: after the nearest earlier key that has one.
    fn place(&self, parent: &[Step], name: &str) -> isize {
        let Some(table) = at(self.document.as_item(), parent) else {
            return 1;
        };
        let keys = self.keys_below(parent);
        let rank = keys
            .iter()
            .position(|key| key.name == name)
            .unwrap_or(keys.len());
        let own = table.as_table().and_then(Table::position).unwrap_or(0);
        let mut earlier = keys.iter().take(rank).rev();
        earlier
            .find_map(|key| layout::last(table.get(key.name)?))
            .unwrap_or(own)
            + 1
    }

    /// Appends a table to the list at the end of some steps.
    pub(super) fn append_at(&mut self, steps: &[Step], entry: &InlineTable) {
        self.changed = true;
        let (parent, Some(Step::Key(name))) = split(steps) else {
            return;
        };
        let keys = self.keys_below(steps);
        let entry = arranged(entry, keys);
        match at_mut(self.document.as_item_mut(), steps) {
            Some(Item::Value(Value::Array(array))) => {
                list::push(array, &Value::InlineTable(entry));
            }
            None if !parent.is_empty() => {
                self.ensure(parent);
                let array = Value::Array([entry].into_iter().collect());
                self.insert_value(parent, name, array);
            }
            found => {
                let last = found.and_then(|item| layout::last(item));
                let at = last.map_or_else(|| self.place(parent, name), |last| last + 1);
                let headers = entry
                    .iter()
                    .filter(|(name, _)| header_key(keys, name))
                    .count();
                let headers = 1 + isize::try_from(headers).unwrap_or_default();
                let prefix = layout::open(&mut self.document, at, headers, parent.is_empty());
                self.push_table(steps, standing(entry, keys, at, &prefix));
            }
        }
    }

    fn push_table(&mut self, steps: &[Step], new: Table) {
        if let Some(Item::ArrayOfTables(tables)) = at_mut(self.document.as_item_mut(), steps) {
            tables.push(new);
            return;
        }
        let (parent, Some(Step::Key(name))) = split(steps) else {
            return;
        };
        if let Some(Item::Table(parent)) = at_mut(self.document.as_item_mut(), parent) {
            let tables: ArrayOfTables = [new].into_iter().collect();
            parent.insert(name, Item::ArrayOfTables(tables));
        }
    }

    /// Removes what stands at the end of some steps, if anything.
    pub(super) fn remove_at(&mut self, steps: &[Step]) {
        let Some(item) = at(self.document.as_item(), steps) else {
            return;
        };
        self.changed = true;
        let first = layout::first(item);
        let last = layout::last(item);
        if let (Some(first), Some(last)) = (first, last) {
            let (_, before) = layout::before(&self.document, first);
            self.detach(steps);
            // Only an entry takes the comments directly above it along: above a section may stand
            // what belongs to the table before it.
            let entry = matches!(steps.last(), Some(Step::Index(_)));
            let kept = if entry {
                layout::remainder(&before)
            } else {
                &before
            };
            layout::hand_on(&mut self.document, last + 1, kept);
        } else {
            let lines = self.detach(steps);
            let after = self.enclosing(steps) + 1;
            layout::hand_on(&mut self.document, after, &lines);
        }
    }

    /// Takes an item out; gives the comment lines that have lost their place.
    fn detach(&mut self, steps: &[Step]) -> String {
        let (parent, last) = split(steps);
        match (at_mut(self.document.as_item_mut(), parent), last) {
            (Some(Item::Table(found)), Some(Step::Key(name))) => table::remove(found, name),
            (Some(Item::Value(Value::InlineTable(found))), Some(Step::Key(name))) => {
                table::remove_inline(found, name);
                String::new()
            }
            (Some(Item::Value(Value::Array(found))), Some(Step::Index(index))) => {
                list::remove(found, *index);
                String::new()
            }
            (Some(Item::ArrayOfTables(found)), Some(Step::Index(index))) => {
                if *index < found.len() {
                    found.remove(*index);
                }
                if found.is_empty() {
                    self.detach(parent);
                }
                String::new()
            }
            _ => String::new(),
        }
    }

    /// The number of the header under which a value stands; 0 for the top of the file.
    fn enclosing(&self, steps: &[Step]) -> isize {
        let ways = (0..steps.len())
            .rev()
            .filter_map(|count| steps.get(..count));
        let mut tables = ways.filter_map(|way| at(self.document.as_item(), way)?.as_table());
        tables.find_map(Table::position).unwrap_or(0)
    }
}

fn all_tables(array: &toml_edit::Array) -> bool {
    array.iter().all(Value::is_inline_table)
}

fn header_key(keys: &[Key], name: &str) -> bool {
    keys.iter().any(|key| key.name == name && has_header(key))
}

/// An inline table as one with a header, and headers for those of its keys that have one.
fn standing(entry: InlineTable, keys: &[Key], position: isize, prefix: &str) -> Table {
    let mut table = Table::new();
    table.set_position(Some(position));
    table.decor_mut().set_prefix(prefix);
    let mut next = position;
    for (name, value) in entry {
        let item = match value {
            Value::InlineTable(inner) if header_key(keys, &name) => {
                next += 1;
                Item::Table(standing(inner, &[], next, ""))
            }
            value => Item::Value(value),
        };
        table.insert(&name, item);
    }
    table
}
