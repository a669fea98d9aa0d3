//! A running case: what its present stage still lacks is to do, and nothing else is.

use super::base::Case;
use super::outcomes::{ended, penalty};
use super::table::{Row, expect};

pub(super) const RUNNING: &[Row] = &[
    (
        "what the present stage lacks is to do",
        |_| penalty("审查决定").in_progress(),
        &[
            ("9-1", "case", "missing"),
            ("11-4", "case", "missing"),
            ("14-1", "case", "due"),
            ("15-1", "answers.defended", "due"),
            ("15-2", "answers.hearing_held", "due"),
            ("16-1", "answers.major_penalty", "due"),
            ("17-1", "case", "due"),
        ],
    ),
    (
        "an outcome not yet declared is to do",
        |case| case.unset("case", "outcome").at("送达执行").in_progress(),
        &[
            ("3-1", "case.outcome", "due"),
            ("3-2", "case", "undecidable"),
            ("9-3", "case", "undecidable"),
        ],
    ),
    (
        "at the last stage nothing is to do",
        |_| ended("归档管理", "撤销案件").in_progress(),
        &[
            ("3-3", "case", "missing"),
            ("9-1", "case", "missing"),
            ("20-1", "case", "missing"),
            ("20-1", "case.closed", "undeclared"),
            ("20-2", "case", "missing"),
        ],
    ),
    (
        "a case without any event, in the stage that first needs one",
        |_| Case::empty("行政确认", "调查取证").in_progress(),
        &[("3-1", "case", "due")],
    ),
    (
        "a case without any event, later on",
        |_| Case::empty("行政确认", "审查决定").in_progress(),
        &[("3-1", "case", "missing")],
    ),
    (
        "a paper that the present stage has to serve",
        |case| {
            case.without("E15")
                .without("E16")
                .at("送达执行")
                .in_progress()
        },
        &[("17-2", "R44", "due")],
    ),
    (
        "a paper served on one of two",
        |case| case.without("E15").at("送达执行").in_progress(),
        &[("17-2", "R44", "missing")],
    ),
    (
        "a paper that an earlier stage had to serve",
        |case| case.without("E09").at("送达执行").in_progress(),
        &[("14-3", "R24", "missing")],
    ),
    (
        "an opening that happened",
        |case| case.without("R03").at("程序启动").in_progress(),
        &[("9-1", "E02", "missing")],
    ),
    (
        "what events have triggered stays",
        |case| case.without("R29").at("审查决定").in_progress(),
        &[("15-1", "E10", "missing")],
    ),
];

#[test]
fn of_a_running_case_the_present_stage_is_to_do() {
    expect(Case::example, RUNNING);
    assert!(!penalty("审查决定").in_progress().report().complete);
}
