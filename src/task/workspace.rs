//! A workspace begins; its `anjuan.toml` is edited.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::error::Failure;
use super::find::{self, MANIFEST};
use super::open::read_only;
use super::reader;
use crate::case::edit::Editor;
use crate::store::{self, Actor, StoreError};
use crate::workspace::{FILE, WORKSPACE, Workspace};

/// The workspace of a place: its directory as the user would name it, and what it says.
///
/// # Errors
/// A place that lies in no workspace; an `anjuan.toml` that cannot be read.
pub fn open(place: &Path) -> Result<(PathBuf, Workspace), Failure> {
    let shown = place.display();
    if !place.exists() {
        return Err(Failure::new(format!("没有目录 {shown}")));
    }
    let dir = find::workspace_of(place).ok_or_else(|| {
        Failure::new(format!("{shown} 不在工作区内"))
            .because(format!("这里和以上各级目录都没有 {FILE}"))
            .hint("anjuan init --agency 机关全称")
    })?;
    let path = label(&dir);
    let bytes = fs::read(&path)
        .map_err(|error| Failure::new(format!("无法读取 {}", path.display())).because_io(&error))?;
    let workspace = read(&path, &bytes)?;
    Ok((dir, workspace))
}

/// The path of a workspace's file, as messages name it.
fn label(dir: &Path) -> PathBuf {
    find::relative(dir.join(FILE))
}

fn read(path: &Path, bytes: &[u8]) -> Result<Workspace, Failure> {
    Workspace::read(&path.display().to_string(), bytes).map_err(Failure::unreadable)
}

/// Edits the `anjuan.toml` of a workspace; gives the workspace as it is then. Comments, order,
/// line ends and a byte order mark stay; the strict reader reads it before and after.
///
/// # Errors
/// What the edit refuses, and then nothing is written; a file that is changed by someone else
/// meanwhile; what the system says.
pub fn edit(
    dir: &Path,
    actor: &Actor,
    change: impl FnOnce(&Workspace, &mut Editor) -> Result<(), Failure>,
) -> Result<Workspace, Failure> {
    let path = label(dir);
    let held = store::hold(&dir.join(FILE), actor).map_err(|error| refused(&error))?;
    let workspace = read(&path, held.text().as_bytes())?;
    let mut editor = Editor::with_keys(held.text(), WORKSPACE).map_err(Failure::new_from)?;
    change(&workspace, &mut editor)?;
    let text = editor.finish();
    let after = read(&path, &held.bytes_of(&text))?;
    held.rewrite(&text).map_err(|error| refused(&error))?;
    Ok(after)
}

/// What the store refuses; its own words speak of cases where a journal would tell.
fn refused(error: &StoreError) -> Failure {
    match error {
        StoreError::NotConfirmed { path, source } => {
            Failure::new(format!("{} 未确认写入", path.display()))
                .because_io(source)
                .hint("请先检查磁盘，再用 anjuan device list 查看")
        }
        StoreError::Stale { path } => Failure::new(format!("{} 同时被别人改动", path.display()))
            .because("本次操作没有写入")
            .hint("请重新运行该命令"),
        other => reader::failure(other),
    }
}

/// Begins a workspace: writes `anjuan.toml` where there is none.
///
/// # Errors
/// A directory that has one, or cannot be written.
pub fn begin(dir: &Path, agency: &str, short: Option<&str>) -> Result<PathBuf, Failure> {
    if let Some(bag) = store::bag_around(dir) {
        return Err(read_only(FILE, &bag));
    }
    let path = dir.join(FILE);
    let failed = |error: std::io::Error| {
        Failure::new(format!("无法写 {}", path.display())).because_io(&error)
    };
    fs::create_dir_all(dir).map_err(failed)?;
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .map_err(|error| {
            if error.kind() == std::io::ErrorKind::AlreadyExists {
                Failure::new(format!("{} 已经是工作区", dir.display()))
                    .because(format!("已有 {}", path.display()))
            } else {
                failed(error)
            }
        })?;
    file.write_all(text(agency, short).as_bytes())
        .map_err(failed)?;
    file.sync_all().map_err(failed)?;
    Ok(path)
}

fn text(agency: &str, short: Option<&str>) -> String {
    let short = short.map_or_else(
        || "# short = \"×××\"        # 机关代字，用于文号\n".to_owned(),
        |short| format!("short = {}\n", toml_text(short)),
    );
    format!(
        "# 工作区：其下的每个案件是一个目录，清单是其中的 {MANIFEST}。\n\n[agency]\nname = {}\n{short}\n\
         # [[officer]]              # 执法人员名册\n# name = \"张某\"\n# certificate = \"执法证号\"\n\
         # certificate_until = 2028-12-31\n\n\
         # [[device]]               # 录音录像设备名录；有了名录，录制设备都须在内\n\
         # id = \"cam-01\"\n# kind = \"执法记录仪\"\n# asset_number = \"...\"\n# maintainer = \"张某\"\n# clock_offset = 0      # 时钟快几秒\n\n\
         # [numbering]              # 文号格式\n# \"文书名称\" = \"{{short}}罚〔{{year}}〕{{n}}号\"\n",
        toml_text(agency)
    )
}

/// A text as TOML writes it.
fn toml_text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
