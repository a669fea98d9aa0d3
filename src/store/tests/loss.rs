//! The power fails after every step, and all that was not made durable is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::scenario::{Measure, SCENARIOS, Scenario, copy_of, faults, named};
use super::support::{Desk, directories, tree};
use super::trace::{Fault, Taken, run};
use crate::store::TEMP_PREFIX;

/// A disk that knows what is durable: of each file its content, of each directory its names.
#[derive(Default)]
struct Disk {
    names: BTreeMap<PathBuf, usize>,
    durable_names: BTreeMap<PathBuf, usize>,
    directories: BTreeSet<PathBuf>,
    durable_directories: BTreeSet<PathBuf>,
    contents: Vec<Content>,
}

#[derive(Default, Clone)]
struct Content {
    now: Vec<u8>,
    durable: Vec<u8>,
}

impl Disk {
    /// A disk on which all is durable.
    fn of(root: &Path) -> Self {
        let mut disk = Self::default();
        disk.directories.extend(directories(root));
        disk.durable_directories = disk.directories.clone();
        for (path, now) in tree(root) {
            disk.names.insert(path.into(), disk.contents.len());
            disk.contents.push(Content {
                durable: now.clone(),
                now,
            });
        }
        disk.durable_names = disk.names.clone();
        disk
    }

    fn content(&mut self, path: &Path) -> &mut Content {
        &mut self.contents[self.names[path]]
    }

    fn take(&mut self, step: &Taken, root: &Path) {
        let below = |path: &Path| path.strip_prefix(root).unwrap().to_owned();
        match step {
            Taken::MakeDir(path) => drop(self.directories.insert(below(path))),
            Taken::Create(path) => {
                self.names.insert(below(path), self.contents.len());
                self.contents.push(Content::default());
            }
            Taken::Write(path, bytes) => self.content(&below(path)).now.extend(bytes),
            Taken::Cut(path, length) => {
                self.content(&below(path))
                    .now
                    .truncate(usize::try_from(*length).unwrap());
            }
            Taken::Mode(_) => {}
            Taken::Sync(path) => {
                let content = self.content(&below(path));
                content.durable = content.now.clone();
            }
            Taken::SyncDir(path) => self.sync_names(&below(path)),
            Taken::Rename(from, to) => {
                let content = self.names.remove(&below(from)).unwrap();
                self.names.insert(below(to), content);
            }
            Taken::Remove(path) => drop(self.names.remove(&below(path))),
        }
    }

    fn sync_names(&mut self, directory: &Path) {
        let inside = |path: &Path| path.parent() == Some(directory);
        self.durable_names.retain(|path, _| !inside(path));
        let names = self.names.iter().filter(|(path, _)| inside(path));
        self.durable_names
            .extend(names.map(|(path, at)| (path.clone(), *at)));
        let made = self.directories.iter().filter(|path| inside(path));
        self.durable_directories.extend(made.cloned());
    }

    /// What is there once the power is back.
    fn after_loss(&self) -> Desk {
        let desk = Desk::new();
        for directory in &self.durable_directories {
            let above = desk.root().join(directory);
            if above.parent().is_some_and(Path::is_dir) {
                fs::create_dir_all(above).unwrap();
            }
        }
        for (path, at) in &self.durable_names {
            let path = desk.root().join(path);
            if path.parent().is_some_and(Path::is_dir) {
                fs::write(path, &self.contents[*at].durable).unwrap();
            }
        }
        desk
    }
}

type Keep = fn(&Taken) -> bool;

/// Fails the power after each step that a program takes which leaves some steps out.
fn losses(scenario: &Scenario, measure: &Measure, keep: Keep) -> Vec<String> {
    let desk = copy_of(&measure.before);
    let (outcome, taken) = run(Fault::Never, || (scenario.run)(desk.root()));
    outcome.unwrap();
    let taken: Vec<Taken> = taken.into_iter().filter(keep).collect();
    let mut found = Vec::new();
    let mut medium = Disk::of(measure.before.root());
    for at in 0..=taken.len() {
        let done = at == taken.len();
        let after = medium.after_loss();
        let wrong = faults(scenario, measure, &after, done);
        found.extend(
            wrong
                .into_iter()
                .map(|what| format!("{} {at}：{what}", scenario.name)),
        );
        if let Some(step) = taken.get(at) {
            medium.take(step, desk.root());
        }
    }
    found
}

#[test]
fn a_power_cut_after_any_step_loses_nothing_that_was_confirmed() {
    for scenario in &SCENARIOS {
        let measure = Measure::of(scenario);
        let found = losses(scenario, &measure, |_| true);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn a_missing_fsync_is_found_out() {
    let mutants: [(&str, Keep); 6] = [
        (
            "日志",
            |step| !matches!(step, Taken::Sync(p) if p.ends_with("journal.jsonl")),
        ),
        ("文件", |step| !matches!(step, Taken::Sync(p) if is_temp(p))),
        (
            "目录",
            |step| !matches!(step, Taken::SyncDir(p) if p.ends_with("recordings")),
        ),
        (
            "新目录",
            |step| !matches!(step, Taken::SyncDir(p) if p.ends_with("documents")),
        ),
        (
            "清单",
            |step| !matches!(step, Taken::Sync(p) if p.ends_with("next.toml")),
        ),
        (
            "清单之名",
            |step| !matches!(step, Taken::SyncDir(p) if p.ends_with(".anjuan")),
        ),
    ];
    let scenario = named("收录");
    let measure = Measure::of(scenario);
    for (what, keep) in mutants {
        assert!(!losses(scenario, &measure, keep).is_empty(), "{what}");
    }
}

fn is_temp(path: &Path) -> bool {
    path.file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .starts_with(TEMP_PREFIX)
}
