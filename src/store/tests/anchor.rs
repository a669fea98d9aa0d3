//! The journal is told of what was copied, so that an access log that is lost or cut is found.

use std::fs;

use serde_json::{Map, Value, json};

use super::scenario::copy_of;
use super::support::{Desk, Lines, clerk};
use super::trace::{Fault, Taken, run};
use crate::store::{Head, StoreError, Told, access_log, append_access, astray, entries};

fn copied(desk: &Desk) -> Result<Head, StoreError> {
    let mut data = Map::new();
    data.insert("id".to_owned(), json!("A01"));
    let told = Told {
        kind: "access-copy",
        data: data.clone(),
    };
    append_access(
        &desk.case(),
        "copy",
        data,
        (None, Some(told)),
        &Lines,
        &clerk(),
    )
}

fn asked(desk: &Desk) -> Result<Head, StoreError> {
    append_access(
        &desk.case(),
        "request",
        Map::new(),
        (None, None),
        &Lines,
        &clerk(),
    )
}

/// The line of the access log, from 1, of which the journal was told last.
fn told(desk: &Desk) -> u64 {
    let lines = entries(&desk.case().join("journal.jsonl")).unwrap();
    let seqs = lines.filter_map(|entry| entry.unwrap().line.data.get("access")?["seq"].as_u64());
    seqs.last().map_or(0, |seq| seq + 1)
}

#[test]
fn the_journal_says_where_the_access_log_stood() {
    let desk = Desk::with_case();
    asked(&desk).unwrap();
    assert_eq!((told(&desk), astray(&desk.case()).unwrap()), (0, None));
    let head = copied(&desk).unwrap();
    let last = entries(&desk.case().join("journal.jsonl")).unwrap().last();
    let line = last.unwrap().unwrap().line;
    assert_eq!(line.kind, "access-copy");
    assert_eq!(line.data["id"], "A01");
    let want = json!({ "seq": head.seq, "digest": head.digest });
    assert_eq!(line.data["access"], want);
    let (from, to) = line.manifest().unwrap();
    assert_eq!(from, Some(to), "the manifest is as it was");
    asked(&desk).unwrap();
    assert_eq!(astray(&desk.case()).unwrap(), None, "more may follow");
}

#[test]
fn an_access_log_that_is_lost_emptied_cut_or_written_anew_is_found() {
    let desk = Desk::with_case();
    asked(&desk).unwrap();
    copied(&desk).unwrap();
    asked(&desk).unwrap();
    copied(&desk).unwrap();
    let path = desk.case().join("access.jsonl");
    let whole = fs::read_to_string(&path).unwrap();
    let lines: Vec<_> = whole.split_inclusive('\n').collect();
    for (kept, told, line) in [(0, 2, 2), (1, 2, 2), (2, 3, 4), (3, 3, 4)] {
        fs::write(&path, lines[..kept].concat()).unwrap();
        let found = astray(&desk.case()).unwrap().unwrap();
        assert_eq!((found.lines, found.line), (kept as u64, line));
        assert_eq!((found.told, found.found.as_ref()), (told, None), "{found}");
        let refused = [access_log(&desk.case()).map(drop), copied(&desk).map(drop)];
        for refused in refused {
            assert!(matches!(refused, Err(StoreError::Damaged { .. })));
        }
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(astray(&desk.case()).unwrap().unwrap().lines, 0);
    // the same lines chained anew, with another reason in the first
    let mut forged = Vec::new();
    let mut prev = "0".repeat(64);
    for line in &lines {
        let mut line: Value = serde_json::from_str(line).unwrap();
        line["prev"] = json!(prev);
        line["actor"]["name"] = json!("赵某");
        let text = format!("{line}\n");
        prev = crate::store::sha256_hex(text.as_bytes());
        forged.push(text);
    }
    fs::write(&path, forged.concat()).unwrap();
    let found = astray(&desk.case()).unwrap().unwrap();
    assert!(found.found.is_some(), "{found}");
    fs::write(&path, whole).unwrap();
    copied(&desk).unwrap();
}

#[test]
fn a_kill_at_any_step_leaves_no_copy_that_only_the_journal_knows() {
    let before = Desk::with_case();
    asked(&before).unwrap();
    let (_, steps) = run(Fault::Never, || copied(&copy_of(&before)).unwrap());
    let mut unheard = 0;
    for (at, step) in steps.iter().enumerate() {
        let length = match step {
            Taken::Write(_, bytes) => bytes.len(),
            _ => 0,
        };
        for bytes in [0, length / 2, length] {
            for fault in [Fault::From(at, bytes), Fault::Once(at)] {
                let desk = copy_of(&before);
                let (outcome, _) = run(fault, || copied(&desk));
                assert_eq!(astray(&desk.case()).unwrap(), None, "{fault:?}");
                let lines = access_log(&desk.case()).unwrap().lines.len() as u64;
                assert!(outcome.is_err() || told(&desk) == lines, "{fault:?}");
                unheard += u32::from(told(&desk) < lines && lines == 2);
                // done again, the journal is told of both
                copied(&desk).unwrap();
                let lines = access_log(&desk.case()).unwrap().lines.len() as u64;
                assert_eq!(told(&desk), lines, "{fault:?}");
                assert_eq!(astray(&desk.case()).unwrap(), None, "{fault:?}");
            }
        }
    }
    assert!(unheard > 0, "a kill between the two lines was tried");
}
