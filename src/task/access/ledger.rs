//! The lines of an access log folded into requests, and what may follow what (article 31).
//!
//! Pure. The same test admits a new line and reads an old one, so that a log in which somebody
//! wrote an approval without an opinion is not believed either.

use super::event::{Approval, Event, Manner, Opinion, Request};
use crate::rulebook::{Access, fold as same_name};
use crate::store::{Line, next_id};

/// Everything that was asked of a case, in order.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The requests.
    pub entries: Vec<Entry>,
}

/// A request and what became of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The request.
    pub request: Request,
    /// The request itself and all that followed, in order.
    pub steps: Vec<Step>,
}

/// One thing that happened, and who took it down when.
#[derive(Clone, Debug)]
pub struct Step {
    /// What.
    pub event: Event,
    /// When it was taken down, as the computer's clock said.
    pub time: String,
    /// Who took it down, as claimed.
    pub operator: String,
}

/// How far a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Asked; the opinion is to be sought.
    Asked,
    /// The opinion is for it; the approval is to be sought.
    Advised,
    /// Approved.
    Approved,
    /// The opinion is against it.
    Opposed,
    /// Refused.
    Refused,
}

/// State, word of the JSON, word that people read.
const STATES: &[(State, &str, &str)] = &[
    (State::Asked, "asked", "待征求意见"),
    (State::Advised, "advised", "待批准"),
    (State::Approved, "approved", "已批准"),
    (State::Opposed, "opposed", "意见为不同意"),
    (State::Refused, "refused", "不批准"),
];

impl State {
    fn words(self) -> (&'static str, &'static str) {
        let row = STATES.iter().find(|(state, ..)| *state == self);
        row.map_or(("", ""), |(_, word, chinese)| (word, chinese))
    }

    /// The word of the JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.words().0
    }

    /// The word that people read.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        self.words().1
    }

    /// Why the next step cannot be taken in this state.
    fn objection(self, way: &Access) -> String {
        match self {
            Self::Asked => format!("尚未征求{}意见", way.opinion),
            Self::Advised => format!("{}已有意见，尚未经{}批准", way.opinion, way.approval),
            Self::Approved => format!("已经{}批准", way.approval),
            Self::Opposed => format!("{}不同意", way.opinion),
            Self::Refused => format!("{}不批准", way.approval),
        }
    }
}

impl Entry {
    /// The opinion, where there is one.
    #[must_use]
    pub fn opinion(&self) -> Option<&Opinion> {
        self.steps.iter().find_map(|step| match &step.event {
            Event::Opinion(opinion) => Some(opinion),
            _ => None,
        })
    }

    /// The decision, where there is one.
    #[must_use]
    pub fn approval(&self) -> Option<&Approval> {
        self.steps.iter().find_map(|step| match &step.event {
            Event::Approval(approval) => Some(approval),
            _ => None,
        })
    }

    /// How far it is.
    #[must_use]
    pub fn state(&self) -> State {
        match (self.opinion(), self.approval()) {
            (_, Some(approval)) if approval.agree => State::Approved,
            (_, Some(_)) => State::Refused,
            (Some(opinion), None) if opinion.agree => State::Advised,
            (Some(_), None) => State::Opposed,
            (None, None) => State::Asked,
        }
    }
}

impl Ledger {
    /// Folds the lines of a log.
    ///
    /// # Errors
    /// A line that is none of these, or that may not follow those before it; the text names it.
    pub fn fold(lines: &[Line], way: &Access) -> Result<Self, String> {
        let mut ledger = Self::default();
        for line in lines {
            let event = Event::of(line).and_then(|event| {
                ledger.admit(&event, way)?;
                Ok(event)
            });
            let event = event
                .map_err(|why| format!("第 {} 行不能采信：{why}", line.seq.saturating_add(1)))?;
            ledger.take(Step {
                event,
                time: line.time.clone(),
                operator: line.actor.clone(),
            });
        }
        Ok(ledger)
    }

    fn take(&mut self, step: Step) {
        if let Event::Request(request) = &step.event {
            let request = request.clone();
            let steps = vec![step];
            self.entries.push(Entry { request, steps });
            return;
        }
        let id = step.event.id();
        if let Some(entry) = self.entries.iter_mut().find(|it| it.request.id == id) {
            entry.steps.push(step);
        }
    }

    /// The request of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.request.id == id)
    }

    /// The id of a new request.
    #[must_use]
    pub fn next_id(&self) -> String {
        next_id("A", self.entries.iter().map(|it| it.request.id.as_str()))
    }

    /// Whether an event may happen now: its order is law.
    ///
    /// # Errors
    /// Why not, in Chinese.
    pub fn admit(&self, event: &Event, way: &Access) -> Result<(), String> {
        let id = event.id();
        let entry = match (event, self.get(id)) {
            (Event::Request(_), None) => return Ok(()),
            (Event::Request(_), Some(_)) => return Err(format!("编号 {id} 已经用过")),
            (_, None) => return Err(format!("没有申请 {id}")),
            (_, Some(entry)) => entry,
        };
        let in_state = |wanted: State| {
            let state = entry.state();
            if state == wanted {
                Ok(())
            } else {
                Err(state.objection(way))
            }
        };
        match event {
            Event::Request(_) => Ok(()),
            Event::Opinion(opinion) => {
                in_state(State::Asked)?;
                not_before(("意见", opinion.date), ("申请", entry.request.date))
            }
            Event::Approval(approval) => {
                in_state(State::Advised)?;
                let opinion = entry.opinion();
                let same = |it: &&Opinion| same_name(&it.by) == same_name(&approval.by);
                if let Some(opinion) = opinion.filter(same) {
                    return Err(format!(
                        "意见和批准须出自不同的人，{}已提出意见",
                        opinion.by
                    ));
                }
                let since = opinion.map(|it| it.date);
                not_before(("批准", approval.date), ("意见", since))
            }
            Event::Read(reading) => {
                in_state(State::Approved)?;
                let since = entry.approval().map(|it| it.date);
                reading
                    .date
                    .map_or(Ok(()), |date| not_before(("查阅", date), ("批准", since)))
            }
            Event::Copy(copy) => {
                in_state(State::Approved)?;
                if entry.request.manner == Manner::Read {
                    return Err("申请的只是查阅，不是复制".to_owned());
                }
                let since = entry.approval().map(|it| it.date);
                not_before(("复制", copy.date), ("批准", since))
            }
        }
    }
}

type Dated = (&'static str, chrono::NaiveDate);

fn not_before(
    (what, date): Dated,
    (former, since): (&str, Option<chrono::NaiveDate>),
) -> Result<(), String> {
    match since {
        Some(since) if date < since => {
            Err(format!("{what}的日期 {date} 早于{former}的日期 {since}"))
        }
        _ => Ok(()),
    }
}
