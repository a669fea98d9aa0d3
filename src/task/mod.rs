//! The use cases, composed from what is below them; they print nothing.
//!
//! May import everything but `cli`. One file a use case.

pub mod actor;
pub mod change;
pub mod error;
pub mod examine;
pub mod find;
pub mod open;
pub mod reader;
