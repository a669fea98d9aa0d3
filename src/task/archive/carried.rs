//! What a package carries of that with which its case was checked: the workspace's file and the
//! rulebooks, laid out in the tag folder as in a workspace, so that any later program can check
//! the case again with what the package holds.

use std::collections::BTreeMap;
use std::fs;

use crate::rulebook::{Source, over};
use crate::store::sha256_hex;
use crate::task::error::Failure;
use crate::task::open::Opened;
use crate::task::shelf;
use crate::workspace::FILE;

/// What stands for the workspace's file where the case lay in no workspace.
const NO_WORKSPACE: &str = "# 打包时案件不在工作区中，没有 anjuan.toml\n";

/// The files that a package carries, below its tag folder.
#[derive(Debug)]
pub(in crate::task) struct Carried {
    workspace: Vec<u8>,
    /// By the name of the folder below `templates/`.
    rulebooks: BTreeMap<String, Source>,
}

impl Carried {
    /// Gathers them for a case as it was opened.
    ///
    /// # Errors
    /// A file that cannot be read or changed meanwhile, two rulebooks that would lie in one folder.
    pub(in crate::task) fn of(case: &Opened) -> Result<Self, Failure> {
        let workspace = match &case.workspace_dir {
            None => NO_WORKSPACE.as_bytes().to_vec(),
            Some(dir) => {
                let path = dir.join(FILE);
                fs::read(&path).map_err(|error| {
                    Failure::new(format!("无法读取 {}", path.display())).because_io(&error)
                })?
            }
        };
        let mut carried = Self {
            workspace,
            rulebooks: BTreeMap::new(),
        };
        for (name, book) in case.names.iter().zip(&case.rulebooks) {
            let source = shelf::source(case.workspace_dir.as_deref(), name)?;
            if source.sha256() != book.sha256 {
                let what = format!("规程 {name} 在打包期间被改动");
                return Err(Failure::new(what).hint("请待其不再变化后重新运行"));
            }
            carried.take(case, name, &source)?;
        }
        Ok(carried)
    }

    /// Takes in a rulebook, and those that it names to be laid over.
    fn take(&mut self, case: &Opened, name: &str, source: &Source) -> Result<(), Failure> {
        let folder = shelf::carried(name)
            .ok_or_else(|| Failure::new(format!("规程 {name} 没有目录名，不能收入归档包")))?;
        let below = over(source);
        let taken = self.rulebooks.insert(folder.to_owned(), source.clone());
        if taken.is_some_and(|taken| taken.files != source.files) {
            return Err(
                Failure::new(format!("两个规程的目录都叫 {folder}，不能一起收入归档包"))
                    .hint("请给其中一个规程的目录改名"),
            );
        }
        match below.filter(|name| !self.rulebooks.contains_key(name)) {
            None => Ok(()),
            Some(name) => {
                let source = shelf::source(case.workspace_dir.as_deref(), &name)?;
                self.take(case, &name, &source)
            }
        }
    }

    /// The files, by their names below the tag folder.
    pub(in crate::task) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = vec![(FILE.to_owned(), self.workspace.clone())];
        for (folder, source) in &self.rulebooks {
            let texts = source.files.iter();
            files.extend(texts.map(|(name, text)| {
                let name = format!("{}/{folder}/{name}", shelf::FOLDER);
                (name, text.clone().into_bytes())
            }));
        }
        files
    }

    /// What is carried, each with its digest: a file by itself, a rulebook by names and texts of
    /// all its files.
    pub(in crate::task) fn digests(&self) -> Vec<(String, String)> {
        let own = (FILE.to_owned(), sha256_hex(&self.workspace));
        let rulebooks = self.rulebooks.iter();
        let rulebooks = rulebooks.map(|(folder, source)| {
            let name = format!("{}/{folder}/", shelf::FOLDER);
            (name, source.sha256())
        });
        std::iter::once(own).chain(rulebooks).collect()
    }

    /// The files of a rulebook, by the name of its folder.
    pub(in crate::task) fn rulebook(&self, folder: &str) -> Option<&Source> {
        self.rulebooks.get(folder)
    }
}
