//! `check --trace` and `check --against`: why a rule applies, and what changed since a report.

use serde_json::Value;

use super::desk::Desk;

/// A case with some of what the regulation asks, so that findings come and go.
const CASE: &str = "schema = 1\n[case]\nid = \"2026-0099\"\nkind = \"行政处罚\"\n\
                    title = \"××公司案\"\nstage = \"调查取证\"\nopened = 2026-03-02\n\
                    [answers]\nsampled = false\n[[event]]\nid = \"E01\"\ntype = \"责令改正\"\n\
                    start = 2026-06-20\ndeadline = 2026-07-05\n";

fn with_case() -> Desk {
    let desk = Desk::new();
    desk.write("案/case.toml", CASE);
    desk
}

/// `change reason rule subject` of each change of the first case.
fn changes(report: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = report["cases"][0]["changes"].as_array().expect("changes");
    list.iter()
        .map(|change| {
            let side = if change["now"].is_null() {
                &change["before"]
            } else {
                &change["now"]
            };
            let words = [
                &change["change"],
                &change["reason"],
                &side["rule"],
                &side["subject"],
            ];
            words.map(text).join(" ")
        })
        .collect()
}

#[test]
fn nothing_changes_against_a_report_of_the_same_day() {
    let desk = with_case();
    desk.sh("anjuan check 案 --json > 前.json; anjuan check 案 --json --against 前.json > 后.json");
    let report: Value = serde_json::from_str(&desk.read("后.json")).expect("JSON");
    assert_eq!(changes(&report), Vec::<String>::new());
    assert_eq!(report["cases"][0]["known"], true);
}

#[test]
fn a_change_is_told_with_its_reason() {
    let desk = with_case();
    desk.sh("anjuan check 案 --json > 前.json");
    // the term has run out: the day alone
    let later = [
        "check",
        "案",
        "--json",
        "--against",
        "前.json",
        "--as-of",
        "2026-07-08",
    ];
    let report = desk.run(later).exits(1).json();
    assert_eq!(changes(&report), ["new date sanming/13-2 E01"]);
    // the manifest says more
    desk.write(
        "案/case.toml",
        CASE.replace("sampled = false", "sampled = true"),
    );
    let report = desk
        .run(["check", "案", "--json", "--against", "前.json"])
        .exits(1)
        .json();
    assert_eq!(changes(&report), ["new fact sanming/11-2 answers.sampled"]);
    // the rulebook asks less
    desk.write("案/case.toml", CASE);
    desk.sh("anjuan init --agency ××局; anjuan rulebook new")
        .exits(0);
    let rules = desk.read("templates/sanming/rules.toml");
    let from = "require = [{ record = \"责令(限期)改正通知书\" }, { filled = [\"deadline\"] }]";
    assert!(rules.contains(from));
    let to = "require = [{ filled = [\"deadline\"] }]";
    desk.write("templates/sanming/rules.toml", rules.replacen(from, to, 1));
    let ran = desk.run(["check", "案", "--json", "--against", "前.json"]);
    assert!(ran.code < 2, "{}", ran.err);
    let report = ran.json();
    assert!(
        changes(&report).contains(&"gone rulebook sanming/13-1 E01".to_owned()),
        "{:?}",
        changes(&report)
    );
}

#[test]
fn cases_that_came_and_went_are_named() {
    let desk = with_case();
    desk.sh(
        "anjuan check 案 --json > 前.json; mv 案 旧; mkdir 新; cp 旧/case.toml 新/; \
             sed -i s/2026-0099/2026-0100/ 新/case.toml; rm -r 旧",
    );
    let ran = desk.run(["check", "新", "--against", "前.json"]).exits(1);
    assert!(ran.out.contains("报告中没有这个案件"), "{}", ran.out);
    assert!(ran.out.contains("2026-0099 · 案"), "{}", ran.out);
    let ran = desk.run(["check", "新", "--against", "没有.json"]).exits(2);
    assert!(ran.err.contains("没有这个文件或目录"), "{}", ran.err);
    desk.write("坏.json", "{}");
    let ran = desk.run(["check", "新", "--against", "坏.json"]).exits(2);
    assert!(ran.err.contains("不是 check 的 JSON 报告"), "{}", ran.err);
}

#[test]
fn a_trace_names_the_facts_and_their_lines() {
    let desk = Desk::with_example();
    let ran = desk
        .run(["check", "penalty-case", "--trace", "17-1"])
        .exits(0);
    let case = desk.read("penalty-case/case.toml");
    let line = |text: &str| {
        let lines = case.lines().position(|line| line.starts_with(text));
        lines.expect("a line") + 1
    };
    for fact in [
        format!("case.kind = 行政处罚（第 {} 行）", line("kind = ")),
        format!("case.outcome = 行政处罚（第 {} 行）", line("outcome = ")),
    ] {
        assert!(ran.out.contains(&fact), "{fact}: {}", ran.out);
    }
    let traces = desk
        .run(["check", "penalty-case", "--trace", "sanming/17-1", "--json"])
        .exits(0)
        .json();
    let parts = traces[0]["traces"][0]["parts"].as_array().expect("parts");
    let subject = &parts[1]["subjects"][0];
    assert_eq!(subject["subject"], "E15");
    let facts = subject["requirements"][1]["facts"]
        .as_array()
        .expect("facts");
    let start = facts.iter().find(|fact| fact["key"] == "start");
    let start = start.expect("the beginning of the service");
    let at = usize::try_from(start["line"].as_u64().expect("a line")).expect("small");
    let said = case.lines().nth(at - 1).expect("a line");
    assert!(said.starts_with("start = "), "{said}");
}

#[test]
fn a_trace_tells_why_a_rule_does_not_apply() {
    let desk = with_case();
    let ran = desk.run(["check", "案", "--trace", "17-1"]).exits(0);
    assert!(
        ran.out.contains("不适用：案件还没有到审查决定阶段"),
        "{}",
        ran.out
    );
    let ran = desk.run(["check", "案", "--trace", "11-2"]).exits(0);
    assert!(
        ran.out.contains("answers.sampled = 否（第 9 行）"),
        "{}",
        ran.out
    );
    let ran = desk.run(["check", "案", "--trace", "99-9"]).exits(2);
    assert!(ran.err.contains("没有规则 99-9"), "{}", ran.err);
}

#[test]
fn an_early_end_is_explained_by_what_the_check_asks() {
    let desk = Desk::new();
    let ran = desk.run(["explain", "不予行政处罚"]).exits(0);
    let place = |text: &str| {
        ran.out
            .find(text)
            .unwrap_or_else(|| panic!("{text}: {}", ran.out))
    };
    assert!(place("不再要求") < place("17-1"));
    assert!(place("另外要求") < place("3-2"));
    assert!(place("照样要求") < place("9-1"));
    desk.run(["explain", "无此结果"]).exits(2);
}
