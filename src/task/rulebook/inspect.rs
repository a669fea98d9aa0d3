//! Everything that is wrong or odd in a rulebook, over all its files and templates at once.

use std::path::Path;

use crate::document::TemplateError;
use crate::inert::Lines;
use crate::reading::{Unreadable, nearest};
use crate::rulebook::{Idle, Rulebook, Source, idle, load, load_over};
use crate::task::draft::{Unknown, rehearse};
use crate::task::error::Failure;
use crate::task::shelf;

/// What is wrong at one place.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Mistake {
    /// The file.
    pub file: String,
    /// The line, from 1; none where there is no place in the file.
    pub line: Option<usize>,
    /// The character in the line, from 1.
    pub column: Option<usize>,
    /// What is wrong, in Chinese.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The place as it is shown on a screen.
    #[serde(skip)]
    pub shown: Lines,
}

/// What there is to say of a rulebook.
#[derive(Debug)]
pub struct Inspection {
    /// Where it lies.
    pub place: String,
    /// What it says; none where its files cannot be understood.
    pub rulebook: Option<Rulebook>,
    /// What must be mended.
    pub mistakes: Vec<Mistake>,
    /// What may be an oversight.
    pub warnings: Vec<Idle>,
}

/// Looks at every file of a rulebook, and renders every template.
///
/// # Errors
/// There is none of that name, or a file is no text.
pub fn inspect(workspace: Option<&Path>, name: &str) -> Result<Inspection, Failure> {
    let source = shelf::source(workspace, name)?;
    let mut inspection = Inspection {
        place: source.place.clone(),
        rulebook: None,
        mistakes: Vec::new(),
        warnings: Vec::new(),
    };
    let below = shelf::below(workspace, &source)?;
    let loaded = match &below {
        None => load(&source),
        Some(below) => load_over(&source, below),
    };
    match loaded {
        Err(unsound) => inspection
            .mistakes
            .extend(unsound.files.iter().flat_map(of_file)),
        Ok(rulebook) => {
            // what it is laid over has the 文书 and their templates
            if below.is_none() {
                inspection.warnings = idle(&source, &rulebook);
                inspection.rehearse(&source, &rulebook);
            }
            inspection.rulebook = Some(rulebook);
        }
    }
    if let Some(folder) = shelf::folder(workspace, name) {
        let names = shelf::strangers(&folder);
        if !names.is_empty() {
            inspection.warnings.push(Idle {
                code: "not-a-part",
                file: String::new(),
                message: format!(
                    "不是规程的文件，不起作用，也不计入散列：{}",
                    names.join("、")
                ),
                about: names,
            });
        }
    }
    Ok(inspection)
}

fn of_file(file: &Unreadable) -> Vec<Mistake> {
    let problems = file.problems.iter().map(|problem| {
        let (line, column) = file.line_column(problem);
        Mistake {
            file: file.path.clone(),
            line: Some(line),
            column: Some(column),
            message: problem.message.clone(),
            help: problem.help.clone(),
            shown: Lines::laid_out(&file.shown(problem)),
        }
    });
    problems.collect()
}

impl Inspection {
    fn rehearse(&mut self, source: &Source, rulebook: &Rulebook) {
        let rehearsal = rehearse(rulebook);
        for (error, documents) in &rehearsal.faults {
            self.mistakes.extend(of_template(source, error, documents));
        }
        let (needed, odd): (Vec<_>, Vec<_>) = rehearsal
            .unknown
            .iter()
            .partition(|unknown| unknown.is_needed);
        self.mistakes.extend(
            needed
                .into_iter()
                .map(|unknown| of_name(source, rulebook, unknown)),
        );
        for unknown in odd {
            let name = &unknown.name;
            self.warnings.push(Idle {
                code: "unknown-name",
                file: format!("documents/{}", unknown.template),
                about: vec![name.clone()],
                message: format!(
                    "documents/{} 问到“{name}”，《{}》没有这个栏目{}",
                    unknown.template,
                    unknown.document,
                    near(rulebook, unknown)
                ),
            });
        }
    }
}

/// A fault of a template: a mistake for each place.
fn of_template(source: &Source, error: &TemplateError, documents: &[String]) -> Vec<Mistake> {
    let stopped = match documents {
        [] => "各文书都不能生成".to_owned(),
        [one] => format!("《{one}》不能生成"),
        [first, rest @ ..] => format!("《{first}》等 {} 种文书不能生成", rest.len() + 1),
    };
    let places = error.places().into_iter().map(|place| {
        let file = file(source, place.template);
        // The line of a template is one of its file; that of what it made is not.
        let excerpt = match place.line {
            Some(_) => place.excerpt.replacen(place.template, &file, 1),
            None => place.excerpt.to_owned(),
        };
        let failure = Failure::new(&*place.message).because(&stopped);
        let mut shown = Lines::of([failure]);
        excerpt.lines().for_each(|line| shown.add(line));
        Mistake {
            file,
            line: place.line,
            column: place.column,
            message: place.message,
            help: None,
            shown,
        }
    });
    places.collect()
}

fn file(source: &Source, template: &str) -> String {
    format!("{}/documents/{template}", source.place)
}

/// A name that a template cannot do without.
fn of_name(source: &Source, rulebook: &Rulebook, unknown: &Unknown) -> Mistake {
    let Unknown {
        template,
        document,
        name,
        ..
    } = unknown;
    let message = format!(
        "《{document}》的模板要用“{name}”，文书目录中没有这个栏目{}",
        near(rulebook, unknown)
    );
    let text = rulebook.templates.get(template);
    let text = text.map(String::as_str).unwrap_or_default();
    let at = text.find(&format!("\"{name}\""));
    let file = Unreadable {
        path: file(source, template),
        text: text.to_owned(),
        problems: Vec::new(),
    };
    let problem = crate::reading::Problem::new(
        at.map_or(0..0, |at| at + 1..at + 1 + name.len()),
        message.clone(),
    );
    let (line, column) = file.line_column(&problem);
    Mistake {
        line: at.map(|_| line),
        column: at.map(|_| column),
        message,
        help: None,
        shown: Lines::laid_out(&file.shown(&problem)),
        file: file.path,
    }
}

fn near(rulebook: &Rulebook, unknown: &Unknown) -> String {
    let document = rulebook.catalogue.get(&unknown.document);
    let fields = document.into_iter().flat_map(|document| &document.fields);
    let facts = crate::document::FACTS.iter().map(|fact| fact.name);
    let names = fields.map(|field| field.name.as_str()).chain(facts);
    nearest(&unknown.name, names).map_or_else(String::new, |near| format!("，是否指 {near}？"))
}
