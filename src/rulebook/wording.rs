//! What a rule asks, put into Chinese from the rule itself.

use super::naming::term;
use super::{
    Bound, Condition, Coverage, Each, Filled, Filter, Follow, Kind, Part, Relation, Requirement,
    Role, Rule, Rulebook, Selection, Set, Term, Test,
};
use std::fmt::Write as _;

use crate::case::keys::{EVENT, RECORD, label_at, shape_at};
use crate::reading::{Key, Shape};

/// One line for each requirement of each part of a rule.
#[must_use]
pub fn asked(rulebook: &Rulebook, rule: &Rule) -> Vec<String> {
    rule.parts
        .iter()
        .flat_map(|part| {
            part.require
                .iter()
                .map(move |asked| line(rulebook, part, asked))
        })
        .collect()
}

fn line(rulebook: &Rulebook, part: &Part, asked: &Requirement) -> String {
    let mut text = subject(part);
    let when: Vec<_> = part
        .when
        .iter()
        .chain(&asked.when)
        .map(condition)
        .filter(|word| !word.is_empty())
        .collect();
    if !when.is_empty() {
        let _ = write!(text, "（{}）", when.join("，"));
    }
    text.push('：');
    text.push_str(&requirement(rulebook, &asked.kind));
    if let Some(stage) = asked.stage {
        let _ = write!(text, "（自{stage}起）");
    }
    if let Some(level) = asked.level {
        let word = match level {
            crate::finding::Severity::Note => "提示",
            _ => "警告",
        };
        let _ = write!(text, "（不满足只作{word}）");
    }
    text
}

/// The subjects of a part, in words.
#[must_use]
pub fn subject(part: &Part) -> String {
    let of = |selection: &Selection, any: &str, keys: &[Key]| {
        let names = if selection.types.is_empty() {
            any.to_owned()
        } else {
            selection.types.join("、")
        };
        let tests = filter(&selection.filter, keys);
        if tests.is_empty() {
            names
        } else {
            format!("{names}（{tests}）")
        }
    };
    match &part.each {
        None => format!("案件（自{}起）", part.stage),
        Some(Each::Event(selection)) => format!("每个{}", of(selection, "事项", EVENT)),
        Some(Each::Record(selection)) => format!("每份{}", of(selection, "记录", RECORD)),
        Some(Each::Served(selection)) => {
            let names = if selection.types.is_empty() {
                "文书".into()
            } else {
                selection.types.join("、")
            };
            let tests = filter(&selection.filter, EVENT);
            let tests = if tests.is_empty() {
                tests
            } else {
                format!("（{tests}）")
            };
            format!("{names}的每次送达{tests}")
        }
        Some(Each::File) => "案件目录中的每个文件".into(),
    }
}

/// Tests, their keys as a table labels them, or where it knows none, the other one.
fn filter(filter: &Filter, keys: &[Key]) -> String {
    let tests = filter.tests.iter().map(|(key, test)| {
        let label = match label_at(keys, key) {
            same if same == *key => label_at(RECORD, key),
            label => label,
        };
        match test {
            Test::AnyOf { texts, absent } => {
                let or = if *absent { "或未填" } else { "" };
                format!("{label}为{}{or}", texts.join("、"))
            }
            Test::Flag(flag) if matches!(shape_at(keys, key), Some(Shape::Boolean)) => {
                format!("{label}为{}", if *flag { "是" } else { "否" })
            }
            Test::Flag(true) => format!("有{label}"),
            Test::Flag(false) => format!("没有{label}"),
        }
    });
    let bounds = filter
        .bounds
        .iter()
        .map(|(b, t)| format!("{} {}", bound(*b), term(t)));
    tests.chain(bounds).collect::<Vec<_>>().join("，")
}

fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::After => "晚于",
        Bound::Before => "早于",
        Bound::NotAfter => "不晚于",
        Bound::NotBefore => "不早于",
    }
}

/// A condition in words; empty where there is nothing to say of it.
#[must_use]
pub fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Kind(names) | Condition::Procedure(names) => names.join("或"),
        Condition::Party(kinds) => format!("当事人为{}", kinds.join("或")),
        Condition::Outcome(names) => format!("结果为{}", names.join("或")),
        Condition::Answer(id) => format!("{id} 为是"),
        Condition::Event(names) => format!("有{}", names.join("或")),
        Condition::Record(names) => format!("有《{}》", names.join("》或《")),
        Condition::Subject(tests) => filter(tests, EVENT),
        Condition::SeveralConcerned => "涉及几个当事人".into(),
        Condition::Filled(path) => format!("{} 都已填写", term(path)),
        Condition::Settled(_) => String::new(),
        Condition::Any(list) => {
            let each = list.iter().map(|inner| {
                inner
                    .iter()
                    .map(self::condition)
                    .collect::<Vec<_>>()
                    .join("且")
            });
            each.collect::<Vec<_>>().join("或者")
        }
        Condition::Not(inner) => {
            format!(
                "除非{}",
                inner
                    .iter()
                    .map(self::condition)
                    .collect::<Vec<_>>()
                    .join("且")
            )
        }
    }
}

fn follow(of: Option<&Follow>) -> String {
    match of {
        Some(Follow::Linked(names)) => format!("（附于《{}》）", names.join("》或《")),
        _ => String::new(),
    }
}

/// A requirement in words.
#[must_use]
pub fn requirement(rulebook: &Rulebook, kind: &Kind) -> String {
    match kind {
        Kind::Record {
            at_most: Some(most),
            types,
            ..
        } => {
            format!("《{}》不多于 {most} 份", types.join("》《"))
        }
        Kind::Record {
            types,
            of,
            at_least,
            ..
        } => records(types, of.as_ref(), at_least.is_some()),
        Kind::Event {
            types,
            filter,
            bounds,
            ..
        } => events(types, filter, bounds),
        Kind::Served => {
            let proof = rulebook.catalogue.with_role(Role::ServiceProof);
            let proof = proof.map_or("", |document| document.name.as_str());
            format!("送达每个所涉当事人，每次送达有《{proof}》")
        }
        Kind::Recording(Coverage::Whole) => "全程音像记录覆盖起止时间".into(),
        Kind::Recording(Coverage::Some) => "有音像记录".into(),
        Kind::Filled(filled) => fields(filled),
        Kind::Is(tests) => filter(tests, EVENT),
        Kind::Signed { by, names, on } => {
            let who = match rulebook.roles.get(by) {
                _ if names.is_some() => format!("{by} 全部签名"),
                Some(words) => format!("{}签名或者盖章", words.join("或")),
                None => "有人签名或者盖章".into(),
            };
            match on {
                Some(Follow::Linked(names)) => format!("《{}》上{who}", names.join("》或《")),
                _ => who,
            }
        }
        Kind::Compare { left, relation } => format!("{} {}", term(left), self::relation(relation)),
        Kind::Due { due, done, .. } => format!("{} 不晚于 {}", term(done), term(due)),
        Kind::Wait(until) => format!("{} 届满之后", term(until)),
        Kind::Officers(number) => format!("有不少于 {number} 名执法人员，证件当日有效"),
        Kind::Unique(key) => format!("{}不与同类文书重复", label_at(RECORD, key)),
        Kind::Apart(_) => "执法人员同一时间没有另在他处的事项".into(),
        Kind::Follows(target) => format!("写明所针对的{target}"),
        Kind::Device => "设备种类合乎规定，并在设备名录内".into(),
        Kind::FileIntact => "文件在案件目录中，大小和散列与记录相符".into(),
        Kind::FileListed => "属于某份记录".into(),
        Kind::Attest(statement) => format!("由人确认：{statement}"),
        Kind::Any(list) => list
            .iter()
            .map(|inner| requirement(rulebook, &inner.kind))
            .collect::<Vec<_>>()
            .join("，或者"),
    }
}

fn records(types: &[String], of: Option<&Follow>, each: bool) -> String {
    let what = if types.is_empty() {
        "文字记录或者其他记录".into()
    } else {
        format!("《{}》", types.join("》或《"))
    };
    let many = if each { "，每项一份" } else { "" };
    format!("有{what}{}{many}", follow(of))
}

fn events(types: &[String], tests: &Filter, bounds: &[(Bound, Term)]) -> String {
    let what = if types.is_empty() {
        "任何事项".into()
    } else {
        types.join("或")
    };
    let tests = filter(tests, EVENT);
    let tests = if tests.is_empty() {
        tests
    } else {
        format!("（{tests}）")
    };
    let bounds: Vec<_> = bounds
        .iter()
        .map(|(b, t)| format!("，{} {}", bound(*b), term(t)))
        .collect();
    format!("有{what}{tests}{}", bounds.concat())
}

fn fields(filled: &Filled) -> String {
    let table = if filled.on.is_some() { RECORD } else { EVENT };
    let label = |key: &String| match label_at(table, key) {
        same if same == *key => label_at(RECORD, key),
        label => label,
    };
    let labels: Vec<_> = filled.keys.iter().map(label).collect();
    format!("填写{}", labels.join("、"))
}

fn relation(relation: &Relation) -> String {
    match relation {
        Relation::Dates(b, right) => format!("{} {}", bound(*b), term(right)),
        Relation::Equals(right) => format!("与 {} 一致", term(right)),
        Relation::AtMost(right) => format!("不大于 {}", term(right)),
        Relation::Mentions(right) => format!("写有 {}", term(right)),
        Relation::In(words) => format!("属于 {}", set(words, "、")),
        Relation::Includes(words) => format!("含有{}", set(words, "和")),
        Relation::Excludes(words) => format!("不是{}", set(words, "、")),
    }
}

fn set(set: &Set, between: &str) -> String {
    match set {
        Set::Words(words) => words.join(between),
        Set::Values(values) => term(values),
    }
}
