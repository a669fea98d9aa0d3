//! Terms, counted by hand: what the calendar says, and what a whole check says.
//!
//! The days behind each row are those that count, in order; the last of them is the end. Holidays
//! of 2026 as the State Council arranged them.

use std::sync::LazyLock;

use anjuan::calendar::{Calendar, add_days, add_months};
use anjuan::case::Manifest;
use anjuan::check::{Input, Options, check};
use anjuan::finding::{Standing, Status};
use anjuan::rulebook::{Rulebook, Source, built_in, load_over};
use anjuan::workspace::Workspace;
use chrono::NaiveDate;

use crate::rules::base::RULEBOOK;

/// A start, what is added to it, and the end; none: nobody can say.
type Row = (&'static str, &'static str, Option<&'static str>);

#[rustfmt::skip]
const WORKING_DAYS: &[Row] = &[
    // 春节：2月15日至23日放假，14日、28日上班
    ("2026-02-06", "+ 5工作日", Some("2026-02-13")), // 处罚法64(1)、85：2/9、10、11、12、13
    ("2026-02-09", "+ 5工作日", Some("2026-02-14")), // 处罚法64(1)、85：2/10、11、12、13、14
    ("2026-02-10", "+ 5工作日", Some("2026-02-24")), // 处罚法64(1)、85：2/11、12、13、14、24
    ("2026-02-13", "+ 1工作日", Some("2026-02-14")), // 处罚法85：2/14
    ("2026-02-13", "+ 7工作日", Some("2026-03-02")), // 处罚法56、85：2/14、24、25、26、27、28、3/2
    ("2026-02-14", "+ 7工作日", Some("2026-03-03")), // 处罚法61(1)、85：2/24、25、26、27、28、3/2、3
    ("2026-02-15", "+ 5工作日", Some("2026-02-28")), // 处罚法64(1)、85：2/24、25、26、27、28
    ("2026-02-23", "+ 5工作日", Some("2026-02-28")), // 处罚法64(1)、85：2/24、25、26、27、28
    ("2026-02-24", "+ 5工作日", Some("2026-03-02")), // 处罚法64(1)、85：2/25、26、27、28、3/2
    ("2026-02-12", "+ 10工作日", Some("2026-03-04")), // 强制法54、69：2/13、14、24、25、26、27、28、3/2、3、4
    ("2026-03-05", "- 7工作日", Some("2026-02-25")), // 处罚法64(2)、85：3/4、3、2、2/28、27、26、25
    ("2026-02-26", "- 7工作日", Some("2026-02-10")), // 处罚法64(2)、85：2/25、24、14、13、12、11、10
    // 清明：4月4日至6日放假
    ("2026-04-02", "+ 5工作日", Some("2026-04-10")), // 处罚法64(1)、85：4/3、7、8、9、10
    ("2026-04-03", "+ 7工作日", Some("2026-04-15")), // 处罚法56、85：4/7、8、9、10、13、14、15
    ("2026-04-06", "+ 2工作日", Some("2026-04-08")), // 处罚法71、85：4/7、8
    ("2026-04-14", "- 7工作日", Some("2026-04-02")), // 处罚法64(2)、85：4/13、10、9、8、7、3、2
    ("2026-03-31", "+ 10工作日", Some("2026-04-15")), // 强制法54、69：4/1、2、3、7、8、9、10、13、14、15
    // 劳动节：5月1日至5日放假，9日上班
    ("2026-04-30", "+ 5工作日", Some("2026-05-11")), // 处罚法64(1)、85：5/6、7、8、9、11
    ("2026-04-29", "+ 7工作日", Some("2026-05-12")), // 处罚法61(1)、85：4/30、5/6、7、8、9、11、12
    ("2026-05-08", "+ 1工作日", Some("2026-05-09")), // 处罚法85：5/9
    ("2026-05-08", "+ 5工作日", Some("2026-05-14")), // 处罚法64(1)、85：5/9、11、12、13、14
    ("2026-05-12", "- 7工作日", Some("2026-04-29")), // 处罚法64(2)、85：5/11、9、8、7、6、4/30、29
    ("2026-04-24", "+ 10工作日", Some("2026-05-12")), // 强制法54、69：4/27、28、29、30、5/6、7、8、9、11、12
    ("2026-04-20", "+ 20工作日", Some("2026-05-20")), // 118号(六)：4/21、22、23、24、27、28、29、30、5/6、7、8、9、11、12、13、14、15、18、19、20
    // 端午：6月19日至21日放假
    ("2026-06-18", "+ 5工作日", Some("2026-06-26")), // 处罚法64(1)、85：6/22、23、24、25、26
    ("2026-06-12", "+ 7工作日", Some("2026-06-24")), // 处罚法56、85：6/15、16、17、18、22、23、24
    ("2026-06-09", "+ 10工作日", Some("2026-06-24")), // 强制法54、69：6/10、11、12、15、16、17、18、22、23、24
    ("2026-06-30", "- 7工作日", Some("2026-06-18")), // 处罚法64(2)、85：6/29、26、25、24、23、22、18
    // 中秋：9月25日至27日放假，20日上班；国庆：10月1日至7日放假，10日上班
    ("2026-09-18", "+ 5工作日", Some("2026-09-24")), // 处罚法64(1)、85：9/20、21、22、23、24
    ("2026-09-24", "+ 5工作日", Some("2026-10-09")), // 处罚法64(1)、85：9/28、29、30、10/8、9
    ("2026-09-28", "+ 7工作日", Some("2026-10-13")), // 处罚法61(1)、85：9/29、30、10/8、9、10、12、13
    ("2026-09-30", "+ 3工作日", Some("2026-10-10")), // 处罚法48(2)、85：10/8、9、10
    ("2026-09-30", "+ 10工作日", Some("2026-10-20")), // 强制法54、69：10/8、9、10、12、13、14、15、16、19、20
    ("2026-10-15", "- 7工作日", Some("2026-09-30")), // 处罚法64(2)、85：10/14、13、12、10、9、8、9/30
    ("2026-10-12", "- 7工作日", Some("2026-09-24")), // 处罚法64(2)、85：10/10、9、8、9/30、29、28、24
    ("2026-09-11", "+ 20工作日", Some("2026-10-15")), // 118号(六)：9/14、15、16、17、18、20、21、22、23、24、28、29、30、10/8、9、10、12、13、14、15
    // 年末年初：没有2025年、2027年的安排
    ("2026-12-24", "+ 5工作日", Some("2026-12-31")), // 处罚法64(1)、85：12/25、28、29、30、31
    ("2026-12-25", "+ 5工作日", None), // 处罚法64(1)、85：12/28、29、30、31（其后没有安排）
    ("2026-12-22", "+ 7工作日", Some("2026-12-31")), // 处罚法61(1)、85：12/23、24、25、28、29、30、31
    ("2026-12-23", "+ 7工作日", None), // 处罚法61(1)、85：12/24、25、28、29、30、31（其后没有安排）
    ("2026-01-12", "- 7工作日", None), // 处罚法64(2)、85：1/9、8、7、6、5、4（其后没有安排）
    ("2026-01-08", "- 7工作日", None), // 处罚法64(2)、85：1/7、6、5、4（其后没有安排）
    ("2025-12-31", "+ 5工作日", Some("2026-01-08")), // 处罚法64(1)、85：1/4、5、6、7、8
    ("2025-12-30", "+ 5工作日", None), // 处罚法64(1)、85：（其后没有安排）
];

#[rustfmt::skip]
const CALENDAR_DAYS: &[Row] = &[
    ("2026-03-02", "+ 90日", Some("2026-05-31")), // 处罚法60：3月余29日、4月30日、5月31日；末日为星期日，机关的期限不顺延
    ("2026-02-14", "+ 30日", Some("2026-03-16")), // 强制法25：2月余14日，3月16日
    ("2026-09-07", "+ 30日", Some("2026-10-07")), // 强制法25：9月余23日，10月7日；末日在国庆假期，不顺延
    ("2026-12-15", "+ 30日", Some("2027-01-14")), // 民诉法95：12月余16日，1月14日；日历日不问节假日安排
    ("2026-03-07", "+ 3日", Some("2026-03-10")), // 310号令5(2)：从严按日历日
];

/// 处罚法67(3)：当事人的十五日，末日为休假日的顺延到其后第一个工作日（民诉法85）。
#[rustfmt::skip]
const ROLLING_DAYS: &[Row] = &[
    ("2026-02-01", "+ 15日顺延", Some("2026-02-24")), // 2月16日在春节假期，24日上班
    ("2026-01-30", "+ 15日顺延", Some("2026-02-14")), // 2月14日是星期六，调休上班，不顺延
    ("2026-04-20", "+ 15日顺延", Some("2026-05-06")), // 5月5日在劳动节假期
    ("2026-05-20", "+ 15日顺延", Some("2026-06-04")), // 6月4日是星期四
    ("2026-05-22", "+ 15日顺延", Some("2026-06-08")), // 6月6日是星期六
    ("2026-06-05", "+ 15日顺延", Some("2026-06-22")), // 6月20日在端午假期
    ("2026-09-05", "+ 15日顺延", Some("2026-09-20")), // 9月20日是星期日，调休上班，不顺延
    ("2026-09-10", "+ 15日顺延", Some("2026-09-28")), // 9月25日在中秋假期，26、27日同
    ("2026-09-20", "+ 15日顺延", Some("2026-10-08")), // 10月5日在国庆假期
    ("2026-09-25", "+ 15日顺延", Some("2026-10-10")), // 10月10日是星期六，调休上班，不顺延
    ("2026-12-16", "+ 15日顺延", Some("2026-12-31")), // 12月31日是星期四
    ("2026-12-17", "+ 15日顺延", None), // 1月1日：没有2027年的安排，是不是休假日无从知道
];

#[rustfmt::skip]
const MONTHS: &[Row] = &[
    ("2026-01-31", "+ 1月", Some("2026-02-28")), // 2月没有31日
    ("2026-08-31", "+ 6月", Some("2027-02-28")), // 2027年2月没有31日
    ("2026-05-22", "+ 6月", Some("2026-11-22")), // 行诉法46：星期日，未顺延时
    ("2026-05-22", "+ 6月顺延", Some("2026-11-23")), // 行诉法46、民诉法85：顺延到星期一
    ("2026-05-22", "+ 6月顺延 + 3月", Some("2027-02-23")), // 强制法53：自届满之日起三个月
    ("2026-03-31", "+ 6月顺延", Some("2026-09-30")), // 9月没有31日；30日是星期三
    ("2026-08-31", "+ 6月顺延", None), // 没有2027年的安排
];

#[rustfmt::skip]
const HOURS: &[Row] = &[
    ("2026-03-10T09:00:00+08:00", "+ 24小时", Some("2026-03-11 09:00:00")), // 强制法19，310号令5(2)
    ("2026-02-14T16:30:00+08:00", "+ 24小时", Some("2026-02-15 16:30:00")), // 不问节假日
    ("2026-12-31T23:00:00+08:00", "+ 24小时", Some("2027-01-01 23:00:00")), // 不需要节假日安排
    ("2026-03-10", "+ 24小时", Some("2026-03-11")), // 只知道日期的，到次日终了
];

/// The same with the arrangement of 2027 from a workspace: 1 to 3 January off, 9 January worked.
#[rustfmt::skip]
const WITH_2027: &[Row] = &[
    ("2026-12-25", "+ 5工作日", Some("2027-01-04")), // 12/28、29、30、31、1/4
    ("2026-12-23", "+ 7工作日", Some("2027-01-04")), // 12/24、25、28、29、30、31、1/4
    ("2026-12-30", "+ 10工作日", Some("2027-01-13")), // 12/31、1/4、5、6、7、8、9（上班）、11、12、13
    ("2027-01-12", "- 7工作日", Some("2027-01-04")), // 1/11、9、8、7、6、5、4
    ("2026-12-17", "+ 15日顺延", Some("2027-01-04")), // 1月1日至3日放假
    ("2026-08-31", "+ 6月顺延", Some("2027-03-01")), // 2月28日是星期日
];

const ARRANGEMENT: &str = "[calendar]\noff = [2027-01-01, 2027-01-02, 2027-01-03]\n\
                           work = [2027-01-09]\n";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The number and the unit of one shift, `+ 5工作日`.
fn taken_apart(term: &str) -> (i64, &str) {
    let (sign, rest) = term.split_at(1);
    let rest = rest.trim();
    let digits = rest.find(|c: char| !c.is_ascii_digit()).expect("a unit");
    let count: i64 = rest[..digits].parse().expect("a number");
    (if sign == "-" { -count } else { count }, &rest[digits..])
}

/// What the calendar alone says; it knows nothing of more than one shift, or of hours.
enum Said {
    Nothing,
    End(Option<NaiveDate>),
}

fn by_calendar(calendar: &Calendar, start: &str, term: &str) -> Said {
    let single = term.matches(['+', '-']).count() == 1 && start.len() == 10;
    let (count, unit) = taken_apart(term.trim());
    if !single {
        return Said::Nothing;
    }
    let start = day(start);
    Said::End(match unit {
        "工作日" => calendar.add_working_days(start, count),
        "日" => add_days(start, count),
        "日顺延" => add_days(start, count).and_then(|end| calendar.roll_forward(end)),
        "月" => add_months(start, count),
        "月顺延" => add_months(start, count).and_then(|end| calendar.roll_forward(end)),
        _ => return Said::Nothing,
    })
}

/// A rulebook with one rule, which counts a term from an event.
fn rulebook(term: &str) -> Rulebook {
    let head = built_in("national").expect("built in").files["rulebook.toml"].clone();
    let rule = format!(
        "[[rule]]\nid = \"penalty-1-1\"\nwhat = \"期限\"\nwhy = \"一\"\nfix = \"二\"\n\
         basis = \"三\"\nverified = true\nstage = \"程序启动\"\neach = {{ event = \"立案\" }}\n\
         require = [{{ due = \"@.start {term}\", done = \"@结案审批表.date\" }}]\n"
    );
    let files = [("rulebook.toml", head), ("rules.toml", rule)];
    let source = Source {
        place: "期限".into(),
        files: files
            .map(|(name, text)| (name.to_owned(), text))
            .into_iter()
            .collect(),
    };
    load_over(&source, &RULEBOOK).expect("sound")
}

/// What a whole check says: the end, and how the term stands on a day before all ends.
fn by_check(workspace: &Workspace, start: &str, term: &str) -> (Option<String>, Standing, Status) {
    let text = format!(
        "schema = 1\n[case]\nid = \"1\"\nkind = \"行政处罚\"\ntitle = \"××公司案\"\n\
         stage = \"程序启动\"\nopened = 2025-12-01\n\
         [[event]]\nid = \"E01\"\ntype = \"立案\"\nstart = {start}\n"
    );
    let manifest = Manifest::parse(&text).expect("a manifest");
    let rulebook = rulebook(term);
    let rulebooks = [&rulebook];
    let options = Options::on(day("2025-12-01"));
    let report = check(&Input::new("案", &manifest, workspace, &rulebooks, options));
    let finding = report
        .findings
        .iter()
        .find(|f| f.rule.ends_with("penalty-1-1"));
    let finding = finding.expect("a finding");
    let [deadline] = finding.deadlines.as_slice() else {
        panic!("one term: {:?}", finding.deadlines);
    };
    assert_eq!(
        deadline.start.map(|start| start.date().to_string()),
        Some(start[..10].to_owned())
    );
    let end = deadline.end.map(|end| end.to_string());
    (end, deadline.standing, finding.status)
}

fn hold(workspace: &Workspace, rows: &[Row]) {
    let calendar = workspace.calendar();
    for (start, term, end) in rows {
        if let Said::End(found) = by_calendar(&calendar, start, term) {
            assert_eq!(found, end.map(day), "{start} {term}");
        }
        let (found, standing, status) = by_check(workspace, start, term);
        assert_eq!(found.as_deref(), *end, "{start} {term}");
        let expected = match end {
            None => (Standing::Unknown, Status::Undecidable),
            Some(_) => (Standing::Running, Status::NotApplicable),
        };
        assert_eq!((standing, status), expected, "{start} {term}");
    }
}

static WITHOUT: LazyLock<Workspace> = LazyLock::new(Workspace::default);

#[test]
fn working_days_are_counted_around_holidays_forwards_and_backwards() {
    hold(&WITHOUT, WORKING_DAYS);
}

#[test]
fn calendar_days_ask_for_no_holidays() {
    hold(&WITHOUT, CALENDAR_DAYS);
}

#[test]
fn a_partys_last_day_moves_on_to_a_working_day() {
    hold(&WITHOUT, ROLLING_DAYS);
}

#[test]
fn months_end_on_the_same_day_or_the_last_one() {
    hold(&WITHOUT, MONTHS);
}

#[test]
fn hours_look_at_the_time_of_day() {
    hold(&WITHOUT, HOURS);
}

#[test]
fn a_workspace_supplies_the_days_of_a_further_year() {
    let workspace = Workspace::read("anjuan.toml", ARRANGEMENT.as_bytes()).expect("a workspace");
    hold(&workspace, WITH_2027);
}
