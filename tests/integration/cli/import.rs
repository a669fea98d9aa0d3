//! Many cases at once, from what another system exported.

use std::fs;
use std::path::Path;

use encoding_rs::GB18030;

use super::desk::{Desk, Ran};

/// A desk with the example workspace and the example export.
fn desk() -> Desk {
    let desk = Desk::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    fs::copy(examples.join("anjuan.toml"), desk.path("anjuan.toml")).expect("copied");
    for name in ["导出.csv", "导出.json", "对照表.toml"] {
        fs::copy(examples.join("import").join(name), desk.path(name)).expect("copied");
    }
    desk
}

/// What lies in the directory, by name.
fn names(desk: &Desk) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(desk.path(""))
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("text")
        })
        .collect();
    names.sort();
    names
}

const IDS: [&str; 3] = ["2026-0101", "2026-0102", "2026-J-0103"];

/// The manifests, without the random name of each journal.
fn manifests(desk: &Desk, below: &str) -> Vec<String> {
    let read = |id: &&str| {
        let text = desk.read(&format!("{below}{id}/case.toml"));
        let lines = text.split_inclusive('\n');
        lines
            .filter(|line| !line.starts_with("journal = "))
            .collect()
    };
    IDS.iter().map(read).collect()
}

#[test]
fn csv_json_and_the_old_encoding_begin_the_same_cases() {
    let desk = desk();
    let ran = desk
        .sh("anjuan new --from 导出.csv --mapping 对照表.toml")
        .exits(0);
    assert_eq!(
        ran.out,
        "2026-0101\t2026-0101\n2026-0102\t2026-0102\n2026-J-0103\t2026-J-0103\n"
    );
    assert!(ran.err.contains("导出.csv：UTF-8，3 行"), "{}", ran.err);
    assert!(ran.err.contains("没有用到的列：办理状态"), "{}", ran.err);
    let made = manifests(&desk, "");
    insta::assert_snapshot!(made[1]);
    let log = desk.run(["log", "2026-0101"]).exits(0);
    assert!(log.out.contains("李某  立案  2026-0101"), "{}", log.out);

    let other = self::desk();
    other
        .sh("anjuan new --from 导出.json --mapping 对照表.toml --into 子/目录")
        .exits(0);
    assert_eq!(manifests(&other, "子/目录/"), made);

    let old = self::desk();
    let text = old.read("导出.csv");
    let (bytes, _, _) = GB18030.encode(text.trim_start_matches('\u{feff}'));
    old.write("导出.csv", bytes);
    let ran = old
        .sh("anjuan new --from 导出.csv --mapping 对照表.toml")
        .exits(0);
    assert!(ran.err.contains("导出.csv：GB18030，3 行"), "{}", ran.err);
    assert_eq!(manifests(&old, ""), made);
}

#[test]
fn a_dry_run_says_the_same_and_makes_nothing() {
    let desk = desk();
    let before = names(&desk);
    let line = "anjuan new --from 导出.csv --mapping 对照表.toml --into 新目录";
    let dry = desk.sh(&format!("{line} --dry-run")).exits(0);
    assert_eq!(names(&desk), before);
    assert!(dry.err.contains(&format!("提示：{line}")), "{}", dry.err);
    let json = desk.sh(&format!("{line} --dry-run --json")).exits(0).json();
    assert_eq!(json[0]["status"], "ready");
    assert_eq!(names(&desk), before);
    assert_eq!(desk.sh(line).exits(0).out, dry.out);
}

/// Rows of which each is wrong in its own way, but for the first and the last.
const ROWS: &str = "案号,案件种类,案由或案件名称,case.opened,case.platform_number,party.name,说明\n\
    A-1,行政处罚,甲案,2026-03-02,P1,甲公司,\n\
    A 2,行政处罚,乙案,2026-03-02,P2,乙公司,\n\
    A-3,行政处法,,2026/13/1,P3,丙公司,\n\
    A-4,行政许可,丁案,2026-03-02,P4,丁公司,\n\
    A-5,行政处罚,戊案,2026-03-02 14:20,P5,戊公司\n\
    ,,,,,,\n\
    A-6,行政处罚,\"己\n案\",2026-03-02 14:20,P6,己公司,\n\
    A-1,行政处罚,又一甲案,2026-03-02,P7,甲公司,\n\
    A-8,行政处罚,辛案,2026-03-02,P1,辛公司,\n\
    A-9,行政处罚,壬\u{202e}案,2026-03-02,P9,壬公司,\n\
    A-10,行政处罚,癸案,2026年3月2日,P10,癸公司,\n";

#[test]
fn each_refused_row_is_named_and_the_others_are_made() {
    let desk = Desk::new();
    desk.write("表.csv", ROWS.replace('\n', "\r\n"));
    let dry = desk.sh("anjuan new --from 表.csv --dry-run").exits(1);
    let ran = desk.sh("anjuan new --from 表.csv").exits(1);
    assert_eq!(ran.out, "A-1\tA-1\nA-10\tA-10\n");
    assert_eq!(dry.out, ran.out);
    insta::assert_snapshot!(ran.err);
    assert_eq!(names(&desk), ["A-1", "A-10", "表.csv"]);
    assert!(
        desk.read("A-10/case.toml")
            .contains("opened = 2026-03-02\n")
    );
}

#[test]
fn strictly_one_refused_row_stops_all() {
    let desk = Desk::new();
    desk.write("表.csv", ROWS);
    let ran = desk.sh("anjuan new --from 表.csv --strict --json").exits(1);
    let statuses: Vec<_> = ran
        .json()
        .as_array()
        .expect("an array")
        .iter()
        .map(|row| row["status"].as_str().expect("a word").to_owned())
        .collect();
    assert_eq!(statuses.iter().filter(|word| *word == "held").count(), 2);
    assert_eq!(statuses.iter().filter(|word| *word == "refused").count(), 8);
    assert_eq!(names(&desk), ["表.csv"]);
}

#[test]
fn what_is_there_is_never_begun_again_and_a_stopped_run_goes_on() {
    let desk = desk();
    let line = "anjuan new --from 导出.csv --mapping 对照表.toml";
    desk.sh(line).exits(0);
    fs::remove_dir_all(desk.path("2026-0102")).expect("removed");
    fs::rename(desk.path("2026-J-0103"), desk.path("旧案")).expect("moved");
    let before = desk.read("2026-0101/case.toml");
    let ran = desk.sh(line).exits(1);
    assert_eq!(ran.out, "2026-0102\t2026-0102\n");
    assert!(
        ran.err
            .contains("导出.csv 第 4 行 2026-J-0103：case.id 相同的案件已经建立：旧案"),
        "{}",
        ran.err
    );
    assert!(
        ran.err
            .contains("建立 1 件，拒收 2 行，其中早已建立的 2 行"),
        "{}",
        ran.err
    );
    assert_eq!(desk.read("2026-0101/case.toml"), before);

    // The same number on the platform under another number of the agency, and a taken directory.
    let text = desk.read("导出.csv").replace("2026-0101", "2026-0901");
    desk.write(
        "又.csv",
        text.replace("2026-0102", "旧案")
            .replace("2026-J-0103", "2026-0101"),
    );
    let rows = desk
        .sh("anjuan new --from 又.csv --mapping 对照表.toml --json")
        .exits(1)
        .json();
    assert_eq!(rows[0]["existing"], "2026-0101");
    assert!(
        rows[0]["problems"][0]["message"]
            .as_str()
            .expect("words")
            .starts_with("case.platform_number 相同")
    );
    assert_eq!(rows[1]["problems"][0]["column"], "本局案号");
    assert_eq!(rows[2]["existing"], "2026-0101");
}

#[test]
fn what_a_crash_left_of_a_beginning_is_finished_and_reported() {
    let desk = desk();
    let line = "anjuan new --from 导出.csv --mapping 对照表.toml";
    desk.sh(line).exits(0);
    // The journal's line stands, the rename does not yet.
    let case = desk.path("2026-0101");
    fs::rename(case.join("case.toml"), case.join(".anjuan/next.toml")).expect("moved");
    fs::remove_dir_all(desk.path("2026-0102")).expect("removed");
    let ran = desk.sh(line).exits(1);
    assert_eq!(ran.out, "2026-0102\t2026-0102\n");
    assert!(case.join("case.toml").is_file());
    desk.run(["log", "2026-0101"]).exits(0);
}

#[test]
fn bytes_that_cannot_be_read_are_refused_with_their_row() {
    let desk = Desk::new();
    let table = "case.id,case.kind,case.title,case.opened\n\
                 B-1,行政处罚,甲案,2026-03-02\nB-2,行政处罚,乙案,2026-03-02\nB-3,行政处罚,丙案,2026-03-02\n";
    // One broken byte does not turn a file in UTF-8 into one in GB18030.
    let mut bytes = table.as_bytes().to_vec();
    let at = table.find('乙').expect("there");
    bytes[at] = 0xFF;
    desk.write("甲.csv", &bytes);
    let ran = desk.sh("anjuan new --from 甲.csv").exits(1);
    assert_eq!(ran.out, "B-1\tB-1\nB-3\tB-3\n");
    assert!(
        ran.err
            .contains("甲.csv 第 3 行：「case.title」不是 UTF-8，读不出来"),
        "{}",
        ran.err
    );
    let (old, _, _) = GB18030.encode(table);
    let mut old = old.replace_ids();
    let at = old
        .windows(2)
        .position(|pair| pair == b"\xD2\xD2")
        .expect("乙");
    old[at] = 0xFF;
    desk.write("乙.csv", &old);
    let ran = desk.sh("anjuan new --from 乙.csv").exits(1);
    assert_eq!(ran.out, "C-1\tC-1\nC-3\tC-3\n");
    assert!(
        ran.err
            .contains("乙.csv 第 3 行：「case.title」不是 GB18030，读不出来"),
        "{}",
        ran.err
    );
    assert!(desk.read("C-3/case.toml").contains("丙案"));
}

/// Other numbers for the same cases.
trait ReplaceIds {
    fn replace_ids(&self) -> Vec<u8>;
}

impl ReplaceIds for [u8] {
    fn replace_ids(&self) -> Vec<u8> {
        let mut bytes = self.to_vec();
        for at in 0..bytes.len().saturating_sub(1) {
            if bytes[at] == b'B' && bytes[at + 1] == b'-' {
                bytes[at] = b'C';
            }
        }
        bytes
    }
}

#[test]
fn a_quote_that_is_never_closed_swallows_no_row_unseen() {
    let desk = Desk::new();
    let table = "case.id,case.kind,case.opened,case.title\nD-1,行政处罚,2026-03-02,甲案\n\
                 D-2,行政处罚,2026-03-02,\"乙案\nD-3,行政处罚,2026-03-02,丙案\n";
    desk.write("表.csv", table);
    let ran = desk.sh("anjuan new --from 表.csv").exits(1);
    assert_eq!(ran.out, "D-1\tD-1\n");
    assert!(
        ran.err.contains("表.csv 第 3 行：引号没有合上"),
        "{}",
        ran.err
    );
}

#[test]
fn several_parties_stand_in_one_row() {
    let desk = Desk::new();
    let mapping = "rows = \"/列\"\ncase.id = \"号\"\ncase.title = \"名\"\ncase.opened = \"日\"\n\
                   case.kind = { value = \"行政处罚\" }\ncase.related = { column = \"相关\", split = \",\" }\n\
                   [[party]]\nname = \"当事人\"\nidentifier = \"证号\"\n\
                   [[party]]\nrole = { value = \"第三人\" }\nname = { column = \"第三人\", split = \"、\" }\n";
    desk.write("对照.toml", mapping);
    let rows = r#"{"列": [
        {"号": "E-1", "名": "甲案", "日": "2026-3-2", "当事人": ["甲", "乙"], "证号": ["1", ""], "第三人": "丙、丁、", "相关": "X-1,X-2"},
        {"号": 2, "名": "乙案", "日": "2026-3-2", "当事人": "甲", "证号": null, "第三人": ""},
        {"号": "E-3", "名": "丙案", "日": "2026-3-2", "当事人": ["甲", "乙"], "证号": "1"},
        {"号": "E-4", "名": "丁案", "日": "2026-3-2", "证号": "1"},
        {"号": 1.5, "名": ["甲", "乙"], "日": "2026-3-2", "当事人": {"名": "甲"}},
        "E-6"
    ]}"#;
    desk.write("表.json", rows);
    let ran = desk
        .sh("anjuan new --from 表.json --mapping 对照.toml")
        .exits(1);
    assert_eq!(ran.out, "E-1\tE-1\n2\t2\n");
    insta::assert_snapshot!(ran.err);
    let text = desk.read("E-1/case.toml");
    let parties = text.split("[[party]]").skip(1).collect::<Vec<_>>();
    assert_eq!(
        parties,
        [
            "\nname = \"甲\"\nidentifier = \"1\"\n\n",
            "\nname = \"乙\"\n\n",
            "\nrole = \"第三人\"\nname = \"丙\"\n\n",
            "\nrole = \"第三人\"\nname = \"丁\"\n"
        ]
    );
    assert!(text.contains("related = [\"X-1\", \"X-2\"]"), "{text}");
}

/// Refuses a file and a mapping with words; nothing is made and JSON stays JSON.
#[track_caller]
fn unusable(desk: &Desk, line: &str, words: &[&str]) -> Ran {
    let before = names(desk);
    let ran = desk.sh(line).exits(2);
    assert_eq!(ran.out, "", "{line}");
    for word in words {
        assert!(ran.err.contains(word), "{line}: {}", ran.err);
    }
    assert_eq!(desk.sh(&format!("{line} --json")).exits(2).out, "[]\n");
    assert_eq!(names(desk), before);
    ran
}

#[test]
fn a_file_that_is_no_table_is_refused_as_a_whole() {
    let desk = desk();
    let files: &[(&str, &[u8], &[&str])] = &[
        ("工作簿.csv", b"PK\x03\x04rest", &["Excel 工作簿", "另存为"]),
        ("宽.csv", b"\xFF\xFEa\0", &["UTF-16", "另存为"]),
        ("空.csv", b"", &["文件是空的"]),
        ("无名.csv", b",,\n1,2,3\n", &["没有列名"]),
        (
            "重名.csv",
            b"case.id,case.id\n1,2\n",
            &["两列都叫「case.id」"],
        ),
        ("乱.json", b"{", &["JSON 在中途结束"]),
        ("散.json", b"{\"data\": []}", &["应为对象的数组", "rows"]),
    ];
    for (name, bytes, words) in files {
        desk.write(name, bytes);
        unusable(&desk, &format!("anjuan new --from {name}"), words);
    }
    unusable(&desk, "anjuan new --from 没有.csv", &["没有这个文件"]);
    let words = ["看不出哪一列是 case.id（案号）", "本局案号", "--mapping"];
    unusable(&desk, "anjuan new --from 导出.csv", &words);
}

#[test]
fn a_mapping_that_does_not_fit_is_refused_as_a_whole() {
    let desk = desk();
    let line = "anjuan new --from 导出.csv --mapping 对照.toml";
    unusable(&desk, line, &["无法读取 对照.toml"]);
    let good = desk.read("对照表.toml");
    for (from, to, words) in [
        (
            "id = \"本局案号\"",
            "id = \"本局的案号\"",
            &["没有列 「本局的案号」（case.id）", "是否指「本局案号」"][..],
        ),
        ("id = \"本局案号\"", "", &["没有写哪一列是 case.id"]),
        (
            "id = \"本局案号\"",
            "ID = \"本局案号\"",
            &["未知的键 case.ID", "没有写哪一列是 case.id"],
        ),
        (
            "unit = \"承办科室\"",
            "stage = \"办理状态\"",
            &["case.stage 不能导入"],
        ),
        (
            "unit = \"承办科室\"",
            "unit = 3",
            &["键 case.unit 应为列名"],
        ),
        ("%Y/%m/%d\" }", "%Q\" }", &["format「%Q」有误"]),
        (
            "value = \"当事人\"",
            "value = \"主犯\"",
            &["party.role 的值「主犯」有误，应为：当事人"],
        ),
        (
            "\"企业\" = \"法人\"",
            "\"企业\" = \"公司\"",
            &["words 中「公司」有误"],
        ),
        (
            "[officer]\nname",
            "[officer]\nrole",
            &["officer.role 的", "officer.name"],
        ),
    ] {
        let bad = good.replace(from, to);
        assert_ne!(bad, good, "{from}");
        desk.write("对照.toml", bad);
        let ran = desk.sh(line).exits(2);
        let found = words.iter().any(|word| ran.err.contains(word));
        assert!(found, "{from}: {}", ran.err);
        unusable(&desk, line, &[]);
    }
}

#[test]
fn one_case_and_many_are_not_mixed() {
    let desk = desk();
    for line in [
        "anjuan new 2026-1 --from 导出.csv",
        "anjuan new --from 导出.csv --title 案",
        "anjuan new 2026-1 --title 案 --opened 2026-3-2 --mapping 对照表.toml",
        "anjuan new --title 案 --opened 2026-3-2",
    ] {
        let ran = desk.sh(line).exits(2);
        assert!(ran.err.contains("提示："), "{line}: {}", ran.err);
    }
    assert!(!desk.path("2026-1").exists());
}
