//! Every shipped template with every value, and with none.

use super::super::{Datum, Library, Mode};
use super::samples::{PAPERS, Sample, templates};
use super::{document_xml, page_text, text_of};

fn library() -> Library {
    Library::new(&templates()).unwrap()
}

/// What a reader must find of a value.
fn shown(datum: &Datum) -> Vec<String> {
    match datum {
        Datum::Text(text) => text.lines().map(str::to_owned).collect(),
        Datum::Rows(rows) => rows
            .iter()
            .flatten()
            .flat_map(|(_, cell)| shown(cell))
            .collect(),
        Datum::Boolean(yes) => vec![if *yes { "■是" } else { "■否" }.to_owned()],
        other => vec![other.text("x").unwrap()],
    }
}

#[test]
fn every_value_is_in_the_page_and_in_the_file() {
    let library = library();
    for paper in PAPERS {
        let facts = paper.facts();
        let rendered = library
            .render(paper.template, &facts, &paper.form(), Mode::Strict)
            .unwrap();
        assert_eq!(rendered.missing, [], "{}", paper.title);
        let texts = [
            page_text(&rendered.document),
            text_of(&document_xml(&rendered.document)),
        ];
        for text in texts {
            assert!(text.contains(paper.title), "{}", paper.title);
            for (name, datum) in (paper.own)() {
                for piece in shown(&datum) {
                    assert!(text.contains(&piece), "{} {name} {piece}", paper.title);
                }
            }
        }
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let (first, second) = (library(), library());
    for paper in PAPERS {
        let render = |library: &Library| {
            let facts = paper.facts();
            let rendered = library
                .render(paper.template, &facts, &paper.form(), Mode::Strict)
                .unwrap();
            (
                document_xml(&rendered.document),
                page_text(&rendered.document),
                rendered.xhtml,
            )
        };
        assert_eq!(render(&first), render(&second), "{}", paper.title);
    }
}

const PARTY: &[&str] = &[
    "当事人.名称",
    "当事人.证件号码",
    "当事人.法定代表人",
    "当事人.住址",
];
const CONTACT: &[&str] = &["联系人", "联系电话"];

/// What each template demands, beside the agency's name.
const DEMANDED: &[(&str, &[&[&str]])] = &[
    (
        "立案审批表",
        &[
            &["案件.案由", "案件.承办机构", "执法人员"],
            &[
                "当事人情况",
                "案发地",
                "案件来源",
                "案源登记时间",
                "核查情况",
                "立案理由",
            ],
        ],
    ),
    (
        "现场检查（勘验）记录",
        &[
            &["案件.案由", "事项.开始", "事项.地点", "事项.执法人员"],
            &[
                "当事人.名称",
                "当事人.证件号码",
                "当事人.住址",
                "现场负责人",
                "检查情况",
                "记录人",
            ],
        ],
    ),
    (
        "询问（调查）记录",
        &[
            &[
                "案件.案由",
                "事项.开始",
                "事项.地点",
                "事项.执法人员",
                "被询问人",
                "性别",
                "年龄",
            ],
            &[
                "身份证件号码",
                "工作单位及职务",
                "联系电话",
                "住址",
                "与本案关系",
                "记录人",
                "问答",
            ],
        ],
    ),
    (
        "送达回证",
        &[&["案件.案由", "送达.受送达人", "送达.文书", "送达.方式"]],
    ),
    (
        "物品清单",
        &[&["母件.名称", "当事人.名称", "物品", "执法人员"]],
    ),
    (
        "责令(限期)改正通知书",
        &[
            PARTY,
            CONTACT,
            &["违法事实", "改正依据", "改正内容", "改正期限", "逾期后果"],
        ],
    ),
    (
        "行政处罚事先告知书",
        &[
            PARTY,
            CONTACT,
            &[
                "违法事实",
                "证据",
                "处罚依据",
                "裁量理由",
                "拟处罚内容",
                "陈述申辩期限",
                "联系地址",
            ],
        ],
    ),
    (
        "集体讨论记录",
        &[
            &[
                "案件.案由",
                "案件.承办机构",
                "事项.开始",
                "事项.地点",
                "事项.参加人员",
            ],
            &[
                "主持人",
                "记录人",
                "案情汇报",
                "法制审核意见",
                "讨论意见",
                "讨论结论",
            ],
        ],
    ),
    (
        "行政处罚决定书",
        &[
            PARTY,
            &[
                "违法事实",
                "证据",
                "陈述申辩及采纳情况",
                "裁量理由",
                "处罚依据",
                "处罚内容",
            ],
            &["履行方式和期限", "复议机关", "诉讼法院"],
        ],
    ),
    (
        "催告书",
        &[
            PARTY,
            CONTACT,
            &[
                "决定书.文号",
                "决定书.送达日期",
                "履行义务",
                "履行期限",
                "履行方式",
                "陈述申辩期限",
            ],
        ],
    ),
    (
        "案件移送函",
        &[&[
            "案件.案由",
            "受移送机关",
            "案情",
            "移送理由与依据",
            "材料清单",
        ]],
    ),
    (
        "内部程序审批表",
        &[&["案件.案由", "审批事项", "理由依据", "是否紧急", "办理期限"]],
    ),
];

#[test]
fn everything_that_is_missing_is_reported_at_once() {
    let library = library();
    for paper in PAPERS {
        let (_, groups) = DEMANDED
            .iter()
            .find(|(title, _)| *title == paper.title)
            .unwrap();
        let mut want: Vec<&str> = groups.concat();
        want.push("机关.名称");
        want.sort_unstable();
        let empty = Sample::default();
        let rendered = library
            .render(paper.template, &empty, &paper.form(), Mode::Strict)
            .unwrap();
        let mut found: Vec<&str> = rendered.missing.iter().map(|one| &*one.name).collect();
        found.sort_unstable();
        assert_eq!(found, want, "{}", paper.title);
        for missing in &rendered.missing {
            assert!(!missing.label.is_empty());
        }
    }
}

#[test]
fn what_is_missing_is_marked_in_the_text() {
    let library = library();
    for paper in PAPERS {
        let empty = Sample::default();
        let rendered = library
            .render(paper.template, &empty, &paper.form(), Mode::Strict)
            .unwrap();
        let text = page_text(&rendered.document);
        for missing in &rendered.missing {
            let marker = format!("【待补：{}】", missing.label);
            assert!(text.contains(&marker), "{} {marker}", paper.title);
        }
    }
}

#[test]
fn a_blank_paper_has_lines_and_no_markers() {
    let library = library();
    for paper in PAPERS {
        let empty = Sample::default();
        let rendered = library
            .render(paper.template, &empty, &paper.form(), Mode::Blank)
            .unwrap();
        assert_eq!(rendered.missing, [], "{}", paper.title);
        assert!(!rendered.by_hand.is_empty());
        assert!(!rendered.xhtml.contains("待补"), "{}", paper.title);
        assert!(rendered.xhtml.contains("<blank"), "{}", paper.title);
    }
}

#[test]
fn conditions_decide_what_else_is_demanded() {
    let library = library();
    for (title, name, datum, more) in [
        (
            "行政处罚决定书",
            "罚款金额",
            Datum::Money(1),
            &["收款银行", "收款户名", "收款账号"][..],
        ),
        ("催告书", "加处罚款金额", Datum::Money(1), &["给付方式"]),
        (
            "送达回证",
            "送达.方式",
            Datum::Text("委托送达".to_owned()),
            &["送达.受托机关"],
        ),
    ] {
        let paper = PAPERS.iter().find(|paper| paper.title == title).unwrap();
        let facts = Sample([(name.to_owned(), datum)].into());
        let rendered = library
            .render(paper.template, &facts, &paper.form(), Mode::Strict)
            .unwrap();
        for wanted in more {
            assert!(
                rendered.missing.iter().any(|one| one.name == *wanted),
                "{title} {wanted}"
            );
        }
    }
}

#[test]
fn the_deadline_of_the_event_stands_in_for_that_of_the_paper() {
    let paper = PAPERS
        .iter()
        .find(|paper| paper.template == "correction-order.xhtml")
        .unwrap();
    let mut facts = paper.facts();
    facts.0.remove("改正期限");
    let rendered = library()
        .render(paper.template, &facts, &paper.form(), Mode::Strict)
        .unwrap();
    assert!(page_text(&rendered.document).contains("2026年4月15日"));
}

#[test]
fn no_template_prints_a_date_or_a_signature_by_itself() {
    let library = library();
    for paper in PAPERS {
        let mut facts = paper.facts();
        facts
            .0
            .retain(|_, datum| !matches!(datum, Datum::Date(_) | Datum::DateTime(_)));
        let rendered = library
            .render(paper.template, &facts, &paper.form(), Mode::Blank)
            .unwrap();
        let text = page_text(&rendered.document);
        assert!(!text.contains("2026年5月"), "{}", paper.title);
    }
}
