//! The values of the sample papers.

use std::collections::BTreeMap;

use super::super::super::Datum;
use super::{day, rows, text, time};

const OFFICER: &[&str] = &["姓名", "执法证号", "角色"];

pub(super) fn case() -> BTreeMap<String, Datum> {
    let officers = rows(
        OFFICER,
        &[
            &["张某", "闽G0412345", "主办"],
            &["李某", "闽G0412346", "协办"],
        ],
    );
    let served = rows(
        &["名称", "文号", "份数"],
        &[
            &["行政处罚决定书", "明工信罚〔2026〕12号", "1"],
            &["（场所、设施、财物）清单", "", "1"],
        ],
    );
    let facts = [
        ("机关.名称", text("三明市工业和信息化局")),
        ("机关.代字", text("明工信")),
        ("案件.案号", text("2026-0012")),
        (
            "案件.案由",
            text("三明市××机械有限公司涉嫌使用国家明令淘汰的用能设备案"),
        ),
        ("案件.承办机构", text("执法一科")),
        ("文书.文号", text("明工信罚〔2026〕12号")),
        ("文书.日期", Datum::Date(day(5, 4))),
        ("当事人.名称", text("三明市××机械有限公司")),
        ("当事人.类型", text("法人")),
        ("当事人.证件号码", text("91350400MA00000000")),
        ("当事人.法定代表人", text("王某")),
        ("当事人.住址", text("三明市三元区××路88号")),
        ("当事人.电话", text("0598-0000000")),
        ("执法人员", officers.clone()),
        ("事项.开始", time(3, 3, 9, 10)),
        ("事项.结束", time(3, 3, 10, 25)),
        ("事项.地点", text("三明市三元区××路88号一号厂房")),
        ("事项.执法人员", officers),
        (
            "事项.参加人员",
            Datum::List(["陈某", "林某", "黄某"].map(text).to_vec()),
        ),
        ("事项.期限", Datum::Date(day(4, 15))),
        ("送达.方式", text("留置送达")),
        ("送达.受送达人", text("三明市××机械有限公司")),
        ("送达.收件人", text("王某")),
        ("送达.收到日期", Datum::Date(day(5, 6))),
        ("送达.地点", text("三明市××机械有限公司办公楼")),
        ("送达.时间", time(5, 6, 15, 5)),
        ("送达.文书", served),
        (
            "送达.拒收事由",
            text("当事人在现场，认为处罚过重，拒不签收"),
        ),
        ("送达.见证人", text("赵某")),
        ("送达.见证人单位", text("××社区居民委员会")),
        ("送达.受托机关", text("永安市工业和信息化局")),
        ("决定书.文号", text("明工信罚〔2026〕12号")),
        ("决定书.送达日期", Datum::Date(day(5, 7))),
        ("母件.名称", text("先行登记保存证据通知书")),
        ("母件.文号", text("明工信登〔2026〕3号")),
    ];
    facts.map(|(name, datum)| (name.to_owned(), datum)).into()
}

pub(super) const INSPECTED: &str = "2026年3月3日，本局执法人员在该公司一号厂房检查时发现，该公司正在使用3台国家明令淘汰的Y系列三相异步电动机，铭牌型号分别为Y160M-4、Y180L-4、Y200L-4，用于带动生产线。";
const LAW: &str = "《中华人民共和国节约能源法》第十七条、第七十一条：使用国家明令淘汰的用能设备或者生产工艺的，由管理节能工作的部门责令停止使用，没收国家明令淘汰的用能设备。";
const EVIDENCE: &str = "1. 现场检查（勘验）记录1份，证明设备在用；\n2. 询问（调查）记录2份，证明购置时间和用途；\n3. 设备铭牌照片6张。";
pub(super) const CONTACT: [(&str, &str); 2] = [("联系人", "李某某"), ("联系电话", "0598-1111111")];

pub(super) fn texts<const N: usize>(
    pairs: [(&'static str, &str); N],
) -> Vec<(&'static str, Datum)> {
    pairs.map(|(name, value)| (name, text(value))).to_vec()
}

pub(super) fn with<const N: usize>(
    mut fields: Vec<(&'static str, Datum)>,
    more: [(&'static str, Datum); N],
) -> Vec<(&'static str, Datum)> {
    fields.extend(more);
    fields
}

pub(super) fn filing() -> Vec<(&'static str, Datum)> {
    let fields = texts([
        (
            "当事人情况",
            "三明市××机械有限公司，统一社会信用代码91350400MA00000000，法定代表人王某，住所三明市三元区××路88号。",
        ),
        ("案发地", "三明市三元区××路88号"),
        ("案件来源", "检查发现"),
        ("核查情况", INSPECTED),
        (
            "立案理由",
            "该行为涉嫌违反《中华人民共和国节约能源法》第十七条的规定，属于本局管辖，建议立案调查。",
        ),
        ("承办人意见", "建议立案。"),
    ]);
    with(fields, [("案源登记时间", Datum::Date(day(2, 27)))])
}

pub(super) fn inspection() -> Vec<(&'static str, Datum)> {
    texts([
        ("现场负责人", "周某（生产部经理）"),
        ("告知确认", "看清楚了，不申请回避。"),
        ("检查情况", INSPECTED),
        ("照片及附图", "照片6张（编号001至006）"),
        ("记录人", "吴某"),
        ("见证人", "赵某"),
    ])
}

pub(super) fn interview() -> Vec<(&'static str, Datum)> {
    let fields = texts([
        ("被询问人", "周某"),
        ("性别", "男"),
        ("身份证件号码", "350402198001010000"),
        ("工作单位及职务", "三明市××机械有限公司生产部经理"),
        ("联系电话", "13800000000"),
        ("住址", "三明市三元区××新村5幢"),
        ("与本案关系", "当事人的工作人员"),
        ("记录人", "吴某"),
        ("告知确认", "听清楚了，不申请回避。"),
    ]);
    let turns = rows(
        &["问", "答"],
        &[
            &[
                "请介绍你的基本情况和职责。",
                "我叫周某，2015年起在公司工作，负责一号厂房的生产。",
            ],
            &[
                "这3台电动机何时购置，何时投入使用？",
                "2012年购置，一直使用到今天。\n其中一台去年维修过。",
            ],
            &[
                "是否知道属于国家明令淘汰的设备？",
                "以前不知道，上个月看到通知后才知道。",
            ],
        ],
    );
    with(fields, [("年龄", Datum::Integer(46)), ("问答", turns)])
}

pub(super) fn receipt() -> Vec<(&'static str, Datum)> {
    let fields = texts([
        ("与受送达人关系", "法定代表人"),
        ("邮件编号", "EMS1234567890"),
        ("备注", "送达过程已全程录像。"),
    ]);
    with(fields, [("收到日期", Datum::Date(day(5, 8)))])
}

pub(super) fn property() -> Vec<(&'static str, Datum)> {
    let columns = &[
        "名称",
        "规格型号",
        "数量",
        "单位",
        "特征",
        "存放地点",
        "备注",
    ];
    let items = rows(
        columns,
        &[
            &[
                "三相异步电动机",
                "Y160M-4",
                "1",
                "台",
                "铭牌完整，2012年制造",
                "一号厂房东侧",
                "",
            ],
            &[
                "三相异步电动机",
                "Y180L-4",
                "1",
                "台",
                "外壳有锈蚀",
                "一号厂房东侧",
                "已封存",
            ],
            &[
                "三相异步电动机",
                "Y200L-4",
                "1",
                "台",
                "",
                "一号厂房西侧",
                "",
            ],
        ],
    );
    vec![("物品", items), ("见证人", text("赵某"))]
}

pub(super) fn correction() -> Vec<(&'static str, Datum)> {
    let fields = texts([
        ("违法事实", INSPECTED),
        ("改正依据", LAW),
        ("改正内容", "停止使用上述3台电动机，并报送停用情况。"),
        ("改正期限", "2026年4月16日前"),
        ("逾期后果", "逾期不改正的，将依法处理。"),
    ]);
    with(fields, CONTACT.map(|(name, value)| (name, text(value))))
}

pub(super) fn notice() -> Vec<(&'static str, Datum)> {
    let fields = texts([
        ("违法事实", INSPECTED),
        ("证据", EVIDENCE),
        ("处罚依据", LAW),
        (
            "裁量理由",
            "当事人积极配合调查，主动停止使用，依法从轻处罚。",
        ),
        ("拟处罚内容", "1. 没收国家明令淘汰的电动机3台；\n2. 罚款。"),
        ("陈述申辩期限", "自收到本告知书之日起五日内"),
        ("听证申请期限", "自收到本告知书之日起五个工作日内"),
        ("联系地址", "三明市××区××路1号"),
    ]);
    let fields = with(fields, CONTACT.map(|(name, value)| (name, text(value))));
    with(fields, [("拟罚款金额", Datum::Money(2_000_000))])
}

pub(super) fn discussion() -> Vec<(&'static str, Datum)> {
    let fields = texts([
        ("主持人", "陈某"),
        ("记录人", "吴某"),
        ("列席人员", "李某"),
        ("案情汇报", INSPECTED),
        (
            "法制审核意见",
            "事实清楚，证据充分，适用法律正确，程序合法，同意。",
        ),
        ("讨论结论", "一致同意没收电动机3台，并处罚款贰万元。"),
    ]);
    let opinions = rows(
        &["姓名", "职务", "意见"],
        &[
            &["陈某", "局长", "同意承办机构的意见。"],
            &["林某", "副局长", "同意，裁量适当。"],
            &["黄某", "", "同意。"],
        ],
    );
    with(fields, [("讨论意见", opinions)])
}

pub(super) fn decision() -> Vec<(&'static str, Datum)> {
    let fields = texts([
        ("违法事实", INSPECTED),
        ("证据", EVIDENCE),
        (
            "陈述申辩及采纳情况",
            "你（单位）在规定期限内未提出陈述申辩，也未申请听证。",
        ),
        (
            "裁量理由",
            "当事人积极配合调查，主动停止使用，依法从轻处罚。",
        ),
        ("处罚依据", LAW),
        ("处罚内容", "1. 没收国家明令淘汰的电动机3台；\n2. 罚款。"),
        ("收款银行", "××银行三明分行"),
        ("收款户名", "三明市财政局"),
        ("收款账号", "0000111122223333"),
        ("履行方式和期限", "没收的电动机由本机关当场收缴。"),
        ("复议机关", "三明市人民政府"),
        ("诉讼法院", "三明市三元区人民法院"),
    ]);
    with(fields, [("罚款金额", Datum::Money(10_700_053))])
}

pub(super) fn reminder() -> Vec<(&'static str, Datum)> {
    let fields = texts([
        ("履行义务", "缴纳罚款。"),
        ("履行方式", "到指定的银行缴纳。"),
        ("给付方式", "转入决定书载明的账户"),
        ("陈述申辩期限", "自收到本催告书之日起三日内"),
    ]);
    let fields = with(fields, CONTACT.map(|(name, value)| (name, text(value))));
    let amounts = [
        ("罚款金额", Datum::Money(2_000_000)),
        ("加处罚款金额", Datum::Money(60_000)),
    ];
    with(
        with(fields, amounts),
        [("履行期限", Datum::Date(day(7, 10)))],
    )
}

pub(super) fn transfer() -> Vec<(&'static str, Datum)> {
    let papers = rows(
        &["名称", "份数", "页数"],
        &[&["现场检查（勘验）记录", "1", "3"], &["照片", "6", "6"]],
    );
    let fields = texts([
        ("受移送机关", "三明市生态环境局"),
        ("案情", INSPECTED),
        (
            "移送理由与依据",
            "该违法行为属于你局管辖，依照《中华人民共和国行政处罚法》的规定，现将该案移送你局处理。",
        ),
    ]);
    with(fields, [("材料清单", papers)])
}

pub(super) fn approval() -> Vec<(&'static str, Datum)> {
    let fields = texts([("审批事项", "先行登记保存证据"), ("理由依据", INSPECTED)]);
    with(
        fields,
        [
            ("是否紧急", Datum::Boolean(true)),
            ("办理期限", Datum::Date(day(3, 12))),
        ],
    )
}
