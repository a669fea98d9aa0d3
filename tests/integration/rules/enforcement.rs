//! Article 23: a reminder before enforcement, and what is said after it.

use super::base::Case;
use super::pieces::{event, paper, service};
use super::table::{Row, expect};

/// A reminder of 8 June, and a defence of 15 June that was written down and examined.
fn reminder() -> String {
    [
        event("E50", "催告", "2026-06-08", ""),
        paper("R80", "行政强制执行催告书", "2026-06-08", "E50"),
        service("E51", "R80", "R81", "2026-06-09"),
        event("E52", "陈述申辩", "2026-06-15", "manner = \"书面\""),
        paper("R82", "陈述申辩笔录", "2026-06-15", "E52"),
        paper("R83", "陈述申辩复核意见", "2026-06-16", "E52"),
    ]
    .concat()
}

/// A case of coercion: a reminder, and a defence after it.
pub(super) fn own() -> Case {
    let answers = "[answers]\nsuspected_crime = false\nseized = false\n\
                   [[party]]\nname = \"甲公司\"\n";
    let case = Case::empty("行政强制", "归档管理").set("case", "outcome", "申请法院");
    let case = case.put("case", "closed", "2026-06-30");
    case.with(answers).with(&reminder())
}

/// The same inside the penalty case of the examples, where article 18 asks the recording.
pub(super) fn inside() -> Case {
    let photo = "[[record]]\nid = \"R84\"\ntype = \"音像记录\"\nlocation = \"采集站:ZF/1.jpg\"\n\
                 sha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"\n\
                 events = [\"E51\"]\n\
                 media = { kind = \"照相\", device = \"cam-03\", original = true }\n";
    let case = Case::example().unset("answers", "overdue");
    case.with(&reminder()).with(photo).unset("E51", "to").put(
        "E51",
        "to",
        r#"["三明市××机械有限公司", "三明市××机械有限公司沙县分公司"]"#,
    )
}

pub(super) const DEFENDED: &[Row] = &[
    ("reminded, defended, examined", |case| case, &[]),
    (
        "a defence that nobody examined",
        |case| case.without("R83"),
        &[("23-2", "E52", "missing")],
    ),
    (
        "an examination in draft",
        |case| case.set("R83", "state", "草稿"),
        &[("23-2", "E52", "incomplete")],
    ),
    (
        "a defence that nobody wrote down",
        |case| case.without("R82"),
        &[("23-2", "E52", "missing")],
    ),
    (
        "a recording is no written record of it",
        |case| {
            case.set("R82", "type", "音像记录")
                .set("R82", "sha256", "0".repeat(64))
                .set("R82", "location", "采集站:R82.mp4")
                .put(
                    "R82",
                    "media",
                    "{ kind = \"录音\", device = \"rec-01\", original = true }",
                )
        },
        &[("23-2", "E52", "missing")],
    ),
    (
        "a defence by word of mouth after it has no recording either",
        |case| case.set("E52", "manner", "口头"),
        &[],
    ),
    (
        "no defence, and that it was so",
        |case| {
            case.without("E52").without("R82").without("R83").set(
                "answers",
                "defended_after_reminder",
                false,
            )
        },
        &[],
    ),
    (
        "no defence, and nothing said of it",
        |case| case.without("E52").without("R82").without("R83"),
        &[("23-2", "answers.defended_after_reminder", "undeclared")],
    ),
    (
        "a reminder without a day: nothing is said of what came after it",
        |case| case.unset("E50", "start").without("R83"),
        &[("3-1", "E50", "incomplete")],
    ),
    (
        "a second reminder without a day: the same",
        |case| {
            case.with("[[event]]\nid = \"E53\"\ntype = \"催告\"\n")
                .put("R80", "events", "[\"E50\", \"E53\"]")
                .without("R83")
        },
        &[("3-1", "E53", "incomplete")],
    ),
];

pub(super) const REMINDED: &[Row] = &[
    (
        "no paper",
        |case| case.without("R80").without("E51").without("R81"),
        &[("23-1", "E50", "missing")],
    ),
    (
        "the paper of penalties",
        |case| case.set("R80", "type", "催告书"),
        &[("23-1", "E50", "missing")],
    ),
    (
        "that paper, and never served",
        |case| {
            case.without("E51")
                .without("R81")
                .with(&paper("R85", "催告书", "2026-06-08", "E50"))
                .with(&service("E53", "R80", "R86", "2026-06-09"))
        },
        &[("23-1", "R85", "missing")],
    ),
    (
        "never served",
        |case| case.without("E51"),
        &[("23-1", "R80", "missing")],
    ),
    (
        "without proof of service",
        |case| case.without("R81"),
        &[("23-1", "E51", "missing")],
    ),
    (
        "whether enforcement is needed is not said, a defence is still there",
        |case| {
            case.without("E50")
                .without("R80")
                .without("E51")
                .without("R81")
        },
        &[("23-1", "answers.enforcement_needed", "undeclared")],
    ),
];

#[test]
fn a_defence_after_a_reminder_is_written_down_and_examined_in_either_kind_of_case() {
    expect(own, DEFENDED);
    expect(inside, DEFENDED);
}

#[test]
fn a_reminder_before_enforcement_has_its_paper_and_service() {
    expect(own, REMINDED);
}
