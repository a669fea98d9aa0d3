//! 行政处罚法 from the decision on: what it says, its service, payment and publication.

use super::base::Case;
use super::national::{example, expect};
use super::pieces::paper;
use super::table::Row;

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
pub(super) fn served(case: Case, day: &str) -> Case {
    ["E15", "E16"].iter().fold(case, |case, id| {
        case.put(id, "start", day).put(id, "received", day)
    })
}

/// An attempt to serve the decision that failed.
pub(super) const ATTEMPT: &str = "[[event]]\nid = \"E60\"\ntype = \"送达\"\nstart = 2026-05-20\n\
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
