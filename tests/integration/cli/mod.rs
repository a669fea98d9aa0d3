//! The commands as a user types them.

mod access;
mod access_anchor;
mod access_canary;
mod access_copy;
mod access_guard;
mod bad_input;
mod busy;
mod changes;
mod deadlines;
pub mod desk;
mod device;
mod explained;
mod fork;
mod import;
mod journal;
mod modes;
mod numbers;
mod office;
mod output;
mod own_rulebook;
mod platform;
mod review;
mod rulebook;
mod seal;
mod sentence;
mod transcript;
mod twins;
