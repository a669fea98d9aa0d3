//! Articles 8 and 19: services of several papers, and of drafts.

use super::attempts::ATTEMPT;
use super::base::Case;
use super::table::{Row, expect};

/// A further paper of the same service as the 行政处罚事先告知书 or the decision.
fn beside(case: Case, service: &str, paper: &str) -> Case {
    let documents = if service == "E09" {
        r#"["R24", "R60"]"#
    } else {
        r#"["R44", "R60"]"#
    };
    case.put(service, "documents", documents).with(&format!(
        "[[record]]\nid = \"R60\"\ntype = \"{paper}\"\ndate = 2026-04-20\nlocation = \"纸质:卷内第90页\"\n"
    ))
}

pub(super) const SEVERAL_PAPERS: &[Row] = &[
    (
        "two papers, and both 回证 name both",
        |case| {
            beside(case, "E09", "检测期间告知书")
                .put("R25", "serves", r#"["R24", "R60"]"#)
                .put("R26", "serves", r#"["R24", "R60"]"#)
        },
        &[],
    ),
    (
        "the 回证 name the first only",
        |case| beside(case, "E09", "检测期间告知书"),
        &[("8-1", "E09", "missing")],
    ),
    (
        "no 回证: one finding for each paper",
        |case| {
            beside(case, "E09", "检测期间告知书")
                .without("R25")
                .without("R26")
        },
        &[("8-1", "E09", "missing"), ("14-3", "E09", "missing")],
    ),
    (
        "one shared 回证 for both parties is a draft: one finding for each paper",
        |case| {
            beside(case, "E09", "检测期间告知书")
                .put("R25", "serves", r#"["R24", "R60"]"#)
                .unset("R25", "party")
                .without("R26")
                .set("R25", "state", "草稿")
        },
        &[("8-1", "E09", "incomplete"), ("14-3", "E09", "incomplete")],
    ),
    (
        "one shared 回证 is not marked: one omission",
        |case| {
            beside(case, "E16", "检测期间告知书")
                .put("R60", "party", r#"["三明市××机械有限公司"]"#)
                .put("R48", "serves", r#"["R44", "R60"]"#)
                .put("R48", "signatures", "[]")
        },
        &[("19-1", "E16", "incomplete")],
    ),
    (
        "the service of decision and another paper lacks 收到日期: one omission",
        |case| {
            beside(case, "E16", "检测期间告知书")
                .put("R60", "party", r#"["三明市××机械有限公司"]"#)
                .put("R48", "serves", r#"["R44", "R60"]"#)
                .unset("E16", "received")
        },
        &[("19-1", "E16", "incomplete")],
    ),
    (
        "the service of decision and another paper lacks its method: one omission",
        |case| {
            beside(case, "E16", "检测期间告知书")
                .put("R60", "party", r#"["三明市××机械有限公司"]"#)
                .put("R48", "serves", r#"["R44", "R60"]"#)
                .unset("E16", "method")
        },
        &[("19-0", "E16", "incomplete")],
    ),
    (
        "decision and another paper by mail, without the 邮寄回执: one omission",
        |case| {
            beside(case, "E15", "检测期间告知书")
                .put("R60", "party", r#"["三明市××机械有限公司沙县分公司"]"#)
                .put("R45", "serves", r#"["R44", "R60"]"#)
                .without("R46")
        },
        &[("19-2", "E15", "missing")],
    ),
    (
        "a 回证 for each of two papers, the second not marked",
        |case| {
            beside(case, "E16", "检测期间告知书")
                .put("R60", "party", r#"["三明市××机械有限公司"]"#)
                .with(
                    "[[record]]\nid = \"R61\"\ntype = \"送达回证\"\nevents = [\"E16\"]\n\
                     serves = [\"R60\"]\nlocation = \"纸质:卷内第92页\"\n",
                )
        },
        &[("8-1", "E16", "incomplete")],
    ),
    (
        "a list goes with its parent",
        |case| beside(case, "E09", "（场所、设施、财物）清单").set("R60", "attached_to", "R24"),
        &[],
    ),
    (
        "a list without its parent needs its 回证",
        |case| beside(case, "E09", "（场所、设施、财物）清单").set("R60", "attached_to", "R18"),
        &[("8-1", "E09", "missing")],
    ),
];

#[test]
fn a_service_of_several_papers_is_proved_for_each() {
    expect(Case::example, SEVERAL_PAPERS);
}

pub(super) const DRAFTS: &[Row] = &[
    (
        "the draft is what the article asks for: reported there",
        |case| case.set("R24", "state", "草稿"),
        &[("14-1", "case", "incomplete")],
    ),
    (
        "the decision is a draft",
        |case| case.set("R44", "state", "草稿"),
        &[("17-1", "case", "incomplete")],
    ),
    (
        "the 责令改正通知书 is a draft",
        |case| case.set("R18", "state", "草稿"),
        &[("13-1", "E06", "incomplete")],
    ),
    (
        "a draft that no rule asks for",
        |case| case.set("R31", "state", "草稿"),
        &[("8-1", "E11", "incomplete")],
    ),
    (
        "another final paper satisfies the rule: the draft in the service is reported",
        |case| {
            beside(case, "E09", "行政处罚事先告知书")
                .set("R24", "state", "草稿")
                .put("R25", "serves", r#"["R24", "R60"]"#)
                .put("R26", "serves", r#"["R24", "R60"]"#)
        },
        &[("14-3", "E09", "incomplete")],
    ),
    (
        "another final decision beside a draft in one of two services",
        |case| {
            beside(case, "E16", "行政处罚决定书")
                .put("E16", "documents", r#"["R60"]"#)
                .put("R48", "serves", r#"["R60"]"#)
                .put("R60", "party", r#"["三明市××机械有限公司"]"#)
                .put("R60", "date", "2026-05-18")
                .set("R44", "state", "草稿")
        },
        &[("17-2", "E15", "incomplete")],
    ),
    (
        "an attempt may list a draft",
        |case| {
            case.with(ATTEMPT)
                .with("[[record]]\nid = \"R60\"\ntype = \"催告书\"\nstate = \"草稿\"\n")
                .put("E30", "documents", r#"["R60"]"#)
        },
        &[],
    ),
    (
        "a void paper does not exist",
        |case| {
            case.set("R31", "state", "作废")
                .set("R31", "reason", "写错")
        },
        &[],
    ),
];

#[test]
fn a_draft_in_a_service_is_reported_once() {
    expect(Case::example, DRAFTS);
}
