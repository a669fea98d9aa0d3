//! Records: what exists of a case.

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;

use super::vocabulary::{DRAFT, FINAL, KEPT_APART, STATE_SECRET, VOID};
use super::{Day, Moment};

/// Something that exists: a 文书, a recording, electronic data.
#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    /// Its id, unique in the case.
    pub id: String,
    /// A name of the catalogue.
    #[serde(rename = "type")]
    pub kind: String,
    /// 文字, 音像 or 电子数据; none: the catalogue's.
    pub form: Option<String>,
    /// A title of its own.
    pub title: Option<String>,
    /// 文号.
    pub number: Option<String>,
    /// The day it is dated.
    pub date: Option<Day>,
    /// 草稿, 定稿 (the default) or 作废.
    pub state: Option<String>,
    /// Why it is void.
    pub reason: Option<String>,
    /// The record that it replaces.
    pub corrects: Option<String>,
    /// 责任者; none: the agency.
    pub author: Option<String>,
    /// Its file below the case directory.
    pub path: Option<String>,
    /// Where it is kept when it is not in the directory.
    pub location: Option<String>,
    /// Bytes.
    pub size: Option<u64>,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: Option<String>,
    /// The events it documents.
    #[serde(default)]
    pub events: Vec<String>,
    /// The record that it is attached to.
    pub attached_to: Option<String>,
    /// The records whose service it proves.
    #[serde(default)]
    pub serves: Vec<String>,
    /// Who marked it.
    #[serde(default)]
    pub signatures: Vec<Signature>,
    /// Whether the agency's seal is on it.
    pub seal: Option<bool>,
    /// Its class of secrecy (article 32).
    pub classification: Option<String>,
    /// The record that it is an edited copy of.
    pub derived_from: Option<String>,
    /// Whom it concerns; empty: every 当事人.
    #[serde(default)]
    pub party: Vec<String>,
    /// Its pages.
    pub pages: Option<u32>,
    /// 正卷 or 副卷; none: the catalogue's.
    pub volume: Option<String>,
    /// The filled fields of a 文书, by the catalogue's names.
    #[serde(default)]
    pub fields: toml::Table,
    /// What is known of a recording.
    pub media: Option<Media>,
}

impl Record {
    /// Its state, 定稿 by default.
    #[must_use]
    pub fn state(&self) -> &str {
        self.state.as_deref().unwrap_or(FINAL)
    }

    /// Whether it counts: neither a draft nor void.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.state() == FINAL
    }

    /// Whether it is a draft.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.state() == DRAFT
    }

    /// Whether it stands for a state secret that is kept elsewhere under the rules for secrets.
    #[must_use]
    pub fn is_kept_apart(&self) -> bool {
        self.classification.as_deref() == Some(STATE_SECRET)
            && self.location.as_deref() == Some(KEPT_APART)
    }

    /// Whether it is a stub: it says that there is such a record, kept apart, and nothing of what
    /// is in it (article 32).
    #[must_use]
    pub fn is_stub(&self) -> bool {
        let tells = [&self.path, &self.title, &self.sha256];
        let is_blank = |text: &&Option<String>| text.as_ref().is_none_or(String::is_empty);
        self.is_kept_apart()
            && tells.iter().all(is_blank)
            && self.size.is_none()
            && self.fields.is_empty()
    }

    /// Whether it is another agency's: its author is given and is not the agency of the case, in
    /// whatever width. Where nobody knows the agency, every paper is its own.
    #[must_use]
    pub fn is_anothers(&self, agency: Option<&str>) -> bool {
        let name = |text: &str| text.nfkc().collect::<String>().trim().to_owned();
        match (&self.author, agency) {
            (Some(author), Some(agency)) => name(author) != name(agency),
            _ => false,
        }
    }

    /// Whether it is kept without counting for anything.
    #[must_use]
    pub fn is_void(&self) -> bool {
        self.state() == VOID
    }
}

/// A person's mark on a paper.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Signature {
    /// Who.
    pub name: Option<String>,
    /// In what role; free text.
    pub role: Option<String>,
    /// 签名, 盖章, 按印 or 拒签.
    pub mark: Option<String>,
    /// When.
    pub date: Option<Day>,
}

/// What is known of a recording (articles 3, 6, 7).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Media {
    /// 照相, 录音, 录像 or 视频监控.
    pub kind: Option<String>,
    /// The device's id in the register.
    pub device: Option<String>,
    /// What the device is; none: the register's.
    pub device_kind: Option<String>,
    /// Who recorded.
    pub operator: Option<String>,
    /// When it begins, by the device's clock.
    pub start: Option<Moment>,
    /// When it ends, by the device's clock.
    pub end: Option<Moment>,
    /// Whether these are the original data.
    pub original: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_another_s_where_its_author_is_known_and_is_not_the_agency() {
        for (author, agency, want) in [
            (None, Some("××市局"), false),
            (Some("××市局"), None, false),
            (Some("××市局"), Some("××市局"), false),
            (Some(" ××市局（一队）\u{3000}"), Some("××市局(一队)"), false),
            (Some("××检测公司"), Some("××市局"), true),
            (Some(""), Some("××市局"), true),
        ] {
            let text = "id = \"R01\"\ntype = \"证据材料\"\n";
            let mut record: Record = toml::from_str(text).unwrap();
            record.author = author.map(ToOwned::to_owned);
            assert_eq!(record.is_anothers(agency), want, "{author:?} {agency:?}");
        }
    }
}
