//! A case's history against a digest that somebody trusts.

use std::path::Path;

use super::digest::HeadDigest;
use super::form::Seal;
use crate::case::Manifest;
use crate::store::{self, JOURNAL, MANIFEST, sha256_hex};
use crate::task::error::Failure;
use crate::task::history::{self, Place, Told};
use crate::task::reader::StrictReader;
use crate::task::verify::{Kind, Problem, Verified, What};

/// What is said of a seal that contradicts itself.
const TAMPERED: &str = "封签自相矛盾，是改过的";

/// What is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trusted {
    /// The digest of a line of the log.
    Head(HeadDigest),
    /// A seal, which knows more than the digest.
    Seal(Seal),
}

impl Trusted {
    /// The digest.
    #[must_use]
    pub fn head(&self) -> &HeadDigest {
        match self {
            Self::Head(head) => head,
            Self::Seal(seal) => &seal.head,
        }
    }

    fn seal(&self) -> Option<&Seal> {
        match self {
            Self::Head(_) => None,
            Self::Seal(seal) => Some(seal),
        }
    }
}

/// How a history stands to what is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It ends with the line of that digest.
    End,
    /// It contains that line; lines follow.
    Contained {
        /// The number of that line, from 0.
        seq: u64,
        /// What each line after it did.
        since: Vec<Told>,
    },
    /// The line is not of this history; why that is so, as far as can be told.
    Absent(String),
    /// The history cannot be read, so nobody knows; why.
    Unknown(String),
}

impl Standing {
    /// As JSON names it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::End => "end",
            Self::Contained { .. } => "contained",
            Self::Absent(_) => "absent",
            Self::Unknown(_) => "unknown",
        }
    }

    /// The problem that it is, where it is one.
    fn problem(&self) -> Option<(What, &str)> {
        match self {
            Self::End | Self::Contained { .. } => None,
            Self::Absent(why) => Some((What::Conflict, why)),
            Self::Unknown(why) => Some((What::Unrecorded, why)),
        }
    }
}

/// How what was verified stands to what is trusted; that its history is another one becomes a
/// problem of the verification. None where what was named is neither a case nor a package, which
/// the verification says already.
pub fn stand(name: &Path, trusted: &Trusted, verified: &mut Verified) -> Option<Standing> {
    if verified.kind == Kind::Unknown {
        return None;
    }
    let place = Place::of(name).ok()?;
    let standing = walk(&place, trusted).unwrap_or_else(|failure| {
        let reasons = failure.reasons.iter().map(|reason| format!("：{reason}"));
        Standing::Unknown(format!(
            "摘要无从核对：{}{}",
            failure.what,
            reasons.collect::<String>()
        ))
    });
    if let Some((what, message)) = standing.problem() {
        let path = if place.is_package() {
            format!("data/{JOURNAL}")
        } else {
            JOURNAL.to_owned()
        };
        let message = message.to_owned();
        verified.problems.push(Problem {
            path,
            what,
            message,
        });
        verified.problems.sort();
    }
    Some(standing)
}

fn walk(place: &Place, trusted: &Trusted) -> Result<Standing, Failure> {
    let (mut lines, mut found, mut since) = (0_u64, None, Vec::new());
    let mut manifest = None;
    for entry in history::open(place)? {
        let entry = entry?;
        let line = &entry.line;
        if lines == 0
            && let Some(seal) = trusted.seal()
        {
            let nonce = line.data.get("nonce").and_then(|nonce| nonce.as_str());
            if nonce != Some(&*seal.nonce) {
                let why = format!(
                    "日志的首行不是封签（案号 {}）所记的那一个：两者不是同一个案件",
                    seal.case
                );
                return Ok(Standing::Absent(why));
            }
        }
        lines = lines.saturating_add(1);
        manifest = line.manifest().map(|(_, to)| to.to_owned());
        if found.is_some() {
            since.push(Told::of(line));
        } else if entry.digest == trusted.head().hex() {
            if trusted
                .seal()
                .is_some_and(|seal| !tells(seal, lines, line.manifest()))
            {
                let why = format!("{TAMPERED}，行数或清单摘要与末行摘要所指的行不同");
                return Ok(Standing::Absent(why));
            }
            found = Some(line.seq);
        }
    }
    let unchanged = trusted
        .seal()
        .filter(|seal| manifest.as_deref() == Some(seal.manifest.hex()));
    if let (Some(_), Some(seal)) = (found, unchanged)
        && let Some(count) = records(place, &seal.manifest)
        && count != seal.records
    {
        let why = format!(
            "{}，封签写的是 {} 份，清单实有 {count} 份",
            TAMPERED, seal.records
        );
        return Ok(Standing::Absent(why));
    }
    Ok(match found {
        None => Standing::Absent(absent(place, trusted, lines, manifest.as_deref())),
        Some(_) if since.is_empty() => Standing::End,
        Some(seq) => Standing::Contained { seq, since },
    })
}

/// How many records the manifest of that digest holds, where it is the one that is there.
fn records(place: &Place, digest: &HeadDigest) -> Option<u64> {
    let text = match place {
        Place::Directory(dir) => store::load(dir, &StrictReader).ok()?.manifest,
        Place::Package(path) => Place::packed(path, MANIFEST).ok()?,
    };
    let is_it = sha256_hex(&text) == digest.hex();
    let manifest = Manifest::read(MANIFEST, &text).ok().filter(|_| is_it)?;
    Some(manifest.case.records.len() as u64)
}

/// Whether a seal says of the line whose digest it names what the line says itself.
fn tells(seal: &Seal, lines: u64, manifest: Option<(Option<&str>, &str)>) -> bool {
    seal.lines == lines && manifest.is_some_and(|(_, to)| to == seal.manifest.hex())
}

/// Why no line of a history has the digest, as far as can be told.
fn absent(place: &Place, trusted: &Trusted, lines: u64, manifest: Option<&str>) -> String {
    let packed =
        "归档包的日志止于打包以前，打包的行和以后的行不在包中：打包以后取的摘要，要核对案件目录";
    match trusted.seal() {
        Some(seal) if seal.lines > lines && place.is_package() => {
            let same = manifest == Some(seal.manifest.hex());
            let same = if same {
                "所记的清单与包中的相同，"
            } else {
                ""
            };
            format!(
                "封签取自第 {} 行，{same}包中的日志只有 {lines} 行。{packed}",
                seal.lines
            )
        }
        Some(seal) if seal.lines > lines => format!(
            "封签取自第 {} 行，日志只有 {lines} 行：末尾的行不见了，或者日志被重做过",
            seal.lines
        ),
        Some(seal) => format!(
            "日志第 {} 行不是封签所记的那一行：从这里或者更早起，日志被重做过，或者是分头写下去的另一份",
            seal.lines
        ),
        None => {
            let text = format!(
                "这个摘要不在本案日志中（共 {lines} 行）：日志被重做过，末尾的行不见了，或者摘要是另一个案件的"
            );
            if place.is_package() {
                format!("{text}。{packed}")
            } else {
                text
            }
        }
    }
}
