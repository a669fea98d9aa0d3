//! Damage of a journal: whatever is done to it is found, and named for what it is.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use proptest::prelude::*;

use super::support::{Desk, clerk, note, start};
use crate::store::digest::ZEROES;
use crate::store::line::{Draft, LINE_LIMIT, render};
use crate::store::{Damage, Entries, Fault, History, StoreError, sha256_hex, verify_chain};

/// A journal of four lines.
fn journal() -> Vec<u8> {
    let desk = Desk::with_case();
    for _ in 0..3 {
        note(&desk.case()).unwrap();
    }
    fs::read(desk.case().join("journal.jsonl")).unwrap()
}

fn lines(journal: &[u8]) -> Vec<Vec<u8>> {
    journal
        .split_inclusive(|&byte| byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect()
}

/// How many lines hold, and how many bytes follow.
fn check(journal: &[u8]) -> Result<(usize, u64), Damage> {
    let mut entries = Entries::new(Path::new("journal.jsonl"), Cursor::new(journal));
    let mut count = 0;
    for entry in entries.by_ref() {
        match entry {
            Ok(_) => count += 1,
            Err(StoreError::Damaged { damage, .. }) => return Err(*damage),
            Err(error) => panic!("{error}"),
        }
    }
    Ok((count, entries.torn()))
}

fn fault(journal: &[u8]) -> (Fault, u64) {
    let damage = check(journal).unwrap_err();
    (damage.fault, damage.seq)
}

#[test]
fn a_flip_of_any_byte_before_the_last_line_is_found() {
    let journal = journal();
    let last = lines(&journal).pop().unwrap().len();
    for at in 0..journal.len() - last {
        for flip in [1, 0x20, 0x80] {
            let mut changed = journal.clone();
            changed[at] ^= flip;
            assert!(check(&changed).is_err(), "{at} {flip}");
        }
    }
}

#[test]
fn a_cut_at_any_byte_leaves_whole_lines_and_a_torn_tail() {
    let journal = journal();
    for at in 0..=journal.len() {
        let cut = &journal[..at];
        let complete = cut.split(|&byte| byte == b'\n').count() - 1;
        let tail = cut.iter().rev().take_while(|&&byte| byte != b'\n').count();
        assert_eq!(check(cut), Ok((complete, tail as u64)));
    }
}

#[test]
fn lines_that_are_gone_moved_or_doubled_are_named() {
    let all = lines(&journal());
    let put =
        |order: &[usize]| -> Vec<u8> { order.iter().flat_map(|&at| all[at].clone()).collect() };
    for (order, want) in [
        (&[0, 2, 3][..], (Fault::Missing, 1)),
        (&[1, 2, 3], (Fault::Missing, 0)),
        (&[3], (Fault::Missing, 0)),
        (&[0, 2, 1, 3], (Fault::Reordered, 1)),
        (&[0, 1, 2, 3, 1], (Fault::Reordered, 4)),
        (&[0, 1, 1, 2, 3], (Fault::Duplicated, 2)),
        (&[0, 0], (Fault::Duplicated, 1)),
    ] {
        assert_eq!(fault(&put(order)), want, "{order:?}");
    }
}

#[test]
fn an_edited_line_is_named_with_both_digests() {
    let mut all = lines(&journal());
    let was = sha256_hex(&all[1]);
    let text = String::from_utf8(all[1].clone())
        .unwrap()
        .replace("李某", "王某");
    all[1] = text.into_bytes();
    let damage = check(&all.concat()).unwrap_err();
    let found = sha256_hex(&all[1]);
    let want = Damage {
        seq: 1,
        line: 2,
        fault: Fault::Edited,
        expected: was.clone(),
        found: found.clone(),
    };
    assert_eq!(damage, want);
    let said = format!("第 2 行（seq 1）：内容被改动，应为 {was}，实为 {found}");
    assert_eq!(damage.to_string(), said);
}

#[test]
fn what_programs_do_to_a_file_is_named_with_a_hint() {
    let text = String::from_utf8(journal()).unwrap();
    let long = format!("{{\"v\":1,\"x\":\"{}\"}}\n", "x".repeat(LINE_LIMIT));
    for (changed, want) in [
        (text.replace('\n', "\r\n"), (Fault::LineEnds, 0)),
        (format!("\u{feff}{text}"), (Fault::ByteOrderMark, 0)),
        (format!("{text}\n"), (Fault::Blank, 4)),
        (format!("{text}{long}"), (Fault::TooLong, 4)),
        (
            format!("{text}{}", "x".repeat(LINE_LIMIT + 1)),
            (Fault::TooLong, 4),
        ),
        (format!("{text}{{\"v\":1\0\0\0"), (Fault::NulBytes, 4)),
        (format!("{text}\0\0\n"), (Fault::Malformed, 4)),
        (
            format!("{text}{{\"v\":1,\"v\":1}}\n"),
            (Fault::Malformed, 4),
        ),
        (
            text.replacen("\"v\":1", "\"v\":2", 1),
            (Fault::NewerVersion, 0),
        ),
        (
            text.replacen(ZEROES, &"1".repeat(64), 1),
            (Fault::Edited, 0),
        ),
    ] {
        assert_eq!(fault(changed.as_bytes()), want, "{changed:.40}");
        assert!(!want.0.hint().is_empty());
    }
    let broken = [text.as_bytes(), b"{\"\xff\"}\n"].concat();
    assert_eq!(fault(&broken), (Fault::NotUtf8, 4));
}

#[test]
fn a_tail_of_nul_bytes_alone_is_torn_however_long() {
    for length in [1, 4096, 3 * LINE_LIMIT] {
        let tail = vec![0; length];
        assert_eq!(check(&[journal(), tail].concat()), Ok((4, length as u64)));
    }
}

#[test]
fn a_journal_of_another_case_is_told_by_its_nonce() {
    let (one, other) = (Desk::with_case(), Desk::with_case());
    let path = one.case().join("journal.jsonl");
    let nonce = verify_chain(&path, None).unwrap().nonce;
    assert_eq!(nonce.len(), 32);
    assert!(verify_chain(&path, Some(&nonce)).is_ok());
    fs::copy(other.case().join("journal.jsonl"), &path).unwrap();
    let error = verify_chain(&path, Some(&nonce)).unwrap_err();
    assert!(
        matches!(error, StoreError::Damaged { damage, .. } if damage.fault == Fault::OtherCase)
    );
}

#[test]
fn a_first_line_without_a_nonce_and_a_line_without_a_manifest_are_refused() {
    let desk = Desk::with_case();
    let path = desk.case().join("journal.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    for (from, to) in [
        ("\"nonce\"", "\"nonse\""),
        ("\"manifest\"", "\"manifesto\""),
    ] {
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        assert!(matches!(
            History::read(&desk.case()),
            Err(StoreError::Damaged { .. })
        ));
    }
}

#[test]
fn the_head_is_that_of_the_last_line() {
    let desk = Desk::new();
    let first = start(&desk.case()).unwrap();
    let second = note(&desk.case()).unwrap();
    let head = verify_chain(&desk.case().join("journal.jsonl"), None).unwrap();
    assert_eq!(head, second.head);
    assert_eq!((first.head.seq, head.seq, head.lines), (0, 1, 2));
    assert_eq!(head.nonce, first.head.nonce);
}

/// A chain of lines with the given kinds, built without a case.
fn chain(kinds: &[String]) -> Vec<u8> {
    let mut prev = ZEROES.to_owned();
    let mut all = Vec::new();
    for (seq, kind) in kinds.iter().enumerate() {
        let data = serde_json::Map::new();
        let draft = Draft {
            seq: seq as u64,
            prev: &prev,
            last_time: None,
            actor: &clerk(),
            kind,
            data,
        };
        let line = render(draft).unwrap();
        prev = sha256_hex(&line);
        all.extend(line);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_chain_reads_back_whatever_the_kinds_hold(kinds in prop::collection::vec(".{0,20}", 0..8)) {
        let journal = chain(&kinds);
        let read: Result<Vec<String>, _> = Entries::new(Path::new("j"), Cursor::new(&journal))
            .map(|entry| entry.map(|entry| entry.line.kind))
            .collect();
        prop_assert_eq!(read.unwrap(), kinds);
    }

    #[test]
    fn bytes_of_any_kind_give_lines_or_damage_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = check(&bytes);
        let mut behind = chain(&["a".to_owned()]);
        behind.extend(&bytes);
        let _ = check(&behind);
    }
}
