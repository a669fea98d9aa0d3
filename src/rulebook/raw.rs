//! Reading rules and conditions from plain TOML tables; each mistake names its place.

use toml::{Table, Value};

use crate::case::vocabulary::Stage;
use crate::finding::Severity;

use super::condition::{Bound, Condition, Filter, Test};
use super::rule::{Coverage, Each, Filled, Follow, Kind, Relation, Requirement, Selection, Yields};
use super::term::Term;

/// A mistake in a rule, in Chinese.
pub(super) type Mistake = String;
type Parsed<T> = Result<T, Mistake>;

/// A table whose keys are taken one by one, so that what is left over is unknown.
pub(super) struct Taker(Table);

impl Taker {
    pub(super) fn new(table: &Table) -> Self {
        Self(table.clone())
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.0.remove(key)
    }

    pub(super) fn text(&mut self, key: &str) -> Parsed<Option<String>> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("{key} 应为字符串")),
        }
    }

    fn flag(&mut self, key: &str) -> Parsed<Option<bool>> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::Boolean(flag)) => Ok(Some(flag)),
            Some(_) => Err(format!("{key} 应为 true 或 false")),
        }
    }

    fn number(&mut self, key: &str) -> Parsed<Option<i64>> {
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

    fn term(&mut self, key: &str) -> Parsed<Option<Term>> {
        self.text(key)?.map(|text| Term::parse(&text)).transpose()
    }

    fn table(&mut self, key: &str) -> Parsed<Option<Table>> {
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

    fn filter(&mut self) -> Parsed<Filter> {
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
            Some(key) => Err(format!("未知的键 {key}")),
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
fn types(names: Vec<String>) -> Vec<String> {
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
        "outcome" => texts(value, key).map(Condition::Outcome),
        "answer" => text().map(Condition::Answer),
        "event" => texts(value, key).map(|names| Condition::Event(types(names))),
        "record" => texts(value, key).map(|names| Condition::Record(types(names))),
        "settled" => text().map(Condition::Settled),
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

pub(super) fn requirements(value: Option<Value>) -> Parsed<Vec<Requirement>> {
    let Some(Value::Array(items)) = value else {
        return Err("require 应为表的数组".into());
    };
    let list: Vec<_> = items
        .iter()
        .map(|item| {
            item.as_table()
                .ok_or_else(|| "require 应为表的数组".into())
                .and_then(requirement)
        })
        .collect::<Parsed<_>>()?;
    if list.is_empty() {
        Err("require 是空的".into())
    } else {
        Ok(list)
    }
}

fn requirement(table: &Table) -> Parsed<Requirement> {
    let mut taker = Taker::new(table);
    let when = taker.conditions("when")?;
    let stage = taker.stage()?;
    let from = taker.term("from")?;
    let level = taker.text("level")?;
    let level = level
        .map(|word| {
            Severity::parse(&word).ok_or_else(|| format!("level「{word}」应为 warning 或 note"))
        })
        .transpose()?;
    let makers = KINDS
        .iter()
        .filter(|(key, _)| taker.0.contains_key(*key))
        .collect::<Vec<_>>();
    let [(_, make)] = makers.as_slice() else {
        let all: Vec<_> = KINDS.iter().map(|(key, _)| *key).collect();
        return Err(format!("要求应有且只有一种：{}", all.join("、")));
    };
    let kind = make(&mut taker)?;
    taker.finish()?;
    Ok(Requirement {
        kind,
        when,
        stage,
        level,
        from,
    })
}

type Make = fn(&mut Taker) -> Parsed<Kind>;

/// The closed set of requirements, by the key that names each.
const KINDS: &[(&str, Make)] = &[
    ("record", record),
    ("event", event),
    ("served", |taker| taker.flag("served").map(|_| Kind::Served)),
    ("recording", recording),
    ("filled", filled),
    ("is", is),
    ("signed", signed),
    ("compare", compare),
    ("due", due),
    ("follows", |taker| {
        Ok(Kind::Follows(taker.text("follows")?.unwrap_or_default()))
    }),
    ("device", |taker| taker.text("device").map(|_| Kind::Device)),
    ("file", file),
    ("attest", |taker| {
        Ok(Kind::Attest(taker.text("attest")?.unwrap_or_default()))
    }),
    ("any", |taker| {
        requirements(taker.take("any")).map(Kind::Any)
    }),
];

fn record(taker: &mut Taker) -> Parsed<Kind> {
    Ok(Kind::Record {
        types: types(taker.texts("record")?.unwrap_or_default()),
        except: taker.texts("except")?.unwrap_or_default(),
        filter: taker.filter()?,
        of: follow(taker.texts("of")?),
        at_least: taker.term("at_least")?,
        named: taker.term("named")?,
        at_most: taker.number("at_most")?.map(i64::unsigned_abs),
    })
}

fn event(taker: &mut Taker) -> Parsed<Kind> {
    let mut bounds = Vec::new();
    for (word, bound) in Bound::WORDS {
        bounds.extend(taker.term(word)?.map(|term| (*bound, term)));
    }
    Ok(Kind::Event {
        types: types(taker.texts("event")?.unwrap_or_default()),
        filter: taker.filter()?,
        of: follow(taker.texts("of")?),
        bounds,
    })
}

fn recording(taker: &mut Taker) -> Parsed<Kind> {
    match taker.text("recording")?.as_deref() {
        Some("全程") => Ok(Kind::Recording(Coverage::Whole)),
        Some("一般") => Ok(Kind::Recording(Coverage::Some)),
        _ => Err("recording 应为 全程 或 一般".into()),
    }
}

fn filled(taker: &mut Taker) -> Parsed<Kind> {
    let keys = taker.texts("filled")?.unwrap_or_default();
    Ok(Kind::Filled(Filled {
        keys,
        on: linked(taker.texts("on")?),
    }))
}

fn is(taker: &mut Taker) -> Parsed<Kind> {
    let tests = filter(&taker.table("is")?.unwrap_or_default())?;
    if tests.tests.is_empty() || !tests.bounds.is_empty() {
        return Err("is 应为 键 = 值 的表".into());
    }
    Ok(Kind::Is(tests))
}

fn signed(taker: &mut Taker) -> Parsed<Kind> {
    let by = taker.text("signed")?.unwrap_or_default();
    let names = by.starts_with('@').then(|| Term::parse(&by)).transpose()?;
    Ok(Kind::Signed {
        by,
        names,
        on: linked(taker.texts("on")?),
    })
}

fn compare(taker: &mut Taker) -> Parsed<Kind> {
    let left = taker.term("compare")?.ok_or("compare 应为值的路径")?;
    let mut relations = Vec::new();
    for (word, bound) in Bound::WORDS {
        relations.extend(taker.term(word)?.map(|term| Relation::Dates(*bound, term)));
    }
    relations.extend(taker.term("equals")?.map(Relation::Equals));
    relations.extend(taker.texts("includes")?.map(Relation::Includes));
    relations.extend(taker.texts("excludes")?.map(Relation::Excludes));
    match (relations.pop(), relations.is_empty()) {
        (Some(relation), true) => Ok(Kind::Compare { left, relation }),
        _ => Err("compare 应有一种关系：after、not_before、before、not_after、equals、includes、excludes".into()),
    }
}

fn due(taker: &mut Taker) -> Parsed<Kind> {
    Ok(Kind::Due {
        due: taker.term("due")?.ok_or("due 应为期限")?,
        done: taker.term("done")?.ok_or("due 缺少 done")?,
        filter: taker.filter()?,
        remind: taker.number("remind")?.unwrap_or(0),
    })
}

fn file(taker: &mut Taker) -> Parsed<Kind> {
    match taker.text("file")?.as_deref() {
        Some("intact") => Ok(Kind::FileIntact),
        Some("listed") => Ok(Kind::FileListed),
        _ => Err("file 应为 intact 或 listed".into()),
    }
}

fn follow(names: Option<Vec<String>>) -> Option<Follow> {
    let names = names?;
    match names.first().map(String::as_str) {
        Some("case") => Some(Follow::Case),
        Some("@document") => Some(Follow::Document),
        _ => linked(Some(names)),
    }
}

fn linked(names: Option<Vec<String>>) -> Option<Follow> {
    let strip = |name: String| {
        name.strip_prefix('@')
            .map_or(name.clone(), ToOwned::to_owned)
    };
    names.map(|names| Follow::Linked(types(names.into_iter().map(strip).collect())))
}
