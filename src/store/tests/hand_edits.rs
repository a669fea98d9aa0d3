//! Manifests that people edited, and what a change makes of them.

use std::fs;

use super::support::{Desk, Lines, adding, clerk, note, told, tree, write};
use crate::store::{
    Change, HandEdit, History, QUARANTINE, Reader as _, Recovered, State, StoreError, accept,
    fresh_id, load, sha256_hex,
};

/// A case with a record, and its manifest edited.
fn edited(edit: impl FnOnce(String) -> String) -> Desk {
    let desk = Desk::with_case();
    write(&desk.case(), adding("R01", "documents/R01.pdf", b"one")).unwrap();
    rewrite(&desk, edit);
    desk
}

fn rewrite(desk: &Desk, edit: impl FnOnce(String) -> String) {
    let path = desk.case().join("case.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, edit(text)).unwrap();
}

/// A manifest without the line of an id.
fn without(text: &str, id: &str) -> String {
    text.split_inclusive('\n')
        .filter(|line| !line.starts_with(id))
        .collect()
}

fn kinds(desk: &Desk) -> Vec<String> {
    told(&desk.case().join("journal.jsonl"))
        .into_iter()
        .map(|(kind, _)| kind)
        .collect()
}

fn hand_edit(desk: &Desk) -> HandEdit {
    match load(&desk.case(), &Lines).unwrap().state {
        State::HandEdited(edit) => *edit,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_harmless_edit_is_taken_down_before_the_next_line() {
    let desk = edited(|text| text.replace("E01\n", "E05\nR07\n"));
    let seen = hand_edit(&desk);
    assert!(seen.is_harmless());
    assert_eq!(
        (seen.added.join(" "), seen.removed.join(" ")),
        ("E05 R07".into(), "E01".into())
    );
    let done = note(&desk.case()).unwrap();
    assert_eq!(done.recovered, [Recovered::HandEdit(seen)]);
    assert_eq!(kinds(&desk), ["new", "add", "hand-edit", "note"]);
    let history = History::read(&desk.case()).unwrap();
    assert!(history.ids.contains("E01") && !history.current.contains("E01"));
}

#[test]
fn an_edit_that_drops_or_changes_what_is_recorded_waits_for_acceptance() {
    type Edit = fn(String) -> String;
    let digest = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
    let cases: [(Edit, &str); 4] = [
        (|text| without(&text, "R01"), "被去掉"),
        (|text| text.replace("7692", "0000"), "散列"),
        (
            |text| text.replace("documents/R01.pdf", "documents/R02.pdf"),
            "路径",
        ),
        (
            |text| {
                without(&text, "R01")
                    + "R01
"
            },
            "现为 空",
        ),
    ];
    for (edit, said) in cases {
        let desk = edited(edit);
        let before = tree(&desk.case());
        let error = note(&desk.case()).unwrap_err();
        assert!(matches!(error, StoreError::HandEdit { .. }), "{error}");
        assert!(
            error.to_string().contains(said) && error.to_string().contains("R01"),
            "{error}"
        );
        assert!(error.hint().contains("--accept"));
        assert_eq!(tree(&desk.case()), before);
        accept(&desk.case(), "核对无误", &Lines, &clerk()).unwrap();
        let told = told(&desk.case().join("journal.jsonl"));
        let (kind, data) = told.last().unwrap();
        assert_eq!(
            (kind.as_str(), &data["reason"]),
            ("accept", &"核对无误".into())
        );
        assert_eq!(data["changed"][0]["was"]["sha256"], digest);
        note(&desk.case()).unwrap();
        assert_eq!(load(&desk.case(), &Lines).unwrap().state, State::Clean);
    }
}

#[test]
fn a_hand_made_case_is_read_and_its_journal_begins_when_it_is_accepted() {
    let desk = Desk::new();
    fs::create_dir(desk.case()).unwrap();
    fs::write(desk.case().join("case.toml"), "E01\nR01 data/x aa 1\n").unwrap();
    assert_eq!(load(&desk.case(), &Lines).unwrap().state, State::NoJournal);
    let refused = note(&desk.case()).unwrap_err();
    assert!(matches!(refused, StoreError::NoJournal { .. }));
    accept(&desk.case(), "手工建立", &Lines, &clerk()).unwrap();
    assert_eq!(load(&desk.case(), &Lines).unwrap().state, State::Clean);
    let history = History::read(&desk.case()).unwrap();
    assert_eq!(history.records["R01"].sha256.as_deref(), Some("aa"));
    assert_eq!(history.head.nonce.len(), 32);
    let again = accept(&desk.case(), "再来", &Lines, &clerk()).unwrap_err();
    assert!(matches!(again, StoreError::NothingToAccept { .. }));
}

#[test]
fn a_damaged_journal_cannot_be_accepted_or_written_to() {
    let desk = edited(|text| text);
    let path = desk.case().join("journal.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("李某", "王某", 1)).unwrap();
    for refused in [
        accept(&desk.case(), "理由", &Lines, &clerk()),
        note(&desk.case()),
    ] {
        assert!(matches!(refused, Err(StoreError::Damaged { .. })));
    }
}

#[test]
fn a_manifest_that_cannot_be_read_is_left_alone() {
    let desk = edited(|_| "! 坏\n".to_owned());
    assert_eq!(hand_edit(&desk).unreadable.as_deref(), Some("第 1 行有误"));
    let before = tree(&desk.case());
    for refused in [
        accept(&desk.case(), "理由", &Lines, &clerk()),
        note(&desk.case()),
    ] {
        assert!(matches!(refused, Err(StoreError::Manifest { .. })));
    }
    assert_eq!(tree(&desk.case()), before);
}

#[test]
fn line_ends_and_a_byte_order_mark_are_written_back_as_found() {
    let desk = edited(|text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    let change = Change::new("set").edit(|text, _| {
        assert!(!text.contains('\r') && !text.starts_with('\u{feff}'));
        Ok(format!("{text}E02\n"))
    });
    write(&desk.case(), change).unwrap();
    let text = fs::read_to_string(desk.case().join("case.toml")).unwrap();
    assert!(text.starts_with("\u{feff}# 案卷\r\nE01\r\n") && text.ends_with("\r\nE02\r\n"));
}

#[test]
fn a_manifest_saved_in_an_editor_meanwhile_is_not_overwritten() {
    let desk = edited(|text| text);
    let path = desk.case().join("case.toml");
    let saved = path.clone();
    let change = adding("R02", "documents/R02.pdf", b"two").edit(move |text, _| {
        fs::write(&saved, "# 同时存盘\nE01\n").unwrap();
        Ok(format!("{text}R02\n"))
    });
    let refused = write(&desk.case(), change).unwrap_err();
    assert!(matches!(refused, StoreError::Stale { .. }));
    assert_eq!(fs::read_to_string(path).unwrap(), "# 同时存盘\nE01\n");
    let left = tree(&desk.case());
    assert!(!left.contains_key("documents/R02.pdf") && !left.contains_key(".anjuan/next.toml"));
}

#[test]
fn a_manifest_that_belongs_to_no_line_goes_to_the_quarantine() {
    let desk = edited(|text| format!("{text}E09\n"));
    fs::write(desk.case().join(".anjuan/next.toml"), "E08\n").unwrap();
    let done = note(&desk.case()).unwrap();
    let kept = format!("{QUARANTINE}/next-{}", sha256_hex(b"E08\n"));
    assert!(
        done.recovered
            .contains(&Recovered::Strayed { kept: kept.clone() })
    );
    assert_eq!(fs::read_to_string(desk.case().join(kept)).unwrap(), "E08\n");
    assert!(!desk.case().join(".anjuan/next.toml").exists());
}

#[test]
fn an_id_of_the_past_is_not_given_again() {
    let desk = edited(|text| text);
    write(&desk.case(), adding("R05", "documents/R05.pdf", b"five")).unwrap();
    let change = Change::new("doc")
        .edit(|text, _| Ok(without(text, "R05")))
        .moving("documents/R05.pdf", ".anjuan/superseded/R08-旧稿.pdf");
    write(&desk.case(), change).unwrap();
    let text = fs::read(desk.case().join("case.toml")).unwrap();
    let outline = Lines.outline(&text).unwrap();
    assert_eq!(fresh_id(&desk.case(), "R", &outline).unwrap(), "R09");
    assert_eq!(fresh_id(&desk.case(), "E", &outline).unwrap(), "E02");
    fs::remove_dir_all(desk.case().join(".anjuan/superseded")).unwrap();
    assert_eq!(fresh_id(&desk.case(), "R", &outline).unwrap(), "R09");
}
