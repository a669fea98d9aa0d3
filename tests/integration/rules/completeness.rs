//! Each rule of the general articles and of those up to the decision passes somewhere and fails
//! somewhere in these tables.

use std::collections::BTreeSet;

use super::base::{Case, RULEBOOK};
use super::{investigation, police, summary, transfer};

const ARTICLES: &[u16] = &[3, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 30];

const TABLES: &[&str] = &[
    include_str!("attested.rs"),
    include_str!("correction.rs"),
    include_str!("decision.rs"),
    include_str!("devices.rs"),
    include_str!("files.rs"),
    include_str!("investigation.rs"),
    include_str!("kinds.rs"),
    include_str!("opening.rs"),
    include_str!("outcomes.rs"),
    include_str!("police.rs"),
    include_str!("questions.rs"),
    include_str!("recordings.rs"),
    include_str!("summary.rs"),
    include_str!("text.rs"),
    include_str!("transfer.rs"),
];

#[test]
fn each_rule_passes_in_one_case_and_fails_in_another() {
    let bases = [
        Case::example(),
        transfer::transferred(),
        police::crime(),
        investigation::preserved(),
        summary::on_the_spot(),
        summary::refrained(),
        summary::dropped(),
    ];
    let passed: BTreeSet<_> = bases
        .iter()
        .flat_map(|case| case.report().findings)
        .filter(|finding| finding.status.word() == "satisfied")
        .map(|finding| finding.rule)
        .collect();
    for rule in RULEBOOK
        .rules
        .iter()
        .filter(|rule| ARTICLES.contains(&rule.article))
    {
        let id = &rule.id;
        assert!(
            passed.contains(&format!("sanming/{id}")),
            "{id} passes nowhere"
        );
        assert!(
            TABLES
                .iter()
                .any(|table| table.contains(&format!("(\"{id}\", "))),
            "{id} fails nowhere"
        );
    }
}
