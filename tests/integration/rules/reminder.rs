//! Article 18: the reminder of a penalty case, its date and its service.

use super::base::Case;
use super::table::{Row, expect};

/// A 催告 after the terms of both parties, its paper, and the service of it on both.
pub(super) fn reminded(case: Case) -> Case {
    case.unset("answers", "overdue")
        .set("answers", "defended_after_reminder", false)
        .with(
            r#"
        [[event]]
        id = "E30"
        type = "催告"
        start = 2026-06-08

        [[event]]
        id = "E31"
        type = "送达"
        start = 2026-06-09T09:00:00+08:00
        end = 2026-06-09T09:10:00+08:00
        documents = ["R60"]
        method = "直接送达"
        to = ["三明市××机械有限公司", "三明市××机械有限公司沙县分公司"]
        received = 2026-06-09

        [[record]]
        id = "R60"
        type = "催告书"
        date = 2026-06-08
        location = "纸质:卷内第90页"
        events = ["E30"]

        [[record]]
        id = "R61"
        type = "送达回证"
        date = 2026-06-09
        location = "纸质:卷内第91页"
        events = ["E31"]
        serves = ["R60"]
        signatures = [{ name = "王某", role = "收件人", mark = "签名" }]

        [[record]]
        id = "R62"
        type = "音像记录"
        location = "采集站:ZF/1.jpg"
        sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
        events = ["E31"]
        media = { kind = "照相", device = "cam-03", original = true }
        "#,
        )
}

pub(super) const ROWS: &[Row] = &[
    ("complete", reminded, &[]),
    (
        "the other 催告书 does as well",
        |case| reminded(case).set("R60", "type", "行政强制执行催告书"),
        &[],
    ),
    (
        "overdue beside it",
        |case| reminded(case).set("answers", "overdue", true),
        &[],
    ),
    (
        "not overdue beside it",
        |case| reminded(case).set("answers", "overdue", false),
        &[("18-1", "answers.overdue", "conflict")],
    ),
    (
        "overdue, and no 催告",
        |case| case.set("answers", "overdue", true),
        &[("18-1", "answers.overdue", "missing")],
    ),
    (
        "not said",
        |case| case.unset("answers", "overdue"),
        &[("18-1", "answers.overdue", "undeclared")],
    ),
    (
        "no 催告书",
        |case| {
            reminded(case)
                .without("R60")
                .without("E31")
                .without("R61")
                .without("R62")
        },
        &[("18-1", "E30", "missing")],
    ),
    (
        "a draft",
        |case| reminded(case).set("R60", "state", "草稿"),
        &[("18-1", "E30", "incomplete")],
    ),
    (
        "a 催告书 of no 催告",
        |case| reminded(case).put("R60", "events", "[]"),
        &[("18-1", "E30", "missing")],
    ),
    (
        "without a time",
        |case| {
            reminded(case)
                .unset("E30", "start")
                .set("answers", "defended", true)
        },
        &[("3-1", "E30", "incomplete")],
    ),
    (
        "on the last day of the later term",
        |case| {
            reminded(case)
                .put("E30", "start", "2026-06-06")
                .unset("R60", "date")
        },
        &[("18-1", "E30", "conflict")],
    ),
    (
        "on the day after it",
        |case| {
            reminded(case)
                .put("E30", "start", "2026-06-07")
                .put("R60", "date", "2026-06-07")
        },
        &[],
    ),
    (
        "of the party whose term is over",
        |case| {
            reminded(case)
                .put("E30", "start", "2026-06-06")
                .put("R60", "date", "2026-06-06")
                .put("E30", "of", r#"["E15"]"#)
        },
        &[],
    ),
    (
        "of the party whose term runs",
        |case| {
            reminded(case)
                .put("E30", "start", "2026-06-06")
                .put("R60", "date", "2026-06-07")
                .put("E30", "of", r#"["E16"]"#)
        },
        &[("18-1", "E30", "conflict")],
    ),
    (
        "`of` left out: the services to the parties concerned",
        |case| {
            reminded(case)
                .put("E30", "start", "2026-06-06")
                .put("R60", "date", "2026-06-06")
                .put("E30", "party", r#"["三明市××机械有限公司沙县分公司"]"#)
        },
        &[],
    ),
    (
        "`of` left out: the other party's term runs",
        |case| {
            reminded(case)
                .put("E30", "start", "2026-06-06")
                .put("R60", "date", "2026-06-06")
                .put("E30", "party", r#"["三明市××机械有限公司"]"#)
        },
        &[("18-1", "E30", "conflict")],
    ),
    (
        "the other paper dated within the term",
        |case| {
            reminded(case)
                .set("R60", "type", "行政强制执行催告书")
                .put("R60", "date", "2026-06-05")
        },
        &[("18-1", "E30", "conflict")],
    ),
    (
        "while a 催告 may still be due, no defence is asked for its recording",
        |case| case.unset("answers", "overdue").without("R29"),
        &[("18-1", "answers.overdue", "undeclared")],
    ),
    (
        "the paper dated within the term",
        |case| reminded(case).put("R60", "date", "2026-06-05"),
        &[("18-1", "E30", "conflict")],
    ),
    (
        "no term is given",
        |case| {
            reminded(case)
                .put("E30", "start", "2026-06-01")
                .put("R60", "date", "2026-06-01")
                .unset("E15", "deadline")
                .unset("E16", "deadline")
        },
        &[],
    ),
    (
        "one term is given and over",
        |case| {
            reminded(case)
                .put("E30", "start", "2026-06-06")
                .put("R60", "date", "2026-06-06")
                .unset("E16", "deadline")
        },
        &[],
    ),
    (
        "its service not recorded",
        |case| reminded(case).without("R62"),
        &[("18-2", "E31", "missing")],
    ),
    (
        "the other one's service not recorded",
        |case| {
            reminded(case)
                .without("R62")
                .set("R60", "type", "行政强制执行催告书")
        },
        &[("18-2", "E31", "missing")],
    ),
    (
        "by mail, not recorded: an error too",
        |case| {
            let receipt = "[[record]]\nid = \"R63\"\ntype = \"邮寄回执\"\ndate = 2026-06-09\n\
                           attached_to = \"R61\"\nlocation = \"纸质:卷内第92页\"\n";
            reminded(case)
                .without("R62")
                .set("E31", "method", "邮寄送达")
                .with(receipt)
        },
        &[("18-2", "E31", "missing")],
    ),
    (
        "without a method, the recording is asked all the same",
        |case| reminded(case).without("R62").unset("E31", "method"),
        &[("18-2", "E31", "missing"), ("8-1", "E31", "incomplete")],
    ),
    (
        "never served",
        |case| reminded(case).without("E31").without("R61").without("R62"),
        &[("18-3", "R60", "missing")],
    ),
    (
        "served on one of two",
        |case| reminded(case).put("E31", "to", r#"["三明市××机械有限公司"]"#),
        &[("18-3", "R60", "missing")],
    ),
    (
        "no 回证",
        |case| reminded(case).without("R61"),
        &[("18-3", "E31", "missing")],
    ),
    (
        "no 回证 of the other one",
        |case| {
            reminded(case)
                .without("R61")
                .set("R60", "type", "行政强制执行催告书")
        },
        &[("18-3", "E31", "missing")],
    ),
    (
        "without 收到日期",
        |case| reminded(case).unset("E31", "received"),
        &[("8-1", "E31", "incomplete")],
    ),
    (
        "a defence after it is not declared",
        |case| reminded(case).unset("answers", "defended_after_reminder"),
        &[("23-2", "answers.defended_after_reminder", "undeclared")],
    ),
    (
        "`enforcement_needed` of a penalty case counts for nothing",
        |case| reminded(case).set("answers", "enforcement_needed", false),
        &[],
    ),
    (
        "before its stage the question asks nothing",
        |case| case.unset("answers", "overdue").at("审查决定"),
        &[],
    ),
];

#[test]
fn a_reminder_comes_after_the_term_and_its_service_is_recorded() {
    expect(Case::example, ROWS);
}
