//! Short ways to write a derived page as a document tree.

use chrono::NaiveDate;

use super::dossier::Dossier;
use crate::document::Meta;
use crate::document::html;
use crate::document::tree::{Align, Block, Cell, Document, Inline, Look, Paragraph, Row, Table};

/// The page as HTML.
pub(super) fn page(look: Look, title: &str, dossier: &Dossier<'_>, blocks: Vec<Block>) -> String {
    of_agency(look, title, (dossier.agency, dossier.date), blocks)
}

/// A page of an agency, of a day, as HTML.
pub(in crate::task) fn of_agency(
    look: Look,
    title: &str,
    (agency, date): (&str, NaiveDate),
    blocks: Vec<Block>,
) -> String {
    let meta = Meta {
        title: title.to_owned(),
        author: agency.to_owned(),
        date: Some(date),
        note: concat!("anjuan ", env!("CARGO_PKG_VERSION")).to_owned(),
    };
    html::page(&Document { look, blocks }, &meta)
}

pub(in crate::task) fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        content: inline(text),
    }
}

pub(in crate::task) fn paragraph(text: &str) -> Block {
    aligned(text, Align::Start, false)
}

/// A line that nobody overlooks.
pub(super) fn strong(text: &str) -> Block {
    let content = vec![Inline::Text {
        text: text.to_owned(),
        strong: true,
        underline: false,
    }];
    Block::Paragraph(Paragraph {
        align: Align::Center,
        indent: false,
        content,
    })
}

/// A label, and a line on which something is written by hand.
pub(super) fn to_be_written(label: &str, width: u16) -> Block {
    let mut content = inline(label);
    content.push(Inline::Blank(width));
    Block::Paragraph(Paragraph {
        align: Align::Start,
        indent: false,
        content,
    })
}

pub(in crate::task) fn centred(text: &str) -> Block {
    aligned(text, Align::Center, false)
}

fn aligned(text: &str, align: Align, indent: bool) -> Block {
    Block::Paragraph(Paragraph {
        align,
        indent,
        content: inline(text),
    })
}

/// Text in one style; its lines stay lines.
fn inline(text: &str) -> Vec<Inline> {
    let mut content = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            content.push(Inline::Break);
        }
        content.push(Inline::Text {
            text: line.to_owned(),
            strong: false,
            underline: false,
        });
    }
    content
}

/// A table with a header.
pub(in crate::task) fn table(columns: &[(&str, u16, Align)], rows: Vec<Vec<String>>) -> Block {
    let header = columns
        .iter()
        .enumerate()
        .map(|(column, (title, ..))| cell(true, column, Align::Center, vec![centred(title)]));
    let mut all = vec![Row {
        height: 0,
        cells: header.collect(),
    }];
    all.extend(rows.into_iter().map(|row| {
        let cells = row
            .iter()
            .zip(columns)
            .enumerate()
            .map(|(column, (text, (_, _, align)))| {
                cell(false, column, *align, vec![aligned(text, *align, false)])
            });
        Row {
            height: 0,
            cells: cells.collect(),
        }
    }));
    let columns = columns.iter().map(|(_, width, _)| *width).collect();
    Block::Table(Table {
        columns,
        header: 1,
        rows: all,
    })
}

/// A form: a label and what belongs to it, with the least height in lines.
pub(super) fn form(rows: Vec<(&str, u16, Vec<Block>)>) -> Block {
    let rows = rows.into_iter().map(|(label, height, blocks)| Row {
        height,
        cells: vec![
            cell(true, 0, Align::Center, vec![centred(label)]),
            cell(false, 1, Align::Start, blocks),
        ],
    });
    Block::Table(Table {
        columns: vec![22, 78],
        header: 0,
        rows: rows.collect(),
    })
}

fn cell(label: bool, column: usize, align: Align, blocks: Vec<Block>) -> Cell {
    Cell {
        label,
        column,
        colspan: 1,
        rowspan: 1,
        align,
        blocks,
    }
}
