//! The manifest's text: line ends and a byte order mark go back as they were found.

use std::path::Path;

use super::error::StoreError;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A text without its byte order mark, and with LF where every line ended in CRLF.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Normal {
    pub(super) text: String,
    mark: bool,
    crlf: bool,
}

impl Normal {
    /// Takes the bytes of the manifest apart; `path` is named in the error.
    pub(super) fn from_bytes(path: &Path, bytes: &[u8]) -> Result<Self, StoreError> {
        let text = std::str::from_utf8(bytes).map_err(|error| StoreError::NotText {
            path: path.to_owned(),
            at: error.valid_up_to(),
        })?;
        let (mark, text) = match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let pairs = text.matches("\r\n").count();
        let crlf = pairs > 0
            && ['\r', '\n']
                .iter()
                .all(|end| text.matches(*end).count() == pairs);
        let text = if crlf {
            text.replace("\r\n", "\n")
        } else {
            text.to_owned()
        };
        Ok(Self { text, mark, crlf })
    }

    /// The bytes of an edited text, in the form of the one that was taken apart.
    pub(super) fn restore(&self, edited: &str) -> Vec<u8> {
        let body = if self.crlf {
            edited.replace("\r\n", "\n").replace('\n', "\r\n")
        } else {
            edited.to_owned()
        };
        let mark = if self.mark { BYTE_ORDER_MARK } else { "" };
        [mark.as_bytes(), body.as_bytes()].concat()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn normal(bytes: &[u8]) -> Normal {
        Normal::from_bytes(Path::new("case.toml"), bytes).unwrap()
    }

    #[test]
    fn the_edit_sees_plain_text_and_the_form_comes_back() {
        for (found, seen, edited, written) in [
            ("a\n", "a\n", "a\nb\n", "a\nb\n"),
            ("a\r\n", "a\n", "a\nb\n", "a\r\nb\r\n"),
            ("\u{feff}a\r\n", "a\n", "a\nb\n", "\u{feff}a\r\nb\r\n"),
            ("\u{feff}a", "a", "b\n", "\u{feff}b\n"),
            ("a\r\nb\n", "a\r\nb\n", "a\r\nb\nc\n", "a\r\nb\nc\n"),
        ] {
            let normal = normal(found.as_bytes());
            assert_eq!(normal.text, seen);
            assert_eq!(String::from_utf8(normal.restore(edited)).unwrap(), written);
        }
    }

    #[test]
    fn another_encoding_is_refused_at_its_first_byte() {
        let refused = Normal::from_bytes(Path::new("case.toml"), b"a = \"\xc8\xfd\"");
        assert!(matches!(refused, Err(StoreError::NotText { at: 5, .. })));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn an_edit_that_changes_nothing_changes_no_byte(text in "(\u{feff})?[ab\r\n]{0,12}") {
            let normal = normal(text.as_bytes());
            prop_assert_eq!(normal.restore(&normal.text), text.as_bytes());
        }
    }
}
