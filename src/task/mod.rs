//! The use cases, composed from what is below them; they print nothing.
//!
//! May import everything but `cli`. One file a use case.

pub mod access;
pub mod actor;
pub mod advance;
pub mod against;
pub mod amendment;
pub mod archive;
pub mod assignments;
pub mod begin;
pub mod change;
mod closing;
pub mod device;
pub mod draft;
pub mod endings;
pub mod enter;
pub mod error;
pub mod examine;
pub mod find;
pub mod fork;
mod handed;
pub mod history;
pub mod import;
pub mod intake;
pub mod new_file;
pub mod numbers;
pub mod open;
pub mod operation;
pub mod overview;
pub mod parcel;
pub mod platform;
pub mod reader;
pub mod register;
pub mod review;
pub mod rulebook;
pub mod seal;
pub mod service;
pub mod shelf;
pub mod signature;
pub mod terms;
pub mod trace;
pub mod twins;
pub mod verify;
pub mod words;
pub mod workspace;
