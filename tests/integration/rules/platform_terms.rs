//! Article 20: the two readings of its five days.

use anjuan::finding::{Finding, Status};

use super::base::{Case, set};
use super::corpus::Prepared;
use super::table::{Row, expect};

/// Closed on a day, and entered in the first platform on another.
fn closed(case: Case, closed: &str, entered: &str) -> Case {
    case.put("R52", "date", closed)
        .put("E19", "start", closed)
        .put("case", "closed", closed)
        .put("E20", "start", entered)
        .put("E21", "start", closed)
}

/// The finding of 20-1 at the case, whatever it says.
fn of_first_platform(case: Case) -> Finding {
    let findings = Prepared::new("", case).report().findings;
    let found = findings
        .into_iter()
        .find(|f| f.rule == "sanming/20-1" && f.subject == "case");
    found.expect("20-1 at the case")
}

/// Day of closing, last day by the calendar, last working day.
const TERMS: &[(&str, &str, &str)] = &[
    ("2026-06-12", "2026-06-17", "2026-06-22"), // 端午 6 月 19 日至 21 日
    ("2026-03-02", "2026-03-07", "2026-03-09"), // 平常的一周
    ("2026-03-06", "2026-03-11", "2026-03-13"), // 周五结案
    ("2026-03-07", "2026-03-12", "2026-03-13"), // 周六结案
    ("2025-12-31", "2026-01-05", "2026-01-08"), // 元旦 1 月 1 日至 3 日，1 月 4 日（周日）上班
    ("2026-02-13", "2026-02-18", "2026-02-27"), // 春节 2 月 15 日至 23 日，14 日（周六）上班
    ("2026-02-24", "2026-03-01", "2026-03-02"), // 2 月 28 日（周六）上班
    ("2026-04-03", "2026-04-08", "2026-04-13"), // 清明 4 月 4 日至 6 日
    ("2026-04-30", "2026-05-05", "2026-05-11"), // 劳动节 5 月 1 日至 5 日，9 日（周六）上班
    ("2026-09-18", "2026-09-23", "2026-09-24"), // 9 月 20 日（周日）上班
    ("2026-09-24", "2026-09-29", "2026-10-09"), // 中秋 9 月 25 日至 27 日，国庆 10 月 1 日至 7 日
    ("2026-09-30", "2026-10-05", "2026-10-13"), // 10 月 10 日（周六）上班
    ("2026-12-24", "2026-12-29", "2026-12-31"),
];

fn next(day: &str) -> String {
    let day: chrono::NaiveDate = day.parse().expect("a date");
    day.succ_opt().expect("a day").to_string()
}

#[test]
fn past_five_days_is_a_warning_and_past_five_working_days_an_error() {
    for (start, calendar, working) in TERMS {
        let entered = [*start, *calendar, &next(calendar), *working, &next(working)];
        let late = ["", "", "overdue (warning)", "overdue (warning)", "overdue"];
        for (day, status) in entered.iter().zip(late) {
            let case = closed(Case::example(), start, day).on("2027-01-15");
            let expected = [("20-1", "case", status)];
            let expected = if status.is_empty() {
                set(&[])
            } else {
                set(&expected)
            };
            let name = format!("closed on {start}, entered on {day}");
            assert_eq!(Prepared::new(&name, case).problems(), expected, "{name}");
        }
    }
}

#[test]
fn both_readings_of_the_term_are_printed() {
    for (start, calendar, working) in TERMS {
        for entered in [next(calendar), next(working)] {
            let case = closed(Case::example(), start, &entered).on("2027-01-15");
            let message = of_first_platform(case).message;
            assert!(
                message.contains(calendar) && message.contains(working),
                "{start}: {message}"
            );
        }
    }
}

#[test]
fn the_due_day_is_that_of_the_reading_that_was_missed() {
    let due = |entered| of_first_platform(closed(Case::example(), "2026-06-12", entered)).due;
    assert_eq!(
        due("2026-06-18").map(|day| day.to_string()).as_deref(),
        Some("2026-06-17")
    );
    assert_eq!(
        due("2026-06-23").map(|day| day.to_string()).as_deref(),
        Some("2026-06-22")
    );
}

#[test]
fn a_year_without_calendar_data_leaves_the_working_days_open_and_nothing_else() {
    let late = |entered| closed(Case::example(), "2026-12-28", entered).on("2027-02-01");
    let open = [
        ("20-1", "case", "undecidable"),
        ("20-2", "case", "undecidable"),
    ];
    assert_eq!(
        late("2026-12-29").problems(),
        set(&open),
        "within any reading"
    );
    assert_eq!(
        late("2027-01-02").problems(),
        set(&open),
        "on the last day of the calendar"
    );
    // Past the calendar's five days: still a warning, whichever of the two it is called.
    let found = of_first_platform(late("2027-01-03"));
    assert!(
        matches!(found.status, Status::Undecidable | Status::Overdue),
        "{}",
        found.message
    );
    assert!(found.message.contains("2027-01-02"), "{}", found.message);
    let absent = late("2026-12-29").without("E20");
    let expected = [("20-1", "case", "missing"), ("20-2", "case", "undecidable")];
    assert_eq!(
        absent.problems(),
        set(&expected),
        "presence is always asked"
    );
}

#[test]
fn a_workspace_gives_the_calendar_of_a_further_year() {
    let text = "[calendar]\noff = [2027-01-01, 2027-01-04]\nwork = [2027-01-03]\n";
    let extra = anjuan::workspace::Workspace::read("anjuan.toml", text.as_bytes()).expect("sound");
    let entered = |day: &str| {
        let mut case = closed(Case::example(), "2026-12-28", day).on("2027-02-01");
        case.workspace.calendar = extra.calendar.clone();
        case.problems()
    };
    // 12 月 29、30、31 日，1 月 3 日（周日）上班，1 月 5 日
    assert_eq!(entered("2027-01-02"), set(&[]));
    assert_eq!(
        entered("2027-01-05"),
        set(&[("20-1", "case", "overdue (warning)")])
    );
    assert_eq!(entered("2027-01-06"), set(&[("20-1", "case", "overdue")]));
}

pub(super) const LATE: &[Row] = &[
    (
        "late by the calendar",
        |case| closed(case, "2026-06-12", "2026-06-18"),
        &[("20-1", "case", "overdue (warning)")],
    ),
    (
        "late by working days",
        |case| closed(case, "2026-06-12", "2026-06-23"),
        &[("20-1", "case", "overdue")],
    ),
];

#[test]
fn an_entry_after_the_term_is_late() {
    expect(Case::example, LATE);
}
