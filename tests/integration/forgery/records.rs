//! What is done to a record, its file and the manifest. Each gives `false` where it does not apply.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use toml_edit::value;

use super::copy::Copy;

/// Does something to a record, perhaps with another one.
pub type Forgery = fn(&mut Copy, usize, usize) -> bool;

/// Everything that is done, with its name.
pub const FORGERIES: &[(&str, Forgery)] = &[
    ("file exchanged", exchange),
    ("digest edited", edit_digest),
    ("dropped", drop_record),
    ("id reused", reuse_id),
    ("path changed", change_path),
    ("swapped with another", swap),
    ("state changed", change_state),
];

fn writable(path: &Path) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    #[allow(
        clippy::permissions_set_readonly_false,
        reason = "a copy of a test's own"
    )]
    permissions.set_readonly(false);
    fs::set_permissions(path, permissions).unwrap();
}

fn exchange(copy: &mut Copy, at: usize, _: usize) -> bool {
    let path = copy.file(at);
    writable(&path);
    let mut file = OpenOptions::new().append(true).open(path).unwrap();
    file.write_all(b"%").unwrap();
    copy.restate(at);
    true
}

fn edit_digest(copy: &mut Copy, at: usize, _: usize) -> bool {
    let digest = copy.text(at, "sha256");
    let (first, rest) = digest.split_at(1);
    let other = if first == "0" { "1" } else { "0" };
    copy.record(at)["sha256"] = value(format!("{other}{rest}"));
    true
}

fn drop_record(copy: &mut Copy, at: usize, _: usize) -> bool {
    fs::remove_file(copy.file(at)).unwrap();
    let all = copy.manifest["record"].as_array_of_tables_mut().unwrap();
    all.remove(at);
    true
}

/// The record's id goes to another record, and the other's to it.
fn reuse_id(copy: &mut Copy, at: usize, other: usize) -> bool {
    let (one, two) = (copy.text(at, "id"), copy.text(other, "id"));
    copy.record(at)["id"] = value(two);
    copy.record(other)["id"] = value(one);
    at != other
}

fn change_path(copy: &mut Copy, at: usize, _: usize) -> bool {
    let path = copy.text(at, "path");
    let (folder, _) = path.rsplit_once('/').unwrap();
    let new = format!("{folder}/换了名字的.bin");
    fs::rename(copy.file(at), copy.case().join(&new)).unwrap();
    copy.record(at)["path"] = value(new);
    true
}

/// Two files change places, and the manifest follows.
fn swap(copy: &mut Copy, at: usize, other: usize) -> bool {
    let (one, two) = (copy.file(at), copy.file(other));
    let (first, second) = (fs::read(&one).unwrap(), fs::read(&two).unwrap());
    if first == second {
        return false;
    }
    for (path, bytes) in [(one, second), (two, first)] {
        writable(&path);
        fs::write(path, bytes).unwrap();
    }
    copy.restate(at);
    copy.restate(other);
    true
}

/// Only where the journal told of the state; lines of earlier versions do not.
fn change_state(copy: &mut Copy, at: usize, _: usize) -> bool {
    let id = copy.text(at, "id");
    let told = copy.journal.iter().any(|line| {
        let read: serde_json::Value = serde_json::from_str(line).unwrap();
        let records = read["data"]["records"].as_array().cloned();
        let mut records = records.into_iter().flatten();
        records.any(|record| record["id"] == id.as_str() && record["state"].is_string())
    });
    let record = copy.record(at);
    let is_void = record.get("state").is_some();
    record["state"] = value(if is_void { "定稿" } else { "作废" });
    record["reason"] = value("误存");
    told
}
