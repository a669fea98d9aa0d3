//! 行政处罚法 up to the decision: who acts, what is told, examined and approved before it.

use super::base::Case;
use super::investigation;
use super::national::{example, expect, said, unsaid};
use super::national_hearing::{undecided, unheard};
use super::pieces::paper;
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
    let mut case = said(
        investigation::preserved(),
        &["penalty-36-1", "penalty-43-1", "penalty-55-1"],
        "case",
    );
    let full = example().table;
    let full = full["record"].as_array().expect("records");
    for record in case.table["record"].as_array_mut().expect("records") {
        let same = full.iter().find(|item| item.get("id") == record.get("id"));
        if let Some(same) = same {
            *record = same.clone();
        }
    }
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
fn a_decision_is_approved_discussed_and_examined_before_it_is_made() {
    expect(example, APPROVAL);
}
