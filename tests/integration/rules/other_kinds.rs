//! The same acts in a case of another kind: each obligation is reported once, under the article of
//! that kind, and what binds penalty cases alone is silent.

use super::base::Case;
use super::investigation::preserved;
use super::reminder::reminded;
use super::summary::{on_the_spot, refrained};
use super::table::{Row, expect};

/// The acts of the example, with evidence preserved, in an inspection. It lacks its 监督检查.
pub(super) fn inspection() -> Case {
    preserved()
        .set("case", "kind", "行政监督检查")
        .set("case", "outcome", "责令改正")
}

pub(super) const INSPECTION: &[Row] = &[
    (
        "nothing else is lacking",
        |case| case,
        &[("24-1", "case", "missing")],
    ),
    (
        "evidence preserved without a notice",
        |case| case.without("R60").put("E31", "documents", "[]"),
        &[("24-1", "case", "missing"), ("28-1", "E30", "missing")],
    ),
    (
        "evidence preserved without a list",
        |case| case.without("R61"),
        &[("24-1", "case", "missing"), ("28-1", "E30", "missing")],
    ),
    (
        "the notice never served",
        |case| case.without("E31"),
        &[("24-1", "case", "missing"), ("28-1", "R60", "missing")],
    ),
    (
        "no 责令(限期)改正通知书",
        |case| case.without("R18"),
        &[("24-1", "case", "missing"), ("29-1", "E06", "missing")],
    ),
    (
        "the 责令(限期)改正通知书 never served",
        |case| case.without("E07"),
        &[("24-1", "case", "missing"), ("29-1", "R18", "missing")],
    ),
    (
        "no re-check",
        |case| case.without("E08"),
        &[("24-1", "case", "missing"), ("29-2", "E06", "missing")],
    ),
    (
        "a re-check without a recording",
        |case| case.without("R22").without("R23"),
        &[("24-1", "case", "missing")],
    ),
    (
        "a re-check of one of two orders",
        |case| {
            case.unset("E08", "of")
                .with(
                    "[[event]]\nid = \"E40\"\ntype = \"责令改正\"\nstart = 2026-03-10\n\
                 deadline = 2026-04-15\n",
                )
                .put("R18", "events", r#"["E06", "E40"]"#)
        },
        &[("24-1", "case", "missing"), ("29-2", "E08", "incomplete")],
    ),
    (
        "a publication that says neither where nor why not gives way to article 26",
        |case| case.unset("E18", "site").unset("E18", "start"),
        &[("24-1", "case", "missing"), ("26-2", "E18", "incomplete")],
    ),
    (
        "no entry in the platforms",
        |case| case.without("E20").without("E21"),
        &[("24-1", "case", "missing")],
    ),
    (
        "whether a recording is the original",
        |case| case.unset("R49", "media.original"),
        &[
            ("7-2", "R49", "incomplete (warning)"),
            ("24-1", "case", "missing"),
        ],
    ),
    (
        "a recording that is no original and says not of what it was made",
        |case| case.set("R49", "media.original", false),
        &[
            ("7-2", "R49", "incomplete (warning)"),
            ("24-1", "case", "missing"),
        ],
    ),
    (
        "an edited copy",
        |case| case.with(COPY),
        &[("24-1", "case", "missing")],
    ),
];

/// A copy of the recording of the decision's service.
const COPY: &str = r#"
    [[record]]
    id = "R90"
    type = "音像记录"
    location = "采集站:ZF/9.mp4"
    sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
    derived_from = "R49"
    media = { kind = "录像", device = "cam-03" }
    "#;

/// The acts of the example and a 催告 in a case of coercion.
pub(super) fn coercion() -> Case {
    reminded(Case::example())
        .set("R60", "type", "行政强制执行催告书")
        .set("case", "kind", "行政强制")
        .set("case", "outcome", "申请法院")
}

pub(super) const COERCION: &[Row] = &[
    ("nothing is lacking", |case| case, &[]),
    (
        "the service of the 催告书 not recorded",
        |case| case.without("R62"),
        &[],
    ),
    (
        "a 催告 within the term of a penalty",
        |case| {
            case.put("E30", "start", "2026-06-01")
                .put("R60", "date", "2026-06-01")
        },
        &[],
    ),
    (
        "the 催告书 of penalties",
        |case| case.set("R60", "type", "催告书"),
        &[("23-1", "E30", "missing")],
    ),
    (
        "the 催告书 never served",
        |case| case.without("E31"),
        &[("23-1", "R60", "missing")],
    ),
    (
        "an empty case at filing, its outcome not declared",
        |_| Case::empty("行政强制", "归档管理"),
        &[
            ("3-1", "case.outcome", "undeclared"),
            ("10-1", "answers.suspected_crime", "undeclared"),
            ("21-1", "answers.seized", "undeclared"),
            ("23-1", "answers.enforcement_needed", "undecidable"),
            ("30-1", "case.closed", "undeclared"),
        ],
    ),
];

/// The papers of the example, in a confirmation.
pub(super) fn confirmation() -> Case {
    Case::example()
        .set("case", "kind", "行政确认")
        .set("case", "outcome", "予以确认")
}

pub(super) const CONFIRMATION: &[Row] = &[
    ("nothing is lacking", |case| case, &[]),
    (
        "a paper that a penalty's article names, never served",
        |case| case.without("E07"),
        &[("8-1", "R18", "missing")],
    ),
    (
        "a paper that a penalty's article names, without its 回证",
        |case| case.without("R25").without("R26"),
        &[("8-1", "E09", "missing")],
    ),
    (
        "the parts of a decision's service are a penalty's",
        |case| case.unset("E16", "received"),
        &[],
    ),
];

/// A notice of a penalty that was imposed on the spot.
const NOTICE: &str = r#"
    [[record]]
    id = "R60"
    type = "行政处罚事先告知书"
    date = 2026-03-02
    location = "纸质:60"
    "#;

const NOTICE_SERVED: &str = r#"
    [[event]]
    id = "E60"
    type = "送达"
    start = 2026-03-02T09:30:00+08:00
    documents = ["R60"]
    method = "直接送达"
    received = 2026-03-02
    [[record]]
    id = "R61"
    type = "送达回证"
    location = "纸质:61"
    events = ["E60"]
    serves = ["R60"]
    signatures = [{ name = "甲", role = "当事人", mark = "签名" }]
    "#;

pub(super) const ON_THE_SPOT: &[Row] = &[
    (
        "a notice all the same, served and not recorded",
        |case| case.with(NOTICE).with(NOTICE_SERVED),
        &[],
    ),
    (
        "a notice all the same, and never served",
        |case| case.with(NOTICE),
        &[("8-1", "R60", "missing")],
    ),
];

pub(super) const REFRAINED: &[Row] = &[
    (
        "a decision on the spot that did not come to it",
        |case| {
            case.set("case", "procedure", "简易程序").with(
                "[[record]]\nid = \"R90\"\ntype = \"当场行政处罚决定书\"\nlocation = \"纸质:90\"",
            )
        },
        &[],
    ),
    (
        "a notice that was never served",
        |case| case.set("case", "procedure", "简易程序").without("E09"),
        &[("14-3", "R24", "missing")],
    ),
    ("an edited copy", |case| case.with(COPY), &[]),
];

#[test]
fn an_inspection_is_reported_under_its_own_articles() {
    expect(inspection, INSPECTION);
}

#[test]
fn a_reminder_of_other_kinds_is_reported_under_article_23() {
    expect(coercion, COERCION);
}

#[test]
fn a_confirmation_is_held_to_the_general_articles() {
    expect(confirmation, CONFIRMATION);
}

#[test]
fn a_simple_procedure_is_not_asked_for_what_it_leaves_out() {
    expect(on_the_spot, ON_THE_SPOT);
    expect(refrained, REFRAINED);
}
