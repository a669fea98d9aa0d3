//! Compares a bag with its manifests, in both directions.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::algorithm::Algorithm;
use super::compare::{self, Compared};
use super::container::Contents;
use super::declaration::{self, Declaration, Version};
use super::departure::{Custom, Departure};
use super::fetch::{self, Hole};
use super::manifest::{self, Manifest, Scope};
use super::rules::Rules;
use super::{BAG_INFO, BAGIT, DECLARATION, FETCH, MANIFEST, PAYLOAD, SM3_SUMS};
use super::{Broken, Problem, ProblemKind, Verification, info, maker, text};

/// The name of `bag-info.txt` before 0.96.
const PACKAGE_INFO: &str = "package-info.txt";
const ANY_MANIFEST: &str = "manifest-<算法>.txt";

/// Two million lines.
const LARGEST_MANIFEST: u64 = 256 << 20;
const LARGEST_TAG: u64 = 16 << 20;

/// Verifies a bag, a directory, a ZIP, a tar or a tar.gz, by reading every file of it; nothing is
/// unpacked. A package of ours must be as [`write`](super::write) writes it; another maker's bag is
/// held to RFC 8493 or the draft that it declares.
///
/// # Errors
/// As [`Package::verify`].
pub fn verify(path: &Path) -> Result<Verification, Broken> {
    Package::open(path)?.verify()
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
/// As [`Package::open`].
pub fn entries(path: &Path) -> Result<Vec<Listed>, Broken> {
    Ok(Package::open(path)?.entries())
}

/// The content of one small file of a package, named below the top-level folder.
///
/// # Errors
/// As [`Package::open`] and [`Package::read`].
pub fn read_entry(path: &Path, name: &str) -> Result<Vec<u8>, Broken> {
    Package::open(path)?.read(name)
}

/// A bag that was opened, to be read several times.
#[derive(Debug)]
pub struct Package {
    path: PathBuf,
    contents: Contents,
}

impl Package {
    /// Opens a directory, a ZIP, a tar or a tar.gz.
    ///
    /// # Errors
    /// Where it cannot be read, or its structure is such that programs would read different things
    /// from it, or would write outside the place where they unpack it.
    pub fn open(path: &Path) -> Result<Self, Broken> {
        let contents = Contents::open(path)?;
        let path = path.to_owned();
        Ok(Self { path, contents })
    }

    /// The files, in the order in which they lie there.
    #[must_use]
    pub fn entries(&self) -> Vec<Listed> {
        let files = self.contents.files().iter();
        files
            .map(|found| Listed {
                name: found.name.clone(),
                size: found.size,
            })
            .collect()
    }

    /// The content of one small file, named below the top-level folder. In a ZIP its CRC-32 is
    /// checked; only [`Package::verify`] compares it with the manifests.
    ///
    /// # Errors
    /// Where there is no such file, it is larger than 256 MiB, or damaged.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, Broken> {
        let path = || self.path.clone();
        match self.contents.read(name, LARGEST_MANIFEST)? {
            Some((content, true)) => Ok(content),
            Some((_, false)) => Err(Broken::Damaged {
                path: path(),
                problem: Problem::new(ProblemKind::Changed, name, "CRC-32 值不符"),
            }),
            None => Err(Broken::NoEntry {
                path: path(),
                name: name.into(),
            }),
        }
    }

    /// As [`Package::read`]; none where there is no such file.
    ///
    /// # Errors
    /// As [`Package::read`], but for a file that is not there.
    pub fn find(&self, name: &str) -> Result<Option<Vec<u8>>, Broken> {
        match self.read(name) {
            Err(Broken::NoEntry { .. }) => Ok(None),
            read => read.map(Some),
        }
    }

    /// The first bytes of each file whose name begins so, at most so many; none where they cannot
    /// be read.
    #[must_use]
    pub fn starts(&self, prefix: &str, length: usize) -> Vec<(Listed, Option<Vec<u8>>)> {
        let starts = self.contents.starts(length);
        let all = self.entries().into_iter().zip(starts);
        all.filter(|(file, _)| file.name.starts_with(prefix))
            .collect()
    }

    /// Reads every file and compares it with every manifest.
    ///
    /// # Errors
    /// What stands in the way of any comparison: a declaration or a manifest that is missing or
    /// cannot be understood in full. Differences, and single files that cannot be read, are in the
    /// result.
    pub fn verify(&self) -> Result<Verification, Broken> {
        let declared = self.declaration()?;
        let (labels, rules) = self.rules(&declared)?;
        let mut departures = departures(&declared, &rules);
        let (manifests, unknown) = self.manifests(&rules, &mut departures)?;
        let holes = self.holes(&rules, &mut departures)?;
        let observed = {
            let of = |scope: Scope| -> Vec<Algorithm> {
                let manifests = manifests.iter().filter(|it| it.scope == scope);
                let all: BTreeSet<_> = manifests.map(|it| it.algorithm).collect();
                all.into_iter().collect()
            };
            let (payload, tags) = (of(Scope::Payload), of(Scope::Tags));
            self.contents.hash_all(&|name: &str| {
                if name.starts_with(PAYLOAD) {
                    &payload
                } else {
                    &tags
                }
            })?
        };
        let mut compared = Compared {
            problems: unknown,
            departures,
        };
        compare::compare(
            &compare::Bag {
                rules: &rules,
                manifests: &manifests,
                holes: &holes,
                labels: &labels,
                observed: &observed,
                unreadable: self.contents.unreadable(),
            },
            &mut compared,
        );
        let read = observed.values().flatten();
        let mut verification = Verification {
            files: read.clone().count() as u64,
            bytes: read.map(|hashed| hashed.bytes).sum(),
            algorithms: manifests.iter().map(|it| it.algorithm).collect(),
            is_ours: rules.are_ours,
            version: rules.version,
            form: self.contents.form(),
            problems: compared.problems,
            departures: compared.departures,
            oddities: self.contents.oddities().to_vec(),
        };
        if rules.are_ours {
            verification.hold_to_ours();
        }
        verification.problems.sort();
        verification.problems.dedup();
        verification.departures.sort();
        verification.departures.dedup();
        Ok(verification)
    }

    fn tag(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, Broken> {
        // a wrong checksum is found when everything is read
        let content = self.contents.read(name, limit)?;
        Ok(content.map(|(content, _)| content))
    }

    fn declaration(&self) -> Result<Declaration, Broken> {
        let path = || self.path.clone();
        let text = self.tag(BAGIT, LARGEST_TAG)?;
        let text = text.ok_or_else(|| Broken::NoFile {
            path: path(),
            name: BAGIT,
        })?;
        let mut declared =
            declaration::parse(&text).map_err(|flaw| Broken::Declaration { path: path(), flaw })?;
        if text != DECLARATION.as_bytes() {
            declared.customs.push(Custom::Declaration);
        }
        Ok(declared)
    }

    /// The labels of the bag, and what it is held to.
    fn rules(&self, declared: &Declaration) -> Result<(Vec<(String, String)>, Rules), Broken> {
        let mut labels = Vec::new();
        for name in [BAG_INFO, PACKAGE_INFO] {
            if name == PACKAGE_INFO && !declared.version.has_package_info() {
                continue;
            }
            if let Some(bytes) = self.tag(name, LARGEST_TAG)? {
                labels.extend(info::labels(&text::read(&bytes, &declared.encoding)));
            }
        }
        let names = self.contents.files().iter().map(|found| &*found.name);
        let rules = Rules {
            are_ours: maker::is_ours(names, &labels),
            version: declared.version,
            encoding: declared.encoding.clone(),
        };
        Ok((labels, rules))
    }

    /// Every manifest that can be computed, and those that cannot.
    fn manifests(
        &self,
        rules: &Rules,
        departures: &mut Vec<Departure>,
    ) -> Result<(Vec<Manifest>, Vec<Problem>), Broken> {
        let (mut manifests, mut unknown) = (Vec::new(), Vec::new());
        for found in self.contents.files() {
            let name = found.name.as_str();
            let Some((scope, algorithm)) = kind(name, rules) else {
                continue;
            };
            let Some(algorithm) = Algorithm::named(algorithm) else {
                unknown.push(Problem::new(ProblemKind::Unknown, name, ""));
                continue;
            };
            let bytes = self.tag(name, LARGEST_MANIFEST)?.unwrap_or_default();
            let manifest = manifest::parse(&bytes, name, (scope, algorithm), rules);
            let manifest = manifest.map_err(|faults| Broken::Manifest {
                path: self.path.clone(),
                name: name.into(),
                faults,
            })?;
            let customs = manifest.customs.iter().cloned();
            departures.extend(customs.map(|custom| Departure::new(name, custom)));
            let wanted = format!("{}-{}.txt", scope.prefix(), algorithm.key());
            if name != SM3_SUMS && name != wanted {
                departures.push(Departure::new(name, Custom::ManifestName { wanted }));
            }
            manifests.push(manifest);
        }
        let is_payload = |it: &Manifest| it.scope == Scope::Payload;
        let is_complete = if rules.are_ours {
            manifests.iter().any(|it| it.name == MANIFEST)
        } else {
            manifests.iter().any(is_payload) || !unknown.is_empty()
        };
        if is_complete {
            Ok((manifests, unknown))
        } else {
            let name = if rules.are_ours {
                MANIFEST
            } else {
                ANY_MANIFEST
            };
            let path = self.path.clone();
            Err(Broken::NoFile { path, name })
        }
    }

    fn holes(&self, rules: &Rules, departures: &mut Vec<Departure>) -> Result<Vec<Hole>, Broken> {
        let Some(bytes) = self.tag(FETCH, LARGEST_MANIFEST)? else {
            return Ok(Vec::new());
        };
        let (holes, customs) = fetch::parse(&bytes, rules).map_err(|faults| Broken::Manifest {
            path: self.path.clone(),
            name: FETCH.into(),
            faults,
        })?;
        departures.extend(customs.into_iter().map(|it| Departure::new(FETCH, it)));
        if rules.are_ours {
            departures.push(Departure::new(FETCH, Custom::Fetch));
        }
        Ok(holes)
    }
}

/// What is unusual about a declaration.
fn departures(declared: &Declaration, rules: &Rules) -> Vec<Departure> {
    let customs = declared.customs.iter();
    let customs = customs.filter(|it| rules.are_ours || **it != Custom::Declaration);
    customs
        .map(|custom| Departure::new(BAGIT, custom.clone()))
        .collect()
}

/// What a file lists, and by which algorithm, if it is a manifest.
fn kind<'a>(name: &'a str, rules: &Rules) -> Option<(Scope, &'a str)> {
    if name == SM3_SUMS && rules.are_ours {
        return Some((Scope::Payload, "sm3"));
    }
    let payload = manifest::payload_algorithm(name).map(|it| (Scope::Payload, it));
    payload.or_else(|| manifest::tag_algorithm(name).map(|it| (Scope::Tags, it)))
}

impl Verification {
    /// Makes a difference of whatever we would not have written.
    fn hold_to_ours(&mut self) {
        for departure in self.departures.drain(..) {
            let detail = departure.custom.to_string();
            let problem = Problem::new(ProblemKind::Form, &departure.path, detail);
            self.problems.push(problem);
        }
        if self.version != Version::RFC_8493 {
            let detail = format!("BagIt {}", self.version);
            self.problems
                .push(Problem::new(ProblemKind::Form, BAGIT, detail));
        }
        let mut reasons: Vec<String> = self.oddities.drain(..).map(|it| it.to_string()).collect();
        if matches!(self.form, super::Form::Tar | super::Form::TarGz) {
            reasons.insert(0, format!("是 {}，不是 ZIP", self.form));
        }
        if !reasons.is_empty() {
            let detail = reasons.join("；");
            self.problems
                .push(Problem::new(ProblemKind::Repacked, "", detail));
        }
    }
}
