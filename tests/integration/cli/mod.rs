//! The commands as a user types them.

mod bad_input;
mod deadlines;
pub mod desk;
mod explained;

mod output;
mod transcript;
