//! `anjuan repair`: what a crash left is set right; nothing is deleted.

use std::path::PathBuf;

use super::Outcome;
use super::ui::Ui;
use crate::store::{self, Recovered};
use crate::task::reader::{self, StrictReader};
use crate::task::{actor, find};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 案件目录或案号
    #[arg(value_name = "案件")]
    case: PathBuf,
    /// 操作人，记入操作日志（也可用环境变量 `ANJUAN_BY`）
    #[arg(long, value_name = "姓名")]
    by: Option<String>,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let dir = find::case(&args.case)?;
    let recovered = store::repair(&dir, &StrictReader, &actor::actor(args.by.as_deref())?)
        .map_err(|error| reader::failure(&error))?;
    if recovered.is_empty() {
        ui.note("没有需要修复的");
    }
    for one in &recovered {
        ui.line(&line(one));
    }
    Ok(0)
}

fn line(recovered: &Recovered) -> String {
    match recovered {
        Recovered::Torn { size, kept } => format!("日志末尾没有写完的 {size} 字节，移到 {kept}"),
        Recovered::Finished => "上一次写入已记入日志，清单随之换上".to_owned(),
        Recovered::Strayed { kept } => format!("没有来由的新清单，移到 {kept}"),
        Recovered::HandEdit(edit) => {
            format!(
                "清单的手工改动已记入日志（新增 {} 项，删去 {} 项）",
                edit.added.len(),
                edit.removed.len()
            )
        }
        Recovered::Leftover { path, kept } => format!("写了一半的文件 {path}，移到 {kept}"),
    }
}
