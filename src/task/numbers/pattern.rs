//! The pattern of a 文号: `{short}罚〔{year}〕{n}号`, and the running number in one.

use crate::rulebook::fold;
use crate::task::error::Failure;
use crate::workspace::FILE;

/// Where the running number stands in a pattern.
const RUNNING: &str = "{n}";

/// A pattern with all filled in but the running number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pattern {
    before: String,
    after: String,
}

impl Pattern {
    /// Fills in a pattern such as `{short}罚〔{year}〕{n}号`.
    pub(super) fn fill(pattern: &str, short: Option<&str>, year: i32) -> Result<Self, Failure> {
        let wrong = |why: &str| Failure::new(format!("{FILE} 的文号格式「{pattern}」有误：{why}"));
        let mut text = pattern.replace("{year}", &year.to_string());
        if text.contains("{short}") {
            let short =
                short.ok_or_else(|| wrong("用了 {short}，但 [agency] 没有 short（机关代字）"))?;
            text = text.replace("{short}", short);
        }
        let (before, after) = text
            .split_once(RUNNING)
            .ok_or_else(|| wrong("应含 {n}，即流水号"))?;
        if before.contains(['{', '}']) || after.contains(['{', '}']) {
            return Err(wrong("只认得 {short}、{year}、{n}（各一次）"));
        }
        Ok(Self {
            before: before.to_owned(),
            after: after.to_owned(),
        })
    }

    /// A pattern of what stands before and after the running number.
    pub(super) fn between(before: &str, after: &str) -> Self {
        Self {
            before: before.to_owned(),
            after: after.to_owned(),
        }
    }

    /// The same with its brackets and width folded: two ways to write it are one pattern.
    pub(super) fn folded(&self) -> Self {
        Self::between(&fold(&self.before), &fold(&self.after))
    }

    pub(super) fn with(&self, number: impl std::fmt::Display) -> String {
        year_in_brackets(&format!("{}{number}{}", self.before, self.after))
    }

    /// The running number in a 文号 of this pattern.
    pub(super) fn running(&self, number: &str) -> Option<u64> {
        let folded = fold(number);
        let rest = folded
            .strip_prefix(&fold(&self.before))?
            .strip_suffix(&fold(&self.after))?;
        rest.parse().ok()
    }
}

/// The year of a 文号 in the brackets of the standard (GB/T 9704-2012, 7.2.5): 〔2026〕.
pub(in crate::task) fn year_in_brackets(number: &str) -> String {
    const PAIRS: [(char, char); 5] = [
        ('[', ']'),
        ('(', ')'),
        ('【', '】'),
        ('（', '）'),
        ('［', '］'),
    ];
    let mut text = number.trim().to_owned();
    for (open, close) in PAIRS {
        let Some((before, rest)) = text.split_once(open) else {
            continue;
        };
        let Some((year, after)) = rest.split_once(close) else {
            continue;
        };
        if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) {
            text = format!("{before}〔{year}〕{after}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_counts_on_from_its_own_numbers_alone() {
        let pattern = Pattern::fill("{short}罚[{year}]{n}号", Some("明工信"), 2026).unwrap();
        assert_eq!(pattern.with(13), "明工信罚〔2026〕13号");
        for (number, want) in [
            ("明工信罚〔2026〕12号", Some(12)),
            ("明工信罚[2026] 7 号", Some(7)),
            ("明工信罚〔2025〕99号", None),
            ("明工信罚告〔2026〕99号", None),
            ("明工信罚〔2026〕号", None),
            ("", None),
        ] {
            assert_eq!(pattern.running(number), want, "{number}");
        }
    }

    #[test]
    fn a_pattern_that_cannot_be_filled_is_refused() {
        for (pattern, short) in [
            ("罚〔{year}〕号", Some("甲")),
            ("{short}罚{n}", None),
            ("{n}{n}", Some("甲")),
            ("{unit}{n}", Some("甲")),
        ] {
            assert!(Pattern::fill(pattern, short, 2026).is_err(), "{pattern}");
        }
    }

    #[test]
    fn only_a_year_gets_the_brackets_of_the_standard() {
        for (given, want) in [
            (" 明罚[2026]1号", "明罚〔2026〕1号"),
            ("明罚（2026）1号", "明罚〔2026〕1号"),
            ("明罚（简）【2026】1号", "明罚（简）〔2026〕1号"),
            ("明罚（简）1号", "明罚（简）1号"),
        ] {
            assert_eq!(year_in_brackets(given), want);
        }
    }
}
