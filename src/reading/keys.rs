//! A key of a hand-written file, as data.

/// What a key's value must be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A string.
    Text,
    /// A string of `[0-9A-Za-z._-]{1,64}`.
    Id,
    /// A local date, `2026-03-02`.
    Date,
    /// A local date, or a date-time with or without an offset (without: +08:00).
    Moment,
    /// An integer of 64 bits.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// An array of strings.
    Texts,
    /// An array of integers.
    Integers,
    /// An array of local dates.
    Dates,
    /// One string of a closed list.
    Choice(&'static [&'static str]),
    /// 64 lower-case hexadecimal digits.
    Digest,
    /// A path below the case directory: relative, NFC, `/`-separated, without `.` and `..`.
    Path,
    /// One table with these keys.
    Table(&'static [Key]),
    /// An array of tables with these keys.
    Tables(&'static [Key]),
    /// A table whose keys are data and whose values are `true`, `false` or a table with these keys.
    Answers(&'static [Key]),
    /// A table whose keys are data and whose values are text, numbers, dates, booleans or rows.
    Fields,
    /// Anything: another program's data.
    Anything,
}

/// One key of a file: its name, what it must be, and what it means.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key as it is written.
    pub name: &'static str,
    /// What its value must be.
    pub shape: Shape,
    /// Whether the file cannot be read without it.
    pub required: bool,
    /// Its meaning in Chinese, for messages and the reference.
    pub what: &'static str,
}

impl Key {
    /// An optional key.
    #[must_use]
    pub const fn new(name: &'static str, shape: Shape, what: &'static str) -> Self {
        Self {
            name,
            shape,
            required: false,
            what,
        }
    }

    /// The same key, which must be there.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

impl Shape {
    /// The type's name in Chinese, as messages and the reference print it.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Text => "字符串".into(),
            Self::Id => "编号（字母、数字、._-，至多 64 个）".into(),
            Self::Date => "日期（如 2026-03-02）".into(),
            Self::Moment => "日期或时间（如 2026-03-02 或 2026-03-02T09:10:00+08:00）".into(),
            Self::Integer => "整数".into(),
            Self::Boolean => "true 或 false".into(),
            Self::Texts => "字符串数组（如 [\"…\"]）".into(),
            Self::Integers => "整数数组".into(),
            Self::Dates => "日期数组".into(),
            Self::Choice(choices) => format!("以下之一：{}", choices.join("、")),
            Self::Digest => "64 位小写十六进制的 SHA-256".into(),
            Self::Path => "案件目录内的相对路径（以 / 分隔）".into(),
            Self::Table(_) => "表".into(),
            Self::Tables(_) => "表的数组".into(),
            Self::Answers(_) => "true、false 或 { value, basis, by, date }".into(),
            Self::Fields => "表：栏目名 = 字符串、整数、布尔、日期或行".into(),
            Self::Anything => "任意内容".into(),
        }
    }
}
