//! Days: which are working days, and how a term is counted.
//!
//! The State Council arranges each year's holidays by a notice; that is data here, one file a
//! year. A year without data has no working days to count: the answer is then `None`, never a
//! guess. The day on which a term starts is not counted. Imports nothing of the crate.
//!
//! How the statutes count, which rules name by the unit of a term:
//!
//! | unit | whose terms | source |
//! |---|---|---|
//! | 工作日 | 二日、三日、五日、七日 of 行政处罚法, and no other number there | its article 85 |
//! | 工作日 | terms up to 十日 of 行政强制法 | its article 69 |
//! | 日 | all other terms; an agency's own term does not roll on, since nothing says that it may | no clause |
//! | 日顺延, 月顺延 | terms of a party: a last day that is no working day moves on | 民事诉讼法 article 85 |
//! | 月 | the same day of a later month, or its last day | 民事诉讼法 article 85, by its usual reading |
//! | 小时 | from a time of day; 24小时 of 行政强制法 19 and of 国务院令第310号 5 | these |
//!
//! ```
//! use anjuan::calendar::Calendar;
//! use chrono::NaiveDate;
//! let calendar = Calendar::built_in();
//! let closed = NaiveDate::from_ymd_opt(2026, 4, 30).unwrap();
//! // 5 月 1 日至 5 日放假，5 月 9 日（星期六）上班
//! assert_eq!(calendar.add_working_days(closed, 4), NaiveDate::from_ymd_opt(2026, 5, 9));
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};
use serde::Deserialize;
use toml::value::Datetime;

/// The years that the program knows.
const YEARS: &[&str] = &[include_str!("2026.toml")];

/// One year's arrangement: holidays, and weekend days that are worked.
#[derive(Clone, Debug, Default)]
struct Year {
    off: BTreeSet<NaiveDate>,
    work: BTreeSet<NaiveDate>,
}

/// The arrangements of all years that are known.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
}

#[derive(Deserialize)]
struct YearFile {
    year: i32,
    off: Vec<Datetime>,
    work: Vec<Datetime>,
}

impl Calendar {
    /// The years that the program knows.
    #[must_use]
    pub fn built_in() -> Self {
        // read once: a nightly check asks for it anew with every case
        static BUILT_IN: LazyLock<Calendar> = LazyLock::new(Calendar::read);
        BUILT_IN.clone()
    }

    fn read() -> Self {
        let files = YEARS.iter().filter_map(|text| toml::from_str(text).ok());
        let days = |list: &[Datetime]| list.iter().filter_map(day).collect();
        let year = |file: YearFile| {
            let year = Year {
                off: days(&file.off),
                work: days(&file.work),
            };
            (file.year, year)
        };
        Self {
            years: files.map(year).collect(),
        }
    }

    /// The same calendar with further days from a workspace. A year counts as known as soon as
    /// one of its days is given as off; days given for a known year are added to it.
    #[must_use]
    pub fn with(mut self, off: &[NaiveDate], work: &[NaiveDate]) -> Self {
        for day in off {
            self.years.entry(day.year()).or_default().off.insert(*day);
        }
        for day in work {
            if let Some(year) = self.years.get_mut(&day.year()) {
                year.work.insert(*day);
            }
        }
        self
    }

    /// Whether a day is worked; `None` for a year without data.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> Option<bool> {
        let year = self.years.get(&day.year())?;
        if year.work.contains(&day) {
            return Some(true);
        }
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        Some(!weekend && !year.off.contains(&day))
    }

    /// The `count`-th working day after a day or, if negative, before it; `None` where a year
    /// without data is reached.
    #[must_use]
    pub fn add_working_days(&self, from: NaiveDate, count: i64) -> Option<NaiveDate> {
        let mut day = from;
        let mut left = count.unsigned_abs();
        while left > 0 {
            day = if count < 0 {
                day.pred_opt()?
            } else {
                day.succ_opt()?
            };
            if self.is_working_day(day)? {
                left -= 1;
            }
        }
        Some(day)
    }

    /// A day that is worked: this one, or the next that is; `None` where a year without data is
    /// reached.
    #[must_use]
    pub fn roll_forward(&self, from: NaiveDate) -> Option<NaiveDate> {
        let mut day = from;
        while !self.is_working_day(day)? {
            day = day.succ_opt()?;
        }
        Some(day)
    }
}

/// The `count`-th calendar day after (or, if negative, before) a day.
#[must_use]
pub fn add_days(from: NaiveDate, count: i64) -> Option<NaiveDate> {
    let days = Days::new(count.unsigned_abs());
    if count < 0 {
        from.checked_sub_days(days)
    } else {
        from.checked_add_days(days)
    }
}

/// The same day `count` months later (or, if negative, earlier); the last day of a month that has
/// no such day.
#[must_use]
pub fn add_months(from: NaiveDate, count: i64) -> Option<NaiveDate> {
    let months = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
    if count < 0 {
        from.checked_sub_months(months)
    } else {
        from.checked_add_months(months)
    }
}

fn day(value: &Datetime) -> Option<NaiveDate> {
    let date = value.date?;
    NaiveDate::from_ymd_opt(
        i32::from(date.year),
        u32::from(date.month),
        u32::from(date.day),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn working_days_skip_holidays_and_count_worked_weekends() {
        let calendar = Calendar::built_in();
        let cases = [
            ("2026-02-13", 1, "2026-02-14"), // 周六上班
            ("2026-02-13", 2, "2026-02-24"), // 春节 15 日至 23 日
            ("2026-02-24", 4, "2026-02-28"), // 周六上班
            ("2026-06-30", 5, "2026-07-07"),
            ("2026-09-18", 1, "2026-09-20"), // 周日上班
            ("2026-09-30", 3, "2026-10-10"), // 国庆后 8、9 日，10 日周六上班
            ("2026-05-06", 0, "2026-05-06"),
        ];
        for (from, count, want) in cases {
            assert_eq!(
                calendar.add_working_days(date(from), count),
                Some(date(want)),
                "{from}"
            );
        }
    }

    #[test]
    fn a_year_without_data_is_never_guessed() {
        let calendar = Calendar::built_in();
        assert_eq!(calendar.add_working_days(date("2026-12-30"), 2), None);
        assert_eq!(calendar.is_working_day(date("2025-06-03")), None);
        let known = calendar.with(&[date("2027-01-01")], &[]);
        assert_eq!(
            known.add_working_days(date("2026-12-30"), 2),
            Some(date("2027-01-04"))
        );
    }
}
