//! The own fields of a 文书: as people type them, as a file has them, as a template prints them.

use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::money;
use crate::case::Moment;
use crate::check::quote;
use crate::document::Datum;
use crate::reading::nearest;
use crate::rulebook::{Document, Field, FieldKind};
use crate::task::error::Failure;
use crate::task::{handed, words};

/// Reads fields from a file and as typed, the typed ones winning.
///
/// # Errors
/// Everything that is wrong with them, at once.
pub(in crate::task) fn read(
    document: &Document,
    typed: &[String],
    file: Option<&Path>,
) -> Result<Table, Failure> {
    let mut wrong = Vec::new();
    let mut table = Table::new();
    for (name, value) in file.map(from_file).transpose()?.unwrap_or_default() {
        match field(document, &name).and_then(|field| typed_value(field, value)) {
            Ok(value) => drop(table.insert(name, value)),
            Err(problem) => wrong.push(problem),
        }
    }
    let mut own = Table::new();
    for text in typed {
        if let Err(problem) = assignment(document, text, &mut own) {
            wrong.push(problem);
        }
    }
    table.extend(own);
    if wrong.is_empty() {
        return Ok(table);
    }
    let failure = Failure::new(format!("《{}》的栏目有误", document.name));
    let hint = format!("anjuan doc fields {}", quote(&document.name));
    Err(wrong.into_iter().fold(failure, Failure::because).hint(hint))
}

fn from_file(path: &Path) -> Result<Table, Failure> {
    let mut table = handed::table(path)?;
    match table.remove("fields") {
        Some(Value::Table(fields)) => Ok(fields),
        Some(other) => {
            table.insert("fields".to_owned(), other);
            Ok(table)
        }
        None => Ok(table),
    }
}

fn field<'d>(document: &'d Document, name: &str) -> Result<&'d Field, String> {
    document
        .fields
        .iter()
        .find(|field| field.name == name)
        .ok_or_else(|| {
            let names: Vec<_> = document
                .fields
                .iter()
                .map(|field| field.name.as_str())
                .collect();
            match nearest(name, names.iter().copied()) {
                Some(near) => format!("没有栏目「{name}」，是否想写 {near}？"),
                None => format!("没有栏目「{name}」，栏目有：{}", names.join("、")),
            }
        })
}

/// `栏目=值`, `栏目=@文件`. A table takes a row each time, a long text a paragraph.
fn assignment(document: &Document, text: &str, table: &mut Table) -> Result<(), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| format!("「{text}」应写作 栏目=值"))?;
    let name = name.trim();
    let name = name.strip_prefix("fields.").unwrap_or(name);
    let field = field(document, name)?;
    let value = match value.strip_prefix('@') {
        Some(file) => fs::read_to_string(file).map_err(|error| {
            let why = words::system(&error);
            format!("{name} 的内容取自 {file}，无法读取：{why}")
        })?,
        None => value.to_owned(),
    };
    let value = parse(field, &value)?;
    let joined = match (table.remove(name), value, field.kind) {
        (None, value, _) => value,
        (Some(Value::Array(mut rows)), Value::Array(more), FieldKind::Rows) => {
            rows.extend(more);
            Value::Array(rows)
        }
        (Some(Value::String(text)), Value::String(more), FieldKind::Long) => {
            Value::String([text.trim_end(), &more].join("\n"))
        }
        _ => return Err(format!("栏目 {name} 写了两次")),
    };
    table.insert(name.to_owned(), joined);
    Ok(())
}

/// A value as typed, of the kind that the field has.
fn parse(field: &Field, text: &str) -> Result<Value, String> {
    let trimmed = text.trim();
    let wrong = |allowed: &str| format!("{} 的值「{trimmed}」应为{allowed}", field.name);
    match field.kind {
        FieldKind::Text => Ok(trimmed.into()),
        FieldKind::Long => Ok(text.trim_end().into()),
        FieldKind::Choice
            if trimmed.is_empty() || field.choices.iter().any(|one| one == trimmed) =>
        {
            Ok(trimmed.into())
        }
        FieldKind::Choice => Err(wrong(&format!("其中之一：{}", field.choices.join("、")))),
        FieldKind::Date => day(trimmed).ok_or_else(|| wrong("日期，如 2026-03-02")),
        FieldKind::DateTime => moment(trimmed).ok_or_else(|| wrong("时间，如 2026-03-02 9:10")),
        FieldKind::Money => money::parse(trimmed)
            .map(Value::Integer)
            .ok_or_else(|| wrong("金额：整数为分，或者带单位，如 50000元、5万元")),
        FieldKind::Integer => trimmed
            .parse()
            .map(Value::Integer)
            .map_err(|_| wrong("整数")),
        FieldKind::Boolean => match trimmed {
            "是" | "true" => Ok(true.into()),
            "否" | "false" => Ok(false.into()),
            _ => Err(wrong("是或者否")),
        },
        FieldKind::Rows => rows(field, trimmed),
    }
}

fn day(text: &str) -> Option<Value> {
    Moment::parse(text)
        .filter(|moment| moment.local().is_none())?
        .to_value()
}

fn moment(text: &str) -> Option<Value> {
    Moment::parse(text)?.to_value()
}

/// Rows: an array of tables in TOML or JSON, or one row a line with its cells in order between `|`.
fn rows(field: &Field, text: &str) -> Result<Value, String> {
    if text.starts_with('[') {
        let parsed = format!("v = {text}").parse::<Table>().ok();
        let value = parsed.and_then(|mut table| table.remove("v"));
        let value = value.or_else(|| serde_json::from_str(text).ok());
        return typed_value(field, value.unwrap_or_else(|| text.into()));
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| row(field, line))
        .collect::<Result<Vec<_>, _>>()
        .map(Value::Array)
}

fn row(field: &Field, line: &str) -> Result<Value, String> {
    let cells: Vec<_> = line.split(['|', '｜']).map(str::trim).collect();
    if cells.len() > field.columns.len() {
        return Err(format!(
            "{} 的一行「{line}」有 {} 格，只有 {} 列：{}",
            field.name,
            cells.len(),
            field.columns.len(),
            field.columns.join("|")
        ));
    }
    let filled = field
        .columns
        .iter()
        .zip(cells)
        .filter(|(_, cell)| !cell.is_empty());
    Ok(Value::Table(
        filled
            .map(|(column, cell)| (column.clone(), cell.into()))
            .collect(),
    ))
}

/// A value that has its type already, as a file has it.
fn typed_value(field: &Field, value: Value) -> Result<Value, String> {
    let wrong = |allowed: &str| format!("{} 的值应为{allowed}", field.name);
    match (field.kind, value) {
        (FieldKind::Rows, Value::Array(rows)) if rows.iter().all(Value::is_table) => {
            let columns = rows
                .iter()
                .filter_map(Value::as_table)
                .flat_map(Table::keys);
            match columns
                .into_iter()
                .find(|name| !field.columns.contains(name))
            {
                None => Ok(Value::Array(rows)),
                Some(name) => Err(format!(
                    "{} 没有列「{name}」，列有：{}",
                    field.name,
                    field.columns.join("、")
                )),
            }
        }
        (FieldKind::Rows, Value::String(text)) if !text.starts_with('[') => rows(field, &text),
        (FieldKind::Rows, _) => Err(wrong(
            "各行：[{ \"列\" = \"值\" }]，或者每行一条、各格以 | 分隔",
        )),
        (_, Value::String(text)) => parse(field, &text),
        (FieldKind::Money | FieldKind::Integer, Value::Integer(number)) => Ok(number.into()),
        (FieldKind::Boolean, Value::Boolean(yes)) => Ok(yes.into()),
        (FieldKind::Date | FieldKind::DateTime, Value::Datetime(moment)) => {
            parse(field, &moment.to_string())
        }
        (FieldKind::Text | FieldKind::Long, Value::Integer(number)) => {
            Ok(number.to_string().into())
        }
        (kind, _) => Err(wrong(kind.label())),
    }
}

/// The value of a field as a template prints it; an integer of an amount is in 分.
pub(super) fn datum(kind: Option<FieldKind>, value: &Value) -> Option<Datum> {
    match value {
        Value::String(text) => Some(Datum::Text(text.clone())),
        Value::Integer(fen) if kind == Some(FieldKind::Money) => Some(Datum::Money(*fen)),
        Value::Integer(number) => Some(Datum::Integer(*number)),
        Value::Boolean(yes) => Some(Datum::Boolean(*yes)),
        Value::Datetime(moment) => Moment::from_toml(moment).map(moment_datum),
        Value::Array(items) if items.iter().all(Value::is_table) => {
            let rows = items.iter().filter_map(Value::as_table);
            Some(Datum::Rows(rows.map(row_datum).collect()))
        }
        Value::Array(items) => Some(Datum::List(
            items.iter().filter_map(|item| datum(None, item)).collect(),
        )),
        Value::Float(number) => Some(Datum::Text(number.to_string())),
        Value::Table(row) => Some(Datum::Rows(vec![row_datum(row)])),
    }
}

fn row_datum(row: &Table) -> Vec<(String, Datum)> {
    row.iter()
        .filter_map(|(name, cell)| Some((name.clone(), datum(None, cell)?)))
        .collect()
}

/// A day or a time.
pub(super) fn moment_datum(moment: Moment) -> Datum {
    moment
        .local()
        .map_or_else(|| Datum::Date(moment.date()), Datum::DateTime)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        let rulebook = crate::rulebook::load(&crate::rulebook::built_in("sanming").unwrap());
        let mut document = rulebook.unwrap().catalogue.get("清单").unwrap().clone();
        let kinds = FieldKind::WORDS.iter().filter(|(word, ..)| *word != "rows");
        document.fields.extend(kinds.map(|(word, kind, _)| Field {
            name: (*word).to_owned(),
            kind: *kind,
            by_regulation: false,
            optional: false,
            choices: if *word == "choice" {
                vec!["甲".into(), "乙".into()]
            } else {
                Vec::new()
            },
            columns: Vec::new(),
        }));
        document
    }

    fn read_all(typed: &[&str]) -> Result<Table, Failure> {
        let typed: Vec<_> = typed.iter().map(|text| (*text).to_owned()).collect();
        read(&document(), &typed, None)
    }

    #[test]
    fn a_value_has_the_kind_of_its_field() {
        for (typed, want) in [
            ("text= 1 ", "text = \"1\""),
            ("long=a=b", "long = \"a=b\""),
            ("fields.date=2026-3-2", "date = 2026-03-02"),
            (
                "datetime=2026-03-02 9:10",
                "datetime = 2026-03-02T09:10:00+08:00",
            ),
            ("money=5万元", "money = 5000000"),
            ("integer=46", "integer = 46"),
            ("boolean=否", "boolean = false"),
            ("choice=乙", "choice = \"乙\""),
            (
                "物品=电动机||2|台",
                r#""物品" = [{ "名称" = "电动机", "数量" = "2", "单位" = "台" }]"#,
            ),
            (
                r#"物品=[{ "名称" = "甲", "数量" = 2 }]"#,
                r#""物品" = [{ "名称" = "甲", "数量" = 2 }]"#,
            ),
            (
                r#"物品=[{"名称": "甲"}]"#,
                r#""物品" = [{ "名称" = "甲" }]"#,
            ),
        ] {
            let table = read_all(&[typed]).unwrap_or_else(|error| panic!("{typed}: {error}"));
            assert_eq!(table, want.parse::<Table>().unwrap(), "{typed}");
        }
    }

    #[test]
    fn rows_and_paragraphs_add_up_and_nothing_else_is_written_twice() {
        let table = read_all(&["物品=甲", "物品=乙", "long=一", "long=二"]).unwrap();
        assert_eq!(table["物品"].as_array().map(Vec::len), Some(2));
        assert_eq!(table["long"].as_str(), Some("一\n二"));
        assert!(read_all(&["text=甲", "text=乙"]).is_err());
    }

    #[test]
    fn everything_wrong_is_reported_at_once() {
        let typed = [
            "无此栏=1",
            "无等号",
            "date=昨天",
            "date=2026-02-30",
            "money=-5元",
            "integer=1.5",
            "boolean=或许",
            "choice=丙",
            "datetime=9:10",
            "物品=1|2|3|4|5|6|7|8",
            "物品=[{ \"颜色\" = 1 }]",
            "long=@/没有/这个/文件",
        ];
        let failure = read_all(&typed).unwrap_err();
        assert_eq!(failure.reasons.len(), typed.len(), "{failure}");
    }
}
