//! Requests to read or copy a case (articles 31 and 32): asked, advised, approved, and only then
//! shown or copied. Each step is a line of the access log, which never enters a package.
//!
//! [`event`] is what a line says, [`ledger`] what may follow what, [`permit`] which records may
//! leave; `make` makes a copy. What was shown or copied is told to the journal too, so that a log
//! that is lost or cut is found.

mod copy;
pub mod event;
mod guard;
pub mod ledger;
mod log;
mod look;
mod make;
mod page;
pub mod permit;
#[cfg(test)]
mod tests;

use std::path::Path;

use chrono::NaiveDate;

pub(in crate::task) use copy::MARK;
use event::{Approval, Event, Given, Opinion, Reading, Request};
use ledger::{Entry, Ledger, State};
use log::{believed, failure};
pub use make::{Made, Wanted};
use permit::Sorted;
use serde_json::json;

use super::error::Failure;
use super::open::{Library, Opened};
use super::reader::StrictReader;
use crate::check::quote;
use crate::rulebook::Access;
use crate::store::{self, AccessLog, Actor, Seen, Told};

/// The kinds of the journal's lines about what was copied for or shown to somebody. They hold no
/// name and no reason, since the journal is packaged and the access log is not.
pub(in crate::task) const GIVEN: [&str; 2] = ["access-copy", "access-read"];

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
    pub fn sorted<'a>(&'a self, entry: &'a Entry) -> Sorted<'a> {
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
        approval.held = permit::held(&self.case, &approval);
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

    /// What may leave, which must be something.
    fn not_empty(&self, id: &str) -> Result<Sorted<'_>, Failure> {
        let sorted = self.sorted(self.entry(id)?);
        self.check_some(id, &sorted)?;
        Ok(sorted)
    }

    /// Refuses where nothing may leave.
    fn check_some(&self, id: &str, sorted: &Sorted<'_>) -> Result<(), Failure> {
        if !sorted.permitted.is_empty() {
            return Ok(());
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
            (Some(seen), told(event)),
            &StrictReader,
            actor,
        )
        .map_err(|error| failure(&error))?;
        (self.log, self.ledger) = believed(&self.case, &self.way)?;
        Ok(())
    }
}

/// What the journal is told of an event; nothing of what gave nothing away.
fn told(event: &Event) -> Option<Told<'static>> {
    let (kind, data) = match event {
        Event::Copy(it) => {
            let data = json!({ "id": it.id, "sha256": it.sha256, "count": it.given.len() });
            (GIVEN[0], data)
        }
        Event::Read(it) => (GIVEN[1], json!({ "id": it.id, "count": it.given.len() })),
        Event::Request(_) | Event::Opinion(_) | Event::Approval(_) => return None,
    };
    let data = data.as_object().cloned().unwrap_or_default();
    Some(Told { kind, data })
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
