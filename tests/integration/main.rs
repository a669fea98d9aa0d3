//! The integration tests of anjuan, in one binary.

#![allow(unreachable_pub, reason = "modules of one test binary share helpers")]
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a test may panic"
)]
#![allow(clippy::print_stdout, reason = "a skipped test says so")]

mod architecture;
mod cli;
mod docs;
mod examples;
mod forgery;
mod office;
mod packages;
mod promise;
mod readme;
mod rulebooks;
mod rules;
mod terms;
