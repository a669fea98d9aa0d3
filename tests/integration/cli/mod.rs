//! The commands as a user types them.

mod access;
mod access_anchor;
mod access_canary;
mod access_copy;
mod access_guard;
mod bad_input;
mod changes;
mod deadlines;
pub mod desk;
mod device;
mod explained;
mod import;
mod journal;
mod modes;
mod office;
mod output;
mod own_rulebook;
mod platform;
mod review;
mod rulebook;
mod sentence;
mod transcript;
