//! The one place where the clock is read: the time of a journal line.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};

/// The offset of China, in seconds.
const EAST: i32 = 8 * 3600;

/// A reading of the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// RFC 3339 at +08:00, in seconds.
    pub(super) time: String,
    /// The clock stands before 1970 or behind the last line.
    pub(super) regressed: bool,
}

/// Reads the clock; `last` is the time of the last line.
pub(super) fn read(last: Option<&str>) -> Reading {
    reading(seconds(SystemTime::now()), last)
}

fn reading(seconds: i64, last: Option<&str>) -> Reading {
    let behind = last
        .and_then(parse)
        .is_some_and(|last| seconds < last.timestamp());
    Reading {
        time: render(seconds),
        regressed: seconds < 0 || behind,
    }
}

/// The day, at +08:00, on which the journal is read.
pub(super) fn today() -> NaiveDate {
    let now = DateTime::from_timestamp(seconds(SystemTime::now()), 0);
    now.map_or(NaiveDate::MAX, |now| day(now.fixed_offset()))
}

/// The day of a time, at +08:00.
pub(super) fn day(time: DateTime<FixedOffset>) -> NaiveDate {
    let east = FixedOffset::east_opt(EAST);
    east.map_or(time.date_naive(), |east| {
        time.with_timezone(&east).date_naive()
    })
}

/// Reads the time of a line.
pub(super) fn parse(time: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(time).ok()
}

/// Seconds since 1970, negative before.
fn seconds(now: SystemTime) -> i64 {
    match now.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
        Err(before) => {
            let before = before.duration();
            let whole = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
            -whole - i64::from(before.subsec_nanos() > 0)
        }
    }
}

fn render(seconds: i64) -> String {
    let east = FixedOffset::east_opt(EAST);
    match (DateTime::from_timestamp(seconds, 0), east) {
        (Some(time), Some(east)) => time
            .with_timezone(&east)
            .to_rfc3339_opts(SecondsFormat::Secs, false),
        // A clock outside the years that can be written: the epoch, which reads as regressed.
        _ => "1970-01-01T08:00:00+08:00".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn times_are_written_at_the_offset_of_china() {
        for (at, want) in [
            (0, "1970-01-01T08:00:00+08:00"),
            (-1, "1970-01-01T07:59:59+08:00"),
            (1_772_413_200, "2026-03-02T09:00:00+08:00"),
            (i64::MAX, "1970-01-01T08:00:00+08:00"),
        ] {
            assert_eq!(render(at), want);
        }
    }

    #[test]
    fn a_clock_before_1970_or_behind_the_last_line_is_marked() {
        let last = Some("2026-03-02T09:00:00+08:00");
        for (at, last, regressed) in [
            (1_772_413_200, last, false),
            (1_772_413_199, last, true),
            (-86_400, None, true),
            (0, None, false),
            (1, Some("坏的时间"), false),
        ] {
            assert_eq!(reading(at, last).regressed, regressed, "{at}");
        }
        assert_eq!(seconds(UNIX_EPOCH - Duration::from_millis(1500)), -2);
    }
}
