//! What goes into a package from the case directory, as it is on the disk.

use std::fs;

use super::journal::{self, Excerpt};
use crate::inventory::History as Known;
use crate::package::{Digest, Expected, Item, Source as From};
use crate::store::{self, Actor, Change, JOURNAL, MANIFEST, State, StoreError};
use crate::task::error::Failure;
use crate::task::open::Opened;
use crate::task::reader::{self, StrictReader};

/// The manifest and the journal of a case, byte for byte.
#[derive(Debug)]
pub(super) struct Source {
    manifest: Vec<u8>,
    pub(super) journal: Excerpt,
}

/// Refuses a case whose history is not known or not accepted.
pub(super) fn check_history(case: &Opened) -> Result<(), Failure> {
    let accept = || {
        let case = crate::check::quote(&case.label);
        format!("anjuan log {case} --accept --by 姓名 --reason 理由")
    };
    let refused = |reason: String| {
        let what = format!("{} 还不能归档", case.label);
        Err(Failure::refused(what).because(reason).hint(accept()))
    };
    case.must_be_writable()?;
    match &case.inventory.history {
        Known::Absent => refused("没有操作日志，案卷的来历无从得知".to_owned()),
        Known::Altered(ids) => {
            let ids = ids.join("、");
            refused(format!("清单中已收录的文件被删改而未说明：{ids}"))
        }
        Known::Known | Known::Edited => Ok(()),
    }
}

/// Reads manifest and journal. A harmless hand edit is taken down in the journal first.
pub(super) fn read(case: &Opened, actor: &Actor) -> Result<Source, Failure> {
    let failed = |error: StoreError| reader::failure(&error);
    if case.inventory.history == Known::Edited {
        let change = Change::new(journal::KIND)
            .data("note", "归档前记下清单的手工改动")
            .based_on(&case.sha256);
        store::commit(&case.dir, change, &StrictReader, actor).map_err(failed)?;
    }
    let path = case.dir.join(JOURNAL);
    let history = store::History::read(&case.dir).map_err(failed)?;
    // Another manifest means that a writer went by, which is told below.
    if history.manifest().1 == case.sha256 {
        check_lines(case, &history)?;
    }
    let snapshot = store::load(&case.dir, &StrictReader).map_err(failed)?;
    let bytes = fs::read(&path)
        .map_err(|error| Failure::new(format!("无法读取 {}", path.display())).because_io(&error))?;
    let journal = journal::excerpt(&path, &bytes).map_err(failed)?;
    let is_settled = snapshot.state == State::Clean
        && snapshot.sha256 == case.sha256
        && journal.manifest == case.sha256;
    if !is_settled {
        let what = format!("{} 在打包期间被改动", case.label);
        return Err(Failure::new(what).hint("请待其不再变化后重新运行"));
    }
    Ok(Source {
        manifest: snapshot.manifest,
        journal,
    })
}

/// Refuses a case whose journal, line by line, says otherwise than its manifest.
fn check_lines(case: &Opened, history: &store::History) -> Result<(), Failure> {
    let gaps = history.gaps(&reader::outline(&case.manifest));
    let odd = history.oddities.iter().filter(|oddity| !oddity.is_told());
    let reasons: Vec<_> = gaps
        .iter()
        .map(ToString::to_string)
        .chain(odd.map(|oddity| format!("操作日志{oddity}")))
        .collect();
    if reasons.is_empty() {
        return Ok(());
    }
    let failure = Failure::refused(format!("{} 还不能归档", case.label));
    let failure = reasons.into_iter().fold(failure, Failure::because);
    Err(failure.hint(format!(
        "anjuan verify {}",
        crate::check::quote(&case.label)
    )))
}

impl Source {
    /// The files below `data/`: everything that lies in the directory, and nothing of the access
    /// log or the private folder.
    pub(super) fn payload(&self, case: &Opened) -> Result<Vec<Item>, Failure> {
        let bytes = |name: &str, bytes: &[u8]| {
            Ok(Item {
                name: name.to_owned(),
                source: From::Bytes(bytes.to_vec()),
            })
        };
        let own = [
            bytes(MANIFEST, &self.manifest),
            bytes(JOURNAL, &self.journal.bytes),
        ];
        let files = case.inventory.files.iter().map(|file| {
            let path = file
                .path
                .split('/')
                .fold(case.dir.clone(), |path, part| path.join(part));
            let expected = expected(case, &file.path)?;
            Ok(Item {
                name: file.path.clone(),
                source: From::File { path, expected },
            })
        });
        own.into_iter().chain(files).collect()
    }
}

/// What the manifest says of the file at a path.
fn expected(case: &Opened, path: &str) -> Result<Option<Expected>, Failure> {
    let records = &case.manifest.case.records;
    let Some(record) = records
        .iter()
        .find(|record| record.path.as_deref() == Some(path))
    else {
        return Ok(None);
    };
    let Some(sha256) = &record.sha256 else {
        return Ok(None);
    };
    let sha256: Digest = sha256.parse().map_err(|error| {
        Failure::refused(format!("{} 的 sha256 无法采用", record.id)).because(error)
    })?;
    Ok(Some(Expected {
        size: record.size,
        sha256,
    }))
}
