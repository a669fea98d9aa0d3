//! What is asked of whom, from which stage, and what an answer is worth.

use super::base::Case;
use super::table::{Row, expect};

/// All questions of a penalty case answered no.
pub(super) const ALL_NO: &str = "[answers]\nout_of_jurisdiction = false\nsuspected_crime = false\n\
    inspected = false\nsampled = false\ninquired = false\nevidence_preserved = false\n\
    correction_ordered = false\nseized = false\ndefended = false\nhearing_held = false\n\
    major_penalty = false\noverdue = false\nenforcement_needed = false";

fn penalty(stage: &str) -> Case {
    Case::empty("行政处罚", stage).with("[[party]]\nname = \"甲公司\"")
}

fn summary(stage: &str) -> Case {
    penalty(stage).set("case", "procedure", "简易程序")
}

pub(super) const STAGES: &[Row] = &[
    (
        "an example at its first stage",
        |case| case.at("程序启动"),
        &[],
    ),
    (
        "an example at its second stage",
        |case| case.at("调查取证"),
        &[],
    ),
    (
        "an example at its third stage",
        |case| case.at("审查决定"),
        &[],
    ),
    (
        "an example at its fourth stage",
        |case| case.at("送达执行"),
        &[],
    ),
    (
        "a question whose stage has not come asks nothing, whatever is answered",
        |case| case.set("answers", "overdue", true).at("审查决定"),
        &[],
    ),
    (
        "from its stage on, a yes asks for the event",
        |case| case.set("answers", "overdue", true).at("送达执行"),
        &[("18-1", "answers.overdue", "missing")],
    ),
    (
        "a yes to a question of the second stage, at the first",
        |case| case.set("answers", "seized", true).at("程序启动"),
        &[],
    ),
    (
        "a no beside the event, before its stage",
        |case| case.set("answers", "hearing_held", false).at("调查取证"),
        &[],
    ),
    (
        "an answer with its reasons is an answer",
        |case| case.put("answers", "overdue", "{ value = true, by = \"李某\" }"),
        &[("18-1", "answers.overdue", "missing")],
    ),
    (
        "silence",
        |case| case.unset("answers", "overdue"),
        &[("18-1", "answers.overdue", "undeclared")],
    ),
    (
        "silence about everything that is answered",
        |mut case| {
            case.table.remove("answers");
            case
        },
        &[
            ("9-3", "answers.out_of_jurisdiction", "undeclared"),
            ("10-1", "answers.suspected_crime", "undeclared"),
            ("12-1", "answers.evidence_preserved", "undeclared"),
            ("18-1", "answers.overdue", "undeclared"),
            ("21-1", "answers.seized", "undeclared"),
        ],
    ),
    (
        "an event answers by itself",
        |case| {
            case.set("answers", "inspected", true)
                .set("answers", "defended", true)
        },
        &[],
    ),
];

#[test]
fn a_question_is_asked_from_its_stage_on() {
    expect(Case::example, STAGES);
}

pub(super) const PARENTS: &[Row] = &[
    (
        "a parent not answered asks for no child",
        |case| case.unset("answers", "seized"),
        &[("21-1", "answers.seized", "undeclared")],
    ),
    (
        "a parent answered yes asks for its children",
        |case| case.set("answers", "seized", true),
        &[
            ("10-2", "answers.seized_goods_transferred", "undeclared"),
            ("21-1", "answers.seized", "missing"),
            ("22-2", "answers.seizure_extended", "undeclared"),
        ],
    ),
    (
        "a child answered without its parent",
        |case| case.set("answers", "seizure_extended", true),
        &[("22-2", "answers.seizure_extended", "missing")],
    ),
    (
        "a child denied without its parent",
        |case| {
            let case = case.set("answers", "seizure_extended", false);
            case.set("answers", "seized_goods_transferred", false)
        },
        &[],
    ),
    (
        "a defence after a reminder that never was",
        |case| case.set("answers", "defended_after_reminder", true),
        &[("23-2", "answers.defended_after_reminder", "missing")],
    ),
    (
        "whether enforcement is needed means nothing in a penalty case",
        |case| case.set("answers", "enforcement_needed", true),
        &[],
    ),
];

#[test]
fn a_child_is_asked_where_its_parent_is_yes() {
    expect(Case::example, PARENTS);
}

pub(super) const PENALTY: &[Row] = &[
    (
        "nothing, at the first stage",
        |_| penalty("程序启动"),
        &[("9-1", "case", "missing")],
    ),
    (
        "nothing, at the second stage",
        |_| penalty("调查取证"),
        &[
            ("9-1", "case", "missing"),
            ("9-3", "answers.out_of_jurisdiction", "undeclared"),
            ("10-1", "answers.suspected_crime", "undeclared"),
            ("11-1", "answers.inspected", "undeclared"),
            ("11-2", "answers.sampled", "undeclared"),
            ("11-3", "answers.inquired", "undeclared"),
            ("12-1", "answers.evidence_preserved", "undeclared"),
            ("13-1", "answers.correction_ordered", "undeclared"),
            ("21-1", "answers.seized", "undeclared"),
        ],
    ),
    (
        "nothing, at the third stage",
        |_| penalty("审查决定"),
        &[
            ("9-1", "case", "missing"),
            ("9-3", "answers.out_of_jurisdiction", "undeclared"),
            ("10-1", "answers.suspected_crime", "undeclared"),
            ("11-1", "answers.inspected", "undeclared"),
            ("11-2", "answers.sampled", "undeclared"),
            ("11-3", "answers.inquired", "undeclared"),
            ("12-1", "answers.evidence_preserved", "undeclared"),
            ("13-1", "answers.correction_ordered", "undeclared"),
            ("14-1", "case", "missing"),
            ("15-1", "answers.defended", "undeclared"),
            ("15-2", "answers.hearing_held", "undeclared"),
            ("16-1", "answers.major_penalty", "undeclared"),
            ("17-1", "case", "missing"),
            ("21-1", "answers.seized", "undeclared"),
        ],
    ),
    (
        "all denied, at the first stage",
        |_| penalty("程序启动").with(ALL_NO),
        &[("9-1", "case", "missing")],
    ),
    (
        "all denied, at the third stage",
        |_| penalty("审查决定").with(ALL_NO),
        &[
            ("9-1", "case", "missing"),
            ("11-4", "case", "missing"),
            ("14-1", "case", "missing"),
            ("17-1", "case", "missing"),
        ],
    ),
    (
        "all denied, at the last stage",
        |_| {
            penalty("归档管理")
                .with(ALL_NO)
                .set("case", "outcome", "行政处罚")
        },
        &[
            ("9-1", "case", "missing"),
            ("11-4", "case", "missing"),
            ("14-1", "case", "missing"),
            ("17-1", "case", "missing"),
            ("20-1", "case", "missing"),
            ("20-1", "case.closed", "undeclared"),
            ("20-2", "case", "missing"),
        ],
    ),
];

pub(super) const SUMMARY: &[Row] = &[
    ("nothing, at the first stage", |_| summary("程序启动"), &[]),
    (
        "nothing, at the second stage",
        |_| summary("调查取证"),
        &[
            ("11-1", "answers.inspected", "undeclared"),
            ("11-2", "answers.sampled", "undeclared"),
            ("11-3", "answers.inquired", "undeclared"),
            ("12-1", "answers.evidence_preserved", "undeclared"),
            ("13-1", "answers.correction_ordered", "undeclared"),
            ("21-1", "answers.seized", "undeclared"),
        ],
    ),
    (
        "nothing, at the third stage",
        |_| summary("审查决定"),
        &[
            ("3-4", "case", "missing"),
            ("11-1", "answers.inspected", "undeclared"),
            ("11-2", "answers.sampled", "undeclared"),
            ("11-3", "answers.inquired", "undeclared"),
            ("12-1", "answers.evidence_preserved", "undeclared"),
            ("13-1", "answers.correction_ordered", "undeclared"),
            ("15-1", "answers.defended", "undeclared"),
            ("21-1", "answers.seized", "undeclared"),
        ],
    ),
    (
        "nothing denied but the default, children included",
        |_| {
            let all = summary("送达执行")
                .with(ALL_NO)
                .set("case", "outcome", "行政处罚");
            all.unset("answers", "overdue")
                .set("answers", "seized", true)
        },
        &[
            ("3-4", "case", "missing"),
            ("10-2", "answers.seized_goods_transferred", "undeclared"),
            ("18-1", "answers.overdue", "undeclared"),
            ("21-1", "answers.seized", "missing"),
            ("22-2", "answers.seizure_extended", "undeclared"),
        ],
    ),
    (
        "an answer that the summary procedure does not ask",
        |_| {
            summary("调查取证")
                .with(ALL_NO)
                .set("answers", "suspected_crime", true)
        },
        &[("10-1", "answers.suspected_crime", "missing")],
    ),
];

#[test]
fn an_empty_penalty_case_is_asked_everything() {
    expect(Case::example, PENALTY);
    expect(Case::example, SUMMARY);
}

/// A seizure that still runs, of which it is not said whether it was extended.
pub(super) fn seized() -> Case {
    let case = Case::of_example("seizure-case").at("调查取证");
    ["E07", "E08", "E13", "E14"]
        .into_iter()
        .chain(["R13", "R14", "R15", "R27", "R28", "R29"])
        .fold(case, Case::without)
}

pub(super) const OPEN: &[Row] = &[
    (
        "what is about to run out is announced",
        |case| case.on("2026-04-08"),
        &[
            ("22-1", "E04", "due"),
            ("22-2", "answers.seizure_extended", "undeclared"),
        ],
    ),
    (
        "what may have been moved is not over",
        |case| case.on("2026-04-11"),
        &[("22-2", "answers.seizure_extended", "undeclared")],
    ),
    (
        "what was not moved is over",
        |case| {
            case.on("2026-04-11")
                .set("answers", "seizure_extended", false)
        },
        &[("22-1", "E04", "overdue (warning)")],
    ),
    (
        "what was said to be moved lacks its event alone",
        |case| {
            case.on("2026-04-11")
                .set("answers", "seizure_extended", true)
        },
        &[("22-2", "answers.seizure_extended", "missing")],
    ),
];

#[test]
fn a_term_is_not_over_while_it_is_open_whether_it_was_moved() {
    expect(seized, OPEN);
}
