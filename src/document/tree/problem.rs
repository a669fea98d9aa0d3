//! What can be wrong with the markup of a paper.

use roxmltree::TextPos;

/// Markup that is not of the subset, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct MarkupError {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// What is wrong.
    pub problem: Problem,
    start: usize,
}

impl MarkupError {
    pub(super) fn new(place: TextPos, start: usize, problem: Problem) -> Self {
        Self {
            line: place.row,
            column: place.col,
            problem,
            start,
        }
    }

    /// The byte at which it is.
    pub(in super::super) fn start(&self) -> usize {
        self.start
    }
}

/// What is wrong with markup.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Not well-formed XML.
    #[error("不是合格的 XML：{detail}")]
    Xml {
        /// The reader's message.
        detail: String,
    },
    /// An element that is not allowed there.
    #[error("<{parent}> 中不能有 <{found}>，可用：{allowed}")]
    Element {
        /// Where it stands.
        parent: String,
        /// Its name.
        found: String,
        /// What is allowed.
        allowed: String,
    },
    /// Text where only elements are allowed.
    #[error("<{parent}> 中不能直接写文字“{found}”，应放进 <p>")]
    Text {
        /// Where it stands.
        parent: String,
        /// Its beginning.
        found: String,
    },
    /// An attribute that the element does not have.
    #[error("<{element}> 没有属性 {found}，可用：{allowed}")]
    Attribute {
        /// The element.
        element: String,
        /// The attribute.
        found: String,
        /// What there is.
        allowed: String,
    },
    /// An attribute that must be there.
    #[error("<{element}> 缺少属性 {wanted}")]
    AttributeMissing {
        /// The element.
        element: String,
        /// The attribute.
        wanted: &'static str,
    },
    /// A wrong value of an attribute.
    #[error("<{element}> 的 {attribute} 为“{found}”，应为{allowed}")]
    Value {
        /// The element.
        element: String,
        /// The attribute.
        attribute: &'static str,
        /// Its value.
        found: String,
        /// What is allowed.
        allowed: &'static str,
    },
    /// A row that does not fill the table's columns.
    #[error("表格第{row}行占{found}列，应为{wanted}列")]
    RowWidth {
        /// The row, from 1.
        row: usize,
        /// How many columns it fills.
        found: usize,
        /// How many there are.
        wanted: usize,
    },
    /// A cell that reaches below its part of the table.
    #[error("表格第{row}行有单元格向下跨{found}行，超出所在部分")]
    RowSpan {
        /// The row, from 1.
        row: usize,
        /// Its rowspan.
        found: usize,
    },
    /// Column widths that do not add up.
    #[error("列宽合计{found}%，应为100%（不写 width 的列平分其余）")]
    Widths {
        /// The sum.
        found: u32,
    },
    /// A table without rows.
    #[error("表格没有行")]
    NoRows,
}
