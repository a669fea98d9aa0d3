//! What the regulation demands of each thing of the example: the article, or nothing.

use toml::{Table, Value};

use super::base::RULEBOOK;

/// What a removal should open: one problem under an article, or none.
pub(super) type Expected = Option<u16>;

/// The article that names a paper, and so its service; any other paper's service is article 8's.
const PAPERS: &[(&str, u16)] = &[
    ("立案审批表", 9),
    ("现场检查（勘验）记录", 11),
    ("抽样取证记录", 11),
    ("询问（调查）记录", 11),
    ("责令(限期)改正通知书", 13),
    ("行政处罚事先告知书", 14),
    ("集体讨论记录", 16),
    ("行政处罚决定书", 17),
];

/// Papers that are asked of the case as a whole, and so without a link to an event.
const OF_THE_CASE: &[&str] = &["行政处罚事先告知书", "行政处罚决定书"];

/// The article that asks for an event, by a question or by itself.
const EVENTS: &[(&str, u16)] = &[
    ("现场检查", 11),
    ("抽样取证", 11),
    ("询问", 11),
    ("责令改正", 13),
    ("核查", 13),
    ("陈述申辩", 15),
    ("听证", 15),
    ("集体讨论", 16),
    ("平台录入", 20),
];

/// The article that asks for the recording of an event, and whether of the whole of it.
const RECORDED: &[(&str, u16, bool)] = &[
    ("现场检查", 11, true),
    ("抽样取证", 11, true),
    ("询问", 11, true),
    ("核查", 13, false),
    ("陈述申辩", 15, true),
    ("听证", 15, true),
];

/// The same for the service of a paper.
const RECORDED_SERVICES: &[(&str, u16)] = &[("行政处罚事先告知书", 14), ("行政处罚决定书", 17)];

fn article_of(names: &[(&str, u16)], name: &str) -> Expected {
    names
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, article)| *article)
}

pub(super) fn text<'t>(table: &'t Table, key: &str) -> &'t str {
    table.get(key).and_then(Value::as_str).unwrap_or_default()
}

pub(super) fn texts<'t>(table: &'t Table, key: &str) -> Vec<&'t str> {
    let list = table
        .get(key)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    list.iter().filter_map(Value::as_str).collect()
}

/// The example, and the questions that expectations ask of it.
pub(super) struct Example(pub(super) Table);

impl Example {
    pub(super) fn list(&self, name: &str) -> Vec<&Table> {
        let items = self.0[name].as_array().expect("a list");
        items.iter().filter_map(Value::as_table).collect()
    }

    fn item(&self, id: &str) -> &Table {
        let mut all = self.list("event").into_iter().chain(self.list("record"));
        all.find(|item| text(item, "id") == id).expect("an item")
    }

    fn records_of(&self, event: &str) -> Vec<&Table> {
        let mut all = self.list("record");
        all.retain(|record| texts(record, "events").contains(&event));
        all
    }

    pub(super) fn recordings_of(&self, event: &str) -> Vec<&Table> {
        let mut all = self.records_of(event);
        all.retain(|record| text(record, "type") == "音像记录");
        all
    }

    /// The paper that a service hands over; `""` for another event.
    fn served(&self, event: &Table) -> &str {
        let documents = texts(event, "documents");
        documents
            .first()
            .map_or("", |id| text(self.item(id), "type"))
    }

    /// The article of the proof of a service, or of the service itself: of the paper's, else 8.
    fn service_article(&self, event: &Table) -> u16 {
        article_of(PAPERS, self.served(event)).unwrap_or(8)
    }

    /// The article of the parts of a service.
    fn parts_article(&self, event: &Table) -> u16 {
        if self.served(event) == "行政处罚决定书" {
            19
        } else {
            8
        }
    }

    /// The article that asks for an event's recording, and whether of the whole of it; a posting
    /// only gives a warning, which is a problem too.
    pub(super) fn recorded(&self, event: &Table) -> Option<(u16, bool)> {
        let own = RECORDED
            .iter()
            .find(|(kind, ..)| *kind == text(event, "type"));
        if let Some((_, article, whole)) = own {
            return Some((*article, *whole));
        }
        let article = article_of(RECORDED_SERVICES, self.served(event))?;
        Some((article, text(event, "method") == "直接送达"))
    }

    /// Whether a record is the only 文字 record of an event of which article 3 asks one.
    fn is_only_text(&self, record: &Table) -> bool {
        let id = texts(record, "events").first().copied().unwrap_or_default();
        if id.is_empty() || text(record, "type") == "音像记录" {
            return false;
        }
        let event = self.item(id);
        let other_proof = ["receipt", "site"]
            .iter()
            .any(|key| event.contains_key(*key));
        let exempt = matches!(text(event, "type"), "决定" | "归档") || other_proof;
        let texts = self
            .records_of(id)
            .into_iter()
            .filter(|r| text(r, "type") != "音像记录");
        !exempt && texts.count() == 1
    }

    /// Whether the recordings of an event still do without this one.
    fn is_spare(&self, record: &Table, event: &str) -> bool {
        let is_photo = |record: &Table| text(media(record), "kind") == "照相";
        let Some((_, whole)) = self.recorded(self.item(event)) else {
            return true;
        };
        let mut others = self.recordings_of(event);
        others.retain(|other| text(other, "id") != text(record, "id"));
        if whole {
            is_photo(record)
        } else {
            !others.is_empty()
        }
    }

    /// What a record's absence, or the absence of its link to the event, opens.
    pub(super) fn of_record(&self, record: &Table, unlinked: bool) -> Expected {
        let event = texts(record, "events").first().copied().unwrap_or_default();
        match text(record, "type") {
            "送达回证" => Some(self.service_article(self.item(event))),
            // 邮寄回执随其送达回证，不靠事项
            "邮寄回执" if unlinked => None,
            "邮寄回执" => Some(self.parts_article(self.item(event))),
            "音像记录" if self.is_spare(record, event) => None,
            "音像记录" => self.recorded(self.item(event)).map(|(article, _)| article),
            paper if unlinked && OF_THE_CASE.contains(&paper) => None,
            paper => article_of(PAPERS, paper).or_else(|| self.is_only_text(record).then_some(3)),
        }
    }

    pub(super) fn of_event(&self, event: &Table) -> Expected {
        match text(event, "type") {
            "送达" => Some(self.service_article(event)),
            kind => article_of(EVENTS, kind),
        }
    }

    pub(super) fn of_event_key(&self, event: &Table, key: &str) -> Expected {
        let kind = text(event, "type");
        let whole = self
            .recorded(event)
            .filter(|(_, whole)| *whole)
            .map(|(article, _)| article);
        match (key, kind) {
            ("start", "归档") => None,
            ("start", _) => Some(whole.unwrap_or(3)),
            ("end", _) => whole,
            ("documents", _) => Some(self.service_article(event)),
            ("method" | "received", _) => Some(self.parts_article(event)),
            ("to", _) => Some(8),
            ("deadline", "责令改正") => Some(13),
            ("participants", "集体讨论") => Some(16),
            ("platform", _) => Some(20),
            // 地点、执法人员、经办情况没有哪一条要求；of、manner、result 有缺省；履行期限写了才比较；
            // 回执和网站另有记录证明
            _ => None,
        }
    }

    pub(super) fn of_record_key(&self, record: &Table, key: &str) -> Expected {
        let recording = text(record, "type") == "音像记录";
        match (key, text(record, "type")) {
            ("path" | "sha256", _) => Some(if recording { 7 } else { 30 }),
            ("events", _) => self.of_record(record, true),
            ("serves", _) | ("attached_to", "邮寄回执") => self.of_record(record, false),
            ("signatures", "集体讨论记录") => Some(16),
            ("signatures", "送达回证") => self.marked(record),
            ("fields", "立案审批表") => Some(9),
            // 日期、文号、页数、印章、题名等没有哪一条要求有，写了才比较
            _ => None,
        }
    }

    /// The article that asks for the recipient's mark on a proof of service.
    fn marked(&self, proof: &Table) -> Expected {
        let event = self.item(texts(proof, "events").first()?);
        (text(event, "method") == "直接送达").then(|| self.parts_article(event))
    }

    pub(super) fn of_media_key(&self, record: &Table, key: &str) -> Expected {
        let event = texts(record, "events").first().copied().unwrap_or_default();
        let whole = self.recorded(self.item(event)).filter(|(_, whole)| *whole);
        match key {
            "kind" | "device" => Some(6),
            "original" => Some(7),
            "start" | "end" if !self.is_spare(record, event) => whole.map(|(article, _)| article),
            _ => None,
        }
    }

    /// What one signature's absence opens.
    pub(super) fn of_signature(&self, record: &Table, signature: &Table) -> Expected {
        match (text(record, "type"), text(signature, "role")) {
            ("送达回证", "收件人") => self.marked(record),
            // 主持人另签一处；记录人不是参加人员
            ("集体讨论记录", "参加人员") if text(signature, "name") != "赵某" => {
                Some(16)
            }
            _ => None,
        }
    }
}

pub(super) fn media(record: &Table) -> &Table {
    record["media"].as_table().expect("media")
}

pub(super) fn of_answer(id: &str) -> Expected {
    // 有集体讨论即是答“是”
    let question = RULEBOOK.question(id).filter(|_| id != "major_penalty")?;
    question.rule("行政处罚").split('-').next()?.parse().ok()
}
