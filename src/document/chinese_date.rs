//! Dates as Chinese papers write them.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, Timelike as _};

/// `2026年3月5日`: Arabic figures, no padding (GB/T 9704-2012, 7.3.5.4).
#[must_use]
pub fn arabic(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `2026年3月5日9时30分`; minutes have two figures, seconds are left out.
#[must_use]
pub fn arabic_time(time: NaiveDateTime) -> String {
    format!(
        "{}{}时{:02}分",
        arabic(time.date()),
        time.hour(),
        time.minute()
    )
}

/// `二〇二六年三月五日`: the older form in Chinese figures, with `〇` U+3007.
#[must_use]
pub fn han(date: NaiveDate) -> String {
    let year: String = date
        .year()
        .to_string()
        .chars()
        .filter_map(|figure| figure.to_digit(10))
        .map(numeral)
        .collect();
    format!(
        "{year}年{}月{}日",
        below_hundred(date.month()),
        below_hundred(date.day())
    )
}

fn numeral(figure: u32) -> &'static str {
    const NUMERALS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    NUMERALS.get(figure as usize).copied().unwrap_or_default()
}

fn below_hundred(number: u32) -> String {
    let (tens, ones) = (number / 10, number % 10);
    let tens = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        more => format!("{}十", numeral(more)),
    };
    if ones == 0 && !tens.is_empty() {
        return tens;
    }
    tens + numeral(ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn dates_are_written_in_both_forms() {
        for (date, want_arabic, want_han) in [
            (day(2026, 3, 5), "2026年3月5日", "二〇二六年三月五日"),
            (
                day(2026, 11, 24),
                "2026年11月24日",
                "二〇二六年十一月二十四日",
            ),
            (day(2030, 10, 10), "2030年10月10日", "二〇三〇年十月十日"),
            (
                day(2000, 12, 20),
                "2000年12月20日",
                "二〇〇〇年十二月二十日",
            ),
            (day(1999, 1, 31), "1999年1月31日", "一九九九年一月三十一日"),
        ] {
            assert_eq!(arabic(date), want_arabic);
            assert_eq!(han(date), want_han);
        }
    }

    #[test]
    fn times_have_two_figures_of_minutes() {
        for (hour, minute, want) in [
            (9, 30, "2026年3月5日9时30分"),
            (9, 5, "2026年3月5日9时05分"),
            (0, 0, "2026年3月5日0时00分"),
        ] {
            let time = day(2026, 3, 5).and_hms_opt(hour, minute, 59).unwrap();
            assert_eq!(arabic_time(time), want);
        }
    }
}
