//! The general form, of the papers of the rulebook that have no template of their own.

use super::*;

/// The text of a blank draft, or of one with these fields.
fn drafted(paper: &str, fields: &[&str], blank: Blank) -> String {
    let desk = Desk::new();
    let order = Order {
        blank,
        ..set(paper_of(paper), fields)
    };
    let done = desk
        .new_paper(&order)
        .unwrap_or_else(|failure| panic!("{failure}"))
        .done;
    let path = record(&done.case, &done.made[0].0)
        .unwrap()
        .path
        .clone()
        .unwrap();
    text(&desk.case().join(path))
}

#[test]
fn everyone_signs_below_their_own_opinion() {
    let text = drafted(
        "内部程序审批表",
        &["审批事项=查封", "理由和依据=略", "承办人意见=拟同意"],
        Blank::None,
    );
    let places: Vec<_> = [
        "承办人意见",
        "拟同意",
        "承办人：",
        "承办机构意见",
        "承办机构负责人：",
        "负责人审批意见",
        "机关负责人：",
    ]
    .iter()
    .map(|part| text.find(part).unwrap_or_else(|| panic!("{part}: {text}")))
    .collect();
    assert!(places.is_sorted(), "{text}");
    assert!(!text.contains("签名："), "{text}");
    // More signers than opinions: they sign at the end.
    let text = drafted("法制审核意见书", &[], Blank::All);
    assert_eq!(text.matches("签名：").count(), 2, "{text}");
}

#[test]
fn what_only_some_cases_have_is_printed_where_it_is_given_and_on_the_blank_form() {
    let published = drafted(
        "公示记录",
        &["公示内容=检查结果", "公示网址=某网站"],
        Blank::None,
    );
    assert!(published.contains("公示网址：某网站"), "{published}");
    for part in ["撤下日期", "不公开理由"] {
        assert!(!published.contains(part), "{published}");
        let blank = drafted("公示记录", &[], Blank::All);
        assert!(blank.contains(part), "{blank}");
    }
}

#[test]
fn minutes_have_room_for_time_and_place_for_the_party_and_for_two_officers() {
    let blank = drafted("现场笔录", &[], Blank::All);
    for part in [
        "时间：",
        "地点：",
        "当事人对以上记录的意见（由当事人书写）",
        "见证人：",
    ] {
        assert!(blank.contains(part), "{part}: {blank}");
    }
    assert_eq!(blank.matches("执法人员：").count(), 3, "{blank}");
}

#[test]
fn a_decision_names_the_address_and_the_terms_of_its_remedies() {
    let fields = [
        "原决定书文号=×号",
        "强制执行的理由和依据=略",
        "强制执行的方式和时间=略",
        "复议机关=甲市人民政府",
        "诉讼法院=乙区人民法院",
    ];
    let text = drafted("行政强制执行决定书", &fields, Blank::None);
    for part in [
        "住址（住所）：××路88号",
        "之日起60日内向甲市人民政府申请行政复议",
        "之日起6个月内直接向乙区人民法院提起行政诉讼",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("复议机关："), "{text}");
}
