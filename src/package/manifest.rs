//! The text of a `BagIt` manifest: one `digest  path` a line.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

use super::algorithm::{Algorithm, Sum};
use super::departure::Custom;
use super::name::{self, NameProblem};
use super::rules::Rules;
use super::{PAYLOAD, text};

/// The files that a manifest of ours lists, in the order of their names' bytes.
pub(super) type List<D> = BTreeMap<String, D>;

/// Which files a manifest may list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Payload,
    Tags,
}

impl Scope {
    /// What the names of its manifests begin with.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Payload => "manifest",
            Self::Tags => "tagmanifest",
        }
    }
}

/// A manifest that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The file it stands in.
    pub(super) name: String,
    pub(super) scope: Scope,
    pub(super) algorithm: Algorithm,
    /// The paths as they stand there, without `./` and `*`, each once for each value.
    pub(super) lines: Vec<(String, Sum)>,
    pub(super) customs: Vec<Custom>,
}

/// A line of a manifest that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行{flaw}")]
pub struct LineFault {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub flaw: LineFlaw,
}

/// What is wrong with a line of a manifest, or of `fetch.txt`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LineFlaw {
    /// The manifest lists nothing.
    #[error("起没有任何条目，清单不得为空")]
    Empty,
    /// Not text of the encoding that the bag declares.
    #[error("不是 {label} 文字")]
    NotText {
        /// The encoding.
        label: String,
    },
    /// Not a digest, white space and a path.
    #[error("无法解析，应为“{} 位十六进制 {algorithm} 值、空格、路径”", 2 * .algorithm.length())]
    Unparsable {
        /// The algorithm of the manifest.
        algorithm: Algorithm,
    },
    /// Not an address, a length and a path.
    #[error("无法解析，应为“网址、字节数或 -、路径”")]
    NotFetch,
    /// The path would lead outside the bag.
    #[error("的路径“{}”{problem}", name::shown(.path))]
    Name {
        /// The path.
        path: String,
        /// What is wrong with it.
        problem: NameProblem,
    },
    /// The path begins with a home directory.
    #[error("的路径“{}”以“~”开头，会被当作用户目录", name::shown(.path))]
    Home {
        /// The path.
        path: String,
    },
    /// A payload manifest lists a file outside `data/`, or a tag manifest one inside it.
    #[error("列有“{}”，不属于本清单", name::shown(.path))]
    OutOfScope {
        /// The path.
        path: String,
    },
    /// The path was listed before.
    #[error("重复列出“{}”", name::shown(.path))]
    Repeated {
        /// The path.
        path: String,
    },
}

/// The text of a manifest.
pub(super) fn render<D: Display>(list: &List<D>) -> String {
    let mut text = String::new();
    for (path, digest) in list {
        // writing to a String cannot fail
        let _ = writeln!(text, "{digest}  {path}");
    }
    text
}

/// Reads a manifest: a line that is not understood is never passed over, since the file it names
/// would then go unverified. All bad lines are given.
pub(super) fn parse(
    bytes: &[u8],
    name: &str,
    (scope, algorithm): (Scope, Algorithm),
    rules: &Rules,
) -> Result<Manifest, Vec<LineFault>> {
    let text = text::read(bytes, &rules.encoding);
    let mut reader = Reader {
        scope,
        algorithm,
        rules,
        seen: BTreeMap::new(),
        lines: Vec::new(),
        marks: Marks::default(),
        customs: rules.customs(&text),
    };
    let mut faults = Vec::new();
    for (index, line) in text.lines.iter().enumerate() {
        if let Err(flaw) = reader.take(line.as_deref()) {
            let line = index + 1;
            faults.push(LineFault { line, flaw });
        }
    }
    if reader.lines.is_empty() && faults.is_empty() {
        if rules.are_ours {
            let (line, flaw) = (1, LineFlaw::Empty);
            faults.push(LineFault { line, flaw });
        } else {
            reader.customs.push(Custom::Empty);
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let customs = reader.customs();
    Ok(Manifest {
        name: name.into(),
        scope,
        algorithm,
        lines: reader.lines,
        customs,
    })
}

/// How often something unusual was met.
#[derive(Debug, Default)]
struct Marks {
    blank: bool,
    asterisks: usize,
    dot_slashes: usize,
}

struct Reader<'a> {
    scope: Scope,
    algorithm: Algorithm,
    rules: &'a Rules,
    /// The value of each path met, as the place of its line.
    seen: BTreeMap<String, usize>,
    lines: Vec<(String, Sum)>,
    marks: Marks,
    customs: Vec<Custom>,
}

impl Reader<'_> {
    fn take(&mut self, line: Option<&str>) -> Result<(), LineFlaw> {
        let line = line.ok_or_else(|| self.rules.not_text())?;
        if line.trim().is_empty() && !self.rules.are_ours {
            self.marks.blank = true;
            return Ok(());
        }
        let algorithm = self.algorithm;
        let unparsable = || LineFlaw::Unparsable { algorithm };
        let (digest, path) = line.split_once([' ', '\t']).ok_or_else(unparsable)?;
        let sum = Sum::parse(digest, algorithm).ok_or_else(unparsable)?;
        let path = self.plain(path.trim_start_matches([' ', '\t']));
        self.rules.check_path(path)?;
        let is_payload = path.starts_with(PAYLOAD);
        let in_scope = match self.scope {
            Scope::Payload => is_payload,
            Scope::Tags => !is_payload && !is_tag_manifest(path),
        };
        if !in_scope {
            return Err(LineFlaw::OutOfScope { path: path.into() });
        }
        let path = path.to_owned();
        if let Some(before) = self.seen.get(&path).and_then(|at| self.lines.get(*at)) {
            let is_same = before.1 == sum;
            if self.rules.lists_once() || !is_same {
                return Err(LineFlaw::Repeated { path });
            }
            self.customs.push(Custom::Repeated { file: path });
            return Ok(());
        }
        self.seen.insert(path.clone(), self.lines.len());
        self.lines.push((path, sum));
        Ok(())
    }

    /// The path without what md5sum and find put before it.
    fn plain<'p>(&mut self, mut path: &'p str) -> &'p str {
        if self.rules.are_ours {
            return path;
        }
        if let Some(rest) = path.strip_prefix('*') {
            self.marks.asterisks += 1;
            path = rest;
        }
        if let Some(rest) = path.strip_prefix("./") {
            self.marks.dot_slashes += 1;
            path = rest;
        }
        path
    }

    fn customs(&mut self) -> Vec<Custom> {
        let mut customs = std::mem::take(&mut self.customs);
        if self.marks.blank {
            customs.push(Custom::BlankLines);
        }
        for (lines, custom) in [
            (
                self.marks.asterisks,
                Custom::Asterisk {
                    lines: self.marks.asterisks,
                },
            ),
            (
                self.marks.dot_slashes,
                Custom::DotSlash {
                    lines: self.marks.dot_slashes,
                },
            ),
        ] {
            if lines > 0 {
                customs.push(custom);
            }
        }
        customs
    }
}

/// Whether a file is a tag manifest of any algorithm; none may list one.
pub(super) fn is_tag_manifest(name: &str) -> bool {
    tag_algorithm(name).is_some()
}

/// Whether a file is a payload manifest of any algorithm.
pub(super) fn is_payload_manifest(name: &str) -> bool {
    payload_algorithm(name).is_some()
}

/// What a tag manifest is named after.
pub(super) fn tag_algorithm(name: &str) -> Option<&str> {
    algorithm(name.strip_prefix("tagmanifest-")?)
}

/// What a payload manifest is named after.
pub(super) fn payload_algorithm(name: &str) -> Option<&str> {
    algorithm(name.strip_prefix("manifest-")?)
}

fn algorithm(rest: &str) -> Option<&str> {
    rest.strip_suffix(".txt")
        .filter(|algorithm| !algorithm.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::Digest;

    const HEX: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    fn read(text: &[u8], scope: Scope, rules: &Rules) -> Result<Manifest, Vec<LineFault>> {
        parse(text, "x", (scope, Algorithm::Sha256), rules)
    }

    fn ours(text: &[u8], scope: Scope) -> Result<Manifest, Vec<LineFault>> {
        read(text, scope, &Rules::ours())
    }

    #[test]
    fn a_manifest_reads_back_as_written() {
        let list: List<Digest> = ["data/乙", "data/a b", "data/a"]
            .map(|path| (path.to_owned(), Digest::of(path.as_bytes())))
            .into();
        let text = render(&list);
        let read = ours(text.as_bytes(), Scope::Payload).unwrap();
        let paths: Vec<_> = read.lines.iter().map(|line| line.0.as_str()).collect();
        assert_eq!(paths, ["data/a", "data/a b", "data/乙"]);
        let sums = read.lines.iter().map(|line| line.1.to_string());
        assert!(sums.eq(list.values().map(ToString::to_string)));
    }

    #[test]
    fn no_bad_line_of_ours_is_passed_over() {
        let good = format!("{HEX}  data/a\n");
        let cases: &[(String, Scope, &str)] = &[
            (String::new(), Scope::Payload, "第 1 行起没有任何条目"),
            ("\n".into(), Scope::Payload, "第 1 行无法解析"),
            (format!("{good}\n"), Scope::Payload, "第 2 行无法解析"),
            (format!("# 说明\n{good}"), Scope::Payload, "第 1 行无法解析"),
            (format!("{HEX}\n"), Scope::Payload, "第 1 行无法解析"),
            (format!("{HEX}  \n"), Scope::Payload, "第 1 行的路径“”为空"),
            (
                format!("{}  data/a\n", &HEX[2..]),
                Scope::Payload,
                "应为“64 位十六进制 SHA-256 值",
            ),
            (format!("{HEX}  data/../a\n"), Scope::Payload, "含有“..”"),
            (format!("{HEX}  ./data/a\n"), Scope::Payload, "含有“.”"),
            (format!("{HEX}  *data/a\n"), Scope::Payload, "不属于本清单"),
            (
                format!("{HEX}  bagit.txt\n"),
                Scope::Payload,
                "不属于本清单",
            ),
            (good.clone(), Scope::Tags, "不属于本清单"),
            (
                format!("{HEX}  tagmanifest-sha256.txt\n"),
                Scope::Tags,
                "不属于本清单",
            ),
            (format!("{good}{good}"), Scope::Payload, "第 2 行重复列出"),
        ];
        for (text, scope, want) in cases {
            let faults = ours(text.as_bytes(), *scope).unwrap_err();
            assert!(
                faults[0].to_string().contains(want),
                "{text:?}: {}",
                faults[0]
            );
        }
        let faults = ours(b"a\n\xff\nb\n", Scope::Payload).unwrap_err();
        assert_eq!(
            faults.iter().map(|fault| fault.line).collect::<Vec<_>>(),
            [1, 2, 3]
        );
    }

    #[test]
    fn customs_of_other_makers_are_read_and_named() {
        let good = format!("{HEX}  data/a");
        for (text, want) in [
            (format!("{HEX}\tdata/a\n"), vec![]),
            (format!("{good}\r\n"), vec![]),
            (format!("{}  data/a\n", HEX.to_uppercase()), vec![]),
            (good.clone(), vec![Custom::Unended]),
            (format!("\u{feff}{good}\n"), vec![Custom::ByteOrderMark]),
            (format!("{good}\n\n"), vec![Custom::BlankLines]),
            (String::new(), vec![Custom::Empty]),
            (
                format!("{HEX} *data/a\n"),
                vec![Custom::Asterisk { lines: 1 }],
            ),
            (
                format!("{HEX} ./data/a\n"),
                vec![Custom::DotSlash { lines: 1 }],
            ),
            (
                format!("{good}\n{good}\n"),
                vec![Custom::Repeated {
                    file: "data/a".into(),
                }],
            ),
        ] {
            let read = read(text.as_bytes(), Scope::Payload, &Rules::theirs("0.97")).unwrap();
            assert_eq!(read.customs, want, "{text:?}");
            assert!(read.lines.iter().all(|line| line.0 == "data/a"), "{text:?}");
        }
    }

    #[test]
    fn dangerous_paths_of_other_makers_are_refused() {
        for (path, words) in [
            ("data/../a", "含有“..”"),
            ("../a", "含有“..”"),
            ("/tmp/a", "绝对路径"),
            ("~/a", "以“~”开头"),
            ("~root/a", "以“~”开头"),
            ("C:/a", "盘符"),
            ("data\\a", "反斜杠"),
            ("data/%2e%2e/%0a/../b", "含有“..”"),
            ("data/a\u{1b}", "控制字符"),
            ("a", "不属于本清单"),
        ] {
            let text = format!("{HEX}  {path}\n");
            let faults = read(text.as_bytes(), Scope::Payload, &Rules::theirs("1.0")).unwrap_err();
            assert!(
                faults[0].to_string().contains(words),
                "{path}: {}",
                faults[0]
            );
        }
        let twice = format!("{HEX}  data/a\n{HEX}  data/a\n");
        assert!(read(twice.as_bytes(), Scope::Payload, &Rules::theirs("1.0")).is_err());
        let twice = format!("{HEX}  data/a\n{}  data/a\n", HEX.replace('e', "f"));
        assert!(read(twice.as_bytes(), Scope::Payload, &Rules::theirs("0.97")).is_err());
    }
}
