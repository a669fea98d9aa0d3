//! Article 9: a case that belongs to another agency is sent there.

use super::base::Case;
use super::table::{Row, expect};

const TRANSFERRED: &str = r#"
[answers]
suspected_crime = false
inspected = false
sampled = false
inquired = false
evidence_preserved = false
correction_ordered = false
seized = false

[[party]]
name = "甲公司"
[[party]]
name = "乙公司"

[[event]]
id = "E01"
type = "案源登记"
start = 2026-03-02
[[event]]
id = "E02"
type = "案件移送"
start = 2026-03-05
[[event]]
id = "E03"
type = "送达"
start = 2026-03-06
documents = ["R02"]
method = "直接送达"
to = ["某县工业和信息化局"]
received = 2026-03-06

[[record]]
id = "R01"
type = "案件来源登记表"
location = "纸质:卷内第1页"
events = ["E01"]
[[record]]
id = "R02"
type = "案件移送函"
date = 2026-03-05
location = "纸质:卷内第2页"
events = ["E02"]
fields = { "材料清单" = [{ "名称" = "案件来源登记表" }] }
[[record]]
id = "R03"
type = "送达回证"
date = 2026-03-06
location = "纸质:卷内第3页"
events = ["E03"]
serves = ["R02"]
signatures = [{ name = "周某", role = "收件人", mark = "签名", date = 2026-03-06 }]
"#;

/// A case that belongs to another agency and was sent there.
pub(super) fn transferred() -> Case {
    Case::empty("行政处罚", "送达执行")
        .set("case", "outcome", "移送")
        .with(TRANSFERRED)
}

pub(super) const OTHER_AGENCY: &[Row] = &[
    ("sent with its letter and proof", |case| case, &[]),
    (
        "no letter",
        |case| case.without("R02"),
        &[("9-3", "E02", "missing")],
    ),
    (
        "a draft of the letter, although delivered",
        |case| case.set("R02", "state", "草稿"),
        &[("9-3", "E02", "incomplete")],
    ),
    (
        "a letter never delivered",
        |case| case.without("E03"),
        &[("9-3", "R02", "missing")],
    ),
    (
        "a letter of which only an attempt was made",
        |case| case.set("E03", "delivered", false),
        &[("9-3", "R02", "missing")],
    ),
    (
        "a letter without proof of service",
        |case| case.without("R03"),
        &[("9-3", "E03", "missing")],
    ),
    (
        "a draft of the proof",
        |case| case.set("R03", "state", "草稿"),
        &[("9-3", "E03", "incomplete")],
    ),
    (
        "a proof of some other service",
        |case| case.put("R03", "events", "[\"E02\"]"),
        &[("9-3", "E03", "missing")],
    ),
    (
        "a service whose manner is not stated",
        |case| case.unset("E03", "method"),
        &[("8-1", "E03", "incomplete")],
    ),
    (
        "a letter that nobody signed for",
        |case| case.unset("R03", "signatures"),
        &[("8-1", "E03", "incomplete")],
    ),
    (
        "whoever takes the letter will do",
        |case| case.unset("E03", "to"),
        &[],
    ),
    (
        "the list of material is for a person",
        |case| case.unset("R02", "fields"),
        &[],
    ),
    (
        "an answer no beside the transfer",
        |case| case.set("answers", "out_of_jurisdiction", false),
        &[("9-3", "answers.out_of_jurisdiction", "conflict")],
    ),
    (
        "an outcome without a transfer, the question open",
        |case| case.without("E02"),
        &[("9-3", "answers.out_of_jurisdiction", "undeclared")],
    ),
    (
        "an outcome without a transfer, the question answered yes",
        |case| {
            case.without("E02")
                .set("answers", "out_of_jurisdiction", true)
        },
        &[("9-3", "answers.out_of_jurisdiction", "missing")],
    ),
    (
        "an outcome that no answer supports",
        |case| {
            case.without("E02")
                .set("answers", "out_of_jurisdiction", false)
        },
        &[("9-3", "case", "missing")],
    ),
    (
        "an opening that preceded the transfer has its form",
        |case| {
            case.with(
                "[[event]]\nid = \"E04\"\ntype = \"立案\"\nstart = 2026-03-03\n\
                 [[record]]\nid = \"R04\"\ntype = \"其他材料\"\nlocation = \"纸质:4\"\nevents = [\"E04\"]",
            )
        },
        &[("9-1", "E04", "missing")],
    ),
];

#[test]
fn a_case_of_another_agency_is_sent_with_a_letter_that_arrives() {
    expect(transferred, OTHER_AGENCY);
}
