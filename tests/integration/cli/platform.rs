//! Article 20: the results of cases as data, and the entries in the platforms.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::desk::Desk;

const FIRST: &str = "省“互联网+监管”信息平台";

/// Whether a value is as a part of the schema says: the keywords that the schema uses, no more.
fn walk(root: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    for (keyword, asked) in schema.as_object().expect("a schema") {
        let ok = match keyword.as_str() {
            "$ref" => {
                let place = asked.as_str().expect("a place").trim_start_matches('#');
                let part = root.pointer(place).expect("a part of the schema");
                walk(root, part, value, at, wrong);
                true
            }
            "const" => value == asked,
            "enum" => asked.as_array().expect("values").contains(value),
            "type" => match asked {
                Value::Array(types) => types.iter().any(|one| is_of_type(value, one)),
                one => is_of_type(value, one),
            },
            "pattern" => value.as_str().is_none_or(|text| fits(asked, text)),
            "minimum" => value.as_i64() >= asked.as_i64(),
            "anyOf" => asked.as_array().expect("schemas").iter().any(|part| {
                let mut inner = Vec::new();
                walk(root, part, value, at, &mut inner);
                inner.is_empty()
            }),
            "required" => asked
                .as_array()
                .expect("keys")
                .iter()
                .all(|key| value.get(key.as_str().expect("a key")).is_some()),
            "properties" => {
                let known = asked.as_object().expect("keys");
                for (key, inner) in value.as_object().expect("an object") {
                    match known.get(key) {
                        Some(part) => walk(root, part, inner, &format!("{at}.{key}"), wrong),
                        None => wrong.push(format!("{at}.{key} is not in the schema")),
                    }
                }
                true
            }
            "items" => {
                for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
                    walk(root, asked, inner, &format!("{at}[{index}]"), wrong);
                }
                true
            }
            "additionalProperties" | "description" | "title" | "$schema" | "$defs" => true,
            other => panic!("the walk does not know {other}"),
        };
        if !ok {
            wrong.push(format!("{at}: {keyword} {asked}: {value}"));
        }
    }
}

fn is_of_type(value: &Value, kind: &Value) -> bool {
    match kind.as_str().expect("a type") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the walk does not know {other}"),
    }
}

/// The patterns of the schema are of days, of times, and of amounts.
fn fits(pattern: &Value, text: &str) -> bool {
    let pattern = pattern.as_str().expect("a pattern");
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    if pattern.contains("[.]") {
        let (yuan, fen) = shape.split_once('.').unwrap_or((&shape, ""));
        let yuan = yuan.strip_prefix('-').unwrap_or(yuan);
        return !yuan.is_empty() && yuan.chars().all(|c| c == '0') && fen == "00";
    }
    let is_day = shape == "0000-00-00";
    is_day || (pattern.contains('T') && shape == "0000-00-00T00:00:00+00:00")
}

fn wrong(export: &Value) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/platform.schema.json");
    let text = std::fs::read_to_string(path).expect("the schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    let mut wrong = Vec::new();
    walk(&schema, &schema, export, "$", &mut wrong);
    wrong
}

/// A case of another kind, and one that cannot be read.
fn others(desk: &Desk) {
    let text = "schema = 1\n[case]\nid = \"J-1\"\nkind = \"行政监督检查\"\ntitle = \"检查\"\n\
                stage = \"归档管理\"\nopened = 2026-03-02\nclosed = 2026-04-01\n\
                outcome = \"未发现问题\"\n";
    desk.write("检查案/case.toml", text);
    desk.write("坏的/case.toml", "schema = [");
}

#[test]
fn the_export_is_as_its_schema_says() {
    let desk = Desk::with_example();
    others(&desk);
    for line in [
        "anjuan platform export",
        "anjuan 平台 导出 --format json --without-identifiers",
        "anjuan platform export --json --as-of 2026-06-13",
    ] {
        let ran = desk.sh(line).exits(2);
        assert!(ran.err.contains("坏的/case.toml"), "{}", ran.err);
        assert_eq!(wrong(&ran.json()), Vec::<String>::new(), "{line}");
    }
    let mut export = desk.sh("anjuan platform export").json();
    assert_eq!(export["cases"].as_array().map(Vec::len), Some(2));
    assert_eq!(export["unreadable"][0]["path"], "./坏的");
    export["cases"][0]["platforms"][0]["entered"] = json!("yes");
    export["cases"][0]["more"] = json!(1);
    export["cases"][1]["opened"] = json!("2026-3-2");
    assert_eq!(wrong(&export).len(), 3, "the walk finds what is wrong");
}

#[test]
fn the_export_says_what_the_case_says() {
    let desk = Desk::with_example();
    let set = "anjuan set penalty-case R44.fields.罚款金额=1234567";
    desk.sh(set).exits(0);
    let export = desk
        .sh("anjuan platform export penalty-case")
        .exits(0)
        .json();
    let case = &export["cases"][0];
    assert_eq!(
        case["closing"],
        json!({"date": "2026-06-12", "source": "结案审批表的日期"})
    );
    let decision = &case["decisions"][0];
    assert_eq!(decision["number"], "明工信罚〔2026〕12号");
    assert_eq!(decision["fine_fen"], 1_234_567);
    assert_eq!(decision["fine_yuan"], "12345.67");
    assert_eq!(decision["services"][0]["received"], "2026-05-21");
    assert_eq!(case["performances"][0]["date"], "2026-06-03");
    assert_eq!(case["parties"][0]["identifier"], "91350400××××××××××");
    assert_eq!(case["complete"], true);
    let first = &case["platforms"][0];
    assert_eq!(first["name"], FIRST);
    assert_eq!(first["entries"][0]["receipt"], "示例-A-20260615-0012");
    assert_eq!(first["entries"][0]["records"], json!(["R53"]));
    assert_eq!(
        first["calendar_days"],
        json!({"counting": "5日", "last_day": "2026-06-17", "standing": "done", "days_left": 2})
    );
    assert_eq!(
        first["working_days"],
        json!({"counting": "5工作日", "last_day": "2026-06-22", "standing": "done", "days_left": 7})
    );
    let left_out = desk
        .sh("anjuan platform export penalty-case --without-identifiers")
        .exits(0);
    for word in ["91350400", "闽G04"] {
        assert!(!left_out.out.contains(word), "{word}");
    }
    assert_eq!(left_out.json()["identifiers"], false);
}

#[test]
fn a_term_runs_before_the_case_is_filed() {
    let desk = Desk::with_example();
    let text = desk
        .read("penalty-case/case.toml")
        .replace("stage = \"归档管理\"", "stage = \"送达执行\"");
    desk.write("penalty-case/case.toml", text);
    let export = desk
        .sh("anjuan platform export penalty-case")
        .exits(0)
        .json();
    let platform = &export["cases"][0]["platforms"][1];
    assert_eq!(platform["working_days"]["last_day"], "2026-06-22");
    let other = "schema = 1\n[case]\nid = \"1\"\nkind = \"行政处罚\"\ntitle = \"案\"\n\
                 stage = \"程序启动\"\nopened = 2026-03-02\n";
    desk.write("在办/case.toml", other);
    let export = desk.sh("anjuan platform export 在办").exits(0).json();
    let platform = &export["cases"][0]["platforms"][0];
    assert_eq!(platform["required"], true);
    assert_eq!(platform["calendar_days"]["standing"], "not_begun");
    assert_eq!(platform["calendar_days"]["last_day"], Value::Null);
    assert_eq!(export["cases"][0]["closing"], Value::Null);
    let closed = desk
        .sh("anjuan platform export --closed 在办")
        .exits(0)
        .json();
    assert_eq!(closed["cases"], json!([]));
}

#[test]
fn a_state_secret_contributes_nothing() {
    let desk = Desk::with_example();
    let text = desk.read("penalty-case/case.toml");
    let mut secret = String::new();
    for block in text.split_inclusive("\n\n") {
        let is_one = ["R44", "R52", "R53"]
            .iter()
            .any(|id| block.contains(&format!("[[record]]\nid = \"{id}\"\n")));
        if is_one {
            let (head, rest) = block.split_once("\ntype").expect("a type");
            let rest = rest
                .lines()
                .filter(|line| !line.starts_with("classification"));
            let rest = rest.collect::<Vec<_>>().join("\n");
            let _ = write!(
                secret,
                "{head}\nclassification = \"国家秘密\"\ntype{rest}\n\n"
            );
        } else {
            secret.push_str(block);
        }
    }
    assert_eq!(secret.matches("国家秘密").count(), 3);
    let hidden = [
        ("明工信罚〔2026〕12号", "机密文号"),
        ("date = 2026-05-18", "date = 2019-01-01"),
        ("date = 2026-06-12\npath", "date = 2019-02-02\npath"),
    ];
    for (from, to) in hidden {
        assert!(secret.contains(from), "{from}");
        secret = secret.replace(from, to);
    }
    desk.write("penalty-case/case.toml", secret);
    for format in ["json", "csv"] {
        let line = format!("anjuan platform export penalty-case --format {format}");
        let ran = desk.sh(&line).exits(0);
        for word in ["机密文号", "2019-", "R44", "R52", "R53"] {
            assert!(!ran.out.contains(word), "{format} {word}: {}", ran.out);
        }
    }
    let export = desk.sh("anjuan platform export penalty-case").json();
    let case = &export["cases"][0];
    assert_eq!(case["withheld"], 3);
    assert_eq!(case["decisions"], json!([]));
    assert_eq!(
        case["closing"],
        json!({"date": "2026-06-12", "source": "结案日期"}),
        "declared in the manifest's head"
    );
    let platform = &case["platforms"][0];
    assert_eq!(platform["calendar_days"], Value::Null);
    assert_eq!(platform["entries"][0]["records"], json!([]));
    assert_eq!(wrong(&export), Vec::<String>::new());
}

#[test]
fn the_csv_has_one_line_a_case_and_its_values_stand_side_by_side() {
    let desk = Desk::with_example();
    others(&desk);
    let ran = desk.sh("anjuan platform export --format csv").exits(2);
    let text = ran.out.strip_prefix('\u{feff}').expect("the mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 2);
    let cell = |row: usize, name: &str| {
        let at = header.iter().position(|column| column == name);
        rows[row][at.unwrap_or_else(|| panic!("no {name}"))].to_owned()
    };
    assert_eq!(cell(0, "案号"), "2026-0012");
    assert_eq!(cell(0, "收到日期"), "2026-05-21、2026-05-22");
    assert_eq!(cell(0, "送达日期"), "2026-05-19、2026-05-22");
    assert_eq!(cell(0, "平台1名称"), FIRST);
    assert_eq!(cell(0, "平台2日期"), "2026-06-15");
    assert_eq!(cell(0, "平台2工作日期限"), "2026-06-22");
    assert_eq!(cell(0, "平台2工作日状态"), "已办");
    assert_eq!(cell(1, "平台1要求"), "否");
    assert_eq!(cell(1, "结案日期出处"), "结案日期");
    assert_eq!(cell(1, "齐备"), "否");
}

#[test]
fn a_file_is_new_and_in_no_case() {
    let desk = Desk::with_example();
    let line = "anjuan platform export -o 结果.json";
    assert_eq!(desk.sh(line).exits(0).out, "结果.json\t1 件\n");
    let text = desk.read("结果.json");
    let export: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(wrong(&export), Vec::<String>::new());
    let ran = desk.sh(line).exits(2);
    assert!(ran.err.contains("已有的文件不会被覆盖"), "{}", ran.err);
    let ran = desk
        .sh("anjuan platform export -o penalty-case/documents/a.json")
        .exits(2);
    assert!(ran.err.contains("是案件"), "{}", ran.err);
    desk.sh("anjuan platform export -o 没有/a.json").exits(2);
    assert_eq!(desk.read("结果.json"), text);
}

/// The example without its entries: closed on 12 June.
fn without_entries(desk: &Desk) {
    for id in ["E20", "E21"] {
        let line = format!("anjuan event penalty-case {id} --remove --reason 另行登记");
        desk.sh(&line).exits(0);
    }
    let void = "anjuan set penalty-case R53.events= R54.events=";
    desk.sh(void).exits(0);
}

#[test]
fn an_entry_is_registered_with_its_proof_in_one_change() {
    let desk = Desk::with_example();
    without_entries(&desk);
    desk.write("回执截图.png", "截图");
    let before = desk.read("penalty-case/journal.jsonl").lines().count();
    let line = "anjuan platform record penalty-case --platform 1 --date 2026-6-19 \
                --receipt HZ-1 --screenshot 回执截图.png --officer 陈某";
    let ran = desk.sh(line).exits(0);
    assert_eq!(ran.out, "E23\t平台录入\nR55\t平台录入记录\n");
    assert!(
        ran.err
            .contains("结案后 5日：至 2026-06-17，录入 2026-06-19，超 2 日"),
        "{}",
        ran.err
    );
    assert!(
        ran.err
            .contains("结案后 5工作日：至 2026-06-22，录入 2026-06-19，余 3 日"),
        "{}",
        ran.err
    );
    let after = desk.read("penalty-case/journal.jsonl").lines().count();
    assert_eq!(after, before + 1);
    let export = desk.sh("anjuan platform export penalty-case").json();
    let platform = &export["cases"][0]["platforms"][0];
    assert_eq!(platform["entries"][0]["records"], json!(["R55"]));
    assert_eq!(platform["calendar_days"]["standing"], "done_late");
    assert_eq!(platform["working_days"]["standing"], "done");
    let text = desk.read("penalty-case/case.toml");
    assert!(
        text.contains("path = \"documents/R55-回执截图.png\""),
        "{text}"
    );
    desk.sh("anjuan verify penalty-case").exits(0);

    let again = desk.sh(line).exits(2);
    assert!(again.err.contains("E23 已登记过录入"), "{}", again.err);
    let line = format!(
        "anjuan platform record penalty-case --platform '{FIRST}' --date 2026-6-19 --again --json"
    );
    let ran = desk.sh(&line).exits(0);
    assert_eq!(ran.json()["made"][0]["id"], "E24");
    assert_eq!(
        ran.json()["platform"]["entries"].as_array().map(Vec::len),
        Some(2)
    );
}

#[test]
fn an_entry_without_proof_is_registered_and_told() {
    let desk = Desk::with_example();
    without_entries(&desk);
    let line = "anjuan platform record penalty-case --platform 2 --date 2026-6-15";
    let ran = desk.sh(line).exits(0);
    assert_eq!(ran.out, "E23\t平台录入\n");
    assert!(ran.err.contains("新出现 缺失 3-1 E23"), "{}", ran.err);
}

#[test]
fn what_is_refused_changes_nothing() {
    let desk = Desk::with_example();
    without_entries(&desk);
    let (text, journal) = (
        desk.read("penalty-case/case.toml"),
        desk.read("penalty-case/journal.jsonl"),
    );
    for (line, word) in [
        ("--platform 1", "程序不代填"),
        ("--platform 1 --date ''", "程序不代填"),
        ("--platform 1 --date 昨天", "不是日期或时间"),
        ("--platform 1 --date 2026-07-02", "晚于今天"),
        (
            "--platform 3 --date 2026-06-15",
            "平台有：1 省“互联网+监管”信息平台；2 ",
        ),
        (
            "--platform 省市县行政执法平台 --date 2026-06-15",
            "是否指 省市县三级行政执法平台",
        ),
        (
            "--platform 1 --date 2026-06-15 --screenshot 没有.png",
            "没有这个文件",
        ),
    ] {
        let ran = desk
            .sh(&format!("anjuan platform record penalty-case {line}"))
            .exits(2);
        assert!(ran.err.contains(word), "{line}: {}", ran.err);
        assert_eq!(desk.read("penalty-case/case.toml"), text, "{line}");
        assert_eq!(desk.read("penalty-case/journal.jsonl"), journal, "{line}");
    }
    let ran = desk
        .sh("anjuan platform record penalty-case --platform 1 --json")
        .exits(2);
    assert!(
        ran.json()["error"]
            .as_str()
            .expect("words")
            .contains("代填")
    );
}

#[test]
fn a_rulebook_names_its_platforms_once_and_asks_for_each() {
    let desk = Desk::with_example();
    desk.sh("anjuan rulebook new").exits(0);
    let head = desk.read("templates/sanming/rulebook.toml");
    for (from, to, word) in [
        (
            "\"省市县三级行政执法平台\"]",
            "\"省市县行政执法平台\"]",
            "没有规则要求录入平台「省市县行政执法平台」，是否指 省市县三级行政执法平台？",
        ),
        (
            ", \"省市县三级行政执法平台\"]",
            "]",
            "规则要求录入平台「省市县三级行政执法平台」，names 中没有",
        ),
        (
            "fine = \"罚款金额\"",
            "fine = \"罚金\"",
            "没有金额栏目「罚金」",
        ),
        ("article = 20", "article = 50", "第 50 条没有原文"),
        (
            "\"行政处罚决定书\", \"不予",
            "\"处罚决定书\", \"不予",
            "「处罚决定书」是《行政处罚决定书》的别名",
        ),
    ] {
        let (before, after) = head.split_once("[platforms]").expect("the section");
        let changed = format!("{before}[platforms]{}", after.replacen(from, to, 1));
        assert_ne!(changed, head, "{from}");
        desk.write("templates/sanming/rulebook.toml", &changed);
        let ran = desk.sh("anjuan rulebook check sanming").exits(2);
        let told = format!("{}{}", ran.out, ran.err);
        assert!(told.contains(word), "{word}: {told}");
    }
    let (before, after) = head.split_once("[platforms]").expect("the section");
    let (_, after) = after.split_once("\n\n").expect("the next section");
    desk.write(
        "templates/sanming/rulebook.toml",
        format!("{before}{after}"),
    );
    let ran = desk
        .sh("anjuan platform record penalty-case --platform 1 --date 2026-6-15")
        .exits(2);
    assert!(ran.err.contains("没有 [platforms]"), "{}", ran.err);
    let export = desk
        .sh("anjuan platform export penalty-case")
        .exits(0)
        .json();
    assert_eq!(export["cases"][0]["platforms"], json!([]));
}

#[test]
fn the_status_puts_first_what_is_to_be_entered() {
    let desk = Desk::with_example();
    super::desk::copy(&desk.path("penalty-case"), &desk.path("另案"));
    others(&desk);
    without_entries(&desk);
    desk.sh("anjuan platform record penalty-case --platform 1 --date 2026-6-19 --receipt HZ-1")
        .exits(0);
    let other = desk
        .read("另案/case.toml")
        .replace("id = \"2026-0012\"", "id = \"2026-0001\"");
    desk.write("另案/case.toml", other);
    let ran = desk.sh("anjuan platform status").exits(2);
    let lines: Vec<_> = ran.out.lines().map(str::trim).collect();
    let want = [
        "平台 1：省“互联网+监管”信息平台",
        "平台 2：省市县三级行政执法平台",
        "案号       承办机构  结案        期限                 各平台",
        "2026-0012  执法一科  2026-06-12  5日：2026-06-17      1 2026-06-19，超5日",
        "5工作日：2026-06-22  2 未录入，超5工作日",
        "2026-0001  执法一科  2026-06-12  5日：2026-06-17      1 2026-06-15",
        "5工作日：2026-06-22  2 2026-06-15",
        "已结案而应录入的 2 件，其中还有平台没有录入的 1 件；已结案而规则不要求录入的 1 件",
    ];
    assert_eq!(lines, want);
    assert!(
        ran.err.contains(
            "提示：anjuan platform record ./penalty-case --platform 省市县三级行政执法平台 --date"
        ),
        "{}",
        ran.err
    );
    let open = desk
        .sh("anjuan platform status --open --json penalty-case 另案")
        .exits(0)
        .json();
    let cases = open["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0]["id"], "2026-0012");
    assert_eq!(cases[0]["platforms"][1]["entered"], false);
}
