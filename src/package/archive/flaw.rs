use std::io;

use crate::package::name::{Collision, NameProblem};

/// What is wrong with the structure of a ZIP. Each is a reason not to believe anything in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Flaw {
    /// No end record anywhere near the end.
    #[error("不是 ZIP，或已被截断：末尾没有目录结束记录")]
    NoEnd,
    /// An end record is there, but something follows it.
    #[error("目录结束记录之后还有 {bytes} 字节多余数据")]
    Trailing {
        /// How much.
        bytes: u64,
    },
    /// The archive has a comment.
    #[error("带有 ZIP 注释，归档包应没有注释")]
    Comment,
    /// Split over several disks.
    #[error("是分卷 ZIP，应为单个文件")]
    Disks,
    /// The end records contradict each other or the file.
    #[error("目录结束记录自相矛盾，或与文件长度不符")]
    End,
    /// The ZIP64 end record or its locator is not as it must be.
    #[error("ZIP64 结束记录或其定位记录不合规范，或与目录结束记录不符")]
    End64,
    /// The central directory does not reach exactly to the end record.
    #[error("中央目录的位置或长度不符，其前后应没有空隙")]
    DirectoryPlace,
    /// The central directory is larger than any package needs.
    #[error("中央目录过大（{bytes} 字节）")]
    DirectorySize {
        /// Its size.
        bytes: u64,
    },
    /// The central directory cannot be parsed, or holds more or fewer entries than announced.
    #[error("中央目录无法解析，或条目数与记录不符")]
    Directory,
    /// No entries.
    #[error("没有任何条目")]
    Empty,
    /// Encrypted.
    #[error("已加密，归档包不得加密")]
    Encrypted,
    /// A data descriptor follows the data.
    #[error("使用了数据描述符，归档包应在条目头中写明大小")]
    Descriptor,
    /// The data descriptor is not what the central directory says.
    #[error("的数据描述符与中央目录不一致，或其前后有空隙")]
    DescriptorDiffers,
    /// Other general purpose flags.
    #[error("通用标志位为 0x{flags:04X}，应只有 UTF-8 标志")]
    Flags {
        /// The flags.
        flags: u16,
    },
    /// Compressed.
    #[error("压缩方法为 {method}，应为 0（原样存储）")]
    Method {
        /// The number of the method.
        method: u16,
    },
    /// A directory entry.
    #[error("是文件夹条目，归档包应只有文件")]
    Folder,
    /// A link, device, pipe or socket.
    #[error("是符号链接、设备或其他特殊文件，应为普通文件")]
    Special,
    /// Attributes, system or version other than those the writer gives.
    #[error("的属性不是归档包所用的（Unix，0100644）")]
    Attributes,
    /// A comment on an entry.
    #[error("带有注释，应没有注释")]
    EntryComment,
    /// Extra fields other than a proper ZIP64 one.
    #[error("带有附加字段，除 ZIP64 外应没有附加字段，ZIP64 字段应与条目一致")]
    Extra,
    /// Stored, and yet its two sizes differ.
    #[error("原样存储，压缩前后的大小却不同（{packed}、{size}）")]
    Sizes {
        /// The size of the data.
        packed: u64,
        /// The size of the file.
        size: u64,
    },
    /// The entry does not begin where the one before it ended.
    #[error("起于第 {found} 字节，应为第 {expected} 字节：条目之间有空隙或重叠")]
    Place {
        /// Where it should begin.
        expected: u64,
        /// Where it begins.
        found: u64,
    },
    /// The data run into the central directory.
    #[error("的数据超出中央目录之前的范围")]
    Overrun,
    /// Something lies between the last entry and the central directory.
    #[error("最后一个条目与中央目录之间有 {bytes} 字节空隙")]
    Gap {
        /// How much.
        bytes: u64,
    },
    /// The local header says something else than the central directory.
    #[error("的本地文件头与中央目录不一致")]
    LocalHeader,
    /// The name is not UTF-8.
    #[error("名称不是 UTF-8")]
    NotUtf8,
    /// The name is not ASCII and not marked as UTF-8, so that readers guess its encoding.
    #[error("名称含非 ASCII 字符却没有 UTF-8 标志（可能是 GBK）")]
    Unmarked,
    /// The name is dangerous.
    #[error("名称{problem}")]
    Name {
        /// Why.
        problem: NameProblem,
    },
    /// Two names that overwrite one another when unpacked.
    #[error("{collision}")]
    Collision {
        /// The two.
        collision: Collision,
    },
    /// Not in a folder.
    #[error("不在顶层文件夹内，归档包应只有一个顶层文件夹")]
    NoFolder,
    /// In another top-level folder than the entries before it.
    #[error("在另一个顶层文件夹内，归档包应只有一个顶层文件夹")]
    SecondFolder,
    /// Unpacked it would be larger than anything that is packed honestly.
    #[error("展开后有 {bytes} 字节，与文件大小不相称，不予读取")]
    Bomb {
        /// How large, as far as was read.
        bytes: u64,
    },
    /// More files than any bag needs.
    #[error("条目过多（超过 {limit} 个）")]
    Count {
        /// How many are read.
        limit: usize,
    },
    /// The compression cannot be undone, or something follows it.
    #[error("gzip 数据残缺，或其后另有数据")]
    Gzip,
    /// The data of a file end before they should.
    #[error("的数据不完整，文件可能被截断")]
    Cut,
    /// The headers of a tar are damaged.
    #[error("不是 tar，或已被截断：{why}")]
    Tar {
        /// What the reader says.
        why: String,
    },
    /// Another reader of ZIP finds other entries.
    #[error("不同的 ZIP 程序会读出不同的内容")]
    Ambiguous,
}

impl Flaw {
    /// Whether it only says that another program wrote the archive, and hides nothing.
    pub(in crate::package) fn is_form(&self) -> bool {
        matches!(
            self,
            Self::Comment
                | Self::Descriptor
                | Self::Flags { .. }
                | Self::Method { .. }
                | Self::Folder
                | Self::Attributes
                | Self::EntryComment
                | Self::Extra
                | Self::Unmarked
                | Self::NoFolder
                | Self::End64
                | Self::Sizes { .. }
        )
    }
}

/// How the structural pass ends early.
#[derive(Debug)]
pub(in crate::package) enum Defect {
    Read(io::Error),
    Flaw { entry: Option<String>, flaw: Flaw },
}

impl Defect {
    /// The defect of an entry, where none is named.
    pub(super) fn of(self, name: &str) -> Self {
        match self {
            Self::Flaw { entry: None, flaw } => in_entry(name, flaw),
            other => other,
        }
    }
}

impl From<io::Error> for Defect {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

impl From<Flaw> for Defect {
    fn from(flaw: Flaw) -> Self {
        Self::Flaw { entry: None, flaw }
    }
}

/// A flaw of one entry.
pub(in crate::package) fn in_entry(name: &str, flaw: Flaw) -> Defect {
    Defect::Flaw {
        entry: Some(name.into()),
        flaw,
    }
}
