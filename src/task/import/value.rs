//! A cell's text as a value of the manifest.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime};
use toml::Value;

use super::mapping::Field;
use crate::case::Moment;
use crate::case::vocabulary::{EXCLUDED_BECAUSE, EXCLUDED_KIND};
use crate::reading::{Shape, is_id, text_problem};

/// How dates are written that can be read in one way only: the year stands first.
const DATES: &[&str] = &["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"];

/// No case is older: what reads as an earlier year was written with two digits.
const FIRST_YEAR: i32 = 1949;

/// A text as the value of a key; else what is wrong with it, and what is allowed.
pub(super) fn typed(field: &Field, text: &str) -> Result<Value, String> {
    let text = field.words.get(text).map_or(text, String::as_str);
    if let Some(hidden) = text_problem(Shape::Text, text, &field.path) {
        let named = format!("键 {} ", field.path);
        return Err(hidden.strip_prefix(&named).unwrap_or(&hidden).to_owned());
    }
    match field.key.shape {
        Shape::Date => date(text, field.format.as_deref()),
        Shape::Choice(choices) if !choices.contains(&text) => {
            let excluded = if text == EXCLUDED_KIND {
                format!("（{EXCLUDED_BECAUSE}）")
            } else {
                String::new()
            };
            Err(format!("有误，应为：{}{excluded}", choices.join("、")))
        }
        Shape::Id if !is_id(text) => Err(
            "不能作案号：案号应为字母、数字、._-，1 至 64 个；请在对照表里另选一列作 case.id"
                .to_owned(),
        ),
        Shape::Texts => Ok(Value::Array(vec![text.into()])),
        _ => Ok(text.into()),
    }
}

fn date(text: &str, format: Option<&str>) -> Result<Value, String> {
    let day = match format {
        Some(format) => NaiveDate::parse_from_str(text, format)
            .or_else(|_| NaiveDateTime::parse_from_str(text, format).map(|time| time.date()))
            .map_err(|_| format!("不是写作 {format} 的日期"))?,
        None => plain_date(text)?,
    };
    if day.year() < FIRST_YEAR {
        return Err("的年份应写四位".to_owned());
    }
    Moment::day(day)
        .to_value()
        .ok_or_else(|| "不是日期".to_owned())
}

/// A date in one of the usual forms; spreadsheets put midnight behind it.
fn plain_date(text: &str) -> Result<NaiveDate, String> {
    let day = |text: &str| {
        DATES
            .iter()
            .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
    };
    if let Some(day) = day(text) {
        return Ok(day);
    }
    let with_time = text.split_once([' ', 'T']).and_then(|(date, time)| {
        let time = ["%H:%M:%S", "%H:%M", "%H:%M:%S%.f"]
            .iter()
            .find_map(|form| NaiveTime::parse_from_str(time.trim(), form).ok())?;
        Some((day(date)?, time))
    });
    match with_time {
        Some((day, time)) if time == NaiveTime::MIN => Ok(day),
        Some(_) => Err("带有时间，应只写日期；确要舍去时间的，在对照表里写明 format".to_owned()),
        None => Err(
            "不是日期，应如 2026-03-02；别的写法在对照表里写明，如 format = \"%d/%m/%Y\""
                .to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_where_it_can_be_read_in_one_way_only() {
        let read = |text, format| date(text, format).map(|day| day.to_string());
        for (text, format) in [
            ("2026-3-2", None),
            ("2026/03/02", None),
            ("2026.3.2", None),
            ("2026年3月2日", None),
            ("2026-03-02 00:00:00", None),
            ("2026/3/2 0:00", None),
            ("2026-03-02T00:00:00.000", None),
            ("02/03/2026", Some("%d/%m/%Y")),
            ("20260302", Some("%Y%m%d")),
            ("2026-03-02 14:20", Some("%Y-%m-%d %H:%M")),
        ] {
            assert_eq!(read(text, format).as_deref(), Ok("2026-03-02"), "{text}");
        }
        for (text, format, why) in [
            ("2026-02-30", None, "不是日期"),
            ("3/2/2026", None, "不是日期"),
            ("46083", None, "不是日期"),
            ("26-3-2", None, "四位"),
            ("26/3/2", Some("%Y/%m/%d"), "四位"),
            ("2026-03-02 14:20", None, "带有时间"),
            ("2026-3-2", Some("%Y/%m/%d"), "%Y/%m/%d"),
        ] {
            let said = read(text, format).unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
    }
}
