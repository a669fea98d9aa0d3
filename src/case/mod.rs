//! The model of `case.toml`: what a case declares, nothing more.
//!
//! Pure: no I/O, no clock, no command line. [`Manifest::parse`] reads a text strictly and reports
//! everything that is wrong at once; [`edit`] changes a text and keeps its comments and order.
//! May import `reading` only.
//!
//! ```
//! use anjuan::case::Manifest;
//! let text = "schema = 1\n[case]\nid = \"2026-1\"\nkind = \"行政处罚\"\ntitle = \"××公司案\"\n\
//!             stage = \"程序启动\"\nopened = 2026-03-02\n";
//! let manifest = Manifest::parse(text).expect("a readable manifest");
//! assert_eq!(manifest.case.head.id, "2026-1");
//! ```

pub mod edit;
pub mod keys;
mod lines;
mod model;
mod moment;
mod read;
mod record;
mod value;
pub mod vocabulary;

pub use lines::key_lines;
pub use model::{
    Answer, Archive, Attestation, Case, Day, Event, Head, Medium, Officer, Party, Waiver, Witness,
};
pub use moment::Moment;
pub use read::{Lines, MAX_BYTES, Manifest, decode};
pub use record::{Media, Record, Signature};
pub use value::{Item, Value, values};
