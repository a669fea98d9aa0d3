//! A case directory against its manifest and its journal.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::history;
use super::outcome::{Kind, Verified, What};
use crate::case::{Manifest, Record};
use crate::package::name::shown;
use crate::rulebook::Access;
use crate::store::{
    self, ACCESS, FoundFile, History, JOURNAL, MANIFEST, Snapshot, State, StoreError, Survey,
};
use crate::task::access::ledger::Ledger;
use crate::task::amendment;
use crate::task::archive::Head;
use crate::task::open::is_leftover;
use crate::task::reader::{self, StrictReader};
use crate::task::words;

/// A case as it was found at one moment: its manifest and files, and its journal read whole.
struct Seen {
    survey: Survey,
    journal: Result<History, StoreError>,
    telling: amendment::Telling,
}

/// How often a case that changes meanwhile is looked at again.
const TRIES: u32 = 8;

/// Looks at a case until no writer goes by between manifest and journal.
fn look(dir: &Path) -> Result<Seen, StoreError> {
    let mut tries = 0;
    loop {
        tries += 1;
        let survey = store::survey(dir, &StrictReader)?;
        let mut telling = amendment::Telling::default();
        let journal = History::read_with(dir, |line| telling.follow(line));
        let head = journal.as_ref().ok().map(|history| &history.head);
        let is_settled = head.is_none() || head == survey.snapshot.head.as_ref();
        if is_settled || tries == TRIES {
            return Ok(Seen {
                survey,
                journal,
                telling,
            });
        }
    }
}

/// Verifies a case directory.
pub(super) fn verify(name: &Path, dir: &Path) -> Verified {
    let mut verified = Verified::new(name, Kind::Case);
    let Seen {
        survey,
        journal,
        telling,
    } = match look(dir) {
        Ok(seen) => seen,
        Err(error) => {
            verified.add(What::Unreadable, MANIFEST, words::said(&error));
            return verified;
        }
    };
    let Survey { snapshot, files } = &survey;
    let read = Manifest::read(MANIFEST, &snapshot.manifest);
    let manifest = read.as_ref().ok();
    let nonce = self::journal(dir, snapshot, journal, manifest, &mut verified);
    if verified.head.is_some() {
        let records = manifest.map_or(&[][..], |manifest| &manifest.case.records);
        history::accepted(&telling.finish(records), &mut verified);
    }
    self::access_log(dir, nonce.as_deref(), &mut verified);
    super::anchor::access_anchor(dir, &mut verified);
    match &read {
        Err(error) => verified.add(
            What::Unreadable,
            MANIFEST,
            format!("清单读不出：{}", error.summary()),
        ),
        Ok(manifest) => self::files(dir, &manifest.case.records, files, &mut verified),
    }
    verified.sorted()
}

/// Compares the journal, line by line, with the manifest; gives its nonce.
fn journal(
    dir: &Path,
    snapshot: &Snapshot,
    read: Result<History, StoreError>,
    manifest: Option<&Manifest>,
    verified: &mut Verified,
) -> Option<String> {
    let claim = manifest.map(reader::claim);
    let judged = claim.and_then(|claim| snapshot.judged(dir, &claim));
    if let Some(damage) = judged {
        verified.add(What::Broken, JOURNAL, damage.to_string());
        return None;
    }
    if let State::HandEdited(edit) = &snapshot.state {
        let text = if edit.is_harmless() {
            format!("上次操作之后有手工改动（{edit}），尚未记入操作日志")
        } else {
            format!("手工改动与操作日志不符：{edit}")
        };
        verified.add(What::Changed, MANIFEST, text);
    }
    match read {
        Ok(read) => {
            verified.head = Some(Head::from(&read.head));
            let outline = manifest.map(reader::outline);
            let present = history::Present {
                sha256: &snapshot.sha256,
                outline: outline.as_ref(),
                prefix: "",
            };
            history::compare(&read, &present, verified);
            Some(read.head.nonce)
        }
        Err(StoreError::NoJournal { .. }) => {
            without_journal(dir, snapshot.torn, verified);
            None
        }
        Err(error) => {
            verified.add(What::Broken, JOURNAL, words::said(&error));
            None
        }
    }
}

/// The chain of the access log, which must be that of the case.
fn access_log(dir: &Path, nonce: Option<&str>, verified: &mut Verified) {
    match store::verify_chain(&dir.join(ACCESS), nonce) {
        Ok(head) => access(dir, &head, verified),
        Err(StoreError::NoJournal { .. }) => {}
        Err(error) => verified.add(What::Broken, ACCESS, words::said(&error)),
    }
}

/// What is said of an access log whose chain holds: its head, and lines that cannot follow one
/// another, which only somebody who made the chain anew can have written.
fn access(dir: &Path, head: &store::Head, verified: &mut Verified) {
    let (lines, digest) = (head.lines, &head.digest);
    verified
        .notes
        .push(format!("查阅登记 {lines} 行，末行 {digest}"));
    let folded = store::access_log(dir).map(|log| Ledger::fold(&log.lines, &Access::default()));
    if let Ok(Err(why)) = folded {
        verified.add(What::Broken, ACCESS, why);
    }
}

/// A hand-made case need not have a journal; no program leaves an empty one.
fn without_journal(dir: &Path, torn: u64, verified: &mut Verified) {
    let is_there = dir.join(JOURNAL).symlink_metadata().is_ok();
    if is_there && torn == 0 {
        verified.add(What::Broken, JOURNAL, "操作日志是空的，被清空了");
    } else {
        let text = "没有操作日志，清单和散列的来历无从核对";
        verified.add(What::NoHistory, JOURNAL, text);
    }
}

/// A file to be hashed, and the digest it must have.
struct Job<'a> {
    record: &'a Record,
    file: &'a FoundFile,
    expected: &'a str,
}

fn files(dir: &Path, records: &[Record], found: &[FoundFile], verified: &mut Verified) {
    let by_path: BTreeMap<_, _> = found
        .iter()
        .map(|file| (file.path.as_str(), file))
        .collect();
    let mut listed = BTreeSet::new();
    let mut missing = Vec::new();
    let mut jobs = Vec::new();
    let mut elsewhere = 0;
    let mut drafts = 0;
    for record in records {
        let Some(path) = &record.path else {
            elsewhere += usize::from(record.location.is_some());
            continue;
        };
        listed.insert(path.as_str());
        let Some(file) = by_path.get(path.as_str()).copied() else {
            missing.push(record);
            continue;
        };
        match (file.kind, &record.sha256) {
            (store::Kind::Regular, Some(expected)) => jobs.push(Job {
                record,
                file,
                expected,
            }),
            (store::Kind::Regular, None) if record.is_draft() => drafts += 1,
            (store::Kind::Regular, None) => {
                verified.add(
                    What::Unrecorded,
                    path,
                    format!("{} 没有记下 sha256", record.id),
                );
            }
            _ => irregular(file, verified),
        }
    }
    hash(dir, jobs, verified);
    let added = found
        .iter()
        .filter(|file| !listed.contains(file.path.as_str()));
    differences(dir, missing, added.collect(), verified);
    for (count, what) in [
        (elsewhere, "件另存他处，未核验"),
        (drafts, "件草稿没有散列，未核验"),
    ] {
        if count > 0 {
            verified.notes.push(format!("{count} {what}"));
        }
    }
}

/// Something that is no regular file.
fn irregular(file: &FoundFile, verified: &mut Verified) {
    match file.kind {
        store::Kind::Regular => {}
        store::Kind::Symlink => verified.add(What::Changed, &file.path, "是符号链接，应为普通文件"),
        store::Kind::Other => verified.add(What::Changed, &file.path, "不是普通文件"),
        store::Kind::NotUtf8 => verified.add(What::Added, &file.path, "文件名不是 UTF-8"),
        store::Kind::Unreadable => {
            verified.add(
                What::Unreadable,
                &file.path,
                file.problem.map(words::kind).unwrap_or_default(),
            );
        }
    }
}

fn place(dir: &Path, path: &str) -> PathBuf {
    path.split('/')
        .fold(dir.to_owned(), |place, part| place.join(part))
}

/// Hashes the recorded files, the largest first, so that no long one is left for the end.
fn hash(dir: &Path, mut jobs: Vec<Job<'_>>, verified: &mut Verified) {
    jobs.sort_by_key(|job| std::cmp::Reverse(job.file.size));
    let hashed: Vec<_> = jobs
        .par_iter()
        .with_max_len(1)
        .map(|job| (job, store::digest(&place(dir, &job.file.path))))
        .collect();
    for (
        Job {
            record,
            file,
            expected,
        },
        digest,
    ) in hashed
    {
        let digest = match digest {
            Ok(digest) => digest,
            Err(error) => {
                verified.add(What::Unreadable, &file.path, words::said(&error));
                continue;
            }
        };
        verified.files += 1;
        verified.bytes += file.size;
        let id = &record.id;
        if !digest.eq_ignore_ascii_case(expected) {
            let text = format!("{id} 的 SHA-256 值为 {digest}，应为 {expected}");
            verified.add(What::Changed, &file.path, text);
        } else if let Some(size) = record.size.filter(|size| *size != file.size) {
            let text = format!("{id} 实有 {} 字节，清单写的是 {size} 字节", file.size);
            verified.add(What::Changed, &file.path, text);
        }
    }
}

/// What is recorded and not there, and what is there and not recorded; of the same content, it
/// has another name now.
fn differences(
    dir: &Path,
    missing: Vec<&Record>,
    mut added: Vec<&FoundFile>,
    verified: &mut Verified,
) {
    for record in missing {
        let path = record.path.as_deref().unwrap_or_default();
        let moved = added.iter().position(|file| is_it(dir, record, file));
        match moved.map(|at| added.remove(at)) {
            Some(file) => {
                let text = format!("{} 的文件现为 {}", record.id, shown(&file.path));
                verified.add(What::Moved, path, text);
            }
            None => verified.add(What::Missing, path, format!("{} 的文件", record.id)),
        }
    }
    for file in added {
        if file.kind == store::Kind::Regular && is_leftover(&file.path) {
            verified.notes.push(format!(
                "{} 是上次中断时写了一半的文件（anjuan repair 可移走）",
                file.path
            ));
        } else if file.kind == store::Kind::Regular {
            verified.add(What::Added, &file.path, "不属于任何记录");
        } else {
            irregular(file, verified);
        }
    }
}

fn is_it(dir: &Path, record: &Record, file: &FoundFile) -> bool {
    let (Some(sha256), Some(size)) = (&record.sha256, record.size) else {
        return false;
    };
    file.kind == store::Kind::Regular
        && file.size == size
        && store::digest(&place(dir, &file.path))
            .is_ok_and(|found| found.eq_ignore_ascii_case(sha256))
}
