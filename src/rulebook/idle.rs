//! What is no mistake in a rulebook and yet may be an oversight: things that nothing asks for.

use toml::{Table, Value};

use super::{Each, Kind, Requirement, Rulebook, Selection, Source, Test};

/// A thing that may be an oversight.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Idle {
    /// What kind of oversight, for scripts.
    pub code: &'static str,
    /// The file that it stands in, below the rulebook's folder.
    pub file: String,
    /// The things, by name.
    pub about: Vec<String>,
    /// What it is, in Chinese.
    pub message: String,
}

/// Every thing of a sound rulebook that may be an oversight.
#[must_use]
pub fn idle(source: &Source, rulebook: &Rulebook) -> Vec<Idle> {
    let found = [
        (
            "unserved",
            "catalogue.toml",
            "须送达而没有规则要求送达的文书",
            unserved(rulebook),
        ),
        (
            "unused-event",
            "events.toml",
            "没有规则、问题、文书用到的事项类型",
            unused_events(source, rulebook),
        ),
        (
            "unused-template",
            "documents",
            "没有文书用到的模板",
            unused_templates(rulebook),
        ),
        (
            "article-without-rule",
            "articles.toml",
            "没有规则的条文",
            bare_articles(rulebook),
        ),
        (
            "rule-without-sentence",
            "coverage.toml",
            "没有写在任何一句原文之下的规则",
            unnamed_rules(rulebook),
        ),
    ];
    let told = found.into_iter().filter(|(.., about)| !about.is_empty());
    told.map(|(code, file, what, about)| Idle {
        code,
        file: file.to_owned(),
        message: format!("{what}：{}", about.join("、")),
        about,
    })
    .collect()
}

/// 文书 that are marked to be served and whose service no rule asks.
fn unserved(rulebook: &Rulebook) -> Vec<String> {
    let parts = || rulebook.rules.iter().flat_map(|rule| &rule.parts);
    let asks = |name: &String| {
        parts().any(|part| match &part.each {
            Some(Each::Record(selection)) => {
                is_selected(selection, name) && part.require.iter().any(is_service)
            }
            _ => false,
        })
    };
    let served = rulebook.catalogue.iter().filter(|document| document.served);
    let names = served.map(|document| document.name.clone());
    names.filter(|name| !asks(name)).collect()
}

fn is_selected(selection: &Selection, name: &String) -> bool {
    let unmarked =
        |(key, test): &(String, Test)| key == "catalogue.served" && *test == Test::Flag(false);
    (selection.types.is_empty() || selection.types.contains(name))
        && !selection.except.contains(name)
        && !selection.filter.tests.iter().any(unmarked)
}

fn is_service(asked: &Requirement) -> bool {
    match &asked.kind {
        Kind::Served => true,
        Kind::Any(list) => list.iter().any(is_service),
        _ => false,
    }
}

/// Event types without a paper and a role that no other part of the rulebook names.
fn unused_events(source: &Source, rulebook: &Rulebook) -> Vec<String> {
    let tables = [
        "rulebook.toml",
        "events.toml",
        "questions.toml",
        "rules.toml",
    ];
    let tables = tables.iter().filter_map(|file| {
        let text = source.files.get(*file)?;
        text.parse::<Table>().ok()
    });
    let mut words = Vec::new();
    for table in tables {
        collect(&Value::Table(table), &mut words);
    }
    let is_named = |name: &str| {
        let roots = [format!("{name}."), format!("@{name}.")];
        let in_term = |word: &String| {
            let parts = word.split(['(', ' ', ',']);
            parts
                .into_iter()
                .any(|part| roots.iter().any(|root| part.starts_with(root)))
        };
        words.iter().any(|word| word == name || in_term(word))
    };
    let has_use = |name: &str, role: bool, paper: bool| role || paper || is_named(name);
    let items = source
        .files
        .get("events.toml")
        .and_then(|text| text.parse::<Table>().ok());
    let has_role = |name: &str| {
        let items = items
            .as_ref()
            .and_then(|root| root.get("event")?.as_array());
        items.into_iter().flatten().any(|item| {
            item.get("name").and_then(Value::as_str) == Some(name) && item.get("role").is_some()
        })
    };
    let unused = rulebook
        .events
        .iter()
        .filter(|event| !has_use(&event.name, has_role(&event.name), event.paper.is_some()));
    unused.map(|event| event.name.clone()).collect()
}

/// Keys whose values name no thing in order to use it.
const NO_USE: &[&str] = &[
    "name", "what", "why", "fix", "ask", "except", "title", "status",
];

/// Every text in a value that may name a thing.
fn collect(value: &Value, words: &mut Vec<String>) {
    match value {
        Value::String(text) => words.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Table(table) => {
            for (key, value) in table {
                if !NO_USE.contains(&key.as_str()) {
                    collect(value, words);
                }
            }
        }
        _ => {}
    }
}

/// Templates that no 文书 names; those that begin with `_` are for others to include, and the
/// general form is there for every 文书 without a template.
fn unused_templates(rulebook: &Rulebook) -> Vec<String> {
    let is_used = |name: &str| {
        let mut named = rulebook
            .catalogue
            .iter()
            .map(|document| document.template.as_deref());
        name.starts_with('_') || named.any(|template| template.unwrap_or(GENERAL) == name)
    };
    let names = rulebook.templates.keys();
    let names = names.filter(|name| !is_used(name.strip_suffix(".xhtml").unwrap_or(name)));
    names.map(|name| format!("documents/{name}")).collect()
}

/// The template of every 文书 without one of its own.
pub const GENERAL: &str = "generic";

/// Articles that no rule serves; where the rulebook says what covers each sentence, none is bare.
fn bare_articles(rulebook: &Rulebook) -> Vec<String> {
    let own = rulebook.rules.iter().filter(|rule| rule.basis.is_none());
    let served: Vec<_> = own.map(|rule| rule.article).collect();
    let list = rulebook.articles.list.iter();
    let is_said = |number: u16| rulebook.sentences_of(number).next().is_some();
    let bare = list.filter(|article| !served.contains(&article.number) && !is_said(article.number));
    bare.map(|article| article.label.clone()).collect()
}

/// Rules that no sentence names, where the rulebook says what covers each sentence.
fn unnamed_rules(rulebook: &Rulebook) -> Vec<String> {
    let sentences = &rulebook.sentences;
    let is_named = |id: &String| sentences.iter().any(|own| own.rules.contains(id));
    let own = rulebook.rules.iter();
    let own = own.filter(|rule| rule.basis.is_none() && !sentences.is_empty());
    let ids = own.map(|rule| rule.id.clone());
    ids.filter(|id| !is_named(id)).collect()
}
