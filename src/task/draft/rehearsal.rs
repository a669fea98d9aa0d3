//! Every template of a rulebook rendered once without data and once with sample data, so that a
//! broken one is found before a case needs it.

use std::cell::RefCell;
use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDateTime};

use crate::case::vocabulary::WRITTEN;
use crate::document::{
    Datum, FACTS, Facts, FieldKind, Form, Library, Mode, TemplateError, fact_named,
};
use crate::rulebook::{Document, Role, Rulebook};

use super::form;

/// What came of it.
#[derive(Debug, Default)]
pub struct Rehearsal {
    /// What would stop the making of a 文书, with the 文书 that it stops; none: all of them.
    pub faults: Vec<(TemplateError, Vec<String>)>,
    /// Names that a template asks for and that nobody can give.
    pub unknown: Vec<Unknown>,
}

/// A name that a template asks for, that is neither a field of the 文书 nor a fact of the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The template's file name.
    pub template: String,
    /// The 文书.
    pub document: String,
    /// The name.
    pub name: String,
    /// Whether the paper cannot be made without it; else it is only never there.
    pub is_needed: bool,
}

/// Renders the templates of every 文书 that `doc new` would write.
#[must_use]
pub fn rehearse(rulebook: &Rulebook) -> Rehearsal {
    let mut rehearsal = Rehearsal::default();
    let library = match Library::new(&rulebook.templates) {
        Ok(library) => library,
        Err(error) => {
            rehearsal.faults.push((error, Vec::new()));
            return rehearsal;
        }
    };
    for document in rulebook.catalogue.iter().filter(|one| is_written(one)) {
        let stage = Stage::new(&library, document);
        let blank = Sample::default();
        let full = Sample {
            form: Some(&stage.form),
            ..Sample::default()
        };
        for (sample, mode) in [(&blank, Mode::Blank), (&full, Mode::Strict)] {
            let needed = match stage.render(sample, mode) {
                Ok(needed) => needed,
                Err(error) => {
                    rehearsal.fault(error, document);
                    continue;
                }
            };
            let asked = sample.asked.borrow();
            let unknown = asked.iter().chain(&needed).collect::<BTreeSet<_>>();
            for name in unknown {
                let is_needed = needed.contains(name);
                rehearsal.unknown(&stage.template, document, name, is_needed);
            }
        }
    }
    rehearsal
}

impl Rehearsal {
    /// One fault of a shared template is one fault, whatever it stops.
    fn fault(&mut self, error: TemplateError, document: &Document) {
        let name = document.name.clone();
        let same = |known: &TemplateError| {
            // The other values move the place in what is produced; the fault is the same.
            let template = |error: &TemplateError| match error {
                TemplateError::Markup(fault) => Some(fault.template.clone()),
                _ => None,
            };
            *known == error || (template(known).is_some() && template(known) == template(&error))
        };
        match self.faults.iter_mut().find(|(known, _)| same(known)) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => self.faults.push((error, vec![name])),
        }
    }

    fn unknown(&mut self, template: &str, document: &Document, name: &str, is_needed: bool) {
        let known = self.unknown.iter_mut().find(|known| {
            known.template == template && known.document == document.name && known.name == name
        });
        match known {
            Some(known) => known.is_needed |= is_needed,
            None => self.unknown.push(Unknown {
                template: template.to_owned(),
                document: document.name.clone(),
                name: name.to_owned(),
                is_needed,
            }),
        }
    }
}

fn is_written(document: &Document) -> bool {
    let is_derived = matches!(
        document.role,
        Some(Role::Cover | Role::Index | Role::ClosingNote)
    );
    document.form == WRITTEN && !is_derived
}

/// One 文书 with its template.
struct Stage<'l> {
    library: &'l Library,
    template: String,
    form: Form,
}

impl<'l> Stage<'l> {
    fn new(library: &'l Library, document: &Document) -> Self {
        Self {
            library,
            template: form::template(document),
            form: form::form(document, &document.name),
        }
    }

    /// The names that the template needs and did not get, given that sample.
    fn render(&self, sample: &Sample<'_>, mode: Mode) -> Result<Vec<String>, TemplateError> {
        let rendered = self
            .library
            .render(&self.template, sample, &self.form, mode)?;
        let is_unknown = |name: &String| {
            fact_named(name).is_none() && self.form.fields.iter().all(|field| field.name != *name)
        };
        let missing = rendered.missing.into_iter().map(|missing| missing.name);
        Ok(missing.filter(is_unknown).collect())
    }
}

/// Values for everything that a template may ask for, or for nothing; notes what else it asks for.
#[derive(Default)]
struct Sample<'f> {
    form: Option<&'f Form>,
    asked: RefCell<Vec<String>>,
}

impl Facts for Sample<'_> {
    fn get(&self, name: &str) -> Option<Datum> {
        if let Some(fact) = FACTS.iter().find(|fact| fact.name == name) {
            let columns = fact.columns.iter().map(|column| (*column).to_owned());
            self.form?;
            return Some(sample(fact.kind, &columns.collect::<Vec<_>>(), &[]));
        }
        let form = self.form?;
        let field = form.fields.iter().find(|field| field.name == name);
        if field.is_none() {
            self.asked.borrow_mut().push(name.to_owned());
        }
        field.map(|field| sample(field.kind, &field.columns, &field.choices))
    }
}

/// A value of a kind.
fn sample(kind: FieldKind, columns: &[String], choices: &[String]) -> Datum {
    let text = |text: &str| Datum::Text(text.to_owned());
    match kind {
        FieldKind::Text => text("示例"),
        FieldKind::Long => text("示例第一段。\n示例第二段。"),
        FieldKind::Date => Datum::Date(noon().date()),
        FieldKind::DateTime => Datum::DateTime(noon()),
        FieldKind::Money => Datum::Money(100),
        FieldKind::Integer => Datum::Integer(1),
        FieldKind::Boolean => Datum::Boolean(true),
        FieldKind::Choice => text(choices.first().map_or("示例", String::as_str)),
        FieldKind::Rows => {
            let row = columns.iter().map(|column| (column.clone(), text("示例")));
            Datum::Rows(vec![row.collect()])
        }
    }
}

/// Some moment; nothing depends on which.
fn noon() -> NaiveDateTime {
    DateTime::UNIX_EPOCH.naive_utc()
}
