//! Who acts, and what day it is.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Duration, NaiveDate};

use super::error::Failure;
use crate::inert;
use crate::store::{Actor, ActorFrom};

/// Today at +08:00, unless a date is given or `ANJUAN_TODAY` says otherwise.
///
/// # Errors
/// Where `ANJUAN_TODAY` is no date; a clock that stands before 1970 or beyond every calendar.
pub fn today(given: Option<NaiveDate>) -> Result<NaiveDate, Failure> {
    if let Some(day) = given {
        return Ok(day);
    }
    match std::env::var("ANJUAN_TODAY") {
        Ok(text) if !text.is_empty() => text.parse().map_err(|_| {
            Failure::new(format!(
                "环境变量 ANJUAN_TODAY 的值「{text}」不是日期，应如 2026-11-24"
            ))
        }),
        _ => day(SystemTime::now()),
    }
}

/// The day at +08:00 of a reading of the clock.
fn day(now: SystemTime) -> Result<NaiveDate, Failure> {
    let wrong = |what: &str| {
        Failure::new(format!("系统的时钟{what}"))
            .because("期限都从今天算起，时钟不对就无从计算")
            .hint("请校准时钟；或者用环境变量 ANJUAN_TODAY 写明今天的日期，如 2026-11-24")
    };
    let since = now.duration_since(UNIX_EPOCH);
    let since = since.map_err(|_| wrong("停在 1970 年以前"))?;
    let seconds = i64::try_from(since.as_secs()).ok();
    let utc = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let here = utc.and_then(|utc| utc.naive_utc().checked_add_signed(Duration::hours(8)));
    here.map(|here| here.date())
        .ok_or_else(|| wrong("超出了历法能写的年份"))
}

/// How long after its filing a case is still written to: beyond it the clock is doubted.
const LONGEST_CASE: i64 = 10 * 366;

/// What is said where today is so long after the filing of a case that the clock may be wrong.
#[must_use]
pub fn doubt(today: NaiveDate, opened: NaiveDate) -> Option<String> {
    let is_far = (today - opened).num_days() > LONGEST_CASE;
    is_far.then(|| format!("注意：今天是 {today}，立案是 {opened}，相隔十年以上，请核对系统的时钟"))
}

/// The longest name of a person or an office, in characters.
const LONGEST_NAME: usize = 60;
/// The longest reason, in characters.
const LONGEST_REASON: usize = 1000;

/// The actor of a journal line: `--by`, else `ANJUAN_BY`, else the user of the operating system.
///
/// # Errors
/// A name that [`name`] refuses; an empty `ANJUAN_BY` is none.
pub fn actor(by: Option<&str>) -> Result<Actor, Failure> {
    if let Some(by) = by {
        return Ok(of(name("--by 的值", by)?, ActorFrom::Flag));
    }
    let environment = |key: &str| match std::env::var_os(key) {
        Some(value) if !value.is_empty() => Some(value.to_string_lossy().into_owned()),
        _ => None,
    };
    if let Some(by) = environment("ANJUAN_BY") {
        return Ok(of(
            name("环境变量 ANJUAN_BY 的值", &by)?,
            ActorFrom::Environment,
        ));
    }
    let user = ["USER", "USERNAME"];
    let user = user.iter().find_map(|key| Some((key, environment(key)?)));
    match user {
        Some((key, user)) => {
            let user = name(&format!("环境变量 {key} 的值"), &user);
            let user = user.map_err(|failure| failure.hint("用 --by 姓名 写明操作人"))?;
            Ok(of(user, ActorFrom::System))
        }
        None => Ok(of("（未知）".to_owned(), ActorFrom::System)),
    }
}

fn of(name: String, from: ActorFrom) -> Actor {
    Actor { name, from }
}

/// A name that goes into a journal, without the white space around it.
///
/// # Errors
/// One that is blank, too long, or has a character that cannot be seen.
pub fn name(of: &str, text: &str) -> Result<String, Failure> {
    seen(of, text, LONGEST_NAME).map_err(|failure| failure.hint("请写姓名或机构的名称，如 王某"))
}

/// A reason that goes into a journal, without the white space around it.
///
/// # Errors
/// As of [`name`]; a reason is one paragraph.
pub fn reason(of: &str, text: &str) -> Result<String, Failure> {
    seen(of, text, LONGEST_REASON).map_err(|failure| failure.hint("请把理由写成一段文字"))
}

fn seen(of: &str, text: &str, longest: usize) -> Result<String, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::new(format!("{of}是空的")));
    }
    let length = text.chars().count();
    if length > longest {
        let shown: String = text.chars().take(20).collect();
        return Err(Failure::new(format!("{of}「{shown}……」太长"))
            .because(format!("有 {length} 个字符，应不超过 {longest} 个")));
    }
    match inert::hidden(text) {
        Some(c) => Err(Failure::new(format!("{of}「{text}」不能用")).because(inert::named(c))),
        None => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_clock_is_read_at_the_offset_of_china_or_not_at_all() {
        let after = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        for (now, want) in [
            (UNIX_EPOCH, Some("1970-01-01")),
            (after(57_599), Some("1970-01-01")),
            (after(57_600), Some("1970-01-02")),
            (after(4_070_880_000), Some("2099-01-01")),
            (UNIX_EPOCH - Duration::from_millis(1), None),
            (UNIX_EPOCH - Duration::from_secs(1 << 40), None),
            (after(1 << 50), None),
        ] {
            let read = day(now).map(|day| day.to_string()).ok();
            assert_eq!(read.as_deref(), want, "{now:?}");
        }
        let failure = day(UNIX_EPOCH - Duration::from_secs(1)).unwrap_err();
        assert_eq!(failure.code(), 2);
    }

    #[test]
    fn a_name_can_be_seen_and_is_not_blank() {
        let long = "长".repeat(61);
        for bad in [
            "",
            " \u{3000}",
            "李\n某",
            "李\t某",
            "李\u{202e}某",
            "李\u{200b}某",
            &long,
        ] {
            assert!(name("--by 的值", bad).is_err(), "{bad:?}");
        }
        for (good, want) in [
            ("李某", "李某"),
            (" 𠮷某 ", "𠮷某"),
            ("Ａ\u{3000}Ｂ", "Ａ\u{3000}Ｂ"),
        ] {
            assert_eq!(name("--by 的值", good).ok().as_deref(), Some(want));
        }
        assert!(reason("--reason 的值", "第一段\n第二段").is_err());
    }
}
