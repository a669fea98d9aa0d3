//! Articles 21 and 22: a seizure, its extension and its end, in a case of coercion and inside a
//! penalty case.

use super::base::Case;
use super::pieces::{event, paper, service, video};
use super::table::{Row, expect};

/// The seizure of 4 March until 2 April, extended to 1 May, lifted on 29 April.
fn seizure() -> String {
    let goods = "[[record]]\nid = \"R71\"\ntype = \"物品清单\"\nlocation = \"纸质:R71\"\n\
                 attached_to = \"R70\"\nfields = { \"物品\" = [{ \"名称\" = \"电动机\" }] }\n";
    [
        event(
            "E40",
            "查封扣押",
            "2026-03-04T09:00:00+08:00",
            "end = 2026-03-04T10:00:00+08:00\ndeadline = 2026-04-02\nofficers = [\"张某\", \"李某\"]",
        ),
        paper("R70", "查封（扣押）决定书", "2026-03-04", "E40"),
        goods.to_owned(),
        video("R72", "E40", "2026-03-04", ("09:00", "10:00")),
        service("E41", "R70", "R73", "2026-03-04"),
        event("E42", "延长查封扣押", "2026-04-01", "deadline = 2026-05-01"),
        paper("R74", "延长查封、扣押期限通知书", "2026-04-01", "E42"),
        service("E43", "R74", "R75", "2026-04-01"),
        event("E44", "解除查封扣押", "2026-04-29", "result = \"解除\""),
        paper("R76", "查封、扣押处理决定书", "2026-04-29", "E44"),
        service("E45", "R76", "R77", "2026-04-29"),
        video("R78", "E44", "2026-04-29", ("09:00", "09:20")),
    ]
    .concat()
}

/// A case of coercion: one seizure, lifted.
pub(super) fn own() -> Case {
    let answers = "[answers]\nsuspected_crime = false\nseized_goods_transferred = false\n\
                   enforcement_needed = false\n[[party]]\nname = \"甲公司\"\n";
    let case = Case::empty("行政强制", "归档管理").set("case", "outcome", "解除");
    let case = case.put("case", "closed", "2026-05-06");
    case.with(answers).with(&seizure())
}

/// The same seizure inside the penalty case of the examples.
pub(super) fn inside() -> Case {
    let case = Case::example().unset("answers", "seized");
    let case = case.set("answers", "seized_goods_transferred", false);
    let case = case.with(&seizure());
    ["E41", "E43", "E45"]
        .iter()
        .fold(case, |case, id| case.unset(id, "to").put(id, "to", BOTH))
}

const BOTH: &str = r#"["三明市××机械有限公司", "三明市××机械有限公司沙县分公司"]"#;

/// The goods handed to the police instead of released.
fn handed_over(case: Case) -> Case {
    let list = "[[record]]\nid = \"R81\"\ntype = \"物品清单\"\nlocation = \"纸质:R81\"\n\
                attached_to = \"R80\"\n";
    let ends = ["E44", "R76", "R77", "R78"];
    let case = ends.iter().fold(case, |case, id| case.without(id));
    case.unset("answers", "seized_goods_transferred")
        .with(&event("E51", "财物移送", "2026-04-29", ""))
        .with(&paper(
            "R80",
            "（查封、扣押）财物移送通知书",
            "2026-04-29",
            "E51",
        ))
        .with(list)
        .put("E45", "documents", r#"["R80"]"#)
        .with(&paper("R82", "送达回证", "2026-04-29", "E45"))
        .put("R82", "serves", r#"["R80"]"#)
        .put(
            "R82",
            "signatures",
            r#"[{ name = "王某", role = "收件人", mark = "签名" }]"#,
        )
}

/// A second seizure, whose decision, list, recording and service are those of the first.
const SECOND: &str = "[[event]]\nid = \"E50\"\ntype = \"查封扣押\"\n\
                      start = 2026-03-04T09:00:00+08:00\nend = 2026-03-04T10:00:00+08:00\n\
                      deadline = 2026-04-02\n";

fn second(case: Case) -> Case {
    case.with(SECOND)
        .put("R70", "events", r#"["E40", "E50"]"#)
        .put("R72", "events", r#"["E40", "E50"]"#)
        .put("E44", "of", r#"["E40", "E50"]"#)
        .put("E42", "of", r#"["E40", "E50"]"#)
}

pub(super) const SEIZED: &[Row] = &[
    ("seized, extended and lifted", |case| case, &[]),
    (
        "no decision",
        |case| case.without("R70").without("E41").without("R71"),
        &[("21-1", "E40", "missing")],
    ),
    (
        "a decision in draft",
        |case| case.set("R70", "state", "草稿"),
        &[("21-1", "E40", "incomplete")],
    ),
    (
        "no term of the seizure",
        |case| case.unset("E40", "deadline"),
        &[("21-1", "E40", "incomplete")],
    ),
    (
        "no list",
        |case| case.without("R71"),
        &[("21-2", "E40", "missing")],
    ),
    (
        "a list of some other paper",
        |case| case.set("R71", "attached_to", "R74"),
        &[("21-2", "E40", "missing")],
    ),
    (
        "a list in draft",
        |case| case.set("R71", "state", "草稿"),
        &[("21-2", "E40", "incomplete")],
    ),
    (
        "a scan of the list without rows",
        |case| case.unset("R71", "fields"),
        &[],
    ),
    (
        "not recorded",
        |case| case.without("R72"),
        &[("21-3", "E40", "missing")],
    ),
    (
        "recorded in part",
        |case| case.put("R72", "media.end", "2026-03-04T09:50:00+08:00"),
        &[("21-3", "E40", "incomplete")],
    ),
    (
        "photos alone",
        |case| case.set("R72", "media.kind", "照相"),
        &[("21-3", "E40", "incomplete (warning)")],
    ),
    (
        "a decision never served",
        |case| case.without("E41"),
        &[("21-4", "R70", "missing")],
    ),
    (
        "a decision without proof of service",
        |case| case.without("R73"),
        &[("21-4", "E41", "missing")],
    ),
    (
        "lifted on the last day",
        |case| case.put("E44", "start", "2026-05-01"),
        &[],
    ),
    (
        "lifted a day late is a warning here",
        |case| {
            case.put("E44", "start", "2026-05-02")
                .put("R76", "date", "2026-05-02")
                .put("E45", "start", "2026-05-02")
                .put("E45", "received", "2026-05-02")
                .put("R77", "date", "2026-05-02")
        },
        &[("22-1", "E40", "overdue (warning)")],
    ),
    (
        "never lifted, at filing",
        |case| {
            case.without("E44")
                .without("R76")
                .without("E45")
                .without("R77")
                .without("R78")
        },
        &[("22-1", "E40", "missing")],
    ),
    (
        "not lifted yet, before its term",
        |case| {
            case.without("E44")
                .without("R76")
                .without("E45")
                .without("R77")
                .without("R78")
                .at("送达执行")
                .on("2026-04-20")
        },
        &[],
    ),
    (
        "not lifted yet, five days before its term",
        |case| {
            case.without("E44")
                .without("R76")
                .without("E45")
                .without("R77")
                .without("R78")
                .at("送达执行")
                .on("2026-04-26")
        },
        &[("22-1", "E40", "due")],
    ),
    (
        "not lifted, past its term",
        |case| {
            case.without("E44")
                .without("R76")
                .without("E45")
                .without("R77")
                .without("R78")
                .at("送达执行")
                .on("2026-05-02")
        },
        &[("22-1", "E40", "overdue (warning)")],
    ),
    (
        "no decision on what was seized",
        |case| case.without("R76").without("E45"),
        &[("22-1", "E44", "missing")],
    ),
    (
        "a decision on it never served",
        |case| case.without("E45"),
        &[("22-1", "R76", "missing")],
    ),
    (
        "confiscated, with a decision",
        |case| case.set("E44", "result", "没收"),
        &[],
    ),
    (
        "a release that was not recorded",
        |case| case.without("R78"),
        &[("22-3", "E44", "missing")],
    ),
    (
        "a photo of the release will do",
        |case| {
            case.set("R78", "media.kind", "照相")
                .unset("R78", "media.end")
        },
        &[],
    ),
    (
        "no notice of the extension",
        |case| case.without("R74").without("E43"),
        &[("22-2", "E42", "missing")],
    ),
    (
        "a notice of the extension never served",
        |case| case.without("E43"),
        &[("22-2", "R74", "missing")],
    ),
    (
        "an extension without its term, which moves the end of the seizure",
        |case| case.unset("E42", "deadline"),
        &[("22-2", "E42", "incomplete")],
    ),
    (
        "extended on the last day",
        |case| {
            case.put("E42", "start", "2026-04-02")
                .put("R74", "date", "2026-04-01")
        },
        &[],
    ),
    (
        "extended after its term is a warning here",
        |case| case.put("E42", "start", "2026-04-03"),
        &[("22-2", "E42", "conflict (warning)")],
    ),
    (
        "extended or not is not said",
        |case| {
            case.without("E42")
                .without("R74")
                .without("E43")
                .without("R75")
                .put("E40", "deadline", "2026-05-01")
        },
        &[("22-2", "answers.seizure_extended", "undeclared")],
    ),
    ("handed over instead", handed_over, &[]),
    ("two seizures that everything is of", second, &[]),
    (
        "two seizures, and a release that says not of which",
        |case| second(case).unset("E44", "of"),
        &[("22-1", "E44", "incomplete")],
    ),
    (
        "two seizures, and an extension that says not of which",
        |case| second(case).unset("E42", "of"),
        &[("22-2", "E42", "incomplete")],
    ),
    (
        "two seizures, and goods handed over that say not of which",
        |case| {
            let notice = paper("R80", "（查封、扣押）财物移送通知书", "2026-04-29", "E51");
            let goods = "[[record]]\nid = \"R81\"\ntype = \"物品清单\"\nlocation = \"纸质:R81\"\n\
                         attached_to = \"R80\"\n";
            let case = second(case)
                .with(&event("E51", "财物移送", "2026-04-29", ""))
                .with(&notice)
                .with(goods)
                .put("E45", "documents", r#"["R76", "R80"]"#)
                .put("R77", "serves", r#"["R76", "R80"]"#);
            if case.table["answers"]
                .get("seized_goods_transferred")
                .is_some()
            {
                return case.unset("answers", "seized_goods_transferred");
            }
            case
        },
        &[("22-2", "E51", "incomplete")],
    ),
    (
        "whether goods were handed over is not said",
        |case| case.unset("answers", "seized_goods_transferred"),
        &[("10-2", "answers.seized_goods_transferred", "undeclared")],
    ),
];

#[test]
fn a_seizure_has_its_papers_and_ends_in_time_in_either_kind_of_case() {
    expect(own, SEIZED);
    expect(inside, SEIZED);
}
