//! What cases of coercion, inspection and confirmation are asked while they are empty.

use super::base::Case;
use super::questions::ALL_NO;
use super::table::{Row, expect};

fn coercion(stage: &str) -> Case {
    Case::empty("行政强制", stage)
}

pub(super) const COERCION: &[Row] = &[
    ("nothing, at the first stage", |_| coercion("程序启动"), &[]),
    (
        "nothing, at the second stage",
        |_| coercion("调查取证"),
        &[
            ("10-1", "answers.suspected_crime", "undeclared"),
            ("21-1", "answers.seized", "undeclared"),
        ],
    ),
    (
        "all denied, at the second stage",
        |_| coercion("调查取证").with(ALL_NO),
        &[("3-1", "case", "missing")],
    ),
    (
        "nothing, at the fourth stage",
        |_| coercion("送达执行").set("case", "outcome", "解除"),
        &[
            ("10-1", "answers.suspected_crime", "undeclared"),
            ("21-1", "answers.seized", "undeclared"),
            ("23-1", "answers.enforcement_needed", "undeclared"),
        ],
    ),
    (
        "all denied, at the fourth stage",
        |_| {
            coercion("送达执行")
                .with(ALL_NO)
                .set("case", "outcome", "解除")
        },
        &[("21-1", "case", "missing")],
    ),
    (
        "all denied, at the last stage",
        |_| {
            coercion("归档管理")
                .with(ALL_NO)
                .set("case", "outcome", "解除")
        },
        &[
            ("21-1", "case", "missing"),
            ("30-1", "case.closed", "undeclared"),
        ],
    ),
    (
        "a case sent on is not asked about enforcement",
        |_| {
            let case = coercion("送达执行")
                .with(ALL_NO)
                .set("case", "outcome", "移送");
            case.unset("answers", "enforcement_needed")
        },
        &[("21-1", "case", "missing")],
    ),
    (
        "a closing answers for its day",
        |_| {
            let case = coercion("归档管理")
                .with(ALL_NO)
                .set("case", "outcome", "解除");
            case.with(
                "[[event]]\nid = \"E1\"\ntype = \"结案\"\nstart = 2026-03-09\n\
                 [[record]]\nid = \"R1\"\ntype = \"结案审批表\"\ndate = 2026-03-09\n\
                 location = \"纸质:1\"\nevents = [\"E1\"]",
            )
        },
        &[("21-1", "case", "missing")],
    ),
    (
        "an answer that nobody asked for counts",
        |_| {
            coercion("审查决定")
                .with(ALL_NO)
                .set("answers", "defended", true)
        },
        &[("15-1", "answers.defended", "missing")],
    ),
];

pub(super) const INSPECTION: &[Row] = &[
    (
        "nothing, at the first stage",
        |_| Case::empty("行政监督检查", "程序启动"),
        &[],
    ),
    (
        "nothing, at the second stage",
        |_| Case::empty("行政监督检查", "调查取证"),
        &[
            ("24-1", "case", "missing"),
            ("28-1", "answers.evidence_preserved", "undeclared"),
            ("29-1", "answers.correction_ordered", "undeclared"),
        ],
    ),
    (
        "all denied, at the third stage",
        |_| Case::empty("行政监督检查", "审查决定").with(ALL_NO),
        &[("24-1", "case", "missing")],
    ),
    (
        "all denied, at the fourth stage",
        |_| Case::empty("行政监督检查", "送达执行").with(ALL_NO),
        &[
            ("3-1", "case.outcome", "undeclared"),
            ("24-1", "case", "missing"),
            ("26-2", "case", "missing"),
        ],
    ),
    (
        "all denied, at the last stage",
        |_| {
            Case::empty("行政监督检查", "归档管理").with(ALL_NO).set(
                "case",
                "outcome",
                "未发现问题",
            )
        },
        &[
            ("24-1", "case", "missing"),
            ("26-2", "case", "missing"),
            ("30-1", "case.closed", "undeclared"),
        ],
    ),
    (
        "a seizure that nobody asked for",
        |_| {
            Case::empty("行政监督检查", "调查取证")
                .with(ALL_NO)
                .set("answers", "seized", true)
        },
        &[
            ("21-1", "answers.seized", "missing"),
            ("24-1", "case", "missing"),
        ],
    ),
];

pub(super) const CONFIRMATION: &[Row] = &[
    (
        "nothing, at the first stage",
        |_| Case::empty("行政确认", "程序启动"),
        &[],
    ),
    (
        "nothing, at the second stage",
        |_| Case::empty("行政确认", "调查取证"),
        &[("3-1", "case", "missing")],
    ),
    (
        "nothing, at the fourth stage",
        |_| Case::empty("行政确认", "送达执行"),
        &[
            ("3-1", "case", "missing"),
            ("3-1", "case.outcome", "undeclared"),
        ],
    ),
    (
        "nothing, at the last stage",
        |_| Case::empty("行政确认", "归档管理").set("case", "outcome", "予以确认"),
        &[
            ("3-1", "case", "missing"),
            ("30-1", "case.closed", "undeclared"),
        ],
    ),
    (
        "the chapters on other acts do not bind it, whatever is answered",
        |_| Case::empty("行政确认", "调查取证").with("[answers]\ninspected = true\nseized = true"),
        &[("3-1", "case", "missing")],
    ),
];

#[test]
fn other_kinds_are_asked_what_concerns_them() {
    expect(Case::example, COERCION);
    expect(Case::example, INSPECTION);
    expect(Case::example, CONFIRMATION);
}

#[test]
fn a_confirmation_says_that_it_has_no_chapter() {
    let report = Case::empty("行政确认", "程序启动").report();
    assert_eq!(report.remarks, ["细则未就行政确认设专章，仅检查通用要求"]);
    assert!(
        Case::empty("行政强制", "程序启动")
            .report()
            .remarks
            .is_empty()
    );
}
