//! Article 8: the service of any other paper, part by part.

use super::base::Case;
use super::service_by_notice::announced;
use super::table::{Row, expect};

/// The 行政处罚事先告知书 (R24, service E09, proofs R25 and R26) left with a witness.
fn left(case: Case) -> Case {
    let mark = r#"[{ name = "黄某", role = "见证人", mark = "签名" }]"#;
    case.set("E09", "method", "留置送达")
        .unset("E09", "received")
        .set("E09", "reason", "拒不签收")
        .put(
            "E09",
            "witness",
            r#"{ name = "黄某", unit = "××社区居民委员会" }"#,
        )
        .put("R25", "signatures", mark)
        .put("R26", "signatures", mark)
}

fn entrusted(case: Case) -> Case {
    case.set("E09", "method", "委托送达")
        .set("E09", "entrusted", "三元区工业和信息化局")
}

/// By public notice, with all that article 19 asks of a decision.
fn by_notice(case: Case) -> Case {
    let media = r#"[{ kind = "张贴", record = "R60" }, { kind = "报纸", record = "R61" }]"#;
    announced(case)
        .set("E16", "method", "直接送达")
        .unset("E16", "media")
        .unset("E16", "ground")
        .unset("E16", "reason")
        .put("E16", "received", "2026-05-22")
        .put(
            "R48",
            "signatures",
            r#"[{ name = "王某", role = "收件人", mark = "签名" }]"#,
        )
        .put("R61", "events", r#"["E09"]"#)
        .put("E30", "documents", r#"["R24"]"#)
        .put("E30", "start", "2026-04-20")
        .set("E09", "method", "公告送达")
        .unset("E09", "received")
        .unset("R25", "fields.收到日期")
        .unset("R26", "fields.收到日期")
        .put("R25", "signatures", "[]")
        .put("R26", "signatures", "[]")
        .set("E09", "ground", "其他方式无法送达")
        .set("E09", "reason", "无人签收")
        .put("E09", "media", media)
}

fn electronic(case: Case) -> Case {
    case.set("E09", "method", "电子送达")
        .put("R25", "signatures", "[]")
        .put("R26", "signatures", "[]")
}

pub(super) const DIRECT: &[Row] = &[
    (
        "without 收到日期",
        |case| case.unset("E09", "received"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "one of two 回证 is not marked",
        |case| case.put("R26", "signatures", "[]"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "neither is",
        |case| {
            case.put("R25", "signatures", "[]")
                .put("R26", "signatures", "[]")
        },
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "one of two is refused",
        |case| {
            let mark = r#"[{ name = "林某", role = "收件人", mark = "拒签" }]"#;
            case.put("R26", "signatures", mark)
        },
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "one of two 回证 is not there",
        |case| case.without("R26"),
        &[("14-3", "E09", "missing")],
    ),
    (
        "one of two 回证 is a draft",
        |case| case.set("R26", "state", "草稿"),
        &[("14-3", "E09", "incomplete")],
    ),
    (
        "one 回证 for both parties",
        |case| case.without("R26").unset("R25", "party"),
        &[],
    ),
    (
        "no 回证",
        |case| case.without("R25").without("R26"),
        &[("14-3", "E09", "missing")],
    ),
    (
        "received before the paper",
        |case| {
            case.put("E09", "received", "2026-04-19")
                .unset("R25", "fields.收到日期")
                .unset("R26", "fields.收到日期")
        },
        &[("8-1", "E09", "conflict")],
    ),
    (
        "one of two 回证 dated before the paper",
        |case| case.put("R26", "date", "2026-04-19"),
        &[("8-1", "E09", "conflict")],
    ),
    (
        "one of two copies of 收到日期 differs",
        |case| case.put("R25", "fields.收到日期", "2026-04-22"),
        &[("8-1", "E09", "conflict")],
    ),
    (
        "without a method nothing is asked of the recording",
        |case| case.unset("E09", "method").without("R27"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "media are asked of a notice alone",
        |case| case.put("E09", "media", r#"[{ kind = "张贴" }]"#),
        &[],
    ),
    (
        "no recording",
        |case| case.without("R27"),
        &[("14-2", "E09", "missing")],
    ),
    (
        "photos only",
        |case| case.set("R27", "media.kind", "照相"),
        &[("14-2", "E09", "incomplete (warning)")],
    ),
    (
        "the 责令改正通知书's service needs no recording, and one of its 回证 is not there",
        |case| case.without("R20"),
        &[("13-4", "E07", "missing")],
    ),
];

pub(super) const MAIL: &[Row] = &[
    (
        "收到日期 before the paper, like its 邮寄回执",
        |case| {
            ["R32", "R34"]
                .iter()
                .fold(case, |case, id| {
                    case.unset(id, "fields.收到日期")
                        .put(id, "date", "2026-04-24")
                })
                .put("E11", "received", "2026-04-23")
                .put("R33", "date", "2026-04-23")
                .put("R35", "date", "2026-04-23")
        },
        &[("8-2", "E11", "conflict")],
    ),
    (
        "without 收到日期",
        |case| case.unset("E11", "received"),
        &[("8-2", "E11", "incomplete")],
    ),
    (
        "one of two 邮寄回执 is not there",
        |case| case.without("R35"),
        &[("8-2", "E11", "missing")],
    ),
    (
        "neither is",
        |case| case.without("R33").without("R35"),
        &[("8-2", "E11", "missing")],
    ),
    (
        "both are attached to one 回证",
        |case| case.set("R35", "attached_to", "R32"),
        &[("8-2", "E11", "missing")],
    ),
    (
        "one of two is of another day",
        |case| case.put("R35", "date", "2026-04-28"),
        &[("8-2", "E11", "conflict")],
    ),
    (
        "a 回证 dated before the paper",
        |case| case.put("R32", "date", "2026-04-23"),
        &[("8-2", "E11", "conflict")],
    ),
    (
        "a copy of 收到日期 that differs",
        |case| case.put("R34", "fields.收到日期", "2026-04-24"),
        &[("8-2", "E11", "conflict")],
    ),
    (
        "one of two 回证 is not there",
        |case| case.without("R34").without("R35"),
        &[("8-1", "E11", "missing")],
    ),
    ("the paper is not there", |case| case.without("R31"), &[]),
    (
        "the 行政处罚事先告知书 posted without a recording",
        |case| {
            let receipts = r#"
                [[record]]
                id = "R60"
                type = "邮寄回执"
                date = 2026-04-21
                location = "纸质:卷内第90页"
                attached_to = "R25"
                [[record]]
                id = "R61"
                type = "邮寄回执"
                date = 2026-04-21
                location = "纸质:卷内第91页"
                attached_to = "R26"
                "#;
            case.set("E09", "method", "邮寄送达")
                .without("R27")
                .with(receipts)
        },
        &[("14-2", "E09", "missing (warning)")],
    ),
];

pub(super) const OTHER_METHODS: &[Row] = &[
    ("left, complete", left, &[]),
    (
        "left without a reason",
        |case| left(case).unset("E09", "reason"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "left without a witness",
        |case| left(case).unset("E09", "witness"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "left, the witness signed one of two 回证",
        |case| left(case).put("R26", "signatures", "[]"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "left, a witness without a name",
        |case| left(case).unset("E09", "witness.name"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "left, a witness without a unit",
        |case| left(case).unset("E09", "witness.unit"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "left, not recorded",
        |case| left(case).without("R27"),
        &[("14-2", "E09", "missing")],
    ),
    ("entrusted, complete", entrusted, &[]),
    (
        "entrusted to nobody",
        |case| entrusted(case).unset("E09", "entrusted"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "entrusted, without 收到日期",
        |case| entrusted(case).unset("E09", "received"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "entrusted, not marked",
        |case| {
            entrusted(case)
                .put("R25", "signatures", "[]")
                .put("R26", "signatures", "[]")
        },
        &[("8-1", "E09", "incomplete")],
    ),
    ("by notice, complete", by_notice, &[]),
    (
        "by notice without the story",
        |case| by_notice(case).unset("E09", "reason"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "by notice without a ground",
        |case| by_notice(case).unset("E09", "ground"),
        &[("8-1", "E09", "incomplete (warning)")],
    ),
    (
        "by notice without media",
        |case| by_notice(case).unset("E09", "media"),
        &[("8-1", "E09", "incomplete (warning)")],
    ),
    (
        "by notice without an earlier attempt",
        |case| by_notice(case).without("E30"),
        &[("8-1", "E09", "missing (warning)")],
    ),
    (
        "by notice, posted only",
        |case| by_notice(case).put("E09", "media", r#"[{ kind = "张贴", record = "R60" }]"#),
        &[("8-1", "E09", "incomplete (warning)")],
    ),
    (
        "by notice without proofs",
        |case| by_notice(case).without("R60").without("R61"),
        &[("8-1", "E09", "missing (warning)")],
    ),
    (
        "by notice, whereabouts unknown",
        |case| {
            by_notice(case)
                .without("E30")
                .set("E09", "ground", "下落不明")
        },
        &[],
    ),
    (
        "electronic",
        electronic,
        &[("8-1", "E09", "conflict (warning)")],
    ),
    (
        "electronic, not agreed",
        |case| electronic(case).without("R10").without("R14"),
        &[("8-1", "E09", "conflict (warning)")],
    ),
    (
        "electronic without 收到日期",
        |case| electronic(case).unset("E09", "received"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "electronic, not recorded",
        |case| electronic(case).without("R27"),
        &[
            ("8-1", "E09", "conflict (warning)"),
            ("14-2", "E09", "missing (warning)"),
        ],
    ),
];

#[test]
fn a_paper_handed_over_has_its_proof_date_and_mark() {
    expect(Case::example, DIRECT);
}

#[test]
fn a_paper_by_mail_has_its_receipt_on_every_proof() {
    expect(Case::example, MAIL);
}

#[test]
fn a_paper_served_otherwise_has_what_the_method_asks() {
    expect(Case::example, OTHER_METHODS);
}
