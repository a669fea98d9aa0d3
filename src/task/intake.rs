//! Taking in files: recognised by name, copied and hashed in one pass, never over another.

use std::fs;
use std::path::{Path, PathBuf};

use toml::Table;

use super::change::{Done, Session};
use super::draft;
use super::enter::Entry;
use super::error::Failure;
use super::{numbers, signature};
use crate::case::edit::{EditError, Editor};
use crate::case::vocabulary::{FORMS, KEPT_APART, MEDIA_KINDS, RECORDED, STATE_SECRET, WRITTEN};
use crate::check::quote;
use crate::package::name;
use crate::rulebook::{Document, Role, Rulebook};
use crate::store::{Change, DATA, DOCUMENTS, RECORDINGS, Source, Stored, next_id};

/// What is known of the files that are taken in.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the manifest's keys, documented in its table")]
pub struct Details {
    pub id: Option<String>,
    pub kind: Option<String>,
    pub form: Option<String>,
    pub title: Option<String>,
    pub number: Option<String>,
    pub date: Option<String>,
    pub author: Option<String>,
    pub location: Option<String>,
    pub sha256: Option<String>,
    pub events: Vec<String>,
    pub attached_to: Option<String>,
    pub serves: Vec<String>,
    pub signatures: Vec<String>,
    pub seal: Option<bool>,
    pub classification: Option<String>,
    pub derived_from: Option<String>,
    pub party: Vec<String>,
    pub pages: Option<u64>,
    pub volume: Option<String>,
    pub fields: Vec<String>,
    pub media_kind: Option<String>,
    pub device: Option<String>,
    pub operator: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    pub original: Option<bool>,
}

/// File endings by way of recording.
const ENDINGS: &[(usize, &[&str])] = &[
    (0, &["jpg", "jpeg", "png", "heic", "tif", "tiff", "bmp"]),
    (1, &["wav", "mp3", "m4a", "aac", "amr", "wma", "flac"]),
    (
        2,
        &[
            "mp4", "mov", "avi", "mkv", "ts", "wmv", "3gp", "mpg", "mpeg",
        ],
    ),
];

/// Takes in files, or registers where one is kept.
///
/// # Errors
/// A file that is not there or is no file, whose 文书 nobody can tell, or whose name Windows or a
/// BagIt tool cannot bear; what the store refuses. Nothing is taken in then.
pub fn add(session: Session<'_>, files: &[PathBuf], details: &Details) -> Result<Done, Failure> {
    refuse_secret(&session, files, details)?;
    let rulebook = session.case.rulebook();
    let mut planned = Vec::new();
    for file in files {
        planned.push(Planned::of_file(&session, rulebook, file, details)?);
    }
    if files.is_empty() {
        planned.push(Planned::elsewhere(rulebook, details)?);
    }
    let mut change = Change::new("add");
    let mut ids = Ids::new(&session, details)?;
    let mut taken = Vec::new();
    for plan in planned {
        let one = Taken::new(rulebook, ids.next(), plan, details)?;
        numbers::entry_must_be_free(&session.case, &one.entry)?;
        change = one.evidence(change);
        taken.push(one);
    }
    let made: Vec<_> = taken.iter().map(Taken::made).collect();
    let (ids, kinds): (Vec<_>, Vec<_>) = made.iter().cloned().unzip();
    let change = change.data("ids", ids).data("type", kinds);
    session.carry_out(
        change,
        made,
        Box::new(move |editor: &mut Editor, stored| {
            for one in taken {
                one.append(editor, stored)?;
            }
            Ok(())
        }),
    )
}

/// One file that is taken in beside another change.
///
/// # Errors
/// As [`add`].
pub(super) fn one(session: &Session<'_>, file: &Path, details: &Details) -> Result<Taken, Failure> {
    let rulebook = session.case.rulebook();
    let plan = Planned::of_file(session, rulebook, file, details)?;
    let id = Ids::new(session, details)?.next();
    Taken::new(rulebook, id, plan, details)
}

/// A record in the making, with the file that is taken in for it.
pub(super) struct Taken {
    id: String,
    kind: String,
    entry: Table,
    /// The file, where it goes, and whether it becomes read-only.
    file: Option<(PathBuf, String, bool)>,
}

impl Taken {
    fn new(
        rulebook: &Rulebook,
        id: String,
        plan: Planned,
        details: &Details,
    ) -> Result<Self, Failure> {
        let destination = plan.destination(&id)?;
        let entry = entry(rulebook, &id, &plan, details)?;
        let readonly = plan.form == RECORDED;
        let file = plan.source.zip(destination);
        Ok(Self {
            id,
            kind: plan.kind,
            entry,
            file: file.map(|(source, destination)| (source, destination, readonly)),
        })
    }

    /// Its id and type.
    pub(super) fn made(&self) -> (String, String) {
        (self.id.clone(), self.kind.clone())
    }

    /// The change with its file as evidence.
    pub(super) fn evidence(&self, change: Change) -> Change {
        match &self.file {
            Some((source, destination, readonly)) => {
                change.evidence(Source::Path(source.clone()), destination, *readonly)
            }
            None => change,
        }
    }

    /// Appends it to the manifest, given the files that were taken in.
    pub(super) fn append(self, editor: &mut Editor, stored: &[Stored]) -> Result<(), EditError> {
        let file = self.file.as_ref();
        let stored = file.and_then(|(_, path, _)| stored.iter().find(|one| one.path == *path));
        let entry = match stored {
            Some(file) => with_file(self.entry, &file.path, file.size, &file.sha256),
            None => self.entry,
        };
        editor.append("record", &entry)
    }
}

/// Of a state secret only a stub is taken: that there is such a record, and no word of what is in
/// it (article 32).
fn refuse_secret(
    session: &Session<'_>,
    files: &[PathBuf],
    details: &Details,
) -> Result<(), Failure> {
    if details.classification.as_deref() != Some(STATE_SECRET) {
        return Ok(());
    }
    let told = [
        (!files.is_empty(), "文件"),
        (details.title.is_some(), "题名"),
        (details.sha256.is_some(), "散列"),
        (!details.fields.is_empty(), "栏目"),
    ];
    let told: Vec<_> = told
        .iter()
        .filter(|(given, _)| *given)
        .map(|(_, what)| *what)
        .collect();
    let is_apart = details.location.as_deref() == Some(KEPT_APART);
    if told.is_empty() && is_apart {
        return Ok(());
    }
    let why = if told.is_empty() {
        format!("存放处应为{KEPT_APART}")
    } else {
        format!("只登记有此一件、{KEPT_APART}，不写{}", told.join("、"))
    };
    let kind = details.kind.as_deref().unwrap_or("文书名称");
    Err(Failure::new(format!("{STATE_SECRET}不收入案卷"))
        .because("涉密文件只能在涉密系统中保管（第三十二条）")
        .because(why)
        .hint(format!(
            "anjuan add {} --type {} --location {KEPT_APART} --classification {STATE_SECRET}",
            quote(&session.case.label),
            quote(kind)
        )))
}

fn with_file(mut entry: Table, path: &str, size: u64, sha256: &str) -> Table {
    entry.insert("path".into(), path.into());
    entry.insert(
        "size".into(),
        i64::try_from(size).unwrap_or(i64::MAX).into(),
    );
    entry.insert("sha256".into(), sha256.into());
    entry
}

/// Ids for one or several new records.
struct Ids {
    chosen: Option<String>,
    next: String,
}

impl Ids {
    fn new(session: &Session<'_>, details: &Details) -> Result<Self, Failure> {
        let chosen = details
            .id
            .as_deref()
            .map(|id| session.id(Some(id), "R"))
            .transpose()?;
        Ok(Self {
            chosen,
            next: session.fresh_id("R")?,
        })
    }

    fn next(&mut self) -> String {
        if let Some(id) = self.chosen.take() {
            return id;
        }
        let after = next_id("R", [self.next.as_str()]);
        std::mem::replace(&mut self.next, after)
    }
}

/// One record in the making.
struct Planned {
    source: Option<PathBuf>,
    /// The path below the case, for a file that lies there already.
    inside: Option<String>,
    name: String,
    kind: String,
    form: String,
    media: Option<&'static str>,
}

impl Planned {
    fn of_file(
        session: &Session<'_>,
        rulebook: &Rulebook,
        file: &Path,
        details: &Details,
    ) -> Result<Self, Failure> {
        let shown = file.display();
        let found = fs::symlink_metadata(file)
            .map_err(|error| Failure::new(format!("无法收录 {shown}")).because_io(&error))?;
        if !found.is_file() {
            return Err(Failure::new(format!("无法收录 {shown}"))
                .because("不是普通文件（目录、链接、设备都不收）"));
        }
        if found.len() == 0 {
            return Err(Failure::new(format!("无法收录 {shown}")).because("文件是空的（0 字节）"));
        }
        let name = file
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or_else(|| {
                Failure::new(format!("无法收录 {shown}")).because("文件名不是 UTF-8，请先改名")
            })?;
        let document = document(rulebook, details.kind.as_deref(), name)?;
        let form = details
            .form
            .clone()
            .unwrap_or_else(|| document.form.clone());
        Ok(Self {
            source: Some(file.to_owned()),
            inside: inside(&session.case.dir, file),
            name: name.to_owned(),
            kind: document.name.clone(),
            media: (form == RECORDED).then(|| way_of_recording(name)).flatten(),
            form,
        })
    }

    fn elsewhere(rulebook: &Rulebook, details: &Details) -> Result<Self, Failure> {
        let location = details.location.clone().unwrap_or_default();
        let document = document(rulebook, details.kind.as_deref(), &location)?;
        let form = details
            .form
            .clone()
            .unwrap_or_else(|| document.form.clone());
        Ok(Self {
            source: None,
            inside: None,
            media: (form == RECORDED)
                .then(|| way_of_recording(&location))
                .flatten(),
            name: location,
            kind: document.name.clone(),
            form,
        })
    }

    /// Where the file goes below the case; its name must be one that every system can bear.
    fn destination(&self, id: &str) -> Result<Option<String>, Failure> {
        if self.source.is_none() {
            return Ok(None);
        }
        if let Some(inside) = &self.inside {
            refuse_name(inside)?;
            return Ok(Some(inside.clone()));
        }
        let folder = if self.form == RECORDED {
            RECORDINGS
        } else if self.form == WRITTEN {
            DOCUMENTS
        } else {
            DATA
        };
        refuse_name(&self.name)?;
        let name = if self.name.starts_with(&format!("{id}-")) {
            self.name.clone()
        } else {
            format!("{id}-{}", self.name)
        };
        refuse_name(&name)?;
        Ok(Some(format!("{folder}/{name}")))
    }
}

fn refuse_name(path: &str) -> Result<(), Failure> {
    for part in path.split('/') {
        if let Some(problem) = name::problem(part) {
            return Err(Failure::new(format!("无法收录 {}", name::shown(part)))
                .because(problem)
                .hint("改名后再收录"));
        }
    }
    Ok(())
}

/// The path below the case directory of a file that lies there already.
fn inside(dir: &Path, file: &Path) -> Option<String> {
    let (dir, file) = (fs::canonicalize(dir).ok()?, fs::canonicalize(file).ok()?);
    let below = file.strip_prefix(&dir).ok()?;
    Some(below.to_str()?.replace('\\', "/"))
}

fn way_of_recording(name: &str) -> Option<&'static str> {
    let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
    let (index, _) = ENDINGS
        .iter()
        .find(|(_, endings)| endings.contains(&ending.as_str()))?;
    MEDIA_KINDS.get(*index).copied()
}

/// The 文书 that a file is: as said, by the catalogue's names in its name, or by its ending.
fn document<'r>(
    rulebook: &'r Rulebook,
    said: Option<&str>,
    file: &str,
) -> Result<&'r Document, Failure> {
    let catalogue = &rulebook.catalogue;
    if let Some(kind) = said {
        return catalogue.get(kind).ok_or_else(|| unknown(rulebook, kind));
    }
    if way_of_recording(file).is_some()
        && let Some(recording) = catalogue.with_role(Role::Recording)
    {
        return Ok(recording);
    }
    catalogue.recognise(file).ok_or_else(|| {
        Failure::new(format!("看不出 {file} 是什么文书"))
            .because("文件名中没有规程的文书名称")
            .hint(format!(
                "加上 --type 文书名称；名称见 {}",
                "anjuan doc list"
            ))
    })
}

fn unknown(rulebook: &Rulebook, kind: &str) -> Failure {
    let names = rulebook
        .catalogue
        .iter()
        .map(|document| document.name.as_str());
    let failure = Failure::new(format!("规程没有文书「{kind}」")).hint("anjuan doc list");
    match crate::reading::nearest(kind, names) {
        Some(near) => failure.because(format!("是否指 {near}？")),
        None => failure,
    }
}

fn entry(
    rulebook: &Rulebook,
    id: &str,
    plan: &Planned,
    details: &Details,
) -> Result<Table, Failure> {
    let signatures = details
        .signatures
        .iter()
        .map(|text| signature::parse(text))
        .collect::<Result<Vec<_>, _>>()?;
    let mut entry = Entry::new()
        .text("id", Some(id))
        .text("type", Some(&plan.kind))
        .text(
            "form",
            details.form.as_deref().filter(|form| FORMS.contains(form)),
        )
        .text("title", details.title.as_deref())
        .text("number", details.number.as_deref())
        .day("date", details.date.as_deref())?
        .text("author", details.author.as_deref())
        .text("location", details.location.as_deref())
        .text("sha256", details.sha256.as_deref())
        .texts("events", &details.events)
        .text("attached_to", details.attached_to.as_deref())
        .texts("serves", &details.serves)
        .tables("signatures", signatures)
        .flag("seal", details.seal)
        .text("classification", details.classification.as_deref())
        .text("derived_from", details.derived_from.as_deref())
        .texts("party", &details.party)
        .number("pages", details.pages)
        .text("volume", details.volume.as_deref());
    if plan.form == RECORDED {
        let media = Entry::new()
            .text("kind", details.media_kind.as_deref().or(plan.media))
            .text("device", details.device.as_deref())
            .text("operator", details.operator.as_deref())
            .moment("start", details.start.as_deref())?
            .moment("end", details.end.as_deref())?
            .flag("original", details.original);
        entry = entry.table("media", media);
    }
    let mut entry = entry.done();
    let fields = draft::fields::read(
        draft::document(rulebook, &plan.kind)?,
        &details.fields,
        None,
    )?;
    if !fields.is_empty() {
        entry.insert("fields".into(), toml::Value::Table(fields));
    }
    Ok(entry)
}
