//! The examples, run as a newcomer would: the complete cases, and the script that builds one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::cli::desk::Desk;
use crate::rules::base::{Case, EXAMPLES, RULEBOOK};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A tool that the machine may lack; the test then says that it was skipped.
fn tool(name: &str, variable: &str) -> Option<PathBuf> {
    let given = std::env::var_os(variable).map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).map(|dir| dir.join(name));
    let found = given.into_iter().chain(on_path).find(|path| path.is_file());
    if found.is_none() {
        println!("SKIPPED: 没有 {name}");
    }
    found
}

#[test]
fn the_complete_case_has_no_problem_and_packs_to_the_same_bytes_twice() {
    let desk = Desk::with_example();
    let ran = desk.run(["check", "."]).exits(0);
    assert!(
        ran.out.contains("所需记录齐备（按已声明事项）"),
        "{}",
        ran.out
    );
    for name in ["甲.zip", "乙.zip"] {
        desk.run(["package", "penalty-case", "-o", name]).exits(0);
        desk.run(["verify", name]).exits(0);
    }
    let bytes = |name: &str| fs::read(desk.path(name)).expect("a package");
    assert!(
        bytes("甲.zip") == bytes("乙.zip"),
        "the same case gives the same bytes"
    );
}

#[test]
fn every_directory_with_a_case_is_among_the_examples() {
    let folder = fs::read_dir(root().join("examples")).expect("a folder");
    let entries = folder.map(|entry| entry.expect("an entry").path());
    let cases = entries.filter(|path| path.join("case.toml").is_file());
    let mut found: Vec<_> = cases
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    found.sort();
    let mut listed = EXAMPLES.to_vec();
    listed.sort_unstable();
    assert_eq!(found, listed);
    let page = fs::read_to_string(root().join("examples/README.md")).expect("a page");
    for name in listed {
        assert!(page.contains(&format!("({name})")), "{name}");
    }
}

/// What a check of an example finds on the day after it was archived.
fn findings(desk: &Desk, name: &str, rulebooks: &[&str]) -> Vec<Value> {
    let day = Case::of_example(name).options.as_of.to_string();
    let mut line = vec!["check", name, "--json", "--as-of", &day];
    line.extend(rulebooks.iter().flat_map(|book| ["--rulebook", book]));
    let report = desk.run(line).exits(0).json();
    assert_eq!(report["cases"][0]["stage"], "归档管理", "{name}");
    assert_eq!(report["cases"][0]["complete"], true, "{name}");
    let found = report["cases"][0]["findings"].as_array();
    found.expect("findings").clone()
}

#[test]
fn the_examples_leave_nothing_to_a_person_but_what_only_one_can_say() {
    let desk = Desk::with_all_examples();
    for name in EXAMPLES {
        for finding in findings(&desk, name, &[]) {
            let is_classification = *name == EXAMPLES[0] && finding["article"] == 32;
            let is_note = finding["severity"] == "note" && finding["status"] == "unattested";
            assert!(is_note || is_classification, "{name}: {finding}");
        }
        for finding in findings(&desk, name, &["sanming", "national"]) {
            assert_eq!(finding["severity"], "note", "{name}: {finding}");
        }
    }
}

#[test]
fn every_example_is_packed_and_verified() {
    let desk = Desk::with_all_examples();
    for name in EXAMPLES {
        let package = format!("{name}.zip");
        desk.run(["verify", name]).exits(0);
        desk.run(["package", name, "-o", &package]).exits(0);
        let ran = desk.run(["verify", &package]).exits(0);
        assert!(ran.out.contains("完好"), "{name}: {}", ran.out);
    }
}

#[test]
fn the_inspection_and_the_case_that_came_of_it_name_each_other() {
    for (one, other) in [
        ("inspection-case", "follow-up-case"),
        ("follow-up-case", "inspection-case"),
    ] {
        let (one, other) = (Case::of_example(one).table, Case::of_example(other).table);
        let related = one["case"]["related"].as_array().expect("a list");
        assert_eq!(related, std::slice::from_ref(&other["case"]["id"]));
    }
}

#[test]
fn the_package_is_a_bag_that_public_tools_can_check() {
    let desk = Desk::with_example();
    desk.run(["package", "penalty-case", "-o", "卷.zip"])
        .exits(0);
    if tool("unzip", "ANJUAN_UNZIP").is_none() {
        return;
    }
    let line = "sha256sum -c --quiet 卷.zip.sha256 && unzip -q 卷.zip -d 出 && cd 出/* && \
                sha256sum -c --quiet manifest-sha256.txt && sha256sum -c --quiet tagmanifest-sha256.txt && ls";
    let ran = desk.sh(line).exits(0);
    assert!(ran.out.contains("校验说明.txt"), "{}", ran.out);
    let Some(bagit) = tool("bagit.py", "ANJUAN_BAGIT") else {
        return;
    };
    let folder = fs::read_dir(desk.path("出"))
        .expect("a folder")
        .next()
        .expect("one")
        .expect("an entry")
        .path();
    let output = Command::new(bagit)
        .arg("--validate")
        .arg(&folder)
        .output()
        .expect("started");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The name of a 文书 as the file names of the examples have it.
fn short(name: &str) -> String {
    name.replace(['（', '）', '(', ')', '、'], "")
}

#[test]
fn every_file_of_fields_fits_its_paper() {
    let desk = Desk::with_example();
    let folder = root().join("examples/fields");
    let mut made = 0;
    for entry in fs::read_dir(&folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let stem = stem.expect("a name");
        let mut papers = RULEBOOK.catalogue.iter();
        let paper = papers
            .find(|paper| short(&paper.name) == stem)
            .unwrap_or_else(|| panic!("no 文书 for {stem}.toml"));
        let path = path.to_str().expect("a path");
        desk.run([
            "doc",
            "new",
            "penalty-case",
            &paper.name,
            "--from",
            path,
            "--blank",
        ])
        .exits(0);
        made += 1;
    }
    assert!(made > 25, "{made}");
}

#[test]
fn papers_of_coercion_and_inspection_need_nothing_but_their_file_of_fields() {
    let desk = Desk::with_example();
    for (paper, event) in [
        ("查封（扣押）决定书", None),
        ("延长查封、扣押期限通知书", None),
        ("查封、扣押处理决定书", None),
        ("（查封、扣押）财物移送通知书", None),
        ("行政强制执行催告书", None),
        ("检查告知书", None),
        // Its time and place are those of an event.
        ("行政监督检查记录表", Some("E03")),
    ] {
        let fields = root().join(format!("examples/fields/{}.toml", short(paper)));
        let fields = fields.to_str().expect("a path");
        let mut line = vec!["doc", "new", "penalty-case", paper, "--from", fields];
        line.extend(event.map(|event| ["--event", event]).into_iter().flatten());
        let ran = desk.run(line).exits(0);
        // What is given out by the agency gets its number and date at issue; a table gets none.
        let by_hand = match event {
            None => "留待手填：文号、成文日期\n",
            Some(_) => "留待手填：文号\n",
        };
        assert!(ran.err.contains(by_hand), "{paper}: {}", ran.err);
    }
}

#[test]
fn the_script_ends_with_the_path_of_a_verified_package() {
    let desk = Desk::new();
    let output = Command::new("bash")
        .arg(root().join("examples/penalty-case.sh"))
        .arg(desk.path("工作区"))
        .env("ANJUAN", env!("CARGO_BIN_EXE_anjuan"))
        .env_remove("ANJUAN_TODAY")
        .output()
        .expect("started");
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{out}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let last = out.lines().last().expect("a last line");
    assert!(Path::new(last).is_file(), "{last} is left in place");
    desk.run(["verify", last]).exits(0);
    assert!(out.contains("$ anjuan package"), "each command is printed");
}

#[test]
fn a_changed_missing_or_added_file_is_named() {
    let desk = Desk::with_example();
    let video = desk.path("penalty-case/recordings/E15-决定书邮寄交寄.mp4");
    let bytes = fs::read(&video).expect("a video");
    let mut changed = bytes.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    fs::remove_file(&video).expect("removed");
    fs::write(&video, &changed).expect("written");
    fs::remove_file(desk.path("penalty-case/documents/R17-鉴定意见.pdf")).expect("removed");
    desk.write("penalty-case/documents/多出.pdf", "x");
    let ran = desk.run(["verify", "penalty-case"]).exits(1);
    for name in ["E15-决定书邮寄交寄.mp4", "R17-鉴定意见.pdf", "多出.pdf"] {
        assert!(ran.out.contains(name), "{name}: {}", ran.out);
    }
    let report = desk
        .run(["check", "penalty-case", "--json"])
        .exits(1)
        .json();
    let findings = report["cases"][0]["findings"].as_array().expect("findings");
    let lines: Vec<_> = findings
        .iter()
        .map(|finding| {
            let word = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            (word("rule"), word("subject"), word("status"))
        })
        .collect();
    let line = |rule: &str, subject: &str, status: &str| {
        (rule.to_owned(), subject.to_owned(), status.to_owned())
    };
    assert_eq!(
        lines,
        [
            line("sanming/30-1", "R17", "missing"),
            line("sanming/30-1", "documents/多出.pdf", "conflict"),
            line("sanming/32-1", "case", "incomplete"),
        ],
        "a check compares sizes; the changed byte is for verify"
    );
    desk.run(["package", "penalty-case"]).exits(1);
    fs::write(&video, bytes).expect("written");
}
