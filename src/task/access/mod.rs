//! Requests to read or copy a case (articles 31 and 32): asked, advised, approved, and only then
//! shown or copied. Each step is a line of the access log, which never enters a package.
//!
//! [`event`] is what a line says, [`ledger`] what may follow what, [`permit`] which records may
//! leave; all of them pure.

mod copy;
pub mod event;
pub mod ledger;
mod log;
mod page;
pub mod permit;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

pub(in crate::task) use copy::MARK;
use event::{Approval, Copied, Event, Given, Opinion, Reading, Request};
use ledger::{Entry, Ledger, State};
use log::{believed, failure};
use permit::Sorted;

use super::archive::target;
use super::error::Failure;
use super::open::{Library, Opened};
use super::reader::{self, StrictReader};
use crate::check::quote;
use crate::package::{self, Existing};
use crate::rulebook::Access;
use crate::store::{self, AccessLog, Actor, Seen};

/// A case with its access log, read and believed.
#[derive(Debug)]
pub struct Register {
    /// The case.
    pub case: Opened,
    /// Who is to be asked, by the rulebook.
    pub way: Access,
    /// What was asked so far.
    pub ledger: Ledger,
    /// The log as it was read.
    pub log: AccessLog,
}

/// A copy that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its file.
    pub path: PathBuf,
    /// The number of records in it.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// Whether the same file was there already.
    pub was_there: bool,
}

impl Register {
    /// Opens a case and reads its access log.
    ///
    /// # Errors
    /// As [`Library::open`]; a log that is damaged, of another case, or whose lines cannot follow
    /// one another; a rulebook that says nothing of access.
    pub fn open(library: &Library, dir: &Path) -> Result<Self, Failure> {
        let case = library.open(dir)?;
        let way = case.rulebooks.iter().find_map(|book| book.access.clone());
        let way = way.ok_or_else(|| {
            Failure::new("规程没有写明查阅、复制案卷由谁提出意见、由谁批准")
                .hint("在规程的 rulebook.toml 中写明 [access]")
        })?;
        let (log, ledger) = believed(&case, &way)?;
        Ok(Self {
            case,
            way,
            ledger,
            log,
        })
    }

    /// What every output about a case says whose kind the article does not name.
    #[must_use]
    pub fn remark(&self) -> Option<&str> {
        let kind = &self.case.manifest.case.head.kind;
        (!self.way.kinds.contains(kind)).then_some(self.way.unlisted.as_str())
    }

    /// The request of that id.
    ///
    /// # Errors
    /// Where there is none.
    pub fn entry(&self, id: &str) -> Result<&Entry, Failure> {
        self.ledger.get(id).ok_or_else(|| {
            Failure::new(format!("没有申请 {id}"))
                .hint(format!("anjuan access list {}", quote(&self.case.label)))
        })
    }

    /// What a request asks for, sorted by what may leave.
    #[must_use]
    pub fn sorted(&self, entry: &Entry) -> Sorted<'_> {
        permit::sort(&self.case, entry.request.scope.as_deref(), entry.approval())
    }

    /// The command that takes a request further.
    #[must_use]
    pub fn next(&self, entry: &Entry) -> String {
        let case = quote(&self.case.label);
        let id = &entry.request.id;
        let dated = "--by 姓名 --agree --date 年-月-日";
        match (entry.state(), entry.request.manner) {
            (State::Asked, _) => format!("anjuan access opinion {case} {id} {dated}"),
            (State::Advised, _) => format!("anjuan access approve {case} {id} {dated}"),
            (State::Approved, event::Manner::Copy) => format!("anjuan access copy {case} {id}"),
            (State::Approved, event::Manner::Read) => format!("anjuan access read {case} {id}"),
            (State::Opposed | State::Refused, _) => {
                format!("anjuan access request {case} --applicant 姓名 --reason 事由")
            }
        }
    }

    /// Takes down a request under the next id, which it gives.
    ///
    /// # Errors
    /// A record asked for that the case does not have; what the store refuses.
    pub fn request(&mut self, mut request: Request, actor: &Actor) -> Result<String, Failure> {
        let records = &self.case.manifest.case.records;
        let is_known = |id: &&String| !records.iter().any(|record| record.id == **id);
        let unknown: Vec<_> = request.scope.iter().flatten().filter(is_known).collect();
        if let Some(first) = unknown.first() {
            let failure = Failure::new(format!("没有记录 {first}"));
            let near = crate::reading::nearest(first, records.iter().map(|it| it.id.as_str()));
            let failure = match near {
                Some(near) => failure.because(format!("是否指 {near}？")),
                None => failure,
            };
            return Err(failure.hint(format!("anjuan doc list {}", quote(&self.case.label))));
        }
        request.id = self.ledger.next_id();
        let id = request.id.clone();
        self.enter(&Event::Request(request), actor)?;
        Ok(id)
    }

    /// Takes down an opinion.
    ///
    /// # Errors
    /// Out of its order; what the store refuses.
    pub fn opinion(&mut self, opinion: Opinion, actor: &Actor) -> Result<(), Failure> {
        self.enter(&Event::Opinion(opinion), actor)
    }

    /// Takes down a decision; `release` names the records that leave although they are classified
    /// or in the inner volume.
    ///
    /// # Errors
    /// Out of its order; a record that was not asked for or can never leave; what the store
    /// refuses.
    pub fn approve(
        &mut self,
        mut approval: Approval,
        release: &[String],
        actor: &Actor,
    ) -> Result<(), Failure> {
        // the order first: it matters more than what is released
        self.admit(&Event::Approval(approval.clone()))?;
        approval.release = self.released(&approval.id, release)?;
        self.enter(&Event::Approval(approval), actor)
    }

    fn released(&self, id: &str, release: &[String]) -> Result<Vec<Given>, Failure> {
        let scope = self.entry(id)?.request.scope.as_ref();
        let (mut given, mut reasons) = (Vec::new(), Vec::new());
        for wanted in release {
            let records = &self.case.manifest.case.records;
            let record = records.iter().find(|record| record.id == *wanted);
            let Some(record) = record else {
                let hint = format!("anjuan doc list {}", quote(&self.case.label));
                return Err(Failure::new(format!("没有记录 {wanted}")).hint(hint));
            };
            if scope.is_some_and(|scope| !scope.contains(wanted)) {
                reasons.push((wanted, "没有申请".to_owned(), false));
                continue;
            }
            match permit::never(&self.case, record) {
                Ok(permit) => given.push(Given {
                    id: wanted.clone(),
                    sha256: permit.sha256.to_owned(),
                }),
                Err(reason) => {
                    let unread = reason == permit::Reason::Unclassified;
                    reasons.push((wanted, reason.told(), unread));
                }
            }
        }
        let Some((first, ..)) = reasons.first() else {
            return Ok(given);
        };
        let case = quote(&self.case.label);
        let unread = reasons.iter().find(|(.., unread)| *unread);
        let hint = match unread {
            Some((id, ..)) => format!("anjuan set {case} {id}.classification=密级"),
            None => format!("anjuan access list {case}"),
        };
        let mut failure = Failure::refused(format!("{first} 不能点名给出"));
        for (id, why, _) in &reasons {
            failure = failure.because(format!("{id} {why}"));
        }
        Err(failure.hint(hint))
    }

    /// Takes down that the records were shown.
    ///
    /// # Errors
    /// Out of its order; nothing that may be shown; what the store refuses.
    pub fn read(
        &mut self,
        id: &str,
        (note, date): (Option<String>, Option<NaiveDate>),
        today: NaiveDate,
        actor: &Actor,
    ) -> Result<(), Failure> {
        let mut reading = Reading {
            id: id.to_owned(),
            given: Vec::new(),
            withheld: Vec::new(),
            note,
            date: Some(date.unwrap_or(today)),
        };
        // an approval that is dated in the future is none yet
        self.admit(&Event::Read(reading.clone()))?;
        let sorted = self.not_empty(id)?;
        (reading.given, reading.withheld) = (sorted.given(), sorted.kept());
        reading.date = date;
        self.enter(&Event::Read(reading), actor)
    }

    /// Makes the copy of a request: it is taken down before the file gets its name, so that no
    /// copy is about that the log does not know.
    ///
    /// # Errors
    /// Out of its order; nothing that may leave; a file that is not as recorded; a target that
    /// holds another file; what the store refuses.
    pub fn copy(
        &mut self,
        id: &str,
        output: Option<&Path>,
        today: NaiveDate,
        actor: &Actor,
    ) -> Result<Made, Failure> {
        let mut copied = Copied {
            id: id.to_owned(),
            file: String::new(),
            sha256: String::new(),
            given: Vec::new(),
            withheld: Vec::new(),
            date: today,
        };
        self.admit(&Event::Copy(copied.clone()))?;
        let sorted = self.not_empty(id)?;
        let bag = copy::bag(&self.case, id, today, self.remark(), &sorted)?;
        let name = format!("{}.zip", copy::name(&self.case, id));
        let path = target::place(&self.case, &name, output)?;
        let failed = |error| target::failure(&self.case, &error);
        if path.symlink_metadata().is_ok() {
            let written = target::write(&self.case, &bag, &path)?;
            let sha256 = store::digest(&path).map_err(|error| reader::failure(&error))?;
            let known = self
                .entry(id)?
                .steps
                .iter()
                .any(|step| matches!(&step.event, Event::Copy(copy) if copy.sha256 == sha256));
            if known {
                let (files, bytes) = (written.files, written.bytes);
                return Ok(Made {
                    path,
                    files,
                    bytes,
                    sha256,
                    was_there: true,
                });
            }
            return Err(
                Failure::new(format!("{} 已经存在，查阅登记中却没有它", path.display()))
                    .hint("用 -o 另给一个文件名"),
            );
        }
        let pending = package::prepare(&bag, &path, Existing::Refuse).map_err(failed)?;
        let sha256 = pending.digest().map_err(failed)?.to_string();
        copied.file = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        copied.sha256.clone_from(&sha256);
        (copied.given, copied.withheld) = (sorted.given(), sorted.kept());
        self.enter(&Event::Copy(copied), actor)?;
        let written = pending.keep().map_err(|error| {
            target::failure(&self.case, &error)
                .because("查阅登记已记下这次复制，但文件没有写成；重新运行即可")
        })?;
        let (files, bytes) = (written.files, written.bytes);
        Ok(Made {
            path,
            files,
            bytes,
            sha256,
            was_there: false,
        })
    }

    /// What may leave, which must be something.
    fn not_empty(&self, id: &str) -> Result<Sorted<'_>, Failure> {
        let sorted = self.sorted(self.entry(id)?);
        if !sorted.permitted.is_empty() {
            return Ok(sorted);
        }
        let mut failure = Failure::refused(format!("申请 {id} 没有可以给出的记录"));
        for (reason, ids) in sorted.by_reason() {
            failure = failure.because(format!("{}：{}", named(&ids), reason.told()));
        }
        let case = quote(&self.case.label);
        let unread = sorted
            .withheld
            .iter()
            .find(|(_, reason)| *reason == permit::Reason::Unclassified);
        Err(match unread {
            Some((record, _)) => failure.hint(format!(
                "anjuan set {case} {}.classification=密级",
                record.id
            )),
            None => failure.hint(format!("anjuan access list {case}")),
        })
    }

    /// Refuses what is out of its order, with the command that comes first.
    fn admit(&self, event: &Event) -> Result<(), Failure> {
        let Err(why) = self.ledger.admit(event, &self.way) else {
            return Ok(());
        };
        let entry = self.entry(event.id())?;
        let what = match event {
            Event::Request(_) => "登记申请",
            Event::Opinion(_) => "登记意见",
            Event::Approval(_) => "登记批准",
            Event::Read(_) => "查阅",
            Event::Copy(_) => "复制",
        };
        Err(
            Failure::refused(format!("申请 {} 现在不能{what}", entry.request.id))
                .because(why)
                .hint(self.next(entry)),
        )
    }

    fn enter(&mut self, event: &Event, actor: &Actor) -> Result<(), Failure> {
        if self.case.manifest.newer {
            return Err(Failure::new(format!(
                "{} 由更新版本的 anjuan 写成，本版本只能读",
                self.case.label
            )));
        }
        self.admit(event)?;
        let (kind, data) = event.line();
        let seen = Seen {
            log: &self.log,
            manifest: &self.case.sha256,
        };
        store::append_access(
            &self.case.dir,
            &kind,
            data,
            Some(seen),
            &StrictReader,
            actor,
        )
        .map_err(|error| failure(&error))?;
        (self.log, self.ledger) = believed(&self.case, &self.way)?;
        Ok(())
    }
}

/// How many ids a message names before the rest is only counted.
const NAMED: usize = 8;

/// `R01、R02`, or the first of many and how many they are.
#[must_use]
pub fn named(ids: &[&str]) -> String {
    let shown = ids.get(..NAMED).unwrap_or(ids).join("、");
    if ids.len() > NAMED {
        format!("{shown} 等 {} 件", ids.len())
    } else {
        shown
    }
}
