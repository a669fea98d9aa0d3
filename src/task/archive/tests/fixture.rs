//! A small case that is complete, for tests.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Map;

use crate::store::{self, Actor, sha256_hex};
use crate::task::reader::StrictReader;

/// The number of the case.
pub(in crate::task) const ID: &str = "2026-Q-0001";

const HEAD: &str = r#"schema = 1

[case]
id = "2026-Q-0001"
kind = "行政确认"
title = "××机械有限公司资源综合利用认定案"
stage = "归档管理"
opened = 2026-03-02
closed = 2026-04-20
outcome = "予以确认"
agency = "三明市工业和信息化局"
unit = "执法一科"

[[party]]
name = "××机械有限公司"

[[event]]
id = "E01"
type = "立案"
start = 2026-03-02

[[event]]
id = "E02"
type = "送达"
start = 2026-04-10
documents = ["R02"]
method = "直接送达"
to = ["××机械有限公司"]
recipient = "王某"
received = 2026-04-10

[[event]]
id = "E03"
type = "决定"
start = 2026-04-08

[archive]
retention = "30年"
filed_by = "陈某"
checked_by = "吴某"
date = 2026-05-05
"#;

/// Id, kind, file, further keys. In an order that the index does not keep.
const RECORDS: &[(&str, &str, &str, &str)] = &[
    (
        "R07",
        "音像记录",
        "recordings/R07.mp4",
        "date = 2026-04-10\nevents = [\"E02\"]\nmedia = { kind = \"录像\", device = \"cam-01\", device_kind = \"执法记录仪\", original = true }",
    ),
    (
        "R05",
        "内部程序审批表",
        "documents/R05-审批表.pdf",
        "pages = 1\ndate = 2026-04-07\nevents = [\"E03\"]",
    ),
    (
        "R03",
        "送达回证",
        "documents/R03-送达回证.pdf",
        "pages = 1\ndate = 2026-04-10\nserves = [\"R02\"]\nevents = [\"E02\"]\nsignatures = [{ name = \"王某\", role = \"收件人\", mark = \"签名\", date = 2026-04-10 }]",
    ),
    (
        "R04",
        "物品清单",
        "documents/R04-物品清单.pdf",
        "pages = 2\ndate = 2026-04-08\nattached_to = \"R02\"",
    ),
    (
        "R06",
        "其他材料",
        "documents/R06-旧证照.pdf",
        "pages = 1\ntitle = \"=旧营业执照\"\nstate = \"作废\"\nreason = \"过期\"",
    ),
    (
        "R02",
        "行政确认决定书",
        "documents/R02-确认决定书.pdf",
        "pages = 3\ndate = 2026-04-08\nnumber = \"明工信确〔2026〕1号\"\nevents = [\"E03\"]\nseal = true",
    ),
    (
        "R01",
        "立案审批表",
        "documents/R01-立案审批表.pdf",
        "pages = 2\ndate = 2026-03-02\nevents = [\"E01\"]",
    ),
];

/// A folder with a case.
pub(in crate::task) struct Desk {
    pub(in crate::task) folder: tempfile::TempDir,
}

impl Desk {
    /// A case that was begun with everything in it.
    pub(in crate::task) fn new() -> Self {
        Self::with(|text| text)
    }

    /// The same with another manifest.
    pub(in crate::task) fn with(edit: impl FnOnce(String) -> String) -> Self {
        let desk = Self::bare(edit);
        store::accept(&desk.case(), "建档", &StrictReader, &clerk()).unwrap();
        desk
    }

    /// A case without a journal.
    pub(in crate::task) fn bare(edit: impl FnOnce(String) -> String) -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let mut text = HEAD.to_owned();
        for (id, kind, path, more) in RECORDS {
            let bytes = format!("{id} {kind}").into_bytes();
            desk.write(path, &bytes);
            let (size, sha256) = (bytes.len(), sha256_hex(&bytes));
            write!(
                text,
                "\n[[record]]\nid = \"{id}\"\ntype = \"{kind}\"\npath = \"{path}\"\nsize = {size}\n\
                 sha256 = \"{sha256}\"\n{more}\n"
            )
            .unwrap();
        }
        desk.write("case.toml", edit(text).as_bytes());
        desk
    }

    pub(in crate::task) fn case(&self) -> PathBuf {
        self.folder.path().join("案卷")
    }

    pub(in crate::task) fn write(&self, path: &str, bytes: &[u8]) {
        let place = self.case().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }

    pub(in crate::task) fn manifest(&self) -> String {
        fs::read_to_string(self.case().join("case.toml")).unwrap()
    }

    pub(in crate::task) fn edit(&self, from: &str, to: &str) {
        let text = self.manifest();
        assert!(text.contains(from), "{from}");
        self.write("case.toml", text.replacen(from, to, 1).as_bytes());
    }

    /// Writes a line of another kind into the journal.
    pub(in crate::task) fn note(&self, kind: &str) {
        let change = store::Change {
            data: Map::new(),
            ..store::Change::new(kind)
        };
        store::commit(&self.case(), change, &StrictReader, &clerk()).unwrap();
    }
}

pub(in crate::task) fn clerk() -> Actor {
    Actor::flag("陈某")
}

/// Copies a directory with everything below it.
pub(in crate::task) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
