//! What changed between two rulebooks, by meaning: item by item and key by key, in Chinese.
//!
//! It compares what the files say rather than what the program makes of it, so that no key is left
//! out; comments and layout are no difference. What a rule asks is told in the words of
//! [`asked`](super::asked).

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::reading::{Key, Shape};

use super::{Rulebook, Source, asked, fold, keys};

/// One item that is not the same in both.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// What kind of item: 总说明, 章, 条文, 文书, 事项类型, 问题, 规则, 模板.
    pub section: &'static str,
    /// Its number, name or id; of a renamed one the new name.
    pub item: String,
    /// The name it had, where only that it has another one makes it the same item.
    pub formerly: Option<String>,
    /// Whether it is new, gone, or other than it was.
    pub change: Change,
    /// What it says, of a rule: so that a reader knows which one it is.
    pub title: Option<String>,
    /// The keys that are not the same; of a new or removed item those that tell what it asks.
    pub keys: Vec<KeyChange>,
}

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another than it was.
    Changed,
}

/// A key that is not the same.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct KeyChange {
    /// The key, as the file has it.
    pub key: String,
    /// What it means.
    pub label: String,
    /// What it was; none where it was not there.
    pub old: Option<String>,
    /// What it is; none where it is not there.
    pub new: Option<String>,
}

/// A list of items: its file, its key, what people call it, and the key that tells its items apart.
struct List {
    file: &'static str,
    key: &'static str,
    section: &'static str,
    id: &'static str,
    keys: &'static [Key],
}

const fn list(
    file: &'static str,
    key: &'static str,
    section: &'static str,
    id: &'static str,
    keys: &'static [Key],
) -> List {
    List {
        file,
        key,
        section,
        id,
        keys,
    }
}

const LISTS: &[List] = &[
    list("articles.toml", "chapter", "章", "number", keys::ARTICLES),
    list("articles.toml", "article", "条文", "label", keys::ARTICLES),
    list(
        "catalogue.toml",
        "document",
        "文书",
        "name",
        keys::CATALOGUE,
    ),
    list("events.toml", "event", "事项类型", "name", keys::EVENTS),
    list("questions.toml", "question", "问题", "id", keys::QUESTIONS),
    list("rules.toml", "rule", RULES, "id", keys::RULES),
    list(
        "coverage.toml",
        "sentence",
        "逐句对照",
        "text",
        keys::COVERAGE,
    ),
];

const HEAD: &str = "总说明";
const RULES: &str = "规则";
const PAPERS: &str = "模板";
/// What tells where a rulebook comes from rather than what it says.
const ORIGIN: &[&str] = &["derived_from"];
/// The keys of a rule that its wording tells together.
const WORDED: &[&str] = &["stage", "each", "when", "require", "yields", "also"];

/// Every item that is not the same in two rulebooks, in the order of the second, removed ones last.
#[must_use]
pub fn differences(old: (&Source, &Rulebook), new: (&Source, &Rulebook)) -> Vec<Difference> {
    let mut all = Vec::new();
    let head = key_changes(
        &table(old.0, "rulebook.toml"),
        &table(new.0, "rulebook.toml"),
        keys::RULEBOOK,
        ORIGIN,
    );
    all.extend(
        head.into_iter()
            .map(|key| changed(HEAD, key.label.clone(), vec![key])),
    );
    for list in LISTS {
        all.extend(Pairing::of(list, old, new).differences());
    }
    all.extend(papers(&old.1.templates, &new.1.templates));
    all
}

fn changed(section: &'static str, item: String, keys: Vec<KeyChange>) -> Difference {
    Difference {
        section,
        item,
        formerly: None,
        change: Change::Changed,
        title: None,
        keys,
    }
}

fn table(source: &Source, file: &str) -> Table {
    let text = source.files.get(file).map(String::as_str);
    text.and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// The items of one list in both rulebooks.
struct Pairing<'a> {
    list: &'a List,
    old: Vec<Table>,
    new: Vec<Table>,
    rulebooks: (&'a Rulebook, &'a Rulebook),
}

impl<'a> Pairing<'a> {
    fn of(list: &'a List, old: (&Source, &'a Rulebook), new: (&Source, &'a Rulebook)) -> Self {
        let items = |source: &Source| {
            let root = table(source, list.file);
            let items = root.get(list.key).and_then(Value::as_array).cloned();
            let items = items.into_iter().flatten();
            items.filter_map(|item| item.as_table().cloned()).collect()
        };
        Self {
            list,
            old: items(old.0),
            new: items(new.0),
            rulebooks: (old.1, new.1),
        }
    }

    fn name(&self, item: &Table) -> String {
        item.get(self.list.id).map(shown).unwrap_or_default()
    }

    fn differences(&self) -> Vec<Difference> {
        let mut left: Vec<&Table> = self.old.iter().collect();
        let mut all = Vec::new();
        for item in &self.new {
            let name = self.name(item);
            let same = left.iter().position(|old| self.name(old) == name);
            match same.or_else(|| self.renamed(&left, item)) {
                Some(at) => all.extend(self.changed(left.remove(at), item)),
                None => all.push(self.one_sided(item, Change::Added)),
            }
        }
        let removed = left
            .into_iter()
            .map(|item| self.one_sided(item, Change::Removed));
        all.extend(removed);
        all
    }

    /// An item of an old name that a new one has for an alias, and that no new one has for its own.
    fn renamed(&self, left: &[&Table], item: &Table) -> Option<usize> {
        let aliases = item.get("aliases")?.as_array()?;
        let aliases: Vec<_> = aliases.iter().filter_map(Value::as_str).map(fold).collect();
        left.iter().position(|old| {
            let name = self.name(old);
            aliases.contains(&fold(&name)) && !self.new.iter().any(|new| self.name(new) == name)
        })
    }

    fn changed(&self, old: &Table, new: &Table) -> Option<Difference> {
        let worded: &[&str] = if self.list.section == RULES {
            WORDED
        } else {
            &[]
        };
        let mut keys = key_changes(old, new, self.keys(), worded);
        keys.extend(self.wording(old, new));
        let name = self.name(new);
        let formerly = Some(self.name(old)).filter(|old| *old != name);
        let title = title(new);
        (!keys.is_empty() || formerly.is_some()).then(|| Difference {
            formerly,
            title,
            ..changed(self.list.section, name, keys)
        })
    }

    /// What a rule asks, line by line; where the words are the same, the keys that differ.
    fn wording(&self, old: &Table, new: &Table) -> Vec<KeyChange> {
        if self.list.section != RULES || WORDED.iter().all(|key| old.get(*key) == new.get(*key)) {
            return Vec::new();
        }
        let before = self.asked(self.rulebooks.0, old);
        let after = self.asked(self.rulebooks.1, new);
        let lines = line_changes("require", "要求", &before, &after);
        if !lines.is_empty() {
            return lines;
        }
        let only: Vec<_> = old
            .keys()
            .chain(new.keys())
            .filter(|key| !WORDED.contains(&key.as_str()))
            .map(String::as_str)
            .collect();
        key_changes(old, new, self.keys(), &only)
    }

    fn asked(&self, rulebook: &Rulebook, item: &Table) -> Vec<String> {
        let rule = rulebook.rule(&self.name(item));
        rule.map(|rule| asked(rulebook, rule)).unwrap_or_default()
    }

    fn one_sided(&self, item: &Table, change: Change) -> Difference {
        let is_new = change == Change::Added;
        let rulebook = if is_new {
            self.rulebooks.1
        } else {
            self.rulebooks.0
        };
        let lines = self.asked(rulebook, item);
        let keys = if is_new {
            line_changes("require", "要求", &[], &lines)
        } else {
            line_changes("require", "要求", &lines, &[])
        };
        Difference {
            change,
            title: title(item),
            ..changed(self.list.section, self.name(item), keys)
        }
    }

    fn keys(&self) -> &'static [Key] {
        let key = self.list.keys.iter().find(|key| key.name == self.list.key);
        key.map_or(&[], |key| inner(key.shape))
    }
}

/// What an item is about, in its own words.
fn title(item: &Table) -> Option<String> {
    let said = ["what", "ask"]
        .iter()
        .find_map(|key| item.get(*key)?.as_str());
    said.map(ToOwned::to_owned)
}

fn inner(shape: Shape) -> &'static [Key] {
    match shape {
        Shape::Tables(keys) | Shape::Table(keys) => keys,
        _ => &[],
    }
}

/// The keys of two tables that are not the same, but for those that are left out.
fn key_changes(old: &Table, new: &Table, known: &[Key], left_out: &[&str]) -> Vec<KeyChange> {
    let gone = old.keys().filter(|key| !new.contains_key(*key));
    let mut all = Vec::new();
    for key in new.keys().chain(gone) {
        let (before, after) = (old.get(key), new.get(key));
        if before == after || left_out.contains(&key.as_str()) {
            continue;
        }
        let declared = known.iter().find(|one| one.name == key);
        let label = declared.map_or(key.as_str(), |one| one.what);
        let below = declared.map_or(&[][..], |one| inner(one.shape));
        all.extend(value_changes(key, label, below, before, after));
    }
    all
}

/// How one key differs: named items of a list and keys of a table one by one, long texts and other
/// lists of tables line by line.
fn value_changes(
    key: &str,
    label: &str,
    known: &[Key],
    old: Option<&Value>,
    new: Option<&Value>,
) -> Vec<KeyChange> {
    let tables = |value: Option<&Value>| value.map_or(Some(Table::new()), named);
    if let (Some(before), Some(after)) = (tables(old), tables(new)) {
        let changes = key_changes(&before, &after, known, &[]);
        let within = |change: KeyChange| KeyChange {
            key: format!("{key}.{}", change.key),
            label: format!("{label} {}", change.label),
            ..change
        };
        return changes.into_iter().map(within).collect();
    }
    let lines = |value: Option<&Value>| value.map(lines).unwrap_or_default();
    let (before, after) = (lines(old), lines(new));
    if before.len() > 1 || after.len() > 1 {
        let changes = line_changes(key, label, &before, &after);
        if !changes.is_empty() {
            return changes;
        }
    }
    vec![KeyChange {
        key: key.to_owned(),
        label: label.to_owned(),
        old: old.map(shown),
        new: new.map(shown),
    }]
}

/// A table, or a list of tables that have names, by these names.
fn named(value: &Value) -> Option<Table> {
    match value {
        Value::Table(table) => Some(table.clone()),
        Value::Array(items) if !items.is_empty() => {
            let pair = |item: &Value| {
                let mut table = item.as_table()?.clone();
                let name = table.remove("name")?.as_str()?.to_owned();
                let rest = table
                    .iter()
                    .map(|(key, value)| (key.as_str(), shown(value)));
                let rest: Vec<_> = rest.map(|(key, value)| format!("{key} {value}")).collect();
                Some((name, Value::String(rest.join("，"))))
            };
            items.iter().map(pair).collect()
        }
        _ => None,
    }
}

/// The lines of a text, or the items of a list of tables.
fn lines(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => text.lines().map(ToOwned::to_owned).collect(),
        Value::Array(items) if items.iter().any(Value::is_table) => {
            items.iter().map(shown).collect()
        }
        value => vec![shown(value)],
    }
}

/// Lines that only one of both has.
fn line_changes(key: &str, label: &str, old: &[String], new: &[String]) -> Vec<KeyChange> {
    let line = |old: Option<&String>, new: Option<&String>| KeyChange {
        key: key.to_owned(),
        label: label.to_owned(),
        old: old.cloned(),
        new: new.cloned(),
    };
    let gone = old.iter().filter(|text| !new.contains(text));
    let come = new.iter().filter(|text| !old.contains(text));
    gone.map(|text| line(Some(text), None))
        .chain(come.map(|text| line(None, Some(text))))
        .collect()
}

/// A value as people read it; tables as TOML writes them.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Boolean(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::Array(items) if items.iter().all(|item| !item.is_table()) => {
            items.iter().map(shown).collect::<Vec<_>>().join("、")
        }
        value => value.to_string(),
    }
}

/// Templates whose bytes are not the same.
fn papers(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<Difference> {
    let mut names: Vec<_> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let compare = |name: &String| {
        let change = match (old.get(name), new.get(name)) {
            (None, Some(_)) => Change::Added,
            (Some(_), None) => Change::Removed,
            (before, after) if before != after => Change::Changed,
            _ => return None,
        };
        Some(Difference {
            change,
            ..changed(PAPERS, format!("documents/{name}"), Vec::new())
        })
    };
    names.into_iter().filter_map(compare).collect()
}
