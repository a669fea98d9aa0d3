//! What the system and libraries say in English reaches nobody.

use std::fs;

use super::desk::{Desk, copy};

/// Words that are no English sentence: names of programs, formats, files, keys and options.
const ALLOWED: &[&str] = &[
    "anjuan",
    "case",
    "toml",
    "json",
    "jsonl",
    "csv",
    "zip",
    "txt",
    "pdf",
    "log",
    "UTF",
    "TOML",
    "JSON",
    "BagIt",
    "ZIP",
    "SHA",
    "RFC",
    "XML",
    "bagit",
    "verify",
    "check",
    // keys and their values
    "schema",
    "rows",
    "tool",
    "title",
    "version",
    "seq",
    "mapping",
    "not",
    "html",
    "opened",
    "identifier",
    "table",
    "bash",
    "elvish",
    "fish",
    "powershell",
    "zsh",
    "closed",
    "all",
    "format",
    "accept",
    "due",
    "errors",
    "bad",
    "sanming",
    "national",
];

/// What is broken, and the command that meets it. Options, keys and file names may be named.
const BROKEN: &[(&str, &str, &str, &str)] = &[
    // a file, its text, the command, what is said
    ("案/journal.jsonl", "甲\n", "log 案", "不是 JSON"),
    ("案/journal.jsonl", "甲\n", "verify 案", "不是 JSON"),
    (
        "案/journal.jsonl",
        "{\"v\":1,\"v\":1}\n",
        "log 案",
        "键 v 重复",
    ),
    ("案/journal.jsonl", "{\"v\":1\n", "log 案", "中途结束"),
    ("案/journal.jsonl", "[[[[[…\n", "check 案", "日志"),
    ("案/journal.jsonl", "DEEP", "log 案", "嵌套太深"),
    ("案/access.jsonl", "{\n", "verify 案", "中途结束"),
    ("案/access.jsonl", "{\n", "access list 案", "中途结束"),
    ("案/case.toml", "a = \n", "check 案", "引号"),
    ("案/case.toml", "\"a", "check 案", "缺少 ="),
    ("案/case.toml", "a = 1 2", "status 案", "引号"),
    ("案/case.toml", "a = 00", "set 案 case.unit=甲", "数字"),
    ("案/case.toml", "案 = 1", "verify 案", "键名"),
    (
        "案/case.toml",
        "a = 99999999999999999999",
        "check 案",
        "未知的键",
    ),
    ("案/case.toml", "[a\n", "check 案", "]"),
    ("案/case.toml", "a.b = 1\na = 2\n", "check 案", "两次"),
    (
        "案/case.toml",
        "schema = 1\nschema = 2\n",
        "check 案",
        "两次",
    ),
    ("案/case.toml", "schema = \"x\"\n", "check 案", "应为整数"),
    ("anjuan.toml", "[agency\n", "check 案", "]"),
    ("anjuan.toml", "[agency\n", "device list", "]"),
    ("x.toml", "= 1", "doc new 案 询问笔录 --from x.toml", "键"),
    (
        "x.toml",
        "时间 = 1",
        "doc new 案 询问笔录 --from x.toml",
        "键名",
    ),
    (
        "x.csv",
        "甲,乙\n1,2\n",
        "doc new 案 询问笔录 --from x.csv",
        "TOML",
    ),
    (
        "x.json",
        "{\"a\"",
        "doc new 案 询问笔录 --from x.json",
        "中途结束",
    ),
    ("x.json", "[1]", "doc new 案 询问笔录 --from x.json", "类型"),
    ("x.json", "[1]", "set 案 --from x.json", "类型"),
    ("x.toml", "a = [", "set 案 --from x.toml", "数组"),
    ("x.json", "甲", "check 案 --against x.json", "不是 JSON"),
    ("x.json", "{}", "check 案 --against x.json", "没有"),
    (
        "x.json",
        "{\"schema\":\"a\"}",
        "check 案 --against x.json",
        "x.json",
    ),
    ("x.json", "{\"a\":", "new --from x.json --dry-run", "x.json"),
    ("x.json", "{}", "new --from x.json --dry-run", "x.json"),
    ("x.csv", "\"甲", "new --from x.csv --dry-run", "看不出"),
    ("x.zip", "甲", "verify x.zip", "ZIP"),
    (
        "x.zip",
        "PK\u{3}\u{4}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "verify x.zip",
        "ZIP",
    ),
    ("dir/bagit.txt", "甲", "verify dir", "bagit.txt"),
    (
        "templates/bad/rulebook.toml",
        "a = ",
        "rulebook check bad",
        "引号",
    ),
    (
        "templates/bad/rules.toml",
        "[[rule]\n",
        "rulebook check bad",
        "]",
    ),
    (
        "templates/bad/documents/case-filing-approval.xhtml",
        "{{ a b }}",
        "rulebook check bad",
        "模板",
    ),
    (
        "templates/bad/documents/case-filing-approval.xhtml",
        "{% if %}",
        "rulebook check bad",
        "模板",
    ),
    (
        "templates/bad/documents/case-filing-approval.xhtml",
        "<p>&foo;</p>",
        "rulebook check bad",
        "模板",
    ),
    (
        "templates/bad/documents/case-filing-approval.xhtml",
        "<p a=b></p>",
        "rulebook check bad",
        "模板",
    ),
    (
        "templates/bad/documents/case-filing-approval.xhtml",
        "<p></p><p",
        "rulebook check bad",
        "模板",
    ),
];

/// Commands that fail without a broken file.
const MISTAKEN: &[(&str, &str)] = &[
    ("check 没有", "没有"),
    ("check 案/case.toml/下", "没有"),
    ("check 圈", "圈"),
    ("check 案 --against 没有.json", "没有这个文件"),
    ("check 案 --against 案", "是目录"),
    ("check 案 --as-of 昨天", "昨天"),
    ("check 案 --as-of 2026-13-01", "2026-13-01"),
    ("check 案 --as-of 2026-02-30", "2026-02-30"),
    ("check 案 --as-of 2026", "2026"),
    ("review 今年", "今年"),
    ("review 99999999999", "99999999999"),
    ("review 2026 --sample -1", "-1"),
    ("review 2026 --percent 200", "200"),
    ("review 2026 --sample x", "x"),
    ("review 2026 --out 案/case.toml", "案/case.toml"),
    ("doc new 案 询问笔录 --from 没有.toml", "没有这个文件"),
    ("doc new 案 询问笔录 --from 案", "是目录"),
    ("doc new 案 询问笔录 --from 国标.toml", "国标.toml"),
    ("doc new 案 询问笔录 --set 问答=@没有.txt", "没有"),
    ("set 案 --from 没有.toml", "没有这个文件"),
    ("set 案 case.opened=昨天", "昨天"),
    ("set 案 case.opened=2026-02-30", "2026-02-30"),
    ("set 案 party+={", "party"),
    ("event 案 立案 --start 昨天", "昨天"),
    ("add 案 没有.pdf --type 证据材料", "没有"),
    ("add 案 案 --type 证据材料", "案"),
    ("new --from 没有.csv", "没有这个文件"),
    ("new --from 案", "是目录"),
    (
        "new 案/case.toml/下 --id 1 --title 甲 --opened 2026-03-02",
        "案/case.toml",
    ),
    ("new LONG --id 1 --title 甲 --opened 2026-03-02", ""),
    ("init 案/case.toml --agency 甲", "案/case.toml"),
    ("platform export -o 没有/数据.json", "没有"),
    ("verify 没有.zip", "没有"),
    ("verify 圈", "圈"),
    ("rulebook check 没有", "没有"),
    ("rulebook show 案", "案"),
    ("explain 案", "案"),
    ("completions 案", "案"),
    ("chek", "check"),
    ("check --formt json", "--format"),
    ("set", "案件"),
    ("log 案 --reason 甲", "--accept"),
    ("list --sort 大小", "大小"),
    ("check --format", "--format"),
    ("check --json=1", "--json"),
    ("check --json --json", "--json"),
];

/// The English words of what was printed. Names have a sign or a digit in them, or stand in the
/// command, the file or among the allowed.
fn english(text: &str, known: &str) -> Vec<String> {
    let tokens = text.split(|c: char| !c.is_ascii_graphic());
    let is_sign = |c: char| c.is_ascii_punctuation();
    let words = tokens.map(|token| token.trim_matches(is_sign));
    let is_odd = |word: &&str| {
        let is_word = word.len() >= 3 && word.chars().all(|c| c.is_ascii_alphabetic());
        is_word && !ALLOWED.contains(word) && !known.contains(*word)
    };
    words.filter(is_odd).map(ToOwned::to_owned).collect()
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("anjuan.toml", "[agency]\nname = \"某局\"\n");
    desk.run(["rulebook", "new", "bad"]).exits(0);
    let new = ["new", "案", "--id", "2026-1", "--title", "案"];
    desk.run(new.into_iter().chain(["--opened", "2026-03-02"]))
        .exits(0);
    desk.write("国标.toml", [0xB0, 0xB8, 0xBE, 0xED]);
    desk
}

/// What is wrong with what a command printed, if anything.
fn odd(desk: &Desk, line: &str, want: &str, known: &str) -> Option<String> {
    let long = "长".repeat(90);
    let words = line.split(' ').map(|word| word.replace("LONG", &long));
    let ran = desk.run(words);
    let said = format!("{}{}", ran.out, ran.err);
    // options, keys and values that may be written are named on purpose
    let is_named = |line: &&str| {
        line.contains(" | ") || line.contains("可用的键：") || line.starts_with("提示：anjuan")
    };
    let said: Vec<_> = said.lines().filter(|line| !is_named(line)).collect();
    let said = said.join("\n");
    let odd = english(&said, &format!("{line} {known}"));
    let is_wrong = ran.code != 2 || !odd.is_empty() || !said.contains(want);
    is_wrong.then(|| {
        format!(
            "$ anjuan {line}\n{odd:?} {}\n{}{}",
            ran.code, ran.out, ran.err
        )
    })
}

#[test]
fn what_libraries_say_of_broken_files_is_said_in_chinese() {
    let mut found = Vec::new();
    let sound = desk();
    for (file, text, line, want) in BROKEN {
        let desk = Desk::new();
        copy(&sound.path(""), &desk.path(""));
        let text = if *text == "DEEP" {
            "[".repeat(300) + "\n"
        } else {
            (*text).to_owned()
        };
        fs::create_dir_all(desk.path(file).parent().expect("a folder")).expect("made");
        desk.write(file, &text);
        found.extend(odd(&desk, line, want, &format!("{file} {text}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_the_system_and_the_arguments_get_wrong_is_said_in_chinese() {
    let desk = desk();
    #[cfg(unix)]
    std::os::unix::fs::symlink("圈", desk.path("圈")).expect("a link");
    let found: Vec<_> = MISTAKEN
        .iter()
        .filter_map(|(line, want)| odd(&desk, line, want, ""))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
