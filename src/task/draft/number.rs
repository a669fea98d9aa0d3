//! 文号: the next one of a pattern, over the cases of the workspace.

use std::path::Path;

use crate::case::{Manifest, Record};
use crate::check::quote;
use crate::rulebook::{Document, fold};
use crate::store;
use crate::task::error::Failure;
use crate::task::find;
use crate::task::open::Opened;
use crate::task::reader::{self, StrictReader};
use crate::workspace::FILE;

/// Where the running number stands in a pattern.
const RUNNING: &str = "{n}";

/// A pattern with all filled in but the running number.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pattern {
    before: String,
    after: String,
}

impl Pattern {
    /// Fills in a pattern such as `{short}罚〔{year}〕{n}号`.
    fn fill(pattern: &str, short: Option<&str>, year: i32) -> Result<Self, Failure> {
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

    fn with(&self, number: u64) -> String {
        year_in_brackets(&format!("{}{number}{}", self.before, self.after))
    }

    /// The running number in a 文号 of this pattern.
    fn running(&self, number: &str) -> Option<u64> {
        let folded = fold(number);
        let rest = folded
            .strip_prefix(&fold(&self.before))?
            .strip_suffix(&fold(&self.after))?;
        rest.parse().ok()
    }
}

/// The next 文号 of a 文书 in a year; none where the workspace has no pattern for it.
///
/// # Errors
/// A pattern that cannot be filled in; a case of the workspace that cannot be read, since its
/// numbers are then unknown.
pub(super) fn next(
    opened: &Opened,
    document: &Document,
    year: i32,
) -> Result<Option<String>, Failure> {
    let workspace = &opened.workspace;
    let catalogue = &opened.rulebook().catalogue;
    let is_for = |name: &String| {
        catalogue
            .get(name)
            .is_some_and(|found| found.name == document.name)
    };
    let Some((_, pattern)) = workspace.numbering.iter().find(|(name, _)| is_for(name)) else {
        return Ok(None);
    };
    let pattern = Pattern::fill(pattern, workspace.agency.short.as_deref(), year)?;
    let mut highest = 0;
    each_record(opened, |_, record| {
        let running = record
            .number
            .as_deref()
            .and_then(|number| pattern.running(number));
        highest = highest.max(running.unwrap_or(0));
    })?;
    Ok(Some(pattern.with(highest + 1)))
}

/// Refuses a 文号 that another paper in force has.
///
/// # Errors
/// Such a paper; a case of the workspace that cannot be read.
pub(super) fn must_be_free(opened: &Opened, own: &Record, number: &str) -> Result<(), Failure> {
    let wanted = fold(number);
    let mut taken = None;
    each_record(opened, |case, record| {
        let same = record
            .number
            .as_deref()
            .is_some_and(|number| fold(number) == wanted);
        let replaced =
            case.is_none() && (record.id == own.id || own.corrects.as_ref() == Some(&record.id));
        if same && !replaced && !record.is_void() && taken.is_none() {
            let case = case.map_or_else(|| opened.label.clone(), |dir| dir.display().to_string());
            taken = Some(format!("{case} 的 {}（{}）", record.id, record.kind));
        }
    })?;
    match taken {
        None => Ok(()),
        Some(other) => Err(
            Failure::new(format!("文号 {number} 已经用于 {other}")).hint(format!(
                "anjuan doc issue {} {} --number 另一文号",
                quote(&opened.label),
                own.id
            )),
        ),
    }
}

/// Hands on every record of the case (without a directory) and of the other cases.
fn each_record(
    opened: &Opened,
    mut receive: impl FnMut(Option<&Path>, &Record),
) -> Result<(), Failure> {
    for record in &opened.manifest.case.records {
        receive(None, record);
    }
    let Some(workspace) = &opened.workspace_dir else {
        return Ok(());
    };
    let here = opened.dir.canonicalize().ok();
    let found = find::cases(std::slice::from_ref(workspace));
    for dir in found
        .cases
        .iter()
        .filter(|dir| dir.canonicalize().ok() != here)
    {
        let manifest = manifest(dir)
            .map_err(|failure| failure.hint("改正该案件后再试，或者用 --number 写明文号"))?;
        for record in &manifest.case.records {
            receive(Some(dir), record);
        }
    }
    Ok(())
}

fn manifest(dir: &Path) -> Result<Manifest, Failure> {
    let snapshot = store::load(dir, &StrictReader).map_err(|error| reader::failure(&error))?;
    let file = dir.join(find::MANIFEST).display().to_string();
    Manifest::read(&file, &snapshot.manifest).map_err(Failure::unreadable)
}

/// The year of a 文号 in the brackets of the standard (GB/T 9704-2012, 7.2.5): 〔2026〕.
pub(super) fn year_in_brackets(number: &str) -> String {
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
