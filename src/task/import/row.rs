//! One row of a table as a case that begins.

use toml::{Table, Value};

use super::flaw::Flaw;
use super::mapping::{Field, Fields, From, Mapping};
use super::source::{Cell, Row};
use super::value::typed;
use crate::case::Manifest;
use crate::reading::{Shape, text_problem};
use crate::task::begin::{self, Beginning};
use crate::task::find::MANIFEST;
use crate::workspace::Workspace;

/// What a row says; else everything that is wrong with it.
pub(super) fn beginning(
    row: &Row,
    mapping: &Mapping,
    workspace: &Workspace,
) -> Result<Beginning, Vec<Flaw>> {
    if let Some(flaw) = &row.flaw {
        return Err(vec![flaw.clone()]);
    }
    let mut flaws = Vec::new();
    let beginning = Beginning {
        case: case(row, &mapping.case, &mut flaws),
        parties: tables(row, &mapping.parties, &mut flaws),
        officers: tables(row, &mapping.officers, &mut flaws),
        ..Beginning::default()
    };
    if flaws.is_empty() {
        refuse_unreadable(&beginning, workspace, &mut flaws);
    }
    if flaws.is_empty() {
        Ok(beginning)
    } else {
        Err(flaws)
    }
}

/// What the strict reader would not read is refused before anything is written.
fn refuse_unreadable(beginning: &Beginning, workspace: &Workspace, flaws: &mut Vec<Flaw>) {
    let text = match begin::manifest(beginning.clone(), workspace) {
        Ok(text) => text,
        Err(failure) => return flaws.push(Flaw::whole(&failure.what)),
    };
    if let Err(unreadable) = Manifest::read(MANIFEST, text.as_bytes()) {
        let problems = unreadable.problems.iter();
        flaws.extend(problems.map(|problem| Flaw::whole(&problem.message)));
    }
}

fn case(row: &Row, fields: &Fields, flaws: &mut Vec<Flaw>) -> Table {
    let mut table = Table::new();
    for field in fields {
        let values = match values(row, field) {
            Ok(values) => values,
            Err(found) => {
                flaws.extend(found);
                continue;
            }
        };
        let said = values.into_iter().flatten().reduce(joined);
        match said {
            Some(value) => {
                table.insert(field.key.name.to_owned(), value);
            }
            None if field.key.required => flaws.push(flaw(field, None, "是空的，必须填写")),
            None => {}
        }
    }
    table
}

/// Two lists as one.
fn joined(mut a: Value, b: Value) -> Value {
    if let (Value::Array(all), Value::Array(more)) = (&mut a, b) {
        all.extend(more);
    }
    a
}

/// The parties or officers of all groups.
fn tables(row: &Row, groups: &[Fields], flaws: &mut Vec<Flaw>) -> Vec<Table> {
    groups
        .iter()
        .flat_map(|fields| {
            people(row, fields).unwrap_or_else(|found| {
                flaws.extend(found);
                Vec::new()
            })
        })
        .collect()
}

/// The people of one group: as many as there are names. What the mapping says itself holds for
/// each of them; what a column says belongs to one each.
fn people(row: &Row, fields: &Fields) -> Result<Vec<Table>, Vec<Flaw>> {
    let mut flaws = Vec::new();
    let mut said = Vec::new();
    for field in fields {
        match values(row, field) {
            Ok(values) => said.push((field, values)),
            Err(found) => flaws.extend(found),
        }
    }
    if !flaws.is_empty() {
        return Err(flaws);
    }
    let Some((name, names)) = said.iter().find(|(field, _)| field.key.name == "name") else {
        return Ok(Vec::new());
    };
    let is_said = |(field, values): &&(&Field, Vec<Option<Value>>)| {
        field.column().is_some() && values.iter().any(Option::is_some)
    };
    if names.is_empty() && !said.iter().any(|entry| is_said(&entry)) {
        return Ok(Vec::new());
    }
    if names.is_empty() || names.iter().any(Option::is_none) {
        return Err(vec![flaw(name, None, "有空的名称")]);
    }
    for (field, values) in said.iter().filter(is_said) {
        if values.len() != names.len() {
            let message = format!(
                "有 {} 项，{} 有 {} 项，应相等",
                values.len(),
                name.path,
                names.len()
            );
            flaws.push(flaw(field, None, &message));
        }
    }
    if !flaws.is_empty() {
        return Err(flaws);
    }
    let person = |at: usize| {
        let value = |(field, values): &(&Field, Vec<Option<Value>>)| {
            let at = if field.column().is_some() { at } else { 0 };
            let value = values.get(at)?.clone()?;
            Some((field.key.name.to_owned(), value))
        };
        said.iter().filter_map(value).collect()
    };
    Ok((0..names.len()).map(person).collect())
}

/// The values of a key in a row, several where it takes several; an empty one between others is
/// none.
fn values(row: &Row, field: &Field) -> Result<Vec<Option<Value>>, Vec<Flaw>> {
    let texts = texts(row, field).map_err(|flaw| vec![flaw])?;
    let mut values = Vec::new();
    let mut flaws = Vec::new();
    for text in texts {
        if text.is_empty() {
            values.push(None);
            continue;
        }
        match typed(field, &text) {
            Ok(value) => values.push(Some(value)),
            Err(message) => flaws.push(flaw(field, Some(&text), &message)),
        }
    }
    if flaws.is_empty() {
        Ok(values)
    } else {
        Err(flaws)
    }
}

fn texts(row: &Row, field: &Field) -> Result<Vec<String>, Flaw> {
    let column = match &field.from {
        From::Constant(text) => return Ok(vec![text.clone()]),
        From::Column(column) => column,
    };
    match row.cells.get(column) {
        None => Ok(Vec::new()),
        Some(Cell::Other(what)) => Err(flaw(field, None, &format!("是{what}"))),
        Some(Cell::List(list)) if field.takes_several() => Ok(list.clone()),
        Some(Cell::List(list)) => {
            let message = format!("有 {} 个值，这里只能有一个", list.len());
            Err(flaw(field, Some(&list.join("、")), &message))
        }
        Some(Cell::Text(text)) => Ok(match &field.split {
            Some(between) => split(text, between),
            None => vec![text.clone()],
        }),
    }
}

/// The parts of a text; one separator at the end is no further part.
fn split(text: &str, between: &str) -> Vec<String> {
    let text = text.strip_suffix(between).unwrap_or(text);
    text.split(between)
        .map(|part| part.trim().to_owned())
        .collect()
}

fn flaw(field: &Field, found: Option<&str>, message: &str) -> Flaw {
    Flaw {
        column: field.column().map(ToOwned::to_owned),
        key: Some(field.path.clone()),
        found: found.map(shown),
        message: message.to_owned(),
    }
}

/// How many characters of a value a report shows.
const SHOWN: usize = 40;

/// A value as a report shows it: on one line, without marks that turn the direction of writing.
fn shown(text: &str) -> String {
    let is_plain = |c: &char| text_problem(Shape::Text, c.encode_utf8(&mut [0; 4]), "").is_none();
    let line: String = text
        .chars()
        .filter(is_plain)
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .take(SHOWN)
        .collect();
    if text.chars().count() > SHOWN {
        line + "…"
    } else {
        line
    }
}
