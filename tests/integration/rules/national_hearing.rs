//! 行政处罚法第六十三至六十五条: the time to ask for a hearing, its notice, its record.

use super::base::Case;
use super::national::{example, expect};
use super::pieces::paper;
use super::table::Row;

pub(super) const HEARING: &[Row] = &[
    (
        // 12, 13, 14, 15, 18 May
        "decided on the fifth working day after the notice",
        |case| {
            case.put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        // 9 (a worked Saturday), 11, 12, 13, 14 May
        "decided after it",
        |case| {
            case.put("E09", "start", "2026-05-08")
                .put("E09", "received", "2026-05-08")
        },
        &[],
    ),
    (
        "decided within it, a hearing waived in writing",
        |case| {
            case.put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
                .with(&paper("R60", "听证放弃声明", "2026-05-12", "E09"))
        },
        &[],
    ),
    (
        "decided within it, a waiver in draft",
        |case| {
            case.put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
                .with(&paper("R60", "听证放弃声明", "2026-05-12", "E09"))
                .set("R60", "state", "草稿")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        "the notice left at the party's: served that day",
        |case| {
            case.put("E09", "start", "2026-05-11")
                .set("E09", "method", "留置送达")
                .unset("E09", "received")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        "the notice published: served thirty days later",
        |case| {
            case.set("E09", "method", "公告送达")
                .unset("E09", "received")
        },
        &[
            ("penalty-44-1", "R44", "conflict"),
            ("penalty-64-1", "R44", "conflict"),
        ],
    ),
    (
        "a notice that tells of a hearing is enough",
        |case| {
            unheard(case)
                .put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        "a notice that tells of no hearing: its time is not that of a hearing",
        |case| {
            unheard(case)
                .put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
                .unset("R24", "fields.听证申请期限")
        },
        &[],
    ),
    (
        "a notice that was not copied out: a warning",
        |case| {
            unheard(case)
                .put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
                .unset("R24", "fields.听证申请期限")
                .unset("R24", "fields.陈述申辩期限")
        },
        &[
            ("penalty-44-1", "R24", "incomplete (warning)"),
            ("penalty-64-1", "R44", "conflict (warning)"),
        ],
    ),
    (
        "no hearing, and called a grave case",
        |case| {
            unheard(case)
                .set("answers", "major_penalty", true)
                .with(&paper("R62", "集体讨论记录", "2026-05-15", "E14"))
                .put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
                .unset("R24", "fields.听证申请期限")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        "a hearing alone: its time",
        |case| {
            case.without("E13")
                .set("answers", "major_penalty", false)
                .put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
                .unset("R24", "fields.听证申请期限")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        // 22, 23, 24, 27, 28 April
        "told, and the time to ask for a hearing runs",
        |case| undecided(case).on("2026-04-28"),
        &[("penalty-64-1", "R24", "due")],
    ),
    (
        "told, and it has run out",
        |case| undecided(case).on("2026-04-29"),
        &[],
    ),
    (
        "told, and waived",
        |case| {
            undecided(case)
                .with(&paper("R60", "听证放弃声明", "2026-04-22", "E09"))
                .on("2026-04-24")
        },
        &[],
    ),
    (
        "told, and decided not to penalise",
        |case| {
            undecided(case)
                .without("R43")
                .with(&paper("R60", "不予行政处罚决定书", "2026-04-23", "E14"))
                .on("2026-04-24")
        },
        &[("penalty-57-1", "R60", "missing (warning)")],
    ),
    (
        "told of no hearing: nothing to wait for",
        |case| {
            unheard(undecided(case))
                .unset("R24", "fields.听证申请期限")
                .on("2026-04-24")
        },
        &[],
    ),
    (
        "told, and not copied out",
        |case| {
            unheard(undecided(case))
                .unset("R24", "fields.听证申请期限")
                .unset("R24", "fields.陈述申辩期限")
                .on("2026-04-24")
        },
        &[
            ("penalty-44-1", "R24", "incomplete (warning)"),
            ("penalty-64-1", "R24", "due"),
        ],
    ),
    (
        "told of no hearing, and called a grave case",
        |case| {
            unheard(undecided(case))
                .set("answers", "major_penalty", true)
                .unset("R24", "fields.听证申请期限")
                .on("2026-04-24")
        },
        &[("penalty-64-1", "R24", "due")],
    ),
    (
        "a hearing, of which the notice does not tell",
        |case| {
            undecided(case)
                .set("answers", "major_penalty", false)
                .unset("R24", "fields.听证申请期限")
                .on("2026-04-24")
        },
        &[("penalty-64-1", "R24", "due")],
    ),
    (
        "told by a service in a year without holidays",
        |case| {
            undecided(case)
                .put("E09", "start", "2026-12-30")
                .put("E09", "received", "2026-12-30")
                .on("2026-12-31")
        },
        &[
            ("penalty-60-1", "case", "overdue (warning)"),
            ("penalty-64-1", "R24", "undecidable"),
        ],
    ),
    (
        "no notice of the hearing",
        |case| case.without("R31").without("E11"),
        &[("penalty-64-2", "E12", "missing")],
    ),
    (
        // counted back from 12 May: 11, 9, 8, 7, 6 May, 30, 29 April
        "told of the hearing seven working days before",
        |case| case.put("E11", "received", "2026-04-29"),
        &[],
    ),
    (
        "told of it six before",
        |case| case.put("E11", "received", "2026-04-30"),
        &[("penalty-64-2", "E12", "conflict")],
    ),
    (
        "a second hearing, and told of it in time",
        |case| second_hearing(case, "2026-05-06"),
        &[],
    ),
    (
        // counted back from 18 May: 15, 14, 13, 12, 11, 9, 8 May
        "a second hearing, and told of it late",
        |case| second_hearing(case, "2026-05-09"),
        &[("penalty-64-2", "E60", "conflict")],
    ),
    (
        "presided over by an officer of the case",
        |case| case.set("R37", "fields.主持人", "张某"),
        &[("penalty-64-4", "R37", "conflict")],
    ),
    (
        "an officer named as its president beforehand",
        |case| case.set("R31", "fields.主持人", "李某，执法一科"),
        &[("penalty-64-4", "R31", "conflict")],
    ),
    (
        "no record of the hearing",
        |case| case.without("R37"),
        &[("penalty-65-1", "E12", "missing")],
    ),
    (
        "a record that nobody signed",
        |case| case.unset("R37", "signatures"),
        &[("penalty-64-8", "R37", "incomplete")],
    ),
    (
        "a record that the party would not sign, as its president notes",
        |case| {
            case.put(
                "R37",
                "signatures",
                "[{ name = \"王某\", role = \"当事人\", mark = \"拒签\" }, \
                 { name = \"郑某\", role = \"主持人\", mark = \"签名\" }]",
            )
        },
        &[],
    ),
    (
        "a record that the party's agent signed",
        |case| {
            case.put(
                "R37",
                "signatures",
                "[{ name = \"何某\", role = \"委托代理人\", mark = \"签名\" }]",
            )
        },
        &[],
    ),
    (
        "decided before the hearing was over",
        |case| case.put("E12", "end", "2026-05-19T11:00:00+08:00"),
        &[("penalty-65-1", "E12", "conflict")],
    ),
    (
        "decided on the day of it",
        |case| case.put("E12", "end", "2026-05-18T11:00:00+08:00"),
        &[],
    ),
];

/// The case without its hearing and its discussion.
pub(super) fn unheard(case: Case) -> Case {
    ["E11", "R31", "E12", "R37", "E13", "R42"]
        .iter()
        .fold(case, |case, id| case.without(id))
        .set("answers", "major_penalty", false)
        .set("answers", "hearing_held", false)
}

/// The case before its decision.
pub(super) fn undecided(case: Case) -> Case {
    case.without("R44").at("审查决定")
}

/// A second hearing on 18 May, told of on a day.
fn second_hearing(case: Case, told: &str) -> Case {
    case.with(
        "[[event]]\nid = \"E60\"\ntype = \"听证\"\nstart = 2026-05-18T09:00:00+08:00\n\
         end = 2026-05-18T10:00:00+08:00\n",
    )
    .put("R37", "events", "[\"E12\", \"E60\"]")
    .put("R31", "events", "[\"E12\"]")
    .with(&paper("R60", "听证通知书", "2026-05-05", "E60"))
    .with(&format!(
        "[[event]]\nid = \"E61\"\ntype = \"送达\"\nstart = {told}\ndocuments = [\"R60\"]\n\
         method = \"直接送达\"\nreceived = {told}\n"
    ))
}

#[test]
fn a_hearing_has_its_terms_its_president_and_its_record() {
    expect(example, HEARING);
}
