//! `--in-progress`: what a running case may still lack.

use std::collections::BTreeMap;

use anjuan::check::Options;
use anjuan::finding::CaseReport;

use super::base::{Case, RULEBOOK, lines};
use super::corpus::CORPUS;
use super::table::{Row, expect};

pub(super) fn running(case: Case, stage: &str) -> Case {
    case.at(stage).in_progress()
}

fn without(case: Case, ids: &[&str]) -> Case {
    ids.iter().fold(case, |case, id| case.without(id))
}

fn unfiled(case: Case) -> Case {
    without(case, &["E02", "R03"])
}

/// Without inspection, sampling and inquiry, all three denied.
fn uninvestigated(case: Case) -> Case {
    ["inspected", "sampled", "inquired"]
        .iter()
        .fold(without(case, &["E03", "E04", "E05"]), |case, id| {
            case.set("answers", id, false)
        })
}

fn unserved_correction(case: Case) -> Case {
    without(case, &["E07", "R19", "R20"])
}

pub(super) fn unannounced(case: Case) -> Case {
    without(case, &["R24", "E09", "R25", "R26", "R27"])
}

fn undecided(case: Case) -> Case {
    without(
        case,
        &["R44", "E15", "E16", "R45", "R46", "R47", "R48", "R49"],
    )
}

pub(super) fn unserved_decision(case: Case) -> Case {
    without(case, &["E15", "E16", "R45", "R46", "R47", "R48", "R49"])
}

/// What the present stage lacks without an event having asked for it.
pub(super) const SOFTENED: &[Row] = &[
    (
        "no 立案审批表 yet",
        |case| running(unfiled(case), "程序启动"),
        &[("9-1", "case", "due")],
    ),
    (
        "sampling not declared yet",
        |case| running(case.without("E05"), "调查取证"),
        &[("11-2", "answers.sampled", "due")],
    ),
    (
        "nothing investigated yet",
        |case| running(uninvestigated(case), "调查取证"),
        &[("11-4", "case", "due")],
    ),
    (
        "a paper not served yet",
        |case| running(unserved_correction(case), "调查取证"),
        &[("13-4", "R18", "due")],
    ),
    (
        "a paper of which no service succeeded yet",
        |case| running(case.set("E07", "delivered", false), "调查取证"),
        &[("13-4", "R18", "due")],
    ),
    (
        "no 行政处罚事先告知书 yet",
        |case| running(unannounced(case), "审查决定"),
        &[("14-1", "case", "due")],
    ),
    (
        "the 行政处罚事先告知书 not served yet",
        |case| running(without(case, &["E09", "R25", "R26", "R27"]), "审查决定"),
        &[("14-3", "R24", "due")],
    ),
    (
        "the 听证通知书 not served yet",
        |case| {
            running(
                without(case, &["E11", "R32", "R33", "R34", "R35"]),
                "审查决定",
            )
        },
        &[("8-1", "R31", "due")],
    ),
    (
        "whether the penalty is a major one not declared yet",
        |case| {
            running(
                case.without("E13").unset("answers", "major_penalty"),
                "审查决定",
            )
        },
        &[("16-1", "answers.major_penalty", "due")],
    ),
    (
        "no decision yet",
        |case| running(undecided(case), "审查决定"),
        &[("17-1", "case", "due")],
    ),
    (
        "no decision not to punish yet",
        |case| {
            running(
                undecided(case).set("case", "outcome", "不予行政处罚"),
                "审查决定",
            )
        },
        &[("3-2", "case", "due")],
    ),
    (
        "the decision not served yet",
        |case| running(unserved_decision(case), "送达执行"),
        &[("17-2", "R44", "due")],
    ),
    (
        "no outcome yet",
        |case| running(case.unset("case", "outcome"), "送达执行"),
        &[
            ("3-1", "case.outcome", "due"),
            ("3-2", "case", "undecidable"),
            ("9-3", "case", "undecidable"),
        ],
    ),
    (
        "whether overdue not declared yet",
        |case| running(case.unset("answers", "overdue"), "送达执行"),
        &[("18-1", "answers.overdue", "due")],
    ),
    (
        "an empty case",
        |_| running(Case::empty("行政处罚", "程序启动"), "程序启动"),
        &[("9-1", "case", "due")],
    ),
    (
        "an empty case of a kind without a chapter",
        |_| running(Case::empty("行政确认", "调查取证"), "调查取证"),
        &[("3-1", "case", "due")],
    ),
    (
        "an empty inspection",
        |_| running(Case::empty("行政监督检查", "调查取证"), "调查取证"),
        &[
            ("24-1", "case", "due"),
            ("28-1", "answers.evidence_preserved", "due"),
            ("29-1", "answers.correction_ordered", "due"),
        ],
    ),
];

/// What earlier stages lack, what events ask for, and everything at filing stays as it is.
pub(super) const HARD: &[Row] = &[
    (
        "立案审批表 in the next stage",
        |case| running(unfiled(case), "调查取证"),
        &[("9-1", "case", "missing")],
    ),
    (
        "a 立案 without its form",
        |case| running(case.without("R03"), "程序启动"),
        &[("9-1", "E02", "missing")],
    ),
    (
        "sampling not declared in the next stage",
        |case| running(case.without("E05"), "审查决定"),
        &[("11-2", "answers.sampled", "undeclared")],
    ),
    (
        "a yes without its event, and what follows from it",
        |case| running(case.set("answers", "seized", true), "调查取证"),
        &[
            ("10-2", "answers.seized_goods_transferred", "due"),
            ("21-1", "answers.seized", "missing"),
            ("22-2", "answers.seizure_extended", "due"),
        ],
    ),
    (
        "a no beside its event",
        |case| running(case.set("answers", "sampled", false), "调查取证"),
        &[("11-2", "answers.sampled", "conflict")],
    ),
    (
        "nothing investigated in the next stage",
        |case| running(uninvestigated(case), "审查决定"),
        &[("11-4", "case", "missing")],
    ),
    (
        "an inspection without its record",
        |case| running(case.without("R04"), "调查取证"),
        &[("11-1", "E03", "missing")],
    ),
    (
        "an inspection without its recordings",
        |case| running(without(case, &["R06", "R07", "R08"]), "调查取证"),
        &[("11-4", "E03", "missing")],
    ),
    (
        "a paper served on one of two",
        |case| {
            let one = r#"["三明市××机械有限公司"]"#;
            running(case.put("E07", "to", one).without("R20"), "调查取证")
        },
        &[("13-4", "R18", "missing")],
    ),
    (
        "a service without its 回证",
        |case| running(without(case, &["R19", "R20"]), "调查取证"),
        &[("13-4", "E07", "missing")],
    ),
    (
        "a paper not served in the next stage",
        |case| running(unserved_correction(case), "审查决定"),
        &[("13-4", "R18", "missing")],
    ),
    (
        "a re-check that is late",
        |case| running(without(case, &["E08", "R21", "R22", "R23"]), "调查取证"),
        &[("13-2", "E06", "missing (warning)")],
    ),
    (
        "行政处罚事先告知书 in the next stage",
        |case| running(unannounced(case), "送达执行"),
        &[("14-1", "case", "missing")],
    ),
    (
        "a draft is there, and not final",
        |case| running(case.set("R24", "state", "草稿"), "审查决定"),
        &[("14-1", "case", "incomplete")],
    ),
    (
        "a contradiction",
        |case| running(case.set("case", "outcome", "不予行政处罚"), "审查决定"),
        &[("3-2", "case", "due"), ("17-3", "case", "conflict")],
    ),
    (
        "the decision in the next stage",
        |case| running(undecided(case), "送达执行"),
        &[("17-1", "case", "missing")],
    ),
    (
        "a service of the decision without its recording",
        |case| running(case.without("R49"), "审查决定"),
        &[("17-1", "E16", "missing")],
    ),
    (
        "the decision not served at filing",
        |case| running(unserved_decision(case), "归档管理"),
        &[("17-2", "R44", "missing")],
    ),
    (
        "no outcome at filing",
        |case| running(case.unset("case", "outcome"), "归档管理"),
        &[
            ("3-1", "case.outcome", "undeclared"),
            ("3-2", "case", "undecidable"),
            ("9-3", "case", "undecidable"),
        ],
    ),
    (
        "whether overdue not declared at filing",
        |case| running(case.unset("answers", "overdue"), "归档管理"),
        &[("18-1", "answers.overdue", "undeclared")],
    ),
    (
        "no entry at filing",
        |case| running(case.without("E20"), "归档管理"),
        &[("20-1", "case", "missing")],
    ),
    (
        "not closed at filing",
        |case| {
            running(
                without(case, &["E19", "R52"]).unset("case", "closed"),
                "归档管理",
            )
        },
        &[("20-1", "case.closed", "undeclared")],
    ),
];

#[test]
fn what_the_present_stage_lacks_is_to_be_done() {
    expect(Case::example, SOFTENED);
    for (name, edit, _) in SOFTENED {
        assert!(!edit(Case::example()).report().complete, "{name}");
    }
}

#[test]
fn what_events_and_earlier_stages_ask_is_not_softened() {
    expect(Case::example, HARD);
}

/// Of every row of every table: a running case has the same findings at the same places, only
/// some of them are things to do; and it is complete exactly where the strict check says so.
#[test]
fn running_softens_and_neither_hides_nor_adds() {
    for row in CORPUS.iter() {
        let name = &row.name;
        let report = |in_progress| {
            row.report_with(
                &RULEBOOK,
                Options {
                    in_progress,
                    ..row.options
                },
            )
        };
        let (strict, soft) = (report(false), report(true));
        assert_eq!(strict.complete, soft.complete, "{name}");
        let (strict, soft) = (by_place(&strict), by_place(&soft));
        assert!(strict.keys().eq(soft.keys()), "{name}: {strict:?} {soft:?}");
        for (place, status) in &soft {
            let before = &strict[place];
            let softened = status == "due" && matches!(before.as_str(), "missing" | "undeclared");
            assert!(
                softened || status == before,
                "{name}: {place:?} {before} → {status}"
            );
        }
    }
}

fn by_place(report: &CaseReport) -> BTreeMap<(String, String), String> {
    let found = lines(report).into_iter();
    found
        .map(|(rule, subject, status)| ((rule, subject), status))
        .collect()
}
