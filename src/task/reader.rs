//! The strict reader of manifests, as the store asks for it.

use std::collections::BTreeMap;

use crate::case::Manifest;
use crate::check::quote;
use crate::store::{Outline, Reader, Recorded, StoreError};

use super::error::Failure;
use super::find::MANIFEST;

/// Reads a manifest strictly and tells the store its ids and files.
#[derive(Clone, Copy, Debug, Default)]
pub struct StrictReader;

impl Reader for StrictReader {
    fn outline(&self, text: &[u8]) -> Result<Outline, String> {
        let manifest = Manifest::read(MANIFEST, text).map_err(|error| error.to_string())?;
        if manifest.newer {
            return Err("清单由更新版本的 anjuan 写成，本版本只能读，不能写".into());
        }
        Ok(outline(&manifest))
    }
}

/// The ids of a manifest, and what its records say of their files.
#[must_use]
pub fn outline(manifest: &Manifest) -> Outline {
    let case = &manifest.case;
    let events = case.events.iter().map(|event| event.id.clone());
    let records = case.records.iter().map(|record| record.id.clone());
    let files: BTreeMap<_, _> = case
        .records
        .iter()
        .map(|record| {
            let recorded = Recorded {
                path: record.path.clone(),
                sha256: record.sha256.clone(),
                size: record.size,
            };
            (record.id.clone(), recorded)
        })
        .collect();
    Outline {
        ids: events.chain(records).collect(),
        files,
    }
}

/// A failure of the store, as commands report it.
#[must_use]
pub fn failure(error: &StoreError) -> Failure {
    let mut failure = match error {
        StoreError::Manifest { path, message } => {
            Failure::with_places(&format!("{}：案卷清单无效，", path.display()), message)
        }
        _ => Failure::new(error.to_string()),
    };
    if let Some(source) = std::error::Error::source(error) {
        failure = failure.because_of(source);
    }
    let place = error
        .case()
        .map_or_else(|| ".".to_owned(), |dir| quote(&dir.display().to_string()));
    let hint = error.hint().replace(" 案卷 ", &format!(" {place} "));
    if hint.is_empty() {
        failure
    } else {
        failure.hint(hint)
    }
}
