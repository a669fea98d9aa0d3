//! The folder of sheets and summaries. Nothing in it is ever overwritten: a reviewer may have
//! filled it in.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::task::error::Failure;
use crate::task::find::MANIFEST;

/// A folder that is being filled.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    was_there: bool,
    written: Vec<PathBuf>,
    names: BTreeSet<String>,
}

impl Folder {
    /// A new or empty folder.
    ///
    /// # Errors
    /// One that holds something, or is no folder, or lies in a case; what the disk refuses.
    pub(super) fn new(path: &Path) -> Result<Self, Failure> {
        let failed = |error: &io::Error| {
            Failure::new(format!("无法使用目录 {}", path.display())).because_io(error)
        };
        let was_there = match fs::read_dir(path) {
            Ok(mut entries) => match entries.next() {
                Some(_) => return Err(filled(path)),
                None => true,
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(failed(&error)),
        };
        if !was_there {
            fs::create_dir_all(path).map_err(|error| failed(&error))?;
        }
        let folder = Self {
            path: path.to_owned(),
            was_there,
            written: Vec::new(),
            names: BTreeSet::new(),
        };
        let place = fs::canonicalize(path).map_err(|error| failed(&error))?;
        let case = place
            .ancestors()
            .find(|place| place.join(MANIFEST).exists());
        if let Some(case) = case.map(|case| case.display().to_string()) {
            folder.abandon();
            return Err(
                Failure::new(format!("评议表不能放在案件目录中：{}", path.display()))
                    .because(format!("{case} 是案件"))
                    .hint("用 --out 另给一个目录"),
            );
        }
        Ok(folder)
    }

    /// A stem that no file has yet: of two cases with one id, the second one's ends in `-2`. Names
    /// that differ in case alone count as one, as some systems have it.
    pub(super) fn stem(&mut self, wanted: &str) -> String {
        let stems = (2..).map(|number| format!("{wanted}-{number}"));
        let mut stems = std::iter::once(wanted.to_owned()).chain(stems);
        let free = stems.find(|stem| self.names.insert(stem.to_lowercase()));
        free.unwrap_or_default()
    }

    /// Writes a file that is not there yet, durably.
    ///
    /// # Errors
    /// What the disk refuses.
    pub(super) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.path.join(name);
        let written = create(&path, bytes);
        self.written.push(path.clone());
        written.map_err(|error| {
            Failure::new(format!("无法写入 {}", path.display())).because_io(&error)
        })
    }

    /// Makes the names durable too; gives the number of files.
    ///
    /// # Errors
    /// What the disk refuses.
    pub(super) fn finish(&self) -> Result<usize, Failure> {
        // Elsewhere a directory cannot be opened as a file.
        if cfg!(unix) {
            File::open(&self.path)
                .and_then(|folder| folder.sync_all())
                .map_err(|error| {
                    Failure::new(format!("无法写入 {}", self.path.display())).because_io(&error)
                })?;
        }
        Ok(self.written.len())
    }

    /// Takes back what was written, so that the command can be repeated.
    pub(super) fn abandon(&self) {
        for path in &self.written {
            // What cannot be taken back is in the way of the next run, which says so.
            let _ = fs::remove_file(path);
        }
        if !self.was_there {
            let _ = fs::remove_dir(&self.path);
        }
    }
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn filled(path: &Path) -> Failure {
    Failure::new(format!("目录 {} 不是空的", path.display()))
        .because("其中可能有评议人已经填写的评议表，不会覆盖")
        .hint("用 --out 另给一个目录")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_holds_something_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("甲.html"), "已填").unwrap();
        let failure = Folder::new(dir.path()).unwrap_err();
        assert!(failure.what.contains("不是空的"), "{failure}");
        assert_eq!(
            fs::read_to_string(dir.path().join("甲.html")).unwrap(),
            "已填"
        );
    }

    #[test]
    fn a_folder_in_a_case_is_refused_and_taken_back() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(MANIFEST), "").unwrap();
        let out = dir.path().join("评议");
        assert!(Folder::new(&out).is_err());
        assert!(!out.exists());
    }

    #[test]
    fn what_was_written_can_be_taken_back() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("评议");
        let mut folder = Folder::new(&out).unwrap();
        folder.write("a", b"1").unwrap();
        assert!(folder.write("a", b"2").is_err(), "never overwritten");
        assert_eq!(fs::read(out.join("a")).unwrap(), b"1");
        folder.abandon();
        assert!(!out.exists());
    }

    #[test]
    fn two_cases_of_one_id_have_two_names() {
        let dir = tempfile::tempdir().unwrap();
        let mut folder = Folder::new(dir.path()).unwrap();
        assert_eq!(folder.stem("A1"), "A1");
        assert_eq!(folder.stem("a1"), "a1-2");
        assert_eq!(folder.stem("A1"), "A1-3");
    }
}
