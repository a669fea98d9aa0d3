//! Why a use case could not be done: what failed, why, and what to type next.

use std::fmt;
use std::io::ErrorKind;

/// What the system says most often.
const IO_REASONS: &[(ErrorKind, &str)] = &[
    (ErrorKind::NotFound, "没有这个文件或目录"),
    (ErrorKind::PermissionDenied, "没有权限"),
    (ErrorKind::AlreadyExists, "已经存在"),
    (ErrorKind::StorageFull, "磁盘已满"),
    (ErrorKind::ReadOnlyFilesystem, "文件系统是只读的"),
    (ErrorKind::NotADirectory, "不是目录"),
    (ErrorKind::IsADirectory, "是目录，不是文件"),
];

/// The kind of a failure, from which the exit code follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Refused because of findings: exit code 1.
    Refused,
    /// Could not be done: exit code 2.
    Impossible,
}

/// A failure of a use case, in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The kind.
    pub cause: Cause,
    /// What failed, with the path.
    pub what: String,
    /// Why, the nearest reason first.
    pub reasons: Vec<String>,
    /// The command to type next.
    pub hint: Option<String>,
}

impl Failure {
    /// Something that could not be done.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            cause: Cause::Impossible,
            what: what.into(),
            reasons: Vec::new(),
            hint: None,
        }
    }

    /// Something that could not be done for the reason that an error gives.
    #[allow(clippy::needless_pass_by_value, reason = "to be named in `map_err`")]
    pub fn new_from(error: impl fmt::Display) -> Self {
        Self::new(error.to_string())
    }

    /// Something that findings refuse.
    pub fn refused(what: impl Into<String>) -> Self {
        Self {
            cause: Cause::Refused,
            ..Self::new(what)
        }
    }

    /// The same with a reason.
    #[must_use]
    pub fn because(mut self, reason: impl fmt::Display) -> Self {
        self.reasons.push(reason.to_string());
        self
    }

    /// The same with what the system says, in Chinese where it is a usual thing.
    #[must_use]
    pub fn because_io(self, error: &std::io::Error) -> Self {
        let said = IO_REASONS.iter().find(|(kind, _)| *kind == error.kind());
        match said {
            Some((_, reason)) => self.because(reason),
            None => self.because(error),
        }
    }

    /// The same with the next command.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The exit code.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self.cause {
            Cause::Refused => 1,
            Cause::Impossible => 2,
        }
    }
}

impl std::error::Error for Failure {}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Text that already shows the place in a file carries its own title.
        if self.what.starts_with("错误：") {
            write!(f, "{}", self.what)?;
        } else {
            write!(f, "错误：{}", self.what)?;
        }
        for reason in &self.reasons {
            write!(f, "\n原因：{reason}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n提示：{hint}")?;
        }
        Ok(())
    }
}
