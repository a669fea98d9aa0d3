//! `log A --against B`: two copies of one case.

use super::desk::{Desk, copy};

/// A case with its copy.
fn desk() -> Desk {
    let desk = Desk::with_all_examples();
    copy(&desk.path("simple-case"), &desk.path("副本"));
    desk
}

#[track_caller]
fn relation(desk: &Desk, ours: &str, theirs: &str, code: i32) -> (String, u64, usize, usize) {
    let found = desk
        .run(["log", ours, "--against", theirs, "--json"])
        .exits(code)
        .json();
    let since = |side: &str| found[side]["since"].as_array().map_or(0, Vec::len);
    let common = found["common"]["lines"].as_u64().unwrap_or_default();
    let name = found["relation"].as_str().unwrap_or_default();
    (name.to_owned(), common, since("a"), since("b"))
}

#[test]
fn copies_are_identical_one_goes_on_or_they_part() {
    let desk = desk();
    assert_eq!(
        relation(&desk, "simple-case", "副本", 0),
        ("identical".into(), 38, 0, 0)
    );
    desk.run(["set", "simple-case", "archive.note=甲"]).exits(0);
    assert_eq!(
        relation(&desk, "simple-case", "副本", 0),
        ("a_goes_on".into(), 38, 1, 0)
    );
    assert_eq!(
        relation(&desk, "副本", "simple-case", 0),
        ("b_goes_on".into(), 38, 0, 1)
    );
    for note in ["乙", "丙"] {
        desk.run(["set", "副本", &format!("archive.note={note}")])
            .exits(0);
    }
    assert_eq!(
        relation(&desk, "simple-case", "副本", 1),
        ("parted".into(), 38, 1, 2)
    );
    let ran = desk
        .run(["log", "simple-case", "--against", "副本"])
        .exits(1);
    for said in [
        "共同的开头 38 行",
        "simple-case 另有 1 行：",
        "副本 另有 2 行：",
        "两份从第 39 行起分开",
    ] {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
    assert!(ran.err.contains("anjuan 不合并两份日志"), "{}", ran.err);
    // nothing was written
    assert_eq!(
        relation(&desk, "simple-case", "副本", 1),
        ("parted".into(), 38, 1, 2)
    );
}

#[test]
fn a_package_is_a_beginning_of_its_case() {
    let desk = desk();
    desk.run(["package", "simple-case", "-o", "包.zip"])
        .exits(0);
    assert_eq!(
        relation(&desk, "包.zip", "simple-case", 0),
        ("b_goes_on".into(), 38, 0, 1)
    );
    assert_eq!(
        relation(&desk, "副本", "包.zip", 0),
        ("identical".into(), 38, 0, 0)
    );
}

#[test]
fn what_is_not_the_same_case_or_has_no_log_is_not_compared() {
    let desk = desk();
    for (command, why) in [
        ("log simple-case --against seizure-case", "不是同一个案件的"),
        ("log simple-case --against 没有", "不是案件"),
        (
            "log simple-case --against anjuan.toml",
            "中读不出 journal.jsonl",
        ),
    ] {
        let ran = desk.run(command.split(' ')).exits(2);
        assert!(
            ran.out.is_empty() && ran.err.contains(why),
            "{command}: {}",
            ran.err
        );
    }
    desk.sh("rm 副本/journal.jsonl").exits(0);
    desk.run(["log", "simple-case", "--against", "副本"])
        .exits(2);
    desk.sh(": > 副本/journal.jsonl").exits(0);
    desk.run(["log", "simple-case", "--against", "副本"])
        .exits(2);
    desk.sh("head -n 3 simple-case/journal.jsonl | sed '2s/陈某/某某/' > 副本/journal.jsonl")
        .exits(0);
    desk.run(["log", "simple-case", "--against", "副本"])
        .exits(2);
}

#[test]
fn nothing_to_accept_names_the_case_whose_log_can_be_read() {
    let desk = desk();
    for (case, named) in [("simple-case", "simple-case"), (".", ".")] {
        let line = format!(
            "cd {} && anjuan log {case} --accept --by 赵某 --reason 试",
            if case == "." { "simple-case" } else { "." }
        );
        let ran = desk.sh(&line).exits(2);
        assert!(
            ran.err
                .contains(&format!("提示：可用 anjuan log {named} 查看日志")),
            "{}",
            ran.err
        );
    }
}
