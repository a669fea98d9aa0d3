//! A reference to what does not exist is one finding, not one more lack beside it.

use super::base::Case;
use super::table::{Row, expect};

pub(super) const REFERENCES: &[Row] = &[
    (
        "a re-check that follows up what does not exist",
        |case| case.put("E08", "of", r#"["E99"]"#),
        &[("anjuan/reference", "E99", "conflict")],
    ),
    (
        "a re-check that names a real and an unreal order",
        |case| case.put("E08", "of", r#"["E06", "E99"]"#),
        &[("anjuan/reference", "E99", "conflict")],
    ),
];

#[test]
fn a_dangling_reference_is_reported_once() {
    expect(Case::example, REFERENCES);
}

pub(super) const WAIVERS: &[Row] = &[
    (
        "a waiver that nobody approved",
        |case| {
            case.without("R49").with(
                "[[waiver]]\nrule = \"sanming/17-1\"\nsubject = \"E16\"\nreason = \"设备故障\"\n",
            )
        },
        &[
            ("17-1", "E16", "missing"),
            ("anjuan/waiver-unused", "E16", "incomplete (warning)"),
        ],
    ),
    (
        "a waiver of nothing in particular",
        |case| case.with("[[waiver]]\nrule = \"sanming/17-1\"\n"),
        &[("anjuan/waiver-unused", "case", "incomplete (warning)")],
    ),
    (
        "a waiver with its reason and approver",
        |case| {
            case.without("R49").with(
                "[[waiver]]\nrule = \"sanming/17-1\"\nsubject = \"E16\"\nreason = \"设备故障\"\n\
                 approver = \"赵某\"\ndate = 2026-05-23\n",
            )
        },
        &[],
    ),
];

#[test]
fn a_waiver_without_reason_and_approver_excuses_nothing() {
    expect(Case::example, WAIVERS);
}

pub(super) const FRACTIONS: &[Row] = &[
    (
        "a gap of the tolerance",
        |case| case.put("R49", "media.start", "2026-05-22T09:35:12+08:00"),
        &[],
    ),
    (
        "a gap half a second longer",
        |case| case.put("R49", "media.start", "2026-05-22T09:35:12.5+08:00"),
        &[("17-1", "E16", "incomplete")],
    ),
];

#[test]
fn a_fraction_of_a_second_counts() {
    expect(Case::example, FRACTIONS);
}
