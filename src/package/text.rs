//! The text of tag files: encodings, line ends, byte order marks.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The encoding that a bag declares for its tag files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TagEncoding {
    label: String,
    encoding: &'static Encoding,
}

impl TagEncoding {
    /// `None` for an encoding that is not known.
    pub(super) fn named(label: &str) -> Option<Self> {
        let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
        let label = label.to_owned();
        Some(Self { label, encoding })
    }

    pub(super) fn utf8() -> Self {
        let (label, encoding) = ("UTF-8".into(), UTF_8);
        Self { label, encoding }
    }

    pub(super) fn label(&self) -> &str {
        &self.label
    }

    pub(super) fn is_utf8(&self) -> bool {
        self.encoding == UTF_8
    }

    /// The encoding of bytes that begin like these, and the length of their byte order mark.
    fn of(&self, bytes: &[u8]) -> (&'static Encoding, usize) {
        let is_utf16 = [UTF_16BE, UTF_16LE].contains(&self.encoding);
        match Encoding::for_bom(bytes) {
            Some((encoding, length)) if encoding == self.encoding || is_utf16 => (encoding, length),
            // RFC 2781: without a mark the higher byte comes first
            _ if self.label.eq_ignore_ascii_case("utf-16") => (UTF_16BE, 0),
            _ => (self.encoding, 0),
        }
    }
}

/// A tag file in lines; one that cannot be decoded is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text<'a> {
    pub(super) lines: Vec<Option<Cow<'a, str>>>,
    /// It begins with a byte order mark that its encoding does not need.
    pub(super) has_bom: bool,
    /// Some lines end otherwise than with LF.
    pub(super) has_carriage_returns: bool,
    /// The last line has no end.
    pub(super) is_unended: bool,
}

/// Reads a tag file. Lines end with LF, CR or CRLF.
pub(super) fn read<'a>(bytes: &'a [u8], encoding: &TagEncoding) -> Text<'a> {
    let (used, mark) = encoding.of(bytes);
    let rest = bytes.get(mark..).unwrap_or_default();
    let mut text = Text {
        lines: Vec::new(),
        has_bom: mark > 0 && used == UTF_8,
        has_carriage_returns: false,
        is_unended: false,
    };
    if used == UTF_8 || used.is_ascii_compatible() {
        split(rest, &mut text, |line| {
            used.decode_without_bom_handling_and_without_replacement(line)
        });
    } else {
        match used.decode_without_bom_handling_and_without_replacement(rest) {
            None => text.lines.push(None),
            Some(whole) => split(whole.as_bytes(), &mut text, |line| {
                let line = std::str::from_utf8(line).ok()?;
                Some(Cow::Owned(line.to_owned()))
            }),
        }
    }
    text
}

fn split<'b, 'a>(
    bytes: &'b [u8],
    text: &mut Text<'a>,
    decode: impl Fn(&'b [u8]) -> Option<Cow<'a, str>>,
) {
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let (line, tail) = rest.split_at(end.unwrap_or(rest.len()));
        text.lines.push(decode(line));
        rest = match tail {
            [b'\r', b'\n', after @ ..] | [b'\r', after @ ..] => {
                text.has_carriage_returns = true;
                after
            }
            [_, after @ ..] => after,
            [] => {
                text.is_unended = true;
                tail
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8], label: &str) -> Vec<Option<String>> {
        let encoding = TagEncoding::named(label).unwrap();
        let text = read(bytes, &encoding);
        let owned = text.lines.into_iter();
        owned.map(|line| line.map(Cow::into_owned)).collect()
    }

    fn some(lines: &[&str]) -> Vec<Option<String>> {
        lines.iter().map(|line| Some((*line).to_owned())).collect()
    }

    #[test]
    fn lines_end_with_any_of_three_ends_or_none() {
        for bytes in [
            "甲\n乙\n",
            "甲\r\n乙\r\n",
            "甲\r乙\r",
            "甲\n乙",
            "\u{feff}甲\r乙",
        ] {
            assert_eq!(
                lines(bytes.as_bytes(), "UTF-8"),
                some(&["甲", "乙"]),
                "{bytes:?}"
            );
        }
        assert_eq!(lines(b"", "UTF-8"), some(&[]));
        assert_eq!(lines(b"a\n\nb\n", "UTF-8"), some(&["a", "", "b"]));
        let text = read("\u{feff}甲\r乙".as_bytes(), &TagEncoding::utf8());
        assert!(text.has_bom && text.has_carriage_returns && text.is_unended);
    }

    #[test]
    fn other_encodings_are_read_as_declared() {
        let utf16 = |little: bool, mark: bool| {
            let text = if mark {
                "\u{feff}甲\n乙\n"
            } else {
                "甲\n乙\n"
            };
            let units = text.encode_utf16();
            let bytes = |unit: u16| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            };
            units.flat_map(bytes).collect::<Vec<u8>>()
        };
        let cases: [(&str, Vec<u8>); 6] = [
            ("UTF-16", utf16(true, true)),
            ("UTF-16", utf16(false, true)),
            ("UTF-16", utf16(false, false)),
            ("UTF-16LE", utf16(true, false)),
            ("UTF-16BE", utf16(false, false)),
            ("GB18030", b"\xbc\xd7\n\xd2\xd2\n".to_vec()),
        ];
        for (label, bytes) in cases {
            assert_eq!(lines(&bytes, label), some(&["甲", "乙"]), "{label}");
        }
        assert_eq!(lines(b"caf\xe9\n", "ISO-8859-1"), some(&["café"]));
        assert_eq!(TagEncoding::named("UTF-32"), None);
    }

    #[test]
    fn what_cannot_be_decoded_is_told_line_by_line() {
        assert_eq!(
            lines(b"a\n\xff\nb", "UTF-8"),
            [Some("a".into()), None, Some("b".into())]
        );
        assert_eq!(lines(b"\x00\xd8\n", "UTF-16LE"), [None]);
    }
}
