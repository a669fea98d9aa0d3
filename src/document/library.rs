//! The templates of a rulebook, parsed once and rendered with a case's data.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use tera::{Context, ErrorKind, ReportError, Tera};

use super::datum::Facts;
use super::engine_message::translate;
use super::error::{Fault, TemplateError};
use super::facts::FACTS;
use super::form::Form;
use super::functions::{self, lock};
use super::session::{Missing, Mode, Session};
use super::tree::{self, Document};

/// More than any paper; a template that goes on is stopped.
const LIMIT: usize = 8 << 20;
/// Each round must ask for a name not asked before; forms have far fewer levels of conditions.
const ROUNDS: usize = 32;

/// What one rendering gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The produced text.
    pub xhtml: String,
    /// The same, read.
    pub document: Document,
    /// Every value that the template asked for and that is not there ([`Mode::Strict`]). Where this is not empty the
    /// text carries 【待补：…】 and must not be issued.
    pub missing: Vec<Missing>,
    /// What is left to the hand: by the template, or by [`Mode::Blank`].
    pub by_hand: Vec<Missing>,
}

/// Parsed templates.
#[derive(Clone)]
pub struct Library {
    tera: Tera,
    sources: BTreeMap<String, String>,
}

impl std::fmt::Debug for Library {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Library")
            .field("templates", &self.sources.keys())
            .finish_non_exhaustive()
    }
}

impl Library {
    /// Parses templates given by name; they may include one another by these names, and nothing else.
    ///
    /// # Errors
    /// [`TemplateError::Syntax`] with all faults at once, [`TemplateError::Assembly`].
    pub fn new(templates: &BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let faults: Vec<Fault> = templates.iter().filter_map(syntax_fault).collect();
        if !faults.is_empty() {
            return Err(TemplateError::Syntax { faults });
        }
        let mut tera = Tera::new();
        tera.autoescape_on([""]);
        let nobody = Session::new(&Form::default(), Mode::Strict, BTreeMap::new());
        functions::register(&mut tera, &Arc::new(Mutex::new(nobody)));
        tera.add_raw_templates(templates)
            .map_err(|error| assembly_error(&error, templates))?;
        Ok(Self {
            tera,
            sources: templates.clone(),
        })
    }

    /// The names of the templates.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    /// Renders a template. What is missing is no error: see [`Rendered::missing`].
    ///
    /// # Errors
    /// No such template; a value that cannot be printed (control characters, the wrong kind); a fault of the template.
    pub fn render(
        &self,
        template: &str,
        facts: &dyn Facts,
        form: &Form,
        mode: Mode,
    ) -> Result<Rendered, TemplateError> {
        if !self.sources.contains_key(template) {
            return Err(TemplateError::NotFound {
                template: template.to_owned(),
                known: self.names().map(str::to_owned).collect(),
            });
        }
        let own = form.fields.iter().map(|field| field.name.as_str());
        let mut known: BTreeMap<String, _> = FACTS
            .iter()
            .map(|fact| fact.name)
            .chain(own)
            .map(|name| (name.to_owned(), facts.get(name)))
            .collect();
        // The engine's functions outlive a borrow, so they see what was looked up beforehand: a name that nobody foresaw
        // is looked up afterwards, and the template rendered again.
        for _ in 0..ROUNDS {
            let mut session = Session::new(form, mode, known.clone());
            let xhtml = self.render_once(template, &mut session);
            let wanted = session.take_wanted();
            if wanted.is_empty() {
                return rendered(template, xhtml?, session);
            }
            known.extend(wanted.into_iter().map(|name| {
                let datum = facts.get(&name);
                (name, datum)
            }));
        }
        Err(TemplateError::Endless {
            template: template.to_owned(),
        })
    }

    fn render_once(&self, template: &str, session: &mut Session) -> Result<String, TemplateError> {
        let placeholder = Session::new(&Form::default(), Mode::Strict, BTreeMap::new());
        let shared = Arc::new(Mutex::new(std::mem::replace(session, placeholder)));
        let mut tera = self.tera.clone();
        functions::register(&mut tera, &shared);
        let mut output = Bounded::default();
        let result = tera.render_to(template, &Context::new(), &mut output);
        std::mem::swap(session, &mut lock(&shared));
        match result {
            Ok(()) => Ok(String::from_utf8_lossy(&output.bytes).into_owned()),
            Err(_) if output.full => Err(TemplateError::TooLong {
                template: template.to_owned(),
                limit: LIMIT,
            }),
            Err(error) => Err(self.render_error(template, &error, session)),
        }
    }

    fn render_error(
        &self,
        template: &str,
        error: &tera::Error,
        session: &mut Session,
    ) -> TemplateError {
        let report = match error.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => Some(report),
            _ => None,
        };
        if let Some(problem) = session.fault.take() {
            return TemplateError::Value {
                template: report
                    .map_or(template, |report| report.filename())
                    .to_owned(),
                line: report.map_or(0, |report| report.span().start_line),
                problem,
            };
        }
        match report {
            Some(report) => TemplateError::Render(Box::new(report_fault(report, &self.sources))),
            None => TemplateError::Assembly {
                detail: translate(&error.to_string()),
            },
        }
    }
}

fn rendered(template: &str, xhtml: String, session: Session) -> Result<Rendered, TemplateError> {
    let document = tree::parse(&xhtml).map_err(|error| {
        let place = error.start()..error.start();
        let fault = Fault::at(template, &xhtml, &place, &error.to_string());
        TemplateError::Markup(Box::new(fault))
    })?;
    Ok(Rendered {
        xhtml,
        document,
        missing: session.missing,
        by_hand: session.by_hand,
    })
}

/// Parses one template alone; what it refers to is looked at when all are together.
fn syntax_fault((name, source): (&String, &String)) -> Option<Fault> {
    let error = Tera::new().add_raw_template(name, source).err()?;
    match error.kind() {
        ErrorKind::SyntaxError(report) => {
            let detail = translate(report.message());
            Some(Fault::at(name, source, &report.span().range, &detail))
        }
        _ => None,
    }
}

fn report_fault(report: &ReportError, sources: &BTreeMap<String, String>) -> Fault {
    let source = sources.get(report.filename()).map_or("", String::as_str);
    let detail = translate(report.message());
    Fault::at(report.filename(), source, &report.span().range, &detail)
}

/// References to what does not exist come as one text of reports, without spans.
fn assembly_error(error: &tera::Error, templates: &BTreeMap<String, String>) -> TemplateError {
    let text = error.to_string();
    let mut faults = Vec::new();
    for report in text.split("error: ").skip(1) {
        let mut lines = report.lines();
        let message = lines.next().unwrap_or_default();
        let place = lines.next().and_then(|line| line.split("--> ").nth(1));
        let underlined = report.matches('^').count();
        faults.extend(place.and_then(|place| place_fault(place, underlined, message, templates)));
    }
    if faults.is_empty() {
        return TemplateError::Assembly {
            detail: translate(&text),
        };
    }
    TemplateError::Syntax { faults }
}

/// A fault from `name:line:column`.
fn place_fault(
    place: &str,
    length: usize,
    message: &str,
    templates: &BTreeMap<String, String>,
) -> Option<Fault> {
    let mut parts = place.trim().rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let source = templates.get(name)?;
    let line_start: usize = source
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let after = source.get(line_start..)?;
    let offset = |chars: usize| -> usize { after.chars().take(chars).map(char::len_utf8).sum() };
    let start = line_start + offset(column.saturating_sub(1));
    let end = line_start + offset(column.saturating_sub(1) + length);
    Some(Fault::at(name, source, &(start..end), &translate(message)))
}

/// A writer that refuses to grow beyond [`LIMIT`].
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + part.len() > LIMIT {
            self.full = true;
            return Err(io::Error::other("too long"));
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
