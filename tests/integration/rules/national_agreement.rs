//! The inner agreement of a case: numbers, places, days and names.

use super::national::{example, expect};
use super::pieces::paper;
use super::table::Row;

pub(super) const AGREEMENT: &[Row] = &[
    (
        "two papers of a type with one number, in other brackets",
        |case| {
            case.with(&paper("R60", "责令(限期)改正通知书", "2026-03-12", "E06"))
                .set("R60", "number", "明工信责改[2026]3号")
        },
        &[("consistency-1-1", "R60", "conflict")],
    ),
    (
        "two papers of two types with one number",
        |case| {
            case.with(&paper("R60", "行政处罚决定审批表", "2026-05-18", "E14"))
                .set("R60", "number", "明工信责改〔2026〕3号")
        },
        &[],
    ),
    (
        "a corrected paper beside the void one",
        |case| {
            case.with(&paper("R60", "责令(限期)改正通知书", "2026-03-10", "E06"))
                .set("R60", "number", "明工信责改〔2026〕3号")
                .set("R60", "state", "作废")
        },
        &[],
    ),
    (
        "an edited copy bears its original's number",
        |case| {
            case.with(&paper("R60", "责令(限期)改正通知书", "2026-03-10", "E06"))
                .set("R60", "number", "明工信责改〔2026〕3号")
                .set("R60", "derived_from", "R18")
        },
        &[],
    ),
    (
        "two copies of one licence",
        |case| {
            case.set("R09", "number", "证照1号")
                .set("R13", "number", "证照1号")
        },
        &[],
    ),
    (
        "an officer in two places at once",
        |case| {
            case.put("E04", "start", "2026-03-03T10:00:00+08:00").put(
                "E04",
                "end",
                "2026-03-03T11:00:00+08:00",
            )
        },
        &[("consistency-2-1", "E04", "conflict (warning)")],
    ),
    (
        "from one place to the next at once",
        |case| {
            case.put("E04", "start", "2026-03-03T10:25:00+08:00").put(
                "E04",
                "end",
                "2026-03-03T11:00:00+08:00",
            )
        },
        &[],
    ),
    (
        "a sample taken during the inspection",
        |case| {
            case.put("E05", "start", "2026-03-03T09:30:00+08:00").put(
                "E05",
                "end",
                "2026-03-03T10:00:00+08:00",
            )
        },
        &[],
    ),
    (
        "a notice before the case was opened",
        |case| case.put("R24", "date", "2026-03-01"),
        &[("consistency-3-1", "R24", "conflict")],
    ),
    (
        "a notice served before it was written",
        |case| case.put("R24", "date", "2026-04-22"),
        &[("consistency-3-1", "R24", "conflict")],
    ),
    (
        "a paper of somebody whom the case does not name",
        |case| case.put("R09", "party", "[\"乙公司\"]"),
        &[("consistency-4-1", "R09", "conflict")],
    ),
    (
        "an event of somebody whom the case does not name",
        |case| case.put("E04", "party", "[\"乙公司\"]"),
        &[("consistency-4-1", "E04", "conflict")],
    ),
    (
        "a form that names somebody else",
        |case| case.set("R03", "fields.当事人情况", "乙公司，住所三明市"),
        &[("consistency-4-1", "R03", "conflict (warning)")],
    ),
    (
        "a form that names it in other brackets",
        |case| {
            let mut case = case;
            case.table["party"].as_array_mut().expect("parties")[0]
                .as_table_mut()
                .expect("a table")
                .insert("name".into(), "甲（三明）公司".into());
            case.table["event"].as_array_mut().expect("events").clear();
            case.table["record"]
                .as_array_mut()
                .expect("records")
                .retain(|r| r.get("id").and_then(toml::Value::as_str) == Some("R03"));
            case.set("R03", "fields.当事人情况", "甲(三明)公司，住所三明市")
                .at("程序启动")
                .on("2026-03-03")
        },
        &[],
    ),
];

#[test]
fn the_papers_of_a_case_agree() {
    expect(example, AGREEMENT);
}
