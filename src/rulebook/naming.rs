//! Terms in words: whose key, and how it is reckoned.

use crate::case::keys::{EVENT, HEAD, OFFICER, PARTY, RECORD, label_at, shape_at};

use super::term::{Path, Root, Shift, Term};

/// Keys whose thing is enough to name them: an event is the day of its beginning.
const SHORT: &[(&str, &str)] = &[
    ("start", ""),
    ("date", "的日期"),
    ("received", "的收到日期"),
];

/// What a term's paths reach, without how it is reckoned: `结案审批表的日期、结案`.
#[must_use]
pub fn sources(term: &Term) -> String {
    if let Term::Number(number) = term {
        return number.to_string();
    }
    let mut names: Vec<String> = Vec::new();
    term.visit(&mut |path| {
        let name = path_name(path);
        if !names.contains(&name) {
            names.push(name);
        }
    });
    names.join("、")
}

/// A term as people read it: `（结案审批表的日期，没有则结案）起5个工作日`.
#[must_use]
pub fn term(asked: &Term) -> String {
    let list = |parts: &[Term], between: &str| {
        let words: Vec<_> = parts.iter().map(term).collect();
        words.join(between)
    };
    match asked {
        Term::Path(path) => path_name(path),
        Term::Number(number) => number.to_string(),
        Term::First(parts) => format!("最早的{}", list(parts, "、")),
        Term::Last(parts) => format!("最晚的{}", list(parts, "、")),
        Term::Or(parts) => list(parts, "，没有则"),
        Term::Shift(inner, shift) => {
            let from = match inner.as_ref() {
                Term::Or(_) => format!("（{}）", term(inner)),
                _ => term(inner),
            };
            reckoned(&from, *shift)
        }
    }
}

fn reckoned(from: &str, shift: Shift) -> String {
    let (count, unit) = (shift.count, shift.unit.chinese());
    match count {
        0 => format!("{from}当日"),
        1.. => format!("{from}起{count}{unit}"),
        _ => format!("{from}之前{}{unit}", -count),
    }
}

/// A path: whose, and which key.
fn path_name(path: &Path) -> String {
    let (owner, table) = match &path.root {
        Root::Subject if shape_at(EVENT, &path.key).is_some() => ("", EVENT),
        Root::Subject if shape_at(RECORD, &path.key).is_some() => ("", RECORD),
        Root::Subject => ("", HEAD),
        Root::Document => return of_thing("文书", &path.key),
        Root::Linked(name) | Root::All(name) => return of_thing(name, &path.key),
        Root::Case => ("案件的", HEAD),
        Root::Party => ("当事人的", PARTY),
        Root::Officer => ("执法人员的", OFFICER),
    };
    format!("{owner}{}", label_at(table, &path.key))
}

fn of_thing(name: &str, key: &str) -> String {
    if let Some((_, after)) = SHORT.iter().find(|(short, _)| *short == key) {
        return format!("{name}{after}");
    }
    let table = if shape_at(RECORD, key).is_some() {
        RECORD
    } else {
        EVENT
    };
    format!("{name}的{}", label_at(table, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_reads_as_a_sentence() {
        let rows = [
            ("@.deadline + 0日", "期限当日"),
            (
                "or(结案审批表.date, 结案.start, case.closed) + 5工作日",
                "（结案审批表的日期，没有则结案，没有则案件的结案日期）起5个工作日",
            ),
            ("@听证通知书.received", "听证通知书的收到日期"),
            ("@.start - 7工作日", "开始时间或日期之前7个工作日"),
            ("last(@document.date)", "最晚的文书的日期"),
        ];
        for (text, words) in rows {
            assert_eq!(term(&Term::parse(text).unwrap()), words);
        }
    }
}
