//! Names that every system can unpack and every `BagIt` tool reads alike.
//!
//! [`problem`] judges one name, [`collisions`] a set of them, and [`shown`] prints one safely.

mod collision;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use unicode_normalization::is_nfc;

pub(super) use self::collision::folded;
pub use self::collision::{Collision, CollisionKind, collisions};

/// The longest component that common file systems hold, in bytes.
pub const LONGEST_COMPONENT: usize = 255;
/// The longest path that Linux opens, in bytes.
pub const LONGEST_PATH: usize = 4096;

/// Why a name is refused. The message is the predicate of a sentence whose subject is the name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum NameProblem {
    /// No name at all.
    #[error("为空")]
    Empty,
    /// Begins with `/`.
    #[error("是绝对路径，应为相对路径")]
    Absolute,
    /// Begins with a drive letter.
    #[error("以盘符开头，应为相对路径")]
    Drive,
    /// `a//b` or `a/`.
    #[error("有空的一级，“/”之间和末尾都应有名称")]
    EmptyComponent,
    /// A component `.` or `..`.
    #[error("含有“{component}”一级，应直接写出所在位置")]
    Dots {
        /// `.` or `..`.
        component: String,
    },
    /// A control character or a line or paragraph separator.
    #[error("含有控制字符或换行（U+{code:04X}）")]
    Control {
        /// The character's code point.
        code: u32,
    },
    /// A backslash, which is a separator on Windows.
    #[error("含有反斜杠“\\”，各级之间应以“/”分隔")]
    Backslash,
    /// `%`, which the `BagIt` tools disagree about.
    #[error("含有“%”，各种 BagIt 工具对它的读法不一，应改用“％”或文字")]
    Percent,
    /// A character that Windows does not allow.
    #[error("含有“{character}”，Windows 不允许，应改用全角符号")]
    Forbidden {
        /// The character.
        character: char,
    },
    /// A component begins with white space.
    #[error("有一级名称以空白开头")]
    LeadingSpace,
    /// A component ends with a dot or white space.
    #[error("有一级名称以“.”或空白结尾，Windows 会将其去掉")]
    TrailingDotOrSpace,
    /// A component ends like a version number of VMS, `;1`.
    #[error("有一级名称以“;”或“;数字”结尾，unzip 会将其去掉")]
    VersionSuffix,
    /// A device name of Windows, with or without extension.
    #[error("含有 Windows 的保留名称“{component}”")]
    Reserved {
        /// The component.
        component: String,
    },
    /// A component longer than [`LONGEST_COMPONENT`].
    #[error("有一级名称长 {bytes} 字节，应不超过 {LONGEST_COMPONENT} 字节（约 85 个汉字）")]
    LongComponent {
        /// Its length.
        bytes: usize,
    },
    /// A path longer than [`LONGEST_PATH`].
    #[error("全长 {bytes} 字节，应不超过 {LONGEST_PATH} 字节")]
    LongPath {
        /// Its length.
        bytes: usize,
    },
    /// Not in Unicode normalization form C.
    #[error("不是 Unicode 规范形式 NFC（macOS 上常见），应改为 NFC")]
    NotNfc,
}

impl NameProblem {
    /// Whether unpacking such a name can write outside its folder or deceive a terminal; the
    /// other problems are a matter of what travels well.
    fn is_hazard(&self) -> bool {
        matches!(
            self,
            Self::Empty
                | Self::Absolute
                | Self::Drive
                | Self::EmptyComponent
                | Self::Dots { .. }
                | Self::Control { .. }
                | Self::Backslash
        )
    }
}

/// The first reason, hazards before the rest, why a `/`-separated name (or a single file name)
/// cannot go into a package; `None` for a good one.
#[must_use]
pub fn problem(name: &str) -> Option<NameProblem> {
    problems(name).into_iter().next()
}

/// All reasons why a name cannot go into a package, hazards first.
#[must_use]
pub fn problems(name: &str) -> Vec<NameProblem> {
    if name.is_empty() {
        return vec![NameProblem::Empty];
    }
    let mut found = BTreeSet::new();
    whole(name, &mut found);
    let relative = name.strip_prefix('/').unwrap_or(name);
    relative
        .split('/')
        .for_each(|part| component(part, &mut found));
    found.into_iter().collect()
}

/// The reason why a name that somebody else wrote must not be unpacked. Narrower than [`problem`]
/// and never to be widened: packages stay readable for decades.
pub(super) fn hazard(name: &str) -> Option<NameProblem> {
    problems(name).into_iter().find(NameProblem::is_hazard)
}

fn whole(name: &str, found: &mut BTreeSet<NameProblem>) {
    if name.starts_with('/') {
        found.insert(NameProblem::Absolute);
    }
    let mut start = name.chars();
    if start.next().is_some_and(|c| c.is_ascii_alphabetic()) && start.next() == Some(':') {
        found.insert(NameProblem::Drive);
    }
    found.extend(name.chars().filter_map(character));
    if name.len() > LONGEST_PATH {
        found.insert(NameProblem::LongPath { bytes: name.len() });
    }
    if !is_nfc(name) {
        found.insert(NameProblem::NotNfc);
    }
}

fn character(c: char) -> Option<NameProblem> {
    match c {
        '%' => Some(NameProblem::Percent),
        '\\' => Some(NameProblem::Backslash),
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => Some(NameProblem::Forbidden { character: c }),
        // bagit.py ends a manifest line at the Unicode separators too
        '\u{2028}' | '\u{2029}' => Some(NameProblem::Control { code: u32::from(c) }),
        _ if c.is_control() => Some(NameProblem::Control { code: u32::from(c) }),
        _ => None,
    }
}

fn component(part: &str, found: &mut BTreeSet<NameProblem>) {
    if part.is_empty() {
        found.insert(NameProblem::EmptyComponent);
    } else if part == "." || part == ".." {
        found.insert(NameProblem::Dots {
            component: part.into(),
        });
    } else if part.ends_with(|c: char| c == '.' || c.is_whitespace()) {
        // any white space: bagit.py strips it all from the end of a manifest line
        found.insert(NameProblem::TrailingDotOrSpace);
    }
    if part.starts_with(char::is_whitespace) {
        found.insert(NameProblem::LeadingSpace);
    }
    if part
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .ends_with(';')
    {
        found.insert(NameProblem::VersionSuffix);
    }
    if part.len() > LONGEST_COMPONENT {
        found.insert(NameProblem::LongComponent { bytes: part.len() });
    }
    if is_reserved(part) {
        found.insert(NameProblem::Reserved {
            component: part.into(),
        });
    }
}

fn is_reserved(part: &str) -> bool {
    let stem = part
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_ascii_uppercase();
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str()) {
        return true;
    }
    let number = stem
        .strip_prefix("COM")
        .or_else(|| stem.strip_prefix("LPT"));
    let mut digits = number.unwrap_or_default().chars();
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³');
    digits.next().is_some_and(is_digit) && digits.next().is_none()
}

/// A name as it may be printed: control characters and those that turn the direction of writing
/// are escaped as JSON does, so that it can neither steer a terminal nor pretend to be another.
#[must_use]
pub fn shown(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for c in name.chars() {
        let unsafe_to_print = c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
        if unsafe_to_print {
            // writing to a String cannot fail
            let _ = write!(text, "\\u{:04x}", u32::from(c));
        } else {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_chinese_names_are_accepted() {
        for name in [
            "case.toml",
            "documents/R12-行政处罚决定书.pdf",
            "recordings/-rf.mp4",
            "𠮷野家/😀.jpg",
            "明工信罚〔2026〕12号.pdf",
            ".DS_Store",
            "CONTRACT.txt",
            "a;b",
            "COM10",
            "COMx",
            "console",
            "é",
            &"案".repeat(85),
        ] {
            assert_eq!(problems(name), [], "{name}");
        }
    }

    #[test]
    fn each_bad_name_is_refused_for_its_reason() {
        use NameProblem as P;
        let control = |c: char| P::Control { code: u32::from(c) };
        let forbidden = |character| P::Forbidden { character };
        let dots = |component: &str| P::Dots {
            component: component.into(),
        };
        let reserved = |component: &str| P::Reserved {
            component: component.into(),
        };
        let long = "案".repeat(86);
        let deep = "文书/".repeat(600) + "a";
        let cases: &[(&str, P)] = &[
            ("", P::Empty),
            ("/etc/passwd", P::Absolute),
            ("C:/x", P::Drive),
            ("a//b", P::EmptyComponent),
            ("a/", P::EmptyComponent),
            ("..", dots("..")),
            ("a/../b", dots("..")),
            ("./a", dots(".")),
            ("a\rb", control('\r')),
            ("a\nb", control('\n')),
            ("a\u{1b}[31m", control('\u{1b}')),
            ("a\u{7f}", control('\u{7f}')),
            ("a\u{85}b", control('\u{85}')),
            ("a\u{2028}b", control('\u{2028}')),
            ("a\\b", P::Backslash),
            ("整改100%.txt", P::Percent),
            ("a<b", forbidden('<')),
            ("a>b", forbidden('>')),
            ("12:30", forbidden(':')),
            ("a\"b", forbidden('"')),
            ("a|b", forbidden('|')),
            ("a?", forbidden('?')),
            ("*", forbidden('*')),
            (" a", P::LeadingSpace),
            ("b/\u{3000}a", P::LeadingSpace),
            ("a.", P::TrailingDotOrSpace),
            ("a /b", P::TrailingDotOrSpace),
            ("a\u{3000}", P::TrailingDotOrSpace),
            ("...", P::TrailingDotOrSpace),
            ("笔录;1", P::VersionSuffix),
            ("a;/b", P::VersionSuffix),
            ("CON", reserved("CON")),
            ("x/nul.tar.gz", reserved("nul.tar.gz")),
            ("Com1", reserved("Com1")),
            ("COM¹.txt", reserved("COM¹.txt")),
            ("LPT9.pdf", reserved("LPT9.pdf")),
            ("aux .txt", reserved("aux .txt")),
            (&long, P::LongComponent { bytes: 258 }),
            (&deep, P::LongPath { bytes: 4201 }),
            ("e\u{301}", P::NotNfc),
        ];
        for (name, want) in cases {
            assert_eq!(problem(name).as_ref(), Some(want), "{name:?}");
        }
    }

    #[test]
    fn all_problems_of_a_name_are_told_with_the_hazards_first() {
        let found = problems(" a%\n./..");
        let hazards = found.iter().filter(|problem| problem.is_hazard()).count();
        assert!(found.iter().take(hazards).all(NameProblem::is_hazard));
        assert_eq!((hazards, found.len()), (2, 5));
    }

    #[test]
    fn a_printed_name_cannot_steer_the_terminal() {
        assert_eq!(shown("合同\u{202e}fdp.exe"), "合同\\u202efdp.exe");
        assert_eq!(shown("a\u{1b}[2J\n"), "a\\u001b[2J\\u000a");
        assert_eq!(shown("𠮷 案卷.pdf"), "𠮷 案卷.pdf");
    }
}
