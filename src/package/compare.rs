//! What is listed against what is there.

use std::collections::{BTreeMap, BTreeSet};

use super::algorithm::{Algorithm, Sum};
use super::container::Observed;
use super::departure::{Custom, Departure};
use super::fetch::Hole;
use super::info::{self, Oxum};
use super::listing::Names;
use super::manifest::{Manifest, Scope, is_payload_manifest, is_tag_manifest};
use super::name::shown;
use super::rules::Rules;
use super::{BAG_INFO, FETCH, MANIFEST, PAYLOAD, Problem, ProblemKind, TAG_MANIFEST};

/// What macOS and Windows leave in folders.
const SYSTEM_FILES: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Everything that is compared.
pub(super) struct Bag<'a> {
    pub(super) rules: &'a Rules,
    pub(super) manifests: &'a [Manifest],
    pub(super) holes: &'a [Hole],
    pub(super) labels: &'a [(String, String)],
    pub(super) observed: &'a Observed,
    pub(super) unreadable: &'a [Problem],
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) problems: Vec<Problem>,
    pub(super) departures: Vec<Departure>,
}

impl Compared {
    fn add(&mut self, kind: ProblemKind, path: &str, detail: impl Into<String>) {
        self.problems.push(Problem::new(kind, path, detail));
    }

    fn remark(&mut self, path: &str, custom: Custom) {
        self.departures.push(Departure::new(path, custom));
    }
}

/// What each manifest says of a file: the place of the manifest, and the value.
type Said<'a> = BTreeMap<String, Vec<(usize, &'a Sum)>>;

/// Compares a bag.
pub(super) fn compare(bag: &Bag<'_>, compared: &mut Compared) {
    compared.problems.extend_from_slice(bag.unreadable);
    let names = Names::new(bag.observed.keys().map(String::as_str));
    let said = said(bag, &names, compared);
    let mut missing = BTreeMap::new();
    for (name, values) in &said {
        match bag.observed.get(name) {
            Some(_) => content(name, values, bag, compared),
            None if is_within(name, bag.unreadable) => {
                if !bag.unreadable.iter().any(|problem| problem.path == *name) {
                    // nobody knows whether it is there
                    compared.add(ProblemKind::Unreadable, name, "所在文件夹无法读取");
                }
            }
            None => {
                missing.insert(name.as_str(), values);
            }
        }
    }
    let mut added = BTreeSet::new();
    for name in bag.observed.keys() {
        let values = said.get(name).map(Vec::as_slice).unwrap_or_default();
        if values.is_empty() {
            content(name, values, bag, compared);
        }
        if is_unlisted(name, values, bag, compared) {
            added.insert(name.as_str());
        }
    }
    tag_manifest(bag, compared);
    if !bag.rules.are_ours {
        oddly_named(bag, &names, compared);
    }
    holes(bag, &names, &said, &mut missing, compared);
    moves(bag, &mut missing, &mut added, compared);
    for name in missing.into_keys() {
        compared.add(ProblemKind::Missing, name, "");
    }
    for name in added {
        compared.add(ProblemKind::Added, name, "");
    }
    // with a file unread the sum is unknown
    if bag.unreadable.is_empty() && bag.observed.values().all(Result::is_ok) {
        count(bag, compared);
    }
}

fn said<'a>(bag: &Bag<'a>, names: &Names<'_>, compared: &mut Compared) -> Said<'a> {
    let mut said = Said::new();
    for (at, manifest) in bag.manifests.iter().enumerate() {
        for (path, sum) in &manifest.lines {
            let meant = names.meant(path, bag.rules);
            if let Some(custom) = meant.custom {
                compared.remark(&manifest.name, custom);
            }
            said.entry(meant.name).or_default().push((at, sum));
        }
    }
    said
}

/// Compares what a file holds with each value that is given for it.
fn content(name: &str, values: &[(usize, &Sum)], bag: &Bag<'_>, compared: &mut Compared) {
    let hashed = match bag.observed.get(name) {
        Some(Ok(hashed)) => hashed,
        Some(Err(reason)) => {
            compared.add(ProblemKind::Unreadable, name, reason);
            return;
        }
        None => return,
    };
    let mut is_changed = false;
    for (at, expected) in values {
        let Some(manifest) = bag.manifests.get(*at) else {
            continue;
        };
        let found = hashed.sums.of(manifest.algorithm);
        if found == Some(*expected) {
            continue;
        }
        is_changed = true;
        let found = found.map(ToString::to_string).unwrap_or_default();
        let mut detail = format!("{} 值为 {found}，应为 {expected}", manifest.algorithm);
        if ![MANIFEST, TAG_MANIFEST].contains(&&*manifest.name) {
            detail = format!("{detail}，见 {}", shown(&manifest.name));
        }
        compared.add(ProblemKind::Changed, name, detail);
    }
    if !is_changed && !hashed.is_sound {
        compared.add(ProblemKind::Changed, name, "CRC-32 值不符");
    }
}

/// Whether a file should be listed and is in no manifest. What only some of them list is told
/// here.
fn is_unlisted(
    name: &str,
    values: &[(usize, &Sum)],
    bag: &Bag<'_>,
    compared: &mut Compared,
) -> bool {
    let is_payload = name.starts_with(PAYLOAD);
    if !is_payload && is_tag_manifest(name) {
        return false;
    }
    let scope = if is_payload {
        Scope::Payload
    } else {
        Scope::Tags
    };
    let wanting = bag.manifests.iter().enumerate().filter(|(at, manifest)| {
        manifest.scope == scope && !values.iter().any(|(listed, _)| listed == at)
    });
    let wanting: Vec<&Manifest> = wanting.map(|(_, manifest)| manifest).collect();
    if wanting.is_empty() {
        return false;
    }
    // RFC 8493 section 2.2.1: a tag manifest lists the payload manifests, and should list the rest
    let must = match (is_payload, bag.rules.are_ours) {
        (true, _) | (_, true) => true,
        (false, false) => bag.rules.lists_once() && is_payload_manifest(name),
    };
    if values.is_empty() {
        if !must {
            compared.remark(name, Custom::Unlisted);
        }
        return must;
    }
    for manifest in wanting {
        let list = shown(&manifest.name);
        if must && bag.rules.lists_once() {
            let detail = format!("没有列入 {list}");
            compared.add(ProblemKind::Added, name, detail);
        } else if is_payload {
            compared.remark(name, Custom::NotInEach { manifest: list });
        }
    }
    false
}

/// Remarks on files whose names are trouble, or tell that nobody meant to send them.
fn oddly_named(bag: &Bag<'_>, names: &Names<'_>, compared: &mut Compared) {
    for (name, other) in names.pairs() {
        let other = other.to_owned();
        compared.remark(name, Custom::Alike { other });
    }
    for name in bag.observed.keys().filter(|name| name.starts_with(PAYLOAD)) {
        let last = name.rsplit('/').next().unwrap_or_default();
        let is_left = |left: &str| left.eq_ignore_ascii_case(last);
        if SYSTEM_FILES.iter().any(|left| is_left(left)) {
            compared.remark(name, Custom::SystemFile);
        }
    }
}

/// Whether there is a tag manifest: ours must have one, another maker's may.
fn tag_manifest(bag: &Bag<'_>, compared: &mut Compared) {
    let mut tags = bag.manifests.iter().filter(|it| it.scope == Scope::Tags);
    if bag.rules.are_ours {
        if !tags.any(|it| it.name == TAG_MANIFEST) {
            compared.add(ProblemKind::Missing, TAG_MANIFEST, "标签文件无从核对");
        }
    } else if tags.next().is_none() {
        compared.remark("", Custom::NoTagManifest);
    }
}

/// Compares `fetch.txt` with the manifests, and takes what it promises off what is missing.
fn holes(
    bag: &Bag<'_>,
    names: &Names<'_>,
    said: &Said<'_>,
    missing: &mut BTreeMap<&str, &Vec<(usize, &Sum)>>,
    compared: &mut Compared,
) {
    for hole in bag.holes {
        let name = names.meant(&hole.path, bag.rules).name;
        if !said.contains_key(&name) {
            let detail = format!("列有“{}”，清单中没有", shown(&name));
            compared.add(ProblemKind::Fetch, FETCH, detail);
        } else if missing.remove(name.as_str()).is_some() {
            let detail = "fetch.txt 列有，尚未取回";
            compared.add(ProblemKind::Missing, &name, detail);
        } else if let (Some(Ok(hashed)), Some(stated)) = (bag.observed.get(&name), hole.size)
            && hashed.bytes != stated
        {
            let size = hashed.bytes;
            compared.remark(&name, Custom::FetchedSize { size, stated });
        }
    }
}

/// Whether a path is one that could not be read, or lies in a directory that could not.
fn is_within(path: &str, unreadable: &[Problem]) -> bool {
    let holds = |folder: &str| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    unreadable.iter().any(|problem| holds(&problem.path))
}

/// Pairs what is missing with what is added by content, taking both off their lists.
fn moves(
    bag: &Bag<'_>,
    missing: &mut BTreeMap<&str, &Vec<(usize, &Sum)>>,
    added: &mut BTreeSet<&str>,
    compared: &mut Compared,
) {
    let mut by_sum: BTreeMap<(Algorithm, &Sum), Vec<&str>> = BTreeMap::new();
    for name in added.iter().rev() {
        if let Some(Ok(hashed)) = bag.observed.get(*name) {
            for (algorithm, sum) in hashed.sums.iter() {
                by_sum.entry((*algorithm, sum)).or_default().push(name);
            }
        }
    }
    missing.retain(|name, values| {
        let new = values.iter().find_map(|(at, sum)| {
            let algorithm = bag.manifests.get(*at)?.algorithm;
            let found = by_sum.get_mut(&(algorithm, *sum))?;
            std::iter::from_fn(|| found.pop()).find(|new| added.contains(new))
        });
        let Some(new) = new else { return true };
        added.remove(new);
        let detail = format!("现为“{}”", shown(new));
        compared.add(ProblemKind::Moved, name, detail);
        false
    });
}

/// Compares the payload with the Payload-Oxum. Beside the manifest it proves nothing, and it
/// never stands in for it.
fn count(bag: &Bag<'_>, compared: &mut Compared) {
    let payload = bag
        .observed
        .iter()
        .filter(|(name, _)| name.starts_with(PAYLOAD));
    let sizes = payload
        .flat_map(|(_, hashed)| hashed)
        .map(|hashed| hashed.bytes);
    let (files, bytes) = (sizes.clone().count() as u64, sizes.sum::<u64>());
    match info::oxum(bag.labels) {
        Oxum::Silent => {}
        Oxum::Stated(stated, count) if (stated, count) == (bytes, files) => {}
        Oxum::Stated(stated, count) => {
            let detail =
                format!("实有 {files} 个文件 {bytes} 字节，载为 {count} 个文件 {stated} 字节");
            compared.add(ProblemKind::Count, BAG_INFO, detail);
        }
        Oxum::Repeated => {
            let detail = "Payload-Oxum 出现不止一次";
            compared.add(ProblemKind::Count, BAG_INFO, detail);
        }
        Oxum::Unparsable(text) if bag.rules.are_ours => {
            let detail = format!("Payload-Oxum 无法解析：{}", shown(&text));
            compared.add(ProblemKind::Count, BAG_INFO, detail);
        }
        Oxum::Unparsable(text) => compared.remark(BAG_INFO, Custom::Oxum { text }),
    }
}
