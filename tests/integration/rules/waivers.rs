//! Waivers and attestations: what a person may excuse, confirm, and for how long.

use anjuan::finding::{Severity, Status};

use super::base::{Case, set};
use super::table::{Row, expect};

fn waived(case: Case, rule: &str, subject: &str, expires: &str) -> Case {
    let expires = if expires.is_empty() {
        String::new()
    } else {
        format!("expires = {expires}\n")
    };
    case.with(&format!(
        "[[waiver]]\nrule = \"{rule}\"\nsubject = \"{subject}\"\nreason = \"设备损坏\"\n\
         approver = \"吴某\"\ndate = 2026-05-25\n{expires}"
    ))
}

fn attested(case: Case, rule: &str, subject: &str) -> Case {
    case.with(&format!(
        "[[attestation]]\nrule = \"{rule}\"\nsubject = \"{subject}\"\nstatement = \"属实\"\n\
         by = \"张某\"\ndate = 2026-06-01\n"
    ))
}

/// The decision handed over without a recording: 17-1 at E16 is missing.
fn unrecorded(case: Case) -> Case {
    case.without("R49")
}

pub(super) const WAIVERS: &[Row] = &[
    (
        "without an end",
        |case| waived(unrecorded(case), "sanming/17-1", "E16", ""),
        &[],
    ),
    (
        "on the day on which it expires",
        |case| waived(unrecorded(case), "sanming/17-1", "E16", "2026-08-01").on("2026-08-01"),
        &[],
    ),
    (
        "on the day after",
        |case| waived(unrecorded(case), "sanming/17-1", "E16", "2026-08-01").on("2026-08-02"),
        &[
            ("17-1", "E16", "missing"),
            ("anjuan/waiver-expired", "E16", "incomplete (warning)"),
        ],
    ),
    (
        "expired and meeting nothing",
        |case| waived(case, "sanming/17-1", "E16", "2026-06-30"),
        &[("anjuan/waiver-expired", "E16", "incomplete (warning)")],
    ),
    (
        "meeting nothing",
        |case| waived(case, "sanming/17-1", "E16", "2026-08-01"),
        &[("anjuan/waiver-unused", "E16", "incomplete (warning)")],
    ),
    (
        "of a rule that is satisfied at that subject",
        |case| waived(case, "sanming/19-1", "E16", ""),
        &[("anjuan/waiver-unused", "E16", "incomplete (warning)")],
    ),
    (
        "of another subject",
        |case| waived(unrecorded(case), "sanming/17-1", "E15", ""),
        &[
            ("17-1", "E16", "missing"),
            ("anjuan/waiver-unused", "E15", "incomplete (warning)"),
        ],
    ),
    (
        "of another rule",
        |case| waived(unrecorded(case), "sanming/17-2", "E16", ""),
        &[
            ("17-1", "E16", "missing"),
            ("anjuan/waiver-unused", "E16", "incomplete (warning)"),
        ],
    ),
    (
        "of a rule without its rulebook",
        |case| waived(unrecorded(case), "17-1", "E16", ""),
        &[
            ("17-1", "E16", "missing"),
            ("anjuan/waiver-unused", "E16", "incomplete (warning)"),
        ],
    ),
    (
        "the earlier of two has expired, the later holds",
        |case| {
            let case = waived(unrecorded(case), "sanming/17-1", "E16", "2026-06-01");
            waived(case, "sanming/17-1", "E16", "2026-08-01")
        },
        &[("anjuan/waiver-expired", "E16", "incomplete (warning)")],
    ),
    (
        "of a warning",
        |case| {
            waived(
                case.put("E20", "start", "2026-06-18"),
                "sanming/20-1",
                "case",
                "",
            )
        },
        &[],
    ),
    (
        "of a contradiction",
        |case| {
            waived(
                case.put("R48", "fields.收到日期", "2026-05-23"),
                "sanming/19-1",
                "E16",
                "",
            )
        },
        &[],
    ),
    (
        "of an overdue entry",
        |case| {
            waived(
                case.put("E20", "start", "2026-06-30"),
                "sanming/20-1",
                "case",
                "",
            )
        },
        &[],
    ),
    (
        "of a yes without its event",
        |case| {
            waived(
                case.set("answers", "overdue", true),
                "sanming/18-1",
                "answers.overdue",
                "",
            )
        },
        &[],
    ),
    (
        "an answer cannot be waived",
        |case| {
            waived(
                case.unset("answers", "overdue"),
                "sanming/18-1",
                "answers.overdue",
                "",
            )
        },
        &[
            ("18-1", "answers.overdue", "undeclared"),
            (
                "anjuan/waiver-unused",
                "answers.overdue",
                "incomplete (warning)",
            ),
        ],
    ),
    (
        "the outcome cannot be waived",
        |case| {
            waived(
                case.unset("case", "outcome"),
                "sanming/3-1",
                "case.outcome",
                "",
            )
        },
        &[
            ("3-1", "case.outcome", "undeclared"),
            ("3-2", "case", "undecidable"),
            ("9-3", "case", "undecidable"),
            (
                "anjuan/waiver-unused",
                "case.outcome",
                "incomplete (warning)",
            ),
        ],
    ),
    (
        "a recording's file cannot be waived",
        |case| waived(case.unset("R49", "sha256"), "sanming/7-1", "R49", ""),
        &[
            ("7-1", "R49", "incomplete"),
            ("anjuan/waiver-unused", "R49", "incomplete (warning)"),
        ],
    ),
    (
        "a record's file cannot be waived",
        |case| waived(case.unset("R44", "sha256"), "sanming/30-1", "R44", ""),
        &[
            ("30-1", "R44", "incomplete"),
            ("anjuan/waiver-unused", "R44", "incomplete (warning)"),
        ],
    ),
    (
        "what gave way to a waived finding is back",
        |case| waived(case.without("R48"), "sanming/17-2", "E16", ""),
        &[("3-1", "E16", "missing")],
    ),
    (
        "both waived",
        |case| {
            let case = waived(case.without("R48"), "sanming/17-2", "E16", "");
            waived(case, "sanming/3-1", "E16", "")
        },
        &[],
    ),
    (
        "of a thing to do",
        |case| {
            let case = case
                .without("E16")
                .without("E15")
                .at("送达执行")
                .in_progress();
            waived(case.put("R45", "serves", "[]"), "sanming/17-2", "R44", "")
        },
        &[],
    ),
    (
        "of a term that cannot be computed",
        |case| {
            let case = case.unset("R52", "date").put("E19", "start", "2026-12-30");
            let case = case
                .put("E20", "start", "2026-12-30")
                .put("E21", "start", "2026-12-30");
            let case = case.put("case", "closed", "2026-12-30").on("2027-02-01");
            waived(case, "sanming/20-1", "case", "")
        },
        &[("20-2", "case", "undecidable")],
    ),
];

#[test]
fn a_waiver_holds_through_its_last_day_and_for_what_it_names() {
    expect(Case::example, WAIVERS);
}

#[test]
fn a_waived_case_is_complete_and_says_what_was_waived() {
    let report = waived(unrecorded(Case::example()), "sanming/17-1", "E16", "").report();
    assert!(report.complete);
    let found = report
        .findings
        .iter()
        .find(|f| f.status == Status::Waived)
        .expect("a waiver");
    assert_eq!(
        (found.rule.as_str(), found.subject.as_str()),
        ("sanming/17-1", "E16")
    );
    assert_eq!(found.severity, Some(Severity::Note));
    assert!(
        found.message.contains("吴某") && found.message.contains("设备损坏"),
        "{}",
        found.message
    );
    let running = Case::example()
        .without("E15")
        .without("E16")
        .at("送达执行")
        .in_progress();
    assert!(!running.report().complete);
    assert!(
        waived(running, "sanming/17-2", "R44", "").report().complete,
        "nothing is left to do"
    );
}

#[test]
fn findings_about_waivers_serve_no_article_and_leave_the_case_complete() {
    for expires in ["", "2026-06-01"] {
        let report = waived(Case::example(), "sanming/17-1", "E16", expires).report();
        let found = report
            .findings
            .iter()
            .find(|f| f.rule.starts_with("anjuan/"))
            .expect("one");
        assert_eq!(
            (found.article, found.severity),
            (None, Some(Severity::Warning))
        );
        assert!(report.complete);
    }
}

fn status(case: &Case, rule: &str, subject: &str) -> Vec<Status> {
    let findings = case.report().findings;
    findings
        .iter()
        .filter(|f| f.rule == rule && f.subject == subject)
        .map(|f| f.status)
        .collect()
}

#[test]
fn only_a_person_confirms_and_only_what_is_to_be_confirmed() {
    let of = |case: &Case| status(case, "sanming/13-2", "E06");
    let mut case = Case::example();
    assert_eq!(of(&case), [Status::Satisfied]);
    case.table.remove("attestation");
    assert_eq!(of(&case), [Status::Unattested]);
    assert_eq!(case.problems(), set(&[]), "a note is no problem");
    assert!(case.report().complete);
    let notes = case.report().findings;
    let notes = notes
        .iter()
        .filter(|f| f.severity == Some(Severity::Note) && f.status == Status::Unattested);
    assert_eq!(notes.count(), 2, "this one, and that of the opening form");
    let case = attested(case, "sanming/13-2", "E08");
    let case = attested(attested(case, "13-2", "E06"), "sanming/13-4", "E06");
    assert_eq!(of(&case), [Status::Unattested], "another subject or rule");
    assert_eq!(
        of(&attested(case, "sanming/13-2", "E06")),
        [Status::Satisfied]
    );
}

#[test]
fn a_statement_does_not_replace_what_is_missing() {
    let case = attested(unrecorded(Case::example()), "sanming/17-1", "E16");
    assert_eq!(case.problems(), set(&[("17-1", "E16", "missing")]));
    let late = Case::example()
        .without("E08")
        .without("R21")
        .without("R22")
        .without("R23");
    assert_eq!(
        late.problems(),
        set(&[("13-2", "E06", "missing")]),
        "the statement stands"
    );
}

#[test]
fn a_notice_on_unknown_whereabouts_is_for_a_person_to_confirm() {
    let notice = super::service_by_notice::announced(Case::example());
    let notice = notice.without("E30").set("E16", "ground", "下落不明");
    assert_eq!(status(&notice, "sanming/19-5", "E16"), [Status::Unattested]);
    assert!(notice.report().complete);
    let notice = attested(notice, "sanming/19-5", "E16");
    assert_eq!(status(&notice, "sanming/19-5", "E16"), [Status::Satisfied]);
}

#[test]
fn a_waiver_of_what_cannot_be_waived_says_so() {
    let unanswered = Case::example().unset("answers", "overdue");
    let cases = [
        (unanswered, "sanming/18-1", "answers.overdue", "不能豁免"),
        (Case::example(), "sanming/17-1", "E16", "没有对应"),
    ];
    for (case, rule, subject, words) in cases {
        let report = waived(case, rule, subject, "").report();
        let found = report
            .findings
            .iter()
            .find(|f| f.rule == "anjuan/waiver-unused");
        let message = &found.expect("a warning").message;
        assert!(message.contains(words), "{message}");
    }
}
