//! The page of sentences: each of the regulation's, and what covers it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anjuan::rulebook::Sentence;

use super::{cell, page};
use crate::cli::desk::Desk;
use crate::rules::base::RULEBOOK;

/// The statuses that a row of the tables may name.
const STATUSES: &[&str] = &[
    "missing",
    "incomplete",
    "conflict",
    "overdue",
    "due",
    "undeclared",
    "unattested",
    "undecidable",
    "waived",
];

/// The test files under a folder of `tests/integration/`, by name without `.rs`, white space taken
/// out.
fn test_files(folder: &str) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/integration")
        .join(folder);
    let entries = fs::read_dir(path).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy();
            let text = fs::read_to_string(&path).expect("text");
            (name.into_owned(), text.split_whitespace().collect())
        })
        .collect()
}

/// The test files of which a row names a rule, its subject and a status: `("17-1", "E16", "missing")`.
fn rows_of(files: &BTreeMap<String, String>, rule: &str) -> BTreeSet<String> {
    let is_row = |behind: &str| {
        let status = behind.split('"').nth(3).unwrap_or_default();
        STATUSES.contains(&status.trim_end_matches("(warning)"))
    };
    let named = format!("(\"{rule}\",");
    let found = files
        .iter()
        .filter(|(_, text)| text.split(named.as_str()).skip(1).any(is_row));
    found.map(|(name, _)| name.clone()).collect()
}

/// The tests that run a command: files of `cli`, and the transcripts of the manual.
fn runs_of(files: &BTreeMap<String, String>, command: &str) -> BTreeSet<String> {
    let words: Vec<_> = command.split(' ').collect();
    let quoted = format!("[\"{}\",", words.join("\",\""));
    let typed = format!("anjuan{}", words.concat());
    let runs = |text: &&String| text.contains(&quoted) || text.contains(&typed);
    let mut found: BTreeSet<_> = files
        .iter()
        .filter(|(_, text)| runs(text))
        .map(|(name, _)| format!("cli/{name}"))
        .collect();
    let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide.md"));
    if manual
        .expect("the manual")
        .contains(&format!("\n$ anjuan {command} "))
    {
        found.insert("readme".to_owned());
    }
    found
}

#[test]
fn every_rule_has_a_row_in_the_tables() {
    let files = test_files("rules");
    let rules = RULEBOOK.rules.iter().map(|rule| rule.id.as_str());
    let without: Vec<_> = rules
        .filter(|rule| rows_of(&files, rule).is_empty())
        .collect();
    assert!(without.is_empty(), "without a row: {without:?}");
}

#[test]
fn every_command_of_a_sentence_is_there_and_tested() {
    let files = test_files("cli");
    let desk = Desk::new();
    for sentence in &RULEBOOK.sentences {
        for command in &sentence.commands {
            let help: Vec<_> = command.split(' ').chain(["--help"]).collect();
            let ran = desk.run(&help).exits(0);
            let usage = format!("anjuan {command} ");
            assert!(ran.out.contains(&usage), "{command}: {}", ran.out);
            assert!(
                !runs_of(&files, command).is_empty(),
                "{command} has no test"
            );
        }
    }
}

fn code(names: impl IntoIterator<Item = String>) -> String {
    let names = names.into_iter().map(|name| format!("`{name}`"));
    names.collect::<Vec<_>>().join("、")
}

fn sentence_row(
    sentence: &Sentence,
    rules: &BTreeMap<String, String>,
    commands: &BTreeMap<String, String>,
) -> String {
    let links: Vec<_> = sentence
        .rules
        .iter()
        .map(|id| format!("[{id}](rules.md#{id})"))
        .collect();
    let mut tests: BTreeSet<_> = sentence
        .rules
        .iter()
        .flat_map(|id| rows_of(rules, id))
        .collect();
    if sentence.rules.is_empty() {
        let run = sentence.commands.iter();
        tests.extend(run.flat_map(|name| runs_of(commands, name)));
    }
    let said = [
        ("读法：", &sentence.reading),
        ("程序不查：", &sentence.unmodelled),
        ("待人工确认：", &sentence.attest),
    ];
    let said = said
        .into_iter()
        .filter_map(|(label, words)| Some(format!("{label}{}", words.as_ref()?)));
    format!(
        "| {} | {} | {} | {} | {} |",
        cell(&sentence.text),
        links.join("、"),
        code(sentence.commands.iter().cloned()),
        code(tests),
        cell(&said.collect::<Vec<_>>().join("<br>"))
    )
}

#[test]
fn the_page_of_sentences_leaves_none_out() {
    let rulebook = &*RULEBOOK;
    let (rules, commands) = (test_files("rules"), test_files("cli"));
    let count =
        |holds: fn(&Sentence) -> bool| rulebook.sentences.iter().filter(|own| holds(own)).count();
    let mut text = format!(
        "# 逐句对照\n\n本页由规程 `{}`（{}）的 `coverage.toml` 生成：原文的每一句由哪些规则、哪些命令落实；程序查不了的，\n\
         为什么，由谁、怎样确认。屏幕上看用 `anjuan explain 条号`。原文漏了一个字，或者一句什么都没有，规程就不能用。\n\n\
         共 {} 句：有规则检查的 {} 句，只由命令落实的 {} 句，全部由人确认的 {} 句；有规则或者命令、仍有一部分由人确认的 {} 句。\n\n\
         测试一栏是 `tests/integration/rules/` 中的文件，其中的表有该规则不满足的案件，也有满足的；没有规则的，是运行这些命令的\n\
         `tests/integration/cli/`，和逐条运行手册的 `tests/integration/readme.rs`。\n",
        rulebook.id,
        rulebook.title,
        rulebook.sentences.len(),
        count(|own| !own.rules.is_empty()),
        count(|own| own.rules.is_empty() && !own.commands.is_empty()),
        count(|own| own.rules.is_empty() && own.commands.is_empty()),
        count(|own| !(own.rules.is_empty() && own.commands.is_empty()) && own.unmodelled.is_some()),
    );
    for article in &rulebook.articles.list {
        let _ = writeln!(
            text,
            "\n## {}\n\n| 原文 | 规则 | 命令 | 测试 | 读法，和由人确认的 |\n|---|---|---|---|---|",
            article.label
        );
        for sentence in rulebook.sentences_of(article.number) {
            let _ = writeln!(text, "{}", sentence_row(sentence, &rules, &commands));
        }
    }
    page("coverage.md", &text);
}
