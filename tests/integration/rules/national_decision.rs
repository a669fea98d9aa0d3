//! 行政处罚法 from the decision on: what it says, its service, payment and publication; cases that
//! end without a penalty; and the inner agreement of a case.

use super::base::Case;
use super::national::{example, expect, said, unsaid};
use super::pieces::paper;
use super::summary;
use super::table::Row;
use super::transfer;

pub(super) const DECISION: &[Row] = &[
    (
        "not sealed",
        |case| case.unset("R44", "seal"),
        &[("penalty-59-1", "R44", "incomplete")],
    ),
    (
        "said to be not sealed",
        |case| case.set("R44", "seal", false),
        &[("penalty-59-1", "R44", "conflict")],
    ),
    (
        "without a number",
        |case| case.unset("R44", "number"),
        &[("penalty-59-1", "R44", "incomplete (warning)")],
    ),
    (
        "without a date, nothing is counted from it",
        |case| case.unset("R44", "date"),
        &[("penalty-59-1", "R44", "incomplete (warning)")],
    ),
    (
        "without the facts",
        |case| case.unset("R44", "fields.违法事实"),
        &[("penalty-59-1", "R44", "incomplete (warning)")],
    ),
    (
        "without the evidence",
        |case| case.unset("R44", "fields.证据"),
        &[("penalty-59-1", "R44", "incomplete (warning)")],
    ),
    (
        "without its ground",
        |case| case.unset("R44", "fields.处罚依据"),
        &[("penalty-59-1", "R44", "incomplete (warning)")],
    ),
    (
        "without the penalty",
        |case| case.unset("R44", "fields.处罚内容"),
        &[("penalty-59-1", "R44", "incomplete (warning)")],
    ),
    (
        "without how to perform",
        |case| case.unset("R44", "fields.履行方式和期限"),
        &[("penalty-59-1", "R44", "incomplete (warning)")],
    ),
    (
        "without who reviews it",
        |case| case.unset("R44", "fields.复议机关"),
        &[("penalty-59-1", "R44", "incomplete (warning)")],
    ),
    (
        "without the court",
        |case| case.unset("R44", "fields.诉讼法院"),
        &[("penalty-59-1", "R44", "incomplete (warning)")],
    ),
    (
        "on the ninetieth day: 17 February and 90 days",
        |case| case.put("E02", "start", "2026-02-17"),
        &[],
    ),
    (
        "on the ninety-first",
        |case| case.put("E02", "start", "2026-02-16"),
        &[("penalty-60-1", "case", "overdue (warning)")],
    ),
    (
        "counted from the form where no event says when it began",
        |case| case.without("E02").put("R03", "date", "2026-02-16"),
        &[("penalty-60-1", "case", "overdue (warning)")],
    ),
    (
        "no decision, fifteen days before: 31 May",
        |case| {
            case.without("R44")
                .without("E17")
                .at("调查取证")
                .on("2026-05-16")
        },
        &[("penalty-60-1", "case", "due")],
    ),
    (
        "no decision, earlier",
        |case| {
            case.without("R44")
                .without("E17")
                .at("调查取证")
                .on("2026-05-15")
        },
        &[],
    ),
    (
        "a decision in draft is none",
        |case| {
            case.set("R44", "state", "草稿")
                .at("审查决定")
                .on("2026-06-01")
        },
        &[("penalty-60-1", "case", "overdue (warning)")],
    ),
    (
        "the fine is the one that was told of",
        |case| fined(case),
        &[],
    ),
    (
        "a lower fine",
        |case| fined(case).set("R44", "fields.罚款金额", 4_000_000),
        &[],
    ),
    (
        "a higher fine",
        |case| fined(case).set("R44", "fields.罚款金额", 5_000_001),
        &[("penalty-45-2", "R44", "conflict (warning)")],
    ),
    (
        "a higher fine, of which a second notice told",
        |case| {
            fined(case)
                .set("R44", "fields.罚款金额", 6_000_000)
                .with(
                    &(paper("R60", "行政处罚事先告知书", "2026-05-06", "E10")
                        + "fields = { \"违法事实\" = \"一\", \"处罚依据\" = \"二\", \
                           \"拟处罚内容\" = \"三\", \"陈述申辩期限\" = \"四\", \
                           \"拟罚款金额\" = 6000000 }\n"),
                )
                .with(
                    "[[event]]\nid = \"E60\"\ntype = \"送达\"\nstart = 2026-05-06\n\
                     documents = [\"R60\"]\nmethod = \"直接送达\"\nreceived = 2026-05-06\n",
                )
        },
        &[],
    ),
];

/// A fine of fifty thousand yuan, paid with a receipt on 3 June.
fn fined(case: Case) -> Case {
    case.set("R44", "fields.罚款金额", 5_000_000)
        .set("R24", "fields.拟罚款金额", 5_000_000)
        .with(&paper("R55", "缴款凭证", "2026-06-03", "E17"))
}

/// Both services of the decision, on a day.
fn served(case: Case, day: &str) -> Case {
    ["E15", "E16"].iter().fold(case, |case, id| {
        case.put(id, "start", day).put(id, "received", day)
    })
}

/// An attempt to serve the decision that failed.
const ATTEMPT: &str = "[[event]]\nid = \"E60\"\ntype = \"送达\"\nstart = 2026-05-20\n\
                       delivered = false\ndocuments = [\"R44\"]\n\
                       to = [\"三明市××机械有限公司\"]\n";

pub(super) const SERVED: &[Row] = &[
    (
        // 19, 20, 21, 22, 25, 26, 27 May
        "served on the seventh working day",
        |case| served(case, "2026-05-27"),
        &[],
    ),
    (
        "served on the eighth, on both",
        |case| served(case, "2026-05-28"),
        &[
            ("penalty-61-1", "R44", "overdue"),
            ("penalty-61-1", "E15", "conflict (warning)"),
            ("penalty-61-1", "E16", "conflict (warning)"),
        ],
    ),
    (
        "on one in time, and not on the other",
        |case| {
            case.put("E16", "start", "2026-05-28")
                .put("E16", "received", "2026-05-28")
        },
        &[("penalty-61-1", "E16", "conflict (warning)")],
    ),
    (
        "posted in time, and received later",
        |case| case.put("E15", "received", "2026-06-01").without("E16"),
        &[],
    ),
    (
        "an attempt in time, and served later by notice",
        |case| {
            alone(case)
                .with(ATTEMPT)
                .set("E16", "method", "公告送达")
                .unset("E16", "received")
                .unset("E16", "deadline")
                .put("E16", "start", "2026-06-05")
        },
        &[("penalty-61-1", "R44", "overdue (warning)")],
    ),
    (
        "published in time",
        |case| {
            alone(case)
                .set("E16", "method", "公告送达")
                .unset("E16", "received")
                .put("E16", "deadline", "2026-07-07")
        },
        &[],
    ),
    (
        // thirty days after 22 May
        "to perform by a day before it counts as served",
        |case| {
            alone(case)
                .set("E16", "method", "公告送达")
                .unset("E16", "received")
                .put("E16", "deadline", "2026-06-20")
        },
        &[("civil-95-1", "E16", "conflict")],
    ),
    (
        "on the very day",
        |case| {
            alone(case)
                .set("E16", "method", "公告送达")
                .unset("E16", "received")
                .put("E16", "deadline", "2026-06-21")
        },
        &[],
    ),
    (
        "a publication that says sixty days is no matter, one that says twenty is",
        |case| {
            alone(case)
                .set("E16", "method", "公告送达")
                .unset("E16", "received")
                .unset("E16", "deadline")
                .with(
                    &(paper("R60", "送达公告", "2026-05-22", "E16")
                        + "fields = { \"视为送达日期\" = 2026-06-11 }\n"),
                )
        },
        &[("civil-95-1", "E16", "conflict (warning)")],
    ),
    (
        "never served, and the term runs",
        |case| {
            case.without("E15")
                .without("E16")
                .at("审查决定")
                .on("2026-05-23")
        },
        &[],
    ),
    (
        "never served, three days before",
        |case| {
            case.without("E15")
                .without("E16")
                .at("审查决定")
                .on("2026-05-24")
        },
        &[("penalty-61-1", "R44", "due")],
    ),
    (
        "never served, and late",
        |case| {
            case.without("E15")
                .without("E16")
                .at("审查决定")
                .on("2026-05-28")
        },
        &[("penalty-61-1", "R44", "overdue")],
    ),
    (
        "by electronic means, with the party's own confirmation",
        |case| case.set("E16", "method", "电子送达"),
        &[],
    ),
    (
        "by electronic means, with that of another party",
        |case| case.set("E16", "method", "电子送达").without("R14"),
        &[("penalty-61-2", "E16", "missing")],
    ),
    (
        // 19, 20, 21, 22, 25, 26, 27 May
        "published on the seventh working day",
        |case| case.put("E18", "start", "2026-05-27"),
        &[],
    ),
    (
        "published on the eighth",
        |case| case.put("E18", "start", "2026-05-28"),
        &[("disclosure-6-1", "case", "overdue (warning)")],
    ),
    (
        "never published",
        |case| case.without("E18"),
        &[("disclosure-6-1", "case", "overdue (warning)")],
    ),
    (
        "not published, three days before",
        |case| case.without("E18").at("送达执行").on("2026-05-24"),
        &[("disclosure-6-1", "case", "due")],
    ),
    (
        "not published, earlier",
        |case| case.without("E18").at("送达执行").on("2026-05-23"),
        &[],
    ),
    (
        "not published, and why",
        |case| {
            case.unset("E18", "start")
                .unset("E18", "site")
                .set("E18", "reason", "涉及商业秘密")
        },
        &[],
    ),
    (
        "not published, before the decision is served",
        |case| case.without("E18").at("审查决定"),
        &[],
    ),
];

/// One party, on whom the decision is served by `E16`.
fn alone(mut case: Case) -> Case {
    let parties = case.table["party"].as_array_mut().expect("parties");
    parties.truncate(1);
    let mut case = case.without("E15");
    for record in case.table["record"].as_array_mut().expect("records") {
        record.as_table_mut().expect("a table").remove("party");
    }
    for event in case.table["event"].as_array_mut().expect("events") {
        event.as_table_mut().expect("a table").remove("to");
    }
    case
}

/// A fine that is not paid, served on 22 May: to be paid by Monday, 8 June.
fn owing(case: Case) -> Case {
    alone(fined(case))
        .without("E17")
        .without("R55")
        .at("送达执行")
}

pub(super) const PAID: &[Row] = &[
    ("paid, with a receipt", fined, &[]),
    (
        "paid, without one",
        |case| fined(case).without("R55"),
        &[("penalty-70-1", "E17", "missing (warning)")],
    ),
    ("no fine: no receipt", |case| case.without("R50"), &[]),
    (
        // fifteen days after Friday, 22 May: Saturday, 6 June, moves on to Monday
        "not paid, on the last day",
        |case| owing(case).on("2026-06-08"),
        &[("penalty-67-1", "E16", "due")],
    ),
    (
        "not paid, three days before",
        |case| owing(case).on("2026-06-05"),
        &[("penalty-67-1", "E16", "due")],
    ),
    (
        "not paid, earlier",
        |case| owing(case).on("2026-06-04"),
        &[],
    ),
    (
        "not paid, the day after",
        |case| owing(case).on("2026-06-09"),
        &[("penalty-67-1", "E16", "overdue (warning)")],
    ),
    (
        "not paid, and by instalments",
        |case| {
            owing(case)
                .with(&paper("R60", "分期缴纳罚款审批表", "2026-06-01", "E14"))
                .on("2026-06-09")
        },
        &[],
    ),
    (
        "not paid, and reminded",
        |case| {
            owing(case)
                .with("[[event]]\nid = \"E60\"\ntype = \"催告\"\nstart = 2026-06-09\n")
                .on("2026-06-10")
        },
        &[],
    ),
    (
        "nothing to be paid",
        |case| owing(case).unset("R44", "fields.罚款金额").on("2026-06-09"),
        &[],
    ),
    (
        "left at the party's: counted from that day",
        |case| {
            owing(case)
                .set("E16", "method", "留置送达")
                .unset("E16", "received")
                .on("2026-06-09")
        },
        &[("penalty-67-1", "E16", "overdue (warning)")],
    ),
    (
        "a service of which nobody says when it was received",
        |case| owing(case).unset("E16", "received").on("2026-06-09"),
        &[],
    ),
    (
        "paid on the last day",
        |case| alone(fined(case)).put("E17", "start", "2026-06-08"),
        &[],
    ),
    (
        "paid a day late",
        |case| alone(fined(case)).put("E17", "start", "2026-06-09"),
        &[
            ("penalty-66-1", "E17", "conflict (warning)"),
            ("penalty-67-1", "E16", "overdue (warning)"),
        ],
    ),
    (
        "paid late, by instalments",
        |case| {
            alone(fined(case))
                .put("E17", "start", "2026-06-09")
                .with(&paper("R60", "分期缴纳罚款审批表", "2026-06-01", "E14"))
        },
        &[],
    ),
    (
        "paid late, after a reminder",
        |case| {
            alone(fined(case))
                .put("E17", "start", "2026-06-12")
                .with("[[event]]\nid = \"E60\"\ntype = \"催告\"\nstart = 2026-06-09\n")
        },
        &[],
    ),
    (
        "performed late, and no fine",
        |case| alone(case).put("E17", "start", "2026-06-12"),
        &[],
    ),
    (
        "performed without a decision",
        |case| {
            alone(fined(case))
                .without("R44")
                .without("E16")
                .at("调查取证")
                .on("2026-05-10")
        },
        &[],
    ),
];

/// The example, ending without a penalty, the party taught.
pub(super) fn refrained() -> Case {
    let mut base = summary::refrained();
    let full = example();
    for record in base.table["record"].as_array_mut().expect("records") {
        let record = record.as_table_mut().expect("a table");
        let list = full.table["record"].as_array().expect("records");
        let same = list.iter().find(|item| item.get("id") == record.get("id"));
        if let Some(fields) = same.and_then(|item| item.get("fields")) {
            record.insert("fields".into(), fields.clone());
        }
    }
    said(
        base,
        &["penalty-33-1", "penalty-43-1", "penalty-55-1"],
        "case",
    )
}

pub(super) const REFRAINED: &[Row] = &[
    ("no penalty, and taught", |case| case, &[]),
    (
        "nobody said that the party was taught",
        unsaid,
        &[
            ("penalty-33-1", "case", "unattested"),
            ("penalty-43-1", "case", "unattested"),
            ("penalty-55-1", "case", "unattested"),
        ],
    ),
    ("nothing was published", |case| case.without("E18"), &[]),
    ("nothing was told of", |case| case.without("R24"), &[]),
    (
        "approved by nobody",
        |case| case.without("R43"),
        &[("penalty-57-1", "R60", "missing (warning)")],
    ),
    (
        "approved later",
        |case| case.put("R43", "date", "2026-05-19"),
        &[("penalty-57-1", "R60", "conflict")],
    ),
    (
        "decided on the ninety-first day",
        |case| case.put("E02", "start", "2026-02-16"),
        &[("penalty-60-1", "case", "overdue (warning)")],
    ),
    (
        "served late is a warning",
        |case| served(case, "2026-05-28"),
        &[("penalty-61-1", "R60", "overdue (warning)")],
    ),
    (
        "an attempt in time is no service",
        |case| {
            served(case, "2026-05-28")
                .with(ATTEMPT)
                .put("E60", "documents", "[\"R60\"]")
        },
        &[("penalty-61-1", "R60", "overdue (warning)")],
    ),
    (
        "never served, three days before",
        |case| {
            case.without("E15")
                .without("E16")
                .at("审查决定")
                .on("2026-05-24")
        },
        &[("penalty-61-1", "R60", "due")],
    ),
    (
        "no order to correct",
        |case| {
            case.without("E06")
                .set("answers", "correction_ordered", false)
        },
        &[],
    ),
    (
        "an outcome that nobody declared",
        |case| unsaid(case).unset("case", "outcome"),
        &[
            ("penalty-43-1", "case", "unattested"),
            ("penalty-55-1", "case", "unattested"),
        ],
    ),
    (
        "dated before the case was opened",
        |case| {
            case.put("R60", "date", "2026-03-01")
                .put("R43", "date", "2026-03-01")
        },
        &[
            ("penalty-61-1", "R60", "overdue (warning)"),
            ("consistency-3-1", "R60", "conflict"),
        ],
    ),
];

/// The example, dropped after its inquiry.
pub(super) fn dropped() -> Case {
    said(
        summary::dropped(),
        &["penalty-43-1", "penalty-55-1"],
        "case",
    )
}

/// A case that belongs to another agency, and was sent there.
pub(super) fn elsewhere() -> Case {
    transfer::transferred()
}

pub(super) const WITHOUT_PENALTY: &[Row] = &[
    ("nothing more", |case| case, &[]),
    ("filed", |case| case.at("归档管理").on("2027-03-01"), &[]),
];

/// A decision of 2 March in a case of another kind: only a penalty's is held to these.
const STRAY: &str = "[[record]]\nid = \"R60\"\ntype = \"行政处罚决定书\"\ndate = 2026-03-02\n\
                     location = \"纸质:60\"\nfields = { \"罚款金额\" = 1000 }\n\
                     [[record]]\nid = \"R61\"\ntype = \"行政处罚事先告知书\"\ndate = 2026-03-02\n\
                     location = \"纸质:61\"\nfields = { \"拟罚款金额\" = 500 }\n[[record]]\nid = \"R62\"\ntype = \"当场行政处罚决定书\"\n\
                     location = \"纸质:62\"\nfields = { \"罚款金额\" = 400000 }\n[[record]]\nid = \"R63\"\ntype = \"不予行政处罚决定书\"\n\
                     date = 2026-03-02\nlocation = \"纸质:63\"\n\
                     [[record]]\nid = \"R64\"\ntype = \"听证笔录\"\nlocation = \"纸质:64\"\n\
                     fields = { \"主持人\" = \"张某\" }\n\
                     [[record]]\nid = \"R65\"\ntype = \"法制审核意见书\"\nlocation = \"纸质:65\"\n\
                     fields = { \"审核结论\" = \"不同意\" }\n\
                     [[record]]\nid = \"R66\"\ntype = \"音像记录\"\nlocation = \"采集站:66\"\n\
                     sha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"\n\
                     media = { kind = \"视频监控\" }\n\
                     [[officer]]\nname = \"张某\"\n\
                     [[party]]\nname = \"甲\"\nkind = \"法人\"\n[[party]]\nname = \"乙\"\n\
                     [[event]]\nid = \"E60\"\ntype = \"现场检查\"\nstart = 2026-03-02\n\
                     [[event]]\nid = \"E61\"\ntype = \"陈述申辩\"\nstart = 2026-03-03\n\
                     [[event]]\nid = \"E62\"\ntype = \"听证\"\nstart = 2026-03-04\n\
                     [[event]]\nid = \"E63\"\ntype = \"送达\"\nstart = 2026-03-30\n\
                     documents = [\"R60\"]\nmethod = \"电子送达\"\nreceived = 2026-03-30\n\
                     [[event]]\nid = \"E64\"\ntype = \"履行\"\nstart = 2026-05-30\n\
                     [[event]]\nid = \"E65\"\ntype = \"立案\"\nstart = 2026-06-30\n";

/// Papers and acts of a penalty in a case of another kind.
pub(super) fn of_another_kind() -> Case {
    Case::empty("行政确认", "归档管理")
        .set("case", "outcome", "予以确认")
        .with(STRAY)
}

pub(super) const OF_ANOTHER_KIND: &[Row] = &[
    ("none of it is asked", |case| case, &[]),
    (
        "nor what a penalty on the spot must keep",
        |case| case.set("case", "procedure", "简易程序"),
        &[],
    ),
    (
        "nor a discussion, though the case is called a grave one",
        |case| case.put("answers", "major_penalty", "true"),
        &[],
    ),
    ("nor an examination", |case| case.without("R65"), &[]),
    (
        "nor time after a notice",
        |case| case.put("E63", "documents", "[\"R60\", \"R61\"]"),
        &[],
    ),
    (
        "nor to wait for it",
        |case| {
            case.without("R60")
                .without("R63")
                .put("E63", "documents", "[\"R61\"]")
                .on("2026-03-31")
        },
        &[],
    ),
    (
        "but of a penalty it is",
        |case| {
            case.set("case", "kind", "行政处罚")
                .set("case", "outcome", "行政处罚")
        },
        &[
            ("penalty-36-1", "case", "unattested"),
            ("penalty-41-1", "R66", "unattested"),
            ("penalty-42-1", "E60", "incomplete"),
            ("penalty-43-1", "case", "unattested"),
            ("penalty-44-1", "R60", "conflict"),
            ("penalty-44-1", "R61", "incomplete (warning)"),
            ("penalty-45-1", "E61", "missing"),
            ("penalty-45-2", "R60", "conflict (warning)"),
            ("penalty-55-1", "case", "unattested"),
            ("penalty-57-1", "R60", "missing (warning)"),
            ("penalty-57-1", "R63", "missing (warning)"),
            ("penalty-58-1", "R65", "conflict (warning)"),
            ("penalty-59-1", "R60", "incomplete"),
            ("penalty-61-1", "E63", "conflict (warning)"),
            ("penalty-61-1", "R60", "overdue"),
            ("penalty-61-1", "R63", "overdue (warning)"),
            ("penalty-61-2", "E63", "missing"),
            ("penalty-64-2", "E62", "missing"),
            ("penalty-64-4", "R64", "conflict"),
            ("penalty-64-8", "R64", "incomplete"),
            ("penalty-65-1", "E62", "conflict"),
            ("penalty-66-1", "E64", "conflict (warning)"),
            ("penalty-67-1", "E63", "overdue (warning)"),
            ("penalty-70-1", "E64", "missing (warning)"),
            ("disclosure-6-1", "case", "overdue (warning)"),
            ("consistency-3-1", "R60", "conflict"),
            ("consistency-3-1", "R61", "conflict"),
            ("consistency-3-1", "R63", "conflict"),
        ],
    ),
];

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
fn a_decision_says_everything_in_time() {
    expect(example, DECISION);
}

#[test]
fn a_decision_is_served_and_published_in_time() {
    expect(example, SERVED);
}

#[test]
fn a_fine_is_paid_in_time_or_by_instalments() {
    expect(example, PAID);
}

#[test]
fn a_case_that_ends_without_a_penalty_is_not_asked_for_one() {
    expect(refrained, REFRAINED);
    expect(dropped, WITHOUT_PENALTY);
    expect(elsewhere, WITHOUT_PENALTY);
}

#[test]
fn what_a_penalty_is_held_to_does_not_bind_other_kinds() {
    expect(of_another_kind, OF_ANOTHER_KIND);
}

#[test]
fn the_papers_of_a_case_agree() {
    expect(example, AGREEMENT);
}
