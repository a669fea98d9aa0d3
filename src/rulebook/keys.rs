//! The tables of keys of a rulebook's files.

use crate::case::vocabulary::{FORMS, KINDS, METHODS, STAGES, VOLUMES};
use crate::reading::{Key, Shape};

use Shape::{Anything, Boolean, Choice, Fields, Integer, Integers, Table, Tables, Text, Texts};

const fn key(name: &'static str, shape: Shape, what: &'static str) -> Key {
    Key::new(name, shape, what)
}

/// The files of a rulebook with their keys.
pub const FILES: &[(&str, &[Key])] = &[
    ("rulebook.toml", RULEBOOK),
    ("articles.toml", ARTICLES),
    ("catalogue.toml", CATALOGUE),
    ("events.toml", EVENTS),
    ("questions.toml", QUESTIONS),
    ("rules.toml", RULES),
    ("review.toml", REVIEW),
    ("coverage.toml", COVERAGE),
];

/// `rulebook.toml`.
pub(super) const RULEBOOK: &[Key] = &[
    key("id", Shape::Id, "规程编号").required(),
    key("title", Text, "名称").required(),
    key("version", Text, "版本").required(),
    key("issued", Shape::Date, "发布日期"),
    key("status", Text, "状态"),
    key("over", Text, "叠加在哪部规程之上：文书、事项、问题取自它"),
    key("statute", Tables(STATUTE), "所依据的法律、法规"),
    key("absent", Tables(ABSENT), "没有写成规则的要求及其原因"),
    key("derived_from", Table(DERIVED_FROM), "由哪部规程复制而来"),
    key("by_party", Boolean, "名称是否只指涉及同一当事人的"),
    key("deemed", Tables(DEEMED), "没有收到日期的送达，何时视为送达"),
    key("built_in", Table(BUILT_IN), "程序自带检查所依据的条款"),
    key("roles", Fields, "签署人的身份"),
    key("outcomes", Fields, "各类案件的处理结果，第一个为通常的"),
    key("stands_for", Tables(STANDS_FOR), "代表处理结果的事实"),
    key("exempt", Tables(EXEMPT), "不适用的章节"),
    key("order", Tables(ORDER), "须能判断先后的事项"),
    key("declare", Tables(DECLARE), "须声明的案件栏目"),
    key("access", Table(ACCESS), "查阅、复制案卷的批准"),
    key("platforms", Table(PLATFORMS), "案件办理结果录入的平台"),
];

const ACCESS: &[Key] = &[
    key("article", Integer, "所依据的条").required(),
    key("kinds", Texts, "条文列明的案件种类").required(),
    key("opinion", Text, "由谁提出意见").required(),
    key("approval", Text, "由谁批准").required(),
    key("unlisted", Text, "未列明的种类所注的话").required(),
];

const PLATFORMS: &[Key] = &[
    key("article", Integer, "所依据的条").required(),
    key("names", Texts, "平台名称，先后即编号").required(),
    key("decisions", Texts, "办理结果所在的决定文书").required(),
    key("fine", Text, "决定文书中罚款的栏目"),
];

const STATUTE: &[Key] = &[
    key("id", Shape::Id, "编号，规则编号的开头").required(),
    key("name", Text, "名称").required(),
    key("version", Text, "所据的版本").required(),
    key("source", Text, "文本来源").required(),
];

const ABSENT: &[Key] = &[
    key("what", Text, "什么要求").required(),
    key("basis", Text, "所依据的条款").required(),
    key("why", Text, "为什么没有").required(),
];

const DERIVED_FROM: &[Key] = &[
    key("id", Shape::Id, "原规程的编号").required(),
    key("version", Text, "原规程的版本").required(),
    key("sha256", Shape::Digest, "原规程的散列").required(),
];

const DEEMED: &[Key] = &[
    key("method", Choice(METHODS), "送达方式").required(),
    key("days", Integer, "自送达的日期起的日数").required(),
    key("basis", Text, "所依据的条款").required(),
];

const BUILT_IN: &[Key] = &[
    key("files", Integer, "文件与引用所依据的条").required(),
    key("history", Integer, "历史所依据的条").required(),
];

const STANDS_FOR: &[Key] = &[
    key("outcome", Text, "处理结果").required(),
    key("kind", Choice(KINDS), "案件种类").required(),
    key("record", Text, "有此文书"),
    key("event", Texts, "有此事项"),
    key("answer", Texts, "有此声明"),
];

const EXEMPT: &[Key] = &[
    key("kind", Choice(KINDS), "案件种类").required(),
    key("from", Integer, "自第几条").required(),
    key("to", Integer, "至第几条").required(),
    key("remark", Text, "检查结果中的说明").required(),
];

const ORDER: &[Key] = &[
    key("name", Text, "名称").required(),
    key("first", Text, "在先的事项").required(),
    key("then", Text, "在后的事项").required(),
    key("stage", Choice(STAGES), "自哪一阶段起").required(),
    key("answers", Texts, "声明在先事项的问题").required(),
];

const DECLARE: &[Key] = &[
    key("key", Text, "键").required(),
    key("ask", Text, "问什么").required(),
    key("rule", Text, "在哪条规则之下报告").required(),
    key("stage", Choice(STAGES), "自哪一阶段起").required(),
    key("when", Anything, "条件"),
    key("answered", Anything, "由什么代答"),
];

/// `articles.toml`.
pub(super) const ARTICLES: &[Key] = &[
    key("chapter", Tables(CHAPTER), "章").required(),
    key("article", Tables(ARTICLE), "条").required(),
];

const CHAPTER: &[Key] = &[
    key("number", Integer, "序号").required(),
    key("label", Text, "章号").required(),
    key("title", Text, "章名").required(),
    key("first", Integer, "第一条").required(),
    key("last", Integer, "最后一条").required(),
];

const ARTICLE: &[Key] = &[
    key("number", Integer, "条号").required(),
    key("label", Text, "原文条号").required(),
    key("chapter", Text, "所在章").required(),
    key("text", Text, "原文").required(),
];

/// `catalogue.toml`.
pub(super) const CATALOGUE: &[Key] = &[key("document", Tables(DOCUMENT), "文书").required()];

const DOCUMENT: &[Key] = &[
    key("name", Text, "名称").required(),
    key("aliases", Texts, "别名"),
    key("form", Choice(FORMS), "记录方式").required(),
    key("stage", Choice(STAGES), "所属阶段").required(),
    key("service_stage", Choice(STAGES), "送达所属阶段"),
    key("served", Boolean, "是否须送达"),
    key("served_to", Choice(&["当事人", "收件人"]), "送达何人"),
    key("on_cover", Boolean, "文号是否写在案卷封面"),
    key("volume", Choice(VOLUMES), "正卷或副卷").required(),
    key("order", Integer, "卷内先后").required(),
    key("seal", Boolean, "是否盖章"),
    key("optional", Boolean, "可有可无"),
    key("template", Text, "专用模板"),
    key(
        "look",
        Choice(&["letter", "approval", "record"]),
        "通用格式的版式",
    ),
    key("articles", Integers, "点名的条"),
    key("role", Text, "程序须认得的文书"),
    key("signers", Texts, "签署人"),
    key("hint", Text, "提示"),
    key("fields", Tables(FIELD), "栏目"),
];

const FIELD: &[Key] = &[
    key("name", Text, "名称").required(),
    key("type", Text, "类型").required(),
    key("asked", Choice(&["regulation", "practice"]), "何者要求").required(),
    key("optional", Boolean, "可有可无"),
    key("choices", Texts, "选项"),
    key("columns", Texts, "列"),
];

/// `events.toml`.
pub(super) const EVENTS: &[Key] = &[key("event", Tables(EVENT), "事项类型").required()];

const EVENT: &[Key] = &[
    key("name", Text, "名称").required(),
    key("stage", Choice(STAGES), "所属阶段").required(),
    key("what", Text, "说明").required(),
    key("paper", Text, "通常的文书"),
    key("of", Text, "of 所指的事项"),
    key("of_serving", Text, "of 所指送达的文书"),
    key("optional", Boolean, "另有规则要求它的文书"),
    key("counts_as", Anything, "也算作"),
    key("keys", Texts, "另用的键"),
    key("role", Choice(EVENT_ROLES), "程序须认得的事项"),
];

/// What the program must recognise among events, or what readers of a rulebook may want to.
const EVENT_ROLES: &[&str] = &[
    "opening",
    "recheck",
    "reminder",
    "service",
    "performance",
    "publication",
    "closing",
    "entry",
    "archiving",
];

/// `questions.toml`.
pub(super) const QUESTIONS: &[Key] = &[key("question", Tables(QUESTION), "问题").required()];

const QUESTION: &[Key] = &[
    key("id", Shape::Id, "编号").required(),
    key("ask", Text, "问题").required(),
    key("rule", Text, "在哪条规则之下报告").required(),
    key("cited", Tables(CITED), "改引的规则"),
    key("stage", Choice(STAGES), "自哪一阶段起").required(),
    key("when", Anything, "条件"),
    key("yes", Anything, "是的事项").required(),
    key("even_no", Boolean, "答否而有其事项不算不符"),
    key("ignored", Anything, "不作数的条件"),
];

const CITED: &[Key] = &[
    key("kind", Choice(KINDS), "案件种类").required(),
    key("rule", Text, "规则").required(),
];

/// `rules.toml`.
pub(super) const RULES: &[Key] = &[key("rule", Tables(RULE), "规则").required()];

const RULE: &[Key] = &[
    key("id", Shape::Id, "编号").required(),
    key("what", Text, "一句话说明").required(),
    key("why", Text, "依据和读法").required(),
    key("fix", Text, "怎样做到").required(),
    key("basis", Text, "所依据的法律条款"),
    key("verified", Boolean, "条款内容是否已核对原文"),
    key("waivable", Boolean, "可否豁免"),
    key("stage", Choice(STAGES), "自哪一阶段起").required(),
    key("yields", Anything, "让给哪些规则"),
    key("each", Anything, "对象"),
    key("when", Anything, "条件"),
    key("require", Anything, "要求").required(),
    key("also", Tables(PART), "对另一种对象的要求"),
];

const PART: &[Key] = &[
    key("stage", Choice(STAGES), "自哪一阶段起"),
    key("yields", Anything, "让给哪些规则"),
    key("each", Anything, "对象"),
    key("when", Anything, "条件"),
    key("require", Anything, "要求").required(),
];

/// `review.toml`.
pub(super) const REVIEW: &[Key] = &[
    key("title", Text, "评议表的名称").required(),
    key("template", Text, "评议表的模板").required(),
    key("article", Integer, "评议所依据的条").required(),
    key("weights", Text, "分值从哪里来").required(),
    key("point", Tables(POINT), "评议要点").required(),
    key("band", Tables(BAND), "等次"),
    key("liability", Tables(LIABILITY), "追究责任的情形"),
];

const POINT: &[Key] = &[
    key("text", Text, "要点").required(),
    key("max", Fields, "各类案件的满分"),
    key("kinds", Texts, "适用的案件种类"),
    key("articles", Integers, "由哪些条的检查结果填写"),
    key("rules", Texts, "由哪些规则的检查结果填写"),
    key("unseen", Text, "要由人判断的"),
    key("knock_out", Boolean, "是否否决项"),
    key("source", Text, "出处"),
];

const BAND: &[Key] = &[
    key("name", Text, "名称").required(),
    key("from", Integer, "自多少分起").required(),
    key("source", Text, "出处").required(),
];

const LIABILITY: &[Key] = &[
    key("article", Integer, "条").required(),
    key("label", Text, "序号").required(),
    key("text", Text, "原文").required(),
    key("evidence", Texts, "列出并计数的证据"),
    key("also", Texts, "列出而不计数的证据"),
    key("unseen", Text, "程序看不到的"),
];

/// `coverage.toml`.
pub(super) const COVERAGE: &[Key] = &[key(
    "sentence",
    Tables(SENTENCE),
    "原文的一句，或者其中的一项义务",
)
.required()];

const SENTENCE: &[Key] = &[
    key("article", Integer, "条").required(),
    key("text", Text, "原文").required(),
    key("reading", Text, "怎样读"),
    key("rules", Texts, "检查它的规则"),
    key("commands", Texts, "落实它的命令"),
    key("unmodelled", Text, "程序查不了什么，为什么"),
    key("attest", Text, "查不了的由谁、怎样确认"),
];
