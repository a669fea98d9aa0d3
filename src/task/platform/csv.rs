//! The export as one line a case, for a spreadsheet program.

use super::data::{Data, Platform, Reading};
use crate::finding::Moment;
use crate::report::csv;

/// What joins several values in one cell.
const JOINT: &str = "、";

/// The columns before those of the platforms.
const CASE: &[&str] = &[
    "案号",
    "种类",
    "程序",
    "案由",
    "省平台编号",
    "立档单位",
    "承办机构",
    "阶段",
    "立案日期",
    "结案日期",
    "结案日期出处",
    "办理结果",
    "当事人",
    "当事人身份",
    "当事人类型",
    "证件号码",
    "执法人员",
    "执法证号",
    "决定文书",
    "文号",
    "决定日期",
    "罚款（分）",
    "罚款（元）",
    "送达日期",
    "收到日期",
    "履行日期",
    "公示日期",
    "公示网站",
];

/// The columns of each platform, its place before them.
const PLATFORM: &[&str] = &[
    "名称",
    "要求",
    "已录",
    "日期",
    "回执",
    "记录",
    "日历日期限",
    "日历日状态",
    "工作日期限",
    "工作日状态",
];

/// The columns after those of the platforms.
const CHECK: &[&str] = &["齐备", "错误", "警告", "提示", "未列的涉密记录", "路径"];

/// One line a case, as many groups of platform columns as the most platforms that a case has.
pub(super) fn table(cases: &[Data]) -> String {
    let platforms = cases.iter().map(|case| case.platforms.len()).max();
    let platforms = platforms.unwrap_or(0);
    let own = (1..=platforms).flat_map(|place| {
        PLATFORM
            .iter()
            .map(move |name| format!("平台{place}{name}"))
    });
    let header: Vec<String> = CASE
        .iter()
        .map(|name| (*name).to_owned())
        .chain(own)
        .chain(CHECK.iter().map(|name| (*name).to_owned()))
        .collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    csv::table(&header, cases.iter().map(|case| line(case, platforms)))
}

fn line(case: &Data, platforms: usize) -> Vec<String> {
    let mut cells = head(case);
    for place in 0..platforms {
        match case.platforms.get(place) {
            Some(platform) => cells.extend(of_platform(platform)),
            None => cells.extend(PLATFORM.iter().map(|_| String::new())),
        }
    }
    cells.extend([
        yes(case.complete),
        case.errors.to_string(),
        case.warnings.to_string(),
        case.notes.to_string(),
        case.withheld.to_string(),
        case.path.clone(),
    ]);
    cells
}

fn head(case: &Data) -> Vec<String> {
    let closing = case.closing.as_ref();
    let parties = &case.parties;
    let officers = &case.officers;
    let decisions = &case.decisions;
    let services = || decisions.iter().flat_map(|decision| &decision.services);
    vec![
        case.id.clone(),
        case.kind.clone(),
        case.procedure.clone(),
        case.title.clone(),
        text(case.platform_number.as_ref()),
        text(case.agency.as_ref()),
        text(case.unit.as_ref()),
        case.stage.clone(),
        case.opened.to_string(),
        text(closing.map(|closing| closing.date)),
        text(closing.map(|closing| &closing.source)),
        text(case.outcome.as_ref()),
        joined(parties.iter().map(|party| party.name.as_ref())),
        joined(parties.iter().map(|party| party.role.as_ref())),
        joined(parties.iter().map(|party| party.kind.as_ref())),
        joined(parties.iter().map(|party| party.identifier.as_ref())),
        joined(officers.iter().map(|officer| officer.name.as_ref())),
        joined(officers.iter().map(|officer| officer.certificate.as_ref())),
        joined(decisions.iter().map(|decision| Some(&decision.kind))),
        joined(decisions.iter().map(|decision| decision.number.as_ref())),
        joined(decisions.iter().map(|decision| decision.date)),
        joined(decisions.iter().map(|decision| decision.fine_fen)),
        joined(decisions.iter().map(|decision| decision.fine_yuan.as_ref())),
        joined(services().map(|service| service.date.map(Moment::date))),
        joined(services().map(|service| service.received)),
        joined(
            case.performances
                .iter()
                .map(|event| event.date.map(Moment::date)),
        ),
        joined(
            case.publications
                .iter()
                .map(|event| event.date.map(Moment::date)),
        ),
        joined(case.publications.iter().map(|event| event.site.as_ref())),
    ]
}

fn of_platform(platform: &Platform) -> Vec<String> {
    let entries = &platform.entries;
    let records = entries.iter().flat_map(|entry| &entry.records);
    let end = |reading: &Option<Reading>| {
        let last_day = reading.as_ref().and_then(|reading| reading.last_day);
        text(last_day)
    };
    let standing = |reading: &Option<Reading>| {
        let standing = reading.as_ref().map(|reading| reading.standing.chinese());
        text(standing)
    };
    vec![
        platform.name.clone(),
        yes(platform.required),
        yes(platform.entered),
        joined(entries.iter().map(|entry| entry.date.map(Moment::date))),
        joined(entries.iter().map(|entry| entry.receipt.as_ref())),
        joined(records.map(Some)),
        end(&platform.calendar_days),
        standing(&platform.calendar_days),
        end(&platform.working_days),
        standing(&platform.working_days),
    ]
}

fn yes(is_so: bool) -> String {
    if is_so { "是" } else { "否" }.to_owned()
}

fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Several values in one cell. One that is missing keeps its place, so that the cells of a line
/// can be read side by side; where none is there, the cell is empty.
fn joined<T: ToString>(values: impl Iterator<Item = Option<T>>) -> String {
    let values: Vec<_> = values.map(text).collect();
    if values.iter().all(String::is_empty) {
        return String::new();
    }
    values.join(JOINT)
}
