//! A manifest of lines, trees of files, and short ways to write a case.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use walkdir::WalkDir;

use crate::store::{
    Actor, Change, Committed, Outline, Reader, Recorded, StoreError, TEMP_PREFIX, begin, commit,
    entries,
};

/// Reads manifests of lines: `R01 path sha256 size`, with `-` for what is not said.
pub(super) struct Lines;

impl Reader for Lines {
    fn outline(&self, text: &[u8]) -> Result<Outline, String> {
        let text = std::str::from_utf8(text).map_err(|error| error.to_string())?;
        let mut outline = Outline::default();
        for line in text.trim_start_matches('\u{feff}').lines() {
            let mut words = line.split_whitespace();
            let id = match words.next() {
                None | Some("#") => continue,
                Some("!") => return Err("第 1 行有误".to_owned()),
                Some(id) => id.to_owned(),
            };
            let mut word = || words.next().filter(|word| *word != "-").map(str::to_owned);
            let recorded = Recorded {
                path: word(),
                sha256: word(),
                size: word().and_then(|size| size.parse().ok()),
                state: None,
            };
            outline.ids.push(id.clone());
            if !recorded.is_empty() {
                outline.files.insert(id, recorded);
            }
        }
        Ok(outline)
    }

    /// Leaves the nonce out, so that a write order that is done again leads to the same bytes.
    fn mark(&self, text: &str, _: &str) -> Result<String, String> {
        let is_marked = text.contains(MARK);
        let mark = if is_marked { "" } else { MARK };
        Ok(format!("{text}{mark}"))
    }
}

/// The line that says that there is a journal.
pub(super) const MARK: &str = "# 有日志\n";

pub(super) fn clerk() -> Actor {
    Actor::flag("李某")
}

/// A folder with room for a case and its sources.
pub(super) struct Desk {
    pub(super) folder: tempfile::TempDir,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A desk with a case that was begun.
    pub(super) fn with_case() -> Self {
        let desk = Self::new();
        start(&desk.case()).unwrap();
        desk
    }

    pub(super) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn case(&self) -> PathBuf {
        self.root().join("案卷")
    }

    pub(super) fn source(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.root().join(name);
        fs::write(&path, content).unwrap();
        path
    }
}

pub(super) fn start(case: &Path) -> Result<Committed, StoreError> {
    begin(case, "# 案卷\nE01\n", "new", Map::new(), &Lines, &clerk())
}

pub(super) fn write(case: &Path, change: Change) -> Result<Committed, StoreError> {
    commit(case, change, &Lines, &clerk())
}

pub(super) fn note(case: &Path) -> Result<Committed, StoreError> {
    write(case, Change::new("note"))
}

/// A change that takes content in and lists it.
pub(super) fn adding(id: &'static str, path: &str, content: &[u8]) -> Change {
    let source = crate::store::Source::Bytes(content.to_vec());
    Change::new("add")
        .evidence(source, path, false)
        .edit(move |text, stored| {
            let lines: Vec<String> = stored
                .iter()
                .map(|one| format!("{id} {} {} {}\n", one.path, one.sha256, one.size))
                .collect();
            Ok(format!("{text}{}", lines.concat()))
        })
}

pub(super) type Tree = BTreeMap<String, Vec<u8>>;

/// All files below a directory, by their paths.
pub(super) fn tree(root: &Path) -> Tree {
    WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry
                .path()
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// All directories below a directory.
pub(super) fn directories(root: &Path) -> Vec<PathBuf> {
    WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_dir())
        .map(|entry| entry.path().strip_prefix(root).unwrap().to_owned())
        .collect()
}

/// Copies a tree with its directories.
pub(super) fn copy_tree(from: &Path, to: &Path) {
    for entry in WalkDir::new(from).min_depth(1) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir(target).unwrap();
        } else {
            fs::write(target, fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}

pub(super) type Told = Vec<(String, Value)>;

/// Kinds and data of a journal's lines, without what differs from run to run.
pub(super) fn told(path: &Path) -> Told {
    let Ok(lines) = entries(path) else {
        return Vec::new();
    };
    lines
        .map_while(Result::ok)
        .map(|entry| {
            let mut data = entry.line.data;
            data.shift_remove("nonce");
            data.shift_remove("clock");
            (entry.line.kind, data.into())
        })
        .filter(|(kind, _)| kind != "recover")
        .collect()
}

/// What a run ends in, without locks, the memory of the last line, half-written files and what a recovery kept.
pub(super) fn outcome(case: &Path) -> (Tree, Told, Told) {
    let mut files = tree(case);
    files.retain(|path, _| {
        let own = [
            "journal.jsonl",
            "access.jsonl",
            ".anjuan/lock",
            ".anjuan/head",
        ];
        !own.contains(&path.as_str())
            && !path.starts_with(".anjuan/quarantine/")
            && !path.rsplit('/').next().unwrap().starts_with(TEMP_PREFIX)
    });
    (
        files,
        told(&case.join("journal.jsonl")),
        told(&case.join("access.jsonl")),
    )
}
