//! Archive packages: a list of (name, source) becomes a `BagIt` 1.0 bag (RFC 8493) in a ZIP whose
//! bytes depend on nothing but that list; and such a package is read and verified in place.
//!
//! It knows no case, no rulebook and no command line, so that an access copy is the same writer
//! with another list. It imports nothing from the rest of the crate.
//!
//! ```
//! use anjuan::package::{self, Bag, Existing, Item, Source};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let directory = tempfile::tempdir()?;
//! let bag = Bag {
//!     folder: "2026-0012".into(),
//!     info: vec![("Bagging-Date".into(), "2026-07-05".into())],
//!     payload: vec![Item { name: "case.toml".into(), source: Source::Bytes(b"schema = 1\n".into()) }],
//!     tags: Vec::new(),
//! };
//! let target = directory.path().join("2026-0012.zip");
//! package::write(&bag, &target, Existing::Refuse)?;
//! assert!(package::verify(&target)?.is_clean());
//! # Ok(())
//! # }
//! ```

mod archive;
mod bag;
mod broken;
mod contents;
mod copy;
mod digest;
mod error;
mod folder;
mod info;
mod manifest;
pub mod name;
mod plan;
mod reader;
mod sidecar;
mod source;
mod verification;
mod verify;
mod write;

#[cfg(test)]
mod tests;

pub use archive::Flaw;
pub use bag::{Bag, Expected, Item, Source};
pub use broken::Broken;
pub use digest::{Digest, NotADigest};
pub use error::{Mismatch, PackageError, Refusal};
pub use info::{InfoProblem, render as bag_info};
pub use manifest::{LineFault, LineFlaw};
pub use reader::Reader;
pub use sidecar::write_sidecar;
pub use source::Irregular;
pub use verification::{Problem, ProblemKind, Verification};
pub use verify::{Listed, entries, read_entry, verify};
pub use write::{Existing, Pending, Written, prepare, write};

/// How much of a file is held in memory at once.
const BUFFER: usize = 1 << 20;

/// The bag declaration: its two lines, exactly.
const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

const BAGIT: &str = "bagit.txt";
const BAG_INFO: &str = "bag-info.txt";
const MANIFEST: &str = "manifest-sha256.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
const PAYLOAD: &str = "data/";
