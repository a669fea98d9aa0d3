//! Articles 17 and 19: the decision served by public notice, and by electronic means.

use super::base::Case;
use super::table::{Row, expect};

/// By public notice, the way to it and its proofs complete.
pub(super) fn announced(case: Case) -> Case {
    case.set("E16", "method", "公告送达")
        .unset("E16", "received")
        .unset("R48", "fields.收到日期")
        .set("E16", "ground", "其他方式无法送达")
        .set("E16", "reason", "直接送达、邮寄送达均无人签收")
        .put("R48", "signatures", "[]")
        .put(
            "E16",
            "media",
            r#"[{ kind = "张贴", name = "住所地", record = "R60" }, { kind = "报纸", name = "福建日报", record = "R61" }]"#,
        )
        .with(
            r#"
            [[event]]
            id = "E30"
            type = "送达"
            start = 2026-05-20
            documents = ["R44"]
            method = "直接送达"
            to = ["三明市××机械有限公司"]
            delivered = false

            [[record]]
            id = "R62"
            type = "其他材料"
            location = "纸质:卷内第90页"
            events = ["E30"]

            [[record]]
            id = "R60"
            type = "音像记录"
            location = "采集站:ZF/1.jpg"
            sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
            media = { kind = "照相", device = "cam-03", original = true }

            [[record]]
            id = "R61"
            type = "送达公告证明"
            location = "纸质:卷内第91页"
            events = ["E16"]
            "#,
        )
}

pub(super) const ANNOUNCED: &[Row] = &[
    ("complete", announced, &[]),
    (
        "without a ground",
        |case| announced(case).unset("E16", "ground"),
        &[("19-5", "E16", "incomplete")],
    ),
    (
        "without the story",
        |case| announced(case).unset("E16", "reason"),
        &[("19-5", "E16", "incomplete")],
    ),
    (
        "without media",
        |case| announced(case).unset("E16", "media"),
        &[("19-5", "E16", "incomplete")],
    ),
    (
        "no earlier attempt",
        |case| announced(case).without("E30"),
        &[("19-5", "E16", "missing")],
    ),
    (
        "the attempt came afterwards",
        |case| announced(case).put("E30", "start", "2026-05-23"),
        &[("19-5", "E16", "missing")],
    ),
    (
        "the attempt was of another paper",
        |case| announced(case).put("E30", "documents", r#"["R24"]"#),
        &[("19-5", "E16", "missing")],
    ),
    (
        "whereabouts unknown: no attempt is asked, a person confirms",
        |case| {
            announced(case)
                .without("E30")
                .set("E16", "ground", "下落不明")
        },
        &[],
    ),
    (
        "posted, and not in a newspaper",
        |case| announced(case).put("E16", "media", r#"[{ kind = "张贴", record = "R60" }]"#),
        &[("19-5", "E16", "incomplete (warning)")],
    ),
    (
        "in a newspaper and on a site, not posted",
        |case| {
            let media = r#"[{ kind = "网站", record = "R60" }, { kind = "报纸", record = "R61" }]"#;
            announced(case).put("E16", "media", media)
        },
        &[("19-5", "E16", "incomplete (warning)")],
    ),
    (
        "one proof for two media",
        |case| announced(case).without("R60"),
        &[("19-5", "E16", "incomplete")],
    ),
    (
        "no proof at all",
        |case| announced(case).without("R60").without("R61"),
        &[("19-5", "E16", "missing")],
    ),
    (
        "a medium of no kind",
        |case| announced(case).put("E16", "media", r#"[{ name = "住所地", record = "R60" }]"#),
        &[("19-5", "E16", "incomplete")],
    ),
    (
        "linked proofs without media.record",
        |case| {
            announced(case)
                .put("E16", "media", r#"[{ kind = "张贴" }, { kind = "报纸" }]"#)
                .set("R60", "type", "送达公告证明")
                .set("R60", "form", "文字")
                .unset("R60", "media")
                .put("R60", "events", r#"["E16"]"#)
        },
        &[],
    ),
    (
        "media.record names a draft",
        |case| announced(case).set("R61", "state", "草稿"),
        &[("19-5", "E16", "incomplete")],
    ),
    (
        "three media, two proofs",
        |case| {
            let media = r#"[{ kind = "张贴", record = "R60" }, { kind = "报纸", record = "R61" }, { kind = "网站" }]"#;
            announced(case).put("E16", "media", media)
        },
        &[("19-5", "E16", "incomplete")],
    ),
    (
        "收到日期 before the paper",
        |case| announced(case).put("E16", "received", "2026-05-17"),
        &[("19-5", "E16", "conflict")],
    ),
    (
        "收到日期 may be given, and is compared",
        |case| {
            announced(case).put("E16", "received", "2026-06-21").put(
                "R48",
                "fields.收到日期",
                "2026-06-22",
            )
        },
        &[("19-5", "E16", "conflict")],
    ),
    (
        "a 回证 dated before the paper",
        |case| announced(case).put("R48", "date", "2026-05-17"),
        &[("19-5", "E16", "conflict")],
    ),
    (
        "no 回证",
        |case| announced(case).without("R48"),
        &[("17-2", "E16", "missing")],
    ),
    (
        "no recording of the publishing",
        |case| announced(case).without("R49"),
        &[("17-1", "E16", "missing (warning)")],
    ),
    (
        "a photo of the posted notice, linked, is one",
        |case| {
            announced(case)
                .without("R49")
                .put("R60", "events", r#"["E16"]"#)
        },
        &[],
    ),
];

#[test]
fn a_decision_served_by_notice_has_its_story_and_proofs() {
    expect(Case::example, ANNOUNCED);
}

/// By electronic means, the party having agreed.
pub(super) fn electronic(case: Case) -> Case {
    case.set("E16", "method", "电子送达")
        .put("R48", "signatures", "[]")
}

pub(super) const ELECTRONIC: &[Row] = &[
    (
        "a 回证 dated before the paper",
        |case| electronic(case).put("R48", "date", "2026-05-17"),
        &[("19-0", "E16", "conflict")],
    ),
    (
        "a copy of 收到日期 that differs",
        |case| electronic(case).put("R48", "fields.收到日期", "2026-05-23"),
        &[("19-0", "E16", "conflict")],
    ),
    (
        "without a method no agreement is asked",
        |case| case.unset("E16", "method").without("R10").without("R14"),
        &[("19-0", "E16", "incomplete")],
    ),
    (
        "agreed",
        electronic,
        &[("19-0", "E16", "conflict (warning)")],
    ),
    (
        "without a 送达地址确认书",
        |case| electronic(case).without("R10").without("R14"),
        &[("19-0", "E16", "conflict (warning)")],
    ),
    (
        "without 收到日期",
        |case| electronic(case).unset("E16", "received"),
        &[("19-0", "E16", "incomplete")],
    ),
    (
        "收到日期 before the paper",
        |case| {
            electronic(case)
                .put("E16", "received", "2026-05-17")
                .unset("R48", "fields.收到日期")
        },
        &[("19-0", "E16", "conflict")],
    ),
    (
        "no recording of the sending",
        |case| electronic(case).without("R49"),
        &[
            ("19-0", "E16", "conflict (warning)"),
            ("17-1", "E16", "missing (warning)"),
        ],
    ),
    (
        "no 回证",
        |case| electronic(case).without("R48"),
        &[
            ("19-0", "E16", "conflict (warning)"),
            ("17-2", "E16", "missing"),
        ],
    ),
];

#[test]
fn an_electronic_service_is_doubtful_and_no_error() {
    expect(Case::example, ELECTRONIC);
}
