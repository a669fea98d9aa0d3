//! What a paper takes from the events, records and parties that it is linked to.

use super::*;

#[test]
fn a_proof_of_service_takes_its_papers_and_facts_from_the_service() {
    let desk = Desk::new();
    let order = Order {
        events: vec!["E02".to_owned()],
        ..paper_of("送达回证")
    };
    desk.new_paper(&order).unwrap();
    let record = desk.record("R02");
    assert_eq!(record.serves, ["R01"]);
    let text = text(&desk.case().join(record.path.unwrap()));
    for part in [
        "行政处罚决定书",
        "×工信罚〔2026〕7号",
        "■直接送达",
        "收到日期：2026年5月6日",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_reminder_names_the_decision_that_its_event_follows_up() {
    let desk = Desk::new();
    let (id, path) = desk.draft("催告书");
    assert_eq!(desk.record(&id).events, ["E03"]);
    let text = text(&desk.case().join(path));
    assert!(
        text.contains("×工信罚〔2026〕7号行政决定，已于2026年5月6日送达"),
        "{text}"
    );
}

#[test]
fn a_follow_up_of_a_seizure_names_its_decision_and_its_term() {
    let seizure = r#"
[[event]]
id = "E04"
type = "查封扣押"
start = 2026-03-17T09:10:00+08:00
deadline = 2026-04-15
[[event]]
id = "E05"
type = "延长查封扣押"
start = 2026-04-14
deadline = 2026-05-15
[[record]]
id = "R02"
type = "查封（扣押）决定书"
number = "×工信查扣〔2026〕1号"
date = 2026-03-17
state = "作废"
events = ["E04"]
location = "纸质:卷内第20页"
[[record]]
id = "R03"
type = "查封（扣押）决定书"
number = "×工信查扣〔2026〕2号"
date = 2026-03-17
events = ["E04"]
location = "纸质:卷内第21页"
"#;
    let desk = Desk::with(&[CASE, seizure].concat());
    let (id, path) = desk.draft("延长查封、扣押期限通知书");
    assert_eq!(desk.record(&id).events, ["E05"]);
    let text = text(&desk.case().join(path));
    for part in [
        "本机关于2026年3月17日作出《查封（扣押）决定书》（×工信查扣〔2026〕2号）",
        "自2026年3月17日起至2026年4月15日止",
        "延长至2026年5月15日止",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn of_several_seizures_only_the_named_one_is_followed() {
    let two = r#"
[[event]]
id = "E04"
type = "查封扣押"
start = 2026-03-17
deadline = 2026-04-15
[[event]]
id = "E05"
type = "查封扣押"
start = 2026-03-18
deadline = 2026-04-16
[[event]]
id = "E06"
type = "延长查封扣押"
start = 2026-04-14
"#;
    for (of, term) in [("", None), ("of = [\"E05\"]\n", Some("至2026年4月16日止"))] {
        let desk = Desk::with(&[CASE, two, of].concat());
        let (_, path) = desk.draft("延长查封、扣押期限通知书");
        let text = text(&desk.case().join(path));
        match term {
            Some(term) => assert!(text.contains(term), "{text}"),
            None => assert!(!text.contains("2026年4月1"), "{text}"),
        }
    }
}

#[test]
fn a_reminder_of_enforcement_names_the_decision_by_its_title_and_number() {
    let desk = Desk::new();
    let order = Order {
        events: vec!["E03".to_owned()],
        blank: Blank::All,
        ..paper_of("行政强制执行催告书")
    };
    let done = desk.new_paper(&order).unwrap().done;
    let path = desk.record(&done.made[0].0).path.unwrap();
    let text = text(&desk.case().join(path));
    assert!(
        text.contains("《行政处罚决定书》（×工信罚〔2026〕7号），已于2026年5月6日送达"),
        "{text}"
    );
}

#[test]
fn several_parties_each_have_their_block() {
    let second = "[[party]]\nkind = \"自然人\"\nname = \"陈某\"\nidentifier = \"3504\"\naddress = \"乙路\"\n";
    let desk = Desk::with(&CASE.replacen("[[officer]]", &format!("{second}[[officer]]"), 1));
    let (_, path) = desk.draft("行政处罚事先告知书");
    let whole = text(&desk.case().join(path));
    for part in [
        "当事人1：××公司",
        "当事人2：陈某",
        "身份证件号码：3504",
        "统一社会信用代码：91350400",
    ] {
        assert!(whole.contains(part), "{part}: {whole}");
    }
    let order = Order {
        party: vec!["陈某".to_owned()],
        blank: Blank::All,
        ..paper_of("行政处罚事先告知书")
    };
    let done = desk.new_paper(&order).unwrap().done;
    let path = record(&done.case, &done.made[0].0)
        .unwrap()
        .path
        .clone()
        .unwrap();
    let own = text(&desk.case().join(path));
    assert!(own.contains("当事人：陈某"), "{own}");
    assert!(!own.contains("91350400"), "{own}");
}

#[test]
fn a_list_has_the_title_it_was_asked_for_by_unless_that_is_only_shorter() {
    let desk = Desk::new();
    for (asked, title) in [("物品清单", Some("物品清单")), ("清单", None)] {
        let order = Order {
            attached_to: Some("R01".into()),
            ..paper_of(asked)
        };
        let done = desk
            .new_paper(&set(order, &["物品=电动机||1|台"]))
            .unwrap()
            .done;
        let record = desk.record(&done.made[0].0);
        assert_eq!(record.title.as_deref(), title, "{asked}");
        assert_eq!(record.kind, "（场所、设施、财物）清单");
    }
}

#[test]
fn the_fields_of_a_record_are_shown_with_their_values_and_facts() {
    let desk = Desk::new();
    let order = Order {
        blank: Blank::All,
        ..set(
            paper_of("催告书"),
            &["罚款金额=2万元", "履行期限=2026-06-20"],
        )
    };
    let done = desk.new_paper(&order).unwrap().done;
    let paper = fields_of_record(&done.case, &done.made[0].0).unwrap();
    let value = |name: &str| {
        paper
            .fields
            .iter()
            .find(|line| line.name == name)
            .unwrap()
            .value
            .clone()
    };
    assert_eq!(value("罚款金额").as_deref(), Some("20000.00元"));
    assert_eq!(value("履行期限").as_deref(), Some("2026-06-20"));
    assert_eq!(value("联系人"), None);
    let fact = paper
        .facts
        .iter()
        .find(|line| line.fact.name == "决定书.文号")
        .unwrap();
    assert_eq!(fact.value.as_deref(), Some("×工信罚〔2026〕7号"));
}
