//! Loading a rulebook from the texts of its files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use toml::{Table, Value};

use crate::reading::{Key, Problem, Unreadable, parse};

use super::book::{Articles, BuiltIn, Rulebook};
use super::catalogue::Catalogue;
use super::items::{
    article, flag, lists, read_absent, read_articles, read_declaration, read_deemed, read_document,
    read_event, read_exempt, read_order, read_question, read_rule, read_stand, read_statute, text,
};
use super::raw;
use super::{keys, validate};

/// The files of a rulebook, wherever they come from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Where they come from, as messages name it.
    pub place: String,
    /// Texts by name below the folder, `rules.toml`, `documents/generic.xhtml`.
    pub files: BTreeMap<String, String>,
}

/// The article in a rule's id, `17-1` or `sanming/17-1` → 17; 0 where there is none.
#[must_use]
pub fn article_of(id: &str) -> u16 {
    let article = id.rsplit_once('-').map_or("", |(article, _)| article);
    let digits = article.rsplit(['-', '/']).next().unwrap_or(article);
    digits.parse().unwrap_or(0)
}

/// Loads a rulebook and refuses what could hide a duty.
///
/// # Errors
/// A file that is missing or wrong, with every problem in it; a rule that names what does not
/// exist; a trigger that nobody asks for.
pub fn load(source: &Source) -> Result<Rulebook, Unreadable> {
    let head = File::open(source, HEAD, keys::RULEBOOK)?;
    let articles = File::open(source, "articles.toml", keys::ARTICLES)?;
    let catalogue = File::open(source, "catalogue.toml", keys::CATALOGUE)?;
    let events = File::open(source, "events.toml", keys::EVENTS)?;
    let questions = File::open(source, "questions.toml", keys::QUESTIONS)?;
    let rules = File::open(source, "rules.toml", keys::RULES)?;
    let built_in = head
        .root
        .get("built_in")
        .and_then(Value::as_table)
        .cloned()
        .unwrap_or_default();
    let rulebook = Rulebook {
        id: text(&head.root, "id"),
        title: text(&head.root, "title"),
        version: text(&head.root, "version"),
        status: text(&head.root, "status"),
        over: None,
        statutes: Vec::new(),
        absent: head.each("absent", |table, _| Ok(read_absent(table)))?,
        by_party: flag(&head.root, "by_party"),
        deemed: head.each("deemed", |table, _| Ok(read_deemed(table)))?,
        sha256: digest(source),
        articles: read_articles(&articles.root),
        catalogue: Catalogue::new(catalogue.each("document", read_document)?),
        events: events.each("event", read_event)?,
        questions: questions.each("question", read_question)?,
        rules: rules.each("rule", read_rule)?,
        roles: lists(&head.root, "roles"),
        outcomes: lists(&head.root, "outcomes"),
        stands: head.each("stands_for", |table, _| Ok(read_stand(table)))?,
        exempt: head.each("exempt", |table, _| Ok(read_exempt(table)))?,
        orders: head.each("order", |table, _| Ok(read_order(table)))?,
        declarations: head.each("declare", read_declaration)?,
        built_in: BuiltIn {
            files: Some(article(&built_in, "files")),
            history: Some(article(&built_in, "history")),
        },
        templates: templates(source),
    };
    let mistakes = validate::mistakes(&rulebook);
    rules.sound(rulebook, mistakes)
}

/// The id of the rulebook that this one is laid over; none: it stands by itself.
#[must_use]
pub fn over(source: &Source) -> Option<String> {
    let head: Table = source.files.get(HEAD)?.parse().ok()?;
    head.get("over")?.as_str().map(ToOwned::to_owned)
}

/// Loads a rulebook of further rules over another one, whose 文书, events and questions they name.
///
/// # Errors
/// As [`load`]; also a rule that names no statute of the rulebook.
pub fn load_over(source: &Source, base: &Rulebook) -> Result<Rulebook, Unreadable> {
    let head = File::open(source, HEAD, keys::RULEBOOK)?;
    let rules = File::open(source, "rules.toml", keys::RULES)?;
    let mut signers = base.roles.clone();
    signers.extend(lists(&head.root, "roles"));
    let rulebook = Rulebook {
        id: text(&head.root, "id"),
        title: text(&head.root, "title"),
        version: text(&head.root, "version"),
        status: text(&head.root, "status"),
        over: Some(base.id.clone()),
        statutes: head.each("statute", |table, _| Ok(read_statute(table)))?,
        absent: head.each("absent", |table, _| Ok(read_absent(table)))?,
        by_party: flag(&head.root, "by_party"),
        deemed: head.each("deemed", |table, _| Ok(read_deemed(table)))?,
        sha256: digest(source),
        articles: Articles::default(),
        exempt: head.each("exempt", |table, _| Ok(read_exempt(table)))?,
        rules: rules.each("rule", read_rule)?,
        roles: signers,
        ..base.clone()
    };
    let mistakes = validate::mistakes_over(&rulebook, base);
    rules.sound(rulebook, mistakes)
}

/// The file that says what a rulebook is.
const HEAD: &str = "rulebook.toml";

fn digest(source: &Source) -> String {
    let mut hash = Sha256::new();
    for (name, text) in &source.files {
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

fn templates(source: &Source) -> BTreeMap<String, String> {
    let files = source.files.iter();
    files
        .filter_map(|(name, text)| {
            Some((name.strip_prefix("documents/")?.to_owned(), text.clone()))
        })
        .collect()
}

/// One file of a rulebook, parsed.
struct File<'s> {
    path: String,
    text: &'s str,
    root: Table,
    /// For each array of tables at the top: the line on which each table's first value stands.
    lines: BTreeMap<String, Vec<usize>>,
}

impl<'s> File<'s> {
    fn open(source: &'s Source, name: &str, keys: &[Key]) -> Result<Self, Unreadable> {
        let path = format!("{}/{name}", source.place);
        let text = source.files.get(name).map(String::as_str);
        let Some(text) = text else {
            let problems = vec![Problem::new(0..0, format!("规程缺少文件 {name}"))];
            return Err(Unreadable {
                path,
                text: String::new(),
                problems,
            });
        };
        let table = parse(text, keys).map_err(|problems| Unreadable {
            path: path.clone(),
            text: text.to_owned(),
            problems,
        })?;
        let mut lines = BTreeMap::new();
        for (key, value) in table.get_ref() {
            let items = value
                .get_ref()
                .as_array()
                .into_iter()
                .flat_map(|items| items.iter());
            let starts = items.map(|item| {
                text.get(..item.span().start)
                    .map_or(0, |before| before.matches('\n').count())
                    + 1
            });
            lines.insert(key.get_ref().to_string(), starts.collect());
        }
        let root = serde::Deserialize::deserialize(toml::Deserializer::from(table)).map_err(
            |error: toml::de::Error| Unreadable {
                path: path.clone(),
                text: text.to_owned(),
                problems: vec![Problem::new(0..0, error.message().to_owned())],
            },
        )?;
        Ok(Self {
            path,
            text,
            root,
            lines,
        })
    }

    /// Reads each table of an array; all mistakes at once.
    fn each<T>(
        &self,
        list: &str,
        read: impl Fn(&Table, usize) -> Result<T, raw::Mistake>,
    ) -> Result<Vec<T>, Unreadable> {
        let items = self
            .root
            .get(list)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let lines = self.lines.get(list).cloned().unwrap_or_default();
        let (mut all, mut mistakes) = (Vec::new(), Vec::new());
        for (index, item) in items.iter().enumerate() {
            let line = lines.get(index).copied().unwrap_or(1);
            let Some(table) = item.as_table() else {
                continue;
            };
            match read(table, line) {
                Ok(item) => all.push(item),
                Err(mistake) => mistakes.push((line, format!("{}：{mistake}", name_of(table)))),
            }
        }
        if mistakes.is_empty() {
            Ok(all)
        } else {
            Err(self.unreadable(mistakes))
        }
    }

    /// The rulebook, if there are no mistakes in it.
    fn sound(
        &self,
        rulebook: Rulebook,
        mistakes: Vec<(usize, String)>,
    ) -> Result<Rulebook, Unreadable> {
        if mistakes.is_empty() {
            Ok(rulebook)
        } else {
            Err(self.unreadable(mistakes))
        }
    }

    fn unreadable(&self, mistakes: Vec<(usize, String)>) -> Unreadable {
        let problems = mistakes.into_iter().map(|(line, message)| {
            let start = self
                .text
                .split_inclusive('\n')
                .take(line - 1)
                .map(str::len)
                .sum::<usize>();
            let length = self
                .text
                .get(start..)
                .and_then(|rest| rest.lines().next())
                .map_or(0, str::len);
            Problem::new(start..start + length, message)
        });
        Unreadable {
            path: self.path.clone(),
            text: self.text.to_owned(),
            problems: problems.collect(),
        }
    }
}

fn name_of(table: &Table) -> String {
    ["id", "name", "key"]
        .iter()
        .find_map(|key| table.get(*key))
        .and_then(Value::as_str)
        .map_or_else(String::new, ToOwned::to_owned)
}
