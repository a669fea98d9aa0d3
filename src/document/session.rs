//! One rendering's access to data: every answer to a template passes here, and every miss is written down.

use std::collections::{BTreeMap, BTreeSet};

use super::datum::{Datum, Style, ValueError};
use super::escape::escape;
use super::facts::fact_named;
use super::form::{FieldKind, FieldSpec, Form};
use super::placeholder;

/// What happens to a value that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// It is reported in [`Rendered::missing`](super::Rendered::missing), and marked 【待补：…】 in the text.
    #[default]
    Strict,
    /// It becomes an underlined blank to be filled in by hand.
    Blank,
}

/// A value that a template asked for and that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What a message calls it.
    pub label: String,
    /// The name under which it is set.
    pub name: String,
}

/// How a template leaves a value to the hand of whoever signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    /// An underlined blank.
    Line,
    /// Empty room beside a printed label, as in an approval table.
    Space,
}

/// What goes into the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// Text, to be escaped.
    Text(String),
    /// Markup of our own making.
    Markup(String),
}

/// The arguments of `field`.
#[derive(Debug, Clone, Default)]
pub(super) struct Ask {
    pub(super) name: String,
    /// Another name that will do.
    pub(super) instead: Option<String>,
    pub(super) style: Style,
    pub(super) hand: Option<Hand>,
    /// Characters of the blank.
    pub(super) width: Option<u16>,
    pub(super) choices: Vec<String>,
}

/// The arguments of `rows`.
#[derive(Debug, Clone, Default)]
pub(super) struct AskRows {
    pub(super) name: String,
    pub(super) instead: Option<String>,
    pub(super) columns: Vec<String>,
    /// Columns whose cells may be empty.
    pub(super) optional: Vec<String>,
    pub(super) hand: bool,
    /// Rows of a blank table.
    pub(super) blanks: usize,
    /// Characters of a blank cell.
    pub(super) width: Option<u16>,
    /// The table's own lines mark what is to be filled in; else a blank is underlined.
    pub(super) ruled: bool,
}

/// One row for a template, by column.
pub(super) type Row = BTreeMap<String, Answer>;

/// See the module.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) form: Form,
    mode: Mode,
    known: BTreeMap<String, Option<Datum>>,
    wanted: BTreeSet<String>,
    pub(super) missing: Vec<Missing>,
    pub(super) by_hand: Vec<Missing>,
    /// Why the rendering was stopped, kept here because the engine keeps only text.
    pub(super) fault: Option<ValueError>,
}

impl Session {
    pub(super) fn new(form: &Form, mode: Mode, known: BTreeMap<String, Option<Datum>>) -> Self {
        Self {
            form: form.clone(),
            mode,
            known,
            wanted: BTreeSet::new(),
            missing: Vec::new(),
            by_hand: Vec::new(),
            fault: None,
        }
    }

    /// The names that were asked and that nobody had looked up beforehand.
    pub(super) fn take_wanted(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.wanted)
    }

    /// The value of that name; a name never looked up is noted for the next round.
    fn get(&mut self, name: &str) -> Option<Datum> {
        if let Some(found) = self.known.get(name) {
            return found.clone().filter(|datum| !datum.is_empty());
        }
        self.wanted.insert(name.to_owned());
        None
    }

    fn get_either(&mut self, name: &str, instead: Option<&str>) -> Option<Datum> {
        let first = self.get(name);
        let second = instead.and_then(|other| self.get(other));
        first.or(second)
    }

    /// Whether there is something of that name; records nothing.
    pub(super) fn has(&mut self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether it is a form for the hand, with none of the paper's own fields given: what only some cases need has
    /// its place on it too.
    pub(super) fn is_unfilled(&self) -> bool {
        let known = |field: &FieldSpec| match self.known.get(&field.name) {
            Some(Some(datum)) => !datum.is_empty(),
            _ => false,
        };
        self.mode == Mode::Blank && !self.form.fields.iter().any(known)
    }

    /// Whether the value of that name reads as given; records nothing.
    pub(super) fn equals(&mut self, name: &str, text: &str) -> Result<bool, ValueError> {
        match self.get(name) {
            Some(datum) => Ok(datum.text(name)? == text),
            None => Ok(false),
        }
    }

    /// The answer to `field`.
    pub(super) fn field(&mut self, ask: &Ask) -> Result<Answer, ValueError> {
        let datum = self.get_either(&ask.name, ask.instead.as_deref());
        match (datum, ask.style) {
            (datum, Style::Checkbox) => self.checkbox(ask, datum.as_ref()),
            (None, _) => Ok(self.absent(ask)),
            (Some(datum), Style::Plain) => datum.text(&ask.name).map(Answer::Text),
            (Some(datum), Style::Capitals) => datum.capitals(&ask.name).map(Answer::Text),
            (Some(datum), Style::Han) => datum.han(&ask.name).map(Answer::Text),
            (Some(datum), Style::Paragraphs) => {
                let text = datum.text(&ask.name)?;
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                let paragraphs = lines.map(|line| ["<p>", &escape(line), "</p>"].concat());
                Ok(Answer::Markup(paragraphs.collect()))
            }
        }
    }

    /// Writes a miss down and gives what is printed in its place.
    fn absent(&mut self, ask: &Ask) -> Answer {
        let kind = self.kind(&ask.name);
        let blank = match (ask.hand, self.mode) {
            (Some(Hand::Space), _) => String::new(),
            (Some(Hand::Line), _) | (None, Mode::Blank) => {
                placeholder::blank(kind, ask.width, ask.style)
            }
            (None, Mode::Strict) => placeholder::marker(&self.label(&ask.name), ask.style),
        };
        self.record(&ask.name, self.label(&ask.name), ask.hand.is_some());
        Answer::Markup(blank)
    }

    fn record(&mut self, name: &str, label: String, hand: bool) {
        let list = if hand || self.mode == Mode::Blank {
            &mut self.by_hand
        } else {
            &mut self.missing
        };
        if !list.iter().any(|known| known.name == name) {
            list.push(Missing {
                label,
                name: name.to_owned(),
            });
        }
    }

    fn label(&self, name: &str) -> String {
        match (self.form.field(name), fact_named(name)) {
            (None, Some(fact)) => fact.label.to_owned(),
            _ => name.to_owned(),
        }
    }

    fn kind(&self, name: &str) -> FieldKind {
        let own = self.form.field(name).map(|field| field.kind);
        own.or_else(|| fact_named(name).map(|fact| fact.kind))
            .unwrap_or_default()
    }

    fn checkbox(&mut self, ask: &Ask, datum: Option<&Datum>) -> Result<Answer, ValueError> {
        let choices = self.choices(ask, datum);
        if choices.is_empty() {
            return Err(ValueError::NoChoices {
                name: ask.name.clone(),
            });
        }
        let chosen = match datum {
            Some(datum) => datum.text(&ask.name)?,
            None if ask.hand.is_none() && self.mode == Mode::Strict => return Ok(self.absent(ask)),
            None => {
                self.record(&ask.name, self.label(&ask.name), ask.hand.is_some());
                String::new()
            }
        };
        Ok(Answer::Text(placeholder::boxes(&choices, &chosen)))
    }

    /// The catalogue's choices, else the template's, else 是 and 否 for a boolean.
    fn choices(&self, ask: &Ask, datum: Option<&Datum>) -> Vec<String> {
        let own = self.form.field(&ask.name);
        let listed = own.map_or(&[][..], |field| &field.choices);
        let boolean = matches!(datum, Some(Datum::Boolean(_)))
            || own.is_some_and(|field| field.kind == FieldKind::Boolean);
        match (listed, &*ask.choices) {
            ([], []) if boolean => vec!["是".to_owned(), "否".to_owned()],
            ([], given) => given.to_vec(),
            (listed, _) => listed.to_vec(),
        }
    }

    /// The answer to `rows`.
    pub(super) fn rows(&mut self, ask: &AskRows) -> Result<Vec<Row>, ValueError> {
        match self.get_either(&ask.name, ask.instead.as_deref()) {
            None => Ok(self.absent_rows(ask)),
            Some(Datum::Rows(rows)) => {
                let numbered = (1..).zip(&rows);
                numbered
                    .map(|(number, row)| self.row(ask, number, row))
                    .collect()
            }
            Some(other) => Err(other.shape(&ask.name, "表格（每行一组“列名 = 值”）")),
        }
    }

    fn row(
        &mut self,
        ask: &AskRows,
        number: usize,
        row: &[(String, Datum)],
    ) -> Result<Row, ValueError> {
        let mut cells = Row::new();
        for column in ask.columns.iter().chain(&ask.optional) {
            let place = format!("{}[{number}].{column}", ask.name);
            let found = row
                .iter()
                .find(|(name, value)| name == column && !value.is_empty());
            let answer = match found {
                Some((_, value)) => Answer::Text(value.text(&place)?),
                // A stroke, so that nothing can be added after the signature.
                None if ask.optional.contains(column) => Answer::Text("／".to_owned()),
                None => self.absent_cell(ask, number, column, &place),
            };
            cells.insert(column.clone(), answer);
        }
        Ok(cells)
    }

    fn absent_cell(&mut self, ask: &AskRows, number: usize, column: &str, place: &str) -> Answer {
        let label = format!("{}第{number}行的{column}", self.label(&ask.name));
        let markup = match self.mode {
            Mode::Strict => placeholder::marker(column, Style::Plain),
            Mode::Blank => placeholder::blank(FieldKind::Text, Some(4), Style::Plain),
        };
        self.record(place, label, false);
        Answer::Markup(markup)
    }

    fn absent_rows(&mut self, ask: &AskRows) -> Vec<Row> {
        let label = self.label(&ask.name);
        self.record(&ask.name, label.clone(), ask.hand);
        if self.mode == Mode::Strict && !ask.hand {
            return vec![marked_row(ask, &label)];
        }
        let cell = if ask.ruled {
            Answer::Text(String::new())
        } else {
            Answer::Markup(placeholder::blank(
                FieldKind::Text,
                ask.width.or(Some(6)),
                Style::Plain,
            ))
        };
        let columns = ask.columns.iter().chain(&ask.optional);
        let row: Row = columns
            .map(|column| (column.clone(), cell.clone()))
            .collect();
        vec![row; ask.blanks.max(1)]
    }

    /// The answer to `list`: each name as text, so that it may stand in an attribute.
    pub(super) fn list(&mut self, name: &str, blanks: usize) -> Result<Vec<String>, ValueError> {
        match self.get(name) {
            Some(Datum::List(items)) => items
                .iter()
                .filter(|item| !item.is_empty())
                .map(|item| item.text(name))
                .collect(),
            Some(single) => Ok(vec![single.text(name)?]),
            None => {
                let label = self.label(name);
                self.record(name, label.clone(), false);
                Ok(match self.mode {
                    Mode::Strict => vec![format!("【待补：{label}】")],
                    Mode::Blank => vec![label; blanks],
                })
            }
        }
    }

    /// The own fields of the paper.
    pub(super) fn fields(&self) -> &[FieldSpec] {
        &self.form.fields
    }
}

/// The one row of a table that is not there: a marker in every cell that must be filled, or in the first of all.
fn marked_row(ask: &AskRows, label: &str) -> Row {
    let marker = Answer::Markup(placeholder::marker(label, Style::Plain));
    let columns = ask.columns.iter().chain(&ask.optional);
    let cells = columns.enumerate().map(|(index, column)| {
        let lacking = index == 0 || (!ask.ruled && index < ask.columns.len());
        let cell = if lacking {
            marker.clone()
        } else {
            Answer::Text(String::new())
        };
        (column.clone(), cell)
    });
    cells.collect()
}
