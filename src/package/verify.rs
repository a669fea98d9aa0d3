//! Compares a package with its manifests, in both directions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::archive::Checksum;
use super::contents::{Contents, Observed};
use super::manifest::{self, Manifest, Scope};
use super::name::shown;
use super::{BAG_INFO, BAGIT, DECLARATION, Digest, MANIFEST, PAYLOAD, TAG_MANIFEST};
use super::{Broken, Problem, ProblemKind, Verification, info};

/// The declaration of bags made before RFC 8493, which differ in nothing that matters here.
const OLD_DECLARATION: &str = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n";

/// Two million lines.
const LARGEST_MANIFEST: u64 = 256 << 20;
pub(super) const LARGEST_TAG: u64 = 16 << 20;

/// Verifies a package, a ZIP or an unpacked bag, by reading every file of it; nothing is unpacked.
/// Bags of other programs are compared by their SHA-256 manifests; names in these are taken as
/// they stand, percent-encoding is not undone.
///
/// # Errors
/// What stands in the way of any comparison: the package cannot be read, its ZIP is not built as
/// [`write`](super::write) builds one, or a manifest cannot be understood in full. Differences, and
/// single files that cannot be read, are in the result.
pub fn verify(path: &Path) -> Result<Verification, Broken> {
    let contents = Contents::open(path)?;
    check_declaration(path, &contents)?;
    let missing = || Broken::NoFile {
        path: path.into(),
        name: MANIFEST,
    };
    let payload = read_manifest(path, &contents, MANIFEST, Scope::Payload)?.ok_or_else(missing)?;
    let tags = read_manifest(path, &contents, TAG_MANIFEST, Scope::Tags)?;
    let info = contents.read(BAG_INFO, LARGEST_TAG, Checksum::Ignore)?;
    let observed = contents.hash_all();
    let listed = Listing {
        payload: &payload,
        tags: tags.as_ref(),
    };
    let mut problems = compare(&listed, &observed, contents.unreadable());
    // with a file unread the sum is unknown
    if contents.unreadable().is_empty() && observed.values().all(Result::is_ok) {
        problems.extend(info.and_then(|info| compare_count(&info, &observed)));
    }
    problems.sort();
    let read = observed.values().flatten();
    Ok(Verification {
        files: read.clone().count() as u64,
        bytes: read.map(|hashed| hashed.bytes).sum(),
        problems,
        ignored: observed
            .into_keys()
            .filter(|name| is_foreign_manifest(name))
            .collect(),
    })
}

/// A file of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name below the top-level folder.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}

/// The files of a package in its order, without reading them.
///
/// # Errors
/// Where the package cannot be read or its ZIP is not built as a package is.
pub fn entries(path: &Path) -> Result<Vec<Listed>, Broken> {
    let contents = Contents::open(path)?;
    let files = contents.files().iter();
    Ok(files
        .map(|found| Listed {
            name: found.name.clone(),
            size: found.size,
        })
        .collect())
}

/// The content of one small file of a package, named below the top-level folder. In a ZIP its
/// CRC-32 is checked; only [`verify`] compares it with the manifest.
///
/// # Errors
/// As [`entries`]; and where there is no such file, it is larger than 16 MiB, or damaged.
pub fn read_entry(path: &Path, name: &str) -> Result<Vec<u8>, Broken> {
    let content = Contents::open(path)?.read(name, LARGEST_TAG, Checksum::Compare)?;
    content.ok_or_else(|| Broken::NoEntry {
        path: path.into(),
        name: name.into(),
    })
}

fn check_declaration(path: &Path, contents: &Contents) -> Result<(), Broken> {
    match contents.read(BAGIT, LARGEST_TAG, Checksum::Ignore)? {
        None => Err(Broken::NoFile {
            path: path.into(),
            name: BAGIT,
        }),
        Some(text) if text == DECLARATION.as_bytes() => Ok(()),
        Some(text) if text == OLD_DECLARATION.as_bytes() => Ok(()),
        Some(_) => Err(Broken::Declaration { path: path.into() }),
    }
}

fn read_manifest(
    path: &Path,
    contents: &Contents,
    name: &'static str,
    scope: Scope,
) -> Result<Option<Manifest>, Broken> {
    let Some(text) = contents.read(name, LARGEST_MANIFEST, Checksum::Ignore)? else {
        return Ok(None);
    };
    let parsed = manifest::parse(&text, scope);
    parsed.map(Some).map_err(|faults| Broken::Manifest {
        path: path.into(),
        name,
        faults,
    })
}

/// Manifests that are there and are not compared.
fn is_foreign_manifest(name: &str) -> bool {
    let is_manifest = manifest::is_payload_manifest(name) || manifest::is_tag_manifest(name);
    is_manifest && name != MANIFEST && name != TAG_MANIFEST
}

/// What the manifests say.
struct Listing<'a> {
    payload: &'a Manifest,
    tags: Option<&'a Manifest>,
}

impl<'a> Listing<'a> {
    fn iter(&self) -> impl Iterator<Item = (&'a String, &'a Digest)> + use<'a> {
        self.payload.iter().chain(self.tags.into_iter().flatten())
    }

    fn contains(&self, name: &str) -> bool {
        self.payload.contains_key(name) || self.tags.is_some_and(|tags| tags.contains_key(name))
    }

    /// Whether a file must be listed: all but the tag manifests, and tag files only where there
    /// is a tag manifest that could.
    fn wants(&self, name: &str) -> bool {
        name.starts_with(PAYLOAD) || (self.tags.is_some() && !manifest::is_tag_manifest(name))
    }
}

fn problem(kind: ProblemKind, path: &str, detail: impl Into<String>) -> Problem {
    Problem {
        kind,
        path: path.into(),
        detail: detail.into(),
    }
}

fn compare(listed: &Listing<'_>, observed: &Observed, unreadable: &[Problem]) -> Vec<Problem> {
    let mut problems = unreadable.to_vec();
    let mut missing = BTreeMap::new();
    for (path, expected) in listed.iter() {
        match observed.get(path) {
            Some(_) => problems.extend(difference(path, Some(*expected), observed)),
            None if is_within(path, unreadable) => {
                problems.extend(hidden(path, unreadable));
            }
            None => {
                missing.insert(path.as_str(), *expected);
            }
        }
    }
    let mut added = BTreeSet::new();
    for path in observed.keys().filter(|path| !listed.contains(path)) {
        problems.extend(difference(path, None, observed));
        if listed.wants(path) {
            added.insert(path.as_str());
        }
    }
    if listed.tags.is_none() {
        let detail = "标签文件无从核对";
        problems.push(problem(ProblemKind::Missing, TAG_MANIFEST, detail));
    }
    problems.extend(moves(&mut missing, &mut added, observed));
    problems.extend(
        missing
            .keys()
            .map(|path| problem(ProblemKind::Missing, path, "")),
    );
    problems.extend(
        added
            .iter()
            .map(|path| problem(ProblemKind::Added, path, "")),
    );
    problems
}

/// What is wrong with a file that is there, apart from its name.
fn difference(path: &str, expected: Option<Digest>, observed: &Observed) -> Option<Problem> {
    let hashed = match observed.get(path)? {
        Ok(hashed) => hashed,
        Err(reason) => return Some(problem(ProblemKind::Unreadable, path, reason)),
    };
    let detail = match expected {
        Some(expected) if expected != hashed.digest => {
            format!("SHA-256 值为 {}，应为 {expected}", hashed.digest)
        }
        _ if !hashed.is_sound => "CRC-32 值不符".into(),
        _ => return None,
    };
    Some(problem(ProblemKind::Changed, path, detail))
}

/// Whether a path is one that could not be read, or lies in a directory that could not.
fn is_within(path: &str, unreadable: &[Problem]) -> bool {
    let holds = |folder: &str| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    unreadable.iter().any(|problem| holds(&problem.path))
}

/// Names a file in an unreadable directory, which is not told to be missing: nobody knows.
fn hidden(path: &str, unreadable: &[Problem]) -> Option<Problem> {
    let is_named = unreadable.iter().any(|problem| problem.path == path);
    (!is_named).then(|| problem(ProblemKind::Unreadable, path, "所在文件夹无法读取"))
}

/// Pairs what is missing with what is added by content, taking both off their lists.
fn moves(
    missing: &mut BTreeMap<&str, Digest>,
    added: &mut BTreeSet<&str>,
    observed: &Observed,
) -> Vec<Problem> {
    let mut by_digest: BTreeMap<Digest, Vec<&str>> = BTreeMap::new();
    for path in added.iter().rev() {
        if let Some(Ok(hashed)) = observed.get(*path) {
            by_digest.entry(hashed.digest).or_default().push(path);
        }
    }
    let mut found = Vec::new();
    missing.retain(|path, digest| {
        let Some(new) = by_digest.get_mut(digest).and_then(Vec::pop) else {
            return true;
        };
        added.remove(new);
        found.push(problem(
            ProblemKind::Moved,
            path,
            format!("现为“{}”", shown(new)),
        ));
        false
    });
    found
}

/// Compares the payload with the Payload-Oxum. Beside the manifest it proves nothing, and it
/// never stands in for it.
fn compare_count(info: &[u8], observed: &Observed) -> Option<Problem> {
    let payload = observed
        .iter()
        .filter(|(name, _)| name.starts_with(PAYLOAD));
    let sizes = payload
        .flat_map(|(_, hashed)| hashed)
        .map(|hashed| hashed.bytes);
    let (files, bytes) = (sizes.clone().count() as u64, sizes.sum::<u64>());
    let detail = match info::oxum(&String::from_utf8_lossy(info)) {
        Ok(None) => return None,
        Ok(Some(stated)) if stated == (bytes, files) => return None,
        Ok(Some((stated, count))) => {
            format!("实有 {files} 个文件 {bytes} 字节，载为 {count} 个文件 {stated} 字节")
        }
        Err(text) => format!("Payload-Oxum 无法解析：{}", shown(&text)),
    };
    Some(problem(ProblemKind::Count, BAG_INFO, detail))
}
