//! Arrays: what stands between their elements stays where it is.
//!
//! An element's own comment stands after the comma, hence in the text before the next element.

use toml_edit::{Array, Value};

use super::layout::{prefix, raw};
use super::value::{plain_value, same};

/// The indentation of the first element of an array over several lines.
const INDENT: &str = "    ";

/// Appends an element.
pub(super) fn push(array: &mut Array, value: &Value) {
    settle(array);
    let trailing = raw(array.trailing()).to_owned();
    let (before, after) = match trailing.rfind('\n') {
        Some(at) => {
            let (head, tail) = trailing.split_at(at);
            (format!("{head}\n{}", indent(array)), tail.to_owned())
        }
        None if array.is_empty() => (String::new(), String::new()),
        None => (" ".to_owned(), trailing),
    };
    array.push_formatted(plain_value(value).decorated(before, ""));
    array.set_trailing(after);
}

/// Removes an element with the comment on its line.
pub(super) fn remove(array: &mut Array, index: usize) {
    settle(array);
    let Some(gone) = array.get(index) else { return };
    let before = prefix(gone.decor(), "").to_owned();
    let next = array
        .get(index + 1)
        .map(|next| prefix(next.decor(), " ").to_owned());
    let after = next.unwrap_or_else(|| raw(array.trailing()).to_owned());
    let mut gap = closed(&before, &after, index == 0);
    array.remove(index);
    if array.is_empty() && !gap.contains('#') {
        gap.clear();
    }
    match array.get_mut(index) {
        Some(next) => next.decor_mut().set_prefix(gap),
        None => array.set_trailing(gap),
    }
}

/// Makes the elements those wanted; elements that stay keep their comments.
pub(super) fn reconcile(array: &mut Array, wanted: &Array) {
    for index in (0..array.len()).rev() {
        let stays = |found: &Value| wanted.iter().any(|value| same(found, value));
        if !array.get(index).is_some_and(stays) {
            remove(array, index);
        }
    }
    for index in (wanted.len()..array.len()).rev() {
        remove(array, index);
    }
    for (index, value) in wanted.iter().enumerate() {
        match array.get_mut(index) {
            Some(found) if same(found, value) => {}
            Some(found) => replace(found, value),
            None => push(array, value),
        }
    }
}

/// Replaces a value and keeps what stands around it.
pub(super) fn replace(found: &mut Value, value: &Value) {
    let decor = found.decor().clone();
    *found = plain_value(value);
    *found.decor_mut() = decor;
}

/// Moves what stands after the last element to where it stands after a comma.
fn settle(array: &mut Array) {
    if array.trailing_comma() {
        return;
    }
    let trailing = raw(array.trailing()).to_owned();
    let last = array
        .len()
        .checked_sub(1)
        .and_then(|last| array.get_mut(last));
    let Some(last) = last else { return };
    let suffix = last.decor().suffix().map_or("", raw).to_owned();
    last.decor_mut().set_suffix("");
    array.set_trailing(suffix + &trailing);
}

fn indent(array: &Array) -> String {
    let last = array.len().checked_sub(1).and_then(|last| array.get(last));
    let before = last.map_or("", |last| prefix(last.decor(), ""));
    before
        .rsplit_once('\n')
        .map_or(INDENT, |(_, indent)| indent)
        .to_owned()
}

/// What stands between two elements when the one between them is gone.
fn closed(before: &str, after: &str, is_first: bool) -> String {
    let own_lines = after.find('\n').and_then(|at| after.get(at..));
    match (before.rfind('\n'), own_lines) {
        (Some(at), Some(lines)) => before.get(..at).unwrap_or_default().to_owned() + lines,
        (Some(_), None) => before.to_owned(),
        (None, Some(lines)) => lines.to_owned(),
        (None, None) if is_first => before.to_owned(),
        (None, None) => after.to_owned(),
    }
}
