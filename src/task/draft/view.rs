//! What a 文书 asks for, for people to read.

use crate::case::Record;
use crate::document::{Datum, FACTS, Fact, Facts, Mode, amount};
use crate::rulebook::{Document, FieldKind, Rulebook};
use crate::task::error::Failure;
use crate::task::open::Opened;

use super::facts::CaseFacts;
use super::fields;
use super::paper::Printer;

/// What a paper asks for.
#[derive(Debug)]
pub struct PaperFields<'r> {
    /// The 文书.
    pub document: &'r Document,
    /// Its own fields.
    pub fields: Vec<FieldLine>,
    /// What it takes from the manifest.
    pub facts: Vec<FactLine>,
}

/// One field.
#[derive(Debug)]
pub struct FieldLine {
    /// Its name.
    pub name: String,
    /// What it holds, in Chinese.
    pub kind: &'static str,
    /// Whether the regulation itself asks for it; else practice does.
    pub by_regulation: bool,
    /// Whether only some cases have it.
    pub optional: bool,
    /// The choices, or the columns of a table.
    pub values: Vec<String>,
    /// What the record has; none where there is nothing or no record.
    pub value: Option<String>,
}

/// One fact of the case that the paper prints.
#[derive(Debug)]
pub struct FactLine {
    /// The fact.
    pub fact: &'static Fact,
    /// What the case has.
    pub value: Option<String>,
}

/// What a 文书 asks for.
///
/// # Errors
/// A template that cannot be rendered.
pub fn fields_of<'r>(
    rulebook: &'r Rulebook,
    document: &'r Document,
) -> Result<PaperFields<'r>, Failure> {
    let fields = document.fields.iter().map(|field| FieldLine {
        name: field.name.clone(),
        kind: field.kind.label(),
        by_regulation: field.by_regulation,
        optional: field.optional,
        values: if field.columns.is_empty() {
            field.choices.clone()
        } else {
            field.columns.clone()
        },
        value: None,
    });
    let facts = asked(rulebook, document)?;
    Ok(PaperFields {
        document,
        fields: fields.collect(),
        facts,
    })
}

/// The same with what a record of a case has.
///
/// # Errors
/// An id or a 文书 that does not exist; a template that cannot be rendered.
pub fn fields_of_record<'o>(opened: &'o Opened, id: &str) -> Result<PaperFields<'o>, Failure> {
    let record: &Record = super::record(opened, id)?;
    let document = super::document(opened.rulebook(), &record.kind)?;
    let mut paper = fields_of(opened.rulebook(), document)?;
    for line in &mut paper.fields {
        let kind = document
            .fields
            .iter()
            .find(|field| field.name == line.name)
            .map(|field| field.kind);
        let value = record.fields.get(&line.name);
        line.value = value
            .and_then(|value| fields::datum(kind, value))
            .map(|datum| shown(&datum));
    }
    let known = |name: &str| document.fields.iter().any(|field| field.name == name);
    let more = record
        .fields
        .iter()
        .filter(|(name, _)| !known(name))
        .map(|(name, value)| FieldLine {
            name: name.clone(),
            kind: FieldKind::Text.label(),
            by_regulation: false,
            optional: true,
            values: Vec::new(),
            value: fields::datum(None, value).map(|datum| shown(&datum)),
        });
    paper.fields.extend(more);
    let facts = CaseFacts::new(opened, document, record);
    for line in &mut paper.facts {
        line.value = facts.get(line.fact.name).map(|datum| shown(&datum));
    }
    Ok(paper)
}

/// The facts that a template asks of a case that knows nothing.
fn asked(rulebook: &Rulebook, document: &Document) -> Result<Vec<FactLine>, Failure> {
    struct Nothing;
    impl Facts for Nothing {
        fn get(&self, _: &str) -> Option<Datum> {
            None
        }
    }
    if document.look.is_empty() {
        return Ok(Vec::new());
    }
    let rendered = Printer::new(rulebook, document, None)?.render(&Nothing, Mode::Strict)?;
    let asked = |fact: &&Fact| {
        rendered
            .missing
            .iter()
            .chain(&rendered.by_hand)
            .any(|one| one.name == fact.name)
    };
    Ok(FACTS
        .iter()
        .filter(asked)
        .map(|fact| FactLine { fact, value: None })
        .collect())
}

/// A value on one line.
fn shown(datum: &Datum) -> String {
    match datum {
        Datum::Text(text) => text.lines().collect::<Vec<_>>().join(" ⏎ "),
        Datum::Date(day) => day.to_string(),
        Datum::DateTime(time) => time.format("%Y-%m-%d %H:%M").to_string(),
        Datum::Money(fen) => amount::figures(*fen).unwrap_or_else(|_| format!("{fen}分")),
        Datum::Integer(number) => number.to_string(),
        Datum::Boolean(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Datum::List(items) => items.iter().map(shown).collect::<Vec<_>>().join("、"),
        Datum::Rows(rows) => {
            let row = |row: &Vec<(String, Datum)>| {
                row.iter()
                    .map(|(_, cell)| shown(cell))
                    .collect::<Vec<_>>()
                    .join(" | ")
            };
            rows.iter().map(row).collect::<Vec<_>>().join("；")
        }
    }
}
