//! What the check answers: edits of a complete penalty case, and the exact findings of each.

pub mod base;
