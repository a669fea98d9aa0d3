//! Articles 11 and 12: what is found out, and what is preserved.

use super::base::Case;
use super::table::{Row, expect};

pub(super) const EVIDENCE: &[Row] = &[
    (
        "an inspection without its record",
        |case| case.without("R04"),
        &[("11-1", "E03", "missing")],
    ),
    (
        "a draft of the record",
        |case| case.set("R04", "state", "草稿"),
        &[("11-1", "E03", "incomplete")],
    ),
    (
        "a record of no event",
        |case| case.put("R04", "events", "[]"),
        &[("11-1", "E03", "missing")],
    ),
    (
        "a sampling without its record",
        |case| case.without("R15"),
        &[("11-2", "E05", "missing")],
    ),
    (
        "an inquiry without its record",
        |case| case.without("R11"),
        &[("11-3", "E04", "missing")],
    ),
    (
        "an inspection with photos only",
        |case| case.without("R06").without("R07"),
        &[("11-4", "E03", "incomplete (warning)")],
    ),
    (
        "an inspection without recordings",
        |case| case.without("R06").without("R07").without("R08"),
        &[("11-4", "E03", "missing")],
    ),
    (
        "half of an inspection recorded",
        |case| case.without("R06"),
        &[("11-4", "E03", "incomplete")],
    ),
    (
        "an inquiry without recording",
        |case| case.without("R12"),
        &[("11-4", "E04", "missing")],
    ),
    (
        "a sampling without recording",
        |case| case.without("R16"),
        &[("11-4", "E05", "missing")],
    ),
    (
        "record and recording are two findings",
        |case| case.without("R11").without("R12"),
        &[("11-3", "E04", "missing"), ("11-4", "E04", "missing")],
    ),
    (
        "evidence taken before the opening is as good",
        |case| {
            case.put("R03", "date", "2026-03-09")
                .put("E02", "start", "2026-03-09")
        },
        &[],
    ),
];

#[test]
fn each_act_of_inquiry_has_its_record_and_its_whole_recording() {
    expect(Case::example, EVIDENCE);
}

const ACT: &str = "[[event]]\nid = \"E90\"\ntype = \"现场检查\"\n\
    start = 2026-03-03T09:00:00+08:00\nend = 2026-03-03T10:00:00+08:00";

pub(super) const KINDS: &[Row] = &[
    (
        "in a case of coercion",
        |_| Case::empty("行政强制", "程序启动").with(ACT),
        &[("11-1", "E90", "missing"), ("11-4", "E90", "missing")],
    ),
    (
        "in an inspection",
        |_| Case::empty("行政监督检查", "程序启动").with(ACT),
        &[("11-1", "E90", "missing"), ("11-4", "E90", "missing")],
    ),
    (
        "in a confirmation, which the chapters do not bind",
        |_| Case::empty("行政确认", "程序启动").with(ACT),
        &[("3-1", "E90", "missing")],
    ),
];

const PRESERVING: &str = "[[event]]\nid = \"E90\"\ntype = \"先行登记保存\"\nstart = 2026-03-03";
const ORDERING: &str = "[[event]]\nid = \"E90\"\ntype = \"责令改正\"\nstart = 2026-03-03";

pub(super) const CITED: &[Row] = &[
    (
        "evidence preserved in a case of coercion",
        |_| Case::empty("行政强制", "程序启动").with(PRESERVING),
        &[("12-1", "E90", "missing"), ("12-3", "E90", "missing")],
    ),
    (
        "evidence preserved in an inspection",
        |_| Case::empty("行政监督检查", "程序启动").with(PRESERVING),
        &[("28-1", "E90", "missing")],
    ),
    (
        "a correction ordered in a case of coercion",
        |_| Case::empty("行政强制", "程序启动").with(ORDERING),
        &[("13-1", "E90", "missing")],
    ),
    (
        "a correction ordered in an inspection",
        |_| Case::empty("行政监督检查", "程序启动").with(ORDERING),
        &[("29-1", "E90", "missing")],
    ),
];

#[test]
fn one_obligation_is_cited_by_the_kind_of_the_case() {
    expect(Case::example, CITED);
}

#[test]
fn an_act_asks_for_its_papers_in_whatever_case() {
    expect(Case::example, KINDS);
}

/// Nothing inspected, sampled or asked.
fn uninvestigated(case: Case) -> Case {
    case.without("E03").without("E04").without("E05")
}

pub(super) const AT_LEAST_ONE: &[Row] = &[
    (
        "none, all said so",
        |case| {
            let case = uninvestigated(case).set("answers", "inspected", false);
            case.set("answers", "sampled", false)
                .set("answers", "inquired", false)
        },
        &[("11-4", "case", "missing")],
    ),
    (
        "none, nothing said",
        uninvestigated,
        &[
            ("11-1", "answers.inspected", "undeclared"),
            ("11-2", "answers.sampled", "undeclared"),
            ("11-3", "answers.inquired", "undeclared"),
        ],
    ),
    (
        "none, one question open",
        |case| {
            let case = uninvestigated(case).set("answers", "inspected", false);
            case.set("answers", "inquired", false)
        },
        &[("11-2", "answers.sampled", "undeclared")],
    ),
    (
        "none, one answered yes",
        |case| {
            let case = uninvestigated(case).set("answers", "inspected", true);
            case.set("answers", "sampled", false)
                .set("answers", "inquired", false)
        },
        &[("11-1", "answers.inspected", "missing")],
    ),
    (
        "one of three is enough",
        |case| {
            let case = case
                .without("E03")
                .without("E05")
                .set("answers", "inspected", false);
            case.set("answers", "sampled", false)
        },
        &[],
    ),
];

#[test]
fn a_penalty_rests_on_at_least_one_act_of_inquiry() {
    expect(Case::example, AT_LEAST_ONE);
}

const PRESERVED: &str = r#"
[[event]]
id = "E30"
type = "先行登记保存"
start = 2026-03-03T10:30:00+08:00
end = 2026-03-03T11:00:00+08:00
[[event]]
id = "E31"
type = "送达"
start = 2026-03-03T11:00:00+08:00
documents = ["R60", "R61"]
method = "直接送达"
to = ["三明市××机械有限公司", "三明市××机械有限公司沙县分公司"]
received = 2026-03-03

[[record]]
id = "R60"
type = "先行登记保存证据通知书"
date = 2026-03-03
location = "纸质:60"
events = ["E30"]
[[record]]
id = "R61"
type = "（场所、设施、财物）清单"
date = 2026-03-03
location = "纸质:61"
attached_to = "R60"
fields = { "物品" = [{ "名称" = "账册" }] }
[[record]]
id = "R62"
type = "音像记录"
location = "采集站:62.mp4"
sha256 = "0000000000000000000000000000000000000000000000000000000000000062"
events = ["E30"]
media = { kind = "录像", device = "cam-01", start = 2026-03-03T10:50:00+08:00, end = 2026-03-03T10:55:00+08:00, original = true }
[[record]]
id = "R63"
type = "送达回证"
date = 2026-03-03
location = "纸质:63"
events = ["E31"]
serves = ["R60"]
signatures = [{ name = "林某", role = "收件人", mark = "签名", date = 2026-03-03 }]
"#;

/// The example, with evidence preserved on the spot.
pub(super) fn preserved() -> Case {
    Case::example()
        .unset("answers", "evidence_preserved")
        .with(PRESERVED)
}

pub(super) const PRESERVATION: &[Row] = &[
    ("notice, list, recording and service", |case| case, &[]),
    (
        "no notice",
        |case| case.without("R60").put("E31", "documents", "[]"),
        &[("12-1", "E30", "missing")],
    ),
    (
        "a notice in draft, although served",
        |case| case.set("R60", "state", "草稿"),
        &[("12-1", "E30", "incomplete")],
    ),
    (
        "no list",
        |case| case.without("R61"),
        &[("12-2", "E30", "missing")],
    ),
    (
        "a list in draft",
        |case| case.set("R61", "state", "草稿"),
        &[("12-2", "E30", "incomplete")],
    ),
    (
        "a list attached to nothing",
        |case| {
            case.unset("R61", "attached_to")
                .put("E31", "documents", "[\"R60\"]")
        },
        &[("12-2", "E30", "missing")],
    ),
    (
        "no recording",
        |case| case.without("R62"),
        &[("12-3", "E30", "missing")],
    ),
    (
        "a photo will do",
        |case| case.set("R62", "media.kind", "照相"),
        &[],
    ),
    (
        "never served",
        |case| case.without("E31"),
        &[("12-4", "R60", "missing")],
    ),
    (
        "served on one of two",
        |case| case.put("E31", "to", "[\"三明市××机械有限公司\"]"),
        &[("12-4", "R60", "missing")],
    ),
    (
        "concerning one of two",
        |case| {
            let one = "[\"三明市××机械有限公司\"]";
            case.put("R60", "party", one).put("E31", "to", one)
        },
        &[],
    ),
    (
        "no proof of service",
        |case| case.without("R63"),
        &[("12-4", "E31", "missing")],
    ),
    (
        "an answer no beside the event",
        |case| case.set("answers", "evidence_preserved", false),
        &[("12-1", "answers.evidence_preserved", "conflict")],
    ),
    (
        "nothing said and nothing there",
        |case| case.without("E30").without("E31").without("R60"),
        &[("12-1", "answers.evidence_preserved", "undeclared")],
    ),
];

#[test]
pub(super) fn preserved_evidence_has_notice_list_recording_and_service() {
    expect(preserved, PRESERVATION);
}
