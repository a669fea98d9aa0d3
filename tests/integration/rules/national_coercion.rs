//! 行政强制法: a seizure from its approval to its end, and the way to the court.

use super::base::Case;
use super::national::{example, expect, said, unsaid};
use super::pieces::{event, paper};
use super::reminder;
use super::seizure;
use super::table::Row;

const OFFICERS: &str = "[[officer]]\nname = \"张某\"\ncertificate = \"1\"\n\
                        certificate_until = 2028-12-31\n[[officer]]\nname = \"李某\"\n\
                        certificate = \"2\"\ncertificate_until = 2028-12-31\n";

/// What the regulation does not ask: approvals, the record made on the spot, what the decision
/// says, and the word of a person.
fn by_statute(case: Case) -> Case {
    let case = case
        .with(&paper("R90", "内部程序审批表", "2026-03-04", "E40"))
        .with(&paper("R91", "现场笔录", "2026-03-04", "E40"))
        .put(
            "R91",
            "signatures",
            "[{ name = \"王某\", role = \"当事人\", mark = \"签名\" }]",
        )
        .with(&paper("R92", "内部程序审批表", "2026-04-01", "E42"))
        .set("R70", "number", "明工信封〔2026〕1号")
        .set("R70", "seal", true)
        .put(
            "R70",
            "fields",
            "{ \"理由和依据\" = \"一\", \"期限起\" = 2026-03-04, \"期限止\" = 2026-04-02, \
             \"查封（扣押）对象\" = \"二\", \"复议机关\" = \"三\", \"诉讼法院\" = \"四\" }",
        );
    let case = said(case, &["coercion-18-7"], "E40");
    let case = said(case, &["coercion-24-3"], "R70");
    said(case, &["coercion-28-1"], "E44")
}

/// The seizure in a case of coercion.
pub(super) fn own() -> Case {
    by_statute(seizure::own().with(OFFICERS))
}

/// The seizure inside a penalty case.
pub(super) fn inside() -> Case {
    let mut case = seizure::inside();
    let own = example();
    case.table
        .insert("attestation".into(), own.table["attestation"].clone());
    let records = case.table["record"].as_array_mut().expect("records");
    for record in records {
        let full = own.table["record"].as_array().expect("records");
        let same = full.iter().find(|item| item.get("id") == record.get("id"));
        if let Some(same) = same {
            *record = same.clone();
        }
    }
    by_statute(case)
}

pub(super) const SEIZED: &[Row] = &[
    ("approved, on the spot, lifted in time", |case| case, &[]),
    (
        "nobody approved",
        |case| case.without("R90"),
        &[("coercion-18-1", "E40", "missing")],
    ),
    (
        "approved the day before",
        |case| case.put("R90", "date", "2026-03-03"),
        &[],
    ),
    (
        "approved within a day, nobody said that it was urgent",
        |case| case.put("R90", "date", "2026-03-05"),
        &[("coercion-18-1", "E40", "conflict (warning)")],
    ),
    (
        "approved within a day, since it was urgent",
        |case| {
            said(
                case.put("R90", "date", "2026-03-05"),
                &["coercion-18-1"],
                "E40",
            )
        },
        &[],
    ),
    (
        "approved later, urgent or not",
        |case| {
            said(
                case.put("R90", "date", "2026-03-06"),
                &["coercion-18-1"],
                "E40",
            )
        },
        &[("coercion-18-1", "E40", "overdue")],
    ),
    (
        "approved before, and its end approved later",
        |case| case.with(&paper("R93", "内部程序审批表", "2026-04-28", "E40")),
        &[],
    ),
    (
        "by one officer",
        |case| case.put("E40", "officers", "[\"张某\"]"),
        &[("coercion-18-2", "E40", "incomplete")],
    ),
    (
        "no record on the spot",
        |case| case.without("R91"),
        &[("coercion-18-7", "E40", "missing")],
    ),
    (
        "a record that nobody signed",
        |case| case.unset("R91", "signatures"),
        &[("coercion-18-7", "E40", "incomplete")],
    ),
    (
        "a record that the party would not sign, and a witness did",
        |case| {
            case.put(
                "R91",
                "signatures",
                "[{ name = \"王某\", role = \"当事人\", mark = \"拒签\" }, \
                 { name = \"周某\", role = \"见证人\", mark = \"签名\" }]",
            )
        },
        &[],
    ),
    (
        "a record that the officers signed, the refusal noted",
        |case| {
            case.put(
                "R91",
                "signatures",
                "[{ name = \"张某\", role = \"执法人员\", mark = \"签名\" }]",
            )
        },
        &[],
    ),
    (
        "not sealed",
        |case| case.unset("R70", "seal"),
        &[("coercion-24-1", "R70", "incomplete")],
    ),
    (
        "said to be not sealed",
        |case| case.set("R70", "seal", false),
        &[("coercion-24-1", "R70", "conflict")],
    ),
    (
        "a decision without a number",
        |case| case.unset("R70", "number"),
        &[("coercion-24-1", "R70", "incomplete (warning)")],
    ),
    (
        "a decision without a date",
        |case| case.unset("R70", "date"),
        &[("coercion-24-1", "R70", "incomplete (warning)")],
    ),
    (
        "a decision without its ground",
        |case| case.unset("R70", "fields.理由和依据"),
        &[("coercion-24-1", "R70", "incomplete (warning)")],
    ),
    (
        "a decision that says not from when",
        |case| case.unset("R70", "fields.期限起"),
        &[("coercion-24-1", "R70", "incomplete (warning)")],
    ),
    (
        "a decision that says not until when",
        |case| case.unset("R70", "fields.期限止"),
        &[("coercion-24-1", "R70", "incomplete (warning)")],
    ),
    (
        "a decision that says not what",
        |case| case.unset("R70", "fields.查封（扣押）对象"),
        &[("coercion-24-1", "R70", "incomplete (warning)")],
    ),
    (
        "a decision that tells of no review",
        |case| case.unset("R70", "fields.复议机关"),
        &[("coercion-24-1", "R70", "incomplete (warning)")],
    ),
    (
        "a decision that tells of no court",
        |case| case.unset("R70", "fields.诉讼法院"),
        &[("coercion-24-1", "R70", "incomplete (warning)")],
    ),
    (
        "handed over the day after",
        |case| {
            case.put("E41", "start", "2026-03-05")
                .put("E41", "received", "2026-03-05")
        },
        &[("coercion-24-2", "R70", "conflict")],
    ),
    (
        "handed over the day after, since nobody was there",
        |case| {
            let case = case
                .put("E41", "start", "2026-03-05")
                .put("E41", "received", "2026-03-05");
            said(case, &["coercion-24-2"], "R70")
        },
        &[],
    ),
    (
        "nobody said anything",
        |case| {
            let mut case = case;
            let list = case.table["attestation"].as_array_mut().expect("words");
            list.retain(|word| {
                word.get("rule")
                    .and_then(toml::Value::as_str)
                    .is_some_and(|rule| !rule.contains("coercion"))
            });
            case
        },
        &[
            ("coercion-18-7", "E40", "unattested"),
            ("coercion-24-3", "R70", "unattested"),
            ("coercion-28-1", "E44", "unattested"),
        ],
    ),
    (
        // 4 March and thirty days
        "until the thirtieth day",
        |case| case.put("E40", "deadline", "2026-04-03"),
        &[],
    ),
    (
        "until the thirty-first",
        |case| case.put("E40", "deadline", "2026-04-04"),
        &[("coercion-25-1", "E40", "conflict")],
    ),
    (
        "until the thirty-first, the goods having been tested",
        |case| tested(case.put("E40", "deadline", "2026-04-04")),
        &[("coercion-25-1", "E40", "conflict (warning)")],
    ),
    (
        // 2 April and thirty days
        "extended to the thirtieth day",
        |case| case.put("E42", "deadline", "2026-05-02"),
        &[],
    ),
    (
        "extended to the thirty-first",
        |case| case.put("E42", "deadline", "2026-05-03"),
        &[("coercion-25-2", "E42", "conflict")],
    ),
    (
        "extended to the thirty-first, the goods having been tested",
        |case| tested(case.put("E42", "deadline", "2026-05-03")),
        &[("coercion-25-2", "E42", "conflict (warning)")],
    ),
    (
        "extended when it had expired",
        |case| case.put("E42", "start", "2026-04-03"),
        &[("coercion-25-2", "E42", "conflict")],
    ),
    (
        "extended, and nobody approved",
        |case| case.without("R92"),
        &[("coercion-25-2", "E42", "missing")],
    ),
    (
        "extended, and approved later",
        |case| case.put("R92", "date", "2026-04-02"),
        &[("coercion-25-2", "E42", "conflict")],
    ),
    (
        "lifted on the last day of the extension",
        |case| case.put("E44", "start", "2026-05-01"),
        &[],
    ),
    (
        "lifted a day late",
        |case| case.put("E44", "start", "2026-05-02"),
        &[("coercion-27-1", "E40", "overdue")],
    ),
    (
        "lifted a day late, the goods having been tested",
        |case| tested(case.put("E44", "start", "2026-05-02")),
        &[("coercion-27-1", "E40", "overdue (warning)")],
    ),
    (
        "an extension that says not until when: the regulation asks",
        |case| case.unset("E42", "deadline"),
        &[],
    ),
    (
        "the same, the goods having been tested",
        |case| tested(case.unset("E42", "deadline")),
        &[],
    ),
    (
        "not lifted, five days before",
        |case| unfinished(case).on("2026-04-26"),
        &[("coercion-27-1", "E40", "due")],
    ),
    (
        "not lifted, earlier",
        |case| unfinished(case).on("2026-04-25"),
        &[],
    ),
    (
        "not lifted, and late",
        |case| unfinished(case).on("2026-05-02"),
        &[("coercion-27-1", "E40", "overdue")],
    ),
    (
        "not lifted, tested, five days before",
        |case| tested(unfinished(case)).on("2026-04-26"),
        &[("coercion-27-1", "E40", "due")],
    ),
    (
        "confiscated: nothing to give back",
        |case| {
            let mut case = case.set("E44", "result", "没收");
            let list = case.table["attestation"].as_array_mut().expect("words");
            list.retain(|word| {
                word.get("rule").and_then(toml::Value::as_str) != Some("national/coercion-28-1")
            });
            case
        },
        &[],
    ),
    (
        "a forced execution: by day",
        |case| case.with(&paper("R95", "行政强制执行决定书", "2026-05-06", "E44")),
        &[("coercion-43-1", "R95", "unattested")],
    ),
];

/// The party was told that the goods are tested.
fn tested(case: Case) -> Case {
    case.with(&paper("R94", "检测期间告知书", "2026-03-05", "E40"))
}

/// The seizure before its end.
fn unfinished(case: Case) -> Case {
    case.without("E44").at("调查取证")
}

/// A penalty that nobody performs: reminded on 9 June, the court asked on 24 November. The
/// decision was received on 22 May; the sixth month ends on Sunday, 22 November.
pub(super) fn applied() -> Case {
    let fields = "{ \"履行义务\" = \"一\", \"履行期限\" = 2026-06-20, \"履行方式\" = \"二\", \
                  \"陈述申辩期限\" = \"三\" }";
    let case = reminder::reminded(example().without("E17").without("E19"))
        .put("R60", "fields", fields)
        .on("2026-11-25");
    case.with(&paper("R63", "强制执行申请书", "2026-11-24", "E30"))
        .set("R63", "seal", true)
        .put(
            "R63",
            "fields",
            "{ \"事实和理由\" = \"一\", \"当事人意见和催告情况\" = \"二\", \
             \"执行标的情况\" = \"三\" }",
        )
        .put(
            "R63",
            "signatures",
            "[{ name = \"赵某\", role = \"机关负责人\", mark = \"签名\" }]",
        )
}

pub(super) const APPLIED: &[Row] = &[
    ("asked the day after the time to sue", |case| case, &[]),
    (
        "asked on the Monday to which its end moves on",
        |case| case.put("R63", "date", "2026-11-23"),
        &[("coercion-53-1", "R63", "conflict")],
    ),
    (
        "asked on the last day of three months",
        |case| case.put("R63", "date", "2027-02-23"),
        &[],
    ),
    (
        "asked the day after",
        |case| case.put("R63", "date", "2027-02-24"),
        &[
            ("coercion-53-1", "R63", "conflict (warning)"),
            ("coercion-53-1", "case", "overdue (warning)"),
        ],
    ),
    (
        "not asked, a month before",
        |case| case.without("R63").on("2027-01-24"),
        &[("coercion-53-1", "case", "due")],
    ),
    (
        "not asked, earlier",
        |case| case.without("R63").on("2027-01-23"),
        &[],
    ),
    (
        "not asked, and late",
        |case| case.without("R63").on("2027-02-24"),
        &[("coercion-53-1", "case", "overdue (warning)")],
    ),
    (
        "not asked, and performed",
        |case| {
            case.without("R63")
                .with(&event("E70", "履行", "2026-07-01", ""))
                .on("2027-02-24")
        },
        &[],
    ),
    (
        "not asked, and executed by the bureau",
        |case| {
            let case =
                case.without("R63")
                    .with(&paper("R70", "行政强制执行决定书", "2026-07-01", "E30"));
            said(case, &["coercion-43-1"], "R70").on("2027-02-24")
        },
        &[],
    ),
    (
        "nobody reminded",
        |case| case.without("E30").without("R60").without("E31"),
        &[("coercion-54-1", "R63", "missing")],
    ),
    (
        "nobody reminded, nor asked",
        |case| {
            case.without("E30")
                .without("R60")
                .without("E31")
                .without("R63")
                .on("2027-02-24")
        },
        &[],
    ),
    (
        // 10 to 13, 16 to 20, 23 November
        "reminded, and ten working days over",
        |case| {
            case.put("E31", "start", "2026-11-09")
                .put("E31", "received", "2026-11-09")
        },
        &[],
    ),
    (
        "reminded, and asked on the tenth",
        |case| {
            case.put("E31", "start", "2026-11-10")
                .put("E31", "received", "2026-11-10")
        },
        &[("coercion-54-1", "R63", "conflict")],
    ),
    (
        "reminded on the other form",
        |case| {
            case.set("R60", "type", "行政强制执行催告书")
                .put("E31", "received", "2026-11-10")
        },
        &[("coercion-54-1", "R63", "conflict")],
    ),
    (
        // 10 to 12, 15 to 18, 22 to 24 June
        "reminded, and the tenth working day",
        |case| case.without("R63").on("2026-06-24"),
        &[("coercion-54-1", "R60", "due")],
    ),
    (
        "reminded, and it is over",
        |case| case.without("R63").on("2026-06-25"),
        &[],
    ),
    (
        "reminded, and performed",
        |case| {
            case.without("R63")
                .with(&event("E70", "履行", "2026-06-12", ""))
                .on("2026-06-24")
        },
        &[],
    ),
    (
        "reminded, and executed by the bureau",
        |case| {
            let case =
                case.without("R63")
                    .with(&paper("R70", "行政强制执行决定书", "2026-06-20", "E30"));
            said(case, &["coercion-43-1"], "R70").on("2026-06-24")
        },
        &[],
    ),
    (
        "a reminder that says not what to do",
        |case| case.unset("R60", "fields.履行义务"),
        &[("coercion-35-1", "R60", "incomplete (warning)")],
    ),
    (
        "a reminder that says not until when",
        |case| case.unset("R60", "fields.履行期限"),
        &[("coercion-35-1", "R60", "incomplete (warning)")],
    ),
    (
        "a reminder that says not how",
        |case| case.unset("R60", "fields.履行方式"),
        &[("coercion-35-1", "R60", "incomplete (warning)")],
    ),
    (
        "a reminder that does not ask for an answer",
        |case| case.unset("R60", "fields.陈述申辩期限"),
        &[("coercion-35-1", "R60", "incomplete (warning)")],
    ),
    (
        "an application that is not sealed",
        |case| case.unset("R63", "seal"),
        &[("coercion-55-1", "R63", "incomplete")],
    ),
    (
        "an application said to be not sealed",
        |case| case.set("R63", "seal", false),
        &[("coercion-55-1", "R63", "conflict")],
    ),
    (
        "an application without a date",
        |case| case.unset("R63", "date"),
        &[("coercion-55-1", "R63", "incomplete")],
    ),
    (
        "an application that nobody signed",
        |case| case.unset("R63", "signatures"),
        &[("coercion-55-1", "R63", "incomplete")],
    ),
    (
        "an application without the facts",
        |case| case.unset("R63", "fields.事实和理由"),
        &[("coercion-55-1", "R63", "incomplete (warning)")],
    ),
    (
        "an application without what the party said",
        |case| case.unset("R63", "fields.当事人意见和催告情况"),
        &[("coercion-55-1", "R63", "incomplete (warning)")],
    ),
    (
        "an application without what is to be executed",
        |case| case.unset("R63", "fields.执行标的情况"),
        &[("coercion-55-1", "R63", "incomplete (warning)")],
    ),
    (
        "nothing of it in another kind of case",
        |case| {
            unsaid(case)
                .set("case", "kind", "行政强制")
                .without("R63")
                .on("2027-02-24")
        },
        &[],
    ),
];

#[test]
fn a_seizure_is_approved_made_on_the_spot_and_lifted_in_time() {
    expect(own, SEIZED);
    expect(inside, SEIZED);
}

#[test]
fn the_court_is_asked_after_a_reminder_and_within_its_time() {
    expect(applied, APPLIED);
}
