//! The strict reader of manifests, as the store asks for it.

use std::collections::BTreeMap;

use crate::case::Manifest;
use crate::case::edit::Editor;
use crate::check::quote;
use crate::store::{Claim, Damage, Outline, Reader, Recorded, StoreError};

use super::error::Failure;
use super::find::MANIFEST;
use super::open::read_only;

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

    fn mark(&self, text: &str, nonce: &str) -> Result<String, String> {
        let mut editor = Editor::new(text).map_err(|error| error.to_string())?;
        let marked = editor.set_value("case.journal", nonce);
        marked.map_err(|error| error.to_string())?;
        Ok(editor.finish())
    }
}

/// What a manifest says of the case that it is, and of its journal.
#[must_use]
pub fn claim(manifest: &Manifest) -> Claim {
    let head = &manifest.case.head;
    Claim {
        case: Some(head.id.clone()),
        journal: head.journal.clone(),
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
                state: Some(record.state().to_owned()),
            };
            (record.id.clone(), recorded)
        })
        .collect();
    Outline {
        claim: claim(manifest),
        ids: events.chain(records).collect(),
        files,
    }
}

/// A case whose journal cannot be believed, and what to do about it.
#[must_use]
pub fn damaged(label: &str, damage: &Damage) -> Failure {
    let place = format!(" {} ", quote(label));
    Failure::new(format!("{label} 的操作日志已损坏"))
        .because(damage)
        .because(damage.fault.hint().replace(" 案卷 ", &place))
        .hint(format!("anjuan verify {}", quote(label)))
}

/// A failure of the store, as commands report it.
#[must_use]
pub fn failure(error: &StoreError) -> Failure {
    if let StoreError::Packaged { path, bag } = error {
        return read_only(&path.display().to_string(), bag);
    }
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
