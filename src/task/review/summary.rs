//! The summary as one page for the screen and the printer.

use super::tally::COLUMNS;
use super::{Held, unit_name};
use crate::document::tree::{Align, Block, Document, Look};
use crate::document::{Meta, html};
use crate::finding::Severity;
use crate::task::archive::sheet::{heading, paragraph, table};

type Column = (&'static str, u16, Align);

const CASES: [Column; 6] = [
    ("案号", 16, Align::Start),
    ("承办机构", 15, Align::Start),
    ("阶段", 14, Align::Center),
    ("错误", 8, Align::Center),
    ("警告", 8, Align::Center),
    ("案由", 39, Align::Start),
];

const UNITS: [Column; 6] = [
    ("承办机构", 24, Align::Start),
    ("案件", 9, Align::Center),
    ("齐备", 9, Align::Center),
    ("错误", 9, Align::Center),
    ("警告", 9, Align::Center),
    ("最多的条（项数）", 40, Align::Start),
];

/// The page.
pub(super) fn html(held: &Held) -> String {
    let title = format!("{}年度评议汇总", held.drawing.year);
    let mut blocks = vec![heading(1, &title), paragraph(&held.drawing.told())];
    if let Some(seed) = &held.drawing.seed {
        blocks.push(paragraph(&format!("抽取的种子：{seed}")));
    }
    let day = format!(
        "以 {} 为今天，各案按所处的阶段检查；未核验散列。",
        held.as_of
    );
    blocks.push(paragraph(&day));
    blocks.push(paragraph(
        "本表只列检查所见的记录缺漏，不是评分，不评定等次，也不说明案件是否合法。",
    ));
    if !held.unreadable.is_empty() {
        blocks.push(heading(2, "无法读取的案件"));
        blocks.extend(
            held.unreadable
                .iter()
                .map(|(path, failure)| paragraph(&format!("{path}：{}", failure.what))),
        );
    }
    blocks.extend([heading(2, "各条"), articles(held)]);
    blocks.extend([heading(2, "各承办机构"), units(held)]);
    blocks.extend([heading(2, "各案"), cases(held)]);
    let meta = Meta {
        title,
        author: String::new(),
        date: Some(held.as_of),
        note: concat!("anjuan ", env!("CARGO_PKG_VERSION")).to_owned(),
    };
    let look = Look::Form;
    html::page(&Document { look, blocks }, &meta)
}

fn articles(held: &Held) -> Block {
    let mut columns = vec![("条", 23, Align::Start)];
    columns.extend(COLUMNS.map(|name| (name, 11, Align::Center)));
    let rows = held.all.articles.iter().map(|(key, counts)| {
        let counts = counts.cells().map(|count| count.to_string());
        std::iter::once(key.label()).chain(counts).collect()
    });
    table(&columns, rows.collect())
}

fn units(held: &Held) -> Block {
    let rows = held.units.iter().map(|(unit, tally)| {
        let counts = [tally.cases, tally.complete, tally.errors, tally.warnings];
        let counts = counts.map(|count| count.to_string());
        std::iter::once(unit_name(unit).to_owned())
            .chain(counts)
            .chain([tally.frequent_text()])
            .collect()
    });
    table(&UNITS, rows.collect())
}

fn cases(held: &Held) -> Block {
    let rows = held.cases.iter().map(|one| {
        vec![
            one.report.id.clone(),
            one.unit.clone().unwrap_or_default(),
            one.report.stage.clone(),
            one.report.count(Severity::Error).to_string(),
            one.report.count(Severity::Warning).to_string(),
            one.title.clone(),
        ]
    });
    table(&CASES, rows.collect())
}
