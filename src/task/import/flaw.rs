//! What is wrong with a row of an exported table.

use std::fmt;

use serde::Serialize;

/// One thing that is wrong with a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Flaw {
    /// The column, where it is about one.
    pub column: Option<String>,
    /// The key of the manifest that the column feeds.
    pub key: Option<String>,
    /// What stands there.
    pub found: Option<String>,
    /// What is wrong with it, and what is allowed, in Chinese.
    pub message: String,
}

impl Flaw {
    /// Something about the row as a whole.
    pub(super) fn whole(message: &str) -> Self {
        Self {
            message: message.to_owned(),
            ..Self::default()
        }
    }

    /// Something about a column.
    pub(super) fn of_column(column: &str, message: &str) -> Self {
        Self {
            column: Some(column.to_owned()),
            ..Self::whole(message)
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.column, &self.key) {
            (Some(column), Some(key)) if column != key => write!(f, "「{column}」（{key}）")?,
            (Some(column), _) => write!(f, "「{column}」")?,
            (None, Some(key)) => write!(f, "{key} ")?,
            (None, None) => {}
        }
        match &self.found {
            Some(found) => write!(f, "的值「{found}」{}", self.message),
            None => f.write_str(&self.message),
        }
    }
}
