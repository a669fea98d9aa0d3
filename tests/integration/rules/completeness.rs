//! Each rule passes in some case of the tables and fails in some case of them.

use std::collections::BTreeSet;

use rayon::prelude::*;

use anjuan::rulebook::Rulebook;

use super::base::RULEBOOK;
use super::corpus::{CORPUS, NATIONAL_CORPUS, Prepared};
use super::national::NATIONAL;

/// Rules that look at nothing but what they warn of: a service without a manner, or by other
/// means than the article's five.
const OUT_OF_THE_ORDINARY: &[&str] = &["19-0"];

#[test]
fn each_rule_passes_in_one_case_and_fails_in_another() {
    holds_of(&RULEBOOK, &CORPUS);
    holds_of(&NATIONAL, &NATIONAL_CORPUS);
}

fn holds_of(rulebook: &Rulebook, corpus: &[Prepared]) {
    let findings: Vec<_> = corpus
        .par_iter()
        .flat_map(|case| case.report_with(rulebook, case.options).findings)
        .collect();
    let with = |holds: fn(bool, bool) -> bool| -> BTreeSet<_> {
        let found = findings.iter();
        found
            .filter(|f| holds(f.status.word() == "satisfied", f.severity.is_some()))
            .map(|f| f.rule.as_str())
            .collect()
    };
    let passed = with(|satisfied, _| satisfied);
    let failed = with(|_, problem| problem);
    for rule in &rulebook.rules {
        let id = format!("{}/{}", rulebook.id, rule.id);
        assert!(
            passed.contains(&*id) || OUT_OF_THE_ORDINARY.contains(&&*rule.id),
            "{id} passes nowhere"
        );
        assert!(failed.contains(&*id), "{id} fails nowhere");
    }
}
