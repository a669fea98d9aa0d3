//! The walk of a parsed file against its table of keys.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use unicode_normalization::is_nfc;

use super::{Key, Problem, Shape, syntax};

/// Parses a text and holds it against a table of keys.
///
/// Keys `[x-…]` at the top are other programs' and are passed over.
///
/// # Errors
/// Everything that is wrong, in the order of the text: syntax, unknown keys (with the nearest
/// known one), wrong types, values out of range, missing required keys.
pub fn parse<'t>(text: &'t str, keys: &[Key]) -> Result<Spanned<DeTable<'t>>, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut problems = syntax::problems(&errors);
    if syntax::recoverable(&errors) {
        walk_table(table.get_ref(), keys, "", &(0..0), &mut problems);
    }
    if problems.is_empty() {
        return Ok(table);
    }
    problems.sort_by_key(|problem| problem.span.start);
    Err(problems)
}

/// Holds a table of a parsed file, at a place such as `case.id`, against a table of keys; gives
/// everything that is wrong in it.
#[must_use]
pub fn hold(table: &DeTable<'_>, keys: &[Key], place: &str, span: &Range<usize>) -> Vec<Problem> {
    let mut problems = Vec::new();
    walk_table(table, keys, place, span, &mut problems);
    problems
}

/// The known name that is nearest to a word, where one is near enough to be meant.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    names
        .into_iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(word, name), name))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

fn walk_table(
    table: &DeTable<'_>,
    keys: &[Key],
    place: &str,
    span: &Range<usize>,
    problems: &mut Vec<Problem>,
) {
    for (name, value) in table {
        let text = name.get_ref().as_ref();
        if place.is_empty() && text.starts_with("x-") {
            continue;
        }
        match keys.iter().find(|key| key.name == text) {
            Some(key) => walk_value(value, key.shape, &join(place, text), problems),
            None => problems.push(unknown(text, keys, place, name.span())),
        }
    }
    for key in keys.iter().filter(|key| key.required) {
        if !table.contains_key(key.name) {
            let message = format!("缺少必需的键 {}（{}）", join(place, key.name), key.what);
            problems.push(Problem::new(span.clone(), message));
        }
    }
}

fn unknown(name: &str, keys: &[Key], place: &str, span: Range<usize>) -> Problem {
    let problem = Problem::new(span, format!("未知的键 {}", join(place, name)));
    if let Some(near) = nearest(name, keys.iter().map(|key| key.name)) {
        return problem.help(format!("是否想写 {near}？"));
    }
    let all: Vec<_> = keys.iter().map(|key| key.name).collect();
    problem.help(format!("这里可用的键：{}", all.join("、")))
}

fn join(place: &str, name: &str) -> String {
    if place.is_empty() {
        name.to_owned()
    } else {
        format!("{place}.{name}")
    }
}

fn walk_value(
    value: &Spanned<DeValue<'_>>,
    shape: Shape,
    place: &str,
    problems: &mut Vec<Problem>,
) {
    let span = value.span();
    match (shape, value.get_ref()) {
        (Shape::Table(keys), DeValue::Table(table)) => {
            walk_table(table, keys, place, &span, problems);
        }
        (Shape::Tables(keys), DeValue::Array(items)) => {
            for item in items {
                walk_value(item, Shape::Table(keys), place, problems);
            }
        }
        (Shape::Answers(keys), DeValue::Table(table)) => {
            for (name, answer) in table {
                let place = join(place, name.get_ref());
                if !matches!(answer.get_ref(), DeValue::Boolean(_)) {
                    walk_value(answer, Shape::Table(keys), &place, problems);
                }
            }
        }
        (Shape::Fields, DeValue::Table(table)) => {
            for (name, field) in table {
                walk_field(field, &join(place, name.get_ref()), problems);
            }
        }
        (Shape::Texts, DeValue::Array(items)) => walk_items(items, Shape::Text, place, problems),
        (Shape::Dates, DeValue::Array(items)) => walk_items(items, Shape::Date, place, problems),
        (Shape::Integers, DeValue::Array(items)) => {
            walk_items(items, Shape::Integer, place, problems);
        }
        (Shape::Anything, _) => {}
        (shape, found) => problems.extend(scalar(shape, found, place, span)),
    }
}

fn walk_items(
    items: &[Spanned<DeValue<'_>>],
    shape: Shape,
    place: &str,
    problems: &mut Vec<Problem>,
) {
    for item in items {
        walk_value(item, shape, place, problems);
    }
}

/// A field of a 文书: text, integer, boolean, date, date-time, or rows of such.
fn walk_field(field: &Spanned<DeValue<'_>>, place: &str, problems: &mut Vec<Problem>) {
    let found = field.get_ref();
    match found {
        DeValue::Array(rows) => {
            for row in rows {
                if let DeValue::Table(cells) = row.get_ref() {
                    for (name, cell) in cells {
                        walk_field(cell, &join(place, name.get_ref()), problems);
                    }
                } else if row.get_ref().is_array() {
                    problems.push(wrong(Shape::Fields, row.get_ref(), place, row.span()));
                } else {
                    walk_field(row, place, problems);
                }
            }
        }
        DeValue::Table(_) => problems.push(wrong(Shape::Fields, found, place, field.span())),
        DeValue::Float(_) => {
            let problem = wrong(Shape::Integer, found, place, field.span());
            problems.push(problem.help("金额以“分”为单位写整数，其他小数写成字符串"));
        }
        DeValue::Integer(_) => problems.extend(scalar(Shape::Integer, found, place, field.span())),
        DeValue::Datetime(_) => problems.extend(scalar(Shape::Moment, found, place, field.span())),
        DeValue::String(_) => problems.extend(scalar(Shape::Text, found, place, field.span())),
        DeValue::Boolean(_) => {}
    }
}

/// What is wrong with a value that is no table and no array, if anything.
fn scalar(shape: Shape, found: &DeValue<'_>, place: &str, span: Range<usize>) -> Option<Problem> {
    let say = |message: String| Some(Problem::new(span.clone(), message));
    match (shape, found) {
        (Shape::Boolean, DeValue::Boolean(_)) => None,
        (Shape::Integer, DeValue::Integer(number)) => {
            let parsed = i64::from_str_radix(&number.as_str().replace('_', ""), number.radix());
            parsed
                .is_err()
                .then(|| Problem::new(span, format!("键 {place} 的整数超出范围")))
        }
        (Shape::Date | Shape::Moment, DeValue::Datetime(found)) => match (found.date, found.time) {
            // The parser has reported an impossible one already.
            (_, None) => None,
            (Some(_), Some(_)) if matches!(shape, Shape::Moment) => None,
            (Some(_), Some(_)) => say(format!("键 {place} 只写日期，不写时间")),
            (None, Some(_)) => say(format!("键 {place} 只有时间，没有日期")),
        },
        (shape, DeValue::String(text)) => {
            let message = text_problem(shape, text, place)?;
            let problem = Problem::new(span, message);
            Some(match shape {
                Shape::Choice(choices) => match nearest(text, choices.iter().copied()) {
                    Some(near) => problem.help(format!("是否想写 {near}？")),
                    None => problem,
                },
                Shape::Date | Shape::Moment => problem.help("日期和时间不加引号"),
                _ => problem,
            })
        }
        (shape, found) => Some(wrong(shape, found, place, span)),
    }
}

/// What is wrong with a text as the value of a key of that shape, if anything.
#[must_use]
pub fn text_problem(shape: Shape, text: &str, place: &str) -> Option<String> {
    if let Some(control) = text.chars().find(|c| is_hidden(*c)) {
        return Some(format!(
            "键 {place} 含有不可见的控制字符 U+{:04X}",
            u32::from(control)
        ));
    }
    match shape {
        Shape::Text => None,
        Shape::Id => (!is_id(text))
            .then(|| format!("键 {place} 的编号「{text}」有误，应为字母、数字、._-，1 至 64 个")),
        Shape::Choice(choices) => (!choices.contains(&text)).then(|| {
            format!(
                "键 {place} 的值「{text}」有误，应为：{}",
                choices.join("、")
            )
        }),
        Shape::Digest => {
            (!is_digest(text)).then(|| format!("键 {place} 不是 SHA-256，应为 64 位小写十六进制"))
        }
        Shape::Path => path_problem(text).map(|why| format!("键 {place} 的路径「{text}」{why}")),
        other => Some(format!("键 {place} 是字符串，应为{}", other.label())),
    }
}

fn wrong(shape: Shape, found: &DeValue<'_>, place: &str, span: Range<usize>) -> Problem {
    let found = match found {
        DeValue::String(_) => "字符串",
        DeValue::Integer(_) => "整数",
        DeValue::Float(_) => "小数",
        DeValue::Boolean(_) => "布尔值",
        DeValue::Datetime(_) => "日期时间",
        DeValue::Array(_) => "数组",
        DeValue::Table(_) => "表",
    };
    Problem::new(span, format!("键 {place} 是{found}，应为{}", shape.label()))
}

/// Control characters (but line feed and tab) and the marks that turn the direction of writing.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t' && c != '\r')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text may be the id of a case, an event or a record.
#[must_use]
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        && !matches!(text, "." | "..")
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Names at the top of a case directory that no record may claim.
const RESERVED: &[&str] = &["case.toml", "journal.jsonl", "access.jsonl", ".anjuan"];

/// Why a text is no path of a record's file, if it is none.
fn path_problem(text: &str) -> Option<&'static str> {
    let first = text.split('/').next().unwrap_or_default();
    if text.is_empty() {
        Some("是空的")
    } else if text.contains('\\') {
        Some("含有反斜线，应以 / 分隔")
    } else if text.starts_with('/') || text.as_bytes().get(1) == Some(&b':') {
        Some("是绝对路径，应为案件目录内的相对路径")
    } else if text.split('/').any(|part| matches!(part, "" | "." | "..")) {
        Some("含有空段、. 或 ..，不能指到案件目录之外")
    } else if RESERVED.iter().any(|name| name.eq_ignore_ascii_case(first)) {
        Some("是程序自用的名字")
    } else if !is_nfc(text) {
        Some("不是 NFC 规范形式")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INNER: &[Key] = &[Key::new("id", Shape::Id, "编号").required()];
    const KEYS: &[Key] = &[
        Key::new("schema", Shape::Integer, "版本").required(),
        Key::new("opened", Shape::Date, "日期"),
        Key::new("kind", Shape::Choice(&["行政处罚", "行政强制"]), "种类"),
        Key::new("path", Shape::Path, "路径"),
        Key::new("start", Shape::Moment, "时间"),
        Key::new("event", Shape::Tables(INNER), "事项"),
        Key::new("fields", Shape::Fields, "栏目"),
    ];

    fn messages(text: &str) -> Vec<String> {
        match parse(text, KEYS) {
            Ok(_) => Vec::new(),
            Err(problems) => problems
                .into_iter()
                .map(|problem| problem.message)
                .collect(),
        }
    }

    #[test]
    fn everything_that_is_wrong_is_reported_at_once() {
        let text = "schema = \"1\"\nopened = 2026-02-30\nkind = \"行政处法\"\npath = \"../x\"\n\
                    oepned = 1\n[[event]]\nid = \"E 1\"\n[[event]]\n";
        assert_eq!(
            messages(text),
            [
                "键 schema 是字符串，应为整数",
                "没有这样的日期",
                "键 kind 的值「行政处法」有误，应为：行政处罚、行政强制",
                "键 path 的路径「../x」含有空段、. 或 ..，不能指到案件目录之外",
                "未知的键 oepned",
                "键 event.id 的编号「E 1」有误，应为字母、数字、._-，1 至 64 个",
                "缺少必需的键 event.id（编号）",
            ]
        );
    }

    #[test]
    fn each_value_is_held_against_its_shape() {
        let bad = [
            (
                "opened = 2026-03-02T10:00:00",
                "键 opened 只写日期，不写时间",
            ),
            ("start = 10:00:00", "键 start 只有时间，没有日期"),
            (
                "start = \"2026-03-02\"",
                "键 start 是字符串，应为日期或时间（如 2026-03-02 或 2026-03-02T09:10:00+08:00）",
            ),
            (
                "path = \"C:/x\"",
                "键 path 的路径「C:/x」是绝对路径，应为案件目录内的相对路径",
            ),
            (
                "path = \"a\\\\b\"",
                "键 path 的路径「a\\b」含有反斜线，应以 / 分隔",
            ),
            (
                "path = \"Case.toml\"",
                "键 path 的路径「Case.toml」是程序自用的名字",
            ),
            (
                "path = \"a//b\"",
                "键 path 的路径「a//b」含有空段、. 或 ..，不能指到案件目录之外",
            ),
            ("fields = { a = 1.5 }", "键 fields.a 是小数，应为整数"),
            (
                "fields = { a = 99999999999999999999 }",
                "键 fields.a 的整数超出范围",
            ),
            (
                "fields = { a = \"x\\u202Ey\" }",
                "键 fields.a 含有不可见的控制字符 U+202E",
            ),
        ];
        for (line, want) in bad {
            assert_eq!(messages(&format!("schema = 1\n{line}\n")), [want], "{line}");
        }
        let good = "schema = 1\nstart = 2026-03-02T09:10\n[x-other]\nany = 1.5\n[fields]\n\
                    \"物品\" = [{ \"名称\" = \"电机\", \"数量\" = 2 }]\n\"日期\" = 2026-03-02\n";
        assert_eq!(messages(good), Vec::<String>::new());
    }

    #[test]
    fn of_an_unclosed_array_only_the_first_place_is_reported() {
        assert_eq!(messages("schema = [1, 2\nkind = 3\n[[event]]\n").len(), 1);
    }
}
