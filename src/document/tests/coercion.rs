//! The outward papers of coercion and inspection: what the law wants on them, filled or blank.

use super::super::{Datum, Library, Mode};
use super::page_text;
use super::samples::{PAPERS, Paper, Sample, templates};

fn paper(title: &str) -> &'static Paper {
    PAPERS.iter().find(|paper| paper.title == title).unwrap()
}

/// The page of a paper with these values.
fn page(title: &str, facts: &Sample, mode: Mode) -> String {
    let paper = paper(title);
    let library = Library::new(&templates()).unwrap();
    let rendered = library.render(paper.template, facts, &paper.form(), mode);
    page_text(&rendered.unwrap().document)
}

/// All the values of a paper, but for the one of that name.
fn with(title: &str, name: &str, datum: Option<Datum>) -> Sample {
    let mut facts = paper(title).facts();
    facts.0.remove(name);
    facts.0.extend(datum.map(|datum| (name.to_owned(), datum)));
    facts
}

const REMEDY: &[&str] = &[
    "之日起60日内向",
    "申请行政复议",
    "之日起6个月内直接向",
    "提起行政诉讼",
];

/// What a blank form has printed, and a filled one too.
const PRINTED: &[(&str, &[&[&str]])] = &[
    (
        "查封（扣押）决定书",
        &[
            &["当事人：", "住址（住所）：", "一、违法事实", "理由和依据"],
            &["名称", "规格型号", "数量", "单位"],
            &[
                "清单一式二份，由当事人和本机关分别保存",
                "附：（场所、设施、财物）清单",
            ],
            &[
                "四、查封（扣押）的期限",
                "检测、检验、检疫或者技术鉴定",
                "批准人：",
            ],
            &["执法人员：", "当事人签收：", "承办人："],
            REMEDY,
        ],
    ),
    (
        "延长查封、扣押期限通知书",
        &[
            &[
                "作出《查封（扣押）决定书》（",
                "一、延长的理由",
                "二、延长的依据",
            ],
            &["延长至", "经本机关负责人批准", "批准人："],
            REMEDY,
        ],
    ),
    (
        "查封、扣押处理决定书",
        &[
            &["作出《查封（扣押）决定书》（", "处理原因：", "处理日期："],
            &[
                "去向",
                "领取财物的核对意见（由领取人书写）",
                "当事人（领取人）：",
            ],
            REMEDY,
        ],
    ),
    (
        "（查封、扣押）财物移送通知书",
        &[&[
            "作出《查封（扣押）决定书》（",
            "将查封（扣押）的财物移送",
            "附：（场所、设施、财物）清单",
        ]],
    ),
    (
        "行政强制执行催告书",
        &[
            &[
                "本机关作出的《",
                "一、应当履行的义务",
                "二、履行期限",
                "三、履行方式",
            ],
            &[
                "四、金额和给付方式",
                "罚款：人民币",
                "加处罚款：人民币",
                "给付方式：",
            ],
            &["有权进行陈述和申辩", "申请人民法院强制执行"],
        ],
    ),
    (
        "检查告知书",
        &[
            &[
                "被检查人：",
                "出示行政执法证件",
                "一、检查依据",
                "二、检查事项",
            ],
            &["三、检查内容", "检查人员：", "五、当事人享有的权利"],
            &["被检查人签收意见（由被检查人书写"],
        ],
    ),
    (
        "行政监督检查记录表",
        &[
            &["被检查人", "检查时间", "检查地点", "检查依据", "检查内容"],
            &["发现的问题", "是否合格", "是否存在违法行为", "处理意见"],
            &["由被检查人书写", "见证人：", "检查人："],
        ],
    ),
];

#[test]
fn what_the_law_wants_has_its_place_on_the_blank_form_and_on_the_filled_one() {
    for (title, groups) in PRINTED {
        let filled = page(title, &paper(title).facts(), Mode::Strict);
        let blank = page(title, &Sample::default(), Mode::Blank);
        for part in groups.concat() {
            assert!(filled.contains(part), "{title} {part}: {filled}");
            assert!(blank.contains(part), "{title} {part}: {blank}");
        }
    }
}

#[test]
fn a_blank_form_offers_the_choices_and_a_filled_letter_says_the_one() {
    for (title, blank, filled) in [
        ("查封（扣押）决定书", "实施□查封　□扣押：", "实施查封："),
        (
            "查封、扣押处理决定书",
            "□解除　□没收　□销毁　□退还　□其他。",
            "解除。",
        ),
        ("行政监督检查记录表", "□合格　□不合格", "□合格　■不合格"),
    ] {
        let empty = page(title, &Sample::default(), Mode::Blank);
        assert!(empty.contains(blank), "{empty}");
        let full = page(title, &paper(title).facts(), Mode::Strict);
        assert!(full.contains(filled), "{full}");
    }
}

#[test]
fn a_reminder_asks_for_money_only_where_money_is_owed() {
    for title in ["催告书", "行政强制执行催告书"] {
        let mut facts = with(title, "罚款金额", None);
        facts.0.remove("加处罚款金额");
        for mode in [Mode::Strict, Mode::Blank] {
            let text = page(title, &facts, mode);
            assert!(!text.contains("金额和给付方式"), "{title}: {text}");
        }
    }
}

#[test]
fn goods_are_received_only_where_they_are_given_back() {
    let title = "查封、扣押处理决定书";
    for (manner, received) in [
        ("解除", true),
        ("退还", true),
        ("其他", true),
        ("没收", false),
        ("销毁", false),
    ] {
        let manner_of = Some(Datum::Text(manner.to_owned()));
        let text = page(title, &with(title, "处理方式", manner_of), Mode::Strict);
        assert_eq!(text.contains("领取人"), received, "{manner}");
    }
}

#[test]
fn a_table_of_goods_is_closed_below_its_last_row() {
    for title in ["查封（扣押）决定书", "查封、扣押处理决定书"] {
        let filled = page(title, &paper(title).facts(), Mode::Strict);
        assert!(filled.contains("（以下空白）"), "{title}");
        let blank = page(title, &Sample::default(), Mode::Blank);
        assert!(!blank.contains("（以下空白）"), "{title}");
    }
}

/// The fact that stands in for a field, and how it is printed; a day is 2026-07-09, a text 某某.
const STANDS_IN: &[(&str, &str, &str, &str)] = &[
    (
        "查封（扣押）决定书",
        "期限起",
        "事项.日期",
        "自2026年7月9日起",
    ),
    (
        "查封（扣押）决定书",
        "期限止",
        "事项.期限",
        "至2026年7月9日止",
    ),
    (
        "延长查封、扣押期限通知书",
        "原期限起",
        "原事项.日期",
        "自2026年7月9日起",
    ),
    (
        "延长查封、扣押期限通知书",
        "原期限止",
        "原事项.期限",
        "至2026年7月9日止",
    ),
    (
        "延长查封、扣押期限通知书",
        "延长至",
        "事项.期限",
        "延长至2026年7月9日止",
    ),
    (
        "延长查封、扣押期限通知书",
        "原决定书文号",
        "原文书.文号",
        "决定书》（某某）",
    ),
    (
        "查封、扣押处理决定书",
        "处理日期",
        "事项.日期",
        "处理日期：2026年7月9日",
    ),
    (
        "（查封、扣押）财物移送通知书",
        "移送日期",
        "事项.日期",
        "于2026年7月9日将",
    ),
    (
        "行政强制执行催告书",
        "决定书名称",
        "决定书.名称",
        "《某某》",
    ),
    (
        "行政强制执行催告书",
        "决定书文号",
        "决定书.文号",
        "（某某）",
    ),
    (
        "行政强制执行催告书",
        "决定书送达日期",
        "决定书.送达日期",
        "已于2026年7月9日送达",
    ),
    ("检查告知书", "检查依据", "事项.依据", "某某"),
    ("行政监督检查记录表", "检查依据", "事项.依据", "某某"),
];

#[test]
fn what_the_event_says_stands_in_for_what_the_paper_leaves_out() {
    for (title, name, fact, shown) in STANDS_IN {
        let mut facts = with(title, name, None);
        let datum = match chrono::NaiveDate::from_ymd_opt(2026, 7, 9) {
            Some(day) if shown.contains("2026年7月9日") => Datum::Date(day),
            _ => Datum::Text("某某".to_owned()),
        };
        facts.0.insert((*fact).to_owned(), datum);
        let printed = page(title, &facts, Mode::Strict);
        assert!(printed.contains(shown), "{title} {name}: {printed}");
        assert!(!printed.contains("待补"), "{title} {name}: {printed}");
    }
}

#[test]
fn officers_with_their_certificates_are_named_where_nobody_else_is() {
    let text = page(
        "检查告知书",
        &with("检查告知书", "检查人员", None),
        Mode::Strict,
    );
    assert!(
        text.contains("检查人员：张某（执法证号：闽G0412345）、李某（执法证号：闽G0412346）"),
        "{text}"
    );
}
