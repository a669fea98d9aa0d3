//! Sample papers for the tests: every value of every template, and the templates as they are shipped.

mod coercion;
pub(crate) mod demanded;
mod values;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use self::coercion::{
    disposition, enforcement, extension, inspected, inspection_notice, seizure, transferred,
};
use self::values::{
    approval, case, correction, decision, discussion, filing, inspection, interview, notice,
    property, receipt, reminder, transfer,
};
use super::super::{Datum, Facts, FieldKind, FieldSpec, Form};

/// Values by name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sample(pub(crate) BTreeMap<String, Datum>);

impl Facts for Sample {
    fn get(&self, name: &str) -> Option<Datum> {
        self.0.get(name).cloned()
    }
}

pub(crate) fn text(text: &str) -> Datum {
    Datum::Text(text.to_owned())
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn time(month: u32, date: u32, hour: u32, minute: u32) -> Datum {
    Datum::DateTime(day(month, date).and_hms_opt(hour, minute, 0).unwrap())
}

pub(crate) fn rows(columns: &[&str], cells: &[&[&str]]) -> Datum {
    let row = |cells: &&[&str]| {
        let pairs = columns.iter().zip(*cells);
        pairs
            .map(|(column, cell)| ((*column).to_owned(), text(cell)))
            .collect()
    };
    Datum::Rows(cells.iter().map(row).collect())
}

/// The templates under `templates/`.
pub(crate) fn templates() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/sanming/documents");
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        found.insert(name, std::fs::read_to_string(path).unwrap());
    }
    found
}

/// The words of the fields that offer some, as the catalogue has them.
const CHOICES: &[(&str, &[&str])] = &[
    ("措施类型", &["查封", "扣押"]),
    ("处理方式", &["解除", "没收", "销毁", "退还", "其他"]),
    (
        "处理原因",
        &["当事人没有违法行为", "查封、扣押期限已经届满"],
    ),
    ("是否合格", &["合格", "不合格"]),
    ("是否存在违法行为", &["是", "否"]),
    ("处理意见", &["无", "责令改正", "立案", "移送"]),
];

fn choices(name: &str) -> Vec<String> {
    let words = CHOICES.iter().find(|(known, _)| *known == name);
    words
        .map_or(&[][..], |(_, words)| words)
        .iter()
        .map(|word| (*word).to_owned())
        .collect()
}

/// A template, the title it is printed under, and its own fields.
pub(crate) struct Paper {
    pub(crate) template: &'static str,
    pub(crate) title: &'static str,
    pub(crate) own: fn() -> Vec<(&'static str, Datum)>,
}

impl Paper {
    pub(crate) fn form(&self) -> Form {
        let kind = |datum: &Datum| match datum {
            Datum::Text(text) if text.chars().count() > 30 => FieldKind::Long,
            Datum::Date(_) => FieldKind::Date,
            Datum::Money(_) => FieldKind::Money,
            Datum::Integer(_) => FieldKind::Integer,
            Datum::Boolean(_) => FieldKind::Boolean,
            Datum::Rows(_) => FieldKind::Rows,
            _ => FieldKind::Text,
        };
        let columns = |datum: &Datum| match datum {
            Datum::Rows(rows) => rows[0].iter().map(|(column, _)| column.clone()).collect(),
            _ => Vec::new(),
        };
        let spec = |(name, datum): &(&str, Datum)| FieldSpec {
            name: (*name).to_owned(),
            kind: kind(datum),
            required: true,
            choices: choices(name),
            columns: columns(datum),
            ..FieldSpec::default()
        };
        Form {
            title: self.title.to_owned(),
            internal: self.title == "内部程序审批表",
            record: false,
            sealed: self.title != "内部程序审批表",
            fields: (self.own)().iter().map(spec).collect(),
            signers: match self.title {
                "内部程序审批表" => vec!["承办人".to_owned(), "机关负责人".to_owned()],
                "案件移送函" => vec!["接收人".to_owned()],
                _ => Vec::new(),
            },
        }
    }

    /// The case's facts and the paper's own fields.
    pub(crate) fn facts(&self) -> Sample {
        let own = (self.own)().into_iter();
        let named = own.map(|(name, datum)| (name.to_owned(), datum));
        Sample(case().into_iter().chain(named).collect())
    }
}

/// Every own template, and the general form inside and outside the agency.
pub(crate) const PAPERS: &[Paper] = &[
    paper("case-filing-approval.xhtml", "立案审批表", filing),
    paper(
        "site-inspection-record.xhtml",
        "现场检查（勘验）记录",
        inspection,
    ),
    paper("interview-record.xhtml", "询问（调查）记录", interview),
    paper("service-receipt.xhtml", "送达回证", receipt),
    paper("property-list.xhtml", "物品清单", property),
    paper("correction-order.xhtml", "责令(限期)改正通知书", correction),
    paper("penalty-notice.xhtml", "行政处罚事先告知书", notice),
    paper(
        "collective-discussion-record.xhtml",
        "集体讨论记录",
        discussion,
    ),
    paper("penalty-decision.xhtml", "行政处罚决定书", decision),
    paper("reminder.xhtml", "催告书", reminder),
    paper("seizure-decision.xhtml", "查封（扣押）决定书", seizure),
    paper(
        "seizure-extension.xhtml",
        "延长查封、扣押期限通知书",
        extension,
    ),
    paper(
        "seizure-disposition.xhtml",
        "查封、扣押处理决定书",
        disposition,
    ),
    paper(
        "seized-goods-transfer.xhtml",
        "（查封、扣押）财物移送通知书",
        transferred,
    ),
    paper(
        "enforcement-reminder.xhtml",
        "行政强制执行催告书",
        enforcement,
    ),
    paper("inspection-notice.xhtml", "检查告知书", inspection_notice),
    paper(
        "supervision-inspection-record.xhtml",
        "行政监督检查记录表",
        inspected,
    ),
    paper("generic.xhtml", "案件移送函", transfer),
    paper("generic.xhtml", "内部程序审批表", approval),
];

const fn paper(
    template: &'static str,
    title: &'static str,
    own: fn() -> Vec<(&'static str, Datum)>,
) -> Paper {
    Paper {
        template,
        title,
        own,
    }
}
