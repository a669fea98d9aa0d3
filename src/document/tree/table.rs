//! Tables: cells placed on a grid, which they must fill exactly, since a word processor repairs (or refuses) what does not fit.

use roxmltree::Node;

use super::parse::{
    Parsed, attributes, cell_blocks, elements, error, name, number, unexpected, value,
};
use super::problem::Problem;
use super::{Align, Cell, Row, Table};

/// A word processor has no more.
const MOST_COLUMNS: usize = 63;

/// Reads a `table`: `col`s, `thead` (repeated on every page), `tbody` or rows.
pub(super) fn table(node: Node<'_, '_>) -> Parsed<Table> {
    let parts = elements(node, &["col", "thead", "tbody", "tr"])?;
    let mut widths = Vec::new();
    let mut grid = Grid::default();
    let mut header = 0;
    for part in parts {
        attributes(part)?;
        match name(part) {
            "col" => widths.push(number(part, "width", 0)?),
            "tr" => grid.row(part)?,
            section => {
                grid.close(part)?;
                for row in elements(part, &["tr"])? {
                    attributes(row)?;
                    grid.row(row)?;
                }
                grid.close(part)?;
                if section == "thead" {
                    if header > 0 || grid.rows.is_empty() {
                        return Err(unexpected(part, "table", &["tbody", "tr"]));
                    }
                    header = grid.rows.len();
                }
            }
        }
    }
    grid.close(node)?;
    let columns = columns(node, &widths, grid.width)?;
    Ok(Table {
        columns,
        header,
        rows: grid.rows,
    })
}

fn columns(node: Node<'_, '_>, widths: &[u16], count: usize) -> Parsed<Vec<u16>> {
    if count == 0 {
        return Err(error(node, Problem::NoRows));
    }
    if count > MOST_COLUMNS {
        return Err(value(node, "colspan", &count.to_string(), "合计不超过63列"));
    }
    if widths.is_empty() {
        return Ok(even(100, count));
    }
    if widths.len() != count {
        let problem = Problem::RowWidth {
            row: 1,
            found: count,
            wanted: widths.len(),
        };
        return Err(error(node, problem));
    }
    let found = widths.iter().copied().map(u32::from).sum();
    let open = widths.iter().filter(|width| **width == 0).count();
    let left = 100_u32.saturating_sub(found);
    if found > 100
        || (open == 0 && left > 0)
        || (open > 0 && left < u32::try_from(open).unwrap_or(left))
    {
        return Err(error(node, Problem::Widths { found }));
    }
    let mut shares = even(left, open).into_iter();
    let width = |width: &u16| match width {
        0 => shares.next().unwrap_or(1),
        given => *given,
    };
    Ok(widths.iter().map(width).collect())
}

/// A width shared out; the first columns get what is left over.
fn even(width: u32, count: usize) -> Vec<u16> {
    let width = usize::try_from(width).unwrap_or(0);
    let left_over = width.checked_rem(count).unwrap_or(0);
    (0..count)
        .map(|index| width / count + usize::from(index < left_over))
        .map(|width| u16::try_from(width).unwrap_or(1))
        .collect()
}

/// Rows placed so far; `below[c]` is how many further rows column `c` is covered from above.
#[derive(Default)]
struct Grid {
    rows: Vec<Row>,
    width: usize,
    below: Vec<usize>,
}

impl Grid {
    fn row(&mut self, node: Node<'_, '_>) -> Parsed<()> {
        let mut cells = Vec::new();
        let mut column = 0;
        for cell in elements(node, &["th", "td"])? {
            attributes(cell)?;
            column = self.free_from(column);
            let cell = read_cell(cell, column)?;
            column += cell.colspan;
            cells.push(cell);
        }
        let filled = self.free_from(column);
        if self.rows.is_empty() {
            self.width = filled;
            self.below = vec![0; filled];
        }
        self.settle_row(node, &cells, filled)?;
        self.rows.push(Row {
            height: number(node, "height", 0)?,
            cells,
        });
        Ok(())
    }

    /// The first column from there on that no cell above covers.
    fn free_from(&self, mut column: usize) -> usize {
        while self.below.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        column
    }

    fn settle_row(&mut self, node: Node<'_, '_>, cells: &[Cell], filled: usize) -> Parsed<()> {
        let reach = |cell: &Cell| cell.column..cell.column + cell.colspan;
        let free = |cell: &Cell| {
            let covered = self.below.get(reach(cell));
            covered.is_some_and(|covered| covered.iter().all(|rows| *rows == 0))
        };
        if filled != self.width || !cells.iter().all(free) {
            let problem = Problem::RowWidth {
                row: self.rows.len() + 1,
                found: filled,
                wanted: self.width,
            };
            return Err(error(node, problem));
        }
        for rows in &mut self.below {
            *rows = rows.saturating_sub(1);
        }
        for cell in cells {
            if let Some(covered) = self.below.get_mut(reach(cell)) {
                covered.fill(cell.rowspan - 1);
            }
        }
        Ok(())
    }

    /// A part of the table ends here: no cell may reach beyond.
    fn close(&mut self, node: Node<'_, '_>) -> Parsed<()> {
        let Some(found) = self.below.iter().copied().find(|rows| *rows > 0) else {
            return Ok(());
        };
        let problem = Problem::RowSpan {
            row: self.rows.len(),
            found: found + 1,
        };
        Err(error(node, problem))
    }
}

fn read_cell(node: Node<'_, '_>, column: usize) -> Parsed<Cell> {
    let label = name(node) == "th";
    let align = match node.attribute("class") {
        None if label => Align::Center,
        None | Some("none") => Align::Start,
        Some("center") => Align::Center,
        Some("right") => Align::End,
        Some(other) => return Err(value(node, "class", other, "none、center 或者 right")),
    };
    Ok(Cell {
        label,
        column,
        colspan: number(node, "colspan", 1)?.into(),
        rowspan: number(node, "rowspan", 1)?.into(),
        align,
        blocks: cell_blocks(node, align)?,
    })
}
