//! Bags as other programs make them, built by hand, in each container.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::forge::{Entry, Zip};
use crate::package::algorithm::Hashers;
use crate::package::{Algorithm, Broken, Form, Verification, verify};

/// What a bag may lie in.
pub(super) const FORMS: [Form; 5] = [
    Form::Folder,
    Form::Package,
    Form::Zip,
    Form::Tar,
    Form::TarGz,
];

/// The value of bytes in hexadecimal digits.
pub(super) fn hex(algorithm: &str, bytes: &[u8]) -> String {
    let algorithm = Algorithm::named(algorithm).unwrap();
    let mut hashers = Hashers::new(&[algorithm]);
    hashers.update(bytes);
    hashers.finish().of(algorithm).unwrap().to_string()
}

/// A bag to be: its files by name.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl Made {
    /// A bag of another maker, of a version, with manifests of these algorithms.
    pub(super) fn new(version: &str, algorithms: &[&str]) -> Self {
        let mut made = Self {
            files: BTreeMap::new(),
        };
        made.put("data/询问笔录.txt", "问：……\n".as_bytes());
        made.put("data/照片/001.jpg", &[0xff, 0xd8, 0xff]);
        made.put("data/空.txt", b"");
        let declaration = format!("BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n");
        made.put("bagit.txt", declaration.as_bytes());
        made.put("bag-info.txt", "Contact-Name: 王某\n".as_bytes());
        made.list(algorithms);
        made
    }

    pub(super) fn put(&mut self, name: &str, bytes: &[u8]) {
        self.files.insert(name.into(), bytes.into());
    }

    /// Replaces words in a tag file.
    pub(super) fn edit(&mut self, name: &str, from: &str, to: &str) {
        let text = String::from_utf8(self.files[name].clone()).unwrap();
        assert!(text.contains(from), "{name}: {from}");
        self.put(name, text.replace(from, to).as_bytes());
    }

    /// Writes the manifests of these algorithms anew.
    pub(super) fn list(&mut self, algorithms: &[&str]) {
        for algorithm in algorithms {
            self.list_payload(algorithm);
        }
        self.list_tags(algorithms);
    }

    pub(super) fn list_payload(&mut self, algorithm: &str) {
        let lines = self.lines(algorithm, |name| name.starts_with("data/"));
        self.put(&format!("manifest-{algorithm}.txt"), lines.as_bytes());
    }

    pub(super) fn list_tags(&mut self, algorithms: &[&str]) {
        for algorithm in algorithms {
            let is_tag =
                |name: &str| !name.starts_with("data/") && !name.starts_with("tagmanifest");
            let lines = self.lines(algorithm, is_tag);
            self.put(&format!("tagmanifest-{algorithm}.txt"), lines.as_bytes());
        }
    }

    fn lines(&self, algorithm: &str, wanted: impl Fn(&str) -> bool) -> String {
        let wanted = self.files.iter().filter(|(name, _)| wanted(name));
        let lines = wanted.map(|(name, bytes)| format!("{}  {name}\n", hex(algorithm, bytes)));
        lines.collect::<Vec<_>>().concat()
    }

    /// Writes the bag into a directory, in a form.
    pub(super) fn write(&self, directory: &Path, form: Form) -> PathBuf {
        match form {
            Form::Folder => {
                let root = directory.join("bag");
                for (name, bytes) in &self.files {
                    let path = root.join(name);
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    fs::write(path, bytes).unwrap();
                }
                root
            }
            Form::Package | Form::Zip => {
                let path = directory.join("bag.zip");
                fs::write(&path, self.zip(form == Form::Zip)).unwrap();
                path
            }
            Form::Tar => {
                let path = directory.join("bag.tar");
                fs::write(&path, self.tar("bag/")).unwrap();
                path
            }
            Form::TarGz => {
                let path = directory.join("bag.tar.gz");
                fs::write(&path, gzip(&self.tar("bag/"))).unwrap();
                path
            }
        }
    }

    fn zip(&self, is_deflated: bool) -> Vec<u8> {
        let entries = self.files.iter().map(|(name, bytes)| {
            let mut entry = Entry::new(&format!("bag/{name}"), bytes);
            if is_deflated {
                entry.deflate();
            }
            entry
        });
        Zip::new(entries.collect()).bytes()
    }

    /// A tar of the files below a prefix.
    pub(super) fn tar(&self, prefix: &str) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, bytes) in &self.files {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            let name = format!("{prefix}{name}");
            builder.append_data(&mut header, name, &**bytes).unwrap();
        }
        builder.into_inner().unwrap()
    }

    /// Verifies the bag in a form.
    pub(super) fn verified(&self, form: Form) -> Result<Verification, Broken> {
        let directory: TempDir = tempfile::tempdir().unwrap();
        verify(&self.write(directory.path(), form))
    }
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Everything that was said of a bag, one line each.
pub(super) fn said(result: Result<Verification, Broken>) -> Vec<String> {
    match result {
        Err(broken) => vec![broken.to_string()],
        Ok(verification) => {
            let problems = verification.problems.iter().map(ToString::to_string);
            problems.collect()
        }
    }
}
