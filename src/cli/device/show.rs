//! `anjuan device list` and `anjuan device show`.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::super::Outcome;
use super::super::ui::Ui;
use super::Place;
use crate::case::Moment;
use crate::report::table;
use crate::task::device::{self, Recording};
use crate::task::error::Failure;
use crate::task::{actor, find};
use crate::workspace::{Device, FILE};

#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    place: Place,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    /// 设备编号
    #[arg(value_name = "设备")]
    id: String,
    /// 只看这些案件或目录之下的音像，默认整个工作区
    #[arg(value_name = "路径")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

/// A failure as JSON, so that a script can read standard output at every exit code.
fn told(ui: &mut Ui, as_json: bool, outcome: Outcome) -> Outcome {
    outcome.inspect_err(|failure| {
        if as_json {
            ui.line(&json!({"error": failure.to_string()}).to_string());
        }
    })
}

pub(super) fn list(ui: &mut Ui, args: &ListArgs) -> Outcome {
    let outcome = print_list(ui, args);
    told(ui, args.json, outcome)
}

fn print_list(ui: &mut Ui, args: &ListArgs) -> Outcome {
    let (dir, workspace) = args.place.open()?;
    let today = actor::today(None)?;
    if args.json {
        let devices: Vec<_> = workspace.devices.iter().map(value).collect();
        ui.line(&json!({"schema": 1, "devices": devices}).to_string());
        return Ok(0);
    }
    if workspace.devices.is_empty() {
        let file = find::relative(dir.join(FILE));
        ui.note(&format!("{} 中还没有设备", file.display()));
        ui.note(&format!(
            "提示：anjuan device add cam-01{}",
            args.place.words()
        ));
        return Ok(0);
    }
    let rows: Vec<_> = workspace
        .devices
        .iter()
        .map(|device| row(device, today))
        .collect();
    ui.line(&table::unbroken(&COLUMNS, &rows));
    let lacking: Vec<_> = workspace
        .devices
        .iter()
        .filter(|device| !device::lacks(device).is_empty())
        .collect();
    for device in &lacking {
        ui.line(&format!("{} {}", device.id, lack_words(device)));
    }
    if let Some(first) = lacking.first() {
        ui.note(&format!("提示：{}", mend(first, &args.place)));
    }
    Ok(0)
}

const COLUMNS: [&str; 8] = [
    "编号",
    "种类",
    "型号",
    "名录编号",
    "使用机构",
    "使用期",
    "时钟",
    "最近保养",
];

fn row(device: &Device, today: NaiveDate) -> [String; 8] {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
    [
        device.id.clone(),
        text(&device.kind),
        text(&device.model),
        text(&device.asset_number),
        text(&device.unit),
        life(device, today),
        device::clock(device.clock_offset),
        device
            .last_maintained()
            .map_or_else(|| "—".to_owned(), |day| day.to_string()),
    ]
}

/// The service life as people read it.
fn life(device: &Device, today: NaiveDate) -> String {
    let ended = device.until.is_some_and(|until| until.0 < today);
    let span = match (device.from, device.until) {
        (None, None) => return "—".to_owned(),
        (Some(from), None) => format!("{} 起", from.0),
        (None, Some(until)) => format!("至 {}", until.0),
        (Some(from), Some(until)) => format!("{} 至 {}", from.0, until.0),
    };
    if ended {
        format!("{span}（已停用）")
    } else {
        span
    }
}

fn lack_words(device: &Device) -> String {
    let words: Vec<_> = device::lacks(device)
        .into_iter()
        .map(|(_, words)| words)
        .collect();
    words.join("，")
}

/// The command that fills in the first thing that an entry lacks.
pub(super) fn mend(device: &Device, place: &Place) -> String {
    let (id, place) = (crate::check::quote(&device.id), place.words());
    match device::lacks(device).first() {
        Some(("maintenance", _)) => {
            format!("anjuan device maintain {id} --date 年-月-日 --by 姓名 --what 内容{place}")
        }
        Some((key, _)) => format!("anjuan device set {id} {key}={place}"),
        None => format!("anjuan device show {id}{place}"),
    }
}

fn value(device: &Device) -> Value {
    let day = |day: Option<crate::case::Day>| day.map(|day| day.0.to_string());
    let log: Vec<_> = device
        .maintenance
        .iter()
        .map(|entry| json!({"date": day(entry.date), "by": entry.by, "what": entry.what}))
        .collect();
    let lacks: Vec<_> = device::lacks(device).iter().map(|(key, _)| *key).collect();
    json!({
        "id": device.id, "kind": device.kind, "model": device.model, "serial": device.serial,
        "asset_number": device.asset_number, "unit": device.unit,
        "maintainer": device.maintainer, "from": day(device.from), "until": day(device.until),
        "clock_offset": device.clock_offset, "maintenance": log, "lacks": lacks,
    })
}

pub(super) fn show(ui: &mut Ui, args: &ShowArgs) -> Outcome {
    let outcome = print_one(ui, args);
    told(ui, args.json, outcome)
}

fn print_one(ui: &mut Ui, args: &ShowArgs) -> Outcome {
    let (dir, workspace) = args.place.open()?;
    let searched = if args.paths.is_empty() {
        find::cases_in(&find::relative(&dir))
    } else {
        find::cases(&args.paths)
    };
    let made = device::made_with(&dir, &args.id, searched);
    let found = device::found(&workspace, &args.id);
    let device = match (&found, made.recordings.is_empty()) {
        (Ok((_, device)), _) => Some(*device),
        (Err(_), false) => None,
        (Err(failure), true) => return Err(failure.clone()),
    };
    if args.json {
        let recordings: Vec<_> = made
            .recordings
            .iter()
            .map(|recording| recording_value(recording, device))
            .collect();
        let all = json!({
            "schema": 1, "device": device.map(value), "recordings": recordings,
        });
        ui.line(&all.to_string());
    } else {
        print_entry(ui, &args.id, device)?;
        print_recordings(ui, &made.recordings, device);
    }
    for failure in &made.failures {
        ui.note(failure);
    }
    Ok(if made.failures.is_empty() { 0 } else { 2 })
}

fn print_entry(ui: &mut Ui, id: &str, device: Option<&Device>) -> Result<(), Failure> {
    let Some(device) = device else {
        ui.line(&format!("{id}（不在名录中）"));
        return Ok(());
    };
    let today = actor::today(None)?;
    ui.line(&format!(
        "{id} {}",
        device.kind.as_deref().unwrap_or("（没有写种类）")
    ));
    let lines = [
        ("型号", device.model.clone()),
        ("序列号", device.serial.clone()),
        ("名录编号", device.asset_number.clone()),
        ("使用机构", device.unit.clone()),
        ("维护保养人", device.maintainer.clone()),
        ("使用期", Some(life(device, today))),
        ("时钟", Some(device::clock(device.clock_offset))),
    ];
    for (label, value) in lines {
        if let Some(value) = value {
            ui.line(&format!("  {label}：{value}"));
        }
    }
    for entry in &device.maintenance {
        let said = [
            entry.date.map(|day| day.0.to_string()),
            entry.by.clone(),
            entry.what.clone(),
        ];
        let said: Vec<_> = said.into_iter().flatten().collect();
        ui.line(&format!("  保养：{}", said.join(" ")));
    }
    if !device::lacks(device).is_empty() {
        ui.line(&format!("  所缺：{}", lack_words(device)));
    }
    Ok(())
}

fn print_recordings(ui: &mut Ui, recordings: &[Recording], device: Option<&Device>) {
    if recordings.is_empty() {
        ui.line("没有用它录制的音像");
        return;
    }
    let rows: Vec<_> = recordings
        .iter()
        .map(|recording| recording_row(recording, device))
        .collect();
    let header = ["案号", "记录", "设备上的时间", "事项", "文件", "备注"];
    ui.line(&table::unbroken(&header, &rows));
}

fn recording_row(recording: &Recording, device: Option<&Device>) -> [String; 6] {
    let record = &recording.record;
    let time = match recording.span() {
        (Some(start), Some(end)) => format!("{start} 至 {end}"),
        (Some(start), None) => start.to_string(),
        (None, Some(end)) => format!("至 {end}"),
        (None, None) => "—".to_owned(),
    };
    let outside = device.and_then(|device| recording.is_in_service(device)) == Some(false);
    let remarks: Vec<_> = [
        (!record.is_final()).then(|| record.state()),
        outside.then_some("不在使用期内"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let file = record.path.as_ref().or(record.location.as_ref());
    [
        recording.case.clone(),
        record.id.clone(),
        time,
        record.events.join("、"),
        file.cloned().unwrap_or_else(|| "—".to_owned()),
        remarks.join("，"),
    ]
}

fn recording_value(recording: &Recording, device: Option<&Device>) -> Value {
    let record = &recording.record;
    let media = record.media.as_ref();
    let (start, end) = recording.span();
    json!({
        "case": recording.case, "path": recording.path, "record": record.id,
        "kind": media.and_then(|media| media.kind.as_deref()),
        "start": start.map(Moment::to_toml), "end": end.map(Moment::to_toml),
        "operator": media.and_then(|media| media.operator.as_deref()),
        "events": record.events, "state": record.state(),
        "file": record.path, "location": record.location,
        "in_service": device.and_then(|device| recording.is_in_service(device)),
    })
}
