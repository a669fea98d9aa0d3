//! A date, or a date with a time, always at +08:00.

use std::fmt;

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Deserializer};
use toml::value::{Datetime, Offset};

/// China's offset; the machine's zone is never asked.
const SECONDS_EAST: i32 = 8 * 3600;

/// A day, with the time of day where it is known. Times are kept at +08:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    date: NaiveDate,
    time: Option<NaiveTime>,
}

impl Moment {
    /// A day without a time.
    #[must_use]
    pub fn day(date: NaiveDate) -> Self {
        Self { date, time: None }
    }

    /// A time at +08:00.
    #[must_use]
    pub fn at(local: NaiveDateTime) -> Self {
        Self {
            date: local.date(),
            time: Some(local.time()),
        }
    }

    /// The last second of a day.
    #[must_use]
    pub fn end_of(date: NaiveDate) -> Self {
        let last = NaiveTime::from_hms_opt(23, 59, 59);
        Self { date, time: last }
    }

    /// The day at +08:00.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.date
    }

    /// The time at +08:00, where one is given.
    #[must_use]
    pub fn local(self) -> Option<NaiveDateTime> {
        self.time.map(|time| self.date.and_time(time))
    }

    /// The same moment, moved by seconds; a day without a time stays.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        match self
            .local()
            .and_then(|local| local.checked_add_signed(Duration::seconds(seconds)))
        {
            Some(local) => Self::at(local),
            None => self,
        }
    }

    /// The order of two moments. A day against a time compares days.
    #[must_use]
    pub fn order(self, other: Self) -> std::cmp::Ordering {
        match (self.local(), other.local()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => self.date.cmp(&other.date),
        }
    }

    /// What a TOML date or date-time says; none where it has no date or is no real time.
    #[must_use]
    pub fn from_toml(value: &Datetime) -> Option<Self> {
        let date = value.date?;
        let date = NaiveDate::from_ymd_opt(
            i32::from(date.year),
            u32::from(date.month),
            u32::from(date.day),
        )?;
        let Some(time) = value.time else {
            return Some(Self::day(date));
        };
        let second = u32::from(time.second.unwrap_or(0)).min(59);
        let nano = time.nanosecond.unwrap_or(0);
        let (hour, minute) = (u32::from(time.hour), u32::from(time.minute));
        let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nano)?;
        let local = date.and_time(time);
        let east = match value.offset {
            None => SECONDS_EAST,
            Some(Offset::Z) => 0,
            Some(Offset::Custom { minutes }) => i32::from(minutes) * 60,
        };
        let shift = Duration::seconds(i64::from(SECONDS_EAST - east));
        local.checked_add_signed(shift).map(Self::at)
    }

    /// Reads what a person types: `2026-03-02`, `2026-3-2 9:10`, `2026-03-02T09:10:00+08:00`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(time) = DateTime::parse_from_rfc3339(text) {
            let east = FixedOffset::east_opt(SECONDS_EAST)?;
            return Some(Self::at(time.with_timezone(&east).naive_local()));
        }
        let (day, time) = match text.split_once([' ', 'T']) {
            Some((day, time)) => (day, Some(time.trim())),
            None => (text, None),
        };
        let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
        let Some(time) = time else {
            return Some(Self::day(date));
        };
        ["%H:%M:%S", "%H:%M"]
            .iter()
            .find_map(|form| NaiveTime::parse_from_str(time, form).ok())
            .map(|time| Self::at(date.and_time(time)))
    }

    /// The moment as TOML writes it: `2026-03-02` or `2026-03-02T09:10:00+08:00`.
    #[must_use]
    pub fn to_toml(self) -> String {
        match self.local() {
            Some(local) => format!("{}+08:00", local.format("%Y-%m-%dT%H:%M:%S")),
            None => self.date.to_string(),
        }
    }

    /// The moment as a value of the manifest; none beyond the years that TOML writes.
    #[must_use]
    pub fn to_value(self) -> Option<toml::Value> {
        self.to_toml().parse().ok().map(toml::Value::Datetime)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.local() {
            Some(local) => write!(f, "{}", local.format("%Y-%m-%d %H:%M:%S")),
            None => write!(f, "{}", self.date),
        }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Datetime::deserialize(deserializer)?;
        Self::from_toml(&value).ok_or_else(|| serde::de::Error::custom("没有日期"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_understood_at_china_time() {
        let cases = [
            ("2026-3-2", "2026-03-02"),
            ("2026-03-02 9:10", "2026-03-02T09:10:00+08:00"),
            ("2026-03-02T09:10:05", "2026-03-02T09:10:05+08:00"),
            ("2026-03-02T01:10:00Z", "2026-03-02T09:10:00+08:00"),
            ("2026-03-02T20:00:00-08:00", "2026-03-03T12:00:00+08:00"),
        ];
        for (typed, want) in cases {
            assert_eq!(
                Moment::parse(typed).map(Moment::to_toml).as_deref(),
                Some(want),
                "{typed}"
            );
        }
        for typed in ["", "2026-02-30", "明天", "9:10", "2026-03-02 25:00"] {
            assert_eq!(Moment::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_day_against_a_time_compares_days() {
        let day = Moment::parse("2026-03-02").unwrap();
        let late = Moment::parse("2026-03-02 23:59").unwrap();
        let next = Moment::parse("2026-03-03 0:00").unwrap();
        assert!(day.order(late).is_eq());
        assert!(day.order(next).is_lt());
        assert!(late.order(next).is_lt());
    }
}
