//! A place in the manifest, and what may stand there.

use toml_edit::{Item, Value};

use super::EditError;
use super::value::inline;
use crate::inert;
use crate::reading::{Key, Shape};

/// One step from an item to one below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Into a table.
    Key(String),
    /// Into a list, from 0.
    Index(usize),
}

impl Step {
    pub(super) fn key(name: &str) -> Self {
        Self::Key(name.to_owned())
    }
}

/// What stands at a target.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// The value of a known key.
    Shape(Shape),
    /// One table of a list.
    Entry(&'static [Key]),
    /// One answer.
    Answer,
    /// One field of a 文书.
    Field,
}

/// A place in the manifest, whether something stands there yet or not.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// The way from the top.
    pub(super) steps: Vec<Step>,
    /// What stands there.
    pub(super) kind: Kind,
    /// The key that says what is allowed there: its own, or that of the list or table around it.
    pub(super) key: &'static Key,
    /// The path as messages and the journal name it.
    pub(super) path: String,
}

impl Target {
    /// What is allowed there, in Chinese.
    pub(super) fn allowed(&self) -> String {
        match self.kind {
            Kind::Shape(shape) => shape.label(),
            Kind::Entry(_) => "表（如 { name = \"…\" }）".to_owned(),
            Kind::Answer => self.key.shape.label(),
            Kind::Field => "字符串、整数、布尔、日期或行".to_owned(),
        }
    }

    /// Whether a list stands there.
    pub(super) fn is_list(&self) -> bool {
        use Shape::{Dates, Integers, Tables, Texts};
        match self.kind {
            Kind::Shape(shape) => matches!(shape, Texts | Integers | Dates | Tables(_)),
            Kind::Entry(_) | Kind::Answer => false,
            Kind::Field => true,
        }
    }

    /// Holds a value against the key as the strict reader would.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub(super) fn check(&self, value: &Value) -> Result<(), EditError> {
        let inside = match (self.kind, self.steps.last()) {
            (Kind::Entry(_), _) => Value::Array([value.clone()].into_iter().collect()),
            (Kind::Answer | Kind::Field, Some(Step::Key(name))) => {
                Value::InlineTable([(name.as_str(), value.clone())].into_iter().collect())
            }
            _ => value.clone(),
        };
        let outer = match (self.kind, self.steps.last()) {
            (Kind::Answer | Kind::Field, Some(Step::Key(name))) => self
                .path
                .strip_suffix(name)
                .and_then(|outer| outer.strip_suffix('.')),
            _ => None,
        };
        check(self.key, outer.unwrap_or(&self.path), &inside)
    }
}

/// Holds the value of a key against it as the strict reader would, naming it by its path.
pub(super) fn check(key: &'static Key, path: &str, value: &Value) -> Result<(), EditError> {
    let text = format!("{} = {value}\n", key.name);
    let Err(problems) = crate::reading::parse(
        &text,
        &[Key {
            required: false,
            ..*key
        }],
    ) else {
        return visible(
            path,
            value,
            is_long(key.name) || matches!(key.shape, Shape::Fields),
        );
    };
    let Some(problem) = problems.into_iter().next() else {
        return Ok(());
    };
    let named = problem
        .message
        .replacen(&format!("键 {}", key.name), &format!("键 {path}"), 1);
    Err(EditError::Value {
        path: path.to_owned(),
        message: named,
        help: problem
            .help
            .map_or_else(String::new, |help| format!("。{help}")),
    })
}

/// Whether what stands below a key may be of several paragraphs.
fn is_long(key: &str) -> bool {
    ["fields", "note"].contains(&key)
}

/// Refuses a table for a manifest in which something cannot be seen, naming it below that path.
///
/// # Errors
/// The first text with a character that has no look of its own.
pub fn refuse_hidden(path: &str, table: &toml::Table) -> Result<(), EditError> {
    visible(path, &Value::InlineTable(inline(table)), false)
}

/// Refuses what cannot be seen: stricter than the reader, which reads what others wrote.
fn visible(path: &str, value: &Value, is_long_text: bool) -> Result<(), EditError> {
    match value {
        Value::String(text) => {
            let breaks = |c: &char| is_long_text && matches!(c, '\n' | '\t');
            let hidden = |c: &char| inert::is_hidden(*c) && !breaks(c);
            match text.value().chars().find(hidden) {
                None => Ok(()),
                Some(c) => Err(EditError::Value {
                    path: path.to_owned(),
                    message: format!("键 {path} 的值{}", inert::named(c)),
                    help: String::new(),
                }),
            }
        }
        Value::Array(items) => {
            let mut items = items.iter();
            items.try_for_each(|item| visible(path, item, is_long_text))
        }
        Value::InlineTable(table) => table.iter().try_for_each(|(name, value)| {
            let path = format!("{path}.{name}");
            visible(&path, value, is_long_text || is_long(name))
        }),
        _ => Ok(()),
    }
}

/// The item at the end of some steps.
pub(super) fn at<'a>(root: &'a Item, steps: &[Step]) -> Option<&'a Item> {
    steps.iter().try_fold(root, |item, step| match step {
        Step::Key(name) => item.get(name),
        Step::Index(index) => item.get(*index),
    })
}

/// The same, to change it.
pub(super) fn at_mut<'a>(root: &'a mut Item, steps: &[Step]) -> Option<&'a mut Item> {
    // Asking an item for a missing key to change would leave a hole under that name.
    at(root, steps)?;
    steps.iter().try_fold(root, |item, step| match step {
        Step::Key(name) => item.get_mut(name),
        Step::Index(index) => item.get_mut(*index),
    })
}

/// The keys that may stand in the table at the end of some steps; empty where they are data.
pub(super) fn keys_below(mut keys: &'static [Key], steps: &[Step]) -> &'static [Key] {
    let mut answer: Option<&'static [Key]> = None;
    for step in steps {
        let Step::Key(name) = step else { continue };
        if let Some(inner) = answer.take() {
            keys = inner;
            continue;
        }
        keys = match keys
            .iter()
            .find(|key| key.name == name)
            .map(|key| key.shape)
        {
            Some(Shape::Table(inner) | Shape::Tables(inner)) => inner,
            Some(Shape::Answers(inner)) => {
                answer = Some(inner);
                &[]
            }
            _ => &[],
        };
    }
    keys
}

/// How many tables a list has.
pub(super) fn length(list: &Item) -> usize {
    match list {
        Item::ArrayOfTables(tables) => tables.len(),
        Item::Value(Value::Array(items)) => items.len(),
        _ => 0,
    }
}
