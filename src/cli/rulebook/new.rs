//! `anjuan rulebook new`: a copy to begin with.

use std::path::Path;

use serde_json::json;

use super::super::Outcome;
use super::super::ui::Ui;
use super::short;
use crate::check::quote;
use crate::task::open::Library;
use crate::task::{rulebook, shelf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 新规程的名称，即 templates 中的目录名；默认与原规程相同，于是代替它
    #[arg(value_name = "名称")]
    name: Option<String>,
    /// 复制哪一部：名称、目录，或 内置:名称
    #[arg(long, value_name = "规程", default_value = shelf::DEFAULT)]
    from: String,
    /// 沿用原规程的编号：同一规程的另一版本，规则和豁免仍按原编号引用
    #[arg(long)]
    keep_id: bool,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let copied = rulebook::copy(
        Path::new("."),
        args.name.as_deref(),
        &args.from,
        args.keep_id,
    )?;
    let (folder, name) = (copied.folder.display().to_string(), quote(&copied.name));
    if args.json {
        let made = json!({
            "folder": folder, "name": copied.name, "id": copied.id, "version": copied.version,
            "from": {
                "id": copied.from.id, "version": copied.from.version, "sha256": copied.from.sha256,
            },
        });
        ui.line(&made.to_string());
    } else {
        ui.line(&format!("{folder}\t{} 第 {} 版", copied.id, copied.version));
    }
    ui.note(&format!(
        "复制自 {} 第 {} 版（sha256 {}…）；它若有改动，不会跟着改",
        copied.from.id,
        copied.from.version,
        short(&copied.from.sha256)
    ));
    ui.note("接下来");
    ui.note(&format!(
        "  1. 编辑 {folder} 中的文件，改好 {} 的名称、版本和状态",
        shelf::HEAD
    ));
    ui.note(&format!("  2. anjuan rulebook check {name}"));
    let workspace = Library::default().workspace(super::workspace().as_deref())?;
    let is_default = shelf::defaults(&workspace).contains(&copied.name);
    ui.note(&if is_default {
        format!("  3. 本工作区的案件默认用 {name}，从现在起就是这一部")
    } else {
        format!(
            "  3. 在 anjuan.toml 的开头写 rulebooks = [\"{}\"]，本工作区的案件就用它",
            copied.name
        )
    });
    ui.note(&format!("提示：anjuan rulebook check {name}"));
    Ok(0)
}
