//! anjuan.
pub mod calendar;
pub mod case;
pub mod finding;
pub mod inventory;
pub mod reading;
pub mod rulebook;
pub mod workspace;
