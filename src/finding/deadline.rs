//! Terms, as rules count them.

use super::Moment;

/// How a term stands on the day of the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// 逾期: its end has passed, and it was not done.
    Overdue,
    /// 进行中: it runs.
    Running,
    /// 无法判断: it cannot be counted, or what was done has no date.
    Unknown,
    /// 未起算: what it counts from is not there.
    NotBegun,
    /// 迟办: it was done after its end.
    DoneLate,
    /// 已办: it was done in time, or has run out where that is what is waited for.
    Done,
}

impl Standing {
    /// Standing, word of outputs for programs, Chinese word.
    const WORDS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Overdue, "overdue", "逾期"),
        (Self::Running, "running", "进行中"),
        (Self::Unknown, "undecidable", "无法判断"),
        (Self::NotBegun, "not_begun", "未起算"),
        (Self::DoneLate, "done_late", "迟办"),
        (Self::Done, "done", "已办"),
    ];

    fn row(self) -> (&'static str, &'static str) {
        let found = Self::WORDS.iter().find(|(standing, ..)| *standing == self);
        found.map_or(("", ""), |(_, word, chinese)| (word, chinese))
    }

    /// The word of outputs for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.row().0
    }

    /// The word that people read.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        self.row().1
    }
}

/// A term as a rule counts it: from what, how, until when, and whether it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What is to be done.
    pub what: String,
    /// What it counts from, in words.
    pub from: String,
    /// The day or time it counts from, which itself does not count; none where it has not begun,
    /// or where the end is written down rather than counted.
    pub start: Option<Moment>,
    /// How it counts, `5工作日`; empty where the end is written down.
    pub counting: String,
    /// Its last day, or time where it counts in hours; none where it cannot be counted.
    pub end: Option<Moment>,
    /// When it was done.
    pub done: Option<Moment>,
    /// How it stands.
    pub standing: Standing,
}
