//! Suspected crimes (国务院令第310号), inspections of enterprises, and their publication.

use super::base::Case;
use super::inspection;
use super::national::{expect, said, unsaid};
use super::pieces::{event, paper, service};
use super::table::Row;

const HEAD: &str = "[answers]\nout_of_jurisdiction = false\ninspected = false\nsampled = false\n\
                    inquired = false\nevidence_preserved = false\ncorrection_ordered = false\n\
                    seized = false\n[[party]]\nname = \"甲公司\"\n\
                    [[officer]]\nname = \"张某\"\ncertificate = \"1\"\n\
                    certificate_until = 2028-12-31\n[[officer]]\nname = \"李某\"\n\
                    certificate = \"2\"\ncertificate_until = 2028-12-31\n";

/// Reported on 7 March, approved on the 10th at nine, handed to the police at four.
pub(super) fn crime() -> Case {
    let case = Case::empty("行政处罚", "送达执行").set("case", "outcome", "移送");
    let case = case
        .with(HEAD)
        .with(&event(
            "E01",
            "涉嫌犯罪移送",
            "2026-03-10T16:00:00+08:00",
            "officers = [\"张某\", \"李某\"]",
        ))
        .with(
            &(paper("R01", "涉嫌犯罪案件移送函", "2026-03-10", "E01")
                + "fields = { \"批准时间\" = 2026-03-10T09:00:00+08:00, \
                   \"移送时间\" = 2026-03-10T16:00:00+08:00, \
                   \"材料清单\" = [{ \"名称\" = \"调查报告\" }] }\n"),
        )
        .with(&paper("R02", "案件调查终结报告", "2026-03-07", "E01"))
        .with(&service("E02", "R01", "R03", "2026-03-10").replace("甲公司", "某县公安局"));
    said(case, &["transfer-6-1"], "R01")
}

pub(super) const CRIME: &[Row] = &[
    (
        "reported, approved, handed over, signed for",
        |case| case,
        &[],
    ),
    (
        "one officer",
        |case| case.put("E01", "officers", "[\"张某\"]"),
        &[("transfer-5-1", "E01", "incomplete")],
    ),
    (
        "no report",
        |case| case.without("R02"),
        &[("transfer-5-1", "E01", "missing (warning)")],
    ),
    (
        "a report under another name",
        |case| said(case.without("R02"), &["transfer-5-1"], "E01"),
        &[],
    ),
    (
        // three days of the calendar after Saturday, 7 March
        "approved on the fourth day",
        |case| {
            case.put("R01", "fields.批准时间", "2026-03-11T09:00:00+08:00")
                .put("R01", "fields.移送时间", "2026-03-11T16:00:00+08:00")
        },
        &[("transfer-5-2", "R01", "overdue (warning)")],
    ),
    (
        "handed over twenty-four hours after the approval",
        |case| case.put("R01", "fields.移送时间", "2026-03-11T09:00:00+08:00"),
        &[],
    ),
    (
        "handed over a minute later",
        |case| case.put("R01", "fields.移送时间", "2026-03-11T09:01:00+08:00"),
        &[("transfer-5-2", "R01", "overdue")],
    ),
    (
        "the letter says not when: the event does",
        |case| {
            case.unset("R01", "fields.移送时间")
                .put("E01", "start", "2026-03-11T09:01:00+08:00")
        },
        &[("transfer-5-2", "R01", "overdue")],
    ),
    (
        "approved on a day without a time: until the end of the next",
        |case| {
            case.put("R01", "fields.批准时间", "2026-03-10").put(
                "R01",
                "fields.移送时间",
                "2026-03-11T23:59:00+08:00",
            )
        },
        &[],
    ),
    (
        "nobody says when it was approved",
        |case| case.unset("R01", "fields.批准时间"),
        &[],
    ),
    (
        "a letter without a list of what goes with it",
        |case| case.unset("R01", "fields.材料清单"),
        &[("transfer-6-1", "R01", "incomplete (warning)")],
    ),
    (
        "nobody said what went with it",
        unsaid,
        &[("transfer-6-1", "R01", "unattested")],
    ),
    (
        "not signed for by whoever received it",
        |case| {
            case.put(
                "R03",
                "signatures",
                "[{ name = \"张某\", role = \"送达人\", mark = \"签名\" }]",
            )
        },
        &[("transfer-7-1", "E02", "incomplete")],
    ),
    (
        "signed for on the police's own receipt",
        |case| said(case.unset("R03", "signatures"), &["transfer-7-1"], "E02"),
        &[],
    ),
    (
        "penalised after it",
        |case| penalised(case, "2026-03-11"),
        &[("transfer-11-1", "E01", "conflict (warning)")],
    ),
    (
        "penalised before it",
        |case| penalised(case, "2026-03-10"),
        &[],
    ),
];

/// A penalty all the same, sound but for its day.
fn penalised(case: Case, day: &str) -> Case {
    let case = case
        .with(&paper("R10", "行政处罚决定书", day, "E01"))
        .set("R10", "seal", true)
        .set("R10", "number", "1")
        .put(
            "R10",
            "fields",
            "{ \"违法事实\" = \"一\", \"证据\" = \"二\", \"处罚依据\" = \"三\", \
             \"处罚内容\" = \"四\", \"履行方式和期限\" = \"五\", \"复议机关\" = \"六\", \
             \"诉讼法院\" = \"七\" }",
        )
        .with(
            &(paper("R11", "行政处罚事先告知书", "2026-03-01", "E01")
                + "fields = { \"违法事实\" = \"一\", \"处罚依据\" = \"二\", \
                   \"拟处罚内容\" = \"三\", \"陈述申辩期限\" = \"四\" }\n"),
        )
        .with(&paper("R12", "行政处罚决定审批表", "2026-03-09", "E01"))
        .with(&event(
            "E10",
            "送达",
            "2026-03-12",
            "documents = [\"R10\"]\nmethod = \"直接送达\"\nreceived = 2026-03-12",
        ))
        .with(&event(
            "E11",
            "送达",
            "2026-03-02",
            "documents = [\"R11\"]\nmethod = \"直接送达\"\nreceived = 2026-03-02",
        ));
    said(case, &["penalty-58-1"], "R10")
        .put("R10", "events", "[]")
        .put("R11", "events", "[]")
}

/// An inspection of 4 March, approved the day before, published on the 10th.
pub(super) fn visited() -> Case {
    let case = inspection::own().with(&paper("R90", "行政检查审批表", "2026-03-03", "E40"));
    said(case, &["inspection-1-2"], "E40")
}

pub(super) const VISITED: &[Row] = &[
    ("approved, by two, published", |case| case, &[]),
    (
        "nobody approved",
        |case| case.without("R90"),
        &[("inspection-1-1", "E40", "missing (warning)")],
    ),
    (
        "approved on the general form",
        |case| case.set("R90", "type", "内部程序审批表"),
        &[],
    ),
    (
        "approved the day after",
        |case| case.put("R90", "date", "2026-03-05"),
        &[("inspection-1-1", "E40", "conflict")],
    ),
    (
        "by one officer",
        |case| case.put("E40", "officers", "[\"张某\"]"),
        &[("inspection-1-2", "E40", "incomplete (warning)")],
    ),
    (
        "nobody said that it was announced, scanned and told",
        unsaid,
        &[("inspection-1-2", "E40", "unattested")],
    ),
    (
        // 5, 6, 9 to 13, 16 to 20, 23 to 27, 30, 31 March, 1 April
        "published on the twentieth working day",
        |case| case.put("E46", "start", "2026-04-01"),
        &[],
    ),
    (
        "published on the twenty-first",
        |case| case.put("E46", "start", "2026-04-02"),
        &[("disclosure-6-2", "case", "overdue (warning)")],
    ),
    (
        "not published, five days before",
        |case| case.without("E46").at("送达执行").on("2026-03-27"),
        &[("disclosure-6-2", "case", "due")],
    ),
    (
        "not published, earlier",
        |case| case.without("E46").at("送达执行").on("2026-03-26"),
        &[],
    ),
    (
        "in another kind of case no term of publication",
        |case| case.set("case", "kind", "行政强制").without("E46"),
        &[],
    ),
];

/// Evidence preserved during the inspection, approved and decided on.
pub(super) fn acting() -> Case {
    let case = inspection::acting()
        .with(&paper("R90", "行政检查审批表", "2026-03-03", "E40"))
        .with(&paper("R91", "内部程序审批表", "2026-03-04", "E50"))
        .with(&paper(
            "R92",
            "先行登记保存证据处理通知书",
            "2026-03-13",
            "E50",
        ));
    said(case, &["inspection-1-2"], "E40")
}

pub(super) const ACTS: &[Row] = &[
    (
        // 5, 6, 9, 10, 11, 12, 13 March
        "evidence preserved in an inspection is held to the same days",
        |case| case,
        &[],
    ),
    (
        "decided on the eighth",
        |case| case.put("R92", "date", "2026-03-14"),
        &[("penalty-56-2", "E50", "overdue")],
    ),
    (
        "nobody approved",
        |case| case.without("R91"),
        &[("penalty-56-1", "E50", "missing")],
    ),
];

#[test]
fn a_suspected_crime_goes_to_the_police_within_a_day() {
    expect(crime, CRIME);
}

#[test]
fn an_inspection_is_approved_and_published() {
    expect(visited, VISITED);
}

#[test]
fn evidence_preserved_in_an_inspection_is_decided_on_in_seven_working_days() {
    expect(acting, ACTS);
}
