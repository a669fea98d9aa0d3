//! The text: blocks and lines.

use super::super::escape::escape;
use super::super::html::{SIGNATURE, WRITTEN_DATE};
use super::super::tree::{Align, Block, Document, Inline, Paragraph};
use super::TEXT_WIDTH;
use super::package::{FOOTER, HEAD, WORD};
use super::table;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// On the same page as what follows.
const KEEP: &str = "<w:keepNext/>";

/// Where a paragraph stands: cells have their own styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    Page,
    Cell {
        /// In a repeated header row.
        head: bool,
        /// In a row that must stay with what follows the table.
        keep: bool,
    },
}

/// What surrounds a block.
#[derive(Clone, Copy)]
struct Around<'a> {
    before: Option<&'a Block>,
    after: Option<&'a Block>,
}

impl Around<'_> {
    /// A signature or the seal never stands alone on a page, and signatures are not torn apart.
    fn keep(self) -> bool {
        matches!(self.after, Some(Block::Seal(_) | Block::Sign { .. }))
    }

    /// Nor is a table parted from the line that leads to it.
    fn leads(self) -> bool {
        self.keep() || matches!(self.after, Some(Block::Table(_)))
    }

    /// Some room beside a table.
    fn spacing(self) -> String {
        let table = |block| matches!(block, Some(&Block::Table(_)));
        match (table(self.before), table(self.after)) {
            (false, false) => String::new(),
            (true, false) => "<w:spacing w:before=\"120\"/>".to_owned(),
            (false, true) => "<w:spacing w:after=\"60\"/>".to_owned(),
            (true, true) => "<w:spacing w:before=\"120\" w:after=\"60\"/>".to_owned(),
        }
    }
}

/// `word/document.xml`.
pub(super) fn document(document: &Document) -> String {
    let text = blocks(&document.blocks, Setting::Page);
    // GB/T 9704: 37 mm above, 35 below, 28 left, 26 right; the page number 7 mm below the text.
    format!(
        "{HEAD}<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONS}\"><w:body>{text}<w:sectPr>\
         <w:footerReference w:type=\"default\" r:id=\"{FOOTER}\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1247\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    )
}

/// Blocks one after another; each knows its neighbours.
pub(super) fn blocks(blocks: &[Block], setting: Setting) -> String {
    let numbered = blocks.iter().enumerate();
    numbered
        .map(|(index, one)| {
            let before = index.checked_sub(1).and_then(|before| blocks.get(before));
            let after = blocks.get(index + 1);
            block(one, setting, Around { before, after })
        })
        .collect()
}

fn block(block: &Block, setting: Setting, around: Around<'_>) -> String {
    match block {
        Block::Heading { level, content } => {
            // The title has more room of its own.
            let spacing = if *level > 1 {
                around.spacing()
            } else {
                String::new()
            };
            paragraph(&format!("Heading{level}"), &spacing, &runs(content))
        }
        Block::Paragraph(paragraph) => text(paragraph, setting, around),
        Block::Table(table) => table::table(table, around.keep()) + after_table(around.after),
        Block::Sign { role, date } => sign(role, *date, setting, around),
        Block::Seal(content) => seal(content, setting, around),
        Block::PageBreak => "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>".to_owned(),
    }
}

/// Word joins tables that touch, and wants a paragraph after the last: the smallest there is.
fn after_table(next: Option<&Block>) -> &'static str {
    match next {
        None | Some(Block::Table(_)) => {
            "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>\
             <w:rPr><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p>"
        }
        Some(_) => "",
    }
}

fn text(block: &Paragraph, setting: Setting, around: Around<'_>) -> String {
    let (style, mut keep) = match (setting, block.indent) {
        (Setting::Page, true) => ("Indented", false),
        (Setting::Page, false) => ("Flush", false),
        (Setting::Cell { head: false, keep }, _) => ("Cell", keep),
        (Setting::Cell { head: true, keep }, _) => ("HeadCell", keep),
    };
    keep |= around.leads();
    let keep = if keep { KEEP } else { "" };
    let indent = match setting {
        Setting::Cell { .. } if block.indent => {
            "<w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/>"
        }
        _ => "",
    };
    let place = match block.align {
        Align::Start => "",
        Align::Center => "<w:jc w:val=\"center\"/>",
        Align::End => "<w:jc w:val=\"right\"/>",
    };
    let properties = [keep, &around.spacing(), indent, place].concat();
    paragraph(style, &properties, &runs(&block.content))
}

/// On the page the dates stand below one another, at the tab stop of the style.
fn sign(role: &str, date: bool, setting: Setting, around: Around<'_>) -> String {
    let line = plain(&format!("{role}：")) + &blank(SIGNATURE);
    let date = if date {
        plain(WRITTEN_DATE)
    } else {
        String::new()
    };
    match setting {
        Setting::Page => {
            let keep = if around.keep() { KEEP } else { "" };
            paragraph(
                "Sign",
                &[keep, &around.spacing()].concat(),
                &[&line, "<w:r><w:tab/></w:r>", &date].concat(),
            )
        }
        Setting::Cell { .. } => {
            let properties = "<w:keepLines/><w:jc w:val=\"right\"/>";
            paragraph("Cell", properties, &(line + &date))
        }
    }
}

/// The right half of the text, its lines centred to one another, below room for the seal.
fn seal(content: &[Inline], setting: Setting, around: Around<'_>) -> String {
    let (style, room) = match setting {
        Setting::Page => ("Seal", TEXT_WIDTH / 2),
        Setting::Cell { .. } => ("Cell", TEXT_WIDTH / 4),
    };
    let lines: Vec<_> = content.split(|piece| *piece == Inline::Break).collect();
    let last = lines.len() - 1;
    let one = |(index, line): (usize, &&[Inline])| {
        let keep = if index < last || around.keep() {
            KEEP
        } else {
            ""
        };
        let before = if index == 0 {
            "<w:spacing w:before=\"579\"/>"
        } else {
            ""
        };
        let place = format!("{keep}{before}<w:ind w:left=\"{room}\"/><w:jc w:val=\"center\"/>");
        paragraph(style, &place, &runs(line))
    };
    lines.iter().enumerate().map(one).collect()
}

fn paragraph(style: &str, properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{runs}</w:p>")
}

/// The pieces of a line as runs.
fn runs(content: &[Inline]) -> String {
    content
        .iter()
        .map(|piece| match piece {
            Inline::Break => "<w:r><w:br/></w:r>".to_owned(),
            Inline::Blank(width) => blank(*width),
            Inline::Text {
                text,
                strong,
                underline,
            } => run(text, *strong, *underline),
        })
        .collect()
}

fn plain(text: &str) -> String {
    run(text, false, false)
}

/// No-break spaces, four to a character: ordinary ones vanish at the end of a line, and the blank with them.
fn blank(width: u16) -> String {
    run(&"\u{A0}".repeat(4 * usize::from(width)), false, true)
}

fn run(text: &str, strong: bool, underline: bool) -> String {
    if text.is_empty() {
        return String::new();
    }
    let strong = if strong { "<w:b/>" } else { "" };
    let underline = if underline {
        "<w:u w:val=\"single\"/>"
    } else {
        ""
    };
    format!(
        "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/>{strong}{underline}</w:rPr>\
         <w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escape(text)
    )
}
