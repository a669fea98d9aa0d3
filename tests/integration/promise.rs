//! What README promises under "What the digests prove": each sentence is played.

use std::fs;
use std::path::Path;

use anjuan::store::sha256_hex;

use crate::cli::desk::{Desk, copy};
use crate::forgery::copy::{Copy, chained, changed, lines};
use crate::packages::{restamp, unpack};

/// The case, its record's file, and its package.
const CASE: &str = "simple-case";
const ID: &str = "2026-0030";

/// Does something to the case or its package, and gives what `verify` says.
type Play = fn(&Desk) -> String;
/// Does something, and says itself what must come out.
type Scene = fn(&Desk);

/// What is promised to be found, and how it is played. Each gives the lines of `verify`.
const FOUND: &[(&str, &[Play])] = &[
    (
        "a file that was changed, lost, added or renamed;",
        &[
            |desk| told(desk, &format!("echo x >> {CASE}/{}", paper(desk))),
            |desk| told(desk, &format!("rm {CASE}/{}", paper(desk))),
            |desk| told(desk, &format!("echo x > {CASE}/data-x.pdf")),
            |desk| told(desk, &format!("mv {CASE}/{} {CASE}/x.pdf", paper(desk))),
        ],
    ),
    (
        "a line that was edited, removed or moved;",
        &[
            |desk| told(desk, &format!("sed -i 2s/陈某/李某/ {CASE}/journal.jsonl")),
            |desk| told(desk, &format!("sed -i 3d {CASE}/journal.jsonl")),
            |desk| {
                told(
                    desk,
                    &format!("sed -i '3{{h;d}};4{{G}}' {CASE}/journal.jsonl"),
                )
            },
        ],
    ),
    (
        "evidence that was exchanged, dropped or renamed together with its entry in the manifest, even where the last line was made to fit;",
        &[
            |desk| {
                forged(desk, |copy, at| {
                    fs::write(copy.file(at), "另一份").unwrap();
                    copy.restate(at);
                })
            },
            |desk| {
                forged(desk, |copy, at| {
                    fs::remove_file(copy.file(at)).unwrap();
                    let all = copy.manifest["record"].as_array_of_tables_mut().unwrap();
                    all.remove(at);
                })
            },
            |desk| {
                forged(desk, |copy, at| {
                    fs::rename(copy.file(at), copy.case().join("documents/x.pdf")).unwrap();
                    copy.record(at)["path"] = toml_edit::value("documents/x.pdf");
                })
            },
        ],
    ),
    (
        "a journal that is gone or empty, or that is the journal of another case;",
        &[
            |desk| told(desk, &format!("rm {CASE}/journal.jsonl")),
            |desk| told(desk, &format!(": > {CASE}/journal.jsonl")),
            |desk| told(desk, &format!("cp no-penalty-case/journal.jsonl {CASE}/")),
        ],
    ),
    (
        "where the case was last written: an end that was cut off, and the journal of a copy that went its own way;",
        &[
            |desk| {
                let early = desk.path("early");
                copy(&desk.path(CASE), &early);
                desk.sh(&format!("anjuan set {CASE} case.unit=执法三科"))
                    .exits(0);
                told(
                    desk,
                    &format!("cp early/case.toml early/journal.jsonl {CASE}/"),
                )
            },
            |desk| {
                fs::create_dir(desk.path("别处")).unwrap();
                copy(&desk.path(CASE), &desk.path("别处/副本"));
                desk.sh(&format!("anjuan set ./{CASE} case.unit=执法三科"))
                    .exits(0);
                desk.sh("anjuan set 别处/副本 case.unit=执法四科").exits(0);
                told(
                    desk,
                    &format!("cp 别处/副本/case.toml 别处/副本/journal.jsonl {CASE}/"),
                )
            },
        ],
    ),
    (
        "in a package: a page, a label, a list or a rulebook that is not what the case in it gives.",
        &[
            |desk| repacked(desk, "anjuan/卷内备考表.html"),
            |desk| repacked(desk, "bag-info.txt"),
            |desk| repacked(desk, "anjuan/卷内文件目录.csv"),
            |desk| repacked(desk, "anjuan/templates/sanming/rules.toml"),
        ],
    ),
];

/// What is said not to be found without a digest kept elsewhere; with it, what comes out.
const KEPT: &[(&str, Scene)] = &[
    (
        "a journal that was made up anew from its first line, with every digest in it;",
        |desk| {
            let head = head(desk);
            made_up(desk);
            desk.sh(&format!("anjuan verify {CASE}")).exits(0);
            let ran = desk
                .sh(&format!("anjuan verify {CASE} --head {head}"))
                .exits(1);
            assert!(ran.out.contains("这个摘要不在本案日志中"), "{}", ran.out);
        },
    ),
    (
        "an end that was cut off together with all that came of it, in a copy without `.anjuan/`;",
        |desk| {
            copy(&desk.path(CASE), &desk.path("early"));
            desk.sh(&format!("anjuan set {CASE} case.unit=执法三科"))
                .exits(0);
            let head = head(desk);
            desk.sh(&format!(
                "cp early/case.toml early/journal.jsonl {CASE}/ && rm -r {CASE}/.anjuan"
            ))
            .exits(0);
            desk.sh(&format!("anjuan verify {CASE}")).exits(0);
            let ran = desk
                .sh(&format!("anjuan verify {CASE} --head {head}"))
                .exits(1);
            assert!(ran.out.contains("这个摘要不在本案日志中"), "{}", ran.out);
        },
    ),
    (
        "that a digest was brought along with the case by whoever made up the journal.",
        |desk| {
            made_up(desk);
            let brought = head(desk);
            let ran = desk
                .sh(&format!("anjuan verify {CASE} --head {brought}"))
                .exits(0);
            assert!(ran.out.contains("日志末行就是它"), "{}", ran.out);
        },
    ),
];

fn desk() -> Desk {
    let desk = Desk::with_all_examples();
    desk.sh(&format!("anjuan set {CASE} case.unit=执法二科"))
        .exits(0);
    desk
}

/// The path of the first record that has a file.
fn paper(desk: &Desk) -> String {
    let copy = Copy::of(&desk.path(""), CASE);
    copy.text(copy.records()[0], "path")
}

fn head(desk: &Desk) -> String {
    let lines = lines(&desk.path(CASE));
    sha256_hex(lines.last().unwrap().as_bytes())
}

/// Does something in a shell, and gives what `verify` says.
fn told(desk: &Desk, line: &str) -> String {
    desk.sh(line).exits(0);
    let ran = desk.sh(&format!("anjuan verify {CASE}"));
    assert_ne!(ran.code, 0, "{line}: {}", ran.out);
    ran.out
}

/// Changes a record with its file, and makes the last line fit.
fn forged(desk: &Desk, forge: fn(&mut Copy, usize)) -> String {
    let mut copy = Copy::of(&desk.path(""), CASE);
    let at = copy.records()[0];
    forge(&mut copy, at);
    let digest = copy.digest();
    let last = copy.journal.pop().unwrap();
    copy.journal.push(changed(&last, |read| {
        read["data"]["manifest"]["to"] = digest.as_str().into();
    }));
    copy.save();
    let verified = anjuan::task::verify::verify(&copy.case());
    assert_ne!(verified.code(), 0);
    format!("{:?}", verified.problems)
}

/// Changes a file of a package and makes its lists anew.
fn repacked(desk: &Desk, name: &str) -> String {
    let zip = desk.path("包.zip");
    desk.sh(&format!("anjuan package {CASE} -o 包.zip"))
        .exits(0);
    let folder = desk.path("改").join(ID);
    unpack(&zip, &folder);
    let file = folder.join(name);
    let text = fs::read_to_string(&file).unwrap();
    let other = if name.contains("/templates/") {
        format!("{text}\n# 另一行\n")
    } else {
        text.replacen("2026", "2027", 1)
    };
    assert_ne!(other, text, "{name}");
    fs::write(&file, other).unwrap();
    restamp(&folder);
    let ran = desk.run(["verify", &format!("改/{ID}")]).exits(1);
    assert!(ran.out.contains(name), "{name}: {}", ran.out);
    ran.out
}

/// Exchanges a file and makes up the whole journal so that it always was so.
fn made_up(desk: &Desk) {
    let mut made = Copy::of(&desk.path(""), CASE);
    let at = made.records()[0];
    let (was, old) = (made.text(at, "sha256"), made.digest());
    let size = fs::metadata(made.file(at)).unwrap().len();
    fs::write(made.file(at), vec![b'x'; usize::try_from(size).unwrap()]).unwrap();
    made.restate(at);
    let (now, new) = (made.text(at, "sha256"), made.digest());
    let lines = made.journal.iter();
    let lines: Vec<String> = lines
        .map(|line| line.replace(&was, &now).replace(&old, &new))
        .collect();
    made.journal = chained(&lines);
    made.save();
    let place = desk.path(CASE);
    fs::remove_dir_all(&place).unwrap();
    copy(&made.case(), &place);
    fs::remove_file(place.join(".anjuan/head")).unwrap();
}

/// The sentences of a list in README, each on one line.
fn sentences() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("README.md")).unwrap();
    let (_, text) = text.split_once("## What the digests prove").unwrap();
    let (text, _) = text.split_once("\n## ").unwrap();
    let mut found: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        if let Some(sentence) = line.strip_prefix("- ") {
            found.push(sentence.to_owned());
            is_open = true;
        } else if let (true, Some(more)) = (is_open, line.strip_prefix("  ")) {
            let last = found.last_mut().unwrap();
            last.push(' ');
            last.push_str(more);
        } else {
            is_open = false;
        }
    }
    found
}

#[test]
fn every_sentence_of_the_promise_is_played_here() {
    let played = FOUND.iter().map(|(sentence, _)| *sentence);
    let played = played.chain(KEPT.iter().map(|(sentence, _)| *sentence));
    assert_eq!(sentences(), played.collect::<Vec<_>>());
}

#[test]
fn what_is_promised_to_be_found_is_found() {
    for (sentence, plays) in FOUND {
        for (at, play) in plays.iter().enumerate() {
            let said = play(&desk());
            assert!(!said.contains("完好"), "{sentence} {at}: {said}");
        }
    }
}

#[test]
fn what_is_not_found_alone_comes_out_against_a_digest_kept_elsewhere() {
    for (_, play) in KEPT {
        play(&desk());
    }
}
