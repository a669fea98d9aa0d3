//! Archive packages: a list of (name, source) becomes a `BagIt` 1.0 bag (RFC 8493) in a ZIP whose
//! bytes depend on nothing but that list; and bags, ours and those of other makers, are read and
//! verified in place, whatever they lie in.
//!
//! A package of ours is held to what we write: whatever differs is a difference. Another maker's
//! bag is held to RFC 8493 or the draft that it declares: what is wrong is a [`Problem`], what is
//! merely unusual a [`Departure`]. Nothing is unpacked, no path is trusted, nothing is fetched.
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
//!     ..Bag::default()
//! };
//! let target = directory.path().join("2026-0012.zip");
//! package::write(&bag, &target, Existing::Refuse)?;
//! assert!(package::verify(&target)?.is_clean());
//! # Ok(())
//! # }
//! ```

mod algorithm;
mod archive;
mod bag;
mod broken;
mod compare;
mod container;
mod copy;
mod declaration;
mod departure;
mod digest;
mod error;
mod fetch;
mod info;
mod listing;
mod maker;
mod manifest;
pub mod name;
mod plan;
mod rules;
mod sidecar;
mod source;
mod text;
mod verification;
mod verify;
mod write;

#[cfg(test)]
mod tests;

pub use algorithm::Algorithm;
pub use archive::Flaw;
pub use bag::{Bag, Expected, Item, Source};
pub use broken::Broken;
pub use container::{Form, Oddity};
pub use declaration::{DeclarationFlaw, Version};
pub use departure::{Custom, Departure};
pub use digest::{Digest, NotADigest};
pub use error::{Mismatch, PackageError, Refusal};
pub use info::{InfoProblem, render as bag_info};
pub use manifest::{LineFault, LineFlaw};
pub use sidecar::{Sidecar, SidecarFlaw, check_sidecar, write_sidecar};
pub use source::Irregular;
pub use verification::{Problem, ProblemKind, Verification};
pub use verify::{Listed, Package, entries, read_entry, verify};
pub use write::{Existing, Pending, Written, prepare, write};

/// How much of a file is held in memory at once.
const BUFFER: usize = 1 << 20;

/// The bag declaration: its two lines, exactly.
const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

const BAGIT: &str = "bagit.txt";
const BAG_INFO: &str = "bag-info.txt";
const MANIFEST: &str = "manifest-sha256.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
const FETCH: &str = "fetch.txt";
const PAYLOAD: &str = "data/";
/// Where the SM3 values of the payload stand. Not in a manifest of their own: tools that do not
/// know the algorithm pass over such a file, and call a bag valid whose values in it are wrong.
const SM3_SUMS: &str = "anjuan/sm3sum.txt";
