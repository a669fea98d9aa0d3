//! Pages of `docs/` that are made from the code and the rulebook, and checked for drift.
//!
//! `ANJUAN_UPDATE_DOCS=1 cargo test --test integration docs` writes them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anjuan::case::keys;
use anjuan::reading::{Key, Shape};
use anjuan::rulebook::{FieldKind, Rule, Rulebook, asked};
use anjuan::task::endings;
use anjuan::workspace::WORKSPACE;

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
            let _ = writeln!(text, "### {} {}\n\n{}\n", rule.id, rule.what, rule.why);
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
