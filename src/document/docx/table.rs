//! Tables: a fixed grid, merged cells, repeated header rows.

use super::super::tree::{Block, Cell, Inline, Row, Table};
use super::TEXT_WIDTH;
use super::body::{Setting, blocks};

/// A line of a cell's text.
const LINE: u32 = 340;
/// A row is not lower than this: room for a pen.
const LEAST: u32 = 454;
/// What a cell holds at least.
const EMPTY: &str = "<w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr></w:p>";
/// Rows with more text than this may break across pages, or most of a page would stay empty.
const UNBROKEN: usize = 300;

/// A table over the whole width of the text.
///
/// `keep`: its last row stays with what follows.
pub(super) fn table(table: &Table, keep: bool) -> String {
    let shares = table.columns.iter().map(|percent| u32::from(*percent));
    let widths: Vec<u32> = shares.map(|percent| TEXT_WIDTH * percent / 100).collect();
    let border = |side: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>")
    };
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let borders = borders.map(border).concat();
    let column = |width: &u32| format!("<w:gridCol w:w=\"{width}\"/>");
    let grid = widths.iter().map(column).collect::<Vec<_>>().concat();
    let total: u32 = widths.iter().sum();
    let mut hanging = vec![Hanging::default(); widths.len()];
    let last = table.rows.len().saturating_sub(1);
    let numbered = table.rows.iter().enumerate();
    let rows: String = numbered
        .map(|(index, one)| {
            let setting = Setting::Cell {
                head: index < table.header,
                keep: keep && index == last,
            };
            row(one, setting, &widths, &mut hanging)
        })
        .collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
         <w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"85\" w:type=\"dxa\"/><w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar>\
         </w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
}

/// A cell from above that still covers a column: rows left, and its own columns.
#[derive(Debug, Clone, Copy, Default)]
struct Hanging {
    rows: usize,
    colspan: usize,
}

fn row(row: &Row, setting: Setting, widths: &[u32], hanging: &mut [Hanging]) -> String {
    let header = matches!(setting, Setting::Cell { head: true, .. });
    let height = (u32::from(row.height) * LINE).max(LEAST);
    let unbroken = if header || length(row) <= UNBROKEN {
        "<w:cantSplit/>"
    } else {
        ""
    };
    let header_row = if header { "<w:tblHeader/>" } else { "" };
    let cells = cells(row, setting, widths, hanging);
    format!(
        "<w:tr><w:trPr>{unbroken}<w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/>{header_row}</w:trPr>\
         {cells}</w:tr>"
    )
}

/// The row's own cells and, between them, the lower parts of cells from above.
fn cells(row: &Row, setting: Setting, widths: &[u32], hanging: &mut [Hanging]) -> String {
    let mut text = String::new();
    let mut own = row.cells.iter().peekable();
    let mut column = 0;
    while let Some(above) = hanging.get_mut(column) {
        if let Some(one) = own.next_if(|cell| cell.column == column) {
            text += &cell(one, setting, width(widths, column, one.colspan));
            *above = Hanging {
                rows: one.rowspan - 1,
                colspan: one.colspan,
            };
        } else if above.rows > 0 {
            above.rows -= 1;
            let width = width(widths, column, above.colspan);
            let properties = cell_properties(width, above.colspan, "<w:vMerge/>");
            text += &["<w:tc>", &properties, EMPTY, "</w:tc>"].concat();
        }
        column += above.colspan.max(1);
    }
    text
}

fn width(widths: &[u32], column: usize, colspan: usize) -> u32 {
    widths.iter().skip(column).take(colspan).sum()
}

fn cell(cell: &Cell, setting: Setting, width: u32) -> String {
    let merge = if cell.rowspan > 1 {
        "<w:vMerge w:val=\"restart\"/>"
    } else {
        ""
    };
    let properties = cell_properties(width, cell.colspan, merge);
    let content = blocks(&cell.blocks, setting);
    let content = if content.is_empty() { EMPTY } else { &content };
    format!("<w:tc>{properties}{content}</w:tc>")
}

fn cell_properties(width: u32, colspan: usize, merge: &str) -> String {
    let span = if colspan > 1 {
        format!("<w:gridSpan w:val=\"{colspan}\"/>")
    } else {
        String::new()
    };
    format!(
        "<w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{merge}<w:vAlign w:val=\"center\"/></w:tcPr>"
    )
}

/// Characters in the row's longest cell.
fn length(row: &Row) -> usize {
    let characters = |cell: &Cell| -> usize {
        cell.blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph(paragraph) => paragraph.content.iter().map(piece_length).sum(),
                _ => 30,
            })
            .sum()
    };
    row.cells.iter().map(characters).max().unwrap_or_default()
}

fn piece_length(piece: &Inline) -> usize {
    match piece {
        Inline::Text { text, .. } => text.chars().count(),
        Inline::Break => 20,
        Inline::Blank(width) => usize::from(*width),
    }
}
