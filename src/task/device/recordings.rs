//! The recordings that a device made, over the cases of its workspace.

use std::path::Path;

use rayon::prelude::*;

use crate::case::{Manifest, Moment, Record};
use crate::store;
use crate::task::error::Failure;
use crate::task::find::{self, Found, MANIFEST};
use crate::task::reader::{self, StrictReader};
use crate::workspace::Device;

/// One recording of a device.
#[derive(Clone, Debug)]
pub struct Recording {
    /// The number of its case.
    pub case: String,
    /// The case's directory, as the user named it.
    pub path: String,
    /// Its record.
    pub record: Record,
}

impl Recording {
    /// When it begins and ends by the device's clock, as far as it says.
    #[must_use]
    pub fn span(&self) -> (Option<Moment>, Option<Moment>) {
        let media = self.record.media.as_ref();
        (
            media.and_then(|media| media.start),
            media.and_then(|media| media.end),
        )
    }

    /// Whether it was made in the device's service life; none where it says no time.
    #[must_use]
    pub fn is_in_service(&self, device: &Device) -> Option<bool> {
        let (start, end) = self.span();
        let day = device.true_day(start.or(end)?);
        Some(device.is_in_service(day))
    }
}

/// The recordings of a device, and what could not be searched.
#[derive(Debug, Default)]
pub struct Made {
    /// By case, in the order of the manifest.
    pub recordings: Vec<Recording>,
    /// Cases that could not be read, paths without a case.
    pub failures: Vec<Failure>,
}

/// The recordings made with a device in those of the found cases that belong to a workspace.
#[must_use]
pub fn made_with(workspace: &Path, id: &str, searched: Found) -> Made {
    let results: Vec<_> = searched
        .cases
        .par_iter()
        .filter(|dir| find::workspace_of(dir).as_deref() == Some(workspace))
        .map(|dir| of_case(dir, id))
        .collect();
    let mut made = Made {
        recordings: Vec::new(),
        failures: searched.failures,
    };
    for result in results {
        match result {
            Ok(recordings) => made.recordings.extend(recordings),
            Err(failure) => made.failures.push(failure),
        }
    }
    made
}

fn of_case(dir: &Path, id: &str) -> Result<Vec<Recording>, Failure> {
    let snapshot = store::load(dir, &StrictReader).map_err(|error| reader::failure(&error))?;
    let file = dir.join(MANIFEST).display().to_string();
    let manifest = Manifest::read(&file, &snapshot.manifest).map_err(Failure::unreadable)?;
    let case = manifest.case;
    let is_by = |record: &Record| {
        let media = record.media.as_ref();
        media.and_then(|media| media.device.as_deref()) == Some(id)
    };
    Ok(case
        .records
        .into_iter()
        .filter(is_by)
        .map(|record| Recording {
            case: case.head.id.clone(),
            path: find::relative(dir).display().to_string(),
            record,
        })
        .collect())
}
