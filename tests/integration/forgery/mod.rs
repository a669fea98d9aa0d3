//! Evidence is exchanged, dropped or renamed by somebody who can write everywhere in the directory
//! and makes the end of the journal agree: nothing of that is called 完好.
//!
//! Who makes up the whole chain anew, with every digest in it, is not found from the directory
//! alone; that is what a head kept elsewhere is for.

pub mod copy;
mod ends;
mod records;

use std::path::Path;

use anjuan::store::Actor;
use anjuan::task::archive::{Request, package};
use anjuan::task::open::Library;
use anjuan::task::review::liability;
use anjuan::task::verify::verify;
use chrono::NaiveDate;
use rayon::prelude::*;

use crate::cli::desk::Desk;
use copy::Copy;

/// The cases, and one more whose journal is brought along.
const CASES: &[&str] = &["simple-case", "inspection-case", "no-penalty-case"];
const OTHER: &str = "confirmation-case";

/// A workspace of cases that are in use: each was written to once more.
fn workspace() -> Desk {
    let desk = Desk::with_all_examples();
    for name in CASES {
        let line = format!("anjuan set {name} case.unit=执法二科");
        desk.sh(&line).exits(0);
    }
    desk
}

/// What was called in order although it is not. The slower commands are asked of every few.
fn believed(copy: &Copy, turn: usize) -> Vec<&'static str> {
    const EVERY: usize = 7;
    let case = copy.case();
    let mut wrongly = Vec::new();
    if verify(&case).code() == 0 {
        wrongly.push("verify");
    } else if !turn.is_multiple_of(EVERY) {
        return wrongly;
    }
    let library = Library::default();
    let day = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
    let shown = liability::account(&library, &case, 33, day).unwrap();
    if shown.code() == 0 {
        wrongly.push("review");
    }
    let request = Request {
        target: Some(copy.zip()),
        ..Request::default()
    };
    let packed = package(&library, &case, &request, &Actor::flag("李某"));
    if packed.is_ok() && verify(&copy.zip()).code() == 0 {
        wrongly.push("package");
    }
    wrongly
}

/// Every forgery of every record with every ending; what was believed, by name.
fn forge(workspace: &Path, name: &str, other: &[String]) -> (usize, Vec<String>) {
    let pristine = Copy::of(workspace, name);
    let records = pristine.records();
    let mut jobs = Vec::new();
    for (turn, at) in records.iter().enumerate() {
        let beside = records[(turn + 1) % records.len()];
        for (what, forgery) in records::FORGERIES {
            for (how, ending) in ends::ENDINGS {
                jobs.push((*at, beside, *what, *forgery, *how, *ending));
            }
        }
    }
    let tried = jobs.par_iter().enumerate().flat_map_iter(|(turn, job)| {
        let (at, beside, what, forgery, how, ending) = *job;
        let mut found = Vec::new();
        let mut first = Copy::of(workspace, name);
        let id = first.text(at, "id");
        if !forgery(&mut first, at, beside) {
            return found;
        }
        for (try_at, journal) in ending(&first, other).into_iter().enumerate() {
            let mut copy = Copy::of(workspace, name);
            forgery(&mut copy, at, beside);
            copy.journal = journal;
            copy.save();
            let lines = copy.journal.len();
            let wrongly = believed(&copy, turn + try_at);
            found.push(format!(
                "{name} {id}: {what}, {how} ({lines} lines): {wrongly:?}"
            ));
        }
        found
    });
    let tried: Vec<String> = tried.collect();
    let count = tried.len();
    let believed = tried.into_iter().filter(|told| !told.ends_with(": []"));
    (count, believed.collect())
}

#[test]
fn no_forged_record_is_called_sound_whatever_the_end_of_the_journal_says() {
    let desk = workspace();
    let other = copy::lines(&desk.path(OTHER));
    for name in CASES {
        let pristine = Copy::of(&desk.path(""), name);
        assert_eq!(verify(&pristine.case()).code(), 0, "{name} before");
        let (tried, wrongly) = forge(&desk.path(""), name, &other);
        assert!(tried > 400, "{name}: only {tried} were tried");
        assert!(
            wrongly.is_empty(),
            "{name}: {} of {tried}:\n{}",
            wrongly.len(),
            wrongly.join("\n")
        );
    }
}
