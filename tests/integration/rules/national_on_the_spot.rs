//! 行政处罚法第五十一、五十二条: penalties on the spot.

use super::base::Case;
use super::national::{expect, said, unsaid};
use super::pieces::paper;
use super::summary;
use super::table::Row;

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
fn a_penalty_on_the_spot_is_small_and_says_everything() {
    expect(on_the_spot, ON_THE_SPOT);
}
