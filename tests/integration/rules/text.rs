//! Article 3: every event has its time and its written record; each omission is reported once.

use super::base::Case;
use super::table::{Row, expect};

/// A failed attempt to serve the decision, without any record of it.
const ATTEMPT: &str = r#"
    [[event]]
    id = "E30"
    type = "送达"
    start = 2026-05-19T09:00:00+08:00
    documents = ["R44"]
    method = "直接送达"
    to = ["三明市××机械有限公司沙县分公司"]
    delivered = false
"#;

const RECORD_OF_ATTEMPT: &str = r#"
    [[record]]
    id = "R60"
    type = "其他材料"
    date = 2026-05-19
    path = "documents/R60-未送达经过.pdf"
    sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
    events = ["E30"]
"#;

pub(super) const EVENTS: &[Row] = &[
    (
        "an event without a time",
        |case| case.unset("E02", "start"),
        &[("3-1", "E02", "incomplete")],
    ),
    (
        "an event without any written record",
        |case| case.without("R01").without("R02"),
        &[("3-1", "E01", "missing")],
    ),
    (
        "one written record is enough",
        |case| case.without("R01"),
        &[],
    ),
    (
        "an event with a draft only",
        |case| case.without("R02").set("R01", "state", "草稿"),
        &[("3-1", "E01", "incomplete")],
    ),
    (
        "a void record does not exist",
        |case| {
            case.set("R21", "state", "作废")
                .set("R21", "reason", "写错")
        },
        &[("3-1", "E08", "missing")],
    ),
    (
        "a recording is no written record",
        |case| case.without("R28").without("R30"),
        &[("3-1", "E10", "missing")],
    ),
    (
        "a hearing without its record, its report and the application",
        |case| case.without("R36").without("R37").without("R38"),
        &[("3-1", "E12", "missing")],
    ),
    (
        "a hearing of which one paper is left",
        |case| case.without("R36").without("R37"),
        &[],
    ),
    (
        "a performance without a record",
        |case| case.without("R50"),
        &[("3-1", "E17", "missing")],
    ),
    (
        "a closing without its form",
        |case| case.without("R52"),
        &[("3-1", "E19", "missing")],
    ),
    (
        "a decision in a penalty case needs no paper of its own",
        |case| case.without("R43"),
        &[],
    ),
    (
        "a decision needs its day",
        |case| case.unset("E14", "start"),
        &[("3-1", "E14", "incomplete")],
    ),
    (
        "an archiving needs neither time nor record",
        |case| case.unset("E22", "start"),
        &[],
    ),
    (
        "a discussion without a time",
        |case| case.unset("E13", "start"),
        &[("3-1", "E13", "incomplete")],
    ),
    (
        "a re-check without a time is reported here alone",
        |case| case.unset("E08", "start").unset("E08", "result"),
        &[("3-1", "E08", "incomplete")],
    ),
];

#[test]
fn every_event_has_its_time_and_a_written_record() {
    expect(Case::example, EVENTS);
}

const DECISION: &str = "[answers]\nseized = false\nsuspected_crime = false\n\
    [[event]]\nid = \"E1\"\ntype = \"决定\"\nstart = 2026-03-09";

pub(super) const DECISIONS: &[Row] = &[(
    "in a case of coercion",
    |_| Case::empty("行政强制", "审查决定").with(DECISION),
    &[("3-1", "E1", "missing")],
)];

#[test]
fn a_decision_that_is_no_penalty_has_a_paper_of_its_own() {
    expect(Case::example, DECISIONS);
}

pub(super) const PROOFS: &[Row] = &[
    (
        "an entry with a receipt needs no record",
        |case| case.without("R53"),
        &[],
    ),
    (
        "an entry with a record needs no receipt",
        |case| case.unset("E20", "receipt"),
        &[],
    ),
    (
        "an entry with neither",
        |case| case.without("R53").unset("E20", "receipt"),
        &[("3-1", "E20", "missing")],
    ),
    (
        "an entry without a time",
        |case| case.unset("E20", "start"),
        &[("3-1", "E20", "incomplete")],
    ),
    (
        "a publication with a site needs no record",
        |case| case.without("R51"),
        &[],
    ),
    (
        "a publication with a record needs no site",
        |case| case.unset("E18", "site"),
        &[],
    ),
    (
        "a publication withheld for a reason",
        |case| {
            case.without("R51")
                .unset("E18", "site")
                .set("E18", "reason", "涉及商业秘密")
        },
        &[],
    ),
    (
        "a publication of which nothing is said",
        |case| case.without("R51").unset("E18", "site"),
        &[("3-1", "E18", "missing")],
    ),
    (
        "a publication without a time",
        |case| case.unset("E18", "start"),
        &[("3-1", "E18", "incomplete")],
    ),
    (
        "a failed attempt without a record",
        |case| case.with(ATTEMPT),
        &[("3-1", "E30", "missing")],
    ),
    (
        "a failed attempt with a record",
        |case| case.with(ATTEMPT).with(RECORD_OF_ATTEMPT),
        &[],
    ),
    (
        "a failed attempt without a time",
        |case| {
            case.with(ATTEMPT)
                .with(RECORD_OF_ATTEMPT)
                .unset("E30", "start")
        },
        &[("3-1", "E30", "incomplete")],
    ),
];

#[test]
fn entries_publications_and_attempts_are_proved_in_their_own_way() {
    expect(Case::example, PROOFS);
}

/// Everything written of the inspection.
fn unwritten(case: Case) -> Case {
    case.without("R04")
        .without("R05")
        .without("R09")
        .without("R10")
}

pub(super) const YIELDS: &[Row] = &[
    (
        "the opening form alone is missing",
        |case| case.without("R03"),
        &[("9-1", "E02", "missing")],
    ),
    (
        "an unwritten inspection",
        unwritten,
        &[("11-1", "E03", "missing")],
    ),
    (
        "an inspection whose time is unknown",
        |case| case.unset("E03", "start"),
        &[("11-4", "E03", "incomplete")],
    ),
    (
        "what is waived silences nothing",
        |case| {
            unwritten(case).with(
                "[[waiver]]\nrule = \"sanming/11-1\"\nsubject = \"E03\"\nreason = \"灭失\"\n\
                 approver = \"赵某\"\ndate = 2026-04-01",
            )
        },
        &[("3-1", "E03", "missing")],
    ),
    (
        "a warning silences nothing",
        |case| {
            let bare = case.without("R36").without("R37").without("R38");
            bare.set("R39", "media.kind", "照相")
        },
        &[
            ("3-1", "E12", "missing"),
            ("15-2", "E12", "incomplete (warning)"),
        ],
    ),
];

#[test]
fn the_written_record_gives_way_to_the_article_that_names_the_paper() {
    expect(Case::example, YIELDS);
}

/// An inspection that was published twice, once without saying where.
pub(super) fn published() -> Case {
    let text = r#"
[answers]
evidence_preserved = false
correction_ordered = false
[[officer]]
name = "张某"
certificate = "1"
certificate_until = 2028-12-31
[[event]]
id = "E01"
type = "监督检查"
start = 2026-03-03
basis = "计划"
officers = ["张某"]
[[event]]
id = "E02"
type = "公示"
start = 2026-03-10
site = "门户网站"
[[event]]
id = "E03"
type = "公示"
start = 2026-03-11
[[record]]
id = "R01"
type = "检查告知书"
date = 2026-03-03
location = "纸质:1"
events = ["E01"]
fields = { "检查事项" = "一", "检查内容" = "二", "当事人权利" = "三" }
[[record]]
id = "R02"
type = "行政监督检查记录表"
location = "纸质:2"
events = ["E01"]
fields = { "检查内容" = "一", "发现的问题" = "无", "是否合格" = "合格", "是否存在违法行为" = "否" }
[[record]]
id = "R03"
type = "音像记录"
location = "采集站:1.jpg"
sha256 = "0000000000000000000000000000000000000000000000000000000000000003"
events = ["E01"]
media = { kind = "照相", device = "cam", original = true }
"#;
    Case::empty("行政监督检查", "送达执行")
        .set("case", "outcome", "未发现问题")
        .with(text)
}

pub(super) const PUBLISHED: &[Row] = &[
    (
        "one publication that says where is enough",
        |case| case,
        &[],
    ),
    (
        "a publication without a time",
        |case| case.unset("E02", "start"),
        &[("3-1", "E02", "incomplete")],
    ),
    (
        "a publication that says nothing",
        |case| case.without("E02"),
        &[("26-2", "E03", "incomplete")],
    ),
];

#[test]
fn a_publication_inside_an_inspection_is_asked_its_time_alone() {
    expect(published, PUBLISHED);
}
