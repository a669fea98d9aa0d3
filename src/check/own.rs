//! The findings of the program itself, under `anjuan/…`: what each is about, for people.

/// A name and what it says.
pub const OWN: &[(&str, &str)] = &[
    (
        "reference",
        "引用的编号应当存在，事项引用事项，记录引用记录；一个编号一项，列出全部引用处。",
    ),
    (
        "unknown",
        "文书、事项类型、问题和处理结果应是规程中的名称；写错的名称不会被任何规则看到。",
    ),
    (
        "field",
        "文书的栏目应是规程中的名称；各地格式不同，只作警告。",
    ),
    (
        "number",
        "一个文号只用于本机关的一份定稿文书，不论括号、全半角和空格。附于、送达、更正另一份的（也可以隔着别的记录），与它同号不算；\
         责任者写明是其他机关的不算。报在同号的后一份，由人核对哪一份写错。",
    ),
    (
        "journal",
        "案件应有操作日志，否则来历无从得知（第三十三条）。",
    ),
    (
        "history",
        "已收录的文件在清单中被删改，须经 log --accept 说明（第三十三条）。",
    ),
    ("waiver-expired", "豁免过了期限，不再起作用。"),
    (
        "waiver-unused",
        "豁免没有对应的检查结果，或者没有写明理由和批准人，或者所指的不能豁免。",
    ),
];

/// What a finding of the program says, by its name.
#[must_use]
pub fn own(name: &str) -> Option<&'static str> {
    let known = OWN.iter().find(|(known, _)| *known == name);
    known.map(|(_, what)| *what)
}
