//! A draft that is written anew; never over one that a person has changed.

use toml::Value;

use crate::case::Record;
use crate::case::edit::{EditError, Editor};
use crate::check::quote;
use crate::rulebook::Document;
use crate::store::{Change, Source};
use crate::task::change::Session;
use crate::task::error::Failure;
use crate::task::open::Opened;

use super::file::{DraftFile, document_path, superseded_path};
use super::generate::{Order, command, title, writable};
use super::missing::{by_hand, refused};
use super::paper::{Format, Paper, render};
use super::{Drafted, fields, record};

/// Writes the draft of an id anew, with what the case knows now.
pub(super) fn again(session: Session<'_>, order: &Order) -> Result<Drafted, Failure> {
    let case = &session.case;
    let old = record(case, &order.paper)?;
    let document = writable(case, &old.kind)?;
    let relinks = !order.events.is_empty() || !order.serves.is_empty() || !order.party.is_empty();
    let renames = [&order.attached_to, &order.corrects, &order.title, &order.id];
    if relinks || renames.iter().any(|given| given.is_some()) {
        return Err(
            Failure::new(format!("{} 已经有了，只能重新填写栏目", old.id)).hint(format!(
                "其余用 anjuan set {} {}.键=值 修改",
                quote(&case.label),
                old.id
            )),
        );
    }
    must_be_open(case, old, document)?;
    let file = DraftFile::of(case, old)?;
    if let DraftFile::Edited(path) = &file {
        let (name, id) = (quote(&case.label), &old.id);
        let kind = quote(&document.name);
        return Err(
            Failure::new(format!("{path} 在生成之后改动过，不会重新生成"))
                .because("手工修改的草稿不能被覆盖")
                .hints(vec![
                    format!(
                        "签署后收录：anjuan doc sign {name} {id} --scan 扫描件.pdf --sign 姓名:身份"
                    ),
                    format!("另起一份：anjuan doc new {name} {kind}"),
                ]),
        );
    }
    let changed = fields::read(document, &order.set, order.from.as_deref())?;
    let mut planned = old.clone();
    planned.fields.extend(changed.clone());
    planned.fields.retain(|_, value| value.as_str() != Some(""));
    let format = order
        .format
        .or_else(|| Format::of(file.path()?))
        .unwrap_or_default();
    let paper = render(case, document, &planned, &order.blank, format)
        .map_err(|lack| refused(case, document, &planned, lack, &command(case, order)))?;
    let mut notes: Vec<_> = by_hand(&paper.by_hand).into_iter().collect();
    let redrawn = Redrawn::new(case, document, &planned, paper, &file, format);
    notes.push(format!("文件：{}", case.dir.join(&redrawn.path).display()));
    let (id, kind) = (old.id.clone(), document.name.clone());
    let change = Change::new("doc-new")
        .data("id", id.as_str())
        .data("type", kind.as_str())
        .data("template", super::form::template(document));
    let (change, path) = redrawn.into_change(change);
    let made = vec![(id.clone(), kind)];
    let step = move |editor: &mut Editor, _: &[_]| {
        for (name, value) in &changed {
            set_field(editor, &id, name, value)?;
        }
        editor.set_value(&format!("{id}.path"), path).map(drop)
    };
    let done = session.carry_out(change, made, Box::new(step))?;
    Ok(Drafted { done, notes })
}

fn set_field(editor: &mut Editor, id: &str, name: &str, value: &Value) -> Result<(), EditError> {
    let path = format!("{id}.fields.\"{name}\"");
    // What is printed by one crate is read by the other: both speak TOML.
    let value: toml_edit::Value = value
        .to_string()
        .parse()
        .unwrap_or_else(|_| value.to_string().into());
    editor.set_value(&path, value).map(drop)
}

/// Refuses what is no draft, or one that was issued.
pub(super) fn must_be_open(
    case: &Opened,
    record: &Record,
    document: &Document,
) -> Result<(), Failure> {
    let (id, label) = (&record.id, quote(&case.label));
    let again = format!(
        "anjuan doc new {label} {} --corrects {id}",
        quote(&document.name)
    );
    if !record.is_draft() {
        return Err(
            Failure::new(format!("{id} 已经是{}，不是草稿", record.state()))
                .because("定稿的文书不再改动，更正须另立一份")
                .hint(again),
        );
    }
    if record.number.is_some() || record.date.is_some() {
        let number = record.number.as_deref().unwrap_or("无文号");
        let date = record
            .date
            .map_or_else(|| "无日期".to_owned(), |day| day.0.to_string());
        return Err(
            Failure::new(format!("{id} 已经签发（{number}，{date}），内容不再改动"))
                .because("更正须另立一份，用 --corrects 指明所替代的")
                .hint(again),
        );
    }
    Ok(())
}

/// A draft that is written anew beside the old one, which is set aside.
pub(super) struct Redrawn {
    bytes: Vec<u8>,
    old: Option<(String, String)>,
    /// Where it goes.
    pub(super) path: String,
}

impl Redrawn {
    pub(super) fn new(
        case: &Opened,
        document: &Document,
        record: &Record,
        paper: Paper,
        file: &DraftFile,
        format: Format,
    ) -> Self {
        let old = file
            .path()
            .map(|from| (from.to_owned(), superseded_path(&case.dir, from)));
        let path = document_path(
            &case.dir,
            &record.id,
            title(document, record),
            format.ending(),
        );
        Self {
            bytes: paper.bytes,
            old,
            path,
        }
    }

    /// The change with the new file taken in and the old one moved away.
    pub(super) fn into_change(self, change: Change) -> (Change, String) {
        let change = change.evidence(Source::Bytes(self.bytes), &self.path, false);
        let change = match &self.old {
            Some((from, to)) => change.moving(from, to),
            None => change,
        };
        (change, self.path)
    }
}
