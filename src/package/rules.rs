//! What a bag is held to: what we write, or the version of `BagIt` that it declares.

use super::declaration::Version;
use super::departure::Custom;
use super::manifest::LineFlaw;
use super::name;
use super::text::{TagEncoding, Text};

/// The rules of one bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rules {
    /// Whether this program made it.
    pub(super) are_ours: bool,
    pub(super) version: Version,
    pub(super) encoding: TagEncoding,
}

impl Rules {
    /// Whether each manifest lists each file exactly once, as since 1.0.
    pub(super) fn lists_once(&self) -> bool {
        self.are_ours || self.version >= Version::RFC_8493
    }

    /// What is unusual about the form of a tag file.
    pub(super) fn customs(&self, text: &Text<'_>) -> Vec<Custom> {
        [
            (text.has_bom, Custom::ByteOrderMark),
            (text.has_carriage_returns && self.are_ours, Custom::LineEnds),
            (text.is_unended, Custom::Unended),
        ]
        .into_iter()
        .filter_map(|(is_so, custom)| is_so.then_some(custom))
        .collect()
    }

    pub(super) fn not_text(&self) -> LineFlaw {
        let label = self.encoding.label().to_owned();
        LineFlaw::NotText { label }
    }

    /// Refuses a listed path that could lead outside the bag. Encoded line ends are text here, and
    /// stay inside whatever they decode to.
    pub(super) fn check_path(&self, path: &str) -> Result<(), LineFlaw> {
        let path_owned = || path.to_owned();
        if let Some(problem) = name::hazard(path) {
            let path = path_owned();
            return Err(LineFlaw::Name { path, problem });
        }
        // ours never begin so where it matters, and a tag file may
        if path.starts_with('~') && !self.are_ours {
            return Err(LineFlaw::Home { path: path_owned() });
        }
        Ok(())
    }

    #[cfg(test)]
    pub(super) fn ours() -> Self {
        let (version, encoding) = (Version::RFC_8493, TagEncoding::utf8());
        Self {
            are_ours: true,
            version,
            encoding,
        }
    }

    #[cfg(test)]
    pub(super) fn theirs(version: &str) -> Self {
        let text = format!("BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n");
        let declared = super::declaration::parse(text.as_bytes()).unwrap();
        let (version, encoding) = (declared.version, declared.encoding);
        Self {
            are_ours: false,
            version,
            encoding,
        }
    }
}
