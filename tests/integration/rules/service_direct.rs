//! Articles 17 and 19: the decision handed to the party, and sent by mail.

use super::base::Case;
use super::table::{Row, expect};

pub(super) const DIRECT: &[Row] = &[
    (
        "without 收到日期",
        |case| case.unset("E16", "received"),
        &[("19-1", "E16", "incomplete")],
    ),
    (
        "marked by nobody",
        |case| case.put("R48", "signatures", "[]"),
        &[("19-1", "E16", "incomplete")],
    ),
    (
        "marked by the officers alone",
        |case| {
            let mark = r#"[{ name = "张某", role = "送达人", mark = "签名" }]"#;
            case.put("R48", "signatures", mark)
        },
        &[("19-1", "E16", "incomplete")],
    ),
    (
        "a refusal is no mark",
        |case| {
            let mark = r#"[{ name = "王某", role = "收件人", mark = "拒签" }]"#;
            case.put("R48", "signatures", mark)
        },
        &[("19-1", "E16", "incomplete")],
    ),
    (
        "a mark that does not say how it was made",
        |case| {
            case.put(
                "R48",
                "signatures",
                r#"[{ name = "王某", role = "收件人" }]"#,
            )
        },
        &[("19-1", "E16", "incomplete")],
    ),
    (
        "a witness is no recipient",
        |case| {
            let mark = r#"[{ name = "王某", role = "见证人", mark = "签名" }]"#;
            case.put("R48", "signatures", mark)
        },
        &[("19-1", "E16", "incomplete")],
    ),
    (
        "sealed by the party",
        |case| {
            let mark = r#"[{ name = "公司", role = "当事人", mark = "盖章" }]"#;
            case.put("R48", "signatures", mark)
        },
        &[],
    ),
    (
        "taken by somebody in the party's place",
        |case| {
            let mark = r#"[{ name = "门卫", role = "代收人", mark = "按印" }]"#;
            case.put("R48", "signatures", mark)
        },
        &[],
    ),
    (
        "received before the paper's date",
        |case| {
            case.put("E16", "received", "2026-05-17")
                .unset("R48", "fields.收到日期")
        },
        &[("19-1", "E16", "conflict")],
    ),
    (
        "received on the paper's day",
        |case| {
            case.put("E16", "received", "2026-05-18")
                .unset("R48", "fields.收到日期")
        },
        &[],
    ),
    (
        "a 回证 dated before the paper",
        |case| case.put("R48", "date", "2026-05-17"),
        &[("19-1", "E16", "conflict")],
    ),
    (
        "a 回证 dated on the paper's day",
        |case| case.put("R48", "date", "2026-05-18"),
        &[],
    ),
    (
        "a 回证 without a date",
        |case| case.unset("R48", "date"),
        &[],
    ),
    (
        "a copy of 收到日期 that differs",
        |case| case.put("R48", "fields.收到日期", "2026-05-23"),
        &[("19-1", "E16", "conflict")],
    ),
    (
        "no copy of 收到日期",
        |case| case.unset("R48", "fields.收到日期"),
        &[],
    ),
    (
        "a field that is no copy of 收到日期",
        |case| case.put("R48", "fields.与受送达人关系", "2026-05-23"),
        &[],
    ),
    (
        "received is absent, its copy is there: the event is the source",
        |case| {
            case.unset("E16", "received")
                .put("R48", "fields.收到日期", "2026-05-23")
        },
        &[("19-1", "E16", "incomplete")],
    ),
    (
        "no 回证",
        |case| case.without("R48"),
        &[("17-2", "E16", "missing")],
    ),
    (
        "a void 回证",
        |case| {
            case.set("R48", "state", "作废")
                .set("R48", "reason", "填写错误")
        },
        &[("17-2", "E16", "missing")],
    ),
    (
        "a 回证 that is a draft",
        |case| case.set("R48", "state", "草稿"),
        &[("17-2", "E16", "incomplete")],
    ),
    (
        "a 回证 that names no paper",
        |case| case.put("R48", "serves", "[]"),
        &[("17-2", "E16", "missing")],
    ),
    (
        "a 回证 that names another paper",
        |case| case.put("R48", "serves", r#"["R24"]"#),
        &[("17-2", "E16", "missing")],
    ),
    (
        "a 回证 that names no service",
        |case| case.put("R48", "events", "[]"),
        &[("17-2", "E16", "missing")],
    ),
    (
        "a 回证 that names another service",
        |case| case.put("R48", "events", r#"["E07"]"#),
        &[("17-2", "E16", "missing")],
    ),
    (
        "no recording",
        |case| case.without("R49"),
        &[("17-1", "E16", "missing")],
    ),
    (
        "a recording of photos only",
        |case| case.set("R49", "media.kind", "照相"),
        &[("17-1", "E16", "incomplete (warning)")],
    ),
    (
        "a recording with a gap",
        |case| case.put("R49", "media.end", "2026-05-22T09:40:00+08:00"),
        &[("17-1", "E16", "incomplete")],
    ),
    (
        "a service without an end",
        |case| case.unset("E16", "end"),
        &[("17-1", "E16", "incomplete")],
    ),
    (
        "without a method nothing is asked of the recording",
        |case| case.unset("E16", "method").without("R49"),
        &[("19-0", "E16", "incomplete")],
    ),
    (
        "without a method nor 收到日期: one service, one finding",
        |case| case.unset("E16", "method").unset("E16", "received"),
        &[("19-0", "E16", "incomplete")],
    ),
    (
        "without a method, its 收到日期 before the paper",
        |case| {
            case.unset("E16", "method")
                .put("E16", "received", "2026-05-17")
                .unset("R48", "fields.收到日期")
        },
        &[("19-0", "E16", "conflict")],
    ),
    (
        "a second 回证 of the same service, unmarked",
        |case| {
            case.with(
                r#"
                [[record]]
                id = "R60"
                type = "送达回证"
                location = "纸质:卷内第90页"
                events = ["E16"]
                serves = ["R44"]
                "#,
            )
        },
        &[("19-1", "E16", "incomplete")],
    ),
];

#[test]
fn a_decision_handed_over_has_its_date_and_mark() {
    expect(Case::example, DIRECT);
}

pub(super) const MAIL: &[Row] = &[
    (
        "without 收到日期",
        |case| case.unset("E15", "received"),
        &[("19-2", "E15", "incomplete")],
    ),
    (
        "no 邮寄回执",
        |case| case.without("R46"),
        &[("19-2", "E15", "missing")],
    ),
    (
        "a 邮寄回执 that is attached to nothing",
        |case| case.unset("R46", "attached_to"),
        &[("19-2", "E15", "missing")],
    ),
    (
        "a 邮寄回执 attached to another 回证",
        |case| case.set("R46", "attached_to", "R48"),
        &[("19-2", "E15", "missing")],
    ),
    (
        "a 邮寄回执 attached to the paper itself",
        |case| case.set("R46", "attached_to", "R44"),
        &[("19-2", "E15", "missing")],
    ),
    (
        "a draft 邮寄回执",
        |case| case.set("R46", "state", "草稿"),
        &[("19-2", "E15", "incomplete")],
    ),
    (
        "a 邮寄回执 of another day",
        |case| case.put("R46", "date", "2026-05-22"),
        &[("19-2", "E15", "conflict")],
    ),
    (
        "收到日期 before the paper's date, like its 邮寄回执",
        |case| {
            case.put("E15", "received", "2026-05-17")
                .put("R46", "date", "2026-05-17")
                .unset("R45", "fields.收到日期")
        },
        &[("19-2", "E15", "conflict")],
    ),
    (
        "a 回证 dated before the paper",
        |case| case.put("R45", "date", "2026-05-17"),
        &[("19-2", "E15", "conflict")],
    ),
    (
        "a copy of 收到日期 that differs",
        |case| case.put("R45", "fields.收到日期", "2026-05-22"),
        &[("19-2", "E15", "conflict")],
    ),
    (
        "nobody marks the 回证",
        |case| case.put("R45", "signatures", "[]"),
        &[],
    ),
    (
        "no 回证: its 邮寄回执 and its dates are not asked",
        |case| case.without("R45").without("R46"),
        &[("17-2", "E15", "missing")],
    ),
    (
        "no recording",
        |case| case.without("R47"),
        &[("17-1", "E15", "missing (warning)")],
    ),
    (
        "a photo of the posting",
        |case| {
            case.set("R47", "media.kind", "照相")
                .unset("R47", "media.end")
        },
        &[],
    ),
    (
        "a posting without an end",
        |case| case.unset("E15", "end"),
        &[],
    ),
    (
        "the 回证 dated on the day of posting, before it was received",
        |case| case.put("R45", "date", "2026-05-18"),
        &[],
    ),
];

#[test]
fn a_decision_by_mail_has_its_receipt() {
    expect(Case::example, MAIL);
}
