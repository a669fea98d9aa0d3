//! What a package holds beside the case, made again from the case in it and compared byte for
//! byte; the labels of `bag-info.txt` against the case; what a forced package says of itself.

use std::collections::BTreeSet;
use std::path::Path;

use super::outcome::{Mark, Problem, Verified, What};
use super::package::{NOT_THERE, not_there};
use crate::package::name::shown;
use crate::package::{self, Broken, Package};
use crate::rulebook::built_in;
use crate::store::{JOURNAL, MANIFEST};
use crate::task::access::MARK as ACCESS_COPY;
use crate::task::amendment;
use crate::task::archive::carried::Carried;
use crate::task::archive::contents::{self, Made, REPORT};
use crate::task::archive::dossier::{Dossier, Material};
use crate::task::archive::formats::{START, Starts};
use crate::task::archive::info::{AGENT, CARRIED, FORCED, FORCED_BY, JOURNAL_HEAD, LASTING, THIS};
use crate::task::archive::{Forced, TAGS, journal, report};
use crate::task::error::Failure;
use crate::task::open::{Library, Opened};
use crate::task::shelf;

const INFO: &str = "bag-info.txt";
const PAYLOAD: &str = "data/";
/// What the labels of this program begin with.
const OWN: &str = "Anjuan-";
/// The list of SM3 digests, which is compared with the others.
const SM3: &str = "anjuan/sm3sum.txt";

/// The lines of `bag-info.txt`: label and value.
type Labels = Vec<(String, String)>;

/// Compares what lies beside the case of a package. A package without a case is told from one
/// that has lost it.
pub(super) fn compare(
    library: &Library,
    path: &Path,
    reader: &Package,
    verified: &mut Verified,
) -> Result<(), Broken> {
    let entries = reader.entries().into_iter();
    let names: BTreeSet<String> = entries.map(|file| file.name).collect();
    let labels = labels(reader)?;
    if stated(&labels, ACCESS_COPY).is_some() {
        return Ok(());
    }
    let is_own = labels.iter().any(|(label, _)| label.starts_with(OWN));
    let is_own = is_own || names.iter().any(|name| name.starts_with(TAGS));
    let manifest = format!("{PAYLOAD}{MANIFEST}");
    if !names.contains(&manifest) {
        if is_own || names.contains(&format!("{PAYLOAD}{JOURNAL}")) {
            let text = format!("缺 {manifest}，不能当作案卷");
            verified.add(What::Broken, &manifest, text);
        }
        return Ok(());
    }
    if !is_own {
        verified.notes.push(format!(
            "不是 anjuan 打的包（{INFO} 没有 {OWN} 的标签），没有由案卷生成的各页，只核对了案卷"
        ));
        return Ok(());
    }
    let package = Ours {
        reader,
        names,
        labels,
    };
    if let Some(forced) = package.forced() {
        verified.marks.push(Mark::Forced);
        package.excuse(&forced, verified)?;
    }
    if let Err(failure) = package.made_again(library, path, verified)? {
        let why = std::iter::once(&failure.what).chain(&failure.reasons);
        let why: Vec<_> = why.map(String::as_str).collect();
        let text = format!("由案卷生成的各页没有比对：{}", why.join("："));
        verified.add(What::Unreadable, TAGS, text);
    }
    Ok(())
}

/// Whether an agent is a later version of this program than this one; there was none before.
fn is_later_version(agent: &str) -> bool {
    let numbers = |agent: &str| -> Option<Vec<u64>> {
        let version = agent.strip_prefix("anjuan ")?;
        let parts: Option<Vec<u64>> = version.split('.').map(|part| part.parse().ok()).collect();
        parts.filter(|parts| parts.len() == 3)
    };
    numbers(agent) > numbers(THIS)
}

/// Whether a problem shows that the case is no longer what was packed. A file that the package's
/// own list does not have either was not there then.
fn is_later(problem: &Problem) -> bool {
    let was_so = problem.what == What::Missing && problem.message.ends_with(NOT_THERE);
    problem.path.starts_with(PAYLOAD) && !was_so
}

/// A package that this program made, or says so.
struct Ours<'a> {
    reader: &'a Package,
    names: BTreeSet<String>,
    labels: Labels,
}

impl Ours<'_> {
    /// What the package says of having been forced.
    fn forced(&self) -> Option<Forced> {
        let reason = stated(&self.labels, FORCED)?;
        let by = stated(&self.labels, FORCED_BY).unwrap_or_default();
        Some(Forced::new(reason, by))
    }

    /// Says that the package was forced. Files that were not there then, which its check report
    /// tells, are explained: they are no damage that came later.
    fn excuse(&self, forced: &Forced, verified: &mut Verified) -> Result<(), Broken> {
        let report = self.reader.find(&format!("{TAGS}{REPORT}"))?;
        let report = report.and_then(|text| serde_json::from_slice(&text).ok());
        let report: serde_json::Value = report.unwrap_or_default();
        let count = report.pointer("/summary/errors");
        let count = count.map_or_else(|| "若干".to_owned(), ToString::to_string);
        verified.notes.push(format!(
            "强制归档：{INFO} 写明检查尚有 {count} 项错误，经 {} 决定，理由：{}",
            shown(&forced.by),
            shown(&forced.reason)
        ));
        let findings = report.pointer("/cases/0/findings");
        let findings = findings.and_then(serde_json::Value::as_array);
        let text = |finding: &serde_json::Value, key: &str| {
            let text = finding.get(key).and_then(serde_json::Value::as_str);
            text.map(str::to_owned).unwrap_or_default()
        };
        let lost: Vec<(String, String)> = findings
            .into_iter()
            .flatten()
            .map(|finding| (text(finding, "subject"), text(finding, "message")))
            .collect();
        let mut excused = Vec::new();
        verified.problems.retain(|problem| {
            let Some(path) = problem.path.strip_prefix(PAYLOAD) else {
                return true;
            };
            let known = lost.iter().find(|(subject, message)| {
                problem.what == What::Missing
                    && problem.message == not_there(subject)
                    && message.contains(path)
            });
            excused.extend(known.map(|(subject, _)| {
                format!("{subject} 的文件 {path} 在强制归档时就不在，检查报告已载明")
            }));
            known.is_none()
        });
        verified.notes.extend(excused);
        Ok(())
    }

    /// Makes the pages and labels again and compares them. The inner error says why they cannot
    /// be made.
    fn made_again(
        &self,
        library: &Library,
        path: &Path,
        verified: &mut Verified,
    ) -> Result<Result<(), Failure>, Broken> {
        let log = format!("{PAYLOAD}{JOURNAL}");
        let log = self.reader.find(&log)?.unwrap_or_default();
        // what is wrong with it is told where the journal is compared
        let Ok(excerpt) = journal::excerpt(Path::new(JOURNAL), &log) else {
            return Ok(Ok(()));
        };
        let opened = library.open(path);
        let opened = opened.and_then(|case| match Carried::of(&case) {
            Ok(carried) => Ok((carried, case)),
            Err(failure) => Err(case.named(failure)),
        });
        let (carried, case) = match opened {
            Ok(opened) => opened,
            Err(failure) => return Ok(Err(failure)),
        };
        if case.sha256 != excerpt.manifest {
            let text = "不是操作日志末行所记的那一份清单";
            verified.add(What::Conflict, &format!("{PAYLOAD}{MANIFEST}"), text);
        }
        // the label and every page have another head: it is the journal that is not as it was
        let is_elsewhere = verified.problems.iter().any(|one| one.path == TAGS);
        let stated_head = stated(&self.labels, JOURNAL_HEAD).unwrap_or_default();
        if is_elsewhere && stated_head != excerpt.head.line() {
            let text = format!("不是打包时的日志，打包时的末行是 {}", shown(stated_head));
            verified.add(What::Conflict, &format!("{PAYLOAD}{JOURNAL}"), text);
        }
        self.carried(&carried, verified);
        let archive = case.manifest.case.archive.as_ref();
        let date = archive.and_then(|archive| archive.date);
        let dossier = date.map(|date| report::examine(&case, date.0));
        let starts = self.starts(&case);
        let forced = self.forced();
        let amended = amendment::of(&log, &case.manifest.case.records);
        let dossier = dossier.as_ref().and_then(|report| {
            let material = Material {
                head: &excerpt.head,
                report,
                forced: forced.as_ref(),
                carried: &carried,
                starts: &starts,
                amendments: &amended,
                sm3: self.names.contains(SM3),
            };
            Dossier::new(&case, material)
        });
        let Some(dossier) = dossier else {
            let text = "没有写立卷时间或立档单位，这样的案卷不会归档";
            verified.add(What::Conflict, &format!("{PAYLOAD}{MANIFEST}"), text);
            return Ok(Ok(()));
        };
        let agent = stated(&self.labels, AGENT);
        if agent.is_none_or(|agent| agent == THIS) {
            let is_sound = !verified.problems.iter().any(is_later);
            self.pages(&contents::files(&dossier), is_sound, verified)?;
            self.all_labels(&contents::info(&dossier), verified)?;
        } else {
            let agent = shown(agent.unwrap_or_default());
            if !is_later_version(&agent) {
                let text = format!("写明由 {agent} 打包，不是 anjuan 的任何版本，各页无从比对");
                verified.add(What::Conflict, INFO, text);
            }
            verified.marks.push(Mark::Uncompared);
            verified.notes.push(format!(
                "未比对：{INFO} 写明由 {agent} 打包，本程序是 {THIS}，由案卷生成的各页没有重新生成来比对"
            ));
            self.lasting_labels(&contents::info(&dossier), verified);
        }
        Ok(Ok(()))
    }

    /// The first bytes of the case's files.
    fn starts(&self, case: &Opened) -> Starts {
        let files = self.reader.starts(PAYLOAD, START);
        let starts = files.into_iter().filter_map(|(file, start)| {
            let path = file.name.strip_prefix(PAYLOAD)?;
            case.inventory.file(path)?;
            Some((path.to_owned(), start?))
        });
        starts.collect()
    }

    /// What is carried for checking again, against its digests in the labels.
    fn carried(&self, carried: &Carried, verified: &mut Verified) {
        for (name, digest) in carried.digests() {
            let stated = self.labels.iter().filter(|(label, _)| label == CARRIED);
            let mut stated = stated.filter_map(|(_, value)| value.split_once(' '));
            let Some((_, wanted)) = stated.find(|(carried, _)| *carried == name) else {
                continue;
            };
            if wanted == digest {
                continue;
            }
            for file in differing(carried, &name, wanted) {
                let text = format!("与 {INFO} 所载的 SHA-256 值不同，检查不是用它作出的");
                verified.add(What::Changed, &format!("{TAGS}{file}"), text);
            }
        }
    }

    /// Each page against what is made now; what is missing, what nobody makes. Of a case that is
    /// itself not as it was, other pages would be made: these are not held against the package.
    fn pages(&self, made: &[Made], is_sound: bool, verified: &mut Verified) -> Result<(), Broken> {
        if !is_sound {
            let text = "未比对：案卷本身已不符，由它生成的各页只看了有没有";
            verified.notes.push(text.to_owned());
        }
        let told: BTreeSet<String> = verified
            .problems
            .iter()
            .map(|one| one.path.clone())
            .collect();
        for (name, wanted) in made.iter().filter(|(name, _)| !told.contains(name)) {
            match self.reader.find(name)? {
                None => verified.add(What::Missing, name, "打包时生成的，不在包中"),
                Some(found) if is_sound && found != *wanted => {
                    verified.add(What::Conflict, name, "与由案卷重新生成的不同");
                }
                Some(_) => {}
            }
        }
        let is_known = |name: &str| {
            made.iter().any(|(made, _)| made == name) || name == SM3 || told.contains(name)
        };
        let beside = self.names.iter().filter(|name| is_beside(name));
        for name in beside.filter(|name| !is_known(name)) {
            verified.add(What::Added, name, "打包时不生成这个文件");
        }
        Ok(())
    }

    /// All labels of a package of this version, in their order.
    fn all_labels(&self, wanted: &Labels, verified: &mut Verified) -> Result<(), Broken> {
        let payload = self
            .reader
            .entries()
            .into_iter()
            .filter(|file| file.name.starts_with(PAYLOAD));
        let sizes: Vec<u64> = payload.map(|file| file.size).collect();
        let text = package::bag_info(wanted, sizes.iter().sum(), sizes.len() as u64);
        let wanted = parsed(&text);
        if wanted == self.labels {
            let found = self.reader.find(INFO)?.unwrap_or_default();
            if found != text.as_bytes() {
                verified.add(What::Conflict, INFO, "写法与打包时的不同");
            }
            return Ok(());
        }
        // the payload's own sum was compared already
        let is_told = verified.problems.iter().any(|problem| problem.path == INFO);
        let is_of_payload = |label: &str| label == "Bag-Size" || label == "Payload-Oxum";
        let counts = |label: &str| !(is_told && is_of_payload(label)) && label != JOURNAL_HEAD;
        let mut differs = false;
        for (label, value) in &wanted {
            if counts(label) && !self.labels.contains(&(label.clone(), value.clone())) {
                self.label(label, value, verified);
                differs = true;
            }
        }
        for (label, value) in &self.labels {
            let is_known = wanted.iter().any(|(known, _)| known == label);
            if !is_known {
                let (label, value) = (shown(label), shown(value));
                verified.add(What::Conflict, INFO, format!("多出 {label}：{value}"));
                differs = true;
            }
        }
        if !differs && !is_told {
            verified.add(What::Conflict, INFO, "各标签的次序或次数与打包时的不同");
        }
        Ok(())
    }

    /// The labels that every version writes alike.
    fn lasting_labels(&self, wanted: &Labels, verified: &mut Verified) {
        for (label, value) in wanted {
            let is_there = self.labels.contains(&(label.clone(), value.clone()));
            if LASTING.contains(&label.as_str()) && !is_there {
                self.label(label, value, verified);
            }
        }
    }

    fn label(&self, label: &str, wanted: &str, verified: &mut Verified) {
        let wanted = shown(wanted);
        let text = match stated(&self.labels, label) {
            None => format!("缺 {label}，应为 {wanted}"),
            Some(found) => format!("{label} 是 {}，案卷的是 {wanted}", shown(found)),
        };
        verified.add(What::Conflict, INFO, text);
    }
}

/// The files of something carried that differ from what a digest was taken of: of a rulebook
/// that this program knows by that digest each is named, of another one only the folder.
fn differing(carried: &Carried, name: &str, digest: &str) -> Vec<String> {
    let whole = || vec![name.to_owned()];
    let folder = name.strip_prefix(shelf::FOLDER);
    let Some(folder) = folder.map(|name| name.trim_matches('/')) else {
        return whole();
    };
    let known = built_in(folder).filter(|source| source.sha256() == digest);
    let (Some(known), Some(found)) = (known, carried.rulebook(folder)) else {
        return whole();
    };
    let names: BTreeSet<_> = known.files.keys().chain(found.files.keys()).collect();
    let differing = names
        .into_iter()
        .filter(|name| known.files.get(*name) != found.files.get(*name));
    differing.map(|file| format!("{name}{file}")).collect()
}

/// Whether a file is neither payload nor one of the bag's own.
fn is_beside(name: &str) -> bool {
    let own = ["bagit.txt", INFO, "fetch.txt"];
    let lists = ["manifest-", "tagmanifest-"];
    let is_list = |start: &&str| name.starts_with(*start) && !name.contains('/');
    !name.starts_with(PAYLOAD) && !own.contains(&name) && !lists.iter().any(is_list)
}

fn labels(reader: &Package) -> Result<Labels, Broken> {
    let text = reader.find(INFO)?.unwrap_or_default();
    Ok(parsed(&String::from_utf8_lossy(&text)))
}

fn parsed(text: &str) -> Labels {
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    lines
        .map(|(label, value)| (label.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

fn stated<'l>(labels: &'l Labels, wanted: &str) -> Option<&'l str> {
    let found = labels.iter().find(|(label, _)| label == wanted);
    found.map(|(_, value)| value.as_str())
}
