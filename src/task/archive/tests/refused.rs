//! What is not packed, and what to do about it.

use std::fs;

use super::super::{Packed, Request};
use super::fixture::Desk;
use super::{forced, pack, pack_with, table};
use crate::store::JOURNAL;
use crate::task::error::{Cause, Failure};

/// The refusal, which must be one.
fn refused(result: Result<Packed, Failure>) -> Failure {
    let failure = result.map(|packed| packed.path).unwrap_err();
    assert_eq!(failure.cause, Cause::Refused, "{failure}");
    failure
}

const VOID: &str = "state = \"作废\"\nreason = \"过期\"";

#[test]
fn what_is_missing_is_named_all_at_once() {
    let desk = Desk::with(|text| {
        text.replace("retention = \"30年\"\n", "")
            .replace("date = 2026-05-05\n", "")
            .replace("filed_by = \"陈某\"\n", "")
            .replace("stage = \"归档管理\"", "stage = \"送达执行\"")
            .replace("pages = 3", "pages = 3\nclassification = \"国家秘密\"")
            .replace(VOID, "state = \"草稿\"")
    });
    let text = refused(pack(&desk)).to_string();
    for want in [
        "R02 标为国家秘密",
        "国家秘密",
        "处于送达执行阶段",
        "立卷时间、保管期限、立卷人",
        "R06 仍是草稿",
    ] {
        assert!(text.contains(want), "{text}");
    }
    assert_eq!(desk.folder.path().read_dir().unwrap().count(), 1);
}

#[test]
fn each_refusal_shows_the_command_that_helps() {
    type Edit = fn(String) -> String;
    let cases: &[(Edit, &str)] = &[
        (
            |text| text.replace("stage = \"归档管理\"", "stage = \"送达执行\""),
            "anjuan stage ",
        ),
        (
            |text| text.replace("retention = \"30年\"\n", ""),
            "'archive.retention=永久|30年|10年'",
        ),
        (
            |text| text.replace("agency = \"三明市工业和信息化局\"\n", ""),
            "case.agency=",
        ),
        (
            |text| text.replace(VOID, "state = \"草稿\""),
            "R06.state=作废",
        ),
        (
            |text| text.replace("serves = [\"R02\"]\n", ""),
            "anjuan check ",
        ),
        (
            |text| text.replace("pages = 3", "classification = \"国家秘密\""),
            "按保密规定",
        ),
    ];
    for (edit, want) in cases {
        let hint = refused(pack(&Desk::with(edit))).hints.concat();
        assert!(hint.contains(want), "{hint} should contain {want}");
    }
}

#[test]
fn a_state_secret_and_an_earlier_stage_are_refused_even_if_forced() {
    type Edit = fn(String) -> String;
    let cases: [Edit; 3] = [
        |text| text.replace("pages = 3", "classification = \"国家秘密\""),
        |text| text.replace("stage = \"归档管理\"", "stage = \"送达执行\""),
        |text| text.replace("retention = \"30年\"\n", ""),
    ];
    for edit in cases {
        refused(pack_with(&Desk::with(edit), &forced()));
    }
}

#[test]
fn a_stub_of_a_state_secret_is_packed_and_listed() {
    const STUB: &str = "\n[[record]]\nid = \"R09\"\ntype = \"其他材料\"\n\
                        classification = \"国家秘密\"\nlocation = \"另行保管\"\n";
    let desk = Desk::with(|text| format!("{text}{STUB}"));
    let packed = pack(&desk).unwrap();
    let index = table(&packed.path);
    let row = index
        .iter()
        .find(|row| row.get(2).is_some_and(|id| id == "R09"));
    assert!(row.unwrap().join(",").contains("国家秘密；另存：另行保管"));
    refused(pack(&Desk::with(|text| {
        format!("{text}{STUB}title = \"××\"\n")
    })));
}

#[test]
fn a_case_whose_history_is_not_known_or_not_accepted_is_refused() {
    let hint = refused(pack(&Desk::bare(|text| text))).hints.concat();
    assert!(hint.contains("log") && hint.contains("--accept"), "{hint}");
    let desk = Desk::new();
    desk.edit("documents/R02-确认决定书.pdf", "documents/R02.pdf");
    assert!(refused(pack(&desk)).to_string().contains("R02"));
}

#[test]
fn a_case_with_a_damaged_journal_cannot_be_packed() {
    let desk = Desk::new();
    desk.note("seal");
    let journal = desk.case().join(JOURNAL);
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replacen("建档", "改过", 1)).unwrap();
    let failure = pack(&desk).map(|packed| packed.path).unwrap_err();
    assert_eq!(failure.cause, Cause::Impossible);
    assert!(failure.to_string().contains("操作日志损坏"), "{failure}");
    assert_eq!(desk.folder.path().read_dir().unwrap().count(), 1);
}

#[test]
fn files_that_are_not_as_recorded_are_refused_even_if_forced() {
    let place = |desk: &Desk, name: &str| desk.case().join(name);
    let changed = Desk::new();
    fs::write(
        place(&changed, "documents/R02-确认决定书.pdf"),
        "R02 行政确认决走书",
    )
    .unwrap();
    let extra = Desk::new();
    extra.write("documents/便条.txt", b"x");
    let name = Desk::with(|text| text.replace("R06-旧证照.pdf", "R06-100%.pdf"));
    let (old, new) = ("documents/R06-旧证照.pdf", "documents/R06-100%.pdf");
    fs::rename(place(&name, old), place(&name, new)).unwrap();
    for (desk, want) in [(changed, "SHA-256"), (extra, "便条.txt"), (name, "“%”")] {
        for request in [Request::default(), forced()] {
            let failure = refused(pack_with(&desk, &request));
            assert!(failure.to_string().contains(want), "{failure}");
        }
        assert_eq!(desk.folder.path().read_dir().unwrap().count(), 1);
    }
}
