//! The check: rules × case × inventory → findings.
//!
//! Reads nothing from disk: it compares what the manifest says with what the rulebooks demand and
//! with what was found in the directory. One file a kind of requirement under `require/`. May
//! import `reading`, `case`, `workspace`, `calendar`, `inventory`, `rulebook` and `finding`.
//!
//! ```
//! use anjuan::case::Manifest;
//! use anjuan::check::{Input, Options, check};
//! use anjuan::rulebook::{built_in, load};
//! let rulebook = load(&built_in("sanming").unwrap()).unwrap();
//! let text = "schema = 1\n[case]\nid = \"1\"\nkind = \"行政处罚\"\ntitle = \"××公司案\"\n\
//!             stage = \"程序启动\"\nopened = 2026-03-02\n";
//! let manifest = Manifest::parse(text).unwrap();
//! let workspace = Default::default();
//! let today = "2026-11-24".parse().unwrap();
//! let report = check(&Input::new("案", &manifest, &workspace, &[&rulebook], Options::on(today)));
//! assert!(!report.complete); // 缺《立案审批表》
//! ```

mod applies;
mod built_in;
mod context;
mod coverage;
mod engine;
mod fix;
mod links;
mod number;
mod outcome;
mod own;
mod parties;
mod question;
mod require;
mod subject;
mod trace;
mod values;
mod verdict;

use chrono::NaiveDate;

use crate::case::Manifest;
use crate::case::vocabulary::Stage;
use crate::inventory::Inventory;
use crate::rulebook::Rulebook;
use crate::workspace::Workspace;

pub use engine::check;
pub use fix::quote;
pub use number::{Bearers, bearers, kin};
pub use own::{OWN, own};
pub use trace::trace;

/// How a check asks.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Today.
    pub as_of: NaiveDate,
    /// Ask as if the case were at this stage.
    pub stage: Option<Stage>,
    /// What the present stage still lacks is a thing to do, not an error.
    pub in_progress: bool,
}

impl Options {
    /// A strict check at the case's own stage.
    #[must_use]
    pub fn on(as_of: NaiveDate) -> Self {
        Self {
            as_of,
            stage: None,
            in_progress: false,
        }
    }
}

/// Everything that a check looks at.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The case directory as the user named it.
    pub path: &'a str,
    /// The manifest.
    pub manifest: &'a Manifest,
    /// The digest of the manifest's bytes.
    pub manifest_sha256: &'a str,
    /// The workspace; the default where there is none.
    pub workspace: &'a Workspace,
    /// The rulebooks that the case is checked with.
    pub rulebooks: &'a [&'a Rulebook],
    /// What lies in the directory; none: files are not looked at.
    pub inventory: Option<&'a Inventory>,
    /// How to ask.
    pub options: Options,
}

impl<'a> Input<'a> {
    /// An input without files.
    #[must_use]
    pub fn new(
        path: &'a str,
        manifest: &'a Manifest,
        workspace: &'a Workspace,
        rulebooks: &'a [&'a Rulebook],
        options: Options,
    ) -> Self {
        Self {
            path,
            manifest,
            manifest_sha256: "",
            workspace,
            rulebooks,
            inventory: None,
            options,
        }
    }
}
