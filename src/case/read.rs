//! The strict reader of `case.toml`.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde::Deserialize as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::MANIFEST;
use super::vocabulary::{EXCLUDED_BECAUSE, EXCLUDED_KIND};
use super::{Case, Item};
use crate::reading::{Problem, Unreadable, parse};

/// The newest format this version reads and writes.
const SCHEMA: i64 = 1;
/// A manifest above this is refused unread.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// A manifest that was read: the typed case, the same data by key path, and where ids stand.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The typed case.
    pub case: Case,
    /// The whole file as plain TOML values, for rules that name keys.
    pub tree: Item,
    /// The line of each id, answer and table.
    pub lines: Lines,
    /// Whether a newer version wrote it: it may be read, not written.
    pub newer: bool,
}

/// Line numbers, from 1, by what findings call a subject: `E03`, `R12`, `answers.sampled`, `case`.
#[derive(Clone, Debug, Default)]
pub struct Lines(HashMap<String, usize>);

impl Lines {
    pub(super) fn new(lines: HashMap<String, usize>) -> Self {
        Self(lines)
    }

    /// The line on which a subject stands.
    #[must_use]
    pub fn of(&self, subject: &str) -> Option<usize> {
        self.0.get(subject).copied()
    }
}

impl Manifest {
    /// Reads a text strictly.
    ///
    /// # Errors
    /// Everything that is wrong: syntax, unknown keys, wrong types, values outside of the
    /// manifest's own lists, ids used twice, two records with one file.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let table = parse(text, MANIFEST).map_err(|problems| {
            problems
                .into_iter()
                .map(|problem| cite_excluded_kind(problem, text))
                .collect::<Vec<_>>()
        })?;
        let found = Found::collect(table.get_ref());
        let mut problems = found.twice(text);
        let fallback = |error: &toml::de::Error| {
            vec![Problem::new(
                error.span().unwrap_or(0..0),
                "值的类型不对，或者超出了范围".to_owned(),
            )]
        };
        let tree = Item::deserialize(toml::Deserializer::from(table.clone()))
            .map_err(|error| fallback(&error))?;
        let case =
            Case::deserialize(toml::Deserializer::from(table)).map_err(|error| fallback(&error))?;
        if case.schema < 1 {
            problems.push(Problem::new(
                0..0,
                format!("schema = {} 无效，应为 1", case.schema),
            ));
        }
        if !problems.is_empty() {
            problems.sort_by_key(|problem| problem.span.start);
            return Err(problems);
        }
        let newer = case.schema > SCHEMA;
        Ok(Self {
            case,
            tree,
            lines: found.lines(text),
            newer,
        })
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// As [`Manifest::parse`] and [`decode`], with the path as the user named it.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, Unreadable> {
        let unreadable = |text: &str, problems| Unreadable {
            path: path.to_owned(),
            text: text.to_owned(),
            problems,
        };
        let text = decode(bytes).map_err(|problem| unreadable("", vec![problem]))?;
        Self::parse(text).map_err(|problems| unreadable(text, problems))
    }

    /// A party, officer, event or record by key path: its table in the tree.
    #[must_use]
    pub fn item(&self, list: &str, index: usize) -> Option<&Item> {
        self.tree.get(list)?.as_array()?.get(index)?.as_table()
    }
}

/// The text of a file's bytes, without a byte order mark.
///
/// # Errors
/// A file that is empty, too large, or not UTF-8, with the encoding it seems to be in.
pub fn decode(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Problem::new(
            0..0,
            format!("文件超过 {} MiB", MAX_BYTES / 1024 / 1024),
        ));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Problem::new(0..0, "文件是 UTF-16 编码，应为 UTF-8")
            .help("用 iconv -f UTF-16 -t UTF-8 转换后再试"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        Problem::new(
            0..0,
            format!("第 {} 字节起不是 UTF-8，可能是 GB18030 编码", at + 1),
        )
        .help("用 iconv -f GB18030 -t UTF-8 转换后再试")
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Problem::new(0..0, "文件是空的"));
    }
    Ok(text)
}

fn cite_excluded_kind(problem: Problem, text: &str) -> Problem {
    let excluded = text
        .get(problem.span.clone())
        .is_some_and(|t| t.trim_matches('"') == EXCLUDED_KIND);
    if !excluded {
        return problem;
    }
    problem.help(EXCLUDED_BECAUSE)
}

/// Ids, paths and other places that the reader looks at as a whole.
struct Found {
    /// Ids of events and records in the order of the file.
    ids: Vec<(String, Range<usize>)>,
    /// Paths of records, folded as a file system that ignores case would.
    paths: Vec<(String, Range<usize>)>,
    /// Other subjects that findings name.
    places: Vec<(String, Range<usize>)>,
}

impl Found {
    fn collect(table: &DeTable<'_>) -> Self {
        let mut found = Self {
            ids: Vec::new(),
            paths: Vec::new(),
            places: Vec::new(),
        };
        for list in ["event", "record"] {
            for item in tables(table, list) {
                found.ids.extend(text_of(item, "id"));
                found
                    .paths
                    .extend(text_of(item, "path").map(|(p, s)| (p.to_lowercase(), s)));
            }
        }
        for (name, value) in table {
            if name.get_ref() == "case" {
                found.places.push(("case".into(), value.span()));
            }
            if let (true, DeValue::Table(answers)) = (name.get_ref() == "answers", value.get_ref())
            {
                for answer in answers.keys() {
                    found
                        .places
                        .push((format!("answers.{}", answer.get_ref()), answer.span()));
                }
            }
        }
        if let Some(DeValue::Table(head)) = table.get("case").map(Spanned::get_ref) {
            for key in head.keys() {
                found
                    .places
                    .push((format!("case.{}", key.get_ref()), key.span()));
            }
        }
        found
    }

    fn twice(&self, text: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (what, list) in [("编号", &self.ids), ("文件", &self.paths)] {
            let mut seen = BTreeMap::new();
            for (name, span) in list {
                if let Some(first) = seen.insert(name.clone(), span.clone()) {
                    let message = format!("{what} {name} 用了两次");
                    problems.push(Problem::new(span.clone(), message).help(format!(
                        "第一次在第 {} 行；事项与记录的编号、记录的文件都不能重复",
                        text.get(..first.start).map_or(0, |t| t.matches('\n').count()) + 1
                    )));
                }
            }
        }
        problems
    }

    fn lines(self, text: &str) -> Lines {
        let mut places: Vec<_> = self.ids.into_iter().chain(self.places).collect();
        places.sort_by_key(|(_, span)| span.start);
        let (mut line, mut from) = (1, 0);
        let mut lines = HashMap::with_capacity(places.len());
        for (subject, span) in places {
            line += text
                .get(from..span.start)
                .map_or(0, |part| part.matches('\n').count());
            from = span.start;
            lines.entry(subject).or_insert(line);
        }
        Lines(lines)
    }
}

fn tables<'a, 'i>(table: &'a DeTable<'i>, list: &str) -> impl Iterator<Item = &'a DeTable<'i>> {
    let items = table.get(list).and_then(|value| value.get_ref().as_array());
    items
        .into_iter()
        .flat_map(|items| items.iter())
        .filter_map(|item| item.get_ref().as_table())
}

fn text_of(table: &DeTable<'_>, key: &str) -> Option<(String, Range<usize>)> {
    let value = table.get(key)?;
    Some((value.get_ref().as_str()?.to_owned(), value.span()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "schema = 1\n[case]\nid = \"1\"\nkind = \"行政处罚\"\ntitle = \"案\"\n\
                        stage = \"程序启动\"\nopened = 2026-03-02\n";

    fn messages(text: &str) -> Vec<String> {
        let problems = Manifest::parse(text).err().unwrap_or_default();
        problems
            .into_iter()
            .map(|problem| problem.message)
            .collect()
    }

    #[test]
    fn ids_and_files_are_used_once() {
        let text = format!(
            "{HEAD}[[event]]\nid = \"A\"\ntype = \"立案\"\n[[record]]\nid = \"A\"\ntype = \"x\"\n\
             path = \"documents/a.pdf\"\n[[record]]\nid = \"B\"\ntype = \"x\"\n\
             path = \"documents/A.pdf\"\n"
        );
        assert_eq!(
            messages(&text),
            ["编号 A 用了两次", "文件 documents/a.pdf 用了两次"]
        );
    }

    #[test]
    fn a_licence_is_refused_with_article_2() {
        let text = HEAD.replace("行政处罚", "行政许可");
        let problems = Manifest::parse(&text).unwrap_err();
        assert!(problems[0].help.as_ref().unwrap().contains("第二条"));
    }

    #[test]
    fn bytes_that_are_no_text_say_what_they_seem_to_be() {
        let gbk = [0xB0, 0xB8, 0xBE, 0xED];
        assert!(decode(&gbk).unwrap_err().message.contains("GB18030"));
        assert!(
            decode(&[0xFF, 0xFE, 0x41, 0])
                .unwrap_err()
                .message
                .contains("UTF-16")
        );
        assert!(
            decode(b"\xEF\xBB\xBF \n")
                .unwrap_err()
                .message
                .contains("空")
        );
        assert_eq!(decode(b"\xEF\xBB\xBFa = 1"), Ok("a = 1"));
    }

    #[test]
    fn lines_of_ids_and_answers_are_known() {
        let text =
            format!("{HEAD}[answers]\nsampled = false\n[[event]]\nid = \"E1\"\ntype = \"x\"\n");
        let manifest = Manifest::parse(&text).unwrap();
        assert_eq!(manifest.lines.of("case"), Some(2));
        assert_eq!(manifest.lines.of("answers.sampled"), Some(9));
        assert_eq!(manifest.lines.of("E1"), Some(11));
        assert_eq!(manifest.lines.of("case.stage"), Some(6));
    }

    #[test]
    fn a_newer_format_is_read_and_marked() {
        let manifest = Manifest::parse(&HEAD.replace("schema = 1", "schema = 2")).unwrap();
        assert!(manifest.newer);
        assert!(Manifest::parse(&HEAD.replace("schema = 1", "schema = 0")).is_err());
    }
}
