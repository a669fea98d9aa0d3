//! A file that a command makes beside the cases: new, whole, durable, and in no case.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::error::Failure;
use super::find::MANIFEST;
use crate::store;

/// Writes a file that is not there yet.
///
/// # Errors
/// A file that is there, a place in a case (its check would find a file that nobody registered),
/// what the disk refuses. Nothing is left behind then.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let shown = path.display();
    let failed = |error: &io::Error| Failure::new(format!("无法写入 {shown}")).because_io(error);
    let parent = path.parent().filter(|dir| !dir.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    let place = fs::canonicalize(parent).map_err(|error| failed(&error))?;
    let case = place.ancestors().find(|dir| dir.join(MANIFEST).exists());
    if let Some(case) = case {
        return Err(Failure::new(format!("不能写在案件目录中：{shown}"))
            .because(format!("{} 是案件", case.display()))
            .hint("用 -o 另给一个位置"));
    }
    if store::bag_around(&place).is_some() {
        return Err(Failure::new(format!("不能写在解开的归档包中：{shown}"))
            .because("归档包是只读的，多出文件就与打包时的清单不符")
            .hint("用 -o 另给一个位置"));
    }
    if path.symlink_metadata().is_ok() {
        return Err(Failure::new(format!("{shown} 已经存在"))
            .because("已有的文件不会被覆盖")
            .hint("用 -o 另给一个文件名"));
    }
    #[cfg_attr(not(unix), expect(unused_mut, reason = "Unix alone has modes"))]
    let mut builder = tempfile::Builder::new();
    // as any new file: what the user's umask leaves of it
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder
        .tempfile_in(parent)
        .map_err(|error| failed(&error))?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(|error| failed(&error))?;
    file.persist_noclobber(path)
        .map_err(|error| failed(&error.error))?;
    // Elsewhere a directory cannot be opened as a file.
    if cfg!(unix) {
        let folder = fs::File::open(parent).and_then(|folder| folder.sync_all());
        folder.map_err(|error| failed(&error))?;
    }
    Ok(())
}
