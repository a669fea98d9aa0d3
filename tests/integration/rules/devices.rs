//! Articles 6 and 7: the device of a recording, and that its data are the original ones.

use anjuan::case::Day;

use super::base::Case;
use super::recordings::{NO_REGISTER, alone, device};
use super::table::{Row, expect};

fn day(text: &str) -> Day {
    Day(text.parse().expect("a date"))
}

pub(super) const DEVICES: &[Row] = &[
    (
        "no way of recording",
        |case| case.unset("R06", "media.kind"),
        &[("6-1", "R06", "incomplete")],
    ),
    (
        "no device",
        |case| case.unset("R23", "media.device"),
        &[("6-1", "R23", "incomplete")],
    ),
    (
        "neither is one finding",
        |case| case.unset("R23", "media.device").unset("R23", "media.kind"),
        &[("6-1", "R23", "incomplete")],
    ),
    (
        "a photo has a device too",
        |case| case.unset("R08", "media.device"),
        &[("6-1", "R08", "incomplete")],
    ),
    (
        "a device that is not in the register",
        |case| case.set("R12", "media.device", "rec-09"),
        &[("6-1", "R12", "conflict")],
    ),
    (
        "any device where there is no register",
        |case| alone(case).set("R12", "media.device", "rec-09"),
        &[NO_REGISTER],
    ),
    (
        "a register without devices is none",
        |mut case| {
            case.workspace.devices.clear();
            case
        },
        &[NO_REGISTER],
    ),
    (
        "a device that article 6 does not name",
        |case| case.set("R12", "media.device_kind", "无人机"),
        &[("6-1", "R12", "conflict")],
    ),
    (
        "a device that article 6 does not name, without a register",
        |case| alone(case).set("R12", "media.device_kind", "无人机"),
        &[NO_REGISTER, ("6-1", "R12", "conflict")],
    ),
    (
        "a device of another kind than in the register",
        |case| case.set("R12", "media.device_kind", "摄像机"),
        &[("6-1", "R12", "conflict")],
    ),
    (
        "a device of the kind in the register",
        |case| case.set("R12", "media.device_kind", "录音机"),
        &[],
    ),
    (
        "a device out of service",
        |case| {
            device(case, "rec-01", |recorder| {
                recorder.until = Some(day("2026-03-04"));
            })
        },
        &[("6-1", "R12", "conflict")],
    ),
    (
        "where there is no register, what a recording leaves out is still its own",
        |case| alone(case).unset("R12", "media.device"),
        &[NO_REGISTER, ("6-1", "R12", "incomplete")],
    ),
    (
        "a case without recordings needs no register",
        |_| {
            let mut case = Case::empty("行政监督检查", "程序启动");
            case.workspace.devices.clear();
            case
        },
        &[],
    ),
    (
        "a waived lack of a register",
        |case| {
            alone(case).with(
                "[[waiver]]\nrule = \"sanming/6-1\"\nsubject = \"case\"\nreason = \"名录尚未建立\"\n\
                 approver = \"赵某\"",
            )
        },
        &[],
    ),
    (
        "a device not yet in service",
        |case| {
            device(case, "rec-01", |recorder| {
                recorder.from = Some(day("2026-03-06"));
            })
        },
        &[("6-1", "R12", "conflict")],
    ),
    (
        "a device on its first and only day of service",
        |case| {
            device(case, "rec-01", |recorder| {
                recorder.from = Some(day("2026-03-05"));
                recorder.until = Some(day("2026-03-05"));
            })
        },
        &[],
    ),
    (
        "a recording with an end alone",
        |case| {
            let case = case.unset("R12", "media.start");
            device(case, "rec-01", |recorder| {
                recorder.until = Some(day("2026-03-04"));
            })
        },
        &[("6-1", "R12", "conflict"), ("11-4", "E04", "incomplete")],
    ),
    (
        "a recording without any time is outside of no service life",
        |case| {
            let case = case.unset("R12", "media.start").unset("R12", "media.end");
            device(case, "rec-01", |recorder| {
                recorder.until = Some(day("2026-03-01"));
            })
        },
        &[("11-4", "E04", "incomplete")],
    ),
    (
        "the true day counts where the clock is a day fast",
        |case| {
            let case = case.put("R12", "media.start", "2026-03-06T14:28:30+08:00");
            let case = case.put("R12", "media.end", "2026-03-06T15:41:10+08:00");
            device(case, "rec-01", |recorder| {
                recorder.clock_offset = 86_400;
                recorder.until = Some(day("2026-03-05"));
            })
        },
        &[],
    ),
    (
        "a device on its last day of service",
        |case| {
            device(case, "rec-01", |recorder| {
                recorder.until = Some(day("2026-03-05"));
            })
        },
        &[],
    ),
];

#[test]
fn a_recording_names_its_way_and_a_device_of_the_register() {
    expect(Case::example, DEVICES);
}

const INSPECTION: &str = r#"
[answers]
evidence_preserved = false
correction_ordered = false
[[officer]]
name = "张某"
certificate = "1"
certificate_until = 2028-12-31
[[event]]
id = "E01"
type = "监督检查"
start = 2026-03-03
basis = "计划"
officers = ["张某"]
[[record]]
id = "R01"
type = "检查告知书"
date = 2026-03-03
location = "纸质:1"
events = ["E01"]
fields = { "检查事项" = "一", "检查内容" = "二", "当事人权利" = "三" }
[[record]]
id = "R02"
type = "行政监督检查记录表"
location = "纸质:2"
events = ["E01"]
fields = { "检查内容" = "一", "发现的问题" = "无", "是否合格" = "合格", "是否存在违法行为" = "否" }
[[record]]
id = "R03"
type = "音像记录"
location = "采集站:1.jpg"
sha256 = "0000000000000000000000000000000000000000000000000000000000000003"
events = ["E01"]
media = { kind = "照相", device = "cam" }
"#;

pub(super) const ORIGINALS: &[Row] = &[
    (
        "not said to be the original",
        |case| case.unset("R29", "media.original"),
        &[("7-2", "R29", "incomplete")],
    ),
    (
        "not said of a photo",
        |case| case.unset("R22", "media.original"),
        &[("7-2", "R22", "incomplete")],
    ),
    (
        "not the original, and of what it is a copy not said, but it counts",
        |case| case.set("R29", "media.original", false),
        &[("7-2", "R29", "incomplete")],
    ),
    (
        "an edited copy beside its original",
        |case| {
            case.with(
                "[[record]]\nid = \"R60\"\ntype = \"音像记录\"\nlocation = \"采集站:60\"\n\
                 sha256 = \"0000000000000000000000000000000000000000000000000000000000000060\"\n\
                 events = [\"E10\"]\nderived_from = \"R29\"\n\
                 media = { kind = \"录像\", device = \"cam-01\", original = false }",
            )
        },
        &[],
    ),
    (
        "an edited copy instead of an original",
        |case| {
            case.set("R29", "media.original", false)
                .set("R29", "derived_from", "R39")
        },
        &[("15-1", "E10", "missing")],
    ),
    (
        "an edited copy fills no gap",
        |case| {
            case.set("R07", "media.original", false)
                .set("R07", "derived_from", "R06")
        },
        &[("11-4", "E03", "incomplete")],
    ),
    (
        "nothing said of the recording at all",
        |case| case.unset("R29", "media"),
        &[
            ("6-1", "R29", "incomplete"),
            ("7-2", "R29", "incomplete"),
            ("15-1", "E10", "undecidable"),
        ],
    ),
    (
        "in an inspection it is for a person to look at",
        |_| Case::empty("行政监督检查", "审查决定").with(INSPECTION),
        &[("7-2", "R03", "incomplete (warning)")],
    ),
];

#[test]
fn original_data_are_said_to_be_original() {
    expect(Case::example, ORIGINALS);
}
