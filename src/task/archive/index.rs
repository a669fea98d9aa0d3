//! The index of the case file.

use super::dossier::Dossier;
use super::sheet::{centred, heading, page, table};
use super::volume::{Item, Part};
use crate::document::tree::{Align, Block, Look};
use crate::rulebook::Role;

const PAPERS: [(&str, u16, Align); 7] = [
    ("序号", 8, Align::Center),
    ("文号", 16, Align::Start),
    ("责任者", 16, Align::Start),
    ("题名", 24, Align::Start),
    ("日期", 15, Align::Center),
    ("页号", 9, Align::Center),
    ("备注", 12, Align::Start),
];

const OTHERS: [(&str, u16, Align); 6] = [
    ("序号", 8, Align::Center),
    ("责任者", 16, Align::Start),
    ("题名", 20, Align::Start),
    ("日期", 15, Align::Center),
    ("文件", 28, Align::Start),
    ("备注", 13, Align::Start),
];

/// The page as HTML.
pub(super) fn html(dossier: &Dossier<'_>) -> String {
    let head = &dossier.case.manifest.case.head;
    let title = dossier.name(Role::Index);
    let mut blocks = vec![heading(1, title), centred(&head.title)];
    let several = dossier.parts.len() > 1;
    for part in &dossier.parts {
        if several {
            blocks.push(heading(2, part.title));
        }
        blocks.push(list(dossier, part));
    }
    page(Look::Record, title, dossier, blocks)
}

fn list(dossier: &Dossier<'_>, part: &Part<'_>) -> Block {
    let items = part.items.iter().enumerate();
    if part.paged {
        table(
            &PAPERS,
            items
                .map(|(at, item)| paper(dossier, at + 1, item))
                .collect(),
        )
    } else {
        table(
            &OTHERS,
            items
                .map(|(at, item)| other(dossier, at + 1, item))
                .collect(),
        )
    }
}

fn paper(dossier: &Dossier<'_>, number: usize, item: &Item<'_>) -> Vec<String> {
    vec![
        number.to_string(),
        item.record.number.clone().unwrap_or_default(),
        dossier.author(item).to_owned(),
        item.title().to_owned(),
        item.date_digits(),
        item.pages.to_string(),
        item.remarks(),
    ]
}

fn other(dossier: &Dossier<'_>, number: usize, item: &Item<'_>) -> Vec<String> {
    let path = item.record.path.as_deref().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or(path);
    vec![
        number.to_string(),
        dossier.author(item).to_owned(),
        item.title().to_owned(),
        item.date_digits(),
        name.to_owned(),
        item.remarks(),
    ]
}
