//! What a copy for an outsider holds, and that nothing else is in it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use anjuan::package;
use sha2::{Digest as _, Sha256};

use super::desk::{Desk, copy};

/// Text that must not leave; a test counts those that it has planted.
const MARK: &str = "记号";

/// A record of the case below: id, keys of its own, name of its file (`*`: one that is marked), and
/// whether its content is marked.
type Row = (&'static str, &'static str, &'static str, bool);

const RECORDS: &[Row] = &[
    // what may leave
    (
        "R01",
        "classification = \"公开\"\ntitle = \"*\"\nauthor = \"*\"",
        "documents/*.pdf",
        false,
    ),
    (
        "R02",
        "classification = \"公开\"\nform = \"音像\"",
        "recordings/R02-其他材料.MP4",
        false,
    ),
    (
        "R03",
        "classification = \"商业秘密\"\ntitle = \"*\"",
        "documents/*.x*",
        false,
    ),
    (
        "R04",
        "classification = \"公开\"\nvolume = \"副卷\"",
        "documents/*.docx",
        false,
    ),
    (
        "R05",
        "classification = \"公开\"\nderived_from = \"R06\"",
        "documents/*.pdf",
        false,
    ),
    // what may not
    (
        "R06",
        "classification = \"商业秘密\"\ntitle = \"*\"\nnumber = \"*\"\nauthor = \"*\"",
        "documents/*.pdf",
        true,
    ),
    (
        "R07",
        "classification = \"个人隐私\"\nparty = [\"*\"]",
        "documents/*.pdf",
        true,
    ),
    (
        "R08",
        "title = \"*\"\nsignatures = [{ name = \"*\", role = \"*\" }]",
        "documents/*.pdf",
        true,
    ),
    (
        "R09",
        "classification = \"公开\"\nstate = \"草稿\"\ntitle = \"*\"",
        "documents/*.docx",
        true,
    ),
    (
        "R10",
        "classification = \"公开\"\nstate = \"作废\"\nreason = \"*\"",
        "documents/*.pdf",
        true,
    ),
    (
        "R11",
        "classification = \"公开\"\nvolume = \"副卷\"\ntitle = \"*\"",
        "documents/*.pdf",
        true,
    ),
    (
        "R12",
        "classification = \"公开\"\nlocation = \"采集站:*\"\nsha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"",
        "",
        false,
    ),
    (
        "R13",
        "classification = \"国家秘密\"\nlocation = \"另行保管\"",
        "",
        false,
    ),
    (
        "R14",
        "classification = \"国家秘密\"\ntitle = \"*\"",
        "documents/*.pdf",
        true,
    ),
];

/// Marks are numbered, so that each is found by itself.
fn marked(text: &str, marks: &mut Vec<String>) -> String {
    let mut out = String::new();
    for (at, part) in text.split('*').enumerate() {
        if at > 0 {
            let mark = format!("{MARK}{:03}", marks.len());
            out.push_str(&mark);
            marks.push(mark);
        }
        out.push_str(part);
    }
    out
}

/// A case full of marks.
struct Planted {
    desk: Desk,
    marks: Vec<String>,
}

const HEAD: &str = r#"
schema = 1
[case]
id = "2026-0001"
kind = "行政处罚"
title = "*"
stage = "程序启动"
opened = 2026-03-02
agency = "××市工业和信息化局"
unit = "*"
related = ["*"]
platform_number = "*"
[answers]
major_penalty = { value = false, basis = "*", by = "*", date = 2026-04-10 }
[[party]]
role = "当事人"
name = "*"
identifier = "*"
representative = "*"
address = "*"
phone = "*"
[[party]]
role = "第三人"
name = "*"
[[officer]]
name = "*"
certificate = "*"
[[event]]
id = "E01"
type = "现场检查"
start = 2026-03-03
place = "*"
officers = ["*"]
participants = ["*"]
[[attestation]]
rule = "sanming/27-1"
subject = "E01"
statement = "*"
by = "*"
[[waiver]]
rule = "sanming/9-1"
subject = "case"
reason = "*"
approver = "*"
[archive]
number = "*"
fonds = "*"
note = "*"
filed_by = "*"
checked_by = "*"
[x-other]
remark = "*"
"#;

fn planted() -> Planted {
    let desk = Desk::new();
    let mut marks = Vec::new();
    let mut text = marked(HEAD, &mut marks);
    for (id, keys, file, secret) in RECORDS {
        let _ = write!(text, "[[record]]\nid = \"{id}\"\ntype = \"其他材料\"\n");
        text.push_str(&marked(keys, &mut marks));
        text.push('\n');
        if !file.is_empty() {
            let content = format!("%PDF-1.4 {id} {}", if *secret { "*" } else { "" });
            let content = marked(&content, &mut marks);
            let path = marked(file, &mut marks);
            desk.write(&format!("案/{path}"), &content);
            let _ = writeln!(text, "path = \"{path}\"");
            if !keys.contains("草稿") {
                let digest = hex(content.as_bytes());
                let _ = writeln!(text, "size = {}\nsha256 = \"{digest}\"", content.len());
            }
        }
        if *secret && *id != "R14" {
            let fields = marked("[record.fields]\n\"*\" = \"*\"\n", &mut marks);
            text.push_str(&fields);
        }
    }
    desk.write("案/case.toml", &text);
    let mut run = |line: &str| {
        let line = marked(line, &mut marks);
        desk.sh(&line).exits(0);
    };
    run("anjuan log 案 --accept --by '*' --reason '*'");
    run(
        "anjuan access request 案 --applicant '*' --identity '*' --reason '*' --by '*' --date 2026-6-1",
    );
    run("anjuan access opinion 案 A01 --by '*' --agree --note '*' --date 2026-6-2");
    run(
        "anjuan access approve 案 A01 --by '*' --agree --note '*' --release R03,R04 --date 2026-6-3",
    );
    run("anjuan access read 案 A01 --note '*' --by '*'");
    Planted { desk, marks }
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

/// Every byte string in which something could stand: the ZIP, the names, the contents.
fn all_of(zip: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = vec![("the ZIP".to_owned(), fs::read(zip).unwrap())];
    for entry in package::entries(zip).unwrap() {
        let content = package::read_entry(zip, &entry.name).unwrap();
        all.push((entry.name.clone(), entry.name.clone().into_bytes()));
        all.push((entry.name, content));
    }
    all
}

#[test]
fn nothing_that_is_withheld_is_in_a_copy() {
    let Planted { desk, mut marks } = planted();
    let line = marked("anjuan access copy 案 A01 -o 件.zip --by '*'", &mut marks);
    let ran = desk.sh(&line).exits(0);
    assert!(marks.len() > 60, "{}", marks.len());
    // the marks are in the case, so that the search below can fail
    let case: String = ["case.toml", "journal.jsonl", "access.jsonl"]
        .iter()
        .map(|name| desk.read(&format!("案/{name}")))
        .collect();
    let files = desk.sh("find 案 -type f; cat 案/documents/*").out;
    let absent: Vec<_> = marks
        .iter()
        .filter(|mark| !case.contains(*mark) && !files.contains(*mark))
        .collect();
    assert_eq!(absent.len(), 0, "{absent:?}");
    let all = all_of(&desk.path("件.zip"));
    for (place, bytes) in &all {
        assert!(!contains(bytes, MARK), "a mark in {place}");
        for (id, ..) in RECORDS.iter().skip(5) {
            assert!(!contains(bytes, id), "{id} in {place}");
        }
    }
    // nor a digest, by which a guess at a withheld file could be confirmed
    for entry in fs::read_dir(desk.path("案/documents")).unwrap() {
        let content = fs::read(entry.unwrap().path()).unwrap();
        if contains(&content, MARK) {
            let digest = hex(&content);
            assert!(all.iter().all(|(_, bytes)| !contains(bytes, &digest)));
        }
    }
    for (id, ..) in RECORDS.iter().take(5) {
        let there = all
            .iter()
            .any(|(_, bytes)| contains(bytes, &format!("%PDF-1.4 {id}")));
        assert!(there, "{id} should leave");
    }
    // the clerk is told what was withheld, and nobody else
    for (id, why) in [
        ("R06", "商业秘密"),
        ("R07", "个人隐私"),
        ("R08", "没有标密级"),
        ("R09", "草稿"),
        ("R10", "作废"),
        ("R11", "副卷"),
        ("R12", "没有它的文件"),
        ("R13、R14", "国家秘密"),
    ] {
        let told = ran
            .err
            .lines()
            .any(|line| line.contains(id) && line.contains(why));
        assert!(told, "{id}: {}", ran.err);
        assert!(!ran.out.contains(id), "{}", ran.out);
    }
}

#[test]
fn a_copy_says_what_it_is_and_names_files_by_number_and_type() {
    let Planted { desk, .. } = planted();
    desk.sh("anjuan access copy 案 A01 -o 件.zip").exits(0);
    let zip = desk.path("件.zip");
    let names: BTreeSet<_> = package::entries(&zip)
        .unwrap()
        .into_iter()
        .map(|entry| entry.name)
        .collect();
    let wanted = [
        "bag-info.txt",
        "bagit.txt",
        "data/01-其他材料.pdf",
        "data/02-其他材料.mp4",
        "data/03-其他材料",
        "data/04-其他材料.docx",
        "data/05-其他材料.pdf",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
        "复制件目录.csv",
        "复制件目录.html",
        "说明.txt",
    ];
    assert_eq!(
        names,
        wanted.iter().map(|name| (*name).to_owned()).collect()
    );
    let text = |name: &str| String::from_utf8(package::read_entry(&zip, name).unwrap()).unwrap();
    let info = text("bag-info.txt");
    for line in [
        "Source-Organization: ××市工业和信息化局",
        "External-Description: 查阅复制件，不是归档包：案卷 2026-0001 的申请 A01",
        "External-Identifier: 2026-0001",
        "Bagging-Date: 2026-07-01",
        "Anjuan-Access-Request: A01",
    ] {
        assert!(info.lines().any(|found| found == line), "{line}: {info}");
    }
    let csv = text("复制件目录.csv");
    let rows: Vec<_> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(rows[0], "序号,文书,文号,日期,文件,SHA-256");
    let digest = hex(b"%PDF-1.4 R01 ");
    assert_eq!(
        rows[1],
        format!("1,其他材料,,,data/01-其他材料.pdf,{digest}")
    );
    assert_eq!(rows.len(), 6);
    assert!(text("复制件目录.html").contains(&digest));
    assert!(text("说明.txt").contains("不是归档包"));
    let ran = desk.run(["verify", "件.zip"]).exits(0);
    assert!(ran.out.contains("申请 A01 的查阅复制件"), "{}", ran.out);
}

#[test]
fn the_same_request_on_the_same_day_gives_the_same_bytes_and_each_copy_its_line() {
    let Planted { desk, .. } = planted();
    let lines = || desk.read("案/access.jsonl").lines().count();
    let before = lines();
    desk.sh("anjuan access copy 案 A01 -o 甲.zip").exits(0);
    desk.sh("anjuan access copy 案 A01 -o 乙.zip").exits(0);
    assert_eq!(lines(), before + 2);
    assert!(fs::read(desk.path("甲.zip")).unwrap() == fs::read(desk.path("乙.zip")).unwrap());
    desk.sh("anjuan access copy 案 A01 -o 甲.zip").exits(0);
    assert_eq!(
        lines(),
        before + 2,
        "a copy that is there is not made again"
    );
    desk.sh("ANJUAN_TODAY=2026-07-02 anjuan access copy 案 A01 -o 甲.zip")
        .exits(2);
    desk.write("丙.zip", "x");
    desk.sh("anjuan access copy 案 A01 -o 丙.zip").exits(2);
    desk.sh("anjuan access copy 案 A01 -o 案/丁.zip").exits(2);
    assert_eq!((lines(), desk.read("丙.zip").as_str()), (before + 2, "x"));
    assert!(!desk.path("案/丁.zip").exists());
    desk.sh("anjuan access copy 案 A01 && test -f 2026-0001-A01.zip")
        .exits(0);
}

#[test]
fn a_file_that_is_not_as_recorded_stops_the_copy() {
    type Harm = fn(&Path);
    let Planted { desk, .. } = planted();
    let of_r02 = "案/recordings/R02-其他材料.MP4";
    let harms: &[(&str, Harm)] = &[
        ("changed", |file| fs::write(file, "%PDF-1.4 R0X ").unwrap()),
        ("longer", |file| fs::write(file, "%PDF-1.4 R02 +").unwrap()),
        ("missing", |file| fs::remove_file(file).unwrap()),
    ];
    for (name, harm) in harms {
        let harmed = Desk::new();
        copy(&desk.path(""), &harmed.path(""));
        let log = harmed.read("案/access.jsonl");
        harm(&harmed.path(of_r02));
        let ran = harmed.sh("anjuan access copy 案 A01 -o 件.zip").exits(1);
        assert!(ran.err.contains("R02"), "{name}: {}", ran.err);
        assert!(!harmed.path("件.zip").exists(), "{name}");
        assert_eq!(harmed.read("案/access.jsonl"), log, "{name}");
    }
}

#[test]
fn bytes_that_are_withheld_do_not_leave_under_another_name() {
    let Planted { desk, .. } = planted();
    let mut papers = fs::read_dir(desk.path("案/documents")).unwrap();
    let secret = papers.find_map(|entry| {
        let content = fs::read(entry.unwrap().path()).unwrap();
        contains(&content, "R06").then_some(content)
    });
    let secret = secret.expect("the paper R06");
    for name in ["公开件.pdf", "遮盖件.pdf"] {
        desk.write(name, &secret);
    }
    for file in ["公开件.pdf", "遮盖件.pdf --derived-from R06"] {
        desk.sh(&format!(
            "anjuan add 案 {file} --type 其他材料 --classification 公开"
        ))
        .exits(0);
    }
    for set in ["商业秘密", "国家秘密", ""] {
        desk.sh(&format!("anjuan set 案 R06.classification={set}"))
            .exits(0);
        let _ = fs::remove_file(desk.path("件.zip"));
        let ran = desk.sh("anjuan access copy 案 A01 -o 件.zip").exits(0);
        let told = "R15、R16：文件与不能给的 R06 相同";
        assert!(ran.err.contains(told), "{set}: {}", ran.err);
        let all = all_of(&desk.path("件.zip"));
        assert!(all.iter().all(|(_, bytes)| !contains(bytes, MARK)), "{set}");
    }
}

#[test]
fn a_release_is_of_the_file_that_was_there_and_of_the_class_that_it_had() {
    let Planted { desk, .. } = planted();
    let digest = "1".repeat(64);
    for (line, why) in [
        ("R03.classification=国家秘密".to_owned(), "国家秘密"),
        (format!("R03.sha256={digest}"), "批准以后换过文件"),
        ("R03.state=作废 R03.reason=误收".to_owned(), "作废"),
    ] {
        let other = Desk::new();
        copy(&desk.path(""), &other.path(""));
        if line.contains("sha256=") {
            // what was recorded of a file is changed by hand alone, and accepted
            let edit = format!("/^id = \"R03\"/,/^sha256/s/^sha256 = .*/sha256 = \"{digest}\"/");
            other.sh(&format!("sed -i '{edit}' 案/case.toml")).exits(0);
            other
                .sh("anjuan log 案 --accept --by 赵某 --reason 录入有误")
                .exits(0);
        } else {
            other.sh(&format!("anjuan set 案 {line}")).exits(0);
        }
        let ran = other.sh("anjuan access copy 案 A01 -o 件.zip").exits(0);
        let told = ran
            .err
            .lines()
            .any(|told| told.contains("R03") && told.contains(why));
        assert!(told, "{line}: {}", ran.err);
        let all = all_of(&other.path("件.zip"));
        assert!(
            all.iter().all(|(_, bytes)| !contains(bytes, "R03")),
            "{line}"
        );
    }
}

#[test]
fn public_tools_can_check_a_copy() {
    let Planted { desk, .. } = planted();
    desk.sh("anjuan access copy 案 A01 -o 件.zip").exits(0);
    let unpack = "command -v unzip sha256sum > /dev/null || exit 9; unzip -q 件.zip -d 出 && \
                  cd 出/2026-0001-A01 && sha256sum -c --quiet manifest-sha256.txt tagmanifest-sha256.txt";
    let ran = desk.sh(unpack);
    if ran.code == 9 {
        println!("SKIPPED: 没有 unzip 或 sha256sum");
        return;
    }
    ran.exits(0);
    desk.run(["verify", "出/2026-0001-A01"]).exits(0);
    let Some(bagit) = std::env::var_os("ANJUAN_BAGIT") else {
        println!("SKIPPED: 没有 bagit.py");
        return;
    };
    let folder = desk.path("出/2026-0001-A01");
    let output = Command::new(bagit).arg("--validate").arg(folder).output();
    let output = output.expect("started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
