//! The paper as a DOCX file: the parts of a `WordprocessingML` package, written by hand, the same bytes for the same tree.
//!
//! Imports the tree and nothing else of the crate; knows no paper by name.

mod body;
mod package;
mod styles;
mod table;

use super::meta::Meta;
use super::tree::Document;

/// Width of the text in twips: A4 less 28 and 26 mm.
const TEXT_WIDTH: u32 = 8844;

/// Writes the file.
///
/// A4 with the margins of GB/T 9704-2012, 「第X页 共Y页」 at the foot, fonts by their usual Chinese names, header rows
/// repeated. No clock is read: without `meta.date` the file bears no date.
#[must_use]
pub fn write(document: &Document, meta: &Meta) -> Vec<u8> {
    let parts = package::parts(document, meta);
    package::zipped(&parts)
}
