//! Amounts as people type them, in 分.

/// How many 分 a unit is.
const UNITS: &[(&str, i64)] = &[("万元", 1_000_000), ("元", 100), ("分", 1)];

/// Reads `5000000` (分), `50000元`, `1,234.56元`, `5万元`; none for what is no whole number of 分.
pub(super) fn parse(text: &str) -> Option<i64> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !",，".contains(*c))
        .collect();
    let text = text.strip_prefix("人民币").unwrap_or(&text);
    let unit = UNITS
        .iter()
        .find_map(|(word, fen)| Some((text.strip_suffix(word)?, *fen)));
    let (number, unit) = unit.unwrap_or((text, 1));
    scaled(number, unit)
}

/// A decimal number times a power of ten, exactly.
fn scaled(number: &str, unit: i64) -> Option<i64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || !digits(whole)
        || !digits(part)
        || (number.contains('.') && part.is_empty())
    {
        return None;
    }
    let mut total = whole.parse::<i64>().ok()?.checked_mul(unit)?;
    let mut place = unit;
    for digit in part.bytes() {
        let digit = i64::from(digit - b'0');
        if place % 10 != 0 && digit != 0 {
            return None;
        }
        place /= 10;
        total = total.checked_add(digit * place)?;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_exactly() {
        for (typed, want) in [
            ("5000000", Some(5_000_000)),
            ("50000元", Some(5_000_000)),
            ("人民币 1,234.56 元", Some(123_456)),
            ("5万元", Some(5_000_000)),
            ("1.07万元", Some(1_070_000)),
            ("0.05元", Some(5)),
            ("0.10元", Some(10)),
            ("1.005元", None),
            ("1.5", None),
            ("1.元", None),
            ("元", None),
            ("-1元", None),
            ("五万元", None),
            ("99999999999999999999元", None),
        ] {
            assert_eq!(parse(typed), want, "{typed}");
        }
    }
}
