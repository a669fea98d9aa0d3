//! Drafts in temporary cases: written, written anew, issued, signed.

mod general;
mod linked;
mod signed;
mod written;

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::paper::{Lack, render};
use super::*;
use crate::case::vocabulary::WRITTEN;
use crate::rulebook::Role;
use crate::store::{self, Actor};
use crate::task::change::Session;
use crate::task::open::Library;
use crate::task::reader::StrictReader;
use crate::workspace;

const WORKSPACE: &str = r#"[agency]
name = "××市工业和信息化局"
short = "×工信"
[numbering]
"处罚决定书" = "{short}罚〔{year}〕{n}号"
"#;

const CASE: &str = r#"schema = 1
[case]
id = "2026-1"
kind = "行政处罚"
title = "××公司案"
stage = "送达执行"
opened = 2026-03-02
unit = "执法一科"
[[party]]
kind = "法人"
name = "××公司"
identifier = "91350400"
representative = "王某"
address = "××路88号"
[[officer]]
name = "张某"
certificate = "闽G1"
[[officer]]
name = "李某"
certificate = "闽G2"
[[event]]
id = "E01"
type = "现场检查"
start = 2026-03-03T09:10:00+08:00
place = "一号厂房"
officers = ["李某"]
[[event]]
id = "E02"
type = "送达"
start = 2026-05-06T09:30:00+08:00
documents = ["R01"]
method = "直接送达"
recipient = "王某"
received = 2026-05-06
[[event]]
id = "E03"
type = "催告"
start = 2026-06-10
of = ["E02"]
[[record]]
id = "R01"
type = "行政处罚决定书"
number = "×工信罚〔2026〕7号"
date = 2026-05-04
location = "纸质:卷内第12页"
"#;

/// A workspace with one case.
struct Desk {
    folder: tempfile::TempDir,
    library: Library,
}

impl Desk {
    fn new() -> Self {
        Self::with(CASE)
    }

    fn with(manifest: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(workspace::FILE), WORKSPACE).unwrap();
        let desk = Self {
            folder,
            library: Library::default(),
        };
        desk.begin("2026-1", manifest);
        desk
    }

    fn begin(&self, name: &str, manifest: &str) {
        let dir = self.folder.path().join(name);
        let data = serde_json::Map::new();
        store::begin(
            &dir,
            manifest,
            "new",
            data,
            &StrictReader,
            &Actor::flag("李某"),
        )
        .unwrap();
    }

    fn case(&self) -> PathBuf {
        self.folder.path().join("2026-1")
    }

    fn session(&self) -> Session<'_> {
        let today = day("2026-05-04");
        Session::open(&self.library, &self.case(), Actor::flag("李某"), today).unwrap()
    }

    fn new_paper(&self, order: &Order) -> Result<Drafted, Failure> {
        new_document(self.session(), order)
    }

    /// A draft with everything left to the hand; its id and file.
    fn draft(&self, paper: &str) -> (String, String) {
        let order = Order {
            blank: Blank::All,
            ..paper_of(paper)
        };
        let done = self
            .new_paper(&order)
            .unwrap_or_else(|failure| panic!("{failure}"))
            .done;
        let id = done.made[0].0.clone();
        let path = record(&done.case, &id).unwrap().path.clone().unwrap();
        (id, path)
    }

    fn issue(&self, id: &str, number: Option<&str>) -> Result<Drafted, Failure> {
        let number = number.map(str::to_owned);
        issue(
            self.session(),
            &Issue {
                id: id.to_owned(),
                number,
                date: day("2026-05-04"),
            },
        )
    }

    fn scan(&self) -> PathBuf {
        let path = self.folder.path().join("扫描件.PDF");
        fs::write(&path, b"%PDF-1.4 signed").unwrap();
        path
    }

    fn record(&self, id: &str) -> crate::case::Record {
        record(&self.session().case, id).unwrap().clone()
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn paper_of(paper: &str) -> Order {
    Order {
        paper: paper.to_owned(),
        ..Order::default()
    }
}

fn set(order: Order, fields: &[&str]) -> Order {
    Order {
        set: fields.iter().map(|field| (*field).to_owned()).collect(),
        ..order
    }
}

/// The text of a DOCX file.
fn text(path: &Path) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut xml = String::new();
    zip.by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    let read = roxmltree::Document::parse(&xml).unwrap();
    read.descendants()
        .filter(roxmltree::Node::is_text)
        .filter_map(|node| node.text())
        .collect()
}

const INSPECTION: &[&str] = &[
    "现场负责人=周某",
    "检查情况=<b>甲</b> & {{ 乙 }}",
    "记录人=吴某",
];
