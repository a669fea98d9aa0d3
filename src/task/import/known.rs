//! The cases that are there already: their numbers, read once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::task::begin::Beginning;
use crate::task::find;

/// The case that has a number, as messages name it.
#[derive(Clone, Debug)]
pub(super) enum Owner {
    /// A case on disk.
    Case(PathBuf),
    /// An earlier row of the same table.
    Row(u64),
}

/// The numbers that are taken.
#[derive(Debug, Default)]
pub(super) struct Known {
    ids: HashMap<String, Owner>,
    platform_numbers: HashMap<String, Owner>,
    /// Cases whose numbers could not be read.
    pub(super) unreadable: Vec<PathBuf>,
}

/// A number of a row that is taken: the key, and by whom.
pub(super) type Taken = (&'static str, Owner);

impl Known {
    /// Reads the numbers of all cases below a directory.
    pub(super) fn below(dir: &Path) -> Self {
        let cases = find::cases_in(dir).cases;
        let heads: Vec<_> = cases.par_iter().map(|case| find::head(case)).collect();
        let mut known = Self::default();
        for (case, head) in cases.into_iter().map(find::relative).zip(heads) {
            let text = |key: &str| Some(head.as_ref()?.get(key)?.as_str()?.to_owned());
            let Some(id) = text("id") else {
                known.unreadable.push(case);
                continue;
            };
            known.ids.insert(id, Owner::Case(case.clone()));
            if let Some(number) = text("platform_number") {
                known.platform_numbers.insert(number, Owner::Case(case));
            }
        }
        known
    }

    /// Which number of a case that is to begin is taken, if one is; else takes them for the row.
    pub(super) fn claim(&mut self, row: u64, beginning: &Beginning) -> Option<Taken> {
        let text = |key: &str| Some(beginning.case.get(key)?.as_str()?.to_owned());
        let (id, number) = (text("id"), text("platform_number"));
        let of = |owners: &HashMap<String, Owner>, key: &Option<String>| {
            owners.get(key.as_ref()?).cloned()
        };
        if let Some(owner) = of(&self.ids, &id) {
            return Some(("case.id", owner));
        }
        if let Some(owner) = of(&self.platform_numbers, &number) {
            return Some(("case.platform_number", owner));
        }
        self.ids.extend(id.map(|id| (id, Owner::Row(row))));
        self.platform_numbers
            .extend(number.map(|number| (number, Owner::Row(row))));
        None
    }
}
