//! The commands as a user types them.

mod access;
mod access_copy;
mod bad_input;
mod changes;
mod deadlines;
pub mod desk;
mod device;
mod english;
mod explained;
mod fork;
mod hostile;
mod import;
mod journal;
mod office;
mod output;
mod own_rulebook;
mod platform;
mod review;
mod rulebook;
mod seal;
mod sentence;
mod transcript;
