//! The complete example case as a table that tests edit, and the check of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anjuan::case::Manifest;
use anjuan::check::{Input, Options, check};
use anjuan::finding::{CaseReport, Severity};
use anjuan::rulebook::{Rulebook, Source, built_in, load};
use anjuan::workspace::Workspace;
use toml::{Table, Value};

/// The built-in rulebook.
pub static RULEBOOK: LazyLock<Rulebook> =
    LazyLock::new(|| load(&built_in("sanming").expect("built in")).expect("sound"));

static WORKSPACE: LazyLock<Workspace> = LazyLock::new(|| {
    let text = include_str!("../../../examples/anjuan.toml");
    Workspace::read("anjuan.toml", text.as_bytes()).expect("a readable workspace")
});

/// The devices that cases with their own recordings name, their clocks right.
static REGISTER: LazyLock<Workspace> = LazyLock::new(|| {
    let text = "[[device]]\nid = \"cam\"\n[[device]]\nid = \"cam-01\"\n[[device]]\nid = \"cam-03\"\n\
         [[device]]\nid = \"rec-01\"\n";
    Workspace::read("anjuan.toml", text.as_bytes()).expect("a readable workspace")
});

/// The directories of the complete examples; the first is the one that most tables edit.
pub const EXAMPLES: &[&str] = &[
    "penalty-case",
    "seizure-case",
    "inspection-case",
    "follow-up-case",
    "confirmation-case",
    "transfer-case",
    "simple-case",
    "no-penalty-case",
    "dropped-case",
    "clean-inspection-case",
];

static READ: LazyLock<BTreeMap<&str, Table>> =
    LazyLock::new(|| EXAMPLES.iter().map(|name| (*name, read(name))).collect());

fn read(example: &str) -> Table {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let text = fs::read_to_string(examples.join(example).join("case.toml")).expect("a manifest");
    let mut table: Table = text.parse().expect("TOML");
    for record in table["record"].as_array_mut().expect("records") {
        keep_what_is_asked(record.as_table_mut().expect("a table"));
    }
    table
}

/// Drops the fields that no article names: long texts, which every test would read again.
fn keep_what_is_asked(record: &mut Table) {
    let paper = record.get("type").and_then(Value::as_str);
    let paper = paper
        .and_then(|name| RULEBOOK.catalogue.get(name))
        .expect("a known paper");
    if let Some(fields) = record.get_mut("fields").and_then(Value::as_table_mut) {
        let is_asked = |name: &str| {
            paper
                .fields
                .iter()
                .any(|field| field.by_regulation && field.name == name)
        };
        fields.retain(|name, _| is_asked(name));
    }
}

/// A finding as tests write it: rule without its rulebook where that is `sanming`, subject, status.
pub type Line = (String, String, String);

/// A case in the making, and how it is checked.
pub struct Case {
    pub table: Table,
    pub workspace: Workspace,
    pub options: Options,
}

impl Case {
    /// The complete penalty case, as of the day after it was archived.
    pub fn example() -> Self {
        Self::of_example(EXAMPLES[0])
    }

    /// One of [`EXAMPLES`], as of the day after it was archived.
    pub fn of_example(name: &str) -> Self {
        let mut table = READ[name].clone();
        for record in table["record"].as_array_mut().expect("records") {
            let record = record.as_table_mut().expect("a table");
            if record.contains_key("path") && !record.contains_key("sha256") {
                record.insert("sha256".into(), Value::String("0".repeat(64)));
            }
        }
        let archived = table["archive"]["date"].to_string();
        let archived: chrono::NaiveDate = archived.parse().expect("a date");
        let options = Options::on(archived.succ_opt().expect("a day after"));
        Self {
            table,
            workspace: WORKSPACE.clone(),
            options,
        }
    }

    /// A case with nothing but a head, in a workspace with nothing but a register of devices.
    pub fn empty(kind: &str, stage: &str) -> Self {
        let text = format!(
            "schema = 1\n[case]\nid = \"1\"\nkind = \"{kind}\"\ntitle = \"××公司案\"\n\
             stage = \"{stage}\"\nopened = 2026-03-02\n"
        );
        let options = Options::on("2026-07-01".parse().expect("a date"));
        Self {
            table: text.parse().expect("TOML"),
            workspace: REGISTER.clone(),
            options,
        }
    }

    /// Adds TOML text to the case: further tables of events, records and the like.
    pub fn with(mut self, text: &str) -> Self {
        let more: Table = text.parse().expect("TOML");
        for (key, value) in more {
            match (self.table.get_mut(&key), value) {
                (Some(Value::Array(list)), Value::Array(more)) => list.extend(more),
                (Some(Value::Table(table)), Value::Table(more)) => table.extend(more),
                (_, value) => {
                    self.table.insert(key, value);
                }
            }
        }
        self
    }

    /// The event or record of that id.
    pub fn item(&mut self, id: &str) -> &mut Table {
        let lists = ["event", "record"];
        let found = lists.iter().find(|list| {
            self.table
                .get(**list)
                .and_then(Value::as_array)
                .is_some_and(|items| {
                    items
                        .iter()
                        .any(|item| item.get("id").and_then(Value::as_str) == Some(id))
                })
        });
        let list = found.unwrap_or_else(|| panic!("no {id}"));
        let items = self
            .table
            .get_mut(*list)
            .and_then(Value::as_array_mut)
            .expect("a list");
        items
            .iter_mut()
            .filter_map(Value::as_table_mut)
            .find(|item| item.get("id").and_then(Value::as_str) == Some(id))
            .expect("an item")
    }

    /// Sets a dotted key of an event or record (`E03`), or of a top table (`case`, `answers`).
    pub fn set(mut self, owner: &str, key: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let mut table = match owner {
            "case" | "answers" | "archive" => self
                .table
                .entry(owner)
                .or_insert_with(|| Value::Table(Table::new()))
                .as_table_mut()
                .expect("a table"),
            id => self.item(id),
        };
        let mut parts: Vec<_> = key.split('.').collect();
        let last = parts.pop().expect("a key");
        for part in parts {
            table = table
                .entry(part)
                .or_insert_with(|| Value::Table(Table::new()))
                .as_table_mut()
                .expect("a table");
        }
        table.insert(last.to_owned(), value);
        self
    }

    /// Sets a key to what TOML text says: a date, a list.
    pub fn put(self, owner: &str, key: &str, toml: &str) -> Self {
        let table: Table = format!("v = {toml}").parse().expect("TOML");
        let value = table["v"].clone();
        self.set(owner, key, value)
    }

    /// Removes a dotted key.
    pub fn unset(mut self, owner: &str, key: &str) -> Self {
        let mut table = match owner {
            "case" | "answers" | "archive" => self
                .table
                .get_mut(owner)
                .and_then(Value::as_table_mut)
                .expect("a table"),
            id => self.item(id),
        };
        let mut parts: Vec<_> = key.split('.').collect();
        let last = parts.pop().expect("a key");
        for part in parts {
            table = table
                .get_mut(part)
                .and_then(Value::as_table_mut)
                .expect("a table");
        }
        assert!(table.remove(last).is_some(), "{owner} has no {key}");
        self
    }

    /// Removes an event or record, and every reference to it.
    pub fn without(mut self, id: &str) -> Self {
        for list in ["event", "record"] {
            let Some(items) = self.table.get_mut(list).and_then(Value::as_array_mut) else {
                continue;
            };
            items.retain(|item| item.get("id").and_then(Value::as_str) != Some(id));
            for item in items.iter_mut().filter_map(Value::as_table_mut) {
                for key in ["of", "documents", "events", "serves"] {
                    if let Some(ids) = item.get_mut(key).and_then(Value::as_array_mut) {
                        ids.retain(|other| other.as_str() != Some(id));
                    }
                }
                for key in ["attached_to", "corrects", "derived_from"] {
                    if item.get(key).and_then(Value::as_str) == Some(id) {
                        item.remove(key);
                    }
                }
                if let Some(media) = item.get_mut("media").and_then(Value::as_array_mut) {
                    for medium in media.iter_mut().filter_map(Value::as_table_mut) {
                        if medium.get("record").and_then(Value::as_str) == Some(id) {
                            medium.remove("record");
                        }
                    }
                }
            }
        }
        self
    }

    /// Asks as if the case were at a stage.
    pub fn at(mut self, stage: &str) -> Self {
        self.options.stage = anjuan::case::vocabulary::Stage::parse(stage);
        self
    }

    /// Asks on a day.
    pub fn on(mut self, day: &str) -> Self {
        self.options.as_of = day.parse().expect("a date");
        self
    }

    /// Asks as of a running case.
    pub fn in_progress(mut self) -> Self {
        self.options.in_progress = true;
        self
    }

    /// The report under a rulebook.
    pub fn report_with(&self, rulebook: &Rulebook) -> CaseReport {
        let text = toml::to_string(&self.table).expect("TOML");
        let manifest =
            Manifest::parse(&text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
        let rulebooks = [rulebook];
        let input = Input::new("案", &manifest, &self.workspace, &rulebooks, self.options);
        check(&input)
    }

    /// The report under the built-in rulebook.
    pub fn report(&self) -> CaseReport {
        self.report_with(&RULEBOOK)
    }

    /// The problems of severity error or warning; a warning of an error's status is marked.
    pub fn problems(&self) -> BTreeSet<Line> {
        lines(&self.report())
    }
}

/// Errors and warnings as tests write them. A finding that a rule lowers to a warning is written
/// `incomplete (warning)`.
pub fn lines(report: &CaseReport) -> BTreeSet<Line> {
    report
        .findings
        .iter()
        .filter(|finding| finding.is_at_least(Severity::Warning))
        .map(|finding| {
            let rule = finding.rule.trim_start_matches("sanming/").to_owned();
            let lowered = finding.severity == Some(Severity::Warning)
                && finding.status.severity() == Some(Severity::Error);
            let status = if lowered {
                format!("{} (warning)", finding.status.word())
            } else {
                finding.status.word().to_owned()
            };
            (rule, finding.subject.clone(), status)
        })
        .collect()
}

/// Expected findings, as a set.
pub fn set(lines: &[(&str, &str, &str)]) -> BTreeSet<Line> {
    lines
        .iter()
        .map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned()))
        .collect()
}

/// The built-in rulebook without something: tests take out one rule or requirement.
pub fn rulebook_source() -> Source {
    built_in("sanming").expect("built in")
}

#[test]
fn the_untouched_examples_have_no_problem() {
    for name in EXAMPLES {
        let case = Case::of_example(name);
        assert_eq!(case.problems(), set(&[]), "{name}");
        assert!(case.report().complete, "{name}");
    }
}
