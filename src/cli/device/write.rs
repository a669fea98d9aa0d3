//! `anjuan device add`, `set`, `retire` and `maintain`.

use serde_json::json;

use super::super::Outcome;
use super::super::ui::Ui;
use super::Place;
use super::show::mend;
use crate::case::edit::{Operator, parse_assignment};
use crate::case::vocabulary::DEVICE_KINDS;
use crate::task::actor;
use crate::task::device::{self, Work};
use crate::task::enter::Entry;
use crate::task::error::Failure;
use crate::workspace::Device;

#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    /// 设备编号，音像记录的 --device 用它
    #[arg(value_name = "编号")]
    id: String,
    /// 种类
    #[arg(long, value_parser = DEVICE_KINDS.to_vec(), value_name = "种类")]
    kind: Option<String>,
    /// 型号
    #[arg(long, value_name = "型号")]
    model: Option<String>,
    /// 序列号
    #[arg(long, value_name = "序列号")]
    serial: Option<String>,
    /// 办公设备名录中的编号
    #[arg(long, value_name = "编号")]
    asset_number: Option<String>,
    /// 使用机构
    #[arg(long, value_name = "名称")]
    unit: Option<String>,
    /// 维护保养人
    #[arg(long, value_name = "姓名")]
    maintainer: Option<String>,
    /// 启用日期
    #[arg(long, value_name = "日期")]
    from: Option<String>,
    /// 停用日期，当日仍在用
    #[arg(long, value_name = "日期")]
    until: Option<String>,
    /// 时钟快几秒，慢为负
    #[arg(long, value_name = "秒", allow_hyphen_values = true)]
    clock_offset: Option<i64>,
    #[command(flatten)]
    place: Place,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct SetArgs {
    /// 设备编号
    #[arg(value_name = "设备")]
    id: String,
    /// `键=值，如 asset_number=ZF-2024-03；值留空则删去`
    #[arg(value_name = "键=值", required = true)]
    assignments: Vec<String>,
    #[command(flatten)]
    place: Place,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct RetireArgs {
    /// 设备编号
    #[arg(value_name = "设备")]
    id: String,
    /// 停用日期，当日仍在用
    #[arg(long, value_name = "日期")]
    until: String,
    #[command(flatten)]
    place: Place,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct MaintainArgs {
    /// 设备编号
    #[arg(value_name = "设备")]
    id: String,
    /// 维护保养的日期
    #[arg(long, value_name = "日期")]
    date: String,
    /// 何人
    #[arg(long, value_name = "姓名")]
    by: String,
    /// 做了什么
    #[arg(long, value_name = "内容")]
    what: String,
    /// 测得时钟快几秒，慢为负；原有的录音录像也按它折算
    #[arg(long, value_name = "秒", allow_hyphen_values = true)]
    clock_offset: Option<i64>,
    #[command(flatten)]
    place: Place,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

pub(super) fn add(ui: &mut Ui, args: &AddArgs) -> Outcome {
    let (dir, _) = args.place.open()?;
    let entry = Entry::new()
        .text("kind", args.kind.as_deref())
        .text("model", args.model.as_deref())
        .text("serial", args.serial.as_deref())
        .text("asset_number", args.asset_number.as_deref())
        .text("unit", args.unit.as_deref())
        .text("maintainer", args.maintainer.as_deref())
        .day("from", args.from.as_deref())?
        .day("until", args.until.as_deref())?
        .integer("clock_offset", args.clock_offset)
        .done();
    let device = device::add(&dir, &actor::actor(None)?, &args.id, entry)?;
    let what = device.kind.clone().unwrap_or_else(|| "已登记".to_owned());
    report(ui, &device, &what, &[], args.json, &args.place)
}

pub(super) fn set(ui: &mut Ui, args: &SetArgs) -> Outcome {
    let (dir, _) = args.place.open()?;
    let assignments = args
        .assignments
        .iter()
        .map(|text| parse_assignment(text).map_err(Failure::new_from))
        .collect::<Result<Vec<(String, Operator, String)>, _>>()?;
    let (before, device) = device::set(&dir, &actor::actor(None)?, &args.id, &assignments)?;
    let notes: Vec<_> = reckoned_anew(&before, &device).into_iter().collect();
    report(ui, &device, "已填写", &notes, args.json, &args.place)
}

pub(super) fn retire(ui: &mut Ui, args: &RetireArgs) -> Outcome {
    let (dir, _) = args.place.open()?;
    Entry::new().day("until", Some(&args.until))?;
    let value = ("until".to_owned(), Operator::Assign, args.until.clone());
    let (before, device) = device::set(&dir, &actor::actor(None)?, &args.id, &[value])?;
    let earlier = before.until.filter(|day| device.until != Some(*day));
    let notes: Vec<_> = earlier
        .map(|day| format!("停用日期原为 {}", day.0))
        .into_iter()
        .collect();
    let what = device
        .until
        .map_or_else(String::new, |day| format!("使用至 {}", day.0));
    report(ui, &device, &what, &notes, args.json, &args.place)
}

pub(super) fn maintain(ui: &mut Ui, args: &MaintainArgs) -> Outcome {
    let (dir, _) = args.place.open()?;
    let work = Work {
        date: &args.date,
        by: &args.by,
        what: &args.what,
        clock_offset: args.clock_offset,
    };
    let (before, device) = device::maintain(&dir, &actor::actor(None)?, &args.id, &work)?;
    let notes: Vec<_> = reckoned_anew(&before, &device).into_iter().collect();
    report(ui, &device, "已记维护保养", &notes, args.json, &args.place)
}

/// What a changed clock offset means for recordings that are there already.
fn reckoned_anew(before: &Device, after: &Device) -> Option<String> {
    (before.clock_offset != after.clock_offset).then(|| {
        format!(
            "注意：时钟偏差由{}改为{}。一台设备只记一个偏差，以前的录音录像也按新值折算；\
             其中有按旧值才准的，把这台设备停用在校对之前，校对之后另立一个编号",
            device::clock(before.clock_offset),
            device::clock(after.clock_offset)
        )
    })
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "the outcome of every writing command"
)]
fn report(
    ui: &mut Ui,
    device: &Device,
    what: &str,
    notes: &[String],
    as_json: bool,
    place: &Place,
) -> Outcome {
    let lacks = device::lacks(device);
    let next = mend(device, place);
    if as_json {
        let keys: Vec<_> = lacks.iter().map(|(key, _)| *key).collect();
        let made = json!([{"id": device.id, "type": device.kind}]);
        ui.line(&json!({"made": made, "notes": notes, "lacks": keys, "next": next}).to_string());
    } else {
        ui.line(&format!("{}\t{what}", device.id));
    }
    for note in notes {
        ui.note(note);
    }
    if !lacks.is_empty() {
        let words: Vec<_> = lacks.iter().map(|(_, words)| *words).collect();
        ui.note(&format!("尚缺：{}", words.join("，")));
    }
    ui.note(&format!("提示：{next}"));
    Ok(0)
}
