//! anjuan (案卷): case files of administrative enforcement.
//!
//! The map of the crate, each module importing only those above it:
//!
//! - [`inert`]: text that is safe to print
//! - [`reading`]: hand-written TOML against a table of keys, every problem at once
//! - [`case`], [`calendar`], [`workspace`], [`inventory`]: plain data of a case and its surroundings
//! - [`finding`]: what a check says
//! - [`rulebook`]: a regulation as data
//! - [`check`]: rules × case × inventory → findings
//! - [`report`]: findings → text
//! - [`disclosure`]: what a file gives away beside what it shows; knows no case
//! - [`document`]: templates → DOCX, HTML
//! - [`store`]: the only module that writes a case directory
//! - [`package`]: BagIt in ZIP; knows no case
//! - [`task`]: the use cases
//! - [`cli`]: the command line

pub mod calendar;
pub mod case;
pub mod check;
pub mod cli;
pub mod disclosure;
pub mod document;
pub mod finding;
pub mod inert;
pub mod inventory;
pub mod package;
pub mod reading;
pub mod report;
pub mod rulebook;
pub mod store;
pub mod task;
pub mod workspace;
