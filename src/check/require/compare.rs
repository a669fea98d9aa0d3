//! `compare`: a relation holds between all values of two terms.

use crate::case::Value;
use crate::finding::Status;
use crate::rulebook::naming::sources as label;
use crate::rulebook::{Bound, Relation, Root, Set, Term, fold};

use super::super::context::Context;
use super::super::fix;
use super::super::subject::Subject;
use super::super::values::Values;
use super::super::verdict::Verdict;

pub(super) fn verdict(
    context: &Context<'_>,
    subject: Subject,
    left: &Term,
    relation: &Relation,
) -> Verdict {
    let Values::Known(found) = context.values(left, subject) else {
        return no_calendar();
    };
    if found.is_empty() {
        return Verdict::not_applicable();
    }
    let mut verdict = related(context, subject, left, &found, relation);
    if verdict.status == Status::Conflict {
        verdict.fix = mend(context, subject, left);
    }
    verdict
}

/// The command that corrects the left side, where it is a key of one thing.
fn mend(context: &Context<'_>, subject: Subject, left: &Term) -> Option<String> {
    let Term::Path(path) = left else { return None };
    let owner = match &path.root {
        Root::Subject => context.subject_name(subject),
        Root::Linked(name) => match context
            .linked_of(subject, std::slice::from_ref(name))
            .as_slice()
        {
            [one] => context.subject_name(Subject::Record(*one)),
            _ => return None,
        },
        _ => return None,
    };
    Some(fix::set(context, &format!("{owner}.{}=", path.key)))
}

fn related(
    context: &Context<'_>,
    subject: Subject,
    left: &Term,
    found: &[Value],
    relation: &Relation,
) -> Verdict {
    match relation {
        Relation::Includes(set) => on_set(context, subject, set, |words| includes(found, words)),
        Relation::Excludes(set) => on_set(context, subject, set, |words| {
            excludes(found, words, (left, set))
        }),
        Relation::In(set) => on_set(context, subject, set, |words| {
            among(found, words, (left, set))
        }),
        Relation::Mentions(right) => {
            let names = Set::Values(right.clone());
            on_set(context, subject, &names, |names| {
                mentions(found, names, (left, right))
            })
        }
        Relation::AtMost(right) => {
            let Values::Known(limits) = context.values(right, subject) else {
                return no_calendar();
            };
            pairs(found, &limits, (left, right), "应不大于", |a, b| {
                Some(number(a)? <= number(b)?)
            })
        }
        Relation::Dates(bound, right) => {
            let Values::Known(limits) = context.values(right, subject) else {
                return no_calendar();
            };
            pairs(
                found,
                &limits,
                (left, right),
                bound_words(*bound),
                |a, b| dates(*bound, a, b),
            )
        }
        Relation::Equals(right) => {
            let Values::Known(others) = context.values(right, subject) else {
                return no_calendar();
            };
            pairs(found, &others, (left, right), "应等于", |a, b| {
                Some(same(a, b))
            })
        }
    }
}

fn no_calendar() -> Verdict {
    Verdict::new(Status::Undecidable, "没有该年份的节假日数据，无法计算期限")
}

fn bound_words(bound: Bound) -> &'static str {
    match bound {
        Bound::After => "应晚于",
        Bound::Before => "应早于",
        Bound::NotAfter => "应不晚于",
        Bound::NotBefore => "应不早于",
    }
}

fn dates(bound: Bound, left: &Value, right: &Value) -> Option<bool> {
    Some(bound.admits(left.moment()?.order(right.moment()?)))
}

fn same(left: &Value, right: &Value) -> bool {
    match (left.moment(), right.moment()) {
        (Some(a), Some(b)) => a.date() == b.date(),
        _ => left == right,
    }
}

/// Compares every value with every other; `None` from the test is no comparison.
fn pairs(
    left: &[Value],
    right: &[Value],
    terms: (&Term, &Term),
    words: &str,
    test: impl Fn(&Value, &Value) -> Option<bool>,
) -> Verdict {
    let mut compared = false;
    for a in left {
        for b in right {
            match test(a, b) {
                Some(true) => compared = true,
                Some(false) => {
                    let message = format!(
                        "{}为 {}，{words}{} {}",
                        label(terms.0),
                        a.display(),
                        label(terms.1),
                        b.display()
                    );
                    return Verdict::new(Status::Conflict, message);
                }
                None => {}
            }
        }
    }
    if compared {
        Verdict::satisfied()
    } else {
        Verdict::not_applicable()
    }
}

fn includes(found: &[Value], words: &[String]) -> Verdict {
    let has = |word: &&String| found.iter().any(|value| value.display() == **word);
    let lacking: Vec<_> = words.iter().filter(|word| !has(word)).cloned().collect();
    if lacking.is_empty() {
        return Verdict::satisfied();
    }
    Verdict::new(
        Status::Incomplete,
        format!("应有{}，缺{}", words.join("和"), lacking.join("、")),
    )
}

/// A relation to a set of words; nothing is asked where the case has none of the set.
fn on_set(
    context: &Context<'_>,
    subject: Subject,
    set: &Set,
    related: impl Fn(&[String]) -> Verdict,
) -> Verdict {
    let term = match set {
        Set::Words(words) => return related(words),
        Set::Values(term) => term,
    };
    let Values::Known(values) = context.values(term, subject) else {
        return no_calendar();
    };
    let words: Vec<_> = values.iter().map(Value::display).collect();
    if words.is_empty() {
        return Verdict::not_applicable();
    }
    related(&words)
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    }
}

fn among(found: &[Value], words: &[String], (left, set): (&Term, &Set)) -> Verdict {
    let stray = found
        .iter()
        .map(Value::display)
        .find(|value| !words.iter().any(|word| is_same(word, value)));
    let Some(value) = stray else {
        return Verdict::satisfied();
    };
    let whose = match set {
        Set::Words(_) => String::new(),
        Set::Values(term) => format!("{}：", label(term)),
    };
    Verdict::new(
        Status::Conflict,
        format!(
            "{}为“{value}”，应为{whose}{}",
            label(left),
            words.join("、")
        ),
    )
}

fn mentions(found: &[Value], names: &[String], (left, right): (&Term, &Term)) -> Verdict {
    let has_one = |text: &str| {
        let text = fold(text);
        names.iter().any(|name| text.contains(&fold(name)))
    };
    if found.iter().all(|value| has_one(&value.display())) {
        return Verdict::satisfied();
    }
    let message = format!(
        "{}中没有写{}：{}",
        label(left),
        label(right),
        names.join("、")
    );
    Verdict::new(Status::Conflict, message)
}

/// Words of the rule must not be a value; names that the case has must not stand in one.
fn excludes(found: &[Value], words: &[String], (left, set): (&Term, &Set)) -> Verdict {
    let held = |value: &Value| -> Option<String> {
        let value = value.display();
        let parts: Vec<&str> = match set {
            Set::Words(_) => vec![&value],
            Set::Values(_) => value
                .split(['，', '、', '；', '（', '）', ',', ';', ' '])
                .collect(),
        };
        let is_held = |word: &&String| parts.iter().any(|part| is_same(word, part));
        words.iter().find(is_held).cloned()
    };
    let Some(word) = found.iter().find_map(held) else {
        return Verdict::satisfied();
    };
    let message = match set {
        Set::Words(_) => format!("{word}不在规定的方式之列"),
        Set::Values(term) => format!("{}是{word}，不应同时是{}", label(left), label(term)),
    };
    Verdict::new(Status::Conflict, message)
}

/// Names are the same whatever their width and brackets.
fn is_same(one: &str, other: &str) -> bool {
    one == other || fold(one) == fold(other)
}
