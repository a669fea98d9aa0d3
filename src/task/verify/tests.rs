//! Cases and packages that were tampered with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Kind, Verified, What, verify};
use crate::package as bags;
use crate::store::{JOURNAL, sha256_hex};
use crate::task::archive::tests::fixture::{Desk, ID, clerk};
use crate::task::archive::{Request, package};
use crate::task::open::Library;

/// What is said for ever of a case whose journal begins with what was there.
const BEGUN: &str = "操作日志 由现状建立，此前的来历无从知道，陈某，理由：建档（日志第 1 行）";

/// Notes without the day on which the test runs.
fn without_days(notes: &[String]) -> Vec<String> {
    let is_day = |word: &str| word.len() == 10 && word.starts_with("20");
    let words = |note: &String| {
        let parts = note.split('，').map(|part| {
            let kept = part.split(' ').filter(|word| !is_day(word));
            kept.collect::<Vec<_>>().join(" ")
        });
        parts.collect::<Vec<_>>().join("，")
    };
    notes.iter().map(words).collect()
}

const PAPER: &str = "documents/R02-确认决定书.pdf";

fn found(verified: &Verified) -> Vec<(What, &str)> {
    let problems = verified.problems.iter();
    problems
        .map(|problem| (problem.what, problem.path.as_str()))
        .collect()
}

type Tampering = fn(&Path);
type Wanted = &'static [(What, &'static str)];

fn append(path: PathBuf, text: &str) {
    let old = fs::read(&path).unwrap();
    fs::write(path, [&old, text.as_bytes()].concat()).unwrap();
}

fn replace(path: PathBuf, from: &str, to: &str) {
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// What is done to a case, and what is found.
const CASE: &[(Tampering, Wanted, u8)] = &[
    (|_| {}, &[], 0),
    (
        |dir| append(dir.join(PAPER), "x"),
        &[(What::Changed, PAPER)],
        1,
    ),
    (
        |dir| fs::remove_file(dir.join(PAPER)).unwrap(),
        &[(What::Missing, PAPER)],
        1,
    ),
    (
        |dir| fs::rename(dir.join(PAPER), dir.join("documents/x.pdf")).unwrap(),
        &[(What::Moved, PAPER)],
        1,
    ),
    (
        |dir| fs::write(dir.join("data.bin"), "x").unwrap(),
        &[(What::Added, "data.bin")],
        1,
    ),
    (
        |dir| append(dir.join("case.toml"), "\n# x\n"),
        &[(What::Changed, "case.toml")],
        1,
    ),
    (
        |dir| replace(dir.join("case.toml"), PAPER, "documents/x.pdf"),
        &[
            (What::Changed, "case.toml"),
            (What::Moved, "documents/x.pdf"),
            (What::Conflict, "documents/x.pdf"),
        ],
        1,
    ),
    (
        |dir| fs::remove_file(dir.join(JOURNAL)).unwrap(),
        &[(What::Broken, JOURNAL)],
        2,
    ),
    (
        |dir| fs::write(dir.join(JOURNAL), "").unwrap(),
        &[(What::Broken, JOURNAL)],
        2,
    ),
    (
        |dir| replace(dir.join(JOURNAL), "建档", "改过"),
        &[(What::Broken, JOURNAL)],
        2,
    ),
    (
        |dir| {
            replace(dir.join(JOURNAL), "建档", "改过");
            append(dir.join(PAPER), "x");
        },
        &[(What::Changed, PAPER), (What::Broken, JOURNAL)],
        2,
    ),
    (
        |dir| fs::write(dir.join("access.jsonl"), "{}\n").unwrap(),
        &[(What::Broken, "access.jsonl")],
        2,
    ),
    (
        |dir| fs::write(dir.join("case.toml"), "schema = \n").unwrap(),
        &[
            (What::Changed, "case.toml"),
            (What::Unreadable, "case.toml"),
        ],
        2,
    ),
];

#[test]
fn what_was_done_to_a_case_is_found_and_named() {
    for (at, (tamper, want, code)) in CASE.iter().enumerate() {
        let desk = Desk::new();
        desk.note("seal");
        tamper(&desk.case());
        let verified = verify(&desk.case());
        assert_eq!(verified.kind, Kind::Case);
        assert_eq!(
            (found(&verified), verified.code()),
            (want.to_vec(), *code),
            "{at}"
        );
    }
}

#[test]
fn a_hand_made_case_without_journal_is_compared_with_its_manifest() {
    let desk = Desk::bare(|text| text.replace("size = ", "# size = "));
    let verified = verify(&desk.case());
    assert_eq!(found(&verified), [(What::NoHistory, JOURNAL)]);
    assert_eq!(
        (verified.files, verified.code(), verified.head),
        (7, 1, None)
    );
}

#[test]
fn what_is_kept_elsewhere_or_is_a_draft_is_counted_as_not_verified() {
    let desk = Desk::with(|text| {
        text.replace("state = \"作废\"\nreason = \"过期\"", "state = \"草稿\"")
            .replace(
                "path = \"documents/R06-旧证照.pdf\"\n",
                "location = \"纸质:第1页\"\n",
            )
    });
    fs::remove_file(desk.case().join("documents/R06-旧证照.pdf")).unwrap();
    let verified = verify(&desk.case());
    assert!(verified.is_clean(), "{verified:?}");
    assert_eq!(
        (verified.files, &*without_days(&verified.notes)),
        (
            6,
            &[BEGUN.to_owned(), "1 件另存他处，未核验".to_owned()][..]
        )
    );
}

#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_file_is_not_followed() {
    let desk = Desk::new();
    let (paper, copy) = (desk.case().join(PAPER), desk.folder.path().join("副本"));
    fs::rename(&paper, &copy).unwrap();
    std::os::unix::fs::symlink(&copy, &paper).unwrap();
    let verified = verify(&desk.case());
    assert_eq!(found(&verified), [(What::Changed, PAPER)]);
}

/// A package, and the same unpacked by the system's own program; none where it has none.
fn unpacked(desk: &Desk) -> Option<(PathBuf, PathBuf)> {
    let packed = package(
        &Library::default(),
        &desk.case(),
        &Request::default(),
        &clerk(),
    )
    .unwrap();
    let folder = desk.folder.path().join("解开");
    let unzip = Command::new("unzip")
        .arg("-q")
        .arg(&packed.path)
        .arg("-d")
        .arg(&folder)
        .status();
    unzip
        .is_ok_and(|status| status.success())
        .then(|| (packed.path, folder.join(ID)))
}

/// What is done to an unpacked package.
const BAG: &[(Tampering, Wanted, u8)] = &[
    (|_| {}, &[], 0),
    (
        |dir| append(dir.join("data").join(PAPER), "x"),
        &[
            (What::Conflict, "bag-info.txt"),
            (What::Changed, "data/documents/R02-确认决定书.pdf"),
        ],
        1,
    ),
    (
        |dir| fs::rename(dir.join("data").join(PAPER), dir.join("data/x.pdf")).unwrap(),
        &[(What::Moved, "data/documents/R02-确认决定书.pdf")],
        1,
    ),
    (
        |dir| fs::write(dir.join("anjuan/x"), "x").unwrap(),
        &[(What::Added, "anjuan/x")],
        1,
    ),
    (
        |dir| append(dir.join("anjuan/卷内备考表.html"), "x"),
        &[(What::Changed, "anjuan/卷内备考表.html")],
        1,
    ),
    (
        |dir| fs::remove_file(dir.join("manifest-sha256.txt")).unwrap(),
        &[(What::Broken, "")],
        2,
    ),
    (
        |dir| {
            replace(dir.join("data/journal.jsonl"), "建档", "改过");
            restamp(dir, "data/journal.jsonl");
        },
        &[(What::Broken, "data/journal.jsonl")],
        2,
    ),
    (
        |dir| {
            let path = dir.join("data/journal.jsonl");
            let text = fs::read_to_string(&path).unwrap();
            let first = text.find('\n').unwrap() + 1;
            fs::write(path, &text[..first]).unwrap();
            restamp(dir, "data/journal.jsonl");
        },
        &[
            (What::Conflict, "anjuan/"),
            (What::Conflict, "bag-info.txt"),
            (What::Conflict, "bag-info.txt"),
            (What::Conflict, "data/journal.jsonl"),
        ],
        1,
    ),
    (
        |dir| {
            replace(dir.join("data").join(PAPER), "确认", "否认");
            restamp(dir, &format!("data/{PAPER}"));
        },
        &[(What::Conflict, "data/documents/R02-确认决定书.pdf")],
        1,
    ),
    (
        |dir| {
            replace(dir.join("data/case.toml"), "吴某", "郑某");
            restamp(dir, "data/case.toml");
        },
        &[
            (What::Conflict, "data/case.toml"),
            (What::Conflict, "data/journal.jsonl"),
        ],
        1,
    ),
];

/// Makes the bag's manifests fit a file that was changed, as a careful forger would.
fn restamp(dir: &Path, name: &str) {
    for (list, name) in [
        ("manifest-sha256.txt", name),
        ("tagmanifest-sha256.txt", "manifest-sha256.txt"),
    ] {
        let text = fs::read_to_string(dir.join(list)).unwrap();
        let digest = sha256_hex(&fs::read(dir.join(name)).unwrap());
        let lines = text.lines().map(|line| match line.split_once("  ") {
            Some((_, listed)) if listed == name => format!("{digest}  {name}\n"),
            _ => format!("{line}\n"),
        });
        fs::write(dir.join(list), lines.collect::<String>()).unwrap();
    }
}

#[test]
fn what_was_done_to_a_package_is_found_and_named() {
    for (at, (tamper, want, code)) in BAG.iter().enumerate() {
        let desk = Desk::new();
        desk.note("seal");
        let Some((zip, folder)) = unpacked(&desk) else {
            return;
        };
        tamper(&folder);
        let verified = verify(&folder);
        assert_eq!(verified.kind, Kind::Package);
        assert_eq!(
            (found(&verified), verified.code()),
            (want.to_vec(), *code),
            "{at} {verified:?}"
        );
        assert!(verify(&zip).is_clean(), "the packed one is as it was");
    }
}

#[test]
fn a_damaged_zip_and_what_is_no_package_cannot_be_compared() {
    let desk = Desk::new();
    let packed = package(
        &Library::default(),
        &desk.case(),
        &Request::default(),
        &clerk(),
    )
    .unwrap();
    let bytes = fs::read(&packed.path).unwrap();
    fs::write(&packed.path, &bytes[..bytes.len() - 1]).unwrap();
    let text = desk.folder.path().join("便条.txt");
    fs::write(&text, "x").unwrap();
    for path in [
        packed.path,
        text,
        desk.folder.path().join("没有"),
        desk.folder.path().to_owned(),
    ] {
        assert_eq!(verify(&path).code(), 2, "{}", path.display());
    }
}

/// A package with SM3 values.
fn packed(desk: &Desk) -> PathBuf {
    let request = Request {
        sm3: true,
        ..Request::default()
    };
    let packed = package(&Library::default(), &desk.case(), &request, &clerk());
    packed.unwrap().path
}

#[test]
fn the_digest_beside_a_package_is_compared() {
    let desk = Desk::new();
    desk.note("seal");
    let zip = packed(&desk);
    let verified = verify(&zip);
    assert!(verified.is_clean(), "{verified:?}");
    assert_eq!(verified.algorithms, ["sha256", "sm3"]);
    assert!(
        verified
            .bag
            .as_deref()
            .is_some_and(|bag| bag.contains("anjuan 归档包"))
    );
    let is_told = |note: &String| note.contains("相符，SHA-256 值为");
    assert_eq!(
        verified.notes.iter().filter(|note| is_told(note)).count(),
        1
    );
    let mut beside = zip.clone().into_os_string();
    beside.push(".sha256");
    for text in ["", "x\n", &format!("{}  {ID}.zip\n", "0".repeat(64))] {
        fs::write(&beside, text).unwrap();
        let verified = verify(&zip);
        assert_eq!(found(&verified), [(What::Conflict, ".sha256")], "{text:?}");
        assert_eq!(verified.code(), 1);
    }
    fs::remove_file(&beside).unwrap();
    assert!(verify(&zip).is_clean(), "none need be there");
}

#[test]
fn a_package_that_was_packed_again_is_no_original_and_intact() {
    let desk = Desk::new();
    desk.note("seal");
    let zip = packed(&desk);
    let bag = bags::Package::open(&zip).unwrap();
    let tar = desk.folder.path().join("again.tar");
    let tarred = |damage: Option<&str>| {
        let mut builder = tar::Builder::new(Vec::new());
        for entry in bag.entries() {
            let mut bytes = bag.read(&entry.name).unwrap();
            if damage == Some(&entry.name) {
                bytes[0] ^= 1;
            }
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            let name = format!("{ID}/{}", entry.name);
            builder.append_data(&mut header, name, &*bytes).unwrap();
        }
        fs::write(&tar, builder.into_inner().unwrap()).unwrap();
        verify(&tar)
    };
    let verified = tarred(None);
    assert_eq!(found(&verified), [(What::Repacked, "")], "{verified:?}");
    assert!(verified.is_only_repacked() && verified.code() == 1);
    let verified = tarred(Some("data/documents/R02-确认决定书.pdf"));
    assert!(!verified.is_only_repacked(), "{verified:?}");
    let changed = (What::Changed, "data/documents/R02-确认决定书.pdf");
    assert!(found(&verified).contains(&changed), "{verified:?}");
}

#[test]
fn sm3_values_that_are_wrong_are_named() {
    let desk = Desk::new();
    desk.note("seal");
    let zip = packed(&desk);
    let folder = desk.folder.path().join("解开");
    let bag = bags::Package::open(&zip).unwrap();
    for entry in bag.entries() {
        let path = folder.join(&entry.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bag.read(&entry.name).unwrap()).unwrap();
    }
    assert!(verify(&folder).is_clean());
    let sums = folder.join("anjuan/sm3sum.txt");
    let text = fs::read_to_string(&sums).unwrap();
    let (first, rest) = text.split_at(1);
    let other = if first == "0" { "1" } else { "0" };
    fs::write(&sums, format!("{other}{rest}")).unwrap();
    let list = folder.join("tagmanifest-sha256.txt");
    let digest = sha256_hex(&fs::read(&sums).unwrap());
    let text = fs::read_to_string(&list).unwrap();
    let lines = text.lines().map(|line| match line.split_once("  ") {
        Some((_, "anjuan/sm3sum.txt")) => format!("{digest}  anjuan/sm3sum.txt\n"),
        _ => format!("{line}\n"),
    });
    fs::write(&list, lines.collect::<Vec<_>>().concat()).unwrap();
    let verified = verify(&folder);
    assert_eq!(
        found(&verified),
        [(What::Changed, "data/case.toml")],
        "{verified:?}"
    );
    assert!(verified.problems[0].message.contains("SM3 值为"));
}
