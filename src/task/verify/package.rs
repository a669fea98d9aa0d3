//! A package against its manifests, and its payload against the case's own manifest and journal.

use std::collections::BTreeMap;
use std::path::Path;

use super::outcome::{Kind, Verified, What};
use super::{contents, history};
use crate::case::{Manifest, Record};
use crate::package::name::shown;
use crate::package::{
    self, Broken, Oddity, Package, ProblemKind, Sidecar, SidecarFlaw, Verification,
};
use crate::store::{self, History, JOURNAL, MANIFEST};
use crate::task::access::MARK;
use crate::task::amendment;
use crate::task::archive::{TAGS, info, journal};
use crate::task::open::Library;
use crate::task::reader;
use crate::task::words;

const INFO: &str = "bag-info.txt";
const CHECKSUMS: &str = "manifest-sha256.txt";
const PAYLOAD: &str = "data/";

/// Verifies a package, packed or unpacked.
pub(super) fn verify(library: &Library, path: &Path) -> Verified {
    let mut verified = Verified::new(path, Kind::Package);
    if let Err(broken) = examine(library, path, &mut verified) {
        let what = match &broken {
            Broken::Read { .. } => What::Unreadable,
            _ => What::Broken,
        };
        verified.add(what, "", words::said(&broken));
    }
    verified.sorted()
}

fn examine(library: &Library, path: &Path, verified: &mut Verified) -> Result<(), Broken> {
    let package = Package::open(path)?;
    let (verification, sidecar) = rayon::join(|| package.verify(), || package::check_sidecar(path));
    compared(&verification?, verified);
    sidecar_beside(path, sidecar, verified);
    if !payload(&package, verified)? {
        verified.notes.push(without_case(&package));
    }
    contents::compare(library, path, &package, verified)
}

/// What the comparison with the manifests found.
fn compared(found: &Verification, verified: &mut Verified) {
    verified.files = found.files;
    verified.bytes = found.bytes;
    verified.algorithms = found.algorithms.iter().map(|it| it.key()).collect();
    verified.bag = Some(if found.is_ours {
        format!("由 anjuan 制作，BagIt {}（{}）", found.version, found.form)
    } else {
        let (version, form) = (found.version, found.form);
        format!("由其他程序制作，BagIt {version}（{form}）")
    });
    for problem in &found.problems {
        verified.add(what(problem.kind), &problem.path, detail(problem));
    }
    let remarks = found.departures.iter().map(ToString::to_string);
    let oddities = found
        .oddities
        .iter()
        .filter(|it| !matches!(it, Oddity::Flaw { .. }));
    verified.notes.extend(remarks);
    verified.notes.extend(oddities.map(ToString::to_string));
}

/// A problem of which the word alone says too little says the rest itself.
fn detail(problem: &package::Problem) -> String {
    match problem.kind {
        ProblemKind::Form => format!("写法与归档包不同：{}", problem.detail),
        ProblemKind::Unknown => "清单的算法不认识".to_owned(),
        _ => problem.detail.clone(),
    }
}

/// What the `.sha256` beside the package says of it.
fn sidecar_beside(
    package: &Path,
    found: Result<Option<Result<Sidecar, SidecarFlaw>>, Broken>,
    verified: &mut Verified,
) {
    let name = package.file_name().unwrap_or_default().to_string_lossy();
    let name = format!("{name}.sha256");
    match found {
        Ok(None) => {}
        Ok(Some(Ok(sidecar))) => verified.notes.push(format!(
            "与旁边的 {} 相符，SHA-256 值为 {}",
            shown(&name),
            sidecar.sha256
        )),
        Ok(Some(Err(flaw))) => verified.add(What::Conflict, &name, flaw.to_string()),
        Err(broken) => verified.add(What::Unreadable, &name, words::said(&broken)),
    }
}

fn what(kind: ProblemKind) -> What {
    match kind {
        ProblemKind::Changed => What::Changed,
        ProblemKind::Missing => What::Missing,
        ProblemKind::Added => What::Added,
        ProblemKind::Moved => What::Moved,
        ProblemKind::Unreadable => What::Unreadable,
        ProblemKind::Unknown => What::Unrecorded,
        ProblemKind::Repacked => What::Repacked,
        _ => What::Conflict,
    }
}

/// Compares the case in a package with itself. `false` where there is none.
fn payload(package: &Package, verified: &mut Verified) -> Result<bool, Broken> {
    let names: Vec<String> = package
        .entries()
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
    let text = package.read(&manifest)?;
    let read = Manifest::read(&manifest, &text);
    match &read {
        Err(error) => verified.add(
            What::Unreadable,
            &manifest,
            format!("清单读不出：{}", error.summary()),
        ),
        Ok(read) => {
            if has(CHECKSUMS) {
                let sums = package.read(CHECKSUMS)?;
                let sums = String::from_utf8_lossy(&sums);
                records(&read.case.records, &sums, verified);
            } else {
                let text = "包中没有这份清单，各记录的 SHA-256 值无从核对";
                verified.add(What::Unrecorded, CHECKSUMS, text);
            }
        }
    }
    if has(&log) {
        let log_bytes = package.read(&log)?;
        let sha256 = store::sha256_hex(&text);
        lines((&log, &log_bytes), &sha256, read.as_ref().ok(), verified);
        chain(package, &log, &log_bytes, &sha256, &names, verified)?;
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

/// How that ends what is said of a record whose file the package's list does not have.
pub(super) const NOT_THERE: &str = " 的文件不在包中";

/// What is said of a record whose file is not in the package.
pub(super) fn not_there(record: &str) -> String {
    format!("{record}{NOT_THERE}")
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
            (None, _) => verified.add(What::Missing, &name, not_there(&record.id)),
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
    package: &Package,
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
    if info_line(package, info::JOURNAL_HEAD)?.is_some_and(|stated| stated != line) {
        let text = format!("所载日志末行与日志不同，日志的是 {line}");
        verified.add(What::Conflict, INFO, text);
    }
    let is_page = |name: &String| name.strip_suffix(".html").is_some();
    let pages = names
        .iter()
        .filter(|name| name.starts_with(TAGS) && is_page(name));
    let printed = pages
        .map(|name| package.read(name))
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
fn without_case(package: &Package) -> String {
    let copy = info_line(package, MARK).ok().flatten();
    match copy {
        Some(request) => format!(
            "是申请 {} 的查阅复制件，不是归档包，只核验了文件",
            shown(&request)
        ),
        None => "其中没有 data/case.toml，不是案卷，只核验了文件".to_owned(),
    }
}

/// What `bag-info.txt` says under a label.
fn info_line(package: &Package, wanted: &str) -> Result<Option<String>, Broken> {
    let text = match package.read(INFO) {
        Err(Broken::NoEntry { .. }) => return Ok(None),
        read => read?,
    };
    let text = String::from_utf8_lossy(&text).into_owned();
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    let found = lines.find(|(label, _)| label.trim() == wanted);
    Ok(found.map(|(_, value)| value.trim().to_owned()))
}
