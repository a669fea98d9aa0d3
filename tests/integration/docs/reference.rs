//! The pages of keys, and of 文书.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anjuan::case::keys;
use anjuan::reading::{Key, Shape};
use anjuan::rulebook::FieldKind;
use anjuan::workspace::WORKSPACE;

use super::{cell, page};
use crate::rules::base::RULEBOOK;

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
