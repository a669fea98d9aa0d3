//! Requests to read or copy a case: the order of article 31, and what a clerk is told.

use std::fs;

use anjuan::store::{Actor, append_access};
use anjuan::task::reader::StrictReader;
use serde_json::json;

use super::desk::{Desk, Ran};

const CASE: &str = "案";

/// A small case of a kind, with two open papers, one private, one in the inner volume and one
/// that nobody classified.
fn desk(kind: &str) -> Desk {
    let desk = Desk::new();
    desk.sh("anjuan init . --agency ××市工业和信息化局 --short ×工信")
        .exits(0);
    let new = format!(
        "anjuan new {CASE} --id 2026-0001 --kind {kind} --title ××案 --party ××公司 --opened 2026-3-2"
    );
    desk.sh(&new).exits(0);
    for (at, class, more) in [
        (1, "公开", ""),
        (2, "公开", ""),
        (3, "个人隐私", ""),
        (4, "公开", "--volume 副卷"),
        (5, "", ""),
    ] {
        desk.write(&format!("{at}.pdf"), format!("%PDF-1.4 {at}"));
        let class = if class.is_empty() {
            String::new()
        } else {
            format!("--classification {class}")
        };
        desk.sh(&format!(
            "anjuan add {CASE} {at}.pdf --type 其他材料 {class} {more}"
        ))
        .exits(0);
    }
    desk
}

fn access(desk: &Desk, rest: &str) -> Ran {
    desk.sh(&format!("anjuan access {rest}"))
}

const ASK: &str = "request 案 --applicant 王某 --reason 复议 --date 2026-6-1";
const ADVISE: &str = "opinion 案 A01 --by 李某 --agree --date 2026-6-2";
const APPROVE: &str = "approve 案 A01 --by 陈某 --agree --date 2026-6-3";
const COPY: &str = "copy 案 A01 -o 件.zip";

#[test]
fn a_request_goes_through_in_the_order_of_the_article() {
    let desk = desk("行政处罚");
    let ran = access(&desk, ASK).exits(0);
    assert!(ran.out.starts_with("A01\t"), "{}", ran.out);
    assert!(!ran.out.contains("从严"), "{}", ran.out);
    access(&desk, ADVISE).exits(0);
    access(&desk, APPROVE).exits(0);
    let ran = access(&desk, COPY).exits(0);
    assert_eq!(ran.out, "A01\t件.zip\n");
    access(&desk, "read 案 A01 --date 2026-6-4").exits(0);
    let json = access(&desk, "list 案 --json").exits(0).json();
    let request = &json["requests"][0];
    assert_eq!(request["state"], "approved");
    let steps: Vec<_> = request["steps"].as_array().unwrap().iter().collect();
    let kinds: Vec<_> = steps.iter().map(|step| &step["step"]).collect();
    assert_eq!(kinds, ["request", "opinion", "approval", "copy", "read"]);
    let given = steps[3]["given"].as_array().unwrap();
    let given: Vec<_> = given.iter().map(|one| &one["id"]).collect();
    assert_eq!(given, ["R01", "R02"]);
    let sum = desk.sh("sha256sum 件.zip | cut -c1-64").out;
    assert_eq!(steps[3]["sha256"].as_str(), Some(sum.trim()));
    let again = access(&desk, ASK).exits(0);
    assert!(again.out.starts_with("A02\t"), "{}", again.out);
}

/// What was done before, what is tried, and what the refusal says.
const REFUSED: &[(&[&str], &str, &str)] = &[
    (&[ASK], APPROVE, "尚未征求"),
    (&[ASK], COPY, "尚未征求"),
    (&[ASK], "read 案 A01", "尚未征求"),
    (&[ASK, ADVISE], COPY, "尚未经局领导批准"),
    (&[ASK, ADVISE], "read 案 A01", "尚未经局领导批准"),
    (&[ASK, ADVISE], ADVISE, "已有意见"),
    (&[ASK, ADVISE, APPROVE], APPROVE, "已经局领导批准"),
    (&[ASK, ADVISE, APPROVE], ADVISE, "已经局领导批准"),
    (
        &[ASK, "opinion 案 A01 --by 李某 --refuse --date 2026-6-2"],
        APPROVE,
        "执法承办机构负责人不同意",
    ),
    (
        &[
            ASK,
            ADVISE,
            "approve 案 A01 --by 陈某 --refuse --date 2026-6-3",
        ],
        COPY,
        "局领导不批准",
    ),
    (
        &[ASK],
        "opinion 案 A01 --by 李某 --agree --date 2026-5-31",
        "早于申请",
    ),
    (
        &[ASK, ADVISE],
        "approve 案 A01 --by 陈某 --agree --date 2026-6-1",
        "早于意见",
    ),
    (
        &[ASK, ADVISE],
        "approve 案 A01 --by '李 某' --agree --date 2026-6-3",
        "不同的人",
    ),
    (
        &[ASK, ADVISE, APPROVE],
        "read 案 A01 --date 2026-6-2",
        "早于批准",
    ),
    (
        &[
            ASK,
            ADVISE,
            "approve 案 A01 --by 陈某 --agree --date 2026-7-2",
        ],
        COPY,
        "早于批准",
    ),
    (
        &[
            ASK,
            ADVISE,
            "approve 案 A01 --by 陈某 --agree --date 2026-7-2",
        ],
        "read 案 A01",
        "早于批准",
    ),
    (
        &[
            "request 案 --applicant 王某 --reason 复议 --read",
            ADVISE,
            APPROVE,
        ],
        COPY,
        "只是查阅",
    ),
    (
        &[ASK, ADVISE],
        "approve 案 A01 --by 陈某 --agree --date 2026-6-3 --release R05",
        "没有标密级",
    ),
    (
        &[
            "request 案 --applicant 王某 --reason 复议 --records R01",
            ADVISE,
        ],
        "approve 案 A01 --by 陈某 --agree --date 2026-6-3 --release R03",
        "没有申请",
    ),
    (
        &[
            "request 案 --applicant 王某 --reason 复议 --records R03,R05",
            ADVISE,
            APPROVE,
        ],
        COPY,
        "没有可以给出的记录",
    ),
];

#[test]
fn what_is_out_of_order_is_refused_with_the_next_command_and_leaves_no_line() {
    let fresh = desk("行政处罚");
    for (before, tried, why) in REFUSED {
        let desk = Desk::new();
        super::desk::copy(&fresh.path(""), &desk.path(""));
        for step in *before {
            access(&desk, step).exits(0);
        }
        let log = desk.read("案/access.jsonl");
        let ran = access(&desk, tried).exits(1);
        assert!(ran.err.contains(why), "{tried}: {}", ran.err);
        assert!(ran.err.contains("\n提示：anjuan "), "{tried}: {}", ran.err);
        assert_eq!(desk.read("案/access.jsonl"), log, "{tried}");
        assert!(!desk.path("件.zip").exists(), "{tried}");
    }
}

#[test]
fn what_cannot_be_meant_is_exit_2() {
    let desk = desk("行政处罚");
    access(&desk, ASK).exits(0);
    for tried in [
        "",
        "request 案 --applicant '  ' --reason 复议",
        "request 案 --applicant 王某 --reason 复议 --records R99",
        "request 案 --applicant 王某 --reason 复议 --records ','",
        "request 案 --applicant 王某 --reason 复议 --read --copy",
        "opinion 案 A09 --by 李某 --agree --date 2026-6-2",
        "opinion 案 A01 --by 李某 --date 2026-6-2",
        "opinion 案 A01 --by 李某 --agree --refuse --date 2026-6-2",
        "opinion 案 A01 --by 李某 --agree",
        "opinion 案 A01 --by 李某 --agree --date 明天",
        "approve 案 A01 --by 陈某 --refuse --release R03 --date 2026-6-3",
        "list 无此案",
    ] {
        let ran = access(&desk, tried).exits(2);
        assert!(ran.out.is_empty(), "{tried}: {}", ran.out);
    }
    assert_eq!(desk.read("案/access.jsonl").lines().count(), 1);
}

#[test]
fn a_kind_that_the_article_does_not_name_takes_the_same_way_and_says_so() {
    for (kind, strict) in [
        ("行政处罚", false),
        ("行政监督检查", false),
        ("行政强制", true),
        ("行政确认", true),
    ] {
        let desk = desk(kind);
        let mut shown = vec![access(&desk, ASK).exits(0)];
        shown.push(access(&desk, APPROVE).exits(1));
        shown.push(access(&desk, &format!("{ADVISE} --json")).exits(0));
        shown.push(access(&desk, APPROVE).exits(0));
        shown.push(access(&desk, COPY).exits(0));
        shown.push(access(&desk, "read 案 A01").exits(0));
        shown.push(access(&desk, "list 案").exits(0));
        shown.push(access(&desk, "list 案 --json").exits(0));
        for ran in shown {
            let text = format!("{}{}", ran.out, ran.err);
            assert_eq!(text.contains("细则未列明，从严"), strict, "{kind}: {text}");
        }
        let copy = fs::read(desk.path("件.zip")).unwrap();
        let remark = "细则未列明，从严".as_bytes();
        let says = copy.windows(remark.len()).any(|bytes| bytes == remark);
        assert_eq!(says, strict, "{kind}");
    }
}

#[test]
fn a_log_that_is_damaged_foreign_or_forged_is_exit_2_everywhere() {
    type Harm = fn(&Desk);
    let harms: &[(&str, Harm)] = &[
        ("edited", |desk| {
            let text = desk.read("案/access.jsonl").replace("王某", "赵某");
            desk.write("案/access.jsonl", text);
        }),
        ("cut in the middle", |desk| {
            let text = desk.read("案/access.jsonl");
            let lines: Vec<_> = text.lines().collect();
            desk.write("案/access.jsonl", format!("{}\n{}\n", lines[0], lines[2]));
        }),
        ("of another case", |desk| {
            desk.sh("anjuan new 乙 --id 2 --title ××案 --opened 2026-3-2")
                .exits(0);
            access(desk, &ASK.replace(" 案 ", " 乙 ")).exits(0);
            fs::copy(desk.path("乙/access.jsonl"), desk.path("案/access.jsonl")).unwrap();
        }),
        ("forged with a chain that holds", |desk| {
            let text = desk.read("案/access.jsonl");
            let asked = text.lines().next().unwrap();
            desk.write("案/access.jsonl", format!("{asked}\n"));
            let approval = json!({
                "id": "A01", "by": "陈某", "agree": true, "date": "2026-06-03",
            });
            let data = approval.as_object().unwrap().clone();
            let (case, forger) = (desk.path("案"), Actor::flag("某"));
            append_access(
                &case,
                "approval",
                data,
                (None, None),
                &StrictReader,
                &forger,
            )
            .unwrap();
        }),
        ("not of this program", |desk| {
            desk.write("案/access.jsonl", "{}\n");
        }),
    ];
    for (name, harm) in harms {
        let desk = desk("行政处罚");
        for step in [ASK, ADVISE, APPROVE] {
            access(&desk, step).exits(0);
        }
        harm(&desk);
        let before = desk.read("案/access.jsonl");
        for tried in [ASK, COPY, "read 案 A01", "list 案", "list 案 --json"] {
            let ran = access(&desk, tried).exits(2);
            assert!(
                ran.err.contains("access.jsonl"),
                "{name}, {tried}: {}",
                ran.err
            );
        }
        desk.sh("anjuan verify 案").exits(2);
        assert_eq!(desk.read("案/access.jsonl"), before, "{name}");
        assert!(!desk.path("件.zip").exists(), "{name}");
    }
}

#[test]
fn a_torn_last_line_is_told_and_set_aside_by_the_next_step() {
    let desk = desk("行政处罚");
    access(&desk, ASK).exits(0);
    let whole = desk.read("案/access.jsonl");
    desk.write("案/access.jsonl", format!("{whole}{{\"v\":1"));
    let ran = access(&desk, "list 案").exits(0);
    assert!(ran.err.contains("没有写完"), "{}", ran.err);
    access(&desk, ADVISE).exits(0);
    assert_eq!(desk.read("案/access.jsonl").lines().count(), 2);
}

#[test]
fn verify_tells_where_the_log_stands_and_a_package_leaves_it_out() {
    let desk = Desk::with_example();
    desk.sh("anjuan access request penalty-case --applicant 王某 --reason 标记事由")
        .exits(0);
    let ran = desk.run(["verify", "penalty-case"]).exits(0);
    assert!(ran.out.contains("查阅登记 1 行"), "{}", ran.out);
    desk.run(["package", "penalty-case", "-o", "卷.zip"])
        .exits(0);
    let package = fs::read(desk.path("卷.zip")).unwrap();
    for text in ["access.jsonl", "标记事由"] {
        let found = package
            .windows(text.len())
            .any(|bytes| bytes == text.as_bytes());
        assert!(!found, "{text}");
    }
}

#[test]
fn a_stub_of_a_state_secret_is_registered_without_a_word_of_it() {
    let desk = desk("行政处罚");
    desk.write("密.pdf", "%PDF-1.4 密");
    let stub = "anjuan add 案 --type 其他材料 --classification 国家秘密";
    for more in [
        "密.pdf",
        "",
        "--location 纸质:第1页",
        "--location 另行保管 --title ××",
        "--location 另行保管 --set 案由=××",
    ] {
        let ran = desk.sh(&format!("{stub} {more}")).exits(2);
        assert!(ran.out.is_empty(), "{more}");
    }
    let sha256 = "0".repeat(64);
    desk.sh(&format!("{stub} --location 另行保管 --sha256 {sha256}"))
        .exits(2);
    let refused = desk.sh(&format!("{stub} 密.pdf")).exits(2);
    let hint = refused
        .err
        .lines()
        .find_map(|line| line.strip_prefix("提示："));
    let ran = desk.sh(hint.expect("a command")).exits(0);
    assert_eq!(
        ran.out, "R06\t其他材料\n",
        "the suggested command works as printed"
    );
    let report = desk.run(["check", "案", "--json"]).exits(1).json();
    let findings = report["cases"][0]["findings"].as_array().unwrap();
    let of_stub: Vec<_> = findings
        .iter()
        .filter(|finding| finding["subject"] == "R06")
        .map(|finding| (&finding["rule"], &finding["status"]))
        .collect();
    assert_eq!(of_stub.len(), 1, "{of_stub:?}");
    assert_eq!(*of_stub[0].1, "unattested");
}
