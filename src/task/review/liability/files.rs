//! The files of a case as they are now.

use std::path::Path;

use super::trace::Trace;
use crate::package::name::shown;
use crate::rulebook::Evidence;
use crate::store::{JOURNAL, MANIFEST};
use crate::task::verify::{self, Kind, Problem, Verified, What};

/// What each difference is evidence of; others are findings of the check, or cannot be compared.
const EVIDENCE: &[(What, Evidence)] = &[
    (What::Changed, Evidence::Changed),
    (What::Missing, Evidence::Lost),
    (What::Moved, Evidence::Moved),
    (What::Conflict, Evidence::Unaccepted),
    (What::NoHistory, Evidence::NoJournal),
];

/// Where the case lies in a package.
const PAYLOAD: &str = "data/";

/// A case's files, hashed and compared with its manifest.
pub(super) struct Compared {
    /// What differs.
    pub(super) traces: Vec<Trace>,
    /// What could not be compared.
    pub(super) failures: Vec<String>,
    /// What differs in a package and is no file of the case.
    pub(super) beside: Vec<String>,
    /// The whole comparison.
    pub(super) verified: Verified,
}

/// Hashes every recorded file.
pub(super) fn compare(dir: &Path) -> Compared {
    let verified = verify::verify(dir);
    let (mut traces, mut failures, mut beside) = (Vec::new(), Vec::new(), Vec::new());
    for problem in &verified.problems {
        let evidence = EVIDENCE.iter().find(|(what, _)| *what == problem.what);
        let told = format!("{}：{}", problem.path, problem.message);
        let is_package = verified.kind == Kind::Package;
        let inside = problem.path.strip_prefix(PAYLOAD);
        let is_beside = is_package && inside.is_none();
        if is_beside && !problem.what.is_incomparable() {
            beside.push(format!("归档包中 {told}"));
            continue;
        }
        let problem = Problem {
            path: inside
                .filter(|_| is_package)
                .unwrap_or(&problem.path)
                .to_owned(),
            ..problem.clone()
        };
        match (evidence, problem.what) {
            // How the manifest stands to the journal is told with more detail elsewhere.
            (Some(_), _) if problem.path == MANIFEST => {}
            (Some(_), What::Missing) if problem.path == JOURNAL => {
                traces.push(Trace::new(
                    Evidence::NoJournal,
                    &problem.path,
                    &*problem.message,
                ));
            }
            (Some((_, evidence)), _) => {
                traces.push(Trace::new(*evidence, &problem.path, &*problem.message));
            }
            // The message names the log itself.
            (None, What::Broken) => failures.push(problem.message.clone()),
            (None, What::Unreadable) => failures.push(told),
            (None, _) => {}
        }
    }
    Compared {
        traces,
        failures,
        beside,
        verified,
    }
}

impl Compared {
    /// Whether a finding about a file only repeats what was found here; a file that has another
    /// name now is known by both.
    pub(super) fn tells_of(&self, path: Option<&str>) -> bool {
        let Some(path) = path.map(shown) else {
            return false;
        };
        let names = |trace: &Trace| {
            let is_moved = trace.evidence == Evidence::Moved;
            trace.subject == path || (is_moved && trace.message.ends_with(&path))
        };
        self.traces.iter().any(names)
    }

    /// Whether the chain of a log is broken.
    pub(super) fn is_broken(&self) -> bool {
        let mut problems = self.verified.problems.iter();
        problems.any(|problem| problem.what == What::Broken)
    }
}
