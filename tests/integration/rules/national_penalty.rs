//! 行政处罚法 up to the decision: who acts, what is told, heard, examined and approved before it.

use super::base::Case;
use super::investigation;
use super::national::{example, expect, said, unsaid};
use super::pieces::paper;
use super::summary;
use super::table::Row;

pub(super) const INVESTIGATION: &[Row] = &[
    (
        "nothing said by a person",
        unsaid,
        &[
            ("penalty-36-1", "case", "unattested"),
            ("penalty-43-1", "case", "unattested"),
            ("penalty-55-1", "case", "unattested"),
        ],
    ),
    (
        "nobody inspected or asked: no certificate was to be shown",
        |case| unsaid(case).without("E03").without("E04"),
        &[("penalty-36-1", "case", "unattested")],
    ),
    (
        "asked, and nothing inspected",
        |case| unsaid(case).without("E03"),
        &[
            ("penalty-36-1", "case", "unattested"),
            ("penalty-43-1", "case", "unattested"),
            ("penalty-55-1", "case", "unattested"),
        ],
    ),
    (
        "inspected, and nobody asked",
        |case| unsaid(case).without("E04"),
        &[
            ("penalty-36-1", "case", "unattested"),
            ("penalty-43-1", "case", "unattested"),
            ("penalty-55-1", "case", "unattested"),
        ],
    ),
    (
        "a camera that watches by itself",
        |case| case.set("R06", "media.kind", "视频监控"),
        &[("penalty-41-1", "R06", "unattested")],
    ),
    (
        "a camera that watches by itself, examined",
        |case| {
            said(
                case.set("R06", "media.kind", "视频监控"),
                &["penalty-41-1"],
                "R06",
            )
        },
        &[],
    ),
    (
        "one officer at an inspection",
        |case| case.put("E03", "officers", "[\"张某\"]"),
        &[("penalty-42-1", "E03", "incomplete")],
    ),
    (
        "one officer twice at an inquiry",
        |case| case.put("E04", "officers", "[\"张某\", \"张某\"]"),
        &[("penalty-42-1", "E04", "incomplete")],
    ),
    (
        "nobody at a sampling",
        |case| case.put("E05", "officers", "[]"),
        &[("penalty-42-1", "E05", "incomplete")],
    ),
    (
        "two officers, one of whom the case does not name",
        |case| case.put("E03", "officers", "[\"张某\", \"吴某\"]"),
        &[("penalty-42-1", "E03", "conflict")],
    ),
    (
        "a certificate that had expired by one of the days",
        |case| officer(case, "certificate_until", Some("2026-03-04")),
        &[
            ("penalty-42-1", "E04", "conflict"),
            ("penalty-42-1", "E05", "conflict"),
        ],
    ),
    (
        "a certificate of which no end is known",
        |case| alone(officer(case, "certificate_until", None)),
        &[
            ("penalty-42-1", "E03", "undecidable"),
            ("penalty-42-1", "E04", "undecidable"),
            ("penalty-42-1", "E05", "undecidable"),
        ],
    ),
    (
        "the workspace knows the end of it",
        |case| officer(case, "certificate_until", None),
        &[],
    ),
    (
        "corrected without an order",
        |case| uncorrected(case),
        &[("penalty-28-1", "case", "missing (warning)")],
    ),
    (
        "corrected by the decision itself",
        |case| said(uncorrected(case), &["penalty-28-1"], "case"),
        &[],
    ),
    (
        "the same, before the decision is served",
        |case| uncorrected(case).at("审查决定"),
        &[],
    ),
];

/// The case without an order to correct.
fn uncorrected(case: Case) -> Case {
    case.without("E06")
        .set("answers", "correction_ordered", false)
}

/// The workspace without a register.
fn alone(mut case: Case) -> Case {
    case.workspace.officers.clear();
    case
}

/// Edits the first officer.
fn officer(mut case: Case, key: &str, value: Option<&str>) -> Case {
    let officers = case.table["officer"].as_array_mut().expect("officers");
    let officer = officers[0].as_table_mut().expect("a table");
    officer.remove(key);
    if let Some(value) = value {
        let table: toml::Table = format!("v = {value}").parse().expect("TOML");
        officer.insert(key.into(), table["v"].clone());
    }
    case
}

/// Evidence preserved on Monday 9 March, decided on by 17 March at the latest.
pub(super) fn preserved() -> Case {
    let case = said(
        investigation::preserved(),
        &["penalty-36-1", "penalty-43-1", "penalty-55-1"],
        "case",
    );
    let mut full = example().table;
    for key in ["record"] {
        let own = full[key].as_array().expect("records").clone();
        let list = case.table[key].as_array().expect("records");
        let more = list
            .iter()
            .filter(|item| !own.iter().any(|other| other.get("id") == item.get("id")));
        let all: Vec<_> = own.iter().chain(more).cloned().collect();
        full.insert(key.into(), toml::Value::Array(all));
    }
    let mut case = case;
    case.table["record"] = full["record"].clone();
    case.put("E30", "start", "2026-03-09T09:00:00+08:00")
        .put("E30", "end", "2026-03-09T10:00:00+08:00")
        .put("E30", "officers", "[\"张某\", \"李某\"]")
        .with(&paper("R90", "内部程序审批表", "2026-03-09", "E30"))
        .with(&paper(
            "R91",
            "先行登记保存证据处理通知书",
            "2026-03-18",
            "E30",
        ))
}

pub(super) const PRESERVED: &[Row] = &[
    (
        // 10, 11, 12, 13, 16, 17, 18 March
        "approved, and decided on the seventh working day",
        |case| case,
        &[],
    ),
    (
        "decided on the eighth",
        |case| case.put("R91", "date", "2026-03-19"),
        &[("penalty-56-2", "E30", "overdue")],
    ),
    (
        "not decided, three days before",
        |case| case.without("R91").on("2026-03-15"),
        &[("penalty-56-2", "E30", "due")],
    ),
    (
        "not decided, earlier",
        |case| case.without("R91").on("2026-03-14"),
        &[],
    ),
    (
        "not decided, the day after",
        |case| case.without("R91").on("2026-03-19"),
        &[("penalty-56-2", "E30", "overdue")],
    ),
    (
        "a decision in draft is none",
        |case| case.set("R91", "state", "草稿"),
        &[("penalty-56-2", "E30", "overdue")],
    ),
    (
        "a decision of nothing is none",
        |case| case.put("R91", "events", "[]"),
        &[("penalty-56-2", "E30", "overdue")],
    ),
    (
        "nobody approved",
        |case| case.without("R90"),
        &[("penalty-56-1", "E30", "missing")],
    ),
    (
        "approved the day after",
        |case| case.put("R90", "date", "2026-03-10"),
        &[("penalty-56-1", "E30", "conflict")],
    ),
    (
        "approved the day before, and what was decided approved later",
        |case| {
            case.put("R90", "date", "2026-03-08").with(&paper(
                "R92",
                "内部程序审批表",
                "2026-03-17",
                "E30",
            ))
        },
        &[],
    ),
    (
        "by one officer",
        |case| case.put("E30", "officers", "[\"张某\"]"),
        &[("penalty-42-1", "E30", "incomplete")],
    ),
    (
        "without a day, that alone is reported, by the regulation",
        |case| case.unset("E30", "start"),
        &[],
    ),
];

/// A second notice, of 6 May, served on the 8th.
const SECOND_NOTICE: &str = r#"
[[record]]
id = "R60"
type = "行政处罚事先告知书"
number = "明工信罚告〔2026〕11号"
date = 2026-05-06
location = "纸质:60"
fields = { "违法事实" = "使用", "处罚依据" = "第七十一条", "拟处罚内容" = "没收", "陈述申辩期限" = "五日", "听证申请期限" = "五日" }
[[event]]
id = "E60"
type = "送达"
start = 2026-05-08
documents = ["R60"]
method = "直接送达"
received = 2026-05-08
"#;

/// The branch's own decision, of 20 May, after a notice of its own of the 12th.
const APART: &str = r#"
[[record]]
id = "R60"
type = "行政处罚事先告知书"
number = "明工信罚告〔2026〕11号"
date = 2026-05-12
location = "纸质:60"
party = ["三明市××机械有限公司沙县分公司"]
fields = { "违法事实" = "使用", "处罚依据" = "第七十一条", "拟处罚内容" = "没收", "陈述申辩期限" = "五日", "听证申请期限" = "五日" }
[[event]]
id = "E60"
type = "送达"
start = 2026-05-12
documents = ["R60"]
method = "直接送达"
to = ["三明市××机械有限公司沙县分公司"]
received = 2026-05-12
[[record]]
id = "R61"
type = "行政处罚决定书"
number = "明工信罚〔2026〕13号"
date = 2026-05-20
seal = true
location = "纸质:61"
party = ["三明市××机械有限公司沙县分公司"]
fields = { "违法事实" = "使用", "证据" = "笔录", "处罚依据" = "第七十一条", "处罚内容" = "没收", "履行方式和期限" = "十五日", "复议机关" = "市政府", "诉讼法院" = "法院" }
[[event]]
id = "E61"
type = "送达"
start = 2026-05-21
documents = ["R61"]
method = "直接送达"
to = ["三明市××机械有限公司沙县分公司"]
received = 2026-05-21
"#;

/// Two parties, each told and penalised apart.
fn apart(case: Case) -> Case {
    case.put("R24", "party", "[\"三明市××机械有限公司\"]")
        .put("R44", "party", "[\"三明市××机械有限公司\"]")
        .put("E15", "documents", "[]")
        .with(APART)
}

pub(super) const NOTICE: &[Row] = &[
    (
        "no notice",
        |case| case.without("R24").without("E09"),
        &[("penalty-44-1", "R44", "missing")],
    ),
    (
        "a notice in draft",
        |case| case.set("R24", "state", "草稿"),
        &[("penalty-44-1", "R44", "incomplete")],
    ),
    (
        "a notice of the day of the decision",
        |case| case.put("R24", "date", "2026-05-18"),
        &[
            ("penalty-44-1", "R44", "conflict"),
            ("consistency-3-1", "R24", "conflict"),
        ],
    ),
    (
        "a notice that came after the decision",
        |case| {
            case.put("E09", "start", "2026-05-19")
                .put("E09", "received", "2026-05-19")
        },
        &[
            ("penalty-44-1", "R44", "conflict"),
            ("penalty-64-1", "R44", "conflict"),
        ],
    ),
    (
        "a notice without the facts",
        |case| case.unset("R24", "fields.违法事实"),
        &[("penalty-44-1", "R24", "incomplete (warning)")],
    ),
    (
        "a notice without its ground",
        |case| case.unset("R24", "fields.处罚依据"),
        &[("penalty-44-1", "R24", "incomplete (warning)")],
    ),
    (
        "a notice without what is intended",
        |case| case.unset("R24", "fields.拟处罚内容"),
        &[("penalty-44-1", "R24", "incomplete (warning)")],
    ),
    (
        "a notice without the time to answer",
        |case| case.unset("R24", "fields.陈述申辩期限"),
        &[("penalty-44-1", "R24", "incomplete (warning)")],
    ),
    (
        // 9 (a worked Saturday), 11, 12, 13, 14 May
        "told anew, and time enough after it",
        |case| case.with(SECOND_NOTICE),
        &[],
    ),
    (
        // 12, 13, 14, 15, 18 May: the decision is of the last day
        "told anew, and not enough",
        |case| {
            case.with(SECOND_NOTICE)
                .put("E60", "start", "2026-05-11")
                .put("E60", "received", "2026-05-11")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        "a void notice is none",
        |case| {
            case.with(SECOND_NOTICE)
                .put("E60", "received", "2026-05-20")
                .set("R60", "state", "作废")
        },
        &[],
    ),
    (
        // of the branch: 13, 14, 15, 18, 19 May
        "two parties told and penalised apart, each in its own time",
        apart,
        &[],
    ),
    (
        "two parties apart, and one in too short a time",
        |case| apart(case).put("R61", "date", "2026-05-19"),
        &[("penalty-64-1", "R61", "conflict")],
    ),
    (
        "two parties apart, and one never told",
        |case| apart(case).without("R60").without("E60"),
        &[("penalty-44-1", "R61", "missing")],
    ),
    (
        "what was said against it, and nobody examined it",
        |case| case.without("R30"),
        &[("penalty-45-1", "E10", "missing")],
    ),
    (
        "said after a reminder: the regulation asks",
        |case| {
            case.without("R30")
                .with("[[event]]\nid = \"E60\"\ntype = \"催告\"\nstart = 2026-04-22\n")
        },
        &[],
    ),
];

pub(super) const HEARING: &[Row] = &[
    (
        // 12, 13, 14, 15, 18 May
        "decided on the fifth working day after the notice",
        |case| {
            case.put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        // 9 (a worked Saturday), 11, 12, 13, 14 May
        "decided after it",
        |case| {
            case.put("E09", "start", "2026-05-08")
                .put("E09", "received", "2026-05-08")
        },
        &[],
    ),
    (
        "decided within it, a hearing waived in writing",
        |case| {
            case.put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
                .with(&paper("R60", "听证放弃声明", "2026-05-12", "E09"))
        },
        &[],
    ),
    (
        "decided within it, a waiver in draft",
        |case| {
            case.put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
                .with(&paper("R60", "听证放弃声明", "2026-05-12", "E09"))
                .set("R60", "state", "草稿")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        "the notice left at the party's: served that day",
        |case| {
            case.put("E09", "start", "2026-05-11")
                .set("E09", "method", "留置送达")
                .unset("E09", "received")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        "the notice published: served thirty days later",
        |case| {
            case.set("E09", "method", "公告送达")
                .unset("E09", "received")
        },
        &[
            ("penalty-44-1", "R44", "conflict"),
            ("penalty-64-1", "R44", "conflict"),
        ],
    ),
    (
        "a notice that tells of a hearing is enough",
        |case| {
            unheard(case)
                .put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        "a notice that tells of no hearing: its time is not that of a hearing",
        |case| {
            unheard(case)
                .put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
                .unset("R24", "fields.听证申请期限")
        },
        &[],
    ),
    (
        "a notice that was not copied out: a warning",
        |case| {
            unheard(case)
                .put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
                .unset("R24", "fields.听证申请期限")
                .unset("R24", "fields.陈述申辩期限")
        },
        &[
            ("penalty-44-1", "R24", "incomplete (warning)"),
            ("penalty-64-1", "R44", "conflict (warning)"),
        ],
    ),
    (
        "no hearing, and called a grave case",
        |case| {
            unheard(case)
                .set("answers", "major_penalty", true)
                .with(&paper("R62", "集体讨论记录", "2026-05-15", "E14"))
                .put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
                .unset("R24", "fields.听证申请期限")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        "a hearing alone: its time",
        |case| {
            case.without("E13")
                .set("answers", "major_penalty", false)
                .put("E09", "start", "2026-05-11")
                .put("E09", "received", "2026-05-11")
                .unset("R24", "fields.听证申请期限")
        },
        &[("penalty-64-1", "R44", "conflict")],
    ),
    (
        // 22, 23, 24, 27, 28 April
        "told, and the time to ask for a hearing runs",
        |case| undecided(case).on("2026-04-28"),
        &[("penalty-64-1", "R24", "due")],
    ),
    (
        "told, and it has run out",
        |case| undecided(case).on("2026-04-29"),
        &[],
    ),
    (
        "told, and waived",
        |case| {
            undecided(case)
                .with(&paper("R60", "听证放弃声明", "2026-04-22", "E09"))
                .on("2026-04-24")
        },
        &[],
    ),
    (
        "told, and decided not to penalise",
        |case| {
            undecided(case)
                .without("R43")
                .with(&paper("R60", "不予行政处罚决定书", "2026-04-23", "E14"))
                .on("2026-04-24")
        },
        &[("penalty-57-1", "R60", "missing (warning)")],
    ),
    (
        "told of no hearing: nothing to wait for",
        |case| {
            unheard(undecided(case))
                .unset("R24", "fields.听证申请期限")
                .on("2026-04-24")
        },
        &[],
    ),
    (
        "told, and not copied out",
        |case| {
            unheard(undecided(case))
                .unset("R24", "fields.听证申请期限")
                .unset("R24", "fields.陈述申辩期限")
                .on("2026-04-24")
        },
        &[
            ("penalty-44-1", "R24", "incomplete (warning)"),
            ("penalty-64-1", "R24", "due"),
        ],
    ),
    (
        "told of no hearing, and called a grave case",
        |case| {
            unheard(undecided(case))
                .set("answers", "major_penalty", true)
                .unset("R24", "fields.听证申请期限")
                .on("2026-04-24")
        },
        &[("penalty-64-1", "R24", "due")],
    ),
    (
        "a hearing, of which the notice does not tell",
        |case| {
            undecided(case)
                .set("answers", "major_penalty", false)
                .unset("R24", "fields.听证申请期限")
                .on("2026-04-24")
        },
        &[("penalty-64-1", "R24", "due")],
    ),
    (
        "told by a service in a year without holidays",
        |case| {
            undecided(case)
                .put("E09", "start", "2026-12-30")
                .put("E09", "received", "2026-12-30")
                .on("2026-12-31")
        },
        &[
            ("penalty-60-1", "case", "overdue (warning)"),
            ("penalty-64-1", "R24", "undecidable"),
        ],
    ),
    (
        "no notice of the hearing",
        |case| case.without("R31").without("E11"),
        &[("penalty-64-2", "E12", "missing")],
    ),
    (
        // counted back from 12 May: 11, 9, 8, 7, 6 May, 30, 29 April
        "told of the hearing seven working days before",
        |case| case.put("E11", "received", "2026-04-29"),
        &[],
    ),
    (
        "told of it six before",
        |case| case.put("E11", "received", "2026-04-30"),
        &[("penalty-64-2", "E12", "conflict")],
    ),
    (
        "a second hearing, and told of it in time",
        |case| second_hearing(case, "2026-05-06"),
        &[],
    ),
    (
        // counted back from 18 May: 15, 14, 13, 12, 11, 9, 8 May
        "a second hearing, and told of it late",
        |case| second_hearing(case, "2026-05-09"),
        &[("penalty-64-2", "E60", "conflict")],
    ),
    (
        "presided over by an officer of the case",
        |case| case.set("R37", "fields.主持人", "张某"),
        &[("penalty-64-4", "R37", "conflict")],
    ),
    (
        "an officer named as its president beforehand",
        |case| case.set("R31", "fields.主持人", "李某，执法一科"),
        &[("penalty-64-4", "R31", "conflict")],
    ),
    (
        "no record of the hearing",
        |case| case.without("R37"),
        &[("penalty-65-1", "E12", "missing")],
    ),
    (
        "a record that nobody signed",
        |case| case.unset("R37", "signatures"),
        &[("penalty-64-8", "R37", "incomplete")],
    ),
    (
        "a record that the party would not sign, as its president notes",
        |case| {
            case.put(
                "R37",
                "signatures",
                "[{ name = \"王某\", role = \"当事人\", mark = \"拒签\" }, \
                 { name = \"郑某\", role = \"主持人\", mark = \"签名\" }]",
            )
        },
        &[],
    ),
    (
        "a record that the party's agent signed",
        |case| {
            case.put(
                "R37",
                "signatures",
                "[{ name = \"何某\", role = \"委托代理人\", mark = \"签名\" }]",
            )
        },
        &[],
    ),
    (
        "decided before the hearing was over",
        |case| case.put("E12", "end", "2026-05-19T11:00:00+08:00"),
        &[("penalty-65-1", "E12", "conflict")],
    ),
    (
        "decided on the day of it",
        |case| case.put("E12", "end", "2026-05-18T11:00:00+08:00"),
        &[],
    ),
];

/// The case without its hearing and its discussion.
fn unheard(case: Case) -> Case {
    ["E11", "R31", "E12", "R37", "E13", "R42"]
        .iter()
        .fold(case, |case, id| case.without(id))
        .set("answers", "major_penalty", false)
        .set("answers", "hearing_held", false)
}

/// The case before its decision.
fn undecided(case: Case) -> Case {
    case.without("R44").at("审查决定")
}

/// A second hearing on 18 May, told of on a day.
fn second_hearing(case: Case, told: &str) -> Case {
    case.with(
        "[[event]]\nid = \"E60\"\ntype = \"听证\"\nstart = 2026-05-18T09:00:00+08:00\n\
         end = 2026-05-18T10:00:00+08:00\n",
    )
    .put("R37", "events", "[\"E12\", \"E60\"]")
    .put("R31", "events", "[\"E12\"]")
    .with(&paper("R60", "听证通知书", "2026-05-05", "E60"))
    .with(&format!(
        "[[event]]\nid = \"E61\"\ntype = \"送达\"\nstart = {told}\ndocuments = [\"R60\"]\n\
         method = \"直接送达\"\nreceived = {told}\n"
    ))
}

pub(super) const APPROVAL: &[Row] = &[
    (
        "nobody approved the decision",
        |case| case.without("R43"),
        &[("penalty-57-1", "R44", "missing (warning)")],
    ),
    (
        "approved on the general form",
        |case| {
            case.without("R43")
                .with(&paper("R60", "内部程序审批表", "2026-05-18", "E14"))
        },
        &[],
    ),
    (
        "approved after the decision",
        |case| case.put("R43", "date", "2026-05-19"),
        &[("penalty-57-1", "R44", "conflict")],
    ),
    (
        "a grave case, and no discussion",
        |case| case.without("R42"),
        &[("penalty-57-2", "R44", "missing")],
    ),
    (
        "discussed after the decision",
        |case| {
            case.put("E13", "start", "2026-05-19T14:30:00+08:00")
                .put("R42", "date", "2026-05-19")
        },
        &[("penalty-57-2", "R44", "conflict")],
    ),
    (
        "no grave case",
        |case| {
            case.without("E13")
                .without("R42")
                .set("answers", "major_penalty", false)
        },
        &[],
    ),
    (
        "heard, and not examined by the lawyers",
        |case| case.without("R41"),
        &[("penalty-58-1", "R44", "missing")],
    ),
    (
        "examined after the decision",
        |case| case.put("R41", "date", "2026-05-19"),
        &[("penalty-58-1", "R44", "conflict")],
    ),
    (
        "not heard, and not examined: for a person",
        |case| unheard(case).without("R41"),
        &[("penalty-58-1", "R44", "unattested")],
    ),
    (
        "not heard, not examined, and not needed",
        |case| said(unheard(case).without("R41"), &["penalty-58-1"], "R44"),
        &[],
    ),
    ("not heard, and examined all the same", unheard, &[]),
    (
        "examined, and refused",
        |case| case.set("R41", "fields.审核结论", "不同意"),
        &[("penalty-58-1", "R41", "conflict (warning)")],
    ),
    (
        "refused, before there is a decision",
        |case| undecided(case.set("R41", "fields.审核结论", "不同意")).on("2026-05-15"),
        &[],
    ),
    (
        "refused, mended, and agreed to",
        |case| {
            case.set("R41", "fields.审核结论", "不同意").with(
                &(paper("R60", "法制审核意见书", "2026-05-15", "E13")
                    + "fields = { \"审核结论\" = \"同意\" }\n"),
            )
        },
        &[],
    ),
];

/// The example on the spot, of one officer's word.
pub(super) fn on_the_spot() -> Case {
    let fields = "{ \"违法事实\" = \"一\", \"处罚依据\" = \"二\", \"处罚内容\" = \"罚款\", \
                  \"罚款金额\" = 20000, \"处罚时间\" = 2026-03-02T09:30:00+08:00, \
                  \"处罚地点\" = \"三\", \"复议机关\" = \"四\", \"诉讼法院\" = \"五\" }";
    let officers = "[[officer]]\nname = \"张某\"\ncertificate = \"1\"\n\
                    certificate_until = 2028-12-31\n[[officer]]\nname = \"李某\"\n\
                    certificate = \"2\"\ncertificate_until = 2028-12-31\n";
    let published = "[[event]]\nid = \"E09\"\ntype = \"公示\"\nstart = 2026-03-03\nsite = \"局网站\"\n\
                     [[event]]\nid = \"E10\"\ntype = \"责令改正\"\nstart = 2026-03-02\n";
    let mut case = summary::on_the_spot()
        .with(officers)
        .with(published)
        .put("E01", "officers", "[\"张某\", \"李某\"]")
        .set("R03", "number", "明工信当罚〔2026〕1号")
        .put("R03", "fields", fields);
    case.table["party"].as_array_mut().expect("parties")[0]
        .as_table_mut()
        .expect("a table")
        .insert("kind".into(), "自然人".into());
    said(
        said(
            case,
            &["penalty-36-1", "penalty-43-1", "penalty-55-1"],
            "case",
        ),
        &["penalty-52-1"],
        "R03",
    )
}

/// What kind the only party is of.
fn of_kind(mut case: Case, kind: &str) -> Case {
    case.table["party"].as_array_mut().expect("parties")[0]
        .as_table_mut()
        .expect("a table")
        .insert("kind".into(), kind.into());
    case
}

/// The only party, of no known kind.
fn unknown(mut case: Case) -> Case {
    case.table["party"].as_array_mut().expect("parties")[0]
        .as_table_mut()
        .expect("a table")
        .remove("kind");
    case
}

/// A further party.
fn and_of_kind(case: Case, kind: &str) -> Case {
    case.with(&format!("[[party]]\nname = \"乙\"\nkind = \"{kind}\"\n"))
}

pub(super) const ON_THE_SPOT: &[Row] = &[
    ("two hundred yuan of a citizen", |case| case, &[]),
    (
        "a cent more",
        |case| case.set("R03", "fields.罚款金额", 20001),
        &[("penalty-51-1", "R03", "conflict")],
    ),
    (
        "three thousand of a company",
        |case| of_kind(case, "法人").set("R03", "fields.罚款金额", 300_000),
        &[],
    ),
    (
        "a cent more of a company",
        |case| of_kind(case, "法人").set("R03", "fields.罚款金额", 300_001),
        &[("penalty-51-1", "R03", "conflict")],
    ),
    (
        "a cent more of another organisation",
        |case| of_kind(case, "其他组织").set("R03", "fields.罚款金额", 300_001),
        &[("penalty-51-1", "R03", "conflict")],
    ),
    (
        "of a household that trades: no amount is certain",
        |case| of_kind(case, "个体工商户").set("R03", "fields.罚款金额", 400_000),
        &[],
    ),
    (
        "of a citizen and a company: whose it is, is not known",
        |case| and_of_kind(case, "法人").set("R03", "fields.罚款金额", 400_000),
        &[],
    ),
    (
        "of whom nobody says what kind it is",
        |case| unknown(case).set("R03", "fields.罚款金额", 400_000),
        &[],
    ),
    (
        "a decision without a number",
        |case| case.unset("R03", "number"),
        &[("penalty-52-1", "R03", "incomplete (warning)")],
    ),
    (
        "a decision without the facts",
        |case| case.unset("R03", "fields.违法事实"),
        &[("penalty-52-1", "R03", "incomplete (warning)")],
    ),
    (
        "a decision without its ground",
        |case| case.unset("R03", "fields.处罚依据"),
        &[("penalty-52-1", "R03", "incomplete (warning)")],
    ),
    (
        "a decision without the penalty",
        |case| case.unset("R03", "fields.处罚内容"),
        &[("penalty-52-1", "R03", "incomplete (warning)")],
    ),
    (
        "a decision without its time",
        |case| case.unset("R03", "fields.处罚时间"),
        &[("penalty-52-1", "R03", "incomplete (warning)")],
    ),
    (
        "a decision without its place",
        |case| case.unset("R03", "fields.处罚地点"),
        &[("penalty-52-1", "R03", "incomplete (warning)")],
    ),
    (
        "a decision that tells of no review",
        |case| case.unset("R03", "fields.复议机关"),
        &[("penalty-52-1", "R03", "incomplete (warning)")],
    ),
    (
        "a decision that tells of no court",
        |case| case.unset("R03", "fields.诉讼法院"),
        &[("penalty-52-1", "R03", "incomplete (warning)")],
    ),
    (
        "signed by the party alone",
        |case| {
            case.put(
                "R03",
                "signatures",
                "[{ name = \"甲\", role = \"当事人\", mark = \"签名\" }]",
            )
        },
        &[("penalty-52-1", "R03", "incomplete")],
    ),
    (
        "nobody said that it was filed",
        unsaid,
        &[
            ("penalty-36-1", "case", "unattested"),
            ("penalty-43-1", "case", "unattested"),
            ("penalty-52-1", "R03", "unattested"),
            ("penalty-55-1", "case", "unattested"),
        ],
    ),
    (
        "never published",
        |case| case.without("E09"),
        &[("disclosure-6-1", "case", "overdue (warning)")],
    ),
    (
        "opened long before: its ninety days are not asked",
        |case| case.with("[[event]]\nid = \"E08\"\ntype = \"立案\"\nstart = 2025-11-02\n"),
        &[],
    ),
    (
        "an ordinary decision all the same: not told of beforehand, nor approved",
        |case| {
            case.with(&paper("R50", "行政处罚决定书", "2026-03-02", "E02"))
                .with("[[event]]\nid = \"E08\"\ntype = \"听证\"\nstart = 2026-03-02\n")
        },
        &[
            ("penalty-59-1", "R50", "incomplete"),
            ("penalty-61-1", "R50", "overdue"),
            ("penalty-64-2", "E08", "missing"),
            ("penalty-65-1", "E08", "missing"),
        ],
    ),
    (
        "a notice and a grave case all the same",
        |case| {
            case.set("answers", "major_penalty", true)
                .with(&paper("R50", "行政处罚事先告知书", "2026-03-02", "E02"))
                .with(&paper("R51", "行政处罚决定书", "2026-03-03", "E02"))
                .set("R51", "seal", true)
                .with(
                    "[[event]]\nid = \"E08\"\ntype = \"送达\"\nstart = 2026-03-03\n\
                     documents = [\"R50\", \"R51\"]\nmethod = \"直接送达\"\nreceived = 2026-03-03\n",
                )
        },
        &[("penalty-59-1", "R51", "incomplete (warning)")],
    ),
    (
        "an ordinary procedure is not held to the amounts of this one",
        |case| {
            case.set("case", "procedure", "普通程序")
                .set("R03", "fields.罚款金额", 400_000)
                .unset("R03", "number")
        },
        &[],
    ),
];

#[test]
fn who_acts_and_what_they_show() {
    expect(example, INVESTIGATION);
}

#[test]
fn evidence_is_preserved_for_seven_working_days_at_most() {
    expect(preserved, PRESERVED);
}

#[test]
fn nobody_is_penalised_who_was_not_told() {
    expect(example, NOTICE);
}

#[test]
fn a_hearing_has_its_terms_its_president_and_its_record() {
    expect(example, HEARING);
}

#[test]
fn a_decision_is_approved_discussed_and_examined_before_it_is_made() {
    expect(example, APPROVAL);
}

#[test]
fn a_penalty_on_the_spot_is_small_and_says_everything() {
    expect(on_the_spot, ON_THE_SPOT);
}
