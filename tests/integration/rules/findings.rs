//! The findings themselves: severities, order, lines, days, and that none is said twice.

use std::collections::BTreeSet;

use anjuan::case::Manifest;
use anjuan::check::{Input, Options, check};
use anjuan::finding::{CaseReport, Finding, Severity, Status};
use anjuan::workspace::Workspace;

use super::base::{Case, RULEBOOK};
use super::corpus::CORPUS;
use super::investigation::preserved;
use super::police::crime;
use super::table::{Row, expect};

/// The text of the example, and the report of it after an edit of the text.
fn report_of(edit: impl Fn(&str) -> String) -> (String, CaseReport) {
    let text = edit(include_str!("../../../examples/penalty-case/case.toml"));
    let manifest = Manifest::parse(&text).expect("readable");
    let (workspace, rulebooks) = (Workspace::default(), [&*RULEBOOK]);
    let options = Options::on("2026-07-01".parse().expect("a date"));
    let report = check(&Input::new(
        "案", &manifest, &workspace, &rulebooks, options,
    ));
    (text, report)
}

fn find<'r>(report: &'r CaseReport, rule: &str, subject: &str) -> &'r Finding {
    let mut found = report.findings.iter();
    found
        .find(|f| f.rule == rule && f.subject == subject)
        .unwrap_or_else(|| panic!("no {rule} at {subject}: {:?}", report.findings))
}

/// A case with many problems: nothing but its events and answers is left of the example.
fn ruined() -> Case {
    let mut case = Case::example()
        .set("answers", "sampled", false)
        .set("answers", "seized", true);
    let kept = ["R04", "R18", "R24", "R44", "R49"];
    let records = case.table["record"].as_array_mut().expect("records");
    records.retain(|record| kept.contains(&record["id"].as_str().unwrap_or_default()));
    case.unset("R49", "media.device")
        .set("R18", "attached_to", "R99")
}

#[test]
fn findings_stand_in_the_order_of_rules_and_subjects() {
    let case = ruined();
    let report = case.report();
    assert!(
        report.count(Severity::Error) > 25,
        "{}",
        report.count(Severity::Error)
    );
    let rank = |rule: &str| {
        let own = RULEBOOK
            .rules
            .iter()
            .position(|r| format!("sanming/{}", r.id) == rule);
        own.unwrap_or(RULEBOOK.rules.len())
    };
    let ranks: Vec<_> = report.findings.iter().map(|f| rank(&f.rule)).collect();
    assert!(ranks.is_sorted(), "rules: {ranks:?}");
    let ids: Vec<String> = ["event", "record"]
        .iter()
        .flat_map(|list| case.table[*list].as_array().expect("a list"))
        .map(|item| item["id"].as_str().expect("an id").to_owned())
        .collect();
    let place = |subject: &str| match ids.iter().position(|id| id == subject) {
        Some(at) => at + 1,
        None if subject.starts_with("case") || subject.starts_with("answers") => 0,
        None => ids.len() + 1,
    };
    for pair in report.findings.windows(2) {
        if pair[0].rule == pair[1].rule && pair[0].rule.starts_with("sanming/") {
            let (a, b) = (place(&pair[0].subject), place(&pair[1].subject));
            assert!(
                a <= b,
                "{}: {} before {}",
                pair[0].rule,
                pair[0].subject,
                pair[1].subject
            );
        }
    }
}

#[test]
fn the_same_case_gives_the_same_findings() {
    for case in [Case::example(), ruined()] {
        let (first, second) = (case.report(), case.report());
        assert_eq!(first.findings, second.findings);
        assert_eq!(first.complete, second.complete);
    }
}

#[test]
fn every_finding_has_its_severity_article_and_words() {
    for row in CORPUS.iter() {
        let (name, report) = (&row.name, row.report());
        let mut seen = BTreeSet::new();
        for finding in &report.findings {
            let said = format!(
                "{name}: {} {} {}",
                finding.rule, finding.subject, finding.message
            );
            assert!(
                finding.severity <= finding.status.severity(),
                "{said}: raised"
            );
            assert_eq!(
                finding.severity.is_none(),
                finding.status.severity().is_none(),
                "{said}"
            );
            assert!(
                !finding.message.is_empty() && !finding.subject.is_empty(),
                "{said}"
            );
            let article = finding
                .rule
                .strip_prefix("sanming/")
                .and_then(|id| id.split('-').next());
            if let Some(article) = article {
                assert_eq!(
                    finding.article.map(|a| a.to_string()).as_deref(),
                    Some(article),
                    "{said}"
                );
            }
            if finding.is_at_least(Severity::Warning) {
                assert!(
                    finding.rule.starts_with("anjuan/") || !finding.fix.is_empty(),
                    "{said}: no fix"
                );
                let place = (&finding.rule, &finding.subject, &finding.message);
                assert!(seen.insert(place), "{said}: said twice");
            }
        }
        let errors = report.count(Severity::Error) > 0;
        let to_do = report
            .findings
            .iter()
            .any(|f| f.status == Status::Due && f.due.is_none());
        assert_eq!(report.complete, !errors && !to_do, "{name}");
    }
}

#[test]
fn warnings_and_notes_leave_a_case_complete() {
    let cases = [
        ("nothing", Case::example(), true),
        ("a note", Case::example().unset("R05", "fields"), true),
        ("a warning", Case::example().without("R47"), true),
        (
            "an undecidable term",
            Case::example().put("R52", "date", "2026-12-30"),
            true,
        ),
        ("an error", Case::example().without("R49"), false),
        (
            "an answer",
            Case::example().unset("answers", "overdue"),
            false,
        ),
    ];
    for (name, case, complete) in cases {
        assert_eq!(case.report().complete, complete, "{name}");
    }
}

#[test]
fn a_finding_names_the_line_of_its_subject() {
    let (text, report) = report_of(|text| text.replacen("received = 2026-05-22\n", "", 1));
    let line = text
        .lines()
        .position(|line| line == "id = \"E16\"")
        .expect("E16")
        + 1;
    let found = find(&report, "sanming/19-1", "E16").line.expect("a line");
    assert!(
        (line - 1..=line).contains(&found),
        "{found}, E16 stands on {line}"
    );
    let (text, report) = report_of(|text| text.replacen("seized = false", "sampled = false", 1));
    let line = text
        .lines()
        .position(|line| line.starts_with("sampled"))
        .expect("sampled")
        + 1;
    assert_eq!(
        find(&report, "sanming/11-2", "answers.sampled").line,
        Some(line)
    );
    assert_eq!(
        find(&report, "sanming/21-1", "answers.seized").line,
        None,
        "it stands nowhere"
    );
    let (text, report) = report_of(|text| {
        text.replacen("platform = \"省", "platform = \"旧", 1)
            .replacen("\"R25\"", "\"R99\"", 1)
    });
    let line = text
        .lines()
        .position(|line| line == "[case]")
        .expect("the head")
        + 1;
    assert_eq!(find(&report, "sanming/20-1", "case").line, Some(line));
    let every = report
        .findings
        .iter()
        .filter(|f| f.subject.starts_with(['E', 'R']));
    assert!(every.clone().count() > 0 && every.clone().all(|f| f.line.is_some()));
}

#[test]
fn a_term_carries_its_day_and_what_has_none_does_not() {
    let late = Case::example().put("E20", "start", "2026-06-23").report();
    let due = find(&late, "sanming/20-1", "case")
        .due
        .map(|day| day.to_string());
    assert_eq!(due.as_deref(), Some("2026-06-22"));
    let seizure = "[[event]]\nid = \"E30\"\ntype = \"查封扣押\"\nstart = 2026-06-05\n\
                   deadline = 2026-07-05\n";
    let soon = Case::example()
        .with(seizure)
        .at("调查取证")
        .on("2026-07-01")
        .report();
    let found = find(&soon, "sanming/22-1", "E30");
    assert_eq!(
        (found.status, found.status_chinese()),
        (Status::Due, "临期")
    );
    assert_eq!(
        found.due.map(|day| day.to_string()).as_deref(),
        Some("2026-07-05")
    );
    let to_do = Case::example()
        .unset("answers", "overdue")
        .at("送达执行")
        .in_progress()
        .report();
    let found = find(&to_do, "sanming/18-1", "answers.overdue");
    assert_eq!((found.status_chinese(), found.due), ("待办", None));
    let missing = Case::example().without("R49").report();
    assert_eq!(find(&missing, "sanming/17-1", "E16").due, None);
}

#[test]
fn each_paper_that_a_missing_proof_serves_is_a_finding_of_its_own() {
    let papers = "[[record]]\nid = \"R60\"\ntype = \"检测期间告知书\"\nlocation = \"纸质:1\"\n\
                  [[record]]\nid = \"R61\"\ntype = \"先行登记保存证据处理通知书\"\nlocation = \"纸质:2\"\n";
    let case = Case::example()
        .with(papers)
        .put("E07", "documents", r#"["R18", "R60", "R61"]"#);
    let report = case.without("R19").without("R20").report();
    let found: Vec<_> = report
        .findings
        .iter()
        .filter(|f| f.subject == "E07" && f.is_at_least(Severity::Error))
        .map(|f| (f.rule.as_str(), f.basis.as_deref()))
        .collect();
    // 第八条自己的检查结果不再另引第八条
    let eighth = Some("第八条");
    assert_eq!(
        found,
        [
            ("sanming/8-1", None),
            ("sanming/8-1", None),
            ("sanming/13-4", eighth)
        ]
    );
}

/// The rows of a list may stand on the scan alone: a note, whatever the list belongs to.
pub(super) const ROWS_OF_GOODS: &[Row] = &[(
    "goods handed to the police",
    |case| case.unset("R08", "fields"),
    &[],
)];

/// The same of evidence that is preserved.
pub(super) const ROWS_OF_EVIDENCE: &[Row] = &[(
    "evidence preserved",
    |case| case.unset("R61", "fields"),
    &[],
)];

#[test]
fn rows_that_a_scan_shows_are_a_note() {
    expect(crime, ROWS_OF_GOODS);
    expect(preserved, ROWS_OF_EVIDENCE);
    let report = crime().unset("R08", "fields").report();
    assert_eq!(
        find(&report, "sanming/10-3", "E05").severity,
        Some(Severity::Note)
    );
}
