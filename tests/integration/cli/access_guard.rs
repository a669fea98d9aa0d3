//! Somebody tries to get a withheld record out: under another name, inside something, by another
//! id, by making it open after the approval.

use std::fs;
use std::io::{Cursor, Write as _};

use anjuan::package;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::desk::{Desk, Ran};

/// What must not leave, in every test.
const SECRET: &str = "%PDF-1.4 举报人赵某，电话 000-0000-0000，住××路八号，自述其在现场见到…";

/// A case with an open paper R01 and the secret as R02, whose keys are given.
fn desk(keys: &str) -> Desk {
    let desk = Desk::new();
    desk.sh("anjuan init . --agency ××市工业和信息化局 --short ×工信")
        .exits(0);
    desk.sh("anjuan new 案 --id 2026-0001 --kind 行政处罚 --title ××案 --party ××公司 --opened 2026-3-2")
        .exits(0);
    desk.write("公开.pdf", "%PDF-1.4 没有秘密的一份材料");
    desk.write("密.pdf", SECRET);
    add(&desk, "公开.pdf --classification 公开");
    add(&desk, &format!("密.pdf {keys}"));
    desk
}

fn add(desk: &Desk, rest: &str) {
    desk.sh(&format!("anjuan add 案 {rest} --type 其他材料"))
        .exits(0);
}

fn set(desk: &Desk, rest: &str) {
    desk.sh(&format!("anjuan set 案 {rest}")).exits(0);
}

fn approved(desk: &Desk, release: &str) -> Ran {
    for line in [
        "request 案 --applicant 王某 --reason 复议 --date 2026-6-1",
        "opinion 案 A01 --by 李某 --agree --date 2026-6-2",
    ] {
        desk.sh(&format!("anjuan access {line}")).exits(0);
    }
    desk.sh(&format!(
        "anjuan access approve 案 A01 --by 陈某 --agree --date 2026-6-3 {release}"
    ))
}

fn copy(desk: &Desk, rest: &str) -> Ran {
    desk.sh(&format!("anjuan access copy 案 A01 -o 件.zip {rest}"))
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// That the copy was made without the secret, and that the clerk was told why.
#[track_caller]
fn stays(desk: &Desk, ran: Ran, told: &str) {
    let ran = ran.exits(0);
    assert!(ran.err.contains(told), "{told}: {}", ran.err);
    let zip = fs::read(desk.path("件.zip")).unwrap();
    assert!(!contains(&zip, SECRET.as_bytes()));
    assert!(contains(&zip, "没有秘密".as_bytes()), "the open one leaves");
    assert!(!ran.err.contains("赵某") && !ran.out.contains("赵某"));
    fs::remove_file(desk.path("件.zip")).unwrap();
}

#[test]
fn the_same_bytes_stay_whatever_the_reason_for_which_the_first_stays() {
    for (keys, then, label) in [
        ("--classification 公开 --volume 副卷", "", "R02"),
        ("", "", "R02"),
        ("--classification 商业秘密", "", "R02"),
        (
            "--classification 公开",
            "R02.classification=国家秘密",
            "R02",
        ),
        (
            "--classification 公开",
            "R02.state=作废 R02.reason=误收",
            "R02",
        ),
        ("--classification 公开", "R02.state=草稿", "R02"),
    ] {
        let desk = desk(keys);
        if !then.is_empty() {
            set(&desk, then);
        }
        desk.write("别名.pdf", SECRET);
        add(&desk, "别名.pdf --classification 公开");
        approved(&desk, "").exits(0);
        stays(
            &desk,
            copy(&desk, ""),
            &format!("R03：文件与不能给的 {label} 相同"),
        );
        // nor where the manifest says another digest of the first
        let other = "1".repeat(64);
        let edit = format!("/^id = \"R02\"/,/^sha256/s/^sha256 = .*/sha256 = \"{other}\"/");
        desk.sh(&format!("sed -i '{edit}' 案/case.toml")).exits(0);
        desk.sh("anjuan log 案 --accept --by 赵某 --reason 录入有误")
            .exits(0);
        stays(
            &desk,
            copy(&desk, ""),
            &format!("R03：文件与不能给的 {label} 相同"),
        );
    }
}

#[test]
fn the_bytes_of_a_file_that_belongs_to_no_record_stay() {
    let desk = desk("--classification 公开");
    desk.sh("cp 密.pdf 案/documents/散件.pdf").exits(0);
    approved(&desk, "").exits(0);
    let ran = copy(&desk, "");
    assert!(!ran.err.contains("散件"), "{}", ran.err);
    stays(
        &desk,
        ran,
        "R02：文件与不能给的 文件（不属于任何记录） 相同",
    );
}

#[test]
fn an_original_does_not_leave_with_its_redacted_copy_or_instead_of_it() {
    let desk = desk("--classification 公开");
    desk.write("遮盖.pdf", "%PDF-1.4 遮盖以后的一份");
    add(&desk, "遮盖.pdf --classification 公开 --derived-from R02");
    approved(&desk, "").exits(0);
    stays(&desk, copy(&desk, ""), "R02：是 R03 的原件，须在批准时点名");
    for then in [
        "R03.state=作废 R03.reason=误收",
        "R03.classification=商业秘密",
        "R03.derived_from=",
    ] {
        set(&desk, then);
        stays(&desk, copy(&desk, ""), "R02：");
    }
}

#[test]
fn a_release_by_name_reaches_what_it_names_and_no_secret_that_is_the_same() {
    // the leader names an open record, whose bytes are a secret's
    let desk = desk("--classification 商业秘密");
    desk.write("别名.pdf", SECRET);
    add(&desk, "别名.pdf --classification 公开");
    approved(&desk, "--release R03").exits(0);
    stays(&desk, copy(&desk, ""), "R03：文件与不能给的 R02 相同");
    // the leader names the secret
    let named = self::desk("--classification 商业秘密");
    approved(&named, "--release R02").exits(0);
    let ran = copy(&named, "").exits(0);
    assert!(ran.err.contains("，02 是 R02"), "{}", ran.err);
    // the leader names what was taken in again, since the first was a slip
    let again = self::desk("--classification 公开");
    set(&again, "R02.state=作废 R02.reason=类型填错");
    again.write("重收.pdf", SECRET);
    add(&again, "重收.pdf --classification 公开");
    approved(&again, "--release R03").exits(0);
    let ran = copy(&again, "").exits(0);
    assert!(ran.err.contains("，02 是 R03"), "{}", ran.err);
}

#[test]
fn what_was_made_open_after_the_approval_needs_another_one() {
    for (keys, then) in [
        ("--classification 商业秘密", "R02.classification=公开"),
        ("--classification 个人隐私", "R02.classification=公开"),
        ("--classification 公开 --volume 副卷", "R02.volume=正卷"),
    ] {
        let desk = desk(keys);
        approved(&desk, "").exits(0);
        set(&desk, then);
        stays(
            &desk,
            copy(&desk, ""),
            "R02：批准时只有点名才能给，批准以后才改的",
        );
        // nor under another id
        desk.write("别名.pdf", SECRET);
        add(&desk, "别名.pdf --classification 公开");
        stays(&desk, copy(&desk, ""), "R03：文件与不能给的 R02 相同");
        let second = "anjuan access request 案 --applicant 王某 --reason 复议 --date 2026-6-1 && \
                      anjuan access opinion 案 A02 --by 李某 --agree --date 2026-6-2 && \
                      anjuan access approve 案 A02 --by 陈某 --agree --date 2026-6-3 && \
                      anjuan access copy 案 A02";
        desk.sh(second).exits(0);
    }
    // what nobody had looked at is looked at
    let desk = desk("");
    approved(&desk, "").exits(0);
    set(&desk, "R02.classification=公开");
    let ran = copy(&desk, "").exits(0);
    assert!(ran.err.contains("，02 是 R02"), "{}", ran.err);
}

#[test]
fn links_between_records_open_nothing() {
    let desk = desk("--classification 商业秘密");
    desk.write("别名.pdf", SECRET);
    add(&desk, "别名.pdf --classification 公开");
    approved(&desk, "").exits(0);
    for then in [
        "R03.corrects=R02",
        "R03.attached_to=R01",
        "R03.serves=R02",
        "R03.derived_from=R02",
        "R03.title=无关",
    ] {
        set(&desk, then);
        stays(&desk, copy(&desk, ""), "R03：文件与不能给的 R02 相同");
    }
}

fn zip_of(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_file_that_holds_a_withheld_one_stays_even_with_metadata_allowed() {
    let desk = desk("--classification 商业秘密");
    let secret = SECRET.as_bytes();
    let nested = zip_of("内.zip", &zip_of("附.pdf", secret));
    let holders = [
        ("加一字节.pdf", [secret, b"\n"].concat()),
        ("前加一字节.pdf", [b" ", secret].concat()),
        ("压缩.zip", zip_of("附.pdf", secret)),
        ("两层.zip", nested),
        (
            "文档.docx",
            zip_of("word/embeddings/oleObject1.bin", secret),
        ),
    ];
    for (name, bytes) in &holders {
        desk.write(name, bytes);
        add(&desk, &format!("{name} --classification 公开"));
    }
    approved(&desk, "").exits(0);
    let told = "R03、R04、R05、R06、R07：文件里面含有不能给的 R02";
    stays(&desk, copy(&desk, ""), told);
    stays(&desk, copy(&desk, "--allow-metadata --reason 看过"), told);
}

#[test]
fn what_a_file_gives_away_is_listed_and_leaves_only_with_a_reason() {
    let desk = desk("--classification 公开");
    let info = "%PDF-1.4 <</Producer(p)/Author(王某\u{202e}\u{1b}[31m)>> %%EOF <<>> %%EOF";
    desk.write("带作者.pdf", info);
    desk.write("压缩.zip", zip_of("名单.txt", b"x"));
    add(&desk, "带作者.pdf --classification 公开");
    add(&desk, "压缩.zip --classification 公开");
    approved(&desk, "").exits(0);
    let log = desk.read("案/access.jsonl");
    let journal = desk.read("案/journal.jsonl");
    let ran = copy(&desk, "").exits(1);
    let want = "\
错误：没有制作申请 A01 的复制件：文件里带有纸面上看不到的内容
原因：R03 作者：王某\\u202e\\u001b[31m
原因：R03 较早的版本：1 个
原因：R04 内含的文件：1 个：名单.txt
提示：看过、可以给的：anjuan access copy 案 A01 --allow-metadata --reason 理由
";
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", want));
    assert!(!desk.path("件.zip").exists());
    assert_eq!(desk.read("案/access.jsonl"), log);
    assert_eq!(desk.read("案/journal.jsonl"), journal);
    copy(&desk, "--allow-metadata").exits(2);
    copy(&desk, "--reason 理由").exits(2);
    copy(&desk, "--allow-metadata --reason ' '").exits(2);
    let ran = copy(
        &desk,
        "--allow-metadata --reason 申请人自己的文件 --by 赵某",
    )
    .exits(0);
    assert!(
        ran.err.contains("照给：R03 较早的版本：1 个\n"),
        "{}",
        ran.err
    );
    let log = desk.read("案/access.jsonl");
    let line: serde_json::Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
    assert_eq!(line["actor"]["name"], "赵某");
    let allowed = &line["data"]["allowed"];
    assert_eq!(allowed["reason"], "申请人自己的文件");
    let found = allowed["found"].as_array().unwrap();
    assert_eq!(found.len(), 3);
    assert_eq!(found[2]["what"], "内含的文件");
    let list = desk.sh("anjuan access list 案").exits(0).out;
    assert!(list.contains("R03 较早的版本：1 个；"), "{list}");
    assert!(list.contains("（申请人自己的文件）"), "{list}");
}

#[test]
fn ids_and_endings_of_the_case_do_not_leave() {
    let desk = Desk::new();
    desk.sh("anjuan init . --agency ××市工业和信息化局 --short ×工信")
        .exits(0);
    desk.sh("anjuan new 案 --id 2026-0001 --kind 行政处罚 --title ××案 --party ××公司 --opened 2026-3-2")
        .exits(0);
    desk.write("a.zhao", "%PDF-1.4 甲");
    desk.write("b.PDF", "%PDF-1.4 乙");
    add(&desk, "a.zhao --classification 公开 --id R-zhao-informant");
    add(&desk, "b.PDF --classification 公开 --id R77");
    approved(&desk, "").exits(0);
    let ran = copy(&desk, "").exits(0);
    assert!(
        ran.err.contains("复制件中的 01 是 R-zhao-informant"),
        "{}",
        ran.err
    );
    let zip = desk.path("件.zip");
    let mut names = Vec::new();
    for entry in package::entries(&zip).unwrap() {
        let content = package::read_entry(&zip, &entry.name).unwrap();
        for text in ["zhao", "R77", "informant"] {
            assert!(!contains(&content, text.as_bytes()), "{}", entry.name);
            assert!(!entry.name.contains(text), "{}", entry.name);
        }
        names.push(entry.name);
    }
    for name in ["data/01-其他材料", "data/02-其他材料.pdf"] {
        assert!(names.iter().any(|found| found == name), "{names:?}");
    }
}

#[test]
fn another_file_under_the_name_of_a_copy_is_told_as_what_it_is() {
    let desk = desk("");
    approved(&desk, "").exits(0);
    desk.write("件.zip", "x");
    let ran = copy(&desk, "").exits(2);
    assert!(
        ran.err.contains("件.zip 已经存在，与这次的复制件不同"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("归档包"), "{}", ran.err);
    assert_eq!(desk.read("件.zip"), "x");
}
