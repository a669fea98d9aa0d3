//! A digest that a person kept: read as it is printed, copied or dictated.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::task::error::Failure;

/// How many hexadecimal digits a SHA-256 value has.
const DIGITS: usize = 64;
/// How a digest is named where its kind is written beside it.
const NAME: &str = "sha256:";

/// The SHA-256 of a line of a log, in lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeadDigest(String);

impl HeadDigest {
    /// A digest as people write it: in groups, with any blanks between, in any case and width.
    ///
    /// # Errors
    /// Anything but all 64 digits: a shorter one can be met by trying.
    pub fn typed(text: &str) -> Result<Self, Failure> {
        let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let plain = plain.to_ascii_lowercase();
        let digits = plain.strip_prefix(NAME).unwrap_or(&plain);
        let failure = Failure::new(format!("「{}」不是日志摘要", short(text)));
        if let Some(other) = digits.chars().find(|c| !c.is_ascii_hexdigit()) {
            return Err(failure.because(format!(
                "其中有「{}」；摘要由 64 位 0-9、a-f 组成",
                other.escape_debug()
            )));
        }
        match digits.len() {
            DIGITS => Ok(Self(digits.to_owned())),
            8 => Err(failure
                .because("只有 8 位，应为 64 位")
                .hint("分组抄录的摘要，连同空格放在引号里：--head \"第一组 第二组 …\"")),
            length => Err(failure
                .because(format!("有 {length} 位，应为 64 位"))
                .because("不能只给一部分：另做一份日志，凑出前若干位相同的摘要是办得到的")),
        }
    }

    /// A digest as a seal writes it.
    pub(super) fn written(text: &str) -> Option<Self> {
        let digits = text.strip_prefix(NAME)?;
        let plain = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
        (digits.len() == DIGITS && digits.bytes().all(plain)).then(|| Self(digits.to_owned()))
    }

    /// A digest that this program has computed.
    pub(super) fn computed(hex: &str) -> Self {
        Self(hex.to_owned())
    }

    /// The digits.
    #[must_use]
    pub fn hex(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HeadDigest {
    /// As a seal writes it, the kind first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{NAME}{}", self.0)
    }
}

/// A digest in 8 groups of 8, to be read out and compared by eye.
#[must_use]
pub fn grouped(hex: &str) -> String {
    let digits: Vec<char> = hex.chars().collect();
    let groups: Vec<String> = digits
        .chunks(8)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

/// What was typed, as far as a message needs it.
fn short(text: &str) -> String {
    let mut shown: String = text.chars().take(16).flat_map(char::escape_debug).collect();
    if text.chars().count() > 16 {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "0ec48e652460433951fda2e2282780095b3bdf3e85369ad0214a5c4a6a485a5a";

    #[test]
    fn a_digest_is_read_however_it_was_copied() {
        let upper = HEX.to_uppercase();
        let groups = grouped(HEX);
        assert_eq!(groups.split(' ').count(), 8);
        let wide = groups.replace(' ', "\u{3000}");
        let lines = format!("{}\n  {}\n", &groups[..35], &groups[36..]);
        let full: String = HEX
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
            .collect();
        let named = format!("sha256:{HEX}");
        for text in [HEX, &upper, &groups, &wide, &lines, &full, &named] {
            assert_eq!(HeadDigest::typed(text).unwrap().hex(), HEX, "{text}");
        }
    }

    #[test]
    fn anything_but_all_sixty_four_digits_is_refused_with_the_reason() {
        let long = format!("{HEX}0");
        for (text, why) in [
            ("", "有 0 位"),
            (&HEX[..63], "有 63 位"),
            (&HEX[..32], "凑出"),
            (&HEX[..8], "只有 8 位"),
            (&long, "有 65 位"),
            ("第一组", "其中有「第」"),
            (&HEX.replace('0', "o"), "其中有「o」"),
        ] {
            let failure = HeadDigest::typed(text).unwrap_err().to_string();
            assert!(failure.contains(why), "{text}: {failure}");
        }
    }

    #[test]
    fn a_seal_writes_a_digest_in_one_way_alone() {
        assert!(HeadDigest::written(&format!("sha256:{HEX}")).is_some());
        let upper = HEX.to_uppercase();
        for text in [
            HEX,
            &format!("sha256:{upper}"),
            &format!("sha256: {HEX}"),
            "sha256:",
        ] {
            assert_eq!(HeadDigest::written(text), None, "{text}");
        }
    }
}
