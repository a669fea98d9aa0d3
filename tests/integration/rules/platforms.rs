//! Article 20: the result is entered in both platforms within five days of the closing.

use toml::Value;

use super::base::Case;
use super::table::{Row, expect};

pub(super) const ENTRIES: &[Row] = &[
    (
        "no entry in the first",
        |case| case.without("E20"),
        &[("20-1", "case", "missing")],
    ),
    (
        "no entry in the second",
        |case| case.without("E21"),
        &[("20-2", "case", "missing")],
    ),
    (
        "neither",
        |case| case.without("E20").without("E21"),
        &[("20-1", "case", "missing"), ("20-2", "case", "missing")],
    ),
    (
        "no entry, and the term over: the entry alone",
        |case| case.without("E20").on("2027-06-01"),
        &[("20-1", "case", "missing")],
    ),
    (
        "both in the first",
        |case| case.set("E21", "platform", "省“互联网+监管”信息平台"),
        &[("20-2", "case", "missing")],
    ),
    (
        "which platform is not said",
        |case| case.unset("E20", "platform"),
        &[("20-1", "case", "missing")],
    ),
    (
        "an entry without a time",
        |case| case.unset("E20", "start"),
        &[("3-1", "E20", "incomplete")],
    ),
    (
        "an entry without a time, long after",
        |case| case.unset("E21", "start").on("2027-06-01"),
        &[("3-1", "E21", "incomplete")],
    ),
    ("a receipt and no record", |case| case.without("R53"), &[]),
    (
        "a record and no receipt",
        |case| case.unset("E20", "receipt"),
        &[],
    ),
    (
        "neither receipt nor record",
        |case| case.without("R53").unset("E20", "receipt"),
        &[("3-1", "E20", "missing")],
    ),
    (
        "the second late",
        |case| case.put("E21", "start", "2026-06-23"),
        &[("20-2", "case", "overdue")],
    ),
    (
        "the second late by the calendar alone",
        |case| case.put("E21", "start", "2026-06-18"),
        &[("20-2", "case", "overdue (warning)")],
    ),
    (
        "before filing nothing is asked",
        |case| case.without("E20").without("E21").at("送达执行"),
        &[],
    ),
    (
        "a late entry counts for filing only",
        |case| case.put("E20", "start", "2026-09-01").at("送达执行"),
        &[],
    ),
    (
        "an entry by the clock, on the last day",
        |case| case.put("E20", "start", "2026-06-17T23:59:59+08:00"),
        &[],
    ),
    (
        "another zone's clock on the last day is the next day here",
        |case| case.put("E20", "start", "2026-06-17T23:59:59Z"),
        &[("20-1", "case", "overdue (warning)")],
    ),
];

pub(super) const CLOSINGS: &[Row] = &[
    (
        "the form's date is earlier",
        |case| case.put("R52", "date", "2026-06-11"),
        &[("20-1", "case", "conflict (warning)")],
    ),
    (
        "the event is later",
        |case| case.put("E19", "start", "2026-06-13"),
        &[("20-1", "case", "conflict (warning)")],
    ),
    (
        "`closed` is later",
        |case| case.put("case", "closed", "2026-06-13"),
        &[("20-1", "case", "conflict (warning)")],
    ),
    (
        "the form and the event alone, differing",
        |case| {
            case.unset("case", "closed")
                .put("E19", "start", "2026-06-13")
        },
        &[("20-1", "case", "conflict (warning)")],
    ),
    (
        "the form and `closed` alone, differing",
        |case| case.without("E19").put("case", "closed", "2026-06-13"),
        &[("20-1", "case", "conflict (warning)")],
    ),
    (
        "the event and `closed` alone, differing",
        |case| {
            case.unset("R52", "date")
                .put("case", "closed", "2026-06-13")
        },
        &[("20-1", "case", "conflict (warning)")],
    ),
    (
        "all three differ",
        |case| {
            case.put("case", "closed", "2026-06-13")
                .put("E19", "start", "2026-06-14")
        },
        &[("20-1", "case", "conflict (warning)")],
    ),
    (
        "the event has a time of that day",
        |case| case.put("E19", "start", "2026-06-12T17:00:00+08:00"),
        &[],
    ),
    (
        "`closed` alone is not given",
        |case| case.unset("case", "closed"),
        &[],
    ),
    (
        "the form's date counts first: too late from it",
        |case| case.put("R52", "date", "2026-06-01"),
        &[("20-1", "case", "overdue"), ("20-2", "case", "overdue")],
    ),
    (
        "then the event's",
        |case| case.unset("R52", "date").put("E19", "start", "2026-06-01"),
        &[("20-1", "case", "overdue"), ("20-2", "case", "overdue")],
    ),
    (
        "then `closed`",
        |case| {
            case.without("E19")
                .unset("R52", "date")
                .put("case", "closed", "2026-06-01")
        },
        &[("20-1", "case", "overdue"), ("20-2", "case", "overdue")],
    ),
    (
        "the form without a date, the event in time",
        |case| case.unset("R52", "date"),
        &[],
    ),
    (
        "a draft of the form does not count",
        |case| {
            case.set("R52", "state", "草稿")
                .put("R52", "date", "2026-06-01")
        },
        &[("3-1", "E19", "incomplete")],
    ),
    (
        "no form, no event, no `closed`",
        |case| case.without("E19").without("R52").unset("case", "closed"),
        &[("20-1", "case.closed", "undeclared")],
    ),
];

pub(super) const WHICH_CASES: &[Row] = &[
    (
        "a case without a penalty",
        |case| {
            case.without("E20")
                .set("case", "outcome", "不予行政处罚")
                .set("R44", "type", "不予行政处罚决定书")
                .unset("R44", "fields")
        },
        &[("20-1", "case", "missing")],
    ),
    (
        "a withdrawn case",
        |case| case.without("E21").set("case", "outcome", "撤销案件"),
        &[("20-2", "case", "missing")],
    ),
    (
        "a simple procedure",
        |case| {
            case.without("E20")
                .set("case", "procedure", "简易程序")
                .with(
                    "[[record]]\nid = \"R60\"\ntype = \"当场行政处罚决定书\"\n\
                 location = \"纸质:卷内第90页\"\n\
                 signatures = [{ name = \"张某\", role = \"执法人员\", mark = \"签名\" }]\n",
                )
        },
        &[("20-1", "case", "missing")],
    ),
];

#[test]
fn an_entry_is_asked_in_each_platform() {
    expect(Case::example, ENTRIES);
}

#[test]
fn the_term_runs_from_the_closing_and_differing_dates_are_pointed_out() {
    expect(Case::example, CLOSINGS);
}

#[test]
fn every_penalty_case_is_entered_and_no_other_kind() {
    expect(Case::example, WHICH_CASES);
    for kind in ["行政强制", "行政确认", "行政监督检查"] {
        let report = Case::empty(kind, "归档管理").report();
        assert!(
            report
                .findings
                .iter()
                .all(|finding| finding.article != Some(20)),
            "{kind}"
        );
    }
    let own = Case::example()
        .set("case", "kind", Value::from("行政确认"))
        .without("E20");
    assert!(
        own.report()
            .findings
            .iter()
            .all(|finding| finding.article != Some(20))
    );
}
