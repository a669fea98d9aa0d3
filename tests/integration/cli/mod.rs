//! The commands as a user types them.

mod bad_input;
pub mod desk;
mod device;
mod import;
mod output;
mod transcript;
