//! A case's operation log as people read it, from a case directory or from a package.

mod log;
mod told;
mod words;

pub use log::{Log, Place, open};
pub use told::Told;
pub use words::line;
