//! The text of `bag-info.txt`.

use std::fmt::Write as _;

use super::name::shown;
use super::text::Text;

const SIZE: &str = "Bag-Size";
const OXUM: &str = "Payload-Oxum";

/// The labels that come before the computed ones; RFC 8493 §2.2.2 lists them in this order.
const BEFORE: [&str; 8] = [
    "Source-Organization",
    "Organization-Address",
    "Contact-Name",
    "Contact-Phone",
    "Contact-Email",
    "External-Description",
    "External-Identifier",
    "Bagging-Date",
];

/// Why a line cannot stand in `bag-info.txt`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InfoProblem {
    /// The label is empty, or a colon, white space at an end or a line end is in it.
    #[error("bag-info.txt 的标签“{}”不可用，应为一行、不含“:”、两端无空白", shown(.label))]
    Label {
        /// The label.
        label: String,
    },
    /// The value has more than one line, or control characters.
    #[error("bag-info.txt 中 {} 的值含有换行或控制字符，应为一行", shown(.label))]
    Value {
        /// The label.
        label: String,
    },
    /// The label is one that is computed.
    #[error("bag-info.txt 的 {label} 由程序计算，不应另给")]
    Computed {
        /// The label.
        label: String,
    },
}

/// What is wrong with the lines, all at once.
pub(super) fn problems(info: &[(String, String)]) -> Vec<InfoProblem> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let mut found = Vec::new();
    for (label, value) in info {
        let label = label.clone();
        if label.is_empty()
            || label.contains(':')
            || label.contains(breaks)
            || label.trim() != label
        {
            found.push(InfoProblem::Label { label });
        } else if [SIZE, OXUM]
            .iter()
            .any(|computed| computed.eq_ignore_ascii_case(&label))
        {
            found.push(InfoProblem::Computed { label });
        } else if value.contains(breaks) {
            found.push(InfoProblem::Value { label });
        }
    }
    found
}

/// The text, with the size and the Oxum of a payload of that many bytes and files put in.
#[must_use]
pub fn render(info: &[(String, String)], bytes: u64, files: u64) -> String {
    let is_before = |label: &str| BEFORE.iter().any(|it| it.eq_ignore_ascii_case(label));
    let place = info
        .iter()
        .rposition(|(label, _)| is_before(label))
        .map_or(0, |last| last + 1);
    let computed = [
        (SIZE.into(), size(bytes)),
        (OXUM.into(), format!("{bytes}.{files}")),
    ];
    let (before, after) = info.split_at(place);
    let mut text = String::new();
    for (label, value) in before.iter().chain(&computed).chain(after) {
        // writing to a String cannot fail
        let _ = writeln!(text, "{label}: {value}");
    }
    text
}

/// A size for people, in decimal units, rounded half up to one place.
fn size(bytes: u64) -> String {
    let units = [
        ("TB", 1_000_000_000_000),
        ("GB", 1_000_000_000),
        ("MB", 1_000_000),
        ("KB", 1000),
    ];
    let Some((unit, scale)) = units.into_iter().find(|(_, scale)| bytes >= *scale) else {
        return format!("{bytes} B");
    };
    let tenths = (u128::from(bytes) * 10 + u128::from(scale) / 2) / u128::from(scale);
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

/// The labels and values of a `bag-info.txt`, in order; a value may go on in lines that are
/// indented. Lines that are neither are passed over: they say nothing that is compared.
pub(super) fn labels(text: &Text<'_>) -> Vec<(String, String)> {
    let mut labels: Vec<(String, String)> = Vec::new();
    for line in text.lines.iter().flatten() {
        let is_more = line.starts_with([' ', '\t']) && !line.trim().is_empty();
        match (labels.last_mut().filter(|_| is_more), line.split_once(':')) {
            (Some((_, value)), _) => {
                if !value.is_empty() {
                    value.push(' ');
                }
                value.push_str(line.trim());
            }
            (None, Some((label, value))) => {
                labels.push((label.trim().to_owned(), value.trim().to_owned()));
            }
            (None, None) => {}
        }
    }
    labels
}

/// What is said of the size of the payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Oxum {
    Silent,
    /// Bytes and files.
    Stated(u64, u64),
    /// More than once, which RFC 8493 does not allow.
    Repeated,
    /// What cannot be understood.
    Unparsable(String),
}

/// The bytes and files that the labels give for the payload.
pub(super) fn oxum(labels: &[(String, String)]) -> Oxum {
    let mut values = labels
        .iter()
        .filter(|(label, _)| label.eq_ignore_ascii_case(OXUM))
        .map(|(_, value)| value);
    let Some(value) = values.next() else {
        return Oxum::Silent;
    };
    if values.next().is_some() {
        return Oxum::Repeated;
    }
    let number = |text: &str| text.parse::<u64>().ok();
    let pair = value
        .split_once('.')
        .and_then(|(bytes, files)| number(bytes).zip(number(files)));
    pair.map_or_else(
        || Oxum::Unparsable(value.clone()),
        |(bytes, files)| Oxum::Stated(bytes, files),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::text::{self, TagEncoding};

    fn lines(labels: &[&str]) -> Vec<(String, String)> {
        labels
            .iter()
            .map(|label| ((*label).to_owned(), "值".to_owned()))
            .collect()
    }

    #[test]
    fn the_computed_lines_follow_the_bagging_date() {
        let cases: &[(&[&str], &[&str])] = &[
            (&[], &[SIZE, OXUM]),
            (
                &[
                    "Source-Organization",
                    "Bagging-Date",
                    "Bag-Count",
                    "Anjuan-Retention",
                ],
                &[
                    "Source-Organization",
                    "Bagging-Date",
                    SIZE,
                    OXUM,
                    "Bag-Count",
                    "Anjuan-Retention",
                ],
            ),
            (&["Anjuan-Retention"], &[SIZE, OXUM, "Anjuan-Retention"]),
            (
                &["External-Identifier"],
                &["External-Identifier", SIZE, OXUM],
            ),
        ];
        for (given, want) in cases {
            let text = render(&lines(given), 279_164_409_832, 1198);
            let labels: Vec<_> = text
                .lines()
                .filter_map(|line| line.split_once(": "))
                .map(|it| it.0)
                .collect();
            assert_eq!(&labels, want);
            assert!(text.contains("Bag-Size: 279.2 GB\nPayload-Oxum: 279164409832.1198\n"));
            assert_eq!(said(&text), Oxum::Stated(279_164_409_832, 1198));
        }
    }

    #[test]
    fn sizes_are_given_in_decimal_units() {
        for (bytes, want) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 KB"),
            (1949, "1.9 KB"),
            (1950, "2.0 KB"),
            (2_500_000, "2.5 MB"),
            (u64::MAX, "18446744.1 TB"),
        ] {
            assert_eq!(size(bytes), want);
        }
    }

    #[test]
    fn lines_that_would_break_the_file_are_refused() {
        for (label, value, refused) in [
            ("Contact-Name", "李某", false),
            ("立档单位", "三明市工业和信息化局: 执法一科", false),
            ("", "x", true),
            ("A:B", "x", true),
            (" A", "x", true),
            ("A", "x\ny", true),
            ("A", "x\ry", true),
            ("A", "x\u{2028}y", true),
            ("payload-oxum", "1.1", true),
            ("Bag-Size", "1 KB", true),
        ] {
            let found = problems(&[(label.into(), value.into())]);
            assert_eq!(!found.is_empty(), refused, "{label:?} {value:?}");
        }
    }

    fn said(text: &str) -> Oxum {
        oxum(&labels(&text::read(text.as_bytes(), &TagEncoding::utf8())))
    }

    #[test]
    fn an_oxum_is_two_numbers_given_once() {
        for (text, want) in [
            ("Bag-Size: 1 KB\n", Oxum::Silent),
            ("payload-oxum :  1.2 \r\n", Oxum::Stated(1, 2)),
            ("Payload-Oxum:\n 1.2\n", Oxum::Stated(1, 2)),
            ("Payload-Oxum: x", Oxum::Unparsable("x".into())),
            ("Payload-Oxum: 1", Oxum::Unparsable("1".into())),
            ("payload-oxum: 1.2\nPayload-Oxum: 1.3", Oxum::Repeated),
        ] {
            assert_eq!(said(text), want, "{text}");
        }
    }

    #[test]
    fn values_go_on_in_indented_lines() {
        let text = "A: 甲\n  乙\n\nB : 丙\n没有冒号\nC:丁: 戊\n";
        let found = labels(&text::read(text.as_bytes(), &TagEncoding::utf8()));
        let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        assert_eq!(
            found,
            [pair("A", "甲 乙"), pair("B", "丙"), pair("C", "丁: 戊")]
        );
    }
}
