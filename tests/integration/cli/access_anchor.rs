//! The journal knows of each copy, so that an access log that is lost or cut is found.

use std::fs;

use super::desk::Desk;

/// A case of which a copy was made, and which was shown once afterwards.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("1.pdf", "%PDF-1.4 x");
    for line in [
        "anjuan init . --agency ××市工业和信息化局 --short ×工信",
        "anjuan new 案 --id 2026-0001 --kind 行政处罚 --title ××案 --party ××公司 --opened 2026-3-2",
        "anjuan add 案 1.pdf --type 其他材料 --classification 公开",
        "anjuan access request 案 --applicant 王某 --reason 复议 --date 2026-6-1",
        "anjuan access opinion 案 A01 --by 李某 --agree --date 2026-6-2",
        "anjuan access approve 案 A01 --by 陈某 --agree --date 2026-6-3",
        "anjuan access copy 案 A01 -o 件.zip",
        "anjuan access read 案 A01 --date 2026-7-1",
    ] {
        desk.sh(line).exits(0);
    }
    desk
}

#[test]
fn a_copy_is_a_line_of_the_journal_without_a_name_of_a_person_who_asked() {
    let desk = desk();
    let journal = desk.read("案/journal.jsonl");
    let mut lines = journal.lines().rev().take(2);
    let (read, copy) = (lines.next().unwrap(), lines.next().unwrap());
    let parse = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    let (read, copy) = (parse(read), parse(copy));
    assert_eq!(
        (&copy["kind"], &read["kind"]),
        (&"access-copy".into(), &"access-read".into())
    );
    let sum = desk.sh("sha256sum 件.zip | cut -c1-64").out;
    assert_eq!(copy["data"]["sha256"], sum.trim());
    assert_eq!(
        (&copy["data"]["id"], &copy["data"]["count"]),
        (&"A01".into(), &1.into())
    );
    let head = desk
        .sh("sed -n 4p 案/access.jsonl | sha256sum | cut -c1-64")
        .out;
    assert_eq!(copy["data"]["access"]["digest"], head.trim());
    assert_eq!(copy["data"]["access"]["seq"], 3);
    assert!(!journal.contains("王某") && !journal.contains("复议"));
    desk.sh("anjuan verify 案").exits(0);
    desk.sh("anjuan log 案").exits(0);
}

#[test]
fn an_access_log_that_is_lost_or_cut_is_found_by_verify_and_by_the_review() {
    let desk = desk();
    let path = desk.path("案/access.jsonl");
    let whole = fs::read_to_string(&path).unwrap();
    let lines: Vec<_> = whole.split_inclusive('\n').collect();
    for kept in 0..lines.len() {
        fs::write(&path, lines[..kept].concat()).unwrap();
        let ran = desk.sh("anjuan verify 案").exits(1);
        assert!(ran.out.contains("缺失  access.jsonl"), "{}", ran.out);
        let ran = desk.sh("anjuan review 案 --article 33");
        assert!(ran.out.contains("access.jsonl"), "{}", ran.out);
        // nothing is asked or copied as if nothing had been
        for line in [
            "list 案",
            "request 案 --applicant 赵某 --reason 复议",
            "copy 案 A01 -o 又.zip",
        ] {
            let ran = desk.sh(&format!("anjuan access {line}")).exits(2);
            assert!(ran.err.contains("查阅登记损坏"), "{line}: {}", ran.err);
        }
    }
    fs::remove_file(&path).unwrap();
    let ran = desk.sh("anjuan verify 案").exits(1);
    assert!(ran.out.contains("登记却不在"), "{}", ran.out);
    fs::write(&path, &whole).unwrap();
    desk.sh("anjuan verify 案").exits(0);
}

#[test]
fn a_case_that_is_read_only_or_has_no_journal_gives_no_copy() {
    let desk = desk();
    desk.sh("cp -r 案 旁 && rm 旁/journal.jsonl").exits(0);
    let ran = desk.sh("anjuan access copy 旁 A01 -o 旁.zip").exits(2);
    assert!(ran.err.contains("操作日志丢失或被清空"), "{}", ran.err);
    desk.sh(
        "mkdir 手工 && grep -v ^journal 案/case.toml > 手工/case.toml && cp -r 案/documents 手工",
    )
    .exits(0);
    let asked = "anjuan access request 手工 --applicant 王某 --reason 复议";
    let ran = desk.sh(asked).exits(2);
    assert!(ran.err.contains("没有操作日志"), "{}", ran.err);
    desk.sh("cp -r 案 锁 && chmod -R a-w 锁").exits(0);
    // root may write anywhere
    let as_other = "chmod a+rwx . && setpriv --reuid=65534 --clear-groups";
    let ran = desk.sh(&format!("{as_other} true"));
    if ran.code != 0 {
        println!("SKIPPED: 不能换成别的用户");
        return;
    }
    let line = "anjuan access copy 锁 A01 -o 锁.zip";
    let ran = desk.sh(&format!("{as_other} $(command -v anjuan) {}", &line[7..]));
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(!desk.path("旁.zip").exists() && !desk.path("锁.zip").exists());
    let left = desk.sh("ls -A | grep anjuan-tmp");
    assert_eq!(left.out, "", "no half copy is left");
}

#[test]
fn who_asked_for_a_copy_does_not_alter_the_package() {
    let desk = Desk::with_all_examples();
    desk.sh("chmod -R u+w .; anjuan package penalty-case -o 前.zip")
        .exits(0);
    for line in [
        "anjuan access request penalty-case --applicant 王某 --reason 复议 --date 2026-6-1",
        "anjuan access opinion penalty-case A01 --by 李某 --agree --date 2026-6-2",
        "anjuan access approve penalty-case A01 --by 陈某 --agree --date 2026-6-3",
        "anjuan access read penalty-case A01 --date 2026-7-1",
    ] {
        let _ = desk.sh(line);
    }
    assert!(
        desk.read("penalty-case/journal.jsonl")
            .contains("access-read")
    );
    let ran = desk.sh("anjuan package penalty-case -o 后.zip && cmp 前.zip 后.zip");
    assert_eq!(ran.code, 0, "{}", ran.err);
}
