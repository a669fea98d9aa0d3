//! Terms of the rule grammar: which values of a case a rule compares or counts from.
//!
//! `path [± N unit]…`, a path being `@.key`, `@NAME.key`, `@document.key`, `NAME.key`,
//! `case.key`, `party.key` or `officer.key`; `first(…)`, `last(…)`, `or(…)` choose among several.
//! The units are those in which a statute counts: 日, 日顺延, 工作日, 月, 月顺延, 小时.

use std::fmt;

/// A parsed term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// The values at a path.
    Path(Path),
    /// A number by itself.
    Number(i64),
    /// The earliest of all values there are.
    First(Vec<Self>),
    /// The latest of all values there are.
    Last(Vec<Self>),
    /// The values of the first that has any.
    Or(Vec<Self>),
    /// Each value moved by a stretch of time.
    Shift(Box<Self>, Shift),
}

/// A stretch of time to move by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// How many; negative: before.
    pub count: i64,
    /// Of what.
    pub unit: Unit,
}

/// What a term counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Calendar days; the day of the start does not count.
    Day,
    /// Calendar days; a last day that is no working day moves on to the next one (民事诉讼法).
    RollingDay,
    /// Working days; the day of the start does not count.
    WorkingDay,
    /// Months: the same day of a later month, or its last day.
    Month,
    /// Months; a last day that is no working day moves on to the next one.
    RollingMonth,
    /// Hours, from a time of day.
    Hour,
}

impl Unit {
    /// The units by the grammar's words.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("日", Self::Day),
        ("日顺延", Self::RollingDay),
        ("工作日", Self::WorkingDay),
        ("月", Self::Month),
        ("月顺延", Self::RollingMonth),
        ("小时", Self::Hour),
    ];

    /// The unit after a number, as people read it.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Day => "日",
            Self::RollingDay => "日（末日为休假日的顺延）",
            Self::WorkingDay => "个工作日",
            Self::Month => "个月",
            Self::RollingMonth => "个月（末日为休假日的顺延）",
            Self::Hour => "小时",
        }
    }

    /// The word of the grammar.
    #[must_use]
    pub fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, unit)| *unit == self);
        found.map_or("", |(word, _)| word)
    }
}

/// A key of something in the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Whose key.
    pub root: Root,
    /// The dotted manifest key.
    pub key: String,
}

/// Whose key a path names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// `@`: the subject.
    Subject,
    /// `@document`: the document of a service.
    Document,
    /// `@NAME`: what is linked to the subject.
    Linked(String),
    /// `NAME`: all in the case.
    All(String),
    /// `case`.
    Case,
    /// `party`.
    Party,
    /// `officer`.
    Officer,
}

impl Term {
    /// Reads a term.
    ///
    /// # Errors
    /// What is wrong, in Chinese.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some((head, sign, tail)) = split_shift(text) {
            let shift = parse_shift(sign, tail)?;
            return Ok(Self::Shift(Box::new(Self::parse(head)?), shift));
        }
        for (name, make) in CALLS {
            let inner = text
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('('));
            if let Some(inner) = inner.and_then(|rest| rest.strip_suffix(')')) {
                let parts = split_arguments(inner);
                let parts = parts
                    .into_iter()
                    .map(Self::parse)
                    .collect::<Result<Vec<_>, _>>()?;
                return Ok(make(parts));
            }
        }
        parse_path(text).map(Self::Path)
    }

    /// Every name of a 文书 or event type in it.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.visit(&mut |path| {
            if let Root::Linked(name) | Root::All(name) = &path.root {
                names.push(name.as_str());
            }
        });
        names
    }

    /// The term from which it counts, and what it adds to it, in order; a term that adds nothing
    /// counts from itself.
    #[must_use]
    pub fn taken_apart(&self) -> (&Self, Vec<Shift>) {
        match self {
            Self::Shift(inner, shift) => {
                let (start, mut shifts) = inner.taken_apart();
                shifts.push(*shift);
                (start, shifts)
            }
            other => (other, Vec::new()),
        }
    }

    /// Calls a function on every path in it.
    pub fn visit<'t>(&'t self, see: &mut impl FnMut(&'t Path)) {
        match self {
            Self::Path(path) => see(path),
            Self::Number(_) => {}
            Self::First(parts) | Self::Last(parts) | Self::Or(parts) => {
                for part in parts {
                    part.visit(see);
                }
            }
            Self::Shift(inner, _) => inner.visit(see),
        }
    }
}

type Make = fn(Vec<Term>) -> Term;
const CALLS: &[(&str, Make)] = &[
    ("first", Term::First),
    ("last", Term::Last),
    ("or", Term::Or),
];

/// The last ` + N unit` or ` - N unit` outside of a call.
fn split_shift(text: &str) -> Option<(&str, i64, &str)> {
    let plus = text.rfind(" + ").map(|at| (at, 1));
    let minus = text.rfind(" - ").map(|at| (at, -1));
    let (at, sign) = plus.max(minus)?;
    let tail = text.get(at + 3..)?;
    tail.starts_with(|c: char| c.is_ascii_digit())
        .then_some(())?;
    (!tail.contains(')')).then_some((text.get(..at)?, sign, tail))
}

fn parse_shift(sign: i64, tail: &str) -> Result<Shift, String> {
    let digits = tail
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(tail.len());
    let (number, unit) = tail.split_at(digits);
    let count: i64 = number
        .parse()
        .map_err(|_| format!("期限「{tail}」没有数字"))?;
    let known = Unit::WORDS.iter().find(|(word, _)| *word == unit.trim());
    let (_, unit) = known.ok_or_else(|| {
        let words: Vec<_> = Unit::WORDS.iter().map(|(word, _)| *word).collect();
        format!("期限「{tail}」的单位应为：{}", words.join("、"))
    })?;
    if sign < 0 && matches!(unit, Unit::RollingDay | Unit::RollingMonth) {
        return Err(format!("期限「{tail}」向前推算，不能顺延"));
    }
    Ok(Shift {
        count: sign * count,
        unit: *unit,
    })
}

/// Arguments between commas; names may hold brackets, so commas inside of brackets stay.
fn split_arguments(inner: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0_i32, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inner[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[from..]);
    parts
}

fn parse_path(text: &str) -> Result<Path, String> {
    let wrong = || format!("「{text}」不是值的路径（如 @.start、文书名称.date、case.closed）");
    let Some((root, key)) = text.split_once('.') else {
        return Err(wrong());
    };
    if key.is_empty() || key.contains(char::is_whitespace) {
        return Err(wrong());
    }
    let root = match root {
        "@" => Root::Subject,
        "@document" => Root::Document,
        "case" => Root::Case,
        "party" => Root::Party,
        "officer" => Root::Officer,
        name => match name.strip_prefix('@') {
            Some(name) if !name.is_empty() => Root::Linked(name.to_owned()),
            None if !name.is_empty() => Root::All(name.to_owned()),
            _ => return Err(wrong()),
        },
    };
    Ok(Path {
        root,
        key: key.to_owned(),
    })
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.root {
            Root::Subject => write!(f, "@.{}", self.key),
            Root::Document => write!(f, "@document.{}", self.key),
            Root::Linked(name) => write!(f, "@{name}.{}", self.key),
            Root::All(name) => write!(f, "{name}.{}", self.key),
            Root::Case => write!(f, "case.{}", self.key),
            Root::Party => write!(f, "party.{}", self.key),
            Root::Officer => write!(f, "officer.{}", self.key),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |parts: &[Self]| {
            parts
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        };
        match self {
            Self::Path(path) => path.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::First(parts) => write!(f, "first({})", list(parts)),
            Self::Last(parts) => write!(f, "last({})", list(parts)),
            Self::Or(parts) => write!(f, "or({})", list(parts)),
            Self::Shift(inner, shift) => {
                let sign = if shift.count < 0 { '-' } else { '+' };
                write!(
                    f,
                    "{inner} {sign} {}{}",
                    shift.count.abs(),
                    shift.unit.word()
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_prints_as_it_was_written() {
        for text in [
            "@.start",
            "@责令(限期)改正通知书.date",
            "（查封、扣押）财物移送通知书.date",
            "or(结案审批表.date, 结案.start, case.closed) + 5工作日",
            "@.deadline + 1日",
            "last(行政处罚决定书.received) + 6月 + 3月",
            "@.start + 24小时",
            "@.received + 15日顺延",
            "@.received + 6月顺延 + 3月",
            "first(催告.start)",
            "last(@.deadline, @责令(限期)改正通知书.date) - 7工作日",
            "@document.fields.罚款金额",
        ] {
            assert_eq!(
                Term::parse(text).map(|term| term.to_string()).as_deref(),
                Ok(text)
            );
        }
    }

    #[test]
    fn what_is_no_term_is_refused() {
        for text in [
            "",
            "start",
            "@.",
            "@.start + 5周",
            "@.start - 5日顺延",
            "@.start - 5月顺延",
            "@.a b",
            ".start",
            "@.start + 日",
        ] {
            assert!(Term::parse(text).is_err(), "{text}");
        }
    }
}
