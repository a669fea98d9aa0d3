//! What is wrong in a file, and how it is shown: the line with a caret under the place.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::inert::line;

/// One thing that is wrong at one place of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes it concerns.
    pub span: Range<usize>,
    /// What was found and what is allowed, in Chinese.
    pub message: String,
    /// What to do, in Chinese.
    pub help: Option<String>,
}

impl Problem {
    /// A problem without advice.
    pub fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            help: None,
        }
    }

    /// The same problem with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A file that cannot be read, with everything that is wrong in it.
///
/// Displays each problem with file, line, column and a caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file as the user named it.
    pub path: String,
    /// Its text; empty where the bytes are no text at all.
    pub text: String,
    /// Everything that is wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

impl std::error::Error for Unreadable {}

impl Unreadable {
    /// The first problem on one line, `case.toml:3:7：…`, and how many more there are.
    #[must_use]
    pub fn summary(&self) -> String {
        let Some(first) = self.problems.first() else {
            return self.path.clone();
        };
        let (row, column) = line_column(&self.text, first.span.start);
        let more = match self.problems.len() {
            1 => String::new(),
            n => format!("（另有 {} 处）", n - 1),
        };
        format!("{}:{row}:{column}：{}{more}", self.path, first.message)
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            f.write_str(&self.shown(problem))?;
        }
        Ok(())
    }
}

impl Unreadable {
    /// The line and column of a problem of this file, both from 1.
    #[must_use]
    pub fn line_column(&self, problem: &Problem) -> (usize, usize) {
        line_column(&self.text, problem.span.start)
    }

    /// A problem of this file with its place, a caret and the advice.
    #[must_use]
    pub fn shown(&self, problem: &Problem) -> String {
        let mut shown = Renderer::plain().render(&[self.group(problem)]);
        if let Some(help) = &problem.help {
            shown.push_str("\n提示：");
            shown.push_str(&line(help));
        }
        shown
    }

    fn group<'a>(&'a self, problem: &'a Problem) -> Group<'a> {
        let title = Level::ERROR
            .no_name()
            .primary_title(format!("错误：{}", line(&problem.message)));
        let end = self.text.len();
        let span = problem.span.start.min(end)..problem.span.end.min(end);
        title.element(
            Snippet::source(self.text.as_str())
                .path(line(&self.path))
                .annotation(AnnotationKind::Primary.span(span)),
        )
    }
}

/// The line and column, both from 1, of a byte of a text; the column counts characters.
#[must_use]
pub(crate) fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_shown_with_file_line_column_and_caret() {
        let text = "a = 1\n标题 = \"三明市\"\n".to_owned();
        let at = text.find('"').unwrap();
        let shown = Unreadable {
            path: "case.toml".into(),
            problems: vec![Problem::new(at..at + 11, "键 标题 的值有误").help("改为 title")],
            text,
        };
        insta::assert_snapshot!(shown.to_string(), @r#"
        错误：键 标题 的值有误
         --> case.toml:2:6
          |
        2 | 标题 = "三明市"
          |        ^^^^^^^^
        提示：改为 title
        "#);
        assert_eq!(shown.summary(), "case.toml:2:6：键 标题 的值有误");
    }
}
