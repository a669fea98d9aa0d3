//! Loading a rulebook from the texts of its files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use toml::{Table, Value};

use crate::case::vocabulary::{STAGES, Stage};
use crate::reading::{Key, Problem, Unreadable, parse};

use super::book::{Articles, BuiltIn, Chapter, Exempt, Order, Rulebook, Stand};
use super::catalogue::{Catalogue, Document, EventType, Field, FieldKind, Role};
use super::condition::Condition;
use super::raw::{self, Taker};
use super::rule::{Article, Declaration, Part, Question, Rule};
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
    let head = File::open(source, "rulebook.toml", keys::RULEBOOK)?;
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
        sha256: digest(source),
        articles: read_articles(&articles),
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
    if mistakes.is_empty() {
        return Ok(rulebook);
    }
    Err(rules.unreadable(mistakes))
}

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

fn text(table: &Table, key: &str) -> String {
    table
        .get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn optional(table: &Table, key: &str) -> Option<String> {
    table
        .get(key)
        .and_then(Value::as_str)
        .map(ToOwned::to_owned)
}

fn flag(table: &Table, key: &str) -> bool {
    table.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn list(value: Option<&Value>) -> Vec<String> {
    let items = value
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    items
        .iter()
        .filter_map(Value::as_str)
        .map(ToOwned::to_owned)
        .collect()
}

fn numbers(value: Option<&Value>) -> Vec<u16> {
    let items = value
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    items
        .iter()
        .filter_map(Value::as_integer)
        .filter_map(|n| u16::try_from(n).ok())
        .collect()
}

fn lists(root: &Table, key: &str) -> BTreeMap<String, Vec<String>> {
    let table = root
        .get(key)
        .and_then(Value::as_table)
        .cloned()
        .unwrap_or_default();
    table
        .iter()
        .map(|(name, value)| (name.clone(), list(Some(value))))
        .collect()
}

fn article(table: &Table, key: &str) -> u16 {
    let number = table.get(key).and_then(Value::as_integer).unwrap_or(0);
    u16::try_from(number).unwrap_or(0)
}

fn stage(name: &str) -> Result<Stage, raw::Mistake> {
    Stage::parse(name).ok_or_else(|| format!("没有阶段「{name}」，应为：{}", STAGES.join("、")))
}

fn conditions(table: &Table, key: &str) -> Result<Vec<Condition>, raw::Mistake> {
    Taker::new(table).conditions(key)
}

fn read_articles(file: &File<'_>) -> Articles {
    let tables = |key: &str| {
        let items = file
            .root
            .get(key)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        items
            .into_iter()
            .filter_map(|item| item.as_table().cloned())
    };
    let list = tables("article").map(|table| Article {
        number: article(&table, "number"),
        label: text(&table, "label"),
        chapter: text(&table, "chapter"),
        text: text(&table, "text").trim().to_owned(),
    });
    let chapters = tables("chapter").map(|table| Chapter {
        title: format!("{} {}", text(&table, "label"), text(&table, "title")),
        first: article(&table, "first"),
        last: article(&table, "last"),
    });
    Articles {
        list: list.collect(),
        chapters: chapters.collect(),
    }
}

fn read_document(table: &Table, _line: usize) -> Result<Document, raw::Mistake> {
    let own = stage(&text(table, "stage"))?;
    let role = optional(table, "role").map(|word| {
        let known = Role::WORDS.iter().find(|(known, _)| *known == word);
        known
            .map(|(_, role)| *role)
            .ok_or_else(|| format!("没有 role「{word}」"))
    });
    let fields = table
        .get("fields")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    Ok(Document {
        name: text(table, "name"),
        aliases: list(table.get("aliases")),
        form: text(table, "form"),
        stage: own,
        service_stage: optional(table, "service_stage").map_or(Ok(own), |name| stage(&name))?,
        served: flag(table, "served"),
        served_to_anyone: table.get("served_to").and_then(Value::as_str) == Some("收件人"),
        volume: text(table, "volume"),
        order: table.get("order").and_then(Value::as_integer).unwrap_or(0),
        seal: flag(table, "seal"),
        articles: numbers(table.get("articles")),
        optional: flag(table, "optional"),
        template: optional(table, "template"),
        look: optional(table, "look").unwrap_or_default(),
        role: role.transpose()?,
        signers: list(table.get("signers")),
        hint: optional(table, "hint"),
        fields: fields
            .iter()
            .filter_map(Value::as_table)
            .map(read_field)
            .collect::<Result<_, _>>()?,
    })
}

fn read_field(table: &Table) -> Result<Field, raw::Mistake> {
    let word = text(table, "type");
    let kind = FieldKind::WORDS.iter().find(|(known, _, _)| *known == word);
    Ok(Field {
        name: text(table, "name"),
        kind: kind
            .map(|(_, kind, _)| *kind)
            .ok_or_else(|| format!("没有栏目类型「{word}」"))?,
        by_regulation: text(table, "asked") == "regulation",
        choices: list(table.get("choices")),
        columns: list(table.get("columns")),
    })
}

fn read_event(table: &Table, _line: usize) -> Result<EventType, raw::Mistake> {
    let counts_as = match table.get("counts_as").and_then(Value::as_table) {
        None => None,
        Some(inner) => {
            let mut taker = Taker::new(inner);
            let filter = match taker.take("where") {
                Some(Value::Table(table)) => raw::filter(&table)?,
                _ => return Err("counts_as 应有 where".into()),
            };
            let event = taker.text("event")?.ok_or("counts_as 应有 event")?;
            taker.finish()?;
            Some((event, filter))
        }
    };
    let role = text(table, "role");
    Ok(EventType {
        name: text(table, "name"),
        stage: stage(&text(table, "stage"))?,
        what: text(table, "what"),
        paper: optional(table, "paper"),
        of: optional(table, "of"),
        of_serving: optional(table, "of_serving"),
        counts_as,
        optional: flag(table, "optional"),
        keys: list(table.get("keys")),
        is_service: role == "service",
        is_closing: role == "closing",
    })
}

fn read_question(table: &Table, _line: usize) -> Result<Question, raw::Mistake> {
    let cited = table
        .get("cited")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let mut rules: Vec<_> = cited
        .iter()
        .filter_map(Value::as_table)
        .map(|table| (Some(text(table, "kind")), text(table, "rule")))
        .collect();
    rules.push((None, text(table, "rule")));
    let yes = table
        .get("yes")
        .and_then(Value::as_table)
        .ok_or("yes 应为表")?;
    Ok(Question {
        id: text(table, "id"),
        ask: text(table, "ask"),
        rules,
        stage: stage(&text(table, "stage"))?,
        when: conditions(table, "when")?,
        evidence: raw::evidence(yes)?,
        no_beside_evidence: flag(table, "even_no"),
        ignored: conditions(table, "ignored")?,
    })
}

fn read_rule(table: &Table, line: usize) -> Result<Rule, raw::Mistake> {
    let id = text(table, "id");
    let first = stage(&text(table, "stage"))?;
    let mut parts = vec![read_part(table, first)?];
    let also = table
        .get("also")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    for part in also.iter().filter_map(Value::as_table) {
        parts.push(read_part(part, first)?);
    }
    Ok(Rule {
        article: article_of(&id),
        what: text(table, "what"),
        why: text(table, "why"),
        fix: text(table, "fix"),
        basis: optional(table, "basis"),
        waivable: table
            .get("waivable")
            .and_then(Value::as_bool)
            .unwrap_or(true),
        parts,
        line,
        id,
    })
}

fn read_part(table: &Table, first: Stage) -> Result<Part, raw::Mistake> {
    let mut taker = Taker::new(table);
    Ok(Part {
        stage: taker.stage()?.unwrap_or(first),
        yields: raw::yields(taker.take("yields"))?,
        each: match taker.take("each") {
            None => None,
            Some(Value::Table(table)) => Some(raw::each(&table)?),
            Some(_) => return Err("each 应为表".into()),
        },
        when: taker.conditions("when")?,
        require: raw::requirements(taker.take("require"))?,
    })
}

fn read_stand(table: &Table) -> Stand {
    Stand {
        outcome: text(table, "outcome"),
        kind: text(table, "kind"),
        record: optional(table, "record"),
        events: list(table.get("event")),
        answers: list(table.get("answer")),
    }
}

fn read_exempt(table: &Table) -> Exempt {
    Exempt {
        kind: text(table, "kind"),
        from: article(table, "from"),
        to: article(table, "to"),
        remark: text(table, "remark"),
    }
}

fn read_order(table: &Table) -> Order {
    Order {
        name: text(table, "name"),
        first: text(table, "first"),
        then: text(table, "then"),
        stage: Stage::parse(&text(table, "stage")).unwrap_or(Stage::FIRST),
        answers: list(table.get("answers")),
    }
}

fn read_declaration(table: &Table, _line: usize) -> Result<Declaration, raw::Mistake> {
    Ok(Declaration {
        key: text(table, "key"),
        ask: text(table, "ask"),
        rule: text(table, "rule"),
        stage: stage(&text(table, "stage"))?,
        when: conditions(table, "when")?,
        answered: conditions(table, "answered")?,
    })
}
