//! A copy is made: what may leave is looked into, packed and verified, taken down, and only then
//! gets its name.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::event::{Allowed, Copied, Event, Seen, Withheld};
use super::permit::Terms;
use super::{Register, copy, log, look};
use crate::check::quote;
use crate::package::{self, Existing};
use crate::store::{self, Actor};
use crate::task::archive::target;
use crate::task::error::Failure;

/// How a copy is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The request.
    pub id: &'a str,
    /// Its file, or a directory for it; none: beside the case directory.
    pub output: Option<&'a Path>,
    /// Why the files in it may give away more than they show; none: they may not.
    pub allowed: Option<&'a str>,
    /// The day.
    pub today: NaiveDate,
}

/// A copy that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its file.
    pub path: PathBuf,
    /// The ids of the records in it, in the order of their numbers there.
    pub records: Vec<String>,
    /// Their bytes.
    pub bytes: u64,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// Whether the same file was there already.
    pub was_there: bool,
    /// What was asked for and is not in it.
    pub withheld: Vec<Withheld>,
    /// What the files in it give away beside what they show.
    pub seen: Vec<Seen>,
}

/// How many things that files give away are told at once.
const TOLD: usize = 20;

impl Register {
    /// Makes the copy of a request: it is taken down before the file gets its name, so that no
    /// copy is about that the log and the journal do not know.
    ///
    /// # Errors
    /// Out of its order; nothing that may leave; a file that is not as recorded, or gives away more
    /// than it shows; a target that holds another file; what the store refuses.
    pub fn copy(&mut self, wanted: Wanted<'_>, actor: &Actor) -> Result<Made, Failure> {
        let mut copied = Copied {
            id: wanted.id.to_owned(),
            file: String::new(),
            sha256: String::new(),
            given: Vec::new(),
            withheld: Vec::new(),
            allowed: None,
            date: wanted.today,
        };
        self.admit(&Event::Copy(copied.clone()))?;
        let mut sorted = self.not_empty(wanted.id)?;
        let terms = Terms::of(&self.case, self.entry(wanted.id)?.approval());
        let seen = look::look(&self.case, &terms, &mut sorted)?;
        self.check_some(wanted.id, &sorted)?;
        copied.allowed = self.allowed(&wanted, &seen)?;
        let bag = copy::bag(&self.case, wanted.id, wanted.today, self.remark(), &sorted)?;
        let name = format!("{}.zip", copy::name(&self.case, wanted.id));
        let path = target::place(&self.case, &name, wanted.output)?;
        let is_there = path.symlink_metadata().is_ok();
        let existing = if is_there {
            // it is compared and never replaced
            Existing::Replace
        } else {
            Existing::Refuse
        };
        let failed = |error| target::failure(&self.case, &error);
        let pending = package::prepare(&bag, &path, existing).map_err(failed)?;
        let sha256 = pending.digest().map_err(failed)?.to_string();
        let records = sorted.permitted.iter();
        let mut made = Made {
            path: path.clone(),
            records: records.map(|permit| permit.record.id.clone()).collect(),
            bytes: pending.bytes(),
            sha256,
            was_there: is_there,
            withheld: sorted.kept(),
            seen,
        };
        if is_there {
            self.is_known(wanted.id, &made)?;
            return Ok(made);
        }
        copied.file = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        copied.sha256.clone_from(&made.sha256);
        (copied.given, copied.withheld) = (sorted.given(), made.withheld.clone());
        self.enter(&Event::Copy(copied), actor)?;
        let written = pending.keep().map_err(|error| {
            target::failure(&self.case, &error)
                .because("查阅登记已记下这次复制，但文件没有写成；重新运行即可")
        })?;
        made.bytes = written.bytes;
        Ok(made)
    }

    /// What is let go although the files give it away, and why; refused where no reason is given.
    fn allowed(&self, wanted: &Wanted<'_>, seen: &[Seen]) -> Result<Option<Allowed>, Failure> {
        if seen.is_empty() {
            return Ok(None);
        }
        if let Some(reason) = wanted.allowed {
            let (reason, found) = (reason.to_owned(), seen.to_vec());
            return Ok(Some(Allowed { reason, found }));
        }
        let what = format!(
            "没有制作申请 {} 的复制件：文件里带有纸面上看不到的内容",
            wanted.id
        );
        let mut failure = Failure::refused(what);
        for one in seen.iter().take(TOLD) {
            failure = failure.because(one.told());
        }
        if let Some(more) = seen.len().checked_sub(TOLD).filter(|more| *more > 0) {
            failure = failure.because(format!("另有 {more} 项"));
        }
        let case = quote(&self.case.label);
        Err(failure.hint(format!(
            "看过、可以给的：anjuan access copy {case} {} --allow-metadata --reason 理由",
            wanted.id
        )))
    }

    /// Refuses a file that is there and is not this copy, taken down before.
    fn is_known(&self, id: &str, made: &Made) -> Result<(), Failure> {
        let path = made.path.display();
        let other = |why: &str| {
            Failure::new(format!("{path} 已经存在，{why}"))
                .because("已有的文件不会被覆盖")
                .hint("用 -o 另给一个文件名")
        };
        let found = store::digest(&made.path).map_err(|error| log::failure(&error))?;
        if found != made.sha256 {
            return Err(other("与这次的复制件不同"));
        }
        let mut steps = self.entry(id)?.steps.iter();
        if steps.any(|step| matches!(&step.event, Event::Copy(copy) if copy.sha256 == found)) {
            return Ok(());
        }
        Err(other("查阅登记中却没有它"))
    }
}
