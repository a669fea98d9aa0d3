//! The files of a rulebook: where they come from, and one of them, parsed, with what is wrong in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use sha2::{Digest as _, Sha256};
use toml::{Table, Value};

use crate::reading::{Key, Problem, Unreadable, parse};

use super::raw;
use super::slip::{Slip, point};

/// The files of a rulebook, wherever they come from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Where they come from, as messages name it.
    pub place: String,
    /// Texts by name below the folder, `rules.toml`, `documents/generic.xhtml`.
    pub files: BTreeMap<String, String>,
}

impl Source {
    /// SHA-256 over the names and texts of all files, in hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> String {
        let mut hash = Sha256::new();
        for (name, text) in &self.files {
            hash.update(name.as_bytes());
            hash.update([0]);
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        hash.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// Gives each mistake to the file that has its item. What is said of an item that could not be
/// read is left out: it is reported already.
pub(super) fn place(files: &mut [&mut File<'_>], slips: Vec<Slip>) {
    let unread: Vec<String> = files.iter().flat_map(|file| file.unread.clone()).collect();
    for slip in slips {
        let quoted = |name: &String| slip.message.contains(&format!("「{name}」"));
        if unread.iter().any(quoted) {
            continue;
        }
        if let Some(file) = files.iter_mut().find(|file| file.has(slip.list)) {
            file.problem(slip);
        }
    }
}

/// One file of a rulebook, as far as it can be understood, with what is wrong in it.
pub(super) struct File<'s> {
    path: String,
    text: &'s str,
    keys: &'static [Key],
    pub(super) root: Table,
    /// For each array of tables at the top: the byte at which each table's first value stands.
    starts: BTreeMap<String, Vec<usize>>,
    pub(super) problems: Vec<Problem>,
    /// Names of the items that could not be read.
    unread: Vec<String>,
    /// Whether it is there and its syntax is right.
    pub(super) is_parsed: bool,
}

impl<'s> File<'s> {
    pub(super) fn open(source: &'s Source, name: &str, keys: &'static [Key]) -> Self {
        let mut file = Self {
            path: format!("{}/{name}", source.place),
            text: "",
            keys,
            root: Table::new(),
            starts: BTreeMap::new(),
            problems: Vec::new(),
            unread: Vec::new(),
            is_parsed: false,
        };
        let Some(text) = source.files.get(name) else {
            file.problems
                .push(Problem::new(0..0, format!("规程缺少文件 {name}")));
            return file;
        };
        file.text = text;
        if let Err(problems) = parse(text, keys) {
            file.problems = problems;
        }
        // Keys may be wrong: as long as the syntax is right, the rest is looked at too.
        let Ok(table) = toml::de::DeTable::parse(text) else {
            return file;
        };
        for (key, value) in table.get_ref() {
            let items = value.get_ref().as_array().into_iter();
            let starts = items.flat_map(|items| items.iter().map(|item| item.span().start));
            file.starts
                .insert(key.get_ref().to_string(), starts.collect());
        }
        if let Ok(root) = serde::Deserialize::deserialize(toml::Deserializer::from(table)) {
            file.root = root;
            file.is_parsed = true;
        }
        file
    }

    /// Whether it is the file of that list.
    pub(super) fn has(&self, list: &str) -> bool {
        self.keys.iter().any(|key| key.name == list)
    }

    /// Reads each table of an array; mistakes become problems of the file.
    pub(super) fn each<T>(
        &mut self,
        list: &'static str,
        read: impl Fn(&Table) -> Result<T, raw::Mistake>,
    ) -> Vec<T> {
        let items = self
            .root
            .get(list)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let mut all = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let Some(table) = item.as_table() else {
                continue;
            };
            let block = self.block(list, index);
            match read(table) {
                Ok(item) => all.push(item),
                Err(mistake) => {
                    self.unread.push(name_of(table));
                    // The walk of the keys has said it better.
                    let said = |problem: &Problem| block.contains(&problem.span.start);
                    if !self.problems.iter().any(said) {
                        let message = format!("{}：{mistake}", short(&name_of(table)));
                        self.problems.push(point(self.text, block, message));
                    }
                }
            }
        }
        all
    }

    /// Adds what is wrong with an item: the last of that name, since of two the second is too many.
    pub(super) fn problem(&mut self, slip: Slip) {
        let items = self.root.get(slip.list).and_then(Value::as_array);
        let items = items.filter(|_| !slip.name.is_empty());
        let index = items.and_then(|items| {
            items.iter().rposition(|item| {
                item.as_table()
                    .is_some_and(|item| name_of(item) == slip.name)
            })
        });
        let block = index.map_or(0..self.text.len(), |index| self.block(slip.list, index));
        self.problems.push(point(self.text, block, slip.message));
    }

    /// The bytes of an item, up to the next one.
    fn block(&self, list: &str, index: usize) -> Range<usize> {
        let starts = self.starts.get(list).map_or(&[][..], Vec::as_slice);
        let start = starts.get(index).copied().unwrap_or(0);
        let end = starts.get(index + 1).copied();
        start..end.unwrap_or(self.text.len()).max(start)
    }

    pub(super) fn unreadable(&mut self) -> Option<Unreadable> {
        let mut problems = std::mem::take(&mut self.problems);
        problems.sort_by_key(|problem| problem.span.start);
        (!problems.is_empty()).then(|| Unreadable {
            path: self.path.clone(),
            text: self.text.to_owned(),
            problems,
        })
    }
}

/// The beginning of a name that is a whole sentence; any other as it is.
fn short(name: &str) -> String {
    const LONGEST: usize = 24;
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or(name)),
        None => name.to_owned(),
    }
}

fn name_of(table: &Table) -> String {
    ["id", "name", "key", "text"]
        .iter()
        .find_map(|key| table.get(*key))
        .and_then(Value::as_str)
        .map_or_else(String::new, ToOwned::to_owned)
}
