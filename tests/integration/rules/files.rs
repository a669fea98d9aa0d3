//! Articles 7 and 30: every record has its file as it was recorded, every file its record.

use anjuan::case::Manifest;
use anjuan::check::{Input, check};
use anjuan::finding::CaseReport;
use anjuan::inventory::{File, FileKind, History, Inventory};
use toml::Value;

use super::base::{Case, RULEBOOK, lines, set};
use super::table::{Row, Said, expect};

const DATA: &str = r#"
[[record]]
id = "R60"
type = "电子数据"
date = 2026-03-05
path = "data/R60-账目.csv"
size = 3
sha256 = "0000000000000000000000000000000000000000000000000000000000000060"
events = ["E04"]
"#;

pub(super) const PLACES: &[Row] = &[
    (
        "a paper without file",
        |case| case.unset("R01", "path"),
        &[("30-1", "R01", "incomplete")],
    ),
    (
        "a recording without file",
        |case| case.unset("R29", "path"),
        &[("7-1", "R29", "incomplete")],
    ),
    (
        "a paper without digest",
        |case| case.unset("R01", "sha256"),
        &[("30-1", "R01", "incomplete")],
    ),
    (
        "a recording without digest",
        |case| case.unset("R29", "sha256"),
        &[("7-1", "R29", "incomplete")],
    ),
    (
        "a file without digest, at the first stage",
        |case| case.unset("R01", "sha256").at("程序启动"),
        &[("30-1", "R01", "incomplete")],
    ),
    (
        "a draft needs neither file nor digest",
        |case| {
            case.unset("R02", "sha256")
                .unset("R02", "path")
                .set("R02", "state", "草稿")
        },
        &[],
    ),
    (
        "a void paper keeps its file",
        |case| case.unset("R02", "path").set("R02", "state", "作废"),
        &[("30-1", "R02", "incomplete")],
    ),
    (
        "a void recording keeps its file",
        |case| case.unset("R22", "path").set("R22", "state", "作废"),
        &[("7-1", "R22", "incomplete")],
    ),
    (
        "a page of the paper file",
        |case| {
            case.unset("R01", "path").unset("R01", "sha256").set(
                "R01",
                "location",
                "纸质:卷内第1页",
            )
        },
        &[],
    ),
    (
        "a recording at the station",
        |case| {
            case.unset("R29", "path")
                .set("R29", "location", "采集站:ZF-03/1.mp4")
        },
        &[],
    ),
    (
        "a recording at the station without digest",
        |case| {
            let case = case.unset("R29", "path").unset("R29", "sha256");
            case.set("R29", "location", "采集站:ZF-03/1.mp4")
        },
        &[("7-1", "R29", "incomplete")],
    ),
    ("electronic data with its file", |case| case.with(DATA), &[]),
    (
        "electronic data without file",
        |case| case.with(DATA).unset("R60", "path"),
        &[("30-1", "R60", "incomplete")],
    ),
];

#[test]
fn every_record_says_where_its_file_is() {
    expect(Case::example, PLACES);
}

#[test]
fn what_is_kept_elsewhere_is_for_a_person_to_look_at() {
    let case = Case::example()
        .unset("R01", "path")
        .set("R01", "location", "纸质:卷内第1页");
    let case = case
        .unset("R29", "path")
        .set("R29", "location", "采集站:ZF-03/1.mp4");
    let report = case.report();
    for (rule, subject) in [("sanming/30-1", "R01"), ("sanming/7-1", "R29")] {
        let found = report
            .findings
            .iter()
            .find(|f| f.rule == rule && f.subject == subject);
        assert_eq!(
            found.expect("a finding").status.word(),
            "unattested",
            "{rule} {subject}"
        );
    }
    assert!(report.complete);
}

/// The directory that the case describes; digests are compared only where they were read.
fn directory(case: &Case) -> Inventory {
    let records = case.table["record"].as_array().expect("records");
    let text = |record: &Value, key| record.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut files: Vec<_> = records
        .iter()
        .filter_map(|record| {
            let size = record.get("size").and_then(Value::as_integer).unwrap_or(1);
            let size = u64::try_from(size).expect("a size");
            let path = text(record, "path")?;
            Some(File {
                path,
                kind: FileKind::Regular,
                size,
                sha256: text(record, "sha256"),
            })
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Inventory {
        files,
        history: History::Known,
    }
}

fn report(case: &Case, inventory: &Inventory) -> CaseReport {
    let text = toml::to_string(&case.table).expect("TOML");
    let manifest = Manifest::parse(&text).expect("a readable manifest");
    let rulebooks = [&*RULEBOOK];
    let input = Input::new("案", &manifest, &case.workspace, &rulebooks, case.options);
    check(&Input {
        inventory: Some(inventory),
        ..input
    })
}

const PAPER: &str = "documents/R01-案件来源登记表.pdf";
const RECORDING: &str = "recordings/E10-陈述申辩.mp4";

fn file<'i>(inventory: &'i mut Inventory, path: &str) -> &'i mut File {
    inventory
        .files
        .iter_mut()
        .find(|file| file.path == path)
        .expect("a file")
}

fn lose(inventory: &mut Inventory, path: &str) {
    inventory.files.retain(|file| file.path != path);
}

fn find(inventory: &mut Inventory, path: &str, kind: FileKind) {
    let file = File {
        path: path.to_owned(),
        kind,
        size: 1,
        sha256: None,
    };
    inventory.files.push(file);
    inventory.files.sort_by(|a, b| a.path.cmp(&b.path));
}

/// Its name, what happens to the case, then to its directory, and what is found.
type Found = (
    &'static str,
    fn(Case) -> Case,
    fn(&mut Inventory),
    &'static [Said],
);

const FOUND: &[Found] = &[
    ("a directory as described", |case| case, |_| {}, &[]),
    (
        "a paper is lost",
        |case| case,
        |files| lose(files, PAPER),
        &[("30-1", "R01", "missing")],
    ),
    (
        "a recording is lost",
        |case| case,
        |files| lose(files, RECORDING),
        &[("7-1", "R29", "missing")],
    ),
    (
        "a paper of another size",
        |case| case.set("R01", "size", 2),
        |files| file(files, PAPER).size = 3,
        &[("30-1", "R01", "conflict")],
    ),
    (
        "a recording of another size",
        |case| case,
        |files| file(files, RECORDING).size += 1,
        &[("7-1", "R29", "conflict")],
    ),
    (
        "a recording of the same size and other content",
        |case| case,
        |files| file(files, RECORDING).sha256 = Some("1".repeat(64)),
        &[("7-1", "R29", "conflict")],
    ),
    (
        "a content that was not read",
        |case| case,
        |files| file(files, RECORDING).sha256 = None,
        &[],
    ),
    (
        "a link in place of a paper",
        |case| case,
        |files| file(files, PAPER).kind = FileKind::Symlink,
        &[("30-1", "R01", "conflict")],
    ),
    (
        "a draft whose file is edited",
        |case| case.set("R02", "state", "草稿").set("R02", "size", 7),
        |files| file(files, "documents/R02-证据材料.pdf").size = 9,
        &[],
    ),
    (
        "a draft whose file is gone",
        |case| case.set("R02", "state", "草稿"),
        |files| lose(files, "documents/R02-证据材料.pdf"),
        &[],
    ),
    (
        "a void paper whose file is gone",
        |case| case.set("R02", "state", "作废"),
        |files| lose(files, "documents/R02-证据材料.pdf"),
        &[("30-1", "R02", "missing")],
    ),
    (
        "a void recording whose file is gone",
        |case| case.set("R22", "state", "作废"),
        |files| lose(files, "recordings/E08-责令改正复查.jpg"),
        &[("7-1", "R22", "missing")],
    ),
    (
        "a file of no record",
        |case| case,
        |files| find(files, "documents/扫描件.pdf", FileKind::Regular),
        &[("30-1", "documents/扫描件.pdf", "conflict")],
    ),
    (
        "a link of no record",
        |case| case,
        |files| find(files, "data/链接", FileKind::Symlink),
        &[("30-1", "data/链接", "conflict")],
    ),
    (
        "a file of no record, at the first stage",
        |case| case.at("程序启动"),
        |files| find(files, "documents/扫描件.pdf", FileKind::Regular),
        &[("30-1", "documents/扫描件.pdf", "conflict")],
    ),
    (
        "a record's file and a file of no record are two findings",
        |case| case,
        |files| {
            lose(files, PAPER);
            find(
                files,
                "documents/R01-案件来源登记表2.pdf",
                FileKind::Regular,
            );
        },
        &[
            ("30-1", "R01", "missing"),
            ("30-1", "documents/R01-案件来源登记表2.pdf", "conflict"),
        ],
    ),
    (
        "no journal",
        |case| case,
        |files| files.history = History::Absent,
        &[("anjuan/journal", "case", "undecidable")],
    ),
    (
        "an edit by hand",
        |case| case,
        |files| files.history = History::Edited,
        &[],
    ),
    (
        "a recorded digest changed by hand",
        |case| case,
        |files| files.history = History::Altered(vec!["R29".into()]),
        &[("anjuan/history", "R29", "conflict")],
    ),
];

#[test]
fn every_file_has_its_record_and_every_record_its_file() {
    for (name, edit, happen, want) in FOUND {
        let case = edit(Case::example());
        let mut inventory = directory(&case);
        happen(&mut inventory);
        assert_eq!(lines(&report(&case, &inventory)), set(want), "{name}");
    }
}

#[test]
fn a_file_that_cannot_be_read_never_passes() {
    let case = Case::example();
    let mut inventory = directory(&case);
    file(&mut inventory, RECORDING).kind = FileKind::Unreadable;
    let report = report(&case, &inventory);
    assert!(
        lines(&report)
            .iter()
            .any(|(rule, subject, _)| rule == "7-1" && subject == "R29")
    );
    assert!(!report.complete);
}

#[test]
fn nothing_excuses_a_lost_file() {
    let waiver = |rule, subject| {
        format!(
            "[[waiver]]\nrule = \"sanming/{rule}\"\nsubject = \"{subject}\"\nreason = \"灭失\"\n\
             approver = \"赵某\"\ndate = 2026-06-20"
        )
    };
    let case = Case::example()
        .with(&waiver("7-1", "R29"))
        .with(&waiver("30-1", "R01"));
    let mut inventory = directory(&case);
    lose(&mut inventory, RECORDING);
    lose(&mut inventory, PAPER);
    let found = lines(&report(&case, &inventory));
    let lost = set(&[("7-1", "R29", "missing"), ("30-1", "R01", "missing")]);
    assert!(found.is_superset(&lost), "{found:?}");
}
