//! Articles 17 and 19: the decision left before a witness, and served through another agency.

use super::base::Case;
use super::table::{Row, expect};

/// Left with a witness after the party refused.
pub(super) fn left(case: Case) -> Case {
    case.set("E16", "method", "留置送达")
        .unset("E16", "received")
        .set("E16", "reason", "王某在场，拒不签收")
        .put(
            "E16",
            "witness",
            r#"{ name = "黄某", unit = "××社区居民委员会" }"#,
        )
        .put(
            "R48",
            "signatures",
            r#"[{ name = "黄某", role = "见证人", mark = "签名" }]"#,
        )
}

pub(super) const LEFT: &[Row] = &[
    ("complete", left, &[]),
    (
        "without a reason",
        |case| left(case).unset("E16", "reason"),
        &[("19-3", "E16", "incomplete")],
    ),
    (
        "a blank reason",
        |case| left(case).set("E16", "reason", " "),
        &[("19-3", "E16", "incomplete")],
    ),
    (
        "without a witness",
        |case| left(case).unset("E16", "witness"),
        &[("19-3", "E16", "incomplete")],
    ),
    (
        "a witness without a name",
        |case| left(case).unset("E16", "witness.name"),
        &[("19-3", "E16", "incomplete")],
    ),
    (
        "a witness without a unit",
        |case| left(case).unset("E16", "witness.unit"),
        &[("19-3", "E16", "incomplete")],
    ),
    (
        "the witness did not sign",
        |case| left(case).put("R48", "signatures", "[]"),
        &[("19-3", "E16", "incomplete")],
    ),
    (
        "the recipient's mark is not the witness's",
        |case| {
            let mark = r#"[{ name = "王某", role = "收件人", mark = "签名" }]"#;
            left(case).put("R48", "signatures", mark)
        },
        &[("19-3", "E16", "incomplete")],
    ),
    (
        "the party's refusal beside the witness's mark",
        |case| {
            let marks = r#"[{ name = "黄某", role = "见证人", mark = "签名" }, { name = "王某", role = "收件人", mark = "拒签" }]"#;
            left(case).put("R48", "signatures", marks)
        },
        &[],
    ),
    (
        "收到日期 may be given, and is compared",
        |case| left(case).put("E16", "received", "2026-05-23"),
        &[("19-3", "E16", "conflict")],
    ),
    (
        "收到日期 before the paper",
        |case| {
            left(case)
                .put("E16", "received", "2026-05-17")
                .unset("R48", "fields.收到日期")
        },
        &[("19-3", "E16", "conflict")],
    ),
    (
        "a 回证 dated before the paper",
        |case| left(case).put("R48", "date", "2026-05-17"),
        &[("19-3", "E16", "conflict")],
    ),
    (
        "no 回证",
        |case| left(case).without("R48"),
        &[("17-2", "E16", "missing")],
    ),
    (
        "no recording: reported by 17-1 alone",
        |case| left(case).without("R49"),
        &[("17-1", "E16", "missing")],
    ),
    (
        "a recording with a gap",
        |case| left(case).put("R49", "media.end", "2026-05-22T09:39:59+08:00"),
        &[("17-1", "E16", "incomplete")],
    ),
];

#[test]
fn a_decision_left_has_its_reason_and_witness() {
    expect(Case::example, LEFT);
}

/// Through another agency.
pub(super) fn entrusted(case: Case) -> Case {
    case.set("E16", "method", "委托送达")
        .set("E16", "entrusted", "三元区工业和信息化局")
}

pub(super) const ENTRUSTED: &[Row] = &[
    ("complete", entrusted, &[]),
    (
        "to nobody",
        |case| entrusted(case).unset("E16", "entrusted"),
        &[("19-4", "E16", "incomplete")],
    ),
    (
        "without 收到日期",
        |case| entrusted(case).unset("E16", "received"),
        &[("19-4", "E16", "incomplete")],
    ),
    (
        "to nobody and without 收到日期",
        |case| {
            entrusted(case)
                .unset("E16", "entrusted")
                .unset("E16", "received")
        },
        &[("19-4", "E16", "incomplete")],
    ),
    (
        "the recipient did not sign",
        |case| entrusted(case).put("R48", "signatures", "[]"),
        &[("19-4", "E16", "incomplete")],
    ),
    (
        "收到日期 before the paper",
        |case| {
            entrusted(case)
                .put("E16", "received", "2026-05-17")
                .unset("R48", "fields.收到日期")
        },
        &[("19-4", "E16", "conflict")],
    ),
    (
        "a 回证 dated before the paper",
        |case| entrusted(case).put("R48", "date", "2026-05-17"),
        &[("19-4", "E16", "conflict")],
    ),
    (
        "a copy of 收到日期 that differs",
        |case| entrusted(case).put("R48", "fields.收到日期", "2026-05-23"),
        &[("19-4", "E16", "conflict")],
    ),
    (
        "no 回证",
        |case| entrusted(case).without("R48"),
        &[("17-2", "E16", "missing")],
    ),
    (
        "no recording",
        |case| entrusted(case).without("R49"),
        &[("17-1", "E16", "missing")],
    ),
];

#[test]
fn a_decision_served_through_another_agency_names_it() {
    expect(Case::example, ENTRUSTED);
}
