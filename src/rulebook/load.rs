//! Loading a rulebook from the texts of its files.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::book::{Articles, BuiltIn, Rulebook};
use super::catalogue::Catalogue;
use super::file::{File, Source, place};
use super::items::{
    article, flag, lists, read_absent, read_access, read_articles, read_declaration, read_deemed,
    read_derived, read_document, read_event, read_exempt, read_order, read_platforms,
    read_question, read_rule, read_stand, read_statute, text,
};
use super::review::{Review, read_band, read_liability, read_point};
use super::rule::Rule;
use super::sentence::{Sentence, left_over, read_sentence};
use super::slip::Unsound;
use super::{keys, validate};

/// The file of the yearly review.
const REVIEW: &str = "review.toml";
/// The file of what covers each sentence.
const COVERAGE: &str = "coverage.toml";

/// Loads a rulebook and refuses what could hide a duty.
///
/// # Errors
/// Every mistake in every file: what is missing or wrong, a rule that names what does not exist.
/// Only where nothing else is wrong, the triggers that nobody asks for: they would follow from the
/// other mistakes.
pub fn load(source: &Source) -> Result<Rulebook, Unsound> {
    let mut head = File::open(source, HEAD, keys::RULEBOOK);
    let mut articles = File::open(source, "articles.toml", keys::ARTICLES);
    let mut catalogue = File::open(source, "catalogue.toml", keys::CATALOGUE);
    let mut events = File::open(source, "events.toml", keys::EVENTS);
    let mut questions = File::open(source, "questions.toml", keys::QUESTIONS);
    let mut rules = File::open(source, "rules.toml", keys::RULES);
    let table = |key: &str| head.root.get(key).and_then(Value::as_table).cloned();
    let built_in = table("built_in").unwrap_or_default();
    let derived_from = table("derived_from").map(|table| read_derived(&table));
    let platforms = table("platforms").map(|table| read_platforms(&table));
    let rulebook = Rulebook {
        id: text(&head.root, "id"),
        title: text(&head.root, "title"),
        version: text(&head.root, "version"),
        status: text(&head.root, "status"),
        over: None,
        statutes: Vec::new(),
        absent: head.each("absent", |table| Ok(read_absent(table))),
        derived_from,
        sha256: source.sha256(),
        by_party: flag(&head.root, "by_party"),
        deemed: head.each("deemed", |table| Ok(read_deemed(table))),
        articles: read_articles(&articles.root),
        catalogue: Catalogue::new(catalogue.each("document", read_document)),
        events: events.each("event", read_event),
        questions: questions.each("question", read_question),
        rules: rules.each("rule", read_rule),
        roles: lists(&head.root, "roles"),
        outcomes: lists(&head.root, "outcomes"),
        stands: head.each("stands_for", |table| Ok(read_stand(table))),
        exempt: head.each("exempt", |table| Ok(read_exempt(table))),
        orders: head.each("order", |table| Ok(read_order(table))),
        declarations: head.each("declare", read_declaration),
        built_in: BuiltIn {
            files: Some(article(&built_in, "files")),
            history: Some(article(&built_in, "history")),
        },
        access: head
            .root
            .get("access")
            .and_then(Value::as_table)
            .map(read_access),
        platforms,
        review: Review::default(),
        sentences: Vec::new(),
        templates: templates(source),
    };
    let mut files = [
        &mut head,
        &mut articles,
        &mut catalogue,
        &mut events,
        &mut questions,
        &mut rules,
    ];
    if files.iter().all(|file| file.is_parsed) {
        place(&mut files, validate::mistakes(&rulebook));
        let articles = files.iter().find(|file| file.has("article"));
        if articles.is_some_and(|file| file.problems.is_empty()) {
            place(&mut files, validate::articles(&rulebook));
        }
    }
    let mut rulebook = sound(&mut files, rulebook, &[])?;
    rulebook.review = review(source, &rulebook)?;
    rulebook.sentences = sentences(source, &rulebook)?;
    Ok(rulebook)
}

/// The tables of the yearly review; a rulebook need not have any.
fn review(source: &Source, rulebook: &Rulebook) -> Result<Review, Unsound> {
    if !source.files.contains_key(REVIEW) {
        return Ok(Review::plain(rulebook));
    }
    let mut file = File::open(source, REVIEW, keys::REVIEW);
    let review = Review {
        points: file.each("point", |table| read_point(table, rulebook)),
        bands: file.each("band", |table| Ok(read_band(table))),
        liabilities: file.each("liability", |table| read_liability(table, rulebook)),
        ..Review::head(&file.root)
    };
    found_sound(&mut file, review)
}

/// What covers each sentence; a rulebook need not say.
fn sentences(source: &Source, rulebook: &Rulebook) -> Result<Vec<Sentence>, Unsound> {
    if !source.files.contains_key(COVERAGE) {
        return Ok(Vec::new());
    }
    let mut file = File::open(source, COVERAGE, keys::COVERAGE);
    let sentences = file.each("sentence", |table| read_sentence(table, rulebook));
    if file.problems.is_empty() {
        for slip in left_over(&rulebook.articles, &sentences) {
            file.problem(slip);
        }
    }
    found_sound(&mut file, sentences)
}

/// What was read from a file of its own, if nothing is wrong in it.
fn found_sound<T>(file: &mut File<'_>, read: T) -> Result<T, Unsound> {
    match file.unreadable() {
        None => Ok(read),
        Some(unreadable) => Err(Unsound {
            files: vec![unreadable],
        }),
    }
}

/// The id of the rulebook that this one is laid over; none: it stands by itself.
#[must_use]
pub fn over(source: &Source) -> Option<String> {
    let head: Table = source.files.get(HEAD)?.parse().ok()?;
    head.get("over")?.as_str().map(ToOwned::to_owned)
}

/// Loads a rulebook of further rules over another one, whose 文书, events and questions they name.
///
/// # Errors
/// As [`load`]; also a rule that names no statute of the rulebook.
pub fn load_over(source: &Source, base: &Rulebook) -> Result<Rulebook, Unsound> {
    let mut head = File::open(source, HEAD, keys::RULEBOOK);
    let mut rules = File::open(source, "rules.toml", keys::RULES);
    let mut signers = base.roles.clone();
    signers.extend(lists(&head.root, "roles"));
    let derived_from = head.root.get("derived_from").and_then(Value::as_table);
    let rulebook = Rulebook {
        id: text(&head.root, "id"),
        title: text(&head.root, "title"),
        version: text(&head.root, "version"),
        status: text(&head.root, "status"),
        over: Some(base.id.clone()),
        derived_from: derived_from.map(read_derived),
        statutes: head.each("statute", |table| Ok(read_statute(table))),
        absent: head.each("absent", |table| Ok(read_absent(table))),
        sha256: source.sha256(),
        by_party: flag(&head.root, "by_party"),
        deemed: head.each("deemed", |table| Ok(read_deemed(table))),
        articles: Articles::default(),
        sentences: Vec::new(),
        exempt: head.each("exempt", |table| Ok(read_exempt(table))),
        rules: rules.each("rule", read_rule),
        roles: signers,
        ..base.clone()
    };
    let mut files = [&mut head, &mut rules];
    if files.iter().all(|file| file.is_parsed) {
        place(&mut files, validate::mistakes_over(&rulebook));
    }
    sound(&mut files, rulebook, &base.rules)
}

/// The rulebook, if nothing is wrong in any of its files; what nobody asks for is looked at last.
fn sound(
    files: &mut [&mut File<'_>],
    rulebook: Rulebook,
    below: &[Rule],
) -> Result<Rulebook, Unsound> {
    if files.iter().all(|file| file.problems.is_empty()) {
        place(files, validate::unasked(&rulebook, below));
    }
    let unsound: Vec<_> = files
        .iter_mut()
        .filter_map(|file| file.unreadable())
        .collect();
    if unsound.is_empty() {
        Ok(rulebook)
    } else {
        Err(Unsound { files: unsound })
    }
}

/// The file that says what a rulebook is.
const HEAD: &str = "rulebook.toml";

fn templates(source: &Source) -> BTreeMap<String, String> {
    let files = source.files.iter();
    files
        .filter_map(|(name, text)| {
            Some((name.strip_prefix("documents/")?.to_owned(), text.clone()))
        })
        .collect()
}
