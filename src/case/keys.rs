//! The table of manifest keys: the strict reader, `set` and the reference are made from it.

use super::vocabulary as v;
use crate::reading::{Key, Shape};

use Shape::{
    Answers, Boolean, Choice, Date, Digest, Fields, Id, Integer, Moment, Path, Table, Tables, Text,
    Texts,
};

const fn key(name: &'static str, shape: Shape, what: &'static str) -> Key {
    Key::new(name, shape, what)
}

/// The shape of the value at a dotted path below a table of keys; none where there is no such key.
#[must_use]
pub fn shape_at(keys: &[Key], path: &str) -> Option<Shape> {
    let (name, rest) = path
        .split_once('.')
        .map_or((path, None), |(name, rest)| (name, Some(rest)));
    let shape = keys.iter().find(|key| key.name == name)?.shape;
    match (shape, rest) {
        (shape, None) | (shape @ Fields, Some(_)) => Some(shape),
        (Table(inner) | Tables(inner), Some(rest)) => shape_at(inner, rest),
        _ => None,
    }
}

/// What the key at a dotted path means, in Chinese: a field's own name, or the table's words.
#[must_use]
pub fn label_at(keys: &[Key], path: &str) -> String {
    let (name, rest) = path
        .split_once('.')
        .map_or((path, None), |(name, rest)| (name, Some(rest)));
    let Some(key) = keys.iter().find(|key| key.name == name) else {
        return path.to_owned();
    };
    match (key.shape, rest) {
        (Fields, Some(field)) => field.to_owned(),
        (Table(inner) | Tables(inner), Some(rest)) => label_at(inner, rest),
        _ => key
            .what
            .split(['：', '，', '；', '（'])
            .next()
            .unwrap_or(key.what)
            .to_owned(),
    }
}

/// The top of `case.toml`.
pub const MANIFEST: &[Key] = &[
    key("schema", Integer, "清单格式的版本，现为 1").required(),
    key(
        "rulebooks",
        Texts,
        "所用规程；不写则取工作区的，再不写为 sanming",
    ),
    key("case", Table(HEAD), "案件").required(),
    key("answers", Answers(ANSWER), "声明：规程的问题 = 是否"),
    key("party", Tables(PARTY), "当事人、第三人、有关人员"),
    key("officer", Tables(OFFICER), "执法人员"),
    key("event", Tables(EVENT), "事项：发生过的事"),
    key("record", Tables(RECORD), "记录：存在的文书、音像、电子数据"),
    key(
        "attestation",
        Tables(ATTESTATION),
        "确认：只有人才能说明的事",
    ),
    key("waiver", Tables(WAIVER), "豁免：经批准免除的要求，始终列出"),
    key("archive", Table(ARCHIVE), "归档信息"),
];

/// `[case]`.
pub const HEAD: &[Key] = &[
    key("id", Id, "案号").required(),
    key("kind", Choice(v::KINDS), "案件种类（第二条）").required(),
    key("procedure", Choice(v::PROCEDURES), "程序，默认普通程序"),
    key("title", Text, "案由或案件名称").required(),
    key("stage", Choice(v::STAGES), "所处阶段（第三条）").required(),
    key("opened", Date, "立案（受理）日期").required(),
    key("closed", Date, "结案日期"),
    key("outcome", Text, "办理结果，自送达执行起应填"),
    key("agency", Text, "立档单位，默认取工作区的机关名称"),
    key("unit", Text, "承办机构"),
    key("related", Texts, "相关案件的案号"),
    key("platform_number", Text, "省平台上的编号"),
    key(
        "journal",
        Text,
        "操作日志的标识：由程序写入，不要手填；有此键而没有日志，就是日志丢失",
    ),
];

/// An answer with its reason.
pub const ANSWER: &[Key] = &[
    key("value", Boolean, "是（true）或否（false）").required(),
    key("basis", Text, "依据"),
    key("by", Text, "何人声明"),
    key("date", Date, "声明日期"),
];

/// `[[party]]`.
pub const PARTY: &[Key] = &[
    key("role", Choice(v::PARTY_ROLES), "身份，默认当事人"),
    key("kind", Choice(v::PARTY_KINDS), "类型"),
    key("name", Text, "姓名或名称"),
    key("identifier", Text, "统一社会信用代码或证件号码"),
    key("representative", Text, "法定代表人（负责人）"),
    key("address", Text, "住所（住址）"),
    key("phone", Text, "电话"),
];

/// `[[officer]]`.
pub const OFFICER: &[Key] = &[
    key("name", Text, "姓名"),
    key("certificate", Text, "执法证号"),
    key("certificate_until", Date, "证件有效期至"),
    key("role", Choice(v::OFFICER_ROLES), "分工"),
];

/// `[[event]]`.
pub const EVENT: &[Key] = &[
    key("id", Id, "事项编号").required(),
    key("type", Text, "事项类型，见规程").required(),
    key("start", Moment, "开始时间或日期"),
    key("end", Moment, "结束时间"),
    key("place", Text, "地点"),
    key("officers", Texts, "执法人员姓名"),
    key("participants", Texts, "参加人员；集体讨论之外为其他在场人"),
    key(
        "deadline",
        Moment,
        "期限：改正期限、查封扣押期限、决定书的履行期限",
    ),
    key("of", Texts, "所针对的事项编号，如核查所针对的责令改正"),
    key("manner", Choice(v::MANNERS), "陈述申辩的方式"),
    key("party", Texts, "所涉当事人，默认全体"),
    key("result", Choice(v::RESULTS), "结果：核查、解除查封扣押"),
    key("basis", Text, "监督检查的计划或部署（第二十四条）"),
    key("documents", Texts, "送达：所送文书的编号"),
    key("method", Choice(v::METHODS), "送达方式（第十九条）"),
    key("to", Texts, "受送达人"),
    key("recipient", Text, "收件人"),
    key("received", Date, "收到日期；邮寄为回执上的收件日期"),
    key("delivered", Boolean, "是否送达；false 表示未能送达的一次"),
    key(
        "reason",
        Text,
        "理由（拒收事由、公告的原因和经过、不公示的理由）",
    ),
    key("ground", Choice(v::GROUNDS), "公告送达的事由"),
    key("witness", Table(WITNESS), "留置送达的见证人"),
    key("entrusted", Text, "受委托送达的机关"),
    key("media", Tables(MEDIUM), "公告的载体"),
    key("platform", Text, "录入的平台（第二十条）"),
    key("receipt", Text, "录入回执号"),
    key("site", Text, "公示网站"),
];

/// `witness` of a service.
pub const WITNESS: &[Key] = &[
    key("name", Text, "见证人姓名"),
    key("unit", Text, "见证人单位"),
];

/// `media` of a public notice.
pub const MEDIUM: &[Key] = &[
    key("kind", Choice(v::NOTICE_MEDIA), "载体"),
    key("name", Text, "张贴处、报纸或网站"),
    key("date", Date, "日期"),
    key("record", Text, "证明它的记录编号"),
];

/// `[[record]]`.
pub const RECORD: &[Key] = &[
    key("id", Id, "记录编号").required(),
    key("type", Text, "文书名称，见规程；或音像记录、电子数据").required(),
    key("form", Choice(v::FORMS), "记录方式，默认按规程"),
    key("title", Text, "题名"),
    key("number", Text, "文号"),
    key("date", Date, "文书日期"),
    key("state", Choice(v::STATES), "状态，默认定稿；只有定稿算数"),
    key("reason", Text, "作废的理由"),
    key("corrects", Text, "所替代的记录编号"),
    key("author", Text, "责任者，默认立档单位"),
    key("path", Path, "文件，案件目录内的相对路径"),
    key(
        "location",
        Text,
        "文件另存处，如 采集站:…（附 sha256）、纸质:…",
    ),
    key("size", Integer, "字节数"),
    key("sha256", Digest, "文件的 SHA-256"),
    key("events", Texts, "所记录的事项编号"),
    key("attached_to", Text, "所附的记录编号"),
    key("serves", Texts, "送达回证所证明送达的文书编号"),
    key("signatures", Tables(SIGNATURE), "签名、盖章"),
    key("seal", Boolean, "是否盖有机关印章"),
    key(
        "classification",
        Choice(v::CLASSIFICATIONS),
        "密级（第三十二条）；公开表示已看过",
    ),
    key("derived_from", Text, "所据的原件编号（剪辑、遮盖件）"),
    key("party", Texts, "所涉当事人，默认全体"),
    key("pages", Integer, "页数"),
    key("volume", Choice(v::VOLUMES), "正卷或副卷，默认按规程"),
    key("fields", Fields, "文书栏目"),
    key("media", Table(MEDIA), "音像信息"),
];

/// `signatures` of a record.
pub const SIGNATURE: &[Key] = &[
    key("name", Text, "姓名"),
    key("role", Text, "身份，如当事人、收件人、见证人"),
    key("mark", Choice(v::MARKS), "签署方式"),
    key("date", Date, "日期"),
];

/// `[record.media]`.
pub const MEDIA: &[Key] = &[
    key("kind", Choice(v::MEDIA_KINDS), "记录方式（第三条）"),
    key("device", Text, "设备编号"),
    key("device_kind", Text, "设备种类（第六条），默认按设备名录"),
    key("operator", Text, "拍摄人"),
    key("start", Moment, "开始时间（设备时钟）"),
    key("end", Moment, "结束时间（设备时钟）"),
    key("original", Boolean, "是否原始数据（第七条）"),
];

/// `[[attestation]]`.
pub const ATTESTATION: &[Key] = &[
    key("rule", Text, "规则，如 sanming/27-1"),
    key("subject", Text, "对象，如检查结果所示"),
    key("statement", Text, "确认的内容"),
    key("by", Text, "确认人"),
    key("date", Date, "日期"),
];

/// `[[waiver]]`.
pub const WAIVER: &[Key] = &[
    key("rule", Text, "规则，如 sanming/14-2"),
    key("subject", Text, "对象，如检查结果所示"),
    key("reason", Text, "理由"),
    key("approver", Text, "批准人"),
    key("date", Date, "批准日期"),
    key("expires", Date, "有效至当日"),
];

/// `[archive]`.
pub const ARCHIVE: &[Key] = &[
    key("number", Text, "档号"),
    key("fonds", Text, "全宗号"),
    key("retention", Choice(v::RETENTIONS), "保管期限"),
    key("note", Text, "本卷情况说明"),
    key("filed_by", Text, "立卷人"),
    key("checked_by", Text, "检查人"),
    key("date", Date, "立卷时间"),
    key("order", Choice(v::ORDERS), "卷内排列"),
];
