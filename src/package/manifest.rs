//! The text of a `BagIt` manifest: one `digest  path` a line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::name::{self, NameProblem};
use super::{Digest, PAYLOAD};

/// The files that a manifest lists, in the order of their names' bytes.
pub(super) type Manifest = BTreeMap<String, Digest>;

/// Which files a manifest may list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Payload,
    Tags,
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

/// What is wrong with a line of a manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFlaw {
    /// The manifest lists nothing.
    #[error("起没有任何条目，清单不得为空")]
    Empty,
    /// Not UTF-8.
    #[error("不是 UTF-8 文字")]
    NotUtf8,
    /// Not a digest, white space and a path.
    #[error("无法解析，应为“64 位十六进制 SHA-256 值、空格、路径”")]
    Unparsable,
    /// The path would lead outside the bag.
    #[error("的路径“{}”{problem}", name::shown(.path))]
    Name {
        /// The path.
        path: String,
        /// What is wrong with it.
        problem: NameProblem,
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
pub(super) fn render(manifest: &Manifest) -> String {
    let mut text = String::new();
    for (path, digest) in manifest {
        // writing to a String cannot fail
        let _ = writeln!(text, "{digest}  {path}");
    }
    text
}

/// Reads a manifest, strictly: a line that is not understood is never passed over, since the file
/// it names would then go unverified. All bad lines are given.
pub(super) fn parse(bytes: &[u8], scope: Scope) -> Result<Manifest, Vec<LineFault>> {
    let mut manifest = Manifest::new();
    let mut faults = Vec::new();
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    lines.pop_if(|last| last.is_empty());
    for (index, line) in lines.iter().enumerate() {
        match parse_line(line, scope) {
            Ok((path, _)) if manifest.contains_key(path) => {
                let flaw = LineFlaw::Repeated { path: path.into() };
                faults.push(LineFault {
                    line: index + 1,
                    flaw,
                });
            }
            Ok((path, digest)) => {
                manifest.insert(path.into(), digest);
            }
            Err(flaw) => faults.push(LineFault {
                line: index + 1,
                flaw,
            }),
        }
    }
    if lines.is_empty() {
        faults.push(LineFault {
            line: 1,
            flaw: LineFlaw::Empty,
        });
    }
    if faults.is_empty() {
        Ok(manifest)
    } else {
        Err(faults)
    }
}

fn parse_line(line: &[u8], scope: Scope) -> Result<(&str, Digest), LineFlaw> {
    let line = std::str::from_utf8(line).map_err(|_| LineFlaw::NotUtf8)?;
    let (digest, path) = line.split_once([' ', '\t']).ok_or(LineFlaw::Unparsable)?;
    let digest = digest.parse().map_err(|_| LineFlaw::Unparsable)?;
    let path = path.trim_start_matches([' ', '\t']);
    if let Some(problem) = name::hazard(path) {
        return Err(LineFlaw::Name {
            path: path.into(),
            problem,
        });
    }
    let in_scope = match scope {
        Scope::Payload => path.starts_with(PAYLOAD),
        Scope::Tags => !path.starts_with(PAYLOAD) && !is_tag_manifest(path),
    };
    if in_scope {
        Ok((path, digest))
    } else {
        Err(LineFlaw::OutOfScope { path: path.into() })
    }
}

/// Whether a file is a tag manifest of any algorithm; none may list one.
pub(super) fn is_tag_manifest(name: &str) -> bool {
    name.strip_prefix("tagmanifest-").is_some_and(is_algorithm)
}

/// Whether a file is a payload manifest of any algorithm.
pub(super) fn is_payload_manifest(name: &str) -> bool {
    name.strip_prefix("manifest-").is_some_and(is_algorithm)
}

fn is_algorithm(rest: &str) -> bool {
    rest.strip_suffix(".txt")
        .is_some_and(|algorithm| !algorithm.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn a_manifest_reads_back_as_written() {
        let manifest: Manifest = ["data/乙", "data/a b", "data/a"]
            .map(|path| (path.to_owned(), Digest::of(path.as_bytes())))
            .into();
        let text = render(&manifest);
        assert_eq!(parse(text.as_bytes(), Scope::Payload), Ok(manifest));
        let paths: Vec<_> = text.lines().filter_map(|line| line.get(66..)).collect();
        assert_eq!(paths, ["data/a", "data/a b", "data/乙"]);
    }

    #[test]
    fn a_tab_or_a_missing_last_line_end_is_read() {
        for text in [format!("{HEX}\tdata/a\n"), format!("{HEX}  data/a")] {
            assert_eq!(
                parse(text.as_bytes(), Scope::Payload).map(|it| it.len()),
                Ok(1)
            );
        }
    }

    #[test]
    fn no_bad_line_is_passed_over() {
        let good = format!("{HEX}  data/a\n");
        let cases: &[(String, Scope, &str)] = &[
            (String::new(), Scope::Payload, "第 1 行起没有任何条目"),
            ("\n".into(), Scope::Payload, "第 1 行无法解析"),
            (format!("{good}\n"), Scope::Payload, "第 2 行无法解析"),
            (format!("# 说明\n{good}"), Scope::Payload, "第 1 行无法解析"),
            (format!("\u{feff}{good}"), Scope::Payload, "第 1 行无法解析"),
            (format!("{HEX}\n"), Scope::Payload, "第 1 行无法解析"),
            (format!("{HEX}  \n"), Scope::Payload, "第 1 行的路径“”为空"),
            (
                format!("{}  data/a\n", &HEX[2..]),
                Scope::Payload,
                "第 1 行无法解析",
            ),
            (format!("{HEX}  data/a\r\n"), Scope::Payload, "控制字符"),
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
            let faults = parse(text.as_bytes(), *scope).unwrap_err();
            assert!(
                faults[0].to_string().contains(want),
                "{text:?}: {}",
                faults[0]
            );
        }
        let faults = parse(b"a\n\xff\nb\n", Scope::Payload).unwrap_err();
        assert_eq!(
            faults.iter().map(|fault| fault.line).collect::<Vec<_>>(),
            [1, 2, 3]
        );
    }
}
