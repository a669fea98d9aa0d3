//! What only a person can say: 「详细」 of articles 9 and 26, 「充分」 of article 23, 「及时」 of articles
//! 13 and 29, and article 27. Each is a note until somebody attests it, never a problem and never a
//! tick of the program's own.

use std::collections::BTreeSet;

use anjuan::finding::{Severity, Status};
use anjuan::rulebook::{Kind, Requirement};

use super::base::{Case, Line, RULEBOOK, set};
use super::corpus::Table;
use super::other_kinds::inspection;
use super::reminder::reminded;
use super::summary::on_the_spot;
use super::table::Row;

/// The example before anybody attested anything.
pub(super) fn unattested() -> Case {
    let mut case = Case::example();
    case.table.remove("attestation");
    case
}

/// What a person says of a rule and a subject.
fn said(rule: &str, subject: &str) -> String {
    format!(
        "[[attestation]]\nrule = \"sanming/{rule}\"\nsubject = \"{subject}\"\n\
         statement = \"看过\"\nby = \"张某\"\ndate = 2026-06-20\n"
    )
}

/// A defence on paper after the reminder, with its review.
fn defended(case: Case, start: &str) -> Case {
    reminded(case)
        .set("answers", "defended_after_reminder", true)
        .with(&format!(
            "[[event]]\nid = \"E33\"\ntype = \"陈述申辩\"\nmanner = \"书面\"\n{start}\n\
             [[record]]\nid = \"R63\"\ntype = \"陈述申辩复核意见\"\ndate = 2026-06-12\n\
             location = \"纸质:卷内第95页\"\nevents = [\"E33\"]\n\
             [[record]]\nid = \"R64\"\ntype = \"其他材料\"\nlocation = \"纸质:卷内第96页\"\nevents = [\"E33\"]\n"
        ))
}

/// The record of an inspection.
const TABLE: &str = r#"
    [[record]]
    id = "R70"
    type = "行政监督检查记录表"
    location = "纸质:卷内第97页"
    [record.fields]
    "检查内容" = "用能设备"
    "发现的问题" = "无"
    "是否合格" = "合格"
    "是否存在违法行为" = "否"
    "#;

/// Articles 9 and 13, in the example.
pub(super) const PENALTY: &[Row] = &[
    (
        "nobody said anything",
        |case| case,
        &[("9-4", "R03", "unattested"), ("13-2", "E06", "unattested")],
    ),
    (
        "the form is detailed, says a person",
        |case| case.with(&said("9-4", "R03")),
        &[("13-2", "E06", "unattested")],
    ),
    (
        "of another form nothing is said by it",
        |case| case.with(&said("9-4", "R04")),
        &[("9-4", "R03", "unattested"), ("13-2", "E06", "unattested")],
    ),
    (
        "a field left empty is a problem of its own",
        |case| case.unset("R03", "fields.案发地"),
        &[("9-4", "R03", "unattested"), ("13-2", "E06", "unattested")],
    ),
    (
        "no form, nothing to be detailed",
        |case| case.without("R03"),
        &[("13-2", "E06", "unattested")],
    ),
    (
        "no re-check, nothing to be prompt",
        |case| case.without("E08"),
        &[("9-4", "R03", "unattested")],
    ),
];

/// Article 23, beside what the example asks.
pub(super) const REMINDED: &[Row] = &[
    (
        "heard after the reminder",
        |case| defended(case, "start = 2026-06-10"),
        &[("23-3", "E33", "unattested")],
    ),
    (
        "heard in full, says a person",
        |case| defended(case, "start = 2026-06-10").with(&said("23-3", "E33")),
        &[],
    ),
    (
        "before the reminder it is article 15's",
        |case| defended(case, "start = 2026-06-05"),
        &[],
    ),
    (
        "not known whether before or after",
        |case| defended(case, "start = 2026-06-10").unset("E30", "start"),
        &[],
    ),
    (
        "nor of another defence",
        |case| defended(case, "start = 2026-06-10").unset("E10", "start"),
        &[],
    ),
];

/// Articles 26, 27 and 29.
pub(super) const INSPECTED: &[Row] = &[
    (
        "nobody said anything",
        |case| case.with(TABLE),
        &[("26-4", "R70", "unattested"), ("29-2", "E06", "unattested")],
    ),
    (
        "the table is detailed, says a person",
        |case| case.with(TABLE).with(&said("26-4", "R70")),
        &[("29-2", "E06", "unattested")],
    ),
    (
        "an inspection asks whether it kept within its bounds",
        |case| case.with("[[event]]\nid = \"E40\"\ntype = \"监督检查\"\nstart = 2026-03-04\n"),
        &[("27-1", "E40", "unattested"), ("29-2", "E06", "unattested")],
    ),
    (
        "and a person says so",
        |case| {
            case.with("[[event]]\nid = \"E40\"\ntype = \"监督检查\"\nstart = 2026-03-04\n")
                .with(&said("27-1", "E40"))
        },
        &[("29-2", "E06", "unattested")],
    ),
    (
        "the re-check was prompt, says a person",
        |case| case.with(&said("29-2", "E06")),
        &[],
    ),
];

/// The form of a penalty on the spot, which opens no case.
pub(super) const ON_THE_SPOT: &[Row] = &[(
    "a form that nobody asked for",
    |case| {
        case.with(
            "[[record]]\nid = \"R90\"\ntype = \"立案审批表\"\nlocation = \"纸质:卷内第90页\"\n",
        )
    },
    &[],
)];

/// An inspection of which nobody attested anything but how it was opened.
pub(super) fn inspected() -> Case {
    let mut case = inspection();
    case.table.remove("attestation");
    case.with(&said("9-4", "R03"))
}

/// The example whose opening and re-check were attested.
pub(super) fn reminded_later() -> Case {
    unattested()
        .with(&said("9-4", "R03"))
        .with(&said("13-2", "E06"))
}

/// What waits for the statement of a person; files that lie elsewhere do too, and are left out.
fn waiting(case: &Case) -> BTreeSet<Line> {
    let findings = case.report().findings;
    let open = findings.into_iter().filter(|finding| {
        finding.status == Status::Unattested && finding.message.contains("待人工确认：")
    });
    open.map(|finding| {
        assert_eq!(finding.severity, Some(Severity::Note), "{}", finding.rule);
        let rule = finding.rule.trim_start_matches("sanming/").to_owned();
        (rule, finding.subject, "unattested".to_owned())
    })
    .collect()
}

#[test]
fn what_only_a_person_can_say_waits_for_a_person() {
    let tables: [Table; 4] = [
        (unattested, PENALTY),
        (reminded_later, REMINDED),
        (inspected, INSPECTED),
        (on_the_spot, ON_THE_SPOT),
    ];
    for (base, rows) in tables {
        for (name, edit, want) in rows {
            assert_eq!(waiting(&edit(base())), set(want), "{name}");
        }
    }
}

#[test]
fn what_waits_for_a_person_does_not_make_a_case_incomplete() {
    let case = unattested();
    assert_eq!(case.problems(), set(&[]));
    assert!(case.report().complete);
}

fn is_for_a_person(asked: &Requirement) -> bool {
    match &asked.kind {
        Kind::Attest(_) => true,
        Kind::Any(list) => list.iter().any(is_for_a_person),
        _ => false,
    }
}

/// Every word of the regulation that names no measure, and article 27, is asked of a person.
#[test]
fn no_word_without_a_measure_is_ticked_by_the_program() {
    let mut found = 0;
    for sentence in &RULEBOOK.sentences {
        let words = ["详细", "及时", "充分"];
        if sentence.article != 27 && !words.iter().any(|word| sentence.text.contains(word)) {
            continue;
        }
        found += 1;
        let rules = sentence.rules.iter().filter_map(|id| RULEBOOK.rule(id));
        let mut asked = rules
            .flat_map(|rule| &rule.parts)
            .flat_map(|part| &part.require);
        assert!(asked.any(is_for_a_person), "{}", sentence.text);
        assert!(sentence.unmodelled.is_some(), "{}", sentence.text);
        assert!(
            sentence.commands.iter().any(|name| name == "attest"),
            "{}",
            sentence.text
        );
    }
    assert_eq!(found, 7);
}
