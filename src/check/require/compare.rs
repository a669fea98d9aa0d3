//! `compare`: a relation holds between all values of two terms.

use crate::case::Value;
use crate::finding::Status;
use crate::rulebook::{Bound, Relation, Root, Term};

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
        Relation::Includes(words) => includes(found, words),
        Relation::Excludes(words) => excludes(found, words),
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

/// A term as people read it: whose, and what.
fn label(term: &Term) -> String {
    use crate::case::keys::{EVENT, HEAD, OFFICER, PARTY, RECORD, label_at, shape_at};
    let mut labels = Vec::new();
    term.visit(&mut |path| {
        let (owner, table) = match &path.root {
            Root::Subject => (
                "",
                if shape_at(EVENT, &path.key).is_some() {
                    EVENT
                } else {
                    RECORD
                },
            ),
            Root::Document => ("文书的", RECORD),
            Root::Linked(name) | Root::All(name) => {
                let table = if shape_at(RECORD, &path.key).is_some() {
                    RECORD
                } else {
                    EVENT
                };
                (name.as_str(), table)
            }
            Root::Case => ("案件的", HEAD),
            Root::Party => ("当事人的", PARTY),
            Root::Officer => ("执法人员的", OFFICER),
        };
        labels.push(format!("{owner}{}", label_at(table, &path.key)));
    });
    labels.join("、")
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

fn excludes(found: &[Value], words: &[String]) -> Verdict {
    let clash = found
        .iter()
        .map(Value::display)
        .find(|value| words.contains(value));
    clash.map_or_else(Verdict::satisfied, |word| {
        Verdict::new(Status::Conflict, format!("{word}不在规定的方式之列"))
    })
}
