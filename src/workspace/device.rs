//! The register of recording devices (article 6).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::de::{DeTable, DeValue};

use crate::case::{Day, Moment};
use crate::reading::Problem;

/// A recording device of the register (article 6).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Device {
    /// Its id, as recordings name it.
    pub id: String,
    /// One of the kinds that article 6 names.
    pub kind: Option<String>,
    /// The maker's name of it.
    pub model: Option<String>,
    /// The maker's number of it.
    pub serial: Option<String>,
    /// Its number in the 办公设备名录.
    pub asset_number: Option<String>,
    /// The unit that uses it, which also sees to its maintenance.
    pub unit: Option<String>,
    /// Who maintains it.
    pub maintainer: Option<String>,
    /// The first day in service.
    pub from: Option<Day>,
    /// The last day in service.
    pub until: Option<Day>,
    /// Seconds that its clock is fast.
    #[serde(default)]
    pub clock_offset: i64,
    /// What was done to keep it working.
    #[serde(default)]
    pub maintenance: Vec<Maintenance>,
}

/// One entry of the maintenance log.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Maintenance {
    /// The day.
    pub date: Option<Day>,
    /// Who did it.
    pub by: Option<String>,
    /// What was done.
    pub what: Option<String>,
}

impl Device {
    /// Whether a day lies in its service life, both ends included; an end that is not given is
    /// open.
    #[must_use]
    pub fn is_in_service(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from.0 <= day) && self.until.is_none_or(|until| day <= until.0)
    }

    /// The true day of a recording that begins, or else ends, at a moment of this device's clock.
    #[must_use]
    pub fn true_day(&self, recorded: Moment) -> NaiveDate {
        recorded.plus_seconds(-self.clock_offset).date()
    }

    /// The day of its latest maintenance.
    #[must_use]
    pub fn last_maintained(&self) -> Option<NaiveDate> {
        self.maintenance
            .iter()
            .filter_map(|entry| entry.date)
            .map(|day| day.0)
            .max()
    }
}

/// Devices that the register has more than once: which clock and which service life would hold?
pub(super) fn named_twice(text: &str, table: &DeTable<'_>) -> Vec<Problem> {
    let devices = table.get("device").map(toml::Spanned::get_ref);
    let ids = devices
        .and_then(DeValue::as_array)
        .into_iter()
        .flat_map(|items| items.iter())
        .filter_map(|item| item.get_ref().as_table()?.get("id"));
    let mut first = BTreeMap::new();
    let mut problems = Vec::new();
    for id in ids {
        let Some(name) = id.get_ref().as_str() else {
            continue;
        };
        let Some(at) = first.get(name).copied() else {
            first.insert(name, id.span().start);
            continue;
        };
        let line = text.get(..at).map_or(0, |text| text.matches('\n').count()) + 1;
        let problem = Problem::new(id.span(), format!("设备编号 {name} 用了两次"));
        problems.push(problem.help(format!("第一次在第 {line} 行；每台设备在名录中只有一项")));
    }
    problems
}
