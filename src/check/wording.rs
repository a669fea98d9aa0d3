//! How messages name what a term reaches.

use crate::case::keys::{EVENT, HEAD, OFFICER, PARTY, RECORD, label_at, shape_at};
use crate::rulebook::{Root, Term};

/// A term as people read it: whose, and what.
pub(super) fn label(term: &Term) -> String {
    if let Term::Number(number) = term {
        return number.to_string();
    }
    let mut labels: Vec<String> = Vec::new();
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
        let name = format!("{owner}{}", label_at(table, &path.key));
        if !labels.contains(&name) {
            labels.push(name);
        }
    });
    labels.join("、")
}
