//! The names under which a template asks for what the case already knows.
//!
//! A paper's own fields have the catalogue's names; these have a dot (or are the officers'), so that the two never meet.

use super::form::FieldKind;

/// One fact of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// The name in templates.
    pub name: &'static str,
    /// What a message calls it.
    pub label: &'static str,
    /// Its kind; a list of names counts as text.
    pub kind: FieldKind,
    /// The columns, where it is a table.
    pub columns: &'static [&'static str],
    /// Where it comes from.
    pub meaning: &'static str,
}

const OFFICER: &[&str] = &["姓名", "执法证号", "角色"];
const SERVED: &[&str] = &["名称", "文号", "份数"];

const fn fact(
    name: &'static str,
    label: &'static str,
    kind: FieldKind,
    meaning: &'static str,
) -> Fact {
    Fact {
        name,
        label,
        kind,
        columns: &[],
        meaning,
    }
}

const fn table(
    name: &'static str,
    label: &'static str,
    columns: &'static [&'static str],
    meaning: &'static str,
) -> Fact {
    Fact {
        name,
        label,
        kind: FieldKind::Rows,
        columns,
        meaning,
    }
}

use FieldKind::{Date, DateTime, Long, Text};

/// Every fact that a template may ask for.
pub const FACTS: &[Fact] = &[
    fact(
        "机关.名称",
        "机关名称",
        Text,
        "立档单位：案件的 agency，缺省取自工作区",
    ),
    fact("机关.代字", "机关代字", Text, "工作区 agency.short"),
    fact("案件.案号", "案号", Text, "案件的 id"),
    fact("案件.案由", "案由", Text, "案件的 title"),
    fact("案件.承办机构", "承办机构", Text, "案件的 unit"),
    fact("文书.名称", "文书名称", Text, "文书目录中的名称"),
    fact("文书.文号", "文号", Text, "记录的 number；签发前没有"),
    fact("文书.日期", "成文日期", Date, "记录的 date；签发前没有"),
    fact(
        "当事人.名称",
        "当事人姓名（名称）",
        Text,
        "所涉当事人的 name",
    ),
    fact(
        "当事人.类型",
        "当事人类型",
        Text,
        "自然人、个体工商户、法人或者其他组织",
    ),
    fact(
        "当事人.证件号码",
        "当事人证件号码",
        Text,
        "统一社会信用代码或者身份证件号码",
    ),
    fact(
        "当事人.法定代表人",
        "法定代表人（负责人）",
        Text,
        "当事人的 representative",
    ),
    fact(
        "当事人.住址",
        "当事人住址（住所）",
        Text,
        "当事人的 address",
    ),
    fact("当事人.电话", "当事人联系电话", Text, "当事人的 phone"),
    table(
        "当事人.各方",
        "各当事人",
        &["名称", "类型", "证件号码", "法定代表人", "住址", "电话"],
        "几个当事人时，逐个的情况；只有一个时没有",
    ),
    table("执法人员", "执法人员", OFFICER, "案件的全部执法人员"),
    fact("事项.开始", "事项开始时间", DateTime, "关联事项的 start"),
    fact("事项.日期", "事项日期", Date, "关联事项的 start，只取日期"),
    fact("事项.结束", "事项结束时间", DateTime, "关联事项的 end"),
    fact("事项.地点", "事项地点", Text, "关联事项的 place"),
    table(
        "事项.执法人员",
        "事项执法人员",
        OFFICER,
        "关联事项的 officers",
    ),
    fact(
        "事项.参加人员",
        "参加人员",
        Text,
        "关联事项的 participants（列表）",
    ),
    fact("事项.期限", "期限", Date, "关联事项的 deadline"),
    fact("事项.依据", "事项依据", Text, "关联事项的 basis"),
    fact(
        "原事项.日期",
        "原事项日期",
        Date,
        "关联事项的 of 所指事项的 start，只取日期",
    ),
    fact("原事项.期限", "原期限", Date, "该事项的 deadline"),
    fact("原文书.文号", "原文书文号", Text, "该事项的文书的 number"),
    fact("原文书.日期", "原文书日期", Date, "该事项的文书的 date"),
    fact("送达.方式", "送达方式", Text, "送达事项的 method"),
    fact("送达.受送达人", "受送达人", Text, "送达事项的 to"),
    fact("送达.收件人", "收件人", Text, "送达事项的 recipient"),
    fact("送达.收到日期", "收到日期", Date, "送达事项的 received"),
    fact("送达.地点", "送达地点", Text, "送达事项的 place"),
    fact("送达.时间", "送达时间", DateTime, "送达事项的 start"),
    table("送达.文书", "送达文书", SERVED, "送达事项的 documents"),
    fact("送达.拒收事由", "拒收事由", Long, "送达事项的 reason"),
    fact("送达.见证人", "见证人", Text, "送达事项的 witness.name"),
    fact(
        "送达.见证人单位",
        "见证人单位",
        Text,
        "送达事项的 witness.unit",
    ),
    fact(
        "送达.受托机关",
        "受委托送达机关",
        Text,
        "送达事项的 entrusted",
    ),
    fact(
        "决定书.名称",
        "决定书名称",
        Text,
        "催告所依据的决定书的名称",
    ),
    fact(
        "决定书.文号",
        "决定书文号",
        Text,
        "催告所依据的决定书的 number",
    ),
    fact(
        "决定书.送达日期",
        "决定书送达日期",
        Date,
        "该决定书送达事项的 received",
    ),
    fact(
        "母件.名称",
        "所附文书名称",
        Text,
        "清单所附（attached_to）记录的名称",
    ),
    fact("母件.文号", "所附文书文号", Text, "清单所附记录的 number"),
];

/// The fact of that name.
#[must_use]
pub fn fact_named(name: &str) -> Option<&'static Fact> {
    FACTS.iter().find(|fact| fact.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_facts_are_unique() {
        let mut names: Vec<_> = FACTS.iter().map(|fact| fact.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FACTS.len());
    }

    #[test]
    fn only_tables_have_columns() {
        for fact in FACTS {
            assert_eq!(
                fact.columns.is_empty(),
                fact.kind != FieldKind::Rows,
                "{}",
                fact.name
            );
        }
    }
}
