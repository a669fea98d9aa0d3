//! What a package holds beside the case, and what can be done with a package.

mod again;
mod inside;
mod mutants;
mod recipe;
mod shelf;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anjuan::package::Package;
use anjuan::store::sha256_hex;

use crate::cli::desk::Desk;

/// A package of an example, in a directory of its own: the ZIP, and the same unpacked.
pub struct Packed {
    pub desk: Desk,
    pub zip: PathBuf,
    pub folder: PathBuf,
}

impl Packed {
    /// Packs an example.
    pub fn of(example: &str, id: &str) -> Self {
        Self::with(example, id, &[], |_| ())
    }

    /// The same, after something was done in the workspace, with further arguments.
    pub fn with(example: &str, id: &str, more: &[&str], prepare: impl FnOnce(&Desk)) -> Self {
        let desk = Desk::with_all_examples();
        prepare(&desk);
        let target = format!("{id}.zip");
        let mut words = vec!["package", example, "-o", &target];
        words.extend(more);
        desk.run(&words).exits(0);
        let (zip, folder) = (desk.path(&target), desk.path(format!("解开/{id}")));
        unpack(&zip, &folder);
        Self { desk, zip, folder }
    }
}

/// Unpacks a package of small files.
pub fn unpack(zip: &Path, folder: &Path) {
    let reader = Package::open(zip).unwrap();
    for file in reader.entries() {
        let place = folder.join(&file.name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, reader.read(&file.name).unwrap()).unwrap();
    }
}

/// The files below a directory by name.
pub fn files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let named = files.map(|entry| {
        let name = entry.path().strip_prefix(folder).unwrap();
        (name.to_str().unwrap().to_owned(), entry.path().to_owned())
    });
    named.collect()
}

/// Makes the lists of a bag anew, as a careful forger would.
pub fn restamp(folder: &Path) {
    let is_list = |name: &str| name.contains("manifest-sha256.txt") && !name.contains('/');
    for (list, is_payload) in [
        ("manifest-sha256.txt", true),
        ("tagmanifest-sha256.txt", false),
    ] {
        let listed = files(folder).into_iter().filter(|(name, _)| {
            name.starts_with("data/") == is_payload && (!is_list(name) || !is_payload)
        });
        let listed = listed.filter(|(name, _)| name != "tagmanifest-sha256.txt");
        let lines = listed
            .map(|(name, path)| format!("{}  {name}\n", sha256_hex(&fs::read(path).unwrap())));
        let text: String = lines.collect();
        write(&folder.join(list), text.as_bytes());
    }
}

/// Writes a file anew; one that it shared with a copy stays as it was.
pub fn write(path: &Path, bytes: &[u8]) {
    let _ = fs::remove_file(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
