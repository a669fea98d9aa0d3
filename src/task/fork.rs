//! Two copies of one case: how far their histories are one, and what each did since. They are never
//! put together again by a program: which of two histories is the case's, people decide.

use super::error::Failure;
use super::history::{self, Log, Place};
use crate::package::name::shown;
use crate::store::{Entry, Line};

/// Two histories of one case.
#[derive(Debug, Default)]
pub struct Fork {
    /// How many lines both begin with.
    pub common: u64,
    /// The digest of the last of these; none where even the first lines differ.
    pub last: Option<String>,
    /// What the first did since.
    pub ours: Side,
    /// What the second did since.
    pub theirs: Side,
}

/// One of two histories, from where they part.
#[derive(Debug, Default)]
pub struct Side {
    /// Its lines after the common ones.
    pub since: Vec<Line>,
    /// The digest of its last line.
    pub head: String,
}

/// How two histories stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They are the same.
    Identical,
    /// The second is the beginning of the first.
    OursGoesOn,
    /// The first is the beginning of the second.
    TheirsGoesOn,
    /// Each has lines that the other has not.
    Parted,
}

impl Relation {
    /// As JSON names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::OursGoesOn => "a_goes_on",
            Self::TheirsGoesOn => "b_goes_on",
            Self::Parted => "parted",
        }
    }
}

impl Fork {
    /// How the two stand to each other.
    #[must_use]
    pub fn relation(&self) -> Relation {
        match (self.ours.since.is_empty(), self.theirs.since.is_empty()) {
            (true, true) => Relation::Identical,
            (false, true) => Relation::OursGoesOn,
            (true, false) => Relation::TheirsGoesOn,
            (false, false) => Relation::Parted,
        }
    }
}

/// Compares the histories of two copies of one case.
///
/// # Errors
/// A log that is not there or is damaged; logs of two cases, which have nothing to be compared.
pub fn compare(ours: &Place, theirs: &Place) -> Result<Fork, Failure> {
    let (mut a, mut b) = (history::open(ours)?, history::open(theirs)?);
    let mut fork = Fork::default();
    loop {
        let (left, right) = (a.next().transpose()?, b.next().transpose()?);
        if let (Some(left), Some(right)) = (&left, &right) {
            if fork.common == 0 {
                same_case(&left.line, &right.line)?;
            }
            if left.digest == right.digest {
                fork.common = fork.common.saturating_add(1);
                fork.last = Some(left.digest.clone());
                continue;
            }
        }
        if fork.common == 0 && (left.is_none() || right.is_none()) {
            return Err(Failure::new("无从比较").because("其中一份的操作日志是空的"));
        }
        fork.ours = rest(left, a, fork.last.as_ref())?;
        fork.theirs = rest(right, b, fork.last.as_ref())?;
        return Ok(fork);
    }
}

fn rest(first: Option<Entry>, log: Log, last: Option<&String>) -> Result<Side, Failure> {
    let mut side = Side {
        since: Vec::new(),
        head: last.cloned().unwrap_or_default(),
    };
    for entry in first.map(Ok).into_iter().chain(log) {
        let entry = entry?;
        side.head = entry.digest;
        side.since.push(entry.line);
    }
    Ok(side)
}

/// Two logs are of one case if their first lines carry the same nonce.
fn same_case(a: &Line, b: &Line) -> Result<(), Failure> {
    let text = |line: &Line, key: &str| {
        line.data
            .get(key)
            .and_then(|value| value.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    if text(a, "nonce") == text(b, "nonce") {
        return Ok(());
    }
    let named = |line: &Line| {
        let id = text(line, "id");
        let id = if id.is_empty() {
            "首行没有写案号".to_owned()
        } else {
            format!("案号 {}", shown(&id))
        };
        format!("{id}，{} 开始", line.time)
    };
    Err(
        Failure::new("两份日志不是同一个案件的，无从比较").because(format!(
            "首行的随机数不同：{}；{}",
            named(a),
            named(b)
        )),
    )
}
