//! Reading rules and conditions from plain TOML tables; each mistake names its place.

use toml::{Table, Value};

use crate::case::vocabulary::Stage;
use crate::reading::nearest;

use super::condition::{Bound, Condition, Filter, Test};
use super::rule::{Each, Selection, Set, Yields};
use super::term::Term;

/// A mistake in a rule, in Chinese.
pub(super) type Mistake = String;
pub(super) type Parsed<T> = Result<T, Mistake>;

/// A table whose keys are taken one by one, so that what is left over is unknown; beside it the
/// keys that were asked for.
pub(super) struct Taker(Table, Vec<String>);

impl Taker {
    pub(super) fn new(table: &Table) -> Self {
        Self(table.clone(), Vec::new())
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.1.push(key.to_owned());
        self.0.remove(key)
    }

    pub(super) fn text(&mut self, key: &str) -> Parsed<Option<String>> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("{key} 应为字符串")),
        }
    }

    pub(super) fn flag(&mut self, key: &str) -> Parsed<Option<bool>> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::Boolean(flag)) => Ok(Some(flag)),
            Some(_) => Err(format!("{key} 应为 true 或 false")),
        }
    }

    pub(super) fn number(&mut self, key: &str) -> Parsed<Option<i64>> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::Integer(number)) => Ok(Some(number)),
            Some(_) => Err(format!("{key} 应为整数")),
        }
    }

    /// One text or a list of texts.
    pub(super) fn texts(&mut self, key: &str) -> Parsed<Option<Vec<String>>> {
        self.take(key).map(|value| texts(&value, key)).transpose()
    }

    /// A term; an integer is one by itself.
    pub(super) fn term(&mut self, key: &str) -> Parsed<Option<Term>> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Term::parse(&text).map(Some),
            Some(Value::Integer(number)) => Ok(Some(Term::Number(number))),
            Some(_) => Err(format!("{key} 应为字符串")),
        }
    }

    /// A list of words, or a term whose values they are.
    pub(super) fn set(&mut self, key: &str) -> Parsed<Option<Set>> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Term::parse(&text).map(Set::Values).map(Some),
            Some(value) => texts(&value, key).map(Set::Words).map(Some),
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The first key that was not taken.
    pub(super) fn left(&self) -> Option<&str> {
        self.0.keys().next().map(String::as_str)
    }

    pub(super) fn table(&mut self, key: &str) -> Parsed<Option<Table>> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::Table(table)) => Ok(Some(table)),
            Some(_) => Err(format!("{key} 应为表")),
        }
    }

    pub(super) fn stage(&mut self) -> Parsed<Option<Stage>> {
        self.text("stage")?
            .map(|name| Stage::parse(&name).ok_or_else(|| format!("没有阶段「{name}」")))
            .transpose()
    }

    pub(super) fn filter(&mut self) -> Parsed<Filter> {
        self.table("where")?
            .map_or(Ok(Filter::default()), |table| filter(&table))
    }

    pub(super) fn conditions(&mut self, key: &str) -> Parsed<Vec<Condition>> {
        self.table(key)?
            .map_or(Ok(Vec::new()), |table| conditions(&table))
    }

    pub(super) fn finish(self) -> Parsed<()> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(key) => Err(match nearest(key, self.1.iter().map(String::as_str)) {
                Some(near) => format!("未知的键 {key}，是否指 {near}？"),
                None => format!("未知的键 {key}，这里可用的键：{}", self.1.join("、")),
            }),
        }
    }
}

fn texts(value: &Value, key: &str) -> Parsed<Vec<String>> {
    let wrong = || format!("{key} 应为字符串或者字符串数组");
    match value {
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Array(items) => items
            .iter()
            .map(|item| item.as_str().map(ToOwned::to_owned).ok_or_else(wrong))
            .collect(),
        _ => Err(wrong()),
    }
}

/// Types: `"*"` is any, which an empty list says.
pub(super) fn types(names: Vec<String>) -> Vec<String> {
    if names.iter().any(|name| name == "*") {
        Vec::new()
    } else {
        names
    }
}

pub(super) fn filter(table: &Table) -> Parsed<Filter> {
    let mut filter = Filter::default();
    for (key, value) in table {
        if let Some((_, bound)) = Bound::WORDS.iter().find(|(word, _)| word == key) {
            let text = value.as_str().ok_or_else(|| format!("{key} 应为字符串"))?;
            filter.bounds.push((*bound, Term::parse(text)?));
        } else {
            filter.tests.push((key.clone(), test(key, value)?));
        }
    }
    Ok(filter)
}

fn test(key: &str, value: &Value) -> Parsed<Test> {
    match value {
        Value::Boolean(flag) => Ok(Test::Flag(*flag)),
        Value::Array(items) => {
            let absent = items.iter().any(|item| item.as_bool() == Some(false));
            let words: Vec<Value> = items.iter().filter(|item| item.is_str()).cloned().collect();
            let texts = texts(&Value::Array(words), key)?;
            Ok(Test::AnyOf { texts, absent })
        }
        value => Ok(Test::AnyOf {
            texts: texts(value, key)?,
            absent: false,
        }),
    }
}

pub(super) fn conditions(table: &Table) -> Parsed<Vec<Condition>> {
    let mut all = Vec::new();
    for (key, value) in table {
        all.push(condition(key, value)?);
    }
    Ok(all)
}

fn condition(key: &str, value: &Value) -> Parsed<Condition> {
    let inner = || value.as_table().ok_or_else(|| format!("{key} 应为表"));
    let text = || {
        value
            .as_str()
            .map(ToOwned::to_owned)
            .ok_or_else(|| format!("{key} 应为字符串"))
    };
    match key {
        "kind" => texts(value, key).map(Condition::Kind),
        "procedure" => texts(value, key).map(Condition::Procedure),
        "party" => texts(value, key).map(Condition::Party),
        "outcome" => texts(value, key).map(Condition::Outcome),
        "answer" => text().map(Condition::Answer),
        "event" => texts(value, key).map(|names| Condition::Event(types(names))),
        "record" => texts(value, key).map(|names| Condition::Record(types(names))),
        "settled" => text().map(Condition::Settled),
        "filled" => Term::parse(&text()?).map(Condition::Filled),
        "subject" => filter(inner()?).map(Condition::Subject),
        "not" => conditions(inner()?).map(Condition::Not),
        "any" => {
            let items = value.as_array().ok_or("any 应为表的数组")?;
            let items = items.iter().map(|item| {
                item.as_table()
                    .ok_or_else(|| "any 应为表的数组".to_owned())
                    .and_then(conditions)
            });
            items.collect::<Parsed<Vec<_>>>().map(Condition::Any)
        }
        "concerned" if value.as_str() == Some("several") => Ok(Condition::SeveralConcerned),
        _ => Err(format!("未知的条件 {key}")),
    }
}

/// `each`: exactly one of `event`, `record`, `served`, `file`.
pub(super) fn each(table: &Table) -> Parsed<Each> {
    let mut taker = Taker::new(table);
    let event = taker.texts("event")?;
    let record = taker.texts("record")?;
    let served = taker.texts("served")?;
    let file = taker.texts("file")?;
    let except = taker.texts("except")?.unwrap_or_default();
    let states = taker.texts("states")?.unwrap_or_default();
    let filter = taker.filter()?;
    taker.finish()?;
    let selection = |names| Selection {
        types: types(names),
        except,
        states,
        filter,
    };
    match (event, record, served, file) {
        (Some(names), None, None, None) => Ok(Each::Event(selection(names))),
        (None, Some(names), None, None) => Ok(Each::Record(selection(names))),
        (None, None, Some(names), None) => Ok(Each::Served(selection(names))),
        (None, None, None, Some(_)) => Ok(Each::File),
        _ => Err("each 应有 event、record、served、file 中的一个".into()),
    }
}

pub(super) fn yields(value: Option<Value>) -> Parsed<Yields> {
    match value {
        None | Some(Value::Boolean(false)) => Ok(Yields::Never),
        Some(Value::Boolean(true)) => Ok(Yields::ToAll),
        Some(value) => texts(&value, "yields").map(Yields::To),
    }
}

/// `yes` of a question: which events are its evidence.
pub(super) fn evidence(table: &Table) -> Parsed<Selection> {
    let mut taker = Taker::new(table);
    let names = taker.texts("event")?.ok_or("yes 应有 event")?;
    let filter = taker.filter()?;
    taker.finish()?;
    Ok(Selection {
        types: types(names),
        filter,
        ..Selection::default()
    })
}
