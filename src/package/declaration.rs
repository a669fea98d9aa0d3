//! The bag declaration, `bagit.txt` (RFC 8493 section 2.1.1, and its drafts).

use std::fmt;

use super::departure::Custom;
use super::name::shown;
use super::text::{self, TagEncoding};

const VERSION: &str = "BagIt-Version";
const ENCODING: &str = "Tag-File-Character-Encoding";

/// A version of `BagIt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u8,
    minor: u8,
}

impl Version {
    /// That of RFC 8493.
    pub(super) const RFC_8493: Self = Self { major: 1, minor: 0 };
    /// The first draft that was published.
    const OLDEST: Self = Self {
        major: 0,
        minor: 93,
    };

    fn parse(text: &str) -> Option<Self> {
        let (major, minor) = text.split_once('.')?;
        let number = |text: &str| {
            let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            is_plain.then(|| text.parse().ok()).flatten()
        };
        let (major, minor) = (number(major)?, number(minor)?);
        Some(Self { major, minor })
    }

    fn is_known(self) -> bool {
        (Self::OLDEST..=Self {
            major: 0,
            minor: 97,
        })
            .contains(&self)
            || self == Self::RFC_8493
    }

    /// Whether the metadata stood in `package-info.txt`.
    pub(super) fn has_package_info(self) -> bool {
        self < Self {
            major: 0,
            minor: 96,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// What a bag says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declaration {
    pub(super) version: Version,
    pub(super) encoding: TagEncoding,
    pub(super) customs: Vec<Custom>,
}

/// Why a declaration cannot be taken. The message follows "bagit.txt".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeclarationFlaw {
    /// A byte order mark.
    #[error("以字节顺序标记（BOM）开头，RFC 8493 不允许")]
    ByteOrderMark,
    /// Not UTF-8.
    #[error("不是 UTF-8 文字")]
    NotUtf8,
    /// A line that is not there, or one too many, or one that is no label and value.
    #[error("不是所要求的两行")]
    Lines,
    /// White space where version 1.0 has exactly one space after the colon and none elsewhere.
    #[error("的写法不是“标签: 值”（BagIt 1.0 只有冒号后的一个空格）")]
    Whitespace,
    /// The version is no number of two parts.
    #[error("的 BagIt-Version“{}”不是版本号", shown(.text))]
    Version {
        /// What stands there.
        text: String,
    },
    /// A version that is not known.
    #[error("声明 BagIt {version}，所知的是 0.93 至 0.97 和 1.0")]
    UnknownVersion {
        /// The version.
        version: Version,
    },
    /// An encoding that is not known.
    #[error("声明的编码“{}”不认识", shown(.label))]
    UnknownEncoding {
        /// What stands there.
        label: String,
    },
}

/// Reads a declaration.
pub(super) fn parse(bytes: &[u8]) -> Result<Declaration, DeclarationFlaw> {
    let text = text::read(bytes, &TagEncoding::utf8());
    if text.has_bom {
        return Err(DeclarationFlaw::ByteOrderMark);
    }
    let lines: Option<Vec<&str>> = text.lines.iter().map(Option::as_deref).collect();
    let lines = lines.ok_or(DeclarationFlaw::NotUtf8)?;
    let mut filled = lines.iter().copied().filter(|line| !line.trim().is_empty());
    let (version, exact_version) = value(filled.next(), VERSION)?;
    let (label, exact_label) = value(filled.next(), ENCODING)?;
    if filled.next().is_some() {
        return Err(DeclarationFlaw::Lines);
    }
    let version = Version::parse(version).ok_or_else(|| DeclarationFlaw::Version {
        text: version.into(),
    })?;
    if !version.is_known() {
        return Err(DeclarationFlaw::UnknownVersion { version });
    }
    let encoding = TagEncoding::named(label).ok_or_else(|| DeclarationFlaw::UnknownEncoding {
        label: label.into(),
    })?;
    let mut customs = Vec::new();
    if !exact_version || !exact_label || lines.len() != 2 {
        if version >= Version::RFC_8493 {
            return Err(DeclarationFlaw::Whitespace);
        }
        customs.push(Custom::LooseDeclaration);
    }
    if text.is_unended {
        customs.push(Custom::Unended);
    }
    if !encoding.is_utf8() {
        let label = encoding.label().to_owned();
        customs.push(Custom::Encoding { label });
    }
    Ok(Declaration {
        version,
        encoding,
        customs,
    })
}

/// The value of a line, and whether the line is written exactly as version 1.0 wants it.
fn value<'a>(line: Option<&'a str>, label: &str) -> Result<(&'a str, bool), DeclarationFlaw> {
    let line = line.ok_or(DeclarationFlaw::Lines)?;
    let (found, value) = line.split_once(':').ok_or(DeclarationFlaw::Lines)?;
    let trimmed = value.trim();
    if found.trim() != label || trimmed.is_empty() {
        return Err(DeclarationFlaw::Lines);
    }
    Ok((
        trimmed,
        found == label && value.strip_prefix(' ') == Some(trimmed),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_of_every_version_are_read() {
        let cases: &[(&str, &str, usize)] = &[
            (
                "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
                "1.0",
                0,
            ),
            (
                "BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8",
                "1.0",
                1,
            ),
            (
                "BagIt-Version: 0.97\rTag-File-Character-Encoding: UTF-16\r",
                "0.97",
                1,
            ),
            (
                "BagIt-Version:0.93\nTag-File-Character-Encoding : gb18030\n\n",
                "0.93",
                2,
            ),
        ];
        for (text, version, customs) in cases {
            let declaration = parse(text.as_bytes()).unwrap();
            assert_eq!(declaration.version.to_string(), *version, "{text:?}");
            assert_eq!(declaration.customs.len(), *customs, "{text:?}");
        }
    }

    #[test]
    fn a_declaration_that_is_not_one_is_refused_for_its_reason() {
        let encoding = "Tag-File-Character-Encoding: UTF-8\n";
        let with = |first: &str| format!("{first}\n{encoding}");
        for (text, words) in [
            (String::new(), "两行"),
            ("BagIt-Version: 1.0\n".into(), "两行"),
            (format!("{encoding}BagIt-Version: 1.0\n"), "两行"),
            (with("BagIt-Version: 1.0") + "x: y\n", "两行"),
            (with("BagIt-Version 1.0"), "两行"),
            (with("BagIt-Version: "), "两行"),
            (with("\u{feff}BagIt-Version: 1.0"), "BOM"),
            (with("BagIt-Version : 1.0"), "一个空格"),
            (with("BagIt-Version:  1.0"), "一个空格"),
            (with("BagIt-Version: 1.0 "), "一个空格"),
            (with("BagIt-Version: 1.0\n"), "一个空格"),
            (with("BagIt-Version: .97"), "版本号"),
            (with("BagIt-Version: 1"), "版本号"),
            (with("BagIt-Version: +1.0"), "版本号"),
            (with("BagIt-Version: 999.0"), "版本号"),
            (with("BagIt-Version: 0.92"), "BagIt 0.92"),
            (with("BagIt-Version: 2.0"), "BagIt 2.0"),
            (with("BagIt-Version: 1.1"), "BagIt 1.1"),
            (
                "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-32\n".into(),
                "UTF-32",
            ),
        ] {
            let flaw = parse(text.as_bytes()).unwrap_err().to_string();
            assert!(flaw.contains(words), "{text:?}: {flaw}");
        }
        assert_eq!(parse(b"\xff\xfe"), Err(DeclarationFlaw::NotUtf8));
    }
}
