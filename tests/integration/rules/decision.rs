//! Articles 14 to 16: notice, hearing and discussion before a penalty.

use super::base::Case;
use super::table::{Row, expect};

const RECEIPTS: &str = r#"
[[record]]
id = "R60"
type = "邮寄回执"
date = 2026-04-21
location = "纸质:60"
attached_to = "R25"
[[record]]
id = "R61"
type = "邮寄回执"
date = 2026-04-21
location = "纸质:61"
attached_to = "R26"
"#;

/// The notice sent by post.
fn posted(case: Case) -> Case {
    case.with(RECEIPTS).set("E09", "method", "邮寄送达")
}

pub(super) const NOTICE: &[Row] = &[
    (
        "no notice",
        |case| case.without("R24"),
        &[("14-1", "case", "missing")],
    ),
    (
        "a notice in draft, although served",
        |case| case.set("R24", "state", "草稿"),
        &[("14-1", "case", "incomplete")],
    ),
    (
        "a draft beside the notice that was served",
        |case| {
            let draft = "[[record]]\nid = \"R60\"\ntype = \"行政处罚事先告知书\"\nstate = \"草稿\"";
            case.with(draft)
                .put("E09", "documents", "[\"R24\", \"R60\"]")
        },
        &[("14-3", "E09", "incomplete")],
    ),
    (
        "no recording of its service",
        |case| case.without("R27"),
        &[("14-2", "E09", "missing")],
    ),
    (
        "the service recorded in photos only",
        |case| case.set("R27", "media.kind", "照相"),
        &[("14-2", "E09", "incomplete (warning)")],
    ),
    ("sent by post, the posting recorded", posted, &[]),
    (
        "sent by post, the posting not recorded",
        |case| posted(case).without("R27"),
        &[("14-2", "E09", "missing (warning)")],
    ),
    (
        "served in a manner not stated, not recorded",
        |case| case.unset("E09", "method").without("R27"),
        &[("8-1", "E09", "incomplete")],
    ),
    (
        "never served",
        |case| case.without("E09"),
        &[("14-3", "R24", "missing")],
    ),
    (
        "no proof for one of two",
        |case| case.without("R25"),
        &[("14-3", "E09", "missing")],
    ),
    (
        "a proof in draft",
        |case| case.set("R26", "state", "草稿"),
        &[("14-3", "E09", "incomplete")],
    ),
    (
        "proof and recording are two findings",
        |case| case.without("R25").without("R26").without("R27"),
        &[("14-2", "E09", "missing"), ("14-3", "E09", "missing")],
    ),
    (
        "an attempt asks for no recording",
        |case| {
            case.with(
                "[[event]]\nid = \"E30\"\ntype = \"送达\"\nstart = 2026-04-20\ndocuments = [\"R24\"]\n\
                 delivered = false\n[[record]]\nid = \"R60\"\ntype = \"其他材料\"\nevents = [\"E30\"]\n\
                 location = \"纸质:60\"",
            )
        },
        &[],
    ),
];

#[test]
fn a_penalty_is_announced_by_a_notice_whose_service_is_recorded() {
    expect(Case::example, NOTICE);
}

pub(super) const HEARING: &[Row] = &[
    (
        "a defence without recording",
        |case| case.without("R29"),
        &[("15-1", "E10", "missing")],
    ),
    (
        "a written defence",
        |case| case.without("R29").set("E10", "manner", "书面"),
        &[],
    ),
    (
        "a defence of an unknown manner",
        |case| case.without("R29").unset("E10", "manner"),
        &[("15-1", "E10", "missing")],
    ),
    (
        "a hearing without recording",
        |case| case.without("R39"),
        &[("15-2", "E12", "missing")],
    ),
    (
        "nothing said of a defence",
        |case| case.without("E10"),
        &[("15-1", "answers.defended", "undeclared")],
    ),
    (
        "a defence said to have been, but not there",
        |case| case.without("E10").set("answers", "defended", true),
        &[("15-1", "answers.defended", "missing")],
    ),
    (
        "no defence",
        |case| case.without("E10").set("answers", "defended", false),
        &[],
    ),
    (
        "an answer no beside a defence, unrecorded",
        |case| case.without("R29").set("answers", "defended", false),
        &[
            ("15-1", "answers.defended", "conflict"),
            ("15-1", "E10", "missing"),
        ],
    ),
    (
        "nothing said of a hearing",
        |case| case.without("E12"),
        &[("15-2", "answers.hearing_held", "undeclared")],
    ),
    (
        "an answer no beside a hearing",
        |case| case.set("answers", "hearing_held", false),
        &[("15-2", "answers.hearing_held", "conflict")],
    ),
];

#[test]
fn defence_and_hearing_are_recorded_as_a_whole() {
    expect(Case::example, HEARING);
}

const ALL_BUT_ONE: &str = r#"[
    { name = "赵某", role = "参加人员", mark = "签名" },
    { name = "钱某", role = "参加人员", mark = "签名" },
    { name = "孙某", role = "参加人员", mark = "签名" },
]"#;

const ONE_REFUSED: &str = r#"[
    { name = "赵某", role = "参加人员", mark = "签名" },
    { name = "钱某", role = "参加人员", mark = "签名" },
    { name = "孙某", role = "参加人员", mark = "签名" },
    { name = "周某", role = "参加人员", mark = "拒签" },
]"#;

const SECOND_DISCUSSION: &str = r#"
[[event]]
id = "E30"
type = "集体讨论"
start = 2026-05-14
participants = ["赵某"]
[[record]]
id = "R60"
type = "集体讨论记录"
date = 2026-05-14
location = "纸质:60"
events = ["E30"]
signatures = [{ name = "赵某", role = "参加人员", mark = "签名" }]
"#;

pub(super) const DISCUSSION: &[Row] = &[
    (
        "no record",
        |case| case.without("R42"),
        &[("16-1", "E13", "missing")],
    ),
    (
        "a record in draft",
        |case| case.set("R42", "state", "草稿"),
        &[("16-1", "E13", "incomplete")],
    ),
    (
        "nobody took part",
        |case| case.unset("E13", "participants"),
        &[("16-2", "E13", "incomplete")],
    ),
    (
        "one did not sign",
        |case| case.put("R42", "signatures", ALL_BUT_ONE),
        &[("16-2", "E13", "incomplete")],
    ),
    (
        "one refused to sign",
        |case| case.put("R42", "signatures", ONE_REFUSED),
        &[("16-2", "E13", "incomplete")],
    ),
    (
        "the reporting officers need not sign",
        |case| case.put("E13", "officers", "[\"甲某\"]"),
        &[],
    ),
    (
        "on the day of the decision",
        |case| {
            case.put("E13", "start", "2026-05-18T17:00:00+08:00")
                .unset("E13", "end")
        },
        &[],
    ),
    (
        "after the decision",
        |case| case.put("E13", "start", "2026-05-19").unset("E13", "end"),
        &[("16-1", "E13", "conflict")],
    ),
    (
        "again after the decision",
        |case| {
            let again = case
                .with(SECOND_DISCUSSION)
                .put("E13", "start", "2026-05-19");
            again.unset("E13", "end")
        },
        &[],
    ),
    (
        "a major penalty that nobody discussed",
        |case| case.without("E13"),
        &[("16-1", "answers.major_penalty", "missing")],
    ),
    (
        "a discussion of what is no major penalty",
        |case| case.set("answers", "major_penalty", false),
        &[],
    ),
    (
        "such a discussion has its record too",
        |case| case.set("answers", "major_penalty", false).without("R42"),
        &[("16-1", "E13", "missing")],
    ),
    (
        "nothing said of the weight of the penalty",
        |case| case.without("E13").unset("answers", "major_penalty"),
        &[("16-1", "answers.major_penalty", "undeclared")],
    ),
];

#[test]
fn a_major_penalty_is_discussed_before_it_is_decided() {
    expect(Case::example, DISCUSSION);
}
