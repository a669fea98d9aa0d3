//! Pages of `docs/` that are made from the code and the rulebook, and checked for drift.
//!
//! `ANJUAN_UPDATE_DOCS=1 cargo test --test integration docs` writes them anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anjuan::case::keys;
use anjuan::reading::{Key, Shape};
use anjuan::rulebook::{FieldKind, Rule, Rulebook, Sentence, asked};
use anjuan::task::endings;
use anjuan::workspace::WORKSPACE;

use crate::cli::desk::Desk;
use crate::rules::base::RULEBOOK;
use crate::rules::national::NATIONAL;

/// Compares a page with its file, or writes it.
fn page(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(name);
    if std::env::var_os("ANJUAN_UPDATE_DOCS").is_some() {
        fs::write(&path, text).expect("written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == text,
        "docs/{name} is out of date: ANJUAN_UPDATE_DOCS=1 cargo test --test integration docs"
    );
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn key_rows(text: &mut String, keys: &[Key]) {
    text.push_str("| 键 | 值 | 说明 |\n|---|---|---|\n");
    for key in keys {
        let must = if key.required { "（必需）" } else { "" };
        let shape = match key.shape {
            Shape::Tables(_) => "表的数组，见下".into(),
            Shape::Table(_) => "表，见下".into(),
            other => other.label(),
        };
        let _ = writeln!(
            text,
            "| `{}` | {} | {}{must} |",
            key.name,
            cell(&shape),
            cell(key.what)
        );
    }
    text.push('\n');
}

/// A section for a table of keys and, below it, for each table inside.
fn key_section(text: &mut String, title: &str, keys: &[Key], level: usize) {
    let _ = writeln!(text, "{} {title}\n", "#".repeat(level));
    key_rows(text, keys);
    for key in keys {
        let (name, inner) = match key.shape {
            Shape::Tables(inner) => (format!("`[[{}]]` {}", key.name, key.what), inner),
            Shape::Table(inner) => (format!("`[{}]` {}", key.name, key.what), inner),
            Shape::Answers(inner) => (format!("`[{}]` 的表", key.name), inner),
            _ => continue,
        };
        key_section(text, &name, inner, level + 1);
    }
}

#[test]
fn the_manifest_reference_is_made_from_the_table_of_keys() {
    let mut text = String::from(
        "# 清单的键\n\n本页由程序的键表生成。案件的清单是 `case.toml`，工作区的是 `anjuan.toml`；都可以手工修改。\n\
         未列出的键是错误，只有顶层的 `[x-…]` 留给其他程序。时间不写时差的，按北京时间（+08:00）。金额以分为单位。\n\n",
    );
    key_section(&mut text, "case.toml", keys::MANIFEST, 2);
    key_section(&mut text, "anjuan.toml", WORKSPACE, 2);
    page("manifest.md", &text);
}

/// Every key below a table of keys.
fn all_keys(keys: &'static [Key], found: &mut Vec<&'static str>) {
    for key in keys {
        found.push(key.name);
        if let Shape::Tables(inner) | Shape::Table(inner) = key.shape {
            all_keys(inner, found);
        }
    }
}

#[test]
fn the_page_on_rulebooks_names_every_key_and_every_requirement() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rulebook.md");
    let text = fs::read_to_string(path).expect("the page");
    let mut wanted = Vec::new();
    for (file, keys) in anjuan::rulebook::FILES {
        wanted.push(*file);
        all_keys(keys, &mut wanted);
    }
    wanted.extend(anjuan::rulebook::requirement_words());
    // A key stands in code: alone, in brackets of a table, or with a value after it.
    let code: Vec<_> = text.split('`').skip(1).step_by(2).collect();
    let words = |span: &&str| {
        let end = |c: char| !(c.is_alphanumeric() || "_.*".contains(c));
        span.split(end).map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    let known: Vec<String> = code.iter().flat_map(words).collect();
    let missing: Vec<_> = wanted
        .iter()
        .filter(|name| {
            !known
                .iter()
                .any(|word| word.rsplit('.').next() == Some(name) || word == *name)
        })
        .collect();
    assert!(missing.is_empty(), "docs/rulebook.md: {missing:?}");
}

#[test]
fn the_table_of_rules_is_made_from_the_rulebook() {
    let rulebook = &*RULEBOOK;
    let mut text = format!(
        "# 规则\n\n本页由规程 `{}`（{}）生成。\n\n",
        rulebook.id, rulebook.title
    );
    for article in &rulebook.articles.list {
        let rules: Vec<_> = rulebook
            .rules
            .iter()
            .filter(|rule| rule.article == article.number)
            .collect();
        if rules.is_empty() {
            continue;
        }
        let _ = writeln!(text, "## {}\n", article.label);
        for paragraph in article.text.lines() {
            let _ = writeln!(text, "> {paragraph}\n>");
        }
        text.push('\n');
        for rule in rules {
            let _ = writeln!(
                text,
                "<a id=\"{0}\"></a>\n\n### {0} {1}\n\n{2}\n",
                rule.id, rule.what, rule.why
            );
            for line in asked(rulebook, rule) {
                let _ = writeln!(text, "- {line}");
            }
            for question in &rulebook.questions {
                if question.rules.iter().any(|(_, id)| *id == rule.id) {
                    let _ = writeln!(text, "- 须声明 `answers.{}`：{}", question.id, question.ask);
                }
            }
            let _ = writeln!(text, "\n做法：{}\n", rule.fix);
        }
    }
    page("rules.md", &text);
}

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

/// Rules whose rows are still to be written.
const WITHOUT_ROWS: &[&str] = &[];

#[test]
fn every_rule_has_a_row_in_the_tables() {
    let files = test_files("rules");
    let rules = RULEBOOK.rules.iter().map(|rule| rule.id.as_str());
    let without: Vec<_> = rules
        .filter(|rule| rows_of(&files, rule).is_empty())
        .collect();
    assert_eq!(without, WITHOUT_ROWS, "add rows, or take it off the list");
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

#[test]
fn the_page_of_endings_is_what_the_check_answers() {
    let rulebook = &*RULEBOOK;
    let mut text = format!(
        "# 提前结束的案件和简易程序\n\n本页由规程 `{}` 生成：一件案件除了怎样结束、适用什么程序之外什么都没有登记时，检查\n\
         要求什么，与该类案件通常的结果相比。已经登记的事项、已有的文书，该有的记录照样要求。屏幕上看用\n\
         `anjuan explain 移送`、`anjuan explain 简易程序`。\n",
        rulebook.id
    );
    for ending in endings::endings(rulebook) {
        let compared = endings::compare(rulebook, &ending).expect("a kind of the rulebook");
        let _ = writeln!(
            text,
            "\n## {}：{}\n\n通常的结果：{}。\n",
            ending.kind,
            ending.name(),
            compared.usual
        );
        for (title, list) in [
            ("不再要求", &compared.dropped),
            ("另外要求", &compared.added),
            ("照样要求", &compared.kept),
        ] {
            let lines: Vec<_> = list
                .iter()
                .map(|asked| match &asked.question {
                    Some(id) => format!("- {} 声明 `{id}`：{}\n", asked.rule, asked.what),
                    None => format!("- {} {}\n", asked.rule, asked.what),
                })
                .collect();
            if !lines.is_empty() {
                let _ = writeln!(text, "{title}：\n\n{}", lines.concat());
            }
        }
    }
    page("endings.md", &text);
}

#[test]
fn the_page_of_the_national_rulebook_is_made_from_it() {
    let rulebook = &*NATIONAL;
    let mut text = format!(
        "# 国家法律的规则\n\n本页由规程 `{}`（{}，第 {} 版）生成。它叠加在规程 `{}` 之上，点名才用：\
         在 `case.toml` 或者 `anjuan.toml` 里写 `rulebooks = [\"sanming\", \"national\"]`，或者加\
         `--rulebook sanming --rulebook national`。文书、事项、问题取自所叠加的规程；结果分开列出，\
         不改变所叠加规程的结果。{}。\n\n",
        rulebook.id,
        rulebook.title,
        rulebook.version,
        rulebook.over.as_deref().unwrap_or_default(),
        rulebook.status
    );
    for statute in &rulebook.statutes {
        let of = |rule: &&Rule| rulebook.statute(&rule.id).map(|of| &of.id) == Some(&statute.id);
        let _ = writeln!(
            text,
            "## {}\n\n{}。来源：{}。\n",
            statute.name, statute.version, statute.source
        );
        for rule in rulebook.rules.iter().filter(of) {
            national_rule(&mut text, rulebook, rule);
        }
    }
    text.push_str("## 视为送达的日期\n\n送达没有收到日期的，期限从视为送达之日起算。\n\n");
    for deemed in &rulebook.deemed {
        let when = match deemed.days {
            0 => "送达当日".into(),
            days => format!("自送达（发出公告）之日起 {days} 日"),
        };
        let _ = writeln!(text, "- {}：{when}（{}）", deemed.method, deemed.basis);
    }
    text.push_str("\n## 没有写成规则的\n\n| 要求 | 依据 | 原因 |\n|---|---|---|\n");
    for absent in &rulebook.absent {
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            cell(&absent.what),
            cell(&absent.basis),
            cell(&absent.why)
        );
    }
    page("national.md", &text);
}

fn national_rule(text: &mut String, rulebook: &Rulebook, rule: &Rule) {
    let verified = if rule.verified == Some(true) {
        "条款已核对原文"
    } else {
        "条款未能核对原文"
    };
    let basis = rule.basis.as_deref().unwrap_or_default();
    let _ = writeln!(
        text,
        "### {} {}\n\n{basis}（{verified}）。{}\n",
        rule.id, rule.what, rule.why
    );
    for line in asked(rulebook, rule) {
        let _ = writeln!(text, "- {line}");
    }
    let _ = writeln!(text, "\n做法：{}\n", rule.fix);
}

#[test]
fn the_catalogue_page_is_made_from_the_rulebook() {
    let rulebook = &*RULEBOOK;
    let mut text = String::from(
        "# 文书目录\n\n本页由规程生成：每种文书的阶段、卷、是否送达，和它的栏目。\n\n",
    );
    for document in rulebook.catalogue.iter() {
        let served = if document.served {
            format!("，送达（{}）", document.service_stage)
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "## {}\n\n{} · {} · {}{served}\n",
            document.name, document.form, document.stage, document.volume
        );
        if !document.aliases.is_empty() {
            let _ = writeln!(text, "又名：{}\n", document.aliases.join("、"));
        }
        if document.fields.is_empty() {
            continue;
        }
        text.push_str("| 栏目 | 类型 | 何者要求 |\n|---|---|---|\n");
        for field in &document.fields {
            let by = match (field.by_regulation, field.optional) {
                (true, _) => "规章",
                (false, false) => "惯例",
                (false, true) => "惯例，可不填",
            };
            let kind = match field.kind {
                FieldKind::Rows => format!("多行：{}", field.columns.join("、")),
                FieldKind::Choice => field.choices.join("／"),
                other => other.label().to_owned(),
            };
            let _ = writeln!(text, "| {} | {} | {by} |", field.name, cell(&kind));
        }
        text.push('\n');
    }
    page("catalogue.md", &text);
}
