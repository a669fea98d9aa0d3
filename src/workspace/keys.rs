//! The table of keys of `anjuan.toml`.

use crate::case::keys::OFFICER;
use crate::case::vocabulary::DEVICE_KINDS;
use crate::reading::{Key, Shape};

use Shape::{Choice, Date, Dates, Fields, Id, Integer, Table, Tables, Text, Texts};

const fn key(name: &'static str, shape: Shape, what: &'static str) -> Key {
    Key::new(name, shape, what)
}

/// The top of `anjuan.toml`.
pub const WORKSPACE: &[Key] = &[
    key("agency", Table(AGENCY), "机关"),
    key("rulebooks", Texts, "默认规程"),
    key("unit", Tables(UNIT), "承办机构"),
    key("officer", Tables(OFFICER), "执法人员名册"),
    key("device", Tables(DEVICE), "音像记录设备名录（第六条）"),
    key(
        "numbering",
        Fields,
        "文号格式：文书名称 = \"{short}罚〔{year}〕{n}号\"",
    ),
    key("check", Table(CHECK), "检查的宽严"),
    key("calendar", Table(CALENDAR), "其他年份的节假日安排"),
];

const AGENCY: &[Key] = &[
    key("name", Text, "机关全称"),
    key("short", Text, "机关代字"),
    key("fonds", Text, "全宗号"),
];

const UNIT: &[Key] = &[key("name", Text, "名称")];

const DEVICE: &[Key] = &[
    key("id", Id, "设备编号").required(),
    key("kind", Choice(DEVICE_KINDS), "种类（第六条）"),
    key("model", Text, "型号"),
    key("serial", Text, "序列号"),
    key("asset_number", Text, "办公设备名录中的编号"),
    key("unit", Text, "使用机构"),
    key("maintainer", Text, "维护保养人"),
    key("from", Date, "启用日期，当日已在用"),
    key("until", Date, "停用日期，当日仍在用"),
    key("clock_offset", Integer, "时钟快几秒（慢为负）"),
    key("maintenance", Tables(MAINTENANCE), "维护保养记录"),
];

const MAINTENANCE: &[Key] = &[
    key("date", Date, "日期"),
    key("by", Text, "何人"),
    key("what", Text, "内容"),
];

const CHECK: &[Key] = &[key(
    "coverage_tolerance",
    Integer,
    "全程音像可缺的秒数，默认 300",
)];

const CALENDAR: &[Key] = &[
    key("off", Dates, "放假日"),
    key("work", Dates, "调休上班日"),
];
