//! The document tree: what a paper consists of, whatever it is written as.
//!
//! [`parse`] reads it from the XHTML subset that templates produce; `html` and `docx` write it. Imports nothing of the crate.

mod inline;
mod parse;
mod problem;
mod table;
#[cfg(test)]
mod tests;
mod xml_message;

pub use parse::parse;
pub use problem::{MarkupError, Problem};

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// How it looks as a whole.
    pub look: Look,
    /// Its content from top to bottom.
    pub blocks: Vec<Block>,
}

/// The look of a paper: the `class` of its `body`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// `letter`: addressed to somebody; body 三号, lines as in GB/T 9704.
    #[default]
    Letter,
    /// `record`: what happened or was said; body 四号.
    Record,
    /// `form`: a table to be filled in and signed; body 小四.
    Form,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// `h1` … `h3`.
    Heading {
        /// 1 is the title of the paper.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// `p`.
    Paragraph(Paragraph),
    /// `table`; never inside a cell.
    Table(Table),
    /// `sign`: the place of a signature.
    Sign {
        /// Who signs, printed before the line.
        role: String,
        /// Whether the date is written beside it.
        date: bool,
    },
    /// `seal`: the agency and the date, over which the seal goes.
    Seal(Vec<Inline>),
    /// `pagebreak`.
    PageBreak,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where its lines stand.
    pub align: Align,
    /// Whether the first line is indented by two characters.
    pub indent: bool,
    /// Its text.
    pub content: Vec<Inline>,
}

/// Alignment of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Both edges, the last line at the start.
    #[default]
    Start,
    /// Centred.
    Center,
    /// At the end of the line.
    End,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text in one style.
    Text {
        /// The characters.
        text: String,
        /// `strong`.
        strong: bool,
        /// `u`.
        underline: bool,
    },
    /// `br`.
    Break,
    /// `blank`: an underlined space of that many characters, for the hand.
    Blank(u16),
}

/// A table whose cells fill its grid exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Widths in percent, one a column; their sum is 100.
    pub columns: Vec<u16>,
    /// How many rows at the top are repeated on every page.
    pub header: usize,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Least height in lines; 0 leaves it to the content.
    pub height: u16,
    /// The cells that begin in this row.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// `th`: a label.
    pub label: bool,
    /// The first column that it covers, from 0.
    pub column: usize,
    /// How many columns.
    pub colspan: usize,
    /// How many rows.
    pub rowspan: usize,
    /// How its text stands.
    pub align: Align,
    /// Its content; never a table or a page break.
    pub blocks: Vec<Block>,
}
