//! What an edit can be refused for.

/// An edit that was refused; the text is as it was before it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The text is no TOML.
    #[error("清单第 {line} 行无法读取：{message}")]
    Unreadable {
        /// The line, from 1.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// What was typed is no assignment.
    #[error("「{text}」不是一项填写，应为 键=值、键+=值 或 键-=值（如 case.stage=调查取证）")]
    Assignment {
        /// What was typed.
        text: String,
    },
    /// A path with an empty part or an open quote.
    #[error("键 {path} 有误：各段以 . 分隔，不能为空，引号要成对")]
    Path {
        /// The path as typed.
        path: String,
    },
    /// There is no such key.
    #[error("未知的键 {path}{hint}这里可用的键：{known}")]
    UnknownKey {
        /// The path up to the unknown key.
        path: String,
        /// `，是否想写 …？`, or a full stop.
        hint: String,
        /// The keys there are.
        known: String,
    },
    /// No event and no record has the id.
    #[error("没有编号为 {id} 的事项或记录{hint}现有编号：{known}")]
    UnknownId {
        /// The id as typed.
        id: String,
        /// `，是否想写 …？`, or a full stop.
        hint: String,
        /// The ids there are.
        known: String,
    },
    /// A list has no such entry.
    #[error("{list} 中没有「{entry}」{hint}应为序号（从 1 起）或名称。现有：{known}")]
    NoEntry {
        /// The list's path.
        list: String,
        /// The entry as typed.
        entry: String,
        /// `，是否想写 …？`, or a full stop.
        hint: String,
        /// The entries there are.
        known: String,
    },
    /// The value is not what the key takes.
    #[error("{message}{help}")]
    Value {
        /// The path of the key.
        path: String,
        /// What was found and what is allowed, with the path.
        message: String,
        /// `。…`, or empty.
        help: String,
    },
    /// What was typed cannot be read as what the key takes.
    #[error("键 {path} 的值「{text}」无法理解，应为{allowed}")]
    Typed {
        /// The path of the key.
        path: String,
        /// What was typed.
        text: String,
        /// What is allowed.
        allowed: String,
    },
    /// `+=`, `-=` or an entry, where there is no list.
    #[error("键 {path} 不是数组，不能用 += 或 -=；它应为{allowed}")]
    NotList {
        /// The path of the key.
        path: String,
        /// What is allowed.
        allowed: String,
    },
    /// `-=` on a list of tables.
    #[error("键 {path} 是表的数组，不能用 -=；删除其中一项请写 {path}.序号=")]
    NotValues {
        /// The path of the key.
        path: String,
    },
    /// A path that goes on below a value.
    #[error("键 {path} 是值，其下没有别的键")]
    NotTable {
        /// The path of the value.
        path: String,
    },
    /// A field's name with a full stop in it.
    #[error("键 {path} 中的栏目名含有 .：请给栏目名加双引号；清单的行用 += 添加")]
    FieldName {
        /// The path as typed.
        path: String,
    },
    /// A reason for an answer that was not given.
    #[error("问题 {path} 还没有回答，请先写 {path}=是 或 {path}=否")]
    NoAnswer {
        /// The path of the answer.
        path: String,
    },
    /// A key without which the manifest cannot be read.
    #[error("键 {path}（{what}）是必需的，不能删除")]
    Required {
        /// The path of the key.
        path: String,
        /// What it means.
        what: String,
    },
    /// An event or a record that was to be emptied.
    #[error("{path} 是事项或记录，不能以填写空值删除")]
    KeepsEntry {
        /// The id as typed.
        path: String,
    },
}

/// How many names a message lists.
const LISTED: usize = 40;

/// `，是否想写 …？` where a name is near, else a full stop.
pub(super) fn hint<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> String {
    let near = crate::reading::nearest(word, names);
    near.map_or_else(|| "。".to_owned(), |near| format!("，是否想写 {near}？"))
}

/// The names as a message lists them.
pub(super) fn listed(names: &[&str]) -> String {
    let shown: Vec<_> = names.iter().take(LISTED).copied().collect();
    match names.len() {
        0 => "（无）".to_owned(),
        all if all > LISTED => format!("{}……共 {all} 个", shown.join("、")),
        _ => shown.join("、"),
    }
}
