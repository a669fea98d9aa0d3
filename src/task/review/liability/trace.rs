//! One piece of evidence: what was found, and where.

use serde::Serialize;

use crate::rulebook::Evidence;

/// A line of the journal, as evidence cites it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// The number of the line.
    pub seq: u64,
    /// When, as the clock said.
    pub time: String,
    /// Who, as claimed.
    pub actor: String,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

/// One piece of evidence. It says what the records show, not why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What kind of evidence it is.
    pub evidence: Evidence,
    /// The event, record, file or key that it concerns.
    pub subject: String,
    /// What was found, in Chinese.
    pub message: String,
    /// The line of the journal that tells of it.
    pub line: Option<Cited>,
    /// What was there before.
    pub from: Option<String>,
    /// What is there since.
    pub to: Option<String>,
    /// Whether it only reminds: a finding that is no error.
    pub is_mild: bool,
}

/// How many hexadecimal digits of a digest people are shown.
const SHOWN: usize = 12;

impl Trace {
    /// Evidence of which nothing but a message is known.
    pub(super) fn new(evidence: Evidence, subject: &str, message: impl Into<String>) -> Self {
        Self {
            evidence,
            subject: subject.to_owned(),
            message: message.into(),
            line: None,
            from: None,
            to: None,
            is_mild: false,
        }
    }

    /// The same, told by a line of the journal.
    pub(super) fn cited(mut self, line: &Cited) -> Self {
        self.line = Some(line.clone());
        self
    }

    /// The same, with what was changed into what.
    pub(super) fn changed(mut self, from: Option<String>, to: Option<String>) -> Self {
        (self.from, self.to) = (from, to);
        self
    }

    /// The evidence in one line of text; digests are shortened.
    #[must_use]
    pub fn text(&self) -> String {
        let mut words = vec![self.evidence.chinese().to_owned()];
        if let Some(line) = &self.line {
            words.push(format!(
                "日志第 {} 行 {} {}",
                line.seq, line.time, line.actor
            ));
        }
        if !self.subject.is_empty() {
            words.push(self.subject.clone());
        }
        words.push(self.message.clone());
        if self.evidence == Evidence::Removed {
            let was = self.from.as_deref().map(short);
            words.extend(was.map(|was| format!("原为：{was}")));
        } else if self.from.is_some() || self.to.is_some() {
            let shown = |value: Option<&String>| {
                value.map_or_else(|| "（空）".to_owned(), |value| short(value))
            };
            let (from, to) = (shown(self.from.as_ref()), shown(self.to.as_ref()));
            words.push(format!("{from} → {to}"));
        }
        let mut text = words.join("  ");
        if let Some(reason) = self.line.as_ref().and_then(|line| line.reason.as_ref()) {
            text.push_str("，理由：");
            text.push_str(reason);
        }
        text
    }
}

/// A value in one line, with a digest cut.
fn short(value: &str) -> String {
    let is_digest = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    match value.get(..SHOWN) {
        Some(head) if is_digest => format!("{head}…"),
        _ => value.lines().collect::<Vec<_>>().join("；"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_cut_and_other_values_are_not() {
        assert_eq!(short(&"a".repeat(64)), format!("{}…", "a".repeat(12)));
        assert_eq!(short("2026-03-02"), "2026-03-02");
        assert_eq!(short(&"案".repeat(30)), "案".repeat(30));
    }

    #[test]
    fn the_text_says_where_and_what() {
        let line = Cited {
            seq: 4,
            time: "2026-06-01T09:00:00+08:00".to_owned(),
            actor: "赵某".to_owned(),
            reason: Some("录入有误".to_owned()),
        };
        let trace = Trace::new(Evidence::Altered, "R01", "大小")
            .changed(Some("1".to_owned()), None)
            .cited(&line);
        assert_eq!(
            trace.text(),
            "改动  日志第 4 行 2026-06-01T09:00:00+08:00 赵某  R01  大小  1 → （空），理由：录入有误"
        );
    }
}
