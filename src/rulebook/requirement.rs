//! Reading requirements from plain TOML tables: the closed set, by the key that names each kind.

use toml::{Table, Value};

use crate::finding::Severity;
use crate::reading::nearest;

use super::condition::Bound;
use super::raw::{Parsed, Taker, filter, types};
use super::rule::{Coverage, Filled, Follow, Kind, Relation, Requirement};
use super::term::Term;

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
        .filter(|(key, _)| taker.has(key))
        .collect::<Vec<_>>();
    let [(_, make)] = makers.as_slice() else {
        let all: Vec<_> = KINDS.iter().map(|(key, _)| *key).collect();
        let only = format!("要求应有且只有一种：{}", all.join("、"));
        let left = taker.left().filter(|_| makers.is_empty());
        return Err(left.map_or(only.clone(), |key| {
            let near = nearest(key, all.iter().copied());
            let near = near.map_or_else(String::new, |near| format!("，是否指 {near}？"));
            format!("没有要求「{key}」{near}{only}")
        }));
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
    ("wait", |taker| {
        let until = taker.term("wait")?.ok_or("wait 应为期限")?;
        Ok(Kind::Wait(until))
    }),
    ("officers", |taker| {
        let number = taker.number("officers")?.unwrap_or_default();
        let number = usize::try_from(number).ok().filter(|number| *number > 0);
        Ok(Kind::Officers(number.ok_or("officers 应为人数")?))
    }),
    ("unique", |taker| {
        Ok(Kind::Unique(taker.text("unique")?.unwrap_or_default()))
    }),
    ("apart", |taker| {
        Ok(Kind::Apart(types(
            taker.texts("apart")?.unwrap_or_default(),
        )))
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

/// The words of the requirements, each the key that names one.
pub fn requirement_words() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(word, _)| *word)
}

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
    relations.extend(taker.term("at_most")?.map(Relation::AtMost));
    relations.extend(taker.term("mentions")?.map(Relation::Mentions));
    relations.extend(taker.set("in")?.map(Relation::In));
    relations.extend(taker.set("includes")?.map(Relation::Includes));
    relations.extend(taker.set("excludes")?.map(Relation::Excludes));
    match (relations.pop(), relations.is_empty()) {
        (Some(relation), true) => Ok(Kind::Compare { left, relation }),
        _ => Err("compare 应有一种关系：after、not_before、before、not_after、equals、at_most、mentions、in、includes、excludes".into()),
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
