//! What can be wrong with a journal, and how it is said.

use std::fmt;

/// One damage of a journal: where, what kind, what was expected and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The sequence number that is affected.
    pub seq: u64,
    /// The line, counted from 1.
    pub line: u64,
    /// The kind of damage.
    pub fault: Fault,
    /// What the chain expects there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

/// The kinds of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The bytes of the line are not those that the next line was chained to.
    Edited,
    /// Lines are gone.
    Missing,
    /// Lines stand in another order.
    Reordered,
    /// A line stands there twice.
    Duplicated,
    /// The journal is that of another case.
    OtherCase,
    /// The journal is this case's, whose number was changed by hand.
    Renumbered,
    /// The manifest says that there is a journal, and there is none, or an empty one.
    Lost,
    /// The same, and the manifest does not fit what stands there, so that nobody can accept it.
    Unfit,
    /// The journal lacks the line with which this directory was last written: another journal of
    /// the case stands in its place, or its end was cut off.
    Replaced,
    /// A program converted the line ends to CRLF.
    LineEnds,
    /// A program put a byte order mark in front.
    ByteOrderMark,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// An empty line.
    Blank,
    /// A line beyond the limit.
    TooLong,
    /// Bytes after the last line end that are partly NUL.
    NulBytes,
    /// A line that is not of the form of a journal line.
    Malformed,
    /// A line of a newer version of the format.
    NewerVersion,
}

impl Fault {
    const fn title(self) -> &'static str {
        match self {
            Self::Edited => "内容被改动",
            Self::Missing => "有日志行被删除",
            Self::Reordered => "日志行的次序被改动",
            Self::Duplicated => "日志行重复",
            Self::OtherCase => "日志不属于本案",
            Self::Renumbered => "清单的案号手工改过，与日志不符",
            Self::Lost => "操作日志丢失或被清空",
            Self::Replaced => "日志被截短，或换成了另一份",
            Self::Unfit => "日志被截短，或换成了另一份，与清单也对不上，不能接受",
            Self::LineEnds => "行尾被某个程序改成了 CRLF",
            Self::ByteOrderMark => "开头被某个程序加上了 BOM",
            Self::NotUtf8 => "不是 UTF-8",
            Self::Blank => "空行",
            Self::TooLong => "一行过长",
            Self::NulBytes => "末尾混有空字节",
            Self::Malformed => "不符合日志行的格式",
            Self::NewerVersion => "日志格式的版本较新",
        }
    }

    /// What to do about it, in Chinese.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::LineEnds => {
                "多半是编辑器保存时转换了行尾：请从备份恢复 journal.jsonl，或把 CRLF 换回 LF 另存后用 anjuan verify 核对"
            }
            Self::ByteOrderMark => {
                "多半是编辑器保存时加上的：请从备份恢复 journal.jsonl，或去掉开头三个字节另存后用 anjuan verify 核对"
            }
            Self::NewerVersion => "请改用较新版本的 anjuan",
            Self::OtherCase => "请从备份取回本案自己的 journal.jsonl",
            Self::Renumbered => {
                "请把清单的案号改回原来的；要换案号，改回以后用 anjuan set 案卷 case.id=新案号"
            }
            Self::Lost => {
                "请从备份取回 journal.jsonl；确实没有了，用 anjuan log 案卷 --accept --by 姓名 --reason 理由 从现状另起日志，此事会一直注明"
            }
            Self::Unfit => {
                "请从备份取回最近的 journal.jsonl；要退回到较早的状态，把 case.toml 和 journal.jsonl 从同一份备份一并取回"
            }
            Self::Replaced => {
                "请从备份取回最近的 journal.jsonl；若整个案卷是从较早的备份恢复的，用 anjuan log 案卷 --accept --by 姓名 --reason 理由 接受，此事会一直注明"
            }
            _ => "请勿自行修补：从备份恢复 journal.jsonl，并用 anjuan verify 核对",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            seq,
            line,
            fault,
            expected,
            found,
        } = self;
        if matches!(fault, Fault::Lost | Fault::Replaced | Fault::Unfit) {
            return write!(f, "{fault}：应有{expected}，实为{found}");
        }
        write!(
            f,
            "第 {line} 行（seq {seq}）：{fault}，应为 {expected}，实为 {found}"
        )
    }
}
