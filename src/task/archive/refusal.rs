//! What stands in the way of packing, everything at once.

use super::{Forced, report, volume};
use crate::case::Record;
use crate::case::vocabulary::{RETENTIONS, STATE_SECRET, Stage};
use crate::check::quote;
use crate::finding::{CaseReport, Severity};
use crate::inventory::FileKind;
use crate::package::name::shown;
use crate::task::error::Failure;
use crate::task::open::Opened;

/// How many findings or records are named before the rest is only counted.
const SHOWN: usize = 10;

/// Reasons, and the command that helps with the first that has one.
#[derive(Debug, Default)]
struct Reasons {
    texts: Vec<String>,
    /// What stands in a list below the last.
    below: Vec<String>,
    hint: Option<String>,
}

impl Reasons {
    fn add(&mut self, text: impl Into<String>, hint: impl Into<String>) {
        self.texts.push(text.into());
        self.hint.get_or_insert_with(|| hint.into());
    }
}

/// Looks for reasons; where there are none, gives the check as of the day of filing.
///
/// # Errors
/// Refused with all reasons. Those that a person may override are left out of a forced packing.
pub(super) fn examine(case: &Opened, forced: Option<&Forced>) -> Result<CaseReport, Failure> {
    let mut reasons = Reasons::default();
    secrets(case, &mut reasons);
    stage(case, &mut reasons);
    declarations(case, &mut reasons);
    let date = case
        .manifest
        .case
        .archive
        .as_ref()
        .and_then(|archive| archive.date);
    let checked = date.map(|date| report::examine(case, date.0));
    if forced.is_some() {
        // unforced, the check finds these
        unlisted(case, &mut reasons);
    } else {
        drafts(case, &mut reasons);
        findings(case, checked.as_ref(), &mut reasons);
    }
    let Reasons { texts, below, hint } = reasons;
    match checked {
        Some(checked) if texts.is_empty() => Ok(checked),
        _ => {
            let mut failure = Failure::refused(format!("{} 还不能归档", case.label));
            failure.reasons = texts;
            failure.hints = hint.into_iter().collect();
            Err(failure.below(below))
        }
    }
}

fn label(case: &Opened) -> String {
    quote(&case.label)
}

fn names(records: &[&Record]) -> String {
    let shown: Vec<_> = records
        .iter()
        .take(SHOWN)
        .map(|record| record.id.as_str())
        .collect();
    let more = if records.len() > SHOWN {
        format!("等 {} 件", records.len())
    } else {
        String::new()
    };
    format!("{}{more}", shown.join("、"))
}

/// Article 32: what is a state secret is kept elsewhere; a stub says so and nothing else.
fn secrets(case: &Opened, reasons: &mut Reasons) {
    let records = case.manifest.case.records.iter();
    let secret: Vec<_> = records
        .filter(|record| record.classification.as_deref() == Some(STATE_SECRET))
        .filter(|record| !record.is_stub())
        .collect();
    if secret.is_empty() {
        return;
    }
    let text = format!("{} 标为{STATE_SECRET}，不得进入归档包", names(&secret));
    reasons.add(text, "请把涉密材料移出本案目录，按保密规定另行保管");
}

fn stage(case: &Opened, reasons: &mut Reasons) {
    let stage = case.manifest.case.head.stage();
    if stage < Stage::LAST {
        let text = format!("案件处于{stage}阶段，应先推进到{}", Stage::LAST);
        reasons.add(text, format!("anjuan stage {}", label(case)));
    }
}

/// What only a person can say, and every package needs: the day of filing, the retention period
/// (never guessed), who filed it, and for which agency.
fn declarations(case: &Opened, reasons: &mut Reasons) {
    let archive = case.manifest.case.archive.clone().unwrap_or_default();
    let is_empty = |text: Option<&String>| text.is_none_or(|text| text.trim().is_empty());
    let wanted = [
        (
            archive.date.is_none(),
            "立卷时间",
            "archive.date=年-月-日".to_owned(),
        ),
        (
            is_empty(archive.retention.as_ref()),
            "保管期限",
            format!("archive.retention={}", RETENTIONS.join("|")),
        ),
        (
            is_empty(archive.filed_by.as_ref()),
            "立卷人",
            "archive.filed_by=姓名".to_owned(),
        ),
        (
            super::agency(case).is_none(),
            "立档单位",
            "case.agency=机关名称".to_owned(),
        ),
    ];
    let missing: Vec<_> = wanted
        .iter()
        .filter(|(is_missing, ..)| *is_missing)
        .collect();
    if missing.is_empty() {
        return;
    }
    let names: Vec<_> = missing.iter().map(|(_, name, _)| *name).collect();
    let keys: Vec<_> = missing.iter().map(|(.., key)| quote(key)).collect();
    let hint = format!("anjuan set {} {}", label(case), keys.join(" "));
    reasons.add(format!("尚未填写：{}", names.join("、")), hint);
}

/// A draft is neither part of the file nor rubbish: somebody has to decide.
fn drafts(case: &Opened, reasons: &mut Reasons) {
    let drafts = volume::drafts(case);
    let Some(first) = drafts.first() else { return };
    let text = format!("{} 仍是草稿，应签署定稿或作废", names(&drafts));
    let void = crate::case::vocabulary::VOID;
    let reason = format!("{}.reason=理由", first.id);
    let hint = format!(
        "anjuan set {} {}.state={void} {reason}",
        label(case),
        first.id
    );
    reasons.add(text, hint);
}

/// What lies in the directory and belongs to no record would be packed without a place in the
/// index; what is no regular file cannot be packed at all.
fn unlisted(case: &Opened, reasons: &mut Reasons) {
    let records = &case.manifest.case.records;
    let is_listed = |path: &String| {
        records
            .iter()
            .any(|record| record.path.as_ref() == Some(path))
    };
    let files = case.inventory.files.iter();
    let bad = files.filter(|file| file.kind != FileKind::Regular || !is_listed(&file.path));
    let bad: Vec<_> = bad.map(|file| shown(&file.path)).collect();
    if bad.is_empty() {
        return;
    }
    let more = if bad.len() > SHOWN {
        format!("等 {} 个", bad.len())
    } else {
        String::new()
    };
    let first: Vec<_> = bad.into_iter().take(SHOWN).collect();
    let text = format!("不属于任何记录，或不是普通文件：{}{more}", first.join("、"));
    reasons.add(text, format!("anjuan check {}", label(case)));
}

fn findings(case: &Opened, checked: Option<&CaseReport>, reasons: &mut Reasons) {
    let Some(checked) = checked else { return };
    let errors = checked
        .findings
        .iter()
        .filter(|f| f.severity == Some(Severity::Error));
    let errors: Vec<_> = errors.collect();
    if errors.is_empty() {
        return;
    }
    let text = format!("检查有 {} 项错误", errors.len());
    reasons.add(text, format!("anjuan check {}", label(case)));
    let named = errors.iter().take(SHOWN).map(|error| error.summary());
    let more = (errors.len() > SHOWN).then(|| "……".to_owned());
    reasons.below.extend(named.chain(more));
}
