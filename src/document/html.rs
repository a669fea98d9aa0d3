//! The paper as one self-contained page for the screen and the printer.

use super::escape::escape;
use super::meta::Meta;
use super::tree::{Align, Block, Cell, Document, Inline, Look, Paragraph, Row, Table};

const SHEET: &str = include_str!("page.css");

/// The room for a written date.
pub(super) const WRITTEN_DATE: &str = "　　　　年　　月　　日";
/// Characters of a signature's line.
pub(super) const SIGNATURE: u16 = 8;

/// The page: an A4 layout in an embedded style sheet, nothing from elsewhere.
#[must_use]
pub fn page(document: &Document, meta: &Meta) -> String {
    let body = blocks(&document.blocks);
    let look = match document.look {
        Look::Letter => "letter",
        Look::Record => "record",
        Look::Form => "form",
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n\
         <meta name=\"author\" content=\"{}\">\n<meta name=\"description\" content=\"{}\">\n\
         <style>\n{SHEET}</style>\n</head>\n<body class=\"{look}\">\n{body}</body>\n</html>\n",
        escape(&meta.title),
        escape(&meta.author),
        escape(&meta.note),
    )
}

fn blocks(blocks: &[Block]) -> String {
    joined(blocks, block)
}

fn joined<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    items.iter().map(write).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, content } => format!("<h{level}>{}</h{level}>\n", line(content)),
        Block::Paragraph(paragraph) => text(paragraph),
        Block::Table(table) => grid(table),
        Block::Sign { role, date } => {
            let date = if *date { WRITTEN_DATE } else { "" };
            let (role, line) = (escape(role), blank(SIGNATURE));
            format!("<p class=\"sign\"><span class=\"who\">{role}：{line}</span>{date}</p>\n")
        }
        Block::Seal(content) => format!("<p class=\"seal\">{}</p>\n", line(content)),
        Block::PageBreak => "<div class=\"pagebreak\"></div>\n".to_owned(),
    }
}

fn text(paragraph: &Paragraph) -> String {
    let class = match (paragraph.align, paragraph.indent) {
        (Align::Start, true) => "",
        (Align::Start, false) => " class=\"none\"",
        (Align::Center, _) => " class=\"center\"",
        (Align::End, _) => " class=\"right\"",
    };
    format!("<p{class}>{}</p>\n", line(&paragraph.content))
}

fn line(content: &[Inline]) -> String {
    joined(content, piece)
}

fn piece(piece: &Inline) -> String {
    match piece {
        Inline::Break => "<br/>".to_owned(),
        Inline::Blank(width) => blank(*width),
        Inline::Text {
            text,
            strong,
            underline,
        } => {
            let mut text = escape(text);
            if *underline {
                text = format!("<u>{text}</u>");
            }
            if *strong {
                text = format!("<strong>{text}</strong>");
            }
            text
        }
    }
}

fn blank(width: u16) -> String {
    format!("<span class=\"blank\" style=\"width:{width}em\"></span>")
}

fn grid(table: &Table) -> String {
    let columns = joined(&table.columns, |width| {
        format!("<col style=\"width:{width}%\"/>")
    });
    let (header, body) = table.rows.split_at(table.header.min(table.rows.len()));
    let part = |name: &str, rows: &[Row]| {
        if rows.is_empty() {
            return String::new();
        }
        format!("<{name}>\n{}</{name}>\n", joined(rows, row))
    };
    format!(
        "<table>\n<colgroup>{columns}</colgroup>\n{}{}</table>\n",
        part("thead", header),
        part("tbody", body)
    )
}

fn row(row: &Row) -> String {
    let cells = joined(&row.cells, |one| cell(one, row.height));
    format!("<tr>{cells}</tr>\n")
}

fn cell(cell: &Cell, height: u16) -> String {
    let tag = if cell.label { "th" } else { "td" };
    let spans = [("colspan", cell.colspan), ("rowspan", cell.rowspan)];
    let spans = joined(&spans, |(name, span)| match span {
        0 | 1 => String::new(),
        more => format!(" {name}=\"{more}\""),
    });
    // Height on a cell is the least height of its row.
    let height = match height {
        0 => String::new(),
        lines => format!(" style=\"height:{lines}lh\""),
    };
    format!("<{tag}{spans}{height}>{}</{tag}>", blocks(&cell.blocks))
}
