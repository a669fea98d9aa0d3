//! The house rules that the compiler does not know: the law's names stand in data alone, and
//! modules import in one direction.

use std::fs;
use std::path::{Path, PathBuf};

use anjuan::case::vocabulary;
use anjuan::task::operation;

use crate::rules::base::RULEBOOK;

/// Every source file with its text, tests cut off.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                if !path.ends_with("tests") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs")
            {
                let text = fs::read_to_string(&path).expect("text");
                let code = text
                    .split("#[cfg(test)]")
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                found.push((path, code));
            }
        }
    }
    found.sort();
    found
}

/// The lines of code: no comments, which may cite the law.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn no_name_of_the_law_stands_in_the_code() {
    let mut names: Vec<String> = Vec::new();
    names.extend(RULEBOOK.catalogue.iter().flat_map(|document| {
        std::iter::once(document.name.clone()).chain(document.aliases.iter().cloned())
    }));
    names.extend(RULEBOOK.events.iter().map(|event| event.name.clone()));
    // Words that are also plain language or fixed words of the manifest.
    let plain = [
        "音像记录",
        "证据",
        "清单",
        "送达",
        "归档",
        "决定",
        "立案",
        "询问",
        "履行",
        "公示",
        "核查",
        "电子数据",
        "听证",
        "结案",
        "催告",
        "备考表",
        "集体讨论",
        "陈述申辩",
        "责令改正",
        "查封扣押",
        "解除查封扣押",
        "监督检查",
        "卷内目录",
    ];
    names.retain(|name| !plain.contains(&name.as_str()));
    let mut found = Vec::new();
    for (path, text) in sources() {
        // What people read in help and headings may name a thing; what code compares may not.
        if path.ends_with("vocabulary.rs") || path.ends_with("keys.rs") {
            continue;
        }
        for (number, line) in code_lines(&text) {
            for name in &names {
                if line.contains(name.as_str()) {
                    found.push(format!("{}:{}: {name}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_rule_id_stands_in_the_code() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        for (number, line) in code_lines(&text) {
            for rule in &RULEBOOK.rules {
                if line.contains(&format!("\"{}\"", rule.id)) {
                    found.push(format!("{}:{}: {}", path.display(), number + 1, rule.id));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn fixed_words_of_the_manifest_stand_in_one_file() {
    let words = [
        vocabulary::KINDS,
        vocabulary::STATES,
        vocabulary::METHODS,
        vocabulary::STAGES,
    ];
    let mut found = Vec::new();
    for (path, text) in sources()
        .into_iter()
        .filter(|(path, _)| !path.ends_with("vocabulary.rs"))
    {
        for (number, line) in code_lines(&text) {
            for word in words.iter().copied().flatten() {
                if line.contains(&format!("\"{word}\"")) {
                    found.push(format!("{}:{}: {word}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The arguments of each call of a function in some code, white space dropped.
fn calls<'a>(code: &'a str, function: &str) -> impl Iterator<Item = &'a str> {
    code.split(&format!("{function}("))
        .skip(1)
        .map(|rest| {
            rest.split_once(')')
                .map_or(rest, |(arguments, _)| arguments)
        })
        .collect::<Vec<_>>()
        .into_iter()
}

/// Kinds of lines of the log that are handed on under a name, and what they are.
const NAMED_KINDS: &[(&str, &[&str])] = &[
    ("journal::KIND", &["package"]),
    // `event`, the only caller, says "event"
    ("kind", &["event"]),
    ("list", &["attestation", "waiver"]),
];

#[test]
fn every_kind_of_line_that_is_written_has_a_word() {
    let mut kinds: Vec<String> = Vec::new();
    for (path, text) in sources() {
        let code: String = code_lines(&text).map(|(_, line)| line.trim()).collect();
        let literals = |arguments: &str| -> Vec<String> {
            let parts = arguments.split('"').skip(1).step_by(2);
            parts.map(str::to_owned).collect()
        };
        for argument in calls(&code, "Change::new") {
            let argument = argument.trim_end_matches(',');
            let named = NAMED_KINDS.iter().find(|(name, _)| *name == argument);
            match (named, literals(argument)) {
                (_, found) if !found.is_empty() => kinds.extend(found),
                (Some((_, all)), _) => kinds.extend(all.iter().map(|kind| (*kind).to_owned())),
                _ => panic!("{}: which kinds does {argument} stand for?", path.display()),
            }
        }
        for function in ["next_line", "first_line", "store::begin"] {
            kinds.extend(calls(&code, function).flat_map(literals));
        }
    }
    kinds.sort();
    kinds.dedup();
    assert!(kinds.len() >= 14, "{kinds:?}");
    // what has no word is called as it is written
    kinds.retain(|kind| operation::chinese(kind) == kind);
    assert!(
        kinds.is_empty(),
        "no word in task/operation.rs for {kinds:?}"
    );
}

/// What each module may import of the crate.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("inert", &[]),
    ("reading", &["inert"]),
    ("case", &["inert", "reading"]),
    ("calendar", &[]),
    ("inventory", &[]),
    ("finding", &["inert", "case"]),
    ("workspace", &["inert", "reading", "case", "calendar"]),
    ("rulebook", &["inert", "reading", "case", "finding"]),
    (
        "check",
        &[
            "inert",
            "reading",
            "case",
            "workspace",
            "calendar",
            "inventory",
            "rulebook",
            "finding",
        ],
    ),
    ("report", &["inert", "finding"]),
    ("document", &[]),
    ("disclosure", &[]),
    ("store", &[]),
    ("package", &[]),
    (
        "task",
        &[
            "inert",
            "reading",
            "case",
            "workspace",
            "calendar",
            "inventory",
            "rulebook",
            "check",
            "finding",
            "report",
            "document",
            "disclosure",
            "store",
            "package",
        ],
    ),
    (
        "cli",
        &[
            "inert",
            "reading",
            "case",
            "workspace",
            "calendar",
            "inventory",
            "rulebook",
            "check",
            "finding",
            "report",
            "document",
            "disclosure",
            "store",
            "package",
            "task",
        ],
    ),
];

#[test]
fn modules_import_in_one_direction() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for (path, text) in sources() {
        let below = path.strip_prefix(&src).expect("below src");
        let first = below
            .components()
            .next()
            .expect("a name")
            .as_os_str()
            .to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == module) else {
            assert!(
                ["lib", "main"].contains(&module.as_str()),
                "{module} has no place in the table"
            );
            continue;
        };
        for (number, line) in code_lines(&text) {
            for part in line.split("crate::").skip(1) {
                let other: String = part
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                let known = MAY_IMPORT.iter().any(|(name, _)| *name == other);
                if known && other != module && !allowed.contains(&other.as_str()) {
                    found.push(format!("{}:{}: {other}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_is_printed_is_one_line_or_lines() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let name = path.display().to_string();
        if ["println!", "eprintln!", "io::stdout", "io::stderr"]
            .iter()
            .any(|word| text.contains(word))
        {
            let is_door = path.ends_with("cli/ui.rs");
            assert!(is_door, "{name} prints past cli/ui.rs");
        }
        for call in text.split("ui.").skip(1) {
            let call = call.split(';').next().unwrap_or_default();
            let prints = ["line(", "note(", "apart("]
                .iter()
                .any(|name| call.starts_with(name));
            if prints && (call.contains("\\n") || call.contains("(&failure.to_string()")) {
                found.push(format!("{name}: ui.{call}"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
