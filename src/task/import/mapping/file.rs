//! The mapping file, in TOML: read with places, so that each mistake is shown where it is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use chrono::format::{Item, StrftimeItems};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{CASE, Field, Fields, From, GROUPS, Mapping, STAGE};
use crate::case::decode;
use crate::case::keys::{HEAD, label_at};
use crate::reading::{Key, Problem, Shape, Unreadable, hold, nearest, parse};
use crate::task::error::Failure;
use crate::task::import::value;

/// The top of a mapping file; what stands in the groups is walked by [`Reader`].
const TOP: &[Key] = &[
    Key::new("rows", Shape::Text, "JSON 中各行所在处"),
    Key::new(CASE, Shape::Anything, "案件"),
    Key::new("party", Shape::Anything, "当事人"),
    Key::new("officer", Shape::Anything, "执法人员"),
];

/// What feeds a key, where it is more than the name of a column.
const SOURCE: &[Key] = &[
    Key::new("column", Shape::Text, "列名"),
    Key::new("value", Shape::Text, "每行都一样的值"),
    Key::new("words", Shape::Fields, "表中的词 = 清单的词"),
    Key::new("format", Shape::Text, "日期的写法，如 %Y/%m/%d"),
    Key::new("split", Shape::Text, "几个值之间的分隔符"),
];

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// Everything that is wrong in it, with places.
    pub(in crate::task::import) fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = fs::read(path).map_err(|error| {
            Failure::new(format!("无法读取 {}", path.display())).because_io(&error)
        })?;
        let unreadable = |text: &str, problems| {
            Failure::unreadable(Unreadable {
                path: path.display().to_string(),
                text: text.to_owned(),
                problems,
            })
        };
        let text = decode(&bytes).map_err(|problem| unreadable("", vec![problem]))?;
        Self::parse(text).map_err(|problems| unreadable(text, problems))
    }

    fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let table = parse(text, TOP)?;
        let mut reader = Reader::default();
        let mut mapping = Self {
            rows: table
                .get_ref()
                .get("rows")
                .and_then(|value| value.get_ref().as_str().map(ToOwned::to_owned)),
            ..Self::default()
        };
        for (group, keys) in GROUPS {
            for (fields, span) in reader.groups(table.get_ref(), group, keys) {
                mapping.take(group, fields, &span, &mut reader.problems);
            }
        }
        reader.problems.extend(mapping.unfed().map(|key| {
            Problem::new(
                0..0,
                format!(
                    "没有写哪一列是 {CASE}.{}（{}）",
                    key.name,
                    label_at(HEAD, key.name)
                ),
            )
        }));
        if reader.problems.is_empty() {
            return Ok(mapping);
        }
        reader.problems.sort_by_key(|problem| problem.span.start);
        Err(reader.problems)
    }
}

/// Walks the groups of a mapping file.
#[derive(Default)]
struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    /// The tables of a group: one, or an array of them.
    fn groups(
        &mut self,
        top: &DeTable<'_>,
        group: &str,
        keys: &'static [Key],
    ) -> Vec<(Fields, Range<usize>)> {
        let Some(value) = top.get(group) else {
            return Vec::new();
        };
        let tables: Vec<_> = match value.get_ref() {
            DeValue::Table(table) => vec![(table, value.span())],
            DeValue::Array(list) if group != CASE => list
                .iter()
                .filter_map(|item| Some((item.get_ref().as_table()?, item.span())))
                .collect(),
            _ => Vec::new(),
        };
        if tables.is_empty() {
            let message = format!("{group} 应为表，如 {group}.{} = \"列名\"", keys[0].name);
            self.problems.push(Problem::new(value.span(), message));
        }
        tables
            .into_iter()
            .map(|(table, span)| (self.fields(table, group, keys), span))
            .collect()
    }

    fn fields(&mut self, table: &DeTable<'_>, group: &str, keys: &'static [Key]) -> Fields {
        let mut fields = Fields::new();
        for (name, value) in table {
            let Some(key) = keys.iter().find(|key| key.name == name.get_ref()) else {
                self.unknown(name, group, keys);
                continue;
            };
            if group == CASE && key.name == STAGE {
                let message =
                    format!("键 {group}.{STAGE} 不能导入：案件从第一阶段开始，逐阶段推进");
                self.problems.push(Problem::new(name.span(), message));
                continue;
            }
            fields.extend(self.field(value, group, key));
        }
        fields
    }

    fn unknown(&mut self, name: &Spanned<Cow<'_, str>>, group: &str, keys: &[Key]) {
        let known: Vec<_> = keys
            .iter()
            .map(|key| key.name)
            .filter(|key| *key != STAGE)
            .collect();
        let problem = Problem::new(name.span(), format!("未知的键 {group}.{}", name.get_ref()));
        let help = match nearest(name.get_ref(), known.iter().copied()) {
            Some(near) => format!("是否想写 {near}？"),
            None => format!("这里可用的键：{}", known.join("、")),
        };
        self.problems.push(problem.help(help));
    }

    fn field(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        group: &str,
        key: &'static Key,
    ) -> Option<Field> {
        let place = format!("{group}.{}", key.name);
        let source = match value.get_ref() {
            DeValue::String(column) => return Some(Field::of_column(group, key, column)),
            DeValue::Table(source) => source,
            _ => {
                let message = format!(
                    "键 {place} 应为列名，或者 {{ column = \"列名\" }}、{{ value = \"…\" }}"
                );
                self.problems.push(Problem::new(value.span(), message));
                return None;
            }
        };
        let found = hold(source, SOURCE, &place, &value.span());
        if !found.is_empty() {
            self.problems.extend(found);
            return None;
        }
        let text = |name: &str| source.get(name).and_then(|value| value.get_ref().as_str());
        let from = match (text("column"), text("value")) {
            (Some(column), None) => From::Column(column.to_owned()),
            (None, Some(constant)) => From::Constant(constant.to_owned()),
            _ => {
                let message = format!("键 {place} 应有 column 或者 value，二者之一");
                self.problems.push(Problem::new(value.span(), message));
                return None;
            }
        };
        let field = Field {
            from,
            words: self.words(source, &place),
            format: text("format").map(ToOwned::to_owned),
            split: text("split").map(ToOwned::to_owned),
            ..Field::of_column(group, key, "")
        };
        let wrong = misfit(&field);
        if let Some(message) = wrong {
            self.problems
                .push(Problem::new(value.span(), format!("键 {place} {message}")));
        }
        Some(field)
    }

    fn words(&mut self, source: &DeTable<'_>, place: &str) -> BTreeMap<String, String> {
        let mut words = BTreeMap::new();
        let table = source
            .get("words")
            .and_then(|value| value.get_ref().as_table());
        for (from, to) in table.into_iter().flatten() {
            if let Some(to) = to.get_ref().as_str() {
                words.insert(from.get_ref().trim().to_owned(), to.to_owned());
            } else {
                let message = format!("键 {place}.words 中「{}」应对应一个字符串", from.get_ref());
                self.problems.push(Problem::new(to.span(), message));
            }
        }
        words
    }
}

/// What does not fit the key that is fed.
fn misfit(field: &Field) -> Option<String> {
    let is_date = matches!(field.key.shape, Shape::Date);
    if let Some(format) = &field.format {
        if !is_date {
            return Some("不是日期，不能写 format".to_owned());
        }
        if StrftimeItems::new(format).any(|item| item == Item::Error) {
            return Some(format!("的 format「{format}」有误，应如 %Y/%m/%d"));
        }
    }
    match field.split.as_deref() {
        Some("") => return Some("的 split 是空的".to_owned()),
        Some(_) if !field.takes_several() => {
            return Some("只有一个值，不能写 split".to_owned());
        }
        _ => {}
    }
    if let From::Constant(text) = &field.from {
        return value::typed(field, text)
            .err()
            .map(|why| format!("的值「{text}」{why}"));
    }
    field.words.values().find_map(|to| {
        value::typed(field, to)
            .err()
            .map(|why| format!("的 words 中「{to}」{why}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_wrong_with_a_mapping_is_said_at_once() {
        let text = "colums = 1\n[case]\nid = \"编号\"\nkind = { value = \"行政处法\" }\nstage = \"阶段\"\n\
                    titel = \"案由\"\nopened = { column = \"日期\", format = \"%Q\" }\n\
                    unit = { column = \"机构\", split = \"、\" }\nprocedure = {}\n\
                    platform_number = 3\n[party]\nkind = { column = \"类型\", words = { \"企业\" = \"公司\" } }\n";
        let problems = Mapping::parse(text).unwrap_err();
        let messages: Vec<_> = problems
            .iter()
            .map(|problem| problem.message.as_str())
            .collect();
        assert_eq!(messages, ["未知的键 colums"]);
        let problems = Mapping::parse(&text.replace("colums = 1\n", "")).unwrap_err();
        let messages: Vec<_> = problems
            .iter()
            .map(|problem| problem.message.as_str())
            .collect();
        insta::assert_snapshot!(messages.join("\n"));
    }
}
