//! Other programs read what we write. Where one is absent the test says so and passes.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};

use super::{item, sample, written};
use crate::package::{Bag, Existing, write_sidecar};

/// The sample, with names that are allowed and that a careless program would stumble over.
fn awkward() -> Bag {
    let names = [
        "-rf.pdf",
        "a  b",
        "#备注",
        "~root",
        "$HOME",
        "`id`",
        "[1]",
        "a;b",
        "!",
        "'",
        "a&b",
        "𠮷",
        "零宽\u{200b}空格",
        "不换行\u{a0}空格",
        "\u{feff}x",
        ".hidden",
        "manifest-sha256.txt",
        "bagit.txt",
    ];
    let mut bag = sample();
    bag.payload
        .extend(names.map(|name| item(&format!("awkward/{name}"), name.as_bytes())));
    bag
}

/// Runs a program in a directory; `None` where it is not installed.
#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
fn run(directory: &Path, program: impl Into<OsString>, arguments: &[&str]) -> Option<Output> {
    let program = program.into();
    match Command::new(&program)
        .args(arguments)
        .current_dir(directory)
        .output()
    {
        Ok(output) => Some(output),
        Err(error) => {
            eprintln!("SKIPPED: {}: {error}", program.display());
            None
        }
    }
}

fn assert_success(output: &Output) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
}

#[test]
fn unzip_and_sha256sum_confirm_a_package() {
    let (directory, package) = written(&awkward());
    write_sidecar(&package, Existing::Refuse).unwrap();
    if let Some(output) = run(directory.path(), "sha256sum", &["-c", "package.zip.sha256"]) {
        assert_success(&output);
    }
    let Some(output) = run(directory.path(), "unzip", &["-q", "package.zip"]) else {
        return;
    };
    assert_success(&output);
    let folder = directory.path().join("2026-0012");
    for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        if let Some(output) = run(
            &folder,
            "sha256sum",
            &["-c", "--quiet", "--strict", manifest],
        ) {
            assert_success(&output);
        }
    }
}

#[test]
fn bagit_py_confirms_a_package() {
    let (directory, _package) = written(&awkward());
    let Some(output) = run(directory.path(), "unzip", &["-q", "package.zip"]) else {
        return;
    };
    assert_success(&output);
    let bagit = std::env::var_os("ANJUAN_BAGIT").unwrap_or_else(|| "bagit.py".into());
    if let Some(output) = run(directory.path(), bagit, &["--validate", "2026-0012"]) {
        assert_success(&output);
    }
}
