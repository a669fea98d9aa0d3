//! Articles 8 and 17: whom the service of a paper must reach.

use super::base::Case;
use super::table::{Row, expect};

/// The same case against the company alone: every service goes to it.
fn alone(case: Case) -> Case {
    let mut case = case
        .without("E15")
        .without("R45")
        .without("R46")
        .without("R47");
    let parties = case.table["party"].as_array_mut().expect("parties");
    parties.truncate(1);
    case.without("R20")
        .without("R26")
        .without("R34")
        .without("R35")
}

pub(super) const TO_WHOM: &[Row] = &[
    (
        "the decision reached one of two parties",
        |case| case.without("E16").without("R48").without("R49"),
        &[("17-2", "R44", "missing")],
    ),
    (
        "a paper served on one of two",
        |case| {
            case.put("E07", "to", r#"["三明市××机械有限公司"]"#)
                .without("R20")
        },
        &[("13-4", "R18", "missing")],
    ),
    (
        "a paper that concerns one party is served on that one",
        |case| {
            case.put("R44", "party", r#"["三明市××机械有限公司"]"#)
                .without("E15")
                .without("R45")
                .without("R46")
                .without("R47")
        },
        &[],
    ),
    (
        "and not on the other one",
        |case| {
            case.put("R44", "party", r#"["三明市××机械有限公司"]"#)
                .without("E16")
                .without("R48")
                .without("R49")
        },
        &[("17-2", "R44", "missing")],
    ),
    (
        "a third person is not served",
        |case| case.with("[[party]]\nrole = \"第三人\"\nkind = \"自然人\"\nname = \"丁某\"\n"),
        &[],
    ),
    (
        "a third party of the case is served each paper",
        |case| case.with("[[party]]\nrole = \"当事人\"\nkind = \"自然人\"\nname = \"丁某\"\n"),
        &[
            ("13-4", "R18", "missing"),
            ("14-3", "R24", "missing"),
            ("8-1", "R31", "missing"),
            ("17-2", "R44", "missing"),
        ],
    ),
    (
        "never served",
        |case| {
            ["E15", "E16", "R45", "R46", "R47", "R48", "R49"]
                .iter()
                .fold(case, |case, id| case.without(id))
        },
        &[("17-2", "R44", "missing")],
    ),
    (
        "`to` left out, several parties: the service alone",
        |case| case.unset("E16", "to"),
        &[("8-1", "E16", "incomplete")],
    ),
    (
        "an empty `to` is the same",
        |case| case.put("E07", "to", "[]"),
        &[("8-1", "E07", "incomplete")],
    ),
    (
        "`to` left out of both services",
        |case| case.unset("E15", "to").unset("E16", "to"),
        &[("8-1", "E15", "incomplete"), ("8-1", "E16", "incomplete")],
    ),
    (
        "`to` and 收到日期 left out",
        |case| case.unset("E16", "to").unset("E16", "received"),
        &[("8-1", "E16", "incomplete"), ("19-1", "E16", "incomplete")],
    ),
    (
        "`to` names somebody else",
        |case| case.put("E16", "to", r#"["三明市机械有限公司"]"#),
        &[("17-2", "R44", "missing")],
    ),
    ("one party", alone, &[]),
    (
        "one party, `to` left out",
        |case| {
            alone(case)
                .unset("E16", "to")
                .unset("E09", "to")
                .unset("E11", "to")
        },
        &[],
    ),
    (
        "one party whom the paper concerns, `to` left out",
        |case| {
            case.put("R44", "party", r#"["三明市××机械有限公司"]"#)
                .unset("E16", "to")
                .without("E15")
                .without("R45")
                .without("R46")
                .without("R47")
        },
        &[],
    ),
    (
        "no party is named: one service is enough",
        |case| {
            let mut case = alone(case);
            case.table.remove("party");
            case
        },
        &[],
    ),
    (
        "no party is named: one service is needed",
        |case| {
            let mut case = alone(case).without("E16").without("R48").without("R49");
            case.table.remove("party");
            case
        },
        &[("17-2", "R44", "missing")],
    ),
    (
        "a paper that need not be served, served with no 回证",
        |case| {
            let paper = "[[record]]\nid = \"R60\"\ntype = \"当场行政处罚决定书\"\n\
                         location = \"纸质:卷内第90页\"\n";
            case.with(paper)
                .put("E09", "documents", r#"["R24", "R60"]"#)
        },
        &[("8-1", "E09", "missing")],
    ),
];

#[test]
fn a_paper_is_served_on_everyone_whom_it_concerns() {
    expect(Case::example, TO_WHOM);
}
