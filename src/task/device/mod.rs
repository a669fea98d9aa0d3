//! The register of recording devices: what its entries lack, and its edits (article 6).

mod recordings;

use std::path::Path;

use toml::Table;

use super::enter::Entry;
use super::error::Failure;
use super::workspace;
use crate::case::edit::{Editor, Operator};
use crate::reading::{is_id, nearest};
use crate::store::Actor;
use crate::workspace::{Device, FILE, Workspace};

pub use recordings::{Made, Recording, made_with};

/// Something that an entry of the register should say: its key, what to say where it lacks, and
/// whether it is there.
type Asked = (&'static str, &'static str, fn(&Device) -> bool);

/// What an entry should say. Article 6 wants the device in the 办公设备名录, assigned to a unit, and
/// maintained; the check needs its kind and its service life.
const ASKED: &[Asked] = &[
    ("kind", "没有写种类", |device| {
        is_said(device.kind.as_ref())
    }),
    (
        "asset_number",
        "无名录编号（应纳入办公设备名录）",
        |device| is_said(device.asset_number.as_ref()),
    ),
    ("unit", "没有写使用机构", |device| {
        is_said(device.unit.as_ref())
    }),
    ("maintainer", "无维护保养人", |device| {
        is_said(device.maintainer.as_ref())
    }),
    ("from", "没有启用日期", |device| device.from.is_some()),
    ("maintenance", "没有维护保养记录", |device| {
        !device.maintenance.is_empty()
    }),
];

fn is_said(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

/// What an entry lacks: keys, and what to say of each in Chinese.
#[must_use]
pub fn lacks(device: &Device) -> Vec<(&'static str, &'static str)> {
    ASKED
        .iter()
        .filter(|(_, _, is_there)| !is_there(device))
        .map(|(key, words, _)| (*key, *words))
        .collect()
}

/// The keys of an entry that `set` may change: ids are what recordings name, and the maintenance
/// log grows only.
const SETTABLE: &[&str] = &[
    "kind",
    "model",
    "serial",
    "asset_number",
    "unit",
    "maintainer",
    "from",
    "until",
    "clock_offset",
];

/// How far a clock is off, in Chinese; in whole seconds.
#[must_use]
pub fn clock(offset: i64) -> String {
    match offset {
        0 => "准".to_owned(),
        fast if fast > 0 => format!("快 {fast} 秒"),
        slow => format!("慢 {} 秒", slow.unsigned_abs()),
    }
}

/// Registers a device.
///
/// # Errors
/// An id that is no id, or is in the register; what [`workspace::edit`] refuses.
pub fn add(dir: &Path, actor: &Actor, id: &str, entry: Table) -> Result<Device, Failure> {
    if !is_id(id) {
        return Err(Failure::new(format!("「{id}」不能作设备编号"))
            .because("编号应为字母、数字、._-，1 至 64 个"));
    }
    let mut table = Entry::new().text("id", Some(id)).done();
    table.extend(entry);
    let after = workspace::edit(dir, actor, |workspace, editor| {
        if workspace.device(id).is_some() {
            return Err(Failure::new(format!("设备 {id} 已在名录中"))
                .hint(format!("anjuan device show {id}")));
        }
        editor.append("device", &table).map_err(Failure::new_from)?;
        life_is_forward(editor, id)
    })?;
    Ok(found(&after, id)?.1.clone())
}

/// Changes keys of a device's entry; gives the entry before and after.
///
/// # Errors
/// A key that is not to be set so; a value that the key does not take; what [`workspace::edit`]
/// refuses.
pub fn set(
    dir: &Path,
    actor: &Actor,
    id: &str,
    assignments: &[(String, Operator, String)],
) -> Result<(Device, Device), Failure> {
    for (key, operator, _) in assignments {
        if !SETTABLE.contains(&key.as_str()) || *operator != Operator::Assign {
            let failure = Failure::new(format!("不能用 device set 改 {key}"))
                .because(format!("可以改的键：{}", SETTABLE.join("、")));
            return Err(match nearest(key, SETTABLE.iter().copied()) {
                Some(near) if near != key => failure.because(format!("是否指 {near}？")),
                _ => failure,
            });
        }
    }
    change(dir, actor, id, |place, _, editor| {
        for (key, operator, value) in assignments {
            editor
                .set(&format!("{place}.{key}"), *operator, value)
                .map_err(Failure::new_from)?;
        }
        life_is_forward(editor, id)
    })
}

/// One entry of the maintenance log, as typed.
#[derive(Clone, Debug)]
pub struct Work<'a> {
    /// The day.
    pub date: &'a str,
    /// Who did it.
    pub by: &'a str,
    /// What was done.
    pub what: &'a str,
    /// What the clock was measured to be fast, in seconds, where it was.
    pub clock_offset: Option<i64>,
}

/// Adds to a device's maintenance log; gives the entry before and after.
///
/// The register has one clock offset a device, by which every recording's time is reckoned. Where
/// it changes, the log keeps what it was.
///
/// # Errors
/// A date that is none; what [`workspace::edit`] refuses.
pub fn maintain(
    dir: &Path,
    actor: &Actor,
    id: &str,
    work: &Work<'_>,
) -> Result<(Device, Device), Failure> {
    change(dir, actor, id, |place, device, editor| {
        let changed = work
            .clock_offset
            .filter(|offset| *offset != device.clock_offset);
        let what = match changed {
            Some(offset) => format!(
                "{}（时钟偏差由{}改为{}）",
                work.what,
                clock(device.clock_offset),
                clock(offset)
            ),
            None => work.what.to_owned(),
        };
        let entry = Entry::new()
            .day("date", Some(work.date))?
            .text("by", Some(work.by))
            .text("what", Some(&what))
            .done();
        editor
            .push(&format!("{place}.maintenance"), &entry)
            .map_err(Failure::new_from)?;
        if let Some(offset) = changed {
            editor
                .set_value(&format!("{place}.clock_offset"), offset)
                .map_err(Failure::new_from)?;
        }
        Ok(())
    })
}

/// Edits the entry of a device, which the editor finds at the given place.
fn change(
    dir: &Path,
    actor: &Actor,
    id: &str,
    edit: impl FnOnce(&str, &Device, &mut Editor) -> Result<(), Failure>,
) -> Result<(Device, Device), Failure> {
    let mut before = Device::default();
    let after = workspace::edit(dir, actor, |workspace, editor| {
        let (at, device) = found(workspace, id)?;
        before = device.clone();
        // By number: an id such as `2` would be taken for one.
        edit(&format!("device.{}", at + 1), device, editor)
    })?;
    Ok((before, found(&after, id)?.1.clone()))
}

/// The entry of a device and its place in the register, from 0.
///
/// # Errors
/// A device that is not in the register, with the nearest one.
pub fn found<'w>(workspace: &'w Workspace, id: &str) -> Result<(usize, &'w Device), Failure> {
    let mut devices = workspace.devices.iter().enumerate();
    devices.find(|(_, device)| device.id == id).ok_or_else(|| {
        let ids = workspace.devices.iter().map(|device| device.id.as_str());
        let failure = Failure::new(format!("设备 {id} 不在名录中"));
        match nearest(id, ids) {
            Some(near) => failure.because(format!("是否指 {near}？")),
            None => failure,
        }
        .hint("anjuan device list")
    })
}

/// Refuses a device that ends its service before it began.
fn life_is_forward(editor: &Editor, id: &str) -> Result<(), Failure> {
    let text = editor.clone().finish();
    let Ok(workspace) = Workspace::read(FILE, text.as_bytes()) else {
        // The strict reader reports the text as a whole.
        return Ok(());
    };
    let ends = workspace
        .device(id)
        .and_then(|device| device.from.zip(device.until));
    match ends {
        Some((from, until)) if until.0 < from.0 => {
            Err(Failure::new(format!("设备 {id} 的停用日期早于启用日期"))
                .because(format!("启用 {}，停用 {}", from.0, until.0)))
        }
        _ => Ok(()),
    }
}
