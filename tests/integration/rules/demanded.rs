//! What the regulation demands of each thing of an example: the article, or nothing.

use toml::{Table, Value};

use super::base::{Case, RULEBOOK};

/// What a removal should open: one problem under an article, or none.
pub(super) type Expected = Option<u16>;

/// The article that names a paper, and so its service; any other paper's service is article 8's.
const PAPERS: &[(&str, u16)] = &[
    ("立案审批表", 9),
    ("案件移送函", 9),
    ("涉嫌犯罪案件移送函", 10),
    ("（查封、扣押）财物移送通知书", 10),
    ("现场检查（勘验）记录", 11),
    ("抽样取证记录", 11),
    ("询问（调查）记录", 11),
    ("责令(限期)改正通知书", 13),
    ("行政处罚事先告知书", 14),
    ("集体讨论记录", 16),
    ("行政处罚决定书", 17),
    ("查封（扣押）决定书", 21),
    ("延长查封、扣押期限通知书", 22),
    ("查封、扣押处理决定书", 22),
    ("检查告知书", 25),
    ("行政监督检查记录表", 26),
];

/// Papers that article 3 asks of the case as a whole, where it ends so.
const ENDS: &[(&str, &str)] = &[
    ("不予行政处罚决定书", "不予行政处罚"),
    ("当场行政处罚决定书", "行政处罚"),
];

/// Papers that are asked of the case as a whole, and so without a link to an event.
const OF_THE_CASE: &[&str] = &["行政处罚事先告知书", "行政处罚决定书"];

/// The article that asks for an event, by a question or by itself.
const EVENTS: &[(&str, u16)] = &[
    ("涉嫌犯罪移送", 10),
    ("财物移送", 10),
    ("现场检查", 11),
    ("抽样取证", 11),
    ("询问", 11),
    ("责令改正", 13),
    ("核查", 13),
    ("陈述申辩", 15),
    ("听证", 15),
    ("集体讨论", 16),
    ("平台录入", 20),
    ("查封扣押", 21),
    ("延长查封扣押", 22),
    ("解除查封扣押", 22),
    ("监督检查", 24),
];

/// The article that asks for the recording of an event, and whether of the whole of it.
const RECORDED: &[(&str, u16, bool)] = &[
    ("现场检查", 11, true),
    ("抽样取证", 11, true),
    ("询问", 11, true),
    ("核查", 13, false),
    ("陈述申辩", 15, true),
    ("听证", 15, true),
    ("查封扣押", 21, true),
    ("解除查封扣押", 22, false),
    ("监督检查", 24, false),
];

/// The same for the service of a paper.
const RECORDED_SERVICES: &[(&str, u16)] = &[("行政处罚事先告知书", 14), ("行政处罚决定书", 17)];

/// The methods of service at which someone is there to be filmed.
const IN_PERSON: &[&str] = &["直接送达", "留置送达", "委托送达"];

const INSPECTION: &str = "行政监督检查";
const PENALTY: &str = "行政处罚";

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

/// An example, and the questions that expectations ask of it.
pub(super) struct Example {
    pub(super) name: &'static str,
    table: Table,
}

impl Example {
    pub(super) fn new(name: &'static str) -> Self {
        let table = Case::of_example(name).table;
        Self { name, table }
    }

    /// The example, to take something out.
    pub(super) fn case(&self) -> Case {
        Case::of_example(self.name)
    }

    pub(super) fn list(&self, name: &str) -> Vec<&Table> {
        let items = self.table.get(name).and_then(Value::as_array);
        items
            .into_iter()
            .flatten()
            .filter_map(Value::as_table)
            .collect()
    }

    /// A table of the head of the manifest; empty where there is none.
    pub(super) fn keys(&self, name: &str) -> Vec<&str> {
        let table = self.table.get(name).and_then(Value::as_table);
        table
            .into_iter()
            .flat_map(Table::keys)
            .map(String::as_str)
            .collect()
    }

    fn head(&self, key: &str) -> &str {
        text(self.table["case"].as_table().expect("a head"), key)
    }

    fn kind(&self) -> &str {
        self.head("kind")
    }

    fn item(&self, id: &str) -> &Table {
        let mut all = self.list("event").into_iter().chain(self.list("record"));
        all.find(|item| text(item, "id") == id).expect("an item")
    }

    fn has_event(&self, kind: &str) -> bool {
        let mut events = self.list("event").into_iter();
        events.any(|event| text(event, "type") == kind)
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

    /// An article as it binds this kind of case: articles 9 to 29 never bind a 行政确认, and in an
    /// inspection article 29 stands for article 13.
    fn binding(&self, article: Expected) -> Expected {
        match (self.kind(), article?) {
            ("行政确认", 9..=29) => None,
            (INSPECTION, 13) => Some(29),
            (_, article) => Some(article),
        }
    }

    fn article_of(&self, names: &[(&str, u16)], name: &str) -> Expected {
        self.binding(article_of(names, name))
    }

    /// Whether a paper is what the case ends with.
    fn is_end(&self, paper: &str) -> bool {
        ENDS.contains(&(paper, self.head("outcome")))
    }

    /// Whether a paper is asked of the case as a whole, and so without a link to an event.
    fn is_of_the_case(&self, paper: &str) -> bool {
        OF_THE_CASE.contains(&paper) || self.is_end(paper)
    }

    /// The article that asks for a paper.
    fn paper_article(&self, paper: &str) -> Expected {
        let end = self.is_end(paper).then_some(3);
        end.or_else(|| self.article_of(PAPERS, paper))
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
        self.article_of(PAPERS, self.served(event)).unwrap_or(8)
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
        let kind = text(event, "type");
        if (self.kind(), kind) == (INSPECTION, "核查") || text(event, "manner") == "书面" {
            return None;
        }
        let own = RECORDED.iter().find(|(known, ..)| *known == kind);
        if let Some((_, article, whole)) = own {
            return self
                .binding(Some(*article))
                .map(|article| (article, *whole));
        }
        let article = self.article_of(RECORDED_SERVICES, self.served(event))?;
        Some((article, IN_PERSON.contains(&text(event, "method"))))
    }

    /// Whether a record is the only 文字 record of an event of which article 3 asks one.
    fn is_only_text(&self, record: &Table) -> bool {
        let id = texts(record, "events").first().copied().unwrap_or_default();
        if id.is_empty() || !is_text(record) {
            return false;
        }
        let event = self.item(id);
        let other_proof = ["receipt", "site"]
            .iter()
            .any(|key| event.contains_key(*key));
        let exempt = match text(event, "type") {
            "决定" => self.kind() == PENALTY,
            kind => kind == "归档" || other_proof,
        };
        let texts = self.records_of(id).into_iter().filter(|r| is_text(r));
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

    /// The article that asks for the list of an act: that of the paper to which it is attached.
    fn of_list(&self, list: &Table) -> Expected {
        let parent = text(list, "attached_to");
        let parent = (!parent.is_empty()).then(|| text(self.item(parent), "type"))?;
        let listed = ["查封（扣押）决定书", "（查封、扣押）财物移送通知书"];
        let article = listed.contains(&parent).then(|| article_of(PAPERS, parent));
        self.binding(article.flatten())
    }

    /// What a record's absence, or the absence of its link to the event, opens.
    pub(super) fn of_record(&self, record: &Table, unlinked: bool) -> Expected {
        let event = texts(record, "events").first().copied().unwrap_or_default();
        match text(record, "type") {
            "送达回证" => Some(self.service_article(self.item(event))),
            // 邮寄回执随其送达回证、清单随其所附的文书，不靠事项
            "邮寄回执" | "（场所、设施、财物）清单" if unlinked => None,
            "邮寄回执" => Some(self.parts_article(self.item(event))),
            "（场所、设施、财物）清单" => self.of_list(record),
            "电子数据" => None,
            "音像记录" if self.is_spare(record, event) => None,
            "音像记录" => self.recorded(self.item(event)).map(|(article, _)| article),
            paper if unlinked && self.is_of_the_case(paper) => None,
            paper => self
                .paper_article(paper)
                .or_else(|| self.is_only_text(record).then_some(3)),
        }
    }

    pub(super) fn of_event(&self, event: &Table) -> Expected {
        match text(event, "type") {
            "送达" => Some(self.service_article(event)),
            "公示" if self.kind() == INSPECTION => Some(26),
            kind => self.article_of(EVENTS, kind),
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
            ("method" | "received" | "reason" | "witness", "送达") => {
                Some(self.parts_article(event))
            }
            ("to", _) if self.list("party").len() > 1 => Some(8),
            ("deadline", "责令改正" | "查封扣押" | "延长查封扣押") => {
                self.of_event(event)
            }
            ("participants", "集体讨论") => Some(16),
            ("manner", "陈述申辩") if text(event, "manner") == "书面" => Some(15),
            ("result", "核查") if self.is_early(event) => self.of_event(event),
            ("basis", "监督检查") => Some(24),
            ("officers", "监督检查") => Some(25),
            ("site", _) if self.kind() == INSPECTION => Some(26),
            ("site", _) if self.records_of(text(event, "id")).is_empty() => Some(3),
            ("platform", _) => Some(20),
            // 地点、执法人员、经办情况没有哪一条要求；of、manner、result 有缺省；履行期限写了才比较；
            // 回执和网站另有记录证明
            _ => None,
        }
    }

    /// Whether a re-check was made before the term ran out: then it must say that nothing is left.
    fn is_early(&self, recheck: &Table) -> bool {
        let day = |table: &Table, key: &str| table[key].to_string()[..10].to_owned();
        let orders = texts(recheck, "of");
        let order = self.item(orders.first().expect("an order"));
        day(recheck, "start") <= day(order, "deadline")
    }

    pub(super) fn of_record_key(&self, record: &Table, key: &str) -> Expected {
        let recording = text(record, "type") == "音像记录";
        match (key, text(record, "type")) {
            ("path" | "sha256", _) => Some(if recording { 7 } else { 30 }),
            ("events", _) => self.of_record(record, true),
            ("serves", _) | ("attached_to", "邮寄回执" | "（场所、设施、财物）清单") => {
                self.of_record(record, false)
            }
            ("signatures", "集体讨论记录") => Some(16),
            ("signatures", "当场行政处罚决定书") => Some(3),
            ("signatures", "送达回证") => self.marked(record, &["收件人", "见证人"]),
            ("fields", kind) => asked_of_fields(kind),
            // 日期、文号、页数、印章、题名等没有哪一条要求有，写了才比较
            _ => None,
        }
    }

    /// The article that asks for a mark on a proof of service: the recipient's where someone took
    /// the paper, the witness's where it was left.
    fn marked(&self, proof: &Table, roles: &[&str]) -> Expected {
        let event = self.item(texts(proof, "events").first()?);
        let asked = match text(event, "method") {
            "直接送达" | "委托送达" => "收件人",
            "留置送达" => "见证人",
            _ => return None,
        };
        roles.contains(&asked).then(|| self.parts_article(event))
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
        let role = text(signature, "role");
        match text(record, "type") {
            "送达回证" => self.marked(record, &[role]),
            // 主持人另签一处；记录人不是参加人员
            "集体讨论记录" if role == "参加人员" && text(signature, "name") != "赵某" => {
                Some(16)
            }
            _ => None,
        }
    }

    /// What the absence of a key of `[case]`, `[answers]` or `[archive]` opens.
    pub(super) fn of_head(&self, owner: &str, key: &str) -> Expected {
        match (owner, key) {
            ("answers", id) => self.of_answer(id),
            ("case", "outcome") => Some(3),
            // 由结案事项和结案审批表代答
            ("case", "closed") if self.has_event("结案") => None,
            ("case", "closed") if self.kind() == PENALTY => Some(20),
            ("case", "closed") => Some(30),
            ("case", "related") if self.head("outcome") == "立案查处" => Some(26),
            _ => None,
        }
    }

    /// What the absence of an officer from the case opens: in an inspection, the certificate that
    /// was to be shown.
    pub(super) fn of_officer(&self, officer: &Table) -> Expected {
        let name = text(officer, "name");
        let events = self.list("event");
        let mut inspections = events.iter().filter(|e| text(e, "type") == "监督检查");
        inspections
            .any(|event| texts(event, "officers").contains(&name))
            .then_some(25)
    }

    fn of_answer(&self, id: &str) -> Expected {
        let question = RULEBOOK.question(id).expect("a question");
        // 有事项即是答“是”
        let mut types = question.evidence.types.iter();
        if types.any(|kind| self.has_event(kind)) {
            return None;
        }
        let rule = question.rule(self.kind());
        rule.split('-').next()?.parse().ok()
    }
}

fn is_text(record: &Table) -> bool {
    !["音像记录", "电子数据"].contains(&text(record, "type"))
}

/// The article that asks for the fields of a paper.
pub(super) fn asked_of_fields(paper: &str) -> Expected {
    // 收到日期是送达事项所记的副本；清单的行、移送的材料清单缺了只是提示
    let asked = ["立案审批表", "检查告知书", "行政监督检查记录表"];
    asked.contains(&paper).then(|| article_of(PAPERS, paper))?
}

pub(super) fn media(record: &Table) -> &Table {
    record["media"].as_table().expect("media")
}
