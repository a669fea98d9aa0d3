//! A penalty imposed on the spot, and cases that end without one.

use super::base::Case;
use super::table::{Row, expect};

const ON_THE_SPOT: &str = r#"
[answers]
sampled = false
inquired = false
evidence_preserved = false
correction_ordered = false
seized = false
defended = false
overdue = false

[[party]]
name = "甲"

[[event]]
id = "E01"
type = "现场检查"
start = 2026-03-02T09:00:00+08:00
end = 2026-03-02T09:30:00+08:00
[[event]]
id = "E02"
type = "决定"
start = 2026-03-02
[[event]]
id = "E03"
type = "平台录入"
start = 2026-03-04
platform = "省“互联网+监管”信息平台"
receipt = "1"
[[event]]
id = "E04"
type = "平台录入"
start = 2026-03-04
platform = "省市县三级行政执法平台"
receipt = "2"

[[record]]
id = "R01"
type = "现场检查（勘验）记录"
location = "纸质:1"
events = ["E01"]
[[record]]
id = "R02"
type = "音像记录"
location = "采集站:1.mp4"
sha256 = "0000000000000000000000000000000000000000000000000000000000000002"
events = ["E01"]
media = { kind = "录像", device = "cam", start = 2026-03-02T09:00:00+08:00, end = 2026-03-02T09:30:00+08:00, original = true }
[[record]]
id = "R03"
type = "当场行政处罚决定书"
date = 2026-03-02
location = "纸质:3"
events = ["E02"]
signatures = [{ name = "张某", role = "执法人员", mark = "签名" }]
"#;

pub(super) fn on_the_spot() -> Case {
    let case = Case::empty("行政处罚", "归档管理").set("case", "procedure", "简易程序");
    let case = case
        .set("case", "outcome", "行政处罚")
        .put("case", "closed", "2026-03-03");
    case.with(ON_THE_SPOT)
}

pub(super) const SUMMARY: &[Row] = &[
    ("decided, signed, entered", |case| case, &[]),
    (
        "no decision",
        |case| case.without("R03"),
        &[("3-4", "case", "missing")],
    ),
    (
        "a decision in draft",
        |case| case.set("R03", "state", "草稿"),
        &[("3-4", "case", "incomplete")],
    ),
    (
        "a decision that nobody signed",
        |case| case.unset("R03", "signatures"),
        &[("3-4", "R03", "incomplete")],
    ),
    (
        "a decision that the party refused to sign",
        |case| {
            case.put(
                "R03",
                "signatures",
                "[{ name = \"甲\", role = \"当事人\", mark = \"拒签\" }]",
            )
        },
        &[("3-4", "R03", "incomplete")],
    ),
    (
        "a decision handed over as a service",
        |case| {
            case.with(
                "[[event]]\nid = \"E05\"\ntype = \"送达\"\nstart = 2026-03-02\ndocuments = [\"R03\"]\n\
                 method = \"直接送达\"\nreceived = 2026-03-02",
            )
        },
        &[("8-1", "E05", "missing")],
    ),
    (
        "nothing inspected, sampled or asked",
        |case| case.without("E01").set("answers", "inspected", false),
        &[],
    ),
    (
        "an opening form is not asked for, nor what it says",
        |case| {
            case.with(
                "[[event]]\nid = \"E05\"\ntype = \"立案\"\nstart = 2026-03-02\n\
                 [[record]]\nid = \"R05\"\ntype = \"立案审批表\"\nlocation = \"纸质:5\"\nevents = [\"E05\"]",
            )
        },
        &[],
    ),
    (
        "an opening without its form lacks a written record",
        |case| case.with("[[event]]\nid = \"E05\"\ntype = \"立案\"\nstart = 2026-03-02"),
        &[("3-1", "E05", "missing")],
    ),
    (
        "a discussion needs no signatures",
        |case| {
            case.with(
                "[[event]]\nid = \"E05\"\ntype = \"集体讨论\"\nstart = 2026-03-02\n\
                 [[record]]\nid = \"R05\"\ntype = \"其他材料\"\nlocation = \"纸质:5\"\nevents = [\"E05\"]",
            )
        },
        &[],
    ),
];

#[test]
fn a_penalty_on_the_spot_has_its_signed_decision() {
    expect(on_the_spot, SUMMARY);
}

const REFRAINED: &str = r#"
[[record]]
id = "R60"
type = "不予行政处罚决定书"
date = 2026-05-18
location = "纸质:60"
events = ["E14"]
"#;

#[test]
fn such_a_decision_in_an_ordinary_case_is_asked_nothing() {
    let row: Row = (
        "unsigned",
        |case| {
            case.with(
                "[[record]]\nid = \"R60\"\ntype = \"当场行政处罚决定书\"\nlocation = \"纸质:60\"",
            )
        },
        &[],
    );
    expect(Case::example, &[row]);
}

/// The example, ending without a penalty; its decision goes the way of the penalty's.
pub(super) fn refrained() -> Case {
    let case = Case::example()
        .set("case", "outcome", "不予行政处罚")
        .with(REFRAINED);
    let case = case
        .put("E15", "documents", "[\"R60\"]")
        .put("E16", "documents", "[\"R60\"]");
    let case = case
        .put("R45", "serves", "[\"R60\"]")
        .put("R48", "serves", "[\"R60\"]");
    case.without("R44")
        .unset("answers", "overdue")
        .unset("answers", "major_penalty")
}

pub(super) const NO_PENALTY: &[Row] = &[
    ("decided and served", |case| case, &[]),
    (
        "no decision",
        |case| case.without("R60"),
        &[("3-2", "case", "missing")],
    ),
    (
        "a decision in draft",
        |case| case.set("R60", "state", "草稿"),
        &[("3-2", "case", "incomplete")],
    ),
    (
        "a decision never served",
        |case| case.without("E15").without("E16"),
        &[("8-1", "R60", "missing")],
    ),
    (
        "a decision not yet to be served",
        |case| case.without("E15").without("E16").at("审查决定"),
        &[],
    ),
    ("no notice is asked for", |case| case.without("R24"), &[]),
    (
        "its service needs no recording",
        |case| case.without("R47").without("R49"),
        &[],
    ),
    (
        "a yes to what is not asked counts",
        |case| case.set("answers", "overdue", true),
        &[("18-1", "answers.overdue", "missing")],
    ),
    (
        "nothing said of a defence",
        |case| case.without("E10"),
        &[("15-1", "answers.defended", "undeclared")],
    ),
];

#[test]
fn a_case_without_penalty_has_its_own_decision() {
    expect(refrained, NO_PENALTY);
}

/// The example, dropped after its inquiry.
pub(super) fn dropped() -> Case {
    let case = Case::example().set("case", "outcome", "撤销案件");
    [
        "E09", "E10", "E11", "E12", "E13", "E14", "E15", "E16", "E17", "R24", "R31", "R44",
    ]
    .iter()
    .fold(case, |case, id| case.without(id))
    .unset("answers", "overdue")
    .unset("answers", "major_penalty")
}

pub(super) const DROPPED: &[Row] = &[
    ("dropped with a closing form", |case| case, &[]),
    (
        "dropped with an internal approval",
        |case| {
            case.without("R52").with(
                "[[record]]\nid = \"R60\"\ntype = \"内部程序审批表\"\nlocation = \"纸质:60\"\n\
                 events = [\"E19\"]",
            )
        },
        &[],
    ),
    (
        "dropped without any approval",
        |case| case.without("E19").without("R52"),
        &[("3-3", "case", "missing")],
    ),
    (
        "an approval in draft",
        |case| case.without("E19").set("R52", "state", "草稿"),
        &[("3-3", "case", "incomplete")],
    ),
    (
        "before filing the approval is not asked for",
        |case| case.without("R52").without("E19").at("送达执行"),
        &[],
    ),
    (
        "the opening still has its form",
        |case| case.without("R03"),
        &[("9-1", "E02", "missing")],
    ),
    (
        "nothing need have been found out",
        |case| {
            let case = case.without("E03").without("E04").without("E05");
            case.set("answers", "inspected", false)
                .set("answers", "sampled", false)
                .set("answers", "inquired", false)
        },
        &[],
    ),
];

#[test]
fn a_dropped_case_has_the_approval() {
    expect(dropped, DROPPED);
}
