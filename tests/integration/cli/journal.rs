//! A journal that is lost, cut, exchanged or made up: every command that believes one says so.

use std::fs;

use serde_json::{Value, json};

use super::desk::{Desk, copy};
use crate::forgery::copy::{chained, changed, lines};

/// Two cases of one workspace.
fn two_cases() -> Desk {
    let desk = Desk::new();
    desk.sh("anjuan init --agency 某市某局").exits(0);
    for id in ["A1", "B1"] {
        let line = format!("anjuan new {id} --title 某案 --party 某公司 --opened 2026-3-2");
        desk.sh(&line).exits(0);
    }
    desk
}

/// Commands that must refuse the case, and leave its journal as it is.
#[track_caller]
fn refused(desk: &Desk, case: &str, told: &str) {
    let journal = desk.path(case).join("journal.jsonl");
    let before = fs::read(&journal).ok();
    for line in [
        format!("anjuan verify {case}"),
        format!("anjuan log {case}"),
        format!("anjuan check {case}"),
        format!("anjuan set {case} case.unit=执法一科"),
        format!("anjuan event {case} 询问 --start '2026-3-3 9:00'"),
    ] {
        let ran = desk.sh(&line);
        assert_eq!(ran.code, 2, "{line}\n{}{}", ran.out, ran.err);
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains(told), "{line}: {said}");
    }
    assert_eq!(fs::read(journal).ok(), before, "nothing was written");
}

#[test]
fn the_journal_of_another_case_is_damage_and_no_command_takes_it_over() {
    let desk = two_cases();
    desk.sh("cp B1/journal.jsonl A1/").exits(0);
    refused(&desk, "A1", "日志");
    let ran = desk.sh("anjuan log A1 --accept --by 赵某 --reason 测试");
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("日志不属于本案"), "{}", ran.err);
    // without the directory's memory of its last line
    fs::remove_file(desk.path("A1/.anjuan/head")).unwrap();
    refused(&desk, "A1", "日志不属于本案");
    let ran = desk.sh("anjuan log A1 --accept --by 赵某 --reason 测试");
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn the_journal_of_a_fork_is_damage_and_no_command_takes_it_over() {
    let desk = two_cases();
    copy(&desk.path("A1"), &desk.path("另一处/A1"));
    for place in ["./A1", "另一处/A1"] {
        let unit = place.replace(['/', '.'], "-");
        desk.sh(&format!("anjuan set {place} case.unit={unit}"))
            .exits(0);
    }
    desk.sh("cp 另一处/A1/journal.jsonl A1/").exits(0);
    refused(&desk, "./A1", "换成了另一份");
    let ran = desk.sh("anjuan log ./A1 --accept --by 赵某 --reason 测试");
    assert_eq!(ran.code, 2, "{}", ran.err);
}

#[test]
fn a_journal_that_is_lost_or_emptied_is_damage_until_somebody_begins_it_anew() {
    for loss in ["rm A1/journal.jsonl", ": > A1/journal.jsonl"] {
        let desk = two_cases();
        desk.sh(loss).exits(0);
        refused(&desk, "A1", "操作日志丢失或被清空");
        desk.sh("rm -r A1/.anjuan").exits(0);
        refused(&desk, "A1", "操作日志丢失或被清空");
        desk.sh("anjuan log A1 --accept --by 赵某 --reason 硬盘坏了")
            .exits(0);
        let ran = desk.sh("anjuan verify A1").exits(0);
        assert!(ran.out.contains("操作日志 丢失，由现状另起"), "{}", ran.out);
        assert!(ran.out.contains("赵某"), "{}", ran.out);
        desk.sh("anjuan set A1 case.unit=执法一科").exits(0);
        desk.sh("anjuan verify A1").exits(0);
    }
}

#[test]
fn a_case_that_never_had_a_journal_cannot_be_verified() {
    let desk = two_cases();
    desk.sh("rm -r A1/journal.jsonl A1/.anjuan && sed -i '/^journal/d' A1/case.toml")
        .exits(0);
    let ran = desk.sh("anjuan verify A1").exits(1);
    assert!(ran.out.contains("无从核对"), "{}", ran.out);
    assert!(!ran.out.contains("完好"), "{}", ran.out);
    let check = desk.sh("anjuan check A1 --json");
    assert_ne!(check.code, 2, "a warning of the check: {}", check.err);
    desk.sh("anjuan log A1 --accept --by 赵某 --reason 建档")
        .exits(0);
    assert!(desk.read("A1/case.toml").contains("\njournal = \""));
    desk.sh("anjuan verify A1").exits(0);
}

#[test]
fn an_end_that_was_cut_off_is_noticed_where_the_case_was_written() {
    let desk = two_cases();
    let early = desk.read("A1/case.toml");
    desk.sh("anjuan set A1 case.unit=执法一科").exits(0);
    let all = lines(&desk.path("A1"));
    desk.write("A1/journal.jsonl", &all[0]);
    desk.write("A1/case.toml", early);
    refused(&desk, "A1", "日志被截短");
    // the whole case was put back to an earlier state: somebody may say so
    desk.sh("anjuan log A1 --accept --by 赵某 --reason 恢复备份")
        .exits(0);
    let ran = desk.sh("anjuan verify A1").exits(0);
    assert!(
        ran.out.contains("退回到较早的状态，原有 2 行"),
        "{}",
        ran.out
    );
}

#[test]
fn which_journal_a_case_has_is_not_for_people_to_say() {
    let desk = two_cases();
    for line in [
        "case.journal=",
        "case.journal=00000000000000000000000000000000",
    ] {
        let ran = desk.sh(&format!("anjuan set A1 {line}")).exits(2);
        assert!(ran.err.contains("case.journal 由程序写入"), "{}", ran.err);
    }
}

#[test]
fn a_case_that_was_given_another_number_by_a_command_keeps_its_journal() {
    let desk = two_cases();
    desk.sh("anjuan set A1 case.id=A7").exits(0);
    desk.sh("anjuan verify A1").exits(0);
    desk.sh("anjuan set A1 case.unit=执法一科").exits(0);
    desk.sh("sed -i 's/\"A7\"/\"A8\"/' A1/case.toml").exits(0);
    refused(&desk, "A1", "应为 案号 A8");
}

/// Something in a line's JSON that is changed.
type Change = fn(&mut Value);

#[test]
fn lines_that_do_not_follow_from_one_another_are_named() {
    let odd: &[(Change, i32, &str)] = &[
        (
            |line| line["data"]["manifest"]["from"] = "0".repeat(64).into(),
            1,
            "第 2 行（seq 1）所接的清单是 000",
        ),
        (
            |line| line["time"] = "2001-01-01T09:00:00+08:00".into(),
            1,
            "第 2 行（seq 1）的时间 2001-01-01T09:00:00+08:00 早于上一行的",
        ),
        (
            |line| line["time"] = "2099-01-01T09:00:00+08:00".into(),
            1,
            "第 2 行（seq 1）的时间 2099-01-01T09:00:00+08:00 晚于今天",
        ),
        (
            |line| {
                line["data"].as_object_mut().unwrap().remove("manifest");
            },
            2,
            "第 2 行（seq 1）：不符合日志行的格式",
        ),
        (
            |line| {
                line["time"] = "2001-01-01T09:00:00+08:00".into();
                line["data"]["clock"] = "regressed".into();
            },
            0,
            "早于上一行的",
        ),
        (
            |line| line["kind"] = "doc-shred".into(),
            0,
            "第 2 行（seq 1）的种类 doc-shred 不认得",
        ),
        (
            |line| line["seq"] = 7.into(),
            2,
            "有日志行被删除，应为 seq 1，实为 seq 7",
        ),
        (
            |line| line["data"]["added"] = json!(["R09"]),
            1,
            "第 2 行（seq 1）还有 R09，清单中没有了，没有日志行说明",
        ),
    ];
    for (change, code, told) in odd {
        let desk = two_cases();
        desk.sh("anjuan set A1 case.unit=执法一科").exits(0);
        let mut all = lines(&desk.path("A1"));
        all[1] = changed(&all[1], change);
        desk.write("A1/journal.jsonl", chained(&all).concat());
        fs::remove_file(desk.path("A1/.anjuan/head")).unwrap();
        let ran = desk.sh("anjuan verify A1").exits(*code);
        assert!(ran.out.contains(told), "{told}:\n{}", ran.out);
    }
}

#[test]
fn a_journal_that_was_cut_and_does_not_fit_the_manifest_is_not_accepted() {
    let desk = two_cases();
    desk.sh("anjuan set A1 case.unit=执法一科").exits(0);
    let all = lines(&desk.path("A1"));
    desk.write("A1/journal.jsonl", &all[0]);
    let ran = desk
        .sh("anjuan log A1 --accept --by 赵某 --reason 恢复备份")
        .exits(2);
    assert!(ran.err.contains("与清单也对不上，不能接受"), "{}", ran.err);
    assert!(ran.err.contains("从同一份备份一并取回"), "{}", ran.err);
}

#[test]
fn what_was_recorded_of_a_file_is_not_set_anew() {
    let desk = Desk::with_all_examples();
    let digest = "1".repeat(64);
    for (key, what) in [
        (format!("R03.sha256={digest}"), " SHA-256 值"),
        ("R03.size=7".to_owned(), "大小"),
        ("R03.path=documents/x.pdf".to_owned(), "路径"),
        ("R03.id=R99".to_owned(), "编号"),
    ] {
        let ran = desk.sh(&format!("anjuan set simple-case {key}")).exits(2);
        let told = format!("R03 的{what}不能用 set 改");
        assert!(ran.err.contains(&told), "{}", ran.err);
    }
    // and a paper that was called a draft again keeps its file
    desk.write("另一份.pdf", "%PDF-1.4");
    desk.sh("anjuan set simple-case R03.state=草稿").exits(0);
    let sign = "anjuan doc sign simple-case R03 --scan 另一份.pdf --date 2026-5-20 --seal";
    let ran = desk.sh(sign).exits(2);
    assert!(ran.err.contains("R03 已经有定稿的文件"), "{}", ran.err);
}

#[test]
fn check_and_status_fold_the_journal_too() {
    let desk = Desk::with_all_examples();
    let case = desk.path("simple-case");
    let mut forged = crate::forgery::copy::Copy::of(&desk.path(""), "simple-case");
    let at = forged.records()[0];
    let id = forged.text(at, "id");
    forged.record(at)["sha256"] = toml_edit::value("2".repeat(64));
    let digest = forged.digest();
    let last = forged.journal.pop().unwrap();
    forged.journal.push(changed(&last, |read| {
        read["data"]["manifest"]["to"] = digest.as_str().into();
    }));
    forged.save();
    fs::remove_dir_all(&case).unwrap();
    copy(&forged.case(), &case);
    let ran = desk.run(["check", "simple-case"]).exits(1);
    assert!(!ran.out.contains("所需记录齐备"), "{}", ran.out);
    assert!(ran.out.contains(&id), "{}", ran.out);
}
