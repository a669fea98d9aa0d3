//! What one requirement says, before findings are made of it.

use chrono::NaiveDate;

use crate::finding::{Deadline, Severity, Status};

/// What one requirement says of one subject.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) status: Status,
    /// The heaviest it may weigh, where that is less than the status's own severity.
    pub(super) level: Option<Severity>,
    pub(super) message: String,
    pub(super) fix: Option<String>,
    pub(super) due: Option<NaiveDate>,
    /// Drafts whose being drafts this verdict reports.
    pub(super) drafts: Vec<String>,
    /// A draft that a service lists: silent where the draft is reported anyway.
    pub(super) served_draft: Option<String>,
    /// Whether it is a thing to do while its stage lasts.
    pub(super) postponable: bool,
    /// The subject it reports at, where that is not the rule's own.
    pub(super) subject: Option<String>,
    /// Whether it stays a finding of its own beside others of the same rule and subject.
    pub(super) apart: bool,
    /// A further article that it rests on.
    pub(super) basis: Option<String>,
    /// The terms that were counted.
    pub(super) deadlines: Vec<Deadline>,
    /// A term that other failures of the same finding name as well.
    pub(super) term: Option<String>,
}

impl Verdict {
    pub(super) fn new(status: Status, message: impl Into<String>) -> Self {
        Self {
            status,
            level: None,
            message: message.into(),
            fix: None,
            due: None,
            drafts: Vec::new(),
            served_draft: None,
            postponable: false,
            subject: None,
            apart: false,
            basis: None,
            deadlines: Vec::new(),
            term: None,
        }
    }

    pub(super) fn satisfied() -> Self {
        Self::new(Status::Satisfied, "")
    }

    /// What is asked does not apply: its operand is not there.
    pub(super) fn not_applicable() -> Self {
        Self::new(Status::NotApplicable, "")
    }

    pub(super) fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    pub(super) fn with(mut self, deadline: impl IntoIterator<Item = Deadline>) -> Self {
        self.deadlines.extend(deadline);
        self
    }

    pub(super) fn at(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The severity after the rule's own cap.
    pub(super) fn severity(&self) -> Option<Severity> {
        let own = self.status.severity()?;
        Some(self.level.map_or(own, |level| level.min(own)))
    }

    /// Whether it weighs as an error.
    pub(super) fn is_error(&self) -> bool {
        self.severity() == Some(Severity::Error)
    }
}
