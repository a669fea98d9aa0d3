//! What does not follow from the line before, though every line is chained to it.

use std::fmt;

use chrono::NaiveDate;

use super::clock;
use super::line::Line;

/// One oddity of a journal whose chain holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// The number of the line.
    pub seq: u64,
    /// What is odd.
    pub kind: OddityKind,
}

/// The kinds of oddities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OddityKind {
    /// The line begins with another manifest than the one that the line before left.
    Break {
        /// The digest that the line before left.
        left: String,
        /// The digest with which the line begins.
        begun: Option<String>,
    },
    /// The time is before that of the line before.
    Backwards {
        /// The time of the line before.
        before: String,
        /// The time of the line.
        time: String,
        /// The line says itself that the clock stood behind.
        marked: bool,
    },
    /// The time is after the day on which the journal is read.
    Ahead {
        /// The time of the line.
        time: String,
    },
}

impl Oddity {
    /// Whether the line itself tells of it, so that nothing is contradicted.
    #[must_use]
    pub fn is_told(&self) -> bool {
        matches!(self.kind, OddityKind::Backwards { marked: true, .. })
    }
}

/// Reads lines one after another and notes what is odd.
#[derive(Debug)]
pub(super) struct Watch {
    today: NaiveDate,
    last: Option<(String, String)>,
    pub(super) oddities: Vec<Oddity>,
}

impl Watch {
    pub(super) fn new(today: NaiveDate) -> Self {
        Self {
            today,
            last: None,
            oddities: Vec::new(),
        }
    }

    /// Compares a line with the one before.
    pub(super) fn follow(&mut self, line: &Line) {
        let (from, to) = line.manifest().unwrap_or_default();
        let mut odd = |kind| {
            self.oddities.push(Oddity {
                seq: line.seq,
                kind,
            });
        };
        if let Some((left, before)) = &self.last {
            if from != Some(left) {
                odd(OddityKind::Break {
                    left: left.clone(),
                    begun: from.map(str::to_owned),
                });
            }
            if clock::parse(&line.time) < clock::parse(before) {
                odd(OddityKind::Backwards {
                    before: before.clone(),
                    time: line.time.clone(),
                    marked: line.data.contains_key("clock"),
                });
            }
        }
        if clock::parse(&line.time).is_some_and(|time| clock::day(time) > self.today) {
            odd(OddityKind::Ahead {
                time: line.time.clone(),
            });
        }
        self.last = Some((to.to_owned(), line.time.clone()));
    }
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seq = self.seq;
        write!(f, "第 {} 行（seq {seq}）", seq.saturating_add(1))?;
        match &self.kind {
            OddityKind::Break { left, begun } => {
                let begun = begun.as_deref().unwrap_or("空");
                write!(f, "所接的清单是 {begun}，上一行留下的是 {left}")
            }
            OddityKind::Backwards {
                before,
                time,
                marked: false,
            } => write!(f, "的时间 {time} 早于上一行的 {before}，该行没有说明"),
            OddityKind::Backwards { before, time, .. } => {
                write!(
                    f,
                    "的时间 {time} 早于上一行的 {before}，写入时已注明时钟不准"
                )
            }
            OddityKind::Ahead { time } => write!(f, "的时间 {time} 晚于今天"),
        }
    }
}
