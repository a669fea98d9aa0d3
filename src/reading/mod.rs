//! Reading a TOML file that people write by hand: one table of keys, and every problem at once.
//!
//! The parse keeps the place of each value; a walk of it against a table of [`Key`]s reports
//! unknown keys, wrong types and impossible values together, each with file, line and column.
//! Imports nothing of the crate: the case, the workspace and the rulebook all read through it.
//!
//! ```
//! use anjuan::reading::{Key, Shape, parse};
//! const KEYS: &[Key] = &[Key::new("name", Shape::Text, "名称").required()];
//! let problems = parse("nmae = 1", KEYS).err().expect("an unknown and a missing key");
//! assert_eq!(problems.len(), 2);
//! ```

mod keys;
mod problem;
mod syntax;
mod walk;

pub use keys::{Key, Shape};
pub use problem::{Problem, Unreadable};
pub use syntax::{message, syntax};
pub use walk::{hold, is_id, nearest, parse, text_problem};
