//! Tests of the store as a whole: every interruption, every damage, writers at once.

mod anchor;
mod crash;
mod hand_edits;
mod intake;
mod journals;
mod loss;
mod reading;
mod scenario;
mod support;
pub(super) mod trace;
mod writers;
