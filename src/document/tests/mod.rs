//! The templates as they are shipped, the engine around them, and the files that come out.

mod coercion;
mod files;
mod rendering;
mod samples;
mod shipped;

use std::io::{Cursor, Read as _};

use self::samples::Sample;
use super::tree::Document;
use super::{Form, Library, Meta, Mode, Rendered, TemplateError, docx, html};

/// The parts of a DOCX file by name.
fn unzipped(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.push((file.name().to_owned(), text));
    }
    parts
}

/// `word/document.xml` of a tree.
fn document_xml(document: &Document) -> String {
    let bytes = docx::write(document, &Meta::default());
    let part = unzipped(&bytes)
        .into_iter()
        .find(|(name, _)| name == "word/document.xml");
    part.unwrap().1
}

/// All text of an XML text, in order.
fn text_of(xml: &str) -> String {
    let read = roxmltree::Document::parse(xml).unwrap();
    read.descendants()
        .filter(roxmltree::Node::is_text)
        .filter_map(|node| node.text())
        .collect()
}

/// The text that a reader of the page sees.
fn page_text(document: &Document) -> String {
    let page = html::page(document, &Meta::default());
    let start = page.find("<body").unwrap();
    let end = page.find("</html>").unwrap();
    text_of(&page[start..end])
}

/// Renders one template text that stands alone.
fn render(
    source: &str,
    facts: &Sample,
    form: &Form,
    mode: Mode,
) -> Result<Rendered, TemplateError> {
    let templates = [("t.xhtml".to_owned(), source.to_owned())].into();
    Library::new(&templates)?.render("t.xhtml", facts, form, mode)
}
