//! What the check answers: edits of a complete penalty case, and the exact findings of each.

pub mod base;
mod completeness;
mod correction;
mod decision;
mod devices;
mod files;
mod investigation;
mod kinds;
mod names;
mod notes;
mod opening;
mod outcomes;
mod police;
mod questions;
mod recordings;
mod running;
mod summary;
mod table;
mod text;
mod transfer;
