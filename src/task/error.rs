//! Why a use case could not be done: what failed, why, and what to type next.

use std::fmt;

use super::words;
use crate::document::TemplateError;

use crate::inert::{Lines, Printed};
use crate::reading::Unreadable;
use crate::rulebook::Unsound;

/// The kind of a failure, from which the exit code follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Refused because of findings: exit code 1.
    Refused,
    /// Could not be done: exit code 2.
    Impossible,
}

/// What goes on with the reason before it, in a list below it.
const BELOW: &str = "  ";

/// A failure of a use case, in Chinese. Each text is one line, whatever was put into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The kind.
    pub cause: Cause,
    /// What failed, with the path.
    pub what: String,
    /// The places in a file that it is about, as they are printed.
    pub places: Option<Box<Lines>>,
    /// Why, the nearest reason first; one that begins with two spaces goes on with the one before.
    pub reasons: Vec<String>,
    /// The command to type next, or several to choose from.
    pub hints: Vec<String>,
}

impl Failure {
    /// Something that could not be done.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            cause: Cause::Impossible,
            what: what.into(),
            places: None,
            reasons: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Something that could not be done for the reason that an error gives.
    #[allow(clippy::needless_pass_by_value, reason = "to be named in `map_err`")]
    pub fn new_from(error: impl fmt::Display) -> Self {
        Self::new(error.to_string())
    }

    /// A file that cannot be read, with each place in it.
    #[allow(clippy::needless_pass_by_value, reason = "to be named in `map_err`")]
    #[must_use]
    pub fn unreadable(file: Unreadable) -> Self {
        Self::with_places("", &file.to_string())
    }

    /// A rulebook that cannot be used, with each place in its files.
    #[allow(clippy::needless_pass_by_value, reason = "to be named in `map_err`")]
    #[must_use]
    pub fn unsound(rulebook: Unsound) -> Self {
        Self::with_places("", &rulebook.to_string())
    }

    /// What [`Unreadable`] shows, of a file that something else names.
    pub(super) fn with_places(before: &str, shown: &str) -> Self {
        let (what, places) = shown.split_once('\n').unwrap_or((shown, ""));
        let what = what.strip_prefix(ERROR).unwrap_or(what);
        Self {
            places: Some(Box::new(Lines::of(places.lines()))),
            ..Self::new(format!("{before}{what}"))
        }
    }

    /// Something for which a template cannot be used, with the places in it.
    #[must_use]
    pub fn of_template(what: impl Into<String>, error: &TemplateError) -> Self {
        let said = error.to_string();
        let excerpts = error.excerpts().into_iter().flat_map(str::lines);
        let failure = said.lines().fold(Self::new(what), Self::because);
        failure.below(excerpts)
    }

    /// Something that findings refuse.
    pub fn refused(what: impl Into<String>) -> Self {
        Self {
            cause: Cause::Refused,
            ..Self::new(what)
        }
    }

    /// The same with a reason.
    #[must_use]
    pub fn because(mut self, reason: impl fmt::Display) -> Self {
        self.reasons.push(reason.to_string());
        self
    }

    /// The same with a list below a reason, or below what failed where there is none.
    #[must_use]
    pub fn below(mut self, items: impl IntoIterator<Item = impl fmt::Display>) -> Self {
        let items = items.into_iter().map(|item| format!("{BELOW}{item}"));
        self.reasons.extend(items);
        self
    }

    /// The same with what the system says.
    #[must_use]
    pub fn because_io(self, error: &std::io::Error) -> Self {
        self.because(words::system(error))
    }

    /// The same with what is behind an error, as [`words::chain`] has it.
    #[must_use]
    pub fn because_of(mut self, error: &(dyn std::error::Error + 'static)) -> Self {
        self.reasons.extend(words::chain(error));
        self
    }

    /// The same with the next command.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints = vec![hint.into()];
        self
    }

    /// The same with commands to choose from.
    #[must_use]
    pub fn hints(mut self, hints: Vec<String>) -> Self {
        self.hints = hints;
        self
    }

    /// The same lines, of something that was done all the same.
    #[must_use]
    pub fn as_warning(&self) -> Lines {
        self.lines("警告：")
    }

    fn lines(&self, title: &str) -> Lines {
        let mut lines = Lines::of([format!("{title}{}", self.what)]);
        if let Some(places) = &self.places {
            lines.add(&**places);
        }
        for reason in &self.reasons {
            let label = if reason.starts_with(BELOW) {
                ""
            } else {
                "原因："
            };
            lines.add(format!("{label}{reason}"));
        }
        for hint in &self.hints {
            lines.add(format!("提示：{hint}"));
        }
        lines
    }

    /// The exit code.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self.cause {
            Cause::Refused => 1,
            Cause::Impossible => 2,
        }
    }
}

impl std::error::Error for Failure {}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Lines::of([self]).text().trim_end_matches('\n'))
    }
}

/// What stands before what failed.
const ERROR: &str = "错误：";

impl Printed for Failure {
    fn append_to(&self, lines: &mut String) {
        self.lines(ERROR).append_to(lines);
    }
}
