//! `--stage`: each stage asks for its own, and at once for what is in the case already.

use super::base::{Case, set};
use super::in_progress::{running, unannounced, unserved_decision};
use super::table::{Row, expect};

const STAGES: [&str; 5] = ["程序启动", "调查取证", "审查决定", "送达执行", "归档管理"];

/// Rows of other stages, asked strictly: a stage's own demands begin with it.
pub(super) const STRICT: &[Row] = &[
    (
        "the decision is not yet served before its stage",
        |case| unserved_decision(case).at("审查决定"),
        &[],
    ),
    (
        "a decision not to punish is served in the last stage but one",
        |case| {
            unserved_decision(case)
                .set("R44", "type", "不予行政处罚决定书")
                .unset("R44", "fields")
                .set("case", "outcome", "不予行政处罚")
                .at("送达执行")
        },
        &[("8-1", "R44", "missing")],
    ),
    (
        "what is in the case is asked at once: a service without its 回证",
        |case| case.without("R48").at("程序启动"),
        &[("17-2", "E16", "missing")],
    ),
    (
        "what is in the case is asked at once: an inspection's record",
        |case| case.without("R04").at("程序启动"),
        &[("11-1", "E03", "missing")],
    ),
    (
        "no notice before the stage of the decision",
        |case| unannounced(case).at("调查取证"),
        &[],
    ),
    (
        "a notice in the stage of the decision",
        |case| unannounced(case).at("审查决定"),
        &[("14-1", "case", "missing")],
    ),
    (
        "a question before its stage, answered wrongly",
        |case| case.set("answers", "sampled", false).at("程序启动"),
        &[],
    ),
    (
        "no outcome before it is asked",
        |case| case.unset("case", "outcome").at("审查决定"),
        &[],
    ),
];

#[test]
fn each_stage_asks_for_its_own() {
    expect(Case::example, STRICT);
}

#[test]
fn the_example_is_complete_at_every_stage() {
    for stage in STAGES {
        assert_eq!(Case::example().at(stage).problems(), set(&[]), "{stage}");
        let running = running(Case::example(), stage);
        assert_eq!(running.problems(), set(&[]), "{stage}, running");
        assert!(
            running.report().complete,
            "{stage}, running: nothing was postponed"
        );
    }
}
