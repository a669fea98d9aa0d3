//! Several writers and readers at once.

use std::thread;
use std::time::Duration;

use super::support::{Desk, Lines, clerk, note, told, write};
use crate::store::layout::Layout;
use crate::store::lock::Lock;
use crate::store::{Change, State, StoreError, load, verify_chain};

#[test]
fn a_second_writer_is_told_who_holds_the_case() {
    let desk = Desk::with_case();
    let lock = Lock::take(&Layout::new(&desk.case()), &clerk()).unwrap();
    let refused = note(&desk.case()).unwrap_err();
    assert!(matches!(refused, StoreError::Busy { .. }));
    let said = format!("李某，进程 {}", std::process::id());
    assert!(refused.to_string().contains(&said), "{refused}");
    drop(lock);
    note(&desk.case()).unwrap();
}

#[test]
fn writers_at_once_lose_nothing() {
    const WRITERS: usize = 4;
    const EACH: usize = 8;
    let desk = Desk::with_case();
    let case = &desk.case();
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            scope.spawn(move || {
                for turn in 0..EACH {
                    let id = format!("E{writer}{turn}");
                    while !add(case, &id) {
                        thread::sleep(Duration::from_millis(1));
                    }
                }
            });
        }
    });
    verify_chain(&case.join("journal.jsonl"), None).unwrap();
    let told = told(&case.join("journal.jsonl"));
    assert_eq!(told.len(), 1 + WRITERS * EACH);
    let seen = load(case, &Lines).unwrap();
    let text = String::from_utf8(seen.manifest).unwrap();
    assert_eq!(text.lines().count(), 3 + WRITERS * EACH);
}

/// Adds an event, or says that the case was busy.
fn add(case: &std::path::Path, id: &str) -> bool {
    let line = format!("{id}\n");
    let change = Change::new("set").edit(move |text, _| Ok(format!("{text}{line}")));
    match write(case, change) {
        Ok(_) => true,
        Err(StoreError::Busy { .. }) => false,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn readers_beside_a_writer_see_one_whole_state_after_another() {
    let desk = Desk::with_case();
    let case = &desk.case();
    thread::scope(|scope| {
        let writer = scope.spawn(move || {
            for turn in 0..60 {
                assert!(add(case, &format!("E{turn:03}")));
            }
        });
        let mut seen = 0;
        while !writer.is_finished() {
            let snapshot = match load(case, &Lines) {
                Err(StoreError::Unsettled { .. }) => continue,
                other => other.unwrap(),
            };
            assert_eq!(snapshot.state, State::Clean);
            let lines = String::from_utf8(snapshot.manifest)
                .unwrap()
                .lines()
                .count();
            assert!(lines >= seen);
            seen = lines;
        }
    });
}

#[test]
fn a_folder_that_two_writers_want_at_once_is_made_once() {
    let place = tempfile::tempdir().unwrap();
    for round in 0..200 {
        let folder = place.path().join(round.to_string()).join("下");
        let start = std::sync::Barrier::new(4);
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let (folder, start) = (&folder, &start);
                scope.spawn(move || {
                    start.wait();
                    crate::store::disk::make_dirs(&folder.join(writer.to_string())).unwrap();
                });
            }
        });
    }
}
