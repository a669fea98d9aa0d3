//! An exported table, CSV or JSON, as rows of named cells.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use csv::ByteRecord;
use encoding_rs::GB18030;
use serde_json::Value;

use super::flaw::Flaw;
use crate::store::json_problem;
use crate::task::error::Failure;

/// A table that was read.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The encoding that its bytes are in.
    pub(super) encoding: Encoding,
    /// What a row is called: a line of a CSV, an item of a JSON.
    pub(super) unit: &'static str,
    /// The names of its columns, in order.
    pub(super) columns: Vec<String>,
    /// Its rows, empty ones left out.
    pub(super) rows: Vec<Row>,
}

/// One row.
#[derive(Debug)]
pub(super) struct Row {
    /// The line of the file on which it begins, or which item it is; from 1.
    pub(super) number: u64,
    /// Its cells by column; empty ones are not there.
    pub(super) cells: BTreeMap<String, Cell>,
    /// Why the row cannot be read at all.
    pub(super) flaw: Option<Flaw>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Text, without blanks around it.
    Text(String),
    /// Several texts: an array of a JSON.
    List(Vec<String>),
    /// Something that is no text: what it is.
    Other(&'static str),
}

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030, hence also GBK and GB2312.
    Gb18030,
}

impl Encoding {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
        }
    }

    fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Utf8 => String::from_utf8(bytes.to_vec()).ok(),
            Self::Gb18030 => GB18030
                .decode_without_bom_handling_and_without_replacement(bytes)
                .map(std::borrow::Cow::into_owned),
        }
    }
}

/// How files begin that are no table of text, and what to do with them.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (
        b"PK\x03\x04",
        "是 Excel 工作簿",
        "在表格软件里另存为“CSV UTF-8”",
    ),
    (
        b"\xD0\xCF\x11\xE0",
        "是 Excel 工作簿",
        "在表格软件里另存为“CSV UTF-8”",
    ),
    (
        b"\xFF\xFE",
        "是 UTF-16 编码",
        "在表格软件里另存为“CSV UTF-8”",
    ),
    (
        b"\xFE\xFF",
        "是 UTF-16 编码",
        "在表格软件里另存为“CSV UTF-8”",
    ),
];

impl Sheet {
    /// Reads a file; what ends in `.json` is JSON, whose rows are where the pointer leads.
    ///
    /// # Errors
    /// A file that cannot be read, is no such table, or has no columns.
    pub(super) fn read(path: &Path, rows: Option<&str>) -> Result<Self, Failure> {
        let bytes = fs::read(path).map_err(|error| {
            Failure::new(format!("无法读取 {}", path.display())).because_io(&error)
        })?;
        let unusable = || Failure::new(format!("{} 不能用", path.display()));
        if let Some((_, what, hint)) = OTHERS.iter().find(|(mark, ..)| bytes.starts_with(mark)) {
            return Err(unusable().because(what).hint(*hint));
        }
        let is_json = path
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("json"));
        let (bare, has_mark) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => (rest, true),
            None => (bytes.as_slice(), false),
        };
        let read = if is_json {
            from_json(bare, has_mark, rows)
        } else {
            from_csv(bare, has_mark)
        };
        read.map_err(|why| unusable().because(why))
    }

    /// Whether some row has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known == column)
    }
}

fn from_csv(bytes: &[u8], has_mark: bool) -> Result<Sheet, String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let records = reader
        .byte_records()
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| error.to_string())?;
    let encoding = if has_mark {
        Encoding::Utf8
    } else {
        encoding_of(&records)
    };
    let Some((header, rows)) = records.split_first() else {
        return Err("文件是空的".to_owned());
    };
    let columns = columns(header, encoding)?;
    // A quote that is never closed swallows all lines after it.
    let is_odd = bytes.iter().fold(false, |odd, byte| odd ^ (*byte == b'"'));
    let is_open = is_odd
        && rows
            .last()
            .is_some_and(|last| last.iter().any(|cell| cell.contains(&b'\n')));
    let last = rows.len().saturating_sub(1);
    let mut lines = Lines::of(bytes);
    let rows = rows
        .iter()
        .enumerate()
        .map(|(at, record)| {
            let mut row = csv_row(record, &columns, encoding);
            row.number = lines.of_record(record);
            if is_open && at == last {
                row.flaw = Some(Flaw::whole("引号没有合上，以后各行都并入了这一行"));
            }
            row
        })
        .filter(|row| row.flaw.is_some() || !row.cells.is_empty())
        .collect();
    Ok(Sheet {
        encoding,
        unit: "行",
        columns: columns
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect(),
        rows,
    })
}

/// Counts the lines of a text up to its records, which come in order.
///
/// The reader's own count stays behind where lines end in CR LF.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl<'b> Lines<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            line: 1,
        }
    }

    /// The line on which a record begins, from 1.
    fn of_record(&mut self, record: &ByteRecord) -> u64 {
        let from = record.position().map_or(0, csv::Position::byte);
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        while let Some(byte) = self.bytes.get(self.at) {
            if self.at >= from && !is_end(byte) {
                break;
            }
            let is_pair = *byte == b'\r' && self.bytes.get(self.at + 1) == Some(&b'\n');
            self.line += u64::from(is_end(byte) && !is_pair);
            self.at += 1;
        }
        self.line
    }
}

/// UTF-8 where most rows beyond ASCII are: a single broken row must not turn the whole file into
/// something else.
fn encoding_of(records: &[ByteRecord]) -> Encoding {
    let is_utf8 = |record: &ByteRecord| record.iter().all(|cell| std::str::from_utf8(cell).is_ok());
    let beyond = || {
        records
            .iter()
            .filter(|record| !record.as_slice().is_ascii())
    };
    let good = beyond().filter(|record| is_utf8(record)).count();
    if good * 2 >= beyond().count() {
        Encoding::Utf8
    } else {
        Encoding::Gb18030
    }
}

fn columns(header: &ByteRecord, encoding: Encoding) -> Result<Vec<String>, String> {
    let mut names: Vec<String> = Vec::new();
    for (at, cell) in header.iter().enumerate() {
        let name = encoding
            .decode(cell)
            .ok_or_else(|| format!("表头第 {} 列不是 {}", at + 1, encoding.name()))?;
        let name = name.trim().to_owned();
        if !name.is_empty() && names.contains(&name) {
            return Err(format!("表头有两列都叫「{name}」"));
        }
        names.push(name);
    }
    if names.iter().all(String::is_empty) {
        return Err("第一行没有列名".to_owned());
    }
    Ok(names)
}

fn csv_row(record: &ByteRecord, columns: &[String], encoding: Encoding) -> Row {
    let mut row = Row {
        number: 0,
        cells: BTreeMap::new(),
        flaw: None,
    };
    let is_empty = record.iter().all(<[u8]>::is_empty);
    if record.len() != columns.len() && !is_empty {
        let message = format!("有 {} 列，表头有 {} 列", record.len(), columns.len());
        row.flaw = Some(Flaw::whole(&message));
        return row;
    }
    for (name, cell) in columns.iter().zip(record) {
        let Some(text) = encoding.decode(cell) else {
            let message = format!("不是 {}，读不出来", encoding.name());
            row.flaw = Some(Flaw::of_column(name, &message));
            return row;
        };
        let text = text.trim();
        if !text.is_empty() && !name.is_empty() {
            row.cells.insert(name.clone(), Cell::Text(text.to_owned()));
        }
    }
    row
}

fn from_json(bytes: &[u8], has_mark: bool, rows: Option<&str>) -> Result<Sheet, String> {
    let encodings: &[Encoding] = if has_mark {
        &[Encoding::Utf8]
    } else {
        &[Encoding::Utf8, Encoding::Gb18030]
    };
    let (encoding, text) = encodings
        .iter()
        .find_map(|encoding| Some((*encoding, encoding.decode(bytes)?)))
        .ok_or("既不是 UTF-8，也不是 GB18030")?;
    let all: Value = serde_json::from_str(&text).map_err(|error| json_problem(&error))?;
    let items = items(&all, rows)?;
    let mut columns: Vec<String> = Vec::new();
    let rows = items
        .iter()
        .enumerate()
        .map(|(at, item)| json_row(at as u64 + 1, item, &mut columns))
        .filter(|row| row.flaw.is_some() || !row.cells.is_empty())
        .collect();
    Ok(Sheet {
        encoding,
        unit: "项",
        columns,
        rows,
    })
}

/// The rows: where the pointer leads, or the whole, or its `rows`.
fn items<'v>(all: &'v Value, pointer: Option<&str>) -> Result<&'v Vec<Value>, String> {
    if let Some(pointer) = pointer {
        return all
            .pointer(pointer)
            .and_then(Value::as_array)
            .ok_or_else(|| format!("rows 所指的 {pointer} 处没有数组"));
    }
    let found = all.as_array().or_else(|| all.get("rows")?.as_array());
    found.ok_or_else(|| {
        "应为对象的数组，或者 {\"rows\": […]}；在别处的，在对照表里写 rows = \"/…\"".to_owned()
    })
}

fn json_row(number: u64, item: &Value, columns: &mut Vec<String>) -> Row {
    let mut row = Row {
        number,
        cells: BTreeMap::new(),
        flaw: None,
    };
    let Some(object) = item.as_object() else {
        row.flaw = Some(Flaw::whole("不是对象"));
        return row;
    };
    for (name, value) in object {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
        if let Some(cell) = json_cell(value) {
            row.cells.insert(name.clone(), cell);
        }
    }
    row
}

fn json_cell(value: &Value) -> Option<Cell> {
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    match value {
        Value::Null => None,
        Value::String(found) => text(found).map(Cell::Text),
        // Beyond these digits get lost.
        Value::Number(number) if number.is_i64() || number.is_u64() => {
            Some(Cell::Text(number.to_string()))
        }
        Value::Number(_) => Some(Cell::Other("小数或者过大的数，应为字符串")),
        Value::Bool(_) => Some(Cell::Other("布尔值，应为字符串")),
        Value::Object(_) => Some(Cell::Other("对象，应为字符串")),
        Value::Array(list) => {
            let trimmed = |item: &Value| Some(item.as_str()?.trim().to_owned());
            let texts: Option<Vec<_>> = list.iter().map(trimmed).collect();
            match texts {
                Some(texts) if texts.is_empty() => None,
                Some(texts) => Some(Cell::List(texts)),
                None => Some(Cell::Other("数组，其中应都是字符串")),
            }
        }
    }
}
