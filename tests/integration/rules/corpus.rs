//! All tables together: what must hold of every row, whatever it is about.

use std::sync::LazyLock;

use anjuan::case::Manifest;
use anjuan::check::{Input, Options, check};
use anjuan::finding::{CaseReport, Severity, Status};
use anjuan::rulebook::Rulebook;
use anjuan::workspace::Workspace;
use rayon::prelude::*;
use serde::Deserialize as _;
use toml::Value;

use super::base::{Case, Line, RULEBOOK, lines};
use super::summary::{on_the_spot, refrained};
use super::table::Row;
use super::{
    attempts, attested, classification, correction, dangling, decision, devices, enforcement,
    files, findings, in_progress, inspection, investigation, kinds, letters, names, national,
    national_agreement, national_coercion, national_decision, national_hearing,
    national_on_the_spot, national_other, national_outcomes, national_penalty, opening,
    other_kinds, outcomes, platform_terms, platforms, police, questions, recipients, recordings,
    reminder, running, seizure, service_by_notice, service_direct, service_left, service_of_papers,
    service_of_several, stages, summary, text, transfer, waivers,
};

/// Where a table starts from, and its rows.
pub(super) type Table = (fn() -> Case, &'static [Row]);

const EXAMPLE: fn() -> Case = Case::example;

/// Every table of this folder.
const TABLES: &[Table] = &[
    (EXAMPLE, classification::SECRETS),
    (attested::unattested, attested::PENALTY),
    (attested::reminded_later, attested::REMINDED),
    (attested::inspected, attested::INSPECTED),
    (on_the_spot, attested::ON_THE_SPOT),
    (EXAMPLE, correction::CORRECTION),
    (EXAMPLE, correction::RECHECK),
    (EXAMPLE, dangling::REFERENCES),
    (EXAMPLE, dangling::WAIVERS),
    (EXAMPLE, dangling::FRACTIONS),
    (EXAMPLE, decision::NOTICE),
    (EXAMPLE, decision::HEARING),
    (EXAMPLE, decision::DISCUSSION),
    (EXAMPLE, devices::DEVICES),
    (EXAMPLE, devices::ORIGINALS),
    (EXAMPLE, files::PLACES),
    (police::crime, findings::ROWS_OF_GOODS),
    (investigation::preserved, findings::ROWS_OF_EVIDENCE),
    (EXAMPLE, in_progress::SOFTENED),
    (EXAMPLE, in_progress::HARD),
    (EXAMPLE, stages::STRICT),
    (EXAMPLE, investigation::EVIDENCE),
    (EXAMPLE, investigation::CITED),
    (EXAMPLE, investigation::KINDS),
    (EXAMPLE, investigation::AT_LEAST_ONE),
    (investigation::preserved, investigation::PRESERVATION),
    (EXAMPLE, kinds::COERCION),
    (EXAMPLE, kinds::INSPECTION),
    (EXAMPLE, kinds::CONFIRMATION),
    (EXAMPLE, names::REFERENCES),
    (EXAMPLE, names::NUMBERS),
    (EXAMPLE, names::NAMES),
    (EXAMPLE, names::WAIVERS),
    (EXAMPLE, opening::OPENING),
    (other_kinds::inspection, other_kinds::INSPECTION),
    (other_kinds::coercion, other_kinds::COERCION),
    (other_kinds::confirmation, other_kinds::CONFIRMATION),
    (on_the_spot, other_kinds::ON_THE_SPOT),
    (refrained, other_kinds::REFRAINED),
    (EXAMPLE, outcomes::DECLARED),
    (EXAMPLE, outcomes::UNDECLARED),
    (EXAMPLE, outcomes::STAND_INS),
    (EXAMPLE, outcomes::CLOSED),
    (EXAMPLE, platforms::ENTRIES),
    (EXAMPLE, platforms::CLOSINGS),
    (EXAMPLE, platform_terms::LATE),
    (EXAMPLE, platforms::WHICH_CASES),
    (police::crime, police::POLICE),
    (EXAMPLE, questions::STAGES),
    (EXAMPLE, questions::PARENTS),
    (EXAMPLE, questions::PENALTY),
    (EXAMPLE, questions::SUMMARY),
    (questions::seized, questions::OPEN),
    (EXAMPLE, recordings::GAPS),
    (EXAMPLE, recordings::CLOCKS),
    (EXAMPLE, recordings::UNKNOWN_TIMES),
    (EXAMPLE, reminder::ROWS),
    (EXAMPLE, running::RUNNING),
    (EXAMPLE, service_direct::DIRECT),
    (EXAMPLE, service_direct::MAIL),
    (EXAMPLE, service_left::LEFT),
    (EXAMPLE, service_left::ENTRUSTED),
    (EXAMPLE, service_by_notice::ANNOUNCED),
    (EXAMPLE, service_by_notice::ELECTRONIC),
    (EXAMPLE, service_of_papers::DIRECT),
    (EXAMPLE, service_of_papers::MAIL),
    (EXAMPLE, service_of_papers::OTHER_METHODS),
    (EXAMPLE, recipients::TO_WHOM),
    (EXAMPLE, service_of_several::SEVERAL_PAPERS),
    (EXAMPLE, service_of_several::DRAFTS),
    (EXAMPLE, attempts::ATTEMPTS),
    (EXAMPLE, letters::LETTERS),
    (summary::on_the_spot, summary::SUMMARY),
    (summary::refrained, summary::NO_PENALTY),
    (summary::dropped, summary::DROPPED),
    (EXAMPLE, text::EVENTS),
    (EXAMPLE, text::DECISIONS),
    (EXAMPLE, text::PROOFS),
    (EXAMPLE, text::YIELDS),
    (text::published, text::PUBLISHED),
    (transfer::transferred, transfer::OTHER_AGENCY),
    (EXAMPLE, waivers::WAIVERS),
    (seizure::own, seizure::SEIZED),
    (seizure::inside, seizure::SEIZED),
    (enforcement::own, enforcement::DEFENDED),
    (enforcement::inside, enforcement::DEFENDED),
    (enforcement::own, enforcement::REMINDED),
    (inspection::own, inspection::VISITED),
    (inspection::inside, inspection::VISITED),
    (inspection::own, inspection::PUBLISHED),
    (inspection::acting, inspection::ACTS),
];

/// The tables of the national rulebook.
const NATIONAL_TABLES: &[Table] = &[
    (national::example, national_penalty::INVESTIGATION),
    (national_penalty::preserved, national_penalty::PRESERVED),
    (national::example, national_penalty::NOTICE),
    (national::example, national_hearing::HEARING),
    (national::example, national_penalty::APPROVAL),
    (
        national_on_the_spot::on_the_spot,
        national_on_the_spot::ON_THE_SPOT,
    ),
    (national::example, national_decision::DECISION),
    (national::example, national_decision::SERVED),
    (national::example, national_decision::PAID),
    (national_outcomes::refrained, national_outcomes::REFRAINED),
    (
        national_outcomes::dropped,
        national_outcomes::WITHOUT_PENALTY,
    ),
    (
        national_outcomes::elsewhere,
        national_outcomes::WITHOUT_PENALTY,
    ),
    (
        national_outcomes::of_another_kind,
        national_outcomes::OF_ANOTHER_KIND,
    ),
    (national::example, national_agreement::AGREEMENT),
    (national_coercion::own, national_coercion::SEIZED),
    (national_coercion::inside, national_coercion::SEIZED),
    (national_coercion::applied, national_coercion::APPLIED),
    (national_other::crime, national_other::CRIME),
    (national_other::visited, national_other::VISITED),
    (national_other::acting, national_other::ACTS),
];

/// What a finding answers: rule, subject, status, severity, words.
pub(super) type Answer = (String, String, Status, Option<Severity>, String);

/// A case that is checked more than once. Its lines are not known: its text was never written.
pub(super) struct Prepared {
    pub(super) name: String,
    /// The rules that its row names.
    pub(super) rules: Vec<&'static str>,
    pub(super) options: Options,
    manifest: Manifest,
    workspace: Workspace,
}

impl Prepared {
    pub(super) fn new(name: impl Into<String>, case: Case) -> Self {
        let name = name.into();
        let mut table = case.table.clone();
        // An answer's own date is read from text only, and no rule asks for it.
        let answers = table.get_mut("answers").and_then(Value::as_table_mut);
        for (_, answer) in answers.into_iter().flatten() {
            if let Some(said) = answer.as_table_mut() {
                said.remove("date");
            }
        }
        let read = anjuan::case::Case::deserialize(Value::Table(table));
        let read = read.unwrap_or_else(|error| panic!("{name}: {error}"));
        let lines = anjuan::case::Lines::default();
        let manifest = Manifest {
            case: read,
            tree: case.table,
            lines,
            newer: false,
        };
        Self {
            name,
            rules: Vec::new(),
            options: case.options,
            manifest,
            workspace: case.workspace,
        }
    }

    pub(super) fn report_with(&self, rulebook: &Rulebook, options: Options) -> CaseReport {
        let rulebooks = [rulebook];
        check(&Input::new(
            "案",
            &self.manifest,
            &self.workspace,
            &rulebooks,
            options,
        ))
    }

    pub(super) fn report(&self) -> CaseReport {
        self.report_with(&RULEBOOK, self.options)
    }

    /// Whether the case is no ordinary penalty case.
    pub(super) fn is_unusual(&self) -> bool {
        let head = &self.manifest.case.head;
        head.kind != "行政处罚" || head.procedure() != "普通程序"
    }

    /// What a rulebook answers.
    pub(super) fn answers(&self, rulebook: &Rulebook) -> Vec<Answer> {
        let report = self.report_with(rulebook, self.options);
        let problems = report.findings.into_iter().filter(|f| f.severity.is_some());
        problems
            .map(|f| (f.rule, f.subject, f.status, f.severity, f.message))
            .collect()
    }

    pub(super) fn problems(&self) -> std::collections::BTreeSet<Line> {
        lines(&self.report())
    }
}

/// Every row of every table of the regulation.
pub(super) static CORPUS: LazyLock<Vec<Prepared>> = LazyLock::new(|| prepared(TABLES));

/// Every row of every table of the statutes.
pub(super) static NATIONAL_CORPUS: LazyLock<Vec<Prepared>> =
    LazyLock::new(|| prepared(NATIONAL_TABLES));

fn prepared(tables: &[Table]) -> Vec<Prepared> {
    let rows: Vec<_> = tables
        .iter()
        .flat_map(|(base, rows)| rows.iter().map(move |row| (*base, row)))
        .collect();
    let prepare = |(base, (name, edit, said)): (fn() -> Case, &Row)| Prepared {
        rules: said.iter().map(|(rule, ..)| *rule).collect(),
        ..Prepared::new(*name, edit(base()))
    };
    rows.into_par_iter().map(prepare).collect()
}

#[test]
fn every_table_of_this_folder_is_in_the_corpus() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/rules");
    let listed: String = include_str!("corpus.rs").split_whitespace().collect();
    let mut found = 0;
    for file in std::fs::read_dir(folder).expect("the folder") {
        let path = file.expect("a file").path();
        let module = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a name")
            .to_owned();
        let text = std::fs::read_to_string(&path).expect("text");
        for line in text
            .lines()
            .filter(|line| line.starts_with("pub(super) const "))
        {
            let Some((before, _)) = line.split_once(": &[Row] = &[") else {
                continue;
            };
            let name = before.rsplit(' ').next().expect("a name");
            // rustfmt may break an entry into lines
            let entry = format!(",{module}::{name}");
            let is_listed = ["),", ",),"]
                .iter()
                .any(|end| listed.contains(&format!("{entry}{end}")));
            assert!(is_listed, "{module}::{name}");
            found += 1;
        }
    }
    let listed: std::collections::BTreeSet<_> = [TABLES, NATIONAL_TABLES]
        .concat()
        .iter()
        .map(|(_, rows)| rows.as_ptr())
        .collect();
    assert_eq!(found, listed.len());
}
