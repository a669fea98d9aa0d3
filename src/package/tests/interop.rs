//! Other programs read what we write. Where one is absent the test says so and passes.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};

use super::{item, sample, written};
use crate::package::{Bag, Existing, ProblemKind, verify, write_sidecar};

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

/// A tool that lies beside bagit.py, where that is told, or on the path.
fn beside_bagit(name: &str) -> OsString {
    let bagit = std::env::var_os("ANJUAN_BAGIT").map(std::path::PathBuf::from);
    let beside = bagit.map(|bagit| bagit.with_file_name(name));
    beside
        .filter(|path| path.is_file())
        .map_or_else(|| name.into(), Into::into)
}

/// A way to make a bag of the folder `bag`: a program and its arguments.
type Maker = (&'static str, &'static [&'static str]);

const PYTHON: &str = "
from pathlib import Path
from bagit_utils import Bag
Path('source').mkdir()
Path('bag').rename('source/data')
Bag.build_from(Path('source'), Path('bag'), baginfo={}, algorithms=['md5', 'sha512'])
";

const SHELL: &str = "
mkdir ../data && mv * ../data && mv ../data . &&
printf 'BagIt-Version: 0.97\\nTag-File-Character-Encoding: UTF-8\\n' > bagit.txt &&
find data -type f -exec sha1sum -b {} + > manifest-sha1.txt &&
sha1sum -b bagit.txt manifest-sha1.txt > tagmanifest-sha1.txt
";

const MAKERS: &[Maker] = &[
    ("bagit.py", &["--quiet", "bag"]),
    (
        "bagit.py",
        &["--quiet", "--md5", "--sha3_256", "--blake2b", "bag"],
    ),
    ("bdbag", &["--quiet", "bag"]),
    ("python", &["-c", PYTHON]),
    ("sh", &["-c", SHELL]),
];

/// Ways to put the folder `bag` into one file.
const PACKERS: &[(Maker, &str)] = &[
    (("zip", &["-qr", "bag.zip", "bag"]), "bag.zip"),
    (("zip", &["-q0r", "stored.zip", "bag"]), "stored.zip"),
    (
        ("7zz", &["a", "-bso0", "-tzip", "seven.zip", "bag"]),
        "seven.zip",
    ),
    (("bsdtar", &["-acf", "bsd.zip", "bag"]), "bsd.zip"),
    (
        ("python3", &["-m", "zipfile", "-c", "python.zip", "bag"]),
        "python.zip",
    ),
    (("tar", &["-cf", "bag.tar", "./bag"]), "bag.tar"),
    (
        ("tar", &["--format=pax", "-cf", "pax.tar", "bag"]),
        "pax.tar",
    ),
    (("tar", &["-czf", "bag.tar.gz", "bag"]), "bag.tar.gz"),
];

#[test]
fn bags_of_other_makers_verify_in_every_container() {
    for (number, (maker, arguments)) in MAKERS.iter().enumerate() {
        let directory = tempfile::tempdir().unwrap();
        let bag = directory.path().join("bag");
        for (name, bytes) in [
            ("照片/001.jpg", &[7_u8; 3000][..]),
            ("询问 笔录.txt", b"x"),
            ("100%.txt", b""),
        ] {
            let path = bag.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        let place = if *maker == "sh" {
            &bag
        } else {
            directory.path()
        };
        let program = if *maker == "sh" {
            "sh".into()
        } else {
            beside_bagit(maker)
        };
        let Some(output) = run(place, program, arguments) else {
            continue;
        };
        if !output.status.success() && *maker == "python" {
            skipped("bagit-utils", &output);
            continue;
        }
        assert_success(&output);
        let found = verify(&bag).unwrap();
        assert!(
            found.is_clean() && !found.is_ours,
            "{number} {maker}: {found:?}"
        );
        for ((packer, arguments), file) in PACKERS {
            if let Some(output) = run(directory.path(), *packer, arguments) {
                assert_success(&output);
                let found = verify(&directory.path().join(file)).unwrap();
                assert!(found.is_clean(), "{number} {maker} {file}: {found:?}");
            }
        }
        let photo = std::fs::read_dir(bag.join("data")).unwrap();
        let photo = photo
            .map(|it| it.unwrap().path())
            .find(|it| it.ends_with("100%.txt"));
        std::fs::write(photo.unwrap(), b"y").unwrap();
        let found = verify(&bag).unwrap();
        assert!(!found.is_clean(), "{number} {maker}: {found:?}");
    }
}

#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
fn skipped(name: &str, output: &Output) {
    eprintln!(
        "SKIPPED: {name}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_package_packed_again_by_another_program_is_intact_and_no_original() {
    for ((packer, arguments), file) in PACKERS {
        let (directory, _package) = written(&sample());
        let Some(output) = run(directory.path(), "unzip", &["-q", "package.zip"]) else {
            return;
        };
        assert_success(&output);
        let from = directory.path().join("2026-0012");
        std::fs::rename(&from, directory.path().join("bag")).unwrap();
        let Some(output) = run(directory.path(), *packer, arguments) else {
            continue;
        };
        assert_success(&output);
        let found = verify(&directory.path().join(file)).unwrap();
        let kinds: Vec<_> = found.problems.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [ProblemKind::Repacked], "{file}: {found:?}");
    }
}

#[test]
fn cksum_and_openssl_confirm_the_sm3_values() {
    let mut bag = awkward();
    bag.sm3 = true;
    let (directory, package) = written(&bag);
    assert!(verify(&package).unwrap().is_clean());
    let Some(output) = run(directory.path(), "unzip", &["-q", "package.zip"]) else {
        return;
    };
    assert_success(&output);
    let folder = directory.path().join("2026-0012");
    let sums = "anjuan/sm3sum.txt";
    if let Some(output) = run(
        &folder,
        "cksum",
        &["-a", "sm3", "-c", "--quiet", "--strict", sums],
    ) {
        assert_success(&output);
    }
    let file = "data/case.toml";
    if let Some(output) = run(&folder, "openssl", &["dgst", "-sm3", "-r", file]) {
        assert_success(&output);
        let digest = String::from_utf8_lossy(&output.stdout).into_owned();
        let digest = digest.split_whitespace().next().unwrap().to_owned();
        let listed = std::fs::read_to_string(folder.join(sums)).unwrap();
        assert!(
            listed.contains(&format!("{digest}  {file}\n")),
            "{digest}\n{listed}"
        );
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
