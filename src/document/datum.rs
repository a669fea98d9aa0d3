//! What a template may be given: values by Chinese name, and how each kind of value is written.

use chrono::{NaiveDate, NaiveDateTime};

use super::amount::{self, AmountError};
use super::chinese_date;

/// One value of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datum {
    /// Text; line breaks stay line breaks.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// A local time at +08:00.
    DateTime(NaiveDateTime),
    /// An amount in 分.
    Money(i64),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// A table: each row is a list of column and value.
    Rows(Vec<Vec<(String, Self)>>),
    /// Several values, written one after another.
    List(Vec<Self>),
}

/// The source of a paper's values, asked by name (see [`FACTS`](super::FACTS) and the catalogue's own fields).
pub trait Facts {
    /// The value of that name; `None` where there is none.
    fn get(&self, name: &str) -> Option<Datum>;
}

/// How a template wants a value written: the `as` of `field`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Style {
    /// The usual form of the value's kind.
    #[default]
    Plain,
    /// One paragraph a line.
    Paragraphs,
    /// Every choice with an empty or a full box before it.
    Checkbox,
    /// An amount in RMB capitals.
    Capitals,
    /// A date in Chinese figures.
    Han,
}

impl Style {
    const NAMES: [(&'static str, Self); 4] = [
        ("paragraphs", Self::Paragraphs),
        ("checkbox", Self::Checkbox),
        ("大写", Self::Capitals),
        ("汉字", Self::Han),
    ];

    /// The style of that name.
    pub(super) fn named(name: &str) -> Result<Self, ValueError> {
        Self::NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, style)| *style)
            .ok_or_else(|| ValueError::Style {
                found: name.to_owned(),
                allowed: Self::NAMES.map(|(known, _)| known).join("、"),
            })
    }
}

/// Why a value cannot be written as the template asks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// A character that no paper may carry: it prints nothing, or turns the reading order around.
    #[error("“{name}”第{position}个字符是控制字符 U+{found:04X}，请删去")]
    Control {
        /// The field.
        name: String,
        /// Code point.
        found: u32,
        /// Which character of the value it is, from 1.
        position: usize,
    },
    /// The value is of another kind than the template expects.
    #[error("“{name}”是{found}，此处应为{wanted}")]
    Shape {
        /// The field.
        name: String,
        /// The kind that the value has.
        found: &'static str,
        /// The kind that is allowed.
        wanted: &'static str,
    },
    /// The amount cannot be written.
    #[error("“{name}”：{problem}")]
    Amount {
        /// The field.
        name: String,
        /// Why.
        problem: AmountError,
    },
    /// The template asks for a style that does not exist.
    #[error("写法（as）“{found}”不存在，可用：{allowed}")]
    Style {
        /// What was asked.
        found: String,
        /// What there is.
        allowed: String,
    },
    /// The template calls a function with an argument that it does not have.
    #[error("函数 {function} 没有参数“{found}”，可用：{allowed}")]
    Argument {
        /// The function.
        function: &'static str,
        /// The argument.
        found: String,
        /// What there is.
        allowed: String,
    },
    /// A checkbox without choices.
    #[error("“{name}”没有可选项：应在文书目录的 choices 或模板的 choices 中列出")]
    NoChoices {
        /// The field.
        name: String,
    },
    /// The `safe` filter would let a value become markup.
    #[error("过滤器 safe 不可用：值一律按文字输出")]
    Safe,
}

impl Datum {
    /// Whether there is nothing to print: such a value counts as missing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.iter().all(Self::is_empty),
            Self::Rows(rows) => rows.iter().flatten().all(|(_, value)| value.is_empty()),
            _ => false,
        }
    }

    /// The kind of the value, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "文字",
            Self::Date(_) => "日期",
            Self::DateTime(_) => "时间",
            Self::Money(_) => "金额",
            Self::Integer(_) => "整数",
            Self::Boolean(_) => "是否",
            Self::Rows(_) => "表格",
            Self::List(_) => "列表",
        }
    }

    /// The value in the usual form of its kind, with `\n` between lines.
    ///
    /// # Errors
    /// Control characters, a negative amount, a table.
    pub(super) fn text(&self, name: &str) -> Result<String, ValueError> {
        match self {
            Self::Text(text) => clean(name, text),
            Self::Date(date) => Ok(chinese_date::arabic(*date)),
            Self::DateTime(time) => Ok(chinese_date::arabic_time(*time)),
            Self::Money(fen) => amount::figures(*fen).map_err(amount_error(name)),
            Self::Integer(number) => Ok(number.to_string()),
            Self::Boolean(yes) => Ok(if *yes { "是" } else { "否" }.to_owned()),
            Self::List(items) => {
                let texts: Result<Vec<_>, _> = items
                    .iter()
                    .filter(|item| !item.is_empty())
                    .map(|item| item.text(name))
                    .collect();
                Ok(texts?.join("、"))
            }
            Self::Rows(_) => Err(self.shape(name, "单个的值（表格用 rows 取）")),
        }
    }

    /// The amount in RMB capitals.
    pub(super) fn capitals(&self, name: &str) -> Result<String, ValueError> {
        match self {
            Self::Money(fen) => amount::capitals(*fen).map_err(amount_error(name)),
            _ => Err(self.shape(name, "金额")),
        }
    }

    /// The day in Chinese figures.
    pub(super) fn han(&self, name: &str) -> Result<String, ValueError> {
        match self {
            Self::Date(date) => Ok(chinese_date::han(*date)),
            Self::DateTime(time) => Ok(chinese_date::han(time.date())),
            _ => Err(self.shape(name, "日期")),
        }
    }

    /// The error that says which kind was wanted instead.
    pub(super) fn shape(&self, name: &str, wanted: &'static str) -> ValueError {
        ValueError::Shape {
            name: name.to_owned(),
            found: self.kind(),
            wanted,
        }
    }
}

fn amount_error(name: &str) -> impl FnOnce(AmountError) -> ValueError {
    let name = name.to_owned();
    move |problem| ValueError::Amount { name, problem }
}

/// The text with one kind of line break.
fn clean(name: &str, text: &str) -> Result<String, ValueError> {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\u{2028}', '\u{2029}'], "\n");
    match text.chars().position(is_forbidden) {
        None => Ok(text.trim_end().to_owned()),
        Some(index) => Err(ValueError::Control {
            name: name.to_owned(),
            found: text.chars().nth(index).map_or(0, u32::from),
            position: index + 1,
        }),
    }
}

/// Controls print nothing, bidirectional ones reorder what is read, and the last two are no XML.
fn is_forbidden(sign: char) -> bool {
    let line = matches!(sign, '\n' | '\t');
    let reordering = matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    (sign.is_control() && !line) || reordering || matches!(sign, '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_refused_with_their_place() {
        for (text, position) in [
            ("甲\u{1}", 2),
            ("\u{202E}乙", 1),
            ("a\rb", 2),
            ("\u{FFFF}", 1),
        ] {
            let error = Datum::Text(text.to_owned()).text("案发地").unwrap_err();
            assert!(
                matches!(&error, ValueError::Control { position: at, .. } if *at == position),
                "{error}"
            );
        }
        let error = Datum::Text("三明\u{7}".to_owned())
            .text("案发地")
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "“案发地”第3个字符是控制字符 U+0007，请删去"
        );
    }

    #[test]
    fn line_breaks_of_every_system_are_one() {
        let text = Datum::Text("一\r\n二\u{2028}三\n".to_owned());
        assert_eq!(text.text("x"), Ok("一\n二\n三".to_owned()));
    }

    #[test]
    fn lists_are_joined_and_tables_are_refused() {
        let list = Datum::List(vec![
            Datum::Text("张某".to_owned()),
            Datum::Text(" ".to_owned()),
            Datum::Text("李某".to_owned()),
        ]);
        assert_eq!(list.text("x"), Ok("张某、李某".to_owned()));
        assert!(Datum::Rows(vec![]).text("x").is_err());
        assert!(Datum::Rows(vec![vec![]]).is_empty());
    }
}
