//! Papers: templates filled with a case's data, read as a document tree, written as DOCX and HTML.
//!
//! ```text
//! templates ─ Library ─ render(facts, form) ─ XHTML subset ─ tree::parse ─ docx::write, html::page
//! ```
//!
//! Data comes in through [`Facts`], by Chinese name, so nothing here depends on the model of a case; the names of facts
//! that every template may use are [`FACTS`]. A template reaches data only through functions (`field`, `rows`, `list`,
//! `has`, `equals`) that write down what is missing, and a value is always text: it never becomes markup.
//!
//! Imports no other module of the crate.

pub mod amount;
pub mod chinese_date;
mod datum;
pub mod docx;
mod engine_message;
mod error;
mod escape;
mod facts;
mod form;
mod functions;
pub mod html;
mod library;
mod meta;
mod placeholder;
mod session;
#[cfg(test)]
mod tests;
pub mod tree;

pub use datum::{Datum, Facts, ValueError};
pub use error::{Fault, Place, TemplateError};
pub use facts::{FACTS, Fact, fact_named};
pub use form::{FieldKind, FieldSpec, Form};
pub use library::{Library, Rendered};
pub use meta::Meta;
pub use session::{Missing, Mode};
