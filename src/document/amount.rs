//! Amounts of money: `20000.00元` and the capitals of 《支付结算办法》附一.

/// The largest amount that capitals are written for: below 壹亿亿元.
const LIMIT: u64 = 1_000_000_000_000_000_000;

const NUMERALS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const PLACES: [(u64, &str); 4] = [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")];

/// Why an amount cannot be written in capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Papers state what is owed; a negative amount is a mistake upstream.
    #[error("金额为负数（{fen}分），应不小于0")]
    Negative {
        /// The amount in 分.
        fen: i64,
    },
    /// Beyond the units that capitals have names for.
    #[error("金额过大（{fen}分），大写应小于壹亿亿元")]
    TooLarge {
        /// The amount in 分.
        fen: i64,
    },
}

/// `20000.00元` from an amount in 分.
///
/// # Errors
/// [`AmountError::Negative`].
pub fn figures(fen: i64) -> Result<String, AmountError> {
    let amount = u64::try_from(fen).map_err(|_| AmountError::Negative { fen })?;
    Ok(format!("{}.{:02}元", amount / 100, amount % 100))
}

/// `贰万元整` from an amount in 分, without 「人民币」 in front.
///
/// One 零 for a gap: also where the 万 (亿) figure is zero and 仟 follows, as in 壹拾万零柒仟元整; none between 元 and 角.
/// 整 follows 元 only.
///
/// # Errors
/// [`AmountError::Negative`], [`AmountError::TooLarge`].
pub fn capitals(fen: i64) -> Result<String, AmountError> {
    let amount = u64::try_from(fen).map_err(|_| AmountError::Negative { fen })?;
    if amount >= LIMIT {
        return Err(AmountError::TooLarge { fen });
    }
    let (yuan, jiao, cents) = (amount / 100, amount / 10 % 10, amount % 10);
    let mut text = String::new();
    if yuan > 0 || amount == 0 {
        text += &whole(yuan);
        text += "元";
    }
    match (jiao, cents) {
        (0, 0) => text += "整",
        (0, _) if yuan > 0 => text += "零",
        (0, _) => {}
        _ => text += &(numeral(jiao).to_owned() + "角"),
    }
    if cents > 0 {
        text += numeral(cents);
        text += "分";
    }
    Ok(text)
}

fn numeral(figure: u64) -> &'static str {
    usize::try_from(figure)
        .ok()
        .and_then(|figure| NUMERALS.get(figure).copied())
        .unwrap_or_default()
}

fn whole(number: u64) -> String {
    match number {
        0 => "零".to_owned(),
        1..10_000 => below_ten_thousand(number),
        10_000..100_000_000 => joined(number, 10_000, "万"),
        _ => joined(number, 100_000_000, "亿"),
    }
}

fn joined(number: u64, unit: u64, name: &str) -> String {
    let (high, low) = (number / unit, number % unit);
    let mut text = whole(high) + name;
    if low > 0 {
        if low < unit / 10 || high % 10 == 0 {
            text += "零";
        }
        text += &whole(low);
    }
    text
}

fn below_ten_thousand(number: u64) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (place, name) in PLACES {
        let figure = number / place % 10;
        if figure == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text += "零";
            gap = false;
        }
        text += numeral(figure);
        text += name;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads capitals back by adding up units, knowing nothing of how they are written.
    fn read(text: &str) -> u64 {
        let (mut sum, mut section, mut figure, mut fen) = (0_u64, 0_u64, 0_u64, 0_u64);
        for sign in text.chars() {
            if let Some(value) = NUMERALS.iter().position(|n| n.starts_with(sign)) {
                figure = value as u64;
                continue;
            }
            match sign {
                '仟' => section += figure * 1000,
                '佰' => section += figure * 100,
                '拾' => section += figure * 10,
                '万' => sum += (section + figure) * 10_000,
                '亿' => sum = (sum + section + figure) * 100_000_000,
                '元' => fen += (sum + section + figure) * 100,
                '角' => fen += figure * 10,
                '分' => fen += figure,
                '整' => {}
                other => panic!("{other} in {text}"),
            }
            figure = 0;
            if matches!(sign, '万' | '亿' | '元') {
                section = 0;
            }
        }
        fen
    }

    #[test]
    fn capitals_follow_the_rules_of_payment() {
        for (fen, want) in [
            (0, "零元整"),
            (5, "伍分"),
            (50, "伍角"),
            (1_000, "壹拾元整"),
            (10_000, "壹佰元整"),
            (32_504, "叁佰贰拾伍元零肆分"),
            (140_950, "壹仟肆佰零玖元伍角"),
            (168_032, "壹仟陆佰捌拾元叁角贰分"),
            (600_714, "陆仟零柒元壹角肆分"),
            (1_001_000, "壹万零壹拾元整"),
            (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
            (1_200_000, "壹万贰仟元整"),
            (10_000_000, "壹拾万元整"),
            (10_700_000, "壹拾万零柒仟元整"),
            (10_700_053, "壹拾万零柒仟元伍角叁分"),
            (10_000_000_000, "壹亿元整"),
            (10_000_000_100, "壹亿零壹元整"),
            (12_345_678_901, "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元零壹分"),
            (100_000_000_000_000, "壹万亿元整"),
            (100_000_001_000_000, "壹万亿零壹万元整"),
            (1_000_100_000_000_000, "壹拾万零壹拾亿元整"),
        ] {
            assert_eq!(capitals(fen), Ok(want.to_owned()), "{fen}");
            assert_eq!(read(want), u64::try_from(fen).unwrap(), "{want}");
        }
    }

    #[test]
    fn amounts_that_no_paper_states_are_refused() {
        assert_eq!(capitals(-1), Err(AmountError::Negative { fen: -1 }));
        assert_eq!(figures(-1), Err(AmountError::Negative { fen: -1 }));
        let fen = i64::MAX;
        assert_eq!(capitals(fen), Err(AmountError::TooLarge { fen }));
        assert!(capitals(i64::try_from(LIMIT).unwrap() - 1).is_ok());
    }

    #[test]
    fn figures_have_two_decimals() {
        for (fen, want) in [(0, "0.00元"), (5, "0.05元"), (2_000_000, "20000.00元")] {
            assert_eq!(figures(fen), Ok(want.to_owned()));
        }
    }

    proptest! {
        #[test]
        fn capitals_read_back_as_the_amount(fen in prop_oneof![
            0..i64::try_from(LIMIT).unwrap(),
            0..100_000_000_000_i64,
            0..10_000_000_i64,
            (0..10_000_000_000_i64).prop_map(|yuan| yuan * 100),
        ]) {
            let text = capitals(fen).unwrap();
            prop_assert_eq!(read(&text), u64::try_from(fen).unwrap());
            prop_assert!(!text.contains("零零") && !text.contains("零元整") || fen == 0, "{}", text);
        }
    }
}
