//! The files of a copy are looked into: whether one that stays is in them, and what else they give
//! away beside what they show.

use rayon::prelude::*;

use super::copy;
use super::event::Seen;
use super::permit::{Permit, Reason, Sorted, Terms};
use crate::case::Record;
use crate::check::quote;
use crate::disclosure::{self, Found, Keep, Kept, Limits, What};
use crate::package::name::shown;
use crate::task::error::Failure;
use crate::task::open::Opened;

/// How many characters of a value are told.
const SHOWN: usize = 60;

/// Takes out what holds a file that stays, and gives what the others give away.
///
/// # Errors
/// A file that cannot be read, or is not as recorded.
pub(super) fn look(
    case: &Opened,
    terms: &Terms<'_>,
    sorted: &mut Sorted<'_>,
) -> Result<Vec<Seen>, Failure> {
    let keeps = sorted.guard.all().iter().map(|kept| Keep {
        path: kept.place().map(ToOwned::to_owned),
        sha256: kept.sha256.map(str::to_owned),
    });
    let kept = Kept::new(&keeps.collect::<Vec<_>>()).map_err(|error| {
        Failure::new("不能给的文件中有读不出的，无从比对")
            .because_io(&error)
            .hint(format!("anjuan verify {}", quote(&case.label)))
    })?;
    let looked: Vec<_> = sorted
        .permitted
        .par_iter()
        .with_max_len(1)
        .map(|permit| into(case, permit, &kept))
        .collect();
    let mut seen = Vec::new();
    let permitted = std::mem::take(&mut sorted.permitted);
    for (permit, found) in permitted.into_iter().zip(looked) {
        let found = found?;
        let against = sorted.guard.against(&permit.record.id);
        let mut held = against.filter(|(at, _)| found.holds.contains(at));
        if let Some((_, kept)) = held.find(|(_, kept)| !terms.overcomes(&permit, kept)) {
            let reason = Reason::Holds(kept.label.clone());
            sorted.withheld.push((permit.record, reason));
        } else {
            seen.extend(given_away(permit.record, &found));
            sorted.permitted.push(permit);
        }
    }
    Ok(seen)
}

fn into(case: &Opened, permit: &Permit<'_>, kept: &Kept) -> Result<Found, Failure> {
    let id = &permit.record.id;
    let verify = || format!("anjuan verify {}", quote(&case.label));
    let path = copy::place(case, permit)?;
    let found = disclosure::look(&path, kept, Limits::default()).map_err(|error| {
        Failure::refused(format!("{id} 的文件读不出"))
            .because_io(&error)
            .hint(verify())
    })?;
    if found.sha256.eq_ignore_ascii_case(permit.sha256) {
        return Ok(found);
    }
    let what = format!("{id} 的文件与登记的不同");
    let why = format!("其 SHA-256 值为 {}，应为 {}", found.sha256, permit.sha256);
    Err(Failure::refused(what).because(why).hint(verify()))
}

/// What a file gives away; its small picture only where it is an edited copy, since any camera makes
/// one.
fn given_away(record: &Record, found: &Found) -> Vec<Seen> {
    let is_edited = record.derived_from.is_some();
    let traces = found.traces.iter();
    let traces = traces.filter(|(what, _)| **what != What::Preview || is_edited);
    let each = traces.flat_map(|(what, values)| values.iter().map(move |value| (what, value)));
    let seen = each.map(|(what, value)| Seen {
        id: record.id.clone(),
        what: what.chinese().to_owned(),
        value: short(value),
    });
    seen.collect()
}

/// A value as it may be printed and taken down.
fn short(value: &str) -> String {
    let mut text: String = value.chars().take(SHOWN).collect();
    if text.len() < value.len() {
        text.push('…');
    }
    shown(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_shortened_and_steers_no_terminal() {
        assert_eq!(short("王某"), "王某");
        assert_eq!(short("\u{1b}[31m\u{202e}fdp"), "\\u001b[31m\\u202efdp");
        assert_eq!(short(&"长".repeat(61)), format!("{}…", "长".repeat(60)));
    }
}
