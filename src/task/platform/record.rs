//! Registering an entry in a platform, with its receipt and its screenshot, in one change.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::{Platform, named};
use crate::case::Moment;
use crate::case::edit::Editor;
use crate::check::quote;
use crate::rulebook::ENTRY;
use crate::store::Change;
use crate::task::change::{Done, Session};
use crate::task::enter::Entry;
use crate::task::error::Failure;
use crate::task::intake::{self, Details};
use crate::task::register;

/// What is known of an entry.
#[derive(Clone, Debug, Default)]
pub struct Entering {
    /// The platform: its name, or its place in the rulebook.
    pub platform: String,
    /// The day, or time, of the entry.
    pub date: Option<String>,
    /// The number of the receipt.
    pub receipt: Option<String>,
    /// A screenshot, or another proof.
    pub screenshot: Option<PathBuf>,
    /// Who made the entry.
    pub officers: Vec<String>,
    /// Whether there may be another entry in the same platform.
    pub again: bool,
}

/// An entry that was registered, and how the term stands.
#[derive(Debug)]
pub struct Recorded {
    /// What the change came to.
    pub done: Done,
    /// The platform with the readings of the term.
    pub platform: Platform,
}

/// Registers the entry. Without receipt and screenshot it is registered too: what is missing then
/// is a finding.
///
/// # Errors
/// A platform that the rulebook does not have; no date, or one that has not come; an entry in the
/// same platform; as the store and the intake refuse. Nothing is changed then.
pub fn record(
    session: Session<'_>,
    entering: &Entering,
    today: NaiveDate,
) -> Result<Recorded, Failure> {
    let name = named(&session.case, &entering.platform)?;
    let kind = session.case.rulebook().event_with_role(ENTRY);
    let Some(kind) = kind.cloned() else {
        return Err(Failure::new("规程没有录入平台的事项类型"));
    };
    refuse_date(&session, entering, &name, today)?;
    refuse_second(&session, entering, &kind.name, &name)?;
    let entry = Entry::new()
        .moment("start", entering.date.as_deref())?
        .texts("officers", &entering.officers)
        .text("platform", Some(&name))
        .text("receipt", entering.receipt.as_deref())
        .done();
    let id = session.id(None, "E")?;
    let table = register::item(&id, &kind.name, entry);
    let proof = match &entering.screenshot {
        None => None,
        Some(file) => {
            let details = Details {
                kind: kind.paper.clone(),
                title: Some(name.clone()),
                events: vec![id.clone()],
                ..Details::default()
            };
            Some(intake::one(&session, file, &details)?)
        }
    };
    let mut change = Change::new("event")
        .data("id", id.clone())
        .data("type", kind.name.clone());
    let mut made = vec![(id, kind.name)];
    if let Some(proof) = &proof {
        let (record, paper) = proof.made();
        change = proof.evidence(change).data("ids", vec![record.clone()]);
        made.push((record, paper));
    }
    let done = session.carry_out(
        change,
        made,
        Box::new(move |editor: &mut Editor, stored| {
            editor.append("event", &table)?;
            match proof {
                Some(proof) => proof.append(editor, stored),
                None => Ok(()),
            }
        }),
    )?;
    let data = super::of(&done.case, today);
    let platform = data.platforms.into_iter().find(|one| one.name == name);
    platform
        .map(|platform| Recorded { done, platform })
        .ok_or_else(|| Failure::new(format!("没有平台「{name}」")))
}

/// A date is the word of whoever made the entry: none is filled in.
fn refuse_date(
    session: &Session<'_>,
    entering: &Entering,
    name: &str,
    today: NaiveDate,
) -> Result<(), Failure> {
    let case = quote(&session.case.label);
    let hint = format!(
        "anjuan platform record {case} --platform {} --date 年-月-日",
        quote(name)
    );
    let Some(typed) = entering.date.as_deref().filter(|typed| !typed.is_empty()) else {
        return Err(Failure::new("没有写录入的日期")
            .because("日期由录入的人写明，程序不代填")
            .hint(hint));
    };
    match Moment::parse(typed) {
        Some(moment) if moment.date() > today => {
            Err(Failure::new(format!("录入的日期 {typed} 晚于今天 {today}"))
                .because("登记的是已经录入的事")
                .hint(hint))
        }
        _ => Ok(()),
    }
}

/// Usually a second entry is the first one typed again.
fn refuse_second(
    session: &Session<'_>,
    entering: &Entering,
    kind: &str,
    name: &str,
) -> Result<(), Failure> {
    let events = session.case.manifest.case.events.iter();
    let mut same =
        events.filter(|event| event.kind == kind && event.platform.as_deref() == Some(name));
    let Some(first) = same.next().filter(|_| !entering.again) else {
        return Ok(());
    };
    let case = quote(&session.case.label);
    let receipt = entering.receipt.as_deref().unwrap_or("回执号");
    let day = first.start.map(|start| format!("（{start}）"));
    Err(Failure::new(format!(
        "{} 已登记过录入 {name}{}",
        first.id,
        day.unwrap_or_default()
    ))
    .because("补记回执用 set，补收截图用 add；确是又一次录入的，加 --again")
    .hint(format!(
        "anjuan set {case} {}.receipt={}",
        first.id,
        quote(receipt)
    )))
}
