//! The parser's own messages in Chinese.

use super::Problem;

/// The beginning of a parser message, what it says in Chinese, and whether the rest of the file
/// can still be understood after it.
const MESSAGES: &[(&str, &str, bool)] = &[
    ("invalid date", "没有这样的日期", true),
    (
        "invalid time",
        "没有这样的时间（应写作 2026-03-02T09:10:00+08:00）",
        true,
    ),
    (
        "invalid datetime",
        "没有这样的时间（应写作 2026-03-02T09:10:00+08:00）",
        true,
    ),
    ("invalid offset", "时差有误（应写作 +08:00）", true),
    ("duplicate key", "同一个键或表写了两次", true),
    ("string values must be quoted", "文字要加双引号", true),
    ("invalid basic string", "字符串没有结束，缺少双引号", false),
    (
        "invalid literal string",
        "字符串没有结束，缺少单引号",
        false,
    ),
    (
        "invalid escape",
        "字符串里的转义有误（反斜线请写两次）",
        false,
    ),
    ("unclosed inline table", "行内表没有结束，缺少 }", false),
    ("missing comma", "缺少逗号，或前面的数组没有结束", false),
    ("key with no value", "有键而没有值，缺少 =", false),
    ("missing value", "= 之后没有值", false),
    ("invalid key", "键名有误（中文键名要加双引号）", false),
    (
        "invalid unquoted key",
        "键名有误（中文键名要加双引号）",
        false,
    ),
    ("invalid comment", "注释里有控制字符", false),
    ("cannot extend", "这个键已经是值，不能再当作表", false),
    (
        "carriage return must be",
        "有单独的回车符，行末应为换行或回车换行",
        false,
    ),
    ("cannot recurse", "嵌套太深", false),
    (
        "cannot have any other item",
        "[[表]] 的名称已经用作别的",
        false,
    ),
    (
        "invalid multi-line basic string",
        "多行字符串没有结束，缺少三个双引号",
        false,
    ),
    (
        "invalid multi-line literal string",
        "多行字符串没有结束，缺少三个单引号",
        false,
    ),
    (
        "too few unicode value digits",
        "字符串里的转义有误（反斜线请写两次）",
        false,
    ),
    (
        "missing escaped value",
        "字符串里的转义有误（反斜线请写两次）",
        false,
    ),
    ("missing opening quote", "字符串缺少前面的引号", false),
    ("unclosed array table", "表名没有结束，缺少 ]]", false),
    ("unclosed table", "表名没有结束，缺少 ]", false),
    ("unclosed array", "数组没有结束，缺少 ]", false),
    ("missing table open", "表名缺少 [", false),
    ("missing array opening", "数组缺少 [", false),
    ("missing inline table opening", "行内表缺少 {", false),
    (
        "missing key for inline table element",
        "行内表里有值而没有键",
        false,
    ),
    ("missing assignment between", "键和值之间缺少 =", false),
    ("missing comment start", "注释缺少 #", false),
    ("extra comma", "多了一个逗号", false),
    ("extra", "多了一个 =", false),
    ("unexpected `=` in array", "数组里不能有 =", false),
    ("unexpected leading zero", "数字不能以 0 开头", false),
    ("unexpected sign", "这里不能有正负号", false),
    ("unexpected", "这里多了内容", false),
    ("unquoted string", "文字要加双引号", false),
    ("unquoted keys cannot be empty", "键名是空的", false),
    ("keys cannot be multi-line", "键名不能写成多行", false),
    ("invalid inline table", "行内表有误", false),
    ("invalid table", "表名有误", false),
    ("invalid boolean", "应为 true 或 false", false),
    ("invalid value", "值有误（文字要加双引号）", false),
    ("invalid string", "字符串有误", false),
    ("invalid", "数字有误", false),
];

/// The parser's errors in Chinese: all of them where the rest is understood, else the first,
/// because the parser then stumbles over what follows.
pub(super) fn problems(errors: &[toml::de::Error]) -> Vec<Problem> {
    let all = errors.iter().all(|error| known(error.message()).1);
    let shown = if all { errors.len() } else { 1 };
    errors
        .iter()
        .take(shown)
        .map(|error| {
            let span = error.span().unwrap_or(0..0);
            Problem::new(span, known(error.message()).0)
        })
        .collect()
}

/// Whether a walk of what was parsed still makes sense beside these errors.
pub(super) fn recoverable(errors: &[toml::de::Error]) -> bool {
    errors.iter().all(|error| known(error.message()).1)
}

/// Reads TOML whose keys are not known beforehand.
///
/// # Errors
/// What the parser says, in Chinese and with its place.
pub fn syntax(text: &str) -> Result<toml::Table, Vec<Problem>> {
    text.parse().map_err(|error| problems(&[error]))
}

/// What a TOML parser says, in Chinese.
#[must_use]
pub fn message(text: &str) -> String {
    known(text).0
}

fn known(text: &str) -> (String, bool) {
    let known = MESSAGES
        .iter()
        .find(|(begin, _, _)| text.starts_with(begin));
    match known {
        Some((_, chinese, recoverable)) => ((*chinese).to_owned(), *recoverable),
        None => ("不合 TOML 的写法".to_owned(), false),
    }
}
