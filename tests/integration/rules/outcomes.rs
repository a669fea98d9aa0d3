//! How a case ended, what stands for it before it is asked, and what depends on it.

use super::base::Case;
use super::table::{Row, expect};
use super::transfer::transferred;

/// All questions of the inquiry answered no, and no party.
const DENIED: &str = "[answers]\nout_of_jurisdiction = false\nsuspected_crime = false\n\
    inspected = false\nsampled = false\ninquired = false\nevidence_preserved = false\n\
    correction_ordered = false\nseized = false";

pub(super) fn penalty(stage: &str) -> Case {
    Case::empty("行政处罚", stage).with(DENIED)
}

pub(super) fn ended(stage: &str, outcome: &str) -> Case {
    penalty(stage).set("case", "outcome", outcome)
}

pub(super) const DECLARED: &[Row] = &[
    (
        "a penalty",
        |_| ended("送达执行", "行政处罚"),
        &[
            ("9-1", "case", "missing"),
            ("11-4", "case", "missing"),
            ("14-1", "case", "missing"),
            ("15-1", "answers.defended", "undeclared"),
            ("15-2", "answers.hearing_held", "undeclared"),
            ("16-1", "answers.major_penalty", "undeclared"),
            ("17-1", "case", "missing"),
            ("18-1", "answers.overdue", "undeclared"),
        ],
    ),
    (
        "no penalty",
        |_| ended("送达执行", "不予行政处罚"),
        &[
            ("3-2", "case", "missing"),
            ("9-1", "case", "missing"),
            ("11-4", "case", "missing"),
            ("15-1", "answers.defended", "undeclared"),
            ("15-2", "answers.hearing_held", "undeclared"),
        ],
    ),
    (
        "a case dropped",
        |_| ended("送达执行", "撤销案件"),
        &[("9-1", "case", "missing")],
    ),
    (
        "a case dropped and filed",
        |_| ended("归档管理", "撤销案件"),
        &[
            ("3-3", "case", "missing"),
            ("9-1", "case", "missing"),
            ("20-1", "case", "missing"),
            ("20-1", "case.closed", "undeclared"),
            ("20-2", "case", "missing"),
        ],
    ),
    (
        "a case sent on",
        |_| ended("送达执行", "移送"),
        &[("9-3", "case", "missing")],
    ),
    (
        "a case sent on and filed",
        |_| {
            transferred()
                .set("case", "stage", "归档管理")
                .put("case", "closed", "2026-03-10")
        },
        &[("20-1", "case", "missing"), ("20-2", "case", "missing")],
    ),
    (
        "an answer that the outcome does not ask for",
        |_| ended("送达执行", "移送").set("answers", "overdue", true),
        &[
            ("9-3", "case", "missing"),
            ("18-1", "answers.overdue", "missing"),
        ],
    ),
    (
        "a summary penalty, papers of the ordinary procedure apart",
        |_| {
            let case = ended("送达执行", "行政处罚").set("case", "procedure", "简易程序");
            case.set("answers", "defended", false)
                .set("answers", "overdue", false)
        },
        &[("3-4", "case", "missing")],
    ),
    (
        "a summary procedure without penalty",
        |_| ended("送达执行", "不予行政处罚").set("case", "procedure", "简易程序"),
        &[
            ("3-2", "case", "missing"),
            ("9-1", "case", "missing"),
            ("11-4", "case", "missing"),
            ("15-1", "answers.defended", "undeclared"),
        ],
    ),
    (
        "a summary procedure dropped",
        |_| ended("送达执行", "撤销案件").set("case", "procedure", "简易程序"),
        &[("9-1", "case", "missing")],
    ),
    (
        "a summary procedure sent on",
        |_| ended("送达执行", "移送").set("case", "procedure", "简易程序"),
        &[("9-3", "case", "missing")],
    ),
];

#[test]
fn each_outcome_asks_for_its_own_proof() {
    expect(Case::example, DECLARED);
}

pub(super) const UNDECLARED: &[Row] = &[
    (
        "before it is asked",
        |case| case.unset("case", "outcome").at("审查决定"),
        &[],
    ),
    (
        "an otherwise complete case",
        |case| case.unset("case", "outcome").at("送达执行"),
        &[
            ("3-1", "case.outcome", "undeclared"),
            ("3-2", "case", "undecidable"),
            ("9-3", "case", "undecidable"),
        ],
    ),
    (
        "an empty case, the inquiry denied",
        |_| penalty("送达执行"),
        &[
            ("3-1", "case", "missing"),
            ("3-1", "case.outcome", "undeclared"),
            ("3-2", "case", "undecidable"),
            ("9-1", "case", "undecidable"),
            ("9-3", "case", "undecidable"),
            ("11-4", "case", "undecidable"),
            ("14-1", "case", "undecidable"),
            ("15-1", "answers.defended", "undecidable"),
            ("15-2", "answers.hearing_held", "undecidable"),
            ("16-1", "answers.major_penalty", "undecidable"),
            ("17-1", "case", "undecidable"),
            ("18-1", "answers.overdue", "undecidable"),
        ],
    ),
    (
        "an empty case of which nothing is said",
        |_| Case::empty("行政处罚", "送达执行"),
        &[
            ("3-1", "case.outcome", "undeclared"),
            ("3-2", "case", "undecidable"),
            ("9-1", "case", "undecidable"),
            ("9-3", "answers.out_of_jurisdiction", "undeclared"),
            ("10-1", "answers.suspected_crime", "undeclared"),
            ("11-1", "answers.inspected", "undeclared"),
            ("11-2", "answers.sampled", "undeclared"),
            ("11-3", "answers.inquired", "undeclared"),
            ("12-1", "answers.evidence_preserved", "undeclared"),
            ("13-1", "answers.correction_ordered", "undeclared"),
            ("14-1", "case", "undecidable"),
            ("15-1", "answers.defended", "undecidable"),
            ("15-2", "answers.hearing_held", "undecidable"),
            ("16-1", "answers.major_penalty", "undecidable"),
            ("17-1", "case", "undecidable"),
            ("18-1", "answers.overdue", "undecidable"),
            ("21-1", "answers.seized", "undeclared"),
        ],
    ),
    (
        "an empty summary case, the inquiry denied",
        |_| penalty("送达执行").set("case", "procedure", "简易程序"),
        &[
            ("3-1", "case", "missing"),
            ("3-1", "case.outcome", "undeclared"),
            ("3-2", "case", "undecidable"),
            ("3-4", "case", "undecidable"),
            ("9-1", "case", "undecidable"),
            ("9-3", "case", "undecidable"),
            ("11-4", "case", "undecidable"),
            ("15-1", "answers.defended", "undecidable"),
            ("18-1", "answers.overdue", "undecidable"),
        ],
    ),
    (
        "an empty case of coercion",
        |_| Case::empty("行政强制", "送达执行"),
        &[
            ("3-1", "case.outcome", "undeclared"),
            ("10-1", "answers.suspected_crime", "undeclared"),
            ("21-1", "answers.seized", "undeclared"),
            ("23-1", "answers.enforcement_needed", "undecidable"),
        ],
    ),
    (
        "a case that was in fact sent on",
        |_| transferred().unset("case", "outcome"),
        &[
            ("3-1", "case.outcome", "undeclared"),
            ("3-2", "case", "undecidable"),
            ("9-1", "case", "undecidable"),
            ("11-4", "case", "undecidable"),
            ("14-1", "case", "undecidable"),
            ("15-1", "answers.defended", "undecidable"),
            ("15-2", "answers.hearing_held", "undecidable"),
            ("16-1", "answers.major_penalty", "undecidable"),
            ("17-1", "case", "undecidable"),
            ("18-1", "answers.overdue", "undecidable"),
        ],
    ),
    (
        "what does not depend on it is judged",
        |case| {
            case.unset("case", "outcome")
                .at("送达执行")
                .without("R04")
                .without("R45")
        },
        &[
            ("3-1", "case.outcome", "undeclared"),
            ("3-2", "case", "undecidable"),
            ("9-3", "case", "undecidable"),
            ("11-1", "E03", "missing"),
            ("17-2", "E15", "missing"),
        ],
    ),
    (
        "a word that the rulebook does not know holds the case to the ordinary outcome",
        |case| case.set("case", "outcome", "没收").without("R24"),
        &[
            ("anjuan/unknown", "case.outcome", "conflict (warning)"),
            ("14-1", "case", "missing"),
        ],
    ),
];

#[test]
fn while_the_outcome_is_asked_and_undeclared_what_depends_on_it_is_undecidable() {
    expect(Case::example, UNDECLARED);
}

const NO_PENALTY: &str =
    "[[record]]\nid = \"R1\"\ntype = \"不予行政处罚决定书\"\nlocation = \"纸质:1\"";

/// What an empty case is asked at the third stage under the ordinary outcome.
const ORDINARY: &[super::table::Said] = &[
    ("9-1", "case", "missing"),
    ("11-4", "case", "missing"),
    ("14-1", "case", "missing"),
    ("15-1", "answers.defended", "undeclared"),
    ("15-2", "answers.hearing_held", "undeclared"),
    ("16-1", "answers.major_penalty", "undeclared"),
    ("17-1", "case", "missing"),
];

pub(super) const STAND_INS: &[Row] = &[
    ("nothing stands for it", |_| penalty("审查决定"), ORDINARY),
    (
        "a decision not to punish",
        |_| penalty("审查决定").with(NO_PENALTY),
        &[
            ("9-1", "case", "missing"),
            ("11-4", "case", "missing"),
            ("15-1", "answers.defended", "undeclared"),
            ("15-2", "answers.hearing_held", "undeclared"),
        ],
    ),
    (
        "a draft of a decision not to punish",
        |_| {
            penalty("审查决定")
                .with(NO_PENALTY)
                .set("R1", "state", "草稿")
        },
        &[
            ("3-2", "case", "incomplete"),
            ("9-1", "case", "missing"),
            ("11-4", "case", "missing"),
            ("15-1", "answers.defended", "undeclared"),
            ("15-2", "answers.hearing_held", "undeclared"),
        ],
    ),
    (
        "a void decision not to punish",
        |_| {
            penalty("审查决定")
                .with(NO_PENALTY)
                .set("R1", "state", "作废")
        },
        ORDINARY,
    ),
    (
        "a transfer",
        |_| {
            transferred()
                .unset("case", "outcome")
                .set("case", "stage", "审查决定")
        },
        &[],
    ),
    (
        "a yes to the question of jurisdiction",
        |_| penalty("审查决定").set("answers", "out_of_jurisdiction", true),
        &[("9-3", "answers.out_of_jurisdiction", "missing")],
    ),
    (
        "a yes to the question of crime",
        |_| penalty("审查决定").set("answers", "suspected_crime", true),
        &[("10-1", "answers.suspected_crime", "missing")],
    ),
    (
        "the decision comes before the transfer",
        |_| {
            penalty("审查决定")
                .with(NO_PENALTY)
                .set("answers", "suspected_crime", true)
        },
        &[
            ("9-1", "case", "missing"),
            ("10-1", "answers.suspected_crime", "missing"),
            ("11-4", "case", "missing"),
            ("15-1", "answers.defended", "undeclared"),
            ("15-2", "answers.hearing_held", "undeclared"),
        ],
    ),
    (
        "what is declared comes before all of them",
        |_| ended("审查决定", "行政处罚").with(NO_PENALTY),
        ORDINARY,
    ),
];

#[test]
fn before_the_outcome_is_asked_what_is_there_stands_for_it() {
    expect(Case::example, STAND_INS);
}

pub(super) const CLOSED: &[Row] = &[
    (
        "a closing answers for its day",
        |case| case.unset("case", "closed"),
        &[],
    ),
    (
        "a form of the closing answers for its day",
        |case| case.unset("case", "closed").without("E19"),
        &[],
    ),
    (
        "its day answers for the closing",
        |case| case.without("E19").without("R52"),
        &[],
    ),
    (
        "nothing answers for the day",
        |case| case.without("E19").without("R52").unset("case", "closed"),
        &[("20-1", "case.closed", "undeclared")],
    ),
    (
        "a form in draft answers nothing",
        |case| {
            case.without("E19")
                .set("R52", "state", "草稿")
                .unset("case", "closed")
        },
        &[("20-1", "case.closed", "undeclared")],
    ),
    (
        "before the last stage it is not asked",
        |case| {
            case.without("E19")
                .without("R52")
                .unset("case", "closed")
                .at("送达执行")
        },
        &[],
    ),
];

#[test]
fn the_closing_day_is_asked_at_the_last_stage() {
    expect(Case::example, CLOSED);
}
