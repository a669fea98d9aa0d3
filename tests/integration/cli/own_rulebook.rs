//! A bureau's own rulebook: no Rust is needed, and no word of the built-in one comes back.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::desk::{Desk, Ran, copy};
use crate::rules::base::RULEBOOK;

/// A rulebook with other names for everything.
fn water() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/water")
}

/// A workspace whose rulebook is the other one, by hand and by command.
fn workspace() -> Desk {
    let desk = Desk::new();
    desk.sh("anjuan init --agency ××县水利局 --short ×水")
        .exits(0);
    copy(&water(), &desk.path("templates/water"));
    name_rulebooks(&desk, &["water"]);
    let recordings = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/penalty-case/recordings");
    let recording = fs::read_dir(recordings)
        .expect("recordings")
        .map(|entry| entry.expect("an entry").path())
        .min()
        .expect("a recording");
    fs::copy(recording, desk.path("现场.mp4")).expect("copied");
    for page in ["一", "二", "三", "四", "五"] {
        desk.write(&format!("{page}.pdf"), format!("%PDF-1.4\n% {page}\n"));
    }
    desk
}

/// Puts the line that names rulebooks at the top of the workspace's file.
fn name_rulebooks(desk: &Desk, names: &[&str]) {
    let text = desk.read("anjuan.toml");
    desk.write("anjuan.toml", format!("rulebooks = {names:?}\n{text}"));
}

/// A whole case, command by command.
const CASE: &[&str] = &[
    "rulebook list",
    "rulebook show",
    "rulebook check",
    "explain 第四条",
    "explain 4-1",
    "explain surveyed",
    "doc list",
    "doc fields 水事处罚决定",
    "new W1 --title 某公司侵占河道案 --party 某公司 --opened 2026-6-1",
    "event W1 受案 --start 2026-6-1",
    "doc new W1 受案登记卡 --set 线索=巡查发现 --blank",
    "doc sign W1 R01 --scan 一.pdf --sign 赵某:经办人:2026-6-1 --date 2026-6-1",
    "stage W1",
    "event W1 实地勘查 --start '2026-6-2 9:00' --end '2026-6-2 9:30' --officer 赵某",
    "add W1 现场.mp4 --event E02 --start '2026-6-2 8:59' --end '2026-6-2 9:31' --operator 赵某 --original",
    "doc new W1 勘查笔录 --set 勘查经过=堤脚堆放砂石",
    "doc sign W1 R03 --scan 二.pdf --sign 王某:当事人:2026-6-2 --sign 陈某:见证人:2026-6-2 --date 2026-6-2",
    "stage W1",
    "doc new W1 水事处罚决定 --set 事实=堤脚堆放砂石 --set 金额=5000元 --blank",
    "doc sign W1 R04 --scan 三.pdf --seal --date 2026-6-10 --number ×水罚〔2026〕1号",
    "stage W1",
    "status W1",
    "set W1 case.outcome=处以处罚",
    "serve W1 R04 --method 直接送达 --to 某公司 --recipient 王某 --received 2026-6-11",
    "doc new W1 签收单 --blank",
    "doc sign W1 R05 --scan 四.pdf --sign 王某:签收人:2026-6-11 --date 2026-6-11",
    "stage W1",
    "event W1 办结 --start 2026-6-20",
    "doc new W1 办结报告 --blank",
    "doc sign W1 R06 --scan 五.pdf --sign 赵某:经办人:2026-6-20 --date 2026-6-20",
    "set W1 case.closed=2026-6-20 archive.date=2026-6-25 archive.retention=10年 archive.filed_by=赵某",
    "check W1",
    "check W1 --json --all",
    "list",
    "log W1",
    "package W1",
    "verify W1.zip",
];

fn play(desk: &Desk) -> String {
    let mut said = String::new();
    for line in CASE {
        let Ran { out, err, .. } = desk.sh(&format!("anjuan {line}")).exits(0);
        said.extend([line, "\n", &out, &err]);
    }
    said
}

#[test]
fn a_case_is_kept_with_another_rulebook_and_no_word_of_the_built_in_one_comes_back() {
    let desk = workspace();
    let mut said = play(&desk);
    assert!(said.contains("所需记录齐备"), "{said}");
    assert!(said.contains("缺送交和《签收单》"), "{said}");
    assert!(
        said.contains("--sign 姓名:签收人"),
        "the signer is the catalogue's: {said}"
    );
    let unpacked = desk.path("包");
    fs::create_dir(&unpacked).expect("made");
    desk.sh("cd 包 && unzip -qq ../W1.zip").exits(0);
    for entry in walkdir::WalkDir::new(unpacked) {
        let entry = entry.expect("an entry");
        said.push_str(&entry.path().display().to_string());
        let bytes = fs::read(entry.path()).unwrap_or_default();
        said.push_str(std::str::from_utf8(&bytes).unwrap_or_default());
    }
    said.push_str(&desk.read("anjuan.toml"));
    // The list of rulebooks names those that are built in.
    let listed = |line: &&str| !line.contains(" 内置 ");
    let said: String = said.lines().filter(listed).collect();
    let own = said_by_the_rulebook();
    let documents = RULEBOOK.catalogue.iter().map(|document| &document.name);
    let events = RULEBOOK.events.iter().map(|event| &event.name);
    let words = documents.chain(events).map(String::as_str);
    let words = words.chain(["sanming", "三明", "细则", "第三十二条", "第三十三条"]);
    // Words of the program itself, whatever the rulebook: stages, commands, forms of a record.
    let plain = ["送达", "归档", "立案", "音像记录", "电子数据"];
    let strange: Vec<_> = words
        .filter(|word| !plain.contains(word) && !own.contains(word))
        .filter(|word| said.contains(word))
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}

/// Everything that the other rulebook says itself.
fn said_by_the_rulebook() -> String {
    let mut text = String::new();
    for entry in walkdir::WalkDir::new(water()) {
        let bytes = fs::read(entry.expect("an entry").path()).unwrap_or_default();
        text.push_str(&String::from_utf8_lossy(&bytes));
    }
    text
}

#[test]
fn each_single_removal_is_found_under_its_own_rule() {
    let desk = workspace();
    play(&desk);
    let rows = [
        (&["R01.signatures="][..], "2-1", "R01"),
        (&["R01.fields.线索="], "2-1", "R01"),
        (&["R02.media.end=2026-06-02T09:05:00+08:00"], "3-2", "E02"),
        (&["E02.end="], "3-1", "E02"),
        (&["R04.state=草稿"], "5-1", "case"),
        (&["E03.received="], "5-2", "E03"),
        (&["R05.serves="], "5-2", "E03"),
        (&["R06.state=草稿"], "6-1", "case"),
        (&["case.closed="], "6-1", "case.closed"),
        (
            &["R03.signatures=[{name=\"王某\", role=\"当事人\", mark=\"签名\"}]"],
            "4-1",
            "R03",
        ),
    ];
    for (edits, rule, subject) in rows {
        let elsewhere = Desk::new();
        copy(&desk.path(""), &elsewhere.path(""));
        for edit in edits {
            elsewhere.run(["set", "W1", edit]).exits(0);
        }
        let report = elsewhere.run(["check", "W1", "--json"]).exits(1).json();
        let found: Vec<_> = report["cases"][0]["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| (finding["rule"].clone(), finding["subject"].clone()))
            .collect();
        let wanted = (Value::from(format!("water/{rule}")), Value::from(subject));
        assert!(found.contains(&wanted), "{edits:?}: {found:?}");
    }
}

#[test]
fn the_statutes_do_not_fit_over_other_names_and_that_is_said_in_a_few_lines() {
    let desk = Desk::new();
    desk.sh("anjuan init --agency ××县水利局").exits(0);
    copy(&water(), &desk.path("templates/water"));
    name_rulebooks(&desk, &["water", "national"]);
    let ran = desk
        .sh("anjuan new W1 --title 某公司侵占河道案 --party 某公司 --opened 2026-6-1")
        .exits(2);
    assert!(
        ran.err.contains("规程 national 不能叠加在 water 之上"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("anjuan rulebook new national"),
        "{}",
        ran.err
    );
    assert!(ran.err.lines().count() <= 5, "{}", ran.err);
    assert!(
        !desk.path("W1").exists(),
        "nothing is made that cannot be read"
    );
}
