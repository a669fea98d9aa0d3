//! Several writers and readers at once.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::support::{Desk, Lines, clerk, note, told, write};
use crate::store::layout::Layout;
use crate::store::lock::Lock;
use crate::store::{
    Actor, Change, Patience, State, StoreError, commit, load, numbers, turn, verify_chain,
};

fn waiting(milliseconds: u64) -> Patience {
    Patience {
        limit: Duration::from_millis(milliseconds),
        ..Patience::default()
    }
}

#[test]
fn a_writer_waits_until_the_other_one_is_done() {
    let desk = Desk::with_case();
    let layout = Layout::new(&desk.case());
    let lock = Lock::take(&layout, &clerk()).unwrap();
    let (began, begins) = mpsc::channel();
    thread::scope(|scope| {
        let waiter = scope.spawn(|| {
            began.send(()).unwrap();
            Lock::take_with(&layout, &Actor::flag("张某"), &waiting(60_000)).map(drop)
        });
        begins.recv().unwrap();
        thread::sleep(Duration::from_millis(100));
        assert!(!waiter.is_finished());
        drop(lock);
        waiter.join().unwrap().unwrap();
    });
}

#[test]
fn a_writer_gives_up_when_its_patience_is_over() {
    let desk = Desk::with_case();
    let layout = Layout::new(&desk.case());
    let _lock = Lock::take(&layout, &clerk()).unwrap();
    for (limit, said) in [(0, "）"), (1_100, "，等了 1 秒")] {
        let began = Instant::now();
        let refused = Lock::take_with(&layout, &clerk(), &waiting(limit)).unwrap_err();
        assert!(began.elapsed() >= Duration::from_millis(limit));
        assert!(refused.to_string().ends_with(said), "{refused}");
    }
}

#[test]
fn what_is_read_in_a_turn_still_holds_when_it_is_written() {
    let desk = Desk::with_case();
    let case = desk.case();
    let own = turn(&case, &clerk()).unwrap();
    assert!(matches!(note(&case), Err(StoreError::Busy(_))));
    let change = Change::new("set").edit(|text, _| Ok(format!("{text}E01\n")));
    commit(&case, change.in_turn(own), &Lines, &clerk()).unwrap();
    note(&case).unwrap();
    // a turn at one case is none at another
    let other = Desk::with_case();
    let lock = Lock::take(&Layout::new(&other.case()), &clerk()).unwrap();
    let change = Change::new("set").edit(|text, _| Ok(format!("{text}E01\n")));
    let change = change.in_turn(turn(&case, &clerk()).unwrap());
    let refused = commit(&other.case(), change, &Lines, &clerk());
    assert!(matches!(refused, Err(StoreError::Busy(_))));
    drop(lock);
}

#[test]
fn the_numbers_of_a_workspace_are_held_by_one_and_leave_its_cases_free() {
    let desk = Desk::with_case();
    let held = numbers(desk.root(), &clerk()).unwrap();
    assert!(held.is_held());
    let refused = numbers(desk.root(), &clerk()).unwrap_err();
    let said = format!("正被另一个程序编号（李某，进程 {}", std::process::id());
    assert!(refused.to_string().contains(&said), "{refused}");
    note(&desk.case()).unwrap();
    // a case that is its own workspace can be written while its numbers are held
    let own = numbers(&desk.case(), &clerk()).unwrap();
    note(&desk.case()).unwrap();
    drop((held, own));
    numbers(desk.root(), &clerk()).unwrap();
}

#[test]
fn a_second_writer_is_told_who_holds_the_case() {
    let desk = Desk::with_case();
    let lock = Lock::take(&Layout::new(&desk.case()), &clerk()).unwrap();
    let refused = note(&desk.case()).unwrap_err();
    assert!(matches!(refused, StoreError::Busy(_)));
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
        Err(StoreError::Busy(_)) => false,
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
