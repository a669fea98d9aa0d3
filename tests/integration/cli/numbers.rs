//! 文号 over a workspace: each is given once, and the register says what became of them.

use std::collections::BTreeSet;
use std::process::{Child, Stdio};

use super::desk::Desk;

const LETTER: &str = "责令(限期)改正通知书";

/// A workspace with numbering and cases `0001` …, each with so many drafts.
fn office(cases: usize, drafts: usize) -> Desk {
    let desk = Desk::new();
    desk.write(
        "anjuan.toml",
        "[agency]\nname = \"××市局\"\nshort = \"×市\"\n[numbering]\n\
         \"责令(限期)改正通知书\" = \"{short}责改〔{year}〕{n}号\"\n",
    );
    for case in 1..=cases {
        let case = format!("{case:04}");
        desk.ok([
            "new",
            &case,
            "--title",
            "甲案",
            "--opened",
            "2026-03-02",
            "--party",
            "王某",
        ]);
        for _ in 0..drafts {
            desk.ok(["doc", "new", &case, LETTER, "--blank"]);
        }
    }
    desk
}

/// Issues papers at once, each a case and a record; gives what each printed on standard error.
fn issue_at_once(desk: &Desk, papers: &[(String, String)]) -> Vec<String> {
    let started: Vec<Child> = papers
        .iter()
        .map(|(case, record)| {
            desk.command([
                "doc",
                "issue",
                case,
                record,
                "--date",
                "2026-03-05",
                "--wait",
                "120",
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started")
        })
        .collect();
    let ended = started
        .into_iter()
        .map(|child| child.wait_with_output().expect("ended"));
    ended
        .map(|output| {
            let said = String::from_utf8(output.stderr).expect("text");
            assert_eq!(output.status.code(), Some(0), "{said}");
            said
        })
        .collect()
}

/// The numbers in what was printed.
fn numbers(said: &[String]) -> BTreeSet<String> {
    let lines = said.iter().flat_map(|said| said.lines());
    let numbers = lines.filter_map(|line| line.strip_prefix("文号 ")?.split('，').next());
    numbers.map(ToOwned::to_owned).collect()
}

fn first(count: usize) -> BTreeSet<String> {
    (1..=count)
        .map(|number| format!("×市责改〔2026〕{number}号"))
        .collect()
}

#[test]
fn twelve_papers_issued_at_once_in_twelve_cases_get_twelve_numbers() {
    let desk = office(12, 1);
    let papers: Vec<_> = (1..=12)
        .map(|case| (format!("{case:04}"), "R01".to_owned()))
        .collect();
    assert_eq!(numbers(&issue_at_once(&desk, &papers)), first(12));
    assert_eq!(desk.run(["list", "--numbers"]).code, 0);
}

#[test]
fn twelve_papers_issued_at_once_in_one_case_get_twelve_numbers() {
    let desk = office(1, 12);
    let papers: Vec<_> = (1..=12)
        .map(|at| ("0001".to_owned(), format!("R{at:02}")))
        .collect();
    assert_eq!(numbers(&issue_at_once(&desk, &papers)), first(12));
    assert_eq!(desk.run(["verify", "0001"]).code, 0);
}

#[test]
fn a_number_typed_by_hand_that_is_taken_is_refused_with_case_and_record() {
    let desk = office(2, 2);
    let number = "×市责改〔2026〕7号";
    desk.ok([
        "doc",
        "issue",
        "0001",
        "R01",
        "--date",
        "2026-03-05",
        "--number",
        number,
    ]);
    let scan = desk.write("扫描.pdf", "%PDF-1.4\n%%EOF\n");
    let scan = scan.to_str().expect("text");
    for (case, place) in [("0001", "0001"), ("0002", "0001")] {
        let typed = "×市责改（2026） 7 号";
        let issued = [
            "doc",
            "issue",
            case,
            "R02",
            "--date",
            "2026-03-05",
            "--number",
            typed,
        ];
        let signed = [
            "doc",
            "sign",
            case,
            "R02",
            "--scan",
            scan,
            "--sign",
            "王某:当事人",
            "--date",
            "2026-03-05",
            "--number",
            typed,
        ];
        let added = [
            "add",
            case,
            scan,
            "--type",
            LETTER,
            "--date",
            "2026-03-05",
            "--number",
            typed,
        ];
        for command in [&issued[..], &signed, &added] {
            let ran = desk.run(command);
            assert_eq!(ran.code, 2, "{command:?}");
            let taken = format!("已经用于 {place} 的 R01（{LETTER}）");
            assert!(ran.err.contains(&taken), "{}", ran.err);
            assert!(
                ran.err.contains("提示：anjuan list --numbers"),
                "{}",
                ran.err
            );
        }
    }
}

#[test]
fn what_belongs_to_a_paper_or_to_another_agency_may_bear_its_number() {
    let desk = office(2, 1);
    let number = "×市责改〔2026〕7号";
    desk.ok([
        "doc",
        "issue",
        "0001",
        "R01",
        "--date",
        "2026-03-05",
        "--number",
        number,
    ]);
    let scan = desk.write("扫描.pdf", "%PDF-1.4\n%%EOF\n");
    let scan = scan.to_str().expect("text");
    let of_another = ["--author", "××区局"];
    let attached = ["--attached-to", "R01"];
    for more in [&of_another[..], &attached] {
        let command = [
            "add",
            "0001",
            scan,
            "--type",
            LETTER,
            "--date",
            "2026-03-05",
            "--number",
            number,
        ];
        desk.ok(command.iter().chain(more));
    }
    // the next one goes on from the highest
    let ran = desk.ok(["doc", "issue", "0002", "R01", "--date", "2026-03-05"]);
    assert!(ran.err.contains("文号 ×市责改〔2026〕8号"), "{}", ran.err);
}

#[test]
fn where_a_case_cannot_be_read_a_number_can_still_be_typed() {
    let desk = office(2, 1);
    desk.write("0002/case.toml", "schema =");
    let issue = ["doc", "issue", "0001", "R01", "--date", "2026-03-05"];
    let refused = desk.run(issue);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("加上 --number"), "{}", refused.err);
    let ran = desk.ok(issue.iter().chain(&["--number", "×市责改〔2026〕1号"]));
    assert!(ran.err.contains("没有核对其中的文号"), "{}", ran.err);
    assert_eq!(desk.run(["list", "--numbers"]).code, 2);
}

#[test]
fn the_register_names_what_is_missing_void_and_doubled() {
    let desk = office(3, 2);
    let issue = |case: &str, record: &str, number: &str| {
        desk.ok([
            "doc",
            "issue",
            case,
            record,
            "--date",
            "2026-03-05",
            "--number",
            number,
        ]);
    };
    issue("0001", "R01", "×市责改〔2026〕2号");
    issue("0001", "R02", "×市责改〔2026〕5号");
    issue("0002", "R01", "×市责改〔2025〕1号");
    issue("0003", "R01", "×市责改〔2026〕6号");
    desk.ok(["set", "0001", "R02.state=作废"]);
    assert_eq!(desk.ok(["list", "--numbers"]).code, 0);
    desk.ok(["set", "0003", "R01.number=×市责改[2026]2号"]);
    let table = desk.run(["list", "--numbers"]);
    assert_eq!(table.code, 1);
    insta::assert_snapshot!(table.out);
    let csv = desk.run(["list", "--numbers", "--csv"]);
    insta::assert_snapshot!(csv.out.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
    let json = desk.run(["list", "--numbers", "--json"]);
    assert_eq!((csv.code, json.code), (1, 1));
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    let this_year = &value["series"][1];
    assert_eq!(this_year["pattern"], "×市责改〔2026〕{n}号");
    assert_eq!(
        this_year["gaps"],
        serde_json::json!([{"from": 1, "to": 1}, {"from": 3, "to": 4}])
    );
    assert_eq!(this_year["numbers"][0]["doubled"], true);
    assert_eq!(this_year["numbers"][2]["state"], "作废");
    assert_eq!(
        (&value["numbers"], &value["doubled"]),
        (&4.into(), &1.into())
    );
    assert!(!desk.run(["list", "--numbers", "--summary"]).err.is_empty());
}

#[test]
fn the_finding_of_a_doubled_number_is_explained_and_mended_as_printed() {
    let desk = office(1, 2);
    let scan = desk.write("扫描.pdf", "%PDF-1.4\n%%EOF\n");
    let scan = scan.to_str().expect("text");
    for record in ["R01", "R02"] {
        desk.ok([
            "doc",
            "sign",
            "0001",
            record,
            "--scan",
            scan,
            "--date",
            "2026-03-05",
            "--sign",
            "王某:当事人",
        ]);
        desk.ok([
            "set",
            "0001",
            &format!("{record}.number=×市责改〔2026〕1号"),
        ]);
    }
    let number = |ran: super::desk::Ran| -> Vec<serde_json::Value> {
        let cases = ran.json()["cases"][0]["findings"].clone();
        let findings = cases.as_array().expect("a list").iter();
        findings
            .filter(|one| one["rule"] == "anjuan/number")
            .cloned()
            .collect()
    };
    let found = number(desk.run(["check", "0001", "--json"]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["subject"], "R02");
    assert_eq!(found[0]["article"], serde_json::Value::Null);
    assert!(found[0]["line"].is_u64());
    let explained = desk.ok(["explain", "anjuan/number"]);
    assert!(
        explained.out.contains("一个文号只用于本机关的一份定稿文书"),
        "{}",
        explained.out
    );
    assert_eq!(desk.run(["explain", "anjuan/nombre"]).code, 2);
    desk.sh(found[0]["fix"].as_str().expect("a command"))
        .exits(0);
    assert_eq!(number(desk.run(["check", "0001", "--json"])).len(), 0);
}
