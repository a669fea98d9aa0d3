//! What a signed scan may leave out of its fields is only for a person to know.

use super::base::Case;
use super::{investigation, police, transfer};

/// The case, the paper whose rows are left out, and where that is noted.
type Noted = (fn() -> Case, &'static str, &'static str, &'static str);

const ROWS: &[Noted] = &[
    (transfer::transferred, "R02", "sanming/9-3", "R02"),
    (police::crime, "R05", "sanming/10-1", "R05"),
    (police::crime, "R08", "sanming/10-3", "E05"),
    (investigation::preserved, "R61", "sanming/12-2", "E30"),
];

#[test]
fn rows_that_a_scan_lacks_are_noted() {
    for (base, paper, rule, subject) in ROWS {
        let whole = base();
        let note = |case: &Case| {
            let report = case.report();
            let found = report
                .findings
                .iter()
                .find(|f| f.rule == *rule && f.subject == *subject);
            let severity = found.expect("a finding").severity;
            severity.map(anjuan::finding::Severity::word)
        };
        assert_eq!(note(&whole), None, "{rule} with rows");
        assert_eq!(
            note(&whole.unset(paper, "fields")),
            Some("note"),
            "{rule} without rows"
        );
    }
}
