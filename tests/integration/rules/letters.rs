//! Articles 9 and 10: the service of transfer letters.

use super::base::Case;
use super::table::{Row, expect};

const COMPANY: &str = "三明市××机械有限公司";

/// A further direct service of a paper, with its 回证.
fn another_service(paper: &str, to: &str) -> String {
    format!(
        r#"
        [[event]]
        id = "E30"
        type = "送达"
        start = 2026-05-23
        documents = ["{paper}"]
        method = "直接送达"
        to = [{to}]
        received = 2026-05-23

        [[record]]
        id = "R70"
        type = "送达回证"
        date = 2026-05-23
        location = "纸质:卷内第92页"
        events = ["E30"]
        serves = ["{paper}"]
        signatures = [{{ name = "收发室", role = "收件人", mark = "盖章" }}]
        "#
    )
}

/// A transfer letter of an event, its service to `to`, and the 回证.
fn letter(case: Case, event: &str, name: &str) -> Case {
    case.with(&format!(
        r#"
        [[event]]
        id = "E31"
        type = "{event}"
        start = 2026-05-22
        [[record]]
        id = "R60"
        type = "{name}"
        date = 2026-05-22
        location = "纸质:卷内第90页"
        events = ["E31"]
        fields = {{ "材料清单" = [{{ "名称" = "案卷" }}] }}
        "#
    ))
    .with(&another_service("R60", r#""××机关""#))
    .unset(
        "answers",
        if event == "案件移送" {
            "out_of_jurisdiction"
        } else {
            "suspected_crime"
        },
    )
}

pub(super) const LETTERS: &[Row] = &[
    (
        "to another agency",
        |case| letter(case, "案件移送", "案件移送函"),
        &[],
    ),
    (
        "to the police",
        |case| letter(case, "涉嫌犯罪移送", "涉嫌犯罪案件移送函"),
        &[],
    ),
    (
        "`to` left out: whoever takes it",
        |case| letter(case, "案件移送", "案件移送函").unset("E30", "to"),
        &[],
    ),
    (
        "to the police, `to` left out",
        |case| letter(case, "涉嫌犯罪移送", "涉嫌犯罪案件移送函").unset("E30", "to"),
        &[],
    ),
    (
        "never served",
        |case| {
            letter(case, "案件移送", "案件移送函")
                .without("E30")
                .without("R70")
        },
        &[("9-3", "R60", "missing")],
    ),
    (
        "never served on the police",
        |case| {
            letter(case, "涉嫌犯罪移送", "涉嫌犯罪案件移送函")
                .without("E30")
                .without("R70")
        },
        &[("10-1", "R60", "missing")],
    ),
    (
        "an attempt is no service",
        |case| letter(case, "案件移送", "案件移送函").set("E30", "delivered", false),
        &[("9-3", "R60", "missing")],
    ),
    (
        "no 回证",
        |case| letter(case, "案件移送", "案件移送函").without("R70"),
        &[("9-3", "E30", "missing")],
    ),
    (
        "no 回证 of the police",
        |case| letter(case, "涉嫌犯罪移送", "涉嫌犯罪案件移送函").without("R70"),
        &[("10-1", "E30", "missing")],
    ),
    (
        "nobody marked the 回证",
        |case| letter(case, "案件移送", "案件移送函").put("R70", "signatures", "[]"),
        &[("8-1", "E30", "incomplete")],
    ),
    (
        "no letter",
        |case| {
            letter(case, "案件移送", "案件移送函")
                .without("R60")
                .without("E30")
                .without("R70")
        },
        &[("9-3", "E31", "missing")],
    ),
    (
        "what goes with a letter may stand on the scan alone",
        |case| letter(case, "涉嫌犯罪移送", "涉嫌犯罪案件移送函").unset("R60", "fields"),
        &[],
    ),
    (
        "a draft of the letter",
        |case| letter(case, "案件移送", "案件移送函").set("R60", "state", "草稿"),
        &[("9-3", "E31", "incomplete")],
    ),
    (
        "the notice of transferred goods goes to every party",
        |case| {
            case.with(
                "[[record]]\nid = \"R60\"\ntype = \"（查封、扣押）财物移送通知书\"\n\
                 location = \"纸质:卷内第90页\"\ndate = 2026-05-22\n",
            )
            .with(&another_service("R60", &format!("\"{COMPANY}\"")))
        },
        &[("10-4", "R60", "missing")],
    ),
];

#[test]
fn a_transfer_letter_is_served_on_whoever_takes_it() {
    expect(Case::example, LETTERS);
}
