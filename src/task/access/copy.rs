//! A copy for an outsider: a new package of what may leave, and of nothing else.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::guard;
use super::page::{self, Front};
use super::permit::{Permit, Sorted};
use crate::check::quote;
use crate::inventory::FileKind;
use crate::package::{self, Bag, Expected, Item, Source};
use crate::task::archive::{agency, volume};
use crate::task::error::Failure;
use crate::task::open::Opened;

/// The label of the request in `bag-info.txt`, by which a copy is known.
pub(in crate::task) const MARK: &str = "Anjuan-Access-Request";

/// The endings of names that say of what kind a file is. Any other could say something else.
const ENDINGS: &[&str] = &[
    "pdf", "ofd", "doc", "docx", "wps", "rtf", "odt", "xls", "xlsx", "et", "ods", "csv", "txt",
    "ppt", "pptx", "dps", "xml", "html", "htm", "json", "jpg", "jpeg", "png", "tif", "tiff", "bmp",
    "gif", "webp", "heic", "heif", "mp4", "mov", "m4v", "avi", "mkv", "ts", "mpg", "mpeg", "wmv",
    "3gp", "mp3", "wav", "m4a", "aac", "wma", "amr", "flac", "zip", "rar", "7z", "eml",
];

/// A record in a copy.
pub(super) struct Inside<'a> {
    /// Its number in the copy: the case's own ids would tell how many records are missing.
    pub(super) number: usize,
    /// The record.
    pub(super) permit: Permit<'a>,
    /// Its file's name in the copy.
    pub(super) name: String,
}

impl Inside<'_> {
    /// The day that it bears.
    pub(super) fn date(&self) -> Option<NaiveDate> {
        volume::date(self.permit.record)
    }
}

/// The name of a copy of a request: of its folder and its file.
pub(super) fn name(case: &Opened, request: &str) -> String {
    format!("{}-{request}", case.manifest.case.head.id)
}

/// The bag of a copy. It depends on the case, the request and the day alone.
pub(super) fn bag(
    case: &Opened,
    request: &str,
    date: NaiveDate,
    remark: Option<&str>,
    sorted: &Sorted<'_>,
) -> Result<Bag, Failure> {
    let id = &case.manifest.case.head.id;
    let agency = agency(case).ok_or_else(|| {
        let hint = format!("anjuan set {} case.agency=机关名称", quote(&case.label));
        Failure::refused("没有写明立档单位，复制件不知由谁给出").hint(hint)
    })?;
    let inside: Vec<_> = sorted
        .permitted
        .iter()
        .zip(1..)
        .map(|(permit, number)| Inside {
            number,
            permit: *permit,
            name: neutral(number, permit),
        })
        .collect();
    let folder = name(case, request);
    let front = Front {
        case: id,
        request,
        agency,
        date,
        folder: &folder,
        remark,
    };
    let payload = inside.iter().map(|one| item(case, one));
    let made = |name: String, text: String| Item {
        name,
        source: Source::Bytes(text.into_bytes()),
    };
    Ok(Bag {
        info: page::info(&front),
        payload: payload.collect::<Result<_, _>>()?,
        tags: vec![
            made(format!("{}.csv", page::INDEX), page::index_csv(&inside)),
            made(
                format!("{}.html", page::INDEX),
                page::index_html(&front, &inside),
            ),
            made(page::NOTE.to_owned(), page::note(&front)),
        ],
        folder,
        sm3: false,
    })
}

/// What a file is called outside: its number in the copy and the catalogue's name of its type. Its
/// own id, name and ending may say whom or what it is about.
fn neutral(number: usize, permit: &Permit<'_>) -> String {
    let stem = format!("{number:02}-{}", permit.document.name);
    let ending = Path::new(permit.path).extension();
    let ending = ending.and_then(|it| it.to_str()).map(str::to_lowercase);
    match ending.filter(|ending| ENDINGS.contains(&ending.as_str())) {
        Some(ending) => format!("{stem}.{ending}"),
        None => stem,
    }
}

/// Where the file of a record is.
///
/// # Errors
/// One that is not there, or no regular file.
pub(super) fn place(case: &Opened, permit: &Permit<'_>) -> Result<PathBuf, Failure> {
    let (id, path) = (&permit.record.id, permit.path);
    let file = case.inventory.file(path);
    if file.is_some_and(|file| file.kind == FileKind::Regular) {
        return Ok(guard::at(&case.dir, path));
    }
    let what = format!("{id} 的文件 {path} 不在案件目录中，或者不是普通文件");
    Err(Failure::refused(what).hint(verify(case)))
}

fn verify(case: &Opened) -> String {
    format!("anjuan verify {}", quote(&case.label))
}

/// A file as it must be; the writer refuses another.
fn item(case: &Opened, inside: &Inside<'_>) -> Result<Item, Failure> {
    let Permit { record, sha256, .. } = inside.permit;
    let path = place(case, &inside.permit)?;
    let sha256 = sha256.parse().map_err(|error: package::NotADigest| {
        let what = format!("{} 的 sha256 无法采用", record.id);
        Failure::refused(what).hint(verify(case)).because(error)
    })?;
    let expected = Some(Expected {
        size: record.size,
        sha256,
    });
    Ok(Item {
        name: inside.name.clone(),
        source: Source::File { path, expected },
    })
}
