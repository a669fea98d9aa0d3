//! A copy of a case that somebody who can write everywhere changes by hand.

use std::fs;
use std::path::{Path, PathBuf};

use anjuan::store::sha256_hex;
use serde_json::Value;
use tempfile::TempDir;
use toml_edit::{DocumentMut, Item, Table, value};

use crate::cli::desk::copy;

/// The copy: its manifest and journal are held in memory until they are written.
pub struct Copy {
    dir: TempDir,
    name: String,
    pub manifest: DocumentMut,
    pub journal: Vec<String>,
}

impl Copy {
    /// Copies a workspace with one case.
    pub fn of(workspace: &Path, name: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::copy(
            workspace.join("anjuan.toml"),
            dir.path().join("anjuan.toml"),
        )
        .unwrap();
        copy(&workspace.join(name), &dir.path().join(name));
        let case = dir.path().join(name);
        let text = fs::read_to_string(case.join("case.toml")).unwrap();
        Self {
            manifest: text.parse().unwrap(),
            journal: lines(&case),
            name: name.to_owned(),
            dir,
        }
    }

    pub fn case(&self) -> PathBuf {
        self.dir.path().join(&self.name)
    }

    pub fn zip(&self) -> PathBuf {
        self.dir.path().join("包.zip")
    }

    /// The records that have a file and its digest.
    pub fn records(&self) -> Vec<usize> {
        let all = self.manifest["record"].as_array_of_tables().unwrap();
        let has_file = |table: &Table| table.contains_key("path") && table.contains_key("sha256");
        let listed = all.iter().enumerate();
        listed
            .filter(|(_, table)| has_file(table))
            .map(|(at, _)| at)
            .collect()
    }

    pub fn record(&mut self, at: usize) -> &mut Table {
        let all = self.manifest["record"].as_array_of_tables_mut().unwrap();
        all.get_mut(at).unwrap()
    }

    pub fn text(&self, at: usize, key: &str) -> String {
        let all = self.manifest["record"].as_array_of_tables().unwrap();
        let found = all.get(at).and_then(|table| table.get(key));
        found.and_then(Item::as_str).unwrap().to_owned()
    }

    pub fn file(&self, at: usize) -> PathBuf {
        self.case().join(self.text(at, "path"))
    }

    /// Makes the manifest tell the truth of a record's file.
    pub fn restate(&mut self, at: usize) {
        let bytes = fs::read(self.file(at)).unwrap();
        let record = self.record(at);
        record["sha256"] = value(sha256_hex(&bytes));
        record["size"] = value(i64::try_from(bytes.len()).unwrap());
    }

    /// The digest that the manifest will have.
    pub fn digest(&self) -> String {
        sha256_hex(self.manifest.to_string().as_bytes())
    }

    /// Writes manifest and journal.
    pub fn save(&self) {
        fs::write(self.case().join("case.toml"), self.manifest.to_string()).unwrap();
        fs::write(self.case().join("journal.jsonl"), self.journal.concat()).unwrap();
    }
}

/// The lines of a case's journal, each with its end.
pub fn lines(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("journal.jsonl")).unwrap();
    text.split_inclusive('\n').map(str::to_owned).collect()
}

/// A line of a journal with something in it changed.
pub fn changed(line: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut read: Value = serde_json::from_str(line).unwrap();
    change(&mut read);
    format!("{read}\n")
}

/// Chains lines anew, as somebody would who knows how.
pub fn chained(lines: &[String]) -> Vec<String> {
    let mut prev = "0".repeat(64);
    let mut done = Vec::new();
    for line in lines {
        let line = changed(line, |read| read["prev"] = prev.as_str().into());
        prev = sha256_hex(line.as_bytes());
        done.push(line);
    }
    done
}
