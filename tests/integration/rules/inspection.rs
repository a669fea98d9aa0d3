//! Articles 24 to 29: an inspection, in a case of its own and inside a penalty case.

use super::base::Case;
use super::pieces::{event, paper, service, video};
use super::table::{Row, expect};

/// An inspection of 4 March with its notice and record.
fn visit() -> String {
    [
        event(
            "E40",
            "监督检查",
            "2026-03-04T09:00:00+08:00",
            "end = 2026-03-04T10:00:00+08:00\nplace = \"甲公司厂区\"\n\
             officers = [\"张某\", \"李某\"]\nbasis = \"2026年度双随机抽查计划\"",
        ),
        paper("R70", "检查告知书", "2026-03-04", "E40")
            + "fields = { \"检查事项\" = \"节能\", \"检查内容\" = \"用能设备\", \"当事人权利\" = \"陈述\" }\n",
        paper("R71", "行政监督检查记录表", "2026-03-04", "E40")
            + "fields = { \"检查内容\" = \"用能设备\", \"发现的问题\" = \"无\", \"是否合格\" = \"合格\", \
               \"是否存在违法行为\" = \"否\" }\n",
        video("R72", "E40", "2026-03-04", ("09:00", "10:00")),
    ]
    .concat()
}

const OFFICERS: &str = r#"
[[party]]
name = "甲公司"
[[officer]]
name = "张某"
certificate = "闽G0400001"
certificate_until = 2028-12-31
[[officer]]
name = "李某"
certificate = "闽G0400002"
certificate_until = 2028-12-31
"#;

const NOTHING_MORE: &str = "[answers]\nevidence_preserved = false\ncorrection_ordered = false\n";

/// A case of inspection that found nothing, published and filed.
pub(super) fn own() -> Case {
    let case = Case::empty("行政监督检查", "归档管理").set("case", "outcome", "未发现问题");
    case.put("case", "closed", "2026-03-20")
        .with(OFFICERS)
        .with(NOTHING_MORE)
        .with(&visit())
        .with(&event("E46", "公示", "2026-03-10", "site = \"局网站\""))
}

/// The same inspection inside the penalty case of the examples.
pub(super) fn inside() -> Case {
    Case::example().with(&visit())
}

pub(super) const VISITED: &[Row] = &[
    ("inspected as it should be", |case| case, &[]),
    (
        "a person says that it stayed within its bounds",
        |case| case.with(WITHIN_BOUNDS),
        &[],
    ),
    (
        "by no plan",
        |case| case.unset("E40", "basis"),
        &[("24-1", "E40", "incomplete")],
    ),
    (
        "not recorded",
        |case| case.without("R72"),
        &[("24-2", "E40", "missing")],
    ),
    (
        "a photo will do",
        |case| case.set("R72", "media.kind", "照相"),
        &[],
    ),
    (
        "no notice",
        |case| case.without("R70"),
        &[("25-1", "E40", "missing")],
    ),
    (
        "a notice of the day after",
        |case| case.put("R70", "date", "2026-03-05"),
        &[("25-1", "E40", "conflict")],
    ),
    (
        "a notice of days before",
        |case| case.put("R70", "date", "2026-03-02"),
        &[],
    ),
    (
        "no officer",
        |case| case.put("E40", "officers", "[]"),
        &[("25-2", "E40", "incomplete")],
    ),
    (
        "one officer is enough here",
        |case| case.put("E40", "officers", "[\"张某\"]"),
        &[],
    ),
    (
        "an officer whom the case does not name",
        |case| case.put("E40", "officers", "[\"张某\", \"吴某\"]"),
        &[("25-2", "E40", "conflict")],
    ),
    (
        "a certificate that had expired",
        |case| of_officer(case, "certificate_until", Some("2026-03-03")),
        &[("25-2", "E40", "conflict")],
    ),
    (
        "a certificate on its last day",
        |case| of_officer(case, "certificate_until", Some("2026-03-04")),
        &[],
    ),
    (
        "a certificate of which no end is known",
        |case| {
            let mut case = of_officer(case, "certificate_until", None);
            case.workspace.officers.clear();
            case
        },
        &[("25-2", "E40", "undecidable")],
    ),
    (
        "no number of a certificate",
        |case| {
            let mut case = of_officer(case, "certificate", None);
            case.workspace.officers.clear();
            case
        },
        &[("25-2", "E40", "incomplete")],
    ),
    (
        "a notice that does not say what is inspected",
        |case| case.unset("R70", "fields.检查事项"),
        &[("25-3", "R70", "incomplete")],
    ),
    (
        "a notice that does not say how",
        |case| case.unset("R70", "fields.检查内容"),
        &[("25-3", "R70", "incomplete")],
    ),
    (
        "a notice that does not tell of rights",
        |case| case.unset("R70", "fields.当事人权利"),
        &[("25-3", "R70", "incomplete")],
    ),
    (
        "no record",
        |case| case.without("R71"),
        &[("26-1", "E40", "missing")],
    ),
    (
        "a record without what was inspected",
        |case| case.unset("R71", "fields.检查内容"),
        &[("26-1", "R71", "incomplete")],
    ),
    (
        "a record without what was found",
        |case| case.unset("R71", "fields.发现的问题"),
        &[("26-1", "R71", "incomplete")],
    ),
    (
        "a record that does not say whether it passed",
        |case| case.unset("R71", "fields.是否合格"),
        &[("26-1", "R71", "incomplete")],
    ),
    (
        "a record that does not say whether the law was broken",
        |case| case.unset("R71", "fields.是否存在违法行为"),
        &[("26-1", "R71", "incomplete")],
    ),
    (
        "passed in other words",
        |case| case.set("R71", "fields.是否合格", "基本合格"),
        &[("26-1", "R71", "conflict")],
    ),
    (
        "broken in other words",
        |case| case.set("R71", "fields.是否存在违法行为", "不详"),
        &[("26-1", "R71", "conflict")],
    ),
    (
        "found out, and so said",
        |case| {
            case.set("R71", "fields.是否合格", "不合格")
                .set("R71", "fields.是否存在违法行为", "是")
        },
        &[],
    ),
];

const WITHIN_BOUNDS: &str = "[[attestation]]\nrule = \"sanming/27-1\"\nsubject = \"E40\"\n\
                             statement = \"没有超越\"\nby = \"张某\"\ndate = 2026-03-04\n";

/// Edits the first officer.
fn of_officer(mut case: Case, key: &str, value: Option<&str>) -> Case {
    let officers = case.table["officer"].as_array_mut().expect("officers");
    let officer = officers[0].as_table_mut().expect("a table");
    officer.remove(key);
    if let Some(value) = value {
        let table: toml::Table = format!("v = {value}").parse().expect("TOML");
        officer.insert(key.into(), table["v"].clone());
    }
    case
}

pub(super) const PUBLISHED: &[Row] = &[
    (
        "never published",
        |case| case.without("E46"),
        &[("26-2", "case", "missing")],
    ),
    (
        "not published, and why",
        |case| {
            case.unset("E46", "site")
                .set("E46", "reason", "涉及商业秘密")
        },
        &[],
    ),
    (
        "published nobody knows where",
        |case| case.unset("E46", "site"),
        &[("26-2", "E46", "incomplete")],
    ),
    (
        "published twice, once nobody knows where",
        |case| case.with(&event("E47", "公示", "2026-03-11", "")),
        &[],
    ),
    (
        "once nobody knows where, once not, and why",
        |case| {
            case.unset("E46", "site").with(&event(
                "E47",
                "公示",
                "2026-03-11",
                "reason = \"涉及商业秘密\"",
            ))
        },
        &[],
    ),
    (
        "a case opened, and which",
        |case| {
            case.set("case", "outcome", "立案查处")
                .put("case", "related", "[\"2026-0012\"]")
        },
        &[],
    ),
    (
        "a case opened, and not said which",
        |case| case.set("case", "outcome", "立案查处"),
        &[("26-3", "case", "incomplete (warning)")],
    ),
    (
        "sent on, and not where",
        |case| case.set("case", "outcome", "移送"),
        &[("26-3", "case", "missing (warning)")],
    ),
    (
        "no inspection",
        |case| {
            case.without("E40")
                .without("R70")
                .without("R71")
                .without("R72")
        },
        &[("24-1", "case", "missing")],
    ),
];

/// Evidence preserved and a correction ordered during the inspection.
fn acts() -> String {
    [
        event("E50", "先行登记保存", "2026-03-04", ""),
        paper("R80", "先行登记保存证据通知书", "2026-03-04", "E50"),
        "[[record]]\nid = \"R81\"\ntype = \"（场所、设施、财物）清单\"\nlocation = \"纸质:R81\"\n\
         attached_to = \"R80\"\nfields = { \"物品\" = [{ \"名称\" = \"账册\" }] }\n"
            .to_owned(),
        video("R82", "E50", "2026-03-04", ("09:10", "09:20")),
        service("E51", "R80", "R83", "2026-03-04"),
        event("E52", "责令改正", "2026-03-04", "deadline = 2026-03-12"),
        paper("R84", "责令(限期)改正通知书", "2026-03-04", "E52"),
        service("E53", "R84", "R85", "2026-03-04"),
        event("E54", "核查", "2026-03-13", "result = \"已改正\""),
        paper("R86", "核查记录", "2026-03-13", "E54"),
    ]
    .concat()
}

pub(super) fn acting() -> Case {
    let case = own()
        .unset("answers", "evidence_preserved")
        .unset("answers", "correction_ordered");
    case.set("case", "outcome", "责令改正").with(&acts())
}

pub(super) const ACTS: &[Row] = &[
    ("preserved and corrected", |case| case, &[]),
    (
        "no notice of the preservation",
        |case| case.without("R80").without("E51").without("R81"),
        &[("28-1", "E50", "missing")],
    ),
    (
        "no list",
        |case| case.without("R81"),
        &[("28-1", "E50", "missing")],
    ),
    (
        "the preservation not recorded",
        |case| case.without("R82"),
        &[("28-1", "E50", "missing")],
    ),
    (
        "the notice of it never served",
        |case| case.without("E51"),
        &[("28-1", "R80", "missing")],
    ),
    (
        "nothing said of preservation",
        |case| {
            ["E50", "R80", "R81", "R82", "E51", "R83"]
                .iter()
                .fold(case, |case, id| case.without(id))
        },
        &[("28-1", "answers.evidence_preserved", "undeclared")],
    ),
    (
        "no order to correct",
        |case| case.without("R84").without("E53"),
        &[("29-1", "E52", "missing")],
    ),
    (
        "no term to correct",
        |case| case.unset("E52", "deadline").set("E54", "result", "已改正"),
        &[("29-1", "E52", "incomplete")],
    ),
    (
        "the order never served",
        |case| case.without("E53"),
        &[("29-1", "R84", "missing")],
    ),
    (
        "no re-check, at filing",
        |case| case.without("E54").without("R86"),
        &[("29-2", "E52", "missing")],
    ),
    (
        "no re-check, on the last day of the term",
        |case| {
            case.without("E54")
                .without("R86")
                .at("送达执行")
                .on("2026-03-12")
        },
        &[],
    ),
    (
        "no re-check, the day after it",
        |case| {
            case.without("E54")
                .without("R86")
                .at("送达执行")
                .on("2026-03-13")
        },
        &[("29-2", "E52", "missing (warning)")],
    ),
    (
        "a re-check within the term that found it undone",
        |case| {
            case.put("E54", "start", "2026-03-12")
                .set("E54", "result", "未改正")
        },
        &[("29-2", "E52", "missing")],
    ),
    (
        "a re-check after the term, whatever it found",
        |case| case.set("E54", "result", "未改正"),
        &[],
    ),
    (
        "a re-check within the term that found it done",
        |case| case.put("E54", "start", "2026-03-08"),
        &[],
    ),
    (
        "two orders, and a re-check that says not of which",
        |case| {
            case.with(&event(
                "E55",
                "责令改正",
                "2026-03-04",
                "deadline = 2026-03-12",
            ))
            .put("R84", "events", "[\"E52\", \"E55\"]")
        },
        &[("29-2", "E54", "incomplete")],
    ),
    (
        "the re-check needs no recording here",
        |case| case.set("E54", "place", "甲公司"),
        &[],
    ),
];

#[test]
fn an_inspection_has_its_notice_record_and_recording_in_either_kind_of_case() {
    expect(own, VISITED);
    expect(inside, VISITED);
}

#[test]
fn the_result_of_an_inspection_is_published_and_followed_up() {
    expect(own, PUBLISHED);
}

#[test]
fn what_is_done_during_an_inspection_is_reported_under_its_own_articles() {
    expect(acting, ACTS);
}

#[test]
fn that_an_inspection_stayed_within_its_bounds_is_for_a_person() {
    let report = own().report();
    let found = report.findings.iter().find(|f| f.rule == "sanming/27-1");
    let found = found.expect("a finding");
    assert_eq!(
        (found.subject.as_str(), found.status.word()),
        ("E40", "unattested")
    );
    let report = own().with(WITHIN_BOUNDS).report();
    let found = report.findings.iter().find(|f| f.rule == "sanming/27-1");
    assert_eq!(found.expect("a finding").status.word(), "satisfied");
}
