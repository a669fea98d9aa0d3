//! What a manifest says, as plain data.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::value::Datetime;

use super::vocabulary::{PARTY_ROLES, PROCEDURES, Stage};
use super::{Moment, Record};

/// A whole `case.toml`.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    /// The manifest's format.
    pub schema: i64,
    /// The rulebooks it is checked with; none: the workspace's.
    pub rulebooks: Option<Vec<String>>,
    /// `[case]`.
    #[serde(rename = "case")]
    pub head: Head,
    /// `[answers]`, by question.
    #[serde(default)]
    pub answers: BTreeMap<String, Answer>,
    /// `[[party]]`.
    #[serde(default, rename = "party")]
    pub parties: Vec<Party>,
    /// `[[officer]]`.
    #[serde(default, rename = "officer")]
    pub officers: Vec<Officer>,
    /// `[[event]]`: what happened.
    #[serde(default, rename = "event")]
    pub events: Vec<Event>,
    /// `[[record]]`: what exists.
    #[serde(default, rename = "record")]
    pub records: Vec<Record>,
    /// `[[attestation]]`: what only a person can say.
    #[serde(default, rename = "attestation")]
    pub attestations: Vec<Attestation>,
    /// `[[waiver]]`: demands that a person has excused.
    #[serde(default, rename = "waiver")]
    pub waivers: Vec<Waiver>,
    /// `[archive]`.
    pub archive: Option<Archive>,
}

/// The head of a case.
#[derive(Clone, Debug, Deserialize)]
pub struct Head {
    /// The case's number in the workspace.
    pub id: String,
    /// One of the four kinds of article 2.
    pub kind: String,
    /// The procedure; none: the ordinary one.
    pub procedure: Option<String>,
    /// 案由, or the case's full title.
    pub title: String,
    /// One of the five stages of article 3, by name.
    pub stage: String,
    /// The day it was opened.
    pub opened: Day,
    /// The day it was closed.
    pub closed: Option<Day>,
    /// How it ended.
    pub outcome: Option<String>,
    /// 立档单位.
    pub agency: Option<String>,
    /// 承办机构.
    pub unit: Option<String>,
    /// Other cases that it came from or led to.
    #[serde(default)]
    pub related: Vec<String>,
    /// Its number on the provincial platform.
    pub platform_number: Option<String>,
    /// The nonce of its journal, written by the program: a case that says so and has no journal
    /// lost it.
    pub journal: Option<String>,
}

impl Head {
    /// The stage the case is in.
    #[must_use]
    pub fn stage(&self) -> Stage {
        Stage::parse(&self.stage).unwrap_or(Stage::FIRST)
    }

    /// The procedure, the ordinary one by default.
    #[must_use]
    pub fn procedure(&self) -> &str {
        self.procedure
            .as_deref()
            .unwrap_or_else(|| PROCEDURES.first().copied().unwrap_or_default())
    }
}

/// A local date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Datetime::deserialize(deserializer)?;
        let moment = Moment::from_toml(&value).filter(|moment| moment.local().is_none());
        moment
            .map(|moment| Self(moment.date()))
            .ok_or_else(|| serde::de::Error::custom("不是日期"))
    }
}

/// An answer to a rulebook's question.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// A plain yes or no.
    Plain(bool),
    /// A yes or no with its reason.
    Reasoned {
        /// Yes or no.
        value: bool,
        /// What it rests on.
        basis: Option<String>,
        /// Who says so.
        by: Option<String>,
        /// When.
        date: Option<Day>,
    },
}

impl Answer {
    /// Yes or no.
    #[must_use]
    pub fn value(&self) -> bool {
        match self {
            Self::Plain(value) | Self::Reasoned { value, .. } => *value,
        }
    }
}

/// A party to the case.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Party {
    /// 当事人 (the default), 第三人 or 有关人员.
    pub role: Option<String>,
    /// What it is.
    pub kind: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// 统一社会信用代码, or the number of an identity document.
    pub identifier: Option<String>,
    /// 法定代表人 or 负责人.
    pub representative: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// How to call it.
    pub phone: Option<String>,
}

impl Party {
    /// Whether it is a 当事人: whom 文书 concern unless they say otherwise.
    #[must_use]
    pub fn is_principal(&self) -> bool {
        self.role
            .as_deref()
            .is_none_or(|role| PARTY_ROLES.first() == Some(&role))
    }
}

/// An officer who acts in the case.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Officer {
    /// The officer's name.
    pub name: Option<String>,
    /// 执法证号.
    pub certificate: Option<String>,
    /// The last day the certificate is valid.
    pub certificate_until: Option<Day>,
    /// 主办, 协办 or 记录.
    pub role: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug, Deserialize)]
pub struct Event {
    /// Its id, unique in the case.
    pub id: String,
    /// An event type of the rulebook.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it began.
    pub start: Option<Moment>,
    /// When it ended.
    pub end: Option<Moment>,
    /// Where.
    pub place: Option<String>,
    /// The officers who acted.
    #[serde(default)]
    pub officers: Vec<String>,
    /// Others present.
    #[serde(default)]
    pub participants: Vec<String>,
    /// A term that it sets.
    pub deadline: Option<Moment>,
    /// The events that it follows up.
    #[serde(default)]
    pub of: Vec<String>,
    /// 口头 or 书面.
    pub manner: Option<String>,
    /// Whom it concerns; empty: every 当事人.
    #[serde(default)]
    pub party: Vec<String>,
    /// What came of it.
    pub result: Option<String>,
    /// The plan or deployment of an inspection.
    pub basis: Option<String>,
    /// The records that a service hands over.
    #[serde(default)]
    pub documents: Vec<String>,
    /// The method of service.
    pub method: Option<String>,
    /// The parties or agencies served.
    #[serde(default)]
    pub to: Vec<String>,
    /// Who took it.
    pub recipient: Option<String>,
    /// 收到日期.
    pub received: Option<Day>,
    /// `false`: an attempt that failed.
    pub delivered: Option<bool>,
    /// Why refused, or the story of a public notice, or why not made public.
    pub reason: Option<String>,
    /// The ground of a public notice.
    pub ground: Option<String>,
    /// Who witnessed a refusal.
    pub witness: Option<Witness>,
    /// To whom a service was entrusted.
    pub entrusted: Option<String>,
    /// The media of a public notice.
    #[serde(default)]
    pub media: Vec<Medium>,
    /// The platform of an entry.
    pub platform: Option<String>,
    /// The receipt of an entry.
    pub receipt: Option<String>,
    /// Where it was made public.
    pub site: Option<String>,
}

impl Event {
    /// Whether a service reached its recipient; only an attempt says no.
    #[must_use]
    pub fn is_delivered(&self) -> bool {
        self.delivered.unwrap_or(true)
    }
}

/// The witness of a refusal.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Witness {
    /// The witness's name.
    pub name: Option<String>,
    /// The witness's unit.
    pub unit: Option<String>,
}

/// One medium of a public notice.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Medium {
    /// 张贴, 报纸 or 网站.
    pub kind: Option<String>,
    /// Where, or which paper or site.
    pub name: Option<String>,
    /// When.
    pub date: Option<Day>,
    /// The record that proves it.
    pub record: Option<String>,
}

/// A person's statement of what no machine can see.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Attestation {
    /// The rule, as findings print it.
    #[serde(default)]
    pub rule: String,
    /// The subject, as findings print it.
    #[serde(default)]
    pub subject: String,
    /// What is stated.
    pub statement: Option<String>,
    /// Who states it.
    pub by: Option<String>,
    /// When.
    pub date: Option<Day>,
}

/// A demand that a person has excused; it never hides.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Waiver {
    /// The rule, as findings print it.
    #[serde(default)]
    pub rule: String,
    /// The subject, as findings print it.
    #[serde(default)]
    pub subject: String,
    /// Why.
    pub reason: Option<String>,
    /// Who approved.
    pub approver: Option<String>,
    /// When.
    pub date: Option<Day>,
    /// The last day it holds; none: it does not end.
    pub expires: Option<Day>,
}

/// How the case file is archived.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Archive {
    /// 档号.
    pub number: Option<String>,
    /// 全宗号.
    pub fonds: Option<String>,
    /// 保管期限.
    pub retention: Option<String>,
    /// 本卷情况说明.
    pub note: Option<String>,
    /// 立卷人.
    pub filed_by: Option<String>,
    /// 检查人.
    pub checked_by: Option<String>,
    /// 立卷时间.
    pub date: Option<Day>,
    /// The order of the file.
    pub order: Option<String>,
}
