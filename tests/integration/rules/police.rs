//! Article 10: a suspected crime, and what was seized, handed to the police.

use super::base::Case;
use super::table::{Row, expect};

const CRIME: &str = r#"
[answers]
out_of_jurisdiction = false
inspected = false
sampled = false
inquired = false
evidence_preserved = false
correction_ordered = false
seizure_extended = false

[[party]]
name = "甲公司"

[[event]]
id = "E01"
type = "查封扣押"
start = 2026-03-04T09:00:00+08:00
end = 2026-03-04T10:00:00+08:00
deadline = 2026-04-02
[[event]]
id = "E02"
type = "送达"
start = 2026-03-04T10:00:00+08:00
documents = ["R01"]
method = "直接送达"
to = ["甲公司"]
received = 2026-03-04
[[event]]
id = "E03"
type = "涉嫌犯罪移送"
start = 2026-03-10
[[event]]
id = "E04"
type = "送达"
start = 2026-03-10
documents = ["R05"]
method = "直接送达"
to = ["某县公安局"]
received = 2026-03-10
[[event]]
id = "E05"
type = "财物移送"
start = 2026-03-12
[[event]]
id = "E06"
type = "送达"
start = 2026-03-13
documents = ["R07"]
method = "直接送达"
to = ["甲公司"]
received = 2026-03-13

[[record]]
id = "R01"
type = "查封（扣押）决定书"
date = 2026-03-04
location = "纸质:1"
events = ["E01"]
[[record]]
id = "R02"
type = "物品清单"
location = "纸质:2"
attached_to = "R01"
[[record]]
id = "R03"
type = "音像记录"
location = "采集站:1.mp4"
sha256 = "0000000000000000000000000000000000000000000000000000000000000001"
events = ["E01"]
media = { kind = "录像", device = "cam", start = 2026-03-04T09:00:00+08:00, end = 2026-03-04T10:00:00+08:00, original = true }
[[record]]
id = "R04"
type = "送达回证"
date = 2026-03-04
location = "纸质:4"
events = ["E02"]
serves = ["R01"]
signatures = [{ name = "王某", role = "当事人", mark = "盖章" }]
[[record]]
id = "R05"
type = "涉嫌犯罪案件移送函"
date = 2026-03-10
location = "纸质:5"
events = ["E03"]
fields = { "材料清单" = [{ "名称" = "询问笔录" }] }
[[record]]
id = "R06"
type = "送达回证"
date = 2026-03-10
location = "纸质:6"
events = ["E04"]
serves = ["R05"]
signatures = [{ name = "民警", role = "收件人", mark = "签名" }]
[[record]]
id = "R07"
type = "（查封、扣押）财物移送通知书"
date = 2026-03-12
location = "纸质:7"
events = ["E05"]
[[record]]
id = "R08"
type = "（场所、设施、财物）清单"
location = "纸质:8"
attached_to = "R07"
fields = { "物品" = [{ "名称" = "电动机" }] }
[[record]]
id = "R09"
type = "送达回证"
date = 2026-03-13
location = "纸质:9"
events = ["E06"]
serves = ["R07"]
signatures = [{ name = "王某", role = "代收人", mark = "按印" }]
"#;

/// A case handed to the police together with what was seized.
pub(super) fn crime() -> Case {
    Case::empty("行政处罚", "送达执行")
        .set("case", "outcome", "移送")
        .with(CRIME)
}

pub(super) const POLICE: &[Row] = &[
    ("case and goods handed over", |case| case, &[]),
    (
        "no letter to the police",
        |case| case.without("R05"),
        &[("10-1", "E03", "missing")],
    ),
    (
        "a draft of the letter",
        |case| case.set("R05", "state", "草稿"),
        &[("10-1", "E03", "incomplete")],
    ),
    (
        "a letter never delivered",
        |case| case.without("E04"),
        &[("10-1", "R05", "missing")],
    ),
    (
        "a letter without proof",
        |case| case.without("R06"),
        &[("10-1", "E04", "missing")],
    ),
    (
        "an answer no beside the transfer to the police",
        |case| case.set("answers", "suspected_crime", false),
        &[("10-1", "answers.suspected_crime", "conflict")],
    ),
    (
        "goods without their notice",
        |case| case.without("R07"),
        &[("10-2", "E05", "missing")],
    ),
    (
        "a notice in draft, although served",
        |case| case.set("R07", "state", "草稿"),
        &[("10-2", "E05", "incomplete")],
    ),
    (
        "a notice older than the handing over",
        |case| case.put("R07", "date", "2026-03-11"),
        &[("10-2", "E05", "conflict")],
    ),
    (
        "a notice without its list",
        |case| case.without("R08"),
        &[("10-3", "E05", "missing")],
    ),
    (
        "a list in draft",
        |case| case.set("R08", "state", "草稿"),
        &[("10-3", "E05", "incomplete")],
    ),
    (
        "a notice never served",
        |case| case.without("E06"),
        &[("10-4", "R07", "missing")],
    ),
    (
        "a notice without proof of service",
        |case| case.without("R09"),
        &[("10-4", "E06", "missing")],
    ),
    (
        "a notice served on one of two",
        |case| {
            case.with("[[party]]\nname = \"乙公司\"")
                .put("R01", "party", "[\"甲公司\"]")
        },
        &[("10-4", "R07", "missing")],
    ),
    (
        "an end of the seizure by transfer is a transfer of the goods",
        |case| {
            case.set("E05", "type", "解除查封扣押")
                .set("E05", "result", "移送")
        },
        &[],
    ),
    (
        "and asks for the same papers",
        |case| {
            let ended = case
                .set("E05", "type", "解除查封扣押")
                .set("E05", "result", "移送");
            ended.without("R07")
        },
        &[("10-2", "E05", "missing")],
    ),
    (
        "goods said to be handed over, without the event",
        |case| {
            case.without("E05")
                .set("answers", "seized_goods_transferred", true)
                .on("2026-03-20")
        },
        &[("10-2", "answers.seized_goods_transferred", "missing")],
    ),
    (
        "nothing said of the goods",
        |case| case.without("E05").on("2026-03-20"),
        &[("10-2", "answers.seized_goods_transferred", "undeclared")],
    ),
    (
        "nothing said of an extension",
        |case| case.unset("answers", "seizure_extended"),
        &[("22-2", "answers.seizure_extended", "undeclared")],
    ),
    (
        "an answer no beside the handing over",
        |case| case.set("answers", "seized_goods_transferred", false),
        &[("10-2", "answers.seized_goods_transferred", "conflict")],
    ),
];

#[test]
fn what_concerns_the_police_goes_there_with_letter_list_and_notice() {
    expect(crime, POLICE);
}
