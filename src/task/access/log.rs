//! The access log as it is on the disk, read and believed, or why not.

use super::ledger::Ledger;
use crate::check::quote;
use crate::rulebook::Access;
use crate::store::{self, ACCESS, AccessLog, JOURNAL, StoreError};
use crate::task::error::Failure;
use crate::task::open::Opened;
use crate::task::reader;

/// Reads the log of a case and folds it.
pub(super) fn believed(case: &Opened, way: &Access) -> Result<(AccessLog, Ledger), Failure> {
    let log = store::access_log(&case.dir).map_err(|error| failure(&error))?;
    let ledger = Ledger::fold(&log.lines, way).map_err(|why| {
        let path = case.dir.join(ACCESS);
        Failure::new(format!("{}：查阅登记损坏", path.display()))
            .because(why)
            .hint(format!("anjuan verify {}", quote(&case.label)))
    })?;
    Ok((log, ledger))
}

/// A failure of the store, told of the access log where it is that one.
pub(super) fn failure(error: &StoreError) -> Failure {
    let mut failure = reader::failure(error);
    let StoreError::Damaged { path, .. } = error else {
        return failure;
    };
    if path.ends_with(ACCESS) {
        failure.what = failure.what.replace("操作日志损坏", "查阅登记损坏");
        let hints = failure.hints.iter();
        failure.hints = hints.map(|hint| hint.replace(JOURNAL, ACCESS)).collect();
    }
    failure
}
