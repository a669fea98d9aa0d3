//! What the system and libraries say, in Chinese: they speak English, the user need not.

use std::error::Error;
use std::io::{self, ErrorKind};

/// What the system says, by its kind.
const KINDS: &[(ErrorKind, &str)] = &[
    (ErrorKind::NotFound, "没有这个文件或目录"),
    (ErrorKind::PermissionDenied, "没有权限"),
    (ErrorKind::AlreadyExists, "已经存在"),
    (ErrorKind::StorageFull, "磁盘已满"),
    (ErrorKind::QuotaExceeded, "超出了磁盘配额"),
    (ErrorKind::ReadOnlyFilesystem, "文件系统是只读的"),
    (ErrorKind::NotADirectory, "不是目录"),
    (ErrorKind::IsADirectory, "是目录，不是文件"),
    (ErrorKind::DirectoryNotEmpty, "目录不是空的"),
    (ErrorKind::FileTooLarge, "文件太大"),
    (ErrorKind::InvalidFilename, "名称太长，或者系统不允许"),
    (ErrorKind::TooManyLinks, "链接太多"),
    (ErrorKind::CrossesDevices, "不在同一个文件系统"),
    (ErrorKind::ResourceBusy, "正被别的程序使用"),
    (ErrorKind::ExecutableFileBusy, "正被别的程序使用"),
    (ErrorKind::WouldBlock, "正被别的程序使用"),
    (ErrorKind::Deadlock, "与别的程序相互等待"),
    (ErrorKind::StaleNetworkFileHandle, "网络上的文件已经失效"),
    (ErrorKind::NotSeekable, "不是可以定位读写的文件"),
    (ErrorKind::Interrupted, "被中断"),
    (ErrorKind::TimedOut, "超过了时限"),
    (ErrorKind::UnexpectedEof, "文件在中途结束"),
    (ErrorKind::InvalidData, "内容不合格式"),
    (ErrorKind::InvalidInput, "系统不接受这样的名称或参数"),
    (ErrorKind::BrokenPipe, "接收的一方已经关闭"),
    (ErrorKind::WriteZero, "没有写进去"),
    (ErrorKind::Unsupported, "系统或文件系统不支持"),
    (ErrorKind::OutOfMemory, "内存不足"),
];

/// The same by its code, where there is no kind for it.
const CODES: &[(i32, &str)] = &[
    (5, "磁盘读写出错"),
    (23, "系统中打开的文件太多"),
    (24, "打开的文件太多"),
    #[cfg(target_os = "linux")]
    (40, "符号链接绕成了圈"),
];

/// What the system says of a kind, without the code.
#[must_use]
pub fn kind(kind: ErrorKind) -> &'static str {
    let known = KINDS.iter().find(|(known, _)| *known == kind);
    known.map_or("系统没有说明原因", |(_, words)| words)
}

/// What the system says; the code by which its own documentation knows it behind it.
#[must_use]
pub fn system(error: &io::Error) -> String {
    let own = error.get_ref().map(ToString::to_string);
    if let Some(own) = own.filter(|own| !own.is_ascii() && code(error).is_none()) {
        return own;
    }
    if error.kind() == ErrorKind::InvalidData && error.to_string().contains("UTF-8") {
        return "不是 UTF-8 编码的文字".to_owned();
    }
    let known = KINDS.iter().find(|(kind, _)| *kind == error.kind());
    match (known, code(error)) {
        (Some((_, words)), Some(code)) => format!("{words}（系统错误 {code}）"),
        (Some((_, words)), None) => (*words).to_owned(),
        (None, Some(code)) => {
            let known = CODES.iter().find(|(known, _)| *known == code);
            let words = known.map_or("系统不能完成", |(_, words)| words);
            format!("{words}（系统错误 {code}）")
        }
        (None, None) => kind(error.kind()).to_owned(),
    }
}

/// The code of an error, or of the one that it wraps.
fn code(error: &io::Error) -> Option<i32> {
    let wrapped = || {
        let mut inner: Option<&(dyn Error + 'static)> = error.get_ref().map(|own| own as _);
        while let Some(error) = inner {
            if let Some(io) = error.downcast_ref::<io::Error>() {
                return code(io);
            }
            inner = error.source();
        }
        None
    };
    error.raw_os_error().or_else(wrapped)
}

/// What an error says and what is behind it, from the outside inwards.
#[must_use]
pub fn chain(error: &(dyn Error + 'static)) -> Vec<String> {
    let mut said = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(io) = error.downcast_ref::<io::Error>() {
            said.push(system(io));
            break;
        }
        said.push(one(error));
        next = error.source();
    }
    said
}

fn one(error: &(dyn Error + 'static)) -> String {
    if let Some(json) = error.downcast_ref::<serde_json::Error>() {
        return crate::store::json_problem(json);
    }
    error.to_string()
}

/// The same on one line, a list in it too.
#[must_use]
pub fn said(error: &(dyn Error + 'static)) -> String {
    let chain = chain(error).join("：");
    chain.replacen("\n  ", "：", 1).replace("\n  ", "；")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_speaks_chinese_with_its_code() {
        let wrapped = io::Error::new(ErrorKind::StorageFull, io::Error::from_raw_os_error(28));
        for (error, want) in [
            (
                io::Error::from_raw_os_error(2),
                "没有这个文件或目录（系统错误 2）",
            ),
            (
                io::Error::from_raw_os_error(5),
                "磁盘读写出错（系统错误 5）",
            ),
            (
                io::Error::from_raw_os_error(9999),
                "系统不能完成（系统错误 9999）",
            ),
            (io::Error::other("长度不符"), "长度不符"),
            (io::Error::other("Invalid checksum"), "系统没有说明原因"),
            (ErrorKind::UnexpectedEof.into(), "文件在中途结束"),
            (wrapped, "磁盘已满（系统错误 28）"),
        ] {
            assert_eq!(system(&error), want);
        }
    }
}
