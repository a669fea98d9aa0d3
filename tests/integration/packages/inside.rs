//! A case in a package: read as any case, never written.

use std::collections::BTreeMap;
use std::fs;

use super::{Packed, files};

/// What a writing command is, typed in the place of the case.
const WRITING: &[&[&str]] = &[
    &["set", "*", "case.unit=某科"],
    &["event", "*", "询问", "--start", "2026-03-05 9:00"],
    &["add", "*", "便条.txt", "--type", "其他材料"],
    &["doc", "new", "*", "询问（调查）记录", "--blank"],
    &["doc", "issue", "*", "R01", "--date", "2026-03-05"],
    &["doc", "sign", "*", "R01", "--scan", "便条.txt"],
    &["serve", "*", "R03", "--method", "直接送达"],
    &["stage", "*"],
    &[
        "attest",
        "*",
        "17-1",
        "R03",
        "--statement",
        "看过",
        "--by",
        "李某",
    ],
    &[
        "waive",
        "*",
        "17-1",
        "R03",
        "--reason",
        "无",
        "--approver",
        "林某",
    ],
    &["package", "*", "-o", "另一个.zip"],
    &["repair", "*"],
    &["log", "*", "--accept", "--by", "李某", "--reason", "无"],
    &[
        "access",
        "request",
        "*",
        "--applicant",
        "王某",
        "--reason",
        "无",
    ],
    &[
        "platform",
        "record",
        "*",
        "--platform",
        "省市县三级行政执法平台",
    ],
];

#[test]
fn a_writing_command_is_refused_before_anything_is_touched() {
    let packed = Packed::of("simple-case", "2026-0030");
    packed.desk.write("便条.txt", "x");
    let state = || -> BTreeMap<String, Vec<u8>> {
        let all = files(packed.desk.path("").as_path());
        all.into_iter()
            .map(|(name, path)| (name, fs::read(path).unwrap()))
            .collect()
    };
    let before = state();
    for place in ["解开/2026-0030/data", "2026-0030.zip", "解开/2026-0030"] {
        for words in WRITING {
            let words: Vec<_> = words
                .iter()
                .map(|word| if *word == "*" { place } else { word })
                .collect();
            let ran = packed.desk.run(&words);
            assert_ne!(ran.code, 0, "{words:?}");
            assert!(ran.err.contains("归档包"), "{words:?}: {}", ran.err);
            assert!(ran.err.contains("只读"), "{words:?}: {}", ran.err);
            for word in [
                "anjuan set",
                "--accept",
                "anjuan stage",
                "anjuan init",
                "anjuan add",
            ] {
                assert!(
                    !ran.err.contains(&format!("提示：{word}")),
                    "{words:?}: {}",
                    ran.err
                );
            }
        }
        assert!(state() == before, "{place}");
    }
    for (dir, line) in [
        (
            "解开/2026-0030/anjuan",
            "anjuan device add cam-99 --kind 执法记录仪",
        ),
        (
            "解开/2026-0030/anjuan",
            "anjuan rulebook new own --from sanming",
        ),
        (
            "解开/2026-0030/data",
            "anjuan new 2026-0099 --kind 行政处罚 --title 某案 --opened 2026-03-01",
        ),
        ("解开/2026-0030/data", "anjuan init --agency 某局"),
        ("解开/2026-0030", "anjuan init --agency 某局"),
    ] {
        let ran = packed.desk.sh(&format!("cd {dir} && {line}"));
        assert_ne!(ran.code, 0, "{line}");
        assert!(ran.err.contains("归档包是只读的"), "{line}: {}", ran.err);
    }
    assert!(state() == before);
}

#[test]
fn reading_commands_take_a_package_as_they_take_a_case() {
    let packed = Packed::of("penalty-case", "2026-0012");
    let run = |words: &[&str]| packed.desk.run(words);
    let of_case = run(&["check", "penalty-case", "--as-of", "2026-06-30", "--json"]).json();
    for place in ["2026-0012.zip", "解开/2026-0012", "解开/2026-0012/data"] {
        let ran = run(&["check", place, "--as-of", "2026-06-30"]).exits(0);
        assert!(!ran.out.contains("怎么办"), "{}", ran.out);
        let json = run(&["check", place, "--as-of", "2026-06-30", "--json"]).json();
        let kinds = |report: &serde_json::Value| -> Vec<String> {
            let findings = report["cases"][0]["findings"].as_array().unwrap();
            findings
                .iter()
                .map(|one| format!("{} {}", one["rule"], one["message"]))
                .collect()
        };
        assert_eq!(kinds(&json), kinds(&of_case), "{place}");
        let ran = run(&["status", place]).exits(0);
        assert!(ran.out.contains("anjuan verify"), "{}", ran.out);
        assert!(!ran.out.contains("anjuan package") && !ran.out.contains("anjuan set"));
        let ran = run(&["log", place]).exits(0);
        assert!(ran.err.contains("链完整：3 行"), "{}", ran.err);
        let ran = run(&["explain", "17-1", "--in", place]).exits(0);
        assert!(ran.out.contains("规则 17-1"), "{}", ran.out);
        let ran = run(&["explain", "sampled", "--in", place]).exits(0);
        assert!(!ran.out.contains("提示：anjuan set"), "{}", ran.out);
        let ran = run(&["review", "--article", "33", place, "--as-of", "2026-06-30"]);
        assert!(
            ran.code < 2 && ran.out.contains("核对散列"),
            "{} {}",
            ran.out,
            ran.err
        );
        assert!(
            !ran.out.contains("删去") && !ran.err.contains("tmp"),
            "{}",
            ran.out
        );
    }
}

#[test]
fn an_unpacked_package_in_the_tree_is_no_second_copy_of_its_case() {
    let packed = Packed::of("simple-case", "2026-0030");
    let ran = packed.desk.run(["check", ".", "--json"]);
    let paths: Vec<String> = ran.json()["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|case| case["path"].to_string())
        .collect();
    assert!(paths.iter().all(|path| !path.contains("解开")), "{paths:?}");
    assert!(
        ran.err.contains("其下有 1 个解开的归档包，没有检查"),
        "{}",
        ran.err
    );
    let ran = packed.desk.run(["check", "解开"]).exits(2);
    assert!(ran.err.contains("有 1 个解开的归档包"), "{}", ran.err);
    // a package that cannot be read is told so, by its own name
    packed.desk.write("坏.zip", "x");
    let ran = packed.desk.run(["check", "坏.zip"]).exits(2);
    assert!(ran.out.contains("坏.zip 不能作为归档包打开"), "{}", ran.out);
    // a broken rulebook in it is named within the package
    let rules = packed.folder.join("anjuan/templates/sanming/rules.toml");
    fs::write(&rules, "[[rule]\n").unwrap();
    let ran = packed.desk.run(["check", "解开/2026-0030"]).exits(2);
    assert!(
        ran.out
            .contains("解开/2026-0030/anjuan/templates/sanming/rules.toml:1"),
        "{}",
        ran.out
    );
}
