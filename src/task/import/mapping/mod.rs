//! Which column of a table feeds which key of a manifest.
//!
//! The names of the columns of the provincial platform's export are not known to the program: a
//! mapping file says them. Without one only columns are taken that are called like a key.

mod file;

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use super::source::Sheet;
use crate::case::keys::{HEAD, OFFICER, PARTY, label_at};
use crate::reading::{Key, Problem, Shape, nearest};
use crate::task::error::Failure;

/// Where the rows come from and what feeds each key.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    /// The JSON pointer to the rows.
    pub(super) rows: Option<String>,
    /// The keys of `[case]`.
    pub(super) case: Fields,
    /// The keys of parties: one group a kind of party.
    pub(super) parties: Vec<Fields>,
    /// The keys of officers.
    pub(super) officers: Vec<Fields>,
}

/// Keys of one table of the manifest, and what feeds each.
pub(super) type Fields = Vec<Field>;

/// One key and what feeds it.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The key, `case.id`.
    pub(super) path: String,
    /// The key in the table of keys.
    pub(super) key: &'static Key,
    /// Where its value comes from.
    pub(super) from: From,
    /// Words of the table and those of the manifest.
    pub(super) words: BTreeMap<String, String>,
    /// How dates are written.
    pub(super) format: Option<String>,
    /// What stands between several values.
    pub(super) split: Option<String>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// A column of the table.
    Column(String),
    /// The mapping itself: the same in each row.
    Constant(String),
}

impl Field {
    fn of_column(group: &str, key: &'static Key, column: &str) -> Self {
        Self {
            path: format!("{group}.{}", key.name),
            key,
            from: From::Column(column.to_owned()),
            words: BTreeMap::new(),
            format: None,
            split: None,
        }
    }

    /// The column that feeds it, if one does.
    pub(super) fn column(&self) -> Option<&str> {
        match &self.from {
            From::Column(name) => Some(name),
            From::Constant(_) => None,
        }
    }

    /// Whether it may have several values in one row.
    pub(super) fn takes_several(&self) -> bool {
        !self.path.starts_with(CASE) || matches!(self.key.shape, Shape::Texts)
    }
}

const CASE: &str = "case";

/// The tables of the manifest that a row can feed, with their keys.
const GROUPS: &[(&str, &[Key])] = &[(CASE, HEAD), ("party", PARTY), ("officer", OFFICER)];

/// The key that no row feeds: every case begins at the first stage, and goes on from there.
const STAGE: &str = "stage";

impl Mapping {
    fn take(
        &mut self,
        group: &str,
        fields: Fields,
        span: &Range<usize>,
        problems: &mut Vec<Problem>,
    ) {
        if group == CASE {
            self.case.extend(fields);
            return;
        }
        if !fields.iter().any(|field| field.key.name == "name") {
            let message = format!("没有写哪一列是 {group}.name");
            problems.push(Problem::new(span.clone(), message));
        }
        let list = if group == "party" {
            &mut self.parties
        } else {
            &mut self.officers
        };
        list.push(fields);
    }

    /// The keys without which no case begins, and which nothing feeds.
    fn unfed(&self) -> impl Iterator<Item = &'static Key> {
        let fed: Vec<_> = self.case.iter().map(|field| field.key.name).collect();
        HEAD.iter()
            .filter(|key| key.required && key.name != STAGE)
            .filter(move |key| !fed.contains(&key.name))
    }

    /// The columns that are called like a key, or as the reference of keys calls it.
    ///
    /// # Errors
    /// A table in which no column feeds a key that every case needs.
    pub(super) fn by_names(sheet: &Sheet) -> Result<Self, Failure> {
        let mut mapping = Self::default();
        for (group, keys) in GROUPS {
            let fields: Fields = keys
                .iter()
                .filter(|key| key.name != STAGE)
                .filter_map(|key| {
                    let names = names(group, key, keys);
                    let column = sheet
                        .columns
                        .iter()
                        .find(|name| names.contains(&folded(name)))?;
                    Some(Field::of_column(group, key, column))
                })
                .collect();
            if fields
                .iter()
                .any(|field| *group == CASE || field.key.name == "name")
            {
                mapping.take(group, fields, &(0..0), &mut Vec::new());
            }
        }
        let unfed: Vec<_> = mapping
            .unfed()
            .map(|key| format!("{CASE}.{}（{}）", key.name, label_at(HEAD, key.name)))
            .collect();
        if unfed.is_empty() {
            return Ok(mapping);
        }
        Err(Failure::new(format!("看不出哪一列是 {}", unfed.join("、")))
            .because(format!("表中的列：{}", sheet.columns.join("、"))))
    }

    /// All keys that are fed.
    pub(super) fn fields(&self) -> impl Iterator<Item = &Field> {
        let groups = self.parties.iter().chain(&self.officers);
        self.case.iter().chain(groups.flatten())
    }

    /// Refuses a table that lacks a column which the mapping names.
    ///
    /// # Errors
    /// The columns that are not there, and those that are.
    pub(super) fn fits(&self, sheet: &Sheet) -> Result<(), Failure> {
        let missing: Vec<_> = self
            .fields()
            .filter_map(|field| Some((field, field.column()?)))
            .filter(|(_, column)| !sheet.has(column))
            .collect();
        let Some((_, first)) = missing.first() else {
            return Ok(());
        };
        let named: Vec<_> = missing
            .iter()
            .map(|(field, column)| format!("「{column}」（{}）", field.path))
            .collect();
        let failure = Failure::new(format!("表中没有列 {}", named.join("、")))
            .because(format!("表中的列：{}", sheet.columns.join("、")));
        let near = nearest(first, sheet.columns.iter().map(String::as_str));
        Err(match near {
            Some(near) => failure.because(format!("「{first}」是否指「{near}」？")),
            None => failure,
        })
    }
}

/// How a column may be called that feeds a key: the key itself, or what the reference of keys
/// says of it, in full or up to the first bracket.
fn names(group: &str, key: &Key, keys: &[Key]) -> [String; 3] {
    [
        format!("{group}.{}", key.name),
        folded(key.what),
        folded(&label_at(keys, key.name)),
    ]
}

/// A name without differences of width and blanks.
fn folded(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_keys_are_called_alike() {
        let mut seen = BTreeSet::new();
        for (group, keys) in GROUPS {
            for key in keys.iter().filter(|key| key.name != STAGE) {
                let own: BTreeSet<_> = names(group, key, keys).into_iter().collect();
                for name in own {
                    assert!(seen.insert(name.clone()), "{name}");
                }
            }
        }
    }
}
