//! A head that someone trusts: `seal`, `verify --head`, `verify --seal`.

use std::fs;

use anjuan::store::sha256_hex;
use anjuan::task::seal::{HeadDigest, Standing, Trusted, stand};
use anjuan::task::verify::verify;
use serde_json::Value;

use super::desk::{Desk, Ran, copy};

/// A workspace with three of the examples, and a folder that is nobody's case.
fn desk() -> Desk {
    let desk = Desk::with_all_examples();
    for entry in fs::read_dir(desk.path("")).unwrap() {
        let path = entry.unwrap().path();
        let kept = ["simple-case", "seizure-case", "inspection-case"];
        if path.is_dir() && !kept.iter().any(|name| path.ends_with(name)) {
            fs::remove_dir_all(path).unwrap();
        }
    }
    fs::create_dir(desk.path("别处")).unwrap();
    desk
}

/// The digests of the lines of a log, in their order.
fn digests(log: &str) -> Vec<String> {
    log.lines()
        .map(|line| sha256_hex(format!("{line}\n").as_bytes()))
        .collect()
}

fn journal(desk: &Desk, case: &str) -> String {
    desk.read(&format!("{case}/journal.jsonl"))
}

/// What differs from run to run: times, and digests of what was written meanwhile.
fn masked(text: &str, fixed: &[String]) -> String {
    let is_word = |c: char| !c.is_ascii_alphanumeric() && !"+:-".contains(c);
    let words = text.split_inclusive(is_word);
    words
        .map(|word| {
            let bare = word.trim_end_matches(is_word);
            let hex =
                |length: usize| bare.len() == length && bare.bytes().all(|b| b.is_ascii_hexdigit());
            let is_digest =
                (hex(64) || hex(71)) && !fixed.iter().any(|known| bare.contains(known.as_str()));
            let is_time = bare.len() == 25 && bare.ends_with("+08:00");
            if is_time {
                word.replace(bare, "[时间]")
            } else if is_digest {
                word.replace(bare, "[摘要]")
            } else {
                word.to_owned()
            }
        })
        .collect()
}

fn transcript(desk: &Desk, lines: &[&str]) -> String {
    let shown = |line: &&str| {
        let Ran { out, err, code } = desk.sh(line);
        let notes: Vec<_> = err.lines().map(|note| format!("# {note}\n")).collect();
        format!("$ {line}\n{out}{}[{code}]\n", notes.concat())
    };
    lines.iter().map(shown).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_case_is_sealed_goes_on_and_is_held_against_its_seal() {
    let desk = desk();
    let fixed = digests(&journal(&desk, "simple-case"));
    let text = transcript(
        &desk,
        &[
            "anjuan seal simple-case",
            "anjuan seal simple-case -o 别处/封签.txt",
            "anjuan verify simple-case --seal 别处/封签.txt",
            "anjuan set simple-case archive.note=补记一笔 case.unit=执法二科",
            "anjuan verify simple-case --seal 别处/封签.txt",
            "anjuan package simple-case -o 别处 2>/dev/null",
            "anjuan verify --seal 别处/封签.txt",
            "anjuan seal simple-case -o 别处/打包以后.txt 2>/dev/null",
            "anjuan verify 别处/2026-0030.zip --seal 别处/打包以后.txt 2>/dev/null | grep journal.jsonl",
        ],
    );
    // the digest of a seal of a case that went on
    insta::assert_snapshot!(masked(&text, &fixed));
}

#[test]
fn a_register_finds_every_case_again_and_the_one_that_is_gone() {
    let desk = desk();
    let text = transcript(
        &desk,
        &[
            "anjuan seal -o 别处/登记册.txt",
            "cat 别处/登记册.txt",
            "anjuan verify --seal 别处/登记册.txt",
            "anjuan set simple-case archive.note=补记一笔 2>/dev/null",
            "rm -r inspection-case",
            "anjuan new 2026-0099 --title 新案 --opened 2026-06-30 --party ××公司 2>/dev/null",
            "anjuan verify --seal 别处/登记册.txt",
            "anjuan verify seizure-case --seal 别处/登记册.txt 2>/dev/null",
            "anjuan verify 2026-0099 --seal 别处/登记册.txt 2>/dev/null",
        ],
    );
    insta::assert_snapshot!(masked(&text, &digests(&journal(&desk, "seizure-case"))));
}

#[test]
fn mistakes_with_seals_are_told_apart() {
    let desk = desk();
    desk.run(["seal", "simple-case", "-o", "别处/封签.txt"])
        .exits(0);
    let text = transcript(
        &desk,
        &[
            "anjuan verify simple-case --head 0ec48e65",
            "anjuan verify simple-case --head 0ec48e652460433951fda2e228278009",
            "anjuan verify simple-case --head 末行",
            "anjuan verify simple-case --seal 别处/没有.txt",
            "anjuan verify simple-case --seal 别处",
            "anjuan verify simple-case --seal anjuan.toml",
            "anjuan verify seizure-case --seal 别处/封签.txt",
            "sed 's/$/\\r/' 别处/封签.txt > 别处/改过换行.txt; anjuan verify simple-case --seal 别处/改过换行.txt",
            "anjuan seal simple-case -o 别处/封签.txt",
            "anjuan seal simple-case -o simple-case/封签.txt",
            "anjuan seal 没有的案件",
            "anjuan seal --answer 别处/封签.txt",
            "anjuan seal 别处/封签.txt --answer 别处/封签.txt",
            ": > 别处/空; anjuan seal 别处/封签.txt --answer 别处/空",
            "anjuan seal 别处/封签.txt --answer 别处/没有",
        ],
    );
    insta::assert_snapshot!(text);
}

#[test]
fn every_line_of_a_history_is_found_with_what_followed_and_nothing_else_is() {
    let desk = desk();
    for (case, lines) in [("simple-case", 38), ("seizure-case", 110)] {
        let path = desk.path(case);
        let digests = digests(&journal(&desk, case));
        assert_eq!(digests.len(), lines);
        let verified = verify(&path);
        assert!(verified.is_clean());
        for (at, digest) in digests.iter().enumerate() {
            let mut found = verified.clone();
            let head = Trusted::Head(HeadDigest::typed(digest).unwrap());
            let after = lines - 1 - at;
            match stand(&path, &head, &mut found).unwrap() {
                Standing::End => assert_eq!(after, 0),
                Standing::Contained { seq, since } => {
                    assert_eq!((seq, since.len()), (at as u64, after));
                    let seqs: Vec<_> = since.iter().map(|told| told.seq).collect();
                    assert_eq!(seqs, (at as u64 + 1..lines as u64).collect::<Vec<_>>());
                }
                other => panic!("line {at}: {other:?}"),
            }
            assert!(found.is_clean());
            // the same digits, one of them another
            let mut other = digest.clone().into_bytes();
            let place = at % 64;
            other[place] = if other[place] == b'0' { b'1' } else { b'0' };
            let other = String::from_utf8(other).unwrap();
            let head = Trusted::Head(HeadDigest::typed(&other).unwrap());
            let mut found = verified.clone();
            assert!(matches!(
                stand(&path, &head, &mut found),
                Some(Standing::Absent(_))
            ));
            assert_eq!((found.code(), found.problems.len()), (1, 1));
        }
    }
}

/// Exchanges the file of a record and makes the whole history anew, as its owner can.
fn forge(desk: &Desk, case: &str, id: &str, path: &str) {
    let file = desk.path(case).join(path);
    let before = sha256_hex(&fs::read(&file).unwrap());
    let size = fs::metadata(&file).unwrap().len();
    let mut bytes = fs::read(&file).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::remove_file(&file).unwrap();
    fs::write(&file, &bytes).unwrap();
    assert_eq!(size, bytes.len() as u64, "{id}");
    let after = sha256_hex(&bytes);
    let manifest = desk.read(&format!("{case}/case.toml"));
    assert!(manifest.contains(&before));
    let manifest = manifest.replace(&before, &after);
    desk.write(&format!("{case}/case.toml"), &manifest);
    let log = journal(desk, case);
    let last = log.lines().count() - 1;
    let (mut made, mut prev) = (String::new(), String::new());
    for (at, line) in log.lines().enumerate() {
        let parsed: Value = serde_json::from_str(line).unwrap();
        let mut line = line.replace(&before, &after);
        if at > 0 {
            line = line.replacen(parsed["prev"].as_str().unwrap(), &prev, 1);
        }
        if at == last {
            let to = parsed["data"]["manifest"]["to"].as_str().unwrap();
            line = line.replacen(
                &format!("\"to\":\"{to}\""),
                &format!("\"to\":\"{}\"", sha256_hex(manifest.as_bytes())),
                1,
            );
        }
        line.push('\n');
        prev = sha256_hex(line.as_bytes());
        made.push_str(&line);
    }
    desk.write(&format!("{case}/journal.jsonl"), made);
}

#[test]
fn a_history_that_was_made_anew_is_in_order_by_itself_and_not_the_sealed_one() {
    let desk = desk();
    desk.run(["seal", "simple-case", "-o", "别处/封签.txt"])
        .exits(0);
    desk.run(["seal", "-o", "别处/登记册.txt"]).exits(0);
    let head = digests(&journal(&desk, "simple-case")).pop().unwrap();
    let manifest = desk.read("simple-case/case.toml");
    let path = manifest
        .lines()
        .find_map(|line| line.strip_prefix("path = \""))
        .unwrap();
    forge(&desk, "simple-case", "R01", path.trim_end_matches('"'));
    desk.run(["verify", "simple-case"]).exits(0);
    let ran = desk
        .run(["verify", "simple-case", "--head", &head])
        .exits(1);
    assert!(
        ran.out.contains("这个摘要不在本案日志中（共 38 行）"),
        "{}",
        ran.out
    );
    let ran = desk
        .run(["verify", "simple-case", "--seal", "别处/封签.txt"])
        .exits(1);
    assert!(
        ran.out.contains("第 38 行不是封签所记的那一行"),
        "{}",
        ran.out
    );
    let ran = desk.run(["verify", "--seal", "别处/登记册.txt"]).exits(1);
    assert!(
        ran.out
            .contains("2026-0030  simple-case  不在  有 1 处不符"),
        "{}",
        ran.out
    );
    // and no longer so once somebody writes on
    desk.run(["set", "simple-case", "archive.note=补记"])
        .exits(0);
    desk.run(["verify", "simple-case"]).exits(0);
    let ran = desk
        .run(["verify", "simple-case", "--head", &head, "--json"])
        .exits(1);
    let result = &ran.json()["results"][0];
    assert_eq!(result["trusted"]["standing"], "absent");
    assert_eq!(result["problems"][0]["what"], "conflict");
}

#[test]
fn an_end_that_was_cut_off_and_a_copy_that_went_its_own_way_are_found() {
    let desk = desk();
    copy(&desk.path("simple-case"), &desk.path("早先"));
    desk.run(["set", "simple-case", "archive.note=补记"])
        .exits(0);
    desk.run(["seal", "simple-case", "-o", "别处/封签.txt"])
        .exits(0);
    // the older copy of itself
    let ran = desk
        .run(["verify", "早先", "--seal", "别处/封签.txt"])
        .exits(1);
    assert!(
        ran.out
            .contains("封签取自第 39 行，日志只有 38 行：末尾的行不见了"),
        "{}",
        ran.out
    );
    // the older copy, written on
    desk.run(["set", "早先", "archive.note=另记"]).exits(0);
    desk.run(["verify", "早先"]).exits(0);
    let ran = desk
        .run(["verify", "早先", "--seal", "别处/封签.txt"])
        .exits(1);
    assert!(
        ran.out.contains("第 39 行不是封签所记的那一行"),
        "{}",
        ran.out
    );
    // an innocent continuation
    desk.run(["set", "simple-case", "case.unit=执法二科"])
        .exits(0);
    let ran = desk
        .run(["verify", "simple-case", "--seal", "别处/封签.txt", "--json"])
        .exits(0);
    let trusted = &ran.json()["results"][0]["trusted"];
    assert_eq!(
        (&trusted["standing"], &trusted["seq"]),
        (&"contained".into(), &38.into())
    );
    assert_eq!(
        trusted["lines"][0]["keys"],
        serde_json::json!(["case.unit"])
    );
    assert_eq!(trusted["lines"][0]["word"], "填写");
}

#[test]
fn a_head_is_looked_for_in_a_package_as_in_a_case() {
    let desk = desk();
    let head = digests(&journal(&desk, "simple-case")).remove(30);
    desk.run(["package", "simple-case", "-o", "别处"]).exits(0);
    let unpacked = desk
        .sh("cd 别处 && python3 -m zipfile -e 2026-0030.zip . && ls 2026-0030/data/journal.jsonl");
    let mut places = vec!["simple-case", "别处/2026-0030.zip"];
    if unpacked.code == 0 {
        places.push("别处/2026-0030");
    } else {
        println!("SKIPPED: an unpacked package, without python3");
    }
    for place in &places {
        let ran = desk
            .run(["verify", place, "--head", &head, "--json"])
            .exits(0);
        let trusted = ran.json()["results"][0]["trusted"].clone();
        assert_eq!(
            (&trusted["standing"], &trusted["seq"]),
            (&"contained".into(), &30.into()),
            "{place}"
        );
    }
    let ran = desk.run(["verify", "别处", "--head", &head]).exits(0);
    assert!(ran.out.contains("是序号 30 的一行"), "{}", ran.out);
    // what a package is sealed to is its own end, and a beginning of the case
    for place in &places[1..] {
        let name = format!("别处/{}.txt", place.len());
        desk.run(["seal", place, "-o", &name]).exits(0);
        desk.run(["verify", place, "simple-case", "--seal", &name])
            .exits(0);
    }
    let last = digests(&journal(&desk, "simple-case")).pop().unwrap();
    let ran = desk
        .run([
            "verify",
            "simple-case",
            "别处/2026-0030.zip",
            "--head",
            &last,
        ])
        .exits(1);
    assert!(
        ran.out.contains("打包以后取的摘要，要核对案件目录"),
        "{}",
        ran.out
    );
    // no case, no log: nobody knows
    desk.write(
        "别处/空包/bagit.txt",
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
    );
    desk.run(["verify", "别处/空包", "--head", &last]).exits(2);
}

#[test]
fn nothing_is_sealed_of_which_log_and_manifest_disagree() {
    let desk = desk();
    for (name, command, code, why) in [
        (
            "手工",
            "sed -i 's/^title = \"/title = \"另/' 案/case.toml",
            1,
            "清单经过手工改动",
        ),
        (
            "散列",
            "sed -i 's/^sha256 = \"./sha256 = \"0/' 案/case.toml",
            1,
            "清单经过手工改动",
        ),
        ("丢失", "rm 案/journal.jsonl", 2, "操作日志丢失或被清空"),
        (
            "没有",
            "rm 案/journal.jsonl && sed -i '/^journal = /d' 案/case.toml",
            1,
            "没有操作日志",
        ),
        (
            "损坏",
            "sed -i '5s/李某\\|陈某/某某/' 案/journal.jsonl",
            2,
            "损坏",
        ),
        ("读不出", "echo '[' >> 案/case.toml", 1, "清单经过手工改动"),
        (
            "别案",
            "cp seizure-case/journal.jsonl 案/",
            2,
            "的操作日志已损坏",
        ),
    ] {
        let case = desk.path("案");
        copy(&desk.path("simple-case"), &case);
        desk.sh(&format!("chmod -R u+w 案 && {command}")).exits(0);
        let ran = desk.run(["seal", "案"]).exits(code);
        assert!(
            ran.out.is_empty() && ran.err.contains(why),
            "{name}: {}",
            ran.err
        );
        // the others are sealed all the same, and the register says which is left out
        let ran = desk.run(["seal", ".", "--json"]).exits(code);
        let made = ran.json();
        assert_eq!(made["cases"].as_array().map(Vec::len), Some(3), "{name}");
        assert_eq!(made["unsealed"][0]["path"], "案", "{name}");
        fs::remove_dir_all(case).unwrap();
    }
}

#[test]
fn a_last_line_that_was_bent_to_the_manifest_is_not_sealed() {
    let desk = desk();
    let log = journal(&desk, "simple-case");
    let manifest = desk.read("simple-case/case.toml");
    // one hex digit of a recorded digest, and the digest of the manifest in the last line
    let (before, rest) = manifest.split_once("sha256 = \"").unwrap();
    let digit = if rest.starts_with('0') { "1" } else { "0" };
    let bent = format!("{before}sha256 = \"{digit}{}", &rest[1..]);
    let log = log.replace(
        &sha256_hex(manifest.as_bytes()),
        &sha256_hex(bent.as_bytes()),
    );
    desk.write("simple-case/case.toml", &bent);
    desk.write("simple-case/journal.jsonl", log);
    let ran = desk.run(["seal", "simple-case"]).exits(1);
    assert!(
        ran.err.contains("与清单不同，没有日志行说明"),
        "{}",
        ran.err
    );
}

#[test]
fn every_example_can_be_sealed() {
    let desk = Desk::with_all_examples();
    let made = desk.run(["seal", ".", "--json"]).exits(0).json();
    assert_eq!(made["unsealed"], serde_json::json!([]));
    assert_eq!(
        made["sha256"],
        sha256_hex(made["text"].as_str().unwrap().as_bytes())
    );
    assert!(
        made["cases"]
            .as_array()
            .is_some_and(|cases| cases.len() >= 10)
    );
}

#[test]
fn a_workspace_that_lost_all_its_cases_is_found() {
    let desk = desk();
    desk.run(["seal", "-o", "别处/登记册.txt"]).exits(0);
    desk.sh("rm -r simple-case seizure-case inspection-case")
        .exits(0);
    let ran = desk.run(["verify", "--seal", "别处/登记册.txt"]).exits(1);
    assert_eq!(ran.out.matches("案件不见了").count(), 3, "{}", ran.out);
}

#[test]
fn a_seal_finds_its_case_under_another_name_and_tells_that_it_is_gone() {
    let desk = desk();
    desk.run(["seal", "simple-case", "-o", "别处/封签.txt"])
        .exits(0);
    let ran = desk.run(["verify", "--seal", "别处/封签.txt"]).exits(0);
    assert!(ran.out.contains("日志末行就是它"), "{}", ran.out);
    desk.sh("anjuan set simple-case case.id=2026-0099 && mv simple-case 改名")
        .exits(0);
    let ran = desk.run(["verify", "--seal", "别处/封签.txt"]).exits(0);
    assert!(
        ran.out.contains("2026-0030  改名  之后 1 行"),
        "{}",
        ran.out
    );
    desk.sh("rm -r 改名").exits(0);
    for paths in [&[][..], &["."]] {
        let arguments = ["verify", "--seal", "别处/封签.txt"].iter().chain(paths);
        let ran = desk.run(arguments).exits(1);
        assert!(ran.out.contains("2026-0030  案件不见了"), "{}", ran.out);
    }
}

#[test]
fn a_register_tells_a_case_with_another_history_from_one_that_is_gone() {
    let desk = desk();
    desk.run(["seal", "-o", "别处/登记册.txt"]).exits(0);
    desk.sh("cp seizure-case/journal.jsonl simple-case/journal.jsonl")
        .exits(0);
    let ran = desk.run(["verify", "--seal", "别处/登记册.txt"]).exits(2);
    for said in [
        "2026-0025  seizure-case  末行  完好",
        "2026-0030  simple-case  不在",
        "末行未变 2，之后有新行 0，不在 1，无从核对 0，不见了 0",
    ] {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
}
