//! `anjuan rulebook list`.

use serde_json::json;

use super::super::Outcome;
use super::super::ui::Ui;
use super::short;
use crate::check::quote;
use crate::report::table;
use crate::task::error::Failure;
use crate::task::open::Library;
use crate::task::rulebook::{self, Listed};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

pub(super) fn run(ui: &mut Ui, args: &Args) -> Outcome {
    let dir = super::workspace();
    let workspace = Library::default().workspace(dir.as_deref())?;
    let all = rulebook::list(dir.as_deref(), &workspace);
    if args.json {
        let lines: Vec<_> = all.iter().map(as_json).collect();
        ui.line(&json!({"schema": 1, "rulebooks": lines}).to_string());
    } else {
        let rows: Vec<_> = all.iter().map(row).collect();
        ui.line(&table::unbroken(
            &["名称", "编号", "版本", "sha256", "在", "说明", "规程"],
            &rows,
        ));
    }
    let broken = all.iter().filter(|listed| listed.read.is_err());
    let mut code = 0;
    for listed in broken {
        code = 2;
        let failure = Failure::new(format!("规程 {} 不能用", listed.name));
        ui.note(&failure.hint(format!("anjuan rulebook check {}", quote(&listed.name))));
    }
    Ok(code)
}

fn row(listed: &Listed) -> [String; 7] {
    let place = listed.folder.clone().unwrap_or_else(|| "内置".to_owned());
    let state = match (listed.is_default, listed.is_hidden) {
        (true, _) => "默认",
        (_, true) => "由工作区的同名规程代替",
        _ => "",
    };
    let name = listed.name.clone();
    let Ok(read) = &listed.read else {
        let none = String::new;
        let state = "不能用".to_owned();
        return [name, none(), none(), none(), place, state, none()];
    };
    let book = &read.rulebook;
    [
        name,
        book.id.clone(),
        book.version.clone(),
        short(&book.sha256).to_owned(),
        place,
        state.to_owned(),
        book.title.clone(),
    ]
}

fn as_json(listed: &Listed) -> serde_json::Value {
    let mut line = json!({
        "name": listed.name, "place": listed.folder, "default": listed.is_default,
        "hidden": listed.is_hidden,
    });
    match &listed.read {
        Ok(read) => {
            let book = &read.rulebook;
            line["id"] = json!(book.id);
            line["version"] = json!(book.version);
            line["sha256"] = json!(book.sha256);
            line["title"] = json!(book.title);
        }
        Err(failure) => line["error"] = json!(failure.to_string()),
    }
    line
}
