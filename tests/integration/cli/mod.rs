//! The commands as a user types them.

mod bad_input;
pub mod desk;
mod output;
mod review;
mod transcript;
