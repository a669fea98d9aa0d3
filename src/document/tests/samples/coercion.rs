//! The values of the sample papers of coercion and inspection.

use super::super::super::Datum;
use super::values::{CONTACT, INSPECTED, texts, with};
use super::{day, rows, text, time};

type Values = Vec<(&'static str, Datum)>;

const COURT: [(&str, &str); 2] = [
    ("复议机关", "三明市人民政府"),
    ("诉讼法院", "三明市三元区人民法院"),
];
const REASON: &str =
    "为防止涉案设备被转移、隐匿，保全证据，依照《××法》第××条的规定，决定予以查封。";
const EXTENDED: &str = "外省生产单位的协查函尚未回复，在原期限内不能查清事实，案件情况复杂。";

fn and<const N: usize>(values: Values, pairs: [(&'static str, &str); N]) -> Values {
    with(values, pairs.map(|(name, value)| (name, text(value))))
}

pub(super) fn seizure() -> Values {
    let objects = rows(
        &["名称", "规格型号", "数量", "单位", "备注"],
        &[
            &[
                "三相异步电动机",
                "Y160M-4",
                "2",
                "台",
                "出厂编号示例-001、002",
            ],
            &["三相异步电动机", "Y180L-4", "1", "台", ""],
        ],
    );
    let values = texts([
        ("措施类型", "查封"),
        ("违法事实", INSPECTED),
        ("理由和依据", REASON),
        ("存放地点", "一号厂房，就地查封"),
        ("保管人", "王某"),
        ("批准人", "钱某"),
    ]);
    let values = with(
        values,
        [
            ("查封（扣押）对象", objects),
            ("期限起", Datum::Date(day(3, 17))),
            ("期限止", Datum::Date(day(4, 16))),
            ("批准时间", time(3, 17, 8, 30)),
        ],
    );
    and(values, COURT)
}

pub(super) fn extension() -> Values {
    let values = texts([
        ("原决定书文号", "明工信查扣〔2026〕2号"),
        ("延长理由", EXTENDED),
        ("延长依据", "《中华人民共和国行政强制法》第二十五条"),
        ("批准人", "钱某"),
    ]);
    let values = with(
        values,
        [
            ("原期限起", Datum::Date(day(3, 18))),
            ("原期限止", Datum::Date(day(4, 17))),
            ("延长至", Datum::Date(day(5, 16))),
            ("批准时间", time(4, 13, 16, 20)),
        ],
    );
    and(values, COURT)
}

pub(super) fn disposition() -> Values {
    let goods = rows(
        &["名称", "规格型号", "数量", "单位", "去向"],
        &[
            &["三相异步电动机", "Y160M-4", "2", "台", "退还当事人"],
            &["三相异步电动机", "Y180L-4", "1", "台", "按行政处罚决定没收"],
        ],
    );
    let values = texts([
        ("原决定书文号", "明工信查扣〔2026〕2号"),
        ("处理方式", "解除"),
        ("处理原因", "查封、扣押期限已经届满"),
        (
            "处理理由和依据",
            "查封期限已于2026年4月16日届满，不再延长，依法解除。",
        ),
    ]);
    let values = with(
        values,
        [("处理日期", Datum::Date(day(4, 18))), ("财物去向", goods)],
    );
    and(values, COURT)
}

pub(super) fn transferred() -> Values {
    let values = texts([
        ("原决定书文号", "明工信查扣〔2026〕2号"),
        ("受移送机关", "三明市公安局××分局"),
        (
            "移送理由与依据",
            "你（单位）的行为涉嫌犯罪，查封、扣押的财物随案件一并移送。",
        ),
    ]);
    let values = with(values, [("移送日期", Datum::Date(day(4, 20)))]);
    and(values, CONTACT)
}

pub(super) fn enforcement() -> Values {
    let values = texts([
        ("决定书名称", "行政处罚决定书"),
        ("决定书文号", "明工信罚〔2026〕15号"),
        ("履行义务", "交付没收的电动机两台，缴纳罚款。"),
        (
            "履行方式",
            "电动机在一号厂房当面交付，罚款到指定的银行缴纳。",
        ),
        ("给付方式", "转入决定书载明的账户"),
        ("陈述申辩期限", "自收到本催告书之日起三个工作日内"),
    ]);
    let values = with(
        values,
        [
            ("决定书送达日期", Datum::Date(day(6, 13))),
            ("履行期限", Datum::Date(day(7, 15))),
            ("罚款金额", Datum::Money(2_000_000)),
            ("加处罚款金额", Datum::Money(600_000)),
        ],
    );
    and(values, CONTACT)
}

pub(super) fn inspection_notice() -> Values {
    let values = texts([
        ("检查依据", "2026年度“双随机”抽查工作计划"),
        ("检查事项", "国家明令淘汰的用能设备的使用情况"),
        (
            "检查内容",
            "在用的电动机、变压器、风机、水泵的型号和出厂年份",
        ),
        ("检查时间", "2026年3月3日上午"),
        ("检查人员", "张某、李某、陈某"),
        (
            "当事人权利",
            "（一）进行陈述和申辩；\n（二）申请回避；\n（三）投诉、举报。",
        ),
    ]);
    and(values, CONTACT)
}

pub(super) fn inspected() -> Values {
    texts([
        ("检查依据", "2026年度“双随机”抽查工作计划"),
        ("现场负责人", "周某（生产部经理）"),
        ("告知确认", "看清楚了，不申请回避。"),
        (
            "检查内容",
            "在用的电动机、变压器、风机、水泵的型号和出厂年份",
        ),
        ("发现的问题", INSPECTED),
        ("是否合格", "不合格"),
        ("是否存在违法行为", "是"),
        ("处理意见", "立案"),
        ("见证人", "赵某"),
    ])
}
