//! An unpacked bag.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{Found, Hashed};
use crate::package::algorithm::Hashers;
use crate::package::digest::fill;
use crate::package::source::{self, Irregular};
use crate::package::{Broken, Problem, ProblemKind};

/// The directory of an unpacked bag, as it was listed.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    files: Vec<Found>,
    /// What cannot be compared: directories that cannot be listed, links, pipes, odd names.
    unreadable: Vec<Problem>,
}

impl Folder {
    /// Lists a directory; links in it are not followed.
    pub(super) fn open(root: &Path) -> Result<Self, Broken> {
        let mut folder = Self {
            root: root.into(),
            files: Vec::new(),
            unreadable: Vec::new(),
        };
        for entry in WalkDir::new(root).min_depth(1).sort_by_file_name() {
            match entry {
                Ok(entry) => folder.take(&entry),
                Err(error) => match error.path().filter(|path| *path != root) {
                    Some(path) => {
                        let path = folder.name(path).unwrap_or_else(|lossy| lossy);
                        folder.refuse(path, reason(&io::Error::from(error)));
                    }
                    None => {
                        return Err(Broken::Read {
                            path: root.into(),
                            source: error.into(),
                        });
                    }
                },
            }
        }
        Ok(folder)
    }

    pub(super) fn files(&self) -> &[Found] {
        &self.files
    }

    pub(super) fn unreadable(&self) -> &[Problem] {
        &self.unreadable
    }

    fn take(&mut self, entry: &DirEntry) {
        let name = self.name(entry.path());
        match (Irregular::of(entry.file_type()), name, entry.metadata()) {
            (Some(Irregular::Folder), Ok(_), _) => {}
            (_, Err(lossy), _) => self.refuse(lossy, "名称不是 UTF-8".into()),
            (Some(kind), Ok(name), _) => self.refuse(name, format!("是{kind}，应为普通文件")),
            (None, Ok(name), Ok(metadata)) => self.files.push(Found {
                name,
                size: metadata.len(),
            }),
            (None, Ok(name), Err(error)) => self.refuse(name, reason(&error.into())),
        }
    }

    fn refuse(&mut self, path: String, detail: String) {
        self.unreadable.push(Problem {
            path,
            kind: ProblemKind::Unreadable,
            detail,
        });
    }

    /// The `/`-separated name below the root; the error is a name that is not UTF-8, as well as
    /// it can be shown.
    fn name(&self, path: &Path) -> Result<String, String> {
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Option<Vec<_>> = below.iter().map(|part| part.to_str()).collect();
        parts
            .map(|parts| parts.join("/"))
            .ok_or_else(|| below.to_string_lossy().into_owned())
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        name.split('/')
            .fold(self.root.clone(), |path, part| path.join(part))
    }

    fn file(&self, name: &str) -> io::Result<File> {
        let path = self.path(name);
        let kind = source::inspect(&path)?.err();
        // it was a file when the directory was listed; to open a pipe would be to wait
        kind.map_or_else(|| File::open(&path), |kind| Err(io::Error::other(kind)))
    }

    pub(super) fn hash(
        &self,
        name: &str,
        mut hashers: Hashers,
        buffer: &mut [u8],
    ) -> io::Result<Hashed> {
        let mut file = self.file(name)?;
        let mut bytes = 0;
        loop {
            let read = fill(&mut file, buffer)?;
            if read.is_empty() {
                break;
            }
            hashers.update(read);
            bytes += read.len() as u64;
        }
        Ok(Hashed {
            sums: hashers.finish(),
            bytes,
            is_sound: true,
        })
    }

    /// A file's content, which must not exceed the limit.
    pub(super) fn read(&self, name: &str, limit: u64) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        self.file(name)?.take(limit + 1).read_to_end(&mut content)?;
        if content.len() as u64 > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(content)
    }

    /// The first bytes of a file.
    pub(super) fn start(&self, name: &str, length: usize) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        self.file(name)?
            .take(length as u64)
            .read_to_end(&mut content)?;
        Ok(content)
    }
}

/// What went wrong, in the words of the system.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "没有读取权限".into(),
        io::ErrorKind::NotFound => "读取期间消失".into(),
        // in the words of whoever tells it
        _ => match (error.raw_os_error(), error.get_ref()) {
            (Some(code), _) => format!("读不出（系统错误 {code}）"),
            // what this module found itself, and says in Chinese
            (None, Some(own)) if !own.to_string().is_ascii() => own.to_string(),
            (None, _) => "读不出".into(),
        },
    }
}
