//! Where a package goes, and what to do about one that is there.

use std::error::Error as _;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::package::{self, Bag, Existing, PackageError, Refusal};
use crate::store::{self, MANIFEST, TEMP_PREFIX};
use crate::task::error::Failure;
use crate::task::open::Opened;
use crate::task::words;

/// A package that is on the disk.
pub(in crate::task) struct Written {
    pub(in crate::task) files: u64,
    pub(in crate::task) bytes: u64,
    /// Whether the same one was there already.
    pub(in crate::task) was_there: bool,
}

/// The path of a package of that name: as asked for, in the directory asked for, or beside the
/// case.
pub(in crate::task) fn place(
    case: &Opened,
    name: &str,
    asked: Option<&Path>,
) -> Result<PathBuf, Failure> {
    let root = canonical(&case.dir)?;
    let target = match asked {
        Some(asked) if asked.is_dir() => asked.join(name),
        Some(asked) => asked.to_owned(),
        None if case.dir.file_name().is_some() => case.dir.with_file_name(name),
        None => root.with_file_name(name),
    };
    let parent = target
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let folder = canonical(parent.unwrap_or(Path::new(".")))?;
    let is_case = |dir: &Path| dir.join(MANIFEST).symlink_metadata().is_ok();
    let refused = |place: &str| {
        let what = format!("不能放在{place}中：{}", target.display());
        Err(Failure::new(what).hint("用 -o 另给一个位置"))
    };
    if folder.starts_with(&root) || folder.ancestors().any(is_case) {
        return refused("案件目录");
    }
    if store::bag_around(&folder).is_some() {
        return refused("解开的归档包");
    }
    Ok(target)
}

fn canonical(path: &Path) -> Result<PathBuf, Failure> {
    fs::canonicalize(path)
        .map_err(|error| Failure::new(format!("无法进入 {}", path.display())).because_io(&error))
}

/// Writes the package. Where a file has its name already, the package is made beside it and
/// compared: the same is a success, another one is never overwritten.
pub(in crate::task) fn write(case: &Opened, bag: &Bag, target: &Path) -> Result<Written, Failure> {
    let failure = |error: PackageError| failure(case, &error);
    if target.symlink_metadata().is_err() {
        let written = package::write(bag, target, Existing::Refuse).map_err(failure)?;
        let (files, bytes) = (written.files, written.bytes);
        return Ok(Written {
            files,
            bytes,
            was_there: false,
        });
    }
    let parent = target
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let failed = |error: io::Error| {
        Failure::new(format!("无法与已有的 {} 比较", target.display())).because_io(&error)
    };
    let folder = tempfile::Builder::new()
        .prefix(TEMP_PREFIX)
        .tempdir_in(parent.unwrap_or(Path::new(".")))
        .map_err(failed)?;
    let made = folder.path().join("package.zip");
    let written = package::write(bag, &made, Existing::Refuse).map_err(failure)?;
    if !same(&made, target).map_err(failed)? {
        return Err(Failure::new(format!(
            "{} 已经存在，内容与这次的归档包不同",
            target.display()
        ))
        .because("已有的归档包不会被覆盖")
        .hint("用 -o 另给一个文件名"));
    }
    let (files, bytes) = (written.files, written.bytes);
    Ok(Written {
        files,
        bytes,
        was_there: true,
    })
}

fn same(one: &Path, other: &Path) -> io::Result<bool> {
    let is_file = fs::symlink_metadata(other)?.is_file();
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    if !is_file || one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        left.clear();
        right.clear();
        (&mut one).take(1 << 20).read_to_end(&mut left)?;
        (&mut other).take(1 << 20).read_to_end(&mut right)?;
        if left != right || left.is_empty() {
            return Ok(left == right);
        }
    }
}

/// What an error names one by one.
fn listed(error: &PackageError) -> Vec<String> {
    match error {
        PackageError::Refused { reasons, .. } => {
            reasons.iter().map(|one| words::said(one)).collect()
        }
        PackageError::Mismatch { files } => files.iter().map(ToString::to_string).collect(),
        PackageError::Unfaithful { verification, .. } => {
            let problems = verification.problems.iter();
            problems.map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
}

/// A failure of the package: refused where the case itself is not fit to be packed.
pub(in crate::task) fn failure(case: &Opened, error: &PackageError) -> Failure {
    let unread = |reason: &Refusal| matches!(reason, Refusal::Unreadable { .. });
    let refused = match error {
        PackageError::Refused { reasons, .. } => !reasons.iter().any(unread),
        PackageError::Mismatch { .. } => true,
        _ => false,
    };
    let text = error.to_string();
    let what = text.split("\n  ").next().unwrap_or_default();
    let mut failure = if refused {
        Failure::refused(what)
    } else {
        Failure::new(what)
    };
    failure = failure.below(listed(error));
    if let Some(source) = error.source() {
        failure = failure.because(words::said(source));
    }
    if matches!(error, PackageError::Mismatch { .. }) {
        failure = failure.hint(format!(
            "anjuan verify {}",
            crate::check::quote(&case.label)
        ));
    }
    failure
}
