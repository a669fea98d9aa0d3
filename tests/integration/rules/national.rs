//! The national rulebook beside the regulation: complete cases of it, and what its tables hold.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use anjuan::case::Manifest;
use anjuan::check::{Input, check};
use anjuan::finding::{CaseReport, Finding, Severity};
use anjuan::rulebook::{Kind, Rulebook, built_in, load_over};
use toml::{Table, Value};

use super::base::{Case, Line, RULEBOOK, set};
use super::table::Row;

/// The national rulebook, laid over the regulation.
pub static NATIONAL: LazyLock<Rulebook> = LazyLock::new(|| {
    let source = built_in("national").expect("built in");
    load_over(&source, &RULEBOOK).expect("sound")
});

/// The example with the fields that statutes name, its long texts cut short.
static FULL: LazyLock<Table> = LazyLock::new(|| {
    let text = include_str!("../../../examples/penalty-case/case.toml");
    let mut table: Table = text.parse().expect("TOML");
    for record in table["record"].as_array_mut().expect("records") {
        let record = record.as_table_mut().expect("a table");
        record
            .entry("sha256")
            .or_insert_with(|| Value::String("0".repeat(64)));
        for (_, value) in record
            .get_mut("fields")
            .and_then(Value::as_table_mut)
            .into_iter()
            .flatten()
        {
            if let Value::String(text) = value {
                *text = text.chars().take(30).collect();
            }
        }
    }
    table
});

/// What a person has to say of a penalty.
const SAID: &[&str] = &["penalty-36-1", "penalty-43-1", "penalty-55-1"];

/// The example, with everything said that only a person can say.
pub(super) fn example() -> Case {
    let mut case = Case::example();
    case.table = FULL.clone();
    said(case, SAID, "case")
}

/// A person's word on these rules, of one subject.
pub(super) fn said(case: Case, rules: &[&str], subject: &str) -> Case {
    rules.iter().fold(case, |case, rule| {
        case.with(&format!(
            "[[attestation]]\nrule = \"national/{rule}\"\nsubject = \"{subject}\"\n\
             statement = \"属实\"\nby = \"张某\"\ndate = 2026-06-12\n"
        ))
    })
}

/// The same case without what people said.
pub(super) fn unsaid(mut case: Case) -> Case {
    case.table.remove("attestation");
    case
}

fn report(case: &Case, rulebooks: &[&Rulebook]) -> CaseReport {
    let text = toml::to_string(&case.table).expect("TOML");
    let manifest = Manifest::parse(&text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
    check(&Input::new(
        "案",
        &manifest,
        &case.workspace,
        rulebooks,
        case.options,
    ))
}

impl Case {
    /// The report under the regulation and the national rulebook.
    pub fn national_report(&self) -> CaseReport {
        report(self, &[&RULEBOOK, &NATIONAL])
    }
}

fn is_national(finding: &Finding) -> bool {
    finding.rulebook() == "national"
}

/// What the national rulebook says, notes included; a rule's lowered finding is marked.
fn said_by_statutes(report: &CaseReport) -> BTreeSet<Line> {
    let findings = report
        .findings
        .iter()
        .filter(|finding| is_national(finding));
    findings
        .filter(|finding| finding.severity.is_some())
        .map(|finding| {
            let own = finding.status.severity();
            let lowered = finding.severity < own && finding.severity == Some(Severity::Warning);
            let mark = if lowered { " (warning)" } else { "" };
            (
                finding.rule_id().to_owned(),
                finding.subject.clone(),
                format!("{}{mark}", finding.status.word()),
            )
        })
        .collect()
}

/// Asserts of each row that the statutes say exactly what it names, and that the regulation says
/// what it says alone.
pub(super) fn expect(base: fn() -> Case, rows: &[Row]) {
    let mut wrong = String::new();
    for (name, edit, want) in rows {
        let case = edit(base());
        let both = case.national_report();
        let (found, want) = (said_by_statutes(&both), set(want));
        if found != want {
            let side = |a: &BTreeSet<Line>, b: &BTreeSet<Line>| {
                a.difference(b)
                    .map(|(rule, subject, status)| format!("{rule} {subject} {status}"))
                    .collect::<Vec<_>>()
            };
            let (extra, lacking) = (side(&found, &want), side(&want, &found));
            writeln!(wrong, "{name}: unexpected {extra:?}, lacking {lacking:?}").expect("a string");
        }
        let regulation = case.report().findings.into_iter();
        let (beside, _): (Vec<_>, Vec<_>) =
            both.findings.into_iter().partition(|f| !is_national(f));
        if !regulation.clone().eq(beside) {
            writeln!(wrong, "{name}: the regulation says something else").expect("a string");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_example_keeps_the_statutes() {
    expect(example, &[("untouched", |case| case, &[])]);
    assert!(example().national_report().complete);
}

/// One word of a person satisfies every statement that a rule asks of a subject.
#[test]
fn no_rule_asks_two_statements_of_one_subject() {
    for rule in &NATIONAL.rules {
        for part in &rule.parts {
            let mut statements = BTreeSet::new();
            let each = part.require.iter().flat_map(|asked| match &asked.kind {
                Kind::Any(list) => list.iter().map(|inner| &inner.kind).collect(),
                kind => vec![kind],
            });
            for kind in each {
                if let Kind::Attest(statement) = kind {
                    statements.insert(statement);
                }
            }
            assert!(statements.len() < 2, "{}: {statements:?}", rule.id);
        }
    }
}

#[test]
fn every_rule_names_its_provision_and_whether_it_was_read() {
    for rule in &NATIONAL.rules {
        assert!(
            rule.basis.is_some() && rule.verified.is_some(),
            "{}",
            rule.id
        );
        assert!(NATIONAL.statute(&rule.id).is_some(), "{}", rule.id);
    }
    assert!(NATIONAL.absent.iter().all(|absent| !absent.why.is_empty()));
}
