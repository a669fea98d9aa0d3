//! Loading a rulebook from the texts of its files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use sha2::{Digest as _, Sha256};
use toml::{Table, Value};

use crate::reading::{Key, Problem, Unreadable, parse};

use super::book::{Articles, BuiltIn, Rulebook};
use super::catalogue::Catalogue;
use super::items::{
    article, lists, read_absent, read_access, read_articles, read_declaration, read_derived,
    read_document, read_event, read_exempt, read_order, read_platforms, read_question, read_rule,
    read_stand, read_statute, text,
};
use super::raw;
use super::review::{Review, read_band, read_liability, read_point};
use super::rule::Rule;
use super::slip::{Slip, Unsound, point};
use super::{keys, validate};

/// The file of the yearly review.
const REVIEW: &str = "review.toml";

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
/// Every mistake in every file: what is missing or wrong, a rule that names what does not exist.
/// Only where nothing else is wrong, the triggers that nobody asks for: they would follow from the
/// other mistakes.
pub fn load(source: &Source) -> Result<Rulebook, Unsound> {
    let mut head = File::open(source, HEAD, keys::RULEBOOK);
    let mut articles = File::open(source, "articles.toml", keys::ARTICLES);
    let mut catalogue = File::open(source, "catalogue.toml", keys::CATALOGUE);
    let mut events = File::open(source, "events.toml", keys::EVENTS);
    let mut questions = File::open(source, "questions.toml", keys::QUESTIONS);
    let mut rules = File::open(source, "rules.toml", keys::RULES);
    let table = |key: &str| head.root.get(key).and_then(Value::as_table).cloned();
    let built_in = table("built_in").unwrap_or_default();
    let derived_from = table("derived_from").map(|table| read_derived(&table));
    let platforms = table("platforms").map(|table| read_platforms(&table));
    let rulebook = Rulebook {
        id: text(&head.root, "id"),
        title: text(&head.root, "title"),
        version: text(&head.root, "version"),
        status: text(&head.root, "status"),
        over: None,
        statutes: Vec::new(),
        absent: head.each("absent", |table, _| Ok(read_absent(table))),
        derived_from,
        sha256: source.sha256(),
        articles: read_articles(&articles.root),
        catalogue: Catalogue::new(catalogue.each("document", read_document)),
        events: events.each("event", read_event),
        questions: questions.each("question", read_question),
        rules: rules.each("rule", read_rule),
        roles: lists(&head.root, "roles"),
        outcomes: lists(&head.root, "outcomes"),
        stands: head.each("stands_for", |table, _| Ok(read_stand(table))),
        exempt: head.each("exempt", |table, _| Ok(read_exempt(table))),
        orders: head.each("order", |table, _| Ok(read_order(table))),
        declarations: head.each("declare", read_declaration),
        built_in: BuiltIn {
            files: Some(article(&built_in, "files")),
            history: Some(article(&built_in, "history")),
        },
        access: head
            .root
            .get("access")
            .and_then(Value::as_table)
            .map(read_access),
        platforms,
        review: Review::default(),
        templates: templates(source),
    };
    let mut files = [
        &mut head,
        &mut articles,
        &mut catalogue,
        &mut events,
        &mut questions,
        &mut rules,
    ];
    if files.iter().all(|file| file.is_parsed) {
        place(&mut files, validate::mistakes(&rulebook));
        let articles = files.iter().find(|file| file.has("article"));
        if articles.is_some_and(|file| file.problems.is_empty()) {
            place(&mut files, validate::articles(&rulebook));
        }
    }
    let mut rulebook = sound(&mut files, rulebook, &[])?;
    rulebook.review = review(source, &rulebook)?;
    Ok(rulebook)
}

/// The tables of the yearly review; a rulebook need not have any.
fn review(source: &Source, rulebook: &Rulebook) -> Result<Review, Unsound> {
    if !source.files.contains_key(REVIEW) {
        return Ok(Review::plain(rulebook));
    }
    let mut file = File::open(source, REVIEW, keys::REVIEW);
    let review = Review {
        points: file.each("point", |table, _| read_point(table, rulebook)),
        bands: file.each("band", |table, _| Ok(read_band(table))),
        liabilities: file.each("liability", |table, _| read_liability(table, rulebook)),
        ..Review::head(&file.root)
    };
    match file.unreadable() {
        None => Ok(review),
        Some(unreadable) => Err(Unsound {
            files: vec![unreadable],
        }),
    }
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
pub fn load_over(source: &Source, base: &Rulebook) -> Result<Rulebook, Unsound> {
    let mut head = File::open(source, HEAD, keys::RULEBOOK);
    let mut rules = File::open(source, "rules.toml", keys::RULES);
    let mut signers = base.roles.clone();
    signers.extend(lists(&head.root, "roles"));
    let derived_from = head.root.get("derived_from").and_then(Value::as_table);
    let rulebook = Rulebook {
        id: text(&head.root, "id"),
        title: text(&head.root, "title"),
        version: text(&head.root, "version"),
        status: text(&head.root, "status"),
        over: Some(base.id.clone()),
        derived_from: derived_from.map(read_derived),
        statutes: head.each("statute", |table, _| Ok(read_statute(table))),
        absent: head.each("absent", |table, _| Ok(read_absent(table))),
        sha256: source.sha256(),
        articles: Articles::default(),
        exempt: head.each("exempt", |table, _| Ok(read_exempt(table))),
        rules: rules.each("rule", read_rule),
        roles: signers,
        ..base.clone()
    };
    let mut files = [&mut head, &mut rules];
    if files.iter().all(|file| file.is_parsed) {
        place(&mut files, validate::mistakes_over(&rulebook));
    }
    sound(&mut files, rulebook, &base.rules)
}

/// The rulebook, if nothing is wrong in any of its files; what nobody asks for is looked at last.
fn sound(
    files: &mut [&mut File<'_>],
    rulebook: Rulebook,
    below: &[Rule],
) -> Result<Rulebook, Unsound> {
    if files.iter().all(|file| file.problems.is_empty()) {
        place(files, validate::unasked(&rulebook, below));
    }
    let unsound: Vec<_> = files
        .iter_mut()
        .filter_map(|file| file.unreadable())
        .collect();
    if unsound.is_empty() {
        Ok(rulebook)
    } else {
        Err(Unsound { files: unsound })
    }
}

/// The file that says what a rulebook is.
const HEAD: &str = "rulebook.toml";

/// Gives each mistake to the file that has its item. What is said of an item that could not be
/// read is left out: it is reported already.
fn place(files: &mut [&mut File<'_>], slips: Vec<Slip>) {
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

fn templates(source: &Source) -> BTreeMap<String, String> {
    let files = source.files.iter();
    files
        .filter_map(|(name, text)| {
            Some((name.strip_prefix("documents/")?.to_owned(), text.clone()))
        })
        .collect()
}

/// One file of a rulebook, as far as it can be understood, with what is wrong in it.
struct File<'s> {
    path: String,
    text: &'s str,
    keys: &'static [Key],
    root: Table,
    /// For each array of tables at the top: the byte at which each table's first value stands.
    starts: BTreeMap<String, Vec<usize>>,
    problems: Vec<Problem>,
    /// Names of the items that could not be read.
    unread: Vec<String>,
    /// Whether it is there and its syntax is right.
    is_parsed: bool,
}

impl<'s> File<'s> {
    fn open(source: &'s Source, name: &str, keys: &'static [Key]) -> Self {
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
    fn has(&self, list: &str) -> bool {
        self.keys.iter().any(|key| key.name == list)
    }

    /// Reads each table of an array; mistakes become problems of the file.
    fn each<T>(
        &mut self,
        list: &'static str,
        read: impl Fn(&Table, usize) -> Result<T, raw::Mistake>,
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
            let line = self
                .text
                .get(..block.start)
                .map_or(0, |before| before.matches('\n').count())
                + 1;
            match read(table, line) {
                Ok(item) => all.push(item),
                Err(mistake) => {
                    self.unread.push(name_of(table));
                    // The walk of the keys has said it better.
                    let said = |problem: &Problem| block.contains(&problem.span.start);
                    if !self.problems.iter().any(said) {
                        let message = format!("{}：{mistake}", name_of(table));
                        self.problems.push(point(self.text, block, message));
                    }
                }
            }
        }
        all
    }

    /// Adds what is wrong with an item: the last of that name, since of two the second is too many.
    fn problem(&mut self, slip: Slip) {
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

    fn unreadable(&mut self) -> Option<Unreadable> {
        let mut problems = std::mem::take(&mut self.problems);
        problems.sort_by_key(|problem| problem.span.start);
        (!problems.is_empty()).then(|| Unreadable {
            path: self.path.clone(),
            text: self.text.to_owned(),
            problems,
        })
    }
}

fn name_of(table: &Table) -> String {
    ["id", "name", "key", "text"]
        .iter()
        .find_map(|key| table.get(*key))
        .and_then(Value::as_str)
        .map_or_else(String::new, ToOwned::to_owned)
}
