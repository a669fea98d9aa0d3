//! How messages name what a term reaches.

use crate::case::keys::{EVENT, HEAD, OFFICER, PARTY, RECORD, label_at, shape_at};
use crate::rulebook::{Root, Term};

/// Keys whose thing is enough to name them: an event is the day of its beginning.
const SHORT: &[(&str, &str)] = &[
    ("start", ""),
    ("date", "的日期"),
    ("received", "的收到日期"),
];

/// A term as people read it: whose, and what.
pub(super) fn label(term: &Term) -> String {
    if let Term::Number(number) = term {
        return number.to_string();
    }
    let mut labels: Vec<String> = Vec::new();
    let mut push = |name: String| {
        if !labels.contains(&name) {
            labels.push(name);
        }
    };
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
                if let Some((_, after)) = SHORT.iter().find(|(key, _)| *key == path.key) {
                    push(format!("{name}{after}"));
                    return;
                }
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
        push(format!("{owner}{}", label_at(table, &path.key)));
    });
    labels.join("、")
}
