//! What a recording must cover: gaps, clocks, and times that are not known.

use anjuan::workspace::{Device, Workspace};

use super::base::Case;
use super::table::{Row, Said, expect};

/// That nobody can tell whether the devices are registered: one finding of the whole case.
pub(super) const NO_REGISTER: Said = ("6-1", "case", "undecidable");

/// A case that stands alone: no register of devices, no clock offsets.
pub(super) fn alone(mut case: Case) -> Case {
    case.workspace = Workspace::default();
    case
}

/// The example with one device of the register changed.
pub(super) fn device(mut case: Case, id: &str, change: fn(&mut Device)) -> Case {
    let found = case
        .workspace
        .devices
        .iter_mut()
        .find(|device| device.id == id);
    change(found.expect("a device of the register"));
    case
}

fn tolerance(mut case: Case, seconds: i64) -> Case {
    case.workspace.check.coverage_tolerance = seconds;
    case
}

/// The hearing lasts from 9:00 to 11:00; its camera's clock is right.
pub(super) const GAPS: &[Row] = &[
    (
        "300 seconds late",
        |case| case.put("R39", "media.start", "2026-05-12T09:05:00+08:00"),
        &[],
    ),
    (
        "301 seconds late",
        |case| case.put("R39", "media.start", "2026-05-12T09:05:01+08:00"),
        &[("15-2", "E12", "incomplete")],
    ),
    (
        "300 seconds short",
        |case| case.put("R39", "media.end", "2026-05-12T10:55:00+08:00"),
        &[],
    ),
    (
        "301 seconds short",
        |case| case.put("R39", "media.end", "2026-05-12T10:54:59+08:00"),
        &[("15-2", "E12", "incomplete")],
    ),
    (
        "300 seconds between two parts",
        |case| case.put("R07", "media.start", "2026-03-03T09:55:10+08:00"),
        &[],
    ),
    (
        "301 seconds between two parts",
        |case| case.put("R07", "media.start", "2026-03-03T09:55:11+08:00"),
        &[("11-4", "E03", "incomplete")],
    ),
    (
        "two parts that overlap",
        |case| case.put("R07", "media.start", "2026-03-03T09:10:00+08:00"),
        &[],
    ),
    (
        "times without a zone are those of Beijing",
        |case| {
            let case = case.put("R39", "media.start", "2026-05-12T09:05:00");
            case.put("R39", "media.end", "2026-05-12T10:55:00")
        },
        &[],
    ),
    (
        "times of another zone are brought to Beijing's",
        |case| {
            let case = case.put("R39", "media.start", "2026-05-12T01:05:01Z");
            case.put("R39", "media.end", "2026-05-12T03:03:30Z")
        },
        &[("15-2", "E12", "incomplete")],
    ),
    (
        "a gap that the workspace allows",
        |case| tolerance(case, 2),
        &[],
    ),
    (
        "a gap that the workspace does not allow",
        |case| tolerance(case, 1),
        &[("11-4", "E03", "incomplete")],
    ),
    (
        "a sound recording will do",
        |case| case.set("R39", "media.kind", "录音"),
        &[],
    ),
    (
        "a surveillance recording will do",
        |case| case.set("R39", "media.kind", "视频监控"),
        &[],
    ),
    (
        "photos only",
        |case| case.set("R39", "media.kind", "照相"),
        &[("15-2", "E12", "incomplete (warning)")],
    ),
    (
        "a photo beside a part covers nothing",
        |case| case.set("R07", "media.kind", "照相"),
        &[("11-4", "E03", "incomplete")],
    ),
];

#[test]
fn a_gap_of_the_tolerance_passes_and_a_longer_one_does_not() {
    expect(Case::example, GAPS);
}

/// The service of the notice lasts from 15:00 to 15:15; its camera's clock is 12 seconds fast.
pub(super) const CLOCKS: &[Row] = &[
    (
        "300 seconds late by the true time",
        |case| case.put("R27", "media.start", "2026-04-21T15:05:12+08:00"),
        &[],
    ),
    (
        "301 seconds late by the true time",
        |case| case.put("R27", "media.start", "2026-04-21T15:05:13+08:00"),
        &[("14-2", "E09", "incomplete")],
    ),
    (
        "300 seconds short by the true time",
        |case| case.put("R27", "media.end", "2026-04-21T15:10:12+08:00"),
        &[],
    ),
    (
        "301 seconds short by the true time, although not by the device's",
        |case| case.put("R27", "media.end", "2026-04-21T15:10:11+08:00"),
        &[("14-2", "E09", "incomplete")],
    ),
    (
        "a clock that is slow",
        |case| {
            let case = device(case, "cam-03", |camera| camera.clock_offset = -12);
            case.put("R27", "media.start", "2026-04-21T15:04:48+08:00")
        },
        &[],
    ),
    (
        "a clock that is slow, one second more",
        |case| {
            let case = device(case, "cam-03", |camera| camera.clock_offset = -12);
            case.put("R27", "media.start", "2026-04-21T15:04:49+08:00")
        },
        &[("14-2", "E09", "incomplete")],
    ),
    (
        "without a register the device's time is the true one",
        |case| alone(case).put("R27", "media.start", "2026-04-21T15:05:00+08:00"),
        &[NO_REGISTER],
    ),
];

#[test]
fn the_clock_of_the_device_is_set_right_first() {
    expect(Case::example, CLOCKS);
}

pub(super) const UNKNOWN_TIMES: &[Row] = &[
    (
        "a recording without end",
        |case| case.unset("R39", "media.end"),
        &[("15-2", "E12", "incomplete")],
    ),
    (
        "a recording without start",
        |case| case.unset("R39", "media.start"),
        &[("15-2", "E12", "incomplete")],
    ),
    (
        "a recording without end beside one that covers all",
        |case| {
            case.unset("R06", "media.end")
                .put("R07", "media.start", "2026-03-03T09:08:00+08:00")
        },
        &[],
    ),
    (
        "an event without end",
        |case| case.unset("E12", "end"),
        &[("15-2", "E12", "incomplete")],
    ),
    (
        "an event of which the day is known",
        |case| case.put("E12", "start", "2026-05-12").unset("E12", "end"),
        &[("15-2", "E12", "incomplete")],
    ),
    (
        "an ordinary recording needs no times",
        |case| {
            let case = case.unset("E08", "end").without("R22");
            case.unset("R23", "media.start").unset("R23", "media.end")
        },
        &[],
    ),
    (
        "an unregistered device, its recording too short",
        |case| {
            let case = case.set("R12", "media.device", "rec-09");
            case.put("R12", "media.start", "2026-03-05T14:40:00+08:00")
        },
        &[("6-1", "R12", "conflict"), ("11-4", "E04", "undecidable")],
    ),
    (
        "no device, its recording too short",
        |case| {
            let case = case.unset("R12", "media.device");
            case.put("R12", "media.start", "2026-03-05T14:40:00+08:00")
        },
        &[("6-1", "R12", "incomplete"), ("11-4", "E04", "undecidable")],
    ),
    (
        "no register, its recording too short",
        |case| alone(case).put("R12", "media.start", "2026-03-05T14:40:00+08:00"),
        &[NO_REGISTER, ("11-4", "E04", "incomplete")],
    ),
];

#[test]
fn what_has_no_time_covers_nothing() {
    expect(Case::example, UNKNOWN_TIMES);
}

#[test]
fn each_gap_is_named() {
    let late = "2026-05-12T09:10:00+08:00";
    let early = "2026-05-12T10:30:00+08:00";
    let case = Case::example()
        .put("R39", "media.start", late)
        .put("R39", "media.end", early);
    let report = case.report();
    let found = report
        .findings
        .iter()
        .find(|finding| finding.rule == "sanming/15-2" && finding.subject == "E12");
    let message = &found.expect("a finding").message;
    for gap in ["09:00:00–09:10:00", "10:30:00–11:00:00"] {
        assert!(message.contains(gap), "{gap} in {message}");
    }
}
