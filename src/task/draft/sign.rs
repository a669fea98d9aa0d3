//! Signing: the signed scan becomes the record's file, the draft is set aside.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use toml::Table;

use crate::case::Record;
use crate::case::edit::{EditError, Editor};
use crate::case::vocabulary::{FINAL, KEPT_APART, STATE_SECRET};
use crate::check::quote;
use crate::store::{Change, Source, Stored};
use crate::task::change::Session;
use crate::task::enter::Entry;
use crate::task::error::Failure;
use crate::task::numbers;
use crate::task::open::Opened;
use crate::task::signature;

use super::file::{DraftFile, document_path, superseded_path};
use super::issue::day;
use super::{Drafted, record};

/// What a paper was signed with.
#[derive(Clone, Debug, Default)]
pub struct Signing {
    /// The record.
    pub id: String,
    /// The scan.
    pub scan: PathBuf,
    /// Marks, `姓名:身份[:日期[:方式]]`.
    pub signatures: Vec<String>,
    /// Whether it bears the agency's seal.
    pub seal: bool,
    /// The day that it bears.
    pub date: Option<NaiveDate>,
    /// The 文号.
    pub number: Option<String>,
    /// The pages.
    pub pages: Option<u32>,
    /// How it is classified (article 32).
    pub classification: Option<String>,
}

/// Takes in the signed scan of a record and makes it final.
///
/// # Errors
/// A record that is void or has its file already; a scan that is not there; no day; what the store
/// refuses. Nothing is written then.
pub fn sign(session: Session<'_>, signing: &Signing) -> Result<Drafted, Failure> {
    let case = &session.case;
    let record = record(case, &signing.id)?;
    must_be_signable(case, record)?;
    must_be_no_secret(case, record, signing)?;
    let draft = DraftFile::of(case, record)?;
    let marks = marks(&signing.signatures)?;
    must_have_day(case, record, signing)?;
    let number = signing.number.as_deref().map(numbers::year_in_brackets);
    let mut notes = Vec::new();
    if let Some(number) = &number {
        notes.extend(numbers::must_be_free(case, record, number)?);
        notes.extend(session.remark());
    }
    let path = destination(case, record, &signing.scan)?;
    let mut change = Change::new("doc-sign")
        .data("id", record.id.as_str())
        .data("type", record.kind.as_str())
        .evidence(Source::Path(signing.scan.clone()), &path, false);
    notes.push(format!("文件：{}", case.dir.join(&path).display()));
    if let Some(from) = draft.path() {
        let to = superseded_path(&case.dir, from);
        notes.push(format!("草稿移到 {to}"));
        change = change.moving(from, &to);
    }
    let made = vec![(record.id.clone(), record.kind.clone())];
    let edit = Edit {
        id: record.id.clone(),
        marks,
        seal: signing.seal,
        date: signing.date,
        number,
        pages: signing.pages,
        classification: signing.classification.clone(),
    };
    let step = move |editor: &mut Editor, stored: &[Stored]| edit.apply(editor, stored);
    let done = session.carry_out(change, made, Box::new(step))?;
    Ok(Drafted { done, notes })
}

fn must_be_signable(case: &Opened, record: &Record) -> Result<(), Failure> {
    let id = &record.id;
    if record.is_void() {
        return Err(
            Failure::new(format!("{id} 已经作废，不能签署")).hint(format!(
                "anjuan doc new {} {} --corrects {id}",
                quote(&case.label),
                quote(&record.kind)
            )),
        );
    }
    let kept = record.location.as_ref().or(record
        .path
        .as_ref()
        .filter(|_| record.is_final() || record.sha256.is_some()));
    match kept {
        None => Ok(()),
        Some(place) => Err(Failure::new(format!("{id} 已经有定稿的文件：{place}"))
            .because("定稿的文件不会被替换，更正须另立一份")
            .hint(format!(
                "anjuan doc new {} {} --corrects {id}",
                quote(&case.label),
                quote(&record.kind)
            ))),
    }
}

/// A state secret is not taken in; a draft of it is to be removed, and a stub entered (article 32).
fn must_be_no_secret(case: &Opened, record: &Record, signing: &Signing) -> Result<(), Failure> {
    if signing.classification.as_deref() != Some(STATE_SECRET) {
        return Ok(());
    }
    Err(Failure::new(format!("{STATE_SECRET}不收入案卷"))
        .because("涉密文件只能在涉密系统中保管（第三十二条），案卷中只登记存根")
        .hint(format!(
            "anjuan add {} --type {} --location {KEPT_APART} --classification {STATE_SECRET}",
            quote(&case.label),
            quote(&record.kind)
        )))
}

fn marks(signatures: &[String]) -> Result<Vec<Table>, Failure> {
    signatures
        .iter()
        .map(|text| signature::parse(text).map(Entry::done))
        .collect()
}

fn must_have_day(case: &Opened, record: &Record, signing: &Signing) -> Result<(), Failure> {
    if signing.date.is_some() || record.date.is_some() {
        return Ok(());
    }
    Err(Failure::new(format!("{} 还没有日期", record.id))
        .because("文书的日期由人填写，程序不会代填")
        .hint(format!(
            "anjuan doc sign {} {} --scan {} --date 日期 …",
            quote(&case.label),
            record.id,
            quote(&signing.scan.display().to_string())
        )))
}

/// Where the scan goes; one that lies in the case already is registered where it lies.
fn destination(case: &Opened, record: &Record, scan: &Path) -> Result<String, Failure> {
    let shown = scan.display();
    let refuse = |why: &str| Failure::new(format!("无法收录 {shown}")).because(why);
    let found = fs::symlink_metadata(scan).map_err(|error| refuse(&error.to_string()))?;
    if !found.is_file() {
        return Err(refuse("不是普通文件（目录、链接、设备都不收）"));
    }
    if found.len() == 0 {
        return Err(refuse("文件是空的（0 字节）"));
    }
    let Some(inside) = inside(&case.dir, scan) else {
        let ending = scan
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        let name = record.title.as_ref().unwrap_or(&record.kind);
        return Ok(document_path(
            &case.dir,
            &record.id,
            name,
            &ending.to_lowercase(),
        ));
    };
    let owner = case
        .manifest
        .case
        .records
        .iter()
        .find(|one| one.path.as_ref() == Some(&inside));
    match owner {
        None => Ok(inside),
        Some(owner) if owner.id == record.id => Err(refuse("这是草稿本身，应收录签署后的扫描件")),
        Some(owner) => Err(refuse(&format!("它已经是 {} 的文件", owner.id))),
    }
}

/// The path below the case directory of a file that lies there.
fn inside(dir: &Path, file: &Path) -> Option<String> {
    let (dir, file) = (fs::canonicalize(dir).ok()?, fs::canonicalize(file).ok()?);
    Some(file.strip_prefix(&dir).ok()?.to_str()?.replace('\\', "/"))
}

/// What becomes of the record.
struct Edit {
    id: String,
    marks: Vec<Table>,
    seal: bool,
    date: Option<NaiveDate>,
    number: Option<String>,
    pages: Option<u32>,
    classification: Option<String>,
}

impl Edit {
    fn apply(self, editor: &mut Editor, stored: &[Stored]) -> Result<(), EditError> {
        let key = |name: &str| format!("{}.{name}", self.id);
        editor.set_value(&key("state"), FINAL)?;
        if let Some(number) = &self.number {
            editor.set_value(&key("number"), number)?;
        }
        if let Some(date) = self.date {
            editor.set_value(&key("date"), day(date))?;
        }
        if let Some(file) = stored.first() {
            editor.set_value(&key("path"), &file.path)?;
            editor.set_value(&key("size"), i64::try_from(file.size).unwrap_or(i64::MAX))?;
            editor.set_value(&key("sha256"), &file.sha256)?;
        }
        for mark in &self.marks {
            editor.push(&key("signatures"), mark)?;
        }
        if self.seal {
            editor.set_value(&key("seal"), true)?;
        }
        if let Some(pages) = self.pages {
            editor.set_value(&key("pages"), i64::from(pages))?;
        }
        if let Some(class) = &self.classification {
            editor.set_value(&key("classification"), class)?;
        }
        Ok(())
    }
}
