//! What belongs to no article: ids that do not exist, names that nobody knows, idle waivers.

use anjuan::case::Manifest;

use super::base::Case;
use super::table::{Row, expect};

pub(super) const REFERENCES: &[Row] = &[
    (
        "a record of an event that is not there",
        |case| case.put("R09", "events", "[\"E03\", \"E99\"]"),
        &[("anjuan/reference", "E99", "conflict")],
    ),
    (
        "an event that follows one that is not there",
        |case| case.put("E08", "of", "[\"E06\", \"E99\"]"),
        &[("anjuan/reference", "E99", "conflict")],
    ),
    (
        "a service of a paper that is not there",
        |case| case.put("E15", "documents", "[\"R44\", \"R99\"]"),
        &[("anjuan/reference", "R99", "conflict")],
    ),
    (
        "a proof of the service of a paper that is not there",
        |case| case.put("R45", "serves", "[\"R44\", \"R99\"]"),
        &[("anjuan/reference", "R99", "conflict")],
    ),
    (
        "an attachment of a paper that is not there",
        |case| case.set("R09", "attached_to", "R99"),
        &[("anjuan/reference", "R99", "conflict")],
    ),
    (
        "a correction of a paper that is not there",
        |case| case.set("R09", "corrects", "R99"),
        &[("anjuan/reference", "R99", "conflict")],
    ),
    (
        "a copy of a recording that is not there",
        |case| {
            case.set("R08", "derived_from", "R99")
                .set("R08", "media.original", false)
        },
        &[("anjuan/reference", "R99", "conflict")],
    ),
    (
        "a medium whose proof is not there",
        |case| case.put("E16", "media", "[{ kind = \"张贴\", record = \"R99\" }]"),
        &[("anjuan/reference", "R99", "conflict")],
    ),
    (
        "an event in place of a paper",
        |case| case.put("E15", "documents", "[\"R44\", \"E03\"]"),
        &[("anjuan/reference", "E03", "conflict")],
    ),
    (
        "one id in several places is one finding",
        |case| {
            case.set("R09", "attached_to", "R99")
                .set("R13", "corrects", "R99")
        },
        &[("anjuan/reference", "R99", "conflict")],
    ),
    (
        "two ids in one place are two",
        |case| case.put("R09", "events", "[\"E03\", \"E98\", \"E99\"]"),
        &[
            ("anjuan/reference", "E98", "conflict"),
            ("anjuan/reference", "E99", "conflict"),
        ],
    ),
];

#[test]
fn each_id_that_does_not_exist_is_one_conflict() {
    expect(Case::example, REFERENCES);
}

#[test]
fn a_reference_names_all_its_places() {
    let case = Case::example()
        .set("R09", "attached_to", "R99")
        .set("R13", "corrects", "R99");
    let report = case.put("E15", "documents", "[\"R44\", \"R99\"]").report();
    let found: Vec<_> = report
        .findings
        .iter()
        .filter(|f| f.rule == "anjuan/reference")
        .collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].article, Some(30));
    for place in ["R09", "R13", "E15"] {
        assert!(
            found[0].message.contains(place),
            "{place} in {}",
            found[0].message
        );
    }
}

#[test]
fn a_reference_to_the_wrong_kind_of_thing_does_not_deny_that_it_exists() {
    let report = Case::example()
        .put("E15", "documents", "[\"R44\", \"E03\"]")
        .report();
    let found = report
        .findings
        .iter()
        .find(|f| f.rule == "anjuan/reference")
        .expect("a finding");
    assert!(
        !found.message.contains("没有编号为 E03"),
        "{}",
        found.message
    );
    assert!(found.message.contains("E03 现场检查"), "{}", found.message);
}

/// A paper beside R44, the decision, dated as it is.
fn beside(case: Case, id: &str, number: &str) -> Case {
    case.with(&format!(
        "[[record]]\nid = \"{id}\"\ntype = \"其他材料\"\nnumber = \"{number}\"\ndate = 2026-05-20\n\
         location = \"纸质:卷内\"\nclassification = \"公开\"\n"
    ))
}

const DECISION: &str = "明工信罚〔2026〕12号";

pub(super) const NUMBERS: &[Row] = &[
    (
        "two papers of two types with one number",
        |case| beside(case, "R60", DECISION),
        &[("anjuan/number", "R60", "conflict")],
    ),
    (
        "one number in other brackets, width and space",
        |case| {
            let case = beside(case, "R60", "明工信罚[2026]12号");
            beside(case, "R61", "明工信罚（２０２６） 12 号")
        },
        &[
            ("anjuan/number", "R60", "conflict"),
            ("anjuan/number", "R61", "conflict"),
        ],
    ),
    (
        "another number",
        |case| beside(case, "R60", "明工信罚〔2026〕13号"),
        &[],
    ),
    (
        "numbers of blanks",
        |case| beside(beside(case, "R60", " "), "R61", "　"),
        &[],
    ),
    (
        "an attachment",
        |case| beside(case, "R60", DECISION).set("R60", "attached_to", "R44"),
        &[],
    ),
    (
        "what corrects it",
        |case| beside(case, "R60", DECISION).set("R60", "corrects", "R44"),
        &[],
    ),
    (
        "proofs of its service",
        |case| {
            case.set("R45", "number", DECISION)
                .set("R48", "number", DECISION)
        },
        &[],
    ),
    (
        "an attachment of an attachment that has no number",
        |case| {
            beside(case, "R60", DECISION)
                .set("R46", "attached_to", "R45")
                .set("R60", "attached_to", "R46")
        },
        &[],
    ),
    (
        "what is attached to another paper",
        |case| beside(case, "R60", DECISION).set("R60", "attached_to", "R24"),
        &[("anjuan/number", "R60", "conflict")],
    ),
    (
        "an edited copy",
        |case| beside(case, "R60", DECISION).set("R60", "derived_from", "R44"),
        &[("anjuan/number", "R60", "conflict")],
    ),
    (
        "a void one",
        |case| beside(case, "R60", DECISION).set("R60", "state", "作废"),
        &[],
    ),
    (
        "a draft",
        |case| beside(case, "R60", DECISION).set("R60", "state", "草稿"),
        &[],
    ),
    (
        "another agency's",
        |case| {
            let case = beside(case, "R60", "甲检〔2026〕1号").set("R60", "author", "××检测公司");
            beside(case, "R61", "甲检〔2026〕1号").set("R61", "author", "××检测公司")
        },
        &[],
    ),
    (
        "one of the agency named in another width",
        |case| {
            let agency = case.table["case"]["agency"]
                .as_str()
                .map(|name| format!(" {name}"));
            beside(case, "R60", DECISION).set("R60", "author", agency.expect("an agency"))
        },
        &[("anjuan/number", "R60", "conflict")],
    ),
];

#[test]
fn a_number_on_two_papers_is_a_conflict_at_the_later_one() {
    expect(Case::example, NUMBERS);
    let report = beside(Case::example(), "R60", DECISION).report();
    let found = report.findings.iter().find(|f| f.rule == "anjuan/number");
    let found = found.expect("a finding");
    assert_eq!(
        (found.article, found.severity),
        (None, Some(anjuan::finding::Severity::Error))
    );
    assert_eq!(
        found.message,
        "文号 明工信罚〔2026〕12号 与 R44 行政处罚决定书 相同"
    );
    assert!(!report.complete);
}

pub(super) const NAMES: &[Row] = &[
    (
        "a paper that nobody knows",
        |case| case.set("R09", "type", "其他才料"),
        &[("anjuan/unknown", "R09", "conflict")],
    ),
    (
        "an event that nobody knows",
        |case| case.set("E17", "type", "履形"),
        &[("anjuan/unknown", "E17", "conflict")],
    ),
    (
        "a question that nobody asks",
        |case| case.set("answers", "sezied", false),
        &[("anjuan/unknown", "answers.sezied", "conflict")],
    ),
    (
        "an outcome that nobody knows",
        |case| case.set("case", "outcome", "罚款"),
        &[("anjuan/unknown", "case.outcome", "conflict (warning)")],
    ),
    (
        "the outcome of another kind of case",
        |case| case.set("case", "outcome", "予以确认"),
        &[("anjuan/unknown", "case.outcome", "conflict (warning)")],
    ),
    (
        "a field that the form does not have",
        |case| case.set("R09", "fields.备注", "无"),
        &[("anjuan/field", "R09", "conflict (warning)")],
    ),
    (
        "two of them in one paper are one finding",
        |case| {
            case.set("R09", "fields.备注", "无")
                .set("R09", "fields.其他", "无")
        },
        &[("anjuan/field", "R09", "conflict (warning)")],
    ),
    (
        "brackets and width do not matter",
        |case| {
            case.set("R04", "type", "现场检查(勘验)记录").set(
                "R18",
                "type",
                "责令（限期）改正通知书",
            )
        },
        &[],
    ),
    (
        "an alias is the paper",
        |case| {
            case.set("R05", "type", "物品清单")
                .set("R11", "type", "询问笔录")
        },
        &[],
    ),
];

#[test]
fn a_name_that_no_rulebook_knows_is_a_conflict() {
    expect(Case::example, NAMES);
}

#[test]
fn an_unknown_name_comes_with_the_nearest_one() {
    let case = Case::example()
        .set("R09", "type", "其他才料")
        .set("E17", "type", "履形");
    let report = case.set("answers", "sezied", false).report();
    for (subject, near) in [
        ("R09", "其他材料"),
        ("E17", "履行"),
        ("answers.sezied", "seized"),
    ] {
        let found = report
            .findings
            .iter()
            .find(|f| f.rule == "anjuan/unknown" && f.subject == subject);
        let found = found.expect(subject);
        assert_eq!(found.article, Some(30));
        assert!(found.message.contains(near), "{near} in {}", found.message);
    }
}

fn waive(case: Case, rule: &str, subject: &str, expires: &str) -> Case {
    let expires = if expires.is_empty() {
        String::new()
    } else {
        format!("expires = {expires}\n")
    };
    case.with(&format!(
        "[[waiver]]\nrule = \"{rule}\"\nsubject = \"{subject}\"\nreason = \"设备故障\"\n\
         approver = \"赵某\"\ndate = 2026-05-01\n{expires}"
    ))
}

pub(super) const WAIVERS: &[Row] = &[
    (
        "one that holds",
        |case| waive(case.without("R27"), "sanming/14-2", "E09", ""),
        &[],
    ),
    (
        "one on its last day",
        |case| waive(case.without("R27"), "sanming/14-2", "E09", "2026-07-01"),
        &[],
    ),
    (
        "one that has expired",
        |case| waive(case.without("R27"), "sanming/14-2", "E09", "2026-06-30"),
        &[
            ("14-2", "E09", "missing"),
            ("anjuan/waiver-expired", "E09", "incomplete (warning)"),
        ],
    ),
    (
        "one that meets no finding",
        |case| waive(case, "sanming/14-2", "E09", ""),
        &[("anjuan/waiver-unused", "E09", "incomplete (warning)")],
    ),
    (
        "one that meets no finding and has expired",
        |case| waive(case, "sanming/14-2", "E09", "2026-06-30"),
        &[("anjuan/waiver-expired", "E09", "incomplete (warning)")],
    ),
    (
        "one for another subject",
        |case| waive(case.without("R27"), "sanming/14-2", "E16", ""),
        &[
            ("14-2", "E09", "missing"),
            ("anjuan/waiver-unused", "E16", "incomplete (warning)"),
        ],
    ),
];

#[test]
fn a_waiver_holds_for_its_finding_until_it_expires() {
    expect(Case::example, WAIVERS);
    let idle = waive(Case::example(), "sanming/14-2", "E09", "").report();
    let found = idle
        .findings
        .iter()
        .find(|f| f.rule == "anjuan/waiver-unused");
    assert_eq!(found.expect("a finding").article, None);
}

#[test]
fn silence_cannot_be_waived() {
    let case = Case::example().unset("answers", "seized");
    let case = waive(case, "sanming/21-1", "answers.seized", "");
    let line = (
        "21-1".to_owned(),
        "answers.seized".to_owned(),
        "undeclared".to_owned(),
    );
    assert!(case.problems().contains(&line));
}

/// What makes a manifest unreadable: keys of the example set to words outside of their lists.
const UNREADABLE: &[(&str, &str, &str)] = &[
    ("case", "kind", "行政许可"),
    ("case", "kind", "行政奖励"),
    ("case", "procedure", "快速程序"),
    ("case", "stage", "执行"),
    ("E08", "result", "改正"),
    ("E10", "manner", "当面"),
    ("E15", "method", "托人送达"),
    ("R01", "state", "完成"),
    ("R01", "form", "纸质"),
    ("R01", "classification", "秘密"),
    ("R06", "media.kind", "摄影"),
    ("E16", "ground", "失踪"),
    ("R01", "volume", "附卷"),
    ("archive", "retention", "20年"),
];

#[test]
fn words_outside_of_the_manifest_s_own_lists_are_refused() {
    for (owner, key, word) in UNREADABLE {
        let case = Case::example().set(owner, key, *word);
        let text = toml::to_string(&case.table).expect("TOML");
        let problems = Manifest::parse(&text).expect_err(word);
        let said: String = problems
            .into_iter()
            .map(|problem| problem.message)
            .collect();
        assert!(said.contains(word), "{word} in {said}");
    }
}

#[test]
fn a_licence_is_refused_with_the_article() {
    let case = Case::example().set("case", "kind", "行政许可");
    let text = toml::to_string(&case.table).expect("TOML");
    let problems = Manifest::parse(&text).expect_err("a licence");
    let advice: String = problems
        .into_iter()
        .filter_map(|problem| problem.help)
        .collect();
    assert!(advice.contains("行政审批标准化"), "{advice}");
}
