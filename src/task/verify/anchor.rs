//! The access log of a case against what the journal was told of it (article 31).

use std::path::Path;

use super::outcome::{Verified, What};
use crate::store::{self, ACCESS};

/// Finds an access log that is lost, cut or written anew. What cannot be read is told by whoever
/// checks the chains.
pub(super) fn access_anchor(dir: &Path, verified: &mut Verified) {
    if let Ok(Some(astray)) = store::astray(dir) {
        let what = if astray.found.is_some() {
            What::Changed
        } else {
            What::Missing
        };
        verified.add(what, ACCESS, astray.to_string());
    }
}
