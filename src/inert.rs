//! Text that is safe to print: whatever a case, a journal or a foreign file says, it can neither
//! steer a terminal, nor turn the direction of writing, nor pretend to be a line of the program's.
//!
//! A character without a look of its own is printed as `\u202e`: the form of JSON, so that one rule
//! serves text and JSON, whose value stays the same. Imports nothing of the crate.
//!
//! ```
//! use anjuan::inert::{Lines, line};
//! assert_eq!(line("李某\n  99  赵某  确认"), "李某\\u000a  99  赵某  确认");
//! let mut lines = Lines::default();
//! lines.add("案由：\u{1b}[2J");
//! lines.add("");
//! assert_eq!(lines.text(), "案由：\\u001b[2J\n\n");
//! ```

use std::borrow::Cow;
use std::fmt::Write as _;

/// The characters without a look of their own: controls, what turns the direction of writing, what
/// has no width, separators of lines and paragraphs, fillers, tags. What varies the shape of a
/// character before it (U+FE00, U+E0100) and the wide and the unbroken space are ordinary text.
const HIDDEN: &[(char, char)] = &[
    ('\0', '\u{1f}'),
    ('\u{7f}', '\u{9f}'),
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180e}', '\u{180e}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fdd0}', '\u{fdef}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{fffe}', '\u{ffff}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e007f}'),
];

/// Whether a character has no look of its own, or is none at all.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    match u32::from(c) {
        code @ 0..0x80 => code < 0x20 || code == 0x7f,
        code => {
            let is_none = code & 0xfffe == 0xfffe;
            is_none
                || HIDDEN
                    .iter()
                    .any(|(first, last)| (*first..=*last).contains(&c))
        }
    }
}

/// The first character of a text that has no look of its own, line ends and tabs among them.
#[must_use]
pub fn hidden(text: &str) -> Option<char> {
    text.chars().find(|c| is_hidden(*c))
}

/// What is said of a hidden character where it is refused.
#[must_use]
pub fn named(c: char) -> String {
    match c {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => "含有换行，应写成一行".to_owned(),
        '\t' => "含有制表符，应改用空格".to_owned(),
        c => format!("含有看不见的字符 U+{:04X}，请删去后重新输入", u32::from(c)),
    }
}

/// A text as one line: every line end in it is escaped too. A tab stays, it parts columns.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_hidden(c) && c != '\t')
}

/// A text of many lines whose line ends are its own.
pub(crate) fn many(text: &str) -> Cow<'_, str> {
    escaped(text, |c| is_hidden(c) && !matches!(c, '\n' | '\t'))
}

/// A file for another program: a byte order mark before it and line ends of two characters stay.
pub(crate) fn document(text: &str) -> String {
    let (mark, text) = match text.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    };
    let lines: Vec<_> = text.split("\r\n").map(many).collect();
    format!("{mark}{}", lines.join("\r\n"))
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_escaped(c) {
            escape(c, &mut shown);
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Appends a character as JSON escapes it; one beyond U+FFFF as a pair.
fn escape(c: char, shown: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        // writing to a String cannot fail
        let _ = write!(shown, "\\u{unit:04x}");
    }
}

/// What can be printed: a text is one line, whatever is in it; [`Lines`] are several.
pub trait Printed {
    /// Appends its lines, each with its end.
    fn append_to(&self, lines: &mut String);
}

impl Printed for str {
    fn append_to(&self, lines: &mut String) {
        lines.push_str(&line(self));
        lines.push('\n');
    }
}

impl Printed for String {
    fn append_to(&self, lines: &mut String) {
        self.as_str().append_to(lines);
    }
}

impl Printed for Cow<'_, str> {
    fn append_to(&self, lines: &mut String) {
        self.as_ref().append_to(lines);
    }
}

impl Printed for Lines {
    fn append_to(&self, lines: &mut String) {
        lines.push_str(&self.0);
    }
}

impl<T: Printed + ?Sized> Printed for &T {
    fn append_to(&self, lines: &mut String) {
        (**self).append_to(lines);
    }
}

/// Lines of text, none of which anything that was put into one of them has made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(String);

impl Lines {
    /// Each of them a line, or several lines.
    pub fn of(parts: impl IntoIterator<Item = impl Printed>) -> Self {
        let mut lines = Self::default();
        for part in parts {
            lines.add(part);
        }
        lines
    }

    /// Text that something else has laid out in lines from values without line ends.
    #[must_use]
    pub fn laid_out(text: &str) -> Self {
        Self::of(text.split('\n'))
    }

    /// Adds a line, or lines.
    #[allow(clippy::needless_pass_by_value, reason = "a line is made to be added")]
    pub fn add(&mut self, line: impl Printed) {
        line.append_to(&mut self.0);
    }

    /// Whether there is no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lines, each with its end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_has_no_look_is_escaped_and_ordinary_text_is_not() {
        for (text, want) in [
            ("王某", "王某"),
            ("ＡＢ，（）\u{3000}\u{a0}", "ＡＢ，（）\u{3000}\u{a0}"),
            (
                "𠮷野家 😀 葛\u{e0100} e\u{301}",
                "𠮷野家 😀 葛\u{e0100} e\u{301}",
            ),
            ("❤\u{fe0f}", "❤\u{fe0f}"),
            ("a\tb", "a\tb"),
            ("a\nb\r", "a\\u000ab\\u000d"),
            ("\u{1b}[2J\u{7f}\u{9b}", "\\u001b[2J\\u007f\\u009b"),
            ("合同\u{202e}fdp.exe", "合同\\u202efdp.exe"),
            (
                "\u{200b}\u{200d}\u{2060}\u{feff}",
                "\\u200b\\u200d\\u2060\\ufeff",
            ),
            (
                "\u{2028}\u{2029}\u{61c}\u{2066}",
                "\\u2028\\u2029\\u061c\\u2066",
            ),
            (
                "\u{e0041}\u{fdd0}\u{1ffff}",
                "\\udb40\\udc41\\ufdd0\\ud83f\\udfff",
            ),
            ("\u{3164}\u{ad}", "\\u3164\\u00ad"),
        ] {
            assert_eq!(line(text), want, "{text:?}");
        }
    }

    #[test]
    fn a_text_is_one_line_and_lines_are_several() {
        for (text, want) in [
            ("", "\n"),
            ("甲", "甲\n"),
            ("甲\n乙", "甲\\u000a乙\n"),
            ("\n", "\\u000a\n"),
        ] {
            let mut lines = Lines::default();
            lines.add(text);
            assert_eq!(lines.text(), want, "{text:?}");
        }
        let both = Lines::of([Lines::of(["甲"]), Lines::of(["", "乙"])]);
        assert_eq!(both.text(), "甲\n\n乙\n");
        assert_eq!(Lines::laid_out("甲\n乙\r"), Lines::of(["甲", "乙\r"]));
    }

    #[test]
    fn a_file_for_another_program_keeps_its_mark_and_its_line_ends() {
        let text = "\u{feff}甲\r\n\u{feff}乙\r丙\n";
        assert_eq!(document(text), "\u{feff}甲\r\n\\ufeff乙\\u000d丙\n");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left_and_json_keeps_its_value(text in any::<String>()) {
            prop_assert_eq!(hidden(&line(&text).replace('\t', "")), None);
            let json = serde_json::to_string(&text).unwrap();
            let shown = line(&json);
            prop_assert_eq!(hidden(&shown), None);
            prop_assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), text);
        }
    }
}
