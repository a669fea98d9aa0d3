//! Where tables stand in the text, and the comments and blank lines between them.
//!
//! The text before a header belongs to it from its first blank line on; what stands directly
//! under the last key of the table before it belongs to that.

use toml_edit::{Decor, DocumentMut, Item, RawString, Table};

/// The number of the last header of an item and all below it.
pub(super) fn last(item: &Item) -> Option<isize> {
    positions(item).into_iter().max()
}

/// The number of the first header of an item and all below it.
pub(super) fn first(item: &Item) -> Option<isize> {
    positions(item).into_iter().min()
}

fn positions(item: &Item) -> Vec<isize> {
    let mut found = Vec::new();
    visit(item, &mut |table| found.extend(table.position()));
    found
}

fn visit(item: &Item, each: &mut dyn FnMut(&Table)) {
    match item {
        Item::Table(table) => {
            each(table);
            table.iter().for_each(|(_, below)| visit(below, each));
        }
        Item::ArrayOfTables(tables) => {
            for table in tables {
                each(table);
                table.iter().for_each(|(_, below)| visit(below, each));
            }
        }
        Item::None | Item::Value(_) => {}
    }
}

fn visit_mut(table: &mut Table, each: &mut dyn FnMut(&mut Table)) {
    each(table);
    for (_, below) in table.iter_mut() {
        match below {
            Item::Table(table) => visit_mut(table, each),
            Item::ArrayOfTables(tables) => {
                tables.iter_mut().for_each(|table| visit_mut(table, each));
            }
            Item::None | Item::Value(_) => {}
        }
    }
}

/// Makes room for some headers at a number.
pub(super) fn shift(document: &mut DocumentMut, from: isize, by: isize) {
    visit_mut(document.as_table_mut(), &mut |table| {
        if let Some(at) = table.position().filter(|at| *at >= from) {
            table.set_position(Some(at + by));
        }
    });
}

/// What stands before the first header from a number on, or at the end of the text.
pub(super) fn before(document: &DocumentMut, from: isize) -> (Option<isize>, String) {
    let mut next: Option<(isize, String)> = None;
    visit(document.as_item(), &mut |table| {
        let Some(at) = table.position().filter(|at| *at >= from) else {
            return;
        };
        if next.as_ref().is_none_or(|(nearest, _)| at < *nearest) {
            next = Some((at, prefix(table.decor(), "\n").to_owned()));
        }
    });
    match next {
        Some((at, text)) => (Some(at), text),
        None => (
            None,
            document.trailing().as_str().unwrap_or_default().to_owned(),
        ),
    }
}

/// Replaces what [`before`] gave.
pub(super) fn set_before(document: &mut DocumentMut, header: Option<isize>, text: &str) {
    let Some(header) = header else {
        document.set_trailing(text);
        return;
    };
    visit_mut(document.as_table_mut(), &mut |table| {
        if table.position() == Some(header) {
            table.decor_mut().set_prefix(text);
        }
    });
}

/// Puts comments that lost their place before the first header from a number on.
pub(super) fn hand_on(document: &mut DocumentMut, from: isize, comments: &str) {
    if comments.contains('#') {
        let (header, text) = before(document, from);
        set_before(document, header, &stacked(comments, &text));
    }
}

/// Makes room for a table with some headers at a number; gives what is to stand before it.
/// A table of its own has a blank line around it, one that belongs to the table before has not.
pub(super) fn open(document: &mut DocumentMut, at: isize, headers: isize, own: bool) -> String {
    let (next, text) = before(document, at);
    let (lead, rest) = split_lead(&text, next.is_none());
    let (prefix, rest) = match (own, next) {
        (false, _) => (lead, rest),
        (true, Some(_)) if rest.starts_with('\n') => (lead + "\n", rest),
        (true, Some(_)) => (lead + "\n", format!("\n{rest}")),
        (true, None) => (with_blank_line(lead + &rest), String::new()),
    };
    set_before(document, next, &rest);
    shift(document, at, headers);
    prefix
}

fn with_blank_line(mut text: String) -> String {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    if text != "\n" && !text.ends_with("\n\n") {
        text.push('\n');
    }
    text
}

/// Splits at the first blank line. Without one all belongs to what follows, or at the end of the
/// text to what is before.
fn split_lead(text: &str, at_end: bool) -> (String, String) {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.ends_with('\n') && line.trim().is_empty() {
            let (lead, rest) = text.split_at(offset);
            return (lead.to_owned(), rest.to_owned());
        }
        offset += line.len();
    }
    if !at_end {
        return (String::new(), text.to_owned());
    }
    let end = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    (format!("{text}{end}"), String::new())
}

/// What remains of the text before a header when its table goes: all but the comments directly
/// above it.
pub(super) fn remainder(prefix: &str) -> &str {
    let mut end = 0;
    let mut offset = 0;
    for line in prefix.split_inclusive('\n') {
        offset += line.len();
        if line.ends_with('\n') && line.trim().is_empty() {
            end = offset;
        }
    }
    prefix.get(..end).unwrap_or_default()
}

/// One text above another, with one blank line between them at most.
pub(super) fn stacked(above: &str, below: &str) -> String {
    let above = match above.strip_suffix("\n\n") {
        Some(short) if below.is_empty() || below.starts_with('\n') => format!("{short}\n"),
        None if above == "\n" && below.starts_with('\n') => String::new(),
        _ => above.to_owned(),
    };
    above + below
}

/// The text before a key, value or header.
pub(super) fn prefix<'a>(decor: &'a Decor, default: &'a str) -> &'a str {
    decor.prefix().map_or(default, |text| raw(text))
}

/// The text of a piece of layout.
pub(super) fn raw(text: &RawString) -> &str {
    text.as_str().unwrap_or_default()
}
