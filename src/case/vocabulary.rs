//! The fixed words of the manifest, verbatim. No other file of the program states them.

use std::fmt;

/// The kinds of a case (article 2).
pub const KINDS: &[&str] = &["行政处罚", "行政强制", "行政确认", "行政监督检查"];
/// The kind that article 2 sends elsewhere.
pub const EXCLUDED_KIND: &str = "行政许可";
/// Why it is refused, with the article.
pub const EXCLUDED_BECAUSE: &str =
    "第二条第二款：行政许可记录规则按照行政审批标准化建设要求实施，不适用本规程";
/// The procedures of a penalty case; the first is the default.
pub const PROCEDURES: &[&str] = &["普通程序", "简易程序"];
/// The five stages of article 3, in order.
pub const STAGES: &[&str] = &["程序启动", "调查取证", "审查决定", "送达执行", "归档管理"];
/// The roles of a party; the first is whom 文书 concern by default.
pub const PARTY_ROLES: &[&str] = &["当事人", "第三人", "有关人员"];
/// What a party is.
pub const PARTY_KINDS: &[&str] = &["自然人", "个体工商户", "法人", "其他组织"];
/// The roles of an officer.
pub const OFFICER_ROLES: &[&str] = &["主办", "协办", "记录"];
/// How a defence was given.
pub const MANNERS: &[&str] = &["口头", "书面"];
/// The results of a re-check and of the end of a seizure.
pub const RESULTS: &[&str] = &["已改正", "未改正", "解除", "没收", "销毁", "移送"];
/// The methods of service (article 19, and the electronic one of the statute).
pub const METHODS: &[&str] = &[
    "直接送达",
    "邮寄送达",
    "留置送达",
    "委托送达",
    "公告送达",
    "电子送达",
];
/// The grounds of a service by public notice (article 19, item 5).
pub const GROUNDS: &[&str] = &["下落不明", "其他方式无法送达"];
/// The media of a public notice (article 19, item 5).
pub const NOTICE_MEDIA: &[&str] = &["张贴", "报纸", "网站"];
/// The forms of a record (article 3).
pub const FORMS: &[&str] = &["文字", "音像", "电子数据"];
/// The form of a written record.
pub const WRITTEN: &str = "文字";
/// The form of a recording.
pub const RECORDED: &str = "音像";
/// The states of a record.
pub const STATES: &[&str] = &["草稿", "定稿", "作废"];
/// The state of a draft.
pub const DRAFT: &str = "草稿";
/// The only state that satisfies anything.
pub const FINAL: &str = "定稿";
/// The state of a record that is kept and counts for nothing.
pub const VOID: &str = "作废";
/// How a person marks a paper.
pub const MARKS: &[&str] = &["签名", "盖章", "按印", "拒签"];
/// The mark of a person who refused to sign.
pub const REFUSED: &str = "拒签";
/// The classifications of a record (article 32), and the word that it was looked at.
pub const CLASSIFICATIONS: &[&str] = &["国家秘密", "商业秘密", "个人隐私", "公开"];
/// The class that never enters a package.
pub const STATE_SECRET: &str = "国家秘密";
/// The class that says that a record was looked at and is none of the others.
pub const OPEN: &str = "公开";
/// The `location` of a state secret: kept under the rules for secrets, never in the case.
pub const KEPT_APART: &str = "另行保管";
/// The volumes of a case file.
pub const VOLUMES: &[&str] = &["正卷", "副卷"];
/// The ways of recording (article 3).
pub const MEDIA_KINDS: &[&str] = &["照相", "录音", "录像", "视频监控"];
/// The way of recording that has no duration.
pub const PHOTO: &str = "照相";
/// The recording devices that article 6 names.
pub const DEVICE_KINDS: &[&str] = &[
    "照相机",
    "录音机",
    "摄像机",
    "执法记录仪",
    "手持执法终端",
    "视频监控",
];
/// The retention periods of a case file.
pub const RETENTIONS: &[&str] = &["永久", "30年", "10年"];
/// The orders of a case file.
pub const ORDERS: &[&str] = &["procedural"];
/// The beginning of a `location` that names a page of the paper file: it has no digest.
pub const PAPER_LOCATION: &str = "纸质:";

/// One of the five stages of article 3, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stage(u8);

impl Stage {
    /// The first stage.
    pub const FIRST: Self = Self(0);
    /// The last stage, 归档管理.
    pub const LAST: Self = Self(4);

    /// The stage of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let at = STAGES.iter().position(|stage| *stage == name)?;
        u8::try_from(at).ok().map(Self)
    }

    /// All stages in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=Self::LAST.0).map(Self)
    }

    /// Its name, verbatim.
    #[must_use]
    pub fn name(self) -> &'static str {
        STAGES.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// The stage after it; none after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        (self < Self::LAST).then(|| Self(self.0 + 1))
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
