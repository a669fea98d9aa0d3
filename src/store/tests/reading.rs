//! Reading a case: without a lock, without a trace, whatever state it is in.

use std::fs;
use std::path::Path;

use super::scenario::named;
use super::support::{Desk, Lines, adding, directories, note, tree, write};
use super::trace::{Fault, Taken, run};
use crate::store::{Kind, ManifestSource, State, StoreError, load, survey};

fn set_mode(path: &Path, readonly: bool) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        permissions.set_mode(if readonly { 0o555 } else { 0o755 });
    }
    #[cfg(not(unix))]
    permissions.set_readonly(readonly);
    fs::set_permissions(path, permissions).unwrap();
}

#[test]
fn reading_writes_nothing_and_works_in_a_read_only_directory() {
    let desk = Desk::new();
    let case = desk.case();
    fs::create_dir(&case).unwrap();
    fs::write(case.join("case.toml"), "E01\n").unwrap();
    let before = (tree(&case), directories(&case));
    set_mode(&case, true);
    let seen = load(&case, &Lines).unwrap();
    let surveyed = survey(&case, &Lines).unwrap();
    set_mode(&case, false);
    assert_eq!(
        (seen.manifest.as_slice(), &seen.state),
        (&b"E01\n"[..], &State::NoJournal)
    );
    assert_eq!(surveyed.snapshot, seen);
    assert_eq!((tree(&case), directories(&case)), before);
}

#[test]
fn a_manifest_whose_line_stands_is_read_before_it_is_in_place() {
    let scenario = named("填写");
    let desk = Desk::new();
    (scenario.setup)(desk.root()).unwrap();
    let trial = super::scenario::copy_of(&desk);
    let (_, taken) = run(Fault::Never, || (scenario.run)(trial.root()));
    let renames = |step: &Taken| matches!(step, Taken::Rename(_, to) if to.ends_with("case.toml"));
    let at = taken.iter().position(renames).unwrap();
    let (outcome, _) = run(Fault::From(at, 0), || (scenario.run)(desk.root()));
    assert!(matches!(outcome, Err(StoreError::Unfinished { .. })));
    let before = tree(&desk.case());
    let seen = load(&desk.case(), &Lines).unwrap();
    assert_eq!(
        (seen.source, &seen.state),
        (ManifestSource::NextToml, &State::Clean)
    );
    assert!(seen.manifest.ends_with(b"E02\n"));
    assert_eq!(tree(&desk.case()), before);
    note(&desk.case()).unwrap();
    let after = load(&desk.case(), &Lines).unwrap();
    assert_eq!(
        (after.source, after.manifest),
        (ManifestSource::CaseToml, seen.manifest)
    );
}

#[test]
fn the_head_and_a_torn_tail_are_told_without_reading_the_whole() {
    let desk = Desk::with_case();
    let done = note(&desk.case()).unwrap();
    let path = desk.case().join("journal.jsonl");
    let mut journal = fs::read(&path).unwrap();
    journal.extend_from_slice(b"{\"v\":1");
    fs::write(&path, journal).unwrap();
    let seen = load(&desk.case(), &Lines).unwrap();
    assert_eq!(
        (seen.head, seen.torn, seen.state),
        (Some(done.head), 6, State::Clean)
    );
}

#[test]
fn a_damaged_journal_is_a_state_and_a_missing_manifest_an_error() {
    let desk = Desk::with_case();
    note(&desk.case()).unwrap();
    let path = desk.case().join("journal.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace('\n', "\r\n")).unwrap();
    let seen = load(&desk.case(), &Lines).unwrap();
    assert!(matches!(seen.state, State::Damaged(_)) && seen.head.is_none());
    fs::remove_file(desk.case().join("case.toml")).unwrap();
    assert!(matches!(
        load(&desk.case(), &Lines),
        Err(StoreError::NotACase { .. })
    ));
    assert!(matches!(
        load(desk.root(), &Lines),
        Err(StoreError::NotACase { .. })
    ));
}

#[test]
fn a_survey_lists_what_lies_beside_the_manifest() {
    let desk = Desk::with_case();
    write(&desk.case(), adding("R01", "documents/R01.pdf", b"one")).unwrap();
    let found = survey(&desk.case(), &Lines).unwrap().files;
    let found: Vec<_> = found
        .iter()
        .map(|f| (f.path.as_str(), f.size, f.kind))
        .collect();
    assert_eq!(found, [("documents/R01.pdf", 3, Kind::Regular)]);
}
