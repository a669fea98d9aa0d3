//! Cases that end without a penalty, and what a penalty is held to in other kinds of case.

use super::base::Case;
use super::national::{example, expect, said, unsaid};
use super::national_decision::{ATTEMPT, served};
use super::summary;
use super::table::Row;
use super::transfer;

/// The example, ending without a penalty, the party taught.
pub(super) fn refrained() -> Case {
    let mut base = summary::refrained();
    let full = example();
    for record in base.table["record"].as_array_mut().expect("records") {
        let record = record.as_table_mut().expect("a table");
        let list = full.table["record"].as_array().expect("records");
        let same = list.iter().find(|item| item.get("id") == record.get("id"));
        if let Some(fields) = same.and_then(|item| item.get("fields")) {
            record.insert("fields".into(), fields.clone());
        }
    }
    said(
        base,
        &["penalty-33-1", "penalty-43-1", "penalty-55-1"],
        "case",
    )
}

pub(super) const REFRAINED: &[Row] = &[
    ("no penalty, and taught", |case| case, &[]),
    (
        "nobody said that the party was taught",
        unsaid,
        &[
            ("penalty-33-1", "case", "unattested"),
            ("penalty-43-1", "case", "unattested"),
            ("penalty-55-1", "case", "unattested"),
        ],
    ),
    ("nothing was published", |case| case.without("E18"), &[]),
    ("nothing was told of", |case| case.without("R24"), &[]),
    (
        "approved by nobody",
        |case| case.without("R43"),
        &[("penalty-57-1", "R60", "missing (warning)")],
    ),
    (
        "approved later",
        |case| case.put("R43", "date", "2026-05-19"),
        &[("penalty-57-1", "R60", "conflict")],
    ),
    (
        "decided on the ninety-first day",
        |case| case.put("E02", "start", "2026-02-16"),
        &[("penalty-60-1", "case", "overdue (warning)")],
    ),
    (
        "served late is a warning",
        |case| served(case, "2026-05-28"),
        &[("penalty-61-1", "R60", "overdue (warning)")],
    ),
    (
        "an attempt in time is no service",
        |case| {
            served(case, "2026-05-28")
                .with(ATTEMPT)
                .put("E60", "documents", "[\"R60\"]")
        },
        &[("penalty-61-1", "R60", "overdue (warning)")],
    ),
    (
        "never served, three days before",
        |case| {
            case.without("E15")
                .without("E16")
                .at("审查决定")
                .on("2026-05-24")
        },
        &[("penalty-61-1", "R60", "due")],
    ),
    (
        "no order to correct",
        |case| {
            case.without("E06")
                .set("answers", "correction_ordered", false)
        },
        &[],
    ),
    (
        "an outcome that nobody declared",
        |case| unsaid(case).unset("case", "outcome"),
        &[
            ("penalty-43-1", "case", "unattested"),
            ("penalty-55-1", "case", "unattested"),
        ],
    ),
    (
        "dated before the case was opened",
        |case| {
            case.put("R60", "date", "2026-03-01")
                .put("R43", "date", "2026-03-01")
        },
        &[
            ("penalty-61-1", "R60", "overdue (warning)"),
            ("consistency-3-1", "R60", "conflict"),
        ],
    ),
];

/// The example, dropped after its inquiry.
pub(super) fn dropped() -> Case {
    said(
        summary::dropped(),
        &["penalty-43-1", "penalty-55-1"],
        "case",
    )
}

/// A case that belongs to another agency, and was sent there.
pub(super) fn elsewhere() -> Case {
    transfer::transferred()
}

pub(super) const WITHOUT_PENALTY: &[Row] = &[
    ("nothing more", |case| case, &[]),
    ("filed", |case| case.at("归档管理").on("2027-03-01"), &[]),
];

/// A decision of 2 March in a case of another kind: only a penalty's is held to these.
const STRAY: &str = "[[record]]\nid = \"R60\"\ntype = \"行政处罚决定书\"\ndate = 2026-03-02\n\
                     location = \"纸质:60\"\nfields = { \"罚款金额\" = 1000 }\n\
                     [[record]]\nid = \"R61\"\ntype = \"行政处罚事先告知书\"\ndate = 2026-03-02\n\
                     location = \"纸质:61\"\nfields = { \"拟罚款金额\" = 500 }\n[[record]]\nid = \"R62\"\ntype = \"当场行政处罚决定书\"\n\
                     location = \"纸质:62\"\nfields = { \"罚款金额\" = 400000 }\n[[record]]\nid = \"R63\"\ntype = \"不予行政处罚决定书\"\n\
                     date = 2026-03-02\nlocation = \"纸质:63\"\n\
                     [[record]]\nid = \"R64\"\ntype = \"听证笔录\"\nlocation = \"纸质:64\"\n\
                     fields = { \"主持人\" = \"张某\" }\n\
                     [[record]]\nid = \"R65\"\ntype = \"法制审核意见书\"\nlocation = \"纸质:65\"\n\
                     fields = { \"审核结论\" = \"不同意\" }\n\
                     [[record]]\nid = \"R66\"\ntype = \"音像记录\"\nlocation = \"采集站:66\"\n\
                     sha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"\n\
                     media = { kind = \"视频监控\" }\n\
                     [[officer]]\nname = \"张某\"\n\
                     [[party]]\nname = \"甲\"\nkind = \"法人\"\n[[party]]\nname = \"乙\"\n\
                     [[event]]\nid = \"E60\"\ntype = \"现场检查\"\nstart = 2026-03-02\n\
                     [[event]]\nid = \"E61\"\ntype = \"陈述申辩\"\nstart = 2026-03-03\n\
                     [[event]]\nid = \"E62\"\ntype = \"听证\"\nstart = 2026-03-04\n\
                     [[event]]\nid = \"E63\"\ntype = \"送达\"\nstart = 2026-03-30\n\
                     documents = [\"R60\"]\nmethod = \"电子送达\"\nreceived = 2026-03-30\n\
                     [[event]]\nid = \"E64\"\ntype = \"履行\"\nstart = 2026-05-30\n\
                     [[event]]\nid = \"E65\"\ntype = \"立案\"\nstart = 2026-06-30\n";

/// Papers and acts of a penalty in a case of another kind.
pub(super) fn of_another_kind() -> Case {
    Case::empty("行政确认", "归档管理")
        .set("case", "outcome", "予以确认")
        .with(STRAY)
}

pub(super) const OF_ANOTHER_KIND: &[Row] = &[
    ("none of it is asked", |case| case, &[]),
    (
        "nor what a penalty on the spot must keep",
        |case| case.set("case", "procedure", "简易程序"),
        &[],
    ),
    (
        "nor a discussion, though the case is called a grave one",
        |case| case.put("answers", "major_penalty", "true"),
        &[],
    ),
    ("nor an examination", |case| case.without("R65"), &[]),
    (
        "nor time after a notice",
        |case| case.put("E63", "documents", "[\"R60\", \"R61\"]"),
        &[],
    ),
    (
        "nor to wait for it",
        |case| {
            case.without("R60")
                .without("R63")
                .put("E63", "documents", "[\"R61\"]")
                .on("2026-03-31")
        },
        &[],
    ),
    (
        "but of a penalty it is",
        |case| {
            case.set("case", "kind", "行政处罚")
                .set("case", "outcome", "行政处罚")
        },
        &[
            ("penalty-36-1", "case", "unattested"),
            ("penalty-41-1", "R66", "unattested"),
            ("penalty-42-1", "E60", "incomplete"),
            ("penalty-43-1", "case", "unattested"),
            ("penalty-44-1", "R60", "conflict"),
            ("penalty-44-1", "R61", "incomplete (warning)"),
            ("penalty-45-1", "E61", "missing"),
            ("penalty-45-2", "R60", "conflict (warning)"),
            ("penalty-55-1", "case", "unattested"),
            ("penalty-57-1", "R60", "missing (warning)"),
            ("penalty-57-1", "R63", "missing (warning)"),
            ("penalty-58-1", "R65", "conflict (warning)"),
            ("penalty-59-1", "R60", "incomplete"),
            ("penalty-61-1", "E63", "conflict (warning)"),
            ("penalty-61-1", "R60", "overdue"),
            ("penalty-61-1", "R63", "overdue (warning)"),
            ("penalty-61-2", "E63", "missing"),
            ("penalty-64-2", "E62", "missing"),
            ("penalty-64-4", "R64", "conflict"),
            ("penalty-64-8", "R64", "incomplete"),
            ("penalty-65-1", "E62", "conflict"),
            ("penalty-66-1", "E64", "conflict (warning)"),
            ("penalty-67-1", "E63", "overdue (warning)"),
            ("penalty-70-1", "E64", "missing (warning)"),
            ("disclosure-6-1", "case", "overdue (warning)"),
            ("consistency-3-1", "R60", "conflict"),
            ("consistency-3-1", "R61", "conflict"),
            ("consistency-3-1", "R63", "conflict"),
        ],
    ),
];

#[test]
fn a_case_that_ends_without_a_penalty_is_not_asked_for_one() {
    expect(refrained, REFRAINED);
    expect(dropped, WITHOUT_PENALTY);
    expect(elsewhere, WITHOUT_PENALTY);
}

#[test]
fn what_a_penalty_is_held_to_does_not_bind_other_kinds() {
    expect(of_another_kind, OF_ANOTHER_KIND);
}
