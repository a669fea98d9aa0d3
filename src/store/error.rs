//! The errors of the store: each with its path, a message in Chinese and a hint.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::damage::Damage;
use super::hand_edit::HandEdit;
use super::holder::Holder;

/// Why the store could not read or write a case.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// An operation on the disk failed; the case is as it was.
    #[error("{path}：无法{action}", path = path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What was tried, in Chinese.
        action: &'static str,
        /// The answer of the system.
        source: io::Error,
    },
    /// The system would not confirm that the data are on the disk. Never tried again.
    #[error("{path}：未确认写入，请运行 anjuan log", path = path.display())]
    NotConfirmed {
        /// Where.
        path: PathBuf,
        /// The answer of the system.
        source: io::Error,
    },
    /// The change is in the journal; what follows it could not be finished.
    #[error("{path}：操作已记入日志，收尾未完成", path = path.display())]
    Unfinished {
        /// Where.
        path: PathBuf,
        /// What stopped it.
        source: Box<Self>,
    },
    /// Another writer holds the case, for longer than one waits.
    #[error("{0}")]
    Busy(Box<Busy>),
    /// It lies in an unpacked package, which is read-only.
    #[error("{path}：归档包是只读的，不能改其中的东西", path = path.display())]
    Packaged {
        /// What was to be changed.
        path: PathBuf,
        /// The package's directory.
        bag: PathBuf,
    },
    /// The locks of this file system do not work.
    #[error("{path}：无法加锁，该文件系统可能不支持文件锁", path = path.display())]
    Lock {
        /// The lock file.
        path: PathBuf,
        /// The answer of the system.
        source: io::Error,
    },
    /// There is no manifest.
    #[error("{path}：不是案卷目录，没有 case.toml", path = path.display())]
    NotACase {
        /// The directory.
        path: PathBuf,
    },
    /// Something is there already and is never overwritten.
    #[error("{path}：已经存在，不会覆盖", path = path.display())]
    Exists {
        /// What is there.
        path: PathBuf,
    },
    /// A path inside the case that cannot be used.
    #[error("{path}：不能用作案卷内的路径，{reason}", path = path.display())]
    BadPath {
        /// The path.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A thing to be read that is no regular file.
    #[error("{path}：应为普通文件，实为{found}", path = path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
        /// What it is.
        found: &'static str,
    },
    /// A file changed while it was read.
    #[error("{path}：读取期间文件有变动，未收录", path = path.display())]
    SourceChanged {
        /// The file.
        path: PathBuf,
    },
    /// A text that is not UTF-8.
    #[error("{path}：第 {at} 字节起不是 UTF-8", path = path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// The offset of the first wrong byte.
        at: usize,
    },
    /// A text or a journal line beyond its limit.
    #[error("{path}：{size} 字节，超过上限 {limit} 字节", path = path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// The strict reader refuses the manifest.
    #[error("{path}：案卷清单无效，{message}", path = path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What the reader says.
        message: String,
    },
    /// The edit was refused, or its outcome contradicts the evidence.
    #[error("{path}：{message}", path = path.display())]
    Refused {
        /// The manifest.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// A file of the case is no longer the one that the change was made for.
    #[error("{path}：已被改动，本次操作未写入", path = path.display())]
    Stale {
        /// The file that changed.
        path: PathBuf,
    },
    /// The journal is damaged.
    #[error("{path}：操作日志损坏，{damage}", path = path.display())]
    Damaged {
        /// The journal.
        path: PathBuf,
        /// What is wrong.
        damage: Box<Damage>,
    },
    /// A case without a journal.
    #[error("{path}：没有操作日志，无从知道案卷的来历", path = path.display())]
    NoJournal {
        /// The journal that is not there.
        path: PathBuf,
    },
    /// A hand edit drops or changes what the journal holds as recorded (art. 33).
    #[error("{path}：手工改动与操作日志不符，{edit}", path = path.display())]
    HandEdit {
        /// The manifest.
        path: PathBuf,
        /// What was changed.
        edit: Box<HandEdit>,
    },
    /// There is nothing to accept.
    #[error("{path}：案卷清单与操作日志一致，没有需要认可的改动", path = path.display())]
    NothingToAccept {
        /// The case directory.
        path: PathBuf,
    },
    /// A key of a line's data that belongs to the store.
    #[error("{path}：日志数据的键 {key} 为系统保留", path = path.display())]
    ReservedKey {
        /// The case directory.
        path: PathBuf,
        /// The key.
        key: String,
    },
    /// The case kept changing while it was read.
    #[error("{path}：案卷一直在变动，未能读到一致的状态", path = path.display())]
    Unsettled {
        /// The case directory.
        path: PathBuf,
    },
    /// The system gives no random numbers.
    #[error("{path}：系统未能给出随机数", path = path.display())]
    Random {
        /// The case directory.
        path: PathBuf,
        /// The answer of the system.
        source: io::Error,
    },
}

impl StoreError {
    /// The case that the hint speaks of, where it speaks of one.
    #[must_use]
    pub fn case(&self) -> Option<&Path> {
        match self {
            Self::NoJournal { path } | Self::Damaged { path, .. } | Self::HandEdit { path, .. } => {
                path.parent()
            }
            Self::NothingToAccept { path } => Some(path),
            _ => None,
        }
    }

    /// What to do next, in Chinese; empty where the message says it all.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Io { source, .. } => io_hint(source.kind()),
            Self::NotConfirmed { .. } => "请先检查磁盘，再运行 anjuan log 查看是否已记入日志",
            Self::Unfinished { .. } => "无需重做；排除原因后，下一次写入会自动完成收尾",
            Self::Busy(_) => "请等对方完成后再试；要多等一会儿，加 --wait 60（秒）",
            Self::Packaged { .. } => "请在案件原来的目录中改，改后另行归档",
            Self::Lock { .. } => "请把案卷放在本机磁盘或支持文件锁的共享目录",
            Self::NotACase { .. } => "请检查路径，或用 anjuan new 立案",
            Self::Exists { .. } | Self::BadPath { .. } => "请换一个名称",
            Self::NotAFile { .. } => "请给出文件本身，而不是链接、目录或设备",
            Self::SourceChanged { .. } => "请等文件写完后再试",
            Self::NotText { .. } => {
                "可能是 GB18030 编码：请用 iconv -f GB18030 -t UTF-8 转换后另存"
            }
            Self::TooLarge { .. } => "请检查是否选错了文件，或拆成几次写入",
            Self::Manifest { .. } => "请改正后再试",
            Self::Refused { .. } => "",
            Self::Stale { .. } => "请重新运行该命令",
            Self::Damaged { damage, .. } => damage.fault.hint(),
            Self::NoJournal { .. } => {
                "请运行 anjuan log 案卷 --accept --by 姓名 --reason 理由，从现状建立日志"
            }
            Self::HandEdit { .. } => {
                "请恢复原值，或运行 anjuan log 案卷 --accept --by 姓名 --reason 理由"
            }
            Self::NothingToAccept { .. } => "可用 anjuan log 案卷 查看日志",
            Self::ReservedKey { .. } => "请换一个键",
            Self::Unsettled { .. } => "请稍后再试",
            Self::Random { .. } => "请检查操作系统",
        }
    }

    /// True when the disk is known to be as before, so that what was placed may be taken back.
    pub(super) const fn left_nothing(&self) -> bool {
        !matches!(self, Self::NotConfirmed { .. } | Self::Unfinished { .. })
    }

    /// For `map_err`: an I/O error with its path and what was tried.
    pub(super) fn io(path: &Path, action: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            path: path.to_owned(),
            action,
            source,
        }
    }
}

/// A lock that someone else holds.
#[derive(Debug)]
pub struct Busy {
    /// The directory: a case, or a workspace.
    pub path: PathBuf,
    /// What its holder is doing there, in Chinese.
    pub doing: &'static str,
    /// Who that is.
    pub holder: Holder,
    /// How many seconds were waited.
    pub waited: u64,
}

impl fmt::Display for Busy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, holder) = (self.path.display(), &self.holder);
        write!(f, "{path}：正被另一个程序{}{holder}", self.doing)?;
        if self.waited > 0 {
            write!(f, "，等了 {} 秒", self.waited)?;
        }
        Ok(())
    }
}

const fn io_hint(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "磁盘空间不足：请腾出空间后再试"
        }
        io::ErrorKind::PermissionDenied => "请检查该处的访问权限",
        io::ErrorKind::ReadOnlyFilesystem => "该处只能读取，不能写入",
        io::ErrorKind::NotFound => "请检查路径",
        _ => "请检查磁盘和路径",
    }
}
