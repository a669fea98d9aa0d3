//! Edits of the text of a `case.toml`, or of another file with a table of keys: text in, text out.
//!
//! An edit changes its own lines only: comments, blank lines, the order of keys and tables and the
//! comment behind a changed value stay. New keys and tables stand where the table of keys has
//! them. What is written is TOML 1.0 with LF; line ends and a byte order mark are the caller's.
//! May import the case's table of keys and `reading`.
//!
//! ```
//! use anjuan::case::edit::{Editor, Operator};
//! let text = "schema = 1\n[case]\nstage = \"程序启动\"  # 第三条\n";
//! let mut editor = Editor::new(text)?;
//! let change = editor.set("case.stage", Operator::Assign, "调查取证")?;
//! assert_eq!(change.to.as_deref(), Some("\"调查取证\""));
//! assert_eq!(editor.finish(), "schema = 1\n[case]\nstage = \"调查取证\"  # 第三条\n");
//! # Ok::<(), anjuan::case::edit::EditError>(())
//! ```

mod error;
mod layout;
mod list;
mod path;
mod table;
mod target;
#[cfg(test)]
mod tests;
mod typed;
mod value;
mod write;

use toml_edit::{Array, DocumentMut, Item, Value};

use super::keys::MANIFEST;
use crate::reading::{self, Key, Shape};

pub use error::EditError;
use path::{find_id, resolve, unknown_id, unknown_key};
pub use target::refuse_hidden;
use target::{Kind, Step, Target, at, at_mut, check};
pub use typed::parse_assignment;
use value::{inline, plain, plain_value, same};

/// What an assignment does to its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `KEY=VALUE`: the value becomes the key's; an empty one removes the key.
    Assign,
    /// `KEY+=VALUE`: appended to a list, where it is not there yet.
    Add,
    /// `KEY-=VALUE`: dropped from a list.
    Remove,
}

/// What an edit changed, for the journal; equal values where it changed nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The path of the key as typed.
    pub path: String,
    /// The value before, as TOML.
    pub from: Option<String>,
    /// The value after, as TOML.
    pub to: Option<String>,
}

/// A manifest that is being edited. An edit that is refused leaves it as it was.
#[derive(Clone, Debug)]
pub struct Editor {
    keys: &'static [Key],
    document: DocumentMut,
    original: String,
    changed: bool,
}

impl Editor {
    /// Begins to edit a text.
    ///
    /// # Errors
    /// [`EditError::Unreadable`] where it is no TOML.
    pub fn new(text: &str) -> Result<Self, EditError> {
        Self::with_keys(text, MANIFEST)
    }

    /// Begins to edit a text that another table of keys describes.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn with_keys(text: &str, keys: &'static [Key]) -> Result<Self, EditError> {
        let document = text
            .parse::<DocumentMut>()
            .map_err(|error| unreadable(text, keys, &error))?;
        Ok(Self {
            keys,
            document,
            original: text.to_owned(),
            changed: false,
        })
    }

    /// Does one assignment as typed; see [`parse_assignment`].
    ///
    /// A path names keys (`case.stage`, `answers.sampled`), the id of an event or record (`E03.end`,
    /// `R12.fields.案发地`), or an entry of a list by number from 1 or by name (`party.1.name`,
    /// `officer.张某.certificate`). A name with a full stop stands in quotes. Values are read by
    /// what the key takes: a date or time as [`super::Moment::parse`] understands it, `是` and `否`
    /// for a boolean, elements of a list between commas (`,` `，` `、`), a table as TOML. A field
    /// takes a date, an integer, a boolean, an array or a quoted text as such, and else text.
    ///
    /// # Errors
    /// A path or value that the manifest cannot have, with what it can.
    pub fn set(&mut self, path: &str, operator: Operator, text: &str) -> Result<Change, EditError> {
        let target = self.target(path)?;
        if operator == Operator::Assign {
            if text.trim().is_empty() {
                return self.clear(&target);
            }
            let value = typed::value(&target, operator, text)?;
            return self.assign(&target, &value);
        }
        self.refuse_no_list(&target)?;
        let tables = matches!(target.kind, Kind::Shape(Shape::Tables(_)));
        if operator == Operator::Remove && tables {
            return Err(EditError::NotValues { path: target.path });
        }
        let value = typed::value(&target, operator, text)?;
        let items = value.as_array().cloned().unwrap_or_default();
        if operator == Operator::Add {
            self.add(&target, &items)
        } else {
            Ok(self.drop_items(&target, &items))
        }
    }

    /// The same with a value that has its type already; a string is a string, even an empty one.
    ///
    /// # Errors
    /// As [`Self::set`].
    pub fn set_value(&mut self, path: &str, value: impl Into<Value>) -> Result<Change, EditError> {
        let target = self.target(path)?;
        self.assign(&target, &plain_value(&value.into()))
    }

    /// Appends a table to a list at the top, such as `event`, `party` or `waiver`: after the last
    /// of its kind, the first where the table of keys has its list. `fields` and `media`
    /// of a record get headers of their own, other tables stand in one line.
    ///
    /// # Errors
    /// A list that does not exist; a key or value that such a table cannot have; a required key
    /// that is missing.
    pub fn append(&mut self, list: &str, entry: &toml::Table) -> Result<(), EditError> {
        let lists = || {
            self.keys
                .iter()
                .filter(|key| matches!(key.shape, Shape::Tables(_)))
        };
        let Some(key) = lists().find(|key| key.name == list) else {
            let names: Vec<_> = lists().map(|key| key.name).collect();
            return Err(unknown_key(list, list, &names));
        };
        let steps = vec![Step::key(list)];
        let target = Target {
            steps,
            kind: Kind::Shape(key.shape),
            key,
            path: list.to_owned(),
        };
        self.refuse_no_list(&target)?;
        let entry = inline(entry);
        check(
            key,
            list,
            &Value::Array([entry.clone()].into_iter().collect()),
        )?;
        self.append_at(&target.steps, &entry);
        Ok(())
    }

    /// Appends a table to a list inside of another, such as `R12.signatures`, `E09.media` or the
    /// rows of a field.
    ///
    /// # Errors
    /// As [`Self::set`]; [`EditError::NotList`] where the key takes no list of tables.
    pub fn push(&mut self, path: &str, entry: &toml::Table) -> Result<(), EditError> {
        let target = self.target(path)?;
        self.refuse_no_list(&target)?;
        self.add(&target, &[inline(entry)].into_iter().collect())
            .map(|_| ())
    }

    /// Removes the event or record of an id with the comments directly above it.
    ///
    /// # Errors
    /// [`EditError::UnknownId`].
    pub fn remove(&mut self, id: &str) -> Result<(), EditError> {
        let root = self.document.as_item();
        let (key, index) = find_id(self.keys, root, id).ok_or_else(|| unknown_id(root, id))?;
        self.remove_at(&[Step::key(key.name), Step::Index(index)]);
        Ok(())
    }

    /// The text with all edits; without any, the very text that was given.
    #[must_use]
    pub fn finish(self) -> String {
        if self.changed {
            self.document.to_string()
        } else {
            self.original
        }
    }

    /// Follows a path as far as the document goes; every step but the last must lead on.
    fn target(&self, path: &str) -> Result<Target, EditError> {
        let target = resolve(self.keys, self.document.as_item(), path)?;
        for count in 1..target.steps.len() {
            let way = target.steps.get(..count).unwrap_or_default();
            let answer = count == 2 && target.steps.first() == Some(&Step::key("answers"));
            let leads_on = match at(self.document.as_item(), way) {
                Some(item) if item.is_table_like() || item.is_array_of_tables() => true,
                Some(item) if item.is_array() => {
                    matches!(target.steps.get(count), Some(Step::Index(_)))
                }
                Some(item) => answer && item.is_bool(),
                None if answer => {
                    let path = path.rsplit_once('.').map_or(path, |(answer, _)| answer);
                    return Err(EditError::NoAnswer {
                        path: path.to_owned(),
                    });
                }
                None => true,
            };
            if !leads_on {
                return Err(EditError::NotTable { path: target.path });
            }
        }
        Ok(target)
    }

    fn refuse_no_list(&self, target: &Target) -> Result<(), EditError> {
        let found = at(self.document.as_item(), &target.steps);
        let list = found.is_none_or(|item| item.is_array() || item.is_array_of_tables());
        if target.is_list() && list {
            return Ok(());
        }
        Err(EditError::NotList {
            path: target.path.clone(),
            allowed: target.allowed(),
        })
    }

    fn assign(&mut self, target: &Target, value: &Value) -> Result<Change, EditError> {
        target.check(value)?;
        let found = at(self.document.as_item(), &target.steps);
        let reasoned =
            matches!(target.kind, Kind::Answer) && found.is_some_and(Item::is_table_like);
        let mut steps = target.steps.clone();
        if reasoned && value.is_bool() {
            steps.push(Step::key("value"));
        }
        Ok(self.change(target, |editor| editor.write(&steps, value)))
    }

    fn clear(&mut self, target: &Target) -> Result<Change, EditError> {
        let list = matches!(target.key.name, "event" | "record");
        let path = target.path.clone();
        match target.kind {
            Kind::Entry(_) | Kind::Shape(Shape::Tables(_)) if list => {
                Err(EditError::KeepsEntry { path })
            }
            Kind::Shape(_) if target.key.required => Err(EditError::Required {
                path,
                what: target.key.what.to_owned(),
            }),
            _ => Ok(self.change(target, |editor| editor.remove_at(&target.steps))),
        }
    }

    fn add(&mut self, target: &Target, items: &Array) -> Result<Change, EditError> {
        target.check(&Value::Array(items.clone()))?;
        let found = at(self.document.as_item(), &target.steps);
        let rows_only = found.is_some_and(Item::is_array_of_tables);
        if rows_only && !items.iter().all(Value::is_inline_table) {
            let allowed = "表的数组".to_owned();
            return Err(EditError::NotList {
                path: target.path.clone(),
                allowed,
            });
        }
        Ok(self.change(target, |editor| {
            items
                .iter()
                .for_each(|item| editor.add_item(&target.steps, item));
        }))
    }

    fn add_item(&mut self, steps: &[Step], item: &Value) {
        if let Some(entry) = item.as_inline_table() {
            return self.append_at(steps, entry);
        }
        let found = at_mut(self.document.as_item_mut(), steps).and_then(Item::as_array_mut);
        match found {
            Some(array) if array.iter().any(|there| same(there, item)) => {}
            Some(array) => {
                list::push(array, item);
                self.changed = true;
            }
            None => self.write(steps, &Value::Array([item.clone()].into_iter().collect())),
        }
    }

    fn drop_items(&mut self, target: &Target, items: &Array) -> Change {
        self.change(target, |editor| {
            let found = at(editor.document.as_item(), &target.steps).and_then(plain);
            let Some(Value::Array(found)) = found else {
                return;
            };
            for index in (0..found.len()).rev() {
                let dropped = |there| items.iter().any(|item| same(there, item));
                if found.get(index).is_some_and(dropped) {
                    let mut steps = target.steps.clone();
                    steps.push(Step::Index(index));
                    editor.remove_at(&steps);
                }
            }
        })
    }

    fn change(&mut self, target: &Target, edit: impl FnOnce(&mut Self)) -> Change {
        let from = self.said(target);
        edit(self);
        Change {
            path: target.path.clone(),
            from,
            to: self.said(target),
        }
    }

    /// What a target says, as TOML on one line.
    fn said(&self, target: &Target) -> Option<String> {
        let found = at(self.document.as_item(), &target.steps).and_then(plain);
        found.map(|value| value.to_string())
    }
}

/// Why a text is no TOML, in the words of the strict reader where it says so too.
fn unreadable(text: &str, keys: &[Key], error: &toml_edit::TomlError) -> EditError {
    let problem = reading::parse(text, keys)
        .err()
        .and_then(|all| all.into_iter().next());
    let (at, message) = match problem {
        Some(problem) => (problem.span.start, problem.message),
        None => (
            error.span().map_or(0, |span| span.start),
            reading::message(error.message()),
        ),
    };
    let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
    EditError::Unreadable { line, message }
}
