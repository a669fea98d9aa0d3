//! Articles 3 and 19: attempts of a service that failed.

use super::base::Case;
use super::table::{Row, expect};

/// An attempt to serve the decision that failed.
pub(super) const ATTEMPT: &str = r#"
    [[event]]
    id = "E30"
    type = "送达"
    start = 2026-05-20
    documents = ["R44"]
    delivered = false

    [[record]]
    id = "R70"
    type = "其他材料"
    location = "纸质:卷内第92页"
    events = ["E30"]
    "#;

pub(super) const ATTEMPTS: &[Row] = &[
    ("an attempt with its record", |case| case.with(ATTEMPT), &[]),
    (
        "without its record",
        |case| case.with(ATTEMPT).without("R70"),
        &[("3-1", "E30", "missing")],
    ),
    (
        "without its time",
        |case| case.with(ATTEMPT).unset("E30", "start"),
        &[("3-1", "E30", "incomplete")],
    ),
    (
        "the only service failed: not served",
        |case| case.set("E16", "delivered", false).without("R49"),
        &[("17-2", "R44", "missing")],
    ),
    (
        "a recording alone is no 文字 record of it",
        |case| {
            case.with(ATTEMPT).set("R70", "type", "音像记录").put(
                "R70",
                "media",
                r#"{ kind = "照相", device = "cam-03", original = true }"#,
            )
        },
        &[("3-1", "E30", "missing")],
    ),
    (
        "an attempt to serve again",
        |case| case.with(ATTEMPT).put("E30", "of", r#"["E16"]"#),
        &[],
    ),
    (
        "delivered written out",
        |case| case.set("E16", "delivered", true).unset("E16", "received"),
        &[("19-1", "E16", "incomplete")],
    ),
];

#[test]
fn an_attempt_asks_for_its_written_record_and_nothing_else() {
    expect(Case::example, ATTEMPTS);
}
