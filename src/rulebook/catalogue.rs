//! The catalogue of 文书 and the list of event types.

use std::collections::HashMap;

use crate::case::vocabulary::Stage;

use super::{Filter, fold};

/// What the program must recognise among 文书, whatever their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The proof of service (送达回证 of article 8).
    ServiceProof,
    /// The postal receipt (article 8).
    PostalReceipt,
    /// The list of goods, which goes with its parent.
    List,
    /// A recording.
    Recording,
    /// The approval of closing.
    Closing,
    /// The proof of a public notice.
    NoticeProof,
    /// Electronic data.
    Data,
    /// The cover of the case file.
    Cover,
    /// The index of the case file.
    Index,
    /// The closing note of the case file.
    ClosingNote,
}

impl Role {
    /// The roles by the catalogue's words.
    pub(super) const WORDS: &'static [(&'static str, Self)] = &[
        ("service-proof", Self::ServiceProof),
        ("postal-receipt", Self::PostalReceipt),
        ("list", Self::List),
        ("recording", Self::Recording),
        ("closing", Self::Closing),
        ("notice-proof", Self::NoticeProof),
        ("data", Self::Data),
        ("cover", Self::Cover),
        ("index", Self::Index),
        ("closing-note", Self::ClosingNote),
    ];
}

/// One 文书 of the catalogue.
#[derive(Clone, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a key of the catalogue"
)]
pub struct Document {
    /// Its name, verbatim.
    pub name: String,
    /// Other titles in use.
    pub aliases: Vec<String>,
    /// 文字, 音像 or 电子数据.
    pub form: String,
    /// The stage of article 3 that it belongs to.
    pub stage: Stage,
    /// The stage in which it must be served.
    pub service_stage: Stage,
    /// Whether it must be served.
    pub served: bool,
    /// Whether one service to anyone is enough (letters to other agencies).
    pub served_to_anyone: bool,
    /// Whether its number stands on the cover of the case file.
    pub on_cover: bool,
    /// 正卷 or 副卷.
    pub volume: String,
    /// Its place in the index of the case file.
    pub order: i64,
    /// Whether the agency's seal belongs on it.
    pub seal: bool,
    /// The articles that name it, in order of weight.
    pub articles: Vec<u16>,
    /// Whether no rule need demand it.
    pub optional: bool,
    /// Its own template; none: the generic form.
    pub template: Option<String>,
    /// The look of the generic form.
    pub look: String,
    /// What the program must recognise in it.
    pub role: Option<Role>,
    /// Who signs it, in order.
    pub signers: Vec<String>,
    /// A line of help.
    pub hint: Option<String>,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A field of a 文书.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name, verbatim.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether the regulation itself asks for it; else practice does.
    pub by_regulation: bool,
    /// Whether only some cases have it: the generic form then leaves it out where it is not given.
    pub optional: bool,
    /// Usual or only values.
    pub choices: Vec<String>,
    /// The columns of rows.
    pub columns: Vec<String>,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// Paragraphs.
    Long,
    /// A day.
    Date,
    /// A time.
    DateTime,
    /// An amount in 分.
    Money,
    /// A number.
    Integer,
    /// Yes or no.
    Boolean,
    /// One of the choices.
    Choice,
    /// Rows.
    Rows,
}

impl FieldKind {
    /// The kinds by the catalogue's words, with the Chinese label of each.
    pub const WORDS: &'static [(&'static str, Self, &'static str)] = &[
        ("text", Self::Text, "文字"),
        ("long", Self::Long, "长文"),
        ("date", Self::Date, "日期"),
        ("datetime", Self::DateTime, "时间"),
        ("money", Self::Money, "金额（分）"),
        ("integer", Self::Integer, "整数"),
        ("boolean", Self::Boolean, "是否"),
        ("choice", Self::Choice, "选项"),
        ("rows", Self::Rows, "多行"),
    ];

    /// The Chinese label.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(_, kind, _)| *kind == self)
            .map_or("", |(_, _, label)| label)
    }
}

/// All 文书, found by name or alias.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    documents: Vec<Document>,
    by_name: HashMap<String, usize>,
}

impl Catalogue {
    pub(super) fn new(documents: Vec<Document>) -> Self {
        let mut by_name = HashMap::new();
        for (index, document) in documents.iter().enumerate() {
            for name in std::iter::once(&document.name).chain(&document.aliases) {
                by_name.entry(fold(name)).or_insert(index);
                by_name.entry(name.clone()).or_insert(index);
            }
        }
        Self { documents, by_name }
    }

    /// The 文书 of that name or alias, whatever its brackets and width.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Document> {
        let index = self
            .by_name
            .get(name)
            .or_else(|| self.by_name.get(&fold(name)))?;
        self.documents.get(*index)
    }

    /// The 文书 with that role.
    #[must_use]
    pub fn with_role(&self, role: Role) -> Option<&Document> {
        self.documents
            .iter()
            .find(|document| document.role == Some(role))
    }

    /// All 文书 in the catalogue's order.
    pub fn iter(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter()
    }

    /// The 文书 whose name or alias occurs in a file's name; the longest such name wins.
    #[must_use]
    pub fn recognise(&self, file_name: &str) -> Option<&Document> {
        let folded = fold(file_name);
        self.documents
            .iter()
            .flat_map(|document| {
                std::iter::once(&document.name)
                    .chain(&document.aliases)
                    .map(move |name| (fold(name), document))
            })
            .filter(|(name, _)| folded.contains(name.as_str()))
            .max_by_key(|(name, _)| name.chars().count())
            .map(|(_, document)| document)
    }
}

/// An event type.
#[derive(Clone, Debug)]
pub struct EventType {
    /// Its name, verbatim.
    pub name: String,
    /// The stage of article 3 that it belongs to.
    pub stage: Stage,
    /// What it is, in one line.
    pub what: String,
    /// The 文书 that is usually made for it.
    pub paper: Option<String>,
    /// The type of event that its `of` refers to.
    pub of: Option<String>,
    /// The 文书 whose service its `of` refers to.
    pub of_serving: Option<String>,
    /// Another type that it counts as, when it passes the filter.
    pub counts_as: Option<(String, Filter)>,
    /// Whether other rules ask for its paper where it is not registered.
    pub optional: bool,
    /// The manifest keys that make sense for it beyond the common ones.
    pub keys: Vec<String>,
    /// Whether it is a service.
    pub is_service: bool,
    /// Whether it closes the case.
    pub is_closing: bool,
    /// The word by which programs recognise it, one of the table of roles.
    pub role: Option<String>,
}
