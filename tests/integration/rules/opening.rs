//! Article 9: the opening of a case and its form.

use super::base::Case;
use super::table::{Row, expect};

pub(super) const OPENING: &[Row] = &[
    (
        "an opening without its form",
        |case| case.without("R03"),
        &[("9-1", "E02", "missing")],
    ),
    (
        "a draft of the form",
        |case| case.set("R03", "state", "草稿"),
        &[("9-1", "E02", "incomplete")],
    ),
    (
        "a form of some other event",
        |case| case.put("R03", "events", "[\"E01\"]"),
        &[("9-1", "E02", "missing")],
    ),
    (
        "a form without an opening event",
        |case| case.without("E02"),
        &[],
    ),
    (
        "neither event nor form",
        |case| case.without("E02").without("R03"),
        &[("9-1", "case", "missing")],
    ),
    (
        "a form that does not say who",
        |case| case.unset("R03", "fields.当事人情况"),
        &[("9-2", "R03", "incomplete")],
    ),
    (
        "a form that does not say where",
        |case| case.unset("R03", "fields.案发地"),
        &[("9-2", "R03", "incomplete")],
    ),
    (
        "a form that does not say whence the case came",
        |case| case.unset("R03", "fields.案件来源"),
        &[("9-2", "R03", "incomplete")],
    ),
    (
        "a form that does not say when it came",
        |case| case.unset("R03", "fields.案源登记时间"),
        &[("9-2", "R03", "incomplete")],
    ),
    (
        "a form that does not say what was verified",
        |case| case.unset("R03", "fields.核查情况"),
        &[("9-2", "R03", "incomplete")],
    ),
    (
        "a form that does not say why",
        |case| case.set("R03", "fields.立案理由", ""),
        &[("9-2", "R03", "incomplete")],
    ),
    (
        "a form that lacks several is one finding",
        |case| {
            case.unset("R03", "fields.案发地")
                .unset("R03", "fields.案件来源")
        },
        &[("9-2", "R03", "incomplete")],
    ),
    (
        "a source registered after the approval",
        |case| case.put("R03", "fields.案源登记时间", "2026-03-03"),
        &[("9-2", "R03", "conflict")],
    ),
    (
        "a source registered on the day of the approval",
        |case| case.put("R03", "fields.案源登记时间", "2026-03-02"),
        &[],
    ),
];

#[test]
fn an_opening_has_its_form_filled_in() {
    expect(Case::example, OPENING);
}
