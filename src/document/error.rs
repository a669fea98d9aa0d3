//! What can be wrong with a template, said in Chinese with the place in it.

use std::fmt;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::datum::ValueError;

/// One place in a template (or in what it produced) and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The template's name.
    pub template: String,
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
    /// What is wrong, in Chinese.
    pub detail: String,
    /// The lines around it with a caret under the place.
    pub excerpt: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            template,
            line,
            column,
            detail,
            ..
        } = self;
        write!(out, "模板 {template} 第{line}行第{column}列：{detail}")
    }
}

impl Fault {
    /// A fault at a byte range of that source; a range outside of it is moved to its end.
    pub(super) fn at(template: &str, source: &str, range: &Range<usize>, detail: &str) -> Self {
        let start = boundary(source, range.start);
        let end = boundary(source, range.end.max(start));
        let before = source.get(..start).unwrap_or_default();
        let last_line = before.rsplit('\n').next().unwrap_or_default();
        Self {
            template: template.to_owned(),
            line: before.matches('\n').count() + 1,
            column: last_line.chars().count() + 1,
            detail: detail.to_owned(),
            excerpt: excerpt(template, source, start..end, detail),
        }
    }
}

fn boundary(source: &str, index: usize) -> usize {
    (0..=index.min(source.len()))
        .rev()
        .find(|index| source.is_char_boundary(*index))
        .unwrap_or_default()
}

fn excerpt(template: &str, source: &str, range: Range<usize>, detail: &str) -> String {
    let annotation = AnnotationKind::Primary.span(range).label(detail);
    let snippet = Snippet::source(source)
        .path(template)
        .annotation(annotation);
    let group = Group::with_level(Level::ERROR).element(snippet);
    Renderer::plain()
        .decor_style(DecorStyle::Ascii)
        .render(&[group])
}

/// A place that an error is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'e> {
    /// The template's name; empty where it is no single one.
    pub template: &'e str,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Character in the line, from 1.
    pub column: Option<usize>,
    /// What is wrong, in Chinese.
    pub message: String,
    /// The piece of text with a caret; empty where there is none.
    pub excerpt: &'e str,
}

impl<'e> Place<'e> {
    fn new(
        template: &'e str,
        (line, column): (Option<usize>, Option<usize>),
        message: &dyn fmt::Display,
        excerpt: &'e str,
    ) -> Self {
        Self {
            template,
            line,
            column,
            message: message.to_string(),
            excerpt,
        }
    }
}

/// Why templates cannot be used, or one of them cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Templates that do not parse, or that name functions, components or templates which do not exist.
    #[error("{}", lines(.faults))]
    Syntax {
        /// All that were found.
        faults: Vec<Fault>,
    },
    /// Templates that do not fit together in another way.
    #[error("模板有误：{detail}")]
    Assembly {
        /// What is wrong.
        detail: String,
    },
    /// There is no template of that name.
    #[error("没有模板 {template}，现有：{}", .known.join("、"))]
    NotFound {
        /// What was asked.
        template: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Rendering stopped.
    #[error("{0}")]
    Render(Box<Fault>),
    /// A value cannot be written as the template asks.
    #[error("模板 {template} 第{line}行：{problem}")]
    Value {
        /// The template.
        template: String,
        /// The line that asked for the value; 0 where it is not known.
        line: usize,
        /// Why.
        problem: ValueError,
    },
    /// What the template produced is not of the subset that papers are written in; the place is in the produced text.
    #[error("模板 {} 生成的内容第{}行第{}列：{}", .0.template, .0.line, .0.column, .0.detail)]
    Markup(Box<Fault>),
    /// The template does not come to an end.
    #[error("模板 {template} 生成的内容超过{limit}字节，已停止")]
    TooLong {
        /// The template.
        template: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// The template asks for ever new names.
    #[error("模板 {template} 索取的字段名没有止境，已停止")]
    Endless {
        /// The template.
        template: String,
    },
}

impl TemplateError {
    /// The places in templates that it is about: the template, the line and the column from 1 as
    /// far as they are known, and what is wrong. What a template produced has no place in it.
    #[must_use]
    pub fn places(&self) -> Vec<Place<'_>> {
        let at = |fault: &Fault| (Some(fault.line), Some(fault.column));
        match self {
            Self::Syntax { faults } => {
                let places = faults
                    .iter()
                    .map(|fault| Place::new(&fault.template, at(fault), fault, &fault.excerpt));
                places.collect()
            }
            Self::Render(fault) => {
                vec![Place::new(&fault.template, at(fault), self, &fault.excerpt)]
            }
            Self::Markup(fault) => {
                vec![Place::new(
                    &fault.template,
                    (None, None),
                    self,
                    &fault.excerpt,
                )]
            }
            Self::Value { template, line, .. } => {
                let line = Some(*line).filter(|line| *line > 0);
                vec![Place::new(template, (line, None), self, "")]
            }
            Self::NotFound { template, .. }
            | Self::TooLong { template, .. }
            | Self::Endless { template } => vec![Place::new(template, (None, None), self, "")],
            Self::Assembly { .. } => vec![Place::new("", (None, None), self, "")],
        }
    }

    /// The pieces of source with a caret, for the terminal.
    #[must_use]
    pub fn excerpts(&self) -> Vec<&str> {
        match self {
            Self::Syntax { faults } => faults.iter().map(|fault| &*fault.excerpt).collect(),
            Self::Render(fault) | Self::Markup(fault) => vec![&fault.excerpt],
            _ => Vec::new(),
        }
    }
}

fn lines(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(Fault::to_string).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr as _;

    #[test]
    fn the_caret_stands_under_the_place_after_chinese_text() {
        let source = "<p>当事人〔2026〕：{{ wrong }}</p>\n";
        let start = source.find("wrong").unwrap();
        let fault = Fault::at("t.xhtml", source, &(start..start + 5), "没有这个名称");
        assert_eq!((fault.line, fault.column), (1, 17));
        let lines: Vec<&str> = fault.excerpt.lines().collect();
        let code = lines.iter().find(|line| line.contains("wrong")).unwrap();
        let caret = lines.iter().find(|line| line.contains('^')).unwrap();
        let code_column = code[..code.find("wrong").unwrap()].width();
        let caret_column = caret[..caret.find('^').unwrap()].width();
        assert_eq!(code_column, caret_column, "{}", fault.excerpt);
    }

    #[test]
    fn a_place_outside_of_the_source_is_its_end() {
        for range in [90..95, 2..2, 1..90] {
            let fault = Fault::at("t.xhtml", "甲\n乙", &range, "有误");
            assert!(fault.line >= 1 && fault.excerpt.contains("t.xhtml"));
        }
        assert_eq!(Fault::at("t", "", &(0..0), "空").line, 1);
    }
}
