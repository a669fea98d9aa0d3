//! Article 32: every record is classified, and of a state secret there is only a stub.

use anjuan::finding::{Finding, Severity, Status};

use super::base::{Case, set};
use super::table::{Row, expect};

const RULE: &str = "sanming/32-1";

fn found(case: &Case) -> Vec<Finding> {
    let findings = case.report().findings;
    findings
        .into_iter()
        .filter(|finding| finding.rule == RULE)
        .collect()
}

fn ids(case: &Case) -> Vec<String> {
    let records = case.table["record"].as_array().expect("records");
    records
        .iter()
        .map(|record| record["id"].as_str().expect("an id").to_owned())
        .collect()
}

/// What is classified, and what is a state secret.
pub(super) const SECRETS: &[Row] = &[
    ("all of it is classified", classified, &[]),
    (
        "a state secret of which there is only a stub",
        |case| classified(case).with(STUB),
        &[],
    ),
    (
        "a state secret that is kept in the case",
        |case| classified(case).set("R13", "classification", "国家秘密"),
        &[("32-1", "R13", "conflict")],
    ),
];

#[test]
fn a_state_secret_is_no_more_than_a_stub() {
    expect(Case::example, SECRETS);
}

fn classified(mut case: Case) -> Case {
    for id in ids(&case) {
        case = case.set(&id, "classification", "公开");
    }
    case
}

/// A record of a state secret that is nothing but a stub.
const STUB: &str = "[[record]]\nid = \"R90\"\ntype = \"其他材料\"\n\
                    classification = \"国家秘密\"\nlocation = \"另行保管\"\n";

#[test]
fn records_that_nobody_classified_are_one_note_of_the_case() {
    let case = Case::example();
    let notes = found(&case);
    let [note] = notes.as_slice() else {
        panic!("{notes:?}")
    };
    assert_eq!(
        (note.article, note.subject.as_str(), note.severity),
        (Some(32), "case", Some(Severity::Note))
    );
    assert!(
        note.message.contains("48") && note.message.contains("R01、R02"),
        "{}",
        note.message
    );
    assert!(note.message.chars().count() < 60, "{}", note.message);
    assert!(case.report().complete, "a note is no error");
    assert_eq!(case.problems(), set(&[]));
}

#[test]
fn one_that_is_left_is_named_and_all_of_them_are_silent() {
    let case = classified(Case::example()).unset("R07", "classification");
    let notes = found(&case);
    assert_eq!(notes.len(), 1);
    assert!(notes[0].message.starts_with("R07 "), "{}", notes[0].message);
    assert_eq!(
        found(&classified(Case::example()))[0].status,
        Status::Satisfied
    );
    let drafts = classified(Case::example())
        .with("[[record]]\nid = \"R90\"\ntype = \"其他材料\"\nstate = \"草稿\"\n");
    assert_eq!(
        found(&drafts)[0].status,
        Status::Satisfied,
        "a draft is not asked"
    );
}

#[test]
fn a_stub_of_a_state_secret_is_to_be_confirmed_and_nothing_else() {
    let case = classified(Case::example()).with(STUB);
    assert_eq!(case.problems(), set(&[]));
    assert!(case.report().complete);
    let findings = case.report().findings;
    let stub: Vec<_> = findings
        .iter()
        .filter(|finding| finding.subject == "R90" && finding.severity.is_some())
        .map(|finding| (finding.rule.as_str(), finding.status))
        .collect();
    assert_eq!(stub, [("sanming/30-1", Status::Unattested)]);
}

#[test]
fn what_a_stub_may_not_tell_is_a_conflict_at_the_record() {
    let digest = format!("\"{}\"", "0".repeat(64));
    let rows = [
        ("title", "\"××工程\"", true),
        ("size", "7", true),
        ("sha256", &digest, true),
        ("fields", "{ \"案由\" = \"×\" }", true),
        ("location", "\"纸质:第1页\"", true),
        ("state", "\"作废\"", false),
    ];
    for (key, value, is_refused) in rows {
        let case = classified(Case::example())
            .with(STUB)
            .put("R90", key, value);
        let mut problems = case.problems();
        problems.retain(|(rule, ..)| rule != "anjuan/field");
        let want = [("32-1", "R90", "conflict")];
        let want = want.get(..usize::from(is_refused)).unwrap_or_default();
        assert_eq!(problems, set(want), "{key}");
    }
}

#[test]
fn a_record_with_a_file_that_is_a_state_secret_is_a_conflict_whatever_its_state() {
    for state in ["草稿", "定稿", "作废"] {
        let case = Case::example().set("R13", "classification", "国家秘密");
        let case = case.set("R13", "state", state);
        let problems = case.problems();
        let want = set(&[("32-1", "R13", "conflict")]);
        assert!(problems.is_superset(&want), "{state}: {problems:?}");
    }
}

#[test]
fn a_conflict_names_keys_and_never_what_they_hold() {
    let case = classified(Case::example())
        .with(STUB)
        .set("R90", "title", "标记甲乙丙")
        .set("R90", "fields.案由", "标记丁戊己");
    for finding in found(&case) {
        let text = format!("{}{}", finding.message, finding.fix);
        assert!(!text.contains("标记"), "{text}");
    }
}

#[test]
fn nothing_waives_it() {
    let waiver = "[[waiver]]\nrule = \"sanming/32-1\"\nsubject = \"R13\"\nreason = \"x\"\n\
                  approver = \"赵某\"\ndate = 2026-05-01\n";
    let case = Case::example()
        .set("R13", "classification", "国家秘密")
        .with(waiver);
    let want = set(&[("32-1", "R13", "conflict")]);
    assert!(case.problems().is_superset(&want), "{:?}", case.problems());
}
