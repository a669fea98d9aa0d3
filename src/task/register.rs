//! Registering and removing events, services, attestations and waivers.

use toml::Table;

use super::change::{Done, Session};
use super::error::Failure;
use super::reader;
use crate::case::Manifest;
use crate::case::edit::{Change as Edited, EditError, Editor};
use crate::check::quote;
use crate::rulebook::Rulebook;
use crate::store::{self, Change};

/// Appends an event of a known type.
///
/// # Errors
/// A type that the rulebook does not know; what the edit or the store refuses.
pub fn event(
    session: Session<'_>,
    id: Option<&str>,
    kind: &str,
    entry: Table,
) -> Result<Done, Failure> {
    let kind = event_type(session.case.rulebook(), kind)?;
    let id = session.id(id, "E")?;
    append(session, "event", "event", id, kind, entry)
}

/// The name of an event type, or why there is none.
///
/// # Errors
/// A type that the rulebook does not know, with the nearest one.
pub fn event_type(rulebook: &Rulebook, name: &str) -> Result<String, Failure> {
    if let Some(kind) = rulebook.event(name) {
        return Ok(kind.name.clone());
    }
    let names: Vec<_> = rulebook
        .events
        .iter()
        .map(|event| event.name.as_str())
        .collect();
    let near = crate::reading::nearest(name, names.iter().copied());
    let failure = Failure::new(format!("规程没有事项类型「{name}」"))
        .because(format!("事项类型有：{}", names.join("、")));
    Err(match near {
        Some(near) => failure.because(format!("是否指 {near}？")),
        None => failure,
    })
}

fn append(
    session: Session<'_>,
    list: &'static str,
    kind: &str,
    id: String,
    what: String,
    entry: Table,
) -> Result<Done, Failure> {
    let table = item(&id, &what, entry);
    let change = Change::new(kind)
        .data("id", id.clone())
        .data("type", what.clone());
    let made = vec![(id, what)];
    session.carry_out(
        change,
        made,
        Box::new(move |editor: &mut Editor, _| editor.append(list, &table)),
    )
}

/// An event as the manifest has it: its id and type before the rest.
pub(super) fn item(id: &str, kind: &str, entry: Table) -> Table {
    let mut table = Table::new();
    table.insert("id".into(), id.into());
    table.insert("type".into(), kind.into());
    table.extend(entry);
    table
}

/// Removes an event for a reason that the journal keeps.
///
/// # Errors
/// An id that is no event; what the edit or the store refuses.
pub fn remove_event(session: Session<'_>, id: &str, reason: &str) -> Result<Done, Failure> {
    let event = session
        .case
        .manifest
        .case
        .events
        .iter()
        .find(|event| event.id == id);
    let Some(event) = event else {
        return Err(Failure::new(format!("没有事项 {id}")).hint(format!(
            "anjuan status {}",
            crate::check::quote(&session.case.label)
        )));
    };
    let kind = event.kind.clone();
    let change = Change::new("event-remove")
        .data("id", id)
        .data("type", kind.clone())
        .data("reason", reason)
        .data("was", session.case.item_text("event", id));
    let removed = id.to_owned();
    let made = vec![(id.to_owned(), format!("{kind}（已删除）"))];
    session.carry_out(
        change,
        made,
        Box::new(move |editor: &mut Editor, _| editor.remove(&removed)),
    )
}

/// Appends an attestation or a waiver.
///
/// # Errors
/// What the edit or the store refuses.
pub fn statement(session: Session<'_>, list: &'static str, entry: Table) -> Result<Done, Failure> {
    let text = |key: &str| {
        entry
            .get(key)
            .and_then(toml::Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let (rule, subject) = (text("rule"), text("subject"));
    let change = Change::new(list)
        .data("rule", rule.clone())
        .data("subject", subject.clone());
    let made = vec![(rule, subject)];
    session.carry_out(
        change,
        made,
        Box::new(move |editor: &mut Editor, _| editor.append(list, &entry)),
    )
}

/// Sets keys of the manifest.
///
/// # Errors
/// A key or value that the manifest does not allow; what the store refuses.
pub fn set(session: Session<'_>, assignments: Vec<Assignment>) -> Result<Done, Failure> {
    let mut changed = Vec::new();
    let mut editor = Editor::new(&session.case.text).map_err(Failure::new_from)?;
    let mut made = Vec::new();
    for assignment in &assignments {
        let change = assignment.apply(&mut editor).map_err(Failure::new_from)?;
        made.push((
            assignment.path.clone(),
            assignment.word(&change, &session)?.to_owned(),
        ));
        changed.push(serde_json::json!({
            "key": change.path, "from": change.from, "to": change.to,
        }));
    }
    let after = Manifest::parse(&editor.finish()).ok();
    let frozen = match &after {
        Some(after) => {
            refuse_another_journal(&session, after)?;
            refuse_other_evidence(&session, after)?;
            frozen(&session, after)?
        }
        None => Vec::new(),
    };
    let change = Change::new("set").data("set", changed);
    session.carry_out(
        change,
        made,
        Box::new(move |editor: &mut Editor, _| {
            for assignment in assignments {
                assignment.apply(editor)?;
            }
            for (id, size, sha256) in frozen {
                editor.set_value(&format!("{id}.size"), size)?;
                editor.set_value(&format!("{id}.sha256"), sha256)?;
            }
            Ok(())
        }),
    )
}

/// Which journal a case has is the program's to say.
fn refuse_another_journal(session: &Session<'_>, after: &Manifest) -> Result<(), Failure> {
    if after.case.head.journal == session.case.manifest.case.head.journal {
        return Ok(());
    }
    Err(Failure::new("case.journal 由程序写入，不能填写")
        .because("它说明本案有哪一份操作日志；改了它，日志就对不上了"))
}

/// What was recorded of a file is not set anew: that takes an acceptance, by name and for a reason
/// (art. 33).
fn refuse_other_evidence(session: &Session<'_>, after: &Manifest) -> Result<(), Failure> {
    let label = quote(&session.case.label);
    for was in &session.case.manifest.case.records {
        if was.sha256.is_none() {
            continue;
        }
        let now = after.case.records.iter().find(|now| now.id == was.id);
        let same = [
            ("编号", now.is_some()),
            ("路径", now.is_none_or(|now| was.path == now.path)),
            (
                " SHA-256 值",
                now.is_none_or(|now| was.sha256 == now.sha256),
            ),
            ("大小", now.is_none_or(|now| was.size == now.size)),
        ];
        let Some((what, _)) = same.iter().find(|(_, same)| !same) else {
            continue;
        };
        return Err(Failure::new(format!("{} 的{what}不能用 set 改", was.id))
            .because("文件已经收录，改动须由人接受并写明理由（第三十三条）")
            .because("文件有误的，用 state=作废 reason=… 作废，另收一份")
            .hint(format!(
                "anjuan set {label} {}.state=作废 {}.reason=误收",
                was.id, was.id
            )));
    }
    Ok(())
}

/// Drafts that this change makes something else: from then on their file must stay as it is, so
/// its size and digest are taken down.
fn frozen(session: &Session<'_>, after: &Manifest) -> Result<Vec<(String, i64, String)>, Failure> {
    let before = &session.case.manifest.case.records;
    let mut frozen = Vec::new();
    for record in after
        .case
        .records
        .iter()
        .filter(|record| !record.is_draft())
    {
        let was_draft = before
            .iter()
            .any(|other| other.id == record.id && other.is_draft());
        let (true, Some(path), None) = (was_draft, &record.path, &record.sha256) else {
            continue;
        };
        let file = session.case.dir.join(path);
        let sha256 = store::digest(&file).map_err(|error| reader::failure(&error))?;
        let size = session
            .case
            .inventory
            .file(path)
            .map_or(0, |file| file.size);
        frozen.push((
            record.id.clone(),
            i64::try_from(size).unwrap_or(i64::MAX),
            sha256,
        ));
    }
    Ok(frozen)
}

/// One key to set.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The key, `E03.end`.
    pub path: String,
    /// What to set it to.
    pub value: Setting,
}

/// A value as typed, or as a file has it.
#[derive(Clone, Debug)]
pub enum Setting {
    /// As typed, with how.
    Typed(crate::case::edit::Operator, String),
    /// As a file has it.
    Value(toml_edit::Value),
}

impl Assignment {
    /// Reads `KEY=VALUE`, `KEY+=VALUE` or `KEY-=VALUE`.
    ///
    /// # Errors
    /// What is none of these.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let (path, operator, value) =
            crate::case::edit::parse_assignment(text).map_err(Failure::new_from)?;
        Ok(Self {
            path,
            value: Setting::Typed(operator, value),
        })
    }

    /// Whether a manifest allows it; nothing is changed.
    ///
    /// # Errors
    /// A key or value that the manifest does not allow.
    pub fn check(&self, text: &str) -> Result<(), Failure> {
        let mut editor = Editor::new(text).map_err(Failure::new_from)?;
        self.apply(&mut editor)
            .map(|_| ())
            .map_err(Failure::new_from)
    }

    /// What became of the key. An empty value that removes nothing is a command that was not
    /// completed.
    fn word(&self, change: &Edited, session: &Session<'_>) -> Result<&'static str, Failure> {
        let empty = matches!(&self.value, Setting::Typed(_, text) if text.is_empty());
        match (empty, &change.from) {
            (true, None) => {
                let case = crate::check::quote(&session.case.label);
                Err(Failure::new(format!("{} 没有写值", self.path))
                    .hint(format!("anjuan set {case} {}=值", self.path)))
            }
            (true, Some(_)) => Ok("已删去"),
            (false, _) => Ok("已填写"),
        }
    }

    fn apply(&self, editor: &mut Editor) -> Result<Edited, EditError> {
        match &self.value {
            Setting::Typed(operator, value) => editor.set(&self.path, *operator, value),
            Setting::Value(value) => editor.set_value(&self.path, value.clone()),
        }
    }
}
