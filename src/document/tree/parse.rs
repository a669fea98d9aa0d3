//! The XHTML subset of templates into the tree.

use roxmltree::Node;

use super::inline::{Atom, Style, push_text, settle};
use super::problem::{MarkupError, Problem};
use super::table::table;
use super::xml_message;
use super::{Align, Block, Document, Inline, Look, Paragraph};

/// Longest blank, and highest row: beyond is a slip of the pen.
const MOST: u16 = 200;

pub(super) type Parsed<T> = Result<T, MarkupError>;

/// Elements that may stand in the page or in a cell, and in a line.
const BLOCKS: &[&str] = &["h1", "h2", "h3", "p", "sign", "seal", "table", "pagebreak"];
const CELL_BLOCKS: &[&str] = &["p", "sign", "seal"];
const INLINES: &[&str] = &["strong", "u", "br", "blank"];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("body", &["class"]),
    ("p", &["class"]),
    ("sign", &["role", "date"]),
    ("blank", &["n"]),
    ("col", &["width"]),
    ("tr", &["height"]),
    ("td", &["class", "colspan", "rowspan"]),
    ("th", &["class", "colspan", "rowspan"]),
];

/// Reads a paper: one `body` (class `letter`, `record` or `form`) with `h1`–`h3`, `p`, `table`, `sign`, `seal`, `pagebreak`.
///
/// # Errors
/// [`MarkupError`] at the first thing that is not of the subset: an unknown element or attribute is never skipped.
pub fn parse(text: &str) -> Result<Document, MarkupError> {
    let xml = roxmltree::Document::parse(text).map_err(|error| xml_error(text, &error))?;
    let body = xml.root_element();
    if name(body) != "body" {
        return Err(unexpected(body, "文书", &["body"]));
    }
    attributes(body)?;
    let look = match body.attribute("class") {
        None | Some("letter") => Look::Letter,
        Some("record") => Look::Record,
        Some("form") => Look::Form,
        Some(other) => return Err(value(body, "class", other, "letter、record 或者 form")),
    };
    let blocks = elements(body, BLOCKS)?
        .into_iter()
        .map(block)
        .collect::<Parsed<_>>()?;
    Ok(Document { look, blocks })
}

fn block(node: Node<'_, '_>) -> Parsed<Block> {
    attributes(node)?;
    match name(node) {
        "p" => paragraph(node).map(Block::Paragraph),
        "sign" => sign(node),
        "seal" => line(node).map(Block::Seal),
        "table" => table(node).map(Block::Table),
        "pagebreak" => childless(node).map(|()| Block::PageBreak),
        heading => Ok(Block::Heading {
            level: match heading {
                "h1" => 1,
                "h2" => 2,
                _ => 3,
            },
            content: line(node)?,
        }),
    }
}

fn paragraph(node: Node<'_, '_>) -> Parsed<Paragraph> {
    let (align, indent) = match node.attribute("class") {
        None => (Align::Start, true),
        Some("none") => (Align::Start, false),
        Some("center") => (Align::Center, false),
        Some("right") => (Align::End, false),
        Some(other) => return Err(value(node, "class", other, "none、center 或者 right")),
    };
    let content = line(node)?;
    Ok(Paragraph {
        align,
        indent,
        content,
    })
}

fn sign(node: Node<'_, '_>) -> Parsed<Block> {
    childless(node)?;
    let role = node.attribute("role").unwrap_or_default().trim();
    if role.is_empty() {
        let problem = Problem::AttributeMissing {
            element: name(node).to_owned(),
            wanted: "role",
        };
        return Err(error(node, problem));
    }
    let date = match node.attribute("date") {
        None | Some("no") => false,
        Some("yes") => true,
        Some(other) => return Err(value(node, "date", other, "yes 或者 no")),
    };
    Ok(Block::Sign {
        role: role.to_owned(),
        date,
    })
}

/// The content of a cell: blocks, and loose text as paragraphs without indent.
pub(super) fn cell_blocks(node: Node<'_, '_>, align: Align) -> Parsed<Vec<Block>> {
    let mut blocks = Vec::new();
    let mut loose = Vec::new();
    for child in content(node) {
        if CELL_BLOCKS.contains(&name(child)) {
            flush(&mut blocks, &mut loose, align);
            blocks.push(block(child)?);
        } else if child.is_text() || INLINES.contains(&name(child)) {
            atoms(child, Style::default(), &mut loose)?;
        } else {
            let allowed = [CELL_BLOCKS, INLINES].concat();
            return Err(unexpected(child, name(node), &allowed));
        }
    }
    flush(&mut blocks, &mut loose, align);
    Ok(blocks)
}

fn flush(blocks: &mut Vec<Block>, loose: &mut Vec<Atom>, align: Align) {
    let content = settle(&std::mem::take(loose));
    if !content.is_empty() {
        blocks.push(Block::Paragraph(Paragraph {
            align,
            indent: false,
            content,
        }));
    }
}

fn line(node: Node<'_, '_>) -> Parsed<Vec<Inline>> {
    let mut found = Vec::new();
    for child in content(node) {
        if child.is_element() && !INLINES.contains(&name(child)) {
            return Err(unexpected(child, name(node), INLINES));
        }
        atoms(child, Style::default(), &mut found)?;
    }
    Ok(settle(&found))
}

fn atoms(node: Node<'_, '_>, style: Style, found: &mut Vec<Atom>) -> Parsed<()> {
    if node.is_text() {
        push_text(found, node.text().unwrap_or_default(), style);
        return Ok(());
    }
    attributes(node)?;
    let style = match name(node) {
        "br" => {
            found.push(Atom::Break);
            return childless(node);
        }
        "blank" => {
            found.push(Atom::Blank(number(node, "n", 1)?));
            return childless(node);
        }
        "strong" => Style {
            strong: true,
            ..style
        },
        "u" => Style {
            underline: true,
            ..style
        },
        _ => return Err(unexpected(node, "p", INLINES)),
    };
    content(node).try_for_each(|child| atoms(child, style, found))
}

/// Children but comments.
fn content<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(|child| !child.is_comment())
}

/// The child elements, each one of those allowed, with nothing but white space between.
pub(super) fn elements<'a, 'input>(
    node: Node<'a, 'input>,
    allowed: &[&str],
) -> Parsed<Vec<Node<'a, 'input>>> {
    let mut found = Vec::new();
    for child in content(node) {
        if child.is_element() && allowed.contains(&name(child)) {
            found.push(child);
        } else if child.is_text() {
            let text = child.text().unwrap_or_default().trim();
            if !text.is_empty() {
                let problem = Problem::Text {
                    parent: name(node).to_owned(),
                    found: text.chars().take(12).collect(),
                };
                return Err(error(child, problem));
            }
        } else {
            return Err(unexpected(child, name(node), allowed));
        }
    }
    Ok(found)
}

fn childless(node: Node<'_, '_>) -> Parsed<()> {
    elements(node, &[]).map(|_| ())
}

/// A whole number from 1 to [`MOST`] in an attribute; `absent` where it is left out.
pub(super) fn number(node: Node<'_, '_>, attribute: &'static str, absent: u16) -> Parsed<u16> {
    let Some(text) = node.attribute(attribute) else {
        return Ok(absent);
    };
    match text.trim_end_matches('%').parse() {
        Ok(number) if (1..=MOST).contains(&number) => Ok(number),
        _ => Err(value(node, attribute, text, "1到200的整数")),
    }
}

/// Refuses attributes that the element does not have.
pub(super) fn attributes(node: Node<'_, '_>) -> Parsed<()> {
    let known = ATTRIBUTES
        .iter()
        .find(|(element, _)| *element == name(node));
    let allowed = known.map_or(&[][..], |(_, allowed)| *allowed);
    let unknown = node
        .attributes()
        .find(|attribute| !allowed.contains(&attribute.name()));
    unknown.map_or(Ok(()), |attribute| {
        let problem = Problem::Attribute {
            element: name(node).to_owned(),
            found: attribute.name().to_owned(),
            allowed: list(allowed),
        };
        Err(error(node, problem))
    })
}

pub(super) fn name<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

fn list(names: &[&str]) -> String {
    if names.is_empty() {
        "无".to_owned()
    } else {
        names.join("、")
    }
}

pub(super) fn unexpected(node: Node<'_, '_>, parent: &str, allowed: &[&str]) -> MarkupError {
    let problem = Problem::Element {
        parent: parent.to_owned(),
        found: name(node).to_owned(),
        allowed: list(allowed),
    };
    error(node, problem)
}

pub(super) fn value(
    node: Node<'_, '_>,
    attribute: &'static str,
    found: &str,
    allowed: &'static str,
) -> MarkupError {
    let problem = Problem::Value {
        element: name(node).to_owned(),
        attribute,
        found: found.to_owned(),
        allowed,
    };
    error(node, problem)
}

pub(super) fn error(node: Node<'_, '_>, problem: Problem) -> MarkupError {
    let start = node.range().start;
    let place = node.document().text_pos_at(start);
    MarkupError::new(place, start, problem)
}

fn xml_error(text: &str, found: &roxmltree::Error) -> MarkupError {
    let place = found.pos();
    let line = usize::try_from(place.row).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(place.col).unwrap_or(1).saturating_sub(1);
    let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let after = text.get(before..).unwrap_or_default();
    let within: usize = after.chars().take(column).map(char::len_utf8).sum();
    let detail = xml_message::words(found);
    let problem = Problem::Xml { detail };
    MarkupError::new(place, before + within, problem)
}
