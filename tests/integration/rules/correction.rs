//! Article 13: an order to correct, and the re-check after its term.

use super::base::Case;
use super::table::{Row, expect};

pub(super) const CORRECTION: &[Row] = &[
    (
        "no order",
        |case| case.without("R18"),
        &[("13-1", "E06", "missing")],
    ),
    (
        "an order in draft, although served",
        |case| case.set("R18", "state", "草稿"),
        &[("13-1", "E06", "incomplete")],
    ),
    (
        "no term",
        |case| case.unset("E06", "deadline"),
        &[("13-1", "E06", "incomplete")],
    ),
    (
        "neither order nor term is one finding",
        |case| case.without("R18").unset("E06", "deadline"),
        &[("13-1", "E06", "missing")],
    ),
    (
        "never served",
        |case| case.without("E07"),
        &[("13-4", "R18", "missing")],
    ),
    (
        "only tried",
        |case| case.set("E07", "delivered", false),
        &[("13-4", "R18", "missing")],
    ),
    (
        "served on one of two",
        |case| case.put("E07", "to", "[\"三明市××机械有限公司\"]"),
        &[("13-4", "R18", "missing")],
    ),
    (
        "no proof for one of two",
        |case| case.without("R20"),
        &[("13-4", "E07", "missing")],
    ),
    (
        "no proof at all",
        |case| case.without("R19").without("R20"),
        &[("13-4", "E07", "missing")],
    ),
    (
        "no recording of the re-check",
        |case| case.without("R22").without("R23"),
        &[("13-3", "E08", "missing")],
    ),
    (
        "a photo of the re-check will do",
        |case| case.without("R23"),
        &[],
    ),
    (
        "an answer no beside the order",
        |case| case.set("answers", "correction_ordered", false),
        &[("13-1", "answers.correction_ordered", "conflict")],
    ),
];

#[test]
fn an_order_to_correct_is_written_dated_and_served() {
    expect(Case::example, CORRECTION);
}

const SECOND_ORDER: &str = r#"
[[event]]
id = "E30"
type = "责令改正"
start = 2026-03-10
deadline = 2026-04-20
[[record]]
id = "R60"
type = "责令(限期)改正通知书"
date = 2026-03-10
location = "纸质:60"
events = ["E30"]
"#;

/// Two orders, served together; the re-check does not say which it follows.
fn two_orders(case: Case) -> Case {
    let case = case
        .with(SECOND_ORDER)
        .put("E07", "documents", "[\"R18\", \"R60\"]");
    let both = "[\"R18\", \"R60\"]";
    case.put("R19", "serves", both)
        .put("R20", "serves", both)
        .unset("E08", "of")
}

pub(super) const RECHECK: &[Row] = &[
    (
        "none, the case filed",
        |case| case.without("E08"),
        &[("13-2", "E06", "missing")],
    ),
    (
        "none, on the last day of the term",
        |case| case.without("E08").at("送达执行").on("2026-04-15"),
        &[],
    ),
    (
        "none, the day after the term",
        |case| case.without("E08").at("送达执行").on("2026-04-16"),
        &[("13-2", "E06", "missing (warning)")],
    ),
    (
        "on the last day of the term, already corrected",
        |case| case.put("E08", "start", "2026-04-15"),
        &[],
    ),
    (
        "on the last day of the term, not yet corrected",
        |case| {
            case.put("E08", "start", "2026-04-15T17:00:00+08:00")
                .set("E08", "result", "未改正")
        },
        &[("13-2", "E06", "missing")],
    ),
    (
        "on the last day of the term, the result not said",
        |case| {
            case.put("E08", "start", "2026-04-15")
                .unset("E08", "result")
        },
        &[("13-2", "E06", "missing")],
    ),
    (
        "on the last day of a term that ends at noon, not yet corrected",
        |case| {
            let case = case.put("E06", "deadline", "2026-04-15T12:00:00+08:00");
            case.put("E08", "start", "2026-04-15T15:00:00+08:00")
                .set("E08", "result", "未改正")
        },
        &[("13-2", "E06", "missing")],
    ),
    (
        "corrected at once and seen on the day of service",
        |case| {
            let case = case.put("E06", "deadline", "2026-03-10");
            case.put("E08", "start", "2026-03-10T16:00:00+08:00")
                .unset("E08", "end")
        },
        &[],
    ),
    (
        "of one order, while another was never checked",
        |case| two_orders(case).without("E08"),
        &[("13-2", "E06", "missing"), ("13-2", "E30", "missing")],
    ),
    (
        "after the term, not corrected",
        |case| case.set("E08", "result", "未改正"),
        &[],
    ),
    (
        "the only order is taken",
        |case| case.unset("E08", "of"),
        &[],
    ),
    (
        "two orders, none named",
        two_orders,
        &[("13-2", "E08", "incomplete")],
    ),
    (
        "two orders, one named",
        |case| two_orders(case).put("E08", "of", "[\"E06\"]"),
        &[("13-2", "E30", "missing")],
    ),
    (
        "two orders, both named",
        |case| two_orders(case).put("E08", "of", "[\"E06\", \"E30\"]"),
        &[],
    ),
];

#[test]
fn a_correction_is_checked_again_after_its_term() {
    expect(Case::example, RECHECK);
}

#[test]
fn whether_a_re_check_was_prompt_is_for_a_person() {
    let mut case = Case::example();
    case.table.remove("attestation");
    let report = case.report();
    let words: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.rule == "sanming/13-2" && finding.severity.is_some())
        .map(|finding| (finding.subject.as_str(), finding.status.word()))
        .collect();
    assert_eq!(words, [("E06", "unattested")]);
    assert!(report.complete);
}
