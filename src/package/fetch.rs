//! `fetch.txt`: the files of the payload that are not in the bag (RFC 8493 section 2.2.3). Nothing
//! is ever fetched.

use super::PAYLOAD;
use super::departure::Custom;
use super::manifest::{LineFault, LineFlaw};
use super::rules::Rules;
use super::text;

/// A file that is to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hole {
    /// The path as it stands there.
    pub(super) path: String,
    /// The size stated.
    pub(super) size: Option<u64>,
}

/// Reads the list. All bad lines are given.
pub(super) fn parse(
    bytes: &[u8],
    rules: &Rules,
) -> Result<(Vec<Hole>, Vec<Custom>), Vec<LineFault>> {
    let text = text::read(bytes, &rules.encoding);
    let mut customs = rules.customs(&text);
    let (mut holes, mut faults) = (Vec::new(), Vec::new());
    for (index, line) in text.lines.iter().enumerate() {
        let parsed = match line.as_deref() {
            None => Err(rules.not_text()),
            Some(line) if line.trim().is_empty() => {
                if !customs.contains(&Custom::BlankLines) {
                    customs.push(Custom::BlankLines);
                }
                continue;
            }
            Some(line) => hole(line, rules),
        };
        match parsed {
            Ok(hole) => holes.push(hole),
            Err(flaw) => faults.push(LineFault {
                line: index + 1,
                flaw,
            }),
        }
    }
    if faults.is_empty() {
        Ok((holes, customs))
    } else {
        Err(faults)
    }
}

fn hole(line: &str, rules: &Rules) -> Result<Hole, LineFlaw> {
    let blank = [' ', '\t'];
    let fields = || {
        let (url, rest) = line.split_once(blank)?;
        let (length, path) = rest.trim_start_matches(blank).split_once(blank)?;
        let is_address = url.split_once(':').is_some_and(|(scheme, rest)| {
            let mut letters = scheme.chars();
            letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && !rest.is_empty()
        });
        let size = match length {
            "-" => None,
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(digits.parse().ok()?)
            }
            _ => return None,
        };
        is_address.then(|| (path.trim_start_matches(blank), size))
    };
    let (path, size) = fields().ok_or(LineFlaw::NotFetch)?;
    let path = if rules.are_ours {
        path
    } else {
        path.strip_prefix("./").unwrap_or(path)
    };
    rules.check_path(path)?;
    if !path.starts_with(PAYLOAD) {
        return Err(LineFlaw::OutOfScope { path: path.into() });
    }
    let path = path.to_owned();
    Ok(Hole { path, size })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_fields_make_a_line() {
        let text = "https://example.org/a%20b - data/a b\r\nhttp://example.org\t7\tdata/b\n\n";
        let (holes, customs) = parse(text.as_bytes(), &Rules::theirs("1.0")).unwrap();
        let hole = |path: &str, size| Hole {
            path: path.into(),
            size,
        };
        assert_eq!(holes, [hole("data/a b", None), hole("data/b", Some(7))]);
        assert_eq!(customs, [Custom::BlankLines]);
    }

    #[test]
    fn lines_that_lead_elsewhere_or_cannot_be_read_are_refused() {
        for (line, words) in [
            ("https://example.org data/a", "无法解析"),
            ("https://example.org x data/a", "无法解析"),
            ("https://example.org -1 data/a", "无法解析"),
            (
                "https://example.org 99999999999999999999 data/a",
                "无法解析",
            ),
            ("example - data/a", "无法解析"),
            ("https://example.org - ../a", "含有“..”"),
            ("https://example.org - /tmp/a", "绝对路径"),
            ("https://example.org - ~/a", "以“~”开头"),
            ("https://example.org - C:/a", "盘符"),
            ("https://example.org - bagit.txt", "不属于本清单"),
        ] {
            let faults = parse(line.as_bytes(), &Rules::theirs("0.97")).unwrap_err();
            assert!(
                faults[0].to_string().contains(words),
                "{line}: {}",
                faults[0]
            );
        }
    }
}
