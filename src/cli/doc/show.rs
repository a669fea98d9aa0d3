//! `anjuan doc list` and `anjuan doc fields`.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::super::Outcome;
use super::super::ui::Ui;
use crate::inert::Lines;
use crate::report::table;
use crate::rulebook::{Document, Rulebook};
use crate::task::draft::{self, FieldLine, PaperFields};
use crate::task::find;
use crate::task::open::{Library, Opened};

#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    /// 案件目录或案号；不写则列出文书目录
    #[arg(value_name = "案件")]
    case: Option<PathBuf>,
    /// 列出案件规程的文书目录
    #[arg(long)]
    catalogue: bool,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct FieldsArgs {
    /// 文书名称；或者案件和记录编号，连同已填的值
    #[arg(value_name = "文书 或 案件 编号", num_args = 1..=2, required = true)]
    about: Vec<String>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

pub(super) fn list(ui: &mut Ui, args: &ListArgs) -> Outcome {
    let library = Library::default();
    match &args.case {
        Some(case) => {
            let opened = library.open(&find::case(case)?)?;
            if args.catalogue {
                catalogue(ui, opened.rulebook(), args.json);
            } else {
                papers(ui, &opened, args.json);
            }
        }
        None => catalogue(ui, &*library.rulebook_near(Path::new("."))?, args.json),
    }
    Ok(0)
}

/// The papers of a case: what the catalogue has a form for, and what it does not know.
fn papers(ui: &mut Ui, opened: &Opened, as_json: bool) {
    let catalogue = &opened.rulebook().catalogue;
    let written = |kind: &str| {
        catalogue
            .get(kind)
            .is_none_or(|document| !document.look.is_empty())
    };
    let records: Vec<_> = opened
        .manifest
        .case
        .records
        .iter()
        .filter(|record| written(&record.kind))
        .collect();
    if as_json {
        let list: Vec<_> = records
            .iter()
            .map(|record| {
                json!({
                    "id": record.id, "type": record.kind, "title": record.title,
                    "number": record.number, "date": record.date.map(|day| day.0.to_string()),
                    "state": record.state(), "path": record.path, "location": record.location,
                })
            })
            .collect();
        ui.line(&Value::Array(list).to_string());
        return;
    }
    if records.is_empty() {
        ui.line("还没有文书。");
        return;
    }
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let rows = records.iter().map(|record| {
        [
            record.id.clone(),
            record.title.as_ref().unwrap_or(&record.kind).clone(),
            text(record.number.as_ref()),
            record.date.map(|day| day.0.to_string()).unwrap_or_default(),
            record.state().to_owned(),
            text(record.path.as_ref().or(record.location.as_ref())),
        ]
    });
    ui.line(&table::unbroken(
        &["编号", "名称", "文号", "日期", "状态", "文件"],
        &rows.collect::<Vec<_>>(),
    ));
}

fn catalogue(ui: &mut Ui, rulebook: &Rulebook, as_json: bool) {
    if as_json {
        let list = rulebook.catalogue.iter().map(|document| {
            json!({
                "name": document.name, "aliases": document.aliases, "form": document.form,
                "stage": document.stage.name(), "served": document.served, "seal": document.seal,
                "volume": document.volume, "articles": document.articles,
            })
        });
        ui.line(&Value::Array(list.collect()).to_string());
        return;
    }
    let rows = rulebook.catalogue.iter().map(|document| {
        let yes = |flag: bool| if flag { "是" } else { "" }.to_owned();
        let articles: Vec<_> = document.articles.iter().map(ToString::to_string).collect();
        [
            document.stage.name().to_owned(),
            document.name.clone(),
            articles.join("、"),
            yes(document.served),
            yes(document.seal),
            document.volume.clone(),
        ]
    });
    ui.line(&table::unbroken(
        &["阶段", "名称", "条", "送达", "用章", "卷"],
        &rows.collect::<Vec<_>>(),
    ));
    ui.apart("提示：anjuan doc fields 名称");
}

pub(super) fn fields(ui: &mut Ui, args: &FieldsArgs) -> Outcome {
    let library = Library::default();
    match args.about.as_slice() {
        [case, id] => {
            let opened = library.open(&find::case(Path::new(case))?)?;
            let paper = draft::fields_of_record(&opened, id)?;
            show(ui, &paper, true, args.json);
        }
        about => {
            let rulebook = library.rulebook_near(Path::new("."))?;
            let name = about.first().map(String::as_str).unwrap_or_default();
            let document = draft::document(&rulebook, name)?;
            show(
                ui,
                &draft::fields_of(&rulebook, document)?,
                false,
                args.json,
            );
        }
    }
    Ok(0)
}

fn asker(by_regulation: bool) -> &'static str {
    if by_regulation { "规章" } else { "惯例" }
}

/// Who asks for a field, and whether only some cases have it.
fn asked(line: &FieldLine) -> String {
    let optional = if line.optional { "，可不填" } else { "" };
    [asker(line.by_regulation), optional].concat()
}

fn show(ui: &mut Ui, paper: &PaperFields<'_>, with_values: bool, as_json: bool) {
    if as_json {
        ui.line(&json_of(paper).to_string());
        return;
    }
    let document = paper.document;
    ui.line(&format!("《{}》", document.name));
    ui.line(&about(document));
    if !paper.fields.is_empty() {
        let last = if with_values {
            "值"
        } else {
            "可选、各列"
        };
        let rows = paper.fields.iter().map(|line| {
            let value = line.value.clone().unwrap_or_else(|| "（未填）".to_owned());
            let last = if with_values {
                value
            } else {
                line.values.join(" | ")
            };
            [line.name.clone(), line.kind.to_owned(), asked(line), last]
        });
        let table = table::shared(&["栏目", "类型", "要求", last], &rows.collect::<Vec<_>>());
        ui.apart(&table);
    }
    if !paper.facts.is_empty() {
        let last = if with_values { "值" } else { "出处" };
        let rows = paper.facts.iter().map(|line| {
            let value = line.value.clone().unwrap_or_else(|| "（没有）".to_owned());
            let last = if with_values {
                value
            } else {
                line.fact.meaning.to_owned()
            };
            [line.fact.label.to_owned(), last]
        });
        let table = table::shared(&["取自案件", last], &rows.collect::<Vec<_>>());
        ui.apart(&table);
    }
}

/// What is to be known of a 文书 beside its fields.
fn about(document: &Document) -> Lines {
    let mut parts = vec![format!("阶段：{}", document.stage)];
    if !document.aliases.is_empty() {
        parts.push(format!("又称：{}", document.aliases.join("、")));
    }
    if !document.signers.is_empty() {
        parts.push(format!("签署：{}", document.signers.join("、")));
    }
    if document.seal {
        parts.push("用章：加盖机关印章".to_owned());
    }
    if document.served {
        parts.push("送达：须送达并填写回证".to_owned());
    }
    parts.extend(document.hint.as_ref().map(|hint| format!("说明：{hint}")));
    Lines::of(parts)
}

fn json_of(paper: &PaperFields<'_>) -> Value {
    let fields = paper.fields.iter().map(|line| {
        json!({
            "name": line.name, "type": line.kind, "asked": asker(line.by_regulation),
            "optional": line.optional, "values": line.values, "value": line.value,
        })
    });
    let facts = paper.facts.iter().map(|line| {
        json!({
            "name": line.fact.name, "label": line.fact.label,
            "source": line.fact.meaning, "value": line.value,
        })
    });
    json!({
        "name": paper.document.name, "signers": paper.document.signers,
        "seal": paper.document.seal, "served": paper.document.served,
        "fields": fields.collect::<Vec<_>>(), "facts": facts.collect::<Vec<_>>(),
    })
}
