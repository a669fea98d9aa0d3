//! A 文书 rendered: its file's bytes, and what is left to the hand.

use std::collections::BTreeMap;

use crate::case::Record;
use crate::document::{Library, Meta, Missing, Mode, Rendered, TemplateError, docx, html};
use crate::rulebook::{Document, Rulebook};
use crate::task::error::Failure;
use crate::task::open::Opened;

use super::facts::{CaseFacts, title};
use super::form;
use super::generate::Blank;

/// The format of a generated file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// `WordprocessingML`, to be edited.
    #[default]
    Docx,
    /// One page for the screen and the printer.
    Html,
}

impl Format {
    const ENDINGS: [(&'static str, Self); 2] = [("docx", Self::Docx), ("html", Self::Html)];

    /// The ending of the file's name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        Self::ENDINGS
            .iter()
            .find(|(_, format)| *format == self)
            .map_or("", |(ending, _)| ending)
    }

    /// The format of a file by its ending.
    pub(super) fn of(path: &str) -> Option<Self> {
        let (_, ending) = path.rsplit_once('.')?;
        Self::ENDINGS
            .iter()
            .find(|(known, _)| *known == ending)
            .map(|(_, format)| *format)
    }
}

/// A paper that was rendered.
#[derive(Debug)]
pub(super) struct Paper {
    /// The file.
    pub(super) bytes: Vec<u8>,
    /// What a person fills in by hand.
    pub(super) by_hand: Vec<Missing>,
}

/// Why there is no paper.
#[derive(Debug)]
pub(super) enum Lack {
    /// These values are missing.
    Missing(Vec<Missing>),
    /// It cannot be done at all.
    Failed(Failure),
}

/// Renders a record of a case.
pub(super) fn render(
    opened: &Opened,
    document: &Document,
    record: &Record,
    blank: &Blank,
    format: Format,
) -> Result<Paper, Lack> {
    let rulebook = opened.rulebook();
    let printer =
        Printer::new(rulebook, document, record.title.as_deref()).map_err(Lack::Failed)?;
    let facts = CaseFacts::new(opened, document, record);
    let strict = printer.render(&facts, Mode::Strict).map_err(Lack::Failed)?;
    let (lacking, allowed): (Vec<_>, Vec<_>) = strict
        .missing
        .iter()
        .cloned()
        .partition(|missing| !blank.allows(missing));
    if !lacking.is_empty() {
        return Err(Lack::Missing(lacking));
    }
    let rendered = if allowed.is_empty() {
        strict
    } else {
        printer.render(&facts, Mode::Blank).map_err(Lack::Failed)?
    };
    let meta = Meta {
        title: title_of(document, record),
        author: facts.agency().cloned().unwrap_or_default(),
        date: record.date.map(|day| day.0),
        note: printer.note(rulebook),
    };
    let bytes = match format {
        Format::Docx => docx::write(&rendered.document, &meta),
        Format::Html => html::page(&rendered.document, &meta).into_bytes(),
    };
    Ok(Paper {
        bytes,
        by_hand: rendered.by_hand,
    })
}

fn title_of(document: &Document, record: &Record) -> String {
    if record.title.is_some() {
        title(record).to_owned()
    } else {
        document.name.clone()
    }
}

/// One 文书 and its template.
pub(super) struct Printer {
    library: Library,
    template: String,
    form: crate::document::Form,
}

impl Printer {
    pub(super) fn new(
        rulebook: &Rulebook,
        document: &Document,
        title: Option<&str>,
    ) -> Result<Self, Failure> {
        let library = library(&rulebook.templates).map_err(|error| failure(&error))?;
        let form = form::form(document, title.unwrap_or(&document.name));
        Ok(Self {
            library,
            template: form::template(document),
            form,
        })
    }

    pub(super) fn render(
        &self,
        facts: &dyn crate::document::Facts,
        mode: Mode,
    ) -> Result<Rendered, Failure> {
        let rendered = self.library.render(&self.template, facts, &self.form, mode);
        rendered.map_err(|error| failure(&error))
    }

    /// Where the file comes from, for those who ask it later.
    fn note(&self, rulebook: &Rulebook) -> String {
        let version = env!("CARGO_PKG_VERSION");
        format!(
            "anjuan {version}，规程 {} {}，模板 {}",
            rulebook.id, rulebook.version, self.template
        )
    }
}

fn library(templates: &BTreeMap<String, String>) -> Result<Library, TemplateError> {
    Library::new(templates)
}

fn failure(error: &TemplateError) -> Failure {
    Failure::of_template("无法生成文书", error)
}
