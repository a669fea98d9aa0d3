//! A package against its manifests, and its payload against the case's own manifest and journal.

use std::collections::BTreeMap;
use std::path::Path;

use super::history;
use super::outcome::{Kind, Verified, What};
use crate::case::{Manifest, Record};
use crate::package::name::shown;
use crate::package::{self, Broken, ProblemKind};
use crate::store::{self, History, JOURNAL, MANIFEST};
use crate::task::access::MARK;
use crate::task::amendment;
use crate::task::archive::{TAGS, info, journal};
use crate::task::reader;
use crate::task::words;

const INFO: &str = "bag-info.txt";
const CHECKSUMS: &str = "manifest-sha256.txt";
const PAYLOAD: &str = "data/";

/// Verifies a package, packed or unpacked.
pub(super) fn verify(path: &Path) -> Verified {
    let mut verified = Verified::new(path, Kind::Package);
    let verification = match package::verify(path) {
        Ok(verification) => verification,
        Err(broken) => {
            verified.add(What::Broken, "", words::said(&broken));
            return verified;
        }
    };
    verified.files = verification.files;
    verified.bytes = verification.bytes;
    for problem in &verification.problems {
        verified.add(what(problem.kind), &problem.path, problem.detail.clone());
    }
    for name in &verification.ignored {
        verified
            .notes
            .push(format!("{name} 不是 SHA-256 清单，未核验"));
    }
    match payload(path, &mut verified) {
        Ok(true) => {}
        Ok(false) => {
            verified.notes.push(without_case(path));
        }
        Err(broken) => verified.add(What::Unreadable, "", words::said(&broken)),
    }
    verified.sorted()
}

fn what(kind: ProblemKind) -> What {
    match kind {
        ProblemKind::Changed => What::Changed,
        ProblemKind::Missing => What::Missing,
        ProblemKind::Added => What::Added,
        ProblemKind::Moved => What::Moved,
        ProblemKind::Unreadable => What::Unreadable,
        _ => What::Conflict,
    }
}

/// Compares the case in a package with itself. `false` where there is none.
fn payload(path: &Path, verified: &mut Verified) -> Result<bool, Broken> {
    let names: Vec<String> = package::entries(path)?
        .into_iter()
        .map(|entry| entry.name)
        .collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    let (manifest, log) = (
        format!("{PAYLOAD}{MANIFEST}"),
        format!("{PAYLOAD}{JOURNAL}"),
    );
    if !has(&manifest) {
        return Ok(false);
    }
    let text = package::read_entry(path, &manifest)?;
    let read = Manifest::read(&manifest, &text);
    match &read {
        Err(error) => verified.add(
            What::Unreadable,
            &manifest,
            format!("清单读不出：{}", error.summary()),
        ),
        Ok(read) => {
            let sums = package::read_entry(path, CHECKSUMS)?;
            records(
                &read.case.records,
                &String::from_utf8_lossy(&sums),
                verified,
            );
        }
    }
    if has(&log) {
        let log_bytes = package::read_entry(path, &log)?;
        let sha256 = store::sha256_hex(&text);
        lines((&log, &log_bytes), &sha256, read.as_ref().ok(), verified);
        chain(path, &log, &log_bytes, &sha256, &names, verified)?;
    } else {
        verified.add(What::Missing, &log, "没有操作日志，清单的来历无从核对");
    }
    Ok(true)
}

/// Every line of the journal against the manifest.
fn lines(
    (name, bytes): (&str, &[u8]),
    sha256: &str,
    manifest: Option<&Manifest>,
    verified: &mut Verified,
) {
    let mut telling = amendment::Telling::default();
    let read = match History::fold(Path::new(name), bytes, |line| telling.follow(line)) {
        Ok(read) => read,
        Err(error) => {
            verified.add(What::Broken, name, error.to_string());
            return;
        }
    };
    let claim = manifest.map(reader::claim);
    if let Some(damage) = claim.and_then(|claim| read.origin.fault(&claim)) {
        verified.add(What::Broken, name, damage.to_string());
    }
    let outline = manifest.map(reader::outline);
    let present = history::Present {
        sha256,
        outline: outline.as_ref(),
        prefix: PAYLOAD,
    };
    history::compare(&read, &present, verified);
    let records = manifest.map_or(&[][..], |manifest| &manifest.case.records);
    history::accepted(&telling.finish(records), verified);
}

/// Each record's digest against that of the bag, and no file without a record.
fn records(records: &[Record], sums: &str, verified: &mut Verified) {
    let sums = sums.lines().filter_map(|line| {
        let (digest, name) = line.split_once([' ', '\t'])?;
        Some((
            name.trim_start_matches([' ', '\t', '*'])
                .strip_prefix(PAYLOAD)?,
            digest,
        ))
    });
    let mut sums: BTreeMap<&str, &str> = sums.collect();
    for record in records {
        let Some(path) = &record.path else { continue };
        let name = format!("{PAYLOAD}{path}");
        match (sums.remove(path.as_str()), &record.sha256) {
            (None, _) => verified.add(
                What::Missing,
                &name,
                format!("{} 的文件不在包中", record.id),
            ),
            (Some(digest), Some(expected)) if !digest.eq_ignore_ascii_case(expected) => {
                let text = format!("{} 在案卷清单中的 SHA-256 值是 {expected}", record.id);
                verified.add(What::Conflict, &name, text);
            }
            (Some(_), None) if !record.is_draft() => {
                verified.notes.push(format!(
                    "{} 在案卷清单中没有 sha256，只核对了包的清单",
                    record.id
                ));
            }
            _ => {}
        }
    }
    for name in sums
        .into_keys()
        .filter(|name| ![MANIFEST, JOURNAL].contains(name))
    {
        verified.add(What::Added, &format!("{PAYLOAD}{name}"), "不属于任何记录");
    }
}

/// The journal's chain, the manifest that it ends with, and its head where it is printed.
fn chain(
    path: &Path,
    name: &str,
    bytes: &[u8],
    manifest: &str,
    names: &[String],
    verified: &mut Verified,
) -> Result<(), Broken> {
    let excerpt = match journal::excerpt(Path::new(name), bytes) {
        Ok(excerpt) => excerpt,
        Err(error) => {
            verified.add(What::Broken, name, error.to_string());
            return Ok(());
        }
    };
    if excerpt.bytes.len() != bytes.len() {
        verified.add(What::Conflict, name, "末尾有关于打包的行，或残缺的行");
    }
    if excerpt.manifest != manifest {
        let text = format!("末行所记的清单是 {}，包中的是 {manifest}", excerpt.manifest);
        verified.add(What::Conflict, name, text);
    }
    let (line, grouped) = (excerpt.head.line(), excerpt.head.grouped());
    if info_line(path, info::JOURNAL_HEAD)?.is_some_and(|stated| stated != line) {
        let text = format!("所载日志末行与日志不同，日志的是 {line}");
        verified.add(What::Conflict, INFO, text);
    }
    let is_page = |name: &String| name.strip_suffix(".html").is_some();
    let pages = names
        .iter()
        .filter(|name| name.starts_with(TAGS) && is_page(name));
    let printed = pages
        .map(|name| package::read_entry(path, name))
        .collect::<Result<Vec<_>, _>>()?;
    let prints = |page: &Vec<u8>| {
        let page = String::from_utf8_lossy(page);
        grouped.iter().all(|line| page.contains(line))
    };
    if !printed.is_empty() && !printed.iter().any(prints) {
        verified.add(
            What::Conflict,
            TAGS,
            format!(
                "各页所印的日志摘要都与日志不同，日志的是 {}",
                grouped.join(" ")
            ),
        );
    }
    verified.head = Some(excerpt.head);
    Ok(())
}

/// What a package without a case is, as far as it says so.
fn without_case(path: &Path) -> String {
    let copy = info_line(path, MARK).ok().flatten();
    match copy {
        Some(request) => format!(
            "是申请 {} 的查阅复制件，不是归档包，只核验了文件",
            shown(&request)
        ),
        None => "其中没有 data/case.toml，不是案卷，只核验了文件".to_owned(),
    }
}

/// What `bag-info.txt` says under a label.
fn info_line(path: &Path, wanted: &str) -> Result<Option<String>, Broken> {
    let text = match package::read_entry(path, INFO) {
        Err(Broken::NoEntry { .. }) => return Ok(None),
        read => read?,
    };
    let text = String::from_utf8_lossy(&text).into_owned();
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    let found = lines.find(|(label, _)| label.trim() == wanted);
    Ok(found.map(|(_, value)| value.trim().to_owned()))
}
