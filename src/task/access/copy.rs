//! A copy for an outsider: a new package of what may leave, and of nothing else.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

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

/// The longest ending of a file's name that is kept, in characters.
const ENDING: usize = 5;

/// A record in a copy.
pub(super) struct Inside<'a> {
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
        .map(|permit| Inside {
            permit: *permit,
            name: neutral(permit),
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

/// What a file is called outside: the id and the catalogue's name of its type. Its own name may
/// say whom or what it is about.
fn neutral(permit: &Permit<'_>) -> String {
    let stem = format!("{}-{}", permit.record.id, permit.document.name);
    let ending = Path::new(permit.path)
        .extension()
        .and_then(|it| it.to_str());
    let is_plain =
        |ending: &&str| ending.len() <= ENDING && ending.chars().all(|c| c.is_ascii_alphanumeric());
    match ending.filter(is_plain) {
        Some(ending) => format!("{stem}.{}", ending.to_ascii_lowercase()),
        None => stem,
    }
}

/// A file as it must be; the writer refuses another.
fn item(case: &Opened, inside: &Inside<'_>) -> Result<Item, Failure> {
    let Permit {
        record,
        path,
        sha256,
        ..
    } = inside.permit;
    let refused = |what: String| {
        let hint = format!("anjuan verify {}", quote(&case.label));
        Failure::refused(what).hint(hint)
    };
    let is_there = case
        .inventory
        .file(path)
        .is_some_and(|file| file.kind == FileKind::Regular);
    if !is_there {
        return Err(refused(format!(
            "{} 的文件 {path} 不在案件目录中，或者不是普通文件",
            record.id
        )));
    }
    let sha256 = sha256.parse().map_err(|error: package::NotADigest| {
        refused(format!("{} 的 sha256 无法采用", record.id)).because(error)
    })?;
    let path = path
        .split('/')
        .fold(case.dir.clone(), |place: PathBuf, part| place.join(part));
    let expected = Some(Expected {
        size: record.size,
        sha256,
    });
    Ok(Item {
        name: inside.name.clone(),
        source: Source::File { path, expected },
    })
}
