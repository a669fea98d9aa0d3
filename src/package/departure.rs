//! Ways in which a bag departs from RFC 8493, or from what this program writes, without anything
//! being wrong with its content.

use super::name::shown;

/// One departure. Of another maker's bag it is a remark; in a package of our own, which has none,
/// it is a difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{}{custom}", subject(.path))]
pub struct Departure {
    /// The file concerned, named below the base directory; empty for the whole bag.
    pub path: String,
    /// What is unusual about it.
    pub custom: Custom,
}

impl Departure {
    pub(super) fn new(path: &str, custom: Custom) -> Self {
        let path = path.to_owned();
        Self { path, custom }
    }
}

fn subject(path: &str) -> String {
    if path.is_empty() {
        String::new()
    } else {
        format!("“{}”", shown(path))
    }
}

/// What is unusual about a file. Each is the predicate of a sentence whose subject is the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum Custom {
    /// A declaration of another version than 1.0 in one of our packages.
    #[error("声明的不是 BagIt 1.0、UTF-8，或写法与归档包不同")]
    Declaration,
    /// White space or lines in a declaration before 1.0 that 1.0 does not allow.
    #[error("两行的写法不是“标签: 值”，前后有多余的空白或空行")]
    LooseDeclaration,
    /// The tag files are not in UTF-8, which RFC 8493 recommends.
    #[error("声明标签文件的编码为 {label}，RFC 8493 建议 UTF-8")]
    Encoding {
        /// The encoding declared.
        label: String,
    },
    /// The last line has no end.
    #[error("最后一行没有换行，RFC 8493 要求每行都有")]
    Unended,
    /// Lines end with CR or CRLF, in one of our packages.
    #[error("行尾不是 LF")]
    LineEnds,
    /// A byte order mark where the encoding needs none.
    #[error("以字节顺序标记（BOM）开头，UTF-8 不需要")]
    ByteOrderMark,
    /// Empty lines.
    #[error("有空行")]
    BlankLines,
    /// A manifest that lists nothing.
    #[error("没有列出任何文件")]
    Empty,
    /// `*` before paths, as `md5sum -b` writes it.
    #[error("有 {lines} 个路径前带“*”（md5sum -b 的写法）")]
    Asterisk {
        /// How many.
        lines: usize,
    },
    /// `./` before paths.
    #[error("有 {lines} 个路径以“./”开头，应直接写 data/")]
    DotSlash {
        /// How many.
        lines: usize,
    },
    /// One file twice, with the same value.
    #[error("重复列出“{}”，散列值相同", shown(.file))]
    Repeated {
        /// The file.
        file: String,
    },
    /// `%` not encoded in a path of version 1.0, or encoded in one before.
    #[error("所列“{}”中的“%”没有按 RFC 8493 的写法编码，已按文件名原样核对", shown(.file))]
    Percent {
        /// The path as listed.
        file: String,
    },
    /// A path that differs from the file's name in case or normalization form.
    #[error("所列“{}”与文件“{}”只有大小写或 Unicode 规范形式不同", shown(.listed), shown(.file))]
    Respelled {
        /// The path as listed.
        listed: String,
        /// The file there is.
        file: String,
    },
    /// Two files whose names differ in nothing but case or normalization form.
    #[error("与“{}”只有大小写或 Unicode 规范形式不同，在 Windows 和 macOS 上会互相覆盖", shown(.other))]
    Alike {
        /// The other file.
        other: String,
    },
    /// A file that an operating system leaves behind.
    #[error("是操作系统自动留下的文件，多半不属于所交内容")]
    SystemFile,
    /// The name of a manifest is not normalised.
    #[error("的文件名应为 {wanted}")]
    ManifestName {
        /// As RFC 8493 would have it.
        wanted: String,
    },
    /// A tag file that no tag manifest lists.
    #[error("不在标签清单中，未核对（RFC 8493 允许）")]
    Unlisted,
    /// No tag manifest.
    #[error("没有标签清单，标签文件无从核对（RFC 8493 允许）")]
    NoTagManifest,
    /// A payload file that one of several manifests does not list, before version 1.0.
    #[error("没有列入 {manifest}（BagIt 1.0 要求每份清单都列全）")]
    NotInEach {
        /// The manifest that does not.
        manifest: String,
    },
    /// `fetch.txt` gives another size.
    #[error("有 {size} 字节，fetch.txt 写的是 {stated} 字节")]
    FetchedSize {
        /// Its size.
        size: u64,
        /// The size stated.
        stated: u64,
    },
    /// A `fetch.txt`, in one of our packages.
    #[error("不应在归档包中，归档包没有待取的文件")]
    Fetch,
    /// A payload number that cannot be read, of another maker's bag.
    #[error("的 Payload-Oxum“{}”无法解析，未作比较", shown(.text))]
    Oxum {
        /// What it says.
        text: String,
    },
}
