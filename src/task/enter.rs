//! Building the tables that are appended to a manifest.

use toml::{Table, Value};

use super::error::Failure;
use crate::case::Moment;

/// A table of the manifest in the making; what is empty is left out.
#[derive(Debug, Default)]
pub struct Entry(Table);

impl Entry {
    /// An empty entry.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a text, unless there is none.
    #[must_use]
    pub fn text(mut self, key: &str, value: Option<&str>) -> Self {
        if let Some(text) = value.filter(|text| !text.is_empty()) {
            self.0
                .insert(key.to_owned(), Value::String(text.to_owned()));
        }
        self
    }

    /// Sets a list of texts, unless it is empty.
    #[must_use]
    pub fn texts(mut self, key: &str, values: &[String]) -> Self {
        if !values.is_empty() {
            let list = values.iter().cloned().map(Value::String).collect();
            self.0.insert(key.to_owned(), Value::Array(list));
        }
        self
    }

    /// Sets a yes or no, unless there is none.
    #[must_use]
    pub fn flag(mut self, key: &str, value: Option<bool>) -> Self {
        if let Some(flag) = value {
            self.0.insert(key.to_owned(), Value::Boolean(flag));
        }
        self
    }

    /// Sets an integer, unless there is none.
    #[must_use]
    pub fn number(mut self, key: &str, value: Option<u64>) -> Self {
        if let Some(number) = value.and_then(|number| i64::try_from(number).ok()) {
            self.0.insert(key.to_owned(), Value::Integer(number));
        }
        self
    }

    /// Sets an integer that may be negative, unless there is none.
    #[must_use]
    pub fn integer(mut self, key: &str, value: Option<i64>) -> Self {
        if let Some(number) = value {
            self.0.insert(key.to_owned(), Value::Integer(number));
        }
        self
    }

    /// Sets a day or time as people type it, unless there is none.
    ///
    /// # Errors
    /// What is no date.
    pub fn moment(mut self, key: &str, typed: Option<&str>) -> Result<Self, Failure> {
        if let Some(typed) = typed {
            self.0.insert(key.to_owned(), moment(typed)?);
        }
        Ok(self)
    }

    /// Sets a day as people type it, unless there is none.
    ///
    /// # Errors
    /// What is no date, or has a time.
    pub fn day(self, key: &str, typed: Option<&str>) -> Result<Self, Failure> {
        if let Some(typed) = typed
            && Moment::parse(typed).is_some_and(|moment| moment.local().is_some())
        {
            return Err(Failure::new(format!(
                "「{typed}」应为日期，不带时间，如 2026-03-02"
            )));
        }
        self.moment(key, typed)
    }

    /// Sets a table, unless it is empty.
    #[must_use]
    pub fn table(mut self, key: &str, table: Self) -> Self {
        if !table.0.is_empty() {
            self.0.insert(key.to_owned(), Value::Table(table.0));
        }
        self
    }

    /// Sets a list of tables, unless it is empty.
    #[must_use]
    pub fn tables(mut self, key: &str, tables: Vec<Self>) -> Self {
        if !tables.is_empty() {
            let list = tables
                .into_iter()
                .map(|table| Value::Table(table.0))
                .collect();
            self.0.insert(key.to_owned(), Value::Array(list));
        }
        self
    }

    /// The finished table.
    #[must_use]
    pub fn done(self) -> Table {
        self.0
    }
}

fn moment(typed: &str) -> Result<Value, Failure> {
    let moment = Moment::parse(typed).ok_or_else(|| {
        Failure::new(format!("「{typed}」不是日期或时间"))
            .because("应如 2026-03-02、2026-03-02 9:10 或 2026-03-02T09:10:00+08:00")
    })?;
    moment
        .to_value()
        .ok_or_else(|| Failure::new(format!("「{typed}」不是日期或时间")))
}
