//! The integration tests of anjuan, in one binary.

mod rules;
